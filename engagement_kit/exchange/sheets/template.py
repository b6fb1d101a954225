"""The workbook to fill in: one sheet a table, with drop-down lists and the codebook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from engagement_kit.cases import Case
from engagement_kit.exchange.package.codebook import codebook_columns, codebook_rows
from engagement_kit.exchange.sheets.bookwriting import BookWriter
from engagement_kit.exchange.sheets.forms import FORMS
from engagement_kit.exchange.sheets.sheetrows import Cell, sheet_header, sheet_rows
from engagement_kit.frameworks import Framework

__all__ = ["TEMPLATE_SHEETS", "template_workbook"]

TEMPLATE_SHEETS = ("cases", "sources", "evidence", "ratings", "notes", "targets")
_LAST_ROW = 5_000  # drop-down lists reach this far down
_WIDTHS = {"text": 60, "title": 40, "item": 34, "box": 24, "note": 40, "url": 40, "name": 28}
_STEPS = (
    "1. Delete the example row of each sheet: it belongs to the fictional case 'example'.",
    "2. One row a case, source, fact, rating, note or target. Columns that you do not need may go.",
    "3. The sheet codebook lists every item with the answers of its scale.",
    "4. Leave out what the facts do not tell: it is then unknown, which never counts as no.",
    "5. Save, and run: engagement-kit import template.xlsx .",
)


def template_workbook(example: Case, frameworks: Mapping[str, Framework], file: str) -> bytes:
    """Bytes of a workbook with the columns of every table and one example row in each.

    Parameters
    ----------
    example : Case
        Case that the example rows are taken from.
    frameworks : mapping of Framework
        Their items and answers make the drop-down lists and the codebook.
    file : str
        How messages name it.
    """
    writer = BookWriter(file, "Template of a study")
    writer.add("readme", ("how", "what the columns mean"), _readme(), (90, 80))
    for table in TEMPLATE_SHEETS:
        header = sheet_header(table, [example])
        first = [next(sheet_rows(table, [example], header))]
        sheet = writer.add(table, header, first, [_WIDTHS.get(name, 14) for name in header])
        for column, choice in _choices(table, header):
            sheet.data_validation(1, column, _LAST_ROW, column, choice)
    header = [column.name for column in codebook_columns()]
    rows = list(codebook_rows(frameworks.values()))
    writer.add("codebook", header, rows, [_WIDTHS.get(name, 20) for name in header])
    writer.add("answers", ("item", "answers"), _answers(frameworks.values()), (34,))
    return writer.close()


def _readme() -> Iterator[tuple[Cell, Cell]]:
    meanings = [
        f"{table}: {field.name}{' (needed)' if field.required else ''}: {field.meaning}"
        for table in TEMPLATE_SHEETS
        for field in FORMS[table].fields
    ]
    for place, meaning in enumerate(meanings):
        yield (_STEPS[place] if place < len(_STEPS) else None), meaning


def _answers(frameworks: Iterable[Framework]) -> Iterator[list[Cell]]:
    """One row an item with its answers side by side; boxes stand below, without answers."""
    chosen = list(frameworks)
    for framework in chosen:
        for item in framework.items:
            yield [item.id, *framework.scale(item.scale).ids]
    for framework in chosen:
        for box in framework.boxes:
            yield [box.id]


_WORDS = {
    ("cases", "evidence_strength"): ("strong", "medium", "weak"),
    ("sources", "kind"): (
        *("own", "press", "blog", "academic", "vendor", "public_body", "reference", "other"),
    ),
    ("evidence", "polarity"): ("supports", "against", "neutral"),
    ("ratings", "confidence"): ("high", "medium", "low"),
}
_ADVICE = {
    "error_type": "warning",
    "error_title": "Not in the list",
    "error_message": "The list holds what can be read here. The sheet codebook explains it.",
}


def _choices(table: str, header: list[str]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Drop-down lists of a sheet: the place of the column and what it offers."""
    for column, name in enumerate(header):
        if (table, name) in _WORDS:
            yield column, {"validate": "list", "source": list(_WORDS[table, name]), **_ADVICE}
        elif name in ("item", "box"):
            yield column, {"validate": "list", "source": "=answers!$A$2:$A$1000", **_ADVICE}
        elif name == "value" and table in ("ratings", "targets"):
            source = _answers_of(header.index("item"))
            yield column, {"validate": "list", "source": source, **_ADVICE}


def _answers_of(column: int) -> str:
    """Formula for the answers of the item that stands in the same row."""
    item = f"${chr(ord('A') + column)}2"
    row = f"MATCH({item},answers!$A:$A,0)-1"
    many = f"COUNTA(OFFSET(answers!$B$1,{row},0,1,20))"
    return f"=OFFSET(answers!$B$1,{row},0,1,{many})"
