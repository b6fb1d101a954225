r"""Agreement corrected for chance, :math:`(p_a - p_e) / (1 - p_e)`, as sums over units.

All of these share the observed agreement :math:`p_a` and differ in what they take for chance. With
weights, ratings that are near each other agree in part.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import numpy as np
from scipy import sparse

from engagement_kit.compare.agreement.alpha import counts_of
from engagement_kit.compare.agreement.coded import Coded
from engagement_kit.compare.agreement.resampling import Floats, Ints, Statistic, over
from engagement_kit.errors import UnknownId, WrongKind

__all__ = [
    "WEIGHTS",
    "brennan_prediger_statistic",
    "cohen_statistic",
    "conger_statistic",
    "fleiss_statistic",
    "gwet_statistic",
    "light_statistic",
    "percent_statistic",
    "weights_of",
]

WEIGHTS = ("linear", "quadratic")
_MOST_VALUES = 1_000  # beyond, ratings are measurements and no categories
_CELLS = 2_000_000
_NEAR = 1e-12

# Chance agreement of each sample, from how often each pattern counts.
_Chance = Callable[[Floats], Floats]


def weights_of(coded: Coded, weights: str | None) -> Floats:
    """How far two values agree: 1 if they are the same, 0 if as far apart as values can be.

    Numbers are as far apart as they say, text by its place in the order of the values: linear
    weights are ``1 - |i - j| / (max - min)``, quadratic ones ``1 - (i - j)^2 / (max - min)^2``.

    Raises
    ------
    UnknownId
        There are no weights of that name.
    WrongKind
        There are too many values for categories.
    """
    if weights is not None and str(weights) not in WEIGHTS:
        raise UnknownId("kind of weights", str(weights), WEIGHTS)
    n = len(coded.values)
    if n > _MOST_VALUES:
        raise WrongKind(
            "A measure for categories",
            f"{n:,} different values",
            f"at most {_MOST_VALUES:,}",
            "krippendorff_alpha() with level='interval' and icc() are for measurements.",
        )
    if weights is None or n == 1:
        return np.eye(n)
    numbers = coded.numbers
    apart = np.abs(numbers[:, None] - numbers) / np.ptp(numbers)
    return 1 - (apart if weights == "linear" else apart**2)


def percent_statistic(coded: Coded, codes: Ints, weights: Floats) -> Statistic:
    """Share of pairs of coders that agree, each unit counting once."""
    counts = counts_of(codes, len(coded.values))
    pairs = _agreeing(counts, weights)
    several = (counts.sum(axis=1) >= 2).astype("float64")
    return lambda times: over(times @ pairs, times @ several)


def fleiss_statistic(coded: Coded, codes: Ints, weights: Floats) -> Statistic:
    """Chance: both ratings drawn from the shares of the values over all coders."""
    shares = _shares(coded, codes)

    def chance(times: Floats) -> Floats:
        return _quadratic(shares(times).T, weights)

    return _corrected(percent_statistic(coded, codes, weights), chance)


def gwet_statistic(coded: Coded, codes: Ints, weights: Floats) -> Statistic:
    """Chance: a guess at random, as likely as the shares of the values make guessing."""
    shares, q = _shares(coded, codes), len(coded.values)

    def chance(times: Floats) -> Floats:
        found = shares(times)
        guessed: Floats = (found * (1 - found)).sum(axis=1)
        return guessed * (float(weights.sum()) / (q * (q - 1)))

    return _corrected(percent_statistic(coded, codes, weights), chance)


def brennan_prediger_statistic(coded: Coded, codes: Ints, weights: Floats) -> Statistic:
    """Chance: every value as likely as every other."""
    even = weights.sum() / len(coded.values) ** 2
    agreed = percent_statistic(coded, codes, weights)
    return _corrected(agreed, lambda times: np.full(len(times), even))


def conger_statistic(coded: Coded, codes: Ints, weights: Floats) -> Statistic:
    """Chance: each pair of coders draws from its own two shares of the values."""
    q, several = len(coded.values), codes.shape[1]
    flat = np.where(codes >= 0, codes + q * np.arange(several), -1)
    by_coder = counts_of(flat, q * several).T

    def chance(times: Floats) -> Floats:
        n = (by_coder @ np.ascontiguousarray(times.T)).reshape(several, q, -1)
        shares = n / n.sum(axis=1, keepdims=True)
        mean = shares.mean(axis=0)
        own = _quadratic(shares, weights).sum(axis=0)
        together = _quadratic(mean, weights)
        pairs: Floats = (several**2 * together - own) / (several * (several - 1))
        return pairs

    return _corrected(percent_statistic(coded, codes, weights), chance)


def cohen_statistic(coded: Coded, codes: Ints, weights: Floats) -> Statistic:
    """Kappa of two coders, over the units that both of them rated."""
    both = (codes >= 0).all(axis=1)
    first, second = codes[:, 0], codes[:, 1]
    agreeing = np.where(both, weights[first, second], 0.0)
    q = len(coded.values)
    sides = [counts_of(np.where(both, side, -1)[:, None], q).T for side in (first, second)]

    def kappa(times: Floats) -> Floats:
        n = times @ both
        one, other = (side @ np.ascontiguousarray(times.T) / n for side in sides)
        return _above_chance(times @ agreeing / n, ((weights @ one) * other).sum(axis=0))

    return kappa


def light_statistic(coded: Coded, codes: Ints, weights: Floats) -> Statistic:
    """Mean of Cohen's kappa over all pairs of coders; undefined where one of them is."""
    pairs = combinations(range(codes.shape[1]), 2)
    kappas = [cohen_statistic(coded, codes[:, list(pair)], weights) for pair in pairs]
    return lambda times: np.mean([kappa(times) for kappa in kappas], axis=0)


def _agreeing(counts: sparse.csr_array, weights: Floats) -> Floats:
    """Share of the pairs of ratings of each pattern that agree; 0 where there is no pair."""
    size = counts.sum(axis=1)
    step = max(_CELLS // counts.shape[1], 1)
    alike = [
        counts[start : start + step].multiply(counts[start : start + step] @ weights).sum(axis=1)
        for start in range(0, counts.shape[0], step)
    ]
    pairs = size * (size - 1)
    return np.nan_to_num(over(np.concatenate(alike) - size, pairs))


def _shares(coded: Coded, codes: Ints) -> Statistic:
    """Share of each value, each unit counting once however many coders rated it."""
    counts = counts_of(codes, len(coded.values))
    share = sparse.diags_array(1 / counts.sum(axis=1)) @ counts
    transposed = share.T
    return lambda times: (transposed @ np.ascontiguousarray(times.T) / times.sum(axis=1)).T


def _quadratic(shares: Floats, weights: Floats) -> Floats:
    """The sum of weights times pairs of shares, over the axis before the last."""
    found: Floats = ((weights @ shares) * shares).sum(axis=-2)
    return found


def _corrected(agreed: Statistic, chance: _Chance) -> Statistic:
    return lambda times: _above_chance(agreed(times), chance(times))


def _above_chance(agreed: Floats, chance: Floats) -> Floats:
    """NaN where chance alone makes coders agree."""
    return over(agreed - chance, 1 - chance, _NEAR)
