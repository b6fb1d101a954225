"""Placements fast enough for a slider: read once for each coder rule, placed anew in plain Python.

The rules are those of :func:`place_quadrants` and :func:`place_stages`, which stay their one
source: the tests compare the two ways over many settings.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from engagement_kit.assess.placements import NOT_PLACED, OPEN, SETTLED
from engagement_kit.assess.plain_rows import plain_rows
from engagement_kit.assess.quadrants import place_quadrants
from engagement_kit.assess.scores import DECIMALS
from engagement_kit.assess.settings import Settings
from engagement_kit.assess.stages import StagePlacements, place_stages
from engagement_kit.assess.tables import ratings_table
from engagement_kit.assess.waves import Wave
from engagement_kit.cases import Case, Cases
from engagement_kit.frameworks import Framework
from engagement_kit.frameworks.schema import Quadrant

__all__ = ["Readings", "Standing", "place_quickly", "read_answers"]

Row = Mapping[str, Any]
Limits = dict[str, float]


@dataclass(frozen=True, kw_only=True)
class Standing:
    """One case at one wave: where it stands and how firmly.

    Attributes
    ----------
    case : str
    wave : int
    place : str or None
        Quadrant or stage; None where it is not placed.
    status : str
    possible : tuple of str
        Places that the bounds leave.
    numbers : mapping
        Scores, bounds and counts of known items, as in the table of placements.
    """

    case: str
    wave: int
    place: str | None
    status: str
    possible: tuple[str, ...]
    numbers: Row

    @property
    def unit(self) -> str:
        """Name of the case at this wave."""
        return f"{self.case}@{self.wave}"


@dataclass(frozen=True)
class Readings:
    """What placements of all cases are made from, by one rule for coders.

    Attributes
    ----------
    rows : tuple of mapping
        Scores or counts of each case at each wave, in the order of the package's tables.
    by_rule : mapping
        (case, wave, stage rule) -> stage and bounds; empty for quadrants.
    coders : mapping
        Case -> coders whose answers count.
    """

    rows: tuple[Row, ...]
    by_rule: Mapping[tuple[str, int, str], Row]
    coders: Mapping[str, frozenset[str]]

    def lacks(self, coder: str, cases: Iterable[str]) -> bool:
        """Whether others answered for these cases and this coder did not."""
        found = frozenset[str]().union(*(self.coders.get(case, frozenset()) for case in cases))
        return bool(found) and coder not in found


def read_answers(cases: Cases, framework: Framework, settings: Settings) -> Readings:
    """Scores or stages of all cases at all waves, by the coder rule of the settings.

    This is the slow step (about a tenth of a second for fifty cases); nothing else of the settings
    than part, coder rule and drafts changes what comes out.
    """
    ratings = ratings_table(cases, framework, drafts=settings.drafts)
    grouped = ratings.groupby("case", sort=False)["coder"]
    coders = {str(case): frozenset(found) for case, found in grouped}
    rule: dict[str, Any] = {"coder_rule": settings.coder_rule, "drafts": settings.drafts}
    if len(ratings) and settings.one_coder not in {None, *ratings["coder"]}:
        return Readings((), {}, coders)
    if framework.part(settings.part).kind == "quadrant":
        table = place_quadrants(cases, framework, part=settings.part, **rule).table
        return Readings(tuple(plain_rows(table)), {}, coders)
    placed = place_stages(cases, framework, part=settings.part, **rule)
    return Readings(tuple(plain_rows(placed.table)), _by_rule(placed), coders)


def _by_rule(placed: StagePlacements) -> dict[tuple[str, int, str], Row]:
    return {(row["case"], row["wave"], row["rule"]): row for row in plain_rows(placed.rules)}


def place_quickly(
    readings: Readings, cases: Cases, framework: Framework, settings: Settings
) -> tuple[tuple[Standing, ...], Limits]:
    """Where the cases that are looked at stand, and the thresholds that put them there.

    The thresholds are x and y for quadrants; there are none for stages.
    """
    by_id = {case.id: case for case in cases if settings.takes(case)}
    rows = [row for row in readings.rows if _is_asked(row, by_id, settings.wave)]
    part = framework.part(settings.part)
    if isinstance(part, Quadrant):
        limits = _limits(rows, settings)
        names = {
            tuple(cell.levels[axis.id] == "high" for axis in part.axes): cell.id
            for cell in part.cells
        }
        return tuple(_in_quadrant(row, names, limits, settings.min_known) for row in rows), limits
    stages = framework.scale(framework.only_part("stages", settings.part).scale).ids
    return tuple(_on_stage(row, readings, stages, settings) for row in rows), {}


def _is_asked(row: Row, cases: Mapping[str, Case], wave: Wave) -> bool:
    if row["case"] not in cases:
        return False
    if isinstance(wave, str):
        end = min if wave == "first" else max
        return bool(row["wave"] == end(cases[row["case"]].waves))
    return wave is None or row["wave"] == wave


def _is_known_enough(known: int, items: int, need: float) -> bool:
    return known > 0 and round(known / items, DECIMALS) >= need


def _is_placed(row: Row, need: float) -> bool:
    return all(_is_known_enough(row[f"{s}_known"], row[f"{s}_items"], need) for s in "xy")


def _limits(rows: Iterable[Row], settings: Settings) -> Limits:
    fixed = {"x": settings.x_threshold, "y": settings.y_threshold}
    enough = [row for row in rows if _is_placed(row, settings.min_known)]
    if settings.threshold_rule == "fixed" or not enough:
        return fixed
    return {s: round(statistics.median(row[s] for row in enough), DECIMALS) for s in "xy"}


def _in_quadrant(
    row: Row, names: Mapping[tuple[bool, ...], str], limits: Limits, need: float
) -> Standing:
    enough = _is_placed(row, need)
    possible: tuple[str, ...] = ()
    if row["x_items"] and row["y_items"]:
        xs, ys = ({row[f"{s}_{end}"] >= limits[s] for end in ("low", "high")} for s in "xy")
        possible = tuple(names[x, y] for x in sorted(xs) for y in sorted(ys))
    return Standing(
        case=row["case"],
        wave=row["wave"],
        place=names[row["x"] >= limits["x"], row["y"] >= limits["y"]] if enough else None,
        status=(OPEN if len(possible) > 1 else SETTLED) if enough else NOT_PLACED,
        possible=possible,
        numbers={name: value for name, value in row.items() if name[:2] in _AXIS_COLUMNS},
    )


_AXIS_COLUMNS = {"x", "y", "x_", "y_"}


def _on_stage(
    row: Row, readings: Readings, stages: tuple[str, ...], settings: Settings
) -> Standing:
    nothing: Row = dict.fromkeys(("stage", "rank", "rank_low", "rank_high"))
    found = readings.by_rule.get((row["case"], row["wave"], settings.stage_rule), nothing)
    enough = _is_known_enough(row["known"], row["items"], settings.min_known)
    low, high = found["rank_low"], found["rank_high"]
    possible = () if low is None else stages[int(low) - 1 : int(high)]
    return Standing(
        case=row["case"],
        wave=row["wave"],
        place=found["stage"] if enough else None,
        status=(SETTLED if low == high else OPEN) if enough else NOT_PLACED,
        possible=possible,
        numbers={
            "rank": found["rank"] if enough else None,
            "rank_low": low,
            "rank_high": high,
            "known": row["known"],
            "items": row["items"],
        },
    )
