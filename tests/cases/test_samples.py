"""Faulty studies: a sample is named after its fault, its message says where and what to do."""

import shutil
from pathlib import Path

import pytest

from engagement_kit.cases import Cases, check_cases, load_cases
from engagement_kit.errors import Fault, Faults

A, C = "house/ann.yaml", "house/case.yaml"

# sample -> (file, line, field, words of the message) of each fault
FAULTS = {
    "alias-bomb": [(C, 23, "", "'&a'", "write the value out")],
    "answer-and-missing": [(A, 5, "ratings[0]", "also says that it is missing", "keep one")],
    "broken-yaml": [(C, 7, "", "not valid YAML", "the one above it")],
    "case-yml": [
        (C, None, "", "cannot be read", "exists"),
        ("house/case.yml", None, "", "'.yml' is not read", "ends in .yaml"),
    ],
    "coder-not-file": [(A, 3, "coder", "'bea' is not the name of the file", "ann")],
    "dot-dot-id": [(C, 2, "id", "'../house'", "letters, digits, hyphen and underscore")],
    "double-rating": [(A, 10, "ratings[1]", "rated twice", "keep one")],
    "duplicate-key": [(A, 8, "ratings[0]", "'value' stands twice", "line 7")],
    "harmful-address": [(C, 11, "sources[0].url", "javascript:alert(1)", "https://")],
    "id-not-folder": [(C, 2, "id", "'castle' is not the name of its folder", "house")],
    "later-evidence": [
        (A, 9, "ratings[0].evidence[1]", "it is of 2020, the wave is 2014", "leave it out")
    ],
    "missing-evidence": [
        (A, 9, "ratings[0].evidence[0]", "no evidence 'house-11'", "nearest: house-01")
    ],
    "missing-key": [(C, 1, "kind", "the key 'kind' is missing", "add it")],
    "missing-source": [(C, 16, "evidence[0].source", "no source 'anual'", "nearest: annual")],
    "misspelt-key": [(A, 8, "ratings[0].confidense", "not known here", "nearest: confidence")],
    "newer-format": [(A, 1, "format", "format 2 is newer", "update engagement_kit")],
    "other-case": [(A, 2, "case", "case 'castle'", "folder of house")],
    "python-object-tag": [(A, 7, "ratings[0]", "python/object/apply:os.system", "remove it")],
    "rating-yes": [(A, 7, "ratings[0].value", "'Yes' is not an answer", "nearest: yes")],
    "repeated-case": [("more/house", None, "id", "'house' is there twice", "rename one")],
    "repeated-evidence-id": [(C, 18, "evidence[1].id", "there twice (first as evidence[0])", "")],
    "reserved-coder": [(A, 3, "coder", "no coder can be called 'agreed'", "another name")],
    "several-faults": [
        (C, 8, "sources[0].url", "no address", "place where it is kept"),
        (A, 7, "ratings[0].value", "'Yes'", "nearest: yes"),
        (A, 12, "notes[0].wave", "2023 is not among the waves", "2014, 2024"),
        (A, 14, "notes[0].evidence[0]", "no evidence 'house-3'", "nearest: house-0"),
    ],
    "source-without-address": [(C, 8, "sources[0].url", "no address", "give its url")],
    "tab": [(A, 6, "", "a tab is used for indentation", "replace the tab")],
    "target-off-scale": [(A, 19, "targets[0].value", "'integratd'", "nearest: integrated")],
    "unknown-box": [(A, 11, "notes[0].box", "'def.canvas.reech'", "nearest: def.canvas.reach")],
    "unknown-item": [
        (A, 5, "ratings[0].item", "'smi.investment.bugdet'", "nearest: smi.investment.budget")
    ],
    "unknown-wave": [(A, 6, "ratings[0].wave", "2013 is not among the waves", "2014, 2024")],
    "utf-16": [(A, 1, "", "looks like UTF-16", "UTF-8")],
    "wave-20l4": [(A, 6, "ratings[0].wave", "'20l4'", "a number of four digits, such as 2014")],
    "waves-out-of-order": [(C, 6, "waves", "[2024, 2014]", "put them in order")],
    "year-a-list": [(C, 15, "evidence[0].year", "[2013]", "2018/19")],
    "yml-ending": [("house/ann.yml", None, "", "'.yml' is not read", "ends in .yaml")],
}
# sample -> line, field, words of the message of its draft
DRAFTS = {
    "empty-note": (10, "notes[0]", "until then no canvas shows it"),
    "no-answer": (5, "ratings[0]", "until then it counts in no result"),
    "no-evidence": (5, "ratings[0]", "left out of scores"),
}
HARMLESS = ("byte-order-mark", "crlf", "korean-folder", "missing-answers", "sound")


def assert_says(fault: Fault, root: Path, expected: tuple) -> None:
    """The fault names file, line and field, and its one-line message holds the words."""
    file, line, field, *words = expected
    assert (fault.file, fault.line, fault.field) == (str(root / file), line, field)
    assert fault.level == "fault"
    for word in words:
        assert word in str(fault)
    assert "\n" not in str(fault)


@pytest.mark.parametrize("name", FAULTS)
def test_fault(name, samples, frameworks):
    """The fault of a sample is told with its place and advice, and its case is left out."""
    cases = load_cases(samples / name, frameworks=frameworks)
    left = 1 if name == "repeated-case" else 0
    assert len(cases) == left
    if name == "alias-bomb":
        assert len(cases.faults) == 20
    else:
        assert len(cases.faults) == len(FAULTS[name])
    for fault, expected in zip(cases.faults, FAULTS[name], strict=False):
        assert_says(fault, samples / name, expected)


