"""Changes between two waves in the form of now and target: before and after."""

from __future__ import annotations

import pandas as pd

from engagement_kit.compare import Changes
from engagement_kit.errors import WrongKind

__all__ = ["changed_rows"]

_RENAMED = {
    "before": "rank",
    "low_before": "low",
    "high_before": "high",
    "missing_before": "missing",
    "after": "target_rank",
    "low_after": "target_low",
    "high_after": "target_high",
}


def changed_rows(changes: Changes) -> pd.DataFrame:
    """Rows of cases with both waves, in the columns of targets; ranks count from 0.

    Raises
    ------
    WrongKind
        What changed are scores on axes, which stand on no answer of a scale.
    """
    items = {item.id for item in changes.framework.items_of(changes.part)}
    are_stages = tuple(changes.items) == (changes.part,)
    if not are_stages and not set(changes.items) <= items:
        raise WrongKind(
            "a dumbbell chart",
            "changes of scores on axes",
            "changes of levels or of stages",
            "draw_slope shows scores over the waves.",
        )
    table = changes.table[changes.table["state"] != "one_wave"]
    table = table.rename(columns=_RENAMED).assign(horizon=0, n_respondents=0)
    ranks = ["rank", "low", "high", "target_rank", "target_low", "target_high"]
    if are_stages:  # stages count from 1
        table[ranks] = table[ranks] - 1
    return table
