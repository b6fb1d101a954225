"""Reading a sheet into a study: everything is checked before anything is written."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from engagement_kit.cases import Case, read_case
from engagement_kit.cases.catalogue import Catalogue, Offer
from engagement_kit.cases.check import check_one, known_catalogue
from engagement_kit.cases.files import CASE_FILE
from engagement_kit.cases.rewriting import file_changes, read_files
from engagement_kit.cases.together import Change, write_together
from engagement_kit.errors import Fault, Faults, nearest
from engagement_kit.exchange.case_places import folders_by_case, home_of_cases
from engagement_kit.exchange.sheets.merge import Merged, merge_case
from engagement_kit.exchange.sheets.table import Row, Table, read_tables

__all__ = ["ImportReport", "import_sheet"]

_IN_LIST = re.compile(r"(\w+)\[(\d+)\](?:\.(\w+))?")

RowsOfCase = dict[str, list[Row]]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did.

    Attributes
    ----------
    sheet : str
    new_cases : tuple of str
        Ids of cases that were made.
    counts : mapping of (str, str) to int
        Rows by table and by what they were: ``new``, ``changed``, ``same`` or ``blank`` (ratings
        without value, evidence and note, which rate nothing).
    drafts : int
        Ratings of the cases concerned that have no answer, or name no evidence, and stay out of
        scores.
    written : tuple of str
        Files that were made or changed.
    ignored : tuple of str
        Sheets and columns that were not read.
    """

    sheet: str
    new_cases: tuple[str, ...]
    counts: Mapping[tuple[str, str], int]
    drafts: int
    written: tuple[str, ...]
    ignored: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        for table in dict.fromkeys(table for table, _ in self.counts):
            found = [(s, n) for (t, s), n in self.counts.items() if t == table]
            yield f"{table}: " + ", ".join(f"{n} {state}" for state, n in found)
        if self.new_cases:
            yield "new cases: " + ", ".join(self.new_cases)
        if self.drafts:
            yield f"{self.drafts} ratings lack an answer or evidence and stay out of scores"
        if self.ignored:
            yield "not read: " + ", ".join(self.ignored)
        yield f"{len(self.written)} files written"


def import_sheet(
    sheet: str | Path, study: str | Path, *, frameworks: Mapping[str, Offer] | None = None
) -> ImportReport:
    """Read cases, sources, evidence, ratings, notes and targets from a sheet into a study.

    A workbook holds one table a sheet, told by the sheet's name (``ratings``) or by its first row;
    a text file holds one table, told by its first row. What a row names is updated: a rating by
    coder, item and wave, a source by key, evidence by id, the notes of a coder box by box. What no
    row names, and what the sheet has no column for, stays as it is, and so do comments in the
    files. Cases that a sheet of cases adds get a folder of their own, below ``case_studies`` if the
    study has such a folder.

    Values are text: ``yes`` is an answer and ``Yes`` is not. The column ``value`` may also hold
    ``unknown``, ``not_asked``, ``not_applicable`` or ``confidential``; a row without value,
    evidence and note rates nothing. With evidence or a note it is a draft, unless the study has an
    answer already: that is never deleted for an empty cell. An apostrophe that
    :func:`export_study` put before a formula in a text file is taken off.

    Parameters
    ----------
    sheet : str or Path
        A ``.csv``, ``.tsv`` or ``.xlsx`` file, or a folder of ``.csv`` and ``.tsv`` files; or a
        ``.sav`` or ``.dta`` file whose variables are one table's columns, or an item each.
    study : str or Path
        Folder of the study; it must exist and may be empty.
    frameworks : mapping of Framework, optional
        All frameworks whose items and boxes may be used; the built-in ones if left out.

    Raises
    ------
    Faults
        With everything that is wrong in any row (file, line, column, value, advice) or in the files
        that the rows speak of. Nothing has been written then.
    WriteConflict, NotWritten
        A file changed in the meantime, or the disk refused. What was written has been put back.
    """
    study = Path(study)
    folders = folders_by_case(study)
    catalogue = known_catalogue(frameworks)
    tables, passed = read_tables(Path(sheet), frameworks)
    faults = [fault for table in tables for fault in table.faults]
    rows = _by_case(tables, folders, faults)
    cases = [
        _merged(rows_of_case, folders.get(case_id), catalogue, faults, rows.lost)
        for case_id, rows_of_case in rows.cases.items()
    ]
    if faults:
        raise Faults(_in_order(faults, tables))
    merged = [case for case in cases if case is not None]
    home = home_of_cases(study)
    changes = [change for one in merged for change in _changes(one, home)]
    write_together(changes, study)
    return _report(str(sheet), merged, changes, (*passed, *_unread_columns(tables)))


