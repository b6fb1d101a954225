"""Parameters of fit as pure functions: worked by hand, published, and defined where nothing is."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement_kit.compare.sets.fit import (
    coverage,
    inclusion,
    membership,
    pri,
    ron,
    row_membership,
    settle,
)
from engagement_kit.errors import UnknownId, WrongKind
from tests.compare.sets.lipset import LF, LM

PAIRS = st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=30)


@pytest.mark.parametrize(
    ("term", "printed"),
    [
        # Term of the conservative, parsimonious or intermediate solution of LF: inclS, PRI, covS.
        ("DEV*URB*LIT*IND*STB", (0.904, 0.886, 0.454)),
        ("DEV*~URB*LIT*~IND*STB", (0.804, 0.719, 0.265)),
        ("DEV*URB*LIT*IND*STB + DEV*~URB*LIT*~IND*STB", (0.870, 0.843, 0.658)),
        ("DEV*~IND", (0.815, 0.721, 0.284)),
        ("URB*STB", (0.874, 0.845, 0.520)),
        ("DEV*~IND + URB*STB", (0.850, 0.819, 0.714)),
        ("DEV*URB*LIT*STB", (0.901, 0.879, 0.468)),
        ("DEV*LIT*~IND*STB", (0.814, 0.721, 0.282)),
    ],
)
def test_terms_have_the_fit_that_r_prints(term, printed):
    """Terms and formulas of LF have R QCA's inclusion, PRI and coverage."""
    x, y = membership(term, LF), LF["SURV"]
    assert tuple(round(f(x, y), 3) for f in (inclusion, pri, coverage)) == printed


def test_necessity_has_the_fit_that_r_prints():
    """LIT*STB is necessary with inclusion .915, relevance .800, coverage .793 in LF."""
    x, y = membership("LIT*STB", LF), LF["SURV"]
    assert [round(f, 3) for f in (coverage(x, y), ron(x, y), inclusion(x, y))] == [
        0.915,
        0.800,
        0.793,
    ]


def test_terms_of_multi_value_conditions():
    """DEV{2} + DEV{1}*IND{0}, LM's parsimonious solution, covers .875 and includes nobody else."""
    x, y = membership("DEV{2} + DEV{1}*IND{0}", LM), LM["SURV"]
    assert (inclusion(x, y), coverage(x, y)) == (1, 0.875)
    either = membership("DEV{1,2}", LM)
    assert (either == (LM["DEV"] > 0)).all()
    assert (membership("~DEV{1,2}", LM) == (LM["DEV"] == 0)).all()
    assert membership("1", LM).tolist() == [1.0] * 18


def test_membership_in_a_row():
    """Membership in a row of a truth table is that in its term."""
    columns = ["DEV", "URB", "LIT"]
    found = row_membership((1, 0, 1), LF[columns].to_numpy(), [False] * 3)
    np.testing.assert_array_equal(found, membership("DEV*~URB*LIT", LF))


def test_where_nothing_is_a_ratio_says_nothing():
    """An empty set, or a full one for relevance, gives 0 and never a missing number."""
    assert inclusion([0, 0], [1, 0]) == 0
    assert coverage([1, 0], [0, 0]) == 0
    assert pri([0.5, 0.5], [0.5, 0.5]) == 0
    assert ron([1, 1], [1, 1]) == 0


def test_bad_terms_are_refused():
    """Unknown names, a multi-value condition without value, missing memberships: refused."""
    with pytest.raises(UnknownId, match="Known: DEV"):
        membership("DEV*GDP", LF)
    with pytest.raises(WrongKind, match="without a value"):
        membership("DEV", LM)
    with pytest.raises(WrongKind, match="degrees"):
        membership("DEV{2}", LF)
    with pytest.raises(WrongKind, match="missing"):
        inclusion([1, np.nan], [1, 0])
    with pytest.raises(WrongKind, match="2 and 1 values"):
        inclusion([1, 0], [1])


@given(PAIRS)
def test_parameters_lie_between_0_and_1(pairs):
    """No parameter leaves 0 to 1, and PRI is never above inclusion."""
    x, y = np.array(pairs).T
    for f in (inclusion, pri, coverage, ron):
        assert 0 <= settle(f(x, y)) <= 1
    assert settle(pri(x, y)) <= settle(inclusion(x, y))


@given(PAIRS)
def test_coverage_is_inclusion_the_other_way_round(pairs):
    """How far x covers y is how far y is in x."""
    x, y = np.array(pairs).T
    assert coverage(x, y) == inclusion(y, x)


@given(PAIRS)
def test_de_morgan(pairs):
    """Not (A or B) is not-A and not-B, for every case."""
    frame = pd.DataFrame(pairs, columns=["A", "B"])
    np.testing.assert_allclose(1 - membership("A + B", frame), membership("~A*~B", frame))
