"""Scales of many steps are added up on engines as they are in memory."""

import dataclasses

import pandas as pd
import pytest

from engagement_kit.assess import place_quadrants, tally_quadrants
from engagement_kit.frameworks.schema import Scale
from tests.assess.frames.tables_of_answers import ENGINES, frame_of, sorted_table

ITEMS = ("smi.investment.briefing", "smi.investment.budget", "smi.innovation.culture")
SAID = [("yes", "no", "partly"), ("partly", "partly", "partly"), ("no", "yes", None)]
ROWS = [
    (case, 2020, coder, item, said)
    for case, coders in (("a", "xy"), ("b", "x"), ("c", "yz"))
    for place, coder in enumerate(coders)
    for item, said in zip(ITEMS, SAID[place + (case == "c")], strict=True)
]


@pytest.fixture(params=[(0, 0.333, 1), (0, 0.333333333, 1), (0, 1, 4), (0, 1, 161), (1, 1.5, 5)])
def uneven(smi, request):
    """The index with other numbers of its answers, and what its middle answer is worth."""
    numbers = zip(("no", "partly", "yes"), request.param, strict=True)
    values = [{"id": answer, "value": number} for answer, number in numbers]
    scale = Scale.model_validate({"id": "answer", "values": values})
    definition = smi.definition.model_copy(update={"scales": (scale,)})
    low, middle, high = request.param
    return dataclasses.replace(smi, definition=definition), (middle - low) / (high - low)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("single", [False, True])
def test_scores_of_uneven_scales_are_the_same_everywhere(uneven, engine, single):
    """With several answers an item and with one, of cases listed and counted."""
    framework, middle = uneven
    frame = frame_of(ROWS)
    if single:
        frame = frame.drop_duplicates(["case", "wave", "item"]).drop(columns="coder")
    wanted = place_quadrants(frame, framework, min_known=0)
    found = place_quadrants(ENGINES[engine](frame), framework, min_known=0)
    pd.testing.assert_frame_equal(sorted_table(found.table), sorted_table(wanted.table))
    tally = tally_quadrants(ENGINES[engine](frame), framework, min_known=0)
    pd.testing.assert_frame_equal(tally.table, tally_quadrants(wanted).table)
    assert wanted.table.set_index("case")["y"]["b"] == pytest.approx(middle, abs=1e-9)
