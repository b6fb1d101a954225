"""Which reader or writer a file goes through, by how its name ends."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from engagement_kit.cases import Cases
from engagement_kit.frameworks import Framework

__all__ = ["export_to", "import_from"]

# How a name ends -> the module of this room and its function. Anything else is a sheet.
# A reader takes (file, study, *, frameworks) and gives a report that can be printed; a writer takes
# (cases, file, frameworks) and gives the paths of what it wrote.
_READERS: dict[str, str] = {
    ".bib": "bibliography.importing:import_bibliography",
    ".json": "bibliography.importing:import_bibliography",
    ".qdc": "refi.codebook_in:import_qdc",
    ".qdpx": "refi.importing:import_qdpx",
    ".bmc": "canvases.importing:import_canvas",
    ".bmml": "canvases.importing:import_canvas",
}
_WRITERS: dict[str, str] = {
    ".bib": "bibliography.writing:export_bibliography",
    ".json": "bibliography.writing:export_bibliography",
    ".dta": "statistics.writing:export_stata",
    ".sav": "statistics.writing:export_spss",
    ".qdc": "refi.exporting:export_qdc",
    ".qdpx": "refi.exporting:write_qdpx",
}


def import_from(
    file: str | Path, study: str | Path, *, frameworks: Mapping[str, Framework] | None = None
) -> object:
    """Read a file of any kind that is known here into a study; a report to be printed.

    Raises
    ------
    Faults
        With everything that is wrong in it; nothing has been written then.
    """
    return _passage(_READERS, file, "sheets.importing:import_sheet")(
        file, study, frameworks=frameworks
    )


def export_to(
    cases: Cases, file: str | Path, frameworks: Mapping[str, Framework] | None = None
) -> tuple[Path, ...]:
    """Write cases as a file of any kind that is known here; the paths of what was written.

    Raises
    ------
    Faults
        The file's kind cannot hold the cases.
    NotWritten
        The disk refused, or a program holds the file open.
    """
    written: tuple[Path, ...] = _passage(_WRITERS, file, "sheets.exporting:export_study")(
        cases, file, frameworks
    )
    return written


def _passage(table: Mapping[str, str], file: str | Path, other: str) -> Callable[..., Any]:
    module, _, name = table.get(Path(file).suffix.lower(), other).partition(":")
    found: Callable[..., Any] = getattr(
        importlib.import_module(f"engagement_kit.exchange.{module}"), name
    )
    return found
