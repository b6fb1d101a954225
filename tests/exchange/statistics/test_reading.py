"""Files of SPSS and Stata on their way in: what labels stand for, and what is refused."""

import contextlib
import shutil
import struct
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pyreadstat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engagement_kit.assess import evidence_table, notes_table, ratings_table, sources_table
from engagement_kit.cases import Cases, load_cases, write_case
from engagement_kit.errors import EngagementKitError, Faults
from engagement_kit.exchange import import_from, write_spss, write_stata
from engagement_kit.exchange.statistics import unpacked
from engagement_kit.exchange.statistics.matching import Matcher
from engagement_kit.exchange.statistics.reading import sheet_of
from engagement_kit.exchange.statistics.unpacked import Unpacked, Unpacker
from tests.exchange.statistics.conftest import ANSWERS, BUDGET, HOURS, TEAM, make_case

WRITERS = {".sav": write_spss, ".dta": write_stata}
ENDINGS = pytest.mark.parametrize("ending", list(WRITERS))


@pytest.fixture(scope="module")
def unpacker() -> Iterator[Unpacker]:
    """One reader of files for many."""
    with Unpacker() as one:
        yield one


@pytest.fixture
def home(cases, tmp_path) -> Path:
    """A study with the two cases, on disk."""
    for case in cases:
        write_case(case, tmp_path / "home" / "case_studies" / case.id)
    return tmp_path / "home"


def refused(path: Path, study: Path, frameworks: dict) -> list[tuple[str, int | None, str]]:
    """Codes, rows and variables of what is wrong."""
    with pytest.raises(Faults) as error:
        import_from(path, study, frameworks=frameworks)
    return [(fault.code, fault.line, fault.field) for fault in error.value.faults]


@pytest.mark.parametrize(("ending", "lang"), [(".sav", "en"), (".sav", "ar"), (".dta", "ko")])
def test_our_own_answers_come_back_as_they_were(frameworks, cases, home, tmp_path, ending, lang):
    """Answers and all four kinds of missing, in any language, change nothing in their study."""
    file = tmp_path / f"answers{ending}"
    WRITERS[ending](cases, file, frameworks, lang=lang)
    report = import_from(file, home, frameworks=frameworks)
    assert dict(report.counts) == {("ratings", "same"): 7}
    assert report.written == ()


@ENDINGS
def test_a_study_without_ratings_gets_those_of_the_file(frameworks, cases, tmp_path, ending):
    """Read into the cases alone, a file gives every answer and every reason again."""
    WRITERS[ending](cases, tmp_path / f"answers{ending}", frameworks)
    for case in cases:
        bare = case.model_copy(update={"ratings": ()})
        write_case(bare, tmp_path / "new" / "case_studies" / case.id)
    import_from(tmp_path / f"answers{ending}", tmp_path / "new", frameworks=frameworks)
    found = load_cases(tmp_path / "new", frameworks=frameworks)
    given = {(r.case, r.item, r.value, r.missing) for case in cases for r in case.ratings}
    assert {(r.case, r.item, r.value, r.missing) for c in found for r in c.ratings} == given


@ENDINGS
@pytest.mark.parametrize(
    "table", [ratings_table, sources_table, notes_table, evidence_table], ids=lambda t: t.__name__
)
def test_tables_of_the_library_come_back(frameworks, library, repository, tmp_path, ending, table):
    """Every table of records is read as one of the forms, and says what the study says already."""
    frame = table(library)
    few = sorted(set(frame["case"]))[:2]
    WRITERS[ending](frame[frame["case"].isin(few)], tmp_path / f"t{ending}")
    for case in (c for c in library if c.id in few):
        shutil.copytree(case.folder, tmp_path / "study" / "case_studies" / case.id)
    report = import_from(tmp_path / f"t{ending}", tmp_path / "study", frameworks=frameworks)
    assert report.new_cases == ()
    name = table.__name__.removesuffix("_table")
    assert not any(state == "new" for (_, state) in report.counts)
    # Years that stand in quotation marks in a file lose them on the way through any sheet.
    if name != "evidence":
        assert {state for (_, state) in report.counts} == {"same"}


