"""Percentile intervals from units drawn anew, with equal units collapsed into patterns.

Units that were rated alike are interchangeable. So a resample of units is a multinomial draw over
the distinct patterns of ratings, and a statistic that is made of sums over units is made of the
sums over patterns, weighted by how often each was drawn. This is the ordinary bootstrap over units,
exactly, at a cost that does not grow with their number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engagement_kit.compare.given import is_whole
from engagement_kit.errors import WrongKind

__all__ = [
    "CONFIDENCE",
    "Bootstrap",
    "Floats",
    "Ints",
    "Patterns",
    "Statistic",
    "collapse",
    "over",
    "percentile_interval",
]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
# From how often each pattern counts (a row a sample) to one value a sample; NaN where undefined.
Statistic = Callable[[Floats], Floats]

CONFIDENCE = 0.95
_CELLS = 2_000_000  # of a batch of samples: 16 MB an array, so that several fit in any machine
_MOST_AT_ONCE = 250
_WHOLE = {
    "draws": "It is the number of resamples; 0 gives no interval.",
    "seed": "The same seed gives the same interval; without one it could not be made again.",
}
_FEW_KINDS = 500  # of which all samples of a batch are drawn in one call


@dataclass(frozen=True, eq=False)
class Patterns:
    """Distinct rows of ratings and how often each occurs, in an order that is theirs alone.

    Because that order does not depend on the units', neither does an interval.
    """

    codes: Ints
    times: Ints

    @property
    def n_units(self) -> int:
        """Number of units."""
        return int(self.times.sum())


@dataclass(frozen=True)
class Bootstrap:
    """Percentile interval; the bounds are None where no resample had a value."""

    low: float | None
    high: float | None
    n_undefined: int


def over(above: Floats, below: Floats, least: float | Floats = 0.0) -> Floats:
    """Quotients; NaN where what stands below is no more than ``least``."""
    out: Floats = np.full(np.shape(above), np.nan)
    np.divide(above, below, out=out, where=below > least)
    return out


def collapse(codes: Ints, *, coders_matter: bool = True) -> Patterns:
    """Distinct rows; where coders do not matter, rows with the same values count as one."""
    rows = codes if coders_matter else np.sort(codes, axis=1)
    _, first, times = np.unique(_row_names(rows), return_index=True, return_counts=True)
    return Patterns(rows[first], times)


def _row_names(rows: Ints) -> Ints:
    """One whole number a row, the same for equal rows and only for these."""
    names = np.zeros(len(rows), dtype=np.int64)
    several = int(rows.max(initial=0)) + 2
    for column in rows.T:
        if int(names.max(initial=0)) >= np.iinfo(np.int64).max // several - 1:
            _, names = np.unique(names, return_inverse=True)
        names = names * several + column + 1
    return names


def percentile_interval(
    patterns: Patterns, statistic: Statistic, draws: int, seed: int
) -> Bootstrap:
    """Interval of a statistic over resamples of the units.

    Parameters
    ----------
    patterns : Patterns
    statistic : function
        From how often each pattern counts (samples by patterns) to one value a sample.
    draws : int
        Number of resamples; 0 gives no interval.
    seed : int
        The same seed gives the same interval.

    Raises
    ------
    WrongKind
        ``draws`` or ``seed`` is no whole number from 0.
    """
    for name, given in (("draws", draws), ("seed", seed)):
        if not is_whole(given, 0):
            raise WrongKind(name, repr(given), "a whole number from 0", _WHOLE[name])
    if draws == 0 or patterns.n_units < 2:
        return Bootstrap(None, None, 0)
    rng = np.random.default_rng(seed)
    with np.errstate(invalid="ignore", divide="ignore"):
        found = np.concatenate([statistic(w) for w in _samples(patterns, draws, rng)])
    known = found[np.isfinite(found)]
    if not len(known):
        return Bootstrap(None, None, draws)
    tail = (1 - CONFIDENCE) / 2
    low, high = np.quantile(known, [tail, 1 - tail]).round(12) + 0.0
    return Bootstrap(float(low), float(high), draws - len(known))


def _samples(patterns: Patterns, draws: int, rng: np.random.Generator) -> Iterator[Floats]:
    """How often each pattern is drawn, in batches of samples.

    A multinomial draw costs by patterns, a draw of units by units and once a sample: each where it
    is quicker. Both have the same distribution.
    """
    kinds, n_units = len(patterns.times), patterns.n_units
    at_once = int(np.clip(_CELLS // kinds, 1, _MOST_AT_ONCE))
    of_unit = np.repeat(np.arange(kinds), patterns.times)
    for start in range(0, draws, at_once):
        size = min(at_once, draws - start)
        if kinds * 16 < n_units or kinds < _FEW_KINDS:
            shares = patterns.times / n_units
            yield rng.multinomial(n_units, shares, size=size).astype("float64")
        else:
            yield _units_drawn(of_unit, kinds, size, rng)


def _units_drawn(of_unit: Ints, kinds: int, size: int, rng: np.random.Generator) -> Floats:
    """How often each pattern is drawn; ``of_unit`` is the pattern of each unit, in their order."""
    times = np.empty((size, kinds))
    for sample in times:
        drawn = rng.integers(0, len(of_unit), size=len(of_unit))
        sample[:] = np.bincount(of_unit[drawn], minlength=kinds)
    return times
