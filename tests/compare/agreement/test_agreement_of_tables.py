"""Agreement and disagreements of a table of answers are those of the same answers as cases."""

import pandas as pd
import pytest
from hypothesis import given, settings

from engagement_kit.assess import cases_table, ratings_table
from engagement_kit.cases import load_cases
from engagement_kit.compare import disagreements, rate_agreement
from engagement_kit.compare.agreement import paired_ratings, table_disagreements
from engagement_kit.compare.remaking import remake
from engagement_kit.errors import Faults, UnknownId, WrongKind
from engagement_kit.frameworks import load_framework
from tests.assess.frames.tables_of_answers import (
    COLUMNS,
    ENGINES,
    as_cases,
    drawn_rows,
    frame_of,
)

SMI = load_framework("smi")
TEAM, TIME = "smi.investment.team", "smi.investment.time"
COMPARED = ["case", "wave", "item", "differ_in", "distance", "coder_1", "value_1", "coder_2"]
COMPARED += ["value_2", "agreed", "kind", "scale", "framework"]


@pytest.fixture(scope="module")
def library(repository):
    """The whole case library."""
    return load_cases(repository / "case_studies")


@pytest.fixture(scope="module")
def long_table(library):
    """Its ratings, drafts too, with the kind of each case beside."""
    ratings = ratings_table(library, drafts=True)[list(COLUMNS)]
    return ratings.merge(cases_table(library)[["case", "name", "kind", "country"]], on="case")


def by_group(table):
    """Rows by what they stand for: engines have no order of their own."""
    return table.sort_values(["group", "scale"]).reset_index(drop=True)


def by_all(table):
    """Rows by everything that is compared."""
    return table[COMPARED].sort_values(COMPARED).reset_index(drop=True)


@pytest.mark.parametrize(
    ("engine", "by"),
    [*((engine, "part") for engine in ENGINES), *(("pandas", by) for by in ("item", "kind"))],
)
def test_the_library_agrees_as_much(library, long_table, engine, by):
    """Every cell of the table is the same, the interval included, on every engine."""
    cases = set(long_table["case"])
    of_cases = [one for one in library if one.id in cases]
    wanted = rate_agreement(of_cases, SMI, by=by, drafts=True, draws=20)
    found = rate_agreement(ENGINES[engine](long_table), SMI, by=by, draws=20)
    pd.testing.assert_frame_equal(by_group(found.table), by_group(wanted.table))
    assert found.remarks == wanted.remarks
    assert found.parameters == wanted.parameters


@pytest.mark.parametrize(
    ("engine", "wave"), [("pandas", None), ("duckdb", None), ("polars", "last")]
)
def test_the_library_disagrees_on_the_same(library, long_table, engine, wave):
    """Every pair of coders, item and distance, and how often any were compared."""
    cases = set(long_table["case"])
    of_cases = [one for one in library if one.id in cases]
    wanted = disagreements(of_cases, wave=wave)
    found = disagreements(ENGINES[engine](long_table), wave=wave)
    pd.testing.assert_frame_equal(by_all(found.table), by_all(wanted.table))
    assert found.n_compared == wanted.n_compared
    assert found.table["distance"].fillna(0).is_monotonic_decreasing
    assert len(found.remarks) == len(wanted.remarks)


@settings(max_examples=10, deadline=None)
@given(drawn_rows((TEAM, TIME, "smi.innovation.culture"), ("no", "partly", "yes")))
def test_small_tables_are_their_cases(rows):
    """Whatever a few coders answer: the same rows in the same order, and the same agreement."""
    frame = frame_of(rows).sort_values("case", kind="stable").assign(kind="museum")
    cases = as_cases(frame)
    wanted, found = disagreements(cases, SMI), disagreements(frame, SMI)
    pd.testing.assert_frame_equal(found.table[COMPARED], wanted.table[COMPARED])
    assert (found.n_compared, found.remarks) == (wanted.n_compared, wanted.remarks)
    for by in ("item", "case"):
        one = rate_agreement(frame, SMI, by=by, draws=5, wave="last").table
        other = rate_agreement(cases, SMI, by=by, draws=5, wave="last", drafts=True).table
        pd.testing.assert_frame_equal(one, other)


def test_many_coders_need_no_column_each(long_table, monkeypatch):
    """Ratings packed side by side give the numbers of a column a coder."""
    wide = rate_agreement(long_table, SMI, draws=10).table
    monkeypatch.setattr(paired_ratings, "_MOST_CELLS", 0)
    packed = rate_agreement(long_table, SMI, draws=10).table
    pd.testing.assert_frame_equal(packed.drop(columns="remark"), wide.drop(columns="remark"))
    with pytest.raises(WrongKind, match="coders on"):
        rate_agreement(long_table, SMI, measure="conger_kappa")


def test_packed_coders_who_never_meet_are_several(monkeypatch):
    """Two coders without a common item do not look like one where columns are shared."""
    frame = frame_of([("x", 2020, "a", TEAM, "no"), ("y", 2020, "b", TEAM, "yes")])
    wide = rate_agreement(frame, SMI).table.iloc[:1]
    monkeypatch.setattr(paired_ratings, "_MOST_CELLS", 0)
    packed = rate_agreement(frame, SMI).table.iloc[:1]
    pd.testing.assert_frame_equal(packed, wide)
    assert packed["reason"].isin(["no_overlap", "no_ratings"]).all()


def test_too_many_pairs_are_refused_before_they_are_made(monkeypatch):
    """The number of pairs is known beforehand, and told with a way out."""
    frame = frame_of([("x", 2020, coder, TEAM, "no") for coder in ("a", "b", "c")])
    monkeypatch.setattr(table_disagreements, "MOST_PAIRS", 2)
    with pytest.raises(WrongKind, match=r"3 pairs of coders.*coders="):
        disagreements(frame, SMI)
    assert disagreements(frame, SMI, coders=["a", "b"]).n_compared == 1


def test_a_table_without_coders_says_so():
    """Who answered is needed, once an answer."""
    row = ("x", 2020, "a", TEAM, "no")
    for function in (rate_agreement, disagreements):
        with pytest.raises(Faults, match="coder"):
            function(frame_of([row]).drop(columns="coder"), SMI)
        with pytest.raises(Faults, match="answered before"):
            function(frame_of([row, row]), SMI)
        with pytest.raises(Faults, match="cell is empty"):
            function(frame_of([row, ("x", 2020, None, TEAM, "no")]), SMI)
        with pytest.raises(UnknownId, match="coder"):
            function(frame_of([row]), SMI, coders=["z", "a"])
        with pytest.raises(UnknownId, match="2020"):
            function(frame_of([row]), SMI, wave=1999)


def test_results_of_tables_show_themselves(long_table):
    """Line, page and evidence need no cases; how it was made holds no rows and cannot be redone."""
    found, agreed = disagreements(long_table, SMI), rate_agreement(long_table, SMI, by="case")
    for result in (found, agreed):
        assert repr(result)
        assert "<table" in result._repr_html_()
        assert result.making.cases == ()
        assert len(repr(result.making)) < 500
        with pytest.raises(WrongKind, match="table of answers"):
            remake(result.making, (), SMI)
    assert found.evidence(0).empty


def test_tables_without_waves_have_no_years():
    """One wave, whose year nobody said."""
    frame = frame_of([("x", 0, "a", TEAM, "no"), ("x", 0, "b", TEAM, "yes")]).drop(columns="wave")
    found = disagreements(frame, SMI, wave="last")
    assert found.table["wave"].isna().all()
    assert found.table["distance"].tolist() == [2]
    assert "NA" not in found._repr_html_()
