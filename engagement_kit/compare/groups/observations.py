"""What each case of a result contributes to a comparison: one known or unknown place an outcome."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from engagement_kit.assess import Column, Levels, QuadrantPlacements, StagePlacements
from engagement_kit.assess.columns import shaped
from engagement_kit.assess.scores import DECIMALS
from engagement_kit.compare.given import is_whole
from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.frameworks.schema import Quadrant

__all__ = [
    "NOT_APPLICABLE",
    "OBSERVED",
    "Comparable",
    "Outcome",
    "comparable",
    "observe",
    "one_wave",
]

Comparable = Levels | StagePlacements | QuadrantPlacements

NOT_APPLICABLE = "not_applicable"
OBSERVED = (
    Column("item", "string", "id of the item, the axis or the part that is compared"),
    Column("case", "string", "id of the case"),
    Column("name", "string", "name of the case in the language of the framework"),
    Column("wave", "integer", "the state at the end of this year", "year"),
    Column("group", "string", "group of the case"),
    Column("value", "string", "answer, stage or quadrant; empty where unknown, and for scores"),
    Column("rank", "number", "place of the answer, or the score; empty where unknown", "rank"),
    Column("low", "number", "the lowest place that is possible", "rank"),
    Column("middle", "number", "known place, or the middle between lowest and highest", "rank"),
    Column("high", "number", "the highest place that is possible", "rank"),
    Column("missing", "string", "why nothing is known; empty where something is"),
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One thing that is compared.

    Attributes
    ----------
    item : str
        Id of the item, axis or part.
    label : str
        What it is called.
    answers : tuple of str
        Ids of its values, lowest first; empty for scores.
    first : int
        Place of the first answer.
    is_ordered : bool
        Whether one value is above another; quadrants are not.
    """

    item: str
    label: str
    answers: tuple[str, ...]
    first: int
    is_ordered: bool


def comparable(result: object) -> Comparable:
    """The result itself, if its groups can be compared.

    Raises
    ------
    WrongKind
        It is something else than levels or placements.
    """
    if isinstance(result, (Levels, StagePlacements, QuadrantPlacements)):
        return result
    kinds = "levels, or placements in quadrants or on stages"
    advice = "rate_levels(), place_stages() and place_quadrants() make them."
    raise WrongKind("compare_groups()", type(result).__name__, kinds, advice)


def one_wave(table: pd.DataFrame, wave: int | str) -> tuple[pd.DataFrame, str | None]:
    """The rows of one wave a case, so that no case counts twice; and what a reader must know.

    Raises
    ------
    UnknownId
        ``wave`` is another word, or a year that no case of the table has.
    """
    if wave in {"first", "last"} and len(table) and table["wave"].isna().all():
        return table, None  # of a table of answers without years
    spans = table.groupby("case")["wave"].agg(["min", "max"])
    several = int((spans["min"] < spans["max"]).sum())
    if wave in {"first", "last"}:
        chosen = table["case"].map(spans["min" if wave == "first" else "max"])
        told = f"Cases with several waves: {several}; the {wave} of each is compared."
        return table[table["wave"] == chosen], told if several else None
    kept = table[table["wave"] == int(wave)] if is_whole(wave, 0) else table[:0]
    if kept.empty and len(table):
        years = sorted({str(year) for year in table["wave"]})
        raise UnknownId("wave", str(wave), ("first", "last", *years))
    without = len(spans) - kept["case"].nunique()
    return kept, f"Cases without the wave {wave}, left out: {without}." if without else None


def observe(result: Comparable, table: pd.DataFrame) -> tuple[tuple[Outcome, ...], pd.DataFrame]:
    """The outcomes of a result, and one row a case and outcome (``group`` is given by ``table``).

    Raises
    ------
    WrongKind
        The result mixes scales.
    """
    if isinstance(result, Levels):
        outcomes, rows = _of_levels(result, table)
    elif isinstance(result, StagePlacements):
        outcomes, rows = _of_stages(result, table)
    else:
        outcomes, rows = _of_quadrants(result, table)
    return outcomes, shaped(OBSERVED, rows)


