import pandas as pd
import pytest

from engagement_kit.assess import count_placements, place_quadrants, tally_quadrants
from engagement_kit.errors import UnknownId, WrongKind


def test_a_tally_counts_what_placements_list(library, smi):
    """Every case-wave is in one pattern, and each group's counts are those of the placements."""
    placements = place_quadrants(library, smi)
    tally = tally_quadrants(placements, by="kind")
    assert len(tally) == len(placements)
    assert tally.statuses == placements.counts
    pd.testing.assert_frame_equal(
        tally.counts, count_placements(placements), check_dtype=False, check_names=False
    )


def test_patterns_are_each_listed_once(library, smi):
    """No two rows of a tally say the same, and its bounds enclose its scores."""
    table = tally_quadrants(place_quadrants(library, smi)).table
    assert not table.drop(columns="n").duplicated().any()
    assert (table["x_low"] <= table["x"].fillna(1)).all()
    assert (table["y"].fillna(0) <= table["y_high"]).all()


def test_without_groups_all_are_counted_together(library, smi):
    """One row, called all, holds the sums."""
    counts = tally_quadrants(place_quadrants(library, smi)).counts
    assert list(counts.index) == ["all"]
    assert counts.loc["all", "n"] == 97


def test_a_column_that_is_not_there_is_named(library, smi):
    """The error knows the columns that could have been meant."""
    with pytest.raises(UnknownId, match="country"):
        tally_quadrants(place_quadrants(library, smi), by="county")


def test_what_is_no_answers_is_refused(smi):
    """A number cannot be tallied."""
    with pytest.raises(WrongKind, match="int"):
        tally_quadrants(3, smi)
