"""Cases and constructs in a table: each cell with the answer and the evidence that it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from engagement_kit.assess import CanvasNotes, Levels, fill_canvas, rate_levels
from engagement_kit.assess.answers import as_cases
from engagement_kit.assess.waves import Wave, case_waves
from engagement_kit.cases import Case, Cases
from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.frameworks import Framework
from engagement_kit.tables.distinct import distinct_columns
from engagement_kit.tables.evidence import Citations, Grid, canvas_grid, level_grid
from engagement_kit.tables.table import Cell, Column, Table
from engagement_kit.tables.wording import in_language, rule_notes, source_note, table_words
from engagement_kit.words import Words

__all__ = ["table_matrix"]

_ROWS = ("case", "construct")
_FEW_CASES = 3  # no more cases than these stand beside one another, their constructs below


@dataclass(frozen=True, eq=False)
class _Asked:
    """What the matrix is made from, in the language of the table."""

    grid: Grid
    framework: Framework
    part: str
    parameters: dict[str, Any]
    is_canvas: bool


def table_matrix(
    result: Levels | CanvasNotes | Iterable[Case],
    framework: Framework | None = None,
    *,
    part: str | None = None,
    wave: Wave = "last",
    quotes: int = 2,
    rows: Literal["case", "construct"] | None = None,
    lang: str | None = None,
    title: str | None = None,
    source: str | None = None,
) -> Table:
    """A table of cases by constructs: the answer in each cell, and the evidence behind it.

    Evidence is shown with its year and the citation key of its source, ``<case>:<source>``; the
    sources stand below the table.

    Parameters
    ----------
    result : Levels, CanvasNotes or iterable of Case
        Answers, the notes of one case, or cases whose answers or notes are to be brought together.
    framework : Framework, optional
        Needed for cases; else in place of the one of the result, e.g. in another language.
    part : str, optional
        Id of the part, where cases are given; the first part that takes ratings, else the first
        canvas, if left out.
    wave : int, "first", "last" or None
        Which waves, where cases are given; None takes all.
    quotes : int
        How many pieces of evidence a cell shows at most; the others are counted.
    rows : {"case", "construct"}, optional
        What stands below one another; constructs, if there are no more than three cases.
    lang : str, optional
        Language of the table; that of the framework if left out.
    title : str, optional
        In place of the table's own.
    source : str, optional
        A sentence about the data; ``"library"`` stands for the one about the built-in case library.

    Raises
    ------
    WrongKind
        No framework was given with cases, or its part takes neither ratings nor notes.
    UnknownId
        No such part, wave or word for ``rows``, or the framework does not have the language.
    """
    if rows is not None and rows not in _ROWS:
        raise UnknownId("way to lay out a matrix", str(rows), _ROWS)
    citations = Citations(max(quotes, 0))
    asked = _asked(result, framework, part, wave, lang, citations)
    grid, framework = asked.grid, asked.framework
    words = table_words(framework.lang)
    chosen = rows or ("construct" if len(grid.cases) <= _FEW_CASES else "case")
    make = _cases_below if chosen == "case" else _constructs_below
    columns, body = make(grid, asked, words)
    key = "title.canvas" if asked.is_canvas else "title.matrix"
    own = words(key, framework=framework.name, part=framework.label(asked.part))
    return Table(
        title=title or own,
        columns=tuple(columns),
        rows=tuple(body),
        notes=(*_notes(asked, quotes, words), source_note(words, source)),
        references=citations.references(),
        stub=2 if chosen == "case" else 1,
        lang=framework.lang,
    )


def _asked(
    result: Any,
    framework: Framework | None,
    part: str | None,
    wave: Wave,
    lang: str | None,
    citations: Citations,
) -> _Asked:
    """The grid of whatever was given."""
    if isinstance(result, Levels):
        return _of_levels(result, in_language(result, framework, lang), citations)
    if isinstance(result, CanvasNotes):
        return _of_notes([result], in_language(result, framework, lang), result.part, citations)
    cases = as_cases(result)
    if not isinstance(framework, Framework):
        advice = "Give one, e.g. table_matrix(cases, load_framework('smi'))."
        raise WrongKind("table_matrix()", "cases alone", "a framework with the cases", advice)
    framework = framework.in_language(lang or framework.lang)
    canvas = _canvas(framework, part)
    if canvas is None:
        levels = rate_levels(cases, framework, part=part, wave=wave)
        return _of_levels(levels, framework, citations)
    filled = list(_filled(cases, framework, canvas, wave))
    return _of_notes(filled, framework, canvas, citations)


def _canvas(framework: Framework, part: str | None) -> str | None:
    """Id of the canvas that is asked for; None where it is a part that takes ratings."""
    if part is not None:
        return part if framework.part(part).kind == "canvas" else None
    if framework.items:
        return None
    return next((one.id for one in framework.parts_of("canvas")), None)


def _filled(cases: Cases, framework: Framework, part: str, wave: Wave) -> list[CanvasNotes]:
    waves = case_waves(cases, wave, framework.lang)
    return [
        fill_canvas(cases[case], framework, part=part, wave=int(year))
        for case, year in zip(waves["case"], waves["wave"], strict=True)
    ]


def _of_levels(levels: Levels, framework: Framework, citations: Citations) -> _Asked:
    grid = level_grid(levels, framework, citations)
    return _Asked(grid, framework, levels.part, dict(levels.parameters), is_canvas=False)


def _of_notes(
    filled: list[CanvasNotes], framework: Framework, part: str, citations: Citations
) -> _Asked:
    grid = canvas_grid(filled, framework, part, citations)
    return _Asked(grid, framework, part, {}, is_canvas=True)


_Made = tuple[list[Column], list[tuple[Cell, ...]]]


def _cases_below(grid: Grid, asked: _Asked, words: Words) -> _Made:
    named = [
        Column("case", words("case_id"), on_page=False),
        Column("name", words("case")),
        Column("wave", words("wave"), "count"),
    ]
    constructs = [Column(one, asked.framework.label(one)) for one in grid.constructs]
    kind = "box" if asked.is_canvas else "item"
    columns = [*named, *distinct_columns(named, constructs, kind)]
    body: list[tuple[Cell, ...]] = [
        (case, name, wave, *(grid.cells[case, wave, one] for one in grid.constructs))
        for (case, wave), name in grid.cases.items()
    ]
    return columns, body


def _constructs_below(grid: Grid, asked: _Asked, words: Words) -> _Made:
    head = words("box" if asked.is_canvas else "item")
    columns = [
        Column("item", words("item_id"), on_page=False),
        Column("label", head),
        *(
            Column(f"{case}_{wave}", f"{name}{words('list.separator')}{wave}")
            for (case, wave), name in grid.cases.items()
        ),
    ]
    body: list[tuple[Cell, ...]] = [
        (one, asked.framework.label(one), *(grid.cells[(*key, one)] for key in grid.cases))
        for one in grid.constructs
    ]
    return columns, body


def _notes(asked: _Asked, quotes: int, words: Words) -> list[str]:
    """What a reader must know: n, what is unknown, the rule for coders, what evidence is."""
    grid, framework = asked.grid, asked.framework
    told = [words("note.framework", framework=framework.name, version=framework.version)]
    told.append(words("note.cases", cases=len({case for case, _ in grid.cases}), n=len(grid.cases)))
    key = "note.empty_boxes" if asked.is_canvas else "note.silent"
    told.append(words(key, n=grid.silent, all=len(grid.cells)))
    if not asked.is_canvas:
        told += [*rule_notes(framework, asked.parameters), words("note.level")]
    elif grid.elsewhere:
        told.append(words("note.other_language", n=grid.elsewhere))
    return [*told, words("note.quotes", n=max(quotes, 0)), words("note.facts")]
