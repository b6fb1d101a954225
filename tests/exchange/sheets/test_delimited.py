import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement_kit.errors import Faults
from engagement_kit.exchange.sheets.delimited import MAX_SHEET_BYTES, csv_text, read_delimited

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


def rows_of(path):
    """Cells of a file, without lines."""
    return [cells for _, cells in read_delimited(path).rows]


def code_of(path):
    """Code and line of the fault of a file."""
    with pytest.raises(Faults) as error:
        read_delimited(path)
    (fault,) = error.value.faults
    return fault.code, fault.line


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_separator_line_end_and_mark_are_recognised(sheet, separator, end, mark):
    """Comma, semicolon or tab, any line end, with or without a byte order mark."""
    lines = [["case", "이름", "note"], ["a", "b,c;d", "e"]]
    quoted = [[f'"{cell}"' if "," in cell else cell for cell in line] for line in lines]
    path = sheet(mark + end.join(separator.join(line) for line in quoted))
    assert rows_of(path) == lines


def test_lines_are_those_of_the_file(sheet):
    """A row is named by the line it begins in, blank rows and line breaks in cells counted."""
    path = sheet('a,b\n\n"one\ntwo",2\n , \n3,4\n')
    assert [line for line, _ in read_delimited(path).rows] == [1, 3, 6]


def test_an_apostrophe_before_a_formula_is_taken_off(sheet):
    """What was defused on the way out is as it was; other apostrophes stay."""
    assert rows_of(sheet("a,b\n'=1,'tis\n")) == [["a", "b"], ["=1", "'tis"]]


def test_a_quotation_mark_without_partner_is_named_with_its_line(sheet):
    """The line where the trouble begins is told, and nothing is guessed."""
    assert code_of(sheet('a,b\n1,2\n3,"4\n5,6\n')) == ("not_cells", 3)


def test_other_encodings_are_refused_with_their_line(sheet, tmp_path):
    """Text in another encoding is not read as if it were UTF-8."""
    path = tmp_path / "korean.csv"
    path.write_bytes(b"a,b\n" + "박물관".encode("cp949"))
    assert code_of(path) == ("not_utf8", 2)
    path.write_bytes("a,b\n".encode("utf-16"))
    with pytest.raises(Faults, match="UTF-16"):
        read_delimited(path)


def test_a_huge_value_is_refused(sheet):
    """A cell of 30 MB is a fault and does not go through, whoever lifts limits."""
    usual = csv.field_size_limit(2**31 - 1)
    try:
        assert code_of(sheet("a,b\n1," + "x" * 30_000_000)) == ("not_cells", 2)
    finally:
        csv.field_size_limit(usual)
    assert code_of(sheet("x" * 30_000_000)) == ("not_cells", 1)


def test_a_huge_file_is_not_read(tmp_path):
    """A file beyond the limit is refused; its size is told."""
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(MAX_SHEET_BYTES + 1)
    assert code_of(path) == ("too_large", None)


def test_what_cannot_be_read_is_told(tmp_path):
    """A missing file is a fault, not a traceback."""
    assert code_of(tmp_path / "missing.csv") == ("cannot_read", None)


@given(st.lists(st.lists(TEXT, min_size=2, max_size=2), max_size=5))
def test_what_is_written_is_read_by_others_and_by_us(tmp_path_factory, rows):
    """Any text comes back; Python's own reader sees the same cells, formulas defused."""
    path = tmp_path_factory.mktemp("csv") / "x.csv"
    text = csv_text(["one", "two"], rows)
    path.write_bytes(text.encode())
    kept = [row for row in rows if any(cell.strip() for cell in row)]
    assert rows_of(path) == [["one", "two"], *kept]
    assert len(list(csv.reader(io.StringIO(text, newline="")))) == len(rows) + 1


def test_numbers_are_no_formulas():
    """Numbers below zero stay numbers; text that looks like one is defused."""
    assert csv_text(["n"], [[-5], [-0.5], ["-5"], [None]]) == "n\n-5\n-0.5\n'-5\n\n"
