"""How cases moved from wave to wave: their stage, or their score on one axis, with its bounds."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from engagement_kit.assess import QuadrantPlacements, StagePlacements
from engagement_kit.assess.placements import NOT_PLACED
from engagement_kit.charts.paper.directions import DIRECTIONS, FALL, POINT, RISE, SAME
from engagement_kit.charts.paper.theme import DEFAULT, Theme
from engagement_kit.charts.results import expect
from engagement_kit.charts.rows.groups import Group, case_names, group_cases, group_ids
from engagement_kit.charts.words import chart_words
from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.frameworks import Framework
from engagement_kit.words import Words

__all__ = ["MOST_NAMED", "Course", "Courses", "Stop", "follow_courses"]

MOST_NAMED = 60  # cases; above that those that changed most are named


@dataclass(frozen=True, slots=True)
class Stop:
    """One wave of a case: ``value`` is its rank or score, None where it is not placed."""

    year: int
    value: float | None
    low: float | None
    high: float | None
    status: str

    @property
    def spans(self) -> bool:
        """Whether its bounds lie apart."""
        return self.low is not None and self.high is not None and self.low < self.high


@dataclass(frozen=True, slots=True)
class Course:
    """A case and its waves, earliest first."""

    case: str
    name: str
    group: str
    stops: tuple[Stop, ...]

    @property
    def placed(self) -> list[Stop]:
        """The waves in which it has a place."""
        return [stop for stop in self.stops if stop.value is not None]

    @property
    def change(self) -> float | None:
        """Last less first value; None where fewer than two waves are placed."""
        values = [stop.value for stop in self.stops if stop.value is not None]
        return round(values[-1] - values[0], 9) if len(values) > 1 else None

    @property
    def direction(self) -> str:
        """One of ``DIRECTIONS``: rise, fall, same, or point (no two waves are placed)."""
        change = self.change
        if change is None:
            return POINT
        return RISE if change > 0 else FALL if change < 0 else SAME

    @property
    def is_certain(self) -> bool:
        """Whether it rose or fell whatever the unknown answers are: its bounds lie apart."""
        first, last = self.placed[0], self.placed[-1]
        ends = (first.low, first.high, last.low, last.high)
        if self.direction not in {RISE, FALL} or any(end is None for end in ends):
            return False
        low, high = (first, last) if self.direction == RISE else (last, first)
        return bool(low.high < high.low)  # type: ignore[operator]


@dataclass(frozen=True)
class Courses:
    """Everything that a slope chart shows.

    Attributes
    ----------
    axis : str or None
        Id of the axis whose scores are followed; None for stages.
    stages : tuple of str
        Ids of the stages, lowest first; empty for scores.
    seen : tuple of Course
        Cases with at least one wave that is placed.
    lost : tuple of Course
        Cases without any.
    """

    placements: QuadrantPlacements | StagePlacements
    framework: Framework
    words: Words
    axis: str | None
    stages: tuple[str, ...]
    groups: list[Group]
    seen: tuple[Course, ...]
    lost: tuple[Course, ...]

    @property
    def years(self) -> list[int]:
        """Every year of a wave of the cases that are drawn."""
        return sorted({stop.year for course in self.seen for stop in course.stops})

    @property
    def title(self) -> str:
        """What is followed."""
        if self.axis is not None:
            return self.words("axis.score", axis=self.framework.label(self.axis))
        part = self.framework.only_part("stages", self.placements.part)
        return self.framework.label(f"scale.{part.scale}")

    @property
    def threshold(self) -> float:
        """From here on the axis is high."""
        if not isinstance(self.placements, QuadrantPlacements):
            raise TypeError("stages have no threshold")
        is_first = self.axis == self.placements.x_axis
        return self.placements.x_threshold if is_first else self.placements.y_threshold

    @property
    def counts(self) -> dict[str, int]:
        """How many cases rose, fell, stayed, and have only one wave that is placed."""
        found = [course.direction for course in self.seen]
        return {direction: found.count(direction) for direction in DIRECTIONS}

    def value_label(self, value: float | None) -> str | None:
        """What a value is called: the name of a stage, a score with two decimals."""
        if value is None:
            return None
        if self.axis is not None:
            return f"{value:.2f}"
        scale = self.framework.only_part("stages", self.placements.part).scale
        return self.framework.value_label(scale, self.stages[int(value) - 1])

    def most_changed(self) -> list[Course]:
        """Cases that changed most first; of equal change certain ones first, then by id."""
        return sorted(
            self.seen,
            key=lambda c: (c.direction == POINT, -abs(c.change or 0), not c.is_certain, c.case),
        )


def follow_courses(
    placements: object,
    framework: Framework,
    axis: str | None = None,
    by: str | None = "kind",
    names: Mapping[str, str] | None = None,
    theme: Theme = DEFAULT,
) -> Courses:
    """The waves of every case of a result.

    Raises
    ------
    WrongKind
        These are no placements, or an axis is asked for where there are stages.
    UnknownId
        No such axis, or no such column to group by.
    """
    words = chart_words(framework.lang)
    table, columns, axis, stages = _values(placements, framework, axis)
    label = case_names(placements, table, framework.lang, names)
    drawn = group_ids(table, by, len(theme.palette))
    stops, home = _stops(table, columns), dict(zip(table["case"], drawn, strict=True))
    found = [
        Course(case, label[case], str(home[case]), tuple(sorted(stops[case], key=lambda s: s.year)))
        for case in sorted(stops)
    ]
    seen = tuple(course for course in found if course.placed)
    lost = tuple(course for course in found if not course.placed)
    groups = group_cases(table, by, words, theme)
    return Courses(placements, framework, words, axis, stages, groups, seen, lost)  # type: ignore[arg-type]


def _values(
    placements: object, framework: Framework, axis: str | None
) -> tuple[pd.DataFrame, tuple[str, str, str], str | None, tuple[str, ...]]:
    """Table, columns of value and bounds, axis and stages of either kind of placements."""
    if isinstance(placements, StagePlacements):
        if axis is not None:
            advice = "Leave axis out, or give placements in quadrants."
            raise WrongKind("axis", "placements on stages", "placements in quadrants", advice)
        part = framework.only_part("stages", placements.part)
        stages = framework.scale(part.scale).ids
        return placements.table, ("rank", "rank_low", "rank_high"), None, stages
    made_by = "place_quadrants or place_stages"
    found = expect(placements, QuadrantPlacements, "a slope chart", made_by)
    axes = {definition.id: side for definition, side in zip(_axes(found), "xy", strict=True)}
    chosen = next(iter(axes)) if axis is None else axis
    if chosen not in axes:
        raise UnknownId("axis", chosen, axes)
    side = axes[chosen]
    return found.table, (side, f"{side}_low", f"{side}_high"), chosen, ()


def _axes(placements: QuadrantPlacements) -> Iterable[Any]:
    return placements.framework.only_part("quadrant", placements.part).axes  # type: ignore[no-any-return]


def _stops(table: pd.DataFrame, columns: tuple[str, str, str]) -> dict[str, list[Stop]]:
    """The waves of every case."""
    found: dict[str, list[Stop]] = {}
    numbers = (table[column].astype(float) for column in columns)
    for case, wave, status, *three in zip(
        table["case"], table["wave"], table["status"], *numbers, strict=True
    ):
        value, low, high = (None if math.isnan(number) else number for number in three)
        own = None if status == NOT_PLACED else value
        found.setdefault(str(case), []).append(Stop(int(wave), own, low, high, str(status)))
    return found
