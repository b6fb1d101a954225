"""Calibration: the published memberships to every digit, and refusals that say what to do."""

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement_kit.compare import CALIBRATIONS, calibrate, find_thresholds
from engagement_kit.errors import MethodWarning, UnknownId, WrongKind
from tests.compare.sets.lipset import COUNTRIES, RAW_DEV

# R QCA 3.25.1 on the raw DEV of LR; 300, 600, 800.
LOGISTIC = [0.85, 1.0, 0.47, 0.21, 0.48, 1.0, 0.95, 0.11, 0.15]
LOGISTIC += [0.71, 0.31, 1.0, 0.08, 0.06, 0.07, 0.09, 0.99, 1.0]
# The same; 400, 550, 900.
LOGISTIC_OTHER = [0.807, 0.99, 0.575, 0.167, 0.583, 0.974, 0.887, 0.041, 0.078]
LOGISTIC_OTHER += [0.72, 0.343, 0.979, 0.019, 0.011, 0.013, 0.027, 0.949, 0.984]
# The same with straight lines; 300, 600, 800.
LINEAR = [0.8, 1.0, 0.4767, 0.28, 0.4833, 1.0, 0.9875, 0.15, 0.2067]
LINEAR += [0.655, 0.3617, 1.0, 0.0833, 0.0333, 0.0517, 0.1117, 1.0, 1.0]


@pytest.mark.parametrize(
    ("anchors", "method", "places", "printed"),
    [
        ([300, 600, 800], "logistic", 2, LOGISTIC),
        ([400, 550, 900], "logistic", 3, LOGISTIC_OTHER),
        ([300, 600, 800], "linear", 4, LINEAR),
    ],
)
def test_memberships_have_every_printed_digit(anchors, method, places, printed):
    """The 18 raw values of DEV become the memberships that R QCA prints."""
    found = calibrate(RAW_DEV, anchors, method)
    assert [round(value, places) for value in found] == printed


def test_thresholds_suggest_themselves_as_in_r():
    """Two thresholds of DEV are 626 and 940, by complete linkage."""
    assert find_thresholds(RAW_DEV, n=2) == [626, 940]
    assert find_thresholds(pd.Series([*RAW_DEV, None]), n=2) == [626, 940]


def test_anchors_have_the_membership_that_idm_names():
    """At inclusion a case has idm, at exclusion 1 - idm, at the crossover .5 with a warning."""
    with pytest.warns(MethodWarning, match="exactly .5"):
        found = calibrate([300, 600, 800], [300, 600, 800], idm=0.9)
    np.testing.assert_allclose(found, [0.1, 0.5, 0.9])


def test_descending_anchors_are_the_negation():
    """A set that large values are out of is the negation of the one that they are in."""
    up, down = calibrate(RAW_DEV, [300, 600, 800]), calibrate(RAW_DEV, [800, 600, 300])
    np.testing.assert_allclose(np.add(up, down), 1)


def test_six_anchors_make_a_bell():
    """Six anchors make a set of middling values; descending, its negation."""
    values, anchors = [0, 1.5, 3, 4, 5.5, 8], [1, 2, 3, 4, 5, 6]
    bell = calibrate(values, anchors, method="linear")
    np.testing.assert_allclose(bell, [0, 0.25, 1, 1, 0.25, 0])
    np.testing.assert_allclose(
        calibrate(values, anchors[::-1], method="linear"), np.subtract(1, bell)
    )
    middle = calibrate([2.9, 4.1], [1, 2, 3, 4, 5, 6])
    assert middle[0] == pytest.approx(middle[1])
    assert middle[0] > 0.9


def test_crisp_thresholds_count():
    """One threshold makes 0 and 1, several make a multi-value condition; at the threshold is in."""
    assert calibrate([549, 550, 900], 550, method="crisp") == [0, 1, 1]
    assert calibrate([1, 626, 940, 2000], [626, 940], method="crisp") == [0, 1, 2, 2]


def test_crisp_dev_is_the_published_one():
    """DEV from 550 on is the crisp set of LC, and with 850 the multi-value one of LM."""
    from tests.compare.sets.lipset import LC, LM

    raw = pd.Series(RAW_DEV, index=COUNTRIES)
    assert calibrate(raw, 550, method="crisp").tolist() == LC["DEV"].tolist()
    assert calibrate(raw, [550, 850], method="crisp").tolist() == LM["DEV"].tolist()


