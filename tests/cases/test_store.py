"""A study that is read once and saved case by case."""

import shutil
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engagement_kit.cases import Cases, Note, Rating, Store, load_cases
from engagement_kit.errors import Faults, NotWritten, UnknownId, WriteConflict

BUDGET, TEAM = "smi.investment.budget", "smi.investment.team"


@pytest.fixture
def study(tmp_path, samples) -> Path:
    """A study with one sound case, in a folder of cases."""
    shutil.copytree(samples / "sound", tmp_path / "study" / "case_studies")
    return tmp_path / "study"


@pytest.fixture
def house(study) -> Path:
    """The folder of the case."""
    return study / "case_studies" / "house"


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def faults_of(act, *args, **fields) -> list[tuple[str, object]]:
    """Code and value of each fault that is raised."""
    with pytest.raises(Faults) as caught:
        act(*args, **fields)
    return [(fault.code, fault.value) for fault in caught.value.faults]


def test_a_saved_case_is_there_when_the_study_is_read_again(study):
    """What is saved comes back, is the store's own from then on, and stands on the disk."""
    store = Store(study)
    case = store.case("house").rate(TEAM, "yes", coder="bea", evidence=["house-02"])
    saved = store.save(case.add_source(title="A blog", url="https://example.org/b"))
    assert store.case("house") == saved
    assert Store(study).case("house") == saved
    assert load_cases(study, strict=True)["house"] == saved
    again = store.save(saved.rate(TEAM, "no", coder="bea", evidence=["house-02"]))
    assert Store(study).case("house") == again


def test_only_what_differs_is_written(study, house):
    """One more rating of one coder changes one file; nothing new changes none."""
    before = contents(study)
    store = Store(study)
    times = {path: path.stat().st_mtime_ns for path in house.iterdir()}
    assert store.save(store.case("house")) == store.case("house")
    assert {path: path.stat().st_mtime_ns for path in house.iterdir()} == times
    store.save(store.case("house").rate(TEAM, "yes", coder="ann"))
    after = contents(study)
    assert [name for name in after if after[name] != before.get(name)] == [
        "case_studies/house/ann.yaml"
    ]


def test_a_file_name_in_other_characters_for_the_same_letters_is_kept(study, house):
    """The file of a coder whose name another system spelled apart is changed, not doubled."""
    apart = house / (unicodedata.normalize("NFD", "zoé") + ".yaml")
    apart.write_text("format: 1\ncase: house\ncoder: zoé\n", encoding="utf-8")
    store = Store(study)
    store.save(store.case("house").rate(TEAM, "no", coder="zoé"))
    assert sorted(house.glob("zo*.yaml")) == [apart]
    assert [one.value for one in Store(study).case("house").ratings if one.coder == "zoé"] == ["no"]


def test_comments_stay(study, house):
    """A file that somebody wrote by hand keeps its comments and its layout."""
    ann = house / "ann.yaml"
    text = ann.read_text(encoding="utf-8").replace("ratings:\n", "# mine\nratings:  # of 2014\n")
    ann.write_text(text, encoding="utf-8")
    store = Store(study)
    store.save(store.case("house").rate(TEAM, "yes", coder="ann", evidence=["house-02"]))
    after = ann.read_text(encoding="utf-8")
    assert "# mine\nratings:  # of 2014\n" in after
    assert [line for line in text.splitlines() if line not in after.splitlines()] == []
    assert TEAM in after


def test_a_file_that_somebody_changed_is_not_overwritten(study, house):
    """Both sides are told and nothing is written, not even the files that nobody else touched."""
    store = Store(study)
    other = Store(study)
    theirs = other.save(other.case("house").rate(TEAM, "no", coder="ann"))
    before = contents(study)
    mine = store.case("house").add_wave(2025).rate(TEAM, "yes", coder="ann")
    with pytest.raises(WriteConflict) as caught:
        store.save(mine)
    assert contents(study) == before
    assert caught.value.path == str(house / "ann.yaml")
    assert b"value: 'yes'" in caught.value.mine
    assert caught.value.theirs == (house / "ann.yaml").read_bytes()
    assert store.read()["house"] == theirs
    saved = store.save(store.case("house").rate(TEAM, "yes", coder="ann"))
    assert Store(study).case("house") == saved


