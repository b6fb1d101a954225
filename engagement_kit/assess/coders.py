"""Coders brought together by a named rule, with the spread between them kept."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from engagement_kit.assess.columns import make_table
from engagement_kit.cases import AGREED
from engagement_kit.errors import UnknownId
from engagement_kit.frameworks import Framework

__all__ = ["CODER_RULES", "answer_ranks", "answered", "combine_ratings", "ratings_used"]

# From the sorted ranks of the coders who answered to one rank that is on the scale.
CODER_RULES: dict[str, Callable[[pd.Series], float]] = {
    "lower_median": lambda ranks: float(np.sort(ranks)[(len(ranks) - 1) // 2]),
    "lower": lambda ranks: float(ranks.min()),
    "higher": lambda ranks: float(ranks.max()),
}


def combine_ratings(
    ratings: pd.DataFrame, framework: Framework, rule: str = "lower_median"
) -> pd.DataFrame:
    """One answer an item, case and wave, with the lowest and highest that any coder gave.

    Parameters
    ----------
    ratings : DataFrame
        As from :func:`ratings_table`: case, wave, coder, item, value, missing. A rating with
        neither of the last two counts as if it were not there.
    framework : Framework
        Only ratings of its items are used.
    rule : str
        ``lower_median``, ``lower`` or ``higher`` of the coders' answers, or the name of one coder
        (who cannot be called like one of these rules).
        Where the coders agreed on an answer afterwards (coder ``agreed``), that answer is taken
        by all three rules and there is no spread.

    Returns
    -------
    DataFrame
        Columns case, wave, item, value, missing, rank, low, high (ranks on the item's scale, from
        0), n_coders, spread. Items without any rating have no row: they are unknown. An item is
        ``not_applicable`` only if every coder who entered something says so; else, without any
        answer, it is missing for the reason given first.

    Raises
    ------
    UnknownId
        No such rule and no coder of that name.
    """
    chosen = ratings[ratings["item"].isin([item.id for item in framework.items])]
    chosen = ratings_used(chosen, rule)
    ranks = chosen.assign(_rank=answer_ranks(chosen, framework))
    known = ranks.dropna(subset=["_rank"])
    grouped = known.groupby(["case", "wave", "item"], sort=False)["_rank"]
    table = grouped.agg(
        rank=CODER_RULES.get(rule, CODER_RULES["lower_median"]),
        low="min",
        high="max",
        n_coders="size",
    ).reset_index()
    table = pd.concat([table, _without_answer(ranks, known)], ignore_index=True)
    table["spread"] = table["high"] - table["low"]
    table["value"] = _values(table, framework)
    return make_table("combined", table.sort_values(["case", "wave", "item"], kind="stable"))


def answered(ratings: pd.DataFrame) -> pd.DataFrame:
    """The ratings that give an answer, or the reason why there is none."""
    return ratings[ratings["value"].notna() | ratings["missing"].notna()]


def ratings_used(
    ratings: pd.DataFrame, rule: str, keys: tuple[str, ...] = ("case", "wave", "item")
) -> pd.DataFrame:
    """Ratings that a rule counts: those of one coder, or of all, agreed ones in place of settled.

    ``keys`` are the columns that say what is answered.

    Raises
    ------
    UnknownId
        No such rule and no coder of that name.
    """
    ratings = answered(ratings)
    coders = tuple(ratings["coder"].unique())
    if rule in CODER_RULES:
        agreed = ratings[ratings["coder"] == AGREED]
        settled = pd.MultiIndex.from_frame(ratings[[*keys]]).isin(
            pd.MultiIndex.from_frame(agreed[[*keys]])
        )
        return ratings[~settled | (ratings["coder"] == AGREED)]
    if rule not in coders and len(ratings):
        raise UnknownId("coder rule or coder", rule, (*CODER_RULES, *coders))
    return ratings[ratings["coder"] == rule]


def answer_ranks(ratings: pd.DataFrame, framework: Framework) -> pd.Series:
    """Rank of each answer on its item's scale; missing where there is no answer."""
    places = {
        (item.id, answer): rank
        for item in framework.items
        for rank, answer in enumerate(framework.scale(item.scale).ids)
    }
    found = [places.get(key) for key in zip(ratings["item"], ratings["value"], strict=True)]
    return pd.Series(found, index=ratings.index, dtype="float64")


def _values(table: pd.DataFrame, framework: Framework) -> list[str | None]:
    scales = {item.id: framework.scale(item.scale).ids for item in framework.items}
    return [
        None if pd.isna(rank) else scales[item][int(rank)]
        for item, rank in zip(table["item"], table["rank"], strict=True)
    ]


def _without_answer(ranks: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """Items that were entered without any answer, with the reason."""
    keys = ["case", "wave", "item"]
    answered = pd.MultiIndex.from_frame(ranks[keys]).isin(pd.MultiIndex.from_frame(known[keys]))
    grouped = ranks[~answered].groupby(keys, sort=False)["missing"]
    table = grouped.agg(_reason).reset_index()
    return table.assign(rank=np.nan, low=np.nan, high=np.nan, n_coders=0)


def _reason(reasons: pd.Series) -> str:
    """Why an item has no answer when several coders entered it."""
    other = [reason for reason in reasons if reason != "not_applicable"]
    return other[0] if other else "not_applicable"
