"""Columns in as few and as even blocks as can be, groups of columns kept together."""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from itertools import groupby

__all__ = ["even_blocks"]


def even_blocks(groups: Sequence[Hashable], most: int) -> list[tuple[int, int]]:
    """First and last column (not included) of blocks of at most ``most`` columns.

    ``groups`` names the group of each column. Blocks break between groups where that needs no
    more of them than breaking anywhere would.

    Examples
    --------
    >>> even_blocks("aaaabbbb", 5), even_blocks("aaaaaaab", 3), even_blocks("", 3)
    ([(0, 4), (4, 8)], [(0, 3), (3, 6), (6, 8)], [(0, 0)])
    """
    count = len(groups)
    needed = max(math.ceil(count / most), 1)
    even = max(math.ceil(count / needed), 1)
    for size in range(even, most + 1):
        blocks = _fill(groups, size)
        if len(blocks) == needed:
            return blocks
    return [(start, min(start + even, count)) for start in range(0, count, even)]


def _fill(groups: Sequence[Hashable], size: int) -> list[tuple[int, int]]:
    """Blocks of at most ``size`` columns that break between groups where groups are that small."""
    runs = [len(list(members)) for _, members in groupby(groups)]
    pieces = [min(size, run - at) for run in runs for at in range(0, run, size)]
    blocks, first, stop = [], 0, 0
    for piece in pieces:
        if stop + piece - first > size:
            blocks.append((first, stop))
            first = stop
        stop += piece
    return [*blocks, (first, stop)]
