import zipfile

import pytest

from engagement_kit.errors import Faults, UnknownId
from engagement_kit.report import run_study
from engagement_kit.report.folder import LIST_FILE

BROKEN = "format: 1\nid: museum_x\nkind: museum\nname: {en: X}\nwaves: [2020]\nwaves: [2021]\n"


def test_everything_is_written(small):
    """Report, figures in three formats with alternative text, tables and a workbook are there."""
    names = {path.relative_to(small.out).as_posix() for path in small.files}
    figures = {"grid-plane-quadrant-museum", "grid-plane-quadrant-waves", "grid-plane-profile"}
    endings = ("svg", "pdf", "png", "alt.txt")
    assert {f"figures/{name}.{ending}" for name in figures for ending in endings} <= names
    assert {"report.html", "tables/cases.csv", "tables/grid-plane-places.csv", LIST_FILE} <= names
    assert zipfile.is_zipfile(small.out / "tables" / "tables.xlsx")
    assert small.ok
    assert small.report.is_file()


def test_a_small_study_has_its_canvases_drawn(small):
    """The filled canvas of a case is a figure where cases are few."""
    assert (small.out / "figures" / "grid-sheet-gallery.svg").is_file()


def test_one_broken_case_does_not_stop_the_study(copy, tmp_path, no_pictures):
    """A broken case is named in result and report, the others are there, and all is not well."""
    (copy / "museums" / "museum_x").mkdir()
    (copy / "museums" / "museum_x" / "case.yaml").write_text(BROKEN)
    result = run_study(copy, tmp_path / "out", progress=False)
    assert not result.ok
    assert "museum_x" in result.faults[0].file
    page = result.report.read_text(encoding="utf-8")
    assert "stands twice in one mapping" in page
    assert "Hill Gallery" in page
    assert "Corner Shop" in page


def test_an_unsound_account_of_the_study_is_named_and_passed_over(copy, tmp_path, no_pictures):
    """A mistake in about.yaml costs the account, not the study."""
    (copy / "about.yaml").write_text("format: 1\ntitel: X\n")
    result = run_study(copy, tmp_path / "out", progress=False)
    assert not result.ok
    assert result.faults[0].nearest == "title"
    assert result.report.is_file()


def test_only_broken_cases_are_an_error(tmp_path):
    """Where no case is sound there is nothing to report, and every fault is told."""
    (tmp_path / "study" / "museum_x").mkdir(parents=True)
    (tmp_path / "study" / "museum_x" / "case.yaml").write_text(BROKEN)
    with pytest.raises(Faults, match="stands twice"):
        run_study(tmp_path / "study", tmp_path / "out", progress=False)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("path", ["empty", "missing"])
def test_an_empty_folder_is_an_error(path, tmp_path):
    """A folder without cases, or none at all, is told as such, and nothing is written."""
    (tmp_path / "empty").mkdir()
    with pytest.raises(Faults, match=path):
        run_study(tmp_path / path, tmp_path / "out", progress=False)
    assert sorted(found.name for found in tmp_path.iterdir()) == ["empty"]


def test_the_folder_for_results_is_looked_at_first(samples, tmp_path):
    """Results never replace what something else made."""
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(Faults, match="no study made"):
        run_study(samples / "small", tmp_path, progress=False)


def test_the_same_study_gives_the_same_bytes(small, samples, tmp_path):
    """Nothing that is written holds a date, a random id or the place where it was made."""
    again = run_study(samples / "small", tmp_path / "elsewhere", progress=False)
    differing = [
        path.relative_to(again.out).as_posix()
        for path in again.files
        if path.read_bytes() != (small.out / path.relative_to(again.out)).read_bytes()
    ]
    assert differing == []
    assert len(again.files) == len(small.files)


def test_what_is_listed_is_what_is_there(small):
    """The result names every file of the folder, and only those."""
    found = {path for path in small.out.rglob("*") if path.is_file()}
    assert set(small.files) == found


def test_unknown_frameworks_and_languages_are_named(samples, tmp_path):
    """A wrong id of a framework or language is answered with the nearest right one."""
    with pytest.raises(UnknownId, match="'grid'"):
        run_study(samples / "small", tmp_path / "out", frameworks=["gird"], progress=False)
    with pytest.raises(UnknownId, match="ko"):
        run_study(samples / "small", tmp_path / "out", lang="kr", progress=False)


def test_missing_notebooks_are_told_before_anything_is_done(samples, tmp_path):
    """A folder of notebooks that does not exist is an error, and nothing is written."""
    with pytest.raises(Faults, match="there is no folder"):
        run_study(samples / "small", tmp_path / "out", notebooks=tmp_path / "no", progress=False)
    assert not (tmp_path / "out").exists()


def test_progress_is_shown_on_request_only(samples, tmp_path, no_pictures, capsys):
    """The bar goes to standard error, and standard output stays empty for the command line."""
    run_study(samples / "small", tmp_path / "a", progress=False)
    assert capsys.readouterr() == ("", "")
    run_study(samples / "small", tmp_path / "b", progress=True)
    out, err = capsys.readouterr()
    assert out == ""
    assert "report.html" in err
