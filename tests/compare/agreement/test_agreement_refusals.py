"""What agreement does with ratings it cannot use: a sentence or a defined answer, never a NaN."""

import numpy as np
import pandas as pd
import pytest

from engagement_kit import compare
from engagement_kit.compare import (
    brennan_prediger,
    cohen_kappa,
    fleiss_kappa,
    gwet_ac,
    icc,
    kendall_w,
    krippendorff_alpha,
    light_kappa,
    percent_agreement,
)
from engagement_kit.errors import NoEstimate, UnknownId, WrongKind

_ = None
ALL = (
    "krippendorff_alpha",
    "percent_agreement",
    "cohen_kappa",
    "fleiss_kappa",
    "conger_kappa",
    "light_kappa",
    "gwet_ac",
    "brennan_prediger",
    "kendall_w",
    "icc",
)
each = pytest.mark.parametrize("measure", [getattr(compare, name) for name in ALL], ids=ALL)


def frame(**columns):
    """A table of ratings."""
    return pd.DataFrame(columns)


@each
def test_no_ratings_are_refused(measure):
    """An empty table, a table without rows and one that is all missing have no agreement."""
    for ratings in (frame(), frame(a=[], b=[]), frame(a=[np.nan, np.nan], b=[np.nan, np.nan])):
        with pytest.raises(NoEstimate, match="without any rating") as none:
            measure(ratings)
        assert none.value.reason == "empty"


@each
def test_one_coder_is_refused(measure):
    """One column, or a second one without a rating: the error names the only coder."""
    for ratings in (frame(ann=[1, 2, 1]), frame(ann=[1, 2, 1], ben=[np.nan] * 3)):
        with pytest.raises(NoEstimate, match=r"one coder only \(ann\)") as none:
            measure(ratings)
        assert none.value.reason == "one_coder"


@each
def test_coders_who_share_no_unit_are_refused(measure):
    """Where no unit has two ratings nothing can agree."""
    with pytest.raises(NoEstimate, match="two ratings or more") as none:
        measure(frame(a=[1, 2, _, _], b=[_, _, 1, 2]))
    assert none.value.reason == "no_overlap"


@each
def test_ratings_that_are_all_the_same_have_a_clear_answer(measure):
    """Percent agreement is 1; the others are 0/0 and refuse, naming the value."""
    ratings = frame(a=[3, 3, 3], b=[3, 3, 3])
    if measure is percent_agreement:
        assert measure(ratings).estimate == 1
        return
    with pytest.raises(NoEstimate, match="3") as none:
        measure(ratings)
    assert none.value.reason == "no_variation"


def test_a_known_scale_defines_what_equal_ratings_are_worth():
    """With all values of the scale given, AC1 and Brennan-Prediger of equal ratings are 1."""
    ratings = frame(a=[3, 3, 3], b=[3, 3, 3])
    for measure in (gwet_ac, brennan_prediger):
        found = measure(ratings, values=[1, 2, 3])
        assert found.estimate == found.low == found.high == 1
        assert any("same value" in remark for remark in found.remarks)
        with pytest.raises(NoEstimate, match="Give values="):
            measure(ratings)


@each
def test_one_unit_gives_an_estimate_without_interval_or_a_refusal(measure):
    """Nothing can be drawn anew from one unit: no interval, and a remark says so."""
    ratings = frame(a=[1], b=[2])
    if measure in {kendall_w, icc}:
        with pytest.raises(NoEstimate):
            measure(ratings)
        return
    found = measure(ratings)
    assert np.isfinite(found.estimate)
    assert found.estimate <= 0
    assert found.low is None
    assert found.high is None
    assert any("one unit alone" in remark for remark in found.remarks)
    assert "1 unit," in repr(found)


