"""Fonts of a PDF: the glyphs that are used, and what each of them says.

Each pair of a glyph and its characters has a code of its own, so that a copied text is the text.
"""

from __future__ import annotations

import hashlib
import struct
from pathlib import Path
from typing import Any

from matplotlib.backends import backend_pdf

from engagement_kit.charts.press.formats.truetype import TrueType

__all__ = ["UsedFont", "write_font"]

_Name: Any = backend_pdf.Name  # it has no types
_SYMBOLIC = 4  # flag: codes are our own, no standard encoding
_LINES = 100  # as many as one block of a character map may have
_CMAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
{blocks}
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


class UsedFont:
    """A font file and what has been drawn with it so far."""

    def __init__(self, path: str, name: str) -> None:
        self.name = name
        self.file = TrueType(Path(path).read_bytes())
        self.codes: dict[tuple[str, int], int] = {}

    def code(self, characters: str, glyph: int) -> int:
        """Code under which a glyph is drawn; zero is left for glyphs that are missing."""
        return self.codes.setdefault((characters, glyph), len(self.codes) + 1)

    def width(self, glyph: int) -> int:
        """Advance in thousandths of the font's size."""
        return round(1000 * self.file.advance(glyph) / self.file.units)


def write_font(file: Any, font: UsedFont, family: str) -> Any:
    """Reference to the font in a matplotlib ``PdfFile``, once everything of it is written."""
    small, numbers = font.file.subset(glyph for _, glyph in font.codes)
    tag = _tag(font)
    name = _Name(f"{tag}+{family}")
    stored = file.reserveObject("font file")
    file.outputStream(stored, small, extra={"Length1": len(small)})
    glyphs = [0, *(numbers[glyph] for _, glyph in font.codes)]
    map_ = file.reserveObject("glyphs of codes")
    file.outputStream(map_, struct.pack(f">{len(glyphs)}H", *glyphs))
    said = file.reserveObject("characters of codes")
    file.outputStream(said, _characters(font).encode("ascii"))
    widths = [1, [font.width(glyph) for _, glyph in font.codes]]
    inner = {
        "Type": _Name("Font"),
        "Subtype": _Name("CIDFontType2"),
        "BaseFont": name,
        "CIDSystemInfo": {"Registry": "Adobe", "Ordering": "Identity", "Supplement": 0},
        "FontDescriptor": _write(file, _descriptor(font, name, stored)),
        "W": widths,
        "CIDToGIDMap": map_,
    }
    outer = {
        "Type": _Name("Font"),
        "Subtype": _Name("Type0"),
        "BaseFont": name,
        "Encoding": _Name("Identity-H"),
        "DescendantFonts": [_write(file, inner)],
        "ToUnicode": said,
    }
    return _write(file, outer)


def _write(file: Any, content: dict[str, Any]) -> Any:
    place = file.reserveObject("font")
    file.writeObject(place, content)
    return place


def _descriptor(font: UsedFont, name: Any, stored: Any) -> dict[str, Any]:
    box = [round(1000 * side / font.file.units) for side in font.file.box]
    ascent, descent = struct.unpack_from(">hh", font.file.tables["hhea"], 4)
    return {
        "Type": _Name("FontDescriptor"),
        "FontName": name,
        "Flags": _SYMBOLIC,
        "FontBBox": box,
        "ItalicAngle": 0,
        "Ascent": round(1000 * ascent / font.file.units),
        "Descent": round(1000 * descent / font.file.units),
        "CapHeight": 700,
        "StemV": 80,
        "FontFile2": stored,
    }


def _tag(font: UsedFont) -> str:
    """Six letters that tell parts of the same font apart."""
    key = hashlib.sha256(repr(list(font.codes)).encode()).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in key[:6])


def _characters(font: UsedFont) -> str:
    """A character map: what each code says."""
    lines = [
        f"<{code:04x}> <{characters.encode('utf-16-be').hex()}>"
        for (characters, _), code in font.codes.items()
        if characters
    ]
    blocks = [lines[at : at + _LINES] for at in range(0, len(lines), _LINES)]
    told = "\n".join(
        f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks
    )
    return _CMAP.format(blocks=told)