def _normal(case_id: str) -> str:
    return unicodedata.normalize("NFC", case_id.strip())


@dataclass(slots=True)
class _Sorted:
    """Rows by case and table; ``lost`` are ids in rows whose case is not known."""

    cases: dict[str, RowsOfCase] = field(default_factory=dict)
    lost: set[str] = field(default_factory=set)


def _by_case(tables: Iterable[Table], folders: Mapping[str, Path], faults: list[Fault]) -> _Sorted:
    """Rows of each case by table; a case must exist or be named in a sheet of cases."""
    rows = [(t.form.name, r) for t in tables for r in t.rows()]
    known = {*folders, *(_normal(r.cells["id"]) for name, r in rows if name == "cases")} - {""}
    found = _Sorted()
    for name, row in rows:
        column = "id" if name == "cases" else "case"
        case_id = _normal(row.cells[column])
        fault = _owner_fault(row, column, case_id, known)
        if fault is None:
            found.cases.setdefault(case_id, {}).setdefault(name, []).append(row)
        else:
            faults.append(fault)
            found.lost.update(row.cells.get(key, "").strip() for key in ("id", "key"))
    return found


def _owner_fault(row: Row, column: str, case_id: str, known: Iterable[str]) -> Fault | None:
    """What is wrong with the case or coder that a row names, if anything."""
    if not case_id:
        return row.fault("empty_cell", column)
    if row.cells.get("coder", "").strip().casefold() == "case":
        return row.fault("reserved_coder", "coder", value="case")
    if case_id not in known:
        near = nearest(case_id, known)
        return row.fault("unknown_case", column, value=case_id, nearest=near)
    return None


def _merged(
    rows: RowsOfCase,
    folder: Path | None,
    catalogue: Catalogue,
    faults: list[Fault],
    lost: set[str],
) -> Merged | None:
    """The case as it will be, checked as a whole; None where the case itself is not sound."""
    try:
        files = read_files(
            folder
        )  # before the case is read: a change in between is then a conflict
        before = read_case(folder) if folder else None
    except Faults as error:
        faults += error.faults
        return None
    merged = merge_case(before, rows, catalogue, faults)
    if merged is None:
        return None
    merged.files = files
    gone = merged.unsound | lost  # what these ids name is there, in a row that has its own fault
    found = [fault for fault in check_one(merged.case, catalogue) if fault.level == "fault"]
    faults += (_at_row(fault, merged) for fault in found if str(fault.value) not in gone)
    return merged


def _at_row(fault: Fault, merged: Merged) -> Fault:
    """The fault with the row and column that it comes from, if it comes from one."""
    file = Path(fault.file).name
    match = _IN_LIST.match(fault.field)
    place = (file, match[1], int(match[2])) if match else (CASE_FILE, "", 0)
    row = merged.origins.get(place)
    if row is None:
        return fault
    column = (match[3] or "") if match else fault.field.replace(".", "_")
    return replace(fault, file=row.table.file, line=row.line, field=column)


def _in_order(faults: Iterable[Fault], tables: Iterable[Table]) -> list[Fault]:
    """Faults in the order in which a person goes through the sheets."""
    order = {table.file: place for place, table in enumerate(tables)}
    return sorted(faults, key=lambda fault: (order.get(fault.file, len(order)), fault.line or 0))


def _changes(merged: Merged, home: Path) -> Iterator[Change]:
    """The files of a case whose content changes."""
    folder = merged.case.folder or home / merged.case.id
    return file_changes(merged.case, merged.before, folder, merged.files)


def _unread_columns(tables: Iterable[Table]) -> Iterator[str]:
    return (f"column {column!r} of {table.file}" for table in tables for column in table.ignored)


def _report(
    sheet: str,
    merged: list[Merged],
    changes: list[Change],
    ignored: tuple[str, ...],
) -> ImportReport:
    counts: Counter[tuple[str, str]] = Counter()
    for one in merged:
        counts.update(one.counts)
    return ImportReport(
        sheet,
        tuple(one.case.id for one in merged if one.before is None),
        dict(counts),
        sum(_drafts(one.case) for one in merged),
        tuple(str(change.path) for change in changes),
        ignored,
    )


def _drafts(case: Case) -> int:
    return sum(rating.is_draft for rating in case.ratings)
