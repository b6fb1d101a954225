"""A table of a data package with all that its descriptor says of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from engagement_kit.assess import TABLES, Column
from engagement_kit.exchange.package.categories import REASONS, Categories, listed

__all__ = ["MISSING", "TO_CASE", "TO_CODEBOOK", "TidyTable", "table_of"]

TO_CASE = {("case",): ("cases", ("case",))}
TO_CODEBOOK = {("item",): ("codebook", ("id",))}
MISSING = listed(REASONS)


@dataclass(frozen=True, eq=False)
class TidyTable:
    """One table with all that its descriptor says of it.

    Attributes
    ----------
    name, title, description : str
    columns : tuple of Column
    frame : DataFrame
    key : tuple of str
        Columns that name a row.
    refers : mapping of (str, ...) to (str, (str, ...))
        Columns that name a row of another table: its name, and its columns.
    categories : mapping of str to Categories
        Words that a column may hold, in order where they have one, with what they are called.
    reasons : bool
        Whether an empty ``value`` stands in the file as the word that ``missing`` has for it.
    empty : mapping of str to str
        What an empty cell of a column means, where there is more to say than that.
    """

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    frame: pd.DataFrame
    key: tuple[str, ...] = ()
    refers: Mapping[tuple[str, ...], tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    categories: Mapping[str, Categories] = field(default_factory=dict)
    reasons: bool = False
    empty: Mapping[str, str] = field(default_factory=dict)


def table_of(
    name: str,
    title: str,
    description: str,
    frame: pd.DataFrame,
    key: tuple[str, ...],
    form: str | None = None,
    **details: Any,
) -> TidyTable:
    """A table whose columns are declared in ``TABLES`` under ``form``, or under its own name."""
    return TidyTable(name, title, description, TABLES[form or name], frame, key, **details)
