"""Proving a figure: it is drawn again from its study and held against the file, byte by byte."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from engagement_kit.charts.press.companions import PROVENANCE, about_figure
from engagement_kit.charts.press.formats import FORMATS, read_provenance
from engagement_kit.charts.press.printing import file_bytes
from engagement_kit.charts.press.provenance import FORMAT, digest, machine
from engagement_kit.errors import CannotRedraw, NoRecord
from engagement_kit.report.changes import changed_rows, changes_since, machine_changes
from engagement_kit.report.redoing import Redone, redo

__all__ = ["CHANGED", "SAME", "UNVERIFIED", "Verification", "verify_figure"]

_WORDS = ("alt.txt", "caption.md", "csv")
SAME, CHANGED, UNVERIFIED = "same", "changed", "not verified"
_EDITED = "file: it was changed after it was written (its hash is not the recorded one)"
_UNEXPLAINED = (
    "code: it comes out differently, though nothing that is recorded has changed; either the file "
    "was changed after it was written, or the code that draws"
)


@dataclass(frozen=True)
class Verification:
    """Whether a figure is what its study gives today.

    Attributes
    ----------
    path : Path
    verdict : str
        "same": drawn again, the file is the same byte for byte; "changed"; "not verified": it could
        not be drawn again.
    reasons : tuple of str
        What changed, or why it could not be verified.
    remarks : tuple of str
        What changed without making a difference to this figure.
    """

    path: Path
    verdict: str
    reasons: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def is_same(self) -> bool:
        """Whether the file is what the study gives today."""
        return self.verdict == SAME

    def __str__(self) -> str:
        lines = [f"{self.path}: {self.verdict}", *(f"  {reason}" for reason in self.reasons)]
        if self.remarks:
            lines.append("  changed since, without a difference to this figure:")
            lines += [f"    {remark}" for remark in self.remarks]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        listed = "".join(f"<li>{escape(one)}</li>" for one in (*self.reasons, *self.remarks))
        head = f"<b>{escape(self.path.name)}</b>: {self.verdict}"
        return f"<div><p>{head}</p>{f'<ul>{listed}</ul>' if listed else ''}</div>"


def verify_figure(path: str | Path, study: str | Path | None = None) -> Verification:
    """Whether a figure is what its study gives today, and what changed if it is not.

    The record of its making is read from inside the file, or from the ``.provenance.json`` beside
    it. Cases and framework are read again, the result is made and drawn again in memory, and the
    bytes are compared.

    Parameters
    ----------
    path : str or Path
        File of a figure that :func:`save_figure` wrote.
    study : str or Path, optional
        Folder of its study; where the record says if left out.

    Returns
    -------
    Verification
        Its verdict is "same", "changed" or "not verified"; nothing is raised for what is wrong with
        the figure, study or framework.
    """
    path = Path(path)
    try:
        beside = _beside(path)
        record = _record(path, beside)
        return _verified(path, record, beside, None if study is None else Path(study))
    except (NoRecord, CannotRedraw) as error:
        return Verification(path, UNVERIFIED, (str(error),))
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        reason = f"The record of its making is damaged ({type(error).__name__}: {error})."
        return Verification(path, UNVERIFIED, (reason,))


def _verified(
    path: Path, record: Mapping[str, Any], beside: Mapping[str, Any], study: Path | None
) -> Verification:
    data = path.read_bytes()
    known = beside.get("files", {}).get(path.name)
    edited = [_EDITED] if known is not None and known != digest(data) else []
    try:
        done = redo(record, path, study)
    except CannotRedraw as error:
        verdict = CHANGED if edited else UNVERIFIED
        return Verification(path, verdict, (*edited, str(error)))
    changes = changes_since(record, done)
    if done.drawing is None:
        return Verification(path, CHANGED, (*edited, *changes, str(done.error)))
    about = about_figure(done.drawing, record)
    (again,) = file_bytes(done.drawing.figure, about, done.how).values()
    rows = _rows(path, record, done)
    if again == data and not rows:
        return Verification(path, SAME, (), (*edited, *_edited_beside(path, beside), *changes))
    found = [*edited, *rows, *changes]
    if not found:
        found = [_UNEXPLAINED, *machine_changes(beside.get("machine", {}), machine())]
    return Verification(path, CHANGED, tuple(found))


def _edited_beside(path: Path, beside: Mapping[str, Any]) -> list[str]:
    """Words and data beside a figure that are no longer as they were written with it."""
    known = beside.get("files", {})
    there = [path.with_name(f"{_stem(path)}.{ending}") for ending in _WORDS]
    return [
        f"file: {file.name} was changed after it was written"
        for file in there
        if file.is_file() and known.get(file.name, "") not in {"", digest(file.read_bytes())}
    ]


def _rows(path: Path, record: Mapping[str, Any], done: Redone) -> list[str]:
    """What changed in the data drawn, row by row where the table of then lies beside the file."""
    if done.drawing is None or "data" in record["words"]:
        return []
    now = done.drawing.data
    if digest(now.encode()) == record["data"]:
        return []
    table = path.with_name(f"{_stem(path)}.csv")
    try:
        then = table.read_bytes().decode()
    except (OSError, ValueError):
        then = ""
    if digest(then.encode()) != record["data"]:
        return ["data: what is drawn has changed (the table of then is not beside the file)"]
    return changed_rows(then, now)


def _record(path: Path, beside: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a figure says of its making: inside the file, or else beside it.

    Raises
    ------
    NoRecord
        There is none.
    CannotRedraw
        A newer version of the package wrote it.
    """
    try:
        found: Mapping[str, Any] = read_provenance(path)
    except NoRecord:
        if "made_from" not in beside or not path.is_file() or not _ending(path):
            raise
        found = beside["made_from"]
    if not isinstance(found["format"], int) or found["format"] > FORMAT:
        raise CannotRedraw("a newer version of engagement_kit made it; update engagement_kit")
    return found


def _beside(path: Path) -> Mapping[str, Any]:
    """The file of provenance beside a figure; empty where there is none."""
    try:
        text = path.with_name(f"{_stem(path)}{PROVENANCE}").read_text(encoding="utf-8")
        found = json.loads(text)
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _stem(path: Path) -> str:
    return path.name[: -len(path.suffix)] if path.suffix else path.name


def _ending(path: Path) -> bool:
    return path.suffix[1:].lower() in (*FORMATS, "tif")
