"""Signs and signed ranks: equal to what others printed, and exact where they are not."""

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, wilcoxon

from engagement_kit.compare import sign_test, signed_rank_test
from engagement_kit.compare.waves.signed_ranks import ZEROS
from engagement_kit.errors import UnknownId, WrongKind

# Hollander & Wolfe (1973), depression scale, the example of wilcox.test() in R and of
# wilcox.exact() in exactRankTests, which both print V = 40, p-value = 0.01953 (one-sided).
BEFORE = [1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30]
AFTER = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29]
# Bortz, Lienert & Boehnke: ties and zeros. exactRankTests prints V = 13, p-value = 0.1367 (R-help,
# 25 August 2006).
FIRST = [9, 14, 8, 11, 14, 10, 8, 14, 12, 14, 13, 9, 15, 12, 9]
SECOND = [13, 15, 9, 12, 16, 10, 8, 13, 12, 16, 9, 10, 16, 12, 9]
# Darwin's maize, as in the documentation of scipy.stats.wilcoxon: statistic 24.0, pvalue
# 0.041259765625.
MAIZE = [6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75]

differences = st.lists(st.integers(-3, 3), min_size=1, max_size=11)


def test_published_examples_come_out_as_printed():
    """Without ties as R and scipy print them, with ties and zeros as exactRankTests does."""
    found = signed_rank_test(np.subtract(BEFORE, AFTER))
    assert (found.w_plus, found.n_dropped, found.method) == (40.0, 0, "exact")
    assert found.p == pytest.approx(2 * 0.01953125)
    tied = signed_rank_test(np.subtract(FIRST, SECOND))
    assert (tied.w_plus, tied.n_used, tied.n_dropped) == (13.0, 10, 5)
    assert round(tied.p, 4) == 0.1367
    maize = signed_rank_test(MAIZE)
    assert (maize.w_minus, maize.p) == (24.0, 0.041259765625)


@pytest.mark.parametrize("n", [1, 2, 5, 20, 60, 200])
def test_without_ties_it_is_what_scipy_gives(n):
    """The p and the statistic are scipy's exact ones where it has an exact one."""
    drawn = np.random.default_rng(n).normal(0.3, 1, n)
    theirs, ours = wilcoxon(drawn, method="exact"), signed_rank_test(drawn)
    assert ours.p == pytest.approx(theirs.pvalue, abs=1e-12)
    assert min(ours.w_plus, ours.w_minus) == theirs.statistic


def by_enumeration(given, zeros):
    """The p as the share of all signs, and the sums of the ranks, without any shortcut."""
    given = np.asarray(given, dtype=float)
    kept = given[given != 0] if zeros == "wilcox" else given
    ranks = pd.Series(np.abs(kept)).rank().to_numpy()
    signs, ranks = np.sign(kept[kept != 0]), ranks[kept != 0]
    sums = [np.dot(flip, ranks) for flip in itertools.product((-1, 1), repeat=len(ranks))]
    p = np.mean([abs(one) >= abs(np.dot(signs, ranks)) - 1e-9 for one in sums])
    return float(p), float(ranks[signs > 0].sum()), float(ranks[signs < 0].sum())


@given(differences, st.sampled_from(ZEROS))
def test_ties_and_zeros_are_exact(given, zeros):
    """By both rules for zeros p is the share of all 2**n signs, ties or not."""
    found = signed_rank_test(given, zeros=zeros)
    p, plus, minus = by_enumeration(given, zeros)
    assert found.p == pytest.approx(p, abs=1e-12)
    assert (found.w_plus, found.w_minus) == (plus, minus)
    assert found.n_dropped == given.count(0)


@given(differences, st.sampled_from(ZEROS))
def test_turning_all_signs_turns_the_result(given, zeros):
    """Of the reversed differences sums change places, p stays, the effect changes its sign."""
    one = signed_rank_test(given, zeros=zeros)
    other = signed_rank_test([-d for d in given], zeros=zeros)
    assert (one.w_plus, one.w_minus, one.p) == (other.w_minus, other.w_plus, other.p)
    assert one.rank_biserial == -other.rank_biserial
    assert -1 <= one.rank_biserial <= 1


@given(st.integers(0, 40), st.integers(0, 40))
def test_signs_are_a_binomial_test(rises, falls):
    """The p and the interval are those of scipy's binomial test; of no change p is 1."""
    found = sign_test(rises, falls)
    if rises + falls == 0:
        assert (found.p, found.share, found.low, found.high) == (1.0, 0.5, 0.0, 1.0)
        return
    theirs = binomtest(rises, rises + falls)
    assert found.p == pytest.approx(theirs.pvalue, abs=1e-12)
    interval = theirs.proportion_ci(method="exact")
    assert (found.low, found.high) == pytest.approx((interval.low, interval.high), abs=1e-9)


def test_many_differences_have_the_normal_distribution():
    """Beyond 300 changes p is scipy's approximation without correction, and the method says so."""
    drawn = np.random.default_rng(5).integers(-3, 4, 900)
    found = signed_rank_test(drawn)
    theirs = wilcoxon(drawn[drawn != 0], method="asymptotic", correction=False)
    assert found.method == "normal"
    assert found.p == pytest.approx(theirs.pvalue, rel=1e-9)


def test_scores_that_differ_in_the_last_digit_are_ties():
    """0.1 + 0.2 less 0.3 is no change."""
    found = signed_rank_test([0.1 + 0.2 - 0.3, 0.3, 0.1 + 0.2])
    assert (found.n_dropped, found.w_plus) == (1, 3.0)


def test_nothing_changed_is_no_finding():
    """All equal: p is 1, the effect 0; no differences at all are the same."""
    for unchanged in ([0, 0, 0], []):
        found = signed_rank_test(unchanged)
        assert (found.p, found.rank_biserial, found.n_used) == (1.0, 0.0, 0)


@pytest.mark.parametrize("given", [[1, None], [1, float("nan")], [float("inf")], ["1", "two"]])
def test_a_missing_difference_is_refused(given):
    """What is missing is never taken for no change."""
    with pytest.raises(WrongKind, match="The signed-rank test"):
        signed_rank_test(given)


def test_what_is_out_of_range_is_refused():
    """Rules, counts and confidence are checked."""
    with pytest.raises(UnknownId, match="pratt"):
        signed_rank_test([1], zeros="prat")
    with pytest.raises(WrongKind, match="from 0 up"):
        sign_test(-1, 3)
    with pytest.raises(WrongKind, match="between 0 and 1"):
        sign_test(1, 3, confidence=95)


@pytest.mark.parametrize("counts", [([1, 2], [2, 3]), (1.5, 2), ("1", 2), (True, 2), (None, 1)])
def test_what_is_no_count_is_refused_by_the_sign_test(counts):
    """Differences belong to the other test, and the message says so."""
    with pytest.raises(WrongKind, match=r"two counts from 0 up.*signed_rank_test\(\)"):
        sign_test(*counts)


def test_a_confidence_that_is_text_is_refused():
    """What is no number is answered with what is needed."""
    with pytest.raises(WrongKind, match="confidence needs a number between 0 and 1, not 'x'"):
        sign_test(1, 2, confidence="x")
