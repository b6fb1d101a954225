"""Which group each case belongs to, and which groups are compared with which."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from engagement_kit.errors import UnknownId, WrongKind

__all__ = ["MOST_GROUPS", "group_of_rows", "pairs_of"]

MOST_GROUPS = 6  # fifteen pairs: more would leave nothing after the adjustment
_FIRST = ("museum", "company")  # the order in which charts show well-known kinds


def group_of_rows(table: pd.DataFrame, by: str | Mapping[str, str]) -> pd.Series:
    """The group of each row: a column of the table, or a group by the id of the case.

    Raises
    ------
    UnknownId
        The table has no such column; a group is given for a case that is not there.
    WrongKind
        It is neither the name of a column nor a mapping.
    """
    if isinstance(by, str):
        if by not in table.columns:
            raise UnknownId("column to group by", by, map(str, table.columns))
        places, names = pd.factorize(table[by])  # each name is turned into text once
        texts = np.array([*map(_text, names), None], dtype=object)
        return pd.Series(texts[places], index=table.index, name=by, dtype=object)
    given: Any = by
    if not isinstance(given, Mapping):
        expected = "the name of a column, or a group for the id of each case"
        raise WrongKind(
            "by", repr(by), expected, 'For example by="kind" or by={"case-1": "early"}.'
        )
    cases = set(table["case"].unique())
    for case in by:
        if case not in cases:
            raise UnknownId("case", str(case), sorted(cases))
    places, names = pd.factorize(table["case"])
    texts = np.array([*(_text(by.get(case)) for case in names), None], dtype=object)
    return pd.Series(texts[places], index=table.index, name="case", dtype=object)


def pairs_of(
    found: Iterable[str | None], groups: Iterable[str] | None
) -> tuple[tuple[str, str], ...]:
    """Pairs of groups that are compared: of those named, or of all there are.

    Raises
    ------
    UnknownId
        No case belongs to a group that is named.
    WrongKind
        There are fewer than two groups, or more than can be compared at once.
    """
    there = {name for name in found if name is not None}
    order = [name for name in _FIRST if name in there]
    order += sorted(there - set(_FIRST))
    chosen = list(dict.fromkeys(order if groups is None else groups))
    for name in chosen:
        if name not in there:
            raise UnknownId("group", str(name), order)
    if len(chosen) < 2:
        named = f"only {chosen[0]!r}" if chosen else "none"
        advice = "Take cases of more groups, or group them by= another column."
        raise WrongKind("compare_groups()", named, "two groups", advice)
    if len(chosen) > MOST_GROUPS:
        advice = (
            "Name those to be compared: groups=[...], or bring them together: by={case: group}."
        )
        expected = f"at most {MOST_GROUPS} groups"
        raise WrongKind("compare_groups()", f"{len(chosen)} groups", expected, advice)
    return tuple(combinations(chosen, 2))


def _text(value: object) -> str | None:
    return None if value is None or value is pd.NA else str(value)
