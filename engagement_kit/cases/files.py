"""The form of the files of a case folder, their format number and the steps from older formats."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any, TypeVar

from pydantic import Field

from engagement_kit.cases.entries import CaseEntry, NoteEntry, RatingEntry, TargetEntry
from engagement_kit.cases.fields import Entry, Many, Name
from engagement_kit.errors import Fault, Faults
from engagement_kit.strict_yaml import Positions

__all__ = [
    "CASE_FILE",
    "FORMAT",
    "CaseFile",
    "CoderFile",
    "Content",
    "FileModel",
    "check_format",
    "upgrade",
]

FORMAT = 1
CASE_FILE = "case.yaml"

Content = dict[str, Any]
# Format number -> the step that makes content of the next format of it.
UPGRADES: Mapping[int, Callable[[Content], Content]] = {}

Format = Annotated[int, Field(strict=True, ge=1)]


class CaseFile(CaseEntry):
    """``case.yaml``: who the case is, its sources and its evidence."""

    format: Format


class CoderFile(Entry):
    """``<coder>.yaml``: the ratings, notes and targets of one coder for one case."""

    format: Format
    case: Name
    coder: Name
    ratings: Annotated[tuple[RatingEntry, ...], Many] = ()
    notes: Annotated[tuple[NoteEntry, ...], Many] = ()
    targets: Annotated[tuple[TargetEntry, ...], Many] = ()


FileModel = TypeVar("FileModel", CaseFile, CoderFile)


def check_format(content: Content, file: str, positions: Positions) -> None:
    """Refuse a file that a newer version of the package has written.

    Raises
    ------
    Faults
        With the number found and the newest that is read.
    """
    number = content.get("format")
    if type(number) is int and number > FORMAT:
        line = positions.line(("format",))
        expected = (str(FORMAT),)
        raise Faults([Fault("newer_format", file, "format", line, number, expected)])


def upgrade(
    content: Content,
    *,
    to: int = FORMAT,
    steps: Mapping[int, Callable[[Content], Content]] = UPGRADES,
) -> Content:
    """Content of a file in today's format, whatever older format it was written in.

    Parameters
    ----------
    content : dict
        What the file holds. Without a sound format number it comes back as it is: checking it
        against the model then says what is wrong.
    to : int
        Format that is wanted.
    steps : mapping
        For each older format the function that makes the next one of it.
    """
    number = content.get("format")
    if type(number) is not int or number < 1:
        return content
    for step in range(number, to):
        content = {**steps[step](content), "format": step + 1}
    return content
