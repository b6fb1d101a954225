"""What a collection of cases says of itself: title, caveats, licence, who made it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from pydantic import Field

from engagement_kit.cases import Case
from engagement_kit.cases.fields import Entry
from engagement_kit.errors import Fault, Faults
from engagement_kit.schema_faults import read_model

__all__ = [
    "ABOUT_FILE",
    "LIBRARY_NAME",
    "About",
    "Contributor",
    "Licence",
    "about_file",
    "find_about",
    "read_about",
]

ABOUT_FILE = "about.yaml"
LIBRARY_NAME = "engagement-kit-case-library"  # what the case library calls itself
_LEVELS = 3  # a case may lie in a folder of its kind, that in one of cases, that in the study


class Licence(Entry):
    """Terms on which the collection may be used: short name, title and address."""

    name: str
    title: str
    path: str | None = None


class Contributor(Entry):
    """Who had a part in it, and which."""

    title: str
    roles: tuple[str, ...] = ()


class About(Entry):
    """``about.yaml``, as a data package says it; ``caveats`` are shown wherever the data is."""

    format: Literal[1] = 1
    name: str = Field("cases", pattern=r"^[a-z0-9][a-z0-9._-]*$")
    title: str = "Case studies of digital engagement"
    description: str = ""
    caveats: tuple[str, ...] = ()
    licences: tuple[Licence, ...] = ()
    contributors: tuple[Contributor, ...] = ()
    keywords: tuple[str, ...] = ()


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
