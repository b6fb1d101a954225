"""Changes that a form makes to the case itself: a new source, piece of evidence or wave."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from engagement_kit.cases import Case
from engagement_kit.cases.changes import with_evidence, with_source, with_wave
from engagement_kit.errors import Faults
from engagement_kit.widgets.changes import Refused
from engagement_kit.widgets.checks import check_texts

__all__ = ["CASE_CHANGES", "changed_case"]

_ADD: Mapping[str, Callable[[Case, Any], Case]] = {
    "source": lambda case, value: with_source(case, _said(value)),
    "evidence": lambda case, value: with_evidence(case, _said(value)),
    "wave": with_wave,
}
CASE_CHANGES = tuple(_ADD)


def changed_case(case: Case, change: Mapping[str, Any]) -> Case:
    """The case with the addition; the same case where it has it already.

    Raises
    ------
    Refused
        The addition would be a fault, or its key is taken by something else (``taken``).
    """
    value: Any = change.get("value")
    if change["do"] != "wave" and not isinstance(value, Mapping):
        raise Refused("no_change", "This is no change that a form can make.")
    if change["do"] == "evidence" and not str(value.get("text") or "").strip():
        raise Refused("no_text", "Evidence needs a text: say what was found.")
    try:
        return _ADD[change["do"]](case, value)
    except Faults as error:
        fault = error.faults[0]
        code = "taken" if fault.code == "repeated_id" else fault.code
        raise Refused(code, fault.sentence) from None


def _said(value: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that say something; what a browser leaves empty is not there."""
    check_texts(dict(value))
    return {name: one for name, one in value.items() if one not in (None, "")}
