"""Agreement of coders: every number that somebody has printed, to the digit."""

import json
from itertools import permutations

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from statsmodels.stats.inter_rater import aggregate_raters, cohens_kappa
from statsmodels.stats.inter_rater import fleiss_kappa as other_fleiss

from engagement_kit.compare import (
    brennan_prediger,
    cohen_kappa,
    conger_kappa,
    fleiss_kappa,
    gwet_ac,
    icc,
    kendall_w,
    krippendorff_alpha,
    light_kappa,
    percent_agreement,
)
from engagement_kit.compare.agreement.alpha import MOST_CLASSES, alpha_statistic, classed
from engagement_kit.compare.agreement.coded import code_ratings
from engagement_kit.compare.agreement.resampling import _samples, collapse
from engagement_kit.compare.remaking import remake
from engagement_kit.errors import WrongKind

_ = None

# Krippendorff (2004), table of 4 coders and 12 units.
FOUR = pd.DataFrame({
    "a": [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
    "b": [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
    "c": [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
    "d": [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
})  # fmt: skip
# Gwet (2014), p. 120: the same, but coder c rated the last unit and not coder b.
GWET = FOUR.assign(b=[*FOUR["b"][:11], _], c=[*FOUR["c"][:11], 3])
# Gwet (2014), p. 125, 5 observers and the first 15 units.
FIVE = pd.DataFrame({
    "a": [1, 1, 2, _, 0, 0, 1, 1, 2, 2, _, 0, 1, 3, 1],
    "b": [1, 1, 3, 0, 0, 0, 0, _, 2, 1, 1, 0, 2, 3, 1],
    "c": [2, 0, 3, 0, 0, 0, 2, 2, 2, 1, 0, 0, 2, 2, 1],
    "d": [_, 1, 3, _, _, _, _, 0, _, 1, 0, 0, 2, 2, _],
    "e": [2, _, _, 0, 0, 0, 1, _, 2, _, _, _, _, 3, 1],
})  # fmt: skip
# Krippendorff's example of 3 coders and 15 units, as Wikipedia has it.
THREE = pd.DataFrame({
    "a": [_, _, _, _, _, 3, 4, 1, 2, 1, 1, 3, 3, _, 3],
    "b": [1, _, 2, 1, 3, 3, 4, 3, _, _, _, _, _, _, _],
    "c": [_, _, 2, 1, 3, 4, 4, _, 2, 1, 1, 3, 3, _, 4],
})  # fmt: skip
# The data set `anxiety` of the R package irr: 20 persons, 3 raters, values 1 to 6.
ANXIETY = pd.DataFrame({
    "a": [3, 3, 3, 4, 5, 5, 2, 3, 5, 2, 2, 6, 1, 5, 2, 2, 1, 2, 4, 3],
    "b": [3, 6, 4, 6, 2, 4, 2, 4, 3, 3, 2, 3, 3, 3, 2, 2, 1, 3, 3, 4],
    "c": [2, 1, 4, 4, 3, 2, 1, 6, 1, 1, 1, 2, 3, 3, 1, 1, 3, 3, 2, 2],
})  # fmt: skip
# Shrout and Fleiss (1979), table 2: 6 targets, 4 judges.
JUDGES = pd.DataFrame(
    [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]],
    columns=list("abcd"),
)


def at(measure, ratings, *choices, **named):
    """The estimate alone."""
    return measure(ratings, *choices, draws=0, **named).estimate


@pytest.mark.parametrize(
    ("ratings", "level", "alpha"),
    [
        # Printed by R irr 0.84.1 and krippendorff 0.9.0; Krippendorff prints .743 .815 .849 .797.
        (FOUR, "nominal", 0.743421),
        (FOUR, "ordinal", 0.815388),
        (FOUR, "interval", 0.849107),
        (FOUR, "ratio", 0.797403),
        # Printed by krippendorff 0.9.0; Wikipedia prints .691 and .811.
        (THREE, "nominal", 0.691358),
        (THREE, "ordinal", 0.806721),
        (THREE, "interval", 0.810845),
        (THREE, "ratio", 0.808944),
        # Printed by krippendorff 0.9.0; irr 0.84.1 is wrong here.
        (ANXIETY, "nominal", -0.0237),
        (ANXIETY, "ordinal", 0.2284),
        (ANXIETY, "interval", 0.1701),
    ],
)
def test_alpha_is_the_published_one(ratings, level, alpha):
    """Krippendorff's tables give the published alphas on each level."""
    digits = 4 if len(ratings) == 20 else 6
    assert at(krippendorff_alpha, ratings, level) == pytest.approx(alpha, abs=0.6 * 10**-digits)


def test_alpha_of_two_coders_and_two_values():
    """Krippendorff (2004), 11.3.1: Jon and Han agree at .095."""
    jon, han = [1, 1, 0, 0, 0, 0, 0, 0, 0, 0], [0, 1, 1, 0, 0, 1, 0, 1, 0, 0]
    found = krippendorff_alpha(pd.DataFrame({"jon": jon, "han": han}), "nominal")
    assert found.estimate == pytest.approx(0.095238, abs=1e-6)
    assert (found.n_units, found.n_ratings, found.n_coders) == (10, 20, 2)


def test_the_tables_typed_here_are_those_of_the_reference(repository):
    """What is typed above is what the shared reference holds, where it is at hand."""
    path = repository.parent / "shared" / "reference" / "known_answers.json"
    if not path.is_file():
        pytest.skip("the shared reference is not here: nothing was compared")
    known = json.loads(path.read_text(encoding="utf-8"))["krippendorff_C_12units_4raters"]
    matrix = np.array(known["matrix_raters_by_units"], dtype=float).T
    assert np.array_equal(FOUR.to_numpy(float), matrix, equal_nan=True)


@pytest.mark.parametrize(
    ("measure", "plain", "linear", "quadratic"),
    [
        # Printed by R irrCAC and its Python port, to three digits each.
        (percent_agreement, 0.818, 0.939, 0.975),
        (fleiss_kappa, 0.761, 0.818, 0.865),
        (conger_kappa, 0.763, 0.814, 0.858),
        (gwet_ac, 0.775, 0.859, 0.914),
        (brennan_prediger, 0.773, 0.848, 0.902),
    ],
)
def test_coefficients_are_those_of_gwets_handbook(measure, plain, linear, quadratic):
    """Gwet's 4 raters and 12 subjects give his coefficients, with and without weights."""
    found = [at(measure, GWET, weights=w) for w in (None, "linear", "quadratic")]
    assert found == pytest.approx([plain, linear, quadratic], abs=0.0005)


def test_five_digits_of_gwets_example():
    """The five digits that irrCAC prints for AC1, Fleiss' kappa and percent agreement."""
    found = [at(measure, GWET) for measure in (gwet_ac, fleiss_kappa, percent_agreement)]
    assert found == pytest.approx([0.77544, 0.76117, 0.81818], abs=0.000005)
    assert at(brennan_prediger, GWET) == pytest.approx((9 / 11 - 0.2) / 0.8)


@pytest.mark.parametrize(
    ("measure", "value"),
    [
        (percent_agreement, 0.616),
        (fleiss_kappa, 0.458),
        (conger_kappa, 0.469),
        (gwet_ac, 0.497),
        (brennan_prediger, 0.487),
    ],
)
def test_five_observers_with_many_missing_scores(measure, value):
    """Gwet's five observers, of whom one scored all units: as irrCAC prints them."""
    assert at(measure, FIVE) == pytest.approx(value, abs=0.0005)


def test_intraclass_correlations_are_those_of_shrout_and_fleiss():
    """Their six targets and four judges: ICC(2,1) = .29 and ICC(3,1) = .71."""
    assert at(icc, JUDGES, "A,1") == pytest.approx(0.29, abs=0.005)
    assert at(icc, JUDGES, "C,1") == pytest.approx(0.71, abs=0.005)


def test_concordance_with_ties_worked_by_hand():
    """Three coders, four units, one tie: W = 12 * 36.5 / (9 * 60 - 3 * 6)."""
    # Ranks a: 1 2 3 4, b: 1.5 1.5 3 4, c: 2 1 4 3. Sums 4.5 4.5 10 11, mean 7.5; S = 36.5.
    ratings = pd.DataFrame({"a": [1, 2, 3, 4], "b": [5, 5, 6, 7], "c": [20, 10, 40, 30]})
    deviations = np.array([4.5, 4.5, 10, 11]) - 7.5
    s = (deviations**2).sum()
    assert s == 36.5
    assert at(kendall_w, ratings) == pytest.approx(12 * s / (9 * 60 - 3 * 6))


def test_concordance_is_what_friedmans_test_rests_on():
    """Without missing ratings Friedman's chi-squared of scipy is W times m (n - 1)."""
    rng = np.random.default_rng(3)
    ratings = pd.DataFrame(rng.integers(1, 5, (12, 5)))
    chi_squared = stats.friedmanchisquare(*ratings.to_numpy()).statistic
    assert at(kendall_w, ratings) == pytest.approx(chi_squared / (5 * 11))


@pytest.mark.parametrize(
    ("ours", "theirs"), [(None, None), ("linear", "linear"), ("quadratic", "quadratic")]
)
def test_cohens_kappa_is_that_of_statsmodels(ours, theirs):
    """Random tables of two coders, with each kind of weights."""
    rng = np.random.default_rng(5)
    first = rng.integers(0, 4, 200)
    second = np.where(rng.random(200) < 0.6, first, rng.integers(0, 4, 200))
    table = pd.crosstab(first, second).to_numpy()
    wanted = cohens_kappa(table, wt=theirs, return_results=False)
    ratings = pd.DataFrame({"a": first, "b": second})
    assert at(cohen_kappa, ratings, weights=ours) == pytest.approx(wanted)
    assert at(conger_kappa, ratings, weights=ours) == pytest.approx(wanted)
    assert at(light_kappa, ratings, weights=ours) == pytest.approx(wanted)


def test_fleiss_kappa_is_that_of_statsmodels_where_nothing_is_missing():
    """Complete ratings of four coders; with missing ones statsmodels gives .5677 in silence."""
    rng = np.random.default_rng(7)
    truth = rng.integers(0, 3, 60)[:, None]
    ratings = np.where(rng.random((60, 4)) < 0.7, truth, rng.integers(0, 3, (60, 4)))
    counts, _values = aggregate_raters(ratings)
    assert at(fleiss_kappa, pd.DataFrame(ratings)) == pytest.approx(other_fleiss(counts))
    assert at(fleiss_kappa, FOUR) == pytest.approx(0.761, abs=0.0005)


def test_lights_kappa_is_the_mean_of_the_pairs():
    """Three coders with missing ratings: the mean of three kappas, each on shared units."""
    pairs = [FIVE[[one, other]] for one, other in (("a", "b"), ("a", "c"), ("b", "c"))]
    wanted = np.mean([at(cohen_kappa, pair) for pair in pairs])
    assert at(light_kappa, FIVE[["a", "b", "c"]]) == pytest.approx(wanted)


def test_congers_chance_is_that_of_all_pairs():
    """Conger's chance agreement is the mean of that of all pairs of coders."""
    complete = FIVE[["a", "b", "c"]].dropna()
    agreed = at(percent_agreement, complete)
    shares = {c: complete[c].value_counts(normalize=True) for c in complete}
    chances = [
        sum(shares[one].get(v, 0) * shares[other].get(v, 0) for v in range(4))
        for one, other in permutations(complete, 2)
    ]
    chance = np.mean(chances)
    assert at(conger_kappa, complete) == pytest.approx((agreed - chance) / (1 - chance))


def test_alpha_without_a_table_of_values_is_that_with_one():
    """Ratio and ordinal alpha of measurements equal sums over all pairs of ratings."""
    rng = np.random.default_rng(11)
    ratings = pd.DataFrame(np.exp(rng.normal(size=(30, 3)) * 2)).round(2)
    ratings.iloc[0, 0], ratings.iloc[1], ratings.iloc[5, 1] = 0.0, 0.0, np.nan
    given = np.concatenate([row[~np.isnan(row)] for row in ratings.to_numpy()])

    def ratio(one, other):
        return 0.0 if one + other == 0 else ((one - other) / (one + other)) ** 2

    def ordinal(one, other):
        low, high = min(one, other), max(one, other)
        between = ((given >= low) & (given <= high)).sum()
        return (between - ((given == low).sum() + (given == high).sum()) / 2) ** 2

    for level, apart in (("ratio", ratio), ("ordinal", ordinal)):
        assert at(krippendorff_alpha, ratings, level) == pytest.approx(
            by_all_pairs(ratings, given, apart), abs=1e-9
        )


def by_all_pairs(ratings, given, apart):
    """Alpha as it is defined, pair by pair."""
    units = [row[~np.isnan(row)] for row in ratings.to_numpy()]
    observed = sum(
        sum(apart(one, other) for one, other in permutations(unit, 2)) / (len(unit) - 1)
        for unit in units
        if len(unit) > 1
    )
    expected = sum(apart(one, other) for one, other in permutations(given, 2)) / (len(given) - 1)
    return 1 - observed / expected


def test_the_result_says_what_it_rests_on():
    """Units with one rating take no part, and the result says so, with all that was decided."""
    found = krippendorff_alpha(FOUR, "interval", draws=200, seed=4)
    assert (found.n_units, found.n_ratings, found.n_coders) == (11, 40, 4)
    assert (found.level, found.draws, found.seed, found.confidence) == ("interval", 200, 4, 0.95)
    assert found.parameters["level"] == "interval"
    assert any("1 unit with a single rating" in remark for remark in found.remarks)
    assert any("fewer than 25" in remark for remark in found.remarks)
    assert found.table.loc[0, "estimate"] == found.estimate
    assert "0.849" in repr(found)
    assert "fewer than 25" in found._repr_html_()


def test_the_interval_is_the_same_for_the_same_seed_and_holds_the_estimate():
    """Same seed, same interval; another seed, another one; units in another order, the same."""
    one, same, other = (krippendorff_alpha(FIVE, seed=seed) for seed in (1, 1, 2))
    shuffled = krippendorff_alpha(FIVE.sample(frac=1, random_state=0), seed=1)
    assert (one.low, one.high) == (same.low, same.high) == (shuffled.low, shuffled.high)
    assert (one.low, one.high) != (other.low, other.high)
    assert one.low < one.estimate < one.high


def test_the_interval_is_that_of_units_drawn_one_by_one():
    """Collapsing equal units changes nothing: the naive bootstrap has the same percentiles."""
    rng = np.random.default_rng(0)
    truth = rng.integers(0, 3, 80)[:, None]
    ratings = pd.DataFrame(np.where(rng.random((80, 3)) < 0.7, truth, rng.integers(0, 3, (80, 3))))
    for measure in (krippendorff_alpha, fleiss_kappa, conger_kappa):
        found = measure(ratings, draws=3000)
        naive = [at(measure, ratings.iloc[rng.integers(0, 80, 80)]) for _draw in range(400)]
        low, high = np.quantile(naive, [0.025, 0.975])
        assert (found.low, found.high) == pytest.approx((low, high), abs=0.04)


def test_many_and_few_patterns_are_drawn_from_one_distribution():
    """Drawing patterns and drawing units, whichever is quicker, give the same interval."""
    rng = np.random.default_rng(1)
    truth = rng.normal(size=(900, 1))
    fine = pd.DataFrame(truth + 0.8 * rng.normal(size=(900, 3)))
    found = krippendorff_alpha(fine, "interval", draws=2000)
    coarse = krippendorff_alpha(fine.mul(2).round().div(2), "interval", draws=2000)
    assert (found.low, found.high) == pytest.approx((coarse.low, coarse.high), abs=0.03)
    assert icc(fine, "A,1", draws=0).estimate == pytest.approx(found.estimate, abs=0.002)


@pytest.mark.parametrize(
    "measure",
    [krippendorff_alpha, percent_agreement, fleiss_kappa, gwet_ac, kendall_w, icc, light_kappa],
)
def test_a_result_can_be_made_again_from_what_it_kept(measure):
    """A figure of it can be proved later: the making holds the table and every choice."""
    found = measure(FIVE[["b", "c"]], draws=50, seed=3)
    again = remake(found.making, ())
    assert (again.estimate, again.low, again.high) == (found.estimate, found.low, found.high)


def test_ordered_categories_are_kept_with_their_order():
    """Text with an order is ordinal, also when made again; without one it is refused."""
    kind = pd.CategoricalDtype(["none", "some", "all"], ordered=True)
    words = {"a": ["none", "some", "all", "all"], "b": ["none", "all", "all", "some"]}
    found = krippendorff_alpha(pd.DataFrame(words, dtype=kind), draws=20)
    numbers = pd.DataFrame(words).replace({"none": 0, "some": 1, "all": 2}).astype(float)
    assert found.estimate == at(krippendorff_alpha, numbers)
    assert found.estimate == at(krippendorff_alpha, pd.DataFrame(words), values=kind.categories)
    assert remake(found.making, ()).estimate == found.estimate
    with pytest.raises(WrongKind, match="values= with all of them"):
        krippendorff_alpha(pd.DataFrame(words))


def test_weights_of_numbers_are_their_own_distances():
    """A value that nobody chose changes no weight, as 3 between 1, 2 and 5 here."""
    ratings = pd.DataFrame({"a": [1, 2, 5, 5], "b": [1, 5, 5, 2]})
    agreed = percent_agreement(ratings, weights="linear", draws=0).estimate
    assert agreed == pytest.approx((1 + 1 + 2 * (1 - 3 / 4)) / 4)
    assert at(percent_agreement, ratings, weights="linear", values=[1, 2, 3, 4, 5]) == agreed


@pytest.mark.parametrize("level", ["ordinal", "ratio"])
def test_joining_very_many_values_changes_next_to_nothing(level):
    """Beyond 8,192 values the interval is made of classes, and alpha of these is the same."""
    rng = np.random.default_rng(2)
    seen = rng.normal(size=(6000, 1)) + 0.7 * rng.normal(size=(6000, 3))
    ratings = pd.DataFrame(np.exp(2 * seen)).mask(rng.random((6000, 3)) < 0.1)
    ratings.iloc[3, 1] = 0.0
    coded = code_ratings(ratings, "alpha")
    codes = coded.codes[coded.n_given >= 2]
    fewer = classed(coded, codes, level)
    assert len(fewer[0].values) <= MOST_CLASSES < len(coded.values)
    assert (fewer[1] >= 0).tolist() == (codes >= 0).tolist()
    once = np.ones((1, len(codes)))
    exact = alpha_statistic(coded, codes, level)(once)
    assert alpha_statistic(*fewer, level)(once) == pytest.approx(exact, abs=1e-5)
    found = krippendorff_alpha(ratings, level, draws=30)
    assert found.estimate == pytest.approx(float(exact[0]))
    assert any("joined into" in remark for remark in found.remarks)


def test_the_interval_has_the_ends_that_it_promises():
    """Of 1,000 units 600 agree: the ends are the 2.5th and 97.5th percentile of a binomial."""
    ratings = pd.DataFrame({"a": [1] * 1000, "b": [1] * 600 + [2] * 400})
    found = percent_agreement(ratings, draws=20_000)
    wanted = stats.binom.ppf([0.025, 0.975], 1000, 0.6) / 1000
    assert (found.low, found.high) == pytest.approx(tuple(wanted), abs=0.002)


@pytest.mark.parametrize("repeated", [0, 300])
def test_units_are_drawn_as_often_as_there_are_units(repeated):
    """Of many patterns, some of them repeated, each is drawn in proportion to its units."""
    units = np.concatenate([np.arange(900), np.arange(repeated) % 10])
    patterns = collapse(np.column_stack([units, units]))
    assert patterns.times.tolist() == [1 + repeated // 10] * 10 + [1] * 890
    drawn = np.concatenate(list(_samples(patterns, 3000, np.random.default_rng(5))))
    assert drawn.shape == (3000, 900)
    assert (drawn.sum(axis=1) == len(units)).all()
    assert drawn.mean(axis=0) == pytest.approx(patterns.times, abs=0.6 if repeated else 0.15)
    assert drawn[:, 10:].mean(axis=0) == pytest.approx(np.ones(890), abs=0.12)
    assert drawn[:, 10:].var(axis=0).mean() == pytest.approx(1.0, abs=0.02)
