"""Why is this case here? A placement taken back to answers, coders, evidence and sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from engagement_kit.assess.coders import CODER_RULES, combine_ratings
from engagement_kit.assess.moves import axis_move, stage_moves
from engagement_kit.assess.placements import NOT_PLACED, OPEN, Placement
from engagement_kit.assess.quadrants import QuadrantPlacements
from engagement_kit.assess.scores import full_grid
from engagement_kit.assess.stages import StagePlacements
from engagement_kit.assess.tables import evidence_table, ratings_table, sources_table
from engagement_kit.assess.waves import case_waves
from engagement_kit.errors import WrongKind
from engagement_kit.frameworks import Framework
from engagement_kit.frameworks.schema import Stages
from engagement_kit.words import Words, load_words

__all__ = ["Explanation", "explain", "words_of"]

_HERE = Path(__file__).parent


def words_of(framework: Framework) -> Words:
    """Fixed texts in the language of a framework, in English where there are none."""
    has = (_HERE / f"words.{framework.lang}.yaml").is_file()
    return load_words(_HERE, framework.lang if has else "en")


@dataclass(frozen=True, eq=False, kw_only=True)
class Explanation:
    """Why a case stands where it does.

    Attributes
    ----------
    placement : Placement
    sentences : tuple of str
        Where it stands, by which rules, how far from the next place, and what would move it.
    items : DataFrame
        One row an item: item, label, group, value, answer (label of the value), low, high (ranks),
        missing, n_coders.
    ratings : DataFrame
        One row a rating: item, label, coder, value, answer, confidence, evidence, note.
    evidence : DataFrame
        One row a piece of evidence that a rating names: evidence, text, year, polarity, title,
        publisher, date, url.
    """

    placement: Placement[Any]
    sentences: tuple[str, ...]
    items: pd.DataFrame
    ratings: pd.DataFrame
    evidence: pd.DataFrame

    def __str__(self) -> str:
        lines = [self.sentences[0], *(f"- {sentence}" for sentence in self.sentences[1:])]
        lines += [
            f"  {row.label} — {row.coder}: {row.answer} [{row.evidence or '–'}] {row.note or ''}"
            for row in self.ratings.itertuples()
        ]
        lines += [
            f"    {row.evidence}: {row.text} ({row.title}, {row.url})"
            for row in self.evidence.itertuples()
        ]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        from engagement_kit.assess.view import explanation_html

        return explanation_html(self)


def explain(placement: object) -> Explanation:
    """The way back from a placement to everything it rests on, and what would change it.

    Parameters
    ----------
    placement : Placement
        From ``placements["tate", 2025]``.

    Raises
    ------
    WrongKind
        Something else was given, e.g. all placements at once.

    Examples
    --------
    >>> placed = place_quadrants(cases, framework)  # doctest: +SKIP
    >>> print(explain(placed["tate", 2025]))  # doctest: +SKIP
    """
    if not isinstance(placement, Placement):
        advice = 'Choose one: placements["case id", wave].'
        raise WrongKind("explain()", type(placement).__name__, "one placement", advice)
    ratings = _ratings(placement)
    return Explanation(
        placement=placement,
        sentences=tuple(_sentences(placement)),
        items=_items(placement),
        ratings=ratings,
        evidence=_evidence(placement, ratings),
    )


def _parts(placement: Placement[Any]) -> list[str]:
    """The part of the placement and the checklists of its gaps."""
    framework, part = placement.placements.framework, placement.placements.part
    gaps = getattr(framework.part(part), "gaps", ())
    return [part, *(gap.requirements for gap in gaps if gap.requirements)]


def _items(placement: Placement[Any]) -> pd.DataFrame:
    framework, rules = placement.placements.framework, placement.placements.parameters
    ratings = ratings_table([placement.case], framework, drafts=rules["drafts"])
    combined = combine_ratings(ratings, framework, rules["coder_rule"])
    waves = case_waves([placement.case], placement.wave)
    listed = tuple(item for part in _parts(placement) for item in framework.items_of(part))
    grid = full_grid(waves, combined, listed)
    grid["label"] = grid["item"].map(framework.label)
    grid["answer"] = _answers(grid, framework)
    names = [
        "item",
        "label",
        "group",
        "value",
        "answer",
        "rank",
        "low",
        "high",
        "missing",
        "n_coders",
    ]
    return grid[names]


def _ratings(placement: Placement[Any]) -> pd.DataFrame:
    framework, rules = placement.placements.framework, placement.placements.parameters
    ratings = ratings_table([placement.case], framework, drafts=rules["drafts"])
    parts = _parts(placement)
    order = {item.id: n for n, item in enumerate(framework.items) if item.part in parts}
    ratings = ratings[(ratings["wave"] == placement.wave) & ratings["item"].isin(order)]
    if rules["coder_rule"] not in CODER_RULES:
        ratings = ratings[ratings["coder"] == rules["coder_rule"]]
    ratings = ratings.assign(_order=ratings["item"].map(order)).sort_values(["_order", "coder"])
    ratings = ratings.assign(
        label=ratings["item"].map(framework.label), answer=_answers(ratings, framework)
    )
    names = ["item", "label", "coder", "value", "answer", "confidence", "evidence", "note"]
    return ratings[names].reset_index(drop=True)


def _answers(table: pd.DataFrame, framework: Framework) -> list[str]:
    """What each answer, or the reason for there being none, is called."""
    words = words_of(framework)
    return [
        framework.value_label(framework.item(item).scale, value)
        if isinstance(value, str)
        else words("not_applicable" if missing == "not_applicable" else "unknown")
        for item, value, missing in zip(
            table["item"], table["value"], table.get("missing", table["item"]), strict=True
        )
    ]


def _evidence(placement: Placement[Any], ratings: pd.DataFrame) -> pd.DataFrame:
    """Evidence that the ratings name, with its sources, in the order of its ids."""
    named = {found for ids in ratings["evidence"].dropna() for found in ids.split(";")}
    facts = evidence_table([placement.case])
    facts = facts[facts["evidence"].isin(named)].assign(when=lambda t: t["year"].fillna(t["as_of"]))
    sources = sources_table([placement.case])[["source", "title", "publisher", "date", "url"]]
    table = facts.drop(columns="year").merge(sources, on="source", how="left")
    names = ["evidence", "text", "when", "polarity", "source", "title", "publisher", "date", "url"]
    return table[names].rename(columns={"when": "year"})


# --- sentences


def _sentences(placement: Placement[Any]) -> Iterator[str]:
    all_placements = placement.placements
    framework, words = all_placements.framework, words_of(all_placements.framework)
    part = framework.label(all_placements.part)
    name = placement.row["name"]
    yield words("why", name=name, wave=placement.wave, part=part)
    if isinstance(all_placements, QuadrantPlacements):
        yield from _quadrant_sentences(placement, words)
    elif isinstance(all_placements, StagePlacements):
        yield from _stage_sentences(placement, words)
    yield words("coder_rule", rule=_coder_rule(all_placements.parameters["coder_rule"], words))


def _coder_rule(rule: str, words: Words) -> str:
    return words(f"coder_{rule}") if rule in CODER_RULES else words("coder_one", coder=rule)


def _status(
    placement: Placement[Any], words: Words, place: str, possible: list[str]
) -> Iterator[str]:
    if placement.status == NOT_PLACED:
        yield words("not_placed")
        return
    own = placement.row[place]
    yield _place_name(placement, own)
    if placement.status == OPEN:
        others = ", ".join(_place_name(placement, p) for p in possible if p != own)
        yield words("status_open", others=others)
    else:
        yield words("status_settled")


def _place_name(placement: Placement[Any], place: str) -> str:
    framework, part = placement.placements.framework, placement.placements.part
    definition = framework.part(part)
    if isinstance(definition, Stages):
        return str(framework.value_label(definition.scale, place))
    return str(framework.label(place))


def _quadrant_sentences(placement: Placement[Any], words: Words) -> Iterator[str]:
    yield from _status(placement, words, "quadrant", str(placement.row["possible"]).split(";"))
    grid = _items(placement)
    all_placements = placement.placements
    for side, axis in (("x", all_placements.x_axis), ("y", all_placements.y_axis)):
        yield from _axis_sentences(placement, words, grid[grid["group"] == axis], side, axis)


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
        yield words("axis_unknown", axis=label, items=items)
        return
    bounds = {"low": f"{row[f'{side}_low']:.2f}", "high": f"{row[f'{side}_high']:.2f}"}
    score, limit = f"{row[side]:.2f}", f"{threshold:.2f}"
    yield words(
        "axis_score", axis=label, score=score, threshold=limit, known=known, items=items, **bounds
    )
    need = placement.placements.parameters["min_known"] * items
    if known < need:
        need_whole = int(-(-need // 1))
        yield words("status_not_placed", axis=label, known=known, items=items, need=need_whole)
    yield from _axis_move_sentences(grid, items - known, threshold, framework, label, words)


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
    alone = "; ".join(framework.label(item) for item in move.alone)
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
        yield words("stage_known", known=int(row["known"]), items=int(row["items"]), **ends)
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
        "stage_rule", rule=words("rule_" + all_placements.parameters["rule"]), all="; ".join(found)
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
        yield words("stage_move", stage=stage, changes="; ".join(changes))


def _requirement_sentences(placement: Placement[Any], words: Words) -> Iterator[str]:
    all_placements = placement.placements
    framework = all_placements.framework
    for gap, group in _own(all_placements.requirements, placement).groupby("gap", sort=False):
        states = (
            f"{framework.label(item)}: {words('state_' + state)}"
            for item, state in zip(group["item"], group["state"], strict=True)
        )
        yield words("requirements", gap=framework.label(str(gap)), states="; ".join(states))


def _own(table: pd.DataFrame, placement: Placement[Any]) -> pd.DataFrame:
    """Rows of a table that are about this case and wave."""
    return table[(table["case"] == placement.case.id) & (table["wave"] == placement.wave)]
