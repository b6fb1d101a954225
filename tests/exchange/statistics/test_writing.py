"""Files of SPSS and Stata as other programs see them: labels, order, kinds of missing, names."""

import time

import pandas as pd
import pyreadstat
import pytest

from engagement_kit.assess import place_stages, ratings_table
from engagement_kit.cases import Cases
from engagement_kit.errors import Faults, NotWritten, UnknownId, WrongKind
from engagement_kit.exchange import export_to, write_spss, write_stata
from engagement_kit.exchange.statistics.programs import SPSS, STATA, cut, variable_names
from tests.exchange.statistics.conftest import BRIEFING, BUDGET, HOURS, TEAM, TIME

WORDS = {-9: "unknown", -8: "not asked", -7: "does not apply", -6: "confidential"}
STAGES = ("basic", "functional", "integrated", "customer_first")
HAVEN = "suppressPackageStartupMessages(library(haven))\n"


def test_spss_has_the_answers_the_reasons_and_their_labels(cases, tmp_path):
    """Another reader finds codes with labels, four user-missing codes, and the rest empty."""
    write_spss(cases, tmp_path / "a.sav")
    frame, about = pyreadstat.read_sav(tmp_path / "a.sav", user_missing=True)
    cells = frame[[TEAM, HOURS, BRIEFING, TIME, BUDGET]].astype(object)
    assert cells.where(cells.notna(), None).to_numpy().tolist() == [
        [2, -9, -8, -7, -6],
        [0, 1, None, None, None],
    ]
    assert about.variable_value_labels[TEAM] == {0: "No", 1: "Partly", 2: "Yes", **WORDS}
    assert about.missing_ranges[TEAM] == [{"lo": -9, "hi": -6}]
    assert about.variable_measure[TEAM] == "ordinal"
    label = about.column_names_to_labels[TEAM]
    assert label.startswith(f"{TEAM}: ")
    assert frame["name"].tolist() == ["=House", "القاعة"]
    assert pyreadstat.read_sav(tmp_path / "a.sav")[0][HOURS].isna().tolist() == [True, False]


def test_stata_has_extended_missing_values_with_labels(cases, tmp_path):
    """Another reader finds .a to .d with the labels of the four reasons."""
    done = write_stata(cases, tmp_path / "a.dta")
    frame, about = pyreadstat.read_dta(tmp_path / "a.dta", user_missing=True)
    names = [done.names[item] for item in (TEAM, HOURS, BRIEFING, TIME, BUDGET)]
    assert frame[names].iloc[0].tolist() == [2, "a", "b", "c", "d"]
    labels = about.variable_value_labels[names[0]]
    reasons = dict(zip("abcd", WORDS.values(), strict=True))
    assert labels == {0: "No", 1: "Partly", 2: "Yes", **reasons}


@pytest.mark.parametrize("lang", ["ko", "ar"])
def test_labels_are_in_the_language_asked_for(cases, frameworks, tmp_path, lang):
    """Answers, items and kinds of missing have their Korean and Arabic names."""
    write_spss(cases, tmp_path / "a.sav", lang=lang)
    write_stata(cases, tmp_path / "a.dta", lang=lang)
    smi = frameworks["smi"].in_language(lang)
    _, spss = pyreadstat.read_sav(tmp_path / "a.sav")
    _, stata = pyreadstat.read_dta(tmp_path / "a.dta")
    for about, name in ((spss, TEAM), (stata, "smi_investment_team")):
        labels = about.variable_value_labels[name]
        assert [labels[n] for n in range(3)] == [
            smi.value_label("answer", one) for one in ("no", "partly", "yes")
        ]
        assert smi.label(TEAM) in about.column_names_to_labels[name]
    assert spss.variable_value_labels[TEAM][-9] == {"ko": "미확인", "ar": "غير معروف"}[lang]


