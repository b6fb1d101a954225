"""A table as data: data frame, CSV file, workbook."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from engagement_kit.exchange.sheets.bookwriting import BookWriter
from engagement_kit.exchange.sheets.delimited import csv_text
from engagement_kit.tables.backing import Backed
from engagement_kit.tables.table import Cell, Column, Reference, Table
from engagement_kit.tables.wording import table_words
from engagement_kit.words import Words

__all__ = ["table_csv", "table_frame", "table_xlsx"]

_DTYPES = {"count": "Int64", "number": "float64", "text": "str"}
_WIDTHS = {"count": 12, "number": 12, "text": 28}
_WIDEST = 60


def table_frame(table: Table) -> pd.DataFrame:
    """The data of a table: a column for each id, with the type that it declares."""
    rows = list(_plain_rows(table))
    ids = [column.id for column in table.columns]
    frame = pd.DataFrame(rows, columns=ids, dtype=object)
    return frame.astype({column.id: _DTYPES[column.kind] for column in table.columns})


def table_csv(table: Table) -> str:
    """CSV with the ids of the columns in the first line."""
    return csv_text([column.id for column in table.columns], _plain_rows(table))


def table_xlsx(table: Table) -> bytes:
    """A workbook with one sheet of data, under the heads of a page, and one of notes."""
    words = table_words(table.lang)
    writer = BookWriter("table.xlsx", table.title)
    columns = table.columns
    heads = [": ".join(filter(None, (column.group, column.label))) for column in columns]
    widths = [_width(table, place, column) for place, column in enumerate(columns)]
    sheets = [writer.add(words("sheet.table"), heads, _plain_rows(table), widths)]
    about = [[note, None] for note in table.notes]
    about += [[_reference(reference, words), reference.url] for reference in table.references]
    sheets.append(writer.add(words("sheet.notes"), [table.title], about, (100, 60)))
    if table.direction == "rtl":
        for sheet in sheets:
            sheet.right_to_left()
    return writer.close()


def _plain_rows(table: Table) -> Iterator[list[str | int | float | None]]:
    for row in table.rows:
        yield [_plain(value) for value in row]


def _plain(value: Cell) -> str | int | float | None:
    """What a sheet holds: text, numbers, or nothing."""
    return (str(value) or None) if isinstance(value, Backed) else value


def _reference(reference: Reference, words: Words) -> str:
    read = f" {words('accessed', date=reference.read)}" if reference.read else ""
    return f"[{reference.key}] {reference.text}{read}"


def _width(table: Table, place: int, column: Column) -> int:
    backed = any(isinstance(row[place], Backed) for row in table.rows)
    return _WIDEST if backed else _WIDTHS[column.kind]
