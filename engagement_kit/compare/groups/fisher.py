"""Whether groups differ in an outcome without order: Fisher's exact test of any table of counts."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.stats import random_table

from engagement_kit.compare.given import is_number
from engagement_kit.compare.groups.delta import checked_draws, checked_seed
from engagement_kit.compare.view import result_html
from engagement_kit.errors import WrongKind

__all__ = ["FISHER_EXACT", "FISHER_SIMULATED", "FisherTest", "fisher_exact_table"]

FISHER_EXACT = "Fisher-Freeman-Halton, exact"
FISHER_SIMULATED = "Fisher-Freeman-Halton, simulated"
_MOST_STEPS = 300_000  # of the enumeration: below a second
_MOST_WORK = 3e12  # steps times squared observations: numbers grow with these; some seconds
_FEW = 1_000  # observations of which a table is counted without asking first whether it can be
_SAME = 1e-7  # logarithms of simulated tables' probabilities that are this near are equal

Table = NDArray[np.int64]
_Ways = dict[tuple[int, ...], Counter[int]]


@dataclass(frozen=True, kw_only=True)
class FisherTest:
    """Fisher's exact test of a table.

    Attributes
    ----------
    p : float
        Share of the tables with these sums of rows and columns, by their probability, that are no
        more probable than the table found.
    error : float
        Standard error of p: 0 where all tables were counted, else that of the simulation.
    n : int
        Observations.
    n_rows, n_columns : int
        Rows and columns that hold any.
    test : str
        Whether tables were counted or drawn.
    remarks : tuple of str
    """

    p: float
    error: float
    n: int
    n_rows: int
    n_columns: int
    test: str
    remarks: tuple[str, ...]

    def _repr_html_(self) -> str:
        size = f"{self.n_rows} x {self.n_columns}"
        facts = {"p": self.p, "error": self.error or None, "n": self.n, "table": size}
        return result_html(self.test, facts, remarks=self.remarks)


def fisher_exact_table(
    table: Iterable[Iterable[int]], *, draws: int = 10_000, seed: int = 0
) -> FisherTest:
    """Fisher's exact test for tables of any size (Fisher-Freeman-Halton).

    Every table with the sums found is counted, column by column, in whole numbers: tables of equal
    probability are equal, whatever the rounding. p is the share of those that are no more probable
    than the table found.

    Parameters
    ----------
    table : rows of counts
        Groups by outcomes, or the other way round. Empty rows and columns change nothing.
    draws, seed : int
        Where there are too many tables to count, as many are drawn, and
        p = (draws at least as improbable + 1) / (draws + 1), with its standard error.

    Raises
    ------
    WrongKind
        Rows differ in length, or a count, ``draws`` or ``seed`` is no whole number from 0.

    Notes
    -----
    Unordered outcomes only: for ordered ones :func:`rank_sum_test` sees more. A table with one row
    or column that holds anything gives p = 1, as no other table has its sums; so does one without
    observations.

    References
    ----------
    Freeman, G. H. & Halton, J. H. (1951). Note on an exact treatment of contingency, goodness of
    fit and other problems of significance. Biometrika, 38, 141-149.

    Examples
    --------
    >>> round(fisher_exact_table([[3, 1, 0], [1, 4, 2], [0, 1, 5]]).p, 6)
    0.024678
    """
    found = _checked(table)
    draws, seed = checked_draws(draws), checked_seed(seed)
    remarks = []
    if min(found.shape, default=0) < 2:
        remarks.append("One row or column holds everything: there is nothing to compare.")
    try:
        p, error, test = _counted(found), 0.0, FISHER_EXACT
    except _TooManyError:
        p, error = _drawn(found, draws, seed)
        test = FISHER_SIMULATED
        remarks.append(
            f"Too many tables to count: p from {draws} drawn ones (seed {seed}), "
            f"standard error {error:.4f}."
        )
    rows, columns = found.shape
    return FisherTest(
        p=p,
        error=error,
        n=int(found.sum()),
        n_rows=rows,
        n_columns=columns,
        test=test,
        remarks=tuple(remarks),
    )


class _TooManyError(Exception):
    """More tables than can be counted in a second."""


def _checked(table: Iterable[Iterable[int]]) -> Table:
    """The table without its empty rows and columns; the longer side are its columns."""
    rows = [list(row) for row in table]
    if len({len(row) for row in rows}) > 1:
        raise WrongKind("fisher_exact_table()", "rows of different lengths", "a table of counts")
    for count in (count for row in rows for count in row):
        if not _is_count(count):
            raise WrongKind("fisher_exact_table()", repr(count), "whole numbers from 0")
    found = np.array(rows, dtype=np.int64).reshape(len(rows), len(rows[0]) if rows else 0)
    found = found[found.sum(axis=1) > 0][:, found.sum(axis=0) > 0]
    return np.asarray(found.T if found.shape[0] > found.shape[1] else found)


def _is_count(value: object) -> bool:
    return is_number(value) and value >= 0 and float(value).is_integer()


def _counted(found: Table) -> float:
    """The chance of a table as improbable as this one, from all tables with its sums.

    The number of ways to fill a table is a product of one whole number a column, its multinomial
    coefficient; the more ways, the more probable the table.
    """
    if not found.size:
        return 1.0
    if found.shape == (2, 2):
        return _two_by_two(found)
    if found.sum() > _FEW and not _can_be_counted(found):
        raise _TooManyError
    columns = sorted(found.sum(axis=0).tolist(), reverse=True)
    ways: _Ways = {tuple(sorted(found.sum(axis=1).tolist())): Counter({1: 1})}
    steps = 0
    for column in columns:
        after: _Ways = {}
        for left, products in ways.items():
            for filled in _fillings(left, column):
                steps += len(products)
                if steps > _MOST_STEPS:
                    raise _TooManyError
                # What can still be filled in does not depend on the order of the rows.
                rest = tuple(sorted(have - take for have, take in zip(left, filled, strict=True)))
                held = after.setdefault(rest, Counter())
                own = _multinomial(filled)
                for product, tables in products.items():
                    held[product * own] += tables
        ways = after
    (products,) = ways.values()
    observed = math.prod(_multinomial(column) for column in found.T.tolist())
    as_improbable = sum(way * tables for way, tables in products.items() if way <= observed)
    return as_improbable / sum(way * tables for way, tables in products.items())


def _two_by_two(found: Table) -> float:
    """The same of two rows and two columns: each number of ways is made from the one before."""
    (first, second), (row, _) = found.sum(axis=0).tolist(), found.sum(axis=1).tolist()
    if max(first, second) > _MOST_STEPS:
        raise _TooManyError
    least, most = max(0, row - second), min(row, first)
    ways = [math.comb(first, least) * math.comb(second, row - least)]
    for taken in range(least, most):
        above = (first - taken) * (row - taken)
        ways.append(ways[-1] * above // ((taken + 1) * (second - row + taken + 1)))
    observed = ways[int(found[0, 0]) - least]
    return sum(way for way in ways if way <= observed) / sum(ways)


def _can_be_counted(found: Table) -> bool:
    """Whether counting would end soon, from the number of ways to fill columns alone."""
    most = min(_MOST_STEPS, int(_MOST_WORK / float(found.sum()) ** 2))
    ways, steps = {tuple(sorted(found.sum(axis=1).tolist()))}, 0
    for column in sorted(found.sum(axis=0).tolist(), reverse=True):
        after = set()
        for left in ways:
            for filled in _fillings(left, column):
                steps += 1
                if steps > most:
                    return False
                after.add(tuple(sorted(a - b for a, b in zip(left, filled, strict=True))))
        ways = after
    return True


def _fillings(left: Sequence[int], total: int) -> Iterator[tuple[int, ...]]:
    """All ways to fill a column with this total from what is left in the rows."""
    if len(left) == 1:
        if total <= left[0]:
            yield (total,)
        return
    room = sum(left[1:])
    for first in range(max(total - room, 0), min(total, left[0]) + 1):
        for rest in _fillings(left[1:], total - first):
            yield (first, *rest)


def _multinomial(column: Sequence[int]) -> int:
    sums = accumulate(column, initial=0)
    return math.prod(math.comb(total, before) for before, total in pairwise(sums))


def _drawn(found: Table, draws: int, seed: int) -> tuple[float, float]:
    """The same chance and its standard error, from tables drawn with these sums."""
    sums = random_table(found.sum(axis=1), found.sum(axis=0))
    tables = sums.rvs(size=draws, random_state=np.random.default_rng(seed))
    logarithms = np.array([math.lgamma(count + 1) for count in range(int(found.max()) + 1)])
    most = int(tables.max())
    if most >= len(logarithms):
        logarithms = np.array([math.lgamma(count + 1) for count in range(most + 1)])
    improbable = logarithms[tables].sum(axis=(1, 2))
    observed = float(logarithms[found].sum())
    p = (int((improbable >= observed - _SAME).sum()) + 1) / (draws + 1)
    return p, math.sqrt(p * (1 - p) / draws)