def test_r_opens_both_with_the_same_labels_and_missing_values(cases, tmp_path, in_r):
    """R's haven finds the labels, the missing range of SPSS, and the letters of Stata."""
    write_spss(cases, tmp_path / "a.sav")
    write_stata(cases, tmp_path / "a.dta")
    look = (
        HAVEN
        + f"""
s <- read_sav("a.sav", user_na = TRUE)
d <- read_dta("a.dta")
spss <- s[["{BUDGET}"]]
stata <- d$smi_investment_budget
told(list(range = attr(spss, "na_range"), spss = as.character(as_factor(spss)),
  tags = na_tag(stata), stata = as.character(as_factor(stata)),
  team = as.character(as_factor(d$smi_investment_team)), name = s$name[2]))
"""
    )
    assert in_r(tmp_path, look) == {
        "range": [-9, -6],
        "spss": ["confidential", None],
        "tags": ["d", None],
        "stata": ["confidential", None],
        "team": ["Yes", "No"],
        "name": "القاعة",
    }


@pytest.mark.parametrize(("write", "name"), [(write_spss, "a.sav"), (write_stata, "a.dta")])
def test_the_same_table_gives_the_same_bytes(cases, tmp_path, write, name):
    """The time of writing, which both formats hold, is always the same."""
    write(cases, tmp_path / name)
    before = (tmp_path / name).read_bytes()
    time.sleep(1.1)  # the finest time that the formats hold is a second
    write(cases, tmp_path / name, overwrite=True)
    assert (tmp_path / name).read_bytes() == before
    assert b"1980" in before or b"01 Jan 8000:00:00" in before


@pytest.mark.parametrize(("write", "name"), [(write_spss, "a.sav"), (write_stata, "a.dta")])
def test_the_library_loses_no_answer(library, frameworks, tmp_path, write, name):
    """Of every item as many answers of each kind are read back as coders gave."""
    done = write(library, tmp_path / name)
    read = pyreadstat.read_sav if name == "a.sav" else pyreadstat.read_dta
    frame, about = read(tmp_path / name)
    long = ratings_table(library, frameworks)
    for item, given in long.groupby("item")["value"]:
        variable = done.names.get(item, item)
        labels = about.variable_value_labels[variable]
        found = frame[variable].map(labels).value_counts().to_dict()
        framework = next(f for f in frameworks.values() if item in {i.id for i in f.items})
        scale = framework.item(item).scale
        expected = given.map(lambda one, f=framework, s=scale: f.value_label(s, one))
        assert found == expected.value_counts().to_dict()


def test_results_have_the_order_of_their_scale(library, frameworks, tmp_path, in_r):
    """Stages are codes 1 to 4 with labels, in SPSS an ordinal variable, and placed as here."""
    placed = place_stages(library, frameworks["maturity"])
    write_spss(placed, tmp_path / "p.sav")
    _, about = pyreadstat.read_sav(tmp_path / "p.sav")
    assert about.variable_measure["stage"] == "ordinal"
    assert about.variable_measure["status"] == "nominal"
    look = HAVEN + 'p <- read_sav("p.sav")\ntold(as.list(table(as_factor(p$stage))))'
    names = {one: frameworks["maturity"].value_label("stage", one) for one in STAGES}
    counts = placed.table["stage"].value_counts()
    expected = {names[one]: int(counts.get(one, 0)) for one in STAGES}
    assert sum(expected.values()) > 50
    assert in_r(tmp_path, look) == expected


def test_tables_of_ones_own_are_written(tmp_path):
    """Categories keep their order, lists become text, truth values have labels, nothing is lost."""
    own = pd.DataFrame(
        {
            "level": pd.Categorical(["b", "a", None], ["b", "a"], ordered=True),
            "with": [True, False, None],
            "names": [["x", "y"], [], ["z"]],
            "말": ["하나", "둘\nthree", None],
            "n": pd.array([1, None, 2**40], dtype="Int64"),
            "share": [0.1, None, 1e-300],
        }
    )
    done = write_stata(own, tmp_path / "own.dta")
    assert done.names == {"with": "with_1", "말": "v4"}
    frame, about = pyreadstat.read_dta(tmp_path / "own.dta")
    assert frame["level"].tolist()[:2] == [1, 2]
    assert about.variable_value_labels["level"] == {1: "b", 2: "a"}
    assert frame["names"].tolist() == ["x;y", "", "z"]
    assert frame["v4"].tolist() == ["하나", "둘\nthree", ""]
    assert about.column_names_to_labels["v4"] == "말"
    assert frame["n"].tolist()[2] == 2**40
    assert frame["share"].tolist()[2] == 1e-300
    write_spss(own, tmp_path / "own.sav")
    again, _ = pyreadstat.read_sav(tmp_path / "own.sav")
    assert again["n"].tolist()[2] == 2**40
    assert again["share"].tolist()[0] == 0.1