@each
def test_anything_but_a_table_is_refused(measure):
    """Lists and arrays, and columns of one name, are not guessed at."""
    with pytest.raises(WrongKind, match="A row is a unit"):
        measure([[1, 2], [2, 2]])
    with pytest.raises(WrongKind, match="two columns of one name"):
        measure(pd.DataFrame([[1, 2], [2, 2]], columns=["a", "a"]))


@pytest.mark.parametrize("level", ["interval", "ratio"])
def test_text_where_numbers_belong_is_named_with_its_place(level):
    """The first text that is no number is named with its row and its coder."""
    ratings = pd.DataFrame({"ann": [1, 2], "ben": [1, "high"]}, index=["u1", "u2"])
    for call in (lambda: krippendorff_alpha(ratings, level), lambda: icc(ratings)):
        with pytest.raises(WrongKind, match=r"'high' \(row u2, column ben\)"):
            call()


def test_text_without_an_order_is_refused_where_order_counts():
    """Ordinal alpha, weighted kappas and ranks need the order of words; nominal ones do not."""
    ratings = frame(a=["low", "high", "low"], b=["low", "high", "high"])
    for call in (
        lambda: krippendorff_alpha(ratings),
        lambda: cohen_kappa(ratings, weights="linear"),
        lambda: kendall_w(ratings),
    ):
        with pytest.raises(WrongKind, match="order"):
            call()
    assert cohen_kappa(ratings, draws=0).estimate == pytest.approx(0.4)
    given = cohen_kappa(ratings, weights="linear", values=["low", "mid", "high"], draws=0)
    assert given.estimate == pytest.approx(0.4)


def test_what_stands_outside_is_named():
    """Values that were not given, negative ratios, infinity, other names of levels and weights."""
    ratings = frame(a=[1, -2, 3], b=[1, 2, 3])
    with pytest.raises(WrongKind, match="numbers from 0, not the value -2"):
        krippendorff_alpha(ratings, "ratio")
    with pytest.raises(WrongKind, match="finite"):
        krippendorff_alpha(frame(a=[1, np.inf], b=[1, 2]))
    with pytest.raises(UnknownId, match="value 'huge'"):
        krippendorff_alpha(frame(a=["low", "huge"], b=["low", "low"]), values=["low", "high"])
    with pytest.raises(WrongKind, match="each value once"):
        krippendorff_alpha(ratings, values=[1, 1, 2])
    with pytest.raises(UnknownId, match="Did you mean 'ordinal'"):
        krippendorff_alpha(ratings, "ordnal")
    with pytest.raises(UnknownId, match="weights 'cubic'"):
        fleiss_kappa(ratings, weights="cubic")
    with pytest.raises(UnknownId, match="A,1"):
        icc(ratings, "B,1")


@pytest.mark.parametrize("draws", [-1, 2.5, True, "many"])
def test_a_number_of_draws_that_is_none_is_refused(draws):
    """Draws are a whole number from 0."""
    with pytest.raises(WrongKind, match="draws needs a whole number from 0"):
        krippendorff_alpha(frame(a=[1, 2], b=[1, 1]), draws=draws)


def test_missing_ratings_are_left_out_aloud():
    """Measures that need complete units say how many they left out; Cohen's takes two coders."""
    ratings = frame(a=[1, 2, 3, _], b=[1, 2, _, 3], c=[2, 3, 3, 1])
    for measure in (kendall_w, icc):
        found = measure(ratings, draws=0)
        assert (found.n_units, found.n_ratings) == (2, 6)
        assert "2 units not rated by all coders left out." in found.remarks
    with pytest.raises(WrongKind, match=r"2 coders, not 3 coders.*conger_kappa"):
        cohen_kappa(ratings)
    two = cohen_kappa(ratings[["a", "b"]], draws=0)
    assert (two.estimate, two.n_units) == (1, 2)
    with pytest.raises(NoEstimate, match="every coder"):
        kendall_w(frame(a=[1, 2, _], b=[1, _, 2], c=[_, 1, 2]))


