"""The few glyphs of a TrueType font that a document needs, as a small font of their own.

A PDF wants outlines, widths and hints, and nothing else: no names, no tables of characters, no
rules for shaping. Copying just those takes milliseconds where a general tool takes half a second,
and gives the same bytes with every version of every library.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

__all__ = ["EMPTY", "TrueType", "kind_of_font"]

EMPTY = -1  # number of a glyph that no font has: it draws nothing and moves nothing

_KEPT = ("cvt ", "fpgm", "prep")  # hints are programs that need these tables whole
_KINDS = {
    b"\x00\x01\x00\x00": "",
    b"true": "",
    b"OTTO": "an OpenType font with CFF outlines",
    b"ttcf": "a collection of several fonts in one file",
}
# In a glyph made of other glyphs: how long the numbers of a part are, and whether one more follows.
_WORDS, _MORE = 0x0001, 0x0020
_SCALES = ((0x0008, 2), (0x0040, 4), (0x0080, 8))


def kind_of_font(path: str) -> str:
    """What a font file is, in words, unless it is TrueType: then nothing."""
    with Path(path).open("rb") as file:
        return _KINDS.get(file.read(4), "no TrueType font")


@dataclass(frozen=True)
class TrueType:
    """A TrueType font file, as far as it is needed for taking glyphs out of it."""

    data: bytes

    @cached_property
    def tables(self) -> dict[str, bytes]:
        """Tables by their four letters."""
        (count,) = struct.unpack_from(">H", self.data, 4)
        entries = struct.iter_unpack(">4s4xII", self.data[12 : 12 + 16 * count])
        return {tag.decode("latin-1"): self.data[at : at + size] for tag, at, size in entries}

    @cached_property
    def units(self) -> int:
        """Units in a square of the font's size."""
        return int(struct.unpack_from(">H", self.tables["head"], 18)[0])

    @property
    def box(self) -> tuple[int, int, int, int]:
        """Box around all glyphs, in units."""
        left, low, right, high = struct.unpack_from(">4h", self.tables["head"], 36)
        return left, low, right, high

    @cached_property
    def _offsets(self) -> tuple[int, ...]:
        long = struct.unpack_from(">h", self.tables["head"], 50)[0]
        loca = self.tables["loca"]
        if long:
            return struct.unpack(f">{len(loca) // 4}I", loca)
        return tuple(2 * place for place in struct.unpack(f">{len(loca) // 2}H", loca))

    def advance(self, glyph: int) -> int:
        """How far a glyph moves the pen, in units."""
        return self._metrics(glyph)[0]

    def subset(self, glyphs: Iterable[int]) -> tuple[bytes, dict[int, int]]:
        """A font of these glyphs and of those that they are made of, and the new number of each."""
        order = dict.fromkeys([0, *glyphs])
        waiting = list(order)
        for glyph in waiting:  # grows while it is walked: parts may have parts
            new = [part for part, _ in _parts(self._outline(glyph)) if part not in order]
            order.update(dict.fromkeys(new))
            waiting.extend(dict.fromkeys(new))
        numbers = {glyph: number for number, glyph in enumerate(order)}
        return _font_file(self._small_tables(numbers)), numbers

    def _small_tables(self, numbers: dict[int, int]) -> dict[str, bytes]:
        outlines, places = bytearray(), [0]
        for glyph in numbers:
            outline = _renumbered(self._outline(glyph), numbers)
            outlines += outline + bytes(-len(outline) % 4)
            places.append(len(outlines))
        widths = b"".join(struct.pack(">Hh", *self._metrics(glyph)) for glyph in numbers)
        tables = {tag: self.tables[tag] for tag in _KEPT if tag in self.tables}
        head, maxp = bytearray(self.tables["head"]), bytearray(self.tables["maxp"])
        hhea = bytearray(self.tables["hhea"])
        struct.pack_into(">I", head, 8, 0)  # its checksum is made without itself
        struct.pack_into(">h", head, 50, 1)
        struct.pack_into(">H", maxp, 4, len(numbers))
        struct.pack_into(">H", hhea, 34, len(numbers))
        return tables | {
            "glyf": bytes(outlines),
            "head": bytes(head),
            "hhea": bytes(hhea),
            "hmtx": widths,
            "loca": struct.pack(f">{len(places)}I", *places),
            "maxp": bytes(maxp),
        }

    def _outline(self, glyph: int) -> bytes:
        if glyph == EMPTY:
            return b""
        start, end = self._offsets[glyph : glyph + 2]
        return self.tables["glyf"][start:end]

    def _metrics(self, glyph: int) -> tuple[int, int]:
        """Advance and left bearing; at the end of the table all glyphs have the last advance."""
        if glyph == EMPTY:
            return 0, 0
        (count,) = struct.unpack_from(">H", self.tables["hhea"], 34)
        table = self.tables["hmtx"]
        if glyph < count:
            advance, bearing = struct.unpack_from(">Hh", table, 4 * glyph)
        else:
            (advance,) = struct.unpack_from(">H", table, 4 * (count - 1))
            (bearing,) = struct.unpack_from(">h", table, 4 * count + 2 * (glyph - count))
        return advance, bearing


def _parts(outline: bytes) -> Iterator[tuple[int, int]]:
    """Glyphs that a glyph is made of, each with the place of its number in the outline."""
    if len(outline) < 10 or struct.unpack_from(">h", outline)[0] >= 0:
        return
    at, flags = 10, _MORE
    while flags & _MORE:
        flags, glyph = struct.unpack_from(">HH", outline, at)
        yield glyph, at + 2
        scale = next((size for flag, size in _SCALES if flags & flag), 0)
        at += 4 + (4 if flags & _WORDS else 2) + scale


def _renumbered(outline: bytes, numbers: dict[int, int]) -> bytes:
    changed = bytearray(outline)
    for glyph, at in _parts(outline):
        struct.pack_into(">H", changed, at, numbers[glyph])
    return bytes(changed)


def _font_file(tables: dict[str, bytes]) -> bytes:
    """Tables in alphabetical order, with the checksums that the format asks for."""
    power = len(tables).bit_length() - 1
    head = struct.pack(
        ">IHHHH", 0x00010000, len(tables), 16 << power, power, 16 * (len(tables) - (1 << power))
    )
    at, entries, body = 12 + 16 * len(tables), b"", b""
    for tag, content in sorted(tables.items()):
        entries += struct.pack(">4sIII", tag.encode(), _sum(content), at + len(body), len(content))
        body += content + bytes(-len(content) % 4)
    font = bytearray(head + entries + body)
    place = font.index(b"head") + 8
    (start,) = struct.unpack_from(">I", font, place)
    struct.pack_into(">I", font, start + 8, (0xB1B0AFBA - _sum(bytes(font))) & 0xFFFFFFFF)
    return bytes(font)


def _sum(content: bytes) -> int:
    padded = content + bytes(-len(content) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}I", padded)
    return sum(words) & 0xFFFFFFFF
