"""Whole cases from the cache: the same as from their files, and never an old one."""

import copy
import json
import pickle
import shutil

import pytest

from engagement_kit.cases import Cases, cache, load_cases, read_case
from engagement_kit.cases.compact import pack, unpack
from engagement_kit.cases.entries import Rating
from engagement_kit.cases.read import try_case


@pytest.fixture
def study(samples, tmp_path):
    """A study of one sound case that may be changed."""
    shutil.copytree(samples / "sound", tmp_path / "study")
    return tmp_path / "study"


def entries(case):
    """All entries of a case."""
    groups = (case.sources, case.evidence, case.ratings, case.notes, case.targets)
    return [entry for group in groups for entry in group] + [case.size] * bool(case.size)


def test_a_case_comes_back_as_it_was_packed(library):
    """Values, their kinds, what a file gave and what did not: all the same, entry by entry."""
    for folder in (case.folder for case in library):
        case, faults = try_case(folder, kept=False)
        assert not faults
        again = unpack(pack(case), case.folder, case.fingerprints)
        assert again == case
        assert again.model_dump() == case.model_dump()
        assert again.model_fields_set == case.model_fields_set
        assert again.fingerprints == case.fingerprints
        for one, other in zip(entries(again), entries(case), strict=True):
            assert (one, repr(one)) == (other, repr(other))
            assert one.model_fields_set == other.model_fields_set


def test_every_kind_of_value_comes_back(make_case):
    """What the library has none of: details for reference managers, a size, targets, numbers."""
    csl = {
        "type": "book",
        "author": [{"family": "김", "given": "민수"}],
        "volume": 2,
        "x": [1.5, True],
    }
    size = {"text": "1,000 ٣ people 😀", "value": 1.0, "year": "c. 2014"}
    case = make_case(size=size).add_source(title="t", url="https://example.org", csl=csl)
    case = case.aim("smi.investment.team", "yes", coder="ann", respondent="1", horizon=3)
    again = unpack(pack(case), None, {})
    assert again.model_dump() == case.model_dump()
    assert (again.size, type(again.size.value)) == (case.size, float)
    assert again.sources[-1].csl == csl


def test_entries_behave_as_those_of_pydantic(library):
    """They can be copied, pickled, hashed and changed as before, and nothing can be assigned."""
    case, _ = try_case(library["tate"].folder, kept=False)
    rating = unpack(pack(case), None, {}).ratings[0]
    assert copy.deepcopy(rating) == rating.model_copy() == pickle.loads(pickle.dumps(rating))  # noqa: S301
    assert hash(rating) == hash(case.ratings[0])
    assert rating.model_copy(update={"value": "no"}).value == "no"
    assert Rating.model_validate(rating.model_dump()) == rating
    assert vars(rating) == vars(case.ratings[0])
    with pytest.raises(ValueError, match="frozen"):
        rating.value = "no"


def test_other_frameworks_check_anew(study, frameworks):
    """What was sound for one set of frameworks is checked again for another."""
    assert load_cases(study, strict=True).ids == ("house",)
    without = {name: one for name, one in frameworks.items() if name != "smi"}
    assert "unknown_item" in {fault.code for fault in load_cases(study, frameworks=without).faults}
    assert load_cases(study, strict=True).ids == ("house",)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("zoe.yaml", "format: 1\ncase: house\ncoder: zoe\n"),
        ("zoe.yml", "format: 1\n"),
        ("answers-x.csv", "case,wave,respondent,evidence,nothing\n"),
    ],
)
def test_a_file_more_is_seen(study, name, content):
    """A file that has come since is read, and what is wrong with it told."""
    before = load_cases(study, strict=True)["house"]
    (study / "house" / name).write_text(content, encoding="utf-8")
    cases = load_cases(study)
    assert cases.faults or cases["house"].fingerprints.keys() == {*before.fingerprints, name}


def test_a_file_less_is_seen(study):
    """A coder whose file has gone has no judgements any more."""
    assert load_cases(study)["house"].coders
    for path in (study / "house").glob("*.yaml"):
        if path.name != "case.yaml":
            path.unlink()
    assert not load_cases(study)["house"].coders


def test_another_name_of_the_folder_is_seen(study):
    """A folder that no longer bears the id of its case is a fault, wherever the case was kept."""
    load_cases(study)
    (study / "house").rename(study / "mouse")
    assert [fault.code for fault in load_cases(study).faults] == ["wrong_folder"]


def test_the_same_case_twice_is_a_fault_from_the_cache_too(study):
    """Two folders with one case are told the first time and every time."""
    shutil.copytree(study / "house", study / "elsewhere" / "house")
    for _ in range(2):
        assert [fault.code for fault in load_cases(study).faults] == ["repeated_case"]


def test_where_it_lies_now_is_what_a_case_says(study, tmp_path):
    """A study that has moved is found in the cache and knows its new place."""
    load_cases(study)
    study.rename(tmp_path / "moved")
    (case,) = load_cases(tmp_path / "moved")
    assert case.folder == tmp_path / "moved" / "house"
    assert case == read_case(case.folder)


@pytest.mark.parametrize("damage", ["[]", "{}", '{"head":{}}', '{"head":[],"size":3}'])
def test_an_entry_of_another_kind_is_passed_over(study, tmp_path, damage):
    """What is no case, though its hash is right, makes the files be read."""
    before = load_cases(study)
    for entry in (tmp_path / "cache").glob("??/*.json"):
        entry.write_bytes(cache._digest(damage.encode()) + damage.encode())
    assert list(load_cases(study, strict=True)) == list(before)


def test_kept_text_is_json(study, tmp_path):
    """An entry is text that any program can look at, and nothing that could be run."""
    load_cases(study)
    (entry,) = (tmp_path / "cache").glob("??/*.json")
    assert json.loads(entry.read_bytes()[64:])["head"]["id"] == "house"
    assert isinstance(load_cases(study), Cases)
