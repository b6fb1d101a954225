"""The export of a survey as columns and rows, counted as a spreadsheet shows them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from engagement_kit.errors import Fault, Faults, UnknownId
from engagement_kit.exchange.cells import is_blank, undefuse
from engagement_kit.exchange.sheets.delimited import read_bounded, split_rows
from engagement_kit.exchange.sheets.rawsheet import RawRow
from engagement_kit.exchange.sheets.workbook import read_workbook
from engagement_kit.exchange.surveys.dialects import Dialect, dialect_of, header_rows

__all__ = ["Column", "SurveyExport", "column_letters", "open_export", "read_text"]

_MOST_COLUMNS = 5_000


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an export.

    Attributes
    ----------
    place : int
        From 0.
    letters : str
        As a spreadsheet names it: A, B ... AA.
    name : str
        Its name in the first row.
    nth : int
        Which of the columns of this name it is, from 1.
    text : str
        The question, where a row of its own holds it; else the name.
    """

    place: int
    letters: str
    name: str
    nth: int
    text: str


@dataclass(frozen=True, slots=True)
class SurveyExport:
    """What the export of a survey holds.

    Attributes
    ----------
    file : str
        How messages name it: the path, with the sheet's name if it is part of a workbook.
    sheet : str
        Name of the sheet; empty for text files.
    dialect : str
        Whose form it has.
    columns : tuple of Column
    rows : list of (int, list of str)
        Number of each row as a spreadsheet shows it, and its cells; rows of names are left out.
    """

    file: str
    sheet: str
    dialect: Dialect
    columns: tuple[Column, ...]
    rows: list[RawRow]

    def column(self, name: str, nth: int = 1) -> Column | None:
        """The column of a name; None if there is none."""
        for column in self.columns:
            if column.name == name.strip() and column.nth == nth:
                return column
        return None

    def cells(self, column: Column) -> list[str]:
        """The cells of a column from top to bottom, without space around them."""
        place = column.place
        return [cells[place].strip() if place < len(cells) else "" for _, cells in self.rows]


def open_export(path: str | Path, sheet: str | None = None) -> SurveyExport:
    """The export of a survey: a ``.csv``, ``.tsv``, ``.txt`` or ``.xlsx`` file.

    Parameters
    ----------
    path : str or Path
    sheet : str, optional
        Sheet of a workbook; the first that has the marks of a form program, else the first.

    Raises
    ------
    Faults
        It cannot be read, is too large, is empty, or a value stands where no column has a name.
    UnknownId
        The workbook has no such sheet.
    """
    path = Path(path)
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        file, name, rows = _sheet(path, sheet)
    elif path.suffix.lower() in (".csv", ".tsv", ".txt", ".tab"):
        file, name, rows = str(path), "", read_text(read_bounded(path), str(path))
    else:
        raise Faults([Fault("unknown_export", str(path), value=path.suffix or path.name)])
    return _shaped(file, name, rows)


def _sheet(path: Path, sheet: str | None) -> tuple[str, str, list[RawRow]]:
    """Name for messages, name and rows of the sheet that holds the answers."""
    found = {one.name: one for one in read_workbook(path)}
    if sheet is not None and sheet not in found:
        raise UnknownId(f"sheet of {path}", sheet, found)
    filled = [one for one in found.values() if one.rows]
    marked = (one for one in filled if dialect_of([cells for _, cells in one.rows[:3]]) != "plain")
    best = found[sheet] if sheet is not None else next(marked, next(iter(filled), None))
    return (str(path), "", []) if best is None else (best.file, best.name, best.rows)


def read_text(data: bytes, file: str) -> list[RawRow]:
    """Rows of a text file in UTF-8, or in UTF-16 with its byte order mark.

    Rows are numbered as a spreadsheet does, where a cell of several lines is one row; blank rows
    are counted and left out. An apostrophe before a formula is taken off.

    Raises
    ------
    Faults
        It is neither, or quotation marks do not match.
    """
    return [
        (number, [undefuse(c) if c[:1] == "'" else c for c in cells])
        for _, number, cells in split_rows(_decoded(data, file), file)
    ]


def _decoded(data: bytes, file: str) -> str:
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    try:
        return data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        other = f"byte {error.start + 1} is 0x{data[error.start]:02x}"
        raise Faults([Fault("not_utf8", file, line=line, other=other)]) from None


def _shaped(file: str, sheet: str, rows: list[RawRow]) -> SurveyExport:
    if not rows:
        raise Faults([Fault("no_columns", file)])
    if len(rows[0][1]) > _MOST_COLUMNS:
        number, most = len(rows[0][1]), f"{_MOST_COLUMNS:,}"
        raise Faults([Fault("too_many_columns", file, value=number, expected=(most,))])
    dialect = dialect_of([cells for _, cells in rows[:3]])
    heads = header_rows(dialect, [cells for _, cells in rows[:3]])
    columns = tuple(_columns([cells for _, cells in rows[:heads]]))
    export = SurveyExport(file, sheet, dialect, columns, rows[heads:])
    if faults := list(_surplus(export)):
        raise Faults(faults)
    return export


def _columns(heads: Sequence[Sequence[str]]) -> Iterator[Column]:
    seen: Counter[str] = Counter()
    texts = heads[1] if len(heads) > 1 else ()
    for place, head in enumerate(heads[0]):
        name = head.strip()
        seen[name] += 1
        text = texts[place].strip() if place < len(texts) else ""
        yield Column(place, column_letters(place), name, seen[name], text or name)


def column_letters(place: int) -> str:
    """How a spreadsheet names a column, counted from 0.

    Examples
    --------
    >>> column_letters(0), column_letters(25), column_letters(26)
    ('A', 'Z', 'AA')
    """
    letters, place = "", place + 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _surplus(export: SurveyExport) -> Iterator[Fault]:
    """Values behind the last column, as text has that was split at a separator."""
    width = len(export.columns)
    for number, cells in export.rows:
        for place, cell in enumerate(cells[width:], start=width):
            if not is_blank(cell):
                field = f"{column_letters(place)}{number}"
                yield Fault("surplus_cell", export.file, field, number, cell)
