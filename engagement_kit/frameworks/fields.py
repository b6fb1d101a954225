"""Kinds of values that a framework's files are made of, each with a message for people."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

__all__ = [
    "MOST_LINES",
    "Entry",
    "Id",
    "Language",
    "Lines",
    "Number",
    "Provenance",
    "Share",
    "Status",
    "Years",
]


class Entry(BaseModel):
    """Parent of all entries: unknown keys are faults and nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _check_id(text: str) -> str:
    if len(text) > 120 or not re.fullmatch(r"[a-z0-9_]+(?:[.-][a-z0-9_]+)*", text):
        raise PydanticCustomError(
            "id", "ids are small letters a-z, digits and _, joined by single dots or hyphens"
        )
    return text


def _check_language(text: str) -> str:
    if not re.fullmatch(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", text):
        raise PydanticCustomError("language", "a language is a code such as en, ko or pt-BR")
    return text


Id = Annotated[str, AfterValidator(_check_id)]
Language = Annotated[str, AfterValidator(_check_language)]
Status = Literal["attested", "authored", "inferred"]
Provenance = Literal["seed", "source", "inferred", "authored", "unknown"]
Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
Share = Annotated[float, Field(strict=True, ge=0, le=1)]
Years = Annotated[int, Field(strict=True, ge=0, le=100)]

MOST_LINES = 120  # rows or columns of a canvas; more can be neither drawn nor read
Lines = Annotated[int, Field(strict=True, ge=1, le=MOST_LINES)]
