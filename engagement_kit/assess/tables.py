"""The case library as tidy tables: one row an observation, columns as declared in ``columns``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from engagement_kit.assess.columns import TABLES, make_table
from engagement_kit.cases import Case
from engagement_kit.frameworks import Framework, load_frameworks

__all__ = [
    "cases_table",
    "evidence_table",
    "notes_table",
    "ratings_table",
    "sources_table",
    "targets_table",
]


def cases_table(cases: Iterable[Case]) -> pd.DataFrame:
    """One row a case: who it is, its waves, how much evidence there is.

    Columns: case, name, name_local, kind, country, country_note, sector, city, founded (year),
    waves, evidence_strength, evidence_strength_note, gaps, n_sources, n_evidence. What is not
    known is empty.
    """
    return make_table("cases", map(_case_row, cases))


def _case_row(case: Case) -> tuple[Any, ...]:
    local = next((name for lang, name in case.name.items() if lang != "en"), None)
    return (
        case.id,
        case.label("en"),
        local,
        case.kind,
        case.country,
        case.country_note,
        case.sector,
        case.city,
        case.founded,
        _joined(case.waves),
        case.evidence_strength,
        case.evidence_strength_note,
        case.gaps,
        len(case.sources),
        len(case.evidence),
    )


def sources_table(cases: Iterable[Case]) -> pd.DataFrame:
    """One row a source of a case.

    Columns: case, source (its key), title, author, publisher, date (as given), url, kind,
    kind_as_found, accessed, language, note. What is not known is empty.
    """
    names = [column.name for column in TABLES["sources"][2:]]
    rows = ((c.id, s.key, *(getattr(s, name) for name in names)) for c in cases for s in c.sources)
    return make_table("sources", rows)


def evidence_table(cases: Iterable[Case]) -> pd.DataFrame:
    """One row a piece of evidence, with the years in which the fact may have been.

    Columns: case, evidence, text, year and as_of (as written), first_year, last_year (empty where
    the fact is undated), source, polarity, value, unit, locator, elements, tags, note.
    """
    return make_table("evidence", (_evidence_row(c, e) for c in cases for e in c.evidence))


def _evidence_row(case: Case, evidence: Any) -> tuple[Any, ...]:
    first, last = evidence.span
    return (
        case.id,
        evidence.id,
        evidence.text,
        None if evidence.year is None else str(evidence.year),
        None if evidence.as_of is None else str(evidence.as_of),
        first,
        last,
        evidence.source,
        evidence.polarity,
        evidence.value,
        evidence.unit,
        evidence.locator,
        _joined(evidence.elements),
        _joined(evidence.tags),
        evidence.note,
    )


def ratings_table(
    cases: Iterable[Case],
    frameworks: Framework | Mapping[str, Framework] | None = None,
    *,
    drafts: bool = False,
) -> pd.DataFrame:
    """One row a rating of one coder.

    Parameters
    ----------
    cases : iterable of Case
    frameworks : Framework or mapping of Framework, optional
        Only ratings of these frameworks' items; the built-in ones if left out.
    drafts : bool
        Whether ratings without answer, and answers that name no evidence, are kept. They are left
        out unless asked for.

    Returns
    -------
    DataFrame
        Columns case, wave, coder, framework, item, value, missing, confidence, evidence (ids
        joined by ``;``), n_evidence, note. ``value`` is empty where ``missing`` says why, and in
        drafts without answer.
    """
    owners = _owners(frameworks, "items")
    return make_table("ratings", _rating_rows(cases, owners, drafts=drafts))


def _rating_rows(
    cases: Iterable[Case], owners: Mapping[str, str], *, drafts: bool
) -> Iterator[tuple[Any, ...]]:
    for case in cases:
        for r in case.ratings:
            if r.item in owners and (drafts or not r.is_draft):
                yield (
                    case.id,
                    r.wave,
                    r.coder,
                    owners[r.item],
                    r.item,
                    r.value,
                    r.missing,
                    r.confidence,
                    _joined(r.evidence),
                    len(r.evidence),
                    r.note,
                )


def notes_table(
    cases: Iterable[Case], frameworks: Framework | Mapping[str, Framework] | None = None
) -> pd.DataFrame:
    """One row a note in one language; what has no text is left out.

    Columns: case, wave, coder, framework, box, order (place in its box, from 1), language, text,
    evidence (ids joined by ``;``).
    """
    owners = _owners(frameworks, "boxes")
    return make_table("notes", _note_rows(cases, owners))


def _note_rows(cases: Iterable[Case], owners: Mapping[str, str]) -> Iterator[tuple[Any, ...]]:
    for case in cases:
        order: dict[tuple[Any, ...], int] = {}
        for note in (n for n in case.notes if n.box in owners and not n.is_empty):
            place = (note.wave, note.coder, note.box)
            order[place] = order.get(place, 0) + 1
            head = (case.id, note.wave, note.coder, owners[note.box], note.box, order[place])
            evidence = _joined(note.evidence)
            texts = ((lang, text) for lang, text in note.text.items() if text.strip())
            yield from ((*head, lang, text, evidence) for lang, text in texts)


def targets_table(cases: Iterable[Case]) -> pd.DataFrame:
    """One row a target: case, coder, respondent, horizon (years ahead, 0 is now), item, value."""
    return make_table(
        "targets",
        (
            (c.id, t.coder, t.respondent, t.horizon, t.item, t.value)
            for c in cases
            for t in c.targets
        ),
    )


def _owners(frameworks: Framework | Mapping[str, Framework] | None, what: str) -> dict[str, str]:
    """Id of the framework that each item or box belongs to."""
    if isinstance(frameworks, Framework):
        frameworks = {frameworks.id: frameworks}
    chosen = load_frameworks() if frameworks is None else frameworks
    return {entry.id: fw.id for fw in chosen.values() for entry in getattr(fw, what)}


def _joined(values: Iterable[object]) -> str | None:
    return ";".join(str(value) for value in values) or None
