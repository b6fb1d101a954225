"""Text that came from a file, made fit for tables and charts: one line, direction, scripts."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import groupby

__all__ = ["direction_of", "plain", "script_runs"]

_KEPT = "\u200c\u200d"  # joiners decide how letters look; other invisible marks reorder text
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
_STRONG = {"L": "ltr", "R": "rtl", "AL": "rtl"}
# First and last code points of the letters that need a font of their own.
_ARABIC = ((0x0600, 0x06FF), (0x0750, 0x077F), (0x08A0, 0x08FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFF))
_EAST_ASIAN = (
    (0x1100, 0x11FF),
    (0x2E80, 0x9FFF),
    (0xA960, 0xA97F),
    (0xAC00, 0xD7FF),
    (0xF900, 0xFAFF),
    (0xFF00, 0xFFEF),
    (0x20000, 0x3FFFF),
)


def plain(text: str) -> str:
    """One line of text without the invisible characters that break or turn lines around."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    return " ".join("".join(filter(_is_kept, text)).split())


def _is_kept(character: str) -> bool:
    """Whether a character may be seen; one that Python does not know yet may be a new letter."""
    if character.isspace() or character in _KEPT:
        return True
    code = ord(character)
    is_none = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF  # and never will be one
    return not is_none and unicodedata.category(character) not in _INVISIBLE


def direction_of(text: str) -> str | None:
    """``ltr`` or ``rtl``, as the first letter says; None where there is no letter."""
    found = (_STRONG.get(unicodedata.bidirectional(c)) for c in text)
    return next((direction for direction in found if direction), None)


def script_runs(text: str) -> Iterator[tuple[str, str]]:
    """Pieces of a text with their script: ``arabic``, ``east_asian`` or ``other``.

    Blanks, digits and punctuation between two words of one script belong to it.
    """
    scripts = [_script(c) for c in text]
    joined = _joined(text, scripts)
    place = 0
    for script, run in groupby(joined):
        length = len(list(run))
        yield script, text[place : place + length]
        place += length


def _joined(text: str, scripts: list[str]) -> list[str]:
    """The scripts of all characters, neutral ones taken in by the words on both sides of them."""
    joined, last, start = list(scripts), "other", 0
    for place, script in enumerate(scripts):
        if script == "other" and not text[place].isalpha():
            continue
        if script == last:
            joined[start:place] = [script] * (place - start)
        last, start = script, place + 1
    return joined


def _script(character: str) -> str:
    code = ord(character)
    if code < 0x0600:
        return "other"
    if any(first <= code <= last for first, last in _ARABIC):
        return "arabic"
    within = any(first <= code <= last for first, last in _EAST_ASIAN)
    return "east_asian" if within else "other"