@pytest.mark.parametrize("there", [True, False])
def test_a_file_that_came_or_went_is_a_conflict(study, house, there):
    """A coder's file that another program made, or deleted, is no reason to write over it."""
    store = Store(study)
    if there:
        shutil.copy(house / "ann.yaml", house / "bea.yaml")
    else:
        (house / "ann.yaml").unlink()
    before = contents(study)
    with pytest.raises(WriteConflict):
        store.save(store.case("house").rate(TEAM, "yes", coder="bea" if there else "ann"))
    assert contents(study) == before


def test_files_of_others_may_change_meanwhile(study):
    """Each coder saves a file of their own; neither stands in the other's way."""
    one, two = Store(study), Store(study)
    one.save(one.case("house").rate(TEAM, "yes", coder="bea"))
    two.save(two.case("house").rate(TEAM, "no", coder="cho"))
    assert load_cases(study, strict=True)["house"].coders == ("ann", "bea", "cho")


def test_a_coder_who_takes_everything_back(study, house):
    """A file without any entry left stays as an empty one: nothing comes back by itself."""
    store = Store(study)
    empty = store.case("house").model_copy(update={"ratings": (), "notes": (), "targets": ()})
    store.save(empty)
    assert (house / "ann.yaml").read_text(encoding="utf-8") == (
        "format: 1\ncase: house\ncoder: ann\n"
    )
    assert Store(study).case("house").coders == ()


def test_a_case_with_faults_is_not_saved(study):
    """All faults are raised and nothing is written; drafts are no faults."""
    store = Store(study)
    before = contents(study)
    case = store.case("house")
    head = {"case": "house", "coder": "ann", "wave": 2014}
    wrong = Rating(**head, item=BUDGET, value="Yes", evidence=("house-77",))
    found = faults_of(store.save, case.model_copy(update={"ratings": (wrong,)}))
    assert found == [("off_scale", "Yes"), ("unknown_evidence", "house-77")]
    note = Note(**{**head, "case": "castle"}, box="def.canvas.reach", text={"en": "x"})
    assert faults_of(store.save, case.model_copy(update={"notes": (note,)})) == [
        ("wrong_case", "castle")
    ]
    unread = Rating.model_construct(**head, item=BUDGET, value="yes", confidence="hihg")
    found = faults_of(store.save, case.model_copy(update={"ratings": (unread,)}))
    assert found == [("wrong_type", "hihg")]
    assert contents(study) == before
    store.save(case.rate(TEAM, coder="ann").note("def.canvas.reach", "", coder="ann"))


@pytest.mark.parametrize("coder", ["case", "Case", "AGREED", "../ann", "a/b", ""])
def test_a_coder_whose_name_cannot_name_a_file(study, coder):
    """The file of the case is never taken for a coder's, and no name leads out of the folder."""
    store = Store(study)
    before = contents(study.parent)
    rating = store.case("house").ratings[0].model_copy(update={"coder": coder})
    ((code, value),) = faults_of(
        store.save, store.case("house").model_copy(update={"ratings": (rating,)})
    )
    assert (code, value) == (code, coder)
    assert code in ("bad_name", "reserved_coder")
    assert contents(study.parent) == before


def test_nothing_is_written_outside_of_the_study(study, tmp_path, samples):
    """Neither a case of another study nor one behind a link is saved."""
    shutil.copytree(samples / "sound", tmp_path / "other")
    (other,) = load_cases(tmp_path / "other")
    store = Store(study)
    with pytest.raises(NotWritten, match="not the folder of 'house' in this study"):
        store.save(other.rate(TEAM, "yes", coder="ann"))
    shutil.rmtree(study / "case_studies" / "house")
    try:
        (study / "case_studies" / "house").symlink_to(tmp_path / "other" / "house")
    except OSError:
        pytest.skip("this system allows no links")
    before = contents(tmp_path / "other")
    store = Store(study)
    with pytest.raises(NotWritten, match="outside"):
        store.save(store.case("house").rate(TEAM, "yes", coder="ann"))
    assert contents(tmp_path / "other") == before


