"""What an engine sends back, as a table of case-waves; and what it is asked when rows are wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from engagement_kit.assess.frames.choices import EXCUSED, REASONS, Question, no_wave
from engagement_kit.assess.frames.expressions import highest, lowest, texts
from engagement_kit.assess.frames.opened import TABLE, AnswerTable
from engagement_kit.assess.frames.rows import value_faults
from engagement_kit.errors import Fault, Faults

if TYPE_CHECKING:
    import narwhals as nw

__all__ = ["asked_waves", "collect", "refuse_wrong", "units_of", "years_of"]


def collect(frame: nw.LazyFrame[Any]) -> pd.DataFrame:
    """What an engine computed, in memory."""
    import narwhals as nw

    found = frame.collect()
    if found.implementation.is_polars():
        return pd.DataFrame({name: _column(found[name]) for name in found.columns})
    plain = found.to_native() if found.implementation.is_pandas() else found.to_pandas()
    texts_kept = {n: "str" for n, d in found.schema.items() if d == nw.String}
    return pd.DataFrame(plain).astype(texts_kept)


def _column(series: Any) -> Any:
    """A column of polars without PyArrow, which polars can do without."""
    import narwhals as nw

    if series.dtype == nw.String:
        return pd.array(series.to_numpy(), dtype="str")
    return series.to_numpy()


def units_of(found: pd.DataFrame, table: AnswerTable) -> pd.DataFrame:
    """The case-waves of what came back: case, wave and the kept columns.

    Raises
    ------
    Faults
        A kept column says several things of one case.
    """
    faults = []
    for name in table.kept:
        low = found[lowest(name)]
        differs = (low != found[highest(name)]) & low.notna()
        if differs.any():
            cases = sorted(found.loc[differs, "_case"].astype(str).unique())
            other = f"{len(cases)} {'case' if len(cases) == 1 else 'cases'}"
            faults.append(Fault("answers_two_groups", TABLE, name, value=cases[0], other=other))
    if faults:
        raise Faults(faults)
    waves = found["_wave"].astype("Int64")
    units = pd.DataFrame({"case": found["_case"].astype("str")})
    units["wave"] = waves if table.has("wave") else pd.array([pd.NA] * len(found), dtype="Int64")
    return units.assign(**{name: found[lowest(name)].astype("str") for name in table.kept})


def asked_waves(found: pd.DataFrame, table: AnswerTable, question: Question) -> pd.DataFrame:
    """The rows of the waves that are asked about, by case and wave.

    Raises
    ------
    Faults
        A row does not name its case or wave.
    UnknownId
        No case has this wave.
    """
    if found[["_case", "_wave"]].isna().any(axis=None):
        refuse_wrong(table, question)
    if isinstance(question.wave, int) and not len(found):
        raise no_wave(question.wave, years_of(table))
    found = found.sort_values(["_case", "_wave"], kind="stable")
    if question.wave == "first":
        found = found[~found["_case"].duplicated(keep="first")]
    if question.wave == "last":
        found = found[~found["_case"].duplicated(keep="last")]
    return found.reset_index(drop=True)


def years_of(table: AnswerTable) -> list[int]:
    """The waves of a table."""
    if not table.has("wave"):
        return []
    years = collect(table.frame.lazy().select("wave").unique())["wave"]
    return sorted(int(year) for year in years.dropna())


def refuse_wrong(table: AnswerTable, question: Question) -> None:
    """Ask the engine what is wrong in the rows, and say all of it.

    Raises
    ------
    Faults
        A value is no answer, a reason is none, an answer has a reason for missing, or an item is
        not named.
    """
    import narwhals as nw

    text, frame = texts(table), table.frame.lazy()
    faults = []
    for name in ("case", "item", "wave"):
        if table.has(name):
            n = _count(frame.filter(nw.col(name).is_null()))
            if n:
                rows = f"{n} {'row' if n == 1 else 'rows'}"
                faults.append(Fault("answers_empty_cell", TABLE, name, other=rows))
    asked = frame.filter(text["item"].is_in(question.ids))
    known = {"value": (*question.answers, EXCUSED, *REASONS), "missing": (EXCUSED, *REASONS)}
    for name, words in known.items():
        if table.has(name):
            strange = asked.filter(~text[name].is_null() & ~text[name].is_in(words))
            found = collect(strange.select(_v=text[name]).group_by("_v").agg(_n=nw.len()))
            counts = {row[0]: int(row[1]) for row in found[["_v", "_n"]].itertuples(index=False)}
            faults += value_faults(counts, name, question)
    if table.has("missing"):
        n = _count(asked.filter(~nw.col("missing").is_null() & ~nw.col("value").is_null()))
        if n:
            rows = f"{n} {'row' if n == 1 else 'rows'}"
            faults.append(Fault("answers_value_and_missing", TABLE, "missing", other=rows))
    if faults:
        raise Faults(faults)


def _count(frame: nw.LazyFrame[Any]) -> int:
    import narwhals as nw

    return int(np.asarray(collect(frame.select(_n=nw.len())))[0, 0])
