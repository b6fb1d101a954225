import shutil
from pathlib import Path

import pytest

from engagement_kit.assess import fill_canvas
from engagement_kit.cases import check_cases, load_cases
from engagement_kit.cases.write import case_files
from engagement_kit.charts import draw_canvas
from engagement_kit.cli import main
from engagement_kit.errors import EngagementKitError, Faults
from engagement_kit.exchange import import_canvas, import_from
from engagement_kit.exchange.canvases.importing import SHIPPED
from engagement_kit.frameworks import load_frameworks
from tests.exchange.fuzzing import damaged, hold

SAMPLES = Path(__file__).parent / "samples"


def load(study):
    """Cases of a study with the frameworks that it holds."""
    frameworks = load_frameworks(study / "frameworks")
    cases = load_cases(study, frameworks=frameworks)
    assert not [fault for fault in check_cases(cases, frameworks) if fault.level != "remark"]
    return cases, frameworks


def test_a_canvas_becomes_a_case_with_notes(study):
    """The case is sound, every note names its evidence, and the canvas can be drawn."""
    report = import_canvas(SAMPLES / "version_2.bmml", study)
    assert (report.case, report.is_new, report.wave, report.lang) == (
        "the-ferry-museum",
        True,
        2024,
        "en",
    )
    assert sum(report.counts.values()) == 10
    cases, frameworks = load(study)
    case = cases["the-ferry-museum"]
    assert len(case.notes) == 10
    assert {note.evidence for note in case.notes} == {("the-ferry-museum-canvas-2024",)}
    assert (
        case.sources[0].note
        == "portfolio: exploit; stage: grow; derived_from: ./ferry-v1.bmml; created: 2023-02-01"
    )
    assert "Boats, and those who built them" in case.evidence[0].text
    assert case.folder.parent.name == "case_studies"
    ax = draw_canvas(fill_canvas(case, frameworks["bmc"]))
    assert "Boats to climb on" in str(
        [text.get_text() for text in ax.figure.findobj(lambda one: hasattr(one, "get_text"))]
    ).replace("\\n", " ")


def test_the_framework_comes_with_it_once(study):
    """The study gets nine boxes in three languages with their notice, which stay as they are."""
    first = import_canvas(SAMPLES / "version_2.bmml", study)
    own = study / "frameworks" / "bmc"
    assert {path.name for path in own.iterdir()} == {
        "NOTICE.md",
        "framework.yaml",
        "text.ar.yaml",
        "text.en.yaml",
        "text.ko.yaml",
    }
    text = (own / "text.en.yaml").read_text(encoding="utf-8")
    (own / "text.en.yaml").write_text(text.replace("Key partners", "Allies"), encoding="utf-8")
    second = import_canvas(SAMPLES / "version_1.bmml", study)
    assert len(first.written) == 7
    assert len(second.written) == 2
    assert load(study)[1]["bmc"].label("bmc.partners") == "Allies"


def test_the_shipped_framework_is_the_one_that_is_tested(repository):
    """Its files are those of the sample that the tests of frameworks and charts use."""
    sample = repository / "tests" / "frameworks" / "samples" / "own" / "bmc"
    for path in sample.iterdir():
        assert path.read_bytes() == (SHIPPED / path.name).read_bytes()


def test_letters_tell_the_language(study):
    """A canvas in Korean is a case with a Korean name and Korean notes."""
    report = import_from(SAMPLES / "version_1.bmml", study)
    case = load(study)[0]["나루-박물관"]
    assert report.lang == "ko"
    assert dict(case.name) == {"ko": "나루 박물관"}
    assert all(set(note.text) == {"ko"} for note in case.notes)
    assert import_canvas(SAMPLES / "version_2.bmml", study, lang="fr").lang == "fr"


def test_the_same_file_again_changes_nothing(study):
    """No file is written twice, not even a date."""
    import_canvas(SAMPLES / "version_2.bmml", study)
    before = {path: path.read_bytes() for path in study.rglob("*") if path.is_file()}
    again = import_canvas(SAMPLES / "version_2.bmml", study)
    assert (again.written, again.is_new) == ((), False)
    assert {path: path.read_bytes() for path in study.rglob("*") if path.is_file()} == before


def test_a_later_canvas_is_another_wave(study, tmp_path):
    """What was noted for 2024 stays, also what people noted, and 2025 comes beside it."""
    import_canvas(SAMPLES / "version_2.bmml", study)
    case, frameworks = load(study)[0]["the-ferry-museum"], load(study)[1]
    mine = case.note("bmc.costs", "Heating", coder="me", frameworks=frameworks)
    (case.folder / "me.yaml").write_text(case_files(mine)["me.yaml"], encoding="utf-8")
    later = tmp_path / "later.bmml"
    text = (SAMPLES / "version_2.bmml").read_text(encoding="utf-8")
    later.write_text(
        text.replace("2024-06-20", "2025-01-31").replace("Timber", "Steel"), encoding="utf-8"
    )
    import_canvas(later, study)
    case = load(study)[0]["the-ferry-museum"]
    assert case.waves == (2024, 2025)
    costs = {
        (note.coder, note.wave, note.text["en"]) for note in case.notes if note.box == "bmc.costs"
    }
    assert costs == {("me", 2024, "Heating"), ("bmml", 2024, "Timber"), ("bmml", 2025, "Steel")}


