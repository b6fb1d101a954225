"""Moves are counted once each, with how many of them are settled and how many cases may have."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engagement_kit.assess import rate_levels
from engagement_kit.cases import Cases
from engagement_kit.compare import compare_waves
from engagement_kit.errors import UnknownId
from engagement_kit.frameworks import load_framework
from tests.compare.waves.waved_cases import waved

GUIDE = load_framework("guide")
SURVEY = "guide.formats.survey"
SCALE = ("absent", "ad_hoc", "regular", "systematic")
answer = st.none() | st.sampled_from(SCALE)


def changes_of(pairs):
    """Changes of cases with a pair of answers to one item: one, one a coder, or None."""
    cases = tuple(
        waved(f"case-{i}", {2010: {SURVEY: a} if a else {}, 2020: {SURVEY: b} if b else {}})
        for i, (a, b) in enumerate(pairs)
    )
    return compare_waves(rate_levels(Cases(cases), GUIDE, part="formats"))


def ways(changes):
    """Rows of the item by from and to."""
    table = changes.transitions
    return table[table["item"] == SURVEY].set_index(["from", "to"])


def test_moves_of_small_cases():
    """Counts, settled ones, possible ones and names, worked out by hand."""
    coders = ("ad_hoc", "regular")
    found = ways(changes_of([("absent", "regular"), ("absent", coders), (None, "regular")]))
    one = found.loc[("absent", "regular")]
    # The first did; the second may have by the other coder; the third may have come from anywhere.
    assert (one["n"], one["n_settled"], one["n_possible"]) == (1, 1, 3)
    two = found.loc[("absent", "ad_hoc")]
    assert (two["n"], two["n_settled"], two["n_possible"]) == (1, 0, 1)
    assert (two["cases"], two["open_cases"]) == ("case-1", "case-1")
    three = found.loc[("unknown", "regular")]
    assert (three["n"], three["direction"], three["n_possible"]) == (1, "not_known", 1)


@settings(max_examples=15)
@given(st.lists(st.tuples(answer, answer), min_size=1, max_size=8))
def test_counts_are_those_of_every_completion(pairs):
    """A way is possible for a case if the unknown can turn out so; counts add up to the cases."""
    found = ways(changes_of(pairs))
    assert found["n"].sum() == len(pairs)
    for (start, end), row in found.iterrows():
        assert row["n_settled"] <= row["n"] <= row["n_possible"]
        if {start, end} <= set(SCALE):
            able = [a in (None, start) and b in (None, end) for a, b in pairs]
            assert row["n_possible"] == sum(able)


def test_the_matrix_has_every_place_once():
    """Rows are before, columns after, lowest first; places where nobody was have zeros."""
    changes = changes_of([("regular", "absent"), ("regular", None)])
    matrix = changes.matrix(SURVEY)
    assert list(matrix.index) == [*SCALE, "unknown"] == list(matrix.columns)
    assert matrix.loc["regular", "absent"] == 1 == matrix.loc["regular", "unknown"]
    assert matrix.to_numpy().sum() == 2
    with pytest.raises(UnknownId, match="Did you mean"):
        changes.matrix("guide.formats.surveys")
