"""Groups side by side: how many of each stand where, with what is not known counted too."""

from __future__ import annotations

import pandas as pd

from engagement_kit.assess.levels import Levels
from engagement_kit.assess.placements import STATUSES, Placements
from engagement_kit.assess.quadrants import QuadrantPlacements
from engagement_kit.assess.stages import StagePlacements
from engagement_kit.errors import UnknownId, WrongKind

__all__ = ["compare_levels", "count_placements"]

UNKNOWN = "unknown"


def count_placements(placements: Placements, by: str = "kind") -> pd.DataFrame:
    """How many case-waves of each group stand where.

    Parameters
    ----------
    placements : QuadrantPlacements or StagePlacements
    by : str
        Column of the table that names the groups; rows without a value make the group ``unknown``.

    Returns
    -------
    DataFrame
        One row a group; one column a quadrant or stage (all of them, in the framework's order),
        then settled, open, not_placed and n. Those not placed stand in no quadrant or stage.

    Raises
    ------
    UnknownId
        The table has no such column.
    WrongKind
        Something else than placements was given.
    """
    column, places = _places(placements)
    table = placements.table
    groups = _groups(table, by)
    where = pd.crosstab(groups, table[column].astype(object))
    status = pd.crosstab(groups, table["status"].astype(object)).reindex(
        columns=STATUSES, fill_value=0
    )
    counts = where.reindex(index=status.index, columns=places, fill_value=0).join(status)
    return counts.assign(n=status.sum(axis=1)).rename_axis(columns=None)


def _groups(table: pd.DataFrame, by: str) -> pd.Series:
    """The group of each row: nothing that is counted may fall out of a table of counts."""
    if by not in table:
        raise UnknownId("column", by, map(str, table.columns))
    return table[by].astype(object).where(table[by].notna(), UNKNOWN)


def _places(placements: object) -> tuple[str, list[str]]:
    """Column that says where a case stands, and all the places there are."""
    if isinstance(placements, QuadrantPlacements):
        part = placements.framework.only_part("quadrant", placements.part)
        return "quadrant", [cell.id for cell in part.cells]
    if isinstance(placements, StagePlacements):
        part = placements.framework.only_part("stages", placements.part)
        return "stage", list(placements.framework.scale(part.scale).ids)
    kinds = "placements in quadrants or on stages"
    raise WrongKind("count_placements()", type(placements).__name__, kinds)


def compare_levels(levels: object, by: str = "kind") -> pd.DataFrame:
    """Distribution of every item's answers in each group.

    Parameters
    ----------
    levels : Levels
    by : str
        Column of the table that names the groups; rows without a value make the group ``unknown``.

    Returns
    -------
    DataFrame
        One row an item and group, items in the framework's order: item, by (the group), one column
        an answer of the scale (case-waves), unknown (those without an answer, whatever the reason),
        n.

    Raises
    ------
    UnknownId
        The table has no such column.
    WrongKind
        Something else than levels was given.
    """
    if not isinstance(levels, Levels):
        raise WrongKind("compare_levels()", type(levels).__name__, "levels", "See rate_levels().")
    answers = [*levels.framework.scale(levels.scale).ids, UNKNOWN]
    table = levels.table
    given = pd.Categorical(table["value"].astype(object).fillna(UNKNOWN), categories=answers)
    items = pd.Categorical(table["item"], categories=table["item"].unique())
    keys = [pd.Series(items, name="item"), _groups(table, by).rename("by")]
    one_each = pd.get_dummies(pd.Series(given), dtype="int64")
    one_each.columns = pd.Index(answers)
    counts = one_each.groupby(keys, observed=True).sum().assign(n=lambda c: c.sum(axis=1))
    return counts.reset_index().astype({"item": "str"})
