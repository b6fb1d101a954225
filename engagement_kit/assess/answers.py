"""What every placement rests on: the cases asked about, their waves, and the coders' answers."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from numbers import Real
from typing import Any

import numpy as np
import pandas as pd

from engagement_kit.assess.coders import combine_ratings
from engagement_kit.assess.frames.opened import is_table
from engagement_kit.assess.scores import DECIMALS
from engagement_kit.assess.tables import ratings_table
from engagement_kit.assess.waves import Wave, case_waves
from engagement_kit.cases import Case, Cases
from engagement_kit.errors import Fault, Faults, WrongKind
from engagement_kit.frameworks import Framework
from engagement_kit.frameworks.elements import RatedItem

__all__ = ["Answers", "as_cases", "checked_share", "gather_answers"]


@dataclass(frozen=True, eq=False)
class Answers:
    """The answers of the cases to a framework, the coders brought together.

    Attributes
    ----------
    cases : Cases
    waves : DataFrame
        As from :func:`case_waves`.
    combined : DataFrame
        As from :func:`combine_ratings`.
    """

    cases: Cases
    waves: pd.DataFrame
    combined: pd.DataFrame

    @property
    def is_of_table(self) -> bool:
        """Whether they come from a table of answers, behind which there are no records."""
        return not self.cases and len(self.waves) > 0

    def undated(self, table: pd.DataFrame) -> pd.DataFrame:
        """A table with the years left empty where the answers came without any."""
        if self.is_of_table and (self.waves["wave"] == 0).all():
            return table.assign(wave=pd.array(np.full(len(table), np.nan), dtype="Int64"))
        return table


def gather_answers(
    cases: Iterable[Case] | Any,
    framework: Framework,
    *,
    wave: Wave,
    coder_rule: str,
    drafts: bool,
    items: Sequence[RatedItem] = (),
) -> Answers:
    """The answers that a placement is made from.

    A table of answers is taken in place of cases where ``items`` say which are asked about.

    Raises
    ------
    WrongKind
        Something else than cases was given.
    Faults
        Two of the cases have one id.
    UnknownId
        No such wave, or no such rule and no coder of that name.
    """
    if items and is_table(cases):
        from engagement_kit.assess.frames.records import records_of

        return Answers(Cases(()), *records_of(cases, framework, items, wave, coder_rule))
    cases = as_cases(cases)
    waves = case_waves(cases, wave, framework.lang)
    ratings = ratings_table(cases, framework, drafts=drafts)
    return Answers(cases, waves, combine_ratings(ratings, framework, coder_rule))


def as_cases(cases: object) -> Cases:
    """Cases as a collection: what :func:`load_cases` gave, several of its cases, or one.

    Raises
    ------
    WrongKind
        Something else was given, e.g. the path of a folder.
    Faults
        Two of the cases have one id: their ratings would be mixed.
    """
    several = (cases,) if isinstance(cases, Case) or not isinstance(cases, Iterable) else cases
    found: dict[str, Case] = {}
    for case in several:
        if not isinstance(case, Case):
            raise WrongKind("A placement", type(cases).__name__, "cases", "See load_cases().")
        if case.id in found:
            file, other = str(case.folder or case.id), str(found[case.id].folder or "the same")
            raise Faults([Fault("repeated_case", file, "id", value=case.id, other=other)])
        found[case.id] = case
    return cases if isinstance(cases, Cases) else Cases(tuple(found.values()))


def checked_share(name: str, value: object) -> float:
    """A share of 0 to 1, rounded as scores are, so that both can be compared.

    Raises
    ------
    WrongKind
        It is no number, or lies outside.
    """
    strange = isinstance(value, bool) or not isinstance(value, Real)
    number = math.nan if strange else float(value)  # type: ignore[arg-type]
    if not 0 <= number <= 1:
        raise WrongKind(name, repr(value), "a number from 0 to 1")
    return round(number, DECIMALS)
