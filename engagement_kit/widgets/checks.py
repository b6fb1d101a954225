"""Whether a change holds against the framework and the evidence, before it is written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from engagement_kit.cases import Case, Note, Rating, Target
from engagement_kit.cases.catalogue import Catalogue
from engagement_kit.cases.entries import NoteEntry
from engagement_kit.cases.findings import Findings
from engagement_kit.cases.judgements import check_judgements
from engagement_kit.widgets.changes import Edit, Refused
from engagement_kit.widgets.form import LONGEST_TEXT

__all__ = ["check_edit", "check_texts"]


def check_edit(edit: Edit, case: Case, catalogue: Catalogue) -> None:
    """Let a change pass that checking the case would not call a fault; drafts pass.

    Raises
    ------
    Refused
        The item, answer, wave or evidence is not known, the evidence is later than the wave, or a
        text is too long or cannot be stored.
    """
    check_texts(edit.field)
    if not edit.value:
        return
    check_texts(edit.value)
    try:
        probe = _probe(edit, case)
    except ValidationError as error:
        raise refusal(error) from None
    findings = Findings(probe)
    check_judgements(findings, catalogue)
    for fault in findings.found:
        if fault.level == "fault":
            raise Refused(fault.code, fault.sentence)


def check_texts(value: Any) -> None:
    """Let texts pass that a file can hold and a page can show.

    Raises
    ------
    Refused
        A text is longer than a form takes, or holds half a character.
    """
    for text in _texts(value):
        if len(text) > LONGEST_TEXT:
            message = f"This text has {len(text):,} characters; {LONGEST_TEXT:,} is the most."
            raise Refused("too_long", message)
        if any("\ud800" <= character <= "\udfff" for character in text):
            raise Refused("broken_text", "This text holds half a character: delete it and retype.")


def refusal(error: ValidationError) -> Refused:
    """What pydantic found, in one sentence with the field's name."""
    first = error.errors()[0]
    field = ".".join(map(str, first["loc"]))
    return Refused("not_valid", f"{field}: {first['msg']}")


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _texts(inner)


def _probe(edit: Edit, case: Case) -> Case:
    """The case with nothing in it but what the edit says, and no folder to look up lines in."""
    kind, *where = edit.field
    owner = {"case": case.id, "coder": "somebody"}
    empty: dict[str, Any] = {"ratings": (), "notes": (), "targets": (), "folder": None}
    if kind == "rating":
        item, wave, attribute = where
        fields = {"value": None, "missing": None, attribute: edit.value}
        empty["ratings"] = (Rating(item=item, wave=wave, **fields, **owner),)
    elif kind == "note":
        empty["notes"] = (Note(**vars(NoteEntry.model_validate(edit.value)), **owner),)
    else:
        respondent, horizon, item = where
        words = {"respondent": respondent, "horizon": horizon, "item": item, "value": edit.value}
        empty["targets"] = (Target(**words, **owner),)
    return case.model_copy(update=empty)
