"""Which reader or writer a file goes through, by how its name ends."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from engagement_kit.cases import Cases
from engagement_kit.errors import WrongKind
from engagement_kit.frameworks import Framework

__all__ = ["export_to", "import_from"]

# How a name ends -> the module of this room and its function. Anything else is a sheet.
# A reader takes (file, study, *, frameworks) and gives a report that can be printed; a writer takes
# (cases, file, frameworks) and gives the paths of what it wrote, as ``Written`` where the format
# cannot hold everything.
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
    file: str | Path,
    study: str | Path,
    *,
    frameworks: Mapping[str, Framework] | None = None,
    case: str | None = None,
    wave: int | None = None,
) -> object:
    """Read a file of any kind that is known here into a study; a report to be printed.

    Parameters
    ----------
    file, study : str or Path
    frameworks : mapping of Framework, optional
        All frameworks whose items and boxes may be used; the built-in ones if left out.
    case, wave : optional
        What a file of this kind may leave open: the case that it is of, and the year.

    Raises
    ------
    Faults
        With everything that is wrong in it; nothing has been written then.
    WrongKind
        Files of this kind say by themselves of which case, or year, they are.
    """
    reader = _passage(_READERS, file, "sheets.importing:import_sheet")
    said = _taken(reader, file, {"case": case, "wave": wave})
    return reader(file, study, frameworks=frameworks, **said)


def export_to(
    cases: Cases,
    file: str | Path,
    frameworks: Mapping[str, Framework] | None = None,
    *,
    keys: str | None = None,
) -> tuple[Path, ...]:
    """Write cases as a file of any kind that is known here; the paths of what was written.

    Parameters
    ----------
    cases : Cases
    file : str or Path
    frameworks : mapping of Framework, optional
    keys : {"source", "case"}, optional
        Of a bibliography: "case" puts the id of its case before the key of each source.

    Raises
    ------
    Faults
        The file's kind cannot hold the cases.
    NotWritten
        The disk refused, or a program holds the file open.
    WrongKind
        ``keys`` was given for another kind of file.
    """
    writer = _passage(_WRITERS, file, "sheets.exporting:export_study")
    written: tuple[Path, ...] = writer(
        cases, file, frameworks, **_taken(writer, file, {"keys": keys})
    )
    return written


def _taken(
    passage: Callable[..., Any], file: str | Path, said: Mapping[str, Any]
) -> dict[str, Any]:
    """What was said beyond the file; refused where the passage would not heed it."""
    given = {name: value for name, value in said.items() if value is not None}
    known = inspect.signature(passage).parameters
    if strange := [name for name in given if name not in known]:
        what = f"a file that ends in {Path(file).suffix!r}"
        raise WrongKind(what, ", ".join(strange), "nothing but its name and a study")
    return given


def _passage(table: Mapping[str, str], file: str | Path, other: str) -> Callable[..., Any]:
    module, _, name = table.get(Path(file).suffix.lower(), other).partition(":")
    found: Callable[..., Any] = getattr(
        importlib.import_module(f"engagement_kit.exchange.{module}"), name
    )
    return found
