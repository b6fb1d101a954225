"""From rows of text to the tables they are: which form, which column is which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engagement_kit.errors import Fault, Faults, nearest
from engagement_kit.exchange.cells import is_blank
from engagement_kit.exchange.sheets.delimited import read_delimited
from engagement_kit.exchange.sheets.forms import DERIVED, FORMS, Field, Form
from engagement_kit.exchange.sheets.rawsheet import RawRow, RawSheet
from engagement_kit.exchange.sheets.workbook import read_workbook

__all__ = ["Row", "Table", "read_tables"]

# Sheets of our own workbooks that explain and are not read.
_EXPLAINING = frozenset(("readme", "codebook", "answers"))


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table.

    Attributes
    ----------
    table : Table
    line : int
        Line of the file, or row of the workbook's sheet.
    cells : mapping of str to str
        Text by column, for all columns of the table; empty where the cell is blank.
    """

    table: Table
    line: int
    cells: Mapping[str, str]

    def fault(self, code: str, column: str, **details: object) -> Fault:
        """A fault of one cell of this row."""
        return Fault(code, self.table.file, column, self.line, **details)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet whose form is known.

    Attributes
    ----------
    form : Form
    file : str
        How messages name the sheet.
    columns : mapping of str to Field
        The columns that are there.
    ignored : tuple of str
        Headers of columns that no form knows.
    faults : tuple of Fault
        Rows that have values below no header.
    places : mapping of str to int
        Where each column stands.
    raw : list of (int, list of str)
        Rows below the header; :meth:`rows` gives them by column.
    """

    form: Form
    file: str
    columns: Mapping[str, Field]
    ignored: tuple[str, ...]
    faults: tuple[Fault, ...]
    places: Mapping[str, int]
    raw: list[RawRow]

    def rows(self) -> Iterator[Row]:
        """Each row, with its cells by column."""
        for line, cells in self.raw:
            texts = {
                name: "" if at >= len(cells) or is_blank(cells[at]) else cells[at]
                for name, at in self.places.items()
            }
            yield Row(self, line, texts)


def read_tables(
    path: Path, frameworks: Mapping[str, Any] | None = None
) -> tuple[list[Table], tuple[str, ...]]:
    """The tables of a sheet, or of all CSV and TSV files of a folder, and the sheets passed over.

    Raises
    ------
    Faults
        Nothing can be read, no table is recognised, or columns are missing, unknown or double.
    """
    faults: list[Fault] = []
    tables: list[Table] = []
    passed: list[str] = []
    for sheet in _raw_sheets(path, frameworks):
        try:
            table = _table(sheet, part_of_workbook=sheet.file != str(path))
        except Faults as error:
            faults += error.faults
            continue
        if table is None:
            passed += [] if _name(sheet) in _EXPLAINING else [f"sheet {sheet.name!r}"]
        else:
            tables.append(table)
    if not faults and not any(table.raw for table in tables):
        faults.append(
            Fault("no_rows" if tables else "no_table", str(path), other=", ".join(passed))
        )
    if faults:
        raise Faults(faults)
    return tables, tuple(passed)


def _raw_sheets(path: Path, frameworks: Mapping[str, Any] | None) -> list[RawSheet]:
    if path.is_dir():
        files = sorted(f for f in path.iterdir() if f.suffix.lower() in (".csv", ".tsv"))
        if files:
            return [read_delimited(file) for file in files]
    ending = path.suffix.lower()
    if ending in (".csv", ".tsv", ".txt"):
        return [read_delimited(path)]
    if ending in (".xlsx", ".xlsm"):
        return read_workbook(path)
    if ending in (".sav", ".dta"):
        # Imported here: it knows the sheets, and wants pandas.
        from engagement_kit.exchange.statistics.reading import read_statistics

        return [read_statistics(path, frameworks)]
    raise Faults([Fault("unknown_sheet", str(path), value=str(path))])


def _table(sheet: RawSheet, *, part_of_workbook: bool) -> Table | None:
    """The sheet as a table; None for a sheet of a workbook that is none of ours."""
    name = _name(sheet)
    if part_of_workbook and (name in _EXPLAINING or (not sheet.rows and name not in FORMS)):
        return None
    if not sheet.rows:
        raise Faults([Fault("no_columns", sheet.file)])
    line, cells = sheet.rows[0]
    headers = [cell.strip() for cell in cells]
    form = FORMS.get(name) if part_of_workbook else None
    form = form or _recognised(headers)
    if form is None:
        if part_of_workbook:
            return None
        shown = ", ".join(header for header in headers if header)[:200]
        raise Faults([Fault("no_table", sheet.file, line=line, other=shown)])
    return _with_columns(sheet, form, headers, line)


def _name(sheet: RawSheet) -> str:
    return sheet.name.strip().casefold()


def _known(form: Form, header: str) -> tuple[str, Field] | None:
    """The column that a header names: ``Evidence strength`` is ``evidence_strength``."""
    plain = "_".join(header.casefold().replace("-", " ").split())
    return form.field(header) or form.field(plain)


def _recognised(headers: list[str]) -> Form | None:
    """The form of which most is there; None if no form has half of its required columns."""
    best = max(FORMS.values(), key=lambda form: _likeness(form, headers))
    return best if _likeness(best, headers)[0] >= 0.5 else None


def _likeness(form: Form, headers: list[str]) -> tuple[float, int]:
    found = {known[0] for header in headers if (known := _known(form, header))}
    return len(found.intersection(form.required)) / len(form.required), len(found)


def _with_columns(sheet: RawSheet, form: Form, headers: list[str], line: int) -> Table:
    columns: dict[str, Field] = {}
    places: dict[str, int] = {}
    unknown: list[str] = []
    faults: list[Fault] = []
    for at, header in enumerate(headers):
        known = _known(form, header)
        if known is None:
            unknown += [header] if header and header.casefold() not in DERIVED else []
        elif known[0] in places:
            other = f"columns {places[known[0]] + 1} and {at + 1}"
            faults.append(Fault("double_column", sheet.file, header, line, header, other=other))
        else:
            places[known[0]], columns[known[0]] = at, known[1]
    faults += _misnamed(sheet, form, columns, unknown, line)
    if faults:
        raise Faults(faults)
    surplus = tuple(_surplus(sheet, headers))
    return Table(form, sheet.file, columns, tuple(unknown), surplus, places, sheet.rows[1:])


def _misnamed(
    sheet: RawSheet, form: Form, columns: Mapping[str, Field], unknown: list[str], line: int
) -> Iterator[Fault]:
    """Columns that are missing, and columns whose name is almost that of a missing one."""
    taken = set()
    for name in form.required:
        if name not in columns:
            near = nearest(name, unknown)
            taken.add(near)
            yield Fault("missing_column", sheet.file, name, line, name, nearest=near)
    absent = [name for name in form.names if name not in columns and name not in form.required]
    for header in unknown:
        near = nearest(header, absent)
        if near and header not in taken:
            yield Fault(
                "unknown_column", sheet.file, header, line, header, form.names, nearest=near
            )


def _surplus(sheet: RawSheet, headers: list[str]) -> Iterator[Fault]:
    """Values below no header, as an unquoted separator in a text makes them."""
    unnamed = [at for at, header in enumerate(headers) if not header]
    for line, cells in sheet.rows[1:]:
        places = [*(at for at in unnamed if at < len(cells)), *range(len(headers), len(cells))]
        found = next((at for at in places if not is_blank(cells[at])), None)
        if found is not None:
            value = cells[found]
            yield Fault("surplus_cell", sheet.file, f"column {found + 1}", line, value)
