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

__all__ = ["ABOUT_FILE", "About", "Contributor", "Licence", "find_about", "read_about"]

ABOUT_FILE = "about.yaml"
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
    folder = next((case.folder for case in cases if case.folder), None)
    for above in (folder.resolve().parents if folder else ())[:_LEVELS]:
        if (above / ABOUT_FILE).is_file():
            return read_about(above / ABOUT_FILE)
    return About()
