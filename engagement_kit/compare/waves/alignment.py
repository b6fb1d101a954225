"""How far respondents want the same: targets now, in 2, 5 and 10 years, and the way to them.

The exercise of the DCFTS maturity model asks several people of one organisation where it stands and
where it should be in 2, 5 and 10 years. What it is for is their agreement, not their average.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from engagement_kit.assess import Making, Targets
from engagement_kit.assess.columns import Column, shaped
from engagement_kit.assess.targets import single_answers
from engagement_kit.cases import Cases
from engagement_kit.compare.given import is_number
from engagement_kit.compare.remaking import making_from
from engagement_kit.compare.view import result_html
from engagement_kit.compare.waves.aligned_cells import CELLS, Answers, align_cells
from engagement_kit.compare.waves.aligned_people import (
    HORIZONS,
    RESPONDENTS,
    sum_horizons,
    sum_people,
)
from engagement_kit.compare.waves.courses import COURSES, follow_courses
from engagement_kit.errors import WrongKind
from engagement_kit.frameworks import Framework

__all__ = ["Alignment", "align_targets"]

_MOST_NAMED = 3


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class Alignment:
    """What respondents want, how far they agree, and how far the way is: by case, horizon, item.

    Attributes
    ----------
    table : DataFrame
        One row a case, horizon and item: ``aligned_cells.CELLS``. Horizon 0 is what respondents say
        of now; value, rank, low and high are the level now by ``parameters["now"]``.
    by_horizon : DataFrame
        One row a case and horizon: ``aligned_people.HORIZONS``.
    by_respondent : DataFrame
        One row a case, horizon and respondent: ``aligned_people.RESPONDENTS``.
    courses : DataFrame
        One row a case and item, from now to the last horizon: ``courses.COURSES``.
    framework : Framework
    part : str
        Id of the part.
    cases : Cases
    parameters : mapping
        What was decided: measure, apart_from, and everything of the targets.
    remarks : tuple of str
    making : Making
    """

    table: pd.DataFrame
    by_horizon: pd.DataFrame
    by_respondent: pd.DataFrame
    courses: pd.DataFrame
    framework: Framework
    part: str
    cases: Cases
    parameters: Mapping[str, Any]
    remarks: tuple[str, ...]
    making: Making

    @property
    def lang(self) -> str:
        """Language of the names in the tables."""
        return self.framework.lang

    @property
    def scale(self) -> str:
        """Id of the scale of the part's items."""
        return str(self.framework.part(self.part).scale)  # type: ignore[union-attr]

    @property
    def horizons(self) -> tuple[int, ...]:
        """Years ahead of which something was asked, nearest first; 0 is now."""
        return tuple(sorted({int(years) for years in self.table["horizon"]}))

    def __len__(self) -> int:
        return len(self.table)

    def __repr__(self) -> str:
        people = self.by_respondent[["case", "respondent"]].drop_duplicates()
        years = ", ".join(map(str, self.horizons)) or "none"
        return (
            f"<Alignment of {self.framework.id}, {self.part}: cases {self.table['case'].nunique()},"
            f" respondents {len(people)}, horizons {years}>"
        )

    def _repr_html_(self) -> str:
        facts = {
            "cases": self.table["case"].nunique(),
            "horizons": ", ".join(map(str, self.horizons)),
            "measure": self.parameters["measure"],
            "apart_from": self.parameters["apart_from"],
        }
        tables = (self.by_horizon, self.courses[list(_SHOWN)], self.table)
        title = self.framework.label(self.part)
        return result_html(title, facts, *tables, remarks=self.remarks, lang=self.lang)


_SHOWN = ("case", "item", "value", "targets", "course", "falls", "respondents_falling")
COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "table": CELLS,
    "by_horizon": HORIZONS,
    "by_respondent": RESPONDENTS,
    "courses": COURSES,
}