def test_the_kind_of_values_is_kept():
    """A Series keeps index and name, an array is an array, a list a list; missing stays missing."""
    series = pd.Series([350, None, 720], index=list("abc"), name="DEV")
    found = calibrate(series, [300, 600, 800])
    assert (found.name, found.index.tolist()) == ("DEV", list("abc"))
    assert found.isna().tolist() == [False, True, False]
    crisp = calibrate(series, 600, method="crisp")
    assert crisp.tolist() == [0, pd.NA, 1]
    assert isinstance(calibrate(np.array([1.0, np.nan]), [0, 2, 3]), np.ndarray)
    assert calibrate([350.0, None], 300, method="crisp") == [1, None]


def test_a_scale_is_mapped_by_its_table():
    """Answers get the memberships of a table, given or named; missing stays missing."""
    answers = pd.Series(["no", "partly", "yes", None], name="TEAM")
    table = {"no": 0, "partly": 0.33, "yes": 1}
    found = calibrate(answers, table, method="table")
    assert found.tolist()[:3] == [0, 0.33, 1]
    assert found.isna().tolist() == [False, False, False, True]
    named = calibrate(answers, "partly_low", method="table")
    pd.testing.assert_series_equal(found, named)


def test_a_table_with_a_half_warns():
    """A table that puts an answer at .5 leaves cases undecided, and says which."""
    with pytest.warns(MethodWarning, match="2"):
        calibrate(["no", "partly"], {"no": 0, "partly": 0.5}, method="table")


def test_no_named_table_has_a_half():
    """No named table puts an answer at .5, and each rises with the scale."""
    for table in CALIBRATIONS.values():
        values = list(table.values())
        assert 0.5 not in values
        assert values == sorted(values)
        assert (values[0], values[-1]) == (0, 1)


@pytest.mark.parametrize(
    ("anchors", "method", "words"),
    [
        ([600, 300, 800], "logistic", "out of order"),
        ([300, 300, 800], "logistic", "equal"),
        ([300, 800], "logistic", "2 thresholds"),
        ([1, 2, 3, 4, 5], "linear", "5 thresholds"),
        ([1, 2, 3, 2, 5, 6], "linear", "out of order"),
        (["300", 600, 800], "logistic", "'300'"),
        ([300, None, 800], "logistic", "None"),
        ([300, float("nan"), 800], "linear", "nan"),
        ([940, 626], "crisp", "Sort"),
        ([626, 626], "crisp", "equal"),
        ([], "crisp", "0 thresholds"),
        ("300", "logistic", "a list of numbers"),
        ({"no": 0}, "logistic", 'method="table"'),
        ([300, 600, 800], "table", "mapping"),
        ({"no": 2}, "table", "from 0 to 1"),
    ],
)
def test_bad_thresholds_are_refused_with_what_to_do(anchors, method, words):
    """Thresholds out of order, equal, too few, or no numbers are refused in a sentence."""
    with pytest.raises(WrongKind, match=words):
        calibrate([1, 2, 3], anchors, method)


def test_other_bad_input_is_refused():
    """Text as values, an answer that is in no table, an unknown method or idm: refused."""
    with pytest.raises(WrongKind, match="'high'"):
        calibrate(["high", "low"], [1, 2, 3])
    with pytest.raises(UnknownId, match="maybe"):
        calibrate(["maybe"], {"no": 0, "yes": 1}, method="table")
    with pytest.raises(UnknownId, match="Known: crisp"):
        calibrate([1], [1, 2, 3], method="indirect")
    with pytest.raises(UnknownId, match="partly_low"):
        calibrate(["no"], "partly_lo", method="table")
    with pytest.raises(WrongKind, match="idm"):
        calibrate([1], [1, 2, 3], idm=0.4)
    with pytest.raises(WrongKind, match="3 to"):
        find_thresholds([1, 1, 2], n=2)
    with pytest.raises(WrongKind, match="whole number"):
        find_thresholds([1, 1, 2], n=0)


@given(
    values=st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=20),
    method=st.sampled_from(["logistic", "linear"]),
)
def test_membership_rises_with_the_value(values, method):
    """A larger value never has a smaller membership, and all lie in 0 to 1."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MethodWarning)
        found = calibrate(sorted(values), [-7.3, 11.1, 412], method)
    assert all(0 <= value <= 1 for value in found)
    assert all(a <= b + 1e-12 for a, b in pairwise(found))
