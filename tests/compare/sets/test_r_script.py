"""R scripts: no text can break out of its string or comment; our numbers are in them."""

import csv
import re
import shutil
import subprocess

import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from engagement_kit.compare import minimize, necessity, truth_table
from engagement_kit.compare.sets.r_names import r_case_names, r_column_names
from engagement_kit.compare.sets.r_script import r_lines, script_sets
from engagement_kit.errors import NotWritten
from engagement_kit.r_text import r_comment, r_number, r_string
from tests.compare.sets.lipset import LF

HOSTILE = [
    "=cmd|' /C calc'!A0",
    'x"); system("rm -rf /") #',
    "back\\slash\\",
    "two\nlines\r\nand\u2028three",
    "\x00\x1b[2J",
    "한국 (\u202eabc)",
    "'; quit()",
    "%d {x} `y`",
    "@SUM(1)",
    "-1",
]


def tokens(script):
    """Strings, comments and the code between them, as R parts a text; none is left open."""
    found, place = [], 0
    pattern = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'[^']*'|#[^\n]*|[^\"'#]+", re.DOTALL)
    while place < len(script):
        match = pattern.match(script, place)
        assert match, f"a string is left open: {script[place : place + 60]!r}"
        found.append(match[0])
        place = match.end()
    return found


def read_back(token):
    """The text that an R string stands for."""
    plain = {"\\n": "\n", "\\r": "\r", "\\t": "\t", '\\"': '"', "\\\\": "\\"}
    pattern = r"\\u\{([0-9a-f]+)\}|\\U\{([0-9a-f]+)\}|\\."
    return re.sub(
        pattern,
        lambda m: chr(int(m[1] or m[2], 16)) if m[1] or m[2] else plain[m[0]],
        token[1:-1],
        flags=re.DOTALL,
    )


texts = st.text(max_size=40) | st.sampled_from([*HOSTILE, "\ud800half"])


@settings(max_examples=300, deadline=None)
@given(texts)
@example("\x7f\x80\u0085")
def test_a_string_holds_any_text_and_nothing_else(text):
    """A quoted text is one token, plain ASCII, and reads back as what it was."""
    told = r_string(text)
    assert told.isascii()
    assert tokens(told) == [told]
    shown = "".join("\ufffd" if c == "\x00" or "\ud800" <= c <= "\udfff" else c for c in text)
    assert read_back(told) == shown


@settings(max_examples=300, deadline=None)
@given(texts)
def test_a_comment_cannot_be_left(text):
    """Every line of a comment is a comment, in plain ASCII."""
    told = r_comment(text)
    assert told.isascii()
    assert all(line.startswith("#") for line in told.splitlines())
    assert all(c == "\n" or " " <= c <= "~" for c in told)


@settings(max_examples=200, deadline=None)
@given(st.lists(texts, unique=True, max_size=12))
def test_names_in_r_are_plain_and_each_once(names):
    """Columns are capitals and digits, cases no formulas and no lists; none is given twice."""
    columns, cases = r_column_names(names), r_case_names(names)
    assert len(set(columns.values())) == len(set(cases.values())) == len(names)
    assert all(re.fullmatch("[A-Z][A-Z0-9]*", name) for name in columns.values())
    assert all(re.fullmatch("[A-Za-z][A-Za-z0-9_.-]*", name) for name in cases.values())
    assert not set(columns.values()) & {"OUT", "PRI", "INCL", "TRUE", "T", "F"}


@given(st.floats(0, 1))
def test_numbers_lose_no_digit(number):
    """A number reads back as the same number, written without an exponent."""
    assert float(r_number(number)) == number
    assert "e" not in r_number(number)


# Halves of letters are left out: with PyArrow there, pandas itself takes none.
whole_texts = texts.filter(str.strip).map(lambda text: text.encode(errors="replace").decode())
hostile_frames = st.lists(whole_texts, min_size=6, max_size=6, unique=True)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(hostile_frames, st.sampled_from(["truth", "solution", "necessity"]))
def test_scripts_of_hostile_names_are_whole(names, kind):
    """Whatever cases are called, strings close, brackets match, and no name is code."""
    frame = pd.DataFrame(
        {"A": [1, 1, 0, 0, 1, 0], "B": [1, 0, 1, 0, 1, 1], "Y": [1, 1, 0, 0, 1, 0]}, index=names
    )
    truth = truth_table(frame, "Y")
    made = {"truth": truth, "solution": minimize(truth, "parsimonious")}
    result = made.get(kind) or necessity(frame, "Y")
    script = "\n".join(r_lines(result, "data.csv"))
    code = "".join(t for t in tokens(script) if t[0] not in "\"'#")
    assert script.isascii()
    for opened, closed in ("()", "[]", "{}"):
        assert code.count(opened) == code.count(closed)
    assert "system" not in code
    assert "quit" not in code


