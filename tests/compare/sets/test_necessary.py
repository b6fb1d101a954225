"""Necessity: published values to the digit, and what has to hold of any memberships."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engagement_kit.compare import necessity
from engagement_kit.compare.remaking import remake
from engagement_kit.compare.sets.fit import coverage, inclusion, membership, ron
from engagement_kit.errors import UnknownId, WrongKind
from tests.compare.sets.lipset import LF

# inclN, RoN, covN as R QCA 3.25.1 prints them.
PRINTED = {
    "DEV": (0.831, 0.811, 0.775),
    "URB": (0.539, 0.899, 0.771),
    "LIT": (0.991, 0.509, 0.643),
    "IND": (0.669, 0.786, 0.684),
    "STB": (0.920, 0.680, 0.707),
    "LIT*STB": (0.915, 0.800, 0.793),
}


def fits(found):
    """Inclusion, relevance and coverage of every term."""
    rows = found.table.set_index("term")[["incl", "ron", "cov"]]
    return {term: tuple(map(float, row)) for term, *row in rows.itertuples()}


@pytest.mark.parametrize("term", PRINTED)
def test_values_are_as_published(term):
    """Every number of the published necessity table of Lipset's fuzzy data comes out."""
    assert tuple(round(value, 3) for value in fits(necessity(LF, "SURV"))[term]) == PRINTED[term]


def test_the_search_finds_what_is_necessary_and_not_trivial():
    """At .9 and .6 STB passes alone, LIT*STB as a conjunction, and one disjunction of three."""
    table = necessity(LF, "SURV").table
    passing = table.loc[table["passes"], ["term", "kind"]]
    assert list(passing.itertuples(index=False, name=None)) == [
        ("STB", "single"),
        ("LIT*STB", "conjunction"),
        ("DEV + URB + IND", "disjunction"),
    ]
    assert len(necessity(LF, "SURV", search=False).table) == 10
    assert len(necessity(LF, "SURV", depth=2).table) == 11


def test_trivial_necessity_is_said():
    """LIT includes the outcome and is hardly relevant: a remark says so with its numbers."""
    (remark,) = necessity(LF, "SURV").remarks
    assert remark.startswith("LIT includes the outcome (0.991)")
    assert "RoN 0.509, below 0.6" in remark
    assert necessity(LF, "SURV", ron_cut=0.5).remarks == ()


def test_nothing_necessary_is_a_result():
    """Where no term passes, a remark says so."""
    found = necessity(LF, "SURV", ["URB", "IND"], search=False)
    assert not found.table["passes"].any()
    assert "nothing here is necessary for SURV" in found.remarks[-1]


def test_cases_against_necessity_are_named():
    """Deviant are the cases with the outcome and without the term; n counts members of the term."""
    table = necessity(LF, "SURV").table.set_index("term")
    assert table.loc["URB", "deviant"] == "FI,FR,IE,SE"
    assert table.loc["URB", "n"] == 5
    assert table.loc["LIT*STB", "deviant"] == ""


def test_the_negated_outcome_has_its_own_table():
    """Of ~SURV, ~STB and ~DEV are what is looked at; numbers are those of the formula."""
    found = necessity(LF, "~SURV")
    y = 1 - LF["SURV"].to_numpy()
    for term, got in fits(found).items():
        x = membership(term, LF)
        assert got == pytest.approx((coverage(x, y), ron(x, y), inclusion(x, y)))
    assert found.outcome == "~SURV"


def test_conditions_of_several_values_are_asked_value_by_value():
    """Each value is a term, and so is its negation where there are more than two."""
    table = pd.DataFrame(
        {"A": [0, 1, 2, 2, 1, 0], "B": [0, 1, 1, 1, 0, 0], "Y": [0, 1, 1, 1, 0, 0]}
    )
    found = fits(necessity(table, "Y", search=False))
    assert list(found) == ["A{2}", "A{1}", "A{0}", "~A{2}", "~A{1}", "~A{0}", "B{1}", "B{0}"]
    assert found["A{2}"] == pytest.approx((2 / 3, 1.0, 1.0))
    assert found["~A{0}"] == pytest.approx((1.0, 2 / 3, 3 / 4))
    assert fits(necessity(table, "A{2}", ["B"], search=False))["B"][0] == 1.0


degrees = st.integers(0, 20).map(lambda n: n / 20)


@st.composite
def memberships(draw):
    """Tables of three conditions and an outcome in which everything varies."""
    rows = draw(st.integers(3, 12))
    columns = {
        name: draw(
            st.lists(degrees, min_size=rows, max_size=rows).filter(lambda v: len(set(v)) > 1)
        )
        for name in ("A", "B", "C", "Y")
    }
    return pd.DataFrame(columns, index=[f"case {n}" for n in range(rows)])