def long_file(folder: Path, ending: str, **changes: object) -> Path:
    """A file in long form as somebody else would make it: labelled codes, its own labels."""
    columns = {
        "Case": ["house", "house"],
        "wave": [2024.0, 2024.0],
        "coder": ["cem", "cem"],
        "item": [TEAM, HOURS],
        "value": [1.0, 2.0],
        "evidence": ["house-01", "house-01"],
    }
    labels = changes.pop("labels", {1.0: "예", 2.0: "PARTLY"})
    frame = pd.DataFrame(columns | changes)
    file = folder / f"long{ending}"
    write = pyreadstat.write_sav if ending == ".sav" else pyreadstat.write_dta
    write(frame, str(file), variable_value_labels={"value": labels})
    return file


@ENDINGS
def test_a_long_table_of_somebody_else_is_read_by_its_labels(frameworks, home, tmp_path, ending):
    """Codes become the answers that their labels name, in any language and size of letters."""
    report = import_from(long_file(tmp_path, ending), home, frameworks=frameworks)
    assert dict(report.counts) == {("ratings", "new"): 2}
    found = {
        (r.coder, r.item): r.value
        for c in load_cases(home, frameworks=frameworks)
        for r in c.ratings
    }
    assert found["cem", TEAM] == "yes"
    assert found["cem", HOURS] == "partly"


@ENDINGS
def test_codes_are_never_guessed(frameworks, home, tmp_path, ending):
    """A code without a label, and a label of nothing, are refused with row and column."""
    file = long_file(tmp_path, ending, labels={1.0: "Yes indeed"})
    assert refused(file, home, frameworks) == [("off_scale", 1, "value"), ("off_scale", 2, "value")]
    assert not (home / "case_studies" / "house" / "cem.yaml").exists()


def test_a_wide_file_names_variable_and_row_of_what_is_no_answer(frameworks, home, tmp_path):
    """In a wide file each cell has its own place in the message."""
    frame = pd.DataFrame(
        {
            "case": ["house", "hall"],
            "wave": [2024.0, 2024.0],
            "coder": ["cem", "cem"],
            TEAM: [1.0, 7.0],
            HOURS: ["yes", "often"],
            BUDGET: [-1.0, None],
        }
    )
    pyreadstat.write_sav(
        frame,
        str(tmp_path / "wide.sav"),
        variable_value_labels={TEAM: {1.0: "Yes"}},
        missing_ranges={BUDGET: [-1]},
    )
    assert refused(tmp_path / "wide.sav", home, frameworks) == [
        ("missing_without_label", 1, BUDGET),
        ("label_of_nothing", 2, TEAM),
        ("label_of_nothing", 2, HOURS),
    ]


def test_other_variables_of_a_wide_file_are_told_of(frameworks, cases, home, tmp_path):
    """What the study has no place for is not read, and the report says so."""
    write_spss(cases, tmp_path / "a.sav", frameworks)
    frame, about = pyreadstat.read_sav(tmp_path / "a.sav")
    frame["weight_of_answers"] = 1.0
    labels = {TEAM: about.variable_value_labels[TEAM]}
    pyreadstat.write_sav(
        frame[["case", "wave", "coder", TEAM, "weight_of_answers"]],
        str(tmp_path / "b.sav"),
        variable_value_labels=labels,
    )
    report = import_from(tmp_path / "b.sav", home, frameworks=frameworks)
    assert "weight_of_answers" in str(report)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.sav", b""),
        ("empty.dta", b""),
        ("text.sav", b"case,wave\n"),
        ("bomb.sav", b"$FL2" + b"\xff" * 400),
        ("old.dta", b"\x69" * 200),
    ],
)
def test_what_is_no_such_file_is_refused_with_a_sentence(frameworks, home, tmp_path, name, data):
    """Empty, foreign and broken files are named as such, and nothing is written."""
    (tmp_path / name).write_bytes(data)
    assert refused(tmp_path / name, home, frameworks) == [("no_statistics", None, "")]


