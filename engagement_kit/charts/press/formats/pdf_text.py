"""Text in a PDF: letters exactly where layout puts them, and the words themselves for copying.

Matplotlib's own text is replaced for three reasons: vowelled Arabic is shifted in it, Arabic
ligatures cannot be searched, and taking glyphs out of a font with a general tool is slow.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from math import cos, radians, sin
from typing import Any

from matplotlib.backend_bases import GraphicsContextBase
from matplotlib.backends.backend_pdf import PdfFile, RendererPdf
from matplotlib.font_manager import FontProperties, get_font
from matplotlib.ft2font import FT2Font, LoadFlags
from matplotlib.text import Text

from engagement_kit.charts.press.formats.faces import check_kind, font_paths
from engagement_kit.charts.press.formats.pdf_fonts import UsedFont, write_font
from engagement_kit.charts.press.formats.spoken import spoken
from engagement_kit.charts.press.formats.truetype import EMPTY
from engagement_kit.errors import MissingGlyph

__all__ = ["LiveFile", "LivePdf"]

_FINE = 0.5  # thousandths of the font's size: smaller distances are not corrected
_Renderer: Any = RendererPdf  # they have no types
_File: Any = PdfFile
# How a line is laid out is not part of matplotlib's promises: where it is missing, its own text
# is drawn, which only is slower and harder to search.
_LAYOUT = getattr(FT2Font, "_layout", None)


class LiveFile(_File):  # type: ignore[misc]
    """Matplotlib's file with fonts that were drawn by :class:`LivePdf`."""

    def __init__(self, *args: Any, **more: Any) -> None:
        self.live: dict[str, UsedFont] = {}
        self._families: dict[str, str] = {}
        super().__init__(*args, **more)

    def used(self, face: FT2Font, text: str) -> UsedFont:
        """The font of a face that draws a text, known to the file from now on."""
        path = str(face.fname)
        if path not in self.live:
            check_kind(path, text)
            self.live[path] = UsedFont(path, f"L{len(self.live) + 1}")
            self._families[path] = face.postscript_name.encode("ascii", "replace").decode()
        return self.live[path]

    def writeFonts(self) -> None:  # noqa: N802 - matplotlib's name
        """Write our fonts, then those of matplotlib (formulas), whose list takes in both."""
        self._written = {
            font.name: write_font(self, font, self._families[path])
            for path, font in self.live.items()
        }
        super().writeFonts()

    def writeObject(self, object: Any, contents: Any) -> None:  # noqa: A002, N802
        """Write an object; the list of fonts is completed on its way."""
        if object is getattr(self, "fontObject", None):
            contents = {**contents, **self._written}
        super().writeObject(object, contents)


@dataclass
class _Run:
    """Glyphs of one font on one height, as codes with the places where they begin."""

    font: UsedFont
    x: float
    y: float
    parts: list[tuple[float, int, int]] = field(default_factory=list)  # place, code, width

    def operators(self, size: float) -> str:
        """Place and glyphs; numbers between them correct where the next one begins."""
        shown, pen = [], self.x
        for x, code, width in self.parts:
            away = (pen - x) * 1000 / size
            if abs(away) > _FINE:
                shown.append(f"{away:.1f}")
                pen = x
            shown.append(f"<{code:04x}>")
            pen += width * size / 1000
        return (
            f"/{self.font.name} {size:g} Tf 1 0 0 1 {self.x:.4f} {self.y:.4f} Tm "
            f"[{''.join(shown)}] TJ\n"
        )


class LivePdf(_Renderer):  # type: ignore[misc]
    """Matplotlib's renderer with text that is exact, quick and can be found."""

    def draw_text(  # noqa: PLR0917
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        s: str,
        prop: FontProperties,
        angle: float,
        ismath: bool | str = False,  # noqa: FBT001, FBT002 - the order is matplotlib's
        mtext: Text | None = None,
    ) -> None:
        """Draw a line of text; formulas and links are left to matplotlib."""
        if ismath or gc.get_url() is not None or _LAYOUT is None:
            super().draw_text(gc, x, y, s, prop, angle, ismath, mtext)
            return
        size = float(prop.get_size_in_points())
        self.check_gc(gc, gc.get_rgb())
        runs = "".join(run.operators(size) for run in self._runs(s, prop, size, mtext))
        turn, up = cos(radians(angle)), sin(radians(angle))
        self.file.write(
            f"q {turn:.6f} {up:.6f} {-up:.6f} {turn:.6f} {x:.4f} {y:.4f} cm\n"
            f"BT\n{runs}ET\nQ\n".encode("ascii")
        )

    def _runs(
        self, text: str, prop: FontProperties, size: float, mtext: Text | None
    ) -> Iterator[_Run]:
        """Runs of glyphs as the fonts' own layout orders and places them."""
        face: Any = get_font(font_paths(prop))
        face.clear()
        face.set_size(size, 72)
        asked = {} if mtext is None else _asked(mtext)
        run: _Run | None = None
        laid_out = face._layout(text, LoadFlags.NO_HINTING, **asked)  # noqa: SLF001
        drawn = [item for item in laid_out if _is_drawn(item, text)]
        for item, said, before in spoken(drawn, partial(self._advance, text)):
            font = self.file.used(item.ft_object, text)
            if run is None or run.font is not font or run.y != item.y:
                if run is not None:
                    yield run
                run = _Run(font, item.x, item.y)
            for letter in before:
                run.parts.append((item.x, font.code(letter, EMPTY), 0))
            code = font.code(said, int(item.glyph_index))
            run.parts.append((item.x, code, font.width(item.glyph_index)))
        if run is not None:
            yield run

    def _advance(self, text: str, item: Any) -> int:
        width: int = self.file.used(item.ft_object, text).width(item.glyph_index)
        return width


def _is_drawn(item: Any, text: str) -> bool:
    """Whether a glyph belongs into the file: marks of direction have done their work in layout."""
    character = str(item.char)
    if len(character) == 1 and unicodedata.category(character) == "Cf":
        return False
    if not item.glyph_index and not character.isspace():
        raise MissingGlyph(character[0], text)
    return True


def _asked(text: Text) -> dict[str, Any]:
    """Features and language that a text asks for."""
    return {"features": text.get_fontfeatures(), "language": text.get_language()}
