"""From whatever somebody holds (cases, a result, a table) to tables with all that is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import pandas as pd

from engagement_kit.assess import (
    TABLES,
    Column,
    cases_table,
    evidence_table,
    notes_table,
    ratings_table,
    sources_table,
    targets_table,
)
from engagement_kit.cases import Cases
from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.exchange.statistics.described import Answer, DescribedColumn, DescribedTable
from engagement_kit.exchange.statistics.vocabularies import column_answers, reason_labels
from engagement_kit.exchange.statistics.wide import wide_answers
from engagement_kit.frameworks import Framework, load_frameworks
from engagement_kit.words import LANGUAGES

__all__ = ["check_language", "describe_frame", "describe_tables"]

_PLAIN = (str, int, float, bool)
_ENOUGH = 0.6  # of the columns of a declared table, so that a frame counts as one of its kind


def describe_tables(
    thing: object, frameworks: Mapping[str, Framework] | None = None, lang: str | None = None
) -> Iterator[DescribedTable]:
    """The tables of a thing, the main one first; each is made when it is asked for.

    Parameters
    ----------
    thing : Cases, DataFrame, result, table for print, or mapping of names to these
    frameworks : mapping of Framework, optional
        Frameworks of the cases; the built-in ones if left out.
    lang : str, optional
        Language of the labels; by default that of the result, else English.

    Raises
    ------
    WrongKind
        It has no table and no number.
    UnknownId
        There are no labels in this language.
    """
    check_language(lang)
    if isinstance(thing, Mapping):
        for name, one in thing.items():
            yield from (_renamed(str(name), t) for t in describe_tables(one, frameworks, lang))
    elif isinstance(thing, Cases):
        chosen = load_frameworks() if frameworks is None else frameworks
        yield wide_answers(thing, chosen, lang=lang or "en")
        yield from _records(thing, chosen, lang)
    elif isinstance(thing, pd.DataFrame):
        yield describe_frame("table", "Table", thing, lang=lang)
    else:
        yield from _tables_of(thing, lang)


def check_language(lang: str | None) -> None:
    """Let a language pass that there are labels in; UnknownId names those there are."""
    if lang is not None and lang not in LANGUAGES:
        raise UnknownId("language", lang, LANGUAGES)


def _renamed(name: str, table: DescribedTable) -> DescribedTable:
    own = name if table.name == "table" else f"{name}_{table.name}"
    kept = {one.name: getattr(table, one.name) for one in fields(table)}
    return DescribedTable(**{**kept, "name": own})


def _records(
    cases: Cases, frameworks: Mapping[str, Framework], lang: str | None
) -> Iterator[DescribedTable]:
    """The records of cases, a table each."""
    made = {
        "cases": cases_table(cases),
        "sources": sources_table(cases),
        "evidence": evidence_table(cases),
        "ratings": ratings_table(cases, frameworks, drafts=True),
        "notes": notes_table(cases, frameworks),
        "targets": targets_table(cases),
    }
    for name, frame in made.items():
        if len(frame):
            yield describe_frame(name, name.capitalize(), frame, lang=lang)


def _tables_of(thing: Any, lang: str | None) -> Iterator[DescribedTable]:
    """Every table of a result; of a result that is only numbers, one row of them."""
    framework, part = _framework(thing, lang), getattr(thing, "part", None)
    spoken = lang or getattr(thing, "lang", None) or getattr(framework, "lang", None)
    title = getattr(thing, "title", None) or type(thing).__name__
    frames = {"table": getattr(thing, "table", getattr(thing, "frame", None))}
    if is_dataclass(thing):
        frames |= {one.name: getattr(thing, one.name) for one in fields(thing)}
    found = {name: one for name, one in frames.items() if isinstance(one, pd.DataFrame)}
    if not found and is_dataclass(thing) and (row := _numbers(thing)):
        found = {"table": pd.DataFrame([row])}
    if not found:
        expected = "cases, a table, or a result that has a table or numbers"
        raise WrongKind("A table for other programs", type(thing).__name__, expected)
    for name, frame in found.items():
        told = title if name == "table" else f"{title}, {name}"
        yield describe_frame(
            name, str(told), frame, lang=spoken, framework=framework, part=_part(framework, part)
        )


def _framework(thing: Any, lang: str | None) -> Framework | None:
    found = getattr(thing, "framework", None)
    if not isinstance(found, Framework):
        return None
    return found.in_language(lang) if lang in found.languages else found


def _part(framework: Framework | None, part: object) -> str | None:
    known = {one.id for one in framework.parts} if framework else set()
    return str(part) if part in known else None


def _numbers(thing: Any) -> dict[str, Any]:
    """What a result says in single words and numbers; None where nothing is known."""
    row = {one.name: getattr(thing, one.name) for one in fields(thing)}
    kept = {name: one for name, one in row.items() if one is None or isinstance(one, _PLAIN)}
    return kept if any(isinstance(one, int | float) for one in kept.values()) else {}


def describe_frame(
    name: str,
    title: str,
    frame: pd.DataFrame,
    *,
    lang: str | None = None,
    framework: Framework | None = None,
    part: str | None = None,
) -> DescribedTable:
    """A table with what its columns declare; an index that names its rows becomes a column.

    Columns that :data:`TABLES` declares have the meaning that stands there, and ordered categories
    keep their order; lists become text, joined by ``;``.
    """
    flat = _flat(frame)
    spoken = lang or (framework.lang if framework else "en")
    declared = _declared(list(map(str, flat.columns)))
    columns = []
    for label in flat.columns:
        column = flat[label]
        answers, is_ordered = _answers(column, framework, part, spoken)
        known = declared.get(str(label))
        meaning = _meaning(known) if known else str(label)
        columns.append(DescribedColumn(str(label), _kind(column), meaning, answers, is_ordered))
    plain = {c.name: _plain(flat[c.name], c.kind) for c in columns}
    cells = pd.DataFrame(plain, index=flat.index)
    return DescribedTable(
        name, title, cells, tuple(columns), _reasons(cells), reason_labels(spoken), spoken
    )


def _flat(frame: pd.DataFrame) -> pd.DataFrame:
    """The table with an index of its own as columns, and plain names, each once."""
    counted = isinstance(frame.index, pd.RangeIndex) and frame.index.name is None
    if counted:
        flat = frame.reset_index(drop=True)
    else:
        names = [n if n is not None else f"row{i or ''}" for i, n in enumerate(frame.index.names)]
        names = [f"{n}_of_row" if n in frame.columns else n for n in names]
        flat = frame.rename_axis(index=names).reset_index()
    told = ["_".join(map(str, c)) if isinstance(c, tuple) else str(c) for c in flat.columns]
    return flat.set_axis(list(_each_once(told)), axis=1)


def _each_once(names: Iterable[str]) -> Iterator[str]:
    taken: set[str] = set()
    for name in names:
        free, number = name, 1
        while free in taken:
            number += 1
            free = f"{name}_{number}"
        taken.add(free)
        yield free


def _declared(names: list[str]) -> Mapping[str, Column]:
    """Columns as :data:`TABLES` declares them: of the table that shares most of these columns."""
    best = max(TABLES.values(), key=lambda table: _shared(table, names))
    if _shared(best, names) < (_ENOUGH, 2):
        return {}
    return {column.name: column for column in best}


def _shared(table: tuple[Column, ...], names: list[str]) -> tuple[float, int]:
    """Share of a declared table's columns that are there, and how many."""
    there = sum(column.name in names for column in table)
    return there / len(table), there


