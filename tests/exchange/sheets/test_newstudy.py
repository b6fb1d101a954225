import pytest

from engagement_kit.assess import place_quadrants, place_stages
from engagement_kit.cases import check_cases, load_cases
from engagement_kit.errors import Faults, NotWritten
from engagement_kit.exchange import find_about, import_sheet, new_study
from engagement_kit.exchange.sheets import newstudy
from engagement_kit.exchange.sheets.template import TEMPLATE_SHEETS
from engagement_kit.exchange.sheets.workbook import read_workbook
from tests.exchange.sheets.rating_columns import RATING_COLUMNS


@pytest.fixture
def own(tmp_path):
    """A new study, in a folder whose name has spaces and Korean letters."""
    return new_study(tmp_path / "내 첫 연구")


def test_the_example_is_sound_without_a_remark(own):
    """The worked example shows how it should be: no fault, no draft, not even a remark."""
    cases = load_cases(own, strict=True)
    assert check_cases(cases) == ()
    assert cases.ids == ("example",)


def test_the_example_is_marked_as_fictional(own):
    """Nobody takes the example for an organisation: name, sources and caveats say so."""
    case = load_cases(own)["example"]
    assert "fictional" in case.name["en"]
    assert all("example.org" in source.url for source in case.sources)
    assert all("fictional" in source.title for source in case.sources)
    assert any("fictional" in caveat for caveat in find_about([case]).caveats)


def test_the_example_shows_something(own, frameworks):
    """It moves from one quadrant and stage to the next between its waves."""
    cases = load_cases(own)
    placed = place_quadrants(cases, frameworks["smi"]).table
    assert list(placed["quadrant"]) == ["conservative", "socialfirst"]
    assert list(placed["status"]) == ["open", "settled"]
    stages = place_stages(cases, frameworks["maturity"]).table
    assert list(stages["stage"]) == ["functional", "integrated"]


def test_it_says_what_to_do_next(own):
    """Five steps, and every file that they name is there."""
    text = (own / "README.md").read_text(encoding="utf-8")
    assert [f"{step}. **" in text for step in range(1, 7)] == [True] * 5 + [False]
    for name in ("template.xlsx", "about.yaml", "frameworks/README.md"):
        assert (own / name).is_file()


def test_nothing_is_overwritten(own, tmp_path):
    """A folder with something in it, or a file, is refused and left as it is."""
    before = sorted(own.rglob("*"))
    with pytest.raises(Faults, match="not empty"):
        new_study(own)
    assert sorted(own.rglob("*")) == before
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(Faults, match="is a file"):
        new_study(tmp_path / "file")


def test_an_empty_folder_may_be_used(tmp_path):
    """A folder that was just made is as good as none."""
    (tmp_path / "empty").mkdir()
    assert (new_study(tmp_path / "empty") / "README.md").is_file()


def test_half_a_study_is_no_study(tmp_path, monkeypatch):
    """When the disk refuses, what was written is taken away again."""

    def refuse(*_):
        raise NotWritten("template.xlsx", "the disk is full")

    monkeypatch.setattr(newstudy, "template_workbook", refuse)
    with pytest.raises(NotWritten):
        new_study(tmp_path / "own")
    assert not (tmp_path / "own").exists()


def test_the_untouched_template_changes_nothing(own):
    """Its example rows are those of the example case."""
    before = {path: path.read_bytes() for path in own.rglob("*") if path.is_file()}
    report = import_sheet(own / "template.xlsx", own)
    assert {state for _, state in report.counts} == {"same"}
    assert report.ignored == ()
    assert {path: path.read_bytes() for path in own.rglob("*") if path.is_file()} == before


def test_the_template_has_the_codebooks_form(own):
    """One sheet a table with one example row; a rating has the eight columns of the codebook."""
    sheets = {sheet.name: sheet for sheet in read_workbook(own / "template.xlsx")}
    assert {len(sheets[name].rows) for name in TEMPLATE_SHEETS} == {2}
    header = sheets["ratings"].rows[0][1]
    assert header[:8] == RATING_COLUMNS
