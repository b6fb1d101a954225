"""Whether two groups differ in rank by more than chance: the rank-sum test, exact with ties."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from engagement_kit.compare.groups.samples import Counts, tabulate
from engagement_kit.compare.view import result_html
from engagement_kit.errors import UnknownId, WrongKind

__all__ = ["ASYMPTOTIC", "EXACT", "EXACT_UP_TO", "RankSum", "rank_sum_of", "rank_sum_test"]

EXACT, ASYMPTOTIC = "rank-sum, exact", "rank-sum, asymptotic"
EXACT_UP_TO = 100  # known values of both groups together; far below a second
_MOST_EXACT = 200
_METHODS = ("auto", "exact", "asymptotic")


@dataclass(frozen=True, kw_only=True)
class RankSum:
    """A rank-sum test.

    Attributes
    ----------
    p : float
        Two-sided: how often chance puts the rank sum at least as far from its mean.
    smallest_p : float
        The smallest p that groups of these sizes with these ties could give; NaN where the test
        is asymptotic.
    statistic : float
        Mann-Whitney's U of a, equal values counted as half.
    n_a, n_b, n_missing : int
    test : str
        Which distribution was used: exact or asymptotic.
    remarks : tuple of str
    """

    p: float
    smallest_p: float
    statistic: float
    n_a: int
    n_b: int
    n_missing: int
    test: str
    remarks: tuple[str, ...]

    def _repr_html_(self) -> str:
        smallest = None if math.isnan(self.smallest_p) else self.smallest_p
        facts: dict[str, object] = {"p": self.p, "smallest possible p": smallest}
        facts |= {"U": self.statistic, "n a": self.n_a, "n b": self.n_b, "missing": self.n_missing}
        return result_html(self.test.capitalize(), facts, remarks=self.remarks)


def rank_sum_test(a: Iterable[object], b: Iterable[object], *, method: str = "auto") -> RankSum:
    """The rank-sum (Wilcoxon-Mann-Whitney) test of two groups, exact with ties.

    Equal values share the mean of their ranks. The exact p counts all ways in which the values
    found could have fallen to the two groups, and says in what share of them the rank sum lies at
    least as far from its mean as it does. Counting goes value by value (dynamic programming), so
    that nothing is left to draws.

    Parameters
    ----------
    a, b : iterables of numbers
        Missing values (None, NaN) are left out and counted.
    method : {"auto", "exact", "asymptotic"}
        ``auto`` is exact up to 100 known values of both groups together. ``asymptotic`` is the
        normal distribution with the variance corrected for ties and a correction of one half for
        continuity.

    Raises
    ------
    WrongKind
        A value is no number, a sample has no known value, or there are too many for ``exact``.
    UnknownId
        There is no such method.

    Notes
    -----
    Assumes that under the hypothesis cases could change groups: that they are independent, and
    that no case counts twice. p says nothing about how large a difference is; see
    :func:`cliffs_delta`. All values equal give p = 1.

    References
    ----------
    Streitberg, B. & Roehmel, J. (1986). Exact distributions for permutations and rank tests.
    Statistical Software Newsletter, 12, 10-17.

    Examples
    --------
    >>> found = rank_sum_test([3, 4, 4, 5, 2, 4, 5], [1, 2, 2, 3, 4, 1])
    >>> round(found.p, 5), found.test
    (0.03846, 'rank-sum, exact')
    """
    if method not in _METHODS:
        raise UnknownId("method", str(method), _METHODS)
    first, second, missing = tabulate(a, b, "rank_sum_test()")
    count = int(first.sum() + second.sum())
    if method == "exact" and count > _MOST_EXACT:
        expected = f"at most {_MOST_EXACT} values"
        raise WrongKind("An exact rank-sum test", f"{count} values", expected, "Take method='auto'")
    is_exact = method == "exact" or (method == "auto" and count <= EXACT_UP_TO)
    p, smallest = _exact(first, second) if is_exact else (_asymptotic(first, second), math.nan)
    return RankSum(
        p=p,
        smallest_p=smallest,
        statistic=_u(first, second),
        n_a=int(first.sum()),
        n_b=int(second.sum()),
        n_missing=missing,
        test=EXACT if is_exact else ASYMPTOTIC,
        remarks=_remarks(first, second, missing, smallest),
    )


def rank_sum_of(a: Counts, b: Counts) -> tuple[float, float, str]:
    """p, the smallest p possible and the test, of counts of the same values, lowest first."""
    if int(a.sum() + b.sum()) <= EXACT_UP_TO:
        return (*_exact(a, b), EXACT)
    return _asymptotic(a, b), math.nan, ASYMPTOTIC


def _remarks(a: Counts, b: Counts, missing: int, smallest: float) -> tuple[str, ...]:
    told = [f"{missing} missing values were left out."] if missing else []
    if ((a + b) > 0).sum() == 1:
        told.append("All values are equal: nothing speaks for a difference.")
    elif smallest > _USUAL:
        told.append(f"Groups of these sizes cannot give a p below {smallest:.3f}.")
    return tuple(told)


_USUAL = 0.05


def _u(a: Counts, b: Counts) -> float:
    return float((a * (np.cumsum(b) - b / 2)).sum())


def _exact(a: Counts, b: Counts) -> tuple[float, float]:
    """Two-sided p and the smallest one possible, in whole numbers as far as comparisons go."""
    if a.sum() > b.sum():
        a, b = b, a  # the distribution is the same seen from either group
    ties, n = a + b, int(a.sum())
    total = int(ties.sum())
    scores = _scores(ties)
    ways = _ways(ties, scores, n)
    sums = np.arange(len(ways))
    mean = n * int((ties * scores).sum())  # of the rank sum, times all values
    far = np.abs(total * sums - mean)
    observed = abs(total * int((a * scores).sum()) - mean)
    return _tail(ways, far, observed), _tail(ways, far, int(far[ways > 0].max()))


def _tail(ways: NDArray[np.float64], far: NDArray[np.int64], observed: int) -> float:
    return float(min(ways[far >= observed].sum() / ways.sum(), 1.0))


def _scores(ties: Counts) -> NDArray[np.int64]:
    """Whole numbers as far apart as the mean ranks of the values, the lowest being 0."""
    doubled = 2 * (np.cumsum(ties) - ties) + ties + 1
    moved = doubled - doubled[0]
    return np.asarray(moved // max(int(np.gcd.reduce(moved)), 1), dtype=np.int64)


def _ways(ties: Counts, scores: NDArray[np.int64], n: int) -> NDArray[np.float64]:
    """In how many ways n of the values have each sum of scores."""
    most = int(np.sort(np.repeat(scores, ties))[-n:].sum())
    ways = np.zeros((n + 1, most + 1))
    ways[0, 0] = 1.0
    for tied, score in zip(ties.tolist(), scores.tolist(), strict=True):
        before = ways.copy()
        for taken in range(1, min(tied, n) + 1):
            rise = taken * score
            if rise > most:
                break
            added = before[: n + 1 - taken, : most + 1 - rise]
            ways[taken:, rise:] += math.comb(tied, taken) * added
    return np.asarray(ways[n])


def _asymptotic(a: Counts, b: Counts) -> float:
    """Two-sided p from the normal distribution, corrected for ties and continuity."""
    n_a, n_b, ties = int(a.sum()), int(b.sum()), a + b
    total = n_a + n_b
    tied = float((ties.astype(float) ** 3 - ties).sum()) / (total * (total - 1))
    variance = n_a * n_b / 12 * (total + 1 - tied)
    if variance <= 0:
        return 1.0
    distance = max(abs(_u(a, b) - n_a * n_b / 2) - 0.5, 0.0)
    # 1 - cdf would lose all digits far out.
    return min(2 * NormalDist().cdf(-distance / math.sqrt(variance)), 1.0)
