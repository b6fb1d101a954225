import io
import random
import zipfile

import pytest
import xlsxwriter

from engagement_kit.errors import Faults
from engagement_kit.exchange.sheets import workbook
from engagement_kit.exchange.sheets.workbook import read_workbook


def book(path, fill, name="ratings"):
    """Write a workbook whose sheet is filled by a function."""
    made = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False})
    fill(made.add_worksheet(name))
    made.close()
    return path


def changed(path, part, old, new):
    """Replace bytes in a part of a workbook."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new, 1)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def code_of(path):
    """Code of the only fault of a workbook."""
    with pytest.raises(Faults) as error:
        read_workbook(path)
    (fault,) = error.value.faults
    return fault.code


def small(sheet):
    """Two rows."""
    sheet.write_row(0, 0, ["case", "wave"])
    sheet.write_row(1, 0, ["tate", 2014])


def test_rows_have_their_numbers_and_years_are_whole(tmp_path):
    """Blank rows are passed over, the number of a row is the one that the program shows."""

    def fill(sheet):
        sheet.write_row(1, 0, ["case", "wave"])
        sheet.write_row(4, 0, ["tate", 2014])

    (found,) = read_workbook(book(tmp_path / "x.xlsx", fill))
    assert found.rows == [(2, ["case", "wave"]), (5, ["tate", "2014"])]
    assert found.file.endswith("x.xlsx [ratings]")


def test_a_cell_merged_over_rows_counts_for_all_of_them(tmp_path):
    """The value of a merged cell stands in each of its rows; a merged heading row is left out."""

    def fill(sheet):
        sheet.merge_range(0, 0, 0, 1, "Ratings of 2024")
        sheet.write_row(1, 0, ["case", "wave"])
        sheet.merge_range(2, 0, 3, 0, "tate")
        sheet.write(2, 1, 2014)
        sheet.write(3, 1, 2024)

    (found,) = read_workbook(book(tmp_path / "x.xlsx", fill))
    assert [cells for _, cells in found.rows] == [
        ["case", "wave"],
        ["tate", "2014"],
        ["tate", "2024"],
    ]


def test_an_empty_sheet_has_no_rows(tmp_path):
    """A sheet without any cell is read, and holds nothing."""
    (found,) = read_workbook(book(tmp_path / "x.xlsx", lambda _: None))
    assert found.rows == []


def test_what_is_no_workbook_is_told(tmp_path):
    """A text file, a cut archive and a locked workbook are named for what they are."""
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"case,wave\n")
    assert code_of(path) == "not_workbook"
    path.write_bytes(book(tmp_path / "y.xlsx", small).read_bytes()[:900])
    assert code_of(path) == "not_workbook"
    path.write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 600)
    with pytest.raises(Faults, match="password"):
        read_workbook(path)


def test_an_archive_that_is_no_workbook_is_told(tmp_path):
    """A zip archive of something else is refused."""
    path = tmp_path / "x.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("hello.xml", "<a/>")
    assert code_of(path) == "not_workbook"


def test_a_zip_bomb_is_refused_by_its_size(tmp_path, monkeypatch):
    """Parts that unpack to more than the limit are not unpacked."""
    monkeypatch.setattr(workbook, "MAX_UNPACKED", 3_000_000)
    path = book(tmp_path / "x.xlsx", small)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet2.xml", b"\0" * (workbook.MAX_UNPACKED + 1))
    assert path.stat().st_size < 20_000
    assert code_of(path) == "workbook_too_large"


def test_a_zip_bomb_that_lies_about_its_size_is_refused(tmp_path):
    """No more is unpacked than the archive says, and what does not fit is a fault."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"x" * 10_000_000)
    size = (10_000_000).to_bytes(4, "little")
    path = tmp_path / "x.xlsx"
    path.write_bytes(data.getvalue().replace(size, (100).to_bytes(4, "little")))
    assert code_of(path) == "not_workbook"


def test_a_cell_in_the_far_corner_is_refused(tmp_path):
    """Two cells at opposite corners of a sheet do not fill the memory."""

    def fill(sheet):
        sheet.write(0, 0, "case")
        sheet.write(1_048_575, 16_383, "x")

    assert code_of(book(tmp_path / "x.xlsx", fill)) == "workbook_too_large"


def test_a_long_text_that_all_cells_share_is_refused(tmp_path, monkeypatch):
    """Texts are counted as often as cells repeat them."""

    def fill(sheet):
        for row in range(200):
            sheet.write(row, 0, "x" * 30_000)

    path = book(tmp_path / "x.xlsx", fill)
    assert len(read_workbook(path)[0].rows) == 200
    monkeypatch.setattr(workbook, "_MAX_TEXT", 5_000_000)
    assert code_of(path) == "workbook_too_large"


def test_entities_are_not_expanded(tmp_path):
    """An entity that would grow is no text of a cell."""
    path = changed(
        book(tmp_path / "x.xlsx", small),
        "xl/sharedStrings.xml",
        b"<sst ",
        b'<!DOCTYPE sst [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><sst ',
    )
    changed(path, "xl/sharedStrings.xml", b"tate", b"&b;")
    try:
        rows = read_workbook(path)[0].rows
    except Faults as error:
        assert {fault.code for fault in error.faults} == {"not_workbook"}  # noqa: PT017
    else:
        assert "aaaaaaaaaa" not in str(rows)


def test_a_damaged_workbook_is_a_fault_whatever_is_damaged(tmp_path):
    """Bytes lost or changed anywhere give rows or a fault, never another error."""
    chance = random.Random(20)  # noqa: S311 - the same damage each time
    whole = book(tmp_path / "x.xlsx", small).read_bytes()
    path = tmp_path / "damaged.xlsx"
    outcomes = set()
    for _ in range(300):
        data, place = bytearray(whole), chance.randrange(len(whole))
        data[place : place + chance.randrange(9)] = bytes([chance.randrange(256)])
        path.write_bytes(data)
        try:
            read_workbook(path)
            outcomes.add("rows")
        except Faults:
            outcomes.add("faults")
    assert outcomes == {"rows", "faults"}


@pytest.mark.parametrize("part", [b'<c r="B2"', b'<row r="2"'])
def test_a_place_that_is_given_twice_is_counted(tmp_path, part):
    """A second place in the same tag, which a reader may take, does not fill the memory either."""
    path = book(tmp_path / "x.xlsx", small)
    tag = part.split()[0]
    changed(path, "xl/worksheets/sheet1.xml", part, part + b' r="XFD99999999"')
    assert code_of(path) == "workbook_too_large", tag


def test_cells_may_give_no_place(tmp_path):
    """Cells and rows without a place stand one after the other, as some programs write them."""
    path = book(tmp_path / "x.xlsx", small)
    for cell in (b' r="A1"', b' r="B1"', b' r="A2"', b' r="B2"', b' r="1"', b' r="2"'):
        changed(path, "xl/worksheets/sheet1.xml", cell, b"")
    assert [cells for _, cells in read_workbook(path)[0].rows] == [
        ["case", "wave"],
        ["tate", "2014"],
    ]