def test_a_changed_canvas_replaces_its_own_notes(study, tmp_path):
    """A box that was emptied in the file is empty in the study; comments in files stay."""
    import_canvas(SAMPLES / "version_2.bmml", study, case="ferry")
    path = study / "case_studies" / "ferry" / "case.yaml"
    path.write_text("# mine\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    text = (
        (SAMPLES / "version_2.bmml")
        .read_text(encoding="utf-8")
        .replace("name: Timber", "name: Steel")
    )
    changed = tmp_path / "version_2.bmml"
    changed.write_text(text, encoding="utf-8")
    report = import_canvas(changed, study, case="ferry")
    assert [Path(name).name for name in report.written] == ["bmml.yaml"]
    assert path.read_text(encoding="utf-8").startswith("# mine\n")


def refused(study, text, tmp_path, **choices):
    """Codes of the faults of a text; nothing has been written."""
    file = tmp_path / "x.bmml"
    file.write_text(text, encoding="utf-8")
    before = sorted(study.rglob("*"))
    with pytest.raises(Faults) as error:
        import_canvas(file, study, **choices)
    assert sorted(study.rglob("*")) == before
    return [fault.code for fault in error.value.faults]


def test_what_cannot_be_said_is_asked_for(study, tmp_path):
    """A year that no file tells, a name that no folder can have: refused with what to do."""
    bare = "meta: {name: X}\ncosts: [{name: a}]\n"
    assert refused(study, bare, tmp_path) == ["no_canvas_day"]
    assert refused(study, bare.replace("X", "'!?'"), tmp_path, wave=2024) == ["bad_name"]
    assert refused(study, bare, tmp_path, wave=2024, case="a/b") == ["bad_name"]
    assert refused(study, bare, tmp_path, wave=20245) == ["wrong_type"]
    assert refused(study, bare, tmp_path, wave=2024, lang="English!") != []
    assert refused(study, bare.replace("X", "X, created: 3500-01-01"), tmp_path) == ["wrong_type"]
    assert import_canvas(tmp_path / "x.bmml", study, wave=2024, case="y").case == "y"


def test_another_framework_of_that_name_is_not_touched(study, tmp_path, repository):
    """A framework of one's own that is called bmc and has other boxes: nothing is mixed up."""
    own = study / "frameworks" / "bmc"
    shutil.copytree(repository / "tests/frameworks/samples/own/benchmark", own)
    for path in own.iterdir():
        text = path.read_text(encoding="utf-8")
        path.write_text(
            text.replace("id: benchmark\n", "id: bmc\n").replace(
                "framework: benchmark", "framework: bmc"
            ),
            encoding="utf-8",
        )
    text = (SAMPLES / "version_2.bmml").read_text(encoding="utf-8")
    assert refused(study, text, tmp_path) == ["other_bmc"]


def test_the_year_that_is_given_goes_before_the_date(study):
    """A canvas changed later than the year it is of has an undated fact, not a wrong one."""
    report = import_canvas(SAMPLES / "version_2.bmml", study, wave=2023, case="a")
    import_canvas(SAMPLES / "version_2.bmml", study, wave=2026, case="b")
    cases, _ = load(study)
    assert report.wave == 2023
    assert (cases["a"].evidence[0].as_of, cases["a"].evidence[0].year) == (None, None)
    assert cases["b"].evidence[0].as_of == "2024-06-20"


def test_the_boxes_are_found_beside_other_frameworks(study, frameworks):
    """Whoever names other frameworks has the boxes of the study all the same."""
    import_canvas(SAMPLES / "version_2.bmml", study)
    report = import_canvas(SAMPLES / "version_1.bmml", study, frameworks=frameworks)
    assert report.is_new


def test_no_study_is_a_fault(tmp_path):
    """A folder that is not there is not made."""
    with pytest.raises(Faults, match="no folder"):
        import_canvas(SAMPLES / "version_2.bmml", tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_the_command_reads_it(study, capsys):
    """`engagement-kit import canvas.bmml study` tells case, boxes and what was dropped."""
    assert main(["import", str(SAMPLES / "draft.bmc"), str(study)]) == 0
    said = capsys.readouterr().out
    assert "new case kiosk, 2021: 3 notes in 3 boxes" in said
    assert "line 16: value_propositions[0].features (2 entries)" in said
    assert main(["check", str(study)]) == 0


def test_damaged_canvases_never_harm_a_study(study, tmp_path):
    """Whatever comes in, the study stays sound or as it was."""
    samples = [path.read_bytes() for path in sorted(SAMPLES.iterdir())]
    file, home = tmp_path / "x.bmml", tmp_path / "home"

    def read(data):
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir()
        file.write_bytes(data)
        try:
            import_canvas(file, home)
        except EngagementKitError:
            assert not list(home.iterdir())
            raise
        load(home)

    counts = hold(read, damaged(samples, rounds=60, seed=1))
    assert counts["taken"] > 5
