"""A case with one more source, fact, wave or judgement: each change makes a new case.

What is added is held against the frameworks and the case as :func:`check_cases` would, and nothing
else is: a case that has a fault elsewhere can be worked on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from engagement_kit.cases.answer_file import coder_file
from engagement_kit.cases.case import Case
from engagement_kit.cases.catalogue import Offer
from engagement_kit.cases.check import known_catalogue
from engagement_kit.cases.entries import Evidence, Note, Rating, Source, Target
from engagement_kit.cases.fields import Entry, Year
from engagement_kit.cases.files import CASE_FILE
from engagement_kit.cases.findings import Findings
from engagement_kit.cases.judgements import check_judgements
from engagement_kit.cases.read import is_reserved
from engagement_kit.cases.soundness import check_soundness
from engagement_kit.errors import Fault, Faults
from engagement_kit.schema_faults import schema_faults
from engagement_kit.strict_yaml import Positions

__all__ = ["next_id", "with_evidence", "with_judgement", "with_source", "with_wave"]

Judged = TypeVar("Judged", Rating, Note, Target)
Model = TypeVar("Model", bound=Entry)
Fields = Mapping[str, Any]

# Kind of judgement -> list of the case, what tells two of them apart (notes: nothing does).
_LISTS: Mapping[type[Entry], tuple[str, tuple[str, ...]]] = {
    Rating: ("ratings", ("coder", "wave", "item")),
    Note: ("notes", ()),
    Target: ("targets", ("coder", "respondent", "horizon", "item")),
}
_IN_ENTRY = re.compile(r"\w+\[\d+\]\.?")


def with_judgement(
    case: Case,
    kind: type[Judged],
    fields: Fields,
    frameworks: Mapping[str, Offer] | None = None,
) -> Case:
    """The case with a rating, note or target; an earlier one of the same place makes way for it.

    A note that is there already, word for word, leaves the case as it is.

    Parameters
    ----------
    case : Case
    kind : type
        ``Rating``, ``Note`` or ``Target``.
    fields : mapping
        Its fields, without the case.
    frameworks : mapping of Framework, optional
        All frameworks whose items and boxes may be used; the built-in ones if left out.

    Raises
    ------
    Faults
        With everything that is wrong in it.
    """
    file = coder_file(str(fields["coder"]))
    entry = _made(case, kind, {**fields, "case": case.id}, file)
    if is_reserved(entry.coder):
        raise Faults([Fault("reserved_coder", f"{case.id}/{file}", "coder", value=entry.coder)])
    name, place = _LISTS[kind]
    bare = _changed(case, ratings=(), notes=(), targets=(), folder=None)
    findings = Findings(_changed(bare, **{name: (entry,)}))
    check_judgements(findings, known_catalogue(frameworks))
    _raise_faults(findings.found)
    if entry in getattr(case, name):  # saying a note again, as a cell that runs twice does
        return case
    return _changed(case, **{name: _put(getattr(case, name), entry, place)})


def with_source(case: Case, source: Fields) -> Case:
    """The case with one more source; the same case where it has exactly that one.

    Raises
    ------
    Faults
        A field is wrong, the address is missing or harmful, or the key is taken.
    """
    known = {one.key: one for one in case.sources}
    fields = {"key": next_id("src", known), **source}
    entry = _made(case, Source, fields, CASE_FILE)
    return _with_entry(case, "sources", "key", entry, known)


def with_evidence(case: Case, evidence: Fields) -> Case:
    """The case with one more fact; the same case where it has exactly that one.

    Raises
    ------
    Faults
        A field is wrong, there is no such source, or the id is taken.
    """
    known = {one.id: one for one in case.evidence}
    fields = {"id": next_id(case.id, known), **evidence}
    entry = _made(case, Evidence, fields, CASE_FILE)
    return _with_entry(case, "evidence", "id", entry, known)


def with_wave(case: Case, year: int) -> Case:
    """The case with one more wave, in its place; the same case where it has that wave.

    Raises
    ------
    Faults
        It is no year.
    """
    try:
        year = TypeAdapter(Year).validate_python(year)
    except ValidationError as error:
        other = error.errors()[0]["msg"]
        fault = Fault("wrong_type", _file(case, CASE_FILE), "waves", value=year, other=other)
        raise Faults([fault]) from None
    waves = tuple(sorted({*case.waves, year}))
    return case if waves == case.waves else _changed(case, waves=waves)


def next_id(stem: str, known: Iterable[str]) -> str:
    """The next free id of the form ``stem-01``, behind the highest number there is."""
    form = re.compile(rf"{re.escape(stem)}-([0-9]+)\Z")
    numbers = (int(found[1]) for found in map(form.match, known) if found)
    return f"{stem}-{max(numbers, default=0) + 1:02}"


def _with_entry(case: Case, name: str, key: str, entry: Entry, known: Mapping[str, Entry]) -> Case:
    """The case with an entry behind the others of its list, if it is sound there."""
    found = getattr(entry, key)
    if known.get(found) == entry:
        return case
    if found in known:
        other = f"in {name}"
        raise Faults([Fault("repeated_id", _file(case, CASE_FILE), key, value=found, other=other)])
    alone = _changed(case, **{name: (entry,), "folder": None})
    findings = Findings(alone)
    check_soundness(findings)
    _raise_faults(fault for fault in findings.found if fault.field.startswith(f"{name}[0]"))
    return _changed(case, **{name: (*getattr(case, name), entry)})


def _made(case: Case, kind: type[Model], fields: Fields, file: str) -> Model:
    """An entry of these fields; what is wrong with them is raised as faults."""
    try:
        return kind.model_validate(fields)
    except ValidationError as error:
        found = schema_faults(error, kind, fields, _file(case, file), Positions(""))
        raise Faults(replace(fault, line=None) for fault in found) from None


def _file(case: Case, name: str) -> str:
    return f"{case.id}/{name}"


def _raise_faults(found: Iterable[Fault]) -> None:
    """Raise what is a fault, with its field within the entry."""
    faults = [
        replace(fault, field=_IN_ENTRY.sub("", fault.field, count=1))
        for fault in found
        if fault.level == "fault"
    ]
    if faults:
        raise Faults(faults)


def _put(entries: Sequence[Any], entry: Any, place: tuple[str, ...]) -> tuple[Any, ...]:
    """The entries with one in the place of its predecessor, else behind the last of its coder."""
    where = _where(entry, place)
    for index, old in enumerate(entries):
        if place and _where(old, place) == where:
            return (*entries[:index], entry, *entries[index + 1 :])
    # Coder after coder in the order of their files, which is how the case will be read again.
    index = max(
        (n for n, old in enumerate(entries, 1) if _file_of(old) <= _file_of(entry)), default=0
    )
    return (*entries[:index], entry, *entries[index:])


def _file_of(entry: Any) -> str:
    return coder_file(entry.coder)


def _where(entry: Any, place: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(getattr(entry, name) for name in place)


def _changed(case: Case, **fields: Any) -> Case:
    return case.model_copy(update=fields)
