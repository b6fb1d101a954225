"""Placing cases in the four quadrants of any framework that has two axes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from engagement_kit.assess.answers import checked_share, gather_answers
from engagement_kit.assess.columns import make_table
from engagement_kit.assess.placements import NOT_PLACED, OPEN, SETTLED, Placements
from engagement_kit.assess.scores import DECIMALS, score_axes
from engagement_kit.assess.waves import Wave
from engagement_kit.cases import Cases
from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.frameworks import Framework
from engagement_kit.frameworks.schema import Quadrant

__all__ = ["THRESHOLD_RULES", "QuadrantPlacements", "place_quadrants"]

THRESHOLD_RULES = ("fixed", "sample_median")


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class QuadrantPlacements(Placements):
    """Where cases stand on two axes, with the bounds and the rules that put them there.

    The columns of ``table`` are declared in ``columns.TABLES["quadrants"]``.
    """

    @property
    def x_axis(self) -> str:
        """Id of the horizontal axis."""
        return self._definition.axes[0].id

    @property
    def y_axis(self) -> str:
        """Id of the vertical axis."""
        return self._definition.axes[1].id

    @property
    def x_threshold(self) -> float:
        """From here on the horizontal axis is high."""
        return float(self.parameters["x_threshold"])

    @property
    def y_threshold(self) -> float:
        """From here on the vertical axis is high."""
        return float(self.parameters["y_threshold"])

    @property
    def _definition(self) -> Quadrant:
        part: Quadrant = self.framework.only_part("quadrant", self.part)
        return part


def place_quadrants(
    cases: Cases,
    framework: Framework,
    *,
    part: str | None = None,
    wave: Wave = None,
    threshold: float | tuple[float, float] | None = None,
    threshold_rule: Literal["fixed", "sample_median"] = "fixed",
    min_known: float | None = None,
    coder_rule: str = "lower_median",
    drafts: bool = False,
) -> QuadrantPlacements:
    """Place cases in the quadrants of a framework, with bounds for what is unknown.

    An axis is high where its score is at the threshold or above. A case is *settled* when both
    bounds of both axes lie in one quadrant, else *open* with the quadrants it may still be in; it
    is *not placed* when too few items of an axis are known.

    Parameters
    ----------
    cases : Cases
    framework : Framework
        Any framework with a part of kind quadrant.
    part : str, optional
        Id of the part; the first quadrant part if left out.
    wave : int, "first", "last" or None
        Which waves; None takes all.
    threshold : float or pair of floats, optional
        Where high begins, 0 to 1: on both axes, or on the horizontal and on the vertical one; the
        framework's own if left out.
    threshold_rule : {"fixed", "sample_median"}
        ``sample_median`` splits each axis at the median score of the cases that have enough known
        items, whatever ``threshold`` says; where no case has, the rule is ``fixed``.
    min_known : float, optional
        Share of an axis's items that must be known; the framework's own if left out.
    coder_rule : str
        See :func:`combine_ratings`.
    drafts : bool
        Whether answers without evidence count.

    Raises
    ------
    WrongKind
        The framework has no quadrant part; a share is not a number from 0 to 1, or there are not
        one or two thresholds; what was given are no cases.
    UnknownId
        No such part, wave, rule or coder.
    """
    chosen = framework.only_part("quadrant", part)
    if threshold_rule not in THRESHOLD_RULES:
        raise UnknownId("threshold rule", threshold_rule, THRESHOLD_RULES)
    fixed = _fixed_limits(chosen.threshold.value if threshold is None else threshold)
    need = checked_share("min_known", chosen.min_known.value if min_known is None else min_known)
    answers = gather_answers(cases, framework, wave=wave, coder_rule=coder_rule, drafts=drafts)
    scores = score_axes(answers.waves, answers.combined, framework, chosen.id)
    wide = _side_by_side(answers.waves, scores, chosen)
    enough = (wide["x_share"] >= need) & (wide["y_share"] >= need)
    enough &= (wide["x_known"] > 0) & (wide["y_known"] > 0)  # nothing known places nobody
    rule = threshold_rule if enough.any() else "fixed"
    limits = {
        side: fixed[side]
        if rule == "fixed"
        else round(float(wide.loc[enough, side].median()), DECIMALS)
        for side in "xy"
    }
    parameters = {
        "x_threshold": limits["x"],
        "y_threshold": limits["y"],
        "threshold_rule": rule,
        "threshold_status": chosen.threshold.status if threshold is None else "chosen",
        "min_known": need,
        "coder_rule": coder_rule,
        "wave": wave,
        "drafts": drafts,
    }
    table = make_table("quadrants", _placed(wide, enough, limits, chosen))
    return QuadrantPlacements(
        table=table, framework=framework, part=chosen.id, cases=answers.cases, parameters=parameters
    )


def _fixed_limits(threshold: object) -> dict[str, float]:
    """Where high begins on each axis, from one number for both or from a pair."""
    both = threshold if isinstance(threshold, (tuple, list)) else (threshold, threshold)
    if len(both) != 2:
        raise WrongKind("threshold", repr(threshold), "one number for both axes, or a pair of them")
    return {side: checked_share("threshold", one) for side, one in zip("xy", both, strict=True)}


def _side_by_side(waves: pd.DataFrame, scores: pd.DataFrame, part: Quadrant) -> pd.DataFrame:
    """One row a case and wave with the columns of both axes, x first."""
    table = waves
    for side, axis in zip("xy", part.axes, strict=True):
        one = scores[scores["axis"] == axis.id].drop(columns="axis").astype({"wave": "int64"})
        names = {c: f"{side}_{c}" for c in ("low", "high", "known", "items", "share")}
        table = table.merge(one.rename(columns={"score": side, **names}), on=["case", "wave"])
    return table


def _placed(
    wide: pd.DataFrame, enough: pd.Series, limits: dict[str, float], part: Quadrant
) -> pd.DataFrame:
    """The table with quadrant, status and the quadrants that remain possible."""
    high = {
        end: {side: wide[f"{side}{end}"] >= limits[side] for side in "xy"}
        for end in ("", "_low", "_high")
    }
    names = _cell_names(part)
    own = [names[x, y] for x, y in zip(high[""]["x"], high[""]["y"], strict=True)]
    sides = [zip(high["_low"][side], high["_high"][side], strict=True) for side in "xy"]
    cells = [_possible(names, set(xs), set(ys)) for xs, ys in zip(*sides, strict=True)]
    applies = (wide["x_items"] > 0) & (wide["y_items"] > 0)  # else there are no bounds
    possible = pd.Series(cells, index=wide.index, dtype="str").where(applies)
    several = possible.str.contains(";", na=False, regex=False)
    status = np.where(~enough, NOT_PLACED, np.where(several, OPEN, SETTLED))
    quadrant = pd.Series(own, index=wide.index, dtype="str").where(enough)
    return wide.assign(quadrant=quadrant, status=status, possible=possible)


def _cell_names(part: Quadrant) -> dict[tuple[bool, bool], str]:
    x, y = part.axes
    return {(c.levels[x.id] == "high", c.levels[y.id] == "high"): c.id for c in part.cells}


def _possible(names: dict[tuple[bool, bool], str], xs: set[bool], ys: set[bool]) -> str:
    """Quadrants between the bounds, in the order low-low, low-high, high-low, high-high."""
    return ";".join(names[bool(x), bool(y)] for x in sorted(xs) for y in sorted(ys))
