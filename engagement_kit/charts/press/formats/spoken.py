"""What each glyph of a line says, so that copied and searched text is the text that was written.

Layout tells for each glyph the letters of its cluster: of the letter and its vowel signs, or of the
letters that are joined into one glyph. Programs that read a PDF put glyphs into order one by one;
a glyph that says two letters from right to left comes out turned around, and vowel signs that each
say the whole cluster come out several times. So here every glyph says one letter where it can, and
an empty glyph says what is left.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import Any

__all__ = ["spoken"]


def spoken(
    items: Iterable[Any], advance: Callable[[Any], int]
) -> Iterator[tuple[Any, str, tuple[str, ...]]]:
    """Each glyph in order of sight: what it says, and what empty glyphs before it say.

    Parameters
    ----------
    items : iterable of matplotlib.ft2font.LayoutItem
    advance : callable
        How far the glyph of an item moves the pen; signs above and below letters do not.
    """
    cluster: list[Any] = []
    for item in items:
        if cluster and not _belongs(item, cluster, advance):
            yield from _divided(cluster)
            cluster = []
        cluster.append(item)
    if cluster:
        yield from _divided(cluster)


def _belongs(item: Any, cluster: list[Any], advance: Callable[[Any], int]) -> bool:
    """Whether an item is part of a cluster: the same letters, and one glyph that moves the pen."""
    letters = str(item.char)
    if len(letters) < 2 or letters != str(cluster[-1].char):
        return False
    last = cluster[-1] if _leftwards(letters) else item  # its signs come first, or follow
    return advance(last) == 0


def _divided(cluster: list[Any]) -> Iterator[tuple[Any, str, tuple[str, ...]]]:
    """The glyphs of a cluster: one says the letters, its signs are only seen."""
    letters = str(cluster[0].char)
    leftwards = _leftwards(letters)
    base = cluster[-1] if leftwards else cluster[0]
    yield from ((item, "", ()) for item in cluster if item is not base)
    if leftwards:
        yield base, letters[0], tuple(reversed(letters[1:]))
    else:
        yield base, letters, ()


def _leftwards(letters: str) -> bool:
    return any(unicodedata.bidirectional(c) in {"R", "AL"} for c in letters)
