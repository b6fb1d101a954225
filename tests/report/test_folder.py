import pytest

from engagement_kit.errors import Faults
from engagement_kit.report.folder import LIST_FILE, new_folder


def write(out, **files):
    """Run a study that writes these files."""
    with new_folder(out) as folder:
        for name, text in files.items():
            (folder / name).write_text(text)


def test_results_are_there_when_all_went_well(tmp_path):
    """The folder appears with what was written and a list of it."""
    write(tmp_path / "deep" / "out", report="1")
    assert (tmp_path / "deep" / "out" / "report").read_text() == "1"
    assert "report" in (tmp_path / "deep" / "out" / LIST_FILE).read_text().splitlines()


def test_nothing_half_made_is_left(tmp_path):
    """A run that fails leaves the earlier results as they were and no other trace."""
    write(tmp_path / "out", report="1")
    with pytest.raises(TypeError):
        write(tmp_path / "out", report="half", other=None)
    assert (tmp_path / "out" / "report").read_text() == "1"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_second_run_replaces_what_the_first_made(tmp_path):
    """What is no longer made is gone."""
    write(tmp_path / "out", report="1", old="x")
    write(tmp_path / "out", report="2")
    assert (tmp_path / "out" / "report").read_text() == "2"
    assert not (tmp_path / "out" / "old").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_files_of_people_are_kept(tmp_path):
    """What somebody put beside the results is still there after the next run."""
    write(tmp_path / "out", report="1")
    (tmp_path / "out" / "mine").mkdir()
    (tmp_path / "out" / "mine" / "notes.txt").write_text("keep")
    write(tmp_path / "out", report="2")
    assert (tmp_path / "out" / "mine" / "notes.txt").read_text() == "keep"
    write(tmp_path / "out", report="3")
    assert (tmp_path / "out" / "mine" / "notes.txt").read_text() == "keep"


def test_a_folder_of_someone_elses_is_refused(tmp_path):
    """A folder that no study made is left alone, and the message says so."""
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(Faults, match="no study made"):
        write(tmp_path, report="1")
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_file_is_refused(tmp_path):
    """A file in the place of the folder is left alone."""
    (tmp_path / "out").write_text("x")
    with pytest.raises(Faults, match="is a file"):
        write(tmp_path / "out", report="1")
    assert (tmp_path / "out").read_text() == "x"


def test_an_empty_folder_is_taken(tmp_path):
    """An empty folder holds nothing to lose."""
    (tmp_path / "out").mkdir()
    write(tmp_path / "out", report="1")
    assert (tmp_path / "out" / "report").exists()


def test_a_link_to_a_folder_is_followed(tmp_path):
    """The folder that a link leads to is replaced, and the link stays."""
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write(tmp_path / "link", report="1")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real" / "report").exists()
