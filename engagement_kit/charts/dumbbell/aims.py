"""Now and target, or before and after, item by item: of a few cases, or of groups by medians."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from engagement_kit.assess import Targets
from engagement_kit.charts.dumbbell.changed import changed_rows
from engagement_kit.charts.paper.directions import FALL, POINT, RISE, SAME
from engagement_kit.charts.paper.theme import DEFAULT, Theme
from engagement_kit.charts.results import expect
from engagement_kit.charts.rows.groups import case_names
from engagement_kit.charts.rows.subjects import Subject, choose_subjects, lower_median
from engagement_kit.charts.words import chart_words
from engagement_kit.compare import Changes
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

    @property
    def hides_target(self) -> bool:
        """Whether the later wave is unknown but has bounds; a target that nobody set has none."""
        return self.target is None and self.target_low is not None


@dataclass(frozen=True)
class Aims:
    """Everything that a dumbbell chart shows; ``rows`` go by horizon, item and subject.

    Of changes "now" is the earlier wave, "target" the later one, and the only horizon is 0.
    """

    targets: Targets | Changes
    framework: Framework
    words: Words
    subjects: list[Subject]
    rows: tuple[Aim, ...]

    @property
    def is_change(self) -> bool:
        """Whether two waves are shown, and no targets."""
        return isinstance(self.targets, Changes)

    @property
    def is_counted(self) -> bool:
        """Whether there are numbers beside the rows: respondents, or cases of groups."""
        return any(aim.respondents for aim in self.rows) or not self.is_change

    def say(self, key: str, **values: object) -> str:
        """A sentence of the chart, in the words of targets or of changes."""
        own = f"dumbbell.change.{key}"
        is_own = self.is_change and own in self.words.keys
        return self.words(own if is_own else f"dumbbell.{key}", **values)

    @property
    def horizons(self) -> list[int]:
        """Years ahead, nearest first."""
        return list(dict.fromkeys(aim.horizon for aim in self.rows))

    @property
    def items(self) -> list[str]:
        """Ids of the items, in the order of the framework."""
        if isinstance(self.targets, Changes):
            return list(self.targets.items)
        return [item.id for item in self.framework.items_of(self.targets.part)]

    @property
    def answers(self) -> list[str]:
        """What the answers are called, lowest first."""
        scale = str(self.framework.part(self.targets.part).scale)  # type: ignore[union-attr]
        ids = self.framework.scale(scale).ids
        return [self.framework.value_label(scale, answer) for answer in ids]

    def answer(self, rank: int | None) -> str | None:
        """What a rank is called."""
        return None if rank is None else self.answers[rank]

    def horizon_label(self, horizon: int) -> str:
        """What a horizon is called; of changes the two waves, if they are the same for all."""
        if not isinstance(self.targets, Changes):
            return self.words("dumbbell.horizon", n=horizon)
        table = self.targets.table
        waves = [set(table[f"wave_{side}"].dropna()) for side in ("before", "after")]
        if any(len(years) != 1 for years in waves):
            return self.words("dumbbell.change.waves")
        before, after = (years.pop() for years in waves)
        return self.words("dumbbell.change.years", before=before, after=after)


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
        These are no targets or changes, changes of scores, or more cases or groups than can be
        told apart.
    UnknownId
        No such case, or no such column to group by.
    """
    given: Targets | Changes
    if isinstance(targets, Changes):
        given, table, items = targets, changed_rows(targets), list(targets.items)
    else:
        given = expect(targets, Targets, "a dumbbell chart", "rate_targets or compare_waves")
        table, items = given.table, [item.id for item in framework.items_of(given.part)]
    words = chart_words(framework.lang)
    label = case_names(given, table, framework.lang, names)
    subjects, owners = choose_subjects(
        table, cases, by, label, words=words, theme=theme, chart="a dumbbell chart"
    )
    grouped = dict(iter(table.assign(owner=owners).groupby(["horizon", "item", "owner"])))
    rows = [
        _aim(grouped[key], subject, horizon, item)
        for horizon in sorted({int(years) for years in table["horizon"]})
        for item in items
        for subject in subjects
        if (key := (horizon, item, subject.id)) in grouped
    ]
    return Aims(given, framework, words, subjects, tuple(rows))


def _aim(rows: pd.DataFrame, subject: Subject, horizon: int, item: str) -> Aim:
    """The row of a case, or the lower medians of the rows of a group with their whole spread.

    The lower median of a group lies between those of its cases' bounds, whatever is unknown.
    """
    middle = {column: _whole(lower_median(rows[column])) for column in _COLUMNS}
    if "missing_after" in rows:
        return _changed(rows, middle, subject, item)
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


def _changed(
    rows: pd.DataFrame, middle: Mapping[str, int | None], subject: Subject, item: str
) -> Aim:
    """The change of a case, or of a group: medians of the cases that are known at both waves."""
    both = rows[rows["rank"].notna() & rows["target_rank"].notna()] if subject.is_group else rows
    now, after = (_whole(lower_median(both[name])) for name in ("rank", "target_rank"))
    reasons = rows["missing"].dropna()
    return Aim(
        horizon=0,
        item=item,
        subject=subject,
        now=now,
        low=_least(middle["low"], now),
        high=_most(middle["high"], now),
        missing=None if now is not None or reasons.empty else str(reasons.iloc[0]),
        target=after,
        target_low=_least(middle["target_low"], after),
        target_high=_most(middle["target_high"], after),
        respondents=len(both) if subject.is_group else 0,
    )


def _least(bound: int | None, rank: int | None) -> int | None:
    return bound if bound is None or rank is None else min(bound, rank)


def _most(bound: int | None, rank: int | None) -> int | None:
    return bound if bound is None or rank is None else max(bound, rank)


def _whole(number: float) -> int | None:
    return None if pd.isna(number) else int(number)
