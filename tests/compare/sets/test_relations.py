"""Where cases stand to a term: corners, contradictions and parameters of fit."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engagement_kit.compare import relation
from engagement_kit.compare.remaking import remake
from engagement_kit.compare.sets.fit import coverage, inclusion, pri
from engagement_kit.compare.sets.relations import CORNERS
from engagement_kit.errors import UnknownId, WrongKind
from tests.compare.sets.lipset import LF

# inclS, PRI, covS as R QCA 3.25.1 prints them for Lipset's fuzzy data at .8.
PRINTED = {
    "DEV*URB*LIT*IND*STB": (0.904, 0.886, 0.454),
    "DEV*~URB*LIT*~IND*STB": (0.804, 0.719, 0.265),
    "DEV*URB*LIT*IND*STB + DEV*~URB*LIT*~IND*STB": (0.870, 0.843, 0.658),
    "DEV*~IND": (0.815, 0.721, 0.284),
    "URB*STB": (0.874, 0.845, 0.520),
    "DEV*~IND + URB*STB": (0.850, 0.819, 0.714),
    "DEV*URB*LIT*STB + DEV*LIT*~IND*STB": (0.866, 0.839, 0.660),
}


@pytest.mark.parametrize("formula", PRINTED)
def test_sufficiency_is_as_published(formula):
    """Terms and whole models of the published solutions have their published numbers."""
    found = relation(LF, formula, "SURV")
    assert (round(found.incl, 3), round(found.pri, 3), round(found.cov, 3)) == PRINTED[formula]
    assert found.ron is None


def test_necessity_is_as_published():
    """LIT*STB has the inclusion, relevance and coverage that R QCA 3.25.1 prints."""
    found = relation(LF, "LIT*STB", "SURV", relation="necessity")
    assert (round(found.incl, 3), round(found.ron, 3), round(found.cov, 3)) == (0.915, 0.8, 0.793)
    assert found.pri is None


def test_every_case_has_the_corner_that_its_memberships_say():
    """Five cases worked by hand, of both relations: in, out, and at the middle of either set."""
    table = pd.DataFrame(
        {"X": [0.7, 0.9, 0.8, 0.2, 0.1, 0.5, 0.4], "Y": [0.9, 0.6, 0.3, 0.7, 0.2, 0.9, 0.3]},
        index=list("abcdefg"),
    )
    enough = relation(table, "X", "Y").table
    assert enough["corner"].tolist() == [
        "typical",
        "typical",
        "deviant_consistency",
        "deviant_coverage",
        "irrelevant",
        "ambiguous",
        "irrelevant",
    ]
    assert enough["contradiction"].tolist() == ["", "degree", "kind", "", "", "", "degree"]
    needed = relation(table, "X", "Y", relation="necessity")
    assert needed.cases_in("deviant_consistency") == ["d"]
    assert needed.cases_in("deviant_coverage") == ["c"]
    assert needed.table["contradiction"].tolist() == [
        "degree",
        "",
        "",
        "kind",
        "degree",
        "degree",
        "",
    ]


def test_published_deviant_cases_are_found():
    """Of DEV*~IND + URB*STB no case contradicts in kind, and France and Sweden stay uncovered."""
    found = relation(LF, "DEV*~IND + URB*STB", "SURV")
    assert found.cases_in("deviant_consistency") == []
    assert found.cases_in("deviant_coverage") == ["FR", "SE"]
    assert found.cases_in("typical") == ["BE", "CZ", "FI", "IE", "NL", "UK"]


degrees = st.integers(0, 20).map(lambda n: n / 20)
lists = st.lists(st.tuples(degrees, degrees), min_size=3, max_size=15).filter(
    lambda pairs: all(len(set(side)) > 1 for side in zip(*pairs, strict=True))
)


@settings(max_examples=80, deadline=None)
@given(lists)
def test_necessity_of_x_is_sufficiency_of_y(pairs):
    """X <= Y and Y => X are one relation: same inclusion, and corners that mirror each other."""
    table = pd.DataFrame(pairs, columns=["X", "Y"])
    needed = relation(table, "X", "Y", relation="necessity")
    enough = relation(table, "Y", "X")
    assert (needed.incl, needed.cov) == pytest.approx((enough.incl, enough.cov))
    assert needed.table["corner"].tolist() == enough.table["corner"].tolist()
    assert needed.table["contradiction"].tolist() == enough.table["contradiction"].tolist()
    x, y = table["X"], table["Y"]
    assert enough.pri == pytest.approx(pri(y, x))
    assert relation(table, "X", "Y").incl == pytest.approx(inclusion(x, y))
    assert needed.incl == pytest.approx(coverage(x, y))
    assert set(enough.table["corner"]) <= set(CORNERS)


@settings(max_examples=50, deadline=None)
@given(lists)
def test_no_case_against_it_means_full_inclusion(pairs):
    """Inclusion is 1 exactly where no case contradicts in kind or degree."""
    table = pd.DataFrame(pairs, columns=["X", "Y"])
    if table["X"].sum() > 0:
        found = relation(table, "X", "Y")
        against = (found.table["contradiction"] != "").any() or ((table["X"] > table["Y"]).any())
        assert (found.incl > 1 - 1e-9) == (not against)


def test_only_what_stands_in_the_formula_has_to_be_known():
    """A gap in another column leaves a case in; one in the formula takes it out, and says so."""
    holed = LF.copy()
    holed.loc["BE", "URB"] = np.nan
    assert relation(holed, "DEV*~IND", "SURV").parameters["n_cases_used"] == 18
    found = relation(holed, "URB*STB", "SURV")
    assert found.parameters["dropped"] == ("BE",)
    assert "BE" in found.remarks[0]


def test_the_result_can_be_made_again_and_told():
    """Its making gives the same table; its line says its numbers, its HTML escapes names."""
    table = LF.rename(index={"BE": "<b>BE</b>"})
    found = relation(table, "DEV*~IND", "SURV")
    pd.testing.assert_frame_equal(remake(found.making, ()).table, found.table)
    line = "<Relation DEV*~IND => SURV: inclusion 0.815, PRI 0.721, coverage 0.284>"
    assert repr(found) == line
    assert "<b>BE" not in found._repr_html_()
    assert "&lt;b&gt;BE" in found._repr_html_()


@pytest.mark.parametrize(
    ("change", "error", "words"),
    [
        ({"condition": "DEF*~IND"}, UnknownId, "Did you mean 'DEV'"),
        ({"condition": "DEV*"}, WrongKind, "conditions such as A"),
        ({"condition": "1"}, WrongKind, "every case has"),
        ({"condition": "SURV*DEV"}, WrongKind, "nothing explains itself"),
        ({"condition": 3}, WrongKind, "text such as"),
        ({"outcome": "SURF"}, UnknownId, "SURV"),
        ({"relation": "necessary"}, UnknownId, "Did you mean 'necessity'"),
        ({"memberships": "LF"}, WrongKind, "DataFrame"),
    ],
)
def test_bad_input_is_named(change, error, words):
    """Each fault says what is wrong and what was expected."""
    with pytest.raises(error, match=words):
        relation(**{"memberships": LF, "condition": "DEV", "outcome": "SURV", **change})


def test_an_unknown_corner_is_refused():
    """Asking for a corner that there is not says which there are."""
    with pytest.raises(UnknownId, match="deviant_consistency"):
        relation(LF, "DEV", "SURV").cases_in("deviant")
