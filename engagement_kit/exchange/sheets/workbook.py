"""Reading workbooks: what they unpack to is counted before anything is made of it.

A workbook is a zip archive, and a small one can hold gigabytes. Its parts are unpacked here with a
limit, and only what was counted is handed to the reader. Two further traps lie in the tables
themselves: one cell at the far corner of a sheet, and one long text that a million cells repeat.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import python_calamine

from engagement_kit.cases.library import collector_paused
from engagement_kit.errors import Fault, Faults
from engagement_kit.exchange.archives import DAMAGED
from engagement_kit.exchange.cells import cell_text
from engagement_kit.exchange.sheets.delimited import read_bounded
from engagement_kit.exchange.sheets.extent import extent
from engagement_kit.exchange.sheets.rawsheet import RawSheet

__all__ = ["MAX_CELLS", "MAX_UNPACKED", "read_workbook"]

MAX_UNPACKED = 200_000_000  # bytes of all parts together
MAX_CELLS = 5_000_000  # of the smallest rectangle that holds all cells of a sheet
_MAX_PARTS = 2_000
_MAX_TEXT = 500_000_000  # characters of all cells together
_SHORTEST = len("<v>0</v>")  # what a cell needs to repeat a shared text

_SHARED = re.compile(rb"""\bt\s*=\s*["']s["'][^>]*>\s*<(?:\w+:)?v(?:\s[^>]*)?>\s*([0-9]+)""")
_STRING_END = re.compile(rb"</(?:\w+:)?si>|<(?:\w+:)?si\s*/>")

Parts = dict[str, bytes]
Area = tuple[tuple[int, int], tuple[int, int]]


def read_workbook(path: Path) -> list[RawSheet]:
    """The sheets of an XLSX file, each with its rows as text.

    Numbers without a fraction are whole (2014, not 2014.0), dates are written as 2014-12-31. A cell
    that is merged over several rows counts for all of them; a row that consists of one cell merged
    over several columns is a heading and left out.

    Raises
    ------
    Faults
        It is no workbook, is locked by a password, or unpacks to more than is read.
    """
    file = str(path)
    parts = _unpack(read_bounded(path), file)
    for name, part in parts.items():
        if name.startswith("xl/worksheets/"):
            _check_table(part, parts.get("xl/sharedStrings.xml", b""), file)
    try:
        book = python_calamine.load_workbook(io.BytesIO(_packed(parts)))
        with collector_paused():
            return [_sheet(book, name, file) for name in book.sheet_names]
    except python_calamine.CalamineError as error:
        raise _not_workbook(file, str(error)) from None


def _not_workbook(file: str, other: str) -> Faults:
    return Faults([Fault("not_workbook", file, other=other)])


def _too_large(file: str, value: str, limit: str) -> Faults:
    return Faults([Fault("workbook_too_large", file, value=value, expected=(limit,))])


def _unpack(data: bytes, file: str) -> Parts:
    """The parts that tables are made of; pictures and the like are not unpacked."""
    if data[:4] == b"\xd0\xcf\x11\xe0":
        raise _not_workbook(file, "it is locked by a password, or in the format of before 2007")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            wanted = [i for i in archive.infolist() if i.filename.endswith((".xml", ".rels"))]
            size = sum(info.file_size for info in wanted)
            if size > MAX_UNPACKED or len(wanted) > _MAX_PARTS:
                value = f"{size:,} bytes in {len(wanted):,} parts"
                raise _too_large(file, value, f"{MAX_UNPACKED:,} bytes in {_MAX_PARTS:,} parts")
            return {info.filename: _part(archive, info) for info in wanted}
    except DAMAGED as error:
        raise _not_workbook(file, str(error) or "it is damaged") from None


def _part(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Content of a part: never more than the archive said, whatever it holds."""
    with archive.open(info) as member:
        return member.read(info.file_size)


def _packed(parts: Parts) -> bytes:
    """An archive of exactly the parts that were counted, not compressed."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return data.getvalue()


def _check_table(part: bytes, strings: bytes, file: str) -> None:
    """Refuse a table whose cells would fill the memory."""
    rows, columns = extent(part)
    if columns * rows > MAX_CELLS:
        value = f"{rows:,} rows of {columns:,} columns"
        raise _too_large(file, value, f"{MAX_CELLS:,} cells")
    longest = max(map(len, strings.split(b"</si>")))  # or longer, where it ends in another spelling
    if len(part) // _SHORTEST * longest > _MAX_TEXT:
        _check_shared(part, strings, file)


def _check_shared(part: bytes, strings: bytes, file: str) -> None:
    """Refuse a table that repeats shared texts until they fill the memory."""
    lengths = [len(text) for text in _STRING_END.split(strings)]
    used = (int(index[:9]) for index in _SHARED.findall(part))
    total = sum(lengths[index] for index in used if index < len(lengths))
    if total > _MAX_TEXT:
        raise _too_large(file, f"{total:,} characters", f"{_MAX_TEXT:,}")


def _sheet(book: python_calamine.CalamineWorkbook, name: str, file: str) -> RawSheet:
    sheet = book.get_sheet_by_name(name)
    rows = sheet.to_python(skip_empty_area=False) if sheet.height else []
    cells = _as_text(rows)
    areas = sheet.merged_cell_ranges or []
    headings = {start[0] for start, end in areas if _is_heading(cells, start, end)}
    _fill_down(cells, areas)
    numbered = enumerate(cells, start=1)
    kept = [
        (n, row) for n, row in numbered if (row[0].strip() or _says(row)) and n - 1 not in headings
    ]
    return RawSheet(f"{file} [{name}]", name, kept)


def _as_text(rows: list[list[Any]]) -> list[list[str]]:
    """The same rows with text in place of whatever is none.

    Rows of a sheet are alike: where text stands and where not is looked up by the kinds of cells.
    """
    odd, numbers = _Odd(), _Numbers()
    for row in rows:
        for place in odd[tuple(map(type, row))]:
            value = row[place]
            row[place] = numbers[value] if type(value) is float else cell_text(value)
    return rows


class _Odd(dict[tuple[type, ...], list[int]]):
    """By the kinds of a row's cells: the places where no text stands."""

    def __missing__(self, kinds: tuple[type, ...]) -> list[int]:
        """The places for kinds that come for the first time."""
        self[kinds] = places = [place for place, kind in enumerate(kinds) if kind is not str]
        return places


class _Numbers(dict[float, str]):
    """Texts of numbers, of which the same come again and again."""

    def __missing__(self, value: float) -> str:
        """The text of a number that comes for the first time."""
        self[value] = text = cell_text(value)
        return text


def _says(row: list[str]) -> bool:
    """Whether any cell holds something that can be seen."""
    return any(map(str.strip, row))


def _is_heading(cells: list[list[str]], start: tuple[int, int], end: tuple[int, int]) -> bool:
    """Whether a row has nothing but one cell that is merged over several columns."""
    (row, column), wide = start, end[1] > start[1]
    return (
        wide and row < len(cells) and not _says([*cells[row][:column], *cells[row][column + 1 :]])
    )


def _fill_down(cells: list[list[str]], areas: list[Area]) -> None:
    """Give each row its value of a cell that is merged over several rows."""
    for (top, column), (bottom, _) in areas:
        for row in _rows_below(cells, top, bottom, column):
            row[column] = cells[top][column]


def _rows_below(cells: list[list[str]], top: int, bottom: int, column: int) -> Iterator[list[str]]:
    return (row for row in cells[top + 1 : bottom + 1] if column < len(row))
