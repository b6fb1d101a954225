"""Groups side by side: how many of each stand where, with what is not known counted too."""

from __future__ import annotations

import pandas as pd

from engagement_kit.assess.levels import Levels
from engagement_kit.assess.placements import Placements
from engagement_kit.assess.quadrants import QuadrantPlacements
from engagement_kit.assess.stages import StagePlacements

__all__ = ["compare_levels", "count_placements"]


def count_placements(placements: Placements, by: str = "kind") -> pd.DataFrame:
    """How many cases of each group stand where.

    Parameters
    ----------
    placements : QuadrantPlacements or StagePlacements
    by : str
        Column of the table that names the groups.

    Returns
    -------
    DataFrame
        One row a group; one column a quadrant or stage (all of them, in the framework's order),
        then settled, open and not_placed (case-waves) and n.
    """
    table = placements.table
    column, places = _places(placements)
    where = pd.crosstab(table[by], table[column].astype(object)).reindex(
        columns=places, fill_value=0
    )
    status = pd.crosstab(table[by], table["status"].astype(object))
    status = status.reindex(columns=["settled", "open", "not_placed"], fill_value=0)
    groups = status.index
    counts = where.reindex(groups, fill_value=0).join(status)
    return counts.assign(n=table.groupby(by).size().reindex(groups)).rename_axis(columns=None)


def _places(placements: Placements) -> tuple[str, list[str]]:
    """Column that says where a case stands, and all the places there are."""
    framework = placements.framework
    if isinstance(placements, QuadrantPlacements):
        part = framework.only_part("quadrant", placements.part)
        return "quadrant", [cell.id for cell in part.cells]
    if isinstance(placements, StagePlacements):
        part = framework.only_part("stages", placements.part)
        return "stage", list(framework.scale(part.scale).ids)
    raise TypeError(f"placements were expected, not {type(placements).__name__}")


def compare_levels(levels: Levels, by: str = "kind") -> pd.DataFrame:
    """Distribution of every item's answers in each group.

    Returns
    -------
    DataFrame
        One row an item and group: item, group (value of ``by``), one column an answer of the
        scale (cases), unknown (cases without an answer, whatever the reason), n.
    """
    answers = list(levels.framework.scale(levels.scale).ids)
    table = levels.table.assign(answer=levels.table["value"].astype(object).fillna("unknown"))
    keys = [table["item"], table[by].rename("by")]
    counts = pd.crosstab(keys, table["answer"]).reindex(columns=[*answers, "unknown"], fill_value=0)
    order = table["item"].unique()
    counts = counts.reindex(order, level="item").assign(n=lambda frame: frame.sum(axis=1))
    return counts.reset_index().rename_axis(columns=None)
