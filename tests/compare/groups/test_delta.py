"""Cliff's delta: the published value, what no order of cases may change, intervals that hold."""

import math

import numpy as np
import pandas as pd
import pytest
from scipy.stats import mannwhitneyu
from statsmodels.stats.nonparametric import rank_compare_2indep

from engagement_kit.compare import cliffs_delta
from engagement_kit.errors import UnknownId, WrongKind

# Hogarty & Kromrey's data; delta and interval as printed by cliff.delta() of the R package effsize.
TREATMENT, CONTROL = [10, 10, 20, 20, 20, 30, 30, 30, 40, 50], [10, 20, 30, 40, 40, 50]


def samples(seed, most=9, values=4):
    """Two samples of a few answers."""
    rng = np.random.default_rng(seed)
    return (rng.integers(0, values, rng.integers(1, most)).tolist() for _ in range(2))


def test_delta_and_cliffs_interval_are_as_effsize_prints_them():
    """For Hogarty and Kromrey's data effsize (R) prints -0.25 with -0.7265846 to 0.3890062."""
    found = cliffs_delta(TREATMENT, CONTROL, interval="cliff")
    assert found.estimate == -0.25
    assert found.low == pytest.approx(-0.7265846, abs=5e-8)
    assert found.high == pytest.approx(0.3890062, abs=5e-8)


@pytest.mark.parametrize("seed", range(20))
def test_delta_counts_pairs(seed):
    """Delta is the pairs in which a is higher less those in which b is, as a loop counts them."""
    a, b = samples(seed)
    pairs = [np.sign(x - y) for x in a for y in b]
    found = cliffs_delta(a, b)
    assert found.estimate == pytest.approx(sum(pairs) / len(pairs))
    assert (found.n_a, found.n_b) == (len(a), len(b))
    u = mannwhitneyu(a, b).statistic
    assert found.probability_of_superiority == pytest.approx(u / (len(a) * len(b)))


def test_superiority_is_that_of_statsmodels():
    """The function rank_compare_2indep of statsmodels gives the same probability."""
    a, b = [3, 4, 4, 5, 2, 4, 5], [1, 2, 2, 3, 4, 1]
    theirs = rank_compare_2indep(np.array(a), np.array(b)).prob1
    assert cliffs_delta(a, b).probability_of_superiority == pytest.approx(theirs)


@pytest.mark.parametrize("interval", ["newcombe", "cliff", "bootstrap"])
@pytest.mark.parametrize("seed", range(12))
def test_what_must_change_nothing_changes_nothing(seed, interval):
    """Order of cases and any stretching of the scale change nothing; swapped groups turn signs."""
    a, b = samples(seed)
    found = cliffs_delta(a, b, interval=interval)
    same = cliffs_delta(a[::-1], b[::-1], interval=interval)
    stretched = cliffs_delta([x**3 - 7 for x in a], [x**3 - 7 for x in b], interval=interval)
    for other in (same, stretched):
        assert (other.estimate, other.low, other.high) == (found.estimate, found.low, found.high)
    swapped = cliffs_delta(b, a, interval=interval)
    assert swapped.estimate == -found.estimate
    if found.parameters["interval"] != "bootstrap":  # draws are other draws
        assert (swapped.low, swapped.high) == pytest.approx((-found.high, -found.low), abs=1e-12)


@pytest.mark.parametrize("seed", range(12))
def test_newcombes_bounds_are_as_many_errors_away_as_they_say(seed):
    """A bound lies z of its own standard errors from the estimate, or at the end of the scale."""
    a, b = samples(seed, most=30)
    found, z = cliffs_delta(a, b), 1.959963984540054
    m, n, estimate = len(a), len(b), found.probability_of_superiority
    for theta in found.superiority_interval:
        bracket = 1 + ((m + n) / 2 - 1) * ((1 - theta) / (2 - theta) + theta / (1 + theta))
        error = math.sqrt(theta * (1 - theta) * bracket / (m * n))
        at_end = min(theta, 1 - theta) < 1e-9
        assert at_end or abs(theta - estimate) == pytest.approx(z * error, rel=1e-6)


