"""The stairs of a staircase chart: which case stands on which step, and where every step lies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from engagement_kit.assess import StagePlacements
from engagement_kit.charts.paper.theme import Theme
from engagement_kit.charts.rows.groups import Group, case_names, group_cases, group_ids, split_waves
from engagement_kit.charts.words import chart_words
from engagement_kit.frameworks import Framework
from engagement_kit.frameworks.schema import Stages
from engagement_kit.words import Words

__all__ = [
    "BOUNDS_WIDTH",
    "Climb",
    "Stairs",
    "fitting_height",
    "foot_height",
    "is_narrow",
    "is_readable",
    "lay_stairs",
    "prepare_climb",
    "stage_count",
    "stage_label",
    "wanted_pitch",
]

BOUNDS_WIDTH = 3.0  # of the pale line that spans a case's bounds
_GAP, _CLEFT = 44.0, 16.0  # width of a gap between two steps, and on a narrow sheet
_NARROW = 74.0  # steps narrower than this have no room for names; these then have a column
_COLUMN, _COLUMN_SHARE = 92.0, 0.36  # most width of that column, in points and of the sheet
_FOOT, _NUMBERS = 38.0, 18.0  # below the ground for names of stages, or for numbers alone
_RISER, _LOW_RISER = 9.0, 4.0  # what a step rises even with nobody on the one before; at least
_ANCHOR = 9.0  # where on its step a case stands, from the step's beginning
_ROOMY, _TIGHT = 11.5, 8.6  # height of a row: up to a dozen cases, from fifty on
_TALLEST = 480.0  # of all rows together
_LOWEST = 60.0  # of all rows together, however few
_HAIR = 1e-6  # against rounding
_LEAST_PITCH = 1.15  # height of a row in which a name can be read, in sizes of its letters


@dataclass(frozen=True)
class Climb:
    """What is drawn: cases on stages, in the order in which they stand above one another."""

    placements: StagePlacements
    framework: Framework
    words: Words
    groups: list[Group]
    latest: pd.DataFrame  # the last placed wave of each case, from the first stage up
    earlier: pd.DataFrame
    missing: pd.DataFrame

    @property
    def part(self) -> Stages:
        """The part of the framework that holds the stages."""
        part: Stages = self.framework.only_part("stages", self.placements.part)
        return part

    @property
    def stages(self) -> tuple[str, ...]:
        """Ids of the stages, the first one first."""
        return self.framework.scale(self.part.scale).ids

    @property
    def sizes(self) -> list[int]:
        """How many cases stand on each stage."""
        return [
            int((self.latest["rank"] == place).sum()) for place in range(1, len(self.stages) + 1)
        ]


@dataclass(frozen=True)
class Stairs:
    """Places of the steps, in points on a sheet; ranks count from 1.

    Attributes
    ----------
    starts : list of float
        Where each step begins.
    step : float
        Width of a step.
    gaps : dict of str to float
        Where each gap begins, by its id.
    base : float
        The ground.
    treads : list of float
        Height of each step's upper side.
    rows : list of float
        Middle of each row, in the order of ``Climb.latest``.
    pitch : float
        Height of a row.
    gap_width : float
        Width of a gap.
    column : float
        Width of the column of names before the steps; 0 where names stand on the steps.
    """

    starts: list[float]
    step: float
    gaps: dict[str, float]
    base: float
    treads: list[float]
    rows: list[float]
    pitch: float
    gap_width: float
    column: float

    @property
    def label_room(self) -> float:
        """Width that a name may take on its step, or in the column before the steps."""
        return self.column - 6 if self.column else self.step - _ANCHOR - 8

    def at(self, rank: float) -> float:
        """Where a case of this stage stands."""
        anchor = self.step / 2 if self.column else _ANCHOR
        return self.starts[int(rank) - 1] + anchor

    def are_named(self, theme: Theme) -> bool:
        """Whether a row is high enough for a name that can be read."""
        return is_readable(self.pitch, theme)


def stage_label(climb: Climb, place: int) -> str:
    """Name of the stage in this place, counted from 0."""
    return climb.framework.value_label(climb.part.scale, climb.stages[place])


def stage_count(climb: Climb, place: int) -> str:
    """How many cases stand on the stage in this place, and how many of them are settled."""
    rows = climb.latest[climb.latest["rank"] == place + 1]
    settled = int((rows["status"] == "settled").sum())
    return climb.words("cell.count", n=len(rows), settled=settled)


def is_readable(pitch: float, theme: Theme) -> bool:
    """Whether names can be read in rows of this height."""
    return pitch >= theme.small * _LEAST_PITCH


def prepare_climb(
    placements: StagePlacements,
    framework: Framework,
    by: str | None,
    names: Mapping[str, str] | None,
    theme: Theme,
) -> Climb:
    """Cases sorted by stage, group and name; see :func:`draw_staircase` for the parameters."""
    words = chart_words(framework.lang)
    table = placements.table.copy()
    groups = group_cases(table, by, words, theme)
    table["drawn_group"] = group_ids(table, by, len(theme.palette))
    table["drawn_name"] = table["case"].map(case_names(placements, table, framework.lang, names))
    latest, earlier, missing = split_waves(table)
    place = latest["drawn_group"].map({group.id: i for i, group in enumerate(groups)})
    # The first group stands uppermost on its step, each group in the order of the alphabet.
    latest = latest.assign(order=place).sort_values(
        ["rank", "order", "drawn_name", "case"],
        ascending=[True, False, False, False],
        kind="stable",
    )
    return Climb(placements, framework, words, groups, latest, earlier, missing)


def is_narrow(climb: Climb, width: float) -> bool:
    """Whether names stand in a column of their own, because steps are too narrow for them."""
    return (width - _GAP * len(climb.part.gaps)) / len(climb.stages) < _NARROW


def foot_height(climb: Climb, width: float) -> float:
    """Room below the ground for the names of the stages; narrow steps have only their numbers."""
    return _NUMBERS if is_narrow(climb, width) else _FOOT


def fitting_height(climb: Climb, theme: Theme, room: float) -> float:
    """Height of steps and rows that reads well, squeezed to ``room`` as far as names allow it."""
    count, risers = len(climb.latest), _RISER * len(climb.stages)
    wanted = max(count * wanted_pitch(climb), _LOWEST) + risers
    lowest = _LOW_RISER * len(climb.stages)
    least = max(count * _least_pitch(theme), _LOWEST) + lowest
    return min(wanted, max(room, least))


def wanted_pitch(climb: Climb) -> float:
    """Height of a row that reads well: lower with more cases, so that the chart fits a page."""
    count = max(len(climb.latest), 1)
    share = min(max((count - 12) / 38, 0), 1)
    return min(_ROOMY + (_TIGHT - _ROOMY) * share, _TALLEST / count)


def _least_pitch(theme: Theme) -> float:
    """Height of a row in which a name can just be read."""
    return theme.small * (_LEAST_PITCH + _HAIR)


def lay_stairs(climb: Climb, theme: Theme, width: float, top: float, base: float) -> Stairs:
    """Steps between the heights ``top`` and ``base``, as wide as ``width`` allows."""
    stages, sizes = climb.stages, climb.sizes
    after = {gap.after: gap.id for gap in climb.part.gaps}
    column = min(_COLUMN, width * _COLUMN_SHARE) if is_narrow(climb, width) else 0.0
    wide = _CLEFT if column else _GAP
    step = (width - column - wide * len(after)) / len(stages)
    starts, gaps, x = [], {}, column
    for stage in stages:
        starts.append(x)
        x += step
        if stage in after:
            gaps[after[stage]] = x
            x += wide
    # Names keep the height that they need; steps rise less before names go.
    named = sum(sizes) * min(_least_pitch(theme), wanted_pitch(climb))
    riser = min(max((base - top - named) / len(stages), _LOW_RISER), _RISER)
    pitch = (base - top - riser * len(stages)) / max(sum(sizes), 1)
    pitch = min(pitch, _ROOMY * 1.3)
    treads, rows, level = [], [], base
    for size in sizes:
        level -= riser
        treads.append(level)
        rows += [level - pitch * (place + 0.5) for place in range(size)]
        level -= pitch * size
    return Stairs(starts, step, gaps, base, treads, rows, pitch, wide, column)
