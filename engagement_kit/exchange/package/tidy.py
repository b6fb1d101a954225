"""The tables of a data package: records as they are, and what each framework makes of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from engagement_kit.assess import (
    NOT_PLACED,
    OPEN,
    SETTLED,
    STAGE_RULES,
    case_waves,
    combine_ratings,
    place_quadrants,
    place_stages,
    rate_levels,
    ratings_table,
    score_axes,
)
from engagement_kit.cases import Cases
from engagement_kit.exchange.package.categories import (
    Categories,
    answers_of,
    can_hold_reasons,
    listed,
)
from engagement_kit.exchange.package.codebook import codebook_columns, codebook_rows
from engagement_kit.exchange.package.records import record_tables
from engagement_kit.exchange.package.tidytable import (
    MISSING,
    TO_CASE,
    TO_CODEBOOK,
    TidyTable,
    table_of,
)
from engagement_kit.frameworks import Framework

__all__ = ["tidy_tables"]

_CODERS = "Coders are brought together by the rule lower_median."


def tidy_tables(cases: Cases, frameworks: Mapping[str, Framework]) -> Iterator[TidyTable]:
    """Every table of the package: records, codebook, then the results of each framework."""
    yield from record_tables(cases, frameworks)
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
    yield table_of(
        f"{stem}_scores",
        f"{title}, scores",
        "One row a case, wave and axis. That an ordered answer scale is averaged is a convention "
        f"of this project. {_CODERS}",
        scores,
        ("case", "wave", "axis"),
        "scores",
        refers=TO_CASE,
        categories={"axis": _elements(framework, axes)},
    )
    placed = place_quadrants(cases, framework, part=part)
    limits = placed.parameters
    needed = f"{limits['min_known']:.0%} of the items of both axes are known"
    cells = [cell.id for cell in framework.only_part("quadrant", part).cells]
    yield table_of(
        f"{stem}_quadrants",
        f"{title}, quadrants",
        f"One row a case and wave. x is {placed.x_axis}, y is {placed.y_axis}; high begins at "
        f"{limits['x_threshold']} and {limits['y_threshold']} ({limits['threshold_status']}); a "
        f"case is placed when {needed}. {_CODERS}",
        placed.table,
        ("case", "wave"),
        "quadrants",
        refers=TO_CASE,
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
    yield table_of(
        f"{stem}_stages",
        f"{title}, stages",
        f"One row a case and wave: its stage {rule}; it is placed when {needed}. {_CODERS}",
        placed.table,
        ("case", "wave"),
        "stages",
        refers=TO_CASE,
        categories={
            **dict.fromkeys(("stage", "stage_low", "stage_high"), stages),
            "status": _STATUS,
        },
        empty={"stage": _NOT_PLACED},
    )
    yield table_of(
        f"{stem}_rules",
        f"{title}, stages by each rule",
        f"One row a case, wave and rule. {_CODERS}",
        placed.rules,
        ("case", "wave", "rule"),
        "rules",
        refers=TO_CASE,
        categories={"rule": listed(STAGE_RULES), "stage": stages},
    )
    yield table_of(
        f"{stem}_dimensions",
        f"{title}, dimensions",
        f"One row a case, wave and dimension. {_CODERS}",
        placed.dimensions,
        ("case", "wave", "item"),
        "dimensions",
        refers={**TO_CASE, **TO_CODEBOOK},
        categories={"value": stages, "missing": MISSING},
        **_reasons(framework),
    )
    if len(placed.requirements):
        yield table_of(
            f"{stem}_requirements",
            f"{title}, requirements",
            f"One row a case, wave and requirement of a gap between two stages. {_CODERS}",
            placed.requirements,
            ("case", "wave", "gap", "item"),
            "requirements",
            refers={**TO_CASE, **TO_CODEBOOK},
            categories={**_checklist_answers(framework), "state": listed(_STATES)},
            empty={"value": "No answer: the column state says why"},
        )


def _levels(
    cases: Cases, framework: Framework, part: str, stem: str, title: str
) -> Iterator[TidyTable]:
    levels = rate_levels(cases, framework, part=part)
    yield table_of(
        f"{stem}_levels",
        title,
        f"One row a case, wave and item, known or not. {_CODERS}",
        levels.table,
        ("case", "wave", "item"),
        "levels",
        refers={**TO_CASE, **TO_CODEBOOK},
        categories={"value": answers_of(framework, levels.scale), "missing": MISSING},
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
