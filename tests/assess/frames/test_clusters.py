"""Dask and Spark place a table as pandas does; Spark in local mode, where it and Java are there."""

import importlib.util
import shutil

import pandas as pd
import pytest

from engagement_kit.assess import (
    cases_table,
    place_quadrants,
    place_stages,
    ratings_table,
    tally_levels,
    tally_quadrants,
    tally_stages,
)
from tests.assess.frames.tables_of_answers import COLUMNS, sorted_table


@pytest.fixture(scope="module")
def long_table(library):
    """The case library's ratings, with the kind of each case beside."""
    ratings = ratings_table(library)[list(COLUMNS)]
    return ratings.merge(cases_table(library)[["case", "kind"]], on="case")


@pytest.fixture(scope="module")
def spark():
    """One session for all tests, for it takes twenty seconds to start."""
    if importlib.util.find_spec("pyspark") is None:
        pytest.skip("pyspark is not installed: `make spark` adds it")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java, which is not here")
    from pyspark.sql import SparkSession

    settings = {
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.memory": "1g",
        "spark.sql.shuffle.partitions": "2",
        "spark.ui.enabled": "false",
    }
    builder = SparkSession.builder.master("local[2]")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()


def check(frame, table, smi):
    """Placements by two coders and by one, and a tally by groups."""
    for choices in ({}, {"coder_rule": "coder-a", "wave": "last"}):
        wanted = place_quadrants(table, smi, **choices).table
        found = place_quadrants(frame, smi, **choices).table
        pd.testing.assert_frame_equal(sorted_table(found), sorted_table(wanted))
    wanted = tally_quadrants(table, smi, by="kind", wave="last")
    found = tally_quadrants(frame, smi, by="kind", wave="last")
    pd.testing.assert_frame_equal(found.table, wanted.table)


# Dask still uses pandas in ways that pandas 3 warns of; the results are compared here.
@pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning")
@pytest.mark.filterwarnings("ignore:Dask support is moving:FutureWarning")
def test_dask_places_the_library(long_table, smi, maturity):
    """In three partitions that cut through cases; with answers that coders agreed on as well."""
    dask = pytest.importorskip("dask.dataframe", reason="Dask is not installed")
    frame = dask.from_pandas(long_table, npartitions=3)
    check(frame, long_table, smi)
    check_tallies(frame, long_table, smi, maturity)
    settled = long_table.assign(coder=long_table["coder"].replace("coder-b", "agreed"))
    wanted, found = (
        sorted_table(place_quadrants(one, smi).table)
        for one in (settled, dask.from_pandas(settled, npartitions=3))
    )
    pd.testing.assert_frame_equal(found, wanted)


@pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:UserWarning")
def test_spark_places_the_library(spark, long_table, smi, maturity):
    """In two partitions, with one answer an item as well as with several."""
    plain = long_table.astype(object).where(long_table.notna(), None)
    rows = list(plain.itertuples(index=False, name=None))
    names = ", ".join(
        f"`{name}` {'bigint' if name == 'wave' else 'string'}" for name in plain.columns
    )
    frame = spark.createDataFrame(rows, names).repartition(2)
    check(frame, long_table, smi)
    one = long_table[long_table["coder"] == "coder-a"].drop(columns="coder")
    single = frame.filter("coder = 'coder-a'").drop("coder")
    check_one(single, one, smi)
    wanted = place_stages(long_table, maturity).table
    found = place_stages(frame, maturity).table
    pd.testing.assert_frame_equal(sorted_table(found), sorted_table(wanted))
    check_tallies(frame, long_table, smi, maturity)


def check_tallies(frame, table, smi, maturity):
    """Stages and levels by groups."""
    for ask, framework in ((tally_stages, maturity), (tally_levels, smi)):
        wanted, found = (ask(one, framework, by="kind", wave="last") for one in (table, frame))
        pd.testing.assert_frame_equal(found.table, wanted.table)


def check_one(frame, table, smi):
    """Placements and tally where each item has one answer."""
    wanted, found = (sorted_table(place_quadrants(one, smi).table) for one in (table, frame))
    pd.testing.assert_frame_equal(found, wanted)
    wanted, found = (tally_quadrants(one, smi, by="kind") for one in (table, frame))
    pd.testing.assert_frame_equal(found.table, wanted.table)
