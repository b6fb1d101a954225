"""Sign test and signed-rank test of paired differences, exact with ties and zeros.

scipy's exact signed-rank test refuses ties and zeros, which answers on an ordered scale always
have. Here the distribution runs over all signs of the ranks that were observed, ties and all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import bdtr, betaincinv, ndtr

from engagement_kit.compare.given import is_whole
from engagement_kit.compare.groups.delta import checked_share
from engagement_kit.compare.groups.samples import numbers_of
from engagement_kit.errors import UnknownId, WrongKind

__all__ = ["EXACT", "ZEROS", "SignTest", "SignedRanks", "sign_test", "signed_rank_test"]

ZEROS = ("wilcox", "pratt")
EXACT = 300  # differences that are not 0; the normal distribution is used beyond
_DECIMALS = 9  # differences of scores that are equal but for the last digit are ties


@dataclass(frozen=True, slots=True)
class SignTest:
    """How many rise and fall, and how likely such a split is if both are equally likely.

    Attributes
    ----------
    n_rise, n_fall : int
    p : float
        Two-sided; 1 where nothing changed.
    share, low, high : float
        Share of the rises among the changes with its interval (Clopper-Pearson); 0.5 within 0 and 1
        where nothing changed.
    """

    n_rise: int
    n_fall: int
    p: float
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class SignedRanks:
    """Sums of the ranks of rises and of falls, and how likely they are under random signs.

    Attributes
    ----------
    n_used, n_dropped : int
        Differences that are not 0, and zeros, which have no sign.
    w_plus, w_minus : float
        Sum of the ranks of the positive and of the negative differences.
    p : float
        Two-sided; 1 where all differences are 0.
    method : str
        ``exact``, or ``normal`` beyond 300 differences that are not 0.
    """

    n_used: int
    n_dropped: int
    w_plus: float
    w_minus: float
    p: float
    method: str

    @property
    def rank_biserial(self) -> float:
        """``(w_plus - w_minus) / (w_plus + w_minus)``, -1 to 1; 0 where nothing changed."""
        total = self.w_plus + self.w_minus
        return (self.w_plus - self.w_minus) / total if total else 0.0


def sign_test(n_rise: int, n_fall: int, *, confidence: float = 0.95) -> SignTest:
    """The exact two-sided sign test: rises against falls, cases without change left out.

    Parameters
    ----------
    n_rise, n_fall : int
    confidence : float
        Of the interval of the share of rises.

    Notes
    -----
    With ``n`` changes, ``p = min(1, 2 P(X <= min(n_rise, n_fall)))`` for X binomial (n, 1/2). Cases
    are taken as independent; only the direction of a change counts, which is all that an ordered
    scale gives. Reference: Dixon, W. J. & Mood, A. M. (1946). The statistical sign test. Journal of
    the American Statistical Association, 41, 557-566. Interval: Clopper & Pearson (1934).

    Raises
    ------
    WrongKind
        A count is no whole number from 0; ``confidence`` does not lie between 0 and 1.

    Examples
    --------
    >>> round(sign_test(9, 2).p, 4)
    0.0654
    """
    counts: tuple[Any, Any] = (n_rise, n_fall)
    for given in counts:
        if not is_whole(given, 0):
            advice = "Count the rises and the falls; signed_rank_test() takes differences."
            raise WrongKind("The sign test", repr(given), "two counts from 0 up", advice)
    checked_share("confidence", confidence)
    n = n_rise + n_fall
    if not n:
        return SignTest(0, 0, 1.0, 0.5, 0.0, 1.0)
    p = min(1.0, 2.0 * float(bdtr(min(n_rise, n_fall), n, 0.5)))
    tail = (1.0 - confidence) / 2.0
    low = float(betaincinv(n_rise, n_fall + 1, tail)) if n_rise else 0.0
    high = float(betaincinv(n_rise + 1, n_fall, 1.0 - tail)) if n_fall else 1.0
    return SignTest(n_rise, n_fall, p, n_rise / n, low, high)


def signed_rank_test(differences: Iterable[float], *, zeros: str = "wilcox") -> SignedRanks:
    """Wilcoxon's signed-rank test of paired differences, exact with ties and zeros.

    Parameters
    ----------
    differences : iterable of numbers
        After less before, one a pair, none of them missing. Equal ones share their mean rank.
    zeros : {"wilcox", "pratt"}
        ``wilcox`` drops zeros before ranking; ``pratt`` ranks them with the others and drops them
        then, so that many unchanged pairs make a change count for less.

    Returns
    -------
    SignedRanks
        With the number of zeros that were dropped.

    Raises
    ------
    WrongKind
        A difference is missing or no finite number.
    UnknownId
        No such rule for zeros.

    Notes
    -----
    ``w_plus`` is the sum of the ranks of |d| over d > 0. Its distribution runs over all 2**n signs
    of the n ranks that were observed (dynamic programming over their sums), so ties change nothing
    in its exactness; ``p`` is the share of signs whose sum lies as far from the middle. Beyond 300
    ranks the normal distribution with the variance ``sum(rank**2) / 4`` of the same signs is used.
    Pairs are taken as independent. That one difference is larger than another must mean something:
    on an ordered scale this is an assumption that :func:`sign_test` does not make. References:
    Wilcoxon (1945), Biometrics Bulletin 1, 80-83; Pratt (1959), JASA 54, 655-667.

    Examples
    --------
    >>> found = signed_rank_test([1, 1, 2, 0, -1])
    >>> found.w_plus, found.w_minus, found.n_dropped, found.p
    (8.0, 2.0, 1, 0.5)
    """
    given = np.round(numbers_of(differences, "The signed-rank test"), _DECIMALS)
    if not np.isfinite(given).all():
        found = "missing or infinite ones"
        raise WrongKind("The signed-rank test", found, "differences", "Leave such pairs out.")
    if zeros not in ZEROS:
        raise UnknownId("rule for zeros", zeros, ZEROS)
    changed = given != 0
    ranked = given[changed] if zeros == "wilcox" else given
    ranks = pd.Series(np.abs(ranked)).rank(method="average").to_numpy()[ranked != 0]
    doubled = np.rint(2 * ranks).astype(np.int64)  # mean ranks are halves at worst
    plus, total = int(doubled[given[changed] > 0].sum()), int(doubled.sum())
    exact = len(doubled) <= EXACT
    return SignedRanks(
        n_used=len(doubled),
        n_dropped=int((~changed).sum()),
        w_plus=plus / 2,
        w_minus=(total - plus) / 2,
        p=_exact(doubled, plus) if exact else _normal(doubled, plus),
        method="exact" if exact else "normal",
    )


def _exact(ranks: np.ndarray, plus: int) -> float:
    """Share of all signs of whole-number ranks whose positive sum is as far from the middle."""
    total = int(ranks.sum())
    far = max(plus, total - plus)
    if 2 * far == total:
        return 1.0
    step = int(np.gcd.reduce(ranks))  # ties often leave a common divisor
    chances = np.zeros(total // step + 1)
    chances[0] = 1.0
    for rank in ranks // step:
        chances *= 0.5
        chances[rank:] += chances[:-rank].copy()
    return min(1.0, 2.0 * float(chances[far // step :].sum()))


def _normal(ranks: np.ndarray, plus: int) -> float:
    spread = float(np.sqrt((ranks.astype(float) ** 2).sum()) / 2)
    return float(2 * ndtr(-abs(plus - ranks.sum() / 2) / spread))
