"""Groups of cases side by side: how many stand where, how many gave which answer, and medians."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from engagement_kit.assess import Levels, Placements, QuadrantPlacements, StagePlacements
from engagement_kit.assess.placements import NOT_PLACED, STATUSES
from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.frameworks import Framework
from engagement_kit.tables.distinct import distinct, distinct_columns
from engagement_kit.tables.places import place_labels, placement_notes
from engagement_kit.tables.plaintext import plain
from engagement_kit.tables.table import Cell, Column, Table
from engagement_kit.tables.wording import (
    group_label,
    in_language,
    rule_notes,
    source_note,
    table_words,
)
from engagement_kit.words import Words

__all__ = ["table_comparison"]

_FIXED = {"kind": ("museum", "company")}  # these stand first, whichever of them there are
_COUNTED = ("known", "unanswered", "median")
_MANY_GROUPS = 3  # more groups than these stand below one another


@dataclass(frozen=True, eq=False)
class _Group:
    """Rows of a result that are counted together."""

    id: str
    label: str
    table: pd.DataFrame


def table_comparison(
    result: QuadrantPlacements | StagePlacements | Levels,
    framework: Framework | None = None,
    *,
    by: str = "kind",
    lang: str | None = None,
    title: str | None = None,
    source: str | None = None,
) -> Table:
    """A table of groups side by side: n, counts, medians, and what is unknown apart from it all.

    Parameters
    ----------
    result : QuadrantPlacements, StagePlacements or Levels
        Placements are counted by quadrant or stage; levels by item and answer.
    framework : Framework, optional
        In place of the one of the result, e.g. in another language.
    by : str
        Column of the result that names the groups: kind, country, wave.
    lang : str, optional
        Language of the table; that of the framework if left out.
    title : str, optional
        In place of the table's own.
    source : str, optional
        A sentence about the data; ``"library"`` stands for the one about the built-in case library.

    Returns
    -------
    Table
        Of placements, one column a group, and one for all. Of levels, one row an item, with the
        answers of each group beside those of the next; more than three groups stand below one
        another. Numbers are counts, never shares.

    Raises
    ------
    WrongKind
        Neither placements nor levels were given.
    UnknownId
        There is no such column, or the framework does not have the language.
    """
    _expect_comparable(result)
    if by not in result.table:
        raise UnknownId("column to compare by", by, map(str, result.table.columns))
    framework = in_language(result, framework, lang)
    words = table_words(framework.lang)
    groups = list(_groups(result.table, by, words))
    if isinstance(result, Levels):
        columns, rows, notes, stub = _of_levels(result, framework, groups, words)
    else:
        columns, rows, notes, stub = _of_placements(result, framework, groups, words, by)
    part = framework.label(result.part)
    grouping = words(f"by.{by}") if f"by.{by}" in words.keys else words("by.other", column=by)
    own = words("title.comparison", framework=framework.name, part=part, by=grouping)
    return Table(
        title=title or own,
        columns=tuple(columns),
        rows=tuple(rows),
        notes=(*notes, source_note(words, source)),
        stub=stub,
        lang=framework.lang,
    )


def _expect_comparable(given: object) -> None:
    if not isinstance(given, QuadrantPlacements | StagePlacements | Levels):
        advice = "place_quadrants(), place_stages() and rate_levels() make them."
        found = type(given).__name__
        raise WrongKind("table_comparison()", found, "placements or levels", advice)


_Made = tuple[list[Column], list[tuple[Cell, ...]], list[str], int]


def _groups(table: pd.DataFrame, by: str, words: Words) -> Iterator[_Group]:
    """The groups in a fixed order: well-known kinds, then by name, then those without a value."""
    values = table[by].astype(object).where(table[by].notna(), None)
    found = set(values.dropna())
    fixed = [name for name in _FIXED.get(by, ()) if name in found]
    for value in (*fixed, *sorted(found - set(fixed))):
        yield _Group(plain(str(value)), group_label(words, by, value), table[values == value])
    if values.isna().any():
        yield _Group("none", group_label(words, by, None), table[values.isna()])


# --- placements


def _of_placements(
    result: Placements, framework: Framework, groups: list[_Group], words: Words, by: str
) -> _Made:
    """One row a place, a status or a median; one column a group."""
    total = _Group("all", words("group.all"), result.table)
    every = [*groups, total]
    named = [
        Column("id", words("measure_id"), on_page=False),
        Column("measure", words("measure")),
    ]
    *apart, last = (Column(g.id, _sized(words, g.label, len(g.table)), "number") for g in every)
    columns = [*named, *distinct_columns((*named, last), apart, by), last]
    measures = _counts(result, framework, words, [g.table for g in every])
    medians = _medians(result, framework, words, [g.table for g in every])
    notes = [*placement_notes(result, framework, words), words("note.counted")]
    return columns, [*measures, *medians], [*notes, words("note.medians")], 1


def _sized(words: Words, group: str, n: int) -> str:
    return words("group.size", group=group, n=n)


def _counts(
    result: Placements, framework: Framework, words: Words, tables: Sequence[pd.DataFrame]
) -> Iterator[tuple[Cell, ...]]:
    column = "quadrant" if isinstance(result, QuadrantPlacements) else "stage"
    for place, label in place_labels(result, framework).items():
        yield (place, label, *(int((table[column] == place).sum()) for table in tables))
    for status in STATUSES:
        yield (status, words(status), *(int((t["status"] == status).sum()) for t in tables))
    yield ("n", words("n"), *(len(table) for table in tables))


def _medians(
    result: Placements, framework: Framework, words: Words, tables: Sequence[pd.DataFrame]
) -> Iterator[tuple[Cell, ...]]:
    """Medians of what is placed, with those of its bounds."""
    placed = [table[table["status"] != NOT_PLACED] for table in tables]
    for column, key, axis in _measured(result, framework):
        for end in ("", "_low", "_high"):
            label = words(f"median.{key}{end.replace('_', '.')}", axis=axis)
            medians = (_median(table[f"{column}{end}"]) for table in placed)
            yield (f"median_{column}{end}", label, *medians)


def _measured(result: Placements, framework: Framework) -> Iterator[tuple[str, str, str]]:
    """Column, kind of sentence and axis of everything that has a median."""
    if isinstance(result, QuadrantPlacements):
        yield "x", "axis", framework.label(result.x_axis)
        yield "y", "axis", framework.label(result.y_axis)
    else:
        yield "rank", "stage", ""


def _median(values: pd.Series) -> float | None:
    known = values.dropna()
    return float(known.median()) if len(known) else None


# --- levels


def _of_levels(result: Levels, framework: Framework, groups: list[_Group], words: Words) -> _Made:
    """One row an item, groups beside one another; or one row an item and group."""
    scale = result.scale
    answers = {value: framework.value_label(scale, value) for value in framework.scale(scale).ids}
    items = list(dict.fromkeys(result.table["item"]))
    columns = [Column("item_id", words("item_id"), on_page=False), Column("item", words("item"))]
    notes = [
        words("note.framework", framework=framework.name, version=framework.version),
        words("note.cases", cases=result.table["case"].nunique(), n=_size(result.table)),
        *rule_notes(framework, result.parameters),
        *map(words, ("note.counted", "note.median_level", "note.item_median")),
    ]
    rows: list[tuple[Cell, ...]]
    if len(groups) > _MANY_GROUPS:
        columns += [Column("group", words("group")), Column("n", words("n"), "count")]
        columns += distinct_columns(columns, _answer_columns("", "", answers, words), "answer")
        rows = [
            (item, framework.label(item), g.label, _size(g.table), *_answers(g, item, answers))
            for item in items
            for g in groups
        ]
        return columns, rows, notes, 2
    for group in groups:
        head = _sized(words, group.label, _size(group.table))
        counted = _answer_columns(f"{group.id}_", head, answers, words)
        columns += distinct_columns(columns, counted, "group")
    rows = [
        (item, framework.label(item), *(c for g in groups for c in _answers(g, item, answers)))
        for item in items
    ]
    return columns, rows, notes, 1


def _size(table: pd.DataFrame) -> int:
    return len(table[["case", "wave"]].drop_duplicates())


def _answer_columns(
    prefix: str, head: str, answers: dict[str, str], words: Words
) -> Iterator[Column]:
    ids = distinct(answers, _COUNTED, "answer")
    for answer, label in zip(ids, answers.values(), strict=True):
        yield Column(f"{prefix}{answer}", label, "count", head)
    yield Column(f"{prefix}known", words("known_n"), "count", head)
    yield Column(f"{prefix}unanswered", words("unanswered"), "count", head)
    yield Column(f"{prefix}median", words("median"), "text", head)


def _answers(group: _Group, item: str, answers: dict[str, str]) -> Iterator[Cell]:
    """Counts of the answers, of all that are known and of those that are not; the median answer."""
    given = group.table.loc[group.table["item"] == item, "value"]
    known = given.dropna()
    yield from (int((known == answer).sum()) for answer in answers)
    yield len(known)
    yield len(given) - len(known)
    ranks = sorted(list(answers).index(answer) for answer in known)
    yield list(answers.values())[ranks[(len(ranks) - 1) // 2]] if ranks else None
