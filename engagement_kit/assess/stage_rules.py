"""From the stages of several dimensions to one stage: rules by name, each with exact bounds.

A rule takes ranks (1 = first stage) of the known dimensions. Its bounds run over every way in which
what is unknown, or what coders differ in, could turn out.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

__all__ = ["STAGE_RULES", "apply_rule", "judged_by_rules", "rule_bounds"]

Interval = tuple[int, int]


def _lower_median(ranks: Sequence[int]) -> int:
    return sorted(ranks)[(len(ranks) - 1) // 2]


def _mode(ranks: Sequence[int]) -> int:
    counts = Counter(ranks)
    return min(counts, key=lambda rank: (-counts[rank], rank))


STAGE_RULES: dict[str, Callable[[Sequence[int]], int]] = {
    "weakest": min,  # every dimension is at least there
    "lower_median": _lower_median,
    "mode": _mode,  # the most frequent one; of several the lowest
    "highest": max,
}


def apply_rule(rule: str, ranks: Sequence[int]) -> int | None:
    """Stage (rank from 1) of the known dimensions by a rule; None where nothing is known."""
    return STAGE_RULES[rule](ranks) if ranks else None


def rule_bounds(rule: str, intervals: Sequence[Interval]) -> Interval | None:
    """Lowest and highest stage by a rule, over all values that the dimensions may have.

    Parameters
    ----------
    rule : str
        Key of :data:`STAGE_RULES`.
    intervals : sequence of (int, int)
        Lowest and highest possible rank of each dimension that applies.

    Notes
    -----
    All rules but ``mode`` never fall when a dimension rises, so their bounds are reached at the
    ends. The mode does not have this property: of every stage it is asked whether it can be it.
    """
    if not intervals:
        return None
    if rule != "mode":
        lows, highs = zip(*intervals, strict=True)
        return STAGE_RULES[rule](lows), STAGE_RULES[rule](highs)
    top = max(high for _, high in intervals)
    found = [stage for stage in range(1, top + 1) if _may_be_mode(stage, intervals)]
    return found[0], found[-1]


def _may_be_mode(stage: int, intervals: Sequence[Interval]) -> bool:
    """Whether dimensions can turn out so that a stage is the most frequent, of several the lowest.

    Every dimension that may be at this stage is put there. Then no lower stage may get as many as
    it has, and no higher one more. The other dimensions find room exactly if no run of stages has
    more of them bound to it than it has room for (Hall's theorem for intervals).
    """
    own = sum(low <= stage <= high for low, high in intervals)
    others = [(low, high) for low, high in intervals if not low <= stage <= high]
    runs = itertools.combinations_with_replacement(range(1, max(h for _, h in intervals) + 1), 2)
    return own > 0 and all(
        sum(first <= low and high <= last for low, high in others)
        <= (last - first + 1) * (own - 1 if last < stage else own)
        for first, last in runs
        if last < stage or first > stage
    )


def judged_by_rules(
    dimensions: npt.NDArray[np.int64],
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.int64]]:
    """Rank and its bounds by every rule, for many cases at once.

    No rule looks at which dimension says what. So each set of answers is judged once, however many
    cases give it, in whatever order.

    Parameters
    ----------
    dimensions : ndarray of int
        For each case and dimension rank (0 where unknown), lowest and highest rank; all three -1
        where it does not apply.

    Returns
    -------
    judged : ndarray of float
        For each way to stand and rule: rank, lowest and highest rank; empty (nan) where there is
        none.
    of : ndarray of int
        Way to stand of each case.
    """
    sets, of = _alike(dimensions)
    judged = np.full((len(sets), len(STAGE_RULES), 3), np.nan)
    for way, one in enumerate(sets.tolist()):
        ranks = [rank for rank, _, _ in one if rank > 0]
        intervals = [(low, high) for rank, low, high in one if rank >= 0]
        for place, rule in enumerate(STAGE_RULES):
            bounds = rule_bounds(rule, intervals) or (None, None)
            judged[way, place] = (apply_rule(rule, ranks), *bounds)
    return judged, of


def _alike(dimensions: npt.NDArray[np.int64]) -> tuple[Any, npt.NDArray[np.int64]]:
    """The distinct sets of answers, and which of them each case gives."""
    size = max(int(dimensions.max(initial=0)) + 2, 2)
    low, high = dimensions[..., 1] + 1, dimensions[..., 2] + 1
    answers = np.sort(((dimensions[..., 0] + 1) * size + low) * size + high, axis=1)
    of = np.zeros(len(answers), dtype="int64")
    for answer in answers.T:  # numbered anew at each step, so that no key runs over
        of = pd.factorize(of * size**3 + answer)[0]
    _, first = np.unique(of, return_index=True)
    return dimensions[first], of
