"""The cache: faster, never different."""

import pytest

from engagement_kit.cases import cache, load_cases, read
from engagement_kit.cases.files import CaseFile, CoderFile
from engagement_kit.errors import Faults


@pytest.fixture
def parsed(monkeypatch):
    """Names of the files that were parsed as YAML."""
    names = []
    real = read.read_yaml

    def spy(data, file):
        names.append(file)
        return real(data, file)

    monkeypatch.setattr(read, "read_yaml", spy)
    return names


def test_second_time_nothing_is_parsed(samples, parsed):
    """What was read once is not parsed again, and is the same."""
    first = load_cases(samples / "sound")
    assert len(parsed) == 2
    second = load_cases(samples / "sound")
    assert len(parsed) == 2
    assert first["house"] == second["house"]


def test_library_is_the_same_from_the_cache(library, repository, frameworks):
    """Every case of the library comes out of the cache as it came out of its files."""
    load_cases(repository / "case_studies", frameworks=frameworks)
    again = load_cases(repository / "case_studies", frameworks=frameworks)
    assert list(again) == list(library)


def test_changed_file_is_parsed(samples, parsed, tmp_path):
    """A change of one byte is seen."""
    folder = tmp_path / "study" / "house"
    folder.mkdir(parents=True)
    text = (samples / "sound/house/case.yaml").read_text(encoding="utf-8")
    (folder / "case.yaml").write_text(text, encoding="utf-8")
    load_cases(folder)
    (folder / "case.yaml").write_text(text.replace("The House", "The Mouse"), encoding="utf-8")
    assert load_cases(folder)["house"].label() == "The Mouse"
    assert len(parsed) == 2


@pytest.mark.parametrize("damage", [b"", b"{}", b"x" * 500, None])
def test_damaged_entries_are_read_anew(samples, tmp_path, damage, parsed):
    """An entry that is empty, cut off or altered is ignored."""
    load_cases(samples / "sound")
    for entry in (tmp_path / "cache").glob("??/*.json"):
        kept = entry.read_bytes()
        entry.write_bytes(kept.replace(b"house", b"horse") if damage is None else damage)
    assert load_cases(samples / "sound", strict=True).ids == ("house",)
    assert len(parsed) == 4


def test_faulty_files_are_not_kept(samples, tmp_path):
    """A fault is told every time."""
    for _ in range(2):
        with pytest.raises(Faults, match="20l4"):
            load_cases(samples / "wave-20l4", strict=True)
    assert not list((tmp_path / "cache").glob("??/*.json"))


def test_unwritable_cache_is_no_hindrance(samples, tmp_path, monkeypatch, parsed):
    """Where the cache cannot be, everything works and takes longer."""
    (tmp_path / "file").touch()
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "file"))
    for _ in range(2):
        assert load_cases(samples / "sound", strict=True).ids == ("house",)
    assert len(parsed) == 4


@pytest.mark.parametrize("value", ["off", "0", "", "OFF"])
def test_switched_off(samples, monkeypatch, value, tmp_path):
    """The variable switches the cache off: nothing is written anywhere."""
    monkeypatch.setenv(cache.VARIABLE, value)
    assert cache.cache_folder() is None
    assert load_cases(samples / "sound").ids == ("house",)
    assert not (tmp_path / "cache").exists()


def test_default_folder(monkeypatch, tmp_path):
    """Without the variable the cache lies in the user's cache folder."""
    monkeypatch.delenv(cache.VARIABLE)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    found = cache.cache_folder()
    assert found is not None
    assert found.is_relative_to(tmp_path)


def test_old_entries_are_swept(samples, tmp_path):
    """Entries that are two months old go; the look-up happens once a day."""
    import os
    import time

    for path in (samples / "sound" / "house").glob("*.yaml"):
        read.read_file(path, CaseFile if path.name == "case.yaml" else CoderFile)
    cache.sweep()
    folder = tmp_path / "cache"
    old = min(folder.glob("??/*.json"))
    long_ago = time.time() - 61 * 86_400
    os.utime(old, (long_ago, long_ago))
    cache.sweep()
    assert old.exists()
    os.utime(folder / "swept", (long_ago, long_ago))
    cache.sweep()
    assert not old.exists()
    assert len(list(folder.glob("??/*.json"))) == 1
