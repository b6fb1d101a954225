"""Kinds of values that the entries of a case are made of, each with a message for people."""

from __future__ import annotations

import contextlib
import json
import math
import unicodedata
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from engagement_kit.frameworks.fields import Language

__all__ = [
    "Coder",
    "Details",
    "Entry",
    "Key",
    "Keys",
    "Many",
    "Name",
    "Number",
    "Texts",
    "When",
    "Word",
    "Year",
    "is_name",
]


class Entry(BaseModel):
    """Parent of all entries: unknown keys are faults, and nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


_DEEPEST = 8  # levels of what a reference manager says; CSL-JSON itself has four


def is_name(text: str) -> bool:
    """Whether a text can name a case or coder: letters, digits, ``-`` and ``_`` of any script."""
    return (
        0 < len(text) <= 100
        and text[0] != "-"
        and all(c.isalnum() or c in "-_" or unicodedata.category(c)[0] == "M" for c in text)
    )


def _check_name(text: str) -> str:
    if not is_name(text):
        raise PydanticCustomError(
            "name", "names are made of letters, digits, hyphen and underscore, in any script"
        )
    return unicodedata.normalize("NFC", text)


def _check_coder(text: str) -> str:
    survey, mark, respondent = text.partition(":")
    return f"{_check_name(survey)}:{_check_name(respondent)}" if mark else _check_name(text)


def _check_year(value: Any) -> Any:
    if type(value) is not int or not 1000 <= value <= 2999:
        raise PydanticCustomError("year", "a year is a number of four digits, such as 2014")
    return value


def _check_number(value: Any) -> Any:
    if type(value) not in (int, float) or not math.isfinite(value):
        raise PydanticCustomError("number", "a number is expected here, without unit or commas")
    return value


def _check_when(value: Any) -> Any:
    if type(value) is int:
        return _check_year(value)
    if type(value) is not str or value == "":
        raise PydanticCustomError("when", "a year such as 2014 or words such as 2018/19 or n.d.")
    return value


def _check_texts(value: Any) -> Any:
    if not isinstance(value, dict) or not value:
        raise PydanticCustomError(
            "texts", "text is given by language, such as {{en: Museum, ko: 박물관}}"
        )
    return value


def _check_details(value: Any) -> Any:
    if isinstance(value, str):  # a cell of a sheet holds them as text
        with contextlib.suppress(ValueError, RecursionError):
            value = json.loads(value)
    if not isinstance(value, dict) or not _is_plain(value, _DEEPEST):
        raise PydanticCustomError(
            "details", "fields of CSL-JSON, such as {{type: book, volume: '2'}}, are expected here"
        )
    return value


def _is_plain(value: Any, depth: int) -> bool:
    """Whether a value is made of text, numbers and truth values, in lists and mappings of text."""
    if isinstance(value, dict):
        keys = all(isinstance(key, str) for key in value)
        return keys and depth > 0 and all(_is_plain(inner, depth - 1) for inner in value.values())
    if isinstance(value, list):
        return depth > 0 and all(_is_plain(inner, depth - 1) for inner in value)
    return isinstance(value, str | int) or (isinstance(value, float) and math.isfinite(value))


def _check_keys(value: Any) -> Any:
    if value is not None and not isinstance(value, (list, tuple)):
        raise PydanticCustomError("keys", "a list is expected here, such as [first, second]")
    return value or ()


def _nothing_is_empty(value: Any) -> Any:
    return () if value is None else value


def _number_as_text(value: Any) -> Any:
    return str(value) if type(value) is int else value


def _check_key(text: str) -> str:
    if text.split() != [text] or "," in text or ";" in text:
        raise PydanticCustomError("key", "keys and ids have no spaces, commas or semicolons")
    return text


# Id of a case, name of a coder or respondent: may name a file.
Name = Annotated[str, AfterValidator(_check_name)]
# Who rated: a coder, or a respondent of a survey as ``survey:respondent``.
Coder = Annotated[str, AfterValidator(_check_coder)]
# Id of an item, box, source or piece of evidence: may stand in a list of ids.
Key = Annotated[str, AfterValidator(_check_key), Field(max_length=200)]
# A list of ids; nothing after the colon is an empty list.
Keys = Annotated[tuple[Key, ...], BeforeValidator(_check_keys)]
# A year that is a number.
Year = Annotated[int, BeforeValidator(_check_year)]
# Text by language.
Texts = Annotated[dict[Language, str], BeforeValidator(_check_texts)]
# Text that people write without quotes although it looks like a number: a date, an answer.
Word = Annotated[str, BeforeValidator(_number_as_text), Field(min_length=1)]
# What a reference manager says of a source, in the words of CSL-JSON.
Details = Annotated[dict[str, Any], BeforeValidator(_check_details)]
Number = Annotated[int | float, BeforeValidator(_check_number)]
# When a fact was, as written: a year or words.
When = Annotated[int | str, BeforeValidator(_check_when)]
# Wraps lists of entries: nothing after the colon is an empty list.
Many = BeforeValidator(_nothing_is_empty)
