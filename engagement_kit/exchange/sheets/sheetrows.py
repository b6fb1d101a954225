"""Cases as rows of the forms: the way back from entries to cells."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from engagement_kit.cases import Case
from engagement_kit.exchange.sheets.forms import FORMS, Form

__all__ = ["Cell", "sheet_header", "sheet_rows", "used_tables"]

Cell = str | int | float | None


def used_tables(cases: Iterable[Case]) -> tuple[str, ...]:
    """Tables to write: all of them, targets only where there are any."""
    targets = any(case.targets for case in cases)
    return tuple(name for name in FORMS if targets or name != "targets")


def sheet_header(table: str, cases: Iterable[Case]) -> list[str]:
    """Columns of a table, with one for each language that its texts are in.

    Columns that serve other ways of writing the same (``language`` and ``order`` of notes) are
    left out, and so is ``csl`` where no source says anything there.
    """
    form, header = FORMS[table], []
    for field in form.fields:
        if table == "notes" and field.name in ("language", "order"):
            continue
        if field.name == "csl" and not any(source.csl for case in cases for source in case.sources):
            continue
        header.append(field.name)
        if field.by_language:
            used = dict.fromkeys(
                lang
                for entry in _entries(table, cases)
                for lang in getattr(entry, field.name)
                if lang != "en"
            )
            header += [f"{field.name}_{lang}" for lang in used]
    return header


def sheet_rows(table: str, cases: Iterable[Case], header: Iterable[str]) -> Iterator[list[Cell]]:
    """The cells of each row: text, numbers, None where empty; lists are joined by commas.

    Notes without text have no row: a sheet has no use for them.
    """
    form, header = FORMS[table], list(header)
    for case in cases:
        for entry in _entries(table, [case]):
            fields = {**_fields(entry, form), "case": case.id}
            yield [fields.get(column) for column in header]


def _entries(table: str, cases: Iterable[Case]) -> Iterator[Any]:
    for case in cases:
        if table == "notes":
            yield from (note for note in case.notes if not note.is_empty)
        else:
            yield from [case] if table == "cases" else getattr(case, table)


def _fields(entry: Any, form: Form) -> Mapping[str, Cell]:
    """Cells of one entry by column."""
    cells: dict[str, Cell] = {}
    for field in form.fields:
        value = _value(entry, field.name)
        if field.by_language:
            for lang, text in value.items():
                cells[field.name if lang == "en" else f"{field.name}_{lang}"] = text
        elif isinstance(value, tuple):
            cells[field.name] = ", ".join(map(str, value)) or None
        elif isinstance(value, dict):
            cells[field.name] = json.dumps(value, ensure_ascii=False)
        else:
            cells[field.name] = value
    return cells


def _value(entry: Any, name: str) -> Any:
    """A field of an entry; ``size_value`` is the value of a case's size."""
    if name.startswith("size_"):
        return getattr(entry.size, name.removeprefix("size_"), None)
    return getattr(entry, name, None)
