"""Writing cases: what is written reads back the same."""

import shutil

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from engagement_kit.cases import (
    Case,
    Note,
    Rating,
    Target,
    case_files,
    case_text,
    coder_text,
    load_cases,
    read_case,
    read_tagged,
    write,
    write_case,
)
from engagement_kit.cases.files import CoderFile
from engagement_kit.errors import WriteConflict
from engagement_kit.strict_yaml import dump_yaml, read_yaml

words = st.text(min_size=1).filter(lambda text: text.isprintable() and text == text.strip())


def test_round_trip(make_case, tmp_path):
    """A written case is read back equal, with everything its coders said."""
    who = {"case": "house", "coder": "bea"}
    case = make_case(
        country="France",
        notes=[Note(**who, box="def.canvas.reach", wave=2024, text={"en": "no", "ko": "챗"})],
        targets=[Target(**who, respondent="Director", horizon=5, item="x", value="basic")],
    )
    write_case(case, tmp_path / "house")
    found = read_case(tmp_path / "house")
    assert found == case.model_copy(update={"folder": tmp_path / "house"})


def test_library_is_in_the_form_that_is_written(library):
    """Each file of the library is byte for byte what the writer makes of it."""
    for case in library:
        for name, text in case_files(case).items():
            assert (case.folder / name).read_bytes() == text.encode()


def test_form(make_case):
    """Keys stand in one order, nothing empty is written, loaded words are quoted."""
    rating = Rating(case="house", coder="ann", item="i", wave=2014, value="no", evidence=["e1"])
    assert coder_text("house", "ann", ratings=[rating]) == (
        "format: 1\ncase: house\ncoder: ann\nratings:\n"
        "- item: i\n  wave: 2014\n  value: 'no'\n  evidence: [e1]\n"
    )
    assert case_text(make_case()).startswith("format: 1\nid: house\nkind: museum\nname:\n  en: ")


def test_missing_answer_keeps_its_empty_value():
    """A missing answer is written as an empty value with its reason."""
    rating = Rating(case="h", coder="a", item="i", wave=2014, value=None, missing="not_asked")
    text = coder_text("h", "a", ratings=[rating])
    assert "  value: null\n  missing: not_asked\n" in text
    assert CoderFile.model_validate(read_yaml(text.encode(), "f")).ratings[0].value is None


def test_a_rating_without_answer_is_written(make_case, tmp_path):
    """A draft, of which only the evidence was picked, is read back as it was."""
    rating = Rating(
        case="house", coder="ann", item="smi.investment.budget", wave=2014, value=None,
        evidence=("e1",),
    )  # fmt: skip
    write_case(make_case(ratings=[rating]), tmp_path / "house")
    assert "  value: null\n  evidence: [e1]\n" in (tmp_path / "house/ann.yaml").read_text("utf-8")
    assert load_cases(tmp_path, strict=True)["house"].ratings == (rating,)


@given(st.dictionaries(st.sampled_from(["en", "ko", "ar"]), words, min_size=1), words, words)
def test_any_text_comes_back(name, title, note):
    """Whatever people write, a reader of YAML 1.1 and ours see the same text."""
    source = {"key": "s", "title": title, "url": "x", "kind": "own", "note": note}
    case = Case(id="h", kind="museum", name=name, waves=[2014], sources=[source])
    text = case_text(case)
    assert read_yaml(text.encode(), "f") == yaml.safe_load(text)
    assert read_yaml(text.encode(), "f")["sources"][0] == source
    assert read_yaml(text.encode(), "f")["name"] == name


WHO = {"case": "h", "coder": "a"}
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
VALUE = ("value", "ratings")  # stands there even when it is empty
EVIDENCE = st.lists(words, max_size=2).map(tuple)
RATINGS = st.builds(
    Rating.model_construct, item=words, wave=st.integers(2010, 2012), value=st.none() | words,
    missing=st.none() | st.just("unknown"), evidence=EVIDENCE, note=st.none() | TEXT,
    case=st.just("h"), coder=st.just("a"),
)  # fmt: skip
NOTES = st.builds(
    Note.model_construct, box=words, wave=st.just(2010), evidence=EVIDENCE,
    text=st.dictionaries(st.sampled_from(["en", "ko"]), TEXT, min_size=1),
    case=st.just("h"), coder=st.just("a"),
)  # fmt: skip
TARGETS = st.builds(
    Target.model_construct, respondent=words, horizon=st.just(5), item=words, value=words,
    case=st.just("h"), coder=st.just("a"),
)  # fmt: skip
GROUPS = st.fixed_dictionaries(
    {
        "ratings": st.lists(RATINGS, max_size=4),
        "notes": st.lists(NOTES, max_size=4),
        "targets": st.lists(TARGETS, max_size=2),
    }
)


def whole_text(groups):
    """The text of a file, written as one."""
    lists = {
        name: [
            {
                key: value
                for key, value in vars(one).items()
                if key not in WHO and (value not in (None, (), {}) or (key, name) == VALUE)
            }
            for one in entries
        ]
        for name in ("ratings", "notes", "targets")
        if (entries := groups[name])
    }
    return dump_yaml({"format": 1, "case": "h", "coder": "a", **lists})


@given(st.lists(GROUPS, min_size=1, max_size=3))
def test_what_is_remembered_changes_no_byte(versions):
    """Entry by entry, with the texts of earlier versions at hand or not, the text is the same."""
    memo = {}
    for groups in versions:
        text = coder_text("h", "a", **groups, memo=memo)
        assert text == coder_text("h", "a", **groups) == whole_text(groups)
        assert len(memo) <= sum(map(len, groups.values()))


def test_one_change_is_one_entry_to_write(monkeypatch):
    """Of a long file with one change, one entry is written anew."""
    ratings = [
        Rating(**WHO, item=f"i{n}", wave=2014, value="yes", evidence=("e1",)) for n in range(300)
    ]
    memo = {}
    coder_text("h", "a", ratings=ratings, memo=memo)
    written = []
    monkeypatch.setattr(write, "dump_yaml", lambda data: written.append(data) or dump_yaml(data))
    ratings[150] = ratings[150].model_copy(update={"value": "no"})
    coder_text("h", "a", ratings=ratings, memo=memo)
    assert [data["x"][0]["value"] for data in written if "x" in data] == ["no"]


def test_existing_files_are_not_overwritten(make_case, tmp_path, samples):
    """A file that is there is only replaced by who names its tag."""
    folder = tmp_path / "house"
    shutil.copytree(samples / "sound/house", folder)
    before = read_tagged(folder / "case.yaml")
    with pytest.raises(WriteConflict):
        write_case(make_case(), folder)
    assert read_tagged(folder / "case.yaml") == before
    tags = {name: read_tagged(folder / name).tag for name in ("case.yaml", "ann.yaml")}
    new = write_case(make_case(), folder, replaces=tags)
    assert new == {name: read_tagged(folder / name).tag for name in new}
