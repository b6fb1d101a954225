"""The tables of a data package: records as they are, and what each framework makes of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, get_args

import pandas as pd

from engagement_kit.assess import (
    NOT_PLACED,
    OPEN,
    SETTLED,
    STAGE_RULES,
    TABLES,
    Column,
    case_waves,
    cases_table,
    combine_ratings,
    evidence_table,
    notes_table,
    place_quadrants,
    place_stages,
    rate_levels,
    ratings_table,
    score_axes,
    sources_table,
    targets_table,
)
from engagement_kit.cases import Cases, Evidence, Rating, Source
from engagement_kit.cases.case import Case
from engagement_kit.exchange.package.categories import REASONS, Categories, answers_of, listed
from engagement_kit.exchange.package.codebook import codebook_columns, codebook_rows
from engagement_kit.frameworks import Framework

__all__ = ["TidyTable", "can_hold_reasons", "tidy_tables"]

_CODERS = "Coders are brought together by the rule lower_median."


@dataclass(frozen=True, eq=False)
class TidyTable:
    """One table with all that its descriptor says of it.

    Attributes
    ----------
    name, title, description : str
    columns : tuple of Column
    frame : DataFrame
    key : tuple of str
        Columns that name a row.
    refers : mapping of (str, ...) to (str, (str, ...))
        Columns that name a row of another table: its name, and its columns.
    categories : mapping of str to Categories
        Words that a column may hold, in order where they have one, with what they are called.
    reasons : bool
        Whether an empty ``value`` stands in the file as the word that ``missing`` has for it.
    empty : mapping of str to str
        What an empty cell of a column means, where there is more to say than that.
    """

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    frame: pd.DataFrame
    key: tuple[str, ...] = ()
    refers: Mapping[tuple[str, ...], tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    categories: Mapping[str, Categories] = field(default_factory=dict)
    reasons: bool = False
    empty: Mapping[str, str] = field(default_factory=dict)


def tidy_tables(cases: Cases, frameworks: Mapping[str, Framework]) -> Iterator[TidyTable]:
    """Every table of the package: records, codebook, then the results of each framework."""
    yield from _records(cases, frameworks)
    rows = pd.DataFrame(
        list(codebook_rows(frameworks.values())),
        columns=[column.name for column in codebook_columns()],
    )
    yield TidyTable(
        "codebook",
        "Codebook",
        "Every item that takes ratings and every box that takes notes, in three languages.",
        codebook_columns(),
        rows,
        ("id",),
        categories={"takes": listed(("rating", "note"))},
    )
    for framework in frameworks.values():
        yield from _results(cases, framework)


_TO_CASE = {("case",): ("cases", ("case",))}


def _records(cases: Cases, frameworks: Mapping[str, Framework]) -> Iterator[TidyTable]:
    yield _table(
        "cases",
        "Cases",
        "One row an organisation.",
        cases_table(cases),
        ("case",),
        categories={
            "evidence_strength": listed(_words(Case, "evidence_strength")[::-1], ordered=True)
        },
    )
    yield _table(
        "sources",
        "Sources",
        "One row a source of a case.",
        sources_table(cases),
        ("case", "source"),
        refers=_TO_CASE,
        categories={"kind": listed(_words(Source, "kind"))},
    )
    yield _table(
        "evidence",
        "Evidence",
        "One row a fact, in our own words, with its source.",
        evidence_table(cases),
        ("case", "evidence"),
        refers={**_TO_CASE, ("case", "source"): ("sources", ("case", "source"))},
        categories={"polarity": listed(_words(Evidence, "polarity"))},
    )
    yield _table(
        "ratings",
        "Ratings",
        "One row a rating of one coder; the answers of each item are in the codebook. Ratings "
        "without answer or evidence are drafts: they stand here and count in no result.",
        ratings_table(cases, frameworks, drafts=True),
        ("case", "wave", "coder", "item"),
        refers={**_TO_CASE, ("item",): ("codebook", ("id",))},
        categories={
            "confidence": listed(_words(Rating, "confidence")[::-1], ordered=True),
            "missing": _MISSING,
        },
        reasons=can_hold_reasons(frameworks.values()),
        empty={"value": "No answer yet: a draft", "missing": "There is an answer, or a draft"},
    )
    yield _table(
        "notes",
        "Notes",
        "One row a canvas note in one language.",
        notes_table(cases, frameworks),
        ("case", "wave", "coder", "box", "order", "language"),
        refers={**_TO_CASE, ("box",): ("codebook", ("id",))},
    )
    if any(case.targets for case in cases):
        yield _table(
            "targets",
            "Targets",
            "One row an answer to the question where one wants to be.",
            targets_table(cases),
            ("case", "coder", "respondent", "horizon", "item"),
            refers=_TO_CASE,
        )


def _results(cases: Cases, framework: Framework) -> Iterator[TidyTable]:
    """Tables of all rated parts; the part is named where a framework has several of a kind."""
    for part in framework.parts:
        make = _MAKERS.get(part.kind)
        if make is None or getattr(part, "scale", None) is None:
            continue
        alone = (
            sum(
                _MAKERS.get(p.kind) is make and bool(getattr(p, "scale", None))
                for p in framework.parts
            )
            == 1
        )
        stem = framework.id if alone else f"{framework.id}_{part.id}"
        title = f"{framework.name}: {framework.label(part.id)}"
        yield from make(cases, framework, part.id, stem, title)


def _quadrants(
    cases: Cases, framework: Framework, part: str, stem: str, title: str
) -> Iterator[TidyTable]:
    combined = combine_ratings(ratings_table(cases, framework), framework)
    scores = score_axes(case_waves(cases), combined, framework, part)
    axes = [axis.id for axis in framework.only_part("quadrant", part).axes]
    yield _table(
        f"{stem}_scores",
        f"{title}, scores",
        "One row a case, wave and axis. That an ordered answer scale is averaged is a convention "
        f"of this project. {_CODERS}",
        scores,
        ("case", "wave", "axis"),
        "scores",
        refers=_TO_CASE,
        categories={"axis": _elements(framework, axes)},
    )
    placed = place_quadrants(cases, framework, part=part)
    limits = placed.parameters
    needed = f"{limits['min_known']:.0%} of the items of both axes are known"
    cells = [cell.id for cell in framework.only_part("quadrant", part).cells]
    yield _table(
        f"{stem}_quadrants",
        f"{title}, quadrants",
        f"One row a case and wave. x is {placed.x_axis}, y is {placed.y_axis}; high begins at "
        f"{limits['x_threshold']} and {limits['y_threshold']} ({limits['threshold_status']}); a "
        f"case is placed when {needed}. {_CODERS}",
        placed.table,
        ("case", "wave"),
        "quadrants",
        refers=_TO_CASE,
        categories={"quadrant": _elements(framework, cells), "status": _STATUS},
        empty={"quadrant": _NOT_PLACED},
    )


def _stages(
    cases: Cases, framework: Framework, part: str, stem: str, title: str
) -> Iterator[TidyTable]:
    placed = place_stages(cases, framework, part=part)
    stages = answers_of(framework, framework.only_part("stages", part).scale)
    rule = f"by the rule {placed.parameters['rule']}"
    needed = f"{placed.parameters['min_known']:.0%} of the dimensions are known"
    yield _table(
        f"{stem}_stages",
        f"{title}, stages",
        f"One row a case and wave: its stage {rule}; it is placed when {needed}. {_CODERS}",
        placed.table,
        ("case", "wave"),
        "stages",
        refers=_TO_CASE,
        categories={
            **dict.fromkeys(("stage", "stage_low", "stage_high"), stages),
            "status": _STATUS,
        },
        empty={"stage": _NOT_PLACED},
    )
    yield _table(
        f"{stem}_rules",
        f"{title}, stages by each rule",
        f"One row a case, wave and rule. {_CODERS}",
        placed.rules,
        ("case", "wave", "rule"),
        "rules",
        refers=_TO_CASE,
        categories={"rule": listed(STAGE_RULES), "stage": stages},
    )
    yield _table(
        f"{stem}_dimensions",
        f"{title}, dimensions",
        f"One row a case, wave and dimension. {_CODERS}",
        placed.dimensions,
        ("case", "wave", "item"),
        "dimensions",
        refers={**_TO_CASE, ("item",): ("codebook", ("id",))},
        categories={"value": stages, "missing": _MISSING},
        **_reasons(framework),
    )
    if len(placed.requirements):
        yield _table(
            f"{stem}_requirements",
            f"{title}, requirements",
            f"One row a case, wave and requirement of a gap between two stages. {_CODERS}",
            placed.requirements,
            ("case", "wave", "gap", "item"),
            "requirements",
            refers={**_TO_CASE, ("item",): ("codebook", ("id",))},
            categories={**_checklist_answers(framework), "state": listed(_STATES)},
        )


def _levels(
    cases: Cases, framework: Framework, part: str, stem: str, title: str
) -> Iterator[TidyTable]:
    levels = rate_levels(cases, framework, part=part)
    yield _table(
        f"{stem}_levels",
        title,
        f"One row a case, wave and item, known or not. {_CODERS}",
        levels.table,
        ("case", "wave", "item"),
        "levels",
        refers={**_TO_CASE, ("item",): ("codebook", ("id",))},
        categories={"value": answers_of(framework, levels.scale), "missing": _MISSING},
        **_reasons(framework),
    )


_MAKERS = {
    "quadrant": _quadrants,
    "stages": _stages,
    "capabilities": _levels,
    "steps": _levels,
    "options": _levels,
}
_STATUS = listed((SETTLED, OPEN, NOT_PLACED))
_STATES = ("unknown", "not_applicable", "not_met", "partly", "met")
_MISSING = listed(REASONS)
_NOT_PLACED = "Not placed: too little is known"


def _elements(framework: Framework, ids: Iterable[str]) -> Categories:
    """Elements of a framework, in its language."""
    return Categories({one: framework.label(one) for one in ids})


def _checklist_answers(framework: Framework) -> dict[str, Categories]:
    """Answers to the requirements of a framework; none where its checklists have several scales."""
    scales = {part.scale for part in framework.definition.parts if part.kind == "checklist"}
    return {"value": answers_of(framework, scales.pop())} if len(scales) == 1 else {}


def _reasons(framework: Framework) -> dict[str, Any]:
    empty = {"value": "No answer", "missing": "There is an answer"}
    return {"reasons": can_hold_reasons([framework]), "empty": empty}


def can_hold_reasons(frameworks: Iterable[Framework]) -> bool:
    """Whether the words for what is missing can stand among answers: no answer is called so."""
    answers = {one for fw in frameworks for scale in fw.definition.scales for one in scale.ids}
    return not answers & set(REASONS)


def _table(
    name: str,
    title: str,
    description: str,
    frame: pd.DataFrame,
    key: tuple[str, ...],
    form: str | None = None,
    **details: Any,
) -> TidyTable:
    """A table whose columns are declared in ``TABLES`` under ``form``, or under its own name."""
    return TidyTable(name, title, description, TABLES[form or name], frame, key, **details)


def _words(model: Any, name: str) -> tuple[str, ...]:
    """Words that a field of an entry may hold, as its type lists them."""
    kind = model.model_fields[name].annotation
    inner = [word for arg in get_args(kind) for word in (get_args(arg) or (arg,))]
    return tuple(word for word in inner if isinstance(word, str))
