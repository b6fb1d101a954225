"""From the cells of a row to the fields of an entry, each fault with its row and column."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from pydantic import ValidationError

from engagement_kit.cases.fields import Entry
from engagement_kit.errors import Fault
from engagement_kit.exchange.sheets.forms import Field, language_of
from engagement_kit.exchange.sheets.table import Row
from engagement_kit.schema_faults import schema_faults
from engagement_kit.strict_yaml import Positions

__all__ = ["make_entry", "row_fields"]

Model = TypeVar("Model", bound=Entry)

_WHOLE = re.compile(r"[+-]?[0-9]{1,15}(?:\.0+)?\Z")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?\Z")
_KEYS = re.compile(r"[,;]")


def row_fields(row: Row, faults: list[Fault]) -> dict[str, Any] | None:
    """Values by field for every column of the row; None where its cell is blank.

    Texts by language come as one mapping, ``{"en": ..., "ko": ...}``. What cannot be read is added
    to ``faults``, and None comes back.
    """
    before, fields = len(faults), {}
    for column, field in row.table.columns.items():
        text = row.cells[column]
        if field.required and not field.sparse and not text:
            faults.append(row.fault("empty_cell", column))
            continue
        try:
            fields[column] = _value(text, field) if text else None
        except ValueError as error:
            faults.append(row.fault("bad_number", column, value=text.strip(), other=str(error)))
    return _by_language(row, fields) if len(faults) == before else None


def _by_language(row: Row, fields: dict[str, Any]) -> dict[str, Any]:
    """The fields with the columns of a text's languages brought together."""
    together: dict[str, Any] = {}
    for column, value in fields.items():
        field = row.table.columns[column]
        if field.by_language:
            texts = together.setdefault(field.name, {})
            texts[language_of(field, column)] = value
        else:
            together[column] = value
    return together


def _value(text: str, field: Field) -> Any:
    """What a cell says; ValueError names what was expected."""
    return text if field.kind == "text" else _READERS[field.kind](text.strip())


def _name(word: str) -> str:
    return unicodedata.normalize("NFC", word)


def _keys(word: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in _KEYS.split(word) if part.strip())


def _wholes(word: str) -> tuple[int, ...]:
    return tuple(map(_whole, _keys(word)))


def _period(word: str) -> int | str:
    return _whole(word) if _WHOLE.match(word) else word


def _whole(word: str) -> int:
    if not _WHOLE.match(word):
        raise ValueError("a whole number such as 2014")
    return int(word.partition(".")[0])


def _number(word: str) -> float:
    if _WHOLE.match(word):
        return _whole(word)
    if not _NUMBER.match(word):
        raise ValueError("a number such as 1250 or 0.5, without separators between thousands")
    return float(word)


_READERS: Mapping[str, Callable[[str], Any]] = {
    "key": str,
    "name": _name,
    "keys": _keys,
    "whole": _whole,
    "wholes": _wholes,
    "number": _number,
    "period": _period,
}


def make_entry(
    model: type[Model], fields: Mapping[str, Any], row: Row, faults: list[Fault]
) -> Model | None:
    """The entry that a row makes; None, and its faults added, where something does not belong."""
    known = model.model_fields
    content = {
        name: value
        for name, value in fields.items()
        if name in known and (value is not None or known[name].is_required())
    }
    try:
        return model.model_validate(content)
    except ValidationError as error:
        faults += _row_faults(error, model, content, row)
        return None


def _row_faults(
    error: ValidationError, model: type[Entry], content: dict[str, Any], row: Row
) -> Iterator[Fault]:
    """Pydantic's findings with the row as their line and the column as their field."""
    for fault in schema_faults(error, model, content, row.table.file, _OneLine(row.line)):
        name = re.split(r"[.\[]", fault.field)[0]
        below = f"{name}_{fault.field[len(name) + 1 :]}"
        yield replace(fault, field=below if below in row.table.columns else name)


class _OneLine(Positions):
    """All of a row stands in one line."""

    def __init__(self, line: int) -> None:
        super().__init__("")
        self._line = line

    def line(self, path: tuple[str | int, ...]) -> int | None:  # noqa: ARG002 - same everywhere
        return self._line
