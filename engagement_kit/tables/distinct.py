"""Ids of columns that come from data: none may be that of another column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from engagement_kit.tables.table import Column

__all__ = ["distinct", "distinct_columns"]


def distinct(ids: Iterable[str], taken: Iterable[str], kind: str) -> Iterator[str]:
    """The ids, with their kind in front where an id is taken.

    Parameters
    ----------
    ids : iterable of str
        From data: groups, items, answers.
    taken : iterable of str
        Those of other columns, which keep them.
    kind : str
        What the ids are of, such as "country".

    Examples
    --------
    >>> list(distinct(["kr", "all"], ["id", "all"], "country"))
    ['kr', 'country_all']
    """
    used = set(taken)
    for one in ids:
        name = one
        while name in used:
            name = f"{kind}_{name}"
        used.add(name)
        yield name


def distinct_columns(
    fixed: Iterable[Column], columns: Iterable[Column], kind: str
) -> Iterator[Column]:
    """Columns with ids from data, apart from fixed ones that stand beside them."""
    columns = list(columns)
    taken = (column.id for column in fixed)
    ids = distinct((column.id for column in columns), taken, kind)
    return (replace(column, id=name) for column, name in zip(columns, ids, strict=True))
