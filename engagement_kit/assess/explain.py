"""Why is this case here? A placement taken back to answers, coders, evidence and sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from engagement_kit.assess.coders import CODER_RULES, answered, combine_ratings
from engagement_kit.assess.placements import Placement
from engagement_kit.assess.scores import full_grid
from engagement_kit.assess.sentences import sentences_of, words_of
from engagement_kit.assess.tables import evidence_table, ratings_table, sources_table
from engagement_kit.assess.waves import case_waves
from engagement_kit.errors import WrongKind
from engagement_kit.frameworks import Framework

__all__ = ["Explanation", "explain"]


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class Explanation:
    """Why a case stands where it does.

    Attributes
    ----------
    placement : Placement
    sentences : tuple of str
        Where it stands, by which rules, how far from the next place, and what would move it.
    items : DataFrame
        One row an item: item, label, group, value, answer (label of the value, or why there is
        none), rank, low, high (ranks on the item's scale, from 0), missing, n_coders.
    ratings : DataFrame
        One row a rating: item, label, coder, value, answer, confidence, evidence, note.
    evidence : DataFrame
        One row a piece of evidence that a rating names, in the order of the case: evidence, text,
        year (as written), polarity, source (its key), title, publisher, date, url.
    """

    placement: Placement[Any]
    sentences: tuple[str, ...]
    items: pd.DataFrame
    ratings: pd.DataFrame
    evidence: pd.DataFrame

    def __str__(self) -> str:
        lines = [self.sentences[0], *(f"- {sentence}" for sentence in self.sentences[1:])]
        lines += [
            f"  {row.label} — {row.coder}: {row.answer} [{row.evidence or '–'}] {row.note}".rstrip()
            for row in self.ratings.fillna("").itertuples()
        ]
        lines += [
            f"    {row.evidence}: {row.text} ({', '.join(filter(None, (row.title, row.url)))})"
            for row in self.evidence.fillna("").itertuples()
        ]
        return "\n".join(lines)

    def __repr__(self) -> str:
        counts = f"{len(self.ratings)} ratings, {len(self.evidence)} pieces of evidence"
        return f"<Explanation of {self.placement!r}: {counts}>"

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

    Notes
    -----
    ``print(explain(place_quadrants(cases, framework)["tate", 2025]))`` prints all of it as text.
    """
    if not isinstance(placement, Placement):
        advice = 'Choose one: placements["case id", wave].'
        raise WrongKind("explain()", type(placement).__name__, "one placement", advice)
    if not placement.placements.cases:
        advice = "A table names no evidence: keep the cases in a study to lead back to it."
        raise WrongKind("explain()", "one of a table of answers", "a placement of cases", advice)
    used = _used(placement)
    ratings, items = _ratings(placement, used), _items(placement, used)
    return Explanation(
        placement=placement,
        sentences=tuple(sentences_of(placement, items)),
        items=items,
        ratings=ratings,
        evidence=_evidence(placement, ratings),
    )


def _used(placement: Placement[Any]) -> pd.DataFrame:
    """Ratings of the case at its wave that the placement was made from."""
    framework, rules = placement.placements.framework, placement.placements.parameters
    ratings = answered(ratings_table([placement.case], framework, drafts=rules["drafts"]))
    ratings = ratings[ratings["wave"] == placement.wave]
    by_all = rules["coder_rule"] in CODER_RULES
    return ratings if by_all else ratings[ratings["coder"] == rules["coder_rule"]]


def _parts(placement: Placement[Any]) -> list[str]:
    """The part of the placement and the checklists of its gaps."""
    framework, part = placement.placements.framework, placement.placements.part
    gaps = getattr(framework.part(part), "gaps", ())
    return [part, *(gap.requirements for gap in gaps if gap.requirements)]


def _items(placement: Placement[Any], used: pd.DataFrame) -> pd.DataFrame:
    """Every item of the parts, known or not, the coders together."""
    framework, rule = placement.placements.framework, placement.placements.parameters["coder_rule"]
    # One coder's answers are the same by every rule, and a case without any has no such coder.
    combined = combine_ratings(used, framework, rule if rule in CODER_RULES else "lower_median")
    waves = case_waves([placement.case], placement.wave)
    listed = tuple(item for part in _parts(placement) for item in framework.items_of(part))
    grid = full_grid(waves, combined, listed)
    grid = grid.assign(label=grid["item"].map(framework.label), answer=_answers(grid, framework))
    names = "item label group value answer rank low high missing n_coders"
    return grid[names.split()]


def _ratings(placement: Placement[Any], used: pd.DataFrame) -> pd.DataFrame:
    """Ratings of the items of the parts, in the order of the framework, then of coders."""
    framework, parts = placement.placements.framework, _parts(placement)
    order = {item.id: n for n, item in enumerate(framework.items) if item.part in parts}
    ratings = used[used["item"].isin(order)]
    ratings = ratings.assign(
        _order=ratings["item"].map(order),
        label=ratings["item"].map(framework.label),
        answer=_answers(ratings, framework),
    ).sort_values(["_order", "coder"])
    names = "item label coder value answer confidence evidence note"
    return ratings[names.split()].reset_index(drop=True)


def _answers(table: pd.DataFrame, framework: Framework) -> list[str]:
    """What each answer, or the reason for there being none, is called."""
    words = words_of(framework)
    return [
        framework.value_label(framework.item(item).scale, value)
        if isinstance(value, str)
        else words(missing if isinstance(missing, str) else "unknown")
        for item, value, missing in zip(
            table["item"], table["value"], table["missing"], strict=True
        )
    ]


def _evidence(placement: Placement[Any], ratings: pd.DataFrame) -> pd.DataFrame:
    """Evidence that the ratings name, with its sources, in the order of the case."""
    named = {found for ids in ratings["evidence"].dropna() for found in ids.split(";")}
    facts = evidence_table([placement.case])
    facts = facts[facts["evidence"].isin(named)].assign(when=lambda t: t["year"].fillna(t["as_of"]))
    sources = sources_table([placement.case])[["source", "title", "publisher", "date", "url"]]
    table = facts.drop(columns="year").merge(sources, on="source", how="left")
    names = ["evidence", "text", "when", "polarity", "source", "title", "publisher", "date", "url"]
    return table[names].rename(columns={"when": "year"})
