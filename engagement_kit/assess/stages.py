"""Placing cases on the stages of any maturity model, and what stands between two stages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from engagement_kit.assess.answers import checked_share, gather_answers
from engagement_kit.assess.columns import make_table
from engagement_kit.assess.placements import NOT_PLACED, OPEN, SETTLED, Placements
from engagement_kit.assess.scores import DECIMALS, applies, full_grid, top_ranks, with_bounds
from engagement_kit.assess.stage_rules import STAGE_RULES, judged_by_rules
from engagement_kit.assess.waves import Wave
from engagement_kit.cases import Cases
from engagement_kit.errors import UnknownId
from engagement_kit.frameworks import Framework
from engagement_kit.frameworks.schema import Stages

__all__ = ["MIN_KNOWN", "StagePlacements", "asked_stages", "place_stages", "stage_columns"]

Numbers = npt.NDArray[Any]
MIN_KNOWN = 0.5  # share of the dimensions; authored, like its counterpart for quadrants


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class StagePlacements(Placements):
    """On which stage cases stand, by every rule, with bounds and with the requirements of gaps.

    Attributes
    ----------
    dimensions : DataFrame
        One row a case, wave and dimension: value, rank (from 1), low, high, missing.
    rules : DataFrame
        One row a case, wave and rule: stage, rank, rank_low, rank_high.
    requirements : DataFrame
        One row a case, wave, gap and requirement: value, state (met, partly, not_met, unknown,
        not_applicable).
    """

    dimensions: pd.DataFrame
    rules: pd.DataFrame
    requirements: pd.DataFrame


def place_stages(
    cases: Cases | Any,
    framework: Framework,
    *,
    part: str | None = None,
    wave: Wave = None,
    rule: str = "lower_median",
    min_known: float = MIN_KNOWN,
    coder_rule: str = "lower_median",
    drafts: bool = False,
) -> StagePlacements:
    """Place cases on the stages of a framework by a named rule, with bounds for what is unknown.

    Parameters
    ----------
    cases : Cases, or a table of answers
        A table as :func:`place_quadrants` takes it.
    framework : Framework
        Any framework with a part of kind stages.
    part : str, optional
        Id of the part; the first stages part if left out.
    wave : int, "first", "last" or None
        Which waves; None takes all.
    rule : {"weakest", "lower_median", "mode", "highest"}
        How the dimensions become one stage. All four are computed; this one fills ``table``.
    min_known : float
        Share of the dimensions that must be known for a case to be placed.
    coder_rule : str
        See :func:`combine_ratings`.
    drafts : bool
        Whether answers without evidence count. Those of a table always do: it names no evidence.

    Raises
    ------
    Faults
        A table lacks a column, or holds values that mean nothing.
    WrongKind
        The framework has no stages part; ``min_known`` is not a number from 0 to 1; what was given
        are no cases.
    UnknownId
        No such part, wave, rule or coder.
    """
    chosen, need = asked_stages(framework, part, rule, min_known)
    asked = [chosen.id, *(gap.requirements for gap in chosen.gaps if gap.requirements)]
    answers = gather_answers(
        cases,
        framework,
        wave=wave,
        coder_rule=coder_rule,
        drafts=drafts,
        items=[item for one in dict.fromkeys(asked) for item in framework.items_of(one)],
    )
    waves, combined = answers.waves, answers.combined
    stages = framework.scale(chosen.scale).ids
    dimensions = _dimensions(waves, combined, framework, chosen)
    rules = _rules(dimensions, stages)
    parameters = {
        "rule": rule,
        "min_known": need,
        "coder_rule": coder_rule,
        "wave": wave,
        "drafts": drafts or answers.is_of_table,
    }
    placed = _placed(waves, dimensions, rules[rules["rule"] == rule], need, stages)
    return StagePlacements(
        table=answers.undated(placed),
        dimensions=answers.undated(dimensions),
        rules=answers.undated(rules),
        requirements=answers.undated(_requirements(waves, combined, framework, chosen)),
        framework=framework,
        part=chosen.id,
        cases=answers.cases,
        parameters=parameters,
    )


def asked_stages(
    framework: Framework, part: str | None, rule: str, min_known: float
) -> tuple[Stages, float]:
    """The part, and the share of its dimensions that must be known.

    Raises
    ------
    WrongKind
        The framework has no stages part; ``min_known`` is not a number from 0 to 1.
    UnknownId
        No such part or rule.
    """
    chosen: Stages = framework.only_part("stages", part)
    if rule not in STAGE_RULES:
        raise UnknownId("stage rule", rule, STAGE_RULES)
    return chosen, checked_share("min_known", min_known)


def _dimensions(
    waves: pd.DataFrame, combined: pd.DataFrame, framework: Framework, part: Stages
) -> pd.DataFrame:
    """Stage of each dimension, counted from 1, with bounds."""
    grid = full_grid(waves, combined, framework.items_of(part.id))
    grid = with_bounds(grid, framework)
    return make_table("dimensions", grid.assign(**grid[["rank", "low", "high"]] + 1))


def _rules(dimensions: pd.DataFrame, stages: tuple[str, ...]) -> pd.DataFrame:
    """Every rule for every case and wave."""
    n = max(dimensions["item"].nunique(), 1)  # no case, no item: a table without rows
    numbers = dimensions[["rank", "low", "high"]].fillna(0).to_numpy().astype("int64")
    numbers[~applies(dimensions).to_numpy()] = -1
    judged, of = judged_by_rules(numbers.reshape(-1, n, 3))
    some = ~np.isnan(judged[of, 0, 1])  # no rule says anything where nothing applies
    units = dimensions[["case", "wave"]].iloc[::n][some]
    rank, low, high = judged[of[some]].reshape(-1, 3).T
    found = units.loc[units.index.repeat(len(STAGE_RULES))].assign(
        rule=np.tile(pd.array(list(STAGE_RULES), dtype="str"), len(units)),
        stage=_stages(stages, rank),
        rank=rank,
        rank_low=low,
        rank_high=high,
    )
    return make_table("rules", found)


def _placed(
    waves: pd.DataFrame,
    dimensions: pd.DataFrame,
    by_rule: pd.DataFrame,
    need: float,
    stages: tuple[str, ...],
) -> pd.DataFrame:
    """One row a case and wave: its stage by one rule, with bounds, if enough is known."""
    keys = ["case", "wave"]
    grouped = dimensions[applies(dimensions)].groupby(keys, sort=False)["rank"]
    counts = pd.DataFrame({"known": grouped.count(), "items": grouped.size()}).reset_index()
    table = waves.merge(counts, on=keys, how="left").merge(by_rule, on=keys, how="left")
    table[["known", "items"]] = table[["known", "items"]].fillna(0)
    names = ("known", "items", "rank", "rank_low", "rank_high")
    numbers = (table[name].to_numpy("float64") for name in names)
    return make_table("stages", table.assign(**stage_columns(*numbers, need=need, stages=stages)))


def stage_columns(
    known: Numbers,
    items: Numbers,
    rank: Numbers,
    low: Numbers,
    high: Numbers,
    *,
    need: float,
    stages: tuple[str, ...],
) -> dict[str, Any]:
    """Where cases stand, as the columns of the table of placements, from what a rule found."""
    share = np.divide(known, items, out=np.zeros(len(known)), where=items > 0)
    enough = (known > 0) & (share.round(DECIMALS) >= need)
    rank = np.where(enough, rank, np.nan)
    return {
        "stage": _stages(stages, rank),
        "stage_low": _stages(stages, low),
        "stage_high": _stages(stages, high),
        "rank": rank,
        "rank_low": low,
        "rank_high": high,
        "status": np.where(~enough, NOT_PLACED, np.where(low == high, SETTLED, OPEN)),
    }


def _stages(stages: tuple[str, ...], ranks: Any) -> Any:
    """Ids of stages by rank, none where there is no rank."""
    places = np.nan_to_num(ranks, nan=0).astype("int64") - 1
    return pd.array(list(stages), dtype="str").take(places, allow_fill=True)


def _requirements(
    waves: pd.DataFrame, combined: pd.DataFrame, framework: Framework, part: Stages
) -> pd.DataFrame:
    """State of every requirement of every gap."""
    found = [
        _states(full_grid(waves, combined, framework.items_of(gap.requirements)), framework, gap.id)
        for gap in part.gaps
        if gap.requirements
    ]
    return make_table("requirements", pd.concat(found) if found else [])


def _states(grid: pd.DataFrame, framework: Framework, gap: str) -> pd.DataFrame:
    top = grid["rank"] == top_ranks(grid, framework)
    state = np.select(
        [~applies(grid), grid["rank"].isna(), top, grid["rank"] == 0],
        ["not_applicable", "unknown", "met", "not_met"],
        "partly",
    )
    return grid.assign(gap=gap, state=state)
