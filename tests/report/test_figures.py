import re
from xml.etree import ElementTree

import pytest

from engagement_kit.report import read_study
from engagement_kit.report.figures import study_figures

SVG = "{http://www.w3.org/2000/svg}"


def test_every_kind_of_part_has_its_figures(repository):
    """Quadrants by kind and over waves, a staircase, a heat map, a profile of each rated part."""
    if not (repository / "case_studies").is_dir():
        pytest.skip("the case library is not there")
    names = [figure.name for figure in study_figures(read_study(repository / "case_studies", "en"))]
    assert {
        "smi-index-quadrant-museum",
        "smi-index-quadrant-company",
        "smi-index-quadrant-waves",
        "maturity-stages-staircase",
        "capability-use_cases-levels",
        "guide-formats-profile",
        "guide-steps-profile",
        "def-phases-profile",
    } <= set(names)
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[\w.-]+", name) for name in names)


def test_a_kind_that_is_no_plain_word_stays_out_of_file_names(samples, monkeypatch):
    """Free text of a study does not decide where a file is written."""
    study = read_study(samples / "small", "en")
    odd = study.cases["gallery"].model_copy(update={"kind": "../../x y"})
    cases = type(study.cases)((study.cases["shop"], odd))
    monkeypatch.setattr(type(study), "cases", cases, raising=False)
    object.__setattr__(study, "cases", cases)
    names = [figure.name for figure in study_figures(study)]
    assert "grid-plane-quadrant-kind2" in names
    assert all("/" not in name for name in names)


def test_thousands_of_cases_are_drawn_as_density(samples, monkeypatch):
    """Where a chart draws each case it is left out of a large study, or drawn as a density."""
    study = read_study(samples / "small", "en")
    few = {figure.recipe.chart for figure in study_figures(study)}
    monkeypatch.setattr("engagement_kit.charts.results.MOST_MARKS", 0)
    figures = study_figures(study)
    many = {figure.recipe.chart for figure in figures}
    assert "quadrant" in few
    assert many.isdisjoint({"quadrant", "staircase", "capabilities"})
    assert "density" in many
    assert all(figure.alt and figure.caption for figure in figures)


def test_files_say_what_they_show(small):
    """The SVG has a name, a description and a language; the text beside it is the same."""
    for file in (small.out / "figures").glob("*.svg"):
        root = ElementTree.fromstring(file.read_text(encoding="utf-8"))  # noqa: S314 - our own file
        alt = file.with_suffix(".alt.txt").read_text(encoding="utf-8").strip()
        assert root.get("role") == "img"
        assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
        assert root.find(f"{SVG}title").text
        assert root.find(f"{SVG}desc").text == alt


def test_letters_are_in_the_file(small):
    """A PDF brings its letters as TrueType outlines, which every program shows."""
    for file in (small.out / "figures").glob("*.pdf"):
        data = file.read_bytes()
        assert b"/CIDFontType2" in data
        assert b"/Type3" not in data
        assert b"/CreationDate" not in data