def test_a_file_that_says_it_has_too_many_rows_is_refused_unread(frameworks, cases, home, tmp_path):
    """The number of rows is looked at before any of them is read."""
    write_stata(cases, tmp_path / "a.dta", frameworks)
    data = (tmp_path / "a.dta").read_bytes()
    place = data.index(b"<N>") + 3
    many = data[:place] + struct.pack("<q", 2_000_000_000) + data[place + 8 :]
    (tmp_path / "many.dta").write_bytes(many)
    (fault,) = refused(tmp_path / "many.dta", home, frameworks)
    assert fault[0] in ("too_many_rows", "no_statistics")


FALLING = """
import json, os, sys, time
for line in sys.stdin:
    name = json.loads(line)[0]
    if "bad" in name:
        os._exit(139)
    if "slow" in name:
        time.sleep(600)
    found = {"names": ["x"], "labels": {}, "missing": {}, "columns": [[1.0]]}
    sys.stdout.write(json.dumps(found) + "\\n")
    sys.stdout.flush()
"""


@pytest.mark.parametrize("name", ["bad.sav", "slow.sav"])
def test_a_reader_that_falls_or_hangs_is_started_again(tmp_path, monkeypatch, name):
    """A file that brings the library down, or never ends, is refused; the next one is read."""
    (tmp_path / "falling.py").write_text(FALLING)
    monkeypatch.setattr(unpacked, "_PROGRAM", tmp_path / "falling.py")
    with Unpacker(seconds=1) as unpacker:
        for _ in range(2):
            with pytest.raises(Faults, match="stops the program that reads it"):
                unpacker.unpack(tmp_path / name)
            assert unpacker.unpack(tmp_path / "good.sav").columns == ([1.0],)


cells = (
    st.none()
    | st.floats(allow_nan=False)
    | st.text(max_size=8)
    | st.lists(st.sampled_from("abz"), min_size=1, max_size=1)
)
names = st.sampled_from(["case", "WAVE", "coder", "item", "value", "missing", TEAM, "x", ""])


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_whatever_a_file_holds_becomes_a_sheet_or_a_fault(frameworks, data):
    """No variables, labels and cells, in whatever order, bring the reader down."""
    found = data.draw(st.lists(names, unique=True, max_size=6))
    rows = data.draw(st.integers(0, 3))
    columns = [data.draw(st.lists(cells, min_size=rows, max_size=rows)) for _ in found]
    labels = {name: {1.0: data.draw(st.text(max_size=5)), "a": "Yes"} for name in found[:3]}
    held = Unpacked(tuple(found), tuple(columns), labels, dict.fromkeys(found, ((-9, 0),)))
    with contextlib.suppress(EngagementKitError):
        sheet = sheet_of(held, Path("x.sav"), Matcher(frameworks.values()))
        assert len(sheet.rows[0][1]) >= len(found) or TEAM in found


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    answers=st.dictionaries(
        st.sampled_from(sorted(ANSWERS)),
        st.sampled_from(
            [
                ("no", None),
                ("partly", None),
                ("yes", None),
                (None, "unknown"),
                (None, "not_asked"),
                (None, "not_applicable"),
                (None, "confidential"),
            ]
        ),
        min_size=1,
    ),
    ending=st.sampled_from(sorted(WRITERS)),
    lang=st.sampled_from(["en", "ko", "ar"]),
)
def test_any_answers_come_through(frameworks, unpacker, tmp_path_factory, answers, ending, lang):
    """Whatever a coder answered or left open is the same after a file of either program."""
    file = tmp_path_factory.mktemp("through") / f"a{ending}"
    WRITERS[ending](Cases((make_case("house", "집", "ann", answers),)), file, frameworks, lang=lang)
    sheet = sheet_of(unpacker.unpack(file), file, Matcher(frameworks.values()))
    found = {cells[3]: cells[4] for _, cells in sheet.rows[1:]}
    assert found == {item: value or missing for item, (value, missing) in answers.items()}


def test_the_reader_knows_nothing_of_this_package():
    """The program that reads files imports no module of ours: it starts alone, from its file."""
    code = Path(unpacked.__file__).with_name("unpacking.py").read_text(encoding="utf-8")
    assert "engagement_kit" not in code
