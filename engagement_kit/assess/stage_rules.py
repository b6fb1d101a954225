"""From the stages of several dimensions to one stage: rules by name, each with exact bounds.

A rule takes ranks (1 = first stage) of the known dimensions. Its bounds run over every way in which
what is unknown, or what coders differ in, could turn out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

__all__ = ["STAGE_RULES", "apply_rule", "rule_bounds"]

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
    ends. The mode does not have this property: its bounds are found over all distributions of
    dimensions over stages.
    """
    if not intervals:
        return None
    if rule != "mode":
        lows, highs = zip(*intervals, strict=True)
        return STAGE_RULES[rule](lows), STAGE_RULES[rule](highs)
    found = {_mode_of_counts(counts) for counts in _distributions(intervals)}
    return min(found), max(found)


def _distributions(intervals: Iterable[Interval]) -> set[tuple[int, ...]]:
    """Every possible count of dimensions by stage; few, however many combinations there are."""
    intervals = list(intervals)
    top = max(high for _, high in intervals)
    reached = {(0,) * top}
    for low, high in intervals:
        reached = {
            tuple(count + (stage == rank) for stage, count in enumerate(counts, start=1))
            for counts in reached
            for rank in range(low, high + 1)
        }
    return reached


def _mode_of_counts(counts: tuple[int, ...]) -> int:
    return counts.index(max(counts)) + 1
