"""How many rows and columns a reader would make of a sheet's XML, counted without reading it.

A reader makes room for the smallest rectangle that holds all cells. Where it ends is told by the
places that cells and rows give (``r="B2"``), and for those that give none by how many there are.
Where all give one in the ordinary spelling, they are found in an array of bytes, in a tenth of the
time that a regular expression takes; whatever is otherwise, and what is small, by the latter.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy.typing as npt

    Array = npt.NDArray[Any]

__all__ = ["extent"]

_SMALL = 50_000  # bytes: below, importing numpy would take longer than counting
_LETTERS, _DIGITS = 6, 9  # of a place that are looked at; three and seven are the last that exist

# Wherever a place is given: of a row, of a cell, or a second time in the same tag.
_PLACE = re.compile(rb"""[\s"']r\s*=\s*["']\s*([A-Za-z]*)([0-9]*)""")
_ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_BREAKS = b" \t\n\r\x0b\x0c"


def extent(part: bytes) -> tuple[int, int]:
    """Rows and columns of the rectangle that holds all cells of a sheet.

    Parameters
    ----------
    part : bytes
        Content of ``xl/worksheets/sheet1.xml`` or its like.
    """
    found = _counted(part) if len(part) > _SMALL else None
    return _searched(part) if found is None else found


def _searched(part: bytes) -> tuple[int, int]:
    """By regular expression, whatever the spelling."""
    places = _PLACE.findall(part)
    columns = max(map(_column_number, {letters for letters, _ in places}), default=0)
    rows = max((int(digits[:_DIGITS] or b"0") for _, digits in places), default=0)
    by_row = _ROW.split(part)  # cells and rows that give no place stand one after the other
    return max(rows, len(by_row)), max(columns, *(len(_CELL.findall(row)) for row in by_row))


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters[:_LETTERS].upper():
        number = number * 26 + letter - 64
    return number


def _counted(part: bytes) -> tuple[int, int] | None:
    """By arrays; None where something is spelled in a way that these do not look for."""
    import numpy as np

    text = np.frombuffer(part + b" " * (_LETTERS + _DIGITS + 4), np.uint8)
    letters = None if _count(text, b":row") or _count(text, b":c") else _places(text)
    if letters is None or not all(_all_placed(text, letters, tag) for tag in (b"<row", b"<c")):
        return None
    digits = _after_letters(text, letters)
    if digits is None:
        return None
    return _largest(text, digits, 10, _DIGITS), _largest(text, letters, 26, _LETTERS)


def _places(text: Array) -> Array | None:
    """Where the places begin, such as that of B in ``r="B2"``; None if any is spelled otherwise."""
    found = 1 + (text[1:-4] == ord("r")).nonzero()[0]
    usual = _spells(text, found - 1, b' r="')
    others = found[~usual]
    others = others[_among(text.take(others - 1), _BREAKS + b"\"'")]
    places: Array = found[usual] + 3
    if _among(text.take(others + 1), _BREAKS + b"=").any() or (text.take(places) <= ord(" ")).any():
        return None
    return places


def _all_placed(text: Array, places: Array, tag: bytes) -> bool:
    """Whether every tag of a name gives its place, and gives it first."""
    import numpy as np

    placed = int(np.count_nonzero(_spells(text, places - len(' r="') - len(tag), tag)))
    if _count(text, tag) == placed:
        return True
    stop = len(text) - len(tag)  # some tags have a longer name, such as <cols>
    found = text[len(tag) :] < ord("A")
    for step, letter in enumerate(tag):
        found &= text[step : stop + step] == letter
    return int(np.count_nonzero(found)) == placed


def _count(text: Array, word: bytes) -> int:
    """How often a word of two or four letters occurs, looked for at all its letters at once."""
    import numpy as np

    number, size = np.frombuffer(word, f"<u{len(word)}")[0], len(word)
    ends = (len(text) - start - (len(text) - start) % size for start in range(size))
    shifted = (text[start : start + end].view(number.dtype) for start, end in enumerate(ends))
    return sum(int(np.count_nonzero(words == number)) for words in shifted)


def _among(letters: Array, wanted: bytes) -> Array:
    """Whether each letter is one of those wanted."""
    import numpy as np

    table = np.zeros(256, bool)
    table[list(wanted)] = True
    found: Array = table[letters]
    return found


def _spells(text: Array, at: Array, word: bytes) -> Array:
    """Whether a word stands at each place."""
    found: Array = text.take(at) == word[0]
    for step, letter in enumerate(word[1:], start=1):
        found &= text.take(at + step) == letter
    return found


def _after_letters(text: Array, at: Array) -> Array | None:
    """Where the digits of each place begin; None if one has more letters than are looked at."""
    for _ in range(_LETTERS + 1):
        here = _worth(text.take(at), 26)[1]
        if not here.any():
            return at
        at = at + here
    return None


def _largest(text: Array, at: Array, base: int, most: int) -> int:
    """The largest number that is written at one of the places."""
    largest, numbers = 0, (at * 0).astype("i4")
    for _ in range(most):
        worth, here = _worth(text.take(at), base)
        if not here.all():
            largest = max(largest, int(numbers[~here].max()))  # these end here
            at, numbers, worth = at[here], numbers[here], worth[here]
        at, numbers = at + 1, numbers * base + worth
    return max(largest, int(numbers.max(initial=0)))


def _worth(letters: Array, base: int) -> tuple[Array, Array]:
    """What each letter or digit is worth, and whether it is one."""
    if base == 26:  # A and a are 1
        worth = (letters | 32) - 96
        return worth, (worth >= 1) & (worth <= 26)
    worth = letters - 48
    return worth, worth < 10
