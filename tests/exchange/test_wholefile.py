import os
import subprocess
import sys
from pathlib import Path

import pytest

from engagement_kit.errors import NotWritten
from engagement_kit.exchange.wholefile import write_all, write_files, write_whole


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


def contents(folder):
    """Every file below a folder with its content, by name."""
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def failing(monkeypatch, name, error):
    """Let the step fail that puts the file of this name in place."""
    replace = Path.replace

    def refuse(self, target):
        if Path(target).name == name and self.name.startswith(f".{name}"):
            monkeypatch.undo()
            raise error
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse)


def test_several_files_are_written_together(tmp_path):
    """All of them are there afterwards, in folders that were made, and nothing beside them."""
    write_all({tmp_path / "new" / name: name.encode() for name in "abc"})
    assert contents(tmp_path) == {"a": b"a", "b": b"b", "c": b"c"}


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_if_one_cannot_be_written_all_are_as_they_were(tmp_path, monkeypatch, error):
    """Old files keep their content, new ones and folders go, whatever stopped the writing."""
    write_all({tmp_path / name: b"old" for name in "ac"})
    failing(monkeypatch, "c", error)
    files = {tmp_path / name: b"new" for name in "ab"}
    files |= {tmp_path / "made" / "x": b"new", tmp_path / "c": b"new"}
    with pytest.raises(NotWritten if isinstance(error, OSError) else KeyboardInterrupt):
        write_all(files, overwrite=True)
    assert contents(tmp_path) == {"a": b"old", "c": b"old"}
    assert not (tmp_path / "made").exists()


def test_what_is_there_stays_unless_asked_otherwise(tmp_path):
    """One file that is there already stops all; a folder of that name does so in any case."""
    write_all({tmp_path / "b": b"old"})
    with pytest.raises(NotWritten, match="overwrite=True"):
        write_all({tmp_path / "a": b"new", tmp_path / "b": b"new"})
    (tmp_path / "c").mkdir()
    with pytest.raises(NotWritten, match="a folder has this name"):
        write_all({tmp_path / "a": b"new", tmp_path / "c": b"new"}, overwrite=True)
    assert contents(tmp_path) == {"b": b"old"}


def test_a_link_that_leads_nowhere_stays(tmp_path):
    """It is something of the reader's, though nothing is there yet."""
    (tmp_path / "b").symlink_to(tmp_path / "later")
    with pytest.raises(NotWritten, match="overwrite=True"):
        write_all({tmp_path / "a": b"new", tmp_path / "b": b"new"})
    assert (tmp_path / "b").is_symlink()
    assert not (tmp_path / "a").exists()


def test_a_name_that_no_disk_can_have_is_told(tmp_path):
    """A character that ends names in the system, and half of a character."""
    for name in ("a\0b", "\ud800"):
        with pytest.raises(NotWritten):
            write_all({tmp_path / name: b"new"})
        with pytest.raises(NotWritten):
            write_whole(tmp_path / name, b"new")


KILLED = """
import os, sys
from pathlib import Path
from engagement_kit.exchange.wholefile import write_all

class Fatal(dict):
    def items(self):
        yield Path("a"), b"a"
        yield Path("b"), b"b"
        os._exit(9)

write_all(Fatal({Path("a"): b"", Path("b"): b"", Path("c"): b""}))
"""


def test_a_killed_process_leaves_no_final_name(tmp_path, repository):
    """Whoever is killed while writing leaves hidden files only, none that looks finished."""
    environment = {**os.environ, "PYTHONPATH": str(repository)}
    command = [sys.executable, "-c", KILLED]
    ended = subprocess.run(command, cwd=tmp_path, env=environment, check=False)
    assert ended.returncode == 9
    assert all(name.startswith(".") for name in contents(tmp_path))
