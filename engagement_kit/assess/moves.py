"""What would move a placement: how far it is from the next place, and which answers decide.

All functions are arithmetic on answers scaled to 0..1 (axes) or on ranks (stages); the words are
made elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engagement_kit.assess.scores import DECIMALS
from engagement_kit.assess.stage_rules import apply_rule

__all__ = ["AxisMove", "StageMove", "axis_move", "stage_moves"]


@dataclass(frozen=True, slots=True)
class AxisMove:
    """What would take a case to the other side of a threshold.

    Attributes
    ----------
    distance : float
        Score less threshold; below 0 the axis is low.
    opposite_answers : int or None
        How many items that are now unknown would, answered at the other end of the scale, be
        enough; None where all of them are not.
    unknown : int
        Items of the axis that are unknown.
    alone : tuple of str
        Known items any one of which, answered at the other end, would be enough by itself.
    """

    distance: float
    opposite_answers: int | None
    unknown: int
    alone: tuple[str, ...]


def axis_move(known: Mapping[str, float], unknown: int, threshold: float) -> AxisMove | None:
    """What would move an axis over its threshold; None where nothing is known.

    Parameters
    ----------
    known : mapping of item to number
        Answers scaled to 0..1.
    unknown : int
        Items that apply and are unknown.
    threshold : float
        The axis is high from here on.
    """
    if not known:
        return None
    total, count = sum(known.values()), len(known)
    high = round(total / count, DECIMALS) >= threshold
    end = 0.0 if high else 1.0
    needed = next(
        (n for n in range(1, unknown + 1) if _high(total + n * end, count + n, threshold) != high),
        None,
    )
    alone = tuple(
        item
        for item, number in known.items()
        if _high(total - number + end, count, threshold) != high
    )
    return AxisMove(round(total / count - threshold, DECIMALS), needed, unknown, alone)


def _high(total: float, count: int, threshold: float) -> bool:
    return round(total / count, DECIMALS) >= threshold


@dataclass(frozen=True, slots=True)
class StageMove:
    """Which dimensions would have to change, and how, for a case to reach the stage ``target``."""

    target: int
    changes: tuple[tuple[str, int, int], ...]  # item, rank now, rank then


def stage_moves(known: Mapping[str, int], rule: str, stages: int) -> tuple[StageMove, ...]:
    """What would take a case one stage up and one stage down, by a rule.

    Parameters
    ----------
    known : mapping of item to rank
        Ranks (from 1) of the known dimensions.
    rule : str
        Key of ``STAGE_RULES``.
    stages : int
        Number of stages.

    Returns
    -------
    tuple of StageMove
        Down first, then up; without a way where there is none. The nearest dimensions change first
        until the rule gives the stage or one beyond it. By all rules but ``mode`` no smaller number
        of dimensions would do, though another choice of as many may; where the mode ties, changes
        to a further stage can do with fewer.
    """
    now = apply_rule(rule, list(known.values()))
    targets = [] if now is None else [t for t in (now - 1, now + 1) if 1 <= t <= stages]
    found = (_toward(known, rule, target, up=target > (now or 0)) for target in targets)
    return tuple(move for move in found if move)


def _toward(known: Mapping[str, int], rule: str, target: int, *, up: bool) -> StageMove | None:
    """Move the nearest dimensions to the target one by one until the rule gives it."""
    ranks = dict(known)
    distance = {item: (target - rank if up else rank - target) for item, rank in known.items()}
    candidates = sorted((d, item) for item, d in distance.items() if d > 0)
    changes: list[tuple[str, int, int]] = []
    for _, item in candidates:
        changes.append((item, ranks[item], target))
        ranks[item] = target
        reached = apply_rule(rule, list(ranks.values()))
        if reached is not None and (reached >= target if up else reached <= target):
            return StageMove(reached, tuple(changes))
    return None
