import csv

import pandas as pd
import python_calamine

from engagement_kit.assess import TABLES
from engagement_kit.report import read_study
from engagement_kit.report.tables import study_tables, write_tables


def rows_of(path):
    """Rows of a CSV file, header first."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def test_tables_have_their_declared_columns(samples):
    """Records and results have the columns that the package declares."""
    tables = study_tables(read_study(samples / "small", "en"))
    declared = {name: [column.name for column in columns] for name, columns in TABLES.items()}
    for name in ("cases", "sources", "evidence", "ratings", "notes"):
        assert list(tables[name].columns) == declared[name]
    assert list(tables["grid-plane-places"].columns) == declared["quadrants"]
    assert list(tables["grid-plane-levels"].columns) == declared["levels"]


def test_every_rating_is_among_the_records(samples):
    """Ratings without evidence are listed, though they count in no result."""
    study = read_study(samples / "small", "en")
    tables = study_tables(study)
    assert len(tables["ratings"]) == sum(len(case.ratings) for case in study.cases) == 10
    levels = tables["grid-plane-levels"]
    draft = levels[(levels["case"] == "gallery") & (levels["item"] == "grid.b.two")]
    assert draft.set_index("wave")["value"].isna().to_dict() == {2015: False, 2020: True}


def test_files_hold_the_tables(small):
    """CSV and workbook hold the same number of rows, each table once."""
    book = python_calamine.load_workbook(str(small.out / "tables" / "tables.xlsx"))
    listed = book.get_sheet_by_name("contents").to_python()[1:]
    assert len(listed) == len(list((small.out / "tables").glob("*.csv")))
    for sheet, table, n in listed:
        assert len(rows_of(small.out / "tables" / f"{table}.csv")) == n + 1
        assert len(book.get_sheet_by_name(sheet).to_python()) == n + 1


def test_no_sheet_has_too_long_a_name(samples, tmp_path):
    """Long names of tables are cut to what a workbook takes, and stay apart."""
    study = read_study(samples / "small", "en")
    frame = pd.DataFrame({"a": [1]})
    names = ["t" * 40, "t" * 41, "t" * 42]
    assert write_tables(study, dict.fromkeys(names, frame), tmp_path / "tables") == []
    book = python_calamine.load_workbook(str(tmp_path / "tables" / "tables.xlsx"))
    assert len(set(book.sheet_names)) == 4


def test_nothing_is_run_by_a_spreadsheet(samples, tmp_path):
    """Text that begins like a formula is text in both kinds of file."""
    study = read_study(samples / "small", "en")
    write_tables(study, {"t": pd.DataFrame({"a": ["=1+1", "@x"]})}, tmp_path / "tables")
    assert rows_of(tmp_path / "tables" / "t.csv")[1:] == [["'=1+1"], ["'@x"]]
    book = python_calamine.load_workbook(str(tmp_path / "tables" / "tables.xlsx"))
    assert book.get_sheet_by_name("t").to_python()[1:] == [["=1+1"], ["@x"]]


def test_a_text_too_long_for_a_cell_is_told(samples, tmp_path):
    """The tables are written as CSV, and what the workbook cannot take is named."""
    study = read_study(samples / "small", "en")
    frame = pd.DataFrame({"a": ["x" * 40_000]})
    (fault,) = write_tables(study, {"t": frame}, tmp_path / "tables")
    assert fault.code == "too_long_for_cell"
    assert (tmp_path / "tables" / "t.csv").is_file()
