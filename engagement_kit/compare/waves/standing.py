"""Where cases stand, in one form for answers, stages and quadrants: by case, wave and item."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from engagement_kit.assess import Levels, QuadrantPlacements, StagePlacements
from engagement_kit.assess.placements import NOT_PLACED, OPEN, SETTLED
from engagement_kit.frameworks import Framework

__all__ = [
    "NO_PLACE",
    "Waved",
    "compared_items",
    "observed",
    "place_ids",
    "placed",
    "scale_ids",
]

Waved = Levels | StagePlacements | QuadrantPlacements
_WHO = ["case", "name", "kind", "country", "wave"]
_JOIN = ";"
NO_PLACE = ("unknown", "not_applicable", NOT_PLACED)  # where a case is that stands nowhere


def observed(result: Waved) -> pd.DataFrame:
    """What was observed of each case, wave and item: value, rank or score, bounds, why missing."""
    if isinstance(result, QuadrantPlacements):
        sides = [_axis(result, side) for side in "xy"]
        return pd.concat(sides, ignore_index=True)
    if isinstance(result, Levels):
        return result.table[[*_WHO, "item", "value", "rank", "low", "high", "missing"]].copy()
    table = result.table
    low = table["rank_low"]
    return table[_WHO].assign(
        item=result.part,
        value=table["stage"],
        rank=table["rank"],
        low=low,
        high=table["rank_high"],
        missing=_reasons(table["rank"].notna(), low.notna()),
    )


def _axis(result: QuadrantPlacements, side: str) -> pd.DataFrame:
    """Scores on one axis; as where cases are placed, too few known answers are none."""
    table = result.table
    known, items = (table[f"{side}_{c}"].astype("float64") for c in ("known", "items"))
    enough = (known > 0) & ((known / items).round(9) >= float(result.parameters["min_known"]))
    return table[_WHO].assign(
        item=result.x_axis if side == "x" else result.y_axis,
        value=None,
        rank=table[side].where(enough),
        low=table[f"{side}_low"],
        high=table[f"{side}_high"],
        missing=_reasons(enough, items > 0),
    )


def _reasons(known: pd.Series, applies: pd.Series) -> pd.Series:
    found = np.select([known, applies], ["", NOT_PLACED], "not_applicable")
    return pd.Series(found, index=known.index, dtype="str").replace("", None)


def placed(result: Waved) -> pd.DataFrame:
    """Where each case stands at each wave: place, status, and the places that bounds leave."""
    table = result.table
    if isinstance(result, QuadrantPlacements):
        frame = table[["case", "wave", "status", "possible"]].assign(place=table["quadrant"])
    elif isinstance(result, StagePlacements):
        ids = scale_ids(result.framework, result.part)
        possible = _between(ids, table["rank_low"] - 1, table["rank_high"] - 1)
        frame = table[["case", "wave", "status"]].assign(place=table["stage"], possible=possible)
    else:
        ids = scale_ids(result.framework, result.part)
        frame = table[["case", "wave", "item"]].assign(
            place=_answers(table),
            status=np.where(
                table["value"].isna(),
                NOT_PLACED,
                np.where(table["low"] == table["high"], SETTLED, OPEN),
            ),
            possible=_between(ids, table["low"], table["high"]),
        )
    frame = frame if "item" in frame else frame.assign(item=result.part)
    place = frame["place"].astype(object).where(frame["place"].notna(), NOT_PLACED)
    return frame.assign(place=place.astype("str"))


def _answers(table: pd.DataFrame) -> pd.Series:
    """Answers; where there is none, whether the item applies at all."""
    never = table["missing"].fillna("") == "not_applicable"
    silent = pd.Series(np.where(never, "not_applicable", "unknown"), index=table.index)
    return table["value"].astype(object).where(table["value"].notna(), silent)


def _between(ids: Sequence[str], low: pd.Series, high: pd.Series) -> list[str]:
    """Ids from a low to a high place, joined; empty where there are no bounds."""
    return [
        "" if pd.isna(a) or pd.isna(b) else _JOIN.join(ids[int(a) : int(b) + 1])
        for a, b in zip(low, high, strict=True)
    ]


def scale_ids(framework: Framework, part: str) -> tuple[str, ...]:
    """Answers of the scale of a part, lowest first."""
    return framework.scale(str(framework.part(part).scale)).ids  # type: ignore[union-attr]


def place_ids(result: Waved) -> dict[str, Mapping[str, int]]:
    """Places in which a case may stand, each with its height on every axis; lowest first.

    One place is above another if it is nowhere lower; quadrants have two axes.
    """
    if isinstance(result, QuadrantPlacements):
        part = result.framework.only_part("quadrant", result.part)
        cells = {
            cell.id: {axis: int(level == "high") for axis, level in cell.levels.items()}
            for cell in part.cells
        }
        return dict(sorted(cells.items(), key=lambda pair: sum(pair[1].values())))
    ids = scale_ids(result.framework, result.part)
    return {name: {"rank": rank} for rank, name in enumerate(ids)}


def compared_items(result: Waved) -> tuple[str, ...]:
    """Ids of what is compared: items, the part with the stages, or the axes."""
    if isinstance(result, QuadrantPlacements):
        return result.x_axis, result.y_axis
    if isinstance(result, Levels):
        return tuple(item.id for item in result.framework.items_of(result.part))
    return (result.part,)
