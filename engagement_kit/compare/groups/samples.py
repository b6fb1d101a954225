"""Two samples side by side: the values that occur, and how often each group has them.

Statistics that keep to the order of the values need nothing else, which makes them quick and keeps
all of them to one rule for what is missing.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from numbers import Real

import numpy as np
from numpy.typing import NDArray

from engagement_kit.errors import WrongKind

__all__ = ["Counts", "Numbers", "count_values", "numbers_of", "tabulate"]

Numbers = NDArray[np.float64]
Counts = NDArray[np.int64]


def tabulate(a: Iterable[object], b: Iterable[object], what: str) -> tuple[Counts, Counts, int]:
    """How often each value occurs in both samples, lowest value first; and how many were missing.

    Parameters
    ----------
    a, b : iterables of numbers
        None and NaN are missing and left out.
    what : str
        Who asks, for the message.

    Raises
    ------
    WrongKind
        Something is not a number, or a sample has no known value.
    """
    first, second = numbers_of(a, what), numbers_of(b, what)
    known = [sample[~np.isnan(sample)] for sample in (first, second)]
    for name, sample in zip("ab", known, strict=True):
        if not len(sample):
            advice = f"Sample {name!r} has none: nothing can be compared with it."
            raise WrongKind(what, "a sample without a known value", "known values", advice)
    missing = len(first) + len(second) - sum(map(len, known))
    return (*count_values(*known).counts, missing)


@dataclass(frozen=True)
class Counted:
    """The distinct values of two samples, lowest first, and how often each sample has them."""

    values: Numbers
    counts: tuple[Counts, Counts]


def count_values(a: Numbers, b: Numbers) -> Counted:
    """Two samples of known numbers as counts of their distinct values."""
    values, places = np.unique(np.concatenate([a, b]), return_inverse=True)
    size = len(values)
    counts = tuple(np.bincount(part, minlength=size) for part in np.split(places, [len(a)]))
    return Counted(values, (counts[0].astype(np.int64), counts[1].astype(np.int64)))


def numbers_of(sample: Iterable[object], what: str) -> Numbers:
    """Values of a sample as numbers, NaN where they are missing.

    Raises
    ------
    WrongKind
        A value is text or something else that is no finite number.
    """
    if isinstance(sample, str) or not isinstance(sample, Iterable):
        raise WrongKind(what, repr(sample), "a list of numbers")
    return np.array([_number(value, what) for value in sample], dtype=float)


def _number(value: object, what: str) -> float:
    # What is missing in pandas is equal to nothing, not even to itself, or not told (NA).
    if value is None or type(value).__name__ in {"NAType", "NaTType"}:
        return math.nan
    if not isinstance(value, (Real, np.bool_)) or math.isinf(float(value)):
        advice = "Give the places of the answers on their scale (ranks), as rate_levels() does."
        raise WrongKind(what, repr(value), "finite numbers", advice)
    return float(value)
