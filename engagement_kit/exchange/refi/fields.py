"""Fields of cases and sources as typed variables, out and in."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from engagement_kit.cases import Case, Source
from engagement_kit.exchange.refi.guids import guid_of
from engagement_kit.exchange.refi.project import Kind, Value, Variable

__all__ = [
    "CASE",
    "CODER",
    "HORIZON",
    "RECORD",
    "RESPONDENT",
    "WAVE",
    "case_fields",
    "case_values",
    "field_variables",
    "number_text",
    "plain_name",
    "source_fields",
    "source_values",
    "value_of",
    "variable_guid",
]

# Variables that say what a row of the project's cases is: an organisation, what one coder found for
# one wave of it, or what one respondent wants.
RECORD, CASE, WAVE, CODER = "record", "case", "wave", "coder"
RESPONDENT, HORIZON = "respondent", "horizon"

_ROW: tuple[tuple[str, Kind, str], ...] = (
    (RECORD, "Text", "what the row is: case, ratings (of one coder for one wave) or targets"),
    (CASE, "Text", "id of the case"),
    (WAVE, "Integer", "year at whose end the case is assessed"),
    (CODER, "Text", "who rated"),
    (RESPONDENT, "Text", "who said where the case should be"),
    (HORIZON, "Integer", "years from now"),
)
_CASE: tuple[tuple[str, Kind, str], ...] = (
    ("kind", "Text", "what the case is, such as museum or company"),
    ("country", "Text", "country"),
    ("country_note", "Text", "what to know about the country"),
    ("sector", "Text", "sector"),
    ("city", "Text", "city"),
    ("founded", "Integer", "year of foundation"),
    ("waves", "Text", "years at whose end the case is assessed"),
    ("evidence_strength", "Text", "how far the evidence carries: strong, medium or weak"),
    ("evidence_strength_note", "Text", "why the evidence carries that far"),
    ("gaps", "Text", "what was not found"),
    ("size", "Text", "how large it is, in words"),
    ("size.value", "Float", "how large it is, as a number"),
    ("size.unit", "Text", "unit of that number"),
    ("size.year", "Text", "year of that number"),
    ("size.source", "Text", "key of the source of that number"),
)
_SOURCE = {
    "case": "id of the case whose source it is",
    "key": "key of the source within its case",
    "title": "title",
    "author": "who wrote it",
    "publisher": "who published it",
    "date": "date of publication, as the source gives it",
    "url": "address, or where it is kept",
    "kind": "own, press, blog, academic, vendor, public_body, reference or other",
    "kind_as_found": "kind in the compiler's words",
    "accessed": "when it was read",
    "language": "language",
    "note": "remark on the source",
    "csl": "what a reference manager knows besides, as CSL-JSON",
}
_NAME = "name."  # before the language of a name
_OF_SOURCE = "source."
_DIGITS = re.compile(r"\d+")
_QUOTED = re.compile(r"'+\d+'+")


def field_variables(languages: Iterable[str]) -> list[Variable]:
    """The variables of rows, cases and sources; ``languages`` are those that names are given in."""
    names: tuple[tuple[str, Kind, str], ...]
    names = tuple((f"{_NAME}{lang}", "Text", f"name in the language {lang}") for lang in languages)
    sources: tuple[tuple[str, Kind, str], ...]
    sources = tuple((f"{_OF_SOURCE}{field}", "Text", said) for field, said in _SOURCE.items())
    declared = (*_ROW, *names, *_CASE, *sources)
    return [Variable(variable_guid(name), name, kind, said) for name, kind, said in declared]


def variable_guid(name: str) -> str:
    """GUID of the variable of this name."""
    return guid_of("variable", name)


def value_of(name: str, kind: Kind, value: object) -> Value:
    """A value of the variable of this name."""
    text = number_text(value) if isinstance(value, int | float) else str(value)
    return Value(variable_guid(name), kind, text)


def number_text(number: float) -> str:
    """A number without exponent, as XML Schema has decimals; 5.0 stays apart from 5."""
    text = format(Decimal(repr(number)), "f")
    return text if isinstance(number, int) or "." in text else f"{text}.0"


def case_values(case: Case) -> list[Value]:
    """What is said of a case, field by field; what is not said has no value."""
    values = [value_of(RECORD, "Text", "case"), value_of(CASE, "Text", case.id)]
    values += (value_of(f"{_NAME}{lang}", "Text", name) for lang, name in case.name.items())
    for name, kind, _ in _CASE:
        found = _case_field(case, name)
        if found is not None:
            values.append(value_of(name, kind, found))
    return values


def _case_field(case: Case, name: str) -> object:
    if name == "waves":
        return ", ".join(map(str, case.waves))
    if name.startswith("size"):
        found = getattr(case.size, name.partition(".")[2] or "text", None)
        return _written_year(found) if name == "size.year" else found
    return getattr(case, name)


def _written_year(year: int | str | None) -> str | None:
    """A year; digits that are text stay apart from a number by quotes."""
    if isinstance(year, str) and (_DIGITS.fullmatch(year) or _QUOTED.fullmatch(year)):
        return f"'{year}'"
    return None if year is None else str(year)


def _read_year(text: str) -> int | str:
    if _QUOTED.fullmatch(text):
        return text[1:-1]
    return int(text) if _DIGITS.fullmatch(text) and len(text) < 5 else text


def case_fields(values: Mapping[str, str]) -> dict[str, Any]:
    """Fields of a case from its values by name, to be checked by whoever makes a case of them."""
    fields: dict[str, Any] = {n: values[n] for n, _, _ in _CASE if n in values}
    names = {n.removeprefix(_NAME): text for n, text in values.items() if n.startswith(_NAME)}
    size = {n.partition(".")[2] or "text": fields.pop(n) for n, _, _ in _CASE[-5:] if n in fields}
    if "year" in size:
        size["year"] = _read_year(size["year"])
    if "value" in size:
        size["value"] = _number(size["value"])
    if "founded" in fields:
        fields["founded"] = _number(fields["founded"])
    fields["waves"] = tuple(_number(part) for part in fields.get("waves", "").split(",") if part)
    said = {"id": values.get(CASE), "name": names or None, "size": size or None}
    return {**fields, **{name: value for name, value in said.items() if value is not None}}


def _number(text: str) -> int | float | str:
    """The number that a text is, else the text, at which a check then takes offence."""
    text = text.strip()
    try:
        return float(text) if "." in text else int(text)
    except ValueError:
        return text


def source_values(source: Source) -> Iterator[Value]:
    """What is said of a source."""
    for field in Source.model_fields:
        found = getattr(source, field)
        if isinstance(found, dict):  # what a reference manager knows besides
            found = json.dumps(found, ensure_ascii=False)
        if found is not None:
            yield value_of(f"{_OF_SOURCE}{field}", "Text", found)


def source_fields(values: Mapping[str, str]) -> dict[str, Any]:
    """Fields of a source from its values by name."""
    names = {field: f"{_OF_SOURCE}{field}" for field in Source.model_fields}
    fields: dict[str, Any] = {f: values[name] for f, name in names.items() if name in values}
    if "csl" in fields:
        # What is no JSON is left as text, at which a check takes offence.
        with contextlib.suppress(ValueError, RecursionError):
            fields["csl"] = json.loads(fields["csl"])
    return fields


def plain_name(name: str) -> str:
    """Name of a variable without what a program put before it (``Cases:Age group``).

    Examples
    --------
    >>> plain_name("Cases:Age group"), plain_name("wave")
    ('Age group', 'wave')
    """
    return name.rpartition(":")[2].strip() or name
