"""Tests of paired change, item by item, at the lowest, known and highest reading of unknowns."""

from __future__ import annotations

import numpy as np
import pandas as pd

from engagement_kit.assess.columns import Column, shaped
from engagement_kit.compare.groups.multiplicity import adjust_p
from engagement_kit.compare.waves.pairs import PAIRED, UNKNOWN
from engagement_kit.compare.waves.signed_ranks import sign_test, signed_rank_test

__all__ = ["CHANGE_TESTS", "READINGS", "run_change_tests", "same_direction"]

# Reading -> column of the difference that every case is given.
READINGS = {"lowest": "difference_low", "known": "difference", "highest": "difference_high"}

CHANGE_TESTS = (
    Column("item", "string", "id of the item, of the part with the stages, or of the axis"),
    Column(
        "reading",
        "string",
        "known: pairs known at both waves; lowest, highest: every pair at the least or greatest "
        "change that its bounds allow",
    ),
    Column("n", "integer", "pairs", "cases"),
    Column("n_rise", "integer", "pairs that rise", "cases"),
    Column("n_fall", "integer", "pairs that fall", "cases"),
    Column("n_same", "integer", "pairs without change, dropped by both tests", "cases"),
    Column("sign_p", "number", "sign test, exact, two-sided; empty without pairs"),
    Column("sign_p_adjusted", "number", "the same, adjusted for the items of this reading"),
    Column("w_plus", "number", "sum of the ranks of the rises"),
    Column("w_minus", "number", "sum of the ranks of the falls"),
    Column("signed_rank_p", "number", "signed-rank test, two-sided; empty without pairs"),
    Column("signed_rank_p_adjusted", "number", "the same, adjusted for the items of this reading"),
    Column("method", "string", "exact or normal: how the signed-rank test was computed"),
    Column(
        "superiority",
        "number",
        "probability that a pair rises, half of those without change added (PS dep)",
        "share, 0 to 1",
    ),
    Column("rank_biserial", "number", "matched-pairs rank-biserial correlation, -1 to 1"),
    Column("share_rise", "number", "rises among the changes", "share, 0 to 1"),
    Column("share_rise_low", "number", "lower end of its interval (Clopper-Pearson)"),
    Column("share_rise_high", "number", "upper end of its interval"),
)


def run_change_tests(
    changes: pd.DataFrame, *, zeros: str, adjust: str, confidence: float
) -> pd.DataFrame:
    """One row an item and reading: columns ``CHANGE_TESTS``.

    Pairs of one wave, and pairs to which an item does not apply at one of them, are left out.
    """
    compared = changes[changes["state"].isin([PAIRED, UNKNOWN])]
    rows = [
        (item, reading, *_row(of_item[column].dropna().to_numpy(), zeros, confidence))
        for item in changes["item"].unique()
        for of_item in [compared[compared["item"] == item]]
        for reading, column in READINGS.items()
    ]
    names = [column.name for column in CHANGE_TESTS if not column.name.endswith("_adjusted")]
    table = pd.DataFrame(rows, columns=names)
    for name in ("sign_p", "signed_rank_p"):
        grouped = table.groupby("reading")[name]
        table[f"{name}_adjusted"] = grouped.transform(lambda p: adjust_p(list(p), adjust))
    return shaped(CHANGE_TESTS, table)


def _row(differences: np.ndarray, zeros: str, confidence: float) -> tuple[object, ...]:
    """Counts, tests and effects of the differences of one item."""
    n, rises, falls = len(differences), int((differences > 0).sum()), int((differences < 0).sum())
    same = n - rises - falls
    if not n:
        return (0, 0, 0, 0, None, 0.0, 0.0, None, None, *[None] * 5)
    signs = sign_test(rises, falls, confidence=confidence)
    ranks = signed_rank_test(differences, zeros=zeros)
    sums = (ranks.w_plus, ranks.w_minus, ranks.p, ranks.method)
    effects = ((rises + same / 2) / n, ranks.rank_biserial)
    return (n, rises, falls, same, signs.p, *sums, *effects, signs.share, signs.low, signs.high)


def same_direction(tests: pd.DataFrame) -> list[str]:
    """Items in which rises outnumber falls, or falls rises, at every reading of the unknowns."""
    signs = np.sign(tests["n_rise"] - tests["n_fall"]).groupby(tests["item"], sort=False)
    return [str(item) for item, found in signs if len(set(found)) == 1 and found.iloc[0] != 0]
