"""What a few cases or groups answer to every item, each case at its last wave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from engagement_kit.assess import Levels, StagePlacements
from engagement_kit.charts.paper.theme import DEFAULT, Theme
from engagement_kit.charts.results import expect
from engagement_kit.charts.rows.groups import case_names
from engagement_kit.charts.rows.subjects import Subject, choose_subjects, lower_median
from engagement_kit.charts.words import chart_words
from engagement_kit.errors import WrongKind
from engagement_kit.frameworks import Framework
from engagement_kit.words import Words

__all__ = ["Reading", "Round", "gather_round"]

_FEWEST = 3  # axes; of fewer there is no round


@dataclass(frozen=True, slots=True)
class Reading:
    """One item of one subject: its rank from 0, or why there is none; ``known`` counts cases."""

    subject: Subject
    item: str
    rank: int | None
    missing: str | None
    known: int

    @property
    def is_unknown(self) -> bool:
        """Whether it applies and has no answer."""
        return self.rank is None and self.missing != "not_applicable"


@dataclass(frozen=True)
class Round:
    """Everything that a radar shows; ``readings`` go by subject, then by item."""

    result: Levels | StagePlacements
    framework: Framework
    words: Words
    scale: str
    subjects: list[Subject]
    waves: Mapping[str, int]
    readings: tuple[Reading, ...]

    @property
    def items(self) -> list[str]:
        """Ids of the items, in the order of the framework."""
        return [item.id for item in self.framework.items_of(self.result.part)]

    @property
    def answers(self) -> list[str]:
        """What the answers are called, lowest first."""
        ids = self.framework.scale(self.scale).ids
        return [self.framework.value_label(self.scale, answer) for answer in ids]

    def of(self, subject: Subject) -> list[Reading]:
        """The readings of a subject, item after item."""
        return [reading for reading in self.readings if reading.subject.id == subject.id]

    def at(self, item: str) -> list[Reading]:
        """The readings of an item, subject after subject."""
        return [reading for reading in self.readings if reading.item == item]

    def label(self, subject: Subject) -> str:
        """A group with its size, a case with its wave."""
        if subject.is_group:
            return subject.told(self.words)
        wave = self.waves[subject.id]
        return self.words("canvas.title", case=subject.label, wave=wave)

    def value(self, reading: Reading) -> str:
        """What a reading is called."""
        if reading.rank is not None:
            return self.answers[reading.rank]
        return self.words(f"level.{reading.missing or 'unknown'}")


def gather_round(
    result: object,
    framework: Framework,
    cases: Sequence[str] | None = None,
    by: str | None = "kind",
    names: Mapping[str, str] | None = None,
    theme: Theme = DEFAULT,
) -> Round:
    """The answers of the cases named, of all of a few cases, or of groups.

    Raises
    ------
    WrongKind
        These are neither levels nor placements on stages; there are fewer than three items, or
        more cases or groups than can be told apart.
    UnknownId
        No such case, or no such column to group by.
    """
    table, given, scale = _levels(result, framework)
    if len(framework.items_of(given.part)) < _FEWEST:
        found, advice = f"{len(framework.items_of(given.part))}", "Draw a profile."
        raise WrongKind("a radar chart", found, f"at least {_FEWEST} items", advice)
    table = table[table["wave"] == table.groupby("case")["wave"].transform("max")]
    words = chart_words(framework.lang)
    label = case_names(given, table, framework.lang, names)
    subjects, owners = choose_subjects(
        table, cases, by, label, words=words, theme=theme, chart="a radar chart"
    )
    grouped = dict(iter(table.groupby([owners.rename("owner"), "item"])))
    readings = tuple(
        _reading(grouped[subject.id, item.id], subject, item.id)
        for subject in subjects
        for item in framework.items_of(given.part)
    )
    waves = {str(case): int(wave) for case, wave in zip(table["case"], table["wave"], strict=True)}
    return Round(given, framework, words, scale, subjects, waves, readings)


def _levels(
    result: object, framework: Framework
) -> tuple[pd.DataFrame, Levels | StagePlacements, str]:
    """One row a case, wave and item with rank (from 0), and who the case is; the scale's id."""
    if isinstance(result, StagePlacements):
        answers = result.dimensions[["case", "wave", "item", "rank", "missing"]]
        who = result.table[["case", "name", "kind", "country", "wave"]]
        table = answers.assign(rank=answers["rank"] - 1).merge(who, on=["case", "wave"], how="left")
        return table, result, str(framework.only_part("stages", result.part).scale)
    levels = expect(result, Levels, "a radar chart", "rate_levels (or place_stages)")
    return levels.table, levels, levels.scale


def _reading(rows: pd.DataFrame, subject: Subject, item: str) -> Reading:
    """The answer of a case, or the lower median of the known answers of a group."""
    rank, reasons = lower_median(rows["rank"]), set(rows["missing"].dropna())
    missing = None
    if pd.isna(rank):
        other = sorted(reasons - {"not_applicable"})
        missing = other[0] if other else "not_applicable" if reasons else "unknown"
    known = int(rows["rank"].notna().sum())
    return Reading(subject, item, None if pd.isna(rank) else int(rank), missing, known)
