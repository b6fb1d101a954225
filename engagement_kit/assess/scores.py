"""Axis scores with bounds: what is known, and how far what is unknown could move it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from engagement_kit.assess.columns import make_table
from engagement_kit.assess.grid import axis_sums, grid_of
from engagement_kit.assess.judgement import DECIMALS, judged
from engagement_kit.frameworks import Framework
from engagement_kit.frameworks.elements import RatedItem

__all__ = ["DECIMALS", "applies", "full_grid", "score_axes", "top_ranks", "with_bounds"]


def full_grid(
    waves: pd.DataFrame, combined: pd.DataFrame, items: tuple[RatedItem, ...]
) -> pd.DataFrame:
    """Every case and wave with every item, known or not, in the order of cases and items.

    Columns: those of ``combined``, group (axis or pair); value, rank, low and high are empty where
    the item is unknown, n_coders is 0 there and missing says ``unknown``.
    """
    listed = pd.DataFrame({"item": [i.id for i in items], "group": [i.group for i in items]})
    grid = waves[["case", "wave"]].merge(listed, how="cross")
    grid = grid.merge(combined.astype({"wave": "int64"}), on=["case", "wave", "item"], how="left")
    silent = grid["value"].isna() & grid["missing"].isna()
    grid.loc[silent, "missing"] = "unknown"
    return grid.assign(n_coders=grid["n_coders"].fillna(0).astype("int64"))


def applies(grid: pd.DataFrame) -> pd.Series:
    """Which rows are about an item that applies to the case."""
    return grid["missing"].fillna("") != "not_applicable"


def with_bounds(grid: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    """The grid with the whole scale as bounds of what is unknown, none where nothing applies."""
    unknown = grid["rank"].isna() & applies(grid)
    return grid.assign(
        low=grid["low"].mask(unknown, 0.0),
        high=grid["high"].mask(unknown, top_ranks(grid, framework)),
    )


def top_ranks(grid: pd.DataFrame, framework: Framework) -> pd.Series:
    """The highest rank that the item of each row can have."""
    places, items = pd.factorize(grid["item"])
    tops = {item.id: len(framework.scale(item.scale).ids) - 1 for item in framework.items}
    return pd.Series(np.array([tops[one] for one in items], dtype="float64")[places], grid.index)


def score_axes(
    waves: pd.DataFrame, combined: pd.DataFrame, framework: Framework, part: str | None = None
) -> pd.DataFrame:
    """Scores of both axes of a quadrant part, for each case and wave.

    The score is the mean of the known answers, each scaled to 0 (lowest of the scale) to 1
    (highest). Its bounds count what is unknown once as 0 and once as 1, and take the lowest and
    the highest of what the coders said. Items that do not apply leave the denominator. That an
    ordered answer scale is averaged at all is a convention of this project.

    Parameters
    ----------
    waves : DataFrame
        As from :func:`case_waves`: which cases and waves.
    combined : DataFrame
        As from :func:`combine_ratings`.
    framework : Framework
    part : str, optional
        Id of the quadrant part; the first one if left out.

    Returns
    -------
    DataFrame
        Columns case, wave, axis, score, low, high, known, items, share. The score is missing where
        nothing is known, the bounds are then 0 and 1; all three are missing where no item applies.
    """
    chosen = framework.only_part("quadrant", part)
    grid = grid_of(waves, combined, framework.items_of(chosen.id))
    found = []
    for axis, sums in zip(chosen.axes, axis_sums(grid, framework, chosen), strict=True):
        one = judged(sums)
        numbers = {"score": one.score, "low": one.low, "high": one.high, "share": one.share}
        counts = {"known": sums.known, "items": sums.items}
        found.append(waves[["case", "wave"]].assign(axis=axis.id, **numbers, **counts))
    return make_table("scores", pd.concat(found).sort_index(kind="stable"))
