"""What a collection of cases says of itself: title, caveats, licence, who made it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from engagement_kit.cases import Case
from engagement_kit.cases.fields import Entry
from engagement_kit.errors import Fault, Faults
from engagement_kit.schema_faults import read_model

__all__ = [
    "ABOUT_FILE",
    "LIBRARY_NAME",
    "About",
    "Contributor",
    "Day",
    "Licence",
    "about_file",
    "find_about",
    "is_day",
    "read_about",
]

ABOUT_FILE = "about.yaml"
LIBRARY_NAME = "engagement-kit-case-library"  # what the case library calls itself
_LEVELS = 3  # a case may lie in a folder of its kind, that in one of cases, that in the study


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def is_day(text: str) -> bool:
    """Whether a text is a day as it is written here: 2026-11-22."""
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return _DAY.fullmatch(text) is not None


def _check_day(text: str) -> str:
    if not is_day(text):
        raise PydanticCustomError("day", "a day is written as 2026-11-22")
    return text


# A day, as people and archives write it; 20261122 and numbers of weeks are not read.
Day = Annotated[str, AfterValidator(_check_day)]
WebAddress = Annotated[str, Field(pattern=r"^https?://\S+$")]


class Licence(Entry):
    """Terms on which the collection may be used: short name, title and address."""

    name: str
    title: str
    path: str | None = None


class Contributor(Entry):
    """Who had a part in it, and which.

    ``title`` is the whole name. ``given_name`` and ``family_name`` say how a person's name is
    divided, which nothing here guesses; ``orcid`` is the number alone. Who is not said to be an
    organisation or a program is taken for a person.
    """

    title: Annotated[str, Field(min_length=1)]
    roles: tuple[str, ...] = ()
    kind: Literal["person", "organisation", "software"] = "person"
    given_name: str | None = None
    family_name: str | None = None
    orcid: Annotated[str, Field(pattern=r"^(\d{4}-){3}\d{3}[\dX]$")] | None = None
    organization: str | None = None


class About(Entry):
    """``about.yaml``, as a data package says it; ``caveats`` are shown wherever the data is.

    ``version``, ``date`` (the day on which it is published), ``doi`` and ``url`` (where it is to be
    had) are told to those who cite it.
    """

    format: Literal[1] = 1
    name: str = Field("cases", pattern=r"^[a-z0-9][a-z0-9._-]*$")
    title: str = "Case studies of digital engagement"
    description: str = ""
    caveats: tuple[str, ...] = ()
    licences: tuple[Licence, ...] = ()
    contributors: tuple[Contributor, ...] = ()
    keywords: tuple[str, ...] = ()
    version: str | None = None
    date: Day | None = None
    doi: Annotated[str, Field(pattern=r"^10\.\d{4,9}(\.\d+)?/\S+$")] | None = None
    url: WebAddress | None = None


def read_about(file: Path) -> About:
    """What an ``about.yaml`` says.

    Raises
    ------
    Faults
        The file cannot be read or is not sound.
    """
    try:
        return read_model(file.read_bytes(), str(file), About)
    except OSError as error:
        other = error.strerror or str(error)
        raise Faults([Fault("cannot_read", str(file), other=other)]) from None


def find_about(cases: Iterable[Case]) -> About:
    """What is said of cases in the ``about.yaml`` that lies nearest above them, if there is one."""
    file = about_file(cases)
    return About() if file is None else read_about(file)


def about_file(cases: Iterable[Case]) -> Path | None:
    """The ``about.yaml`` that lies nearest above the first case with a folder."""
    folder = next((case.folder for case in cases if case.folder), None)
    above = folder.resolve().parents[:_LEVELS] if folder else ()
    return next((one / ABOUT_FILE for one in above if (one / ABOUT_FILE).is_file()), None)
