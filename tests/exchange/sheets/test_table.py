import pytest
import xlsxwriter

from engagement_kit.errors import Faults
from engagement_kit.exchange.sheets.table import read_tables

HEADER = "case,wave,coder,item,value,confidence,evidence,note\n"


def faults_of(path):
    """Code, column and nearest of the faults of a sheet."""
    with pytest.raises(Faults) as error:
        read_tables(path)
    return [(fault.code, fault.field, fault.nearest) for fault in error.value.faults]


def book(path, **sheets):
    """Write a workbook of rows by the name of the sheet."""
    made = xlsxwriter.Workbook(str(path))
    for name, rows in sheets.items():
        sheet = made.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    made.close()
    return path


@pytest.mark.parametrize(
    ("header", "form"),
    [
        ("case,wave,coder,item,value,confidence,evidence,note", "ratings"),
        ("Case;Wave;Coder;Item;Value", "ratings"),
        ("case\twave\tcoder\tbox\ttext\ttext_ko", "notes"),
        ("case,id,text,year,source,polarity", "evidence"),
        ("case,evidence,text,year,source", "evidence"),
        ("case,key,title,url", "sources"),
        ("case,source,title,author,publisher,date,url,kind", "sources"),
        ("id,kind,name,name_ko,country,waves", "cases"),
        ("case,coder,respondent,horizon,item,value", "targets"),
    ],
)
def test_a_text_file_is_told_by_its_header(sheet, header, form):
    """The first row says which table it is, in any letter case and with our own tables' names."""
    ((table,), _) = read_tables(sheet(f"{header}\n{header}\n"))
    assert table.form.name == form


def test_a_sheet_of_a_workbook_is_told_by_its_name(tmp_path):
    """A sheet named like a table is that table; one that is none of ours is passed over."""
    path = book(
        tmp_path / "x.xlsx",
        Ratings=[["case", "wave", "coder", "item", "value"], ["a", 2014, "me", "i", "yes"]],
        Plan=[["what", "when"], ["read", "soon"]],
        readme=[["how"]],
    )
    tables, passed = read_tables(path)
    assert [table.form.name for table in tables] == ["ratings"]
    assert passed == ("sheet 'Plan'",)


def test_a_missing_column_names_the_nearest(sheet):
    """What is called almost like the missing column is offered."""
    path = sheet("case,wave,coder,itm,value\na,2014,me,i,yes\n")
    assert faults_of(path) == [("missing_column", "item", "itm")]


def test_a_column_almost_named_like_another_is_a_fault(sheet):
    """A misspelt column is not passed over: its content would be lost."""
    path = sheet("case,wave,coder,item,value,confidense\na,2014,me,i,yes,high\n")
    assert faults_of(path) == [("unknown_column", "confidense", "confidence")]


def test_other_columns_are_passed_over_and_named(sheet):
    """A column of the reader's own is no fault; columns that follow from others go unmentioned."""
    path = sheet("case,wave,coder,item,value,framework,zzz\na,2014,me,i,yes,smi,q\n")
    (table,) = read_tables(path)[0]
    assert table.ignored == ("zzz",)


def test_a_column_that_stands_twice_is_a_fault(sheet):
    """Nobody can say which of the two is meant."""
    path = sheet("case,wave,coder,item,value,Item\na,2014,me,i,yes,j\n")
    assert faults_of(path) == [("double_column", "Item", None)]


def test_a_value_below_no_header_is_a_fault(sheet):
    """Text split at a separator does not slip into the next column unseen."""
    (table,) = read_tables(sheet(HEADER + "a,2014,me,i,yes,high,e,one, two\n"))[0]
    assert [(f.code, f.line, f.value) for f in table.faults] == [("surplus_cell", 2, " two")]


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "no_columns"), (HEADER, "no_rows"), ("hello,world\n1,2\n", "no_table")],
)
def test_a_sheet_without_a_table_is_told(sheet, text, code):
    """An empty file, a header alone and another table altogether are three things."""
    assert [found[0] for found in faults_of(sheet(text))] == [code]


def test_a_file_of_another_kind_is_told(sheet, tmp_path):
    """What is neither text nor workbook is refused by its name; so is a folder without sheets."""
    assert faults_of(sheet("x", "ratings.pdf"))[0][0] == "unknown_sheet"
    (tmp_path / "empty").mkdir()
    assert faults_of(tmp_path / "empty")[0][0] == "unknown_sheet"


def test_a_folder_of_sheets_is_read_together(sheet, tmp_path):
    """All text sheets of a folder are one import; a codebook among them is passed over."""
    folder = tmp_path / "sheets"
    folder.mkdir()
    sheet(HEADER + "a,2014,me,i,yes,,,\n", "sheets/ratings.csv")
    sheet("id,kind,name,waves\na,museum,A,2014\n", "sheets/cases.tsv")
    sheet("framework,part,kind,group,id\nsmi,index,quadrant,x,i\n", "sheets/codebook.csv")
    tables, passed = read_tables(folder)
    assert [table.form.name for table in tables] == ["cases", "ratings"]
    assert passed == ()
