"""Intervals of Cliff's delta, from counts of the values in both groups.

All three are described, with references, where :func:`cliffs_delta` offers them.
"""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
from scipy.special import stdtrit

from engagement_kit.compare.groups.samples import Counts

__all__ = ["INTERVALS", "delta_interval", "delta_of"]

INTERVALS = ("newcombe", "cliff", "bootstrap")
_HALVINGS = 60  # of the way to a bound: as near as numbers can tell
_NEAR_ONE = 1 - 1e-12


def delta_of(a: Counts, b: Counts) -> float:
    """Cliff's delta of two groups that are given as counts of the same values, lowest first."""
    below = np.cumsum(b) - b
    above = b.sum() - below - b
    return float((a * (below - above)).sum() / (a.sum() * b.sum()))


def delta_interval(
    a: Counts, b: Counts, interval: str, *, confidence: float, draws: int, seed: int
) -> tuple[float, float, str]:
    """Bounds of delta, and by which interval: a wider one where the one asked for has no width."""
    found: tuple[float, float] | None = None
    if interval == "cliff":
        found = _cliff(a, b, confidence)
    elif interval == "bootstrap":
        found = _bootstrap(a, b, confidence, draws, seed)
    if found is not None and found[0] < found[1]:
        return (*found, interval)
    return (*_newcombe(delta_of(a, b), int(a.sum()), int(b.sum()), confidence), "newcombe")


def _newcombe(delta: float, n_a: int, n_b: int, confidence: float) -> tuple[float, float]:
    """Where |theta - estimate| is as large as z standard errors that theta itself would give."""
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    low = _lowest_theta((1 + delta) / 2, n_a, n_b, z)
    # The standard error is the same for theta and 1 - theta.
    high = 1 - _lowest_theta((1 - delta) / 2, n_a, n_b, z)
    return 2 * low - 1, 2 * high - 1


def _lowest_theta(estimate: float, n_a: int, n_b: int, z: float) -> float:
    """The probability of superiority at the lower bound, by halving the way to it."""
    below, above = 0.0, min(estimate, _NEAR_ONE)
    for _ in range(_HALVINGS if estimate > 0 else 0):
        middle = (below + above) / 2
        if estimate - middle > z * _standard_error(middle, n_a, n_b):
            below = middle
        else:
            above = middle
    return below


def _standard_error(theta: float, n_a: int, n_b: int) -> float:
    """Of U / (n_a n_b), for values that are distributed exponentially, as Newcombe has it."""
    spread = (n_a + n_b) / 2 - 1
    bracket = 1 + spread * ((1 - theta) / (2 - theta) + theta / (1 + theta))
    return float(np.sqrt(theta * (1 - theta) * bracket / (n_a * n_b)))


def _cliff(a: Counts, b: Counts, confidence: float) -> tuple[float, float] | None:
    """Feng and Cliff's interval; None where the variance cannot be told or is not above 0."""
    n_a, n_b, delta = int(a.sum()), int(b.sum()), delta_of(a, b)
    if min(n_a, n_b) < 2:
        return None
    variance = _cliff_variance(a, b, delta)
    if variance <= 0:
        return None
    t = float(stdtrit(n_a + n_b - 2, (1 + confidence) / 2))
    middle = delta - delta**3
    half = t * np.sqrt(variance * ((1 - delta**2) ** 2 + t**2 * variance))
    whole = 1 - delta**2 + t**2 * variance
    return float((middle - half) / whole), float((middle + half) / whole)


def _cliff_variance(a: Counts, b: Counts, delta: float) -> float:
    """The unbiased variance of delta: from rows, columns and cells of the table of all pairs."""
    n_a, n_b = int(a.sum()), int(b.sum())
    signs = np.sign(np.subtract.outer(np.arange(len(a)), np.arange(len(b))))
    rows = float((a * ((signs @ b) / n_b - delta) ** 2).sum())
    columns = float((b * ((a @ signs) / n_a - delta) ** 2).sum())
    cells = float((np.outer(a, b) * (signs - delta) ** 2).sum())
    pairs = n_a * n_b * (n_a - 1) * (n_b - 1)
    return (n_b**2 * rows + n_a**2 * columns - cells) / pairs


def _bootstrap(
    a: Counts, b: Counts, confidence: float, draws: int, seed: int
) -> tuple[float, float] | None:
    """Percentiles of delta of groups drawn anew; None where a group has a single value."""
    n_a, n_b = int(a.sum()), int(b.sum())
    if min(n_a, n_b) < 2 or abs(delta_of(a, b)) == 1:
        return None
    rng = np.random.default_rng(seed)
    # Drawing cases anew is drawing how often each value occurs.
    first = rng.multinomial(n_a, a / n_a, size=draws)
    second = rng.multinomial(n_b, b / n_b, size=draws)
    below = np.cumsum(second, axis=1) - second
    above = n_b - below - second
    deltas = (first * (below - above)).sum(axis=1) / (n_a * n_b)
    low, high = np.quantile(deltas, [(1 - confidence) / 2, (1 + confidence) / 2])
    return float(low), float(high)
