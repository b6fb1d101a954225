"""One pair of groups on one outcome, read as it is known and as the unknown could be."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from engagement_kit.assess import Column
from engagement_kit.compare.groups.delta_intervals import delta_interval, delta_of
from engagement_kit.compare.groups.fisher import fisher_exact_table
from engagement_kit.compare.groups.multiplicity import adjust_p
from engagement_kit.compare.groups.observations import NOT_APPLICABLE, Outcome
from engagement_kit.compare.groups.ordering import ordering_of
from engagement_kit.compare.groups.ranksum import rank_sum_of
from engagement_kit.compare.groups.samples import Counts, Numbers, count_values

__all__ = ["KNOWN", "READINGS", "READING_COLUMNS", "Settings", "adjusted", "read_pair"]

KNOWN = "known"
READINGS = (KNOWN, "lowest", "middle", "highest")
# Which column of the observations each group is read from.
_READ = {
    KNOWN: ("rank", "rank"),
    "lowest": ("low", "high"),
    "middle": ("middle", "middle"),
    "highest": ("high", "low"),
}
READING_COLUMNS = (
    Column("item", "string", "id of the item, the axis or the part that is compared"),
    Column("group_a", "string", "first group"),
    Column("group_b", "string", "second group"),
    Column(
        "reading",
        "string",
        "known: what is unknown left out; lowest, highest: what is unknown or differs between "
        "coders read so that delta is smallest or largest; middle: what is unknown in the middle "
        "of what is possible",
    ),
    Column("n_a", "integer", "cases of group_a in this reading", "cases"),
    Column("n_b", "integer", "cases of group_b in this reading", "cases"),
    Column("delta", "number", "Cliff's delta; empty for outcomes without order", "-1 to 1"),
    Column("low", "number", "lower bound of the interval of delta", "-1 to 1"),
    Column("high", "number", "upper bound of the interval of delta", "-1 to 1"),
    Column("p", "number", "two-sided p of the test", "probability"),
    Column("p_adjusted", "number", "p adjusted for all tests of this reading", "probability"),
    Column("smallest_p", "number", "the smallest p that was possible", "probability"),
    Column("test", "string", "which test p is from"),
    Column("ordering", "string", "a_above, b_above, equal or crossing: stochastic order"),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """How intervals are made and what is drawn."""

    interval: str
    confidence: float
    draws: int
    seed: int


def read_pair(
    outcome: Outcome, rows: pd.DataFrame, pair: tuple[str, str], settings: Settings
) -> list[dict[str, object]]:
    """One row a reading; ``rows`` are the observations of the outcome.

    That the lowest and the highest reading hold the extremes of delta over every way in which the
    unknown could have been answered is exact: delta never falls when a value of the first group
    rises or one of the second falls, and each may take any value within its bounds.
    """
    rows = rows[rows["missing"].fillna("") != NOT_APPLICABLE]
    sides = [rows[rows["group"] == group] for group in pair]
    named = {"item": outcome.item, "group_a": pair[0], "group_b": pair[1]}
    found: list[dict[str, object]] = []
    for reading, columns in _READ.items():
        a, b = (
            side[column].dropna().to_numpy(dtype=float)
            for side, column in zip(sides, columns, strict=True)
        )
        compared = _compared(outcome, a, b, settings)
        found.append({**named, "reading": reading, "n_a": len(a), "n_b": len(b), **compared})
    return found


def adjusted(readings: pd.DataFrame, adjust: str) -> pd.DataFrame:
    """The readings with p adjusted: all tests that are one reading together."""
    frame = readings.assign(p_adjusted=np.nan)
    for _, rows in frame.groupby("reading", sort=False):
        frame.loc[rows.index, "p_adjusted"] = adjust_p(rows["p"], adjust)
    return frame


def _compared(outcome: Outcome, a: Numbers, b: Numbers, settings: Settings) -> Mapping[str, object]:
    """The statistics of two samples; all missing where one has no value."""
    if not len(a) or not len(b):
        numbers = ("delta", "low", "high", "p", "smallest_p")
        return {**dict.fromkeys(numbers, math.nan), "test": None, "ordering": None}
    first, second = count_values(a, b).counts
    if not outcome.is_ordered:
        return _unordered(first, second, settings)
    low, high, _ = delta_interval(
        first,
        second,
        settings.interval,
        confidence=settings.confidence,
        draws=settings.draws,
        seed=settings.seed,
    )
    p, smallest, test = rank_sum_of(first, second)
    return {
        "delta": delta_of(first, second),
        "low": low,
        "high": high,
        "p": p,
        "smallest_p": smallest,
        "test": test,
        "ordering": ordering_of(first, second)[0],
    }


def _unordered(a: Counts, b: Counts, settings: Settings) -> Mapping[str, object]:
    found = fisher_exact_table([a.tolist(), b.tolist()], draws=settings.draws, seed=settings.seed)
    nothing = dict.fromkeys(("delta", "low", "high", "smallest_p"), math.nan)
    return {**nothing, "p": found.p, "test": found.test, "ordering": None}
