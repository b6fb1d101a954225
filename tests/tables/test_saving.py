import pytest

from engagement_kit.errors import Faults, NotWritten, UnknownId
from engagement_kit.tables import Column, Table, table_cases


@pytest.fixture(scope="module")
def table(library):
    """Three cases."""
    return table_cases(library[:3])


def names(folder):
    """Names of all files in a folder."""
    return sorted(path.name for path in folder.iterdir())


def test_all_formats_are_written_together(table, tmp_path):
    """Five files beside each other, in a folder that is made; their paths come back."""
    paths = table.save(tmp_path / "new" / "table1")
    assert [path.suffix for path in paths] == [".html", ".tex", ".docx", ".xlsx", ".csv"]
    assert names(tmp_path / "new") == sorted(path.name for path in paths)
    assert paths[2].read_bytes() == table.docx()
    assert paths[4].read_text(encoding="utf-8") == table.csv()


def test_some_formats_are_written_once(table, tmp_path):
    """Latex is another name of tex; a name with an ending and one with a dot are both right."""
    assert [p.name for p in table.save(tmp_path / "t.docx", ("latex", "tex"))] == ["t.tex"]
    assert [p.name for p in table.save(tmp_path / "table 1.5", "csv")] == ["table 1.5.csv"]


def test_an_unknown_format_is_answered_with_the_nearest(table, tmp_path):
    """Nothing is written when one of the formats is wrong."""
    with pytest.raises(UnknownId, match="Did you mean 'docx'"):
        table.save(tmp_path / "t", ("csv", "dcox"))
    assert names(tmp_path) == []


def test_nothing_is_written_over_anything(table, tmp_path):
    """A file that is there stays, and none of the others is written, unless one says so."""
    (tmp_path / "t.docx").write_bytes(b"mine")
    with pytest.raises(NotWritten, match="overwrite=True"):
        table.save(tmp_path / "t")
    assert names(tmp_path) == ["t.docx"]
    assert (tmp_path / "t.docx").read_bytes() == b"mine"
    table.save(tmp_path / "t", overwrite=True)
    assert (tmp_path / "t.docx").read_bytes() == table.docx()
    assert len(names(tmp_path)) == 5


def test_a_folder_that_cannot_be_is_told(table, tmp_path):
    """Where a file stands in the place of the folder, that is said and nothing is written."""
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(NotWritten):
        table.save(tmp_path / "file" / "t")
    assert names(tmp_path) == ["file"]


def test_a_text_that_no_cell_holds_stops_all(tmp_path):
    """A workbook has an end to its cells; the other formats are not written either."""
    long = Table(title="Long", columns=(Column("a", "A"),), rows=(("x" * 40_000,),))
    with pytest.raises(Faults, match="does not fit a cell"):
        long.save(tmp_path / "t")
    assert names(tmp_path) == []


@pytest.mark.parametrize("path", ["", ".", "..", "/", "a/..", "a\0b", "\ud800"])
def test_a_table_needs_a_name(table, path, tmp_path, monkeypatch):
    """A folder, or a name that no disk can have, is no name."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(NotWritten):
        table.save(path, "csv")
    assert names(tmp_path) == []


def test_an_ending_in_capitals_is_one_too_and_no_format_is_none(table, tmp_path):
    """``T.DOCX`` is meant as ``T``; to write nothing is no wish."""
    (path,) = table.save(tmp_path / "T.DOCX", "docx")
    assert path.name == "T.docx"
    with pytest.raises(UnknownId):
        table.save(tmp_path / "U", ())
