"""The tables of a data package that hold what was entered: cases, evidence, judgements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from engagement_kit.assess import (
    cases_table,
    evidence_table,
    notes_table,
    ratings_table,
    sources_table,
    targets_table,
)
from engagement_kit.cases import Cases, Evidence, Rating, Source
from engagement_kit.cases.case import Case
from engagement_kit.exchange.package.categories import can_hold_reasons, listed
from engagement_kit.exchange.package.tidytable import (
    MISSING,
    TO_CASE,
    TO_CODEBOOK,
    TidyTable,
    table_of,
)
from engagement_kit.frameworks import Framework

__all__ = ["record_tables"]


def record_tables(cases: Cases, frameworks: Mapping[str, Framework]) -> Iterator[TidyTable]:
    """Cases, sources, evidence and what coders judged, as they were entered."""
    yield table_of(
        "cases",
        "Cases",
        "One row an organisation.",
        cases_table(cases),
        ("case",),
        categories={
            "evidence_strength": listed(_words(Case, "evidence_strength")[::-1], ordered=True)
        },
    )
    yield table_of(
        "sources",
        "Sources",
        "One row a source of a case.",
        sources_table(cases),
        ("case", "source"),
        refers=TO_CASE,
        categories={"kind": listed(_words(Source, "kind"))},
    )
    yield table_of(
        "evidence",
        "Evidence",
        "One row a fact, in our own words, with its source.",
        evidence_table(cases),
        ("case", "evidence"),
        refers={**TO_CASE, ("case", "source"): ("sources", ("case", "source"))},
        categories={"polarity": listed(_words(Evidence, "polarity"))},
    )
    yield from _judgements(cases, frameworks)


def _judgements(cases: Cases, frameworks: Mapping[str, Framework]) -> Iterator[TidyTable]:
    yield table_of(
        "ratings",
        "Ratings",
        "One row a rating of one coder; the answers of each item are in the codebook. Ratings "
        "without answer or evidence are drafts: they stand here and count in no result.",
        ratings_table(cases, frameworks, drafts=True),
        ("case", "wave", "coder", "item"),
        refers={**TO_CASE, **TO_CODEBOOK},
        categories={
            "confidence": listed(_words(Rating, "confidence")[::-1], ordered=True),
            "missing": MISSING,
        },
        reasons=can_hold_reasons(frameworks.values()),
        empty={"value": "No answer yet: a draft", "missing": "There is an answer, or a draft"},
    )
    yield table_of(
        "notes",
        "Notes",
        "One row a canvas note in one language.",
        notes_table(cases, frameworks),
        ("case", "wave", "coder", "box", "order", "language"),
        refers={**TO_CASE, ("box",): ("codebook", ("id",))},
    )
    if any(case.targets for case in cases):
        yield table_of(
            "targets",
            "Targets",
            "One row an answer to the question where one wants to be.",
            targets_table(cases),
            ("case", "coder", "respondent", "horizon", "item"),
            refers=TO_CASE,
        )


def _words(model: Any, name: str) -> tuple[str, ...]:
    """Words that a field of an entry may hold, as its type lists them."""
    kind = model.model_fields[name].annotation
    inner = [word for arg in get_args(kind) for word in (get_args(arg) or (arg,))]
    return tuple(word for word in inner if isinstance(word, str))
