"""How a figure is to be printed: journal, formats, colour, text; and the bytes of its files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from matplotlib.figure import Figure

from engagement_kit.charts.journals import Journal, find_journal, journal_theme
from engagement_kit.charts.paper.theme import Theme
from engagement_kit.charts.press.formats import (
    FORMATS,
    About,
    eps_bytes,
    holds_alt_text,
    pdf_bytes,
    pixels,
    png_bytes,
    svg_bytes,
    tiff_bytes,
)
from engagement_kit.errors import UnknownId

__all__ = ["TEXTS", "Printing", "file_bytes", "printing"]

TEXTS = ("live", "paths")
_PIXELS = {"png": png_bytes, "tiff": tiff_bytes}
# What is ours and not the outlet's: a page that was read again changes no figure.
_NOT_OF_THE_FIGURE = frozenset({"note", "also", "read", "seen", "rule", "resolution"})


@dataclass(frozen=True)
class Printing:
    """How a figure is to be printed.

    Attributes
    ----------
    journal : Journal
    theme : Theme
        Sizes and colours that follow from journal and colour.
    formats : tuple of str
    colour : str
        "rgb" or "grey".
    text : str
        "live" or "paths": what SVG makes of letters.
    dpi : float
        Of PNG and TIFF.
    """

    journal: Journal
    theme: Theme
    formats: tuple[str, ...]
    colour: str
    text: str
    dpi: float

    @property
    def least(self) -> float:
        """Points that no letters may be below."""
        return self.theme.least * self.theme.unit

    @property
    def record(self) -> dict[str, Any]:
        """What of this decides how a figure looks, in values that JSON knows."""
        preset = {k: v for k, v in asdict(self.journal).items() if k not in _NOT_OF_THE_FIGURE}
        return {"journal": preset, "colour": self.colour, "text": self.text, "dpi": self.dpi}

    @property
    def remarks(self) -> tuple[str, ...]:
        """What an author should know before sending a figure printed like this."""
        return tuple(_remarks(self))


def printing(
    journal: str,
    formats: str | Iterable[str] = ("pdf", "svg", "png"),
    *,
    colour: str = "rgb",
    text: str = "live",
    dpi: float | None = None,
) -> Printing:
    """A way to print figures, from the names of its parts.

    Raises
    ------
    UnknownId
        There is no such journal, format, colour or kind of text; names the nearest one.
    """
    asked = (formats,) if isinstance(formats, str) else tuple(formats)
    wanted = tuple(dict.fromkeys(str(one).lower().removeprefix(".") for one in asked))
    wanted = tuple("tiff" if one == "tif" else one for one in wanted)
    for one in wanted:
        if one not in FORMATS:
            raise UnknownId("format of figures", one, FORMATS)
    if not wanted:
        raise UnknownId("format of figures", "", FORMATS)
    if text not in TEXTS:
        raise UnknownId("kind of text", text, TEXTS)
    theme = journal_theme(journal, colour=colour)
    return Printing(find_journal(journal), theme, wanted, colour, text, dpi or theme.dpi)


def file_bytes(figure: Figure, about: About, how: Printing) -> dict[str, bytes]:
    """The file of each format; pixels are drawn once for all formats that need them."""
    drawn = None
    found: dict[str, bytes] = {}
    for one in how.formats:
        if one in _PIXELS:
            drawn = drawn or pixels(figure, dpi=how.dpi, colour=how.colour)
            found[one] = _PIXELS[one](figure, about, dpi=how.dpi, colour=how.colour, drawn=drawn)
        elif one == "svg":
            found[one] = svg_bytes(figure, about, text=how.text)
        else:
            found[one] = {"pdf": pdf_bytes, "eps": eps_bytes}[one](figure, about)
    return found


def _remarks(how: Printing) -> Iterator[str]:
    journal = how.journal
    strange = [one for one in how.formats if journal.formats and one not in journal.formats]
    if strange:
        takes = ", ".join(journal.formats)
        yield f"{journal.publisher} names {takes} as its formats, not {', '.join(strange)}."
    if journal.colour and how.colour not in journal.colour:
        yield f"{journal.publisher} asks for {' or '.join(journal.colour)}, not {how.colour}."
    if journal.typefaces:
        named = ", ".join(journal.typefaces)
        yield (
            f"{journal.publisher} names the typefaces {named}; this figure is set in DejaVu Sans "
            "and NanumGothic, which draw Latin, Arabic and Korean alike."
        )
    for one in how.formats:
        if not holds_alt_text(one):
            yield (
                f"{one.upper()} has no place for alternative text and provenance: "
                "they stand in the files beside it."
            )
    if journal.status != "attested":
        yield f"The width of {journal.name!r} is {journal.status}; see list_journals()."
