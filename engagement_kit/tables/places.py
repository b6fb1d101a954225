"""Placements in a table: where each case stands, between which bounds, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from engagement_kit.assess import Placements, QuadrantPlacements, StagePlacements
from engagement_kit.errors import WrongKind
from engagement_kit.frameworks import Framework
from engagement_kit.tables.table import Cell, Column, Table
from engagement_kit.tables.wording import (
    case_label,
    in_language,
    kind_label,
    rule_notes,
    source_note,
    table_words,
)
from engagement_kit.words import Words

__all__ = ["place_labels", "placement_notes", "table_placements"]


def table_placements(
    placements: QuadrantPlacements | StagePlacements,
    framework: Framework | None = None,
    *,
    lang: str | None = None,
    title: str | None = None,
    source: str | None = None,
) -> Table:
    """A table of placements: scores with their bounds, place, status, and what else is possible.

    Parameters
    ----------
    placements : QuadrantPlacements or StagePlacements
    framework : Framework, optional
        In place of the one of the placements, e.g. in another language.
    lang : str, optional
        Language of the table; that of the framework if left out.
    title : str, optional
        In place of the table's own.
    source : str, optional
        A sentence about the data; ``"library"`` stands for the one about the built-in case library.

    Returns
    -------
    Table
        One row a case and wave, in the order of the placements. On a page a score looks like
        ``0.50 [0.38, 0.63]``; data has its bounds in columns of their own.

    Raises
    ------
    WrongKind
        Something else than placements was given.
    UnknownId
        The framework does not have the language.
    """
    _expect_placements(placements)
    framework = in_language(placements, framework, lang)
    words = table_words(framework.lang)
    part = framework.label(placements.part)
    if isinstance(placements, QuadrantPlacements):
        columns = list(_quadrant_columns(placements, framework, words))
    else:
        columns = list(_stage_columns(words))
    own = words("title.placements", framework=framework.name, part=part)
    notes = placement_notes(placements, framework, words)
    shown = [words("note.known"), words("note.possible")]
    return Table(
        title=title or own,
        columns=tuple(columns),
        rows=tuple(_rows(placements, framework, words, columns)),
        notes=(*notes, *shown, source_note(words, source)),
        stub=2,
        lang=framework.lang,
    )


def _expect_placements(given: object) -> None:
    if not isinstance(given, QuadrantPlacements | StagePlacements):
        expected = "placements in quadrants or on stages"
        advice = "place_quadrants() and place_stages() make them."
        raise WrongKind("table_placements()", type(given).__name__, expected, advice)


def placement_notes(placements: Placements, framework: Framework, words: Words) -> Iterator[str]:
    """What a reader of placements must know: n, rules, thresholds, what is unknown."""
    parameters, table = placements.parameters, placements.table
    yield words("note.framework", framework=framework.name, version=framework.version)
    yield words("note.cases", cases=table["case"].nunique(), n=len(table))
    yield words("note.placed", **placements.counts)
    if isinstance(placements, QuadrantPlacements):
        yield words("note.score")
    yield from rule_notes(framework, parameters)
    if isinstance(placements, QuadrantPlacements):
        rule = str(parameters.get("threshold_rule", "fixed"))
        yield words(f"note.{rule if rule != 'fixed' else parameters['threshold_status']}")
    else:
        yield words("note.stage_bounds")


def place_labels(placements: Placements, framework: Framework) -> dict[str, str]:
    """Every quadrant or stage with its name, in the framework's order."""
    if isinstance(placements, QuadrantPlacements):
        cells = framework.only_part("quadrant", placements.part).cells
        return {cell.id: framework.label(cell.id) for cell in cells}
    scale = framework.only_part("stages", placements.part).scale
    return {stage: framework.value_label(scale, stage) for stage in framework.scale(scale).ids}


def _who(words: Words) -> Iterator[Column]:
    yield Column("case", words("case_id"), on_page=False)
    yield Column("name", words("case"))
    yield Column("wave", words("wave"), "count")
    yield Column("kind", words("kind"), on_page=False)


def _where(words: Words, place: str) -> Iterator[Column]:
    yield Column(place, words(place))
    yield Column("status", words("status"))
    yield Column("possible", words("possible"))


def _quadrant_columns(
    placements: QuadrantPlacements, framework: Framework, words: Words
) -> Iterator[Column]:
    yield from _who(words)
    for side, axis_id in (("x", placements.x_axis), ("y", placements.y_axis)):
        axis = framework.label(axis_id)
        bounds = (f"{side}_low", f"{side}_high")
        yield Column(side, words("score"), "number", axis, bounds=bounds)
        for one, key in zip(bounds, ("low", "high"), strict=True):
            yield Column(one, words(key, axis=axis), "number", on_page=False)
        yield Column(f"{side}_known", words("known"), "count", axis, of=f"{side}_items")
        yield Column(f"{side}_items", words("items", axis=axis), "count", on_page=False)
    yield from _where(words, "quadrant")


def _stage_columns(words: Words) -> Iterator[Column]:
    yield from _who(words)
    yield Column("known", words("known"), "count", of="items")
    yield Column("items", words("items", axis=words("stage")), "count", on_page=False)
    yield from _where(words, "stage")


def _rows(
    placements: Placements, framework: Framework, words: Words, columns: list[Column]
) -> Iterator[tuple[Cell, ...]]:
    labels = place_labels(placements, framework)
    for row in placements.table.to_dict("records"):
        name = case_label(placements.cases, row["case"], framework.lang, row["name"])
        told = {
            "name": name,
            "kind": None if pd.isna(row["kind"]) else kind_label(words, row["kind"]),
            "status": words(row["status"]),
            "possible": words("list.separator").join(_possible(row, labels)) or None,
        }
        for place in ("quadrant", "stage"):
            told[place] = labels.get(row.get(place))
        yield tuple(told[c.id] if c.id in told else _value(row[c.id], c) for c in columns)


def _value(value: Any, column: Column) -> Cell:
    if pd.isna(value):
        return None
    kinds = {"text": str, "number": float, "count": int}
    return kinds[column.kind](value)  # type: ignore[no-any-return]


def _possible(row: dict[Any, Any], labels: dict[str, str]) -> list[str]:
    """Names of the places that the bounds allow."""
    if "possible" in row:
        return [] if pd.isna(row["possible"]) else [labels[p] for p in row["possible"].split(";")]
    if pd.isna(row["rank_low"]):
        return []
    return list(labels.values())[int(row["rank_low"]) - 1 : int(row["rank_high"])]
