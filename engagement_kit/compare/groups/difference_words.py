"""What a comparison of groups says in words: a sentence a row, and what a reader must know."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from engagement_kit.assess import QuadrantPlacements
from engagement_kit.compare.groups.ranksum import ASYMPTOTIC, EXACT, EXACT_UP_TO

__all__ = ["difference_remarks", "difference_sentence"]

_FEW = 5


def difference_sentence(row: Mapping[str, Any]) -> str:
    """One row in words: who stands higher, how far, how surely, and what that hangs on."""
    a, b = row["group_a"], row["group_b"]
    silent = [group for group, n in ((a, row["n_a"]), (b, row["n_b"])) if not n]
    if silent:
        return f"No answer of {' and '.join(silent)} is known: nothing can be compared."
    p = f"p {_p(row['p'])}, adjusted {_p(row['p_adjusted'])}"
    if not row["ordered"]:
        told = f"{a} (n = {row['n_a']}) and {b} (n = {row['n_b']}): {p}."
        return f"{told} {_unordered(row)}"
    interval = f"{_signed(row['low'])} to {_signed(row['high'])}"
    numbers = f"delta {_signed(row['delta'])}, {interval}, {p}"
    who = f"{a} (n = {row['n_a']}) stands {_stand(row)} {b} (n = {row['n_b']}): {numbers}."
    return f"{who}{_crossing(row)} {_hangs(row)}"


def _stand(row: Mapping[str, Any]) -> str:
    if row["delta"] == 0:
        return "level with"
    return "higher than" if row["delta"] > 0 else "lower than"


def _crossing(row: Mapping[str, Any]) -> str:
    return " Not at every answer: the distributions cross." if row["ordering"] == "crossing" else ""


def _unordered(row: Mapping[str, Any]) -> str:
    if row["holds"]:
        return "The conclusion is the same where unknown answers are read at their bounds."
    return "The conclusion hangs on unknown answers."


def _hangs(row: Mapping[str, Any]) -> str:
    """Whether the direction is the same however the unknown is read."""
    low, high = _signed(row["delta_lowest"]), _signed(row["delta_highest"])
    unknown = row["unknown_a"] + row["unknown_b"]
    if row["settled"]:
        if row["delta_lowest"] == row["delta_highest"]:
            return "No unknown answer could change that."
        span = f"{low} to {high}"
        return f"The direction is settled: what is unknown or differs moves delta within {span}."
    if not unknown and row["delta_lowest"] != row["delta_highest"]:
        return f"The direction hangs on answers that differ or are bounded: {low} to {high}."
    missing = f"{row['unknown_a']} and {row['unknown_b']} unknown"
    return f"The direction hangs on missing data ({missing}): delta could be {low} to {high}."


def difference_remarks(
    result: object, table: pd.DataFrame, parameters: Mapping[str, Any]
) -> tuple[str, ...]:
    """What a reader of the numbers must know."""
    told = [_multiplicity(table, parameters), *_tests(table)]
    told.append(
        "The unknown was left out of delta, interval and p, and read at its lowest, middle and "
        "highest beside them."
    )
    told += _settled(table)
    if isinstance(result, QuadrantPlacements):
        told.append(
            "Scores average an ordered answer scale, a convention of this project; only their "
            "order is used here. Cases that are not placed count as unknown, within their bounds."
        )
    told += _small(table)
    return tuple(told)


def _multiplicity(table: pd.DataFrame, parameters: Mapping[str, Any]) -> str:
    tests = int(table["p"].notna().sum())
    if parameters["adjust"] == "none":
        return f"p is not adjusted for the number of tests, which is {tests}."
    share = f"{100 * parameters['confidence']:g}"
    return f"Tests: {tests}. p is adjusted for them by Holm's method, {share} % intervals are not."


def _tests(table: pd.DataFrame) -> list[str]:
    """Which test p is from, for each that was used."""
    used = set(table["test"].dropna())
    told = []
    if EXACT in used:
        told.append("p of the rank-sum test is exact, with ties.")
    if ASYMPTOTIC in used:
        told.append(
            f"With more than {EXACT_UP_TO} known cases p of the rank-sum test is asymptotic, "
            "corrected for ties."
        )
    told += [f"p of outcomes without order: {name}." for name in sorted(used) if "Fisher" in name]
    return told


def _settled(table: pd.DataFrame) -> list[str]:
    ordered = table[table["ordered"].astype(bool)]
    if ordered.empty:
        return []
    settled, shown = (
        int(ordered["settled"].sum()),
        ordered["conclusion"].isin(["a_above", "b_above"]),
    )
    told = [f"Rows whose direction is the same at every reading: {settled} of {len(ordered)}."]
    if shown.any():
        held = int(ordered.loc[shown, "holds"].sum())
        told.append(
            f"Differences shown by the known answers: {int(shown.sum())}; by every reading: {held}."
        )
    return told


def _small(table: pd.DataFrame) -> list[str]:
    """Groups too small for any p to be small."""
    n = table[["n_a", "n_b"]].min(axis=1)
    told = []
    few = int(((n > 0) & (n < _FEW)).sum())
    if few:
        told.append(f"Rows in which a group has fewer than {_FEW} known cases: {few}.")
    blind = int((table["smallest_p"] > _USUAL).sum())
    if blind:
        told.append(
            f"Rows in which no p below {_USUAL:g} was possible, whatever the answers: {blind}."
        )
    return told


_USUAL = 0.05


def _signed(number: float) -> str:
    return f"{number:+.2f}"


def _p(number: float) -> str:
    return "< .001" if number < 0.001 else f"{number:.3f}"
