# ruff: noqa: S608 -- statements are put together from names of this file and its framework
"""The same placements written by hand for one framework, without checks: what ours is held against.

Each takes a table of one answer an item, case and wave (or, ``two_...``, of two coders) and gives
the score of both axes, their bounds, how many items are known and apply, quadrant, status and the
quadrants that are still possible.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from engagement_kit.frameworks import load_framework

__all__ = ["duckdb_sql", "numpy_bincount", "polars_lazy"]

_PART = load_framework("smi").only_part("quadrant", "index")
X, Y = ([item.id for item in axis.items] for axis in _PART.axes)
_CELLS = {tuple(cell.levels[axis.id] for axis in _PART.axes): cell.id for cell in _PART.cells}
LL, LH, HL, HH = (_CELLS[x, y] for x in ("low", "high") for y in ("low", "high"))


def numpy_bincount(table: pd.DataFrame) -> pd.DataFrame:
    """Codes of texts, sums by bincount, comparisons in numpy."""
    case, cases = pd.factorize(table["case"])
    wave, waves = pd.factorize(table["wave"])
    item, items = pd.factorize(table["item"])
    value, values = pd.factorize(table["value"])
    unit, n = case * len(waves) + wave, len(cases) * len(waves)
    worth = np.array([{"no": 0.0, "partly": 0.5, "yes": 1.0}[v] for v in values] + [0.0])[value]
    axis = np.array([1 if name in Y else 0 for name in items])[item]
    found: dict[str, Any] = {
        "case": np.repeat(np.asarray(cases), len(waves)),
        "wave": np.tile(np.asarray(waves), len(cases)),
    }
    key, known = unit * 2 + axis, value >= 0
    sums = np.bincount(key, worth, 2 * n).reshape(n, 2)
    counts = np.bincount(key[known], minlength=2 * n).reshape(n, 2)
    for side, place, size in (("x", 0, len(X)), ("y", 1, len(Y))):
        total, there = sums[:, place], counts[:, place]
        found[side] = np.divide(total, there, out=np.full(n, np.nan), where=there > 0).round(9)
        found[f"{side}_low"] = (total / size).round(9)
        found[f"{side}_high"] = ((total + size - there) / size).round(9)
        found[f"{side}_known"], found[f"{side}_items"] = there, np.full(n, size)
    return _judged(pd.DataFrame(found))


def _judged(table: pd.DataFrame) -> pd.DataFrame:
    """Quadrant, status and possible quadrants from scores and bounds."""
    names = np.array([LL, LH, HL, HH], dtype=object)
    enough = (table["x_known"] >= len(X) / 2) & (table["y_known"] >= len(Y) / 2)
    own = 2 * (table["x"] >= 0.5).to_numpy() + (table["y"] >= 0.5).to_numpy()
    table["quadrant"] = pd.Series(np.where(enough, names[own], None), dtype="str")
    ends = [
        2 * (table[f"{side}_high"] >= 0.5).to_numpy() + (table[f"{side}_low"] >= 0.5).to_numpy()
        for side in "xy"
    ]
    sides = [(0,), (), (0, 1), (1,)]
    cells = [";".join(names[2 * x + y] for x in xs for y in ys) for xs in sides for ys in sides]
    is_open = (ends[0] == 2) | (ends[1] == 2)
    status = np.where(enough, np.where(is_open, "open", "settled"), "not_placed")
    table["status"] = pd.Series(status, dtype="str")
    table["possible"] = pd.Series(np.array(cells, dtype=object)[4 * ends[0] + ends[1]], dtype="str")
    return table


def duckdb_sql(path: str, *, coders: int) -> pd.DataFrame:
    """One statement for DuckDB; with two coders their lower median and both ends."""
    import duckdb

    worth = "case value when 'no' then 0 when 'partly' then 1 when 'yes' then 2 end"
    rows = f"(select \"case\", wave, item, {worth} r, {worth} lo, {worth} hi from '{path}')"
    if coders > 1:
        rows = (
            '(select "case", wave, item, quantile_disc(r, 0.5) r, min(r) lo, max(r) hi from '
            f"(select \"case\", wave, item, {worth} r from '{path}') group by all)"
        )
    sums = ", ".join(
        f"coalesce(sum({what}) filter (item in ({listed})), 0) {side}_{name}"
        for side, listed in (("x", _quoted(X)), ("y", _quoted(Y)))
        for name, what in (
            ("r", "r"),
            ("lo", "lo"),
            ("hi", "coalesce(hi, 2)"),
            ("k", "r is not null"),
        )
    )
    sql = f'select "case", wave, {sums} from {rows} group by "case", wave'
    for side, size in (("x", len(X)), ("y", len(Y))):
        sql = (
            f"select *, case when {side}_k > 0 then round({side}_r / (2 * {side}_k), 9) end {side},"
            f" round({side}_lo / {2 * size}, 9) {side}_low, {side}_k {side}_known,"
            f" round({side}_hi / {2 * size}, 9) {side}_high, {size} {side}_items from ({sql})"
        )
    return duckdb.sql(_sql_judged(sql)).df()


def _quoted(names: list[str]) -> str:
    return ", ".join(f"'{name}'" for name in names)


def _sql_judged(sql: str) -> str:
    enough = f"x_known >= {len(X) / 2} and y_known >= {len(Y) / 2}"
    own = (
        f"case when x >= 0.5 and y >= 0.5 then '{HH}' when x >= 0.5 then '{HL}'"
        f" when y >= 0.5 then '{LH}' else '{LL}' end"
    )
    crosses = "(x_low < 0.5 and x_high >= 0.5) or (y_low < 0.5 and y_high >= 0.5)"
    parts = [
        f"case when {x} and {y} then '{name}' end"
        for name, x, y in (
            (LL, "x_low < 0.5", "y_low < 0.5"),
            (LH, "x_low < 0.5", "y_high >= 0.5"),
            (HL, "x_high >= 0.5", "y_low < 0.5"),
            (HH, "x_high >= 0.5", "y_high >= 0.5"),
        )
    ]
    columns = '"case", wave, ' + ", ".join(
        f"{side}{end}" for side in "xy" for end in ("", "_low", "_high", "_known", "_items")
    )
    return (
        f"select {columns}, case when {enough} then {own} end quadrant,"
        f" case when not ({enough}) then 'not_placed' when {crosses} then 'open' else 'settled' end"
        f" status, concat_ws(';', {', '.join(parts)}) possible from ({sql})"
    )


def polars_lazy(path: str, *, coders: int) -> pd.DataFrame:
    """One lazy query for polars, carried out in its streaming engine."""
    import polars as pl

    col, when = pl.col, pl.when
    worth = {"no": 0, "partly": 1, "yes": 2}
    rank = col("value").replace_strict(worth, default=None, return_dtype=pl.Int8)
    rows = pl.scan_parquet(path).with_columns(r=rank)
    if coders > 1:
        rows = rows.group_by("case", "wave", "item").agg(
            r=col("r").quantile(0.5, "lower").cast(pl.Int8), lo=col("r").min(), hi=col("r").max()
        )
    else:
        rows = rows.with_columns(lo=col("r"), hi=col("r"))
    rows = rows.with_columns(is_x=col("item").is_in(X), is_y=col("item").is_in(Y))
    sums = [
        what.filter(col(f"is_{side}")).sum().cast(pl.Int64).alias(f"{side}_{name}")
        for side in "xy"
        for name, what in (
            ("r", col("r")),
            ("lo", col("lo")),
            ("hi", col("hi").fill_null(2)),
            ("known", col("r").is_not_null()),
        )
    ]
    table = rows.group_by("case", "wave").agg(sums)
    columns = []
    for side, size in (("x", len(X)), ("y", len(Y))):
        known = col(f"{side}_known")
        columns += [
            when(known > 0).then((col(f"{side}_r") / (2 * known)).round(9)).alias(side),
            (col(f"{side}_lo") / (2 * size)).round(9).alias(f"{side}_low"),
            (col(f"{side}_hi") / (2 * size)).round(9).alias(f"{side}_high"),
            known,
            pl.lit(size).alias(f"{side}_items"),
        ]
    table = table.select("case", "wave", *columns)
    return _polars_judged(table).collect(engine="streaming").to_pandas()


def _polars_judged(table: Any) -> Any:
    import polars as pl

    col, when, lit = pl.col, pl.when, pl.lit
    enough = (col("x_known") >= len(X) / 2) & (col("y_known") >= len(Y) / 2)
    high = {
        name: col(name) >= 0.5 for side in "xy" for name in (side, f"{side}_low", f"{side}_high")
    }
    own = (
        when(high["x"] & high["y"])
        .then(lit(HH))
        .when(high["x"])
        .then(lit(HL))
        .when(high["y"])
        .then(lit(LH))
        .otherwise(lit(LL))
    )
    crosses = (~high["x_low"] & high["x_high"]) | (~high["y_low"] & high["y_high"])
    cells = (
        (LL, ~high["x_low"] & ~high["y_low"]),
        (LH, ~high["x_low"] & high["y_high"]),
        (HL, high["x_high"] & ~high["y_low"]),
        (HH, high["x_high"] & high["y_high"]),
    )
    possible = [when(condition).then(lit(name)) for name, condition in cells]
    return table.with_columns(
        quadrant=when(enough).then(own),
        status=when(~enough)
        .then(lit("not_placed"))
        .when(crosses)
        .then(lit("open"))
        .otherwise(lit("settled")),
        possible=pl.concat_str(possible, separator=";", ignore_nulls=True),
    )
