"""Stages and levels of a table of answers are those of its records."""

import pandas as pd
import pytest

from engagement_kit.assess import cases_table, place_stages, rate_levels, ratings_table
from tests.assess.frames.tables_of_answers import COLUMNS, ENGINES, sorted_table

TABLES = ("table", "dimensions", "rules", "requirements")


@pytest.fixture(scope="module")
def long_table(library):
    """The case library's ratings with what is known of each case beside."""
    ratings = ratings_table(library)[list(COLUMNS)]
    return ratings.merge(cases_table(library)[["case", "name", "kind", "country"]], on="case")


def ordered(table):
    """Rows by all that names them, in whatever order an engine gave them."""
    names = [name for name in ("gap", "case", "wave", "rule", "item") if name in table]
    return table.sort_values(names).reset_index(drop=True)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("rule", ["lower_median", "coder-b"])
def test_the_library_stands_on_its_stages(library, maturity, long_table, engine, rule):
    """Stage, dimensions, rules and requirements of gaps do not differ in any cell."""
    wanted = place_stages(library, maturity, coder_rule=rule)
    found = place_stages(ENGINES[engine](long_table), maturity, coder_rule=rule)
    for name in TABLES:
        pd.testing.assert_frame_equal(ordered(getattr(found, name)), ordered(getattr(wanted, name)))


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("wave", [None, "last"])
def test_the_library_has_its_levels(library, smi, long_table, engine, wave):
    """Every item of every case-wave, known or not, with the number of coders and the reason."""
    wanted = rate_levels(library, smi, wave=wave).table
    found = rate_levels(ENGINES[engine](long_table), smi, wave=wave).table
    pd.testing.assert_frame_equal(ordered(found), ordered(wanted))


def test_years_stay_empty_where_there_are_none(maturity):
    """A table without waves gives tables without years, and a stage all the same."""
    items = [item.id for item in maturity.items_of("stages")]
    stage = maturity.scale(maturity.items[0].scale).ids[1]
    frame = pd.DataFrame({"case": "a", "item": items, "value": stage})
    placed = place_stages(frame, maturity)
    assert sorted_table(placed.table)["stage"].tolist() == [stage]
    assert placed.table["wave"].isna().all()
    assert placed.rules["wave"].isna().all()