def test_long_texts_are_kept_or_refused_with_their_row(tmp_path):
    """Stata holds a text of any length; SPSS says which is too long, and writes nothing."""
    own = pd.DataFrame({"a": ["x", "y" * 40_000], "b": [None, "é" * 3_000]})
    write_stata(own, tmp_path / "own.dta")
    frame, _ = pyreadstat.read_dta(tmp_path / "own.dta")
    assert frame["a"].str.len().tolist() == [1, 40_000]
    assert frame["b"].str.len().tolist() == [0, 3_000]
    with pytest.raises(Faults, match=r"row 2 has 40000 bytes, and SPSS holds 32,767"):
        write_spss(own, tmp_path / "own.sav")
    assert not (tmp_path / "own.sav").exists()


def test_names_are_short_plain_and_each_once(tmp_path):
    """Whatever a column is called, SPSS and Stata take its variable's name, and no two share it."""
    columns = ["a.b", "a_b", "A_B", "9", "", "with", "str5", "x" * 90, "x" * 91, "팀", "long", "_n"]
    for program in (SPSS, STATA):
        names = variable_names(columns, program)
        assert len({name.casefold() for name in names.values()}) == len(columns)
        assert all(0 < len(name) <= program.longest_name for name in names.values())
        assert not program.words & {name.casefold() for name in names.values()}
        frame = pd.DataFrame({name: [1.0] for name in names.values()})
        labels = {name: {1: "x"} for name in frame}
        if program is STATA:
            file = str(tmp_path / "names.dta")
            pyreadstat.write_dta(frame, file, version=14, variable_value_labels=labels)


def test_labels_are_cut_between_letters():
    """A label that is too long ends in an ellipsis and is no byte longer than allowed."""
    for text in ("고객 " * 100, "a" * 300, "😀" * 90):
        told = cut(text, 120, counts_bytes=True)
        assert len(told.encode()) <= 120
        assert told.endswith("…")


def test_what_could_not_be_kept_is_told(cases, tmp_path):
    """The report names variables that are called otherwise and what the file has no room for."""
    done = write_stata(cases, tmp_path / "a.dta")
    told = str(done)
    assert "smi.innovation.in_channel_resolution is called smi_innovation_in_chann_e0b9" in told
    assert "not in the file: sources, evidence, canvas notes and targets of the cases" in told
    assert done.n_rows == 2
    written = export_to(cases, tmp_path / "b.dta")
    assert written == (tmp_path / "b.dta",)
    assert told.splitlines()[1:] == list(written.cannot_hold)
    assert str(written).splitlines()[1:] == [f"- {loss}" for loss in written.cannot_hold]


def test_nothing_is_written_over_or_under_another_name(cases, tmp_path):
    """A file that is there stays; other endings, languages and things are refused."""
    (tmp_path / "a.sav").write_text("mine")
    with pytest.raises(NotWritten, match="overwrite=True"):
        write_spss(cases, tmp_path / "a.sav")
    assert (tmp_path / "a.sav").read_text() == "mine"
    with pytest.raises(Faults, match=r"does not end in \.dta"):
        write_stata(cases, tmp_path / "a.sav")
    with pytest.raises(UnknownId, match="language"):
        write_spss(cases, tmp_path / "b.sav", lang="fr")
    with pytest.raises(WrongKind, match="cases, a table, or a result"):
        write_spss(7, tmp_path / "b.sav")
    with pytest.raises(Faults, match="has no columns"):
        write_spss(pd.DataFrame(), tmp_path / "b.sav")


@pytest.mark.parametrize("name", ["a.sav", "A.DTA"])
def test_export_goes_by_the_ending(cases, tmp_path, name):
    """One call for all formats writes these two, too."""
    assert export_to(cases, tmp_path / name) == (tmp_path / name,)
    assert (tmp_path / name).stat().st_size > 1000


def test_cases_without_ratings_give_a_table_without_rows(tmp_path):
    """An empty study is written with all items and no row."""
    write_spss(Cases(()), tmp_path / "a.sav")
    frame, _ = pyreadstat.read_sav(tmp_path / "a.sav")
    assert TEAM in frame.columns
    assert len(frame) == 0
