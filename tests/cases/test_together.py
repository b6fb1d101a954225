import pytest

from engagement_kit.cases.together import Change, write_together
from engagement_kit.errors import NotWritten, WriteConflict


def test_all_files_are_written(tmp_path):
    """New files and changed ones, folders made where they are missing."""
    (tmp_path / "old").write_bytes(b"1")
    changes = [
        Change(tmp_path / "old", b"2", b"1"),
        Change(tmp_path / "a" / "b" / "new", b"3", None),
    ]
    write_together(changes, tmp_path)
    assert (tmp_path / "old").read_bytes() == b"2"
    assert (tmp_path / "a" / "b" / "new").read_bytes() == b"3"


def test_a_change_by_someone_else_undoes_all(tmp_path):
    """A file that is not what it was is a conflict; what was written before is put back."""
    (tmp_path / "one").write_bytes(b"1")
    (tmp_path / "two").write_bytes(b"theirs")
    changes = [
        Change(tmp_path / "one", b"2", b"1"),
        Change(tmp_path / "new" / "file", b"3", None),
        Change(tmp_path / "two", b"mine", b"base"),
    ]
    with pytest.raises(WriteConflict):
        write_together(changes, tmp_path)
    assert (tmp_path / "one").read_bytes() == b"1"
    assert (tmp_path / "two").read_bytes() == b"theirs"
    assert not (tmp_path / "new").exists()


def test_no_path_leads_out_of_the_study(tmp_path):
    """A path that climbs out by .. is refused."""
    inside = tmp_path / "inside"
    inside.mkdir()
    with pytest.raises(NotWritten, match="outside"):
        write_together([Change(inside / ".." / "x", b"1", None)], inside)
    assert not (tmp_path / "x").exists()
