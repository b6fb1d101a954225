"""What all tallies have in common: case-waves counted by pattern and group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import pandas as pd

from engagement_kit.assess.columns import Column, shaped
from engagement_kit.assess.groups import UNKNOWN
from engagement_kit.assess.placements import STATUSES
from engagement_kit.cases import Cases
from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.frameworks import Framework

__all__ = ["NUMBER", "Tally", "as_names", "counted", "grouped", "result_of", "tallied"]

ALL = "all"  # the one row of counts where no groups are asked for
NUMBER = Column("n", "integer", "case-waves with this pattern", "case-waves")
R = TypeVar("R")


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class Tally:
    """How many case-waves of each group have which pattern: exact, not sampled.

    Attributes
    ----------
    table : DataFrame
        One row a group and pattern: the columns of ``by``, those of the pattern, and ``n``.
    framework : Framework
    part : str
        Id of the part of the framework.
    parameters : mapping
        Everything that was decided, as in the result that lists each case.
    by : tuple of str
        Columns that name the groups; none where all are counted together.
    cases : Cases
        The cases themselves, where it was made of cases: a figure of it can then be proved.
    """

    table: pd.DataFrame
    framework: Framework
    part: str
    parameters: Mapping[str, Any]
    by: tuple[str, ...] = ()
    cases: Cases = field(default_factory=lambda: Cases(()))

    @property
    def statuses(self) -> dict[str, int]:
        """How many case-waves are settled, open and not placed."""
        found = self.table.groupby("status")["n"].sum()
        return {status: int(found.get(status, 0)) for status in STATUSES}

    def __len__(self) -> int:
        return int(self.table["n"].sum())

    def __repr__(self) -> str:
        counts = ", ".join(f"{n} {status}" for status, n in self.statuses.items())
        return f"<{type(self).__name__} of {self.framework.id}, {self.part}: {counts}>"


def result_of(
    function: str,
    given: object,
    kind: type[R],
    words: str,
    framework: Framework | None,
    choices: Mapping[str, Any],
) -> R:
    """The result that is to be counted, if it is one, and nothing is decided for it anew.

    Raises
    ------
    WrongKind
        It is something else, or there are choices.
    """
    if not isinstance(given, kind):
        advice = "" if framework else "Cases and tables need the framework beside them."
        expected = f"{words}, cases or a table"
        raise WrongKind(f"{function}()", type(given).__name__, expected, advice)
    if choices:
        made = f"{function}() of {words}, for which all is decided,"
        raise WrongKind(made, ", ".join(choices), "no other choice than by")
    return given


def as_names(by: str | Sequence[str]) -> tuple[str, ...]:
    """Names of columns, from one or several."""
    return (by,) if isinstance(by, str) else tuple(by)


def tallied(table: pd.DataFrame, by: tuple[str, ...], pattern: tuple[Column, ...]) -> pd.DataFrame:
    """One row a group and pattern with the number of rows that have it, in a fixed order.

    A table that has a column ``n`` already counts so many for each row.
    """
    for name in by:
        if name not in table:
            raise UnknownId("column", name, map(str, table.columns))
        if name == "n" or name in {column.name for column in pattern}:
            raise WrongKind("by", repr(name), "a column beside those that are counted")
    groups = {
        name: table[name].astype(object).where(table[name].notna(), UNKNOWN).astype("str")
        for name in by
    }
    each = table.assign(**groups, n=table.get("n", 1))
    names = [*by, *(column.name for column in pattern)]
    found = each.groupby(names, sort=True, dropna=False)["n"].sum().reset_index()
    columns = [*(Column(name, "string", "group") for name in by), *pattern, NUMBER]
    return shaped(columns, found)


def counted(
    table: pd.DataFrame, by: tuple[str, ...], column: str, places: Sequence[str]
) -> pd.DataFrame:
    """One row a group, one column a place, then the statuses and their sum."""
    groups = [table[name] for name in by] or [pd.Series(ALL, index=table.index)]
    where, status = (
        pd.crosstab(groups, table[name].astype(object), values=table["n"], aggfunc="sum").fillna(0)
        for name in (column, "status")
    )
    status = status.reindex(columns=STATUSES, fill_value=0)
    counts = where.reindex(index=status.index, columns=places, fill_value=0).join(status)
    counts = counts.assign(n=status.sum(axis=1)).rename_axis(columns=None)
    return counts.astype("int64").rename_axis(index=list(by) or None)


def grouped(table: pd.DataFrame, by: tuple[str, ...]) -> pd.DataFrame:
    """A table with the columns that name groups as text, ``unknown`` where they are empty.

    Raises
    ------
    UnknownId
        There is no such column.
    """
    for name in by:
        if name not in table:
            raise UnknownId("column", name, map(str, table.columns))
    groups = {
        name: table[name].astype(object).where(table[name].notna(), UNKNOWN).astype("str")
        for name in by
    }
    return table.assign(**groups)
