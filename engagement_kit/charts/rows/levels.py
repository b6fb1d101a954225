"""Levels as a grid of cases and items: who stands in which row, what in which column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from engagement_kit.assess import Levels
from engagement_kit.charts.paper.theme import Theme
from engagement_kit.charts.rows.groups import Group, case_names, group_cases, group_ids
from engagement_kit.charts.words import chart_words
from engagement_kit.frameworks import Framework
from engagement_kit.words import Words

__all__ = ["LevelGrid", "item_label", "prepare_grid", "upper_half"]


@dataclass(frozen=True)
class LevelGrid:
    """Cases (rows) by items (columns).

    Attributes
    ----------
    names : list of str
        One a row: the case, with its wave where cases have several.
    row_groups : list of str
        Id of each row's group.
    items : list of str
        Ids of the items, in the order of the framework.
    item_groups : list of str or None
        Id of each item's pair or axis.
    ranks : array of shape (rows, items)
        Place of the answer on the scale, from 0; NaN where there is none.
    differ : array of bool
        Where coders gave different answers.
    missing : array of str
        Why there is no answer; empty where there is one.
    """

    levels: Levels
    framework: Framework
    words: Words
    groups: list[Group]
    cases: list[str]
    waves: list[int]
    names: list[str]
    row_groups: list[str]
    items: list[str]
    item_groups: list[str | None]
    ranks: NDArray[np.float64]
    differ: NDArray[np.bool_]
    missing: NDArray[np.object_]

    @property
    def answers(self) -> tuple[str, ...]:
        """Ids of the answers of the scale, lowest first."""
        return self.framework.scale(self.levels.scale).ids

    def answer_label(self, answer: str) -> str:
        """What an answer is called."""
        return self.framework.value_label(self.levels.scale, answer)


def prepare_grid(
    levels: Levels,
    framework: Framework,
    by: str | None,
    names: Mapping[str, str] | None,
    theme: Theme,
    sort: str,
) -> LevelGrid:
    """The grid of a table of levels, rows by group, then by ``sort`` (``level`` or ``name``)."""
    words = chart_words(framework.lang)
    table = levels.table.copy()
    table["row_group"] = group_ids(table, by, len(theme.palette))
    table["label"] = table["case"].map(case_names(levels, table, framework.lang, names))
    has_waves = table.groupby("case")["wave"].nunique().gt(1).any()
    if has_waves:
        table["label"] = table["label"] + " " + table["wave"].astype(str)
    groups = group_cases(table, by, words, theme)
    rows = _sorted_rows(table, [group.id for group in groups], sort, upper_half(framework, levels))
    items = framework.items_of(levels.part)
    keys = pd.MultiIndex.from_frame(rows[["case", "wave"]])
    cells = table.set_index(["case", "wave", "item"])
    # Each cell is there once: a pivot table would average, and drop what is missing.
    wide = {
        column: cells[column]  # noqa: PD010
        .unstack("item")
        .reindex(index=keys, columns=[item.id for item in items])
        .to_numpy()
        for column in ("rank", "low", "high", "missing")
    }
    ranks = wide["rank"].astype(float)
    differ = ~np.isnan(ranks) & (wide["low"].astype(float) < wide["high"].astype(float))
    missing = np.where(
        pd.isna(wide["missing"]), np.where(np.isnan(ranks), "unknown", ""), wide["missing"]
    )
    return LevelGrid(
        levels,
        framework,
        words,
        groups,
        list(rows["case"]),
        list(rows["wave"]),
        list(rows["label"]),
        list(rows["row_group"]),
        [item.id for item in items],
        [item.group for item in items],
        ranks,
        differ,
        missing.astype(object),
    )


def upper_half(framework: Framework, levels: Levels) -> int:
    """The lowest rank of the upper half of the scale, which counts when rows are sorted."""
    return len(framework.scale(levels.scale).ids) // 2


def item_label(framework: Framework, item: str) -> str:
    """The short name of an item, where the framework has one, else its name."""
    return framework.text(item, "short") or framework.label(item)


def _sorted_rows(table: pd.DataFrame, groups: list[str], sort: str, half: int) -> pd.DataFrame:
    """One row a case and wave, by group, then by known answers of the upper half or name."""
    keys = ["case", "wave"]
    high = table.assign(high=table["rank"] >= half).groupby(keys, sort=False)["high"].sum()
    rows = table.drop_duplicates(keys)[[*keys, "label", "row_group"]]
    rows = rows.assign(
        place=rows["row_group"].map({group: i for i, group in enumerate(groups)}),
        high=-high.reindex(pd.MultiIndex.from_frame(rows[keys])).to_numpy(),
    )
    order = ["place", "high", "label", "case"] if sort == "level" else ["place", "label", "case"]
    return rows.sort_values([*order, "wave"], kind="stable")
