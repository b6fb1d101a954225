"""Projects of other programs as cases: their cases, their texts as sources, codings as evidence."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from engagement_kit.cases import Case, Evidence, Source
from engagement_kit.cases.entries import CaseEntry
from engagement_kit.errors import Fault, Faults
from engagement_kit.exchange.refi.interpreting import Known, Rows, made
from engagement_kit.exchange.refi.project import ProjectCase, Selection, Text

__all__ = ["foreign_cases", "next_id", "tags_of"]

_FIELDS = ("kind", "country", "city", "sector")
_NAME_LENGTH = 60
_WHOLE = 0.9  # share of a text from which a case that is given to it is meant to have all of it


def foreign_cases(known: Known, rows: Rows, wave: int | None, lang: str) -> Iterator[Case]:
    """The cases of a project of another program.

    Cases with a name are cases. Texts that belong to none become cases of their own where there are
    no named ones, and otherwise one case with the project's name. A case without a name tells the
    variables of its text: so MAXQDA and Quirkos write them.
    """
    project = known.project
    year = project.year if wave is None else wave
    named = [(row, values) for row, values in rows if row.name and row.name.strip()]
    if not named and not project.sources:
        return
    if year is None:
        raise Faults([Fault("no_year", project.name or "project")])
    about = _variables_of_texts(rows)
    _note_losses(known, rows)
    making = _Making(known, year, lang, {row.guid for row, _ in named}, about)
    for row, values in named:
        yield from making.case(row.name or "", values, row.description, making.spans(row))
    left = [text for text in project.sources if text.guid not in making.used]
    if not named:
        for text in left:
            values = {**known.values(text.values), **about.pop(text.guid, {})}
            bare = replace(text, values=())  # what is said of the text is said of its case
            yield from making.case(text.name, values, "", [(bare, 0, len(text.text))])
    elif left:
        whole = [(text, 0, len(text.text)) for text in left]
        yield from making.case(project.name or "project", {}, project.description, whole)


def _variables_of_texts(rows: Rows) -> dict[str, dict[str, str]]:
    """Values of texts that stand at cases without a name, by GUID of the text."""
    found: dict[str, dict[str, str]] = {}
    for row, values in rows:
        if not (row.name and row.name.strip()):
            for source in row.sources:
                found.setdefault(source, {}).update(values)
    return found


def _note_losses(known: Known, rows: Rows) -> None:
    """Note what cases of ours have no place for."""
    codings = [coding for text in known.project.sources for coding in text.all_codings]
    users = sum(coding.user is not None for coding in codings)
    known.drops.add("who coded what", "codes become hints and tags of evidence", users)
    whole = sum(len(row.codes) for row, _ in rows)
    known.drops.add("codes of whole cases", "a case has none", whole)
    used = {note for text in known.project.sources for note in _noted(text)}
    used |= {link.origin for link in known.project.links}
    nodes = {note.guid for note in known.project.notes}
    links = sum(link.origin not in nodes for link in known.project.links)
    known.drops.add("links", "cases have nothing like them", links)
    trees = sum(bool(code.codes) for code in known.project.all_codes)
    known.drops.add("codes above other codes", "a tag is the name of its code alone", trees)
    texts = sum(bool(text.text) for text in known.project.sources)
    known.drops.add("texts as a whole", "their selections are read: keep the project", texts)
    free = sum(note.guid not in used for note in known.project.notes)
    known.drops.add("notes that belong to no source", "a case has no place for them", free)


def _noted(text: Text) -> Iterator[str]:
    yield from text.notes
    for one in text.selections:
        yield from one.notes
    for coding in text.all_codings:
        yield from coding.notes


Span = tuple[Text, int, int]


@dataclass
class _Making:
    """Makes the cases of one project; ``used`` are the texts that have a case."""

    known: Known
    year: int
    lang: str
    case_codes: set[str]
    about: Mapping[str, Mapping[str, str]]
    used: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    given: dict[str, list[Span]] = field(default_factory=dict)  # parts with the code of a case

    def spans(self, row: ProjectCase) -> list[Span]:
        """The parts of texts that belong to a case: named by it, or given a code of its GUID."""
        spans = [
            (text, 0, len(text.text))
            for guid in row.sources
            if (text := self.known.texts.get(guid)) is not None
        ]
        for guid in row.selections:
            if guid in self.known.selected:
                text, one = self.known.selected[guid]
                spans.append((text, one.start, one.end))
        return spans + self.given.get(row.guid, [])

    def __post_init__(self) -> None:
        for text in self.known.project.sources:
            whole = (text, 0, len(text.text))
            for code in {coding.code for coding in text.codings} & self.case_codes:
                self.given.setdefault(code, []).append(whole)
            for one in text.selections:
                all_of_it = one.end - one.start >= _WHOLE * len(text.text)
                span = whole if all_of_it else (text, one.start, one.end)
                for code in {coding.code for coding in one.codings} & self.case_codes:
                    self.given.setdefault(code, []).append(span)

    def case(
        self, name: str, values: Mapping[str, str], description: str, spans: Iterable[Span]
    ) -> Iterator[Case]:
        """A case with its sources and evidence."""
        case_id = self._id(name)
        texts: dict[str, list[Span]] = {}
        for span in spans:
            texts.setdefault(span[0].guid, []).append(span)
        self.used |= set(texts)
        said = {plain.casefold(): text for plain, text in values.items() if text.strip()}
        head: dict[str, Any] = {f: said[f] for f in _FIELDS if f in said}
        head |= {"id": case_id, "name": {self.lang: name.strip() or case_id}}
        if "founded" in said and _is_field("founded", said["founded"]):
            head["founded"] = int(float(said["founded"]))
        head |= {"kind": _key(said.get("kind", "")) or "case", "waves": (self.year,)}
        entry = made(CaseEntry, head, f"case {name!r}", self.known.drops)
        if entry is None:
            return
        sources, evidence = self._facts(case_id, values, description)
        keys = {source.key for source in sources}
        for parts in texts.values():
            source = self._source(parts[0][0], keys)
            if source is not None:
                keys.add(source.key)
                sources.append(source)
                self._select(case_id, source.key, parts, evidence)
        content = {f: getattr(entry, f) for f in CaseEntry.model_fields}
        content |= {"sources": tuple(sources), "evidence": tuple(evidence)}
        yield Case.model_construct(**content)

    def _id(self, name: str) -> str:
        base = _key(name, lower=True)[:_NAME_LENGTH].strip("-_") or "case"
        found, number = base, 1
        while found.casefold() in self.ids:
            number += 1
            found = f"{base}-{number}"
        self.ids.add(found.casefold())
        return found

    def _facts(
        self, case_id: str, values: Mapping[str, str], description: str
    ) -> tuple[list[Source], list[Evidence]]:
        """Variables and description of a case that no field of ours holds, as evidence."""
        kept = {n: t for n, t in values.items() if t.strip() and not _is_field(n, t)}
        if not kept and not description.strip():
            return [], []
        project = self.known.project
        place = _place(project.name, project.origin)
        title = f"Variables of the case in {place}"
        source = Source(key="variables", title=title, url=place)
        lines = [(f"{name}: {text}", _number(text), ("variable",)) for name, text in kept.items()]
        if description.strip():
            lines.append((description.strip(), None, ("description",)))
        evidence: list[Evidence] = []
        for text, value, tags in lines:
            found = next_id(case_id, {piece.id for piece in evidence})
            evidence.append(
                Evidence(id=found, text=text, value=value, source="variables", tags=tags)
            )
        return [source], evidence

    def _source(self, text: Text, taken: set[str]) -> Source | None:
        project = self.known.project
        place = _place(project.name, project.origin)
        values = {**self.known.values(text.values), **self.about.get(text.guid, {})}
        lines = [f"{name}: {value}" for name, value in values.items() if value.strip()]
        codes = [self.known.codes[c.code].name for c in text.codings if c.code in self.known.codes]
        lines += [f"codes: {', '.join(codes)}"] if codes else []
        lines += [text.description] if text.description.strip() else []
        lines += self._notes(text.notes)
        base = _key(text.name)[:_NAME_LENGTH].strip("-_") or "source"
        key, number = base, 1
        while key in taken:
            number += 1
            key = f"{base}-{number}"
        said = {"key": key, "title": text.name or key, "url": f"{place}: {text.name or key}"}
        if text.path:
            said["url"] = text.path
        if lines:
            said["note"] = "\n".join(lines)
        return made(Source, said, f"source {text.name!r}", self.known.drops)

    def _select(
        self, case_id: str, key: str, parts: Iterable[Span], evidence: list[Evidence]
    ) -> None:
        """Add the selections of a text that lie in what belongs to the case."""
        parts = tuple(parts)
        taken = {piece.id for piece in evidence}
        for one in parts[0][0].selections:
            only_cases = one.codings and all(c.code in self.case_codes for c in one.codings)
            inside = any(start <= one.start and one.end <= end for _, start, end in parts)
            inside = inside or not parts[0][0].text  # a picture, or a text that is not there
            if only_cases or not inside:
                continue
            piece = self._piece(case_id, key, parts[0][0], one, taken)
            if piece is not None:
                taken.add(piece.id)
                evidence.append(piece)

    def _piece(
        self, case_id: str, key: str, text: Text, one: Selection, taken: set[str]
    ) -> Evidence | None:
        quote = text.quote(one).strip()
        said: dict[str, Any] = {"id": next_id(case_id, taken), "source": key}
        said["text"] = quote or one.name or one.description or f"(part of {text.name})"
        said |= tags_of(self.known, one)
        if one.locator:
            said["locator"] = one.locator
        notes = [one.description] if one.description and said["text"] != one.description else []
        notes += self._notes((*one.notes, *(n for c in one.codings for n in c.notes)))
        origins = [link.origin for link in self.known.project.links if link.target == one.guid]
        notes += self._notes(origins)
        if notes:
            said["note"] = "\n".join(dict.fromkeys(notes))
        return made(Evidence, said, f"evidence of {text.name!r}", self.known.drops)

    def _notes(self, guids: Iterable[str]) -> list[str]:
        notes = (self.known.notes[guid] for guid in guids if guid in self.known.notes)
        return [note.text or note.description or note.name for note in notes]


def _is_field(name: str, text: str) -> bool:
    """Whether a variable is a field of our cases."""
    plain = name.casefold()
    return plain in _FIELDS or (plain == "founded" and _number(text) is not None)


def _place(name: str, origin: str) -> str:
    """Where something is kept that is in the project alone."""
    return f"{name or 'project'} ({origin or 'REFI-QDA'})"


def tags_of(known: Known, selection: Selection) -> dict[str, tuple[str, ...]]:
    """Hints to items that the codes of a selection are, and the other codes as tags."""
    elements: dict[str, None] = {}
    tags: dict[str, None] = {}
    for coding in selection.codings:
        code = known.codes.get(coding.code)
        if coding.code in known.elements:
            elements[known.elements[coding.code]] = None
        elif code is not None and (tag := _key(code.name)):
            if tag != code.name:
                known.drops.add("spaces and signs in names of codes", "a tag is one word")
            tags[tag] = None
    return {"elements": tuple(elements), "tags": tuple(tags)}


def next_id(case_id: str, taken: Collection[str]) -> str:
    """The next free id of evidence."""
    number = len(taken) + 1
    while f"{case_id}-{number:02}" in taken:
        number += 1
    return f"{case_id}-{number:02}"


def _key(text: str, *, lower: bool = False) -> str:
    """A name as one word of letters, digits, hyphens and underscores of any script."""
    normal = unicodedata.normalize("NFC", text)
    kept = "".join(
        c if c.isalnum() or c == "_" or unicodedata.category(c)[0] == "M" else "-" for c in normal
    )
    word = "-".join(part for part in kept.split("-") if part)
    word = word[:200]
    return unicodedata.normalize("NFC", word.lower() if lower else word)


def _number(text: str) -> int | float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    if not (number == number and abs(number) < 1e15):  # noqa: PLR0124 - NaN, exactness
        return None
    return int(number) if number == int(number) and "." not in text else number
