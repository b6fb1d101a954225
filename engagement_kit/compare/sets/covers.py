"""All minimal covers: every way to explain all rows with as few terms as possible.

Columns are bit masks of the rows that they hold. Rows that come for free with others are left out,
columns that hold the same of what is left are one, and parts that share no column are solved apart,
so that their numbers of covers multiply. In each part the fewest columns are found first
(:mod:`.fewest`), then every choice of so many is walked through once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product
from math import prod

from engagement_kit.compare.sets.fewest import (
    Effort,
    Fewest,
    NoEffortLeft,
    bits_of,
    fewest_by_program,
)

__all__ = ["FEW", "Covers", "all_covers"]

FEW = 25  # covers that are listed where there are too many for all

_WALKED = 10  # how many steps the walk through the covers may take for each step of the search


@dataclass(frozen=True)
class Covers:
    """The minimal covers of one problem.

    Attributes
    ----------
    covers : tuple of tuple of int
        Places of the columns of each cover; all covers if ``complete``.
    size : int
        How many columns each has. It is the smallest number possible, also where not all covers
        are listed.
    count : int
        How many minimal covers there are; at least so many if not ``counted``.
    counted : bool
        Whether all have been counted.
    """

    covers: tuple[tuple[int, ...], ...]
    size: int
    count: int
    counted: bool

    @property
    def complete(self) -> bool:
        """Whether every minimal cover is listed."""
        return self.counted and self.count == len(self.covers)


@dataclass(frozen=True)
class _Part:
    """Covers of one part in terms of groups of equal columns, and whether these are all."""

    size: int
    covers: tuple[tuple[int, ...], ...]
    complete: bool


def all_covers(
    columns: Sequence[int],
    n_rows: int,
    *,
    most: int = 10_000,
    effort: int = 50_000,
) -> Covers:
    """Every choice of as few columns as possible that together hold all rows.

    Parameters
    ----------
    columns : sequence of int
        For each column a bit for each row that it holds.
    n_rows : int
    most : int
        How many covers are listed at most; if there are more, the first 25 are.
    effort : int
        How many steps the search may take, so that its result hangs on no clock. If they do not
        suffice, the smallest number comes from integer programming and one cover is listed.

    Raises
    ------
    ValueError
        A row is held by no column.
    WrongKind
        Even integer programming does not find the smallest number.
    """
    kept = _rows_that_count(columns, n_rows)
    groups: dict[int, list[int]] = {}
    for place, column in enumerate(columns):
        if column & kept:
            groups.setdefault(column & kept, []).append(place)
    masks, members = list(groups), list(groups.values())
    parts, count = [], 1
    for rows in sorted(_parts(masks), key=lambda rows: (rows.bit_count(), rows)):
        # Once there are too many to be listed, the others need not all be gone through.
        part = _solved(masks, rows, effort, None if count <= most else FEW)
        count *= sum(prod(len(members[group]) for group in cover) for cover in part.covers)
        parts.append(part)
    counted = all(part.complete for part in parts)
    shown = most if counted and count <= most else min(most, FEW)
    listed = sorted(tuple(sorted(cover)) for cover in islice(_joined(parts, members), shown))
    return Covers(tuple(listed), sum(part.size for part in parts), count, counted)


def _rows_that_count(columns: Sequence[int], n_rows: int) -> int:
    """Rows without those that every cover of the others holds anyway."""
    by_row = [0] * n_rows
    for place, column in enumerate(columns):
        for row in bits_of(column):
            by_row[row] |= 1 << place
    if not all(by_row):
        raise ValueError(f"row {by_row.index(0)} is held by no column")
    kept: dict[int, int] = {}  # columns of a row -> the first such row
    for row in sorted(range(n_rows), key=lambda row: by_row[row].bit_count()):
        mine = by_row[row]
        if mine not in kept and not any(other & mine == other for other in kept):
            kept[mine] = row
    return sum(1 << row for row in kept.values())


def _parts(masks: Iterable[int]) -> list[int]:
    """Rows in parts that no column joins."""
    parts: list[int] = []
    for mask in masks:
        touched = [part for part in parts if part & mask]
        parts = [part for part in parts if not part & mask]
        joined = mask
        for part in touched:
            joined |= part
        parts.append(joined)
    return sorted(parts)


def _solved(masks: Sequence[int], rows: int, effort: int, limit: int | None) -> _Part:
    """The covers of one part, by groups of equal columns; more than a limit are not looked for."""
    groups = [group for group, mask in enumerate(masks) if mask & rows]
    if not rows & (rows - 1):  # one row is left, and all that hold it are one group
        return _Part(1, (tuple(groups),), complete=True)
    mine = [masks[group] for group in groups]
    search = Fewest(mine, rows, Effort(effort))
    size = _least(search, rows)
    if size is None:
        found = fewest_by_program(mine, rows)
        return _Part(len(found), (tuple(groups[place] for place in found),), complete=False)
    search.effort.left = effort * _WALKED
    covers: list[tuple[int, ...]] = []
    walk = (tuple(groups[at] for at in one) for one in _Walk(search).covers(rows, size, 0))
    try:
        covers.extend(islice(walk, limit))  # what was found before the effort went is kept
        complete = next(walk, None) is None
    except (NoEffortLeft, RecursionError):
        complete = False
    if not covers:  # the effort went before the first cover was reached
        covers = [tuple(groups[place] for place in fewest_by_program(mine, rows))]
    return _Part(size, tuple(covers), complete)


def _least(search: Fewest, rows: int) -> int | None:
    """The smallest number of columns; None if the search takes too many steps or gets too deep."""
    try:
        return search.least(rows, len(search.columns))
    except (NoEffortLeft, RecursionError):
        return None


def _joined(parts: Sequence[_Part], members: Sequence[Sequence[int]]) -> Iterator[tuple[int, ...]]:
    """Covers of everything: one of each part, in each a column of each group."""
    for choice in product(*(part.covers for part in parts)):
        yield from product(*(members[group] for cover in choice for group in cover))


class _Walk:
    """Walks through all choices of a number of columns that hold all rows, each once."""

    def __init__(self, search: Fewest) -> None:
        self.search = search

    def covers(self, rows: int, size: int, barred: int) -> Iterator[tuple[int, ...]]:
        """Choices of ``size`` columns, none of them barred, that hold the rows.

        A column that has been tried is barred from the later branches of its step: that way no
        choice is met twice.
        """
        search = self.search
        search.effort.spend(rows.bit_count())
        if size == 1:
            whole = -1
            for row in bits_of(rows):
                whole &= search.by_row[row]
            yield from ((place,) for place in bits_of(whole & ~barred))
            return
        if search.least(rows, size) > size:
            return
        free = min((search.by_row[row] & ~barred for row in bits_of(rows)), key=int.bit_count)
        if search.apart(rows, barred) > size:
            return
        for place in bits_of(free):
            left = rows & ~search.columns[place]
            if left:  # else there would be a smaller cover
                for rest in self.covers(left, size - 1, barred):
                    yield (place, *rest)
            barred |= 1 << place
