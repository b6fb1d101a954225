"""Placements counted by pattern instead of listed by case: as small for a million as for fifty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from engagement_kit.assess.columns import TABLES, Column, shaped
from engagement_kit.assess.frames.opened import is_table, open_table
from engagement_kit.assess.frames.units import own_columns
from engagement_kit.assess.groups import UNKNOWN
from engagement_kit.assess.judgement import quadrant_columns
from engagement_kit.assess.placements import STATUSES
from engagement_kit.assess.quadrant_rules import quadrant_rules
from engagement_kit.assess.quadrants import QuadrantPlacements, place_quadrants
from engagement_kit.cases import Cases
from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.frameworks import Framework
from engagement_kit.frameworks.schema import Quadrant

__all__ = ["QuadrantTally", "tally_quadrants"]

ALL = "all"  # the one row of counts where no groups are asked for
_NOT_A_PATTERN = ("case", "name", "kind", "country", "wave")
_NUMBER = Column("n", "integer", "case-waves with this pattern", "case-waves")
PATTERN = tuple(c for c in TABLES["quadrants"] if c.name not in _NOT_A_PATTERN)


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class QuadrantTally:
    """How many case-waves stand at each point of two axes, with which bounds: exact, not sampled.

    Attributes
    ----------
    table : DataFrame
        One row a group and pattern: the columns of ``by``, then x, x_low, x_high, x_known, x_items,
        the same of y, quadrant, status, possible as in the table of placements, and n, the number
        of case-waves that have this pattern.
    framework : Framework
    part : str
        Id of the part of the framework.
    parameters : mapping
        Everything that was decided, as in :class:`QuadrantPlacements`.
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
    def x_axis(self) -> str:
        """Id of the horizontal axis."""
        return self._definition.axes[0].id

    @property
    def y_axis(self) -> str:
        """Id of the vertical axis."""
        return self._definition.axes[1].id

    @property
    def x_threshold(self) -> float:
        """From here on the horizontal axis is high."""
        return float(self.parameters["x_threshold"])

    @property
    def y_threshold(self) -> float:
        """From here on the vertical axis is high."""
        return float(self.parameters["y_threshold"])

    @property
    def counts(self) -> pd.DataFrame:
        """How many case-waves of each group stand where, as :func:`count_placements` gives it.

        One row a group (one row ``all`` where there are none); one column a quadrant, then settled,
        open, not_placed and n.
        """
        places = [cell.id for cell in self._definition.cells]
        return counted(self.table, self.by, "quadrant", places)

    @property
    def statuses(self) -> dict[str, int]:
        """How many case-waves are settled, open and not placed."""
        found = self.table.groupby("status")["n"].sum()
        return {status: int(found.get(status, 0)) for status in STATUSES}

    @property
    def _definition(self) -> Quadrant:
        part: Quadrant = self.framework.only_part("quadrant", self.part)
        return part

    def __len__(self) -> int:
        return int(self.table["n"].sum())

    def __repr__(self) -> str:
        counts = ", ".join(f"{n} {status}" for status, n in self.statuses.items())
        return f"<{type(self).__name__} of {self.framework.id}, {self.part}: {counts}>"


def tally_quadrants(
    answers: object,
    framework: Framework | None = None,
    *,
    by: str | Sequence[str] = (),
    **choices: Any,
) -> QuadrantTally:
    """Placements counted by pattern and group.

    Parameters
    ----------
    answers : QuadrantPlacements, Cases or a table of answers
        A table as :func:`place_quadrants` takes it; an engine sends back nothing but the patterns.
    framework : Framework, optional
        Not needed for placements, which know theirs.
    by : str or sequence of str
        Columns that name groups; a case without a value is in the group ``unknown``.
    **choices
        Of :func:`place_quadrants`, where cases or a table are to be placed.

    Raises
    ------
    UnknownId
        There is no such column.
    WrongKind
        Something else was given.
    """
    names = as_names(by)
    if is_table(answers) and framework is not None:
        return _tally_table(answers, framework, names, choices)
    if isinstance(answers, Cases) and framework is not None:
        answers, choices = place_quadrants(answers, framework, **choices), {}
    if not isinstance(answers, QuadrantPlacements):
        found = type(answers).__name__
        advice = "" if framework else "Cases and tables need the framework beside them."
        raise WrongKind("tally_quadrants()", found, "placements, cases or a table", advice)
    if choices:
        made = "placements, for which all is decided,"
        raise WrongKind(
            "tally_quadrants() of " + made, ", ".join(choices), "no other choice than by"
        )
    return QuadrantTally(
        table=tallied(answers.table, names, PATTERN),
        framework=framework or answers.framework,
        part=answers.part,
        parameters=answers.parameters,
        by=names,
        cases=answers.cases,
    )


def _tally_table(
    answers: object, framework: Framework, by: tuple[str, ...], choices: Mapping[str, Any]
) -> QuadrantTally:
    """A table of answers tallied where it is: nothing but the patterns comes back."""
    from engagement_kit.assess.frames.patterns import count_patterns

    given = {name: choice for name, choice in choices.items() if name != "drafts"}
    rules = quadrant_rules(framework, **given)
    table = open_table(answers, by, said=(), own=own_columns("quadrants"))
    found, x, y = count_patterns(table, framework, rules)
    verdict = rules.judge(x, y, found["n"].to_numpy("int64"))
    patterns = found.assign(**quadrant_columns(verdict, rules.part))
    return QuadrantTally(
        table=tallied(patterns, by, PATTERN),
        framework=framework,
        part=rules.part.id,
        parameters=rules.parameters(verdict, drafts=True),
        by=by,
    )


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
    columns = [*(Column(name, "string", "group") for name in by), *pattern, _NUMBER]
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
