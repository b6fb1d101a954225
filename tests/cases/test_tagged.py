"""Tagged files: whole files, no silent overwriting."""

import os
import signal
import stat
import subprocess
import sys
import tempfile
import textwrap
import threading
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engagement_kit.cases import read_tagged, tag_of, tagged, write_tagged
from engagement_kit.errors import Faults, NotWritten, WriteConflict


def names(folder: Path) -> list[str]:
    """Names of everything in a folder, hidden files too."""
    return sorted(entry.name for entry in folder.iterdir())


def run(code: str, *arguments: object) -> subprocess.Popen[bytes]:
    """A second process that runs some code."""
    command = [sys.executable, "-c", textwrap.dedent(code), *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_write_and_read(tmp_path):
    """A new file is written, read with the tag that writing gave, and replaced by naming it."""
    path = tmp_path / "a.yaml"
    first = write_tagged(path, b"one", replaces=None)
    assert read_tagged(path) == tagged.Tagged(b"one", first)
    second = write_tagged(path, b"two", replaces=first)
    assert read_tagged(path) == tagged.Tagged(b"two", second)
    assert names(tmp_path) == ["a.yaml"]


@pytest.mark.parametrize(
    ("there", "replaces"), [(b"theirs", "old"), (b"theirs", None), (None, "old")]
)
def test_conflict_carries_both_sides(tmp_path, there, replaces):
    """Changed, unexpectedly there, or gone: nothing is written and both contents are at hand."""
    path = tmp_path / "a.yaml"
    if there is not None:
        path.write_bytes(there)
    tag = tag_of(b"old") if replaces else None
    with pytest.raises(WriteConflict, match="Nothing was written") as caught:
        write_tagged(path, b"mine", replaces=tag)
    conflict = caught.value
    assert (conflict.mine, conflict.theirs, conflict.base_tag) == (b"mine", there, tag)
    assert (path.read_bytes() if there is not None else None) == there
    assert not path.exists() or names(tmp_path) == ["a.yaml"]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.binary(max_size=40), st.booleans()), max_size=12))
def test_history_of_writes(history):
    """After any series of writes the file holds the last that named the right tag."""
    with tempfile.TemporaryDirectory() as folder:
        path, tag, content = Path(folder) / "a.yaml", None, None
        for data, stale in history:
            if stale:
                with pytest.raises(WriteConflict):
                    write_tagged(path, data, replaces="0" * 64)
            else:
                tag, content = write_tagged(path, data, replaces=tag), data
            assert (path.read_bytes() if path.exists() else None) == content
            assert tag is None or tag == read_tagged(path).tag


