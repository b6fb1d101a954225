"""Robustness: the ranges that are given hold everywhere in them, and nothing beyond their ends."""

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engagement_kit.compare import calibrate, minimize, qca_robustness, truth_table
from engagement_kit.compare.remaking import remake
from engagement_kit.compare.sets.ranges import End, gap_range, stepped_range, whole_range
from engagement_kit.errors import UnknownId, WrongKind
from tests.compare.sets.lipset import COUNTRIES, LF

# Lipset's raw data, data set LR of QCA with R (Dusa 2019): two of its conditions.
RAW = pd.DataFrame(
    {
        "DEV": [
            *(720, 1098, 586, 468, 590, 983, 795, 390, 424),
            *(662, 517, 1008, 350, 320, 331, 367, 897, 1038),
        ],
        "STB": [10, 4, 6, 6, 9, 5, 11, 10, 13, 5, 9, 2, 21, 19, 7, 12, 6, 4],
        "SURV": [-9, 10, 7, -6, 4, 10, -9, -8, -1, 8, -9, 10, -6, -9, -4, -8, 10, 10],
    },
    index=COUNTRIES,
)
ANCHORS = {"DEV": [400, 550, 900], "STB": [15, 9.5, 5], "SURV": [-9, -0.5, 9]}


def formula(frame, **choices):
    """The models of the solution as one text."""
    kind = {key: choices.pop(key) for key in ("solution", "expectations") if key in choices}
    found = minimize(truth_table(frame, "SURV", **choices), **kind)
    return found.models


@pytest.mark.parametrize("solution", ["conservative", "parsimonious"])
def test_the_range_of_the_inclusion_cut_is_exact(solution):
    """At .8 Lipset's solution holds for cuts above .709 and up to .804, two observed inclusions."""
    found = qca_robustness(LF, "SURV", solution=solution)
    row = found.table.set_index("parameter").loc["inclusion_cut"]
    assert (round(row["low"], 3), round(row["high"], 3)) == (0.709, 0.804)  # R QCA prints them
    assert (row["low_included"], row["high_included"]) == (False, True)
    here = formula(LF, solution=solution)
    assert formula(LF, solution=solution, inclusion_cut=row["high"]) == here
    assert formula(LF, solution=solution, inclusion_cut=row["high"] + 1e-6) != here
    assert formula(LF, solution=solution, inclusion_cut=row["low"] + 1e-6) == here
    assert formula(LF, solution=solution, inclusion_cut=row["low"]) != here


def test_what_comes_out_beyond_is_told():
    """Above the range one published term is left; below it a third row joins them."""
    found = qca_robustness(LF, "SURV")
    row = found.table.set_index("parameter").loc["inclusion_cut"]
    assert found.formula == "DEV*URB*LIT*IND*STB + DEV*~URB*LIT*~IND*STB"
    assert row["above"] == "DEV*URB*LIT*IND*STB"
    assert row["below"] == "DEV*~URB*LIT*STB + DEV*LIT*IND*STB"


def test_the_range_of_the_case_cut_is_exact():
    """Rows of two cases carry the solution: up to 2 it stays, from 3 on it does not."""
    row = qca_robustness(LF, "SURV").table.set_index("parameter").loc["n_cut"]
    assert (row["low"], row["high"]) == (1, 2)
    assert (row["low_end"], row["high_end"]) == ("limit", "change")
    assert formula(LF, n_cut=2) == formula(LF)
    assert formula(LF, n_cut=3) != formula(LF)


def test_a_reduction_cut_has_a_range_where_there_is_one():
    """The range of the PRI cut lies between two observed values of PRI."""
    table = qca_robustness(LF, "SURV", pri_cut=0.7).table.set_index("parameter")
    row = table.loc["pri_cut"]
    assert round(row["high"], 3) == 0.719  # R QCA prints .719 of the row 10101
    assert "pri_cut" not in qca_robustness(LF, "SURV").table["parameter"].tolist()


def calibrated(anchors, method="logistic"):
    """The memberships of these anchors."""
    made = {name: calibrate(RAW[name], list(given), method) for name, given in anchors.items()}
    return pd.DataFrame(made)


def test_anchors_hold_within_their_ranges_and_not_beyond():
    """Every anchor is moved to many places in its range, and to just beyond where it changes."""
    found = qca_robustness(RAW, "SURV", thresholds=ANCHORS, step=0.02)
    here = formula(calibrated(ANCHORS))
    assert found.formula == " + ".join(here[0])
    rows = found.table[found.table["column"] != ""]
    assert len(rows) == 9
    for number, row in enumerate(rows.itertuples()):
        place, column = number % 3, row.column

        def moved(to, place=place, column=column):
            anchors = list(ANCHORS[column])
            anchors[place] = to
            return formula(calibrated({**ANCHORS, column: anchors}))

        inside = row.low + (row.high - row.low) * np.linspace(0.001, 0.999, 5)
        assert all(moved(to) == here for to in inside), row.parameter
        if row.low_end == "change":
            assert moved(row.low - 1e-3) != here, row.parameter
        if row.high_end == "change":
            assert moved(row.high + 1e-3) != here, row.parameter
    assert set(rows["low_end"]) | set(rows["high_end"]) == {"change", "limit", "neighbour"}


