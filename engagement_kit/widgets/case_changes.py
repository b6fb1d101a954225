"""Changes that a form makes to the case itself: a new source, piece of evidence or wave."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter, ValidationError

from engagement_kit.cases import Case, Evidence, Source
from engagement_kit.cases.fields import Year
from engagement_kit.cases.findings import Findings
from engagement_kit.cases.soundness import check_soundness
from engagement_kit.widgets.changes import Refused
from engagement_kit.widgets.checks import check_texts, refusal

__all__ = ["CASE_CHANGES", "changed_case"]

CASE_CHANGES = ("source", "evidence", "wave")
_YEAR: TypeAdapter[int] = TypeAdapter(Year)


def changed_case(case: Case, change: Mapping[str, Any]) -> Case:
    """The case with the addition; the same case where it has it already.

    Raises
    ------
    Refused
        The addition would be a fault, or its key is taken by something else.
    """
    value = change["value"]
    try:
        changed = _ADD[change["do"]](case, value)
    except ValidationError as error:
        raise refusal(error) from None
    known = _faults(case)
    for code, sentence in _faults(changed).items():
        if code not in known:
            raise Refused(code[0], sentence)
    return changed


def _add_source(case: Case, value: Mapping[str, Any]) -> Case:
    source = Source.model_validate(_said(value))
    present = next((one for one in case.sources if one.key == source.key), None)
    if present == source:
        return case
    if present is not None:
        raise Refused("taken", f"There is another source with the key {source.key!r} by now.")
    return case.model_copy(update={"sources": (*case.sources, source)})


def _add_evidence(case: Case, value: Mapping[str, Any]) -> Case:
    piece = Evidence.model_validate(_said(value))
    present = next((one for one in case.evidence if one.id == piece.id), None)
    if present == piece:
        return case
    if present is not None:
        raise Refused("taken", f"There is other evidence with the id {piece.id!r} by now.")
    if not piece.text.strip():
        raise Refused("no_text", "Evidence needs a text: say what was found.")
    return case.model_copy(update={"evidence": (*case.evidence, piece)})


def _add_wave(case: Case, value: Any) -> Case:
    year = _YEAR.validate_python(value)
    waves = tuple(sorted({*case.waves, year}))
    return case if waves == case.waves else case.model_copy(update={"waves": waves})


_ADD = {"source": _add_source, "evidence": _add_evidence, "wave": _add_wave}


def _said(value: Mapping[str, Any]) -> dict[str, Any]:
    check_texts(dict(value))
    return {name: one for name, one in value.items() if one not in (None, "")}


def _faults(case: Case) -> dict[tuple[str, str], str]:
    """Faults of the case itself by code and field, with their sentences."""
    findings = Findings(case.model_copy(update={"folder": None}))
    check_soundness(findings)
    faults = (fault for fault in findings.found if fault.level == "fault")
    return {(fault.code, fault.field): fault.sentence for fault in faults}
