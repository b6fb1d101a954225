"""Case-waves of a table of answers as the package's own tables name them."""

from __future__ import annotations

from typing import Any

import pandas as pd

from engagement_kit.assess.columns import TABLES, shaped

__all__ = ["declared", "named", "own_columns"]

_OF_CASES = frozenset({"case", "name", "kind", "country", "wave"})


def named(units: pd.DataFrame) -> pd.DataFrame:
    """The case-waves with name, kind and country, empty where the table does not say them.

    A case that has no name is called as it is.
    """
    empty = pd.array([None] * len(units), dtype="str")
    said = {name: units.get(name, empty) for name in ("kind", "country")}
    name = units["name"].fillna(units["case"]) if "name" in units else units["case"]
    return units.assign(name=name, **said)


def own_columns(table: str) -> tuple[str, ...]:
    """Columns of a declared table, and of its counts, that no kept column can be called like."""
    return ("n", *(one.name for one in TABLES[table] if one.name not in _OF_CASES))


def declared(table: str, units: pd.DataFrame, columns: dict[str, Any]) -> pd.DataFrame:
    """A declared table of case-waves, with what else is kept of them at its end."""
    frame = named(units).assign(**columns)
    names = {column.name for column in TABLES[table]}
    kept = {name: frame[name] for name in frame if name not in names}
    return shaped(TABLES[table], frame).assign(**kept)