def _of_levels(levels: Levels, table: pd.DataFrame) -> tuple[tuple[Outcome, ...], pd.DataFrame]:
    framework, scale = levels.framework, levels.scale
    found = set(table["item"])
    items = [item for item in framework.items if item.id in found]
    scales = sorted({str(item.scale) for item in items} | {scale})
    if len(scales) > 1:
        advice = "Rate one part at a time: rate_levels(..., part=...)."
        raise WrongKind("compare_groups()", f"scales mixed ({', '.join(scales)})", "one", advice)
    answers = framework.scale(scale).ids
    outcomes = [Outcome(i.id, framework.label(i.id), answers, 0, is_ordered=True) for i in items]
    return tuple(outcomes), table.assign(middle=_middle(table))


def _of_stages(
    placements: StagePlacements, table: pd.DataFrame
) -> tuple[tuple[Outcome, ...], pd.DataFrame]:
    framework, part = placements.framework, placements.part
    answers = framework.scale(framework.only_part("stages", part).scale).ids
    rows = table.rename(columns={"stage": "value", "rank_low": "low", "rank_high": "high"})
    rows = rows.assign(item=part, missing=_why_not(table, "rank_low"))
    outcome = Outcome(part, framework.label(part), answers, 1, is_ordered=True)
    return (outcome,), rows.assign(middle=_middle(rows))


def _of_quadrants(
    placements: QuadrantPlacements, table: pd.DataFrame
) -> tuple[tuple[Outcome, ...], pd.DataFrame]:
    """Both axes, and the quadrant; who is not placed is unknown on each of them."""
    framework, found = placements.framework, []
    axes = {"x": placements.x_axis, "y": placements.y_axis}
    is_placed = table["quadrant"].notna()
    for side, axis in axes.items():
        named = {f"{side}_low": "low", f"{side}_high": "high"}
        rows = table.rename(columns=named).assign(
            item=axis, rank=table[side].where(is_placed), value=None
        )
        rows["missing"] = _why_not(table, f"{side}_low").where(~is_placed)
        found.append(rows.assign(middle=_middle(rows)))
    part: Quadrant = framework.only_part("quadrant", placements.part)
    cells = tuple(cell.id for cell in part.cells)
    outcomes = [
        Outcome(axis, framework.label(axis), (), 0, is_ordered=True) for axis in axes.values()
    ]
    outcomes.append(Outcome(part.id, framework.label(part.id), cells, 0, is_ordered=False))
    found.append(_quadrant_rows(placements, part, table))
    return tuple(outcomes), pd.concat(found, ignore_index=True)


def _quadrant_rows(
    placements: QuadrantPlacements, part: Quadrant, table: pd.DataFrame
) -> pd.DataFrame:
    """The quadrant of each case, by its place in the framework, and where its bounds would be."""
    place = {cell.id: float(number) for number, cell in enumerate(part.cells)}
    by_levels = {
        (
            cell.levels[placements.x_axis] == "high",
            cell.levels[placements.y_axis] == "high",
        ): cell.id
        for cell in part.cells
    }

    def at(x: pd.Series, y: pd.Series) -> pd.Series:
        pairs = zip(x, y, strict=True)
        limits = (placements.x_threshold, placements.y_threshold)
        cells = [
            np.nan
            if pd.isna(one) or pd.isna(other)
            else place[by_levels[bool(one >= limits[0]), bool(other >= limits[1])]]
            for one, other in pairs
        ]
        return pd.Series(cells, index=table.index, dtype=float)

    known = table["quadrant"].map(place).astype(float)
    low, high = (at(table[f"x_{end}"], table[f"y_{end}"]) for end in ("low", "high"))
    between = [(table[f"{s}_low"] + table[f"{s}_high"]).div(2).round(DECIMALS) for s in "xy"]
    missing = _why_not(table, "x_low").where(known.isna())
    missing = missing.mask(known.isna() & low.isna(), NOT_APPLICABLE)
    rows = table.assign(item=part.id, value=table["quadrant"], rank=known, low=low, high=high)
    return rows.assign(middle=known.fillna(at(*between)), missing=missing)


def _middle(rows: pd.DataFrame) -> pd.Series:
    """The known place; where it is unknown, the middle of what is possible."""
    return rows["rank"].fillna(((rows["low"] + rows["high"]) / 2).round(DECIMALS))


def _why_not(table: pd.DataFrame, bound: str) -> pd.Series:
    """Why a case is not placed: nothing applies where there is not even a bound."""
    reason = table["status"].astype(object).where(table["status"] == "not_placed")
    return reason.mask(table[bound].isna(), NOT_APPLICABLE)
