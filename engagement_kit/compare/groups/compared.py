"""Whom a specification curve compares: cases of a library, or those of a table of answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from engagement_kit.assess import case_waves, ratings_table
from engagement_kit.assess.answers import as_cases
from engagement_kit.assess.frames.opened import SAID, AnswerTable, is_table
from engagement_kit.assess.frames.raters import chosen_waves, hold_table, units_of_table
from engagement_kit.assess.waves import Wave
from engagement_kit.cases import Cases
from engagement_kit.compare.groups.decisions import Decision
from engagement_kit.frameworks import Framework

__all__ = ["Compared", "compared_of"]

_KEYS = ["case", "wave"]


@dataclass(frozen=True, eq=False)
class Compared:
    """Those who are compared.

    Attributes
    ----------
    of : Cases or frame
        What the functions that place cases take.
    made_of : Cases or AnswerTable
        What the result is made of, for its making.
    cases : Cases
        None where it is a table.
    framework : Framework
    coders : tuple of str
        Who rated.
    units : DataFrame or None
        Case-waves of a table, with the column of the groups.
    """

    of: Any
    made_of: Cases | AnswerTable
    cases: Cases
    framework: Framework
    coders: tuple[str, ...]
    units: pd.DataFrame | None = None

    @property
    def is_table(self) -> bool:
        """Whether no cases stand behind it."""
        return self.units is not None

    def who(self, decisions: Sequence[Decision]) -> pd.DataFrame:
        """Their case-waves of all waves that are looked at, before anything is computed."""
        waves: tuple[Any, ...] = next(one.options for one in decisions if one.name == "wave")
        return pd.concat([self._of_wave(wave) for wave in waves])

    def _of_wave(self, wave: Wave) -> pd.DataFrame:
        if self.units is None:
            return case_waves(self.cases, wave, self.framework.lang)
        return self.units[chosen_waves(self.units, wave)]

    def with_groups(self, table: pd.DataFrame) -> pd.DataFrame:
        """A table of case-waves with the column of the groups, where it has none."""
        if self.units is None:
            return table
        new = [name for name in self.units if name not in table]
        return table.merge(self.units[[*_KEYS, *new]], on=_KEYS, how="left") if new else table


def compared_of(
    thing: Any, framework: Framework, part: str, by: str | Mapping[str, str], *, drafts: bool
) -> Compared:
    """Cases or a table of answers, as far as they are known before anything is placed.

    Raises
    ------
    Faults
        A table lacks a column, or holds values that mean nothing.
    WrongKind
        These are no cases.
    """
    if not is_table(thing):
        cases = as_cases(thing)
        coders = ratings_table(cases, framework, drafts=drafts)["coder"].unique()
        return Compared(cases, cases, cases, framework, tuple(coders))
    named = isinstance(by, str) and by not in {*_KEYS, *SAID}
    table = hold_table(thing, by if named else ())
    units = units_of_table(table, framework, framework.items_of(part), None)
    names = table.frame["coder"].drop_nulls().unique().to_list() if table.has("coder") else []
    coders = tuple(sorted(map(str, names)))
    return Compared(table.frame.to_native(), table, Cases(()), framework, coders, units)