def align_targets(targets: Targets, *, apart_from: float = 1.0) -> Alignment:
    r"""How far the respondents of each case agree on where it should be, and how far that is.

    Of every case, horizon and item: who answered what, the lower median, lowest and highest of the
    answers, and their agreement by van der Eijk's A (see :func:`ordered_agreement`), which uses
    nothing but the order of the answers: 1 where all say the same, 0 where every answer of the
    scale is given equally often, -1 where half stand at each end. The alignment of a case at a
    horizon is the mean of A over the items that at least two respondents answered. Agreement of one
    respondent is not defined and stays empty.

    A respondent's distance at a horizon is the mean, over the items that at least two others
    answered too, of the steps on the scale from the own answer to the others' median (to the nearer
    of the two middle answers, where their number is even). Who is at least ``apart_from`` steps
    away stands apart; of two respondents nobody does.

    The gap of an item is the rank of the lower median less the rank now, with bounds where now is
    unknown or coders differ. What nobody said stays unknown: it is never read as low.

    Parameters
    ----------
    targets : Targets
        From :func:`rate_targets`. All respondents count, whatever its ``respondent_rule``.
    apart_from : float
        Mean distance, in steps on the scale, from which a respondent stands apart (authored).

    Raises
    ------
    WrongKind
        These are no targets, they have lost their cases, or ``apart_from`` is not above 0.

    References
    ----------
    van der Eijk, C. (2001). Measuring agreement in ordered rating scales. Quality and Quantity,
    35(3), 325-341.

    Examples
    --------
    >>> from engagement_kit.assess import rate_targets
    >>> from engagement_kit.cases import Case, Cases
    >>> from engagement_kit.frameworks import load_framework
    >>> case = Case(id="mine", kind="museum", name={"en": "Mine"}, waves=(2025,))
    >>> for who, stage in (("head", "integrated"), ("guide", "functional")):
    ...     case = case.aim("maturity.leadership", stage, coder="a", respondent=who, horizon=2)
    >>> alignment = align_targets(rate_targets(Cases((case,)), load_framework("maturity")))
    >>> alignment
    <Alignment of maturity, stages: cases 1, respondents 2, horizons 2>
    >>> alignment.table.set_index("item").loc["maturity.leadership", "agreement"].round(3)
    np.float64(0.667)
    """
    _check(targets, apart_from)
    framework, part = targets.framework, targets.part
    rule = str(targets.parameters.get("coder_rule", "lower_median"))
    persons = single_answers(targets.cases, framework, part, coder_rule=rule)
    answers = Answers.of(persons, targets)
    cells = shaped(CELLS, align_cells(answers, targets))
    people = shaped(RESPONDENTS, sum_people(answers, apart_from))
    horizons = shaped(HORIZONS, sum_horizons(cells, people))
    courses = shaped(COURSES, follow_courses(cells, answers))
    parameters = {**targets.parameters, "measure": "van der Eijk's A", "apart_from": apart_from}
    return Alignment(
        table=cells,
        by_horizon=horizons,
        by_respondent=people,
        courses=courses,
        framework=framework,
        part=part,
        cases=targets.cases,
        parameters=parameters,
        remarks=tuple(_remarks(targets, persons, cells, courses)),
        making=making_from("align_targets", targets, apart_from=apart_from),
    )


def _check(targets: Any, apart_from: Any) -> None:
    if not isinstance(targets, Targets):
        advice = "rate_targets makes them."
        raise WrongKind("Alignment", type(targets).__name__, "Targets", advice)
    if getattr(targets, "cases", None) is None:  # of targets that somebody put together by hand
        advice = "Make them anew with rate_targets: alignment needs every respondent's answer."
        raise WrongKind("Alignment", "targets without their cases", "targets of cases", advice)
    if not is_number(apart_from) or apart_from <= 0:
        raise WrongKind("apart_from", repr(apart_from), "a number of steps above 0")


def _remarks(
    targets: Targets, persons: pd.DataFrame, cells: pd.DataFrame, courses: pd.DataFrame
) -> list[str]:
    """What a reader must know: what rests on one voice, what is missing, what falls."""
    told = []
    alone, some = int((cells["n_respondents"] == 1).sum()), int((cells["n_respondents"] > 0).sum())
    if alone:
        told.append(
            f"Agreement is not defined where only one respondent answered: {alone} of {some} "
            "cells with answers."
        )
    rule = targets.parameters.get("respondent_rule", "lower_median")
    if rule != "lower_median":
        told.append(
            f"The targets were made with respondent_rule={rule!r}; alignment counts every "
            "respondent and takes their lower median."
        )
    left = sorted(set(persons["case"]) - set(cells["case"]))
    if left:
        told.append(
            f"Cases with answers only of other horizons, left out: {len(left)} "
            f"({_named(left)}); rate_targets(..., horizon=...) takes one horizon, 0 is now."
        )
    silent = cells.groupby(["case", "horizon"], sort=False)["n_respondents"].max().eq(0)
    absent = [f"{case} +{years}" for (case, years), empty in silent.items() if empty]
    if absent:
        told.append(
            f"Of cases and horizons that others answered nothing is known: {len(absent)} "
            f"({_named(absent)})."
        )
    falling = courses[courses["falls"].notna()]
    if len(falling):
        named = [f"{r.case}, {r.item}: {r.falls}" for r in falling.itertuples()]
        told.append(
            f"A later horizon is lower than an earlier one in {len(falling)} of {len(courses)} "
            f"courses ({_named(named, '; ')})."
        )
    return told


def _named(names: list[str], separator: str = ", ") -> str:
    """The first names, and how many more there are."""
    more = len(names) - _MOST_NAMED
    shown = separator.join(names[:_MOST_NAMED])
    return f"{shown}{separator}and {more} more" if more > 0 else shown
