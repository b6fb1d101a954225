"""Where the cases of a study lie, and where a new one would."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from engagement_kit.cases import find_case_folders
from engagement_kit.cases.store import HOME
from engagement_kit.errors import Faults

__all__ = ["folders_by_case", "home_of_cases"]


def folders_by_case(study: Path) -> dict[str, Path]:
    """Folder of each case of a study, by its name, which is the id of the case.

    An empty study has none. Some systems take accents apart in names: they are put together here.

    Raises
    ------
    Faults
        There is no such folder.
    """
    try:
        found = find_case_folders(study)
    except Faults:
        if not study.is_dir():
            raise
        return {}
    return {unicodedata.normalize("NFC", folder.resolve().name): folder for folder in found}


def home_of_cases(study: Path) -> Path:
    """The folder in which a new case gets its own: ``case_studies``, if the study has it."""
    return study / HOME if (study / HOME).is_dir() else study
