"""The tables that a sheet may hold: their columns, how each cell is read, and what it means.

Reading a sheet, writing one and the template of a new study all follow these forms. A rating has
the codebook's form: ``case wave coder item value confidence evidence note``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from engagement_kit.cases import Evidence, Note, Rating, Source, Target
from engagement_kit.cases.entries import CaseEntry
from engagement_kit.cases.fields import Entry

__all__ = ["DERIVED", "FORMS", "Field", "Form", "language_of"]

# text: as it stands; key: without spaces around it; name: a key that may name a file; keys:
# several, separated by commas; whole: a whole number; wholes: several; period: a year, or words
# where the source is vaguer.
Kind = Literal["text", "key", "name", "keys", "whole", "wholes", "number", "period"]

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\Z")

# Columns of our own tables that follow from others: they are passed over without a word.
DERIVED = frozenset(("framework", "n_evidence", "n_sources", "first_year", "last_year"))


@dataclass(frozen=True, slots=True)
class Field:
    """One column: its name, what it holds and how its cells are read.

    A ``required`` column must be there, and none of its cells may be blank unless it is ``sparse``.
    A column ``by_language`` may stand several times: ``name`` is English, ``name_ko`` Korean.
    """

    name: str
    meaning: str
    kind: Kind = "text"
    required: bool = False
    aliases: tuple[str, ...] = ()
    by_language: bool = False
    sparse: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """One table: its name, its columns in order, and the entry that a row becomes."""

    name: str
    fields: tuple[Field, ...]
    model: type[Entry]

    @property
    def required(self) -> tuple[str, ...]:
        """Names of the columns that must be there."""
        return tuple(field.name for field in self.fields if field.required)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all columns, in order."""
        return tuple(field.name for field in self.fields)

    def field(self, header: str) -> tuple[str, Field] | None:
        """Name under which a column is kept and its field; None if the form has no such column."""
        for field in self.fields:
            if header == field.name or header in field.aliases:
                return field.name, field
            lang = language_of(field, header)
            if lang is not None:
                return (field.name if lang == "en" else f"{field.name}_{lang}"), field
        return None


def language_of(field: Field, column: str) -> str | None:
    """Language of a column such as ``name_ko``; None if it is no column of this field."""
    if column == field.name:
        return "en"
    stem, _, lang = column.partition("_")
    fits = field.by_language and stem == field.name and _LANGUAGE.match(lang)
    return lang if fits else None


def _key(name: str, meaning: str, *aliases: str, required: bool = False) -> Field:
    return Field(name, meaning, "key", required, aliases)


def _text(name: str, meaning: str, *, required: bool = False) -> Field:
    return Field(name, meaning, "text", required)


_CASE = Field("case", "id of the case", "name", required=True)
_WAVE = Field("wave", "the state at the end of this year", "whole", required=True)
_CODER = Field("coder", "who judged", "name", required=True)
_ITEM = Field("item", "id of the item, see the codebook", "key", required=True)
_RESTS_ON = Field("evidence", "ids of the evidence it rests on, separated by commas", "keys")

CASES = Form(
    "cases",
    (
        Field(
            "id",
            "short name of the case, also of its folder",
            "name",
            required=True,
            aliases=("case",),
        ),
        _key("kind", "kind of organisation: museum, company ...", required=True),
        Field("name", "name in English; name_ko, name_ar ... in others", "text", by_language=True),
        _text("country", "country"),
        _text("country_note", "what the country does not say"),
        _text("sector", "what the organisation does"),
        _text("city", "city"),
        Field("founded", "year of foundation", "whole"),
        Field(
            "waves",
            "years at whose end it is assessed, separated by commas",
            "wholes",
            required=True,
        ),
        _key("evidence_strength", "strong, medium or weak"),
        _text("evidence_strength_note", "how the strength is meant"),
        _text("gaps", "what the sources do not tell"),
        _text("size_text", "how large it is, in words"),
        Field("size_value", "its size as a number", "number"),
        _text("size_unit", "unit of that number"),
        Field("size_year", "year of that number", "period"),
        _key("size_source", "key of the source that says so"),
    ),
    CaseEntry,
)
SOURCES = Form(
    "sources",
    (
        _CASE,
        _key("key", "key of the source, unique within the case", "source", required=True),
        _text("title", "title", required=True),
        _text("author", "author"),
        _text("publisher", "publisher"),
        _key("date", "date as the source gives it"),
        _text("url", "address, or the place where it is kept"),
        _key("kind", "own, press, blog, academic, vendor, public_body, reference or other"),
        _text("kind_as_found", "the kind in your own words"),
        _key("accessed", "day on which it was read"),
        _key("language", "language of the source"),
        _text("note", "note"),
        _text("csl", "what a reference manager says besides, as CSL-JSON"),
    ),
    Source,
)
EVIDENCE = Form(
    "evidence",
    (
        _CASE,
        _key("id", "id of the piece of evidence", "evidence", required=True),
        _text("text", "the fact, in your own words", required=True),
        Field("year", "year of the fact, as written", "period"),
        Field("as_of", "date of the fact as written, where there is no year", "period"),
        _key("source", "key of the source", required=True),
        _key("polarity", "supports, against or neutral"),
        Field("value", "figure named in the fact", "number"),
        _text("unit", "unit of the figure"),
        _key("locator", "place in the source"),
        Field("elements", "items and boxes that it may speak to, separated by commas", "keys"),
        Field("tags", "hints of any kind, separated by commas", "keys"),
        _text("note", "note"),
    ),
    Evidence,
)
RATINGS = Form(
    "ratings",
    (
        _CASE,
        _WAVE,
        _CODER,
        _ITEM,
        Field("value", "answer on the item's scale", "key", required=True, sparse=True),
        _key("confidence", "high, medium or low"),
        _RESTS_ON,
        _text("note", "reason, at most 15 words"),
        _key("missing", "why there is no answer: unknown, not_asked, not_applicable, confidential"),
    ),
    Rating,
)
NOTES = Form(
    "notes",
    (
        _CASE,
        _WAVE,
        _CODER,
        Field("box", "id of the canvas box, see the codebook", "key", required=True),
        Field(
            "text", "the note in English; text_ko, text_ar ... in others", "text", by_language=True
        ),
        _RESTS_ON,
        _key("language", "language of the column text, if it is not English"),
        Field("order", "place of the note in its box; rows that share it are one note", "whole"),
    ),
    Note,
)
TARGETS = Form(
    "targets",
    (
        _CASE,
        _CODER,
        _key("respondent", "who answered", required=True),
        Field("horizon", "how many years ahead; 0 is now", "whole", required=True),
        _ITEM,
        Field("value", "answer on the item's scale", "key", required=True),
    ),
    Target,
)

# In the order in which they depend on each other.
FORMS = {form.name: form for form in (CASES, SOURCES, EVIDENCE, RATINGS, NOTES, TARGETS)}
