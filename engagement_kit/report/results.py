"""Everything that a study computes: placements and levels of each framework that it rates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from engagement_kit.assess import (
    Levels,
    Placements,
    QuadrantPlacements,
    StagePlacements,
    place_quadrants,
    place_stages,
    rate_levels,
)
from engagement_kit.cases import Cases
from engagement_kit.frameworks import Framework

__all__ = ["PartResult", "compute_results"]

Key = tuple[str, int, str]


@dataclass(frozen=True, eq=False)
class PartResult:
    """What a study says about one rated part of a framework.

    Attributes
    ----------
    framework : Framework
    part : str
        Id of the part.
    kind : str
        Kind of the part.
    levels, latest_levels : Levels
        Answers to all items, at all waves and at each case's last wave.
    placements, latest : Placements or None
        Places of the cases at all waves and at their last; None for parts that place nothing.
    """

    framework: Framework
    part: str
    kind: str
    levels: Levels
    latest_levels: Levels
    placements: Placements | None = None
    latest: Placements | None = None

    @property
    def name(self) -> str:
        """Name for files and anchors."""
        return f"{self.framework.id}-{self.part}"

    @property
    def label(self) -> str:
        """What the part is called."""
        return self.framework.label(self.part)

    @property
    def places(self) -> tuple[tuple[str, str], ...]:
        """Id and name of every place that a case may have, in the framework's order."""
        if isinstance(self.placements, QuadrantPlacements):
            cells = self.framework.only_part("quadrant", self.part).cells
            return tuple((cell.id, self.framework.label(cell.id)) for cell in cells)
        return self.answers if isinstance(self.placements, StagePlacements) else ()

    @property
    def answers(self) -> tuple[tuple[str, str], ...]:
        """Id and name of every answer of the part's scale, lowest first."""
        scale = self.levels.scale
        ids = self.framework.scale(scale).ids
        return tuple((value, self.framework.value_label(scale, value)) for value in ids)

    @property
    def place_column(self) -> str:
        """Column of the placements that names the place."""
        return "stage" if isinstance(self.placements, StagePlacements) else "quadrant"

    @cached_property
    def rows(self) -> dict[Key, Any]:
        """Row of the levels of every case, wave and item."""
        return {(row.case, row.wave, row.item): row for row in self.levels.table.itertuples()}

    @cached_property
    def places_in_table(self) -> dict[tuple[str, int], list[int]]:
        """Where in the table of the levels the rows of every case and wave are."""
        found: dict[tuple[str, int], list[int]] = {}
        for row in self.levels.table.itertuples():
            found.setdefault((row.case, row.wave), []).append(row.Index)
        return found


def compute_results(cases: Cases, frameworks: Mapping[str, Framework]) -> tuple[PartResult, ...]:
    """Results of every part for which there is at least one rating, in the order of frameworks."""
    rated = {rating.item for case in cases for rating in case.ratings if rating.is_answered}
    return tuple(
        _result(cases, framework, part)
        for framework in frameworks.values()
        for part in _rated_parts(framework, rated)
    )


def _rated_parts(framework: Framework, rated: set[str]) -> Iterator[str]:
    for part in framework.parts:
        if any(item.id in rated for item in framework.items_of(part.id)):
            yield part.id


def _result(cases: Cases, framework: Framework, part: str) -> PartResult:
    kind = framework.part(part).kind
    place: Any = {"quadrant": place_quadrants, "stages": place_stages}.get(kind)
    return PartResult(
        framework=framework,
        part=part,
        kind=kind,
        levels=rate_levels(cases, framework, part=part),
        latest_levels=rate_levels(cases, framework, part=part, wave="last"),
        placements=place and place(cases, framework, part=part),
        latest=place and place(cases, framework, part=part, wave="last"),
    )