def test_one_of_two_writers_at_once_wins(tmp_path, monkeypatch):
    """Between comparing and replacing nobody else gets in: of two writers one has the conflict."""
    path = tmp_path / "a.yaml"
    tag = write_tagged(path, b"old", replaces=None)
    monkeypatch.setattr(tagged, "_remove_leftovers", lambda _path: time.sleep(0.05))
    outcomes = []

    def write(data):
        try:
            outcomes.append(write_tagged(path, data, replaces=tag))
        except WriteConflict as conflict:
            outcomes.append(conflict.theirs)

    threads = [threading.Thread(target=write, args=(data,)) for data in (b"one", b"two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = path.read_bytes()
    assert set(outcomes) == {tag_of(kept), kept}


@pytest.mark.skipif(os.name != "posix", reason="folders can be synced on POSIX")
def test_file_and_folder_reach_the_disk(tmp_path, monkeypatch):
    """The content is synced before the new name is given, the folder after it."""
    path, synced = tmp_path / "a.yaml", []
    monkeypatch.setattr(
        tagged.os,
        "fsync",
        lambda fd: synced.append((stat.S_ISDIR(os.fstat(fd).st_mode), path.exists())),
    )
    write_tagged(path, b"x", replaces=None)
    assert synced == [(False, False), (True, True)]


COUNT = """
    import sys
    from engagement_kit.cases import read_tagged, write_tagged
    from engagement_kit.errors import WriteConflict
    path, wanted = sys.argv[1], int(sys.argv[2])
    done = 0
    while done < wanted:
        seen = read_tagged(path)
        try:
            write_tagged(path, seen.data + b"x", replaces=seen.tag)
        except WriteConflict:
            continue
        done += 1
"""


def test_two_processes_lose_nothing(tmp_path):
    """Two processes that add to one file at once: each addition that was accepted is there."""
    path = tmp_path / "a.yaml"
    path.write_bytes(b"")
    writers = [run(COUNT, path, 60) for _ in range(2)]
    for writer in writers:
        _, errors = writer.communicate(timeout=60)
        assert writer.returncode == 0, errors.decode()
    assert path.read_bytes() == b"x" * 120
    assert names(tmp_path) == ["a.yaml"]


FLIP = """
    import sys
    from engagement_kit.cases import read_tagged, write_tagged
    path, size = sys.argv[1], 300_000
    print("ready", flush=True)
    while True:
        seen = read_tagged(path)
        other = b"b" if seen.data[:1] == b"a" else b"a"
        write_tagged(path, other * size, replaces=seen.tag)
"""


@pytest.mark.skipif(os.name != "posix", reason="kills a process the POSIX way")
def test_killed_writer_leaves_old_or_new(tmp_path):
    """Killed at any moment, a writer leaves a whole file, and the next writer is not held up."""
    path = tmp_path / "a.yaml"
    path.write_bytes(b"a" * 300_000)
    for attempt in range(8):
        writer = run(FLIP, path)
        assert writer.stdout.readline() == b"ready\n"
        time.sleep(0.003 * attempt)
        writer.send_signal(signal.SIGKILL)
        writer.communicate()
        data = path.read_bytes()
        assert data in (b"a" * 300_000, b"b" * 300_000)
        write_tagged(path, b"a" * 300_000, replaces=tag_of(data))
        assert names(tmp_path) == ["a.yaml"]


def test_failed_write_leaves_the_old_file(tmp_path, monkeypatch):
    """When the disk refuses, the old content stands and nothing lies about."""
    path = tmp_path / "a.yaml"
    tag = write_tagged(path, b"old", replaces=None)

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tagged.os, "fsync", full)
    with pytest.raises(NotWritten, match="No space left"):
        write_tagged(path, b"new", replaces=tag)
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["a.yaml"]


def test_folder_that_is_gone(tmp_path):
    """A folder that was deleted is named as the reason."""
    with pytest.raises(NotWritten, match=r"a\.yaml was not written"):
        write_tagged(tmp_path / "gone" / "a.yaml", b"x", replaces=None)


def test_paths_out_of_the_study(tmp_path):
    """A path that leads out of the study, by dots or by a link, is refused."""
    study = tmp_path / "study"
    (tmp_path / "outside").mkdir()
    study.mkdir()
    (tmp_path / "outside" / "a.yaml").write_bytes(b"x")
    (study / "door").symlink_to(tmp_path / "outside", target_is_directory=True)
    (study / "link.yaml").symlink_to(tmp_path / "outside" / "a.yaml")
    for path in (study / ".." / "b.yaml", study / "door" / "b.yaml", study / "link.yaml"):
        with pytest.raises(NotWritten, match=r"outside|link"):
            write_tagged(path, b"y", replaces=None, within=study)
    assert (tmp_path / "outside" / "a.yaml").read_bytes() == b"x"
    assert not (tmp_path / "b.yaml").exists()


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_permissions_stay(tmp_path):
    """A replaced file keeps its permissions; a new one gets those of any new file."""
    path = tmp_path / "a.yaml"
    tag = write_tagged(path, b"1", replaces=None)
    (tmp_path / "other").touch()
    assert path.stat().st_mode == (tmp_path / "other").stat().st_mode
    path.chmod(0o640)
    write_tagged(path, b"2", replaces=tag)
    assert path.stat().st_mode & 0o777 == 0o640


def test_leftovers_are_removed(tmp_path):
    """What a killed writer left goes with the next write; other hidden files stay."""
    for name in (".a.yaml.0123.tmp", ".b.yaml.0123.tmp", ".notes"):
        (tmp_path / name).touch()
    write_tagged(tmp_path / "a.yaml", b"x", replaces=None)
    assert names(tmp_path) == [".b.yaml.0123.tmp", ".notes", "a.yaml"]


def test_reading_what_is_not_there(tmp_path):
    """A file that is missing or too large is a fault with its name."""
    with pytest.raises(Faults, match=r"a\.yaml: the file cannot be read"):
        read_tagged(tmp_path / "a.yaml")
    (tmp_path / "a.yaml").write_bytes(b"x" * 5_000_001)
    with pytest.raises(Faults, match="5,000,000"):
        read_tagged(tmp_path / "a.yaml")
