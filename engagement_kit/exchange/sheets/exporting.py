"""Writing cases as sheets that people can work in and that can be read in again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from engagement_kit.assess.columns import TABLES
from engagement_kit.cases import Case
from engagement_kit.errors import Fault, Faults
from engagement_kit.exchange.package.about import About, find_about
from engagement_kit.exchange.package.codebook import codebook_columns, codebook_rows
from engagement_kit.exchange.sheets.bookwriting import BookWriter
from engagement_kit.exchange.sheets.delimited import csv_text
from engagement_kit.exchange.sheets.forms import FORMS, language_of
from engagement_kit.exchange.sheets.sheetrows import Cell, sheet_header, sheet_rows, used_tables
from engagement_kit.exchange.wholefile import write_files, write_whole
from engagement_kit.frameworks import Framework, load_frameworks

__all__ = ["WIDE", "export_study", "readme_rows"]

WIDE = frozenset(("text", "title", "note", "gaps", "url", "meaning"))
_NARROW_WIDTH, _WIDE_WIDTH = 16, 48


def export_study(
    cases: Iterable[Case],
    path: str | Path,
    frameworks: Mapping[str, Framework] | None = None,
    *,
    about: About | None = None,
) -> tuple[Path, ...]:
    """Write cases, sources, evidence, ratings and notes as sheets; the paths of the files.

    Read into an empty study by :func:`import_sheet`, the sheets give equal cases. Nothing in them
    is run by a spreadsheet: a workbook holds all text as text; in CSV files, text that begins with
    ``=``, ``+``, ``-``, ``@``, a tab or a carriage return gets an apostrophe in front, which
    :func:`import_sheet` takes off again.

    Parameters
    ----------
    cases : iterable of Case
    path : str or Path
        A file that ends in ``.xlsx``: one workbook with a sheet a table, a codebook, and a sheet
        ``readme`` with caveats and the meaning of every column. Any other path: a folder of CSV
        files and a ``README.txt``. Files of the same names are replaced.
    frameworks : mapping of Framework, optional
        Frameworks of the codebook; the built-in ones if left out.
    about : About, optional
        Title and caveats; by default what the ``about.yaml`` above the cases says.

    Raises
    ------
    Faults
        A text is longer than a cell of a workbook can be, or the path is a file of another kind.
    NotWritten
        The disk refused, or a program holds the file open.
    """
    cases, path = list(cases), Path(path)
    chosen = load_frameworks() if frameworks is None else frameworks
    said = find_about(cases) if about is None else about
    if path.suffix.lower() == ".xlsx":
        write_whole(path, _workbook(cases, str(path), chosen, said))
        return (path,)
    if path.is_file() or path.suffix.lower() in (".xls", ".xlsm", ".csv", ".tsv", ".ods"):
        raise Faults([Fault("no_export", str(path), value=str(path))])
    return write_files(path, _texts(cases, chosen, said))


def _workbook(
    cases: list[Case], file: str, frameworks: Mapping[str, Framework], about: About
) -> bytes:
    writer = BookWriter(file, about.title)
    writer.add("readme", ("what", "meaning"), readme_rows(cases, about), (28, 100))
    for table, header, rows in _tables(cases):
        writer.add(table, header, rows, [_width(column) for column in header])
    header = [column.name for column in codebook_columns()]
    rows = map(list, codebook_rows(frameworks.values()))
    writer.add("codebook", header, rows, [_width(column) for column in header])
    return writer.close()


def _texts(cases: list[Case], frameworks: Mapping[str, Framework], about: About) -> dict[str, str]:
    texts = {f"{table}.csv": csv_text(header, rows) for table, header, rows in _tables(cases)}
    header = [column.name for column in codebook_columns()]
    texts["codebook.csv"] = csv_text(header, codebook_rows(frameworks.values()))
    lines = (f"{what or '':<32} {meaning}".strip() for what, meaning in readme_rows(cases, about))
    return {**texts, "README.txt": "".join(f"{line}\n" for line in lines)}


def _tables(cases: list[Case]) -> Iterator[tuple[str, list[str], Iterator[list[Cell]]]]:
    for table in used_tables(cases):
        header = sheet_header(table, cases)
        yield table, header, sheet_rows(table, cases, header)


def _width(column: str) -> int:
    return _WIDE_WIDTH if column.partition("_")[0] in WIDE else _NARROW_WIDTH


def readme_rows(cases: list[Case], about: About) -> Iterator[tuple[str | None, str | None]]:
    """What the sheets are, what to know before using them, and the meaning of every column."""
    yield "title", about.title
    if about.description:
        yield "about", about.description
    yield from (("to know", caveat) for caveat in about.caveats)
    yield from (("licence", _licence(one.title, one.path)) for one in about.licences)
    yield "unknown is not no", "an item without a row in ratings is unknown and never counts as no"
    yield None, None
    for table in used_tables(cases):
        for column in sheet_header(table, cases):
            yield f"{table}: {column}", _meaning(table, column)


def _licence(title: str, path: str | None) -> str:
    return f"{title}, {path}" if path else title


def _meaning(table: str, column: str) -> str:
    """What a column holds: as the form says it, with the unit that the tables declare."""
    form = FORMS[table]
    for field in form.fields:
        lang = language_of(field, column)
        if column == field.name:
            declared = {c.name: c for c in TABLES[table]}.get(column)
            unit = f" ({declared.unit})" if declared and declared.unit else ""
            return f"{field.meaning}{unit}"
        if lang is not None:
            return f"{field.name} in the language {lang}"
    return ""
