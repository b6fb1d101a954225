"""All exceptions of the package: what went wrong is data, the sentence is made here.

A :class:`Fault` is one thing wrong in one place of one file. Readers and checkers collect faults
and raise :class:`Faults` once, so that a person sees everything that needs mending in one go.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal

__all__ = [
    "EngagementKitError",
    "Fault",
    "Faults",
    "MissingFont",
    "MissingGlyph",
    "UnknownId",
    "WriteConflict",
    "WrongKind",
    "nearest",
]

Level = Literal["fault", "draft", "remark"]

# What is wrong, and what to do about it. {value}, {expected}, {nearest} and {other} come from the fault.
SENTENCES: dict[str, tuple[str, str]] = {
    # --- files
    "cannot_read": ("the file cannot be read ({other})", "check that it exists and may be read"),
    "too_large": ("the file has {value} bytes, more than the {expected} that are read", "split it, or shorten the text that makes it so large"),
    "not_utf8": ("the file is not UTF-8 text ({other})", "save it again as UTF-8"),
    "not_yaml": ("this is not valid YAML: {other}", "look at this line and the one above it"),
    "tab": ("a tab is used for indentation", "YAML allows only spaces there: replace the tab"),
    "character": ("the invisible character {value} stands in the text", "delete it or write an ordinary space or line break"),
    "too_deep": ("values are nested more than {expected} deep", "this file is not made by this toolkit or was damaged: restore it"),
    "alias": ("an anchor or alias ({value}) is used", "write the value out: references are not read"),
    "tag": ("the tag {value} is used", "remove it: only plain text, numbers, lists and mappings are read"),
    "key_not_text": ("the key {value} is not text", "put it in quotes"),
    "duplicate_key": ("the key {value} stands twice in one mapping (first in line {other})", "keep one of the two"),
    "several_documents": ("the file holds more than one document ('---')", "make one file of each"),
    "not_mapping": ("a mapping (key: value) was expected, found {value}", "compare the file with the example in the documentation"),
    # --- any field of any file
    "unknown_key": ("the key {value} is not known here", "keys here: {expected}"),
    "missing_key": ("the key {value} is missing", "add it"),
    "wrong_type": ("{value} is not what belongs here: {other}", "correct the value"),
    "newer_format": ("format {value} is newer than this version of engagement_kit reads ({expected})", "update engagement_kit"),
    # --- frameworks
    "duplicate_id": ("the id {value} is used twice ({other})", "ids are unique within a framework: rename one"),
    "unknown_reference": ("{other} refers to {value}, which is not defined", "defined are: {expected}"),
    "missing_text": ("there is no text for {value} in language {other}", "add the key to this file"),
    "unknown_text": ("the text {value} belongs to nothing in the framework", "remove it or correct the key"),
    "no_framework": ("{value} holds no framework", "a framework is a folder with framework.yaml and text.<language>.yaml"),
    "bad_layout": ("the layout {value} is not sound: {other}", "every box has one place, and places do not overlap"),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in one place: file, line, field, what was found and what was expected.

    ``level`` is ``fault`` (must be mended), ``draft`` (a value that is not finished, e.g. a rating
    without evidence) or ``remark`` (worth knowing). ``code`` chooses the sentence.
    """

    code: str
    file: str
    field: str = ""
    line: int | None = None
    value: Any = None
    expected: tuple[str, ...] = ()
    nearest: str | None = None
    other: str = ""
    level: Level = "fault"

    @property
    def sentence(self) -> str:
        """What is wrong and what to do, without the place."""
        what, advice = SENTENCES[self.code]
        words = {
            "value": _shown(self.value),
            "expected": _listed(self.expected),
            "other": self.other,
            "nearest": self.nearest or "",
        }
        hint = f" (nearest: {self.nearest})" if self.nearest else ""
        return f"{what.format(**words)}{hint}; {advice.format(**words)}"

    @property
    def place(self) -> str:
        """``file:line: field`` as far as they are known."""
        line = f":{self.line}" if self.line else ""
        return f"{self.file}{line}" + (f": {self.field}" if self.field else "")

    def at(self, *, file: str | None = None, line: int | None = None) -> Fault:
        """The same fault with its place made more precise."""
        return replace(self, file=file or self.file, line=line or self.line)

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence}"


