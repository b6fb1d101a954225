"""Tables of answers as a test writes them down, on any engine, and as cases."""

from collections.abc import Callable
from typing import Any

import pandas as pd
from hypothesis import Phase
from hypothesis import strategies as st

from engagement_kit.cases import Case, Cases, Rating

__all__ = ["COLUMNS", "ENGINES", "FEW", "as_cases", "drawn_rows", "frame_of", "sorted_table"]

COLUMNS = ("case", "wave", "coder", "item", "value", "missing")
# Six engines an example: to shrink a failure would take minutes, and its rows are few as they are.
FEW = tuple(phase for phase in Phase if phase not in {Phase.shrink, Phase.explain})
REASONS = ("unknown", "not_asked", "not_applicable", "confidential")
CODERS = ("a", "b", "c", "agreed")


def frame_of(rows: list[tuple[Any, ...]]) -> pd.DataFrame:
    """Rows of case, wave, coder, item and what was said, as a table in pandas."""
    listed = [
        (*row[:4], None if row[4] in REASONS else row[4], row[4] if row[4] in REASONS else None)
        for row in rows
    ]
    frame = pd.DataFrame(listed, columns=[*COLUMNS])
    texts = dict.fromkeys(("case", "coder", "item", "value", "missing"), "str")
    return frame.astype({**texts, "wave": "int64"})


def as_cases(frame: pd.DataFrame) -> Cases:
    """The same answers as records of cases."""
    cases = []
    for name, rows in frame.groupby("case", sort=True):
        plain = rows.astype(object).where(rows.notna(), None)
        ratings = tuple(Rating(**row) for row in plain[list(COLUMNS)].to_dict("records"))
        waves = tuple(sorted(map(int, rows["wave"].unique())))
        cases.append(Case(id=name, kind="museum", name={"en": name}, waves=waves, ratings=ratings))
    return Cases(tuple(cases))


def _polars(frame: pd.DataFrame) -> Any:
    import polars as pl

    return pl.from_pandas(frame)


def _arrow(frame: pd.DataFrame) -> Any:
    import pyarrow as pa

    return pa.Table.from_pandas(frame, preserve_index=False)


def _duckdb(frame: pd.DataFrame) -> Any:
    import duckdb

    return duckdb.from_arrow(_arrow(frame))


ENGINES: dict[str, Callable[[pd.DataFrame], Any]] = {
    "pandas": lambda frame: frame,
    "categories": lambda frame: frame.astype(
        {name: "category" for name in frame if name not in {"wave", "name", "kind", "country"}}
    ),
    "pyarrow": _arrow,
    "polars": _polars,
    "polars, lazy": lambda frame: _polars(frame).lazy(),
    "duckdb": _duckdb,
}


def drawn_rows(items: tuple[str, ...], answers: tuple[str, ...]) -> st.SearchStrategy[Any]:
    """Rows of a few cases, waves and coders; no coder answers the same twice."""
    said = st.sampled_from((*answers, *answers, *REASONS, None))
    row = st.tuples(
        st.sampled_from(("x", "y", "z")),
        st.sampled_from((2020, 2024)),
        st.sampled_from(CODERS),
        st.sampled_from(items),
        said,
    )
    return st.lists(row, min_size=1, max_size=60, unique_by=lambda one: one[:4])


def sorted_table(table: pd.DataFrame) -> pd.DataFrame:
    """Rows by case and wave: engines have no order of their own."""
    return table.sort_values(["case", "wave"]).reset_index(drop=True)
