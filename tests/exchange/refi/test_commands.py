"""Projects through the command line."""

import pytest

from engagement_kit import cli
from engagement_kit.cases import load_cases


def test_out_and_in_by_name(study, tmp_path, capsys):
    """The name of a file says that it is a project; what it cannot hold, and drops, is printed."""
    out, new = tmp_path / "example.qdpx", tmp_path / "new"
    assert cli.main(["export", str(study), str(out)]) == 0
    printed = capsys.readouterr().out
    assert f"Wrote {out}" in printed
    assert "- Ordered answers: " in printed
    new.mkdir()
    assert cli.main(["import", str(out), str(new)]) == 0
    assert "new cases: example" in capsys.readouterr().out
    assert load_cases(new)[0].ratings == load_cases(study)[0].ratings


@pytest.mark.parametrize("name", ["x.qdpx", "x.qdc"])
def test_a_file_that_is_none(name, study, tmp_path, capsys):
    """A file that only has the name is refused in a sentence, and the study stays as it was."""
    (tmp_path / name).write_text("nothing", encoding="utf-8")
    before = {path: path.read_bytes() for path in study.rglob("*") if path.is_file()}
    assert cli.main(["import", str(tmp_path / name), str(study)]) == 1
    assert "Traceback" not in capsys.readouterr().err
    assert {path: path.read_bytes() for path in study.rglob("*") if path.is_file()} == before
