"""What was written for a figure, as it is shown to whoever saved it."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path

__all__ = ["SavedFigure"]


@dataclass(frozen=True)
class SavedFigure:
    """What was written for one figure.

    Attributes
    ----------
    name, journal, lang : str
    files : tuple of Path
        The figure in each format, then alternative text, caption, data and provenance.
    alt, caption : str
    remarks : tuple of str
        What to know before sending it.
    """

    name: str
    journal: str
    lang: str
    files: tuple[Path, ...]
    alt: str
    caption: str
    remarks: tuple[str, ...] = ()

    def __repr__(self) -> str:
        names = ", ".join(file.name for file in self.files)
        head = f"<SavedFigure {self.name} for {self.journal}: {names}>"
        return "\n".join((head, *(f"  {remark}" for remark in self.remarks)))

    def _repr_html_(self) -> str:
        files = "".join(f"<li><code>{escape(file.as_posix())}</code></li>" for file in self.files)
        remarks = "".join(f"<li>{escape(remark)}</li>" for remark in self.remarks)
        listed = f"<ul>{remarks}</ul>" if remarks else ""
        head = f"<b>{escape(self.name)}</b> {escape(self.journal)}"
        caption = f'<p dir="auto" lang="{escape(self.lang)}">{escape(self.caption)}</p>'
        return f"<div><p>{head}</p><ul>{files}</ul>{caption}{listed}</div>"
