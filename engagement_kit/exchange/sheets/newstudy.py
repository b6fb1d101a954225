"""Making a study folder of one's own, with a worked example and a workbook to fill in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from engagement_kit.cases import read_case
from engagement_kit.cases.together import Change, write_together
from engagement_kit.errors import Fault, Faults
from engagement_kit.exchange.sheets.template import template_workbook
from engagement_kit.frameworks import load_frameworks

__all__ = ["STARTER", "new_study"]

STARTER = Path(__file__).parent / "starter"
TEMPLATE = "template.xlsx"


def new_study(path: str | Path) -> Path:
    """The folder of a new study: what to do next, one worked fictional case, a template to fill in.

    Parameters
    ----------
    path : str or Path
        A folder that does not exist yet, or is empty; folders above it are made.

    Raises
    ------
    Faults
        There is a file, or something in the folder. Nothing is written then.
    NotWritten
        The disk refused. What was written has been taken away again.
    """
    path = Path(path)
    if path.exists() and not path.is_dir():
        raise Faults([Fault("is_a_file", str(path), value=str(path))])
    if path.is_dir() and any(path.iterdir()):
        raise Faults([Fault("folder_in_use", str(path), value=str(path))])
    write_together(list(_changes(path)), path)
    return path


def _changes(path: Path) -> Iterator[Change]:
    """Every file of the new study."""
    for file in sorted(STARTER.rglob("*")):
        if file.is_file():
            yield Change(path / file.relative_to(STARTER), file.read_bytes(), None)
    example = read_case(STARTER / "case_studies" / "example")
    template = path / TEMPLATE
    yield Change(template, template_workbook(example, load_frameworks(), str(template)), None)
