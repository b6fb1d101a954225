"""The command `references` lists, writes and adds sources."""

import pytest

from engagement_kit.cli import main
from tests.exchange.bibliography.samples import CSL

pytest.importorskip("citeproc", reason="the extra `references` is not installed")


def test_references_of_a_study_are_printed(study, capsys):
    """One reference a line, in the style asked for."""
    assert main(["references", str(study), "--style", "vancouver"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("1. ")
    assert len(lines) > 1


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.bib", "a.json"])
def test_references_are_written_and_not_written_over(study, tmp_path, capsys, name):
    """A file of each kind is made once, and replaced only where that is asked for."""
    out = tmp_path / name
    assert main(["references", str(study), "--out", str(out), "--keys", "case"]) == 0
    assert out.stat().st_size > 100
    assert main(["references", str(study), "--out", str(out), "--keys", "case"]) == 1
    assert "it is there already" in capsys.readouterr().err
    again = ["references", str(study), "--out", str(out), "--keys", "case", "--overwrite"]
    assert main(again) == 0


def test_sources_are_added_to_a_study(study, tmp_path, capsys):
    """A library of Zotero goes into the case named, and is cited from then on."""
    path = tmp_path / "library.json"
    path.write_bytes(CSL)
    assert main(["references", str(study), "--add", str(path), "--case", "no-such"]) == 1
    assert main(["references", str(study), "--add", str(path)]) == 0
    assert "2 new" in capsys.readouterr().out


def test_a_wrong_style_is_named(study, capsys):
    """What is not there is answered with what is."""
    assert main(["references", str(study), "--style", "mla"]) == 1
    assert "chicago" in capsys.readouterr().err