def test_the_data_file_is_numbers_and_plain_names(tmp_path):
    """No cell of the CSV is a formula; every membership reads back without loss."""
    frame = LF.set_axis([*HOSTILE, *LF.index[len(HOSTILE) :]], axis=0)
    frame = frame.rename(columns={"DEV": "=develop(ment)", "URB": "도시"})
    truth_table(frame, "SURV").to_r(tmp_path / "out")
    with (tmp_path / "out" / "memberships.csv").open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    assert head == ["case", "DEVELOPMENT", "SET", "LIT", "IND", "STB", "SURV"]
    assert [[float(cell) for cell in row[1:]] for row in rows] == frame.to_numpy().tolist()
    assert not any(cell[0] in "=+-@\t\r'" for row in [head, *rows] for cell in row)
    script = (tmp_path / "out" / "analysis.R").read_text(encoding="utf-8")
    assert 'columns <- c("=develop(ment)", "\\u{b3c4}\\u{c2dc}")' in script


def test_a_script_says_what_was_decided_and_what_came_out(tmp_path):
    """The calls of R have our cuts and expectations; our models and numbers are checked against."""
    found = minimize(truth_table(LF, "SURV", n_cut=2), "intermediate", [1, 1, None, 0, 1])
    script = found.to_r(tmp_path / "study.R").read_text(encoding="utf-8")
    assert 'truthTable(data, outcome = "SURV", conditions = conditions, incl.cut = 0.8,' in script
    assert "n.cut = 2, pri.cut = 0, show.cases = TRUE" in script
    assert 'include = "?", dir.exp = c("DEV", "URB", "~IND", "STB")' in script
    for term in found.models[0]:
        assert f'compute("{term}", data)' in script
    assert (tmp_path / "study.csv").is_file()
    # Of more than seven conditions R lists no rows below n.cut: none of ours is missed.
    assert 'ours$out != "?" | ours$row %in% key' in script


def test_each_kind_of_result_is_written(tmp_path):
    """Truth table, the three solutions, several values, negated outcomes, necessity."""
    values = pd.DataFrame({"A": [0, 1, 2, 2, 1], "B": [0, 1, 1, 0, 0], "Y": [0, 1, 1, 1, 0]})
    results = [
        truth_table(LF, "~SURV"),
        *(minimize(truth_table(LF, "SURV"), kind) for kind in ("conservative", "parsimonious")),
        minimize(truth_table(values, "Y")),
        minimize(truth_table(values, "A{2}", ["B"])),
        minimize(truth_table(values, "A{2}", ["B"], inclusion_cut=1)),
        necessity(LF, "SURV"),
        necessity(values, "Y"),
    ]
    for place, result in enumerate(results):
        script = script_sets(result, tmp_path / str(place))
        assert tokens(script.read_text(encoding="utf-8"))
        assert script.name == "analysis.R"
    mine = (tmp_path / "6" / "analysis.R").read_text(encoding="utf-8")
    assert "c(0.915492958, 0.8, 0.792682927)" in mine  # LIT*STB: .915 .800 .793 as R prints
    assert "c(DEV" not in mine


def test_files_are_not_written_over_unasked(tmp_path):
    """A second writing is refused as long as either file is there, unless it is asked for."""
    truth = truth_table(LF, "SURV")
    first = truth.to_r(tmp_path)
    before = first.read_bytes()
    with pytest.raises(NotWritten, match="overwrite=True"):
        truth.to_r(tmp_path)
    first.unlink()
    with pytest.raises(NotWritten, match=r"memberships\.csv"):
        truth.to_r(tmp_path)
    assert truth.to_r(tmp_path, overwrite=True).read_bytes() == before
    (tmp_path / "file").write_text("here")
    with pytest.raises(NotWritten):
        truth.to_r(tmp_path / "file" / "in it")


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed: not parsed by R")
def test_r_parses_the_script(tmp_path):
    """R itself reads the script without a fault."""
    frame = LF.set_axis([*HOSTILE, *LF.index[len(HOSTILE) :]], axis=0)
    script = minimize(truth_table(frame, "SURV")).to_r(tmp_path)
    command = ["Rscript", "--vanilla", "-e", f"invisible(parse({r_string(str(script))}))"]
    subprocess.run(command, check=True, capture_output=True)
