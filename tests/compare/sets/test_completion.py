"""Truth tables under missing memberships: every completion inside the bounds, nothing guessed."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engagement_kit.compare import complete_truth_table, truth_table
from engagement_kit.compare.remaking import remake
from engagement_kit.errors import UnknownId, WrongKind
from tests.compare.sets.lipset import CONDITIONS, LC, LF, LM
from tests.compare.sets.test_truth import quietly


def gapped(frame, *gaps):
    """A copy of the data with gaps at (case, column)."""
    frame = frame.astype(float)
    for case, column in gaps:
        frame.loc[case, column] = np.nan
    return frame


def rows(result):
    """Rows by their configuration."""
    return {
        tuple(row[name] for name in result.conditions): row
        for row in result.table.to_dict("records")
    }


def test_without_gaps_it_is_the_truth_table():
    """Where nothing is missing, there is one completion and every row is settled."""
    done, plain = complete_truth_table(LF, "SURV"), truth_table(LF, "SURV")
    assert (done.n_completions, done.is_exact, done.n_settled) == (1, True, len(plain))
    one, other = rows(done), rows(plain)
    assert set(one) == set(other)
    for key, row in one.items():
        assert row["incl_low"] == row["incl_high"] == pytest.approx(other[key]["incl"])
        assert (row["out"], row["cases"]) == (other[key]["out"], other[key]["cases"])
    assert done.remarks == ("No membership is missing.",)


def test_a_gap_in_the_outcome_opens_its_row():
    """Estonia stands alone in its row: without its outcome the row is open, all others settled."""
    done = complete_truth_table(gapped(LC, ("EE", "SURV")), "SURV")
    row = rows(done)[0, 0, 1, 0, 1]
    assert (row["status"], row["share_positive"], row["n_low"], row["n_high"]) == (
        "open",
        0.5,
        1,
        1,
    )
    assert (row["incl_low"], row["incl_high"]) == (0, 1)
    assert done.n_settled == 8


def test_a_gap_in_a_condition_moves_a_case():
    """Finland without its industry may stand in two rows; both say so."""
    done = complete_truth_table(gapped(LC, ("FI", "IND")), "SURV")
    found = rows(done)
    assert done.n_completions == 2
    assert (found[1, 0, 1, 0, 1]["cases"], found[1, 0, 1, 0, 1]["possible"]) == ("IE", "FI")
    assert (found[1, 0, 1, 1, 1]["cases"], found[1, 0, 1, 1, 1]["possible"]) == ("FR,SE", "FI")
    assert all(row["status"] == "settled" for row in found.values())


def test_a_gap_of_several_values_takes_each():
    """A gap in a condition with three values makes three completions."""
    done = complete_truth_table(gapped(LM, ("FI", "DEV")), "SURV")
    assert done.n_completions == 3
    assert {key[0] for key, row in rows(done).items() if "FI" in row["possible"]} == {0, 1, 2}


def test_beyond_the_limit_completions_are_drawn_with_a_seed():
    """More completions than the limit are drawn, said so, and the same for the same seed."""
    frame = gapped(LC, *[(case, "URB") for case in ("AU", "BE", "FI", "FR", "GR", "UK")])
    done = complete_truth_table(frame, "SURV", limit=63, draws=40, seed=3)
    assert (done.is_exact, done.n_completions) == (False, 64)
    assert done.parameters["n_looked_at"] == 40
    assert "40 of 64 completions were drawn" in done.remarks[-1]
    again = complete_truth_table(frame, "SURV", limit=63, draws=40, seed=3)
    pd.testing.assert_frame_equal(done.table, again.table)
    exact = complete_truth_table(frame, "SURV", limit=64)
    assert exact.is_exact
    for key, row in rows(done).items():
        assert row["n_low"] >= rows(exact)[key]["n_low"]
        assert row["incl_high"] <= rows(exact)[key]["incl_high"]


def test_cases_at_the_middle_are_named():
    """A case at exactly .5 is in no row, and a remark names it."""
    frame = gapped(LF, ("EE", "LIT"))
    frame.loc["AU", "IND"] = 0.5
    done = complete_truth_table(frame, "SURV")
    assert "AU" in done.remarks[1]
    assert not any("AU" in row["cases"] + row["possible"] for row in rows(done).values())


def test_it_can_be_made_again():
    """The result says enough of its making to be made again, gaps included."""
    done = complete_truth_table(gapped(LF, ("EE", "LIT")), "~SURV", missing="sample", draws=20)
    pd.testing.assert_frame_equal(remake(done.making, ()).table, done.table)
    assert "drawn" in repr(done)
    assert "EE" in done._repr_html_()


def test_bad_choices_are_refused():
    """An unknown policy, a limit of 0 and a column of gaps alone are refused."""
    with pytest.raises(UnknownId, match="bounds"):
        complete_truth_table(LC, "SURV", missing="drop")
    with pytest.raises(WrongKind, match="limit"):
        complete_truth_table(LC, "SURV", limit=0)
    with pytest.raises(WrongKind, match="no membership at all"):
        complete_truth_table(LC.assign(URB=np.nan), "SURV")
    with pytest.raises(WrongKind, match="same membership"):
        complete_truth_table(LC.assign(SURV=1), "SURV")


@settings(max_examples=40, deadline=None)
@given(
    gaps=st.sets(st.tuples(st.integers(0, 17), st.integers(0, 5)), min_size=1, max_size=4),
    values=st.lists(st.integers(0, 1), min_size=4, max_size=4),
    is_fuzzy=st.booleans(),
)
def test_bounds_hold_every_completion(gaps, values, is_fuzzy):
    """The truth table of any completion lies in the ranges, and agrees where a row is settled."""
    whole = (LF if is_fuzzy else LC).astype(float)
    names = [(whole.index[row], whole.columns[column]) for row, column in gaps]
    done = complete_truth_table(gapped(whole, *names), "SURV")
    completed = whole.copy()
    for (case, column), value in zip(names, values, strict=False):
        completed.loc[case, column] = value
    plain = quietly(completed, "SURV")
    if plain is None:
        return
    found = rows(plain)
    for key, row in rows(done).items():
        assert row["n_low"] <= row["n_high"]
        assert row["incl_low"] <= row["incl_high"]
        shares = [row[f"share_{kind}"] for kind in ("positive", "negative", "remainder")]
        assert sum(shares) == pytest.approx(1)
        one = found.get(key)
        assert row["n_low"] <= (one["n"] if one else 0) <= row["n_high"]
        if one:
            assert row["incl_low"] - 1e-9 <= one["incl"] <= row["incl_high"] + 1e-9
            assert row["pri_low"] - 1e-9 <= one["pri"] <= row["pri_high"] + 1e-9
        if row["status"] == "settled":
            assert (one["out"] if one else None) == (None if pd.isna(row["out"]) else row["out"])
    assert set(found) <= set(rows(done))
    assert tuple(CONDITIONS) == done.conditions
