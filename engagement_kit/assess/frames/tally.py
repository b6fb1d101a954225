"""Placements counted by pattern instead of listed by case: as small for a million as for fifty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from engagement_kit.assess.columns import TABLES
from engagement_kit.assess.frames.counting import Tally, as_names, counted, result_of, tallied
from engagement_kit.assess.frames.opened import is_table, open_table
from engagement_kit.assess.frames.units import own_columns
from engagement_kit.assess.judgement import quadrant_columns
from engagement_kit.assess.quadrant_rules import quadrant_rules
from engagement_kit.assess.quadrants import QuadrantPlacements, place_quadrants
from engagement_kit.assess.two_axes import TwoAxes
from engagement_kit.cases import Cases
from engagement_kit.frameworks import Framework

__all__ = ["QuadrantTally", "tally_quadrants"]

_NOT_A_PATTERN = ("case", "name", "kind", "country", "wave")
PATTERN = tuple(c for c in TABLES["quadrants"] if c.name not in _NOT_A_PATTERN)


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class QuadrantTally(TwoAxes, Tally):
    """How many case-waves stand at each point of two axes, with which bounds: exact, not sampled.

    Each row of ``table`` is a group and pattern: the columns of ``by``, then x, x_low, x_high,
    x_known, x_items, the same of y, quadrant, status, possible as in the table of placements, and
    n, the number of case-waves that have this pattern.
    """

    @property
    def counts(self) -> pd.DataFrame:
        """How many case-waves of each group stand where, as :func:`count_placements` gives it.

        One row a group (one row ``all`` where there are none); one column a quadrant, then settled,
        open, not_placed and n.
        """
        places = [cell.id for cell in self._definition.cells]
        return counted(self.table, self.by, "quadrant", places)


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
    placed = result_of(
        "tally_quadrants", answers, QuadrantPlacements, "placements", framework, choices
    )
    return QuadrantTally(
        table=tallied(placed.table, names, PATTERN),
        framework=framework or placed.framework,
        part=placed.part,
        parameters=placed.parameters,
        by=names,
        cases=placed.cases,
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
