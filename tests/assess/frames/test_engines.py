"""Every engine gives every case the same quadrant, and the one that its records give."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engagement_kit.assess import (
    cases_table,
    place_quadrants,
    ratings_table,
    tally_quadrants,
)
from engagement_kit.errors import UnknownId
from engagement_kit.frameworks import load_framework
from tests.assess.frames.tables_of_answers import (
    COLUMNS,
    ENGINES,
    FEW,
    as_cases,
    drawn_rows,
    frame_of,
    sorted_table,
)

SMI = load_framework("smi")
ITEMS = (
    "smi.investment.briefing",
    "smi.investment.time",
    "smi.investment.budget",
    "smi.innovation.platform",
    "smi.innovation.culture",
    "maturity.social",
)
ANSWERS = ("no", "partly", "yes")
CHOICES = st.fixed_dictionaries(
    {
        "coder_rule": st.sampled_from(("lower_median", "lower", "higher", "a")),
        "wave": st.sampled_from((None, "first", "last", 2020)),
        "threshold_rule": st.sampled_from(("fixed", "sample_median")),
        "min_known": st.sampled_from((0.0, 0.125, 0.5)),
        "threshold": st.sampled_from((None, 0.3, (0.25, 0.75))),
    }
)


def said_or_refused(answers, **choices):
    """The table of placements, or what could not be found."""
    try:
        return sorted_table(place_quadrants(answers, SMI, **choices).table)
    except UnknownId:
        return "refused"


@settings(max_examples=5, deadline=None, phases=FEW)
@given(rows=drawn_rows(ITEMS, ANSWERS), choices=CHOICES)
def test_every_engine_places_every_case_alike(rows, choices):
    """Random answers of coders who differ, agree or leave open: one table on all engines."""
    frame = frame_of(rows)
    wanted = said_or_refused(as_cases(frame), drafts=True, **choices)
    for name, made in ENGINES.items():
        found = said_or_refused(made(frame), **choices)
        if isinstance(wanted, str):
            assert found == wanted, name
        else:
            pd.testing.assert_frame_equal(found.drop(columns="kind"), wanted.drop(columns="kind"))


@settings(max_examples=4, deadline=None, phases=FEW)
@given(rows=drawn_rows(ITEMS, ANSWERS), choices=CHOICES)
def test_one_answer_an_item_is_added_up_in_one_step(rows, choices):
    """Where no item has two answers, the short way gives what the long one gives."""
    frame = frame_of(rows).drop_duplicates(["case", "wave", "item"]).drop(columns="coder")
    choices |= {"coder_rule": "lower_median"}
    wanted = said_or_refused(as_cases(frame.assign(coder="a")), drafts=True, **choices)
    for name, made in ENGINES.items():
        found = said_or_refused(made(frame), **choices)
        if isinstance(wanted, str):
            assert found == wanted, name
        else:
            pd.testing.assert_frame_equal(found.drop(columns="kind"), wanted.drop(columns="kind"))


@pytest.fixture(scope="module")
def long_table(library):
    """The case library's ratings with what is known of each case beside."""
    ratings = ratings_table(library)[list(COLUMNS)]
    return ratings.merge(cases_table(library)[["case", "name", "kind", "country"]], on="case")


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("rule", ["lower_median", "lower", "higher", "coder-a"])
def test_the_library_is_placed_as_its_records_are(library, long_table, engine, rule):
    """97 case-waves with their names, kinds and countries: no cell of the table differs."""
    wanted = place_quadrants(library, SMI, coder_rule=rule).table
    found = place_quadrants(ENGINES[engine](long_table), SMI, coder_rule=rule).table
    pd.testing.assert_frame_equal(sorted_table(found), sorted_table(wanted))
    assert len(found) == 97


@pytest.mark.parametrize("engine", ENGINES)
def test_answers_that_come_twice_late_in_the_table_are_still_brought_together(engine):
    """The first rows look as if items had one answer; the last row proves them wrong."""
    rows = [(f"c{n:04}", 2020, "a", ITEMS[0], "yes") for n in range(2500)]
    rows.append(("c2499", 2020, "b", ITEMS[0], "no"))
    table = place_quadrants(ENGINES[engine](frame_of(rows)), SMI, min_known=0).table
    last = table.set_index("case").loc["c2499"]
    assert (last["x"], last["x_low"], last["x_high"]) == (0.0, 0.0, 1.0)
    assert table.set_index("case").loc["c0000", "x"] == 1.0


def test_a_table_without_waves_and_coders_is_placed():
    """Case, item and value do; the year stays open, and what else is named is kept."""
    frame = pd.DataFrame(
        {"case": [7, 7, 8], "item": [ITEMS[0], ITEMS[3], ITEMS[3]], "value": ["yes", "no", None]}
    ).assign(segment=["new", "new", None])
    for made in (ENGINES["pandas"], ENGINES["polars"], ENGINES["duckdb"]):
        placed = place_quadrants(made(frame), SMI, min_known=0, by="segment")
        table = sorted_table(placed.table)
        assert list(table["case"]) == ["7", "8"]
        assert table["wave"].isna().all()
        assert table["segment"].fillna("-").tolist() == ["new", "-"]
        assert table["x"].fillna(-1).tolist() == [1.0, -1.0]


@settings(max_examples=4, deadline=None, phases=FEW)
@given(rows=drawn_rows(ITEMS, ANSWERS), choices=CHOICES, one=st.booleans())
def test_every_engine_tallies_what_it_places(rows, choices, one):
    """Patterns counted on the engine are those of its placements, group by group."""
    frame = frame_of(rows)
    if one:
        frame = frame.drop_duplicates(["case", "wave", "item"]).drop(columns="coder")
        choices |= {"coder_rule": "lower_median"}
    frame["segment"] = frame["case"].map({"x": "new", "y": "old", "z": None}).astype("str")
    try:
        placed = place_quadrants(frame, SMI, by="segment", **choices)
    except UnknownId:
        return
    wanted = tally_quadrants(placed, by="segment")
    for name, made in ENGINES.items():
        found = tally_quadrants(made(frame), SMI, by="segment", **choices)
        pd.testing.assert_frame_equal(found.table, wanted.table)
        assert found.parameters == wanted.parameters, name
