"""Which tables a study has: its records, and what was computed from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from engagement_kit.assess import (
    StagePlacements,
    cases_table,
    compare_levels,
    count_placements,
    evidence_table,
    notes_table,
    ratings_table,
    sources_table,
)
from engagement_kit.errors import Fault, Faults
from engagement_kit.exchange.sheets.bookwriting import BookWriter
from engagement_kit.exchange.sheets.delimited import csv_text
from engagement_kit.exchange.sheets.exporting import WIDE
from engagement_kit.report.material import Study
from engagement_kit.report.results import PartResult

__all__ = ["BOOK", "study_tables", "write_tables"]

BOOK = "tables.xlsx"
_LONGEST = 31  # characters in the name of a sheet
_NARROW_WIDTH, _WIDE_WIDTH = 16, 48


def study_tables(study: Study) -> dict[str, pd.DataFrame]:
    """Every table of a study by its name: records first, then the results of each part.

    Columns are those declared in ``engagement_kit.assess.TABLES``; tables of counts have one column
    a place or answer. Ratings without evidence are among the records, and in no result.
    """
    cases, frameworks = study.cases, study.frameworks
    records = {
        "cases": cases_table(cases),
        "sources": sources_table(cases),
        "evidence": evidence_table(cases),
        "ratings": ratings_table(cases, frameworks, drafts=True),
        "notes": notes_table(cases, frameworks),
    }
    return {**records, **{name: table for r in study.results for name, table in _tables_of(r)}}


def _tables_of(result: PartResult) -> Iterator[tuple[str, pd.DataFrame]]:
    placements = result.placements
    if placements is not None and result.latest is not None:
        yield f"{result.name}-places", placements.table
        yield f"{result.name}-counts", count_placements(result.latest).reset_index()
    if isinstance(placements, StagePlacements):
        yield f"{result.name}-dimensions", placements.dimensions
        yield f"{result.name}-rules", placements.rules
        if len(placements.requirements):
            yield f"{result.name}-requirements", placements.requirements
    yield f"{result.name}-levels", result.levels.table
    yield f"{result.name}-answers", compare_levels(result.latest_levels)


def write_tables(study: Study, tables: Mapping[str, pd.DataFrame], folder: Path) -> list[Fault]:
    """Write every table as CSV, and all in one workbook; what could not be written is returned.

    Text that a spreadsheet would run is defused in CSV and stored as text in the workbook.
    """
    folder.mkdir()
    book = BookWriter(BOOK, study.title)
    names = _sheet_names(tables)
    listed = [(names[name], name, len(table)) for name, table in tables.items()]
    book.add("contents", ("sheet", "table", "rows"), listed, (34, 44, 10))
    for name, table in tables.items():
        header = [str(column) for column in table.columns]
        rows = list(_rows(table))
        text = csv_text(header, rows)
        (folder / f"{name}.csv").write_text(text, encoding="utf-8", newline="")
        widths = [_WIDE_WIDTH if column in WIDE else _NARROW_WIDTH for column in header]
        book.add(names[name], header, rows, widths)
    try:
        (folder / BOOK).write_bytes(book.close())
    except Faults as error:
        return list(error.faults)
    return []


def _rows(table: pd.DataFrame) -> Iterator[list[Any]]:
    """Rows with None where there is no value, and plain Python numbers."""
    plain = table.astype(object).where(table.notna(), None)
    yield from (list(row) for row in plain.itertuples(index=False, name=None))


def _sheet_names(tables: Iterable[str]) -> dict[str, str]:
    """For each table the name of its sheet: as it is, or cut to what a workbook takes."""
    names: dict[str, str] = {}
    for table in tables:
        name, number = table[:_LONGEST], 2
        while name in names.values():
            name, number = f"{table[: _LONGEST - 3]}~{number}", number + 1
        names[table] = name
    return names
