"""The lock on a file."""

import threading
import time

import pytest

from engagement_kit.cases import lock
from engagement_kit.errors import NotWritten


def test_one_at_a_time(tmp_path):
    """Of several threads that want the lock, one holds it at a time, and no lock file stays."""
    path, inside, most = tmp_path / "a.yaml", [], []

    def work():
        for _ in range(20):
            with lock.locked(path):
                inside.append(1)
                most.append(len(inside))
                time.sleep(0.0005)
                inside.pop()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(most) == 80
    assert set(most) == {1}
    assert not list(tmp_path.iterdir())


def test_patience_ends(tmp_path, monkeypatch):
    """Whoever waits too long is told so."""
    monkeypatch.setattr(lock, "_PATIENCE", 0.05)
    with lock.locked(tmp_path / "a.yaml"):
        second = lock.locked(tmp_path / "a.yaml")
        with pytest.raises(NotWritten, match="someone else"):
            second.__enter__()


def test_lock_ends_with_an_error(tmp_path):
    """An error inside frees the lock."""
    with pytest.raises(KeyError), lock.locked(tmp_path / "a.yaml"):
        raise KeyError
    with lock.locked(tmp_path / "a.yaml"):
        assert (tmp_path / ".a.yaml.lock").exists()


def test_lock_file_that_its_holder_removed(tmp_path, monkeypatch):
    """Who gets the lock of a file that was just removed does not take it for the lock."""
    path, real, calls = tmp_path / "a.yaml", lock._try_lock, []

    def released_meanwhile(descriptor):
        if not calls:
            (tmp_path / ".a.yaml.lock").unlink()
        calls.append(descriptor)
        real(descriptor)

    monkeypatch.setattr(lock, "_try_lock", released_meanwhile)
    with lock.locked(path):
        assert (tmp_path / ".a.yaml.lock").exists()
    assert len(calls) == 2
