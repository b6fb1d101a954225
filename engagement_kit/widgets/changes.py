"""What a form asks to be changed, read from plain values, and what it is told in answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from engagement_kit.errors import EngagementKitError
from engagement_kit.widgets.entries import ATTRIBUTES, Field

__all__ = ["Answer", "Edit", "Problem", "Refused", "edit_of"]

ProblemKind = Literal["conflict", "refused", "not_written"]


class Refused(EngagementKitError):
    """A change that cannot be made as it is; ``code`` names the reason."""

    def __init__(self, code: str, message: str) -> None:
        self.code, self.message = code, message
        super().__init__(code, message)

    def __str__(self) -> str:
        return self.message


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a change was not made.

    Attributes
    ----------
    id : int
        Of the change.
    kind : {"conflict", "refused", "not_written"}
    code : str
        The reason in one word.
    message : str
        The reason in a sentence.
    theirs
        In a conflict: what the field says in the file.
    """

    id: int
    kind: ProblemKind
    code: str
    message: str
    theirs: Any = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of the changes of one page.

    Attributes
    ----------
    client : str
        The page.
    done : int
        Every change up to this one was made, unless it is among the problems.
    at : str
        Time of the last writing, ``14:03``; empty if nothing was written yet.
    problems : tuple of Problem
    """

    client: str = ""
    done: int = 0
    at: str = ""
    problems: tuple[Problem, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of one field: what the page saw there and what it wants there.

    ``moves`` says that a note is to take another place, before the note with key ``before``.
    ``group`` names what a person did at once, such as taking over all that coders agree on.
    ``again`` says that another page left this change, so that it may have been made already.
    """

    field: Field
    base: Any
    value: Any
    moves: bool = False
    before: str | None = None
    group: str | None = None
    again: bool = False


def edit_of(change: Mapping[str, Any]) -> Edit:
    """A change that a page sent, as an edit of a field.

    Raises
    ------
    Refused
        It lacks something or asks for something that there is not.
    """
    try:
        return _EDITS[change["do"]](change)
    except (KeyError, TypeError, ValueError) as error:
        raise Refused("no_change", f"This is no change that a form can make: {error}") from None


def _rate(change: Mapping[str, Any]) -> Edit:
    attribute = change["attr"]
    if attribute not in ATTRIBUTES:
        raise KeyError(attribute)
    where = ("rating", str(change["item"]), int(change["wave"]), attribute)
    empty: Any = [] if attribute == "evidence" else None
    base, value = change.get("base") or empty, change["value"] or empty
    return Edit(where, base, value, group=change.get("group"), again=bool(change.get("again")))


def _note(change: Mapping[str, Any]) -> Edit:
    where = ("note", str(change["key"]))
    moves, again = "before" in change, bool(change.get("again"))
    base, value = change.get("base"), change["value"]
    if not isinstance(value, dict | None):
        raise TypeError(value)
    return Edit(where, base, value, moves, change.get("before"), again=again)


def _target(change: Mapping[str, Any]) -> Edit:
    who = str(change["respondent"])
    where = ("target", who, int(change["horizon"]), str(change["item"]))
    base, value, again = change.get("base"), change["value"] or None, bool(change.get("again"))
    return Edit(where, base, value, group=change.get("group"), again=again)


_EDITS = {"rate": _rate, "note": _note, "target": _target}
