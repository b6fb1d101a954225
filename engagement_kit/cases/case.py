"""What was observed: a case with its sources and evidence, and what coders judged of it.

All entries are immutable. Text by language is a mapping such as ``{"en": ..., "ko": ...}``.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StrictInt

from engagement_kit.cases.fields import (
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
from engagement_kit.errors import UnknownId

__all__ = [
    "AGREED",
    "Case",
    "Evidence",
    "Missing",
    "Note",
    "Rating",
    "Size",
    "Source",
    "Target",
]

AGREED = "agreed"  # the coder of agreed.yaml: what the coders settled on together

Missing = Literal["unknown", "not_asked", "not_applicable", "confidential"]
SourceKind = Literal[
    "own", "press", "blog", "academic", "vendor", "public_body", "reference", "other"
]
Strength = Literal["strong", "medium", "weak"]


class Source(Entry):
    """Where evidence comes from.

    ``url`` is the web address, or for what is not on the web (an interview, an archive) the place
    where it is kept. ``date`` is as the source gives it; ``kind_as_found`` keeps the compiler's own
    words for the kind.
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
    ``value`` nor ``missing``, are drafts.
    """

    case: Name
    coder: Name


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


class Case(CaseEntry):
    """An organisation that is studied: who it is, its evidence, and all coders' judgements.

    Attributes
    ----------
    id, kind : str
        Name of its folder; what it is, such as ``museum`` or ``company``.
    name : dict of str to str
        By language; :meth:`label` picks one.
    country, country_note, sector, city : str or None
    founded : int or None
    size : Size or None
    waves : tuple of int
        Years at whose end the case is assessed, earliest first.
    evidence_strength, evidence_strength_note, gaps : str or None
        How far the evidence carries, and what was not found.
    sources, evidence, ratings, notes, targets : tuple
        Ratings, notes and targets of all coders, coder after coder.
    folder : Path or None
        Where it was read from.
    """

    ratings: tuple[Rating, ...] = ()
    notes: tuple[Note, ...] = ()
    targets: tuple[Target, ...] = ()
    folder: Path | None = None

    @property
    def coders(self) -> tuple[str, ...]:
        """Names of all who rated, noted or set targets, sorted."""
        groups: tuple[tuple[Rating | Note | Target, ...], ...]
        groups = (self.ratings, self.notes, self.targets)
        return tuple(sorted({entry.coder for group in groups for entry in group}))

    def label(self, lang: str = "en") -> str:
        """Its name in a language, else in English, else in the first language there is."""
        first = next(iter(self.name.values()), self.id)
        return self.name.get(lang) or self.name.get("en") or first

    def source(self, key: str) -> Source:
        """The source with this key; UnknownId names the nearest one."""
        if key not in self._sources:
            raise UnknownId(f"source of {self.id!r}", key, self._sources)
        return self._sources[key]

    def find_evidence(self, evidence_id: str) -> Evidence:
        """The piece of evidence with this id; UnknownId names the nearest one."""
        if evidence_id not in self._evidence:
            raise UnknownId(f"evidence of {self.id!r}", evidence_id, self._evidence)
        return self._evidence[evidence_id]

    @cached_property
    def _sources(self) -> dict[str, Source]:
        return {source.key: source for source in self.sources}

    @cached_property
    def _evidence(self) -> dict[str, Evidence]:
        return {evidence.id: evidence for evidence in self.evidence}

    def __repr__(self) -> str:
        counts = f"{len(self.evidence)} evidence, {len(self.ratings)} ratings"
        return f"<Case {self.id}, waves {', '.join(map(str, self.waves))}: {counts}>"

    def __str__(self) -> str:
        return repr(self)

    def _repr_html_(self) -> str:
        from engagement_kit.cases.page import case_html

        return case_html(self)
