"""Groups may be called like almost anything: never like a column of the result."""

import pandas as pd
import pytest

from engagement_kit.assess import place_quadrants, tally_quadrants
from engagement_kit.errors import Faults, WrongKind
from tests.assess.frames.tables_of_answers import ENGINES, frame_of, sorted_table

ITEM, OTHER = "smi.investment.budget", "smi.innovation.culture"
ROWS = [("a", 2020, "x", ITEM, "yes"), ("a", 2024, "x", OTHER, "no"), ("b", 2020, "y", ITEM, "no")]
# Some are what the sums are called on the way, some begin and end like those.
NAMES = ("sums", "_sums", "answer", "low", "rank", "marks", "reason", "wrong", "age", "age_high")


@pytest.mark.parametrize("engine", ENGINES)
def test_groups_called_like_columns_on_the_way_are_kept(smi, engine):
    """All at once, with one answer an item and with several."""
    for rows in (ROWS, [*ROWS, ("b", 2020, "z", ITEM, "yes")]):
        groups = {name: [f"{name}-{row[0]}" for row in rows] for name in NAMES}
        frame = frame_of(rows).assign(**groups).astype(dict.fromkeys(NAMES, "str"))
        placed = place_quadrants(ENGINES[engine](frame), smi, by=NAMES)
        for name in NAMES:
            said = [f"{name}-{case}" for case in "aab"]
            assert sorted_table(placed.table)[name].tolist() == said
        tally = tally_quadrants(ENGINES[engine](frame), smi, by=NAMES)
        pd.testing.assert_frame_equal(tally.table, tally_quadrants(placed, by=NAMES).table)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("by", ["wave", "case", ["wave", "coder"]])
def test_what_names_rows_can_name_groups(smi, engine, by):
    """Waves, cases, and coders where each case has one."""
    tally = tally_quadrants(ENGINES[engine](frame_of(ROWS)), smi, by=by, min_known=0)
    wanted = {"wave": [("2020", 2), ("2024", 1)], "case": [("a", 2), ("b", 1)]}
    if isinstance(by, str):
        placed = place_quadrants(ENGINES[engine](frame_of(ROWS)), smi, by=by, min_known=0)
        assert tally.counts["n"].to_dict() == dict(wanted[by])
        pd.testing.assert_frame_equal(tally.table, tally_quadrants(placed, by=by).table)
    else:
        assert tally.counts["n"].tolist() == [1, 1, 1]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", ["n", "x", "quadrant", "possible"])
def test_a_group_called_like_a_column_of_the_result_is_refused(smi, engine, name):
    """It would be lost, or counted."""
    frame = frame_of(ROWS).assign(**{name: "g"})
    for ask in (place_quadrants, tally_quadrants):
        with pytest.raises(Faults, match="has a column of this name"):
            ask(ENGINES[engine](frame), smi, by=name)
    if name != "n":
        with pytest.raises(WrongKind, match="by"):
            tally_quadrants(place_quadrants(frame.drop(columns=name), smi), by=name)
