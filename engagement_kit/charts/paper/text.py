"""Text by the point: how wide it is, where it breaks, and what is left out when it does not fit.

Widths come from the fonts' own layout, not from a renderer: they are the same on every machine, at
every resolution and before anything has been drawn.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import takewhile

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextToPath

from engagement_kit.tables.plaintext import plain

__all__ = [
    "LEADING",
    "isolate",
    "plain",
    "shorten",
    "shorten_apart",
    "text_width",
    "wrap",
    "wrap_names",
    "wrap_short",
]

_ROUNDING = 1.04  # on a screen letters are moved to whole pixels, which makes lines a little wider
LEADING = 1.22  # distance of base lines, in font sizes: NanumGothic and DejaVu clear each other
_ELLIPSIS = "…"
_BETWEEN = re.compile(" (?!%)")  # words: a number and its sign are one
_ISOLATES = {"ltr": "\u2066", "rtl": "\u2067", "auto": "\u2068"}
_POP = "\u2069"
_OPENING, _CLOSING = {"Ps", "Pi"}, {"Pe", "Pf", "Po"}  # kinds of brackets, quotes and stops


@lru_cache(maxsize=8192)
def text_width(text: str, font: FontProperties) -> float:
    """Room that one line of text needs, in points: its width and what screens may add."""
    if not text:
        return 0.0
    width, _, _ = TextToPath().get_text_width_height_descent(text, font, ismath=False)
    return float(width) * _ROUNDING


def isolate(text: str, direction: str = "auto") -> str:
    """The text as a run of its own, so that the text around it leaves its order alone."""
    return f"{_ISOLATES[direction]}{text}{_POP}"


def shorten(text: str, font: FontProperties, width: float) -> str:
    """The text, or its beginning with an ellipsis, no wider than ``width`` points."""
    if text_width(text, font) <= width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if text_width(text[:middle].rstrip() + _ELLIPSIS, font) <= width:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip(" ,;:–-(") + _ELLIPSIS


def shorten_apart(texts: Sequence[str], font: FontProperties, width: float) -> list[str]:
    """The texts shortened; those that would look alike keep the words in which they differ."""
    short = [shorten(text, font, width) for text in texts]
    alike: dict[str, set[str]] = {}
    for text, cut in zip(texts, short, strict=True):
        alike.setdefault(cut, set()).add(text)
    return [
        _from_difference(text, alike[cut], font, width) if len(alike[cut]) > 1 else cut
        for text, cut in zip(texts, short, strict=True)
    ]


def _from_difference(text: str, others: set[str], font: FontProperties, width: float) -> str:
    """A few letters and what follows the words that a text begins with like the others."""
    columns = zip(*(other.split(" ") for other in others), strict=False)
    common = " ".join(words[0] for words in takewhile(lambda words: len(set(words)) == 1, columns))
    rest = text[len(common) :].lstrip()
    for kept in range(len(common), 2, -1):
        short = common[:kept].rstrip() + _ELLIPSIS + rest
        if text_width(short, font) <= width:
            return short
    return shorten(_ELLIPSIS + rest, font, width)


def wrap(text: str, font: FontProperties, width: float) -> list[str]:
    """Lines no wider than ``width`` points, broken between words.

    Words that are wider than a line are broken between letters, Hangul and Hanja between syllables;
    letters that join (Arabic) stay together. A no-break space holds words together.
    """
    lines: list[str] = []
    current = ""
    for word in _BETWEEN.split(text):
        candidate = f"{current} {word}" if current else word
        if text_width(candidate, font) <= width:
            current = candidate
            continue
        if current:
            lines.append(current)
        *whole, current = _pieces(word, font, width)
        lines.extend(whole)
    return [*lines, current] if current else lines


def wrap_short(text: str, font: FontProperties, width: float, most: int) -> list[str]:
    """Lines no wider than ``width``, at most so many; the last one ends where the text is cut."""
    lines = wrap(text, font, width)
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [shorten(line, font, width) for line in lines]


def wrap_names(
    names: Iterable[str], separator: str, font: FontProperties, width: float
) -> list[str]:
    """Lines of names with a separator between them; each name is whole and keeps its direction."""
    lines: list[str] = []
    current = ""
    for name in names:
        unit = isolate(name)
        candidate = f"{current}{separator}{unit}" if current else unit
        if current and text_width(candidate, font) > width:
            lines.append(current + separator.rstrip())
            candidate = unit
        current = candidate
    return [*lines, current] if current else lines


def _pieces(word: str, font: FontProperties, width: float) -> Iterator[str]:
    """A word in pieces that fit; a word that fits, or whose letters join, is one piece."""
    if text_width(word, font) <= width or any(unicodedata.bidirectional(c) == "AL" for c in word):
        yield word
        return
    start = 0
    for end in range(1, len(word) + 1):
        if end > start + 1 and text_width(word[start:end], font) > width:
            stop = _break(word, start, end - 1)
            yield word[start:stop]
            start = stop
    yield word[start:]


def _break(word: str, start: int, stop: int) -> int:
    """Where a piece of a word ends at the latest: brackets stay with what they hold, so do stops.

    Where no such place is found, anywhere is as good.
    """
    for place in range(stop, start + 1, -1):
        before, after = (unicodedata.category(word[i]) for i in (place - 1, place))
        if before not in _OPENING and after not in _CLOSING:
            return place
    return stop
