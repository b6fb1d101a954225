"""What is raised: errors that carry data and tell it in a sentence."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from engagement_kit.errors.fault import Fault
from engagement_kit.errors.wording import listed, nearest

__all__ = [
    "CannotRedraw",
    "DoesNotFit",
    "EngagementKitError",
    "Faults",
    "MissingFont",
    "MissingGlyph",
    "NoEstimate",
    "NoRecord",
    "NotWritten",
    "UnfitFont",
    "UnknownId",
    "WriteConflict",
    "WrongKind",
]


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
        super().__init__(what, value, self.known)

    def __str__(self) -> str:
        hint = f" Did you mean {self.nearest!r}?" if self.nearest else ""
        return f"There is no {self.what} {self.value!r}.{hint} Known: {listed(self.known)}."


class WrongKind(EngagementKitError):
    """Something of one kind was asked to do what another kind does."""

    def __init__(self, what: str, found: str, expected: str, advice: str = "") -> None:
        self.what, self.found, self.expected, self.advice = what, found, expected, advice
        super().__init__(what, found, expected, advice)

    def __str__(self) -> str:
        advice = f" {self.advice}" if self.advice else ""
        return f"{self.what} needs {self.expected}, not {self.found}.{advice}"


class NoEstimate(WrongKind):
    """The data hold nothing from which a statistic could be computed; carries why, as a word.

    Attributes
    ----------
    reason : str
        E.g. ``no_variation`` or ``no_overlap``: for tables that list what has no value.
    """

    def __init__(self, reason: str, what: str, found: str, expected: str, advice: str = "") -> None:
        super().__init__(what, found, expected, advice)
        self.reason = reason
        self.args = (reason, what, found, expected, advice)


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
        code = f"U+{ord(self.character):04X}"
        return (
            f"No font of the charts can draw {self.character!r} ({code}, {name}), "
            f"which stands in {self.text!r}. Write that text in another script."
        )


class DoesNotFit(EngagementKitError):
    """A figure has no room for what it shows at the size asked for; nothing was written.

    Attributes
    ----------
    figure, journal : str
    misfits : tuple
        What does not fit, each a sentence without a full stop.
    advice : str
    """

    def __init__(
        self, figure: str, journal: str, misfits: Iterable[object], advice: str | None = None
    ) -> None:
        self.figure, self.journal, self.misfits = figure, journal, tuple(misfits)
        self.advice = advice or (
            "Take a wider preset, show fewer cases, split it by group (facet), or give shorter "
            "names (names=)."
        )
        super().__init__(figure, journal, self.misfits, advice)

    def __str__(self) -> str:
        most = 8
        lines = [f"  {misfit}" for misfit in self.misfits[:most]]
        if len(self.misfits) > most:
            lines.append(f"  and {len(self.misfits) - most} more")
        listed = "\n".join(lines)
        return (
            f"The figure {self.figure!r} does not fit {self.journal!r}; nothing was written:\n"
            f"{listed}\n{self.advice}"
        )


class UnfitFont(EngagementKitError):
    """A text of a figure is drawn with a font that must not go into a PDF.

    Attributes
    ----------
    path, kind, text : str
        File of the font, what it is, and the text that it draws.
    """

    def __init__(self, path: str, kind: str, text: str) -> None:
        self.path, self.kind, self.text = path, kind, text
        super().__init__(path, kind, text)

    def __str__(self) -> str:
        return (
            f"The font {self.path}, which draws {self.text!r}, is {self.kind}: printers and some "
            "viewers would show nothing in its place. Give that text a TrueType font (.ttf)."
        )


class CannotRedraw(EngagementKitError):
    """A figure cannot be drawn again from what is recorded of it.

    Attributes
    ----------
    reason : str
    """

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)

    def __str__(self) -> str:
        return f"The figure cannot be drawn again: {self.reason}."


class NoRecord(EngagementKitError):
    """The file of a figure does not hold what is looked for in it.

    Attributes
    ----------
    path, what, reason : str
    """

    def __init__(self, path: str, what: str, reason: str) -> None:
        self.path, self.what, self.reason = path, what, reason
        super().__init__(path, what, reason)

    def __str__(self) -> str:
        return f"There is no {self.what} in {self.path}: {self.reason}."


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
        super().__init__(path, base_tag, mine, theirs)

    def __str__(self) -> str:
        state = "was deleted" if self.theirs is None else "was changed by someone else"
        return (
            f"{self.path} {state} since it was read. Nothing was written: "
            "read it again and decide which values to keep."
        )


class NotWritten(EngagementKitError):
    """A file could not be written; what stood there stands there still.

    Attributes
    ----------
    path, reason : str
    """

    def __init__(self, path: str, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(path, reason)

    def __str__(self) -> str:
        return f"{self.path} was not written: {self.reason}."


class MethodWarning(UserWarning):
    """A result was computed, and a reviewer would ask about it: the message says what and why."""
