"""What cases are compared in: a score, a place in a quadrant or a stage, as known and with bounds.

Every outcome has three readings a case: what the known answers say, and the lowest and highest that
unknown answers and coders who differ still allow. The three never change their order.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from tqdm import tqdm

from engagement_kit.assess import place_quadrants, place_stages
from engagement_kit.assess.scores import DECIMALS
from engagement_kit.assess.waves import Wave
from engagement_kit.compare.groups.compared import Compared
from engagement_kit.compare.groups.decisions import MEDIAN, Decision, Option
from engagement_kit.errors import UnknownId
from engagement_kit.frameworks import Framework

__all__ = ["Outcome", "Read", "Reader", "choose_outcome", "placed_every_way"]

_SIDES = ("x", "y")


@dataclass(frozen=True)
class Outcome:
    """What cases are compared in.

    ``kind`` is ``score`` (of the axis ``id``), ``quadrant`` (whether a case stands in it),
    ``stage`` (its place among the stages) or ``reached`` (whether it has come to the stage ``id``).
    """

    kind: str
    id: str

    @property
    def is_share(self) -> bool:
        """Whether a case either has it or not."""
        return self.kind in {"quadrant", "reached"}


@dataclass(frozen=True, eq=False)
class Read:
    """An outcome of the cases that are placed: one row a case of ``table``; False is not placed."""

    placed: np.ndarray
    known: np.ndarray
    low: np.ndarray
    high: np.ndarray
    thresholds: tuple[float | None, float | None] = (None, None)


def choose_outcome(framework: Framework, part: str, asked: str | None) -> Outcome:
    """The outcome that is asked for by its id.

    Without an id: the quadrant in which both axes are high, or the stage of a case.

    Raises
    ------
    UnknownId
        The part has no such axis, quadrant or stage.
    """
    chosen = framework.part(part)
    if chosen.kind == "stages":
        stages = framework.scale(chosen.scale).ids
        if asked is None or asked == "stage":
            return Outcome("stage", "stage")
        if asked not in stages:
            raise UnknownId("outcome", asked, ("stage", *stages))
        return Outcome("reached", asked)
    quadrant = framework.only_part("quadrant", part)
    axes = [axis.id for axis in quadrant.axes]
    if asked is None:
        return Outcome("quadrant", quadrant.cell(dict.fromkeys(axes, "high")).id)
    if asked in axes:
        return Outcome("score", asked)
    cells = [cell.id for cell in quadrant.cells]
    if asked not in cells:
        raise UnknownId("outcome", asked, (*axes, *cells))
    return Outcome("quadrant", asked)


def _placed_loosely(
    cases: Any, framework: Framework, part: str, wave: Option, coder_rule: str, *, drafts: bool
) -> pd.DataFrame:
    """Every case with its scores, or its stage by every rule, however little is known of it.

    This is what takes time, and neither thresholds nor rules of stages change it.
    """
    year: Wave = wave  # type: ignore[assignment]
    if framework.part(part).kind == "quadrant":
        return place_quadrants(
            cases,
            framework,
            part=part,
            wave=year,
            min_known=0.0,
            coder_rule=coder_rule,
            drafts=drafts,
        ).table
    placed = place_stages(
        cases,
        framework,
        part=part,
        wave=year,
        min_known=0.0,
        coder_rule=coder_rule,
        drafts=drafts,
    )
    keys, rules = ["case", "wave"], placed.rules
    table = placed.table[["case", "name", "kind", "country", "wave", "known", "items"]]
    for rule in rules["rule"].unique():
        found = rules.loc[rules["rule"] == rule, [*keys, *_RANKS]]
        names = {rank: f"{rule}_{rank}" for rank in _RANKS}
        table = table.merge(found.rename(columns=names), on=keys, how="left")
    return table


@dataclass(frozen=True, eq=False)
class Reader:
    """Reads an outcome of a part from tables of :func:`placed_every_way`, each way once."""

    framework: Framework
    part: str
    outcome: Outcome
    tables: Mapping[tuple[Option, Option], pd.DataFrame]
    _found: dict[tuple[Option, ...], Read] = field(default_factory=dict)

    def read(self, how: Mapping[str, Option]) -> Read:
        """The outcome of every case, and who is placed, by these decisions.

        What is read into unknown answers makes no difference here: all its ends are there.
        """
        key = tuple(option for name, option in how.items() if name != "unknown")
        if key not in self._found:
            table = self.tables[how["wave"], how["coder_rule"]]
            self._found[key] = _read_outcome(table, self.framework, self.part, self.outcome, how)
        return self._found[key]


def _read_outcome(
    table: pd.DataFrame,
    framework: Framework,
    part: str,
    outcome: Outcome,
    how: Mapping[str, Option],
) -> Read:
    """The outcome of every case by these decisions, as the functions that place cases see it.

    ``table`` is one of those that :func:`placed_every_way` gave; ``how`` has an option for each
    decision. A split at the median of the sample is that of the known scores, whatever is read into
    unknown answers.
    """
    need = float(how["min_known"])  # type: ignore[arg-type]
    chosen = framework.part(part)
    if chosen.kind == "stages":
        placed = _enough(table, "known", "items", need)
        ranks = [_numbers(table, f"{how['stage_rule']}_{end}") for end in _RANKS]
        if outcome.kind == "reached":
            rank = framework.scale(chosen.scale).ids.index(outcome.id) + 1
            ranks = [(found >= rank).astype(float) for found in ranks]
        return Read(placed, ranks[0], ranks[1], ranks[2])
    placed = _enough(table, "x_known", "x_items", need) & _enough(table, "y_known", "y_items", need)
    if outcome.kind == "score":
        axes = [axis.id for axis in framework.only_part("quadrant", part).axes]
        side = _SIDES[axes.index(outcome.id)]
        scores = [_numbers(table, f"{side}{end}") for end in _ENDS]
        return Read(placed, scores[0], scores[1], scores[2])
    limits = _limits(table, placed, how["threshold"])
    known, low, high = _in_quadrant(table, limits, _levels_of(framework, part, outcome.id))
    return Read(placed, known, low, high, limits)


_ENDS = ("", "_low", "_high")
_RANKS = ("rank", "rank_low", "rank_high")


def _numbers(table: pd.DataFrame, column: str) -> np.ndarray:
    return np.asarray(table[column].to_numpy(dtype=float, na_value=np.nan))


def _enough(table: pd.DataFrame, known: str, items: str, need: float) -> np.ndarray:
    """Whether a share of the items is known, as placements ask; nothing known places nobody."""
    count, of = _numbers(table, known), _numbers(table, items)
    share = np.round(count / np.where(of > 0, of, np.nan), DECIMALS)
    return (count > 0) & (np.nan_to_num(share) >= need)


def _limits(table: pd.DataFrame, placed: np.ndarray, option: Option) -> tuple[float, float]:
    """Where high begins on the two axes."""
    if option == MEDIAN:
        if not placed.any():
            return np.nan, np.nan
        x, y = (round(float(np.median(_numbers(table, s)[placed])), DECIMALS) for s in _SIDES)
        return x, y
    x, y = option if isinstance(option, tuple) else (option, option)  # type: ignore[assignment]
    return float(x), float(y)


def _in_quadrant(
    table: pd.DataFrame, limits: tuple[float, float], levels: tuple[bool, bool]
) -> list[np.ndarray]:
    """Whether each case is in a quadrant: by its known answers, certainly, possibly."""
    found = []
    for ends in (("", ""), ("_low", "_high"), ("_high", "_low")):
        inside = np.ones(len(table), dtype=bool)
        for side, limit, is_high in zip(_SIDES, limits, levels, strict=True):
            # The end that counts against standing in the quadrant, then the one that counts for it.
            score = _numbers(table, f"{side}{ends[0] if is_high else ends[1]}")
            inside &= (score >= limit) == is_high
        found.append(inside.astype(float))
    return found


def _levels_of(framework: Framework, part: str, cell_id: str) -> tuple[bool, bool]:
    """Whether the two axes are high in a quadrant."""
    quadrant = framework.only_part("quadrant", part)
    x, y = (axis.id for axis in quadrant.axes)
    levels = next(cell.levels for cell in quadrant.cells if cell.id == cell_id)
    return levels[x] == "high", levels[y] == "high"


def placed_every_way(
    compared: Compared,
    framework: Framework,
    part: str,
    decisions: Sequence[Decision],
    *,
    drafts: bool,
    progress: bool,
) -> dict[tuple[Option, Option], pd.DataFrame]:
    """Scores or stages of all cases for each wave and coder rule: computed once."""
    tried = {decision.name: decision.options for decision in decisions}
    ways = list(itertools.product(tried["wave"], tried["coder_rule"]))
    bar = tqdm(ways, disable=not progress, delay=2, leave=False, unit="placing")
    return {
        (wave, rule): compared.with_groups(
            _placed_loosely(compared.of, framework, part, wave, str(rule), drafts=drafts)
        )
        for wave, rule in bar
    }
