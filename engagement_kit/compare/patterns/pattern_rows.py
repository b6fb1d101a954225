"""The rows of a pattern match: one a case and profile, one a case, profile and item."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from engagement_kit.assess import Levels, ratings_table
from engagement_kit.assess.coders import ratings_used
from engagement_kit.assess.columns import Column
from engagement_kit.cases import Cases
from engagement_kit.compare.patterns.expected import ExpectedProfile
from engagement_kit.compare.patterns.rivals import Answer, Fit, Verdict

__all__ = [
    "COLUMNS",
    "ITEM_COLUMNS",
    "MISS",
    "VERDICTS",
    "answer_of",
    "evidence_of",
    "item_rows",
    "pattern_row",
]

HIT, MISS, UNKNOWN, NOT_APPLICABLE = STATES = ("hit", "miss", "unknown", "not_applicable")
FITS, OPEN, DOES_NOT = VERDICTS = ("fits", "open", "does_not_fit")

_WHO = (
    Column("case", "string", "id of the case"),
    Column("name", "string", "name of the case in the language of the framework"),
    Column("kind", "string", "kind of organisation: museum, company ..."),
    Column("country", "string", "country"),
    Column("wave", "integer", "the state at the end of this year", "year"),
    Column("profile", "string", "name of the expected profile"),
)
COLUMNS = (
    *_WHO,
    Column("fit", "number", "share of the known items that are as predicted", "share, 0 to 1"),
    Column("fit_low", "number", "fit with unknown answers all missing it", "share, 0 to 1"),
    Column("fit_high", "number", "fit with unknown answers all hitting it", "share, 0 to 1"),
    Column("verdict", "string", "fits, open or does_not_fit, by the named least fit"),
    Column("hits", "integer", "items as predicted", "items"),
    Column("known", "integer", "known items among the predicted ones", "items"),
    Column("items", "integer", "predicted items that apply", "items"),
    Column("distance", "number", "mean distance of the known items from the prediction", "ranks"),
    Column("breadth", "number", "fit that answers drawn at random would have", "share, 0 to 1"),
    Column("misfits", "string", "ids of the items that miss the prediction, joined by ;"),
    Column("evidence", "string", "ids of the evidence behind the misfits, joined by ;"),
    Column("is_best", "boolean", "whether no rival fits better; empty without rivals"),
    Column("is_settled", "boolean", "whether it is best however unknown answers turn out"),
    Column("rivals", "string", "profiles that unknown answers could put level or ahead, by ;"),
)
ITEM_COLUMNS = (
    *_WHO,
    Column("item", "string", "id of the item"),
    Column("expected", "string", "answer predicted, or lowest..highest"),
    Column("value", "string", "answer found; empty where missing"),
    Column("state", "string", "hit, miss, unknown or not_applicable"),
    Column("distance", "number", "below (negative) or above the prediction; 0 is a hit", "ranks"),
    Column("is_certain", "boolean", "whether hit or miss holds for every coder's answer"),
    Column("evidence", "string", "ids of the evidence behind the answer, joined by ;"),
)


def evidence_of(levels: Levels) -> dict[tuple[str, int, str], str]:
    """Ids of the evidence behind each answer of a case and wave."""
    cases: Cases | None = levels.cases  # levels that were made by hand have none
    if cases is None:
        return {}
    drafts = bool(levels.parameters.get("drafts", False))
    ratings = ratings_table(cases, levels.framework, drafts=drafts)
    ratings = ratings_used(ratings, str(levels.parameters.get("coder_rule", "lower_median")))
    found: dict[tuple[str, int, str], dict[str, None]] = {}
    for row in ratings.dropna(subset=["value", "evidence"]).itertuples():
        ids = found.setdefault((row.case, int(row.wave), row.item), {})
        ids.update(dict.fromkeys(row.evidence.split(";")))
    return {key: ";".join(ids) for key, ids in found.items()}


def answer_of(row: Any) -> Answer:
    """A row of levels as what is known of an item that applies."""
    rank = None if pd.isna(row.rank) else int(row.rank)
    return Answer(rank, int(row.low), int(row.high))


def item_rows(
    profile: ExpectedProfile,
    known: Mapping[str, Any],
    answers: Mapping[str, Answer],
    evidence: Mapping[tuple[str, int, str], str],
) -> Iterator[tuple[Any, ...]]:
    """One row an item that the profile predicts."""
    for item, predicted in profile.predictions.items():
        row, answer = known[item], answers.get(item)
        if answer is None or answer.rank is None:
            state = NOT_APPLICABLE if answer is None else UNKNOWN
            yield item, predicted.told, None, state, None, None, None
            continue
        distance = predicted.distance(answer.rank)
        states = {predicted.distance(rank) == 0 for rank in range(answer.low, answer.high + 1)}
        ids = evidence.get((row.case, int(row.wave), item))
        state = MISS if distance else HIT
        yield item, predicted.told, row.value, state, distance, len(states) == 1, ids


def pattern_row(
    name: str, fit: Fit, verdict: Verdict | None, items: Sequence[tuple[Any, ...]], least: float
) -> tuple[Any, ...]:
    """What follows the profile's name in its row of the table."""
    missed = [row for row in items if row[3] == MISS]
    ids = dict.fromkeys(one for row in missed if row[6] for one in row[6].split(";"))
    is_best = None if verdict is None else name in verdict.best
    rivals = _rivals(name, verdict) if is_best else []
    shares = [None if share is None else float(share) for share in (fit.fit, fit.low, fit.high)]
    return (
        *shares,
        _verdict(fit, least),
        fit.hits,
        fit.known,
        fit.items,
        fit.distance,
        fit.breadth,
        ";".join(row[0] for row in missed) or None,
        ";".join(ids) or None,
        is_best,
        None if verdict is None else bool(is_best) and not rivals,
        ";".join(rivals) or None,
    )


def _rivals(name: str, verdict: Verdict | None) -> list[str]:
    """Those that are level with the best profile or could be."""
    if verdict is None:
        return []
    both = dict.fromkeys((*verdict.best, *verdict.catching_up))
    return [one for one in both if one != name]


def _verdict(fit: Fit, least: float) -> str | None:
    if fit.low is None or fit.high is None:
        return None
    return FITS if fit.low >= least else OPEN if fit.high >= least else DOES_NOT
