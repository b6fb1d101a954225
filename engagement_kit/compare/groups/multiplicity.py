"""Many tests at once: p values that allow for how many there are."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from engagement_kit.compare.groups.samples import numbers_of
from engagement_kit.errors import UnknownId, WrongKind

__all__ = ["ADJUSTMENTS", "adjust_p"]

ADJUSTMENTS = ("holm", "none")


def adjust_p(p: Iterable[object], adjust: str = "holm") -> NDArray[np.float64]:
    """Values of p adjusted for their number, in the order given.

    Holm's step-down method: the smallest of m values is multiplied by m, the next by m - 1 and so
    on, never below the one before it and never above 1. Rejecting what is then below alpha keeps
    the probability of even one false rejection at alpha at most, however the tests depend on one
    another.

    Parameters
    ----------
    p : iterable of numbers
        Missing values (None, NaN: no test was possible) stay missing and are not counted.
    adjust : {"holm", "none"}

    Raises
    ------
    WrongKind
        A value is no number from 0 to 1.
    UnknownId
        There is no such adjustment.

    References
    ----------
    Holm, S. (1979). A simple sequentially rejective multiple test procedure. Scandinavian Journal
    of Statistics, 6, 65-70.

    Examples
    --------
    >>> [round(float(one), 3) for one in adjust_p([0.01, 0.04, 0.03])]
    [0.03, 0.06, 0.06]
    """
    if adjust not in ADJUSTMENTS:
        raise UnknownId("adjustment", str(adjust), ADJUSTMENTS)
    given = numbers_of(p, "adjust_p()")
    known = np.flatnonzero(~np.isnan(given))
    if ((given[known] < 0) | (given[known] > 1)).any():
        outside = given[known][(given[known] < 0) | (given[known] > 1)][0]
        raise WrongKind("adjust_p()", f"{outside:g}", "p values from 0 to 1")
    adjusted = given.copy()
    if adjust == "none" or not len(known):
        return adjusted
    order = known[np.argsort(given[known], kind="stable")]
    times = np.arange(len(order), 0, -1)
    adjusted[order] = np.minimum(np.maximum.accumulate(given[order] * times), 1.0)
    return adjusted
