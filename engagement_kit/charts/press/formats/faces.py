"""Which font files draw the texts of a figure, and whether they may and can."""

from __future__ import annotations

import copy
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import matplotlib
from matplotlib.cbook import is_math_text
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont
from matplotlib.ft2font import FT2Font
from matplotlib.text import Text

from engagement_kit.charts.paper.fonts import FontFiles, is_invisible
from engagement_kit.charts.press.formats.truetype import kind_of_font
from engagement_kit.errors import MissingGlyph, UnfitFont

__all__ = ["check_fonts", "check_kind", "font_paths"]


def check_fonts(figure: Figure) -> None:
    """Make sure that every character of a figure has a font that may go into its files.

    Raises
    ------
    MissingGlyph
        With the first character that none of its fonts covers.
    UnfitFont
        With the first font that draws a text and is not TrueType.
    """
    for text, font in _texts(figure):
        paths = font_paths(font)
        for character in unicodedata.normalize("NFC", text):  # as layout composes letters
            if is_invisible(character):
                continue
            for path in paths:
                check_kind(path, text)
                if ord(character) in _covered(path):
                    break
            else:
                raise MissingGlyph(character, text)
    for text in _formulas(figure):
        for character in text:
            if not (is_invisible(character) or ord(character) in _covered_in_formulas()):
                raise MissingGlyph(character, text)


def check_kind(path: str, text: str) -> None:
    """Refuse a font file that is not TrueType; ``text`` is what it draws."""
    kind = _kind(path)
    if kind:
        raise UnfitFont(path, kind, text)


def font_paths(font: FontProperties) -> tuple[str, ...]:
    """Files that draw with these properties, the first choice first."""
    if isinstance(font, FontFiles):
        return font.paths
    file = font.get_file()
    if file is not None:
        return (str(file),)
    found = dict.fromkeys(path for family in font.get_family() if (path := _file(font, family)))
    return tuple(found) or (str(findfont(font)),)


def _file(font: FontProperties, family: str) -> str | None:
    one = copy.copy(font)
    one.set_family(family)
    try:
        return str(findfont(one, fallback_to_default=False))
    except ValueError:  # not on this machine: the next family is asked
        return None


def _texts(figure: Figure) -> Iterator[tuple[str, FontProperties]]:
    """Texts that are drawn, without formulas."""
    for text in _seen(figure):
        if not (_is_formula(text) or text.get_usetex()):
            yield text.get_text(), text.get_fontproperties()


def _formulas(figure: Figure) -> Iterator[str]:
    """Texts with formulas, which have fonts of their own: theirs draw a sign for a lost letter."""
    return (
        text.get_text() for text in _seen(figure) if _is_formula(text) and not text.get_usetex()
    )


def _seen(figure: Figure) -> Iterator[Any]:
    texts: list[Any] = figure.findobj(Text)
    return (text for text in texts if text.get_visible() and text.get_text().strip())


def _is_formula(text: Any) -> bool:
    return bool(text.get_parse_math() and is_math_text(text.get_text()))


@cache
def _covered_in_formulas() -> frozenset[int]:
    """What matplotlib's default fonts of formulas draw, and those that stand in for them."""
    fonts = Path(matplotlib.get_data_path(), "fonts", "ttf")
    files = (fonts / name for name in ("DejaVuSans.ttf", "STIXGeneral.ttf"))
    return frozenset().union(*(_covered(str(file)) for file in files))


@lru_cache(maxsize=16)
def _covered(path: str) -> frozenset[int]:
    return frozenset(FT2Font(path).get_charmap())


@lru_cache(maxsize=16)
def _kind(path: str) -> str:
    return kind_of_font(path)
