"""A placement in sentences: place, rules, distance to the next place, what would move it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from engagement_kit.assess.coders import CODER_RULES
from engagement_kit.assess.moves import axis_move, stage_moves
from engagement_kit.assess.placements import NOT_PLACED, OPEN, Placement
from engagement_kit.assess.quadrants import QuadrantPlacements
from engagement_kit.assess.scores import DECIMALS
from engagement_kit.assess.stages import StagePlacements
from engagement_kit.frameworks import Framework
from engagement_kit.frameworks.schema import Stages
from engagement_kit.words import Words, words_for

__all__ = ["coder_rule_sentence", "sentences_of", "words_of"]

_HERE = Path(__file__).parent


def words_of(framework: Framework) -> Words:
    """Fixed texts in the language of a framework, in English where there are none."""
    return words_for(_HERE, framework.lang)


def sentences_of(placement: Placement[Any], items: pd.DataFrame) -> Iterator[str]:
    """Where a case stands, by which rules, how far from the next place and what would move it.

    Parameters
    ----------
    placement : Placement
    items : DataFrame
        Every item of the part: item, group, rank (missing where unknown).
    """
    all_placements = placement.placements
    framework, words = all_placements.framework, words_of(all_placements.framework)
    part = framework.label(all_placements.part)
    name = placement.row["name"]
    yield words("why", name=name, wave=placement.wave, part=part)
    if isinstance(all_placements, QuadrantPlacements):
        yield from _quadrant_sentences(placement, words, items)
    elif isinstance(all_placements, StagePlacements):
        yield from _stage_sentences(placement, words)
    yield coder_rule_sentence(all_placements.parameters, words)


def coder_rule_sentence(parameters: Mapping[str, Any], words: Words) -> str:
    """By which rule the coders were brought together, or which of them alone was asked."""
    rule = parameters["coder_rule"]
    one = rule not in CODER_RULES
    return words(
        "coder_rule", rule=words("coder_one", coder=rule) if one else words(f"coder_{rule}")
    )


def _status(
    placement: Placement[Any], words: Words, place: str, possible: list[str]
) -> Iterator[str]:
    if placement.status == NOT_PLACED:
        yield words("not_placed")
        return
    own = placement.row[place]
    yield _place_name(placement, own)
    if placement.status == OPEN:
        others = words("comma").join(_place_name(placement, p) for p in possible if p != own)
        yield words("status_open", others=others)
    else:
        yield words("status_settled")


def _place_name(placement: Placement[Any], place: str) -> str:
    framework, part = placement.placements.framework, placement.placements.part
    definition = framework.part(part)
    if isinstance(definition, Stages):
        return str(framework.value_label(definition.scale, place))
    return str(framework.label(place))


def _quadrant_sentences(
    placement: Placement[Any], words: Words, items: pd.DataFrame
) -> Iterator[str]:
    yield from _status(placement, words, "quadrant", str(placement.row["possible"]).split(";"))
    all_placements = placement.placements
    for side, axis in (("x", all_placements.x_axis), ("y", all_placements.y_axis)):
        yield from _axis_sentences(placement, words, items[items["group"] == axis], side, axis)


def _axis_sentences(
    placement: Placement[Any], words: Words, grid: pd.DataFrame, side: str, axis: str
) -> Iterator[str]:
    row, framework = placement.row, placement.placements.framework
    threshold = placement.placements.parameters[f"{side}_threshold"]
    label, known, items = (
        framework.label(axis),
        int(row[f"{side}_known"]),
        int(row[f"{side}_items"]),
    )
    if known == 0:
        yield words("axis_unknown" if items else "axis_without_items", axis=label, items=items)
        return
    bounds = {"low": f"{row[f'{side}_low']:.2f}", "high": f"{row[f'{side}_high']:.2f}"}
    score, limit = f"{row[side]:.2f}", f"{threshold:.2f}"
    yield words(
        "axis_score", axis=label, score=score, threshold=limit, known=known, items=items, **bounds
    )
    yield from _lack_sentence(placement, words, label, known, items)
    yield from _axis_move_sentences(grid, items - known, threshold, framework, label, words)


def _lack_sentence(
    placement: Placement[Any], words: Words, label: str, known: int, items: int
) -> Iterator[str]:
    """How many items would have to be known where fewer are."""
    need = placement.placements.parameters["min_known"] * items
    whole = max(1, math.ceil(round(need, DECIMALS)))
    if known < whole <= items:
        yield words("status_not_placed", axis=label, known=known, items=items, need=whole)


def _axis_move_sentences(
    grid: pd.DataFrame,
    unknown: int,
    threshold: float,
    framework: Framework,
    axis: str,
    words: Words,
) -> Iterator[str]:
    answered = grid.dropna(subset=["rank"])
    numbers = {
        i: _unit(framework, i, int(r))
        for i, r in zip(answered["item"], answered["rank"], strict=True)
    }
    move = axis_move(numbers, unknown, threshold)
    if move is None:
        return
    high = move.distance >= 0
    yield words(
        "distance_high" if high else "distance_low", axis=axis, distance=f"{abs(move.distance):.2f}"
    )
    if unknown == 0:
        yield words("none_unknown", axis=axis)
    elif move.opposite_answers is None:
        yield words("unknown_cannot", axis=axis, unknown=unknown)
    else:
        key = "needs_unknown_no" if high else "needs_unknown_yes"
        yield words(key, axis=axis, unknown=unknown, count=move.opposite_answers)
    alone = words("semicolon").join(framework.label(item) for item in move.alone)
    yield words("alone", axis=axis, items=alone) if alone else words("not_alone", axis=axis)


def _unit(framework: Framework, item: str, rank: int) -> float:
    """Number of an answer scaled to 0..1."""
    scale = framework.scale(framework.item(item).scale)
    return (scale.values[rank].value - scale.minimum) / (scale.maximum - scale.minimum)


def _stage_sentences(placement: Placement[Any], words: Words) -> Iterator[str]:
    all_placements, row = placement.placements, placement.row
    framework = all_placements.framework
    scale = framework.part(all_placements.part).scale
    ids = framework.scale(scale).ids
    low, high = row["rank_low"], row["rank_high"]
    possible = [] if pd.isna(low) else list(ids[int(low) - 1 : int(high)])
    yield from _status(placement, words, "stage", possible)
    if possible:
        ends = {
            "low": _place_name(placement, possible[0]),
            "high": _place_name(placement, possible[-1]),
        }
        key = "stage_known" if len(possible) > 1 else "stage_known_one"
        yield words(key, known=int(row["known"]), items=int(row["items"]), **ends)
    part = framework.label(all_placements.part)
    yield from _lack_sentence(placement, words, part, int(row["known"]), int(row["items"]))
    yield _rules_sentence(placement, words)
    yield from _stage_move_sentences(placement, words, ids)
    yield from _requirement_sentences(placement, words)


def _rules_sentence(placement: Placement[Any], words: Words) -> str:
    all_placements = placement.placements
    rules = _own(all_placements.rules, placement).dropna(subset=["stage"])
    found = (
        f"{words('rule_' + r.rule)}: {_place_name(placement, r.stage)}" for r in rules.itertuples()
    )
    return words(
        "stage_rule",
        rule=words("rule_" + all_placements.parameters["rule"]),
        all=words("semicolon").join(found) or words("unknown"),
    )


def _stage_move_sentences(
    placement: Placement[Any], words: Words, ids: tuple[str, ...]
) -> Iterator[str]:
    all_placements = placement.placements
    framework = all_placements.framework
    dimensions = _own(all_placements.dimensions, placement).dropna(subset=["rank"])
    known = {
        item: int(rank) for item, rank in zip(dimensions["item"], dimensions["rank"], strict=True)
    }
    for move in stage_moves(known, all_placements.parameters["rule"], len(ids)):
        changes = (
            words(
                "stage_change",
                item=framework.label(item),
                now=_place_name(placement, ids[now - 1]),
                then=_place_name(placement, ids[then - 1]),
            )
            for item, now, then in move.changes
        )
        stage = _place_name(placement, ids[move.target - 1])
        yield words("stage_move", stage=stage, changes=words("semicolon").join(changes))


def _requirement_sentences(placement: Placement[Any], words: Words) -> Iterator[str]:
    all_placements = placement.placements
    framework = all_placements.framework
    for gap, group in _own(all_placements.requirements, placement).groupby("gap", sort=False):
        states = (
            f"{framework.label(item)}: {words('state_' + state)}"
            for item, state in zip(group["item"], group["state"], strict=True)
        )
        yield words(
            "requirements", gap=framework.label(str(gap)), states=words("semicolon").join(states)
        )


def _own(table: pd.DataFrame, placement: Placement[Any]) -> pd.DataFrame:
    """Rows of a table that are about this case and wave."""
    return table[(table["case"] == placement.case.id) & (table["wave"] == placement.wave)]
