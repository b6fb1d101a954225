"""What holds for agreement of any ratings: names, orders of units and coders change nothing."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

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
from engagement_kit.errors import NoEstimate

NOMINAL = (percent_agreement, fleiss_kappa, conger_kappa, light_kappa, gwet_ac, brennan_prediger)
VALUES = (0, 1, 2, 3)
few = settings(max_examples=40)  # ten measures a piece


@st.composite
def rated(draw, *, missing=True):
    """Ratings of two to four coders and two to twelve units, some of them missing."""
    coders, units = draw(st.integers(2, 4)), draw(st.integers(2, 12))
    cell = st.sampled_from([*VALUES, None] if missing else VALUES)
    rows = draw(
        st.lists(st.lists(cell, min_size=coders, max_size=coders), min_size=units, max_size=units)
    )
    return pd.DataFrame(rows, columns=list("abcd")[:coders], dtype="float64")


def value(measure, ratings, *choices, **named):
    """The estimate; None where there is none."""
    try:
        return measure(ratings, *choices, draws=0, **named).estimate
    except NoEstimate:
        return None


def alpha(level):
    """Alpha on a level, as a function of ratings alone."""
    return lambda ratings, **named: krippendorff_alpha(ratings, level, **named)


ANY = [*NOMINAL, kendall_w, icc, *map(alpha, ("nominal", "ordinal", "interval", "ratio"))]


@few
@given(rated(), st.randoms(use_true_random=False))
def test_the_order_of_units_and_coders_changes_nothing(ratings, shuffle):
    """Rows and columns in another order give the same estimate, for every measure."""
    rows, columns = list(ratings.index), list(ratings.columns)
    shuffle.shuffle(rows)
    shuffle.shuffle(columns)
    other = ratings.loc[rows, columns]
    for measure in ANY:
        assert value(measure, other) == pytest.approx(value(measure, ratings))


@few
@given(rated(), st.permutations("wxyz"))
def test_names_of_nominal_values_change_nothing(ratings, names):
    """Nominal values may be called anything, in any order."""
    renamed = ratings.astype(object).replace(dict(zip(map(float, VALUES), names, strict=True)))
    renamed = renamed.where(ratings.notna(), None)
    for measure in (*NOMINAL, alpha("nominal")):
        assert value(measure, renamed) == pytest.approx(value(measure, ratings))


@few
@given(rated(), st.lists(st.integers(1, 50), min_size=4, max_size=4))
def test_ordinal_measures_see_the_order_alone(ratings, steps):
    """Any growing relabelling leaves ordinal alpha and W as they are; turning the order too."""
    numbers = np.cumsum(steps).astype(float)
    grown = ratings.replace(dict(zip(map(float, VALUES), numbers, strict=True)))
    for measure in (alpha("ordinal"), kendall_w):
        assert value(measure, grown) == pytest.approx(value(measure, ratings))
        assert value(measure, 3 - ratings) == pytest.approx(value(measure, ratings))


@given(rated(), st.floats(0.1, 100), st.floats(-50, 50))
def test_units_of_measurement_change_nothing(ratings, factor, shift):
    """Interval alpha bears another unit and another zero, ratio alpha another unit."""
    assert value(alpha("interval"), ratings * factor + shift) == pytest.approx(
        value(alpha("interval"), ratings), abs=1e-9
    )
    assert value(alpha("ratio"), ratings * factor) == pytest.approx(
        value(alpha("ratio"), ratings), abs=1e-9
    )
    assert value(icc, ratings * factor + shift) == pytest.approx(value(icc, ratings), abs=1e-9)


@few
@given(rated())
def test_values_keep_their_bounds(ratings):
    """None exceeds 1; percent agreement and W are not below 0."""
    for measure in ANY:
        found = value(measure, ratings)
        assert found is None or found <= 1 + 1e-12
        if measure in {percent_agreement, kendall_w}:
            assert found is None or found >= -1e-12
    for weights in ("linear", "quadratic"):
        assert (value(percent_agreement, ratings, weights=weights) or 0) >= (
            value(percent_agreement, ratings) or 0
        ) - 1e-12


@few
@given(rated(missing=False), st.integers(2, 5))
def test_copies_of_a_coder_agree_fully(ratings, copies):
    """Coders who say the same in everything agree at 1 wherever agreement has a value."""
    same = pd.DataFrame({str(n): ratings["a"] for n in range(copies)})
    assume(set(same["0"]) != {same["0"].iloc[0]})
    for measure in ANY:
        assert value(measure, same) == pytest.approx(1)


@given(rated(missing=False))
def test_of_two_coders_four_kappas_are_related(ratings):
    """Of two coders Conger's and Light's kappa are Cohen's; Fleiss' is no larger than Cohen's."""
    two = ratings[["a", "b"]]
    cohen = value(cohen_kappa, two)
    assert value(conger_kappa, two) == pytest.approx(cohen)
    assert value(light_kappa, two) == pytest.approx(cohen)
    fleiss = value(fleiss_kappa, two)
    assert fleiss is None or fleiss <= cohen + 1e-12


@few
@given(rated())
def test_a_unit_with_one_rating_takes_no_part_in_alpha(ratings):
    """Adding units that one coder rated leaves every alpha as it is."""
    more = pd.concat([ratings, pd.DataFrame({"a": [0.0, 3.0]})], ignore_index=True)
    for level in ("nominal", "ordinal", "interval", "ratio"):
        assert value(alpha(level), more) == pytest.approx(value(alpha(level), ratings))


@few
@given(rated(), st.integers(2, 4))
def test_nominal_alpha_nears_fleiss_kappa_with_more_units(ratings, times):
    """The same units several times over: alpha and kappa differ by no more than 1 in n."""
    full = ratings.dropna()
    assume(len(full) > 1)
    many = pd.concat([full] * times, ignore_index=True)
    one, other = value(alpha("nominal"), many), value(fleiss_kappa, many)
    assert (one is None) == (other is None)
    assert one is None or 0 <= one - other <= 2.0 / many.size + 1e-12
