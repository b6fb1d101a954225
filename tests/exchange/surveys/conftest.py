"""Exports of form programs that all say the same, and mappings that a person would have made."""

from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from engagement_kit.exchange import SurveyMapping, propose_mapping

ASKED = ("smi.investment.briefing", "smi.investment.time", "smi.investment.agent_metrics")
# What the two responses of every sample say to these items.
SAID = [
    ("yes", None),
    ("partly", None),
    (None, "unknown"),
    ("no", None),
    (None, "unknown"),
    (None, "not_applicable"),
]
MICROSOFT = [
    ["Id", "Start time", "Completion time", "Email", "Name", "Last modified time",
     "Leaders are regularly briefed on social\n", "Working time is set aside for social\u00a0",
     "Staff who answer on social are measured on it"],
    ["1", 45413.41, 45413.42, "anonymous", "", "", "Yes", "Partly", ""],
    ["2", 45414.41, 45414.42, "anonymous", "", "", "No", "", "Not applicable"],
]  # fmt: skip


@pytest.fixture
def samples() -> Path:
    """Folder of the samples, each named after the program whose form it has."""
    return Path(__file__).parent / "samples"


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    """Write a workbook of one sheet; its path comes back."""

    def write(rows: list[list[object]], name: str = "export.xlsx", sheet: str = "Sheet1") -> Path:
        book = xlsxwriter.Workbook(str(tmp_path / name), {"strings_to_formulas": False})
        made = book.add_worksheet(sheet)
        for number, row in enumerate(rows):
            made.write_row(number, 0, row)
        book.close()
        return tmp_path / name

    return write


@pytest.fixture
def export(tmp_path: Path) -> Callable[..., Path]:
    """Write a text export; its path comes back."""

    def write(text: str, name: str = "export.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode())
        return path

    return write


@pytest.fixture
def confirmed() -> Callable[..., SurveyMapping]:
    """A proposal with pieces of its text replaced, as in an editor, and confirmed."""

    def make(path: Path, study: object = None, *edits: tuple[str, str], **given: object):
        given = {"survey": "visitors", "case": "example", "wave": 2024, **given}
        given |= {"title": "Visitors' survey", "url": "archive of the museum"}
        mapping = propose_mapping(path, study, **given)  # type: ignore[arg-type]
        for old, new in edits:
            mapping = mapping.replace(old, new)
        return mapping.confirm()

    return make