@settings(max_examples=40, deadline=None)
@given(memberships())
def test_necessity_is_sufficiency_turned_around(table):
    """X includes Y as far as Y is sufficient for X, and wholly where ~X is sufficient for ~Y."""
    y = table["Y"].to_numpy()
    for term, (incl, _, cov) in fits(necessity(table, "Y", search=False)).items():
        x = membership(term, table)
        assert incl == pytest.approx(inclusion(y, x))
        assert cov == pytest.approx(inclusion(x, y))
        if x.min() < 1:
            assert (incl > 1 - 1e-9) == (inclusion(1 - x, 1 - y) > 1 - 1e-9)


@settings(max_examples=40, deadline=None)
@given(memberships(), st.randoms(use_true_random=False))
def test_neither_order_nor_names_change_the_numbers(table, random):
    """Cases in another order and conditions by other names have the same table."""
    order = list(table.index)
    random.shuffle(order)
    found = fits(necessity(table, "Y", inclusion_cut=0.7))
    again = fits(necessity(table.loc[order], "Y", inclusion_cut=0.7))
    assert list(again) == list(found)
    assert np.allclose(list(again.values()), list(found.values()))
    renamed = necessity(table.rename(columns={"A": "first set"}), "Y", inclusion_cut=0.7)
    assert list(fits(renamed)) == [term.replace("A", "first set") for term in found]


@settings(max_examples=40, deadline=None)
@given(memberships(), st.sampled_from([0.6, 0.8, 0.9]), st.sampled_from([0.0, 0.5, 0.7]))
def test_the_search_misses_nothing(table, inclusion_cut, ron_cut):
    """Looking at every combination finds the same conjunctions and minimal disjunctions."""
    found = necessity(table, "Y", inclusion_cut=inclusion_cut, ron_cut=ron_cut).table
    y = table["Y"].to_numpy()
    singles = [f"{sign}{name}" for name in "ABC" for sign in ("", "~")]
    sets = [
        chosen
        for size in (1, 2, 3)
        for chosen in combinations(singles, size)
        if len({one.strip("~") for one in chosen}) == size
    ]

    def passes(joined, *, cuts=2):
        x = membership(joined, table)
        values = (round(coverage(x, y), 9), round(ron(x, y), 9))
        return all(v >= c for v, c in zip(values[:cuts], (inclusion_cut, ron_cut), strict=False))

    plus = {one for one in sets if passes(" + ".join(one))}
    least = {one for one in plus if not any(set(other) < set(one) for other in plus)}
    assert set(found.loc[found["kind"] == "disjunction", "term"]) == {
        " + ".join(one) for one in least if len(one) > 1
    }
    both = {one for one in sets if len(one) > 1 and passes("*".join(one)) and needs(one, table)}
    assert set(found.loc[found["kind"] == "conjunction", "term"]) == {"*".join(o) for o in both}


def needs(chosen, table):
    """Whether leaving any literal out changes the membership of some case."""
    whole = membership("*".join(chosen), table)
    rests = ["*".join(one for one in chosen if one != out) for out in chosen]
    return all(np.abs(membership(rest, table) - whole).max() > 1e-9 for rest in rests)


def test_unknown_memberships_are_counted_and_never_low():
    """A case with a gap in what is asked about is left out and named; others stay."""
    holed = LF.copy()
    holed.loc["BE", "URB"] = np.nan
    found = necessity(holed, "SURV")
    assert found.parameters["n_cases_used"] == 17
    assert found.parameters["dropped"] == ("BE",)
    assert "BE" in found.remarks[0]
    assert necessity(holed, "SURV", ["STB"]).parameters["n_cases_used"] == 18


def test_the_result_can_be_made_again():
    """What its making holds gives the same table."""
    found = necessity(LF, "SURV", ["DEV", "LIT", "STB"], inclusion_cut=0.8, depth=2)
    again = remake(found.making, ())
    pd.testing.assert_frame_equal(found.table, again.table)
    assert repr(found) == repr(again) == "<Necessity for SURV: 5 of 9 terms pass, 18 cases>"
    assert "<script" not in found._repr_html_()


@pytest.mark.parametrize(
    ("change", "error", "words"),
    [
        ({"outcome": "SURF"}, UnknownId, "SURV"),
        ({"conditions": ["DEV", "SURV"]}, WrongKind, "nothing explains itself"),
        ({"inclusion_cut": 1.2}, WrongKind, "from 0 to 1"),
        ({"ron_cut": "high"}, WrongKind, "from 0 to 1"),
        ({"depth": 0}, WrongKind, "whole number from 1"),
        ({"memberships": LF * 50}, WrongKind, "memberships"),
        ({"memberships": LF.iloc[:1]}, WrongKind, "at least two cases"),
        ({"memberships": LF.assign(SURV=0.0)}, WrongKind, "cases that differ"),
        ({"memberships": LF.assign(DEV="high")}, WrongKind, "'high'"),
        ({"memberships": [1, 2]}, WrongKind, "DataFrame"),
    ],
)
def test_bad_input_is_named(change, error, words):
    """Each fault says what is wrong and what was expected."""
    with pytest.raises(error, match=words):
        necessity(**{"memberships": LF, "outcome": "SURV", **change})
