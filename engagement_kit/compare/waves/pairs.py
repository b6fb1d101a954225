"""What stood at two waves, side by side: one row a case and item, with bounds of the change."""

from __future__ import annotations

import numpy as np
import pandas as pd

from engagement_kit.assess.columns import Column
from engagement_kit.compare.given import is_whole
from engagement_kit.errors import WrongKind

__all__ = [
    "CHANGES",
    "FALL",
    "NOT_APPLICABLE",
    "NOT_KNOWN",
    "ONE_WAVE",
    "PAIRED",
    "RISE",
    "SAME",
    "UNKNOWN",
    "When",
    "changes_of",
    "checked_when",
    "directed",
    "pair_waves",
]

When = int | str
RISE, FALL, SAME, NOT_KNOWN = "rise", "fall", "same", "not_known"
PAIRED, UNKNOWN, NOT_APPLICABLE, ONE_WAVE = "paired", "unknown", "not_applicable", "one_wave"
_DECIMALS = 9
_SIDES = ("before", "after")

CHANGES = (
    Column("case", "string", "id of the case"),
    Column("name", "string", "name of the case in the language of the framework"),
    Column("kind", "string", "kind of organisation: museum, company ..."),
    Column("country", "string", "country"),
    Column("item", "string", "id of the item, of the part with the stages, or of the axis"),
    Column("wave_before", "integer", "earlier wave; empty where there is only a later one", "year"),
    Column("wave_after", "integer", "later wave; empty where there is only an earlier one", "year"),
    Column("value_before", "string", "answer or stage then; empty where not known, and for axes"),
    Column("value_after", "string", "answer or stage later"),
    Column("before", "number", "rank of answer or stage, or score on an axis; empty if not known"),
    Column("after", "number", "the same at the later wave"),
    Column("low_before", "number", "lowest that the bounds allow"),
    Column("high_before", "number", "highest that the bounds allow"),
    Column("low_after", "number", "lowest that the bounds allow later"),
    Column("high_after", "number", "highest that the bounds allow later"),
    Column("missing_before", "string", "why nothing is known then"),
    Column("missing_after", "string", "why nothing is known later"),
    Column("difference", "number", "after less before; empty where one of them is not known"),
    Column("difference_low", "number", "low_after less high_before"),
    Column("difference_high", "number", "high_after less low_before"),
    Column("direction", "string", "rise, fall, same, or not_known where one of both is not known"),
    Column("certain", "string", "the direction of every completion of unknowns; empty if several"),
    Column("settled", "boolean", "whether there is such a direction; empty where nothing compares"),
    Column("state", "string", "paired, unknown (at a wave), not_applicable or one_wave"),
)  # fmt: skip


def checked_when(name: str, when: object, words: tuple[str, ...] = ("first", "last")) -> When:
    """Which wave is meant: a year, or the first or last of each case.

    Raises
    ------
    WrongKind
        It is something else.
    """
    if isinstance(when, str) and when.isdecimal():
        return int(when)
    if is_whole(when, 0):
        return int(when)
    if isinstance(when, str) and when in words:
        return when
    raise WrongKind(name, repr(when), 'a year, "first" or "last"')


def pair_waves(earlier: pd.DataFrame, later: pd.DataFrame, first: When, last: When) -> pd.DataFrame:
    """Every case and item with its row at the earlier and at the later wave.

    Parameters
    ----------
    earlier, later : DataFrame
        Rows by case, wave and item; may be one table.
    first, last : int, "first" or "last"
        Which wave of ``earlier`` is before, which of ``later`` is after.

    Returns
    -------
    DataFrame
        case, item, wave_before, wave_after, every other column with ``_before`` and ``_after``, and
        ``has_both``. A case without two such waves, the first before the second, keeps the one that
        it has; cases stand in the order of ``later``.
    """
    waves = pd.DataFrame({"before": _chosen(earlier, first), "after": _chosen(later, last)})
    waves["has_both"] = (waves["before"] < waves["after"]).fillna(value=False)
    lone = ~waves["has_both"]
    waves.loc[lone & waves["before"].notna(), "after"] = pd.NA  # one row is enough to say so
    order = list(dict.fromkeys([*later["case"].unique(), *earlier["case"].unique()]))
    waves = waves.reindex(order).dropna(subset=["before", "after"], how="all")
    items = list(dict.fromkeys([*later["item"].unique(), *earlier["item"].unique()]))
    keys = waves.rename_axis("case").reset_index().merge(pd.DataFrame({"item": items}), how="cross")
    table = keys.rename(columns={side: f"wave_{side}" for side in _SIDES})
    for side, frame in zip(_SIDES, (earlier, later), strict=True):
        rest = [c for c in frame.columns if c not in {"case", "item", "wave"}]
        named = frame.rename(columns={"wave": f"wave_{side}", **{c: f"{c}_{side}" for c in rest}})
        table = table.merge(named, on=["case", "item", f"wave_{side}"], how="left")
    return table


def _chosen(table: pd.DataFrame, when: When) -> pd.Series:
    """Wave of each case that is meant; empty for cases without it."""
    waves = table[["case", "wave"]].drop_duplicates()
    grouped = waves.groupby("case", sort=False)["wave"]
    if isinstance(when, int):
        found = waves[waves["wave"] == when].set_index("case")["wave"]
        return found.reindex(list(grouped.groups)).astype("Int64")
    return (grouped.min() if when == "first" else grouped.max()).astype("Int64")


def changes_of(pairs: pd.DataFrame) -> pd.DataFrame:
    """The pairs with differences, their bounds and directions: columns ``CHANGES``."""
    table = pairs.copy()
    for column in ("name", "kind", "country"):
        table[column] = table[f"{column}_after"].where(
            table[f"{column}_after"].notna(), table[f"{column}_before"]
        )
    for column in ("rank", "low", "high"):
        for side in _SIDES:
            table[f"{column}_{side}"] = table[f"{column}_{side}"].astype("float64")
    table["state"] = _states(table)
    compared = table["state"].isin([PAIRED, UNKNOWN])
    table["difference"] = (table["rank_after"] - table["rank_before"]).round(_DECIMALS)
    low = (table["low_after"] - table["high_before"]).round(_DECIMALS)
    high = (table["high_after"] - table["low_before"]).round(_DECIMALS)
    table["difference"] = table["difference"].where(compared)
    table["difference_low"], table["difference_high"] = low.where(compared), high.where(compared)
    table["direction"] = directed(table["difference"], table["difference"])
    table["certain"] = directed(table["difference_low"], table["difference_high"], other=None)
    table["settled"] = table["certain"].notna().astype("boolean").where(compared)
    return table.rename(columns={"rank_before": "before", "rank_after": "after"})


def _states(table: pd.DataFrame) -> np.ndarray:
    """How far the two waves of each row can be compared."""
    reasons = [table[f"missing_{side}"].fillna("") for side in _SIDES]
    return np.select(
        [
            ~table["has_both"].astype(bool),
            (reasons[0] == NOT_APPLICABLE) | (reasons[1] == NOT_APPLICABLE),
            table["rank_before"].isna() | table["rank_after"].isna(),
        ],
        [ONE_WAVE, NOT_APPLICABLE, UNKNOWN],
        PAIRED,
    )


def directed(low: pd.Series, high: pd.Series, other: str | None = NOT_KNOWN) -> pd.Series:
    """Direction of a change that lies between two numbers; ``other`` where it may be several."""
    found = [low > 0, high < 0, (low == 0) & (high == 0)]
    chosen = np.select(found, [RISE, FALL, SAME], other or "")
    return pd.Series(chosen, index=low.index, dtype="str").replace("", None)