def _meaning(column: Column) -> str:
    return f"{column.meaning} ({column.unit})" if column.unit else column.meaning


def _kind(column: pd.Series) -> Any:
    held = column.dropna()
    if pd.api.types.is_bool_dtype(column) or (len(held) and held.map(type).eq(bool).all()):
        return "boolean"
    if pd.api.types.is_integer_dtype(column):
        return "integer"
    if pd.api.types.is_float_dtype(column):
        return "number"
    if pd.api.types.is_object_dtype(column) and len(held):
        number = held.map(lambda one: isinstance(one, int | float))
        return "number" if number.all() else "string"
    return "string"


def _answers(
    column: pd.Series, framework: Framework | None, part: str | None, lang: str
) -> tuple[tuple[Answer, ...], bool]:
    """Answers of a column: its categories, or those of a scale or vocabulary that it holds."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        words = [str(one) for one in column.cat.categories]
        found = tuple(Answer(w, i, w) for i, w in enumerate(words, start=1))
        return found, bool(column.cat.ordered)
    if _kind(column) != "string" or _holds_lists(column):
        return (), False
    return column_answers(column, framework, part, lang)


def _holds_lists(column: pd.Series) -> bool:
    return bool(column.map(lambda one: isinstance(one, list | tuple | set | frozenset)).any())


def _plain(column: pd.Series, kind: str) -> pd.Series:
    """The cells as text, numbers and None."""
    cells = column.astype(object)
    if kind == "string":
        cells = cells.map(_text)
    return cells.where(cells.map(_is_there), None)


def _is_there(value: Any) -> bool:
    return not pd.api.types.is_scalar(value) or not pd.isna(value)


def _text(value: Any) -> Any:
    if isinstance(value, set | frozenset):
        value = sorted(value, key=str)
    if isinstance(value, list | tuple):
        return ";".join(map(str, value))
    return str(value) if _is_there(value) else None


def _reasons(cells: pd.DataFrame) -> Mapping[str, pd.Series]:
    """Why an answer is missing, where the table says so beside it."""
    return {"value": cells["missing"]} if {"value", "missing"} <= set(cells.columns) else {}
