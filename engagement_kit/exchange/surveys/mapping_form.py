"""The form of a mapping: what each column and each answer of a survey's export means."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from engagement_kit.cases.entries import Missing, Source
from engagement_kit.cases.fields import Entry, Key, Many, Name, Word
from engagement_kit.exchange.surveys.dialects import Dialect

__all__ = [
    "AnswerEntry",
    "ColumnEntry",
    "ColumnName",
    "LeftOut",
    "MappingForm",
    "OptionEntry",
    "PlaceEntry",
    "RespondentEntry",
    "SurveySource",
]


def _yes_or_no(value: Any) -> Any:
    """YAML of other programs may have turned the word into a truth value."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.strip().casefold() if isinstance(value, str) else value


def _text_or_nothing(value: Any) -> Any:
    """What was left blank is nothing, also where a program wrote it as an empty text."""
    return None if isinstance(value, str) and not value.strip() else value


Nth = Annotated[int, Field(strict=True, ge=1, le=5_000)]
Blank = BeforeValidator(_text_or_nothing)
Decision = Annotated[Word | None, Blank]


class ColumnName(Entry):
    """A column by its name; ``nth`` where several have that name."""

    column: str
    nth: Nth = 1


class AnswerEntry(Entry):
    """What an answer means: its whole text, or how it begins; a blank value is undecided."""

    text: Word | None = None
    begins: Word | None = None
    value: Decision = None


class OptionEntry(Entry):
    """One of several answers that a cell may hold at once, and the item that it is about."""

    text: Word
    item: Annotated[Key | None, Blank] = None
    chosen: Decision = None
    not_chosen: Decision = None


class ColumnEntry(ColumnName):
    """What a column means; without an item it is not read."""

    text: str | None = None
    item: Annotated[Key | None, Blank] = None
    blank: Missing | None = None
    answers: Annotated[tuple[AnswerEntry, ...], Many] = ()
    separator: Annotated[str, Field(min_length=1, max_length=5)] | None = None
    options: Annotated[tuple[OptionEntry, ...], Many] = ()


class PlaceEntry(Entry):
    """What says the case or the wave: one value for all, or a column."""

    value: Decision = None
    column: str | None = None
    nth: Nth = 1
    answers: Annotated[tuple[AnswerEntry, ...], Many] = ()


class RespondentEntry(Entry):
    """What tells respondents apart: a column, or else their order in the export."""

    column: str | None = None
    nth: Nth = 1
    secret: Decision = None


class LeftOut(ColumnName):
    """Responses that are not read: those with one of these texts in a column."""

    texts: Annotated[tuple[Word, ...], Field(min_length=1)]


class SurveySource(Entry):
    """How the survey is cited, as a source of every case that it speaks of."""

    title: Decision = None
    url: Annotated[str | None, Blank] = None
    author: str | None = None
    publisher: str | None = None
    date: Annotated[Word | None, Blank] = None
    kind: Annotated[
        Literal["own", "press", "blog", "academic", "vendor", "public_body", "reference", "other"],
        Field(),
    ] = "other"
    accessed: Annotated[Word | None, Blank] = None
    language: str | None = None
    note: str | None = None

    def as_source(self, key: str) -> Source:
        """The source as it stands in a case."""
        return Source(**{**self.model_dump(), "key": key, "title": self.title or key})


class MappingForm(Entry):
    """The whole mapping, as it stands in its file."""

    format: Literal[1]
    confirmed: Annotated[Literal["yes", "no"], BeforeValidator(_yes_or_no)]
    survey: Name
    dialect: Dialect = "plain"
    sheet: str | None = None
    respondents: Literal["coders", "cases"] = "coders"
    source: SurveySource = SurveySource()
    case: PlaceEntry = PlaceEntry()
    wave: PlaceEntry = PlaceEntry()
    respondent: RespondentEntry = RespondentEntry()
    repeated: Literal["refuse", "first", "last"] = "refuse"
    blank: Missing = "unknown"
    leave_out: Annotated[tuple[LeftOut, ...], Many] = ()
    columns: Annotated[tuple[ColumnEntry, ...], Many] = ()
    answers: Annotated[dict[str, Annotated[tuple[AnswerEntry, ...], Many]], Field()] = {}  # noqa: RUF012
