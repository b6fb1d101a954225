"""Prime implicants: the shortest conjunctions that hold for a row and for nothing that is barred.

Whether a conjunction around a row is allowed hangs only on which conditions it leaves free. So each
row gets an array with a place for every set of free conditions, in which rows are counted by the
conditions in which they differ from it, and the counts are summed over subsets. Where other rows
are barred, a set is allowed if it reaches none of them, which makes its complement a hitting set of
the difference sets; where only certain rows are allowed, it is if it reaches as many of them as the
conjunction has configurations. Remainders are never listed, and conditions may have any number of
values.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from operator import contains
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engagement_kit.errors import WrongKind

__all__ = [
    "MOST_CONDITIONS",
    "Chart",
    "Implicant",
    "Row",
    "Surroundings",
    "configurations",
    "covers_row",
    "expect_rows",
    "implicant_order",
    "is_within",
    "primes_avoiding",
    "primes_within",
]

Row = tuple[int, ...]
Found = tuple[NDArray[Any], NDArray[Any]]  # places of rows, bits of free conditions
Implicant = tuple[int | None, ...]  # a value for each condition, None where it is free

MOST_CONDITIONS = 20
_LAST = 1 << 60  # after every value of a condition
_CELLS = 1 << 22  # of arrays in memory at a time
_MOST_PAIRS = 4_000_000  # of a prime implicant and a row in it


@dataclass(frozen=True)
class Chart:
    """Prime implicants in their order, and which of the rows to be explained each holds.

    Attributes
    ----------
    rows : tuple of Row
        What is to be explained.
    primes : tuple of Implicant
        Fewest conditions first; see :func:`implicant_order`.
    holds : tuple of int
        For each implicant a bit for each row that it holds.
    """

    rows: tuple[Row, ...]
    primes: tuple[Implicant, ...]
    holds: tuple[int, ...]


def primes_avoiding(rows: Collection[Row], barred: Collection[Row], levels: Sequence[int]) -> Chart:
    """Prime implicants of rows when everything may be assumed except the barred rows.

    Parameters
    ----------
    rows, barred : collection of tuples of int
        A value for each condition, from 0.
    levels : sequence of int
        How many values each condition has.

    Raises
    ------
    WrongKind
        Rows do not fit the levels or are barred themselves; there are too many conditions, or
        too many primes.
    """
    there, others = expect_rows(rows, levels), expect_rows(barred, levels)
    both = sorted(set(there) & set(others))
    if both:
        raise WrongKind(
            "Minimisation",
            f"the configuration {both[0]} both to be explained and barred",
            "configurations that are one or the other",
        )
    beside = _array(others, levels)

    def widest(part: NDArray[np.int64]) -> Found:
        reached = _reached(_differences(part, beside), len(levels))
        place, free = np.nonzero(_widest(reached == 0, len(levels)))
        return place, free

    return _chart(there, levels, widest, len(others))


def primes_within(rows: Collection[Row], others: Collection[Row], levels: Sequence[int]) -> Chart:
    """Prime implicants of rows that hold nothing but rows and the others.

    Raises
    ------
    WrongKind
        Rows do not fit the levels; there are too many conditions or primes.
    """
    there = expect_rows(rows, levels)
    sizes = np.ones(1, dtype=np.int64)
    for many in levels:
        sizes = np.concatenate([sizes, np.minimum(sizes * many, _CELLS)])
    inside = expect_rows({*there, *others}, levels) if others else there
    beside = _array(inside, levels)

    def widest(part: NDArray[np.int64]) -> Found:
        reached = _reached(_differences(part, beside), len(levels))
        place, free = np.nonzero(_widest(reached == sizes, len(levels)))
        return place, free

    return _chart(there, levels, widest, len(inside))


class Surroundings:
    """Prime implicants of the same rows in one set of allowed configurations after the other.

    It does what :func:`primes_within` does, for when most configurations are allowed and many such
    sets are asked for: what has been found around a row is kept.

    Parameters
    ----------
    rows : collection of tuples of int
    levels : sequence of int
    """

    def __init__(self, rows: Collection[Row], levels: Sequence[int]) -> None:
        self.rows = expect_rows(rows, levels)
        self.levels = tuple(levels)
        self._near = [_neighbours(row, self.levels) for row in self.rows]
        self._known: dict[tuple[int, bytes, bytes], NDArray[np.int64]] = {}

    def primes(self, inside: NDArray[np.bool_]) -> Chart:
        """Prime implicants that hold only what is true in an array of all configurations."""
        outside = ~inside
        found = [self._widest(place, outside) for place in range(len(self.rows))]
        if not found:
            return Chart((), (), ())
        places = [np.full(len(free), place) for place, free in enumerate(found)]
        there = _array(self.rows, self.levels)
        return _gathered(
            self.rows, there, np.concatenate(places), np.concatenate(found), self.levels
        )

    def _widest(self, place: int, outside: NDArray[np.bool_]) -> NDArray[np.int64]:
        """The widest sets of free conditions around a row that stay clear of what is outside."""
        axes, near = self._near[place]
        barred = np.zeros(len(self.levels), dtype=bool)
        barred[axes[outside.reshape(-1)[near]]] = True
        row = self.rows[place]
        seen = outside[
            tuple(v if shut else slice(None) for v, shut in zip(row, barred.tolist(), strict=True))
        ]
        key = (place, barred.tobytes(), seen.tobytes())
        if key not in self._known:
            self._known[key] = _widest_around(seen, row, np.flatnonzero(~barred).tolist())
        return self._known[key]


def _neighbours(row: Row, levels: Sequence[int]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Configurations that differ in one condition: which, and their places in a flat array."""
    axes, places = [], []
    for axis, many in enumerate(levels):
        for value in range(many):
            if value != row[axis]:
                axes.append(axis)
                places.append(np.ravel_multi_index((*row[:axis], value, *row[axis + 1 :]), levels))
    return np.asarray(axes, dtype=np.int64), np.asarray(places, dtype=np.int64)