def test_every_sample_is_tested(samples):
    """No sample lies about unused."""
    apart = {"all-files-at-once", "low-without-against", "no-case", *DRAFTS}
    named = {*FAULTS, *HARMLESS, *apart, "one-of-three-broken"}
    assert {folder.name for folder in samples.iterdir() if folder.is_dir()} == named


@pytest.mark.parametrize("name", HARMLESS)
def test_harmless(name, samples, frameworks):
    """What only looks unusual is read like any other case, without a finding."""
    cases = load_cases(samples / name, frameworks=frameworks)
    assert len(cases) == 1
    assert not [fault for fault in check_cases(cases, frameworks) if fault.level != "remark"]


def test_korean_folder(samples):
    """Folder, id and coder may be Korean."""
    case = load_cases(samples / "korean-folder")["한옥_박물관"]
    assert case.coders == ("김연구",)


def test_four_kinds_of_missing(samples):
    """An answer that is missing says why; the four reasons are kept apart."""
    ratings = load_cases(samples / "missing-answers")["house"].ratings
    found = [(rating.value, rating.missing) for rating in ratings[1:]]
    kinds = ("unknown", "not_asked", "not_applicable", "confidential")
    assert found == [(None, kind) for kind in kinds]


def test_one_broken_case_does_not_stop_the_others(samples):
    """A study with one broken case names it and goes on with the rest."""
    cases = load_cases(samples / "one-of-three-broken")
    assert cases.ids == ("barn", "house")
    assert [Path(fault.file).parts[-2:] for fault in cases.faults] == [("castle", "case.yaml")]
    assert "Left out" in cases._repr_html_()
    assert check_cases(cases)[0] == cases.faults[0]


def test_faults_of_all_files_at_once(samples):
    """A file that cannot be read does not hide what is wrong in the others."""
    cases = load_cases(samples / "all-files-at-once")
    files = [Path(fault.file).name for fault in cases.faults]
    assert files == ["ann.yaml", "cho.yaml", "cho.yaml", "bea.yaml"]


def test_strict_raises(samples):
    """With strict, the same faults are raised together."""
    with pytest.raises(Faults) as caught:
        load_cases(samples / "several-faults", strict=True)
    assert len(caught.value.faults) == 4
    assert str(caught.value).count("\n") == 4


@pytest.mark.parametrize("name", DRAFTS)
def test_draft(name, samples, frameworks):
    """What is not finished is told with its line and what it means, and the case is there."""
    cases = load_cases(samples / name, frameworks=frameworks)
    (draft,) = check_cases(cases, frameworks)
    line, field, words = DRAFTS[name]
    assert (draft.level, draft.line, draft.field) == ("draft", line, field)
    assert words in str(draft)
    assert len(cases) == 1


def test_lowest_answer_without_fact_against_is_a_remark(samples, frameworks):
    """A "no" that no fact supports is worth knowing, and not wrong."""
    cases = load_cases(samples / "low-without-against", frameworks=frameworks)
    (remark,) = check_cases(cases, frameworks)
    assert (remark.level, remark.code) == ("remark", "low_without_against")


def test_folder_without_cases(samples, tmp_path):
    """A folder without a case, an empty one and one that is not there say what was looked for."""
    for path in (samples / "no-case", tmp_path):
        with pytest.raises(Faults, match=r"no case was found .* case\.yaml"):
            load_cases(path)
    with pytest.raises(Faults, match="there is no folder"):
        load_cases(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("added", "code"),
    [
        (f"gaps: {'x' * 30_000_000}\n", "too_large"),
        (f"gaps: {'[' * 10_000}{']' * 10_000}\n", "too_deep"),
        ("gaps: x\u2028y\n", "character"),
        ("gaps: " + "9" * 5_000 + "\n", "wrong_type"),
    ],
)
def test_hostile_file(added, code, samples, tmp_path):
    """A value of 30 MB, ten thousand nested lists and their like are faults of one case."""
    shutil.copytree(samples / "one-of-three-broken", tmp_path / "study")
    with (tmp_path / "study/house/case.yaml").open("a", encoding="utf-8") as file:
        file.write(added)
    cases = load_cases(tmp_path / "study")
    assert cases.ids == ("barn",)
    assert code in [fault.code for fault in cases.faults]


def test_links_that_lead_in_a_circle(samples, tmp_path):
    """A link to a folder above is followed once and no further; a linked case is found."""
    study = tmp_path / "study"
    (study / "inner").mkdir(parents=True)
    try:
        (study / "inner" / "up").symlink_to(study, target_is_directory=True)
        (study / "house").symlink_to(samples / "sound" / "house", target_is_directory=True)
    except OSError:
        pytest.skip("this system allows no links")
    assert load_cases(study).ids == ("house",)


def test_hidden_folders_are_passed_over(samples, tmp_path):
    """A copy in a hidden folder is not a second case."""
    shutil.copytree(samples / "sound", tmp_path / "study")
    shutil.copytree(samples / "sound", tmp_path / "study" / ".trash")
    assert isinstance(load_cases(tmp_path / "study", strict=True), Cases)
