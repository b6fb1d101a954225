"""From whole numbers to a judgement: the one place where sums become scores and quadrants.

Whoever adds up, a table of cases, numpy, DuckDB or Spark, hands in integers. Integers come out the
same in whatever order they are added, so that no quadrant depends on the engine.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from engagement_kit.assess.placements import NOT_PLACED, OPEN, SETTLED
from engagement_kit.frameworks.schema import Quadrant, Scale

__all__ = [
    "DECIMALS",
    "AxisSums",
    "Judged",
    "Verdict",
    "judge",
    "judged",
    "quadrant_columns",
    "whole_steps",
]

Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

# Scores meet thresholds rounded to this many decimals: otherwise 0.1 + 0.2 decides a quadrant.
DECIMALS = 9
_FINEST = 10**DECIMALS  # scores are rounded to this many parts, so answers need be no finer


@dataclass(frozen=True, eq=False)
class AxisSums:
    """Sums over the items of one axis, one entry a case-wave.

    Attributes
    ----------
    total, low, high : ndarray of int
        Sums of the steps (see :func:`whole_steps`) of the known answers; of what is unknown read as
        lowest, and as highest, with the lowest and the highest answer of several coders.
    known, items : ndarray of int
        Items with an answer, items that apply.
    top : int
        Steps from the lowest answer of the scale to the highest.
    """

    total: Integers
    low: Integers
    high: Integers
    known: Integers
    items: Integers
    top: int


@dataclass(frozen=True, eq=False)
class Judged:
    """Scores of one axis, one entry a case-wave; NaN where there is none."""

    score: Floats
    low: Floats
    high: Floats
    share: Floats
    sums: AxisSums


@dataclass(frozen=True, eq=False)
class Verdict:
    """Where case-waves stand.

    Attributes
    ----------
    x, y : Judged
    limits : (float, float)
        Where high begins.
    rule : str
        The threshold rule that was used in the end.
    enough, is_open, applies : ndarray of bool
        Whether enough is known, more than one quadrant is possible, items of both axes apply.
    """

    x: Judged
    y: Judged
    limits: tuple[float, float]
    rule: str
    enough: npt.NDArray[np.bool_]
    is_open: npt.NDArray[np.bool_]
    applies: npt.NDArray[np.bool_]


def whole_steps(scale: Scale) -> tuple[int, ...]:
    """Numbers of the answers as whole steps above the lowest, as small as they can be.

    Answers whose numbers share no step that is coarser than the ninth decimal of a score are
    counted in billionths of the scale.

    Examples
    --------
    >>> from engagement_kit import load_framework
    >>> whole_steps(load_framework("smi").scale("answer"))
    (0, 1, 2)
    """
    numbers = [Fraction(str(value.value)) for value in scale.values]
    above = [number - numbers[0] for number in numbers]
    step = lcm(*(number.denominator for number in above))
    whole = [int(number * step) for number in above]
    whole = [number // gcd(*whole) for number in whole]
    if whole[-1] > _FINEST:
        whole = [round(number * _FINEST / above[-1]) for number in above]
    return tuple(whole)


def judge(
    x: AxisSums,
    y: AxisSums,
    fixed: tuple[float, float],
    need: float,
    rule: str,
    weights: Integers | None = None,
) -> Verdict:
    """Scores, and whether enough is known, from sums.

    Parameters
    ----------
    x, y : AxisSums
    fixed : (float, float)
        Thresholds, where the rule is ``fixed`` or no case has enough known items.
    need : float
        Share of an axis's items that must be known.
    rule : {"fixed", "sample_median"}
    weights : ndarray of int, optional
        How many case-waves each entry stands for; one each if left out.
    """
    a, b = judged(x), judged(y)
    enough = (a.share >= need) & (b.share >= need) & (x.known > 0) & (y.known > 0)
    rule = rule if enough.any() else "fixed"
    if rule == "fixed":
        limits = fixed
    else:
        counts = None if weights is None else weights[enough]
        limits = (_median(a.score[enough], counts), _median(b.score[enough], counts))
    applies = (x.items > 0) & (y.items > 0)  # else there are no bounds
    crosses = [(j.low >= at) != (j.high >= at) for j, at in zip((a, b), limits, strict=True)]
    is_open = (crosses[0] | crosses[1]) & applies
    return Verdict(a, b, limits, rule, enough, is_open, applies)


def judged(sums: AxisSums) -> Judged:
    """Scores of one axis from its sums."""
    return Judged(
        score=_ratio(sums.total, sums.known * sums.top),
        low=_ratio(sums.low, sums.items * sums.top),
        high=_ratio(sums.high, sums.items * sums.top),
        share=_ratio(sums.known, sums.items),
        sums=sums,
    )


def _ratio(part: Integers, whole: Integers) -> Floats:
    """Shares rounded to nine decimals, NaN of nothing."""
    found = np.full(len(part), np.nan)
    np.divide(part, whole, out=found, where=whole > 0)
    return np.round(found, DECIMALS, out=found)


def _median(scores: Floats, counts: Integers | None) -> float:
    """Median of scores, each of which may stand for several."""
    if counts is None:
        return round(float(np.median(scores)), DECIMALS)
    order = np.argsort(scores)
    reached = np.cumsum(counts[order])
    n = int(reached[-1])
    middle = np.searchsorted(reached, [(n - 1) // 2, n // 2], side="right")
    return round(float(scores[order][middle].mean()), DECIMALS)


def quadrant_columns(verdict: Verdict, part: Quadrant) -> dict[str, Any]:
    """Columns of the table of placements from x to possible."""
    columns: dict[str, Any] = {}
    for side, judged in (("x", verdict.x), ("y", verdict.y)):
        columns[side] = judged.score
        columns |= {f"{side}_low": judged.low, f"{side}_high": judged.high}
        columns |= {f"{side}_known": judged.sums.known, f"{side}_items": judged.sums.items}
    names, limits = _cell_names(part), verdict.limits
    high = {
        end: [getattr(verdict.x, end) >= limits[0], getattr(verdict.y, end) >= limits[1]]
        for end in ("score", "low", "high")
    }
    own = 2 * high["score"][0] + high["score"][1]
    status = np.where(verdict.is_open, 1, 0)
    ends = [low + 2 * up for low, up in zip(high["low"], high["high"], strict=True)]
    return {
        **columns,
        "quadrant": _texts(names, np.where(verdict.enough, own, -1)),
        "status": _texts((SETTLED, OPEN, NOT_PLACED), np.where(verdict.enough, status, 2)),
        "possible": _texts(_possible(names), np.where(verdict.applies, 4 * ends[0] + ends[1], -1)),
    }


def _cell_names(part: Quadrant) -> tuple[str, ...]:
    """Quadrants in the order low-low, low-high, high-low, high-high."""
    x, y = part.axes
    names = {(c.levels[x.id] == "high", c.levels[y.id] == "high"): c.id for c in part.cells}
    return tuple(names[x_high, y_high] for x_high in (False, True) for y_high in (False, True))


def _possible(names: tuple[str, ...]) -> tuple[str, ...]:
    """The quadrants between bounds, by 4 x (the two ends of x) + the two ends of y.

    The ends of an axis are 0 where both are low, 3 where both are high, 2 where they differ.
    """
    sides = ((0,), (0, 1), (0, 1), (1,))
    return tuple(";".join(names[2 * x + y] for x in xs for y in ys) for xs in sides for ys in sides)


def _texts(words: tuple[str, ...], codes: npt.NDArray[Any]) -> Any:
    """Texts by number; nothing where the number is -1."""
    return pd.array(list(words), dtype="str").take(codes.astype(np.intp), allow_fill=True)