def _widest_around(
    seen: NDArray[np.bool_], row: Sequence[int], open_axes: Sequence[int]
) -> NDArray[np.int64]:
    """The widest sets of open conditions whose configurations around a row are none of the seen."""
    for axis, place in enumerate(open_axes):  # becomes: the row's value, any other value
        if seen.shape[axis] != 2:
            others = np.delete(seen, row[place], axis=axis).any(axis=axis)
            seen = np.stack([seen.take(row[place], axis=axis), others], axis=axis)
        elif row[place]:
            seen = np.flip(seen, axis=axis)
    reached = seen.transpose().reshape(-1).copy()
    for place in range(len(open_axes)):
        halves = reached.reshape(-1, 2, 1 << place)
        halves[:, 1] |= halves[:, 0]
    found = np.flatnonzero(_widest(~reached[None], len(open_axes)))
    bits = (found[:, None] >> np.arange(len(open_axes))) & 1
    free: NDArray[np.int64] = (bits << np.asarray(open_axes, dtype=np.int64)).sum(axis=1)
    return free


def expect_rows(rows: Collection[Row], levels: Sequence[int]) -> tuple[Row, ...]:
    """Rows without repetition, sorted, each with a known value for each condition."""
    if len(levels) > MOST_CONDITIONS:
        advice = "Leave conditions out, or join some of them into one."
        at_most = f"at most {MOST_CONDITIONS} conditions"
        raise WrongKind("Minimisation", f"{len(levels)} conditions", at_most, advice)
    allowed = [range(many) for many in levels]
    for row in rows:
        if len(row) != len(levels) or not all(map(contains, allowed, row)):
            told = "configurations with one value, counted from 0, for each condition"
            raise WrongKind("Minimisation", f"{row} with {tuple(levels)} values", told)
    return tuple(sorted({tuple(map(int, row)) for row in rows}))


def covers_row(implicant: Implicant, row: Row) -> bool:
    """Whether a row is one of the configurations of an implicant."""
    return all(value is None or value == at for value, at in zip(implicant, row, strict=True))


def is_within(inner: Implicant, outer: Implicant) -> bool:
    """Whether every configuration of one implicant is one of the other."""
    return all(wide is None or wide == value for value, wide in zip(inner, outer, strict=True))


def configurations(implicant: Implicant, levels: Sequence[int]) -> Iterator[Row]:
    """Every configuration of an implicant."""
    pairs = zip(implicant, levels, strict=True)
    return product(*(range(many) if value is None else (value,) for value, many in pairs))


