from pathlib import Path

import pytest

from engagement_kit.errors import NotWritten
from engagement_kit.exchange.wholefile import write_files, write_whole


def test_a_file_is_replaced_and_nothing_is_left_beside_it(tmp_path):
    """Folders are made, the old content goes, no temporary file stays."""
    path = tmp_path / "a" / "x.txt"
    write_whole(path, b"1")
    write_whole(path, b"2")
    assert [p.read_bytes() for p in path.parent.iterdir()] == [b"2"]


def test_a_refusal_leaves_what_was_there(tmp_path, monkeypatch):
    """When the last step fails, the old file stands and the new one is gone."""
    path = tmp_path / "x.txt"
    write_whole(path, b"1")

    def refuse(*_):
        raise PermissionError(13, "the file is open elsewhere")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(NotWritten, match="open elsewhere"):
        write_whole(path, b"2")
    assert [p.read_bytes() for p in tmp_path.iterdir()] == [b"1"]


def test_texts_are_utf8_with_plain_line_ends(tmp_path):
    """The bytes are the same on every system."""
    (path,) = write_files(tmp_path, {"x.txt": "가\nb\n"})
    assert path.read_bytes() == "가\nb\n".encode()