@pytest.mark.parametrize("interval", ["newcombe", "cliff", "bootstrap"])
def test_an_interval_never_pretends(interval):
    """Where all of a lie above all of b the interval still has a width, and says how it got it."""
    found = cliffs_delta([2, 3, 3, 4, 3], [1, 0, 1, 1, 0], interval=interval)
    assert (found.estimate, found.high) == (1.0, 1.0)
    assert -1 < found.low < 0.9
    assert found.parameters["interval"] == "newcombe"
    assert ("taken instead" in " ".join(found.remarks)) == (interval != "newcombe")


def test_more_cases_make_the_interval_narrower():
    """The same shares of answers in ten times as many cases leave less open."""
    few, many = cliffs_delta([1, 2, 3], [1, 1, 2]), cliffs_delta([1, 2, 3] * 10, [1, 1, 2] * 10)
    assert few.low < many.low < many.estimate < many.high < few.high


@pytest.mark.parametrize("sizes", [(5, 5), (7, 6), (24, 26)])
def test_the_interval_holds_what_it_should(sizes):
    """Of 300 simulated studies at least 93 % have the true delta within their 95 % interval."""
    rng, held, shares = np.random.default_rng(8), 0, ([0.1, 0.2, 0.3, 0.4], [0.4, 0.3, 0.2, 0.1])
    for _ in range(300):
        a, b = (rng.choice(4, n, p=p) for n, p in zip(sizes, shares, strict=True))
        found = cliffs_delta(a, b)
        held += found.low <= 0.5 <= found.high
    assert held / 300 >= 0.93


def test_draws_follow_their_seed():
    """The bootstrap gives the same bounds for a seed, others for another, and records both."""
    one, same, other = (
        cliffs_delta(TREATMENT, CONTROL, interval="bootstrap", draws=300, seed=seed)
        for seed in (1, 1, 2)
    )
    assert (one.low, one.high) == (same.low, same.high)
    assert (one.low, one.high) != (other.low, other.high)
    assert one.parameters == {
        "interval": "bootstrap",
        "confidence": 0.95,
        "draws": 300,
        "seed": 1,
    }


def test_missing_values_are_left_out_and_counted():
    """None, NaN and pandas' NA are no answers: the result is that of the others, and says so."""
    found = cliffs_delta([3, None, 4, math.nan], pd.array([1, pd.NA, 2], dtype="Int64"))
    assert (found.estimate, found.n_a, found.n_b, found.n_missing) == (1.0, 2, 2, 3)
    assert "3 missing values were left out" in found.remarks[0]
    assert "missing" in found._repr_html_()


def test_one_case_a_group_is_answered_and_marked():
    """One case against one gives a delta with a wide interval; equal cases give 0."""
    found, level = cliffs_delta([2], [1]), cliffs_delta([1], [1])
    assert found.estimate == 1
    assert found.low < 0
    assert "rough guide" in " ".join(found.remarks)
    assert level.estimate == 0
    assert level.low == pytest.approx(-level.high)


@pytest.mark.parametrize(
    ("a", "b", "more", "message"),
    [
        ([], [1], {}, "without a known value"),
        ([1], [None], {}, "'b' has none"),
        (["yes", "no"], ["no"], {}, r"finite numbers, not 'yes'.*rate_levels"),
        ("yes", [1], {}, "a list of numbers"),
        ([1, math.inf], [1], {}, "finite numbers"),
        ([1], [2], {"confidence": 95}, "between 0 and 1"),
        ([1], [2], {"draws": 0}, "whole number from 1"),
    ],
)
def test_what_cannot_be_compared_is_said(a, b, more, message):
    """Empty samples, text and impossible settings are refused with what to do."""
    with pytest.raises(WrongKind, match=message):
        cliffs_delta(a, b, **more)


def test_unknown_intervals_are_named():
    """An interval that is not there is answered with those that are."""
    with pytest.raises(UnknownId, match="Did you mean 'newcombe'"):
        cliffs_delta([1], [2], interval="newcomb")


@pytest.mark.parametrize("seed", [-1, None, "x", 1.5, True])
def test_a_seed_that_cannot_be_drawn_from_again_is_refused(seed):
    """Without a whole number the interval could not be made again."""
    with pytest.raises(WrongKind, match="seed needs a whole number from 0"):
        cliffs_delta([1, 2, 3], [2, 3, 4], interval="bootstrap", seed=seed)
