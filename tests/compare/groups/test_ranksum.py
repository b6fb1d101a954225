"""The rank-sum test: exact with ties, equal to counting every way, to scipy where that is right."""

from itertools import combinations

import numpy as np
import pytest
from scipy.stats import mannwhitneyu, rankdata

from engagement_kit.compare import rank_sum_test
from engagement_kit.errors import UnknownId, WrongKind

TIED = [3, 4, 4, 5, 2, 4, 5], [1, 2, 2, 3, 4, 1]


def counted(a, b):
    """Two-sided p by putting the values into groups in every possible way."""
    ranks, n = rankdata([*a, *b]), len(a)
    sums = np.array([sum(chosen) for chosen in combinations(ranks, n)])
    mean = n * ranks.mean()
    far = np.abs(sums - mean)
    return (far >= abs(ranks[:n].sum() - mean) - 1e-9).mean(), (far >= far.max() - 1e-9).mean()


def test_ties_are_exact():
    """The reference value of these tied samples, by dynamic programming, is .03846."""
    found = rank_sum_test(*TIED)
    assert found.p == pytest.approx(0.03846, abs=5e-6)
    assert found.test == "rank-sum, exact"
    assert found.statistic == mannwhitneyu(*TIED).statistic == 36


@pytest.mark.parametrize("seed", range(40))
def test_p_is_that_of_counting_every_way(seed):
    """At small n p and the smallest possible p are those of every way to part the values."""
    rng = np.random.default_rng(seed)
    values = int(rng.integers(1, 7))
    a, b = (rng.integers(0, values, rng.integers(1, 7)).tolist() for _ in range(2))
    found = rank_sum_test(a, b)
    assert (found.p, found.smallest_p) == pytest.approx(counted(a, b))
    swapped = rank_sum_test(b, a)
    assert (swapped.p, swapped.smallest_p) == (found.p, found.smallest_p)
    stretched = rank_sum_test([2.0**x for x in a], [2.0**x for x in b])
    assert stretched.p == found.p


@pytest.mark.parametrize("sizes", [(3, 4), (8, 8), (12, 9), (50, 50)])
def test_without_ties_p_is_that_of_scipy(sizes):
    """The exact mannwhitneyu of scipy, which knows no ties, agrees where there are none."""
    rng = np.random.default_rng(sum(sizes))
    a, b = (rng.normal(size=n) for n in sizes)
    theirs = mannwhitneyu(a, b, method="exact").pvalue
    assert rank_sum_test(a, b).p == pytest.approx(theirs, rel=1e-9)


@pytest.mark.parametrize("seed", range(6))
def test_large_samples_are_asymptotic_and_say_so(seed):
    """Above 100 values p is scipy's, corrected for ties and continuity, and near the exact one."""
    rng = np.random.default_rng(seed)
    a, b = rng.integers(0, 5, 55), rng.integers(0, 6, 60)
    found, exact = rank_sum_test(a, b), rank_sum_test(a, b, method="exact")
    theirs = mannwhitneyu(a, b, method="asymptotic").pvalue
    assert found.p == pytest.approx(theirs, rel=1e-9)
    assert found.test == "rank-sum, asymptotic"
    assert np.isnan(found.smallest_p)
    assert found.p == pytest.approx(exact.p, abs=0.01)
    assert exact.test == "rank-sum, exact"


def test_what_no_answer_could_show_is_said():
    """One case against three cannot give a p below .05; equal values give 1 and say why."""
    found = rank_sum_test([5], [1, 2, 3])
    assert found.p == found.smallest_p == 0.5
    assert "cannot give a p below 0.500" in found.remarks[0]
    level = rank_sum_test([2, 2], [2, 2, 2, None])
    assert level.p == 1
    assert level.remarks == (
        "1 missing values were left out.",
        "All values are equal: nothing speaks for a difference.",
    )
    assert rank_sum_test([2] * 80, [2] * 80).p == 1
    assert "smallest possible p" in found._repr_html_()


def test_bad_input_is_refused():
    """Text, empty samples, unknown methods and samples too large to count are refused."""
    with pytest.raises(WrongKind, match="finite numbers, not 'low'"):
        rank_sum_test(["low"], [1])
    with pytest.raises(WrongKind, match="known values"):
        rank_sum_test([1], [])
    with pytest.raises(UnknownId, match="exact"):
        rank_sum_test([1], [2], method="permutation")
    with pytest.raises(WrongKind, match="at most 200 values, not 240"):
        rank_sum_test(range(120), range(120), method="exact")
