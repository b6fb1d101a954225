"""Whom a chart compares item by item: a few cases, or groups of cases by their lower medians."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np
import pandas as pd

from engagement_kit.charts.paper.theme import Theme
from engagement_kit.charts.rows.groups import group_cases, group_ids
from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.words import Words

__all__ = ["MOST_SUBJECTS", "STROKES", "Subject", "choose_subjects", "ids_asked", "lower_median"]

MOST_SUBJECTS = 6
# Of the lines of subjects: what tells them apart where there is no colour.
STROKES: tuple[str | tuple[int, tuple[float, ...]], ...] = (
    "solid",
    (0, (5, 1.6)),
    (0, (1, 1.2)),
    (0, (7, 1.6, 1, 1.6)),
    (0, (3, 1, 1, 1, 1, 1)),
    (0, (9, 3)),
)


def ids_asked(cases: Iterable[str] | str | None) -> tuple[str, ...] | None:
    """Ids of cases in a fixed order, to be drawn and remembered; those of a set are sorted.

    A set has another order in every process, and what gives its ids only once would have none left
    when the chart is drawn again.
    """
    if cases is None or isinstance(cases, str):
        return None if cases is None else (cases,)
    return tuple(sorted(cases) if isinstance(cases, AbstractSet) else cases)


@dataclass(frozen=True, slots=True)
class Subject:
    """A case (``size`` 1, with its wave) or a group of ``size`` cases."""

    id: str
    label: str
    colour: str
    marker: str
    place: int
    size: int
    is_group: bool

    def told(self, words: Words) -> str:
        """What it is called in keys: of groups, that and of how many medians are shown."""
        return (
            words("subject.group", group=self.label, n=self.size) if self.is_group else self.label
        )


def lower_median(ranks: pd.Series) -> float:
    """The rank in the middle of the known ones, the lower of two; missing where none is known."""
    known = np.sort(ranks.dropna().to_numpy(dtype=float))
    return float(known[(len(known) - 1) // 2]) if len(known) else float("nan")


def choose_subjects(
    table: pd.DataFrame,
    cases: Sequence[str] | None,
    by: str | None,
    names: Mapping[str, str],
    *,
    words: Words,
    theme: Theme,
    chart: str,
) -> tuple[list[Subject], pd.Series]:
    """Subjects of a table of levels, and which of them each row belongs to (missing: none).

    Named ``cases`` are drawn one by one, as are all of a table with no more than six. Of more the
    groups are drawn.

    Raises
    ------
    UnknownId
        No such case, or no such column to group by.
    WrongKind
        These are more cases or groups than can be told apart.
    """
    found = list(dict.fromkeys(table["case"]))
    for case in cases or ():
        if case not in found:
            raise UnknownId("case", case, found)
    chosen = list(dict.fromkeys(cases)) if cases is not None else found
    if cases is not None or len(found) <= MOST_SUBJECTS:
        _check_number(len(chosen), "cases", chart)
        subjects = [
            Subject(case, names[case], *theme.group(place), place, 1, is_group=False)
            for place, case in enumerate(chosen)
        ]
        return subjects, table["case"].where(table["case"].isin(chosen))
    if by is not None and by in table.columns:
        _check_number(table[by].fillna("").nunique(), "groups", chart)
    groups = group_cases(table, by, words, theme)
    subjects = [
        Subject(g.id, g.label, g.colour, g.marker, place, g.size, is_group=True)
        for place, g in enumerate(groups)
    ]
    return subjects, group_ids(table, by, len(theme.palette))


def _check_number(count: int, what: str, chart: str) -> None:
    if count > MOST_SUBJECTS:
        advice = "Name fewer with cases=, group by another column, or draw a profile or facets."
        raise WrongKind(chart, f"{count} {what}", f"at most {MOST_SUBJECTS} {what}", advice)
