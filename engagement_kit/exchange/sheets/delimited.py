"""Text files of cells: CSV and TSV, whatever the separator; written in one way, read in many."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from engagement_kit.errors import Fault, Faults
from engagement_kit.exchange.cells import cell_text, defuse, is_blank, undefuse
from engagement_kit.exchange.sheets.rawsheet import RawRow, RawSheet

__all__ = ["MAX_SHEET_BYTES", "csv_text", "read_bounded", "read_delimited", "split_rows"]

MAX_SHEET_BYTES = 50_000_000
_MAX_CELL = 131_072  # characters; a spreadsheet holds 32,767
_SEPARATORS = "\t;,"
_NEEDS_QUOTES = re.compile(r'[",;\t\r\n]|^\s|\s\Z')


def read_bounded(path: Path) -> bytes:
    """Content of a sheet.

    Raises
    ------
    Faults
        It cannot be read, or has more than 50 MB (no more than that is read).
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_SHEET_BYTES + 1)
            size = path.stat().st_size
    except OSError as error:
        other = error.strerror or str(error)
        raise Faults([Fault("cannot_read", str(path), other=other)]) from None
    if len(data) > MAX_SHEET_BYTES:
        limit = (f"{MAX_SHEET_BYTES:,}",)
        raise Faults([Fault("too_large", str(path), value=size, expected=limit)])
    return data


def read_delimited(path: Path) -> RawSheet:
    """The rows of a CSV or TSV file in UTF-8, with or without a byte order mark.

    The separator (tab, semicolon or comma) is the one that splits the first row into most cells.
    An apostrophe that was put before a formula on the way out is taken off again.

    Raises
    ------
    Faults
        The file cannot be read, is too large, is not UTF-8, or quotation marks do not match.
    """
    file, data = str(path), read_bounded(path)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Faults([Fault("not_utf8", file, line=line, other=_why(data, error))]) from None
    return RawSheet(file, path.stem, list(_rows(text, file)))


def _why(data: bytes, error: UnicodeDecodeError) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "it is UTF-16, which some programs call Unicode text"
    return f"byte {error.start + 1} is 0x{data[error.start]:02x}"


def _rows(text: str, file: str) -> Iterable[RawRow]:
    for line, _, cells in split_rows(text, file):
        yield line, [undefuse(cell) for cell in cells]


def split_rows(text: str, file: str) -> Iterator[tuple[int, int, list[str]]]:
    """Line, number and cells of each row that is not blank.

    A row of several lines has the number of its first line, and counts as one, as in a spreadsheet.

    Raises
    ------
    Faults
        Quotation marks do not match, or a cell is longer than 131,072 characters.
    """
    first = next((line for line in text.splitlines() if not is_blank(line)), "")
    separator = max(_SEPARATORS, key=lambda mark: _width(first, mark))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        for number, cells in enumerate(reader, start=1):
            _check_lengths(cells)
            if not all(map(is_blank, cells)):
                yield line, number, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise Faults([Fault("not_cells", file, line=line, other=str(error))]) from None


def _check_lengths(cells: list[str]) -> None:
    """Refuse what csv refuses by itself, unless some library has lifted its limit."""
    if max(map(len, cells), default=0) > _MAX_CELL:
        raise csv.Error(f"a cell has more than {_MAX_CELL:,} characters")


def _width(line: str, mark: str) -> int:
    try:
        return len(next(csv.reader([line], delimiter=mark), []))
    except csv.Error:  # told when the rows are read
        return 0


def csv_text(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    r"""Text of a CSV file: commas, lines that end in ``\n``, quotes where they are needed.

    Parameters
    ----------
    header : sequence of str
    rows : iterable of sequences
        Text, numbers, or None for an empty cell. Text that a spreadsheet would take for a formula
        gets an apostrophe in front; numbers stay as they are.
    """
    lines = (",".join(map(_cell, row)) for row in (header, *rows))
    return "".join(f"{line}\n" for line in lines)


def _cell(value: object) -> str:
    if not isinstance(value, str):
        return cell_text(value)
    text = defuse(value)
    return '"' + text.replace('"', '""') + '"' if _NEEDS_QUOTES.search(text) else text
