"""Kendall's W and intraclass correlations as sums over units that all coders rated."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from engagement_kit.compare.agreement.alpha import counts_of
from engagement_kit.compare.agreement.coded import Coded
from engagement_kit.compare.agreement.resampling import Floats, Ints, Statistic, over
from engagement_kit.errors import UnknownId

__all__ = ["ICC_KINDS", "icc_statistic", "kendall_statistic"]

ICC_KINDS = ("A,1", "C,1")
_NEAR = 1e-12


def kendall_statistic(coded: Coded, codes: Ints) -> Statistic:
    """W of any weighting of patterns; units are ranked anew in every resample."""
    several = codes.shape[1]
    columns = [counts_of(codes[:, [g]], len(coded.values)).T for g in range(several)]

    def concordance(times: Floats) -> Floats:
        weights = np.ascontiguousarray(times.T)
        ranks, ties, n = np.zeros_like(weights), np.zeros(len(times)), times.sum(axis=1)
        for place, column in enumerate(columns):
            of_value, tied = _mid_ranks(column, weights)
            ranks += of_value[codes[:, place]]
            ties += tied
        squares = (weights * (ranks - several * (n + 1) / 2) ** 2).sum(axis=0)
        most = several**2 * (n**3 - n) - several * ties
        return over(12 * squares, most, _NEAR * n**3)

    return concordance


def _mid_ranks(column: sparse.csr_array, weights: Floats) -> tuple[Floats, Floats]:
    """Mean rank of each value among one coder's, and the sum of t^3 - t over ties."""
    n = column @ weights
    return np.cumsum(n, axis=0) - n / 2 + 0.5, (n**3 - n).sum(axis=0)


def icc_statistic(coded: Coded, codes: Ints, kind: str) -> Statistic:
    """Intraclass correlation of one rating, from the mean squares of the two-way table.

    Raises
    ------
    UnknownId
        No such kind.
    """
    if kind not in ICC_KINDS:
        raise UnknownId("kind of intraclass correlation", str(kind), ICC_KINDS)
    k = codes.shape[1]
    numbers = coded.numbers - coded.numbers.mean()
    cells = numbers[codes] / (np.ptp(numbers) or 1.0)
    parts = np.column_stack([cells, cells.sum(axis=1) ** 2 / k, (cells**2).sum(axis=1)])

    def correlation(times: Floats) -> Floats:
        n, sums = times.sum(axis=1), times @ parts
        columns, of_rows, squares = sums[:, :k], sums[:, k], sums[:, k + 1]
        mean = columns.sum(axis=1) ** 2 / (n * k)
        between = of_rows - mean
        coders = (columns**2).sum(axis=1) / n - mean
        rest = np.maximum(squares - mean - between - coders, 0.0)
        ms_units, ms_coders = between / (n - 1), coders / (k - 1)
        ms_rest = rest / ((n - 1) * (k - 1))
        below = ms_units + (k - 1) * ms_rest
        if kind == "A,1":
            below = below + k * (ms_coders - ms_rest) / n
        return over(ms_units - ms_rest, below, _NEAR)

    return correlation
