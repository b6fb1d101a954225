"""How far a number can move until something else comes out: exactly, or in steps."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from engagement_kit.compare.sets.fit import settle

__all__ = [
    "CHANGE",
    "LIMIT",
    "NEIGHBOUR",
    "End",
    "Range",
    "gap_range",
    "stepped_range",
    "whole_range",
]

Outcome = Callable[[float], str]
Reason = Literal["change", "limit", "neighbour"]
CHANGE: Reason = "change"
LIMIT: Reason = "limit"
NEIGHBOUR: Reason = "neighbour"

_HALVINGS = 20  # of the step in which a change lies: to a millionth of it


@dataclass(frozen=True)
class End:
    """One end of a range.

    Attributes
    ----------
    at : float
    is_included : bool
        Whether everything is still the same at this very number.
    reason : {"change", "limit", "neighbour"}
        Something else comes out beyond it; it was not looked farther; the next number in order
        stands there.
    beyond : str
        What comes out beyond it; empty where that is not known.
    """

    at: float
    is_included: bool
    reason: Reason
    beyond: str = ""


@dataclass(frozen=True)
class Range:
    """From where to where a number can move while the same comes out."""

    low: End
    high: End


def gap_range(
    values: Iterable[float], current: float, outcome: Outcome, floor: End, ceiling: End
) -> Range:
    """The exact range of a cut that ``values`` reach or do not reach (value >= cut).

    Between two neighbouring values the cut makes no difference: one number in each gap is tried,
    outwards, until something else comes out. The range is open below and closed above.

    Parameters
    ----------
    values : iterable of float
        All numbers that are compared with the cut.
    current : float
        Where the cut is.
    outcome : callable
        What comes out at a cut.
    floor, ceiling : End
        The farthest that the cut may go.
    """
    marks = sorted({settle(value) for value in values})
    now = outcome(current)
    below = [
        value
        for value in marks
        if value < settle(current)
        and (value > floor.at or (floor.is_included and value == floor.at))
    ]
    low, high = floor, ceiling
    for value in reversed(below):  # a cut at a value is in the gap below it
        found = outcome(value)
        if found != now:
            low = End(value, is_included=False, reason=CHANGE, beyond=found)
            break
    above = [value for value in marks if settle(current) <= value < ceiling.at]
    for place, value in enumerate(above):
        higher = above[place + 1] if place + 1 < len(above) else ceiling.at
        found = outcome((value + higher) / 2)
        if found != now:
            high = End(value, is_included=True, reason=CHANGE, beyond=found)
            break
    return Range(low, high)


def whole_range(current: int, outcome: Outcome, most: int) -> Range:
    """The exact range of a whole number from 1 to ``most``, beyond which all is as at ``most``."""
    now = outcome(current)
    low = End(1, is_included=True, reason=LIMIT)
    for number in range(current - 1, 0, -1):
        if (found := outcome(number)) != now:
            low = End(number + 1, is_included=True, reason=CHANGE, beyond=found)
            break
    high = End(most, is_included=True, reason=LIMIT)
    for number in range(current + 1, most + 1):
        if (found := outcome(number)) != now:
            high = End(number - 1, is_included=True, reason=CHANGE, beyond=found)
            break
    return Range(low, high)


def stepped_range(
    current: float, outcome: Outcome, step: float, steps: int, between: tuple[float, float]
) -> Range:
    """The range of a number by steps outwards, the end found by halving the last step.

    A change that is undone again within one step is not seen. ``between`` are numbers that must
    not be reached.
    """
    now = outcome(current)
    down = _outwards(current, -step, steps, between[0], outcome, now)
    return Range(down, _outwards(current, step, steps, between[1], outcome, now))


def _outwards(
    current: float, step: float, steps: int, wall: float, outcome: Outcome, now: str
) -> End:
    same = current
    for count in range(1, steps + 1):
        there = current + count * step
        if (there - wall) * step >= 0:  # from here on the order would be wrong: to just before it
            there = same + (wall - same) * (1 - 1e-6)
            found = outcome(there)
            if found == now:
                return End(wall, is_included=False, reason=NEIGHBOUR)
            return _halved(same, there, outcome, now, found)
        found = outcome(there)
        if found != now:
            return _halved(same, there, outcome, now, found)
        same = there
    return End(same, is_included=True, reason=LIMIT)


def _halved(same: float, other: float, outcome: Outcome, now: str, beyond: str) -> End:
    """The last number of which it is known that the same comes out."""
    for _ in range(_HALVINGS):
        middle = (same + other) / 2
        found = outcome(middle)
        if found == now:
            same = middle
        else:
            other, beyond = middle, found
    return End(same, is_included=True, reason=CHANGE, beyond=beyond)
