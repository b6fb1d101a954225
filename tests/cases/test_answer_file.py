"""The file of a survey's answers in the folder of a case."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement_kit.cases import Case, check_cases, load_cases, write_case
from engagement_kit.cases.answer_file import (
    answers_text,
    coder_file,
    is_survey_coder,
    parse_answers,
)
from engagement_kit.cases.entries import Rating
from engagement_kit.cases.fields import is_name
from engagement_kit.errors import Faults

HEAD = "case,wave,respondent,evidence,smi.investment.time,smi.investment.team\n"
FILE = "answers-visitors.csv"
TIME = "smi.investment.time"


@pytest.fixture
def house(tmp_path: Path, make_case: Callable[..., Case]) -> Path:
    """Folder of a small case."""
    write_case(make_case(), tmp_path / "study" / "house")
    return tmp_path / "study" / "house"


def found(house: Path) -> list[tuple[str, int | None, str]]:
    """Code, line and field of what is wrong in the case."""
    return [(fault.code, fault.line, fault.field) for fault in load_cases(house).faults]


def test_answers_are_ratings_of_a_case(house: Path) -> None:
    """Values, reasons and blanks; the respondents are coders and the file has a fingerprint."""
    (house / FILE).write_text(HEAD + "house,2024,r1,e1,yes,\nhouse,2024,r2,e1;e2,unknown,no\n")
    (case,) = load_cases(house, strict=True)
    mine = [r for r in case.ratings if is_survey_coder(r.coder)]
    assert [(r.coder, r.item, r.value, r.missing, r.evidence) for r in mine] == [
        ("visitors:r1", "smi.investment.time", "yes", None, ("e1",)),
        ("visitors:r2", "smi.investment.time", None, "unknown", ("e1", "e2")),
        ("visitors:r2", "smi.investment.team", "no", None, ("e1", "e2")),
    ]
    assert set(case.fingerprints) == {"case.yaml", "ann.yaml", FILE}
    assert not [f for f in check_cases([case]) if f.file.endswith(FILE)]


def test_a_changed_file_is_read_anew(house: Path) -> None:
    """The cache knows the case by all its files."""
    for value in ("yes", "no"):
        (house / FILE).write_text(HEAD + f"house,2024,r1,e1,{value},\n")
        (case,) = load_cases(house, strict=True)
        assert [r.value for r in case.ratings if is_survey_coder(r.coder)] == [value]
    (house / FILE).unlink()
    (case,) = load_cases(house, strict=True)
    assert case.coders == ("ann",)


def test_answers_without_evidence_are_drafts(house: Path) -> None:
    """Each is told with its line and column."""
    (house / FILE).write_text(HEAD + "house,2024,r1,,yes,\n")
    (case,) = load_cases(house, strict=True)
    drafts = [f for f in check_cases([case]) if f.level == "draft"]
    assert [(f.code, f.line, f.field) for f in drafts] == [
        ("no_evidence", 2, "ratings[0] smi.investment.time")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [("answer_head", 1, "")]),
        ("case,wave,coder\n", [("answer_head", 1, "")]),
        (HEAD.replace("team", "time"), [("double_column", 1, "smi.investment.time")]),
        (HEAD.replace(".team", " team"), [("answer_item", 1, "column 6")]),
        (HEAD + "house,2024,r1,e1,yes\n", [("answer_width", 2, "")]),
        (HEAD + "mouse,2024,r1,e1,yes,\n", [("wrong_case", 2, "case")]),
        (HEAD + "\nhouse,24,r1,e1,yes,\n", [("bad_year", 3, "wave")]),
        (HEAD + "house,2024,../r,e1,yes,\n", [("bad_name", 2, "respondent")]),
        (HEAD + "house,2024,r1,e 1,yes,\n", [("answer_item", 2, "evidence")]),
        (HEAD + "house,2024,r1,e1,a b,\n", [("answer_item", 2, "column 5")]),
        (HEAD + "house,2024,r,e1,yes,\nhouse,2024,r,e1,no,\n", [("repeated_id", 3, "respondent")]),
        (HEAD + 'house,2024,r1,e1,"yes,\n', [("not_cells", 2, "")]),
        (HEAD + "house,2024,r1,e1,maybe,\n", [("off_scale", 2, f"ratings[0].value {TIME}")]),
        (HEAD + "house,2023,r1,e1,yes,\n", [("unknown_wave", 2, f"ratings[0].wave {TIME}")]),
        (HEAD + "house,2024,r1,e9,no,\n",
         [("unknown_evidence", 2, f"ratings[0].evidence[0] {TIME}")]),
        (HEAD.replace("time", "tim") + "house,2024,r1,e1,yes,\n",
         [("unknown_item", 2, "ratings[0].item smi.investment.tim")]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(house: Path, text: str, expected: object) -> None:
    """File, line and column; the case is left out, as with any other fault."""
    (house / FILE).write_text(text)
    assert found(house) == expected
    assert all(fault.file.endswith(FILE) for fault in load_cases(house).faults)


@pytest.mark.parametrize("name", ["answers-.csv", "answers-a b.csv", "Answers-visitors.CSV"])
def test_a_file_that_is_meant_as_one_is_not_left_unread(house: Path, name: str) -> None:
    """A name that cannot be that of a survey is a fault, and not passed over in silence."""
    (house / name).write_text(HEAD)
    assert [code for code, *_ in found(house)] == ["bad_survey"]


def test_bytes_that_are_no_text_are_refused(house: Path) -> None:
    """With the line where they stand."""
    (house / FILE).write_bytes(HEAD.encode() + b"house,2024,r1,\xff,yes,\n")
    assert found(house) == [("not_utf8", 2, "")]


def test_what_the_file_has_no_place_for_is_refused(make_case: Callable[..., Case]) -> None:
    """A note, a confidence, or evidence that differs within a row: nothing is dropped unsaid."""
    head = {"case": "house", "wave": 2024, "value": "yes", "evidence": ("e1",)}
    time = {**head, "coder": "visitors:r1", "item": "smi.investment.time"}
    team = {**head, "coder": "visitors:r1", "item": "smi.investment.team", "evidence": ("e2",)}
    for fields in ({**time, "note": "why"}, {**time, "confidence": "low"}, team):
        with pytest.raises(Faults):
            answers_text([Rating(**time), Rating(**fields)])


NAMES = st.text(min_size=1, max_size=12).filter(is_name)
IDS = st.from_regex(r"[a-z0-9_]{1,8}(\.[a-z0-9_]{1,8}){0,2}", fullmatch=True)
ANSWERS = st.sampled_from(["yes", "no", "partly"])
REASONS = st.sampled_from(["unknown", "not_asked", "not_applicable", "confidential"])


@st.composite
def responses(draw: st.DrawFn) -> list[Rating]:
    """Ratings as an answer file may hold them: each respondent answers some of the items."""
    items = draw(st.lists(IDS, min_size=1, max_size=4, unique=True))
    people = draw(
        st.lists(st.tuples(NAMES, st.integers(1000, 2999)), min_size=1, max_size=4, unique=True)
    )
    found = []
    for name, wave in people:
        evidence = tuple(draw(st.lists(IDS, max_size=2)))
        for item in draw(st.lists(st.sampled_from(items), min_size=1, unique=True)):
            value = draw(st.none() | ANSWERS)
            missing = draw(REASONS) if value is None else None
            found.append(
                Rating(case="house", coder=f"visitors:{name}", wave=wave, item=item, value=value,
                       missing=missing, evidence=evidence)
            )  # fmt: skip
    return found


@given(responses())
def test_what_is_written_reads_back(ratings: list[Rating]) -> None:
    """Every answer, reason, name and piece of evidence; and the same text is written again."""
    text = answers_text(ratings)
    back = parse_answers(text.encode(), Path(FILE), "house")
    assert {(r.coder, r.wave, r.item): r for r in back} == {
        (r.coder, r.wave, r.item): r for r in ratings
    }
    assert answers_text(back) == text


def test_the_file_of_a_coder() -> None:
    """Respondents of a survey share one, all others have one each."""
    assert coder_file("anna") == "anna.yaml"
    assert coder_file("visitors:r1") == coder_file("visitors:r2") == FILE
    assert not is_survey_coder("visitors")
    assert not is_survey_coder("a b:r1")
