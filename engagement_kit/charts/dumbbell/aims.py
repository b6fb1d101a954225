"""Now and target, item by item: of a few cases, or of groups by their lower medians."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from engagement_kit.assess import Targets
from engagement_kit.charts.paper.directions import FALL, POINT, RISE, SAME
from engagement_kit.charts.paper.theme import DEFAULT, Theme
from engagement_kit.charts.results import expect
from engagement_kit.charts.rows.groups import case_names
from engagement_kit.charts.rows.subjects import Subject, choose_subjects, lower_median
from engagement_kit.charts.words import chart_words
from engagement_kit.frameworks import Framework
from engagement_kit.words import Words

__all__ = ["Aim", "Aims", "gather_aims"]

_COLUMNS = ("rank", "low", "high", "target_rank", "target_low", "target_high")


@dataclass(frozen=True, slots=True)
class Aim:
    """One item of one subject at one horizon; ranks count from 0, None is unknown or not set."""

    horizon: int
    item: str
    subject: Subject
    now: int | None
    low: int | None
    high: int | None
    missing: str | None
    target: int | None
    target_low: int | None
    target_high: int | None
    respondents: int

    @property
    def direction(self) -> str:
        """Rise, fall or same as the target lies to now; point where one of them is missing."""
        if self.now is None or self.target is None:
            return POINT
        return RISE if self.target > self.now else FALL if self.target < self.now else SAME


@dataclass(frozen=True)
class Aims:
    """Everything that a dumbbell chart shows; ``rows`` go by horizon, item and subject."""

    targets: Targets
    framework: Framework
    words: Words
    subjects: list[Subject]
    rows: tuple[Aim, ...]

    @property
    def horizons(self) -> list[int]:
        """Years ahead, nearest first."""
        return list(dict.fromkeys(aim.horizon for aim in self.rows))

    @property
    def items(self) -> list[str]:
        """Ids of the items, in the order of the framework."""
        return [item.id for item in self.framework.items_of(self.targets.part)]

    @property
    def answers(self) -> list[str]:
        """What the answers are called, lowest first."""
        scale = self.targets.scale
        ids = self.framework.scale(scale).ids
        return [self.framework.value_label(scale, answer) for answer in ids]

    def answer(self, rank: int | None) -> str | None:
        """What a rank is called."""
        return None if rank is None else self.answers[rank]

    def horizon_label(self, horizon: int) -> str:
        """What a horizon is called."""
        return self.words("dumbbell.horizon", n=horizon)


def gather_aims(
    targets: object,
    framework: Framework,
    cases: Sequence[str] | None = None,
    by: str | None = "kind",
    names: Mapping[str, str] | None = None,
    theme: Theme = DEFAULT,
) -> Aims:
    """Now and target of the cases named, of all of a few cases, or of groups.

    Raises
    ------
    WrongKind
        These are no targets, or more cases or groups than can be told apart.
    UnknownId
        No such case, or no such column to group by.
    """
    given = expect(targets, Targets, "a dumbbell chart", "rate_targets")
    words, table = chart_words(framework.lang), given.table
    label = case_names(given, table, framework.lang, names)
    subjects, owners = choose_subjects(
        table, cases, by, label, words=words, theme=theme, chart="a dumbbell chart"
    )
    grouped = dict(iter(table.assign(owner=owners).groupby(["horizon", "item", "owner"])))
    rows = [
        _aim(grouped[key], subject, horizon, item.id)
        for horizon in given.horizons
        for item in framework.items_of(given.part)
        for subject in subjects
        if (key := (horizon, item.id, subject.id)) in grouped
    ]
    return Aims(given, framework, words, subjects, tuple(rows))


def _aim(rows: pd.DataFrame, subject: Subject, horizon: int, item: str) -> Aim:
    """The row of a case, or the lower medians of the rows of a group with their whole spread.

    The lower median of a group lies between those of its cases' bounds, whatever is unknown.
    """
    middle = {column: _whole(lower_median(rows[column])) for column in _COLUMNS}
    reasons = rows["missing"].dropna()
    applies = bool((rows["missing"].fillna("") != "not_applicable").any())
    return Aim(
        horizon=horizon,
        item=item,
        subject=subject,
        now=middle["rank"],
        low=middle["low"] if applies else None,
        high=middle["high"] if applies else None,
        missing=None if middle["rank"] is not None or reasons.empty else str(reasons.iloc[0]),
        target=middle["target_rank"],
        target_low=_whole(float(rows["target_low"].min())),
        target_high=_whole(float(rows["target_high"].max())),
        respondents=int(rows["n_respondents"].sum()),
    )


def _whole(number: float) -> int | None:
    return None if pd.isna(number) else int(number)
