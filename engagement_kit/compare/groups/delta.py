"""How far one group stands above another on an ordered scale: Cliff's delta with an interval."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from engagement_kit.compare.given import is_number, is_whole
from engagement_kit.compare.groups.delta_intervals import INTERVALS, delta_interval, delta_of
from engagement_kit.compare.groups.samples import tabulate
from engagement_kit.compare.view import result_html
from engagement_kit.errors import UnknownId, WrongKind

__all__ = ["Delta", "checked_draws", "checked_seed", "checked_share", "cliffs_delta"]


@dataclass(frozen=True, kw_only=True)
class Delta:
    """Cliff's delta of two samples.

    Attributes
    ----------
    estimate, low, high : float
        Delta, from -1 (every value of a is below every one of b) to 1, and its interval.
    n_a, n_b : int
        Known values.
    n_missing : int
        Values left out because they are missing.
    parameters : mapping
        interval, confidence, draws, seed.
    remarks : tuple of str
        What a reader must know.
    """

    estimate: float
    low: float
    high: float
    n_a: int
    n_b: int
    n_missing: int
    parameters: Mapping[str, Any]
    remarks: tuple[str, ...]

    @property
    def probability_of_superiority(self) -> float:
        """Probability that a value of a is above one of b, equal ones counted as half."""
        return (self.estimate + 1) / 2

    @property
    def superiority_interval(self) -> tuple[float, float]:
        """Interval of the probability of superiority."""
        return (self.low + 1) / 2, (self.high + 1) / 2

    def _repr_html_(self) -> str:
        facts: dict[str, object] = {"delta": self.estimate, "low": self.low, "high": self.high}
        facts |= {"probability of superiority": self.probability_of_superiority}
        facts |= {"n a": self.n_a, "n b": self.n_b, "missing": self.n_missing}
        return result_html("Cliff's delta", facts, remarks=self.remarks)


def cliffs_delta(
    a: Iterable[object],
    b: Iterable[object],
    *,
    draws: int = 1000,
    seed: int = 0,
    confidence: float = 0.95,
    interval: str = "newcombe",
) -> Delta:
    """Cliff's delta: how much more often a value of a is above one of b than below it.

    delta = (pairs with a > b - pairs with a < b) / all pairs, so that it needs nothing but the
    order of the values. (delta + 1) / 2 is the probability of superiority, the Mann-Whitney
    U / (n_a n_b), with equal values counted as half.

    Parameters
    ----------
    a, b : iterables of numbers
        Ranks or other ordered numbers. Missing values (None, NaN) are left out and counted.
    draws, seed : int
        Of the bootstrap; other intervals draw nothing.
    confidence : float
        Of the interval, between 0 and 1.
    interval : {"newcombe", "cliff", "bootstrap"}
        ``newcombe``: Newcombe's fifth method for U / (n_a n_b), a score interval. It has a width
        where delta is -1 or 1, too, and with ties it is on the safe side.
        ``cliff``: Feng and Cliff's asymmetric interval of the unbiased variance, with Student's t
        of n_a + n_b - 2.
        ``bootstrap``: percentiles of both groups drawn anew. The last two have no width where
        delta is -1 or 1, and need at least two values a group; ``newcombe`` then takes their
        place, and ``remarks`` say so.

    Returns
    -------
    Delta

    Raises
    ------
    WrongKind
        A value is no number, a sample has no known value, ``confidence``, ``draws`` or ``seed``
        make no sense.
    UnknownId
        There is no such interval.

    Notes
    -----
    Assumes cases that are independent of one another. Of 800 simulated studies each with 5 and 5
    to 24 and 26 cases on scales of three and four answers, with deltas from 0 to .86, the default
    held the true delta in 95 to 100 %, ``cliff`` in 51 to 97 %.

    References
    ----------
    Cliff, N. (1993). Dominance statistics. Psychological Bulletin, 114, 494-509.
    Feng, D. & Cliff, N. (2004). Monte Carlo evaluation of ordinal d with improved confidence
    interval. Journal of Modern Applied Statistical Methods, 3, 322-332.
    Newcombe, R. G. (2006). Confidence intervals for an effect size measure based on the
    Mann-Whitney statistic. Part 2. Statistics in Medicine, 25, 559-573.

    Examples
    --------
    >>> delta = cliffs_delta([3, 4, 4, 5, 2, 4, 5], [1, 2, 2, 3, 4, 1])
    >>> round(delta.estimate, 3), round(delta.low, 2), round(delta.high, 2)
    (0.714, 0.06, 0.93)
    >>> round(delta.probability_of_superiority, 3)
    0.857
    """
    if interval not in INTERVALS:
        raise UnknownId("interval", str(interval), INTERVALS)
    checked_share("confidence", confidence)
    draws, seed = checked_draws(draws), checked_seed(seed)
    first, second, missing = tabulate(a, b, "cliffs_delta()")
    low, high, used = delta_interval(
        first, second, interval, confidence=confidence, draws=draws, seed=seed
    )
    remarks = []
    if missing:
        remarks.append(f"{missing} missing values were left out.")
    if used != interval:
        remarks.append(
            f"The interval {interval!r} would have no width here, as if nothing were uncertain; "
            f"{used!r} was taken instead."
        )
    if min(first.sum(), second.sum()) < _FEW:
        sizes = f"{int(first.sum())} and {int(second.sum())}"
        remarks.append(f"With {sizes} known values the interval is a rough guide.")
    parameters = {"interval": used, "confidence": confidence}
    if used == "bootstrap":
        parameters |= {"draws": draws, "seed": seed}
    return Delta(
        estimate=delta_of(first, second),
        low=low,
        high=high,
        n_a=int(first.sum()),
        n_b=int(second.sum()),
        n_missing=missing,
        parameters=parameters,
        remarks=tuple(remarks),
    )


_FEW = 5


def checked_draws(draws: object) -> int:
    """How many draws: a whole number from 1.

    Raises
    ------
    WrongKind
        It is something else.
    """
    return _whole("draws", draws, 1)


def checked_seed(seed: object) -> int:
    """Where random draws start: a whole number from 0, so that they can be made again.

    Raises
    ------
    WrongKind
        It is something else.
    """
    return _whole("seed", seed, 0)


def _whole(name: str, given: object, least: int) -> int:
    if not is_whole(given, least):
        raise WrongKind(name, repr(given), f"a whole number from {least}")
    return int(given)


def checked_share(name: str, share: object) -> float:
    """A number between 0 and 1, neither of them.

    Raises
    ------
    WrongKind
        It is another number or none.
    """
    if not is_number(share) or not 0 < share < 1:
        raise WrongKind(name, repr(share), "a number between 0 and 1")
    return float(share)
