"""The tables of a comparison of groups: one row an outcome and pair, and what stands behind it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from engagement_kit.assess import Column
from engagement_kit.assess.columns import shaped
from engagement_kit.compare.groups.difference_words import difference_sentence
from engagement_kit.compare.groups.observations import NOT_APPLICABLE, Outcome
from engagement_kit.compare.groups.ordering import A_ABOVE, B_ABOVE
from engagement_kit.compare.groups.readings import KNOWN, READINGS

__all__ = ["COLUMNS", "DIFFER", "DISTRIBUTION", "NOT_SHOWN", "difference_rows", "distributions"]

NOT_SHOWN, DIFFER = "not_shown", "differ"

COLUMNS = (
    Column("item", "string", "id of the item, the axis or the part that is compared"),
    Column("label", "string", "what it is called in the language of the framework"),
    Column("ordered", "boolean", "whether its values have an order; quadrants have none"),
    Column("group_a", "string", "first group"),
    Column("group_b", "string", "second group"),
    Column("n_a", "integer", "cases of group_a that are known", "cases"),
    Column("n_b", "integer", "cases of group_b that are known", "cases"),
    Column("unknown_a", "integer", "cases of group_a that are not", "cases"),
    Column("unknown_b", "integer", "cases of group_b that are not", "cases"),
    Column("not_applicable_a", "integer", "cases of group_a to which it does not apply", "cases"),
    Column("not_applicable_b", "integer", "cases of group_b to which it does not apply", "cases"),
    Column("delta", "number", "Cliff's delta of the known: above 0 where a is higher", "-1 to 1"),
    Column("low", "number", "lower bound of its interval", "-1 to 1"),
    Column("high", "number", "upper bound of its interval", "-1 to 1"),
    Column("superiority", "number", "probability that a case of a is above one of b", "0 to 1"),
    Column("p", "number", "two-sided p of the test", "probability"),
    Column("p_adjusted", "number", "p adjusted for the number of tests", "probability"),
    Column("smallest_p", "number", "the smallest p that was possible", "probability"),
    Column("test", "string", "which test p is from"),
    Column("ordering", "string", "a_above, b_above, equal or crossing: stochastic order"),
    Column("delta_lowest", "number", "the smallest delta that is possible", "-1 to 1"),
    Column("delta_middle", "number", "delta with the unknown in the middle", "-1 to 1"),
    Column("delta_highest", "number", "the largest delta that is possible", "-1 to 1"),
    Column("settled", "boolean", "whether the sign of delta is the same at every reading"),
    Column(
        "conclusion",
        "string",
        "a_above, b_above or differ where adjusted p is below alpha, else not_shown; empty where "
        "nothing could be tested",
    ),
    Column("holds", "boolean", "whether the conclusion is the same at every reading"),
    Column("sentence", "string", "the row in words"),
)

DISTRIBUTION = (
    Column("item", "string", "id of the item, the axis or the part that is compared"),
    Column("group", "string", "group of cases"),
    Column("value", "string", "answer, stage, quadrant or score; unknown; not_applicable"),
    Column("rank", "number", "place of the value; empty where there is none", "rank"),
    Column("n", "integer", "cases with this value", "cases"),
    Column("share", "number", "of the known cases of the group", "share, 0 to 1"),
)


def difference_rows(
    outcomes: Iterable[Outcome], rows: pd.DataFrame, readings: pd.DataFrame, *, alpha: float
) -> pd.DataFrame:
    """One row an outcome and pair of groups, with its readings side by side."""
    known = {outcome.item: outcome for outcome in outcomes}
    counts = _counts(rows)
    keys = ["item", "group_a", "group_b"]
    found = [
        _row(known[str(item)], (str(a), str(b)), counts, read.set_index("reading"), alpha)
        for (item, a, b), read in readings.groupby(keys, sort=False)
    ]
    return pd.DataFrame(found, columns=[column.name for column in COLUMNS])


def _counts(rows: pd.DataFrame) -> dict[tuple[str, str, str], int]:
    """Cases by item, group and whether they are known, unknown or not asked at all."""
    missing = rows["missing"].fillna("")
    state = np.select(
        [rows["rank"].notna(), missing == NOT_APPLICABLE], ["known", "not"], "unknown"
    )
    counted = rows.groupby(["item", "group", pd.Series(state, index=rows.index)]).size()
    return {(str(i), str(g), str(s)): int(n) for (i, g, s), n in counted.items()}


def _row(
    outcome: Outcome,
    pair: tuple[str, str],
    counts: dict[tuple[str, str, str], int],
    read: pd.DataFrame,
    alpha: float,
) -> dict[str, Any]:
    row: dict[str, Any] = {"item": outcome.item, "label": outcome.label}
    row |= {"ordered": outcome.is_ordered, "group_a": pair[0], "group_b": pair[1]}
    for side, group in zip("ab", pair, strict=True):
        for name, state in (("n", "known"), ("unknown", "unknown"), ("not_applicable", "not")):
            row[f"{name}_{side}"] = counts.get((outcome.item, group, state), 0)
    row |= read.loc[KNOWN].drop(["item", "group_a", "group_b", "n_a", "n_b"]).to_dict()
    row["superiority"] = (row["delta"] + 1) / 2
    row |= {f"delta_{name}": read.loc[name, "delta"] for name in READINGS[1:]}
    conclusions = [_conclusion(outcome, read.loc[name], alpha) for name in READINGS]
    row["conclusion"] = conclusions[0]
    row["holds"] = conclusions[0] is not None and len(set(conclusions)) == 1
    row["settled"] = _is_settled(outcome, read, holds=row["holds"])
    return row | {"sentence": difference_sentence(row)}


def _is_settled(outcome: Outcome, read: pd.DataFrame, *, holds: bool) -> bool:
    """Whether the sign of delta is the same everywhere; of what has no order, the conclusion."""
    if not outcome.is_ordered:
        return holds
    signs = {float(np.sign(delta)) for delta in read.loc[list(READINGS), "delta"]}
    return len(signs) == 1 and not np.isnan(next(iter(signs)))


def _conclusion(outcome: Outcome, reading: pd.Series, alpha: float) -> str | None:
    if pd.isna(reading["p_adjusted"]):
        return None
    if reading["p_adjusted"] >= alpha:
        return NOT_SHOWN
    if not outcome.is_ordered:
        return DIFFER
    return A_ABOVE if reading["delta"] > 0 else B_ABOVE


def distributions(
    outcomes: Iterable[Outcome], rows: pd.DataFrame, pairs: Iterable[tuple[str, str]]
) -> pd.DataFrame:
    """How many cases of each group have each value: all answers of a scale, only scores found."""
    groups = list(dict.fromkeys(name for pair in pairs for name in pair))
    found = [
        line
        for outcome in outcomes
        for group in groups
        for line in _distribution(
            outcome, group, rows[(rows["item"] == outcome.item) & (rows["group"] == group)]
        )
    ]
    return shaped(DISTRIBUTION, found)


def _distribution(
    outcome: Outcome, group: str, rows: pd.DataFrame
) -> list[tuple[str, str, str, float | None, int, float | None]]:
    ranks = rows["rank"].dropna()
    places = {float(outcome.first + i): answer for i, answer in enumerate(outcome.answers)}
    places = places or {rank: f"{rank:g}" for rank in sorted(ranks.unique())}
    lines: list[tuple[str, str, str, float | None, int, float | None]] = []
    for rank, value in places.items():
        n = int((ranks == rank).sum())
        lines.append((outcome.item, group, value, rank, n, n / len(ranks) if len(ranks) else None))
    not_applicable = int((rows["missing"].fillna("") == NOT_APPLICABLE).sum())
    unknown = len(rows) - len(ranks) - not_applicable
    for value, n in (("unknown", unknown), (NOT_APPLICABLE, not_applicable)):
        if n or value == "unknown":
            lines.append((outcome.item, group, value, None, n, None))
    return lines
