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
    write_case,
)
from engagement_kit.cases.files import CoderFile
from engagement_kit.errors import WriteConflict
from engagement_kit.strict_yaml import read_yaml

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
