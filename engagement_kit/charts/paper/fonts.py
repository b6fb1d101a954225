"""Fonts that every machine has: which files draw a text, and whether they can.

Files are named by path, not looked up by family: a figure then looks the same wherever it is drawn,
and neither matplotlib's settings nor its list of fonts is touched.
"""

from __future__ import annotations

import importlib.util
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

import matplotlib
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font

from engagement_kit.errors import MissingFont, MissingGlyph

__all__ = ["FontFiles", "check_glyphs", "font", "font_files", "is_drawable", "is_invisible"]

# Latin and Arabic come from DejaVu, which matplotlib ships; Hangul and Hanja from NanumGothic,
# whose static TrueType files come with this distribution (a variable font is drawn too thin).
_HANGUL_PACKAGE = "koreanize_matplotlib"
_DEJAVU = {"regular": "DejaVuSans.ttf", "bold": "DejaVuSans-Bold.ttf"}
_NANUM = {"regular": "NanumGothic.ttf", "bold": "NanumGothicBold.ttf"}


class FontFiles(FontProperties):
    """Font properties that fall back through a row of families, each bound to one file.

    matplotlib falls back only between families that it finds by name, and finds whatever version
    the machine has. Here each name leads to its file; size, copying and hashing work as ever.
    """

    def __init__(self, files: Mapping[str, str], size: float, weight: str = "regular") -> None:
        super().__init__(family=list(files), size=size, weight=weight)
        self._files = tuple(files.items())  # a tuple: matplotlib hashes all attributes

    def __copy__(self) -> FontFiles:
        # matplotlib's own copy always gives its own class, and with it the search by name.
        new = FontFiles.__new__(FontFiles)
        new.__dict__.update(self.__dict__)
        return new

    @property
    def paths(self) -> tuple[str, ...]:
        """Files that draw, the first choice first."""
        return (self._file,) if self._file else tuple(path for _, path in self._files)

    def set_family(self, family: str | Iterable[str] | None) -> None:
        """Take one family (then its file alone draws) or several to fall back through."""
        super().set_family(family)
        if isinstance(family, str):
            self._file = dict(getattr(self, "_files", ())).get(family)


def font(lang: str, size: float, *, bold: bool = False) -> FontFiles:
    """Font properties for texts of a chart in a language, at a size in points."""
    weight = "bold" if bold else "regular"
    return FontFiles(font_files(lang, weight), size, weight)


@cache
def font_files(lang: str, weight: str = "regular") -> Mapping[str, str]:
    """Path of the file of each family that draws a language, the first choice first.

    Raises
    ------
    MissingFont
        A file is not where its distribution should have put it.
    """
    latin = Path(matplotlib.get_data_path(), "fonts", "ttf", _DEJAVU[weight])
    korean = _package_folder(_HANGUL_PACKAGE) / "fonts" / _NANUM[weight]
    files = {"DejaVu Sans": latin, "NanumGothic": korean}
    for file in files.values():
        if not file.is_file():
            raise MissingFont(str(file), "matplotlib" if file == latin else "koreanize-matplotlib")
    order = sorted(files, reverse=lang.split("-", maxsplit=1)[0] == "ko")
    return MappingProxyType({name: str(files[name]) for name in order})


def is_drawable(text: str) -> bool:
    """Whether the fonts cover every character of a text."""
    return _first_uncovered(text) is None


def check_glyphs(text: str) -> str:
    """The text itself, if the fonts cover it.

    Raises
    ------
    MissingGlyph
        With the first character that no font covers.
    """
    character = _first_uncovered(text)
    if character is not None:
        raise MissingGlyph(character, text)
    return text


def _first_uncovered(text: str) -> str | None:
    covered = _covered()
    return next((c for c in text if ord(c) not in covered and not is_invisible(c)), None)


def is_invisible(character: str) -> bool:
    """Spaces, line ends and direction marks: nothing is drawn for them, covered or not."""
    return character.isspace() or unicodedata.category(character) == "Cf"


@cache
def _covered() -> frozenset[int]:
    """Code points that at least one of the files can draw."""
    return frozenset(
        code for file in font_files("en").values() for code in FT2Font(file).get_charmap()
    )


def _package_folder(name: str) -> Path:
    """Folder of an installed package, without importing it (its import changes settings)."""
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise MissingFont(f"folder of {name}", name.replace("_", "-"))
    return Path(next(iter(spec.submodule_search_locations)))
