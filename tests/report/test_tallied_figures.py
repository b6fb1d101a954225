"""Figures of tallies: pixels beside letters in every file, and what can be proved of them."""

import re
import shutil
import subprocess
from dataclasses import replace

import pytest

from engagement_kit.assess import place_quadrants, tally_quadrants
from engagement_kit.cases import Cases, load_cases
from engagement_kit.charts import draw_density
from engagement_kit.charts.press.saving import save_figure
from engagement_kit.frameworks import load_framework
from engagement_kit.report import verify_figure


@pytest.fixture(scope="module")
def placed(repository):
    """Museums of the library on two axes."""
    museums = load_cases(repository / "case_studies").where(kind="museum")
    return place_quadrants(museums, load_framework("smi"), min_known=0.25, wave="last")


@pytest.fixture(scope="module")
def named(repository):
    """Two of them, to be named."""
    few = load_cases(repository / "case_studies").where(ids=["nmk", "tate"])
    return place_quadrants(few, load_framework("smi"), min_known=0.25, wave="last")


def test_a_tally_of_cases_is_proved_with_its_named_cases(placed, named, repository, tmp_path):
    """Saved in Korean and drawn again from the study, the file is the same byte for byte."""
    ax = draw_density(tally_quadrants(placed, by="country"), named=named, shades="linear")
    save_figure(ax, tmp_path / "fig", formats="svg", lang="ko", journal="elsevier-double")
    found = verify_figure(tmp_path / "fig.svg", repository / "case_studies")
    assert (found.verdict, found.reasons, found.remarks) == ("same", (), ())


def test_a_table_of_answers_is_said_to_prove_nothing(placed, repository, tmp_path):
    """Saving remarks that no study holds the table, verifying says so and blames nobody."""
    tally = replace(tally_quadrants(placed), cases=Cases(()))
    saved = save_figure(draw_density(tally), tmp_path / "fig", formats="svg", lang="ar")
    assert any("table of answers" in remark for remark in saved.remarks)
    found = verify_figure(tmp_path / "fig.svg", repository / "case_studies")
    assert found.verdict == "not verified"
    assert "a table of answers, which no study holds" in " ".join(found.reasons)


def test_cells_are_pixels_and_words_are_letters(placed, tmp_path):
    """SVG and PDF hold pictures for cells and bar, and every word of the chart as text."""
    ax = draw_density(tally_quadrants(placed))
    save_figure(ax, tmp_path / "fig", formats=("svg", "pdf"), journal="elsevier-double")
    svg = (tmp_path / "fig.svg").read_text(encoding="utf-8")
    assert svg.count("<image") == 2
    assert not re.findall(r'href="(?!data:|#)', svg)
    for words in ("#SocialFirst", "Case-waves in a cell (logarithmic)", "Placement"):
        assert words in re.sub(r"<metadata>.*</metadata>|<desc.*</desc>", "", svg, flags=re.DOTALL)
    if shutil.which("pdfimages") is None:
        pytest.skip("poppler is not here: nothing was looked at in the PDF")
    listed = subprocess.run(
        ["pdfimages", "-list", tmp_path / "fig.pdf"], check=True, capture_output=True, text=True
    ).stdout.splitlines()[2:]
    assert len([line for line in listed if " image " in line]) == 2


def test_files_stay_small_however_many_cases_there_are(placed, tmp_path):
    """A thousand times as many cases make files of the same size, EPS included."""
    tally = tally_quadrants(placed)
    many = replace(tally, table=tally.table.assign(n=tally.table["n"] * 1000))
    for name, one in (("few", tally), ("many", many)):
        save_figure(draw_density(one), tmp_path / name, formats=("svg", "pdf", "eps"))
    for ending, most in (("svg", 150_000), ("pdf", 150_000), ("eps", 3_000_000)):
        few, more = ((tmp_path / f"{name}.{ending}").stat().st_size for name in ("few", "many"))
        assert more < most
        assert more == pytest.approx(few, rel=0.1)