def test_a_new_case_gets_a_folder(study, tmp_path):
    """It lies with the others, is empty but sound, and is the store's own from then on."""
    store = Store(study)
    case = store.new_case("한옥", {"ko": "한옥", "en": ""}, kind="museum", waves=[2024, 2026])
    assert case.folder == study / "case_studies" / "한옥"
    assert contents(case.folder).keys() == {"case.yaml"}
    assert (case.name, case.waves) == ({"ko": "한옥"}, (2024, 2026))
    saved = store.save(case.rate(TEAM, missing="unknown", coder="ann"))
    assert Store(study).cases.ids == ("house", "한옥")
    assert Store(study).case("한옥") == saved
    (tmp_path / "empty").mkdir()
    barn = Store(tmp_path / "empty").new_case(
        "barn", "Barn", kind="shop", waves=(2024,), city="Ulm"
    )
    assert barn.folder == tmp_path / "empty" / "barn"
    assert load_cases(tmp_path / "empty")["barn"].city == "Ulm"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"case_id": "house"}, "case_exists"),
        ({"case_id": "notes"}, "case_exists"),
        ({"case_id": "broken"}, "case_exists"),
        ({"case_id": "../out"}, "wrong_type"),
        ({"case_id": "a b"}, "wrong_type"),
        ({"case_id": ""}, "wrong_type"),
        ({"name": " "}, "wrong_type"),
        ({"waves": []}, "wrong_type"),
        ({"waves": ["2024"]}, "wrong_type"),
        ({"waves": [2024, 2014]}, "waves_order"),
        ({"kind": ""}, "wrong_type"),
        ({"contry": "France"}, "unknown_key"),
    ],
)
def test_a_new_case_that_does_not_hold_is_refused(study, fields, code):
    """The name must be free and fit for a folder, the fields sound; else nothing is made."""
    (study / "case_studies" / "notes").mkdir()
    (study / "more" / "broken").mkdir(parents=True)
    (study / "more" / "broken" / "case.yaml").write_text("format: [")
    before = contents(study)
    fields = {"case_id": "barn", "name": "Barn", "kind": "museum", "waves": [2024], **fields}
    found = faults_of(Store(study).new_case, fields.pop("case_id"), fields.pop("name"), **fields)
    assert [found_code for found_code, _ in found] == [code]
    assert contents(study) == before
    assert sorted(p.name for p in (study / "case_studies").iterdir()) == ["house", "notes"]


def test_a_study_must_be_there(tmp_path, study, house):
    """A folder that does not exist is named; no case is made within a case."""
    assert faults_of(Store, tmp_path / "nowhere") == [("no_folder", str(tmp_path / "nowhere"))]
    with pytest.raises(NotWritten, match="is itself a case"):
        Store(house).new_case("barn", "Barn", kind="museum", waves=[2024])
    with pytest.raises(UnknownId, match="Did you mean 'house'"):
        Store(study).case("hose")


def test_a_broken_case_is_named_and_the_others_are_there(samples):
    """The store goes on without the cases that have faults."""
    store = Store(samples / "one-of-three-broken")
    assert isinstance(store.cases, Cases)
    assert store.cases.ids == ("barn", "house")
    assert [Path(fault.file).parent.name for fault in store.cases.faults] == ["castle"]


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    changes=st.lists(
        st.tuples(
            st.sampled_from(["a", "a-b", "agreed", "ann", "z"]),
            st.sampled_from(["rate", "note", "aim"]),
            st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
        ),
        max_size=6,
    )
)
def test_whatever_is_saved_is_read_again(tmp_path_factory, samples, changes):
    """Any judgements of any coders come back equal, in the same order."""
    folder = tmp_path_factory.mktemp("study")
    shutil.copytree(samples / "sound", folder / "study")
    store = Store(folder / "study")
    case = store.case("house")
    for coder, what, text in changes:
        if what == "rate":
            case = case.rate(TEAM, "yes", coder=coder, note=text or None)
        elif what == "note":
            case = case.note("def.canvas.reach", text, coder=coder)
        else:
            where = {"respondent": f"r{text}", "horizon": 5}
            case = case.aim("maturity.leadership", "basic", coder=coder, **where)
    assert Store(folder / "study").case("house") == store.case("house")
    saved = store.save(case)
    assert Store(folder / "study").case("house") == saved
    assert saved.model_copy(update={"folder": None}) == case.model_copy(update={"folder": None})
