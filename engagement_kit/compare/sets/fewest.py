"""The smallest number of columns that hold all rows: branch and bound with a memory.

A bound from below is a set of rows of which no two share a column. A choice that is contained in
another one of the same step is passed over, rows that fall apart are counted apart, and what has
been learnt of a set of rows is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil
from typing import Any

import numpy as np

from engagement_kit.errors import WrongKind

__all__ = ["Effort", "Fewest", "NoEffortLeft", "bits_of", "fewest_by_program"]


class NoEffortLeft(Exception):
    """The steps that a search was allowed have been taken."""


class Effort:
    """Steps that a search may still take: counted, not timed, so that results are reproducible."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def spend(self, steps: int = 1) -> None:
        """Take steps; raises :class:`NoEffortLeft` when there are none left."""
        self.left -= steps
        if self.left < 0:
            raise NoEffortLeft


def bits_of(mask: int) -> Iterator[int]:
    """The places of the bits that are set, from the lowest."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


class Fewest:
    """How few columns hold a set of rows, for any set of rows of one problem."""

    def __init__(self, columns: Sequence[int], rows: int, effort: Effort) -> None:
        self.columns = tuple(column & rows for column in columns)
        self.effort = effort
        self.by_row: dict[int, int] = dict.fromkeys(bits_of(rows), 0)
        self.beside: dict[int, int] = dict.fromkeys(bits_of(rows), 0)
        for place, column in enumerate(self.columns):
            for row in bits_of(column):
                self.by_row[row] |= 1 << place
                self.beside[row] |= column
        self.widest = _widest(self.columns, self.by_row)
        self._known: dict[int, tuple[int, bool]] = {0: (0, True)}  # at least; whether exactly

    def least(self, rows: int, most: int) -> int:
        """The smallest number of columns that hold the rows; above ``most``, only that it is."""
        low, exact = self._known.get(rows, (0, False))
        if exact or low > most:
            return low
        self.effort.spend(rows.bit_count())
        low = max(low, self.apart(rows, 0))
        if low <= most:
            pieces = self._pieces(rows)
            if len(pieces) > 1:
                return self._together(rows, pieces, most)
            while low <= most and not self._fits(rows, low):
                low += 1
        self._known[rows] = (low, low <= most)
        return low

    def apart(self, rows: int, barred: int) -> int:
        """Rows of which no two share a column, as many as are found at once: a bound from below."""
        open_to = sorted(((self.by_row[row] & ~barred) for row in bits_of(rows)), key=int.bit_count)
        seen = found = 0
        for columns in open_to:
            if not columns & seen:
                seen |= columns
                found += 1
        return found

    def _together(self, rows: int, pieces: Sequence[int], most: int) -> int:
        """The number for rows in pieces: the sum of theirs."""
        lows = [self.apart(piece, 0) for piece in pieces]
        total = sum(lows)
        for piece, low in zip(pieces, lows, strict=True):
            if total > most:
                break
            total += self.least(piece, most - total + low) - low
        self._known[rows] = (total, total <= most)
        return total

    def _pieces(self, rows: int) -> list[int]:
        """Rows in pieces that no column joins."""
        pieces, left = [], rows
        while left:
            piece, edge = 0, left & -left
            while edge:
                piece |= edge
                near = 0
                for row in bits_of(edge):
                    near |= self.beside[row]
                edge = near & rows & ~piece
            pieces.append(piece)
            left &= ~piece
        return pieces

    def _fits(self, rows: int, size: int) -> bool:
        """Whether so many columns can hold the rows."""
        if not rows:
            return True
        if size == 0:
            return False
        row = min(bits_of(rows), key=lambda row: (self.by_row[row] & self.widest).bit_count())
        tried: list[int] = []
        found = {self.columns[place] & rows for place in bits_of(self.by_row[row] & self.widest)}
        for held in sorted(found, key=lambda held: (-held.bit_count(), held)):
            if any(held & wider == held for wider in tried):
                continue
            tried.append(held)
            if self.least(rows & ~held, size - 1) <= size - 1:
                return True
        return False


def _widest(columns: Sequence[int], by_row: dict[int, int]) -> int:
    """The columns that are contained in no other, as bits."""
    kept = 0
    for place in sorted(range(len(columns)), key=lambda place: -columns[place].bit_count()):
        column = columns[place]
        rarest = min((by_row[row] & kept for row in bits_of(column)), key=int.bit_count)
        if not any(columns[other] & column == column for other in bits_of(rarest)):
            kept |= 1 << place
    return kept


def fewest_by_program(
    columns: Sequence[int], rows: int, *, seconds: float = 30.0
) -> tuple[int, ...]:
    """One smallest choice of columns that hold the rows, proven by integer programming.

    It ends in a proven answer or in an error, so that no clock decides which answer.

    Raises
    ------
    WrongKind
        It is not proven within so many seconds.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    places = list(bits_of(Fewest(columns, rows, Effort(0)).widest))
    line = {row: place for place, row in enumerate(bits_of(rows))}
    ends = [
        (line[row], at) for at, place in enumerate(places) for row in _held(columns, place, rows)
    ]
    holds = csr_array(
        (np.ones(len(ends)), tuple(np.asarray(ends).T)), shape=(len(line), len(places))
    )
    found = milp(
        np.ones(len(places)),
        integrality=1,
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(holds, lb=1),
        options={"time_limit": seconds},
    )
    if found.status != 0:
        raise _too_hard(len(line), len(columns), found)
    return tuple(places[at] for at in np.flatnonzero(np.round(found.x)))


def _held(columns: Sequence[int], place: int, rows: int) -> Iterator[int]:
    return bits_of(columns[place] & rows)


def _too_hard(rows: int, columns: int, found: Any) -> WrongKind:
    """What is known of a problem whose smallest number of columns has not been proven."""
    known = f"{rows:,} configurations to be covered by {columns:,} different prime implicants"
    if found.mip_dual_bound is not None and np.isfinite(found.mip_dual_bound):
        known += f" (at least {ceil(found.mip_dual_bound - 1e-6)} terms are needed"
        known += f", {round(found.fun)} suffice)" if found.x is not None else ")"
    return WrongKind(
        "Finding the fewest terms",
        known,
        "a problem that can be solved exactly",
        "Take fewer conditions or a higher n_cut: so many configurations without order are noise.",
    )