def implicant_order(implicant: Implicant) -> tuple[int, ...]:
    """What implicants are sorted by: few conditions first, then absence, presence, not in it.

    It is the order in which R's package QCA prints terms, condition by condition. Configurations
    that could not be shortened stand as published with presence first.
    """
    held = [value for value in implicant if value is not None]
    if len(held) == len(implicant):
        return (len(held), *(-value for value in held))
    return (len(held), *(_LAST if value is None else value for value in implicant))


def _chart(
    rows: tuple[Row, ...],
    levels: Sequence[int],
    widest: Callable[[NDArray[np.int64]], Found],
    beside: int,
) -> Chart:
    """Implicants of the widest sets of free conditions, found for a part of the rows at a time."""
    if not rows:
        return Chart((), (), ())
    there, places, frees, found = _array(rows, levels), [], [], 0
    step = max(1, _CELLS // max(1 << len(levels), beside))
    for start in range(0, len(rows), step):
        place, free = widest(there[start : start + step])
        places.append(place + start)
        frees.append(free)
        found += len(place)
        if found > _MOST_PAIRS:
            raise WrongKind(
                "Minimisation",
                f"more than {_MOST_PAIRS:,} pairs of a prime implicant and a row that it holds",
                "fewer",
                "Take fewer conditions, or a higher n_cut.",
            )
    return _gathered(rows, there, np.concatenate(places), np.concatenate(frees), levels)


def _array(rows: tuple[Row, ...], levels: Sequence[int]) -> NDArray[np.int64]:
    return np.asarray(rows, dtype=np.int64).reshape(len(rows), len(levels))


def _differences(rows: NDArray[np.int64], others: NDArray[np.int64]) -> NDArray[np.int64]:
    """In which conditions two rows differ, as bits: a row each row, a column each other row."""
    found = np.zeros((len(rows), len(others)), dtype=np.int64)
    for place in range(rows.shape[1]):
        found |= (rows[:, place, None] != others[None, :, place]).astype(np.int64) << place
    return found


def _reached(differences: NDArray[np.int64], wide: int) -> NDArray[np.int32]:
    """How many other rows each set of free conditions reaches from each row."""
    many = len(differences)
    flat = (differences + (np.arange(many) << wide)[:, None]).ravel()
    counts = np.bincount(flat, minlength=many << wide).astype(np.int32)
    for place in range(wide):
        halves = counts.reshape(-1, 2, 1 << place)
        halves[:, 1] += halves[:, 0]
    return counts.reshape(many, 1 << wide)


def _widest(allowed: NDArray[np.bool_], wide: int) -> NDArray[np.bool_]:
    """The allowed sets of free conditions that cannot take in another condition."""
    wider = np.zeros_like(allowed)
    for place in range(wide):
        ends = wider.reshape(-1, 2, 1 << place)
        ends[:, 0] |= allowed.reshape(-1, 2, 1 << place)[:, 1]
    widest: NDArray[np.bool_] = allowed & ~wider
    return widest


def _gathered(
    rows: tuple[Row, ...],
    there: NDArray[np.int64],
    places: NDArray[Any],
    frees: NDArray[Any],
    levels: Sequence[int],
) -> Chart:
    """Each implicant once, with every row from which it was found: these are the rows it holds."""
    free = (frees[:, None] >> np.arange(len(levels))) & 1
    kept = np.where(free == 1, -1, there[places])
    order = np.lexsort(tuple(kept.T)) if len(levels) else np.arange(len(kept))
    kept, places = kept[order], places[order]
    fresh = np.ones(len(kept), dtype=bool)
    fresh[1:] = (kept[1:] != kept[:-1]).any(axis=1)
    starts = [*np.flatnonzero(fresh).tolist(), len(kept)]
    found = []
    for start, end in pairwise(starts):
        implicant = tuple(None if value < 0 else value for value in kept[start].tolist())
        holds = sum(1 << place for place in places[start:end].tolist())
        found.append((implicant, holds))
    found.sort(key=lambda pair: implicant_order(pair[0]))
    return Chart(rows, tuple(one for one, _ in found), tuple(bits for _, bits in found))
