"""A result taken apart into groups: one smaller result a panel of small multiples."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

import pandas as pd

from engagement_kit.charts.paper.text import plain
from engagement_kit.charts.paper.theme import DEFAULT
from engagement_kit.charts.rows.groups import group_cases, group_ids
from engagement_kit.charts.words import chart_words
from engagement_kit.errors import UnknownId, WrongKind

__all__ = ["Panel", "first_result", "split_panels"]


@dataclass(frozen=True, eq=False)
class Panel:
    """One group: its id, what stands above it, how many cases it has, and what is drawn."""

    id: str
    label: str
    cases: int
    result: Any


def first_result(result: Any) -> Any:
    """The result itself, or one of several: they share their framework."""
    if not isinstance(result, Mapping):
        return result
    if not result:
        raise WrongKind("small multiples", "no results", "one result or more", "")
    return next(iter(result.values()))


def split_panels(
    result: Any, by: str | None, lang: str, colour_by: str | None = None
) -> list[Panel]:
    """Panels of a result, one a value of a column; or of several results, one each by its name.

    Parameters
    ----------
    result : a result of the assessing room with a table, or a mapping of name to result
    by : str or None
        Column to split by; not used where several results are given.
    lang : str
        Language of the names.
    colour_by : str, optional
        Column that decides colours in the panels: its groups stay what they are in the whole.

    Raises
    ------
    UnknownId
        There is no such column.
    WrongKind
        The result has no cases to split.
    """
    if isinstance(result, Mapping):
        return [Panel(name, plain(name), _count(one), one) for name, one in result.items()]
    table = getattr(result, "table", None)
    if not is_dataclass(result) or table is None or "case" not in table.columns:
        told = "a result with several cases, or several results by name"
        raise WrongKind("small multiples", type(result).__name__, told, "")
    if by is None:
        raise UnknownId("column to split by", "None", table.columns)
    words = chart_words(lang)
    whole = _with_fixed_groups(result, colour_by)
    ids = group_ids(table, by)
    return [
        Panel(group.id, group.label, group.size, _rows_of(whole, table[ids == group.id]))
        for group in group_cases(table, by, words, DEFAULT)
    ]


def _count(result: Any) -> int:
    table = getattr(result, "table", None)
    return int(table["case"].nunique()) if table is not None and "case" in table else 1


def _with_fixed_groups(result: Any, column: str | None) -> Any:
    """The result with its groups in every table as a fixed list, so that each keeps its colour."""
    if column is None or column not in result.table.columns:
        return result
    groups = [g.id for g in group_cases(result.table, column, chart_words("en"), DEFAULT)]
    table = result.table.assign(
        **{column: pd.Categorical(group_ids(result.table, column), categories=groups)}
    )
    return replace(result, table=table)


def _rows_of(result: Any, rows: pd.DataFrame) -> Any:
    """The result with the rows of these cases and waves only, in each of its tables."""
    keys = [key for key in ("case", "wave") if key in rows.columns]
    chosen = pd.MultiIndex.from_frame(rows[keys]).unique()
    changes = {}
    for field in fields(result):
        table = getattr(result, field.name)
        if isinstance(table, pd.DataFrame) and set(keys) <= set(table.columns):
            is_own = pd.MultiIndex.from_frame(table[keys]).isin(chosen)
            changes[field.name] = table[is_own].reset_index(drop=True)
    return replace(result, **changes)
