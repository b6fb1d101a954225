import csv
import io

import python_calamine

from engagement_kit.assess import place_quadrants
from engagement_kit.tables import table_cases, table_matrix, table_placements


def sheets(table):
    """Rows of both sheets of the workbook."""
    book = python_calamine.load_workbook(io.BytesIO(table.xlsx()))
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def test_numbers_are_numbers(library, smi):
    """Scores, bounds and counts of the workbook can be reckoned with."""
    table = table_placements(place_quadrants(library, smi))
    data, notes = sheets(table)
    assert len(data) == len(table) + 1
    place = table.place("x_low")
    assert all(isinstance(row[place], float) for row in data[1:])
    assert data[0][place] == "Investment, lower bound"
    assert [row[0] for row in notes] == [table.title, *table.notes]


def test_an_arabic_sheet_begins_on_the_right(library):
    """The sheet runs from right to left in Arabic and only there."""
    assert b'rightToLeft="1"' in unpacked(table_cases(library[:2], lang="ar"))
    assert b'rightToLeft="1"' not in unpacked(table_cases(library[:2], lang="ko"))


def unpacked(table):
    """The markup of the first sheet."""
    import zipfile

    return zipfile.ZipFile(io.BytesIO(table.xlsx())).read("xl/worksheets/sheet1.xml")


def test_nothing_is_run_by_a_spreadsheet(make_case):
    """Text that begins like a formula is text in the workbook and defused in CSV."""
    table = table_cases([make_case(1, "=1+1", {})])
    assert sheets(table)[0][1][1] == "=1+1"
    assert b"<f>" not in unpacked(table)
    _, row = csv.reader(io.StringIO(table.csv()))
    assert row[1] == "'=1+1"


def test_cells_with_evidence_are_text_with_lines(make_case, smi):
    """Answer, facts with citations, and what is left out, each on a line of the cell."""
    table = table_matrix([make_case(1, "One", {smi.items[0].id: "yes"})], smi, rows="case")
    text = table.frame.iloc[0][smi.items[0].id]
    assert text.splitlines()[0] == "Yes"
    assert text.splitlines()[-1] == "1 more"
    assert text in [cell for row in csv.reader(io.StringIO(table.csv())) for cell in row]
    assert sheets(table)[0][1][table.place(smi.items[0].id)] == text