class EngagementKitError(Exception):
    """Parent of all errors that engagement_kit raises on purpose."""


class Faults(EngagementKitError):
    """Everything wrong in what was read, collected before it was raised.

    Attributes
    ----------
    faults : tuple of Fault
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(self.faults)

    def __str__(self) -> str:
        lines = "\n".join(f"  {fault}" for fault in self.faults)
        count = len(self.faults)
        return f"{count} {'fault' if count == 1 else 'faults'}:\n{lines}"


class UnknownId(EngagementKitError):
    """An id that names nothing; carries the ids that would have been right."""

    def __init__(self, what: str, value: str, known: Iterable[str]) -> None:
        self.what, self.value, self.known = what, value, tuple(known)
        self.nearest = nearest(value, self.known)
        super().__init__(what, value)

    def __str__(self) -> str:
        hint = f" Did you mean {self.nearest!r}?" if self.nearest else ""
        return f"There is no {self.what} {self.value!r}.{hint} Known: {_listed(self.known)}."


class WrongKind(EngagementKitError):
    """Something of one kind was asked to do what another kind does."""

    def __init__(self, what: str, found: str, expected: str, advice: str = "") -> None:
        self.what, self.found, self.expected, self.advice = what, found, expected, advice
        super().__init__(what, found, expected)

    def __str__(self) -> str:
        advice = f" {self.advice}" if self.advice else ""
        return f"{self.what} needs {self.expected}, not {self.found}.{advice}"


class MissingFont(EngagementKitError):
    """A font file that charts depend on is not installed."""

    def __init__(self, path: str, distribution: str) -> None:
        self.path, self.distribution = path, distribution
        super().__init__(path, distribution)

    def __str__(self) -> str:
        return (
            f"The font {self.path} is not there. It comes with the distribution "
            f"{self.distribution!r}: install that again."
        )


class MissingGlyph(EngagementKitError):
    """A text holds a character that no font of the charts can draw.

    Attributes
    ----------
    character, text : str
    """

    def __init__(self, character: str, text: str) -> None:
        self.character, self.text = character, text
        super().__init__(character, text)

    def __str__(self) -> str:
        name = unicodedata.name(self.character, "a character without a name")
        return (
            f"No font of the charts can draw {self.character!r} (U+{ord(self.character):04X}, {name}), "
            f"which stands in {self.text!r}. Write that text in another script."
        )


class WriteConflict(EngagementKitError):
    """The file changed since it was read; both sides are kept and nothing was written.

    Attributes
    ----------
    path : str
    base_tag : str or None
        Tag of the version that the writer had read (None: it expected no file).
    mine, theirs : bytes or None
        What was to be written, and what is on disk now (None: no file).
    """

    def __init__(self, path: str, base_tag: str | None, mine: bytes, theirs: bytes | None) -> None:
        self.path, self.base_tag, self.mine, self.theirs = path, base_tag, mine, theirs
        super().__init__(path)

    def __str__(self) -> str:
        state = "was deleted" if self.theirs is None else "was changed by someone else"
        return f"{self.path} {state} since it was read. Nothing was written: read it again and decide which values to keep."


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like ``word``, or None when nothing is close; letter case is ignored."""
    by_fold = {candidate.casefold(): candidate for candidate in known}
    found = difflib.get_close_matches(str(word).casefold(), by_fold, n=1, cutoff=0.6)
    return by_fold[found[0]] if found else None


def _listed(words: Iterable[str], most: int = 12) -> str:
    words = [str(word) for word in words]
    more = f" and {len(words) - most} more" if len(words) > most else ""
    return ", ".join(words[:most]) + more


def _shown(value: object, most: int = 60) -> str:
    text = value if isinstance(value, str) else repr(value)
    text = "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)
    return repr(text[:most] + "…") if len(text) > most else repr(text) if isinstance(value, str) else text
