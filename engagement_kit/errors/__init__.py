"""All errors of the package: what went wrong is data, and one place makes sentences of it.

A :class:`Fault` is one thing wrong in one place of one file. Readers and checkers collect faults
and raise :class:`Faults` once, so that a person sees everything that needs mending in one go.
"""

from engagement_kit.errors.exceptions import (
    CannotRedraw,
    DoesNotFit,
    EngagementKitError,
    Faults,
    MethodWarning,
    MissingFont,
    MissingGlyph,
    NoEstimate,
    NoRecord,
    NotWritten,
    UnfitFont,
    UnknownId,
    WriteConflict,
    WrongKind,
)
from engagement_kit.errors.fault import Fault, Level
from engagement_kit.errors.sentences import SENTENCES
from engagement_kit.errors.wording import nearest

__all__ = [
    "SENTENCES",
    "CannotRedraw",
    "DoesNotFit",
    "EngagementKitError",
    "Fault",
    "Faults",
    "Level",
    "MethodWarning",
    "MissingFont",
    "MissingGlyph",
    "NoEstimate",
    "NoRecord",
    "NotWritten",
    "UnfitFont",
    "UnknownId",
    "WriteConflict",
    "WrongKind",
    "nearest",
]