def test_thresholds_of_crisp_sets_are_exact():
    """A crisp threshold moves freely in the gap of the data it lies in, and as far as is given."""
    anchors = {"DEV": [550], "STB": [9.5], "SURV": [0]}
    found = qca_robustness(RAW, "SURV", thresholds=anchors, method="crisp", inclusion_cut=1)
    here = formula(calibrated(anchors, "crisp"), inclusion_cut=1)
    for row in found.table[found.table["column"] != ""].itertuples():
        values = set(RAW[row.column])
        assert row.low in values
        assert row.high in values

        def moved(to, column=row.column):
            made = calibrated({**anchors, column: [to]}, "crisp")
            return formula(made, inclusion_cut=1) if np.ptp(made[column]) else None

        assert moved(row.high) == here
        assert moved(row.low + 1e-9) == here
        assert moved(row.high + 1e-9) != here
        assert moved(row.low) != here


def test_a_set_that_nobody_is_in_is_told_as_no_analysis():
    """Where a threshold leaves all cases on one side, that is what comes out beyond the range."""
    table = pd.DataFrame({"A": [1, 2, 5, 6], "Y": [0, 0, 1, 1]})
    found = qca_robustness(table, "Y", thresholds={"A": [3]}, method="crisp")
    row = found.table.set_index("parameter").loc["A: threshold"]
    assert found.formula == "A"
    assert (row["low"], row["high"]) == (2, 6)
    assert row["below"] == "no configuration is positive"  # 2 of 3 cases have the outcome
    assert row["above"] == "no analysis: A is the same in all cases"


values = st.lists(st.integers(0, 10).map(lambda n: n / 10), min_size=1, max_size=8)


@settings(max_examples=100, deadline=None)
@given(values, st.integers(1, 20).map(lambda n: n / 20))
def test_cuts_make_a_difference_only_at_what_they_compare(observed, cut):
    """The range holds every cut with the same outcome around the chosen one, and no other."""

    def passing(at):
        return str(sum(value >= round(at, 9) for value in observed))

    ends = End(0.0, is_included=False, reason="limit"), End(1.0, is_included=True, reason="limit")
    found = gap_range(observed, cut, passing, *ends)
    for low, high in pairwise(np.linspace(0.005, 0.995, 199)):
        middle = (low + high) / 2
        if passing(middle) == passing(cut):
            assert found.low.at - 1e-9 <= middle <= found.high.at + 1e-9
        elif found.low.at < middle < found.high.at:
            pytest.fail(f"{middle} changes within {found}")


def test_whole_numbers_and_steps_end_where_the_outcome_changes():
    """Worked by hand: 3 to 6 of whole numbers; pi and e to a millionth of a step by halving."""
    found = whole_range(4, lambda n: "in" if 3 <= n <= 6 else "out", 9)
    assert (found.low.at, found.high.at, found.low.beyond) == (3, 6, "out")
    steps = stepped_range(3.0, lambda x: "in" if np.e < x < np.pi else "out", 0.1, 20, (-9, 9))
    assert steps.low.at == pytest.approx(np.e, abs=1e-6)
    assert steps.high.at == pytest.approx(np.pi, abs=1e-6)
    assert steps.low.at > np.e
    assert steps.high.at < np.pi
    free = stepped_range(3.0, lambda _: "in", 0.1, 20, (2.95, 9))
    assert (free.low.at, free.low.reason) == (2.95, "neighbour")
    assert (free.high.at, free.high.reason) == (pytest.approx(5.0), "limit")


def test_the_result_can_be_made_again_and_told():
    """Its making gives the same table; its HTML escapes what comes from a table."""
    found = qca_robustness(LF, "SURV", ["DEV", "STB"], solution="parsimonious")
    again = remake(found.making, ())
    pd.testing.assert_frame_equal(found.table, again.table)
    assert repr(found) == "<Robustness of DEV*STB: ranges of 2 anchors and cuts>"
    assert "anchors" not in found._repr_html_() or "<script" not in found._repr_html_()


def test_memberships_that_miss_are_left_out_and_said():
    """A raw value that is missing takes its case out of every analysis."""
    holed = RAW.astype(float)
    holed.loc["AU", "DEV"] = np.nan
    found = qca_robustness(holed, "SURV", thresholds=ANCHORS, step=0.1)
    assert "AU" in found.remarks[0]
    here = formula(calibrated(ANCHORS).drop(index="AU"))
    assert found.formula == " + ".join(here[0])


@pytest.mark.parametrize(
    ("change", "error", "words"),
    [
        ({"raw": [1]}, WrongKind, "DataFrame"),
        ({"thresholds": {"DEF": [1, 2, 3]}}, UnknownId, "Did you mean 'DEV'"),
        ({"thresholds": {**ANCHORS, "DEV": [550, 400, 900]}}, WrongKind, "out of order"),
        ({"method": "fuzzy"}, UnknownId, "logistic"),
        ({"solution": "complex"}, UnknownId, "conservative"),
        ({"step": 0}, WrongKind, "above 0"),
        ({"limit": "far"}, WrongKind, "above 0"),
        ({"inclusion_cut": 2}, WrongKind, "inclusion_cut"),
        ({"outcome": "SURF"}, UnknownId, "SURV"),
        ({"thresholds": None}, WrongKind, "memberships"),
    ],
)
def test_bad_input_is_named(change, error, words):
    """Each fault says what is wrong and what was expected."""
    with pytest.raises(error, match=words):
        qca_robustness(**{"raw": RAW, "outcome": "SURV", "thresholds": ANCHORS, **change})
