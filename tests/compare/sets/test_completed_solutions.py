"""Solutions under missing memberships: each completion minimised, every model counted."""

from itertools import product

import numpy as np
import pandas as pd
import pytest

from engagement_kit.compare import minimize, solutions_under_missing
from engagement_kit.compare.remaking import remake
from engagement_kit.errors import UnknownId
from tests.compare.sets.lipset import LC, LF, LM
from tests.compare.sets.test_completion import gapped
from tests.compare.sets.test_truth import quietly


def counted(frame, gaps, values, **choices):
    """Models of every completion, each made and minimised one by one."""
    counts = {}
    for chosen in product(*values):
        whole = frame.astype(float)
        for (case, column), value in zip(gaps, chosen, strict=True):
            whole.loc[case, column] = value
        for model in minimize(quietly(whole, "SURV"), **choices).models:
            text = " + ".join(model)
            counts[text] = counts.get(text, 0) + 1
    return counts


@pytest.mark.parametrize(
    ("frame", "choices"),
    [
        (LC, {}),
        (LC, {"solution": "parsimonious"}),
        (LC, {"solution": "intermediate", "expectations": "1,1,1,1,1"}),
        (LF, {"solution": "parsimonious"}),
    ],
)
def test_every_completion_is_minimised(frame, choices):
    """The counts are those of minimising each of 16 completions by itself."""
    gaps = [("EE", "SURV"), ("FI", "IND"), ("UK", "URB"), ("PL", "LIT")]
    found = solutions_under_missing(gapped(frame, *gaps), "SURV", **choices)
    assert (found.n_completions, found.is_exact) == (16, True)
    expected = counted(frame, gaps, [(0, 1)] * 4, **choices)
    assert dict(zip(found.table["model"], found.table["n"], strict=True)) == expected


def test_several_values_are_completed_too():
    """A gap of DEV in LM is completed by 0, 1 and 2, and terms have braces."""
    gaps = [("FI", "DEV")]
    found = solutions_under_missing(gapped(LM, *gaps), "SURV", solution="parsimonious")
    expected = counted(LM, gaps, [(0, 1, 2)], solution="parsimonious")
    assert dict(zip(found.table["model"], found.table["n"], strict=True)) == expected
    assert all("{" in model for model in expected)


def test_without_gaps_there_is_one_solution():
    """LC's parsimonious solution DEV*STB is found in the only completion there is."""
    found = solutions_under_missing(LC, "SURV", solution="parsimonious")
    assert found.always == ("DEV*STB",)
    assert (found.n_completions, found.n_without) == (1, 0)


def test_completions_without_a_solution_are_counted():
    """Where a completion leaves no positive row, it counts as one without a solution."""
    frame = pd.DataFrame({"A": [1, 1, 0, 0, 0], "Y": [1, None, 0, 0, 0]}, index=list("abcde"))
    found = solutions_under_missing(frame, "Y")
    assert (found.n_without, found.table["share"].tolist()) == (1, [0.5])
    assert "No sound solution in 1 of 2 completions" in found.remarks[-1]


def test_it_is_drawn_from_a_seed_and_can_be_made_again():
    """The same seed gives the same shares; the result says how it was made."""
    frame = gapped(LC, *[(case, "URB") for case in ("AU", "BE", "FI", "FR", "GR", "UK")])
    found = solutions_under_missing(frame, "SURV", missing="sample", draws=50, seed=7)
    assert not found.is_exact
    again = remake(found.making, ())
    pd.testing.assert_frame_equal(again.table, found.table)
    assert "50 of 64" in repr(found)
    assert "drawn" in found._repr_html_()
    assert np.isclose(found.table["share"].sum(), 1)


def test_an_unknown_solution_is_refused():
    """A kind of solution that there is not is told with those there are."""
    with pytest.raises(UnknownId, match="conservative"):
        solutions_under_missing(LC, "SURV", solution="complex")
