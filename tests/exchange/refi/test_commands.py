"""Projects through the command line."""

import zipfile

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


def test_the_year_that_a_project_lacks(tmp_path, capsys):
    """What the fault tells to say can be said in the command, and names the file."""
    file, study = tmp_path / "x.qdpx", tmp_path / "study"
    study.mkdir()
    xml = (
        '<Project xmlns="urn:QDA-XML:project:1.0" name="p"><Sources><TextSource name="t" guid="a">'
        "<PlainTextContent>Words</PlainTextContent></TextSource></Sources></Project>"
    )
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("project.qde", xml)
    assert cli.main(["import", str(file), str(study)]) == 1
    told = capsys.readouterr().err
    assert f"{file}: nothing" in told
    assert "--wave 2024" in told
    assert cli.main(["import", str(file), str(study), "--wave", "2024"]) == 0
    assert load_cases(study)[0].waves == (2024,)


@pytest.mark.parametrize("name", ["x.qdpx", "x.qdc"])
def test_a_file_that_is_none(name, study, tmp_path, capsys):
    """A file that only has the name is refused in a sentence, and the study stays as it was."""
    (tmp_path / name).write_text("nothing", encoding="utf-8")
    before = {path: path.read_bytes() for path in study.rglob("*") if path.is_file()}
    assert cli.main(["import", str(tmp_path / name), str(study)]) == 1
    assert "Traceback" not in capsys.readouterr().err
    assert {path: path.read_bytes() for path in study.rglob("*") if path.is_file()} == before