def test_a_pair_without_a_value_leaves_lights_kappa_without_one():
    """Leaving the pair out would flatter the others."""
    with pytest.raises(NoEstimate, match="a pair of coders"):
        light_kappa(frame(a=[1, 2, _, _], b=[1, 2, 1, 2], c=[_, _, 2, 1]))


def test_a_coder_without_ratings_is_left_out_aloud():
    """Two coders remain of three; the result says who gave nothing."""
    found = krippendorff_alpha(frame(a=[1, 2, 3], b=[1, 2, 3], c=[np.nan] * 3), draws=0)
    assert found.n_coders == 2
    assert "No rating is by c: left out." in found.remarks


def test_resamples_without_variation_are_counted():
    """Among three units of which two are alike, some resamples have no variation."""
    found = krippendorff_alpha(frame(a=[1, 1, 2], b=[1, 1, 2]))
    assert found.estimate == 1
    assert any("resamples have no variation" in remark for remark in found.remarks)


def test_categories_beyond_counting_are_refused():
    """Kappas are for categories: 1,001 values are measurements."""
    numbers = np.arange(1001.0)
    with pytest.raises(WrongKind, match="1,001 different values"):
        fleiss_kappa(frame(a=numbers, b=numbers))


def test_one_outlier_is_no_lack_of_variation():
    """A single different rating among many is variation: estimate and reason are right."""
    ratings = frame(a=[1.0] * 5000, b=[1.0] * 4999 + [2.0])
    for level in ("nominal", "ordinal", "interval", "ratio"):
        found = krippendorff_alpha(ratings, level, draws=0)
        assert found.estimate == pytest.approx(0.0, abs=1e-6)


@pytest.mark.parametrize(
    "values",
    [[1, 2, np.nan], [1, 2, None], [1, 2, np.inf], [1, 1, 2], [], [[1], [2]], "12", 3],
    ids=repr,
)
def test_values_that_are_no_values_are_refused(values):
    """A missing or endless value would count as one that coders could have chosen."""
    ratings = frame(a=[1, 2, 2], b=[1, 2, 1])
    for weights in (None, "linear"):
        with pytest.raises(WrongKind, match=r"values= of Gwet's AC needs .*lowest first"):
            gwet_ac(ratings, values=values, weights=weights)


@each
def test_several_ratings_in_a_cell_are_refused(measure):
    """Lists in cells are told apart from ratings by a sentence."""
    with pytest.raises(WrongKind, match=r"numbers|one rating in each cell"):
        measure(frame(a=[[1], [2]], b=[[1], [2]]))


@each
def test_what_cannot_be_drawn_again_is_refused(measure):
    """Draws and seeds are whole numbers from 0; those of numpy are taken like any other."""
    ratings = frame(a=[1, 2, 3, 1], b=[1, 2, 2, 1])
    for wrong in (-1, None, "x", 1.5, True):
        with pytest.raises(WrongKind, match="seed needs a whole number"):
            measure(ratings, seed=wrong)
        with pytest.raises(WrongKind, match="draws needs a whole number"):
            measure(ratings, draws=wrong)
    plain, same = (
        measure(ratings, draws=9, seed=3),
        measure(ratings, draws=np.int64(9), seed=np.uint8(3)),
    )
    assert (plain.low, plain.high, plain.parameters) == (same.low, same.high, same.parameters)


def test_weights_as_numbers_are_refused_by_name():
    """A table of weights is answered with the names that there are."""
    with pytest.raises(UnknownId, match="linear, quadratic"):
        cohen_kappa(frame(a=[1, 2, 2], b=[1, 2, 1]), weights=np.eye(2))


@pytest.mark.parametrize("measure", [kendall_w, icc])
def test_a_single_unit_has_no_order_and_no_spread(measure):
    """What needs units that differ says that there is one only."""
    with pytest.raises(NoEstimate, match="two units or more, not a single unit"):
        measure(frame(a=[1], b=[2]))
