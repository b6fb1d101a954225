"""Tallies of stages and levels count what placements and levels list, on every engine."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engagement_kit.assess import (
    cases_table,
    compare_levels,
    count_placements,
    making_of,
    place_stages,
    rate_levels,
    ratings_table,
    remake,
    tally_levels,
    tally_stages,
)
from engagement_kit.assess.frames import stage_sums
from engagement_kit.errors import Faults, UnknownId, WrongKind
from engagement_kit.frameworks import load_framework
from tests.assess.conftest import OWN
from tests.assess.frames.tables_of_answers import (
    COLUMNS,
    ENGINES,
    FEW,
    as_cases,
    drawn_rows,
    frame_of,
)

MATURITY, SMI = load_framework("maturity"), load_framework("smi")
DIMENSIONS = tuple(item.id for item in MATURITY.items_of("stages"))
STAGES = MATURITY.scale(MATURITY.items[0].scale).ids
ITEMS = tuple(item.id for item in SMI.items[:3])
CHOICES = st.fixed_dictionaries(
    {
        "coder_rule": st.sampled_from(("lower_median", "lower", "higher", "a")),
        "wave": st.sampled_from((None, "first", "last", 2020)),
    }
)
RULES = st.sampled_from(("mode", "lower_median", "weakest"))


@pytest.fixture(scope="module")
def long_table(library):
    """The case library's ratings with what is known of each case beside."""
    ratings = ratings_table(library)[list(COLUMNS)]
    return ratings.merge(cases_table(library)[["case", "kind", "country"]], on="case")


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("by", [(), ("kind", "country"), ("wave",)])
def test_the_library_is_tallied_as_its_records_are(library, long_table, engine, by):
    """Patterns, parameters and counts of records and of their table do not differ in any cell."""
    table = ENGINES[engine](long_table)
    for ask, framework in ((tally_stages, MATURITY), (tally_levels, SMI)):
        wanted = ask(library, framework, by=by, wave="last")
        found = ask(table, framework, by=by, wave="last")
        pd.testing.assert_frame_equal(found.table, wanted.table)
        pd.testing.assert_frame_equal(found.counts, wanted.counts)
        assert len(found) == len(wanted) == 50
        assert repr(found) == repr(wanted)


@pytest.mark.parametrize("by", ["kind", "country"])
def test_counts_are_those_of_each_case(library, by):
    """``count_placements`` and ``compare_levels`` count the same from rows of cases."""
    same = {"check_dtype": False, "check_names": False, "check_index_type": False}
    found = tally_stages(library, MATURITY, by=by)
    listed = place_stages(library, MATURITY)
    pd.testing.assert_frame_equal(found.counts, count_placements(listed, by), **same)
    assert found.statuses == listed.counts
    wanted = compare_levels(rate_levels(library, SMI), by)
    pd.testing.assert_frame_equal(tally_levels(library, SMI, by=by).counts, wanted, **same)


@settings(max_examples=4, deadline=None, phases=FEW)
@given(
    rows=drawn_rows((*DIMENSIONS[:3], ITEMS[0]), STAGES),
    choices=CHOICES,
    rule=RULES,
    need=st.sampled_from((0.0, 0.25, 0.5)),
)
def test_random_answers_are_tallied_on_stages_alike(rows, choices, rule, need):
    """Coders who differ, agree or leave open: patterns of rows are patterns of cases."""
    check(tally_stages, place_stages, rows, MATURITY, choices, rule=rule, min_known=need)


@settings(max_examples=4, deadline=None, phases=FEW)
@given(rows=drawn_rows((*ITEMS, DIMENSIONS[0]), ("no", "partly", "yes")), choices=CHOICES)
def test_random_answers_are_tallied_by_item_alike(rows, choices):
    """Items that nobody spoke of are unknown for every case-wave there is."""
    check(tally_levels, rate_levels, rows, SMI, choices)


def check(ask, place, rows, framework, choices, **more):
    """A tally of each engine is that of the records, group by group."""
    frame = frame_of(rows)
    frame.loc[frame["item"].isin(ITEMS if framework is MATURITY else DIMENSIONS), "value"] = None
    try:
        listed = place(as_cases(frame), framework, drafts=True, **choices, **more)
    except UnknownId:
        return
    segments = {"x": "new", "y": "old", "z": None}
    segment = listed.table["case"].map(segments)
    listed = replace(listed, table=listed.table.assign(segment=segment))
    wanted = ask(listed, by="segment")
    once = ~frame.duplicated(["case", "wave"])  # said in one row of each case-wave
    frame["segment"] = frame["case"].map(segments).where(once).astype("str")
    for name, made in ENGINES.items():
        found = ask(made(frame), framework, by="segment", **choices, **more)
        pd.testing.assert_frame_equal(found.table, wanted.table, obj=name)
        assert found.parameters == wanted.parameters


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_scales_too_long_to_pack_are_counted_here(monkeypatch, long_table, engine):
    """Where sums do not fit the columns, answers come back; the tally is the same."""
    wanted = tally_stages(ENGINES[engine](long_table), MATURITY, by="kind").table
    monkeypatch.setattr(stage_sums, "_MOST_COLUMNS", 0)
    found = tally_stages(ENGINES[engine](long_table), MATURITY, by="kind").table
    pd.testing.assert_frame_equal(found, wanted)


@pytest.mark.parametrize("engine", ENGINES)
def test_stages_that_do_not_apply_leave_the_count(engine):
    """A benchmark of eight areas on six levels, five of them without meaning for the case."""
    framework = load_framework(OWN / "benchmark")
    ids = [item.id for item in framework.items]
    said = ["4", "4", "4", *["not_applicable"] * 5]
    rows = [("a", 2020, "x", one, answer) for one, answer in zip(ids, said, strict=True)]
    row = tally_stages(ENGINES[engine](frame_of(rows)), framework).table.iloc[0]
    assert (row["stage"], row["status"], row["items"], row["n"]) == ("4", "settled", 3, 1)


@pytest.mark.parametrize("ask", [tally_stages, tally_levels])
@pytest.mark.parametrize("engine", ENGINES)
def test_what_means_nothing_is_told_before_anything_is_counted(ask, engine):
    """An unknown answer, a group that changes within a case, a wave that nobody has."""
    framework, item = (MATURITY, DIMENSIONS[0]) if ask is tally_stages else (SMI, ITEMS[0])
    frame = frame_of([("a", 2020, "x", item, "yess"), ("b", 2020, "x", item, None)])
    with pytest.raises(Faults, match="yess"):
        ask(ENGINES[engine](frame), framework)
    frame = frame_of([("a", 2020, coder, item, None) for coder in "xy"]).assign(group_=["s", "t"])
    with pytest.raises(Faults, match="'a'"):
        ask(ENGINES[engine](frame), framework, by="group_")
    with pytest.raises(UnknownId, match="1999"):
        ask(ENGINES[engine](frame), framework, wave=1999)


@pytest.mark.parametrize("ask", [tally_stages, tally_levels])
def test_a_tally_of_cases_can_be_made_again(library, ask):
    """It knows its choices and groups; what is no answers, or decided already, is refused."""
    framework = MATURITY if ask is tally_stages else SMI
    tally = ask(library, framework, by="kind", wave="last")
    again = remake(making_of(tally), library, framework)
    pd.testing.assert_frame_equal(again.table, tally.table)
    with pytest.raises(WrongKind, match="framework beside"):
        ask(library)
    with pytest.raises(UnknownId, match="country"):
        ask(library, framework, by="county")
