"""Levels in cells, in words and as a table: what every heat map of levels says of itself."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from engagement_kit.assess import Levels
from engagement_kit.charts.paper.theme import DEFAULT
from engagement_kit.charts.rows.levels import item_label, prepare_grid
from engagement_kit.charts.words import counted
from engagement_kit.frameworks import Framework
from engagement_kit.words import Words

__all__ = ["cell_data", "missing_told"]


def cell_data(
    levels: Levels,
    framework: Framework,
    by: str | None,
    sort: str,
    names: Mapping[str, str] | None,
) -> pd.DataFrame:
    """One row a cell, by rows from the top, then by columns in their order.

    ``rank`` counts answers from 0 for the lowest, ``low`` and ``high`` are its bounds, which differ
    where coders do. ``missing`` says why there is no answer.
    """
    grid = prepare_grid(levels, framework, by, names, DEFAULT, sort)
    groups = {group.id: group.label for group in grid.groups}
    rows = pd.DataFrame(
        {
            "case": grid.cases,
            "wave": grid.waves,
            "label": grid.names,
            "group": grid.row_groups,
            "group_label": [groups[group] for group in grid.row_groups],
        }
    )
    pairs = [None if one is None else framework.label(one) for one in grid.item_groups]
    items = pd.DataFrame(
        {
            "item": grid.items,
            "item_label": [item_label(framework, item) for item in grid.items],
            "item_group": pd.array(grid.item_groups, dtype="object"),
            "item_group_label": pd.array(pairs, dtype="object"),
        }
    )
    keys = ["case", "wave", "item"]
    answers = levels.table[[*keys, "value", "rank", "low", "high", "missing"]]
    # An empty grid has no types of its own.
    cells = rows.merge(items, how="cross").astype({key: answers[key].dtype for key in keys})
    found = cells.merge(answers, on=keys, how="left")
    called = {answer: grid.answer_label(answer) for answer in grid.answers}
    found.insert(found.columns.get_loc("value") + 1, "value_label", found["value"].map(called))
    return found.assign(missing=grid.missing.ravel())


def missing_told(table: pd.DataFrame, words: Words) -> str:
    """How many answers are missing, by the reason."""
    reasons = (
        table.loc[table["rank"].isna(), "missing"].astype(object).fillna("unknown").value_counts()
    )
    if reasons.empty:
        return words("capabilities.all_known")
    sizes = [(words(f"level.{reason}"), int(n)) for reason, n in sorted(reasons.items())]
    return words("capabilities.missing", counts=counted(words, sizes), all=len(table))
