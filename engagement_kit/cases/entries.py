"""The entries of the files of a case: sources, evidence, ratings, notes, targets.

All entries are immutable. Text by language is a mapping such as ``{"en": ..., "ko": ...}``.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StrictInt

from engagement_kit.cases.fields import (
    Coder,
    Details,
    Entry,
    Key,
    Keys,
    Many,
    Name,
    Number,
    Texts,
    When,
    Word,
    Year,
)
from engagement_kit.cases.period import Span, fact_span, read_period

__all__ = [
    "CaseEntry",
    "Evidence",
    "Missing",
    "Note",
    "NoteEntry",
    "Rating",
    "RatingEntry",
    "Size",
    "Source",
    "Target",
    "TargetEntry",
]

Missing = Literal["unknown", "not_asked", "not_applicable", "confidential"]
SourceKind = Literal[
    "own", "press", "blog", "academic", "vendor", "public_body", "reference", "other"
]
Strength = Literal["strong", "medium", "weak"]


class Source(Entry):
    """Where evidence comes from.

    ``url`` is the web address, or for what is not on the web (an interview, an archive) the place
    where it is kept. ``date`` is as the source gives it; ``kind_as_found`` keeps the compiler's own
    words for the kind. ``csl`` is what a reference manager knows besides (type, volume, pages,
    names in parts), in the words of CSL-JSON; where it contradicts another field, that field holds.
    """

    key: Key
    title: str
    author: str | None = None
    publisher: str | None = None
    date: Word | None = None
    url: str | None = None
    kind: SourceKind = "other"
    kind_as_found: str | None = None
    accessed: Word | None = None
    language: str | None = None
    note: str | None = None
    csl: Details | None = None

    @property
    def span(self) -> Span:
        """First and last year that its date allows."""
        return read_period(self.date)


class Evidence(Entry):
    """A fact about a case, with its source.

    ``year`` and ``as_of`` say when the fact was, as written; :attr:`span` reads them. ``polarity``
    is a first reading of whether it speaks for or against maturity; ``elements`` are hints, ids of
    items or boxes; ``tags`` are hints of any kind. None of them is a rating.
    """

    id: Key
    text: str
    value: Number | None = None
    unit: str | None = None
    year: When | None = None
    as_of: When | None = None
    source: Key
    locator: Word | None = None
    polarity: Literal["supports", "against", "neutral"] = "neutral"
    elements: Keys = ()
    tags: Keys = ()
    note: str | None = None

    @property
    def span(self) -> Span:
        """First and last year in which the fact may have been; (None, None) where undated."""
        return fact_span(self.year, self.as_of)


class Size(Entry):
    """How large an organisation is, in one fact with its source."""

    text: str
    value: Number | None = None
    unit: str | None = None
    year: When | None = None
    source: Key | None = None


class RatingEntry(Entry):
    """A rating as it stands in a coder's file."""

    item: Key
    wave: Year
    value: Word | None
    missing: Missing | None = None
    confidence: Literal["high", "medium", "low"] | None = None
    evidence: Keys = ()
    note: str | None = None

    @property
    def is_answered(self) -> bool:
        """Whether it gives an answer, or the reason why there is none."""
        return self.value is not None or self.missing is not None

    @property
    def is_draft(self) -> bool:
        """Whether it counts in no result yet: without answer, or an answer without evidence."""
        return not self.is_answered or (self.value is not None and not self.evidence)


class Rating(RatingEntry):
    """One coder's answer to one item for one wave of a case.

    ``value`` is an id of the item's scale, or None where ``missing`` says why there is none.
    ``evidence`` are ids of the case's evidence. An answer without any, and a rating with neither
    ``value`` nor ``missing``, are drafts. The coder ``visitors:r0001`` is a respondent of the
    survey ``visitors``.
    """

    case: Name
    coder: Coder


class NoteEntry(Entry):
    """A note as it stands in a coder's file."""

    box: Key
    wave: Year
    text: Texts
    evidence: Keys = ()

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing yet, in any language: a draft."""
        return not any(text.strip() for text in self.text.values())


class Note(NoteEntry):
    """One coder's note in one box of a canvas, for one wave of a case."""

    case: Name
    coder: Name


class TargetEntry(Entry):
    """A target as it stands in a coder's file."""

    respondent: Word
    horizon: Annotated[int, Field(strict=True, ge=0, le=100)]
    item: Key
    value: Word


class Target(TargetEntry):
    """Where one respondent wants an item to be, ``horizon`` years from now."""

    case: Name
    coder: Name


class CaseEntry(Entry):
    """A case as it stands in ``case.yaml``."""

    id: Name
    kind: Key
    name: Texts
    country: str | None = None
    country_note: str | None = None
    sector: str | None = None
    city: str | None = None
    founded: StrictInt | None = None
    size: Size | None = None
    waves: Annotated[tuple[Year, ...], Field(min_length=1)]
    evidence_strength: Strength | None = None
    evidence_strength_note: str | None = None
    gaps: str | None = None
    sources: Annotated[tuple[Source, ...], Many] = ()
    evidence: Annotated[tuple[Evidence, ...], Many] = ()
