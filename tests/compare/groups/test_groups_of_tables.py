"""Groups compared from a table of answers as from the same answers as cases."""

import pandas as pd
import pytest

from engagement_kit.assess import (
    cases_table,
    place_quadrants,
    place_stages,
    rate_levels,
    ratings_table,
)
from engagement_kit.cases import load_cases
from engagement_kit.compare import compare_groups, fisher_exact_table, specify
from engagement_kit.compare.remaking import remake
from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.frameworks import load_framework
from tests.assess.frames.tables_of_answers import COLUMNS, ENGINES

SMI, MATURITY = load_framework("smi"), load_framework("maturity")
TRIED = {"thresholds": [0.5, "sample_median"], "min_known": [0.25, 0.5]}


@pytest.fixture(scope="module")
def library(repository):
    """The whole case library."""
    return load_cases(repository / "case_studies")


@pytest.fixture(scope="module")
def long_table(library):
    """Its ratings, drafts too, with who the cases are beside."""
    ratings = ratings_table(library, drafts=True)[list(COLUMNS)]
    who = cases_table(library)[["case", "name", "kind", "country"]]
    return ratings.merge(who, on="case").assign(segment=lambda rows: rows["kind"].str.upper())


def those_in(library, table):
    """The cases of the library that the table knows of."""
    there = set(table["case"])
    return [case for case in library if case.id in there]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("framework", [SMI, MATURITY], ids=["quadrant", "stages"])
def test_the_curve_is_that_of_the_cases(library, long_table, engine, framework):
    """Every specification has the same delta, bounds and p, whatever holds the answers."""
    tried = TRIED if framework is SMI else {"min_known": [0.25, 0.5]}
    cases = those_in(library, long_table)
    wanted = specify(cases, framework, groups=["museum", "company"], drafts=True, **tried)
    found = specify(ENGINES[engine](long_table), framework, groups=["museum", "company"], **tried)
    pd.testing.assert_frame_equal(found.table, wanted.table)
    assert found.parameters == wanted.parameters


@pytest.mark.parametrize("framework", [SMI, MATURITY], ids=["quadrant", "stages"])
def test_groups_may_stand_in_any_column(long_table, framework):
    """A column of the table that says one thing of a case names the groups."""
    chosen = {"groups": ["MUSEUM", "COMPANY"], "min_known": [0.5], "wave": ["first", "last"]}
    found = specify(long_table, framework, by="segment", **chosen)
    wanted = specify(long_table, framework, **{**chosen, "groups": ["museum", "company"]})
    sign = 1 if tuple(map(str.lower, found.groups)) == wanted.groups else -1
    deltas = (found.computed["delta"] * sign, wanted.computed["delta"])
    assert sorted(map(str.lower, found.groups)) == sorted(wanted.groups)
    assert sorted(deltas[0]) == pytest.approx(sorted(deltas[1]))
    assert len(found) == len(wanted)


def test_a_curve_of_a_table_shows_itself(long_table):
    """Line and page need no cases; how it was made holds no rows and cannot be done again."""
    found = specify(long_table, SMI, groups=["museum", "company"], **TRIED)
    assert repr(found)
    assert "<table" in found._repr_html_()
    assert (found.making.cases, len(found.cases)) == ((), 0)
    with pytest.raises(WrongKind, match="table of answers"):
        remake(found.making, (), SMI)
    with pytest.raises(UnknownId, match="coder"):
        specify(long_table, SMI, groups=["museum", "company"], coder_rules=["nobody"])


@pytest.mark.parametrize("make", [place_quadrants, rate_levels, place_stages])
def test_differences_are_those_of_the_cases(library, long_table, make):
    """Placements and levels made from a table are compared as those made from cases."""
    framework = MATURITY if make is place_stages else SMI
    cases = those_in(library, long_table)
    groups = ["museum", "company"]
    wanted = compare_groups(make(cases, framework, drafts=True), groups=groups)
    found = compare_groups(make(long_table, framework), groups=groups)
    pd.testing.assert_frame_equal(found.table, wanted.table)
    assert repr(found) == repr(wanted)
    assert found.making.cases == ()
    with pytest.raises(WrongKind, match="table of answers"):
        remake(found.making, (), framework)


def test_differences_without_years(long_table):
    """A table without waves is one state of each case: all of them are compared."""
    last = long_table[long_table["wave"] == long_table.groupby("case")["wave"].transform("max")]
    wanted = compare_groups(place_quadrants(last, SMI), groups=["museum", "company"])
    bare = place_quadrants(last.drop(columns="wave"), SMI)
    found = compare_groups(bare, groups=["museum", "company"])
    pd.testing.assert_frame_equal(found.table, wanted.table)


def test_fishers_test_of_large_tables_is_drawn_and_says_so():
    """Where numbers of ways have too many digits, tables are drawn and a remark tells of it."""
    many = fisher_exact_table([[9000, 8000, 7000, 6000], [9100, 8100, 6900, 5900]], draws=100)
    assert many.test == "Fisher-Freeman-Halton, simulated"
    assert "Too many tables to count" in many.remarks[0]


def test_two_by_two_is_counted_at_any_size():
    """R's fisher.test prints 0.02276 for the large table; a small one is found by hand."""
    assert fisher_exact_table([[3, 1], [1, 3]]).p == pytest.approx(34 / 70, abs=1e-15)
    large = fisher_exact_table([[3000, 3100], [3050, 2900]])
    assert large.test == "Fisher-Freeman-Halton, exact"
    assert large.p == 0.022755173031774545
