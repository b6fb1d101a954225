"""Case-waves of a table counted by what they have in common, on whatever engine the table is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from engagement_kit.assess.frames.choices import Question, ask, no_wave
from engagement_kit.assess.frames.collected import collect, refuse_wrong, years_of
from engagement_kit.assess.frames.engine_sums import KEYS, Axes, of_cells, of_rows
from engagement_kit.assess.frames.expressions import counted, highest, lowest
from engagement_kit.assess.frames.opened import TABLE, AnswerTable
from engagement_kit.assess.frames.quadrant_sums import (
    asked_coder,
    axes_of,
    has_agreed,
    rows_may_do,
    sum_table,
)
from engagement_kit.assess.judgement import AxisSums
from engagement_kit.assess.quadrant_rules import QuadrantRules
from engagement_kit.errors import Fault, Faults
from engagement_kit.frameworks import Framework

if TYPE_CHECKING:
    import narwhals as nw

__all__ = ["count_patterns", "counted_patterns", "latest"]


def count_patterns(
    table: AnswerTable, framework: Framework, rules: QuadrantRules
) -> tuple[pd.DataFrame, AxisSums, AxisSums]:
    """Groups with their number of case-waves ``n``, and the sums that these have in common.

    Raises
    ------
    Faults
        Something in the table means nothing.
    UnknownId
        No such wave, or no such rule and no coder of that name.
    """
    axes = axes_of(framework, rules.part)
    if table.is_in_memory:
        return _in_memory(table, framework, rules, axes)
    question = ask(framework, framework.items_of(rules.part.id), rules.wave, rules.coder_rule)
    found, is_short = _from_engine(table, question, axes)
    sums = axes.of_rows(found["_sums"].to_numpy("int64")) if is_short else axes.of_cells(found)
    return _groups(found, table), *sums


def _groups(found: pd.DataFrame, table: AnswerTable) -> pd.DataFrame:
    """The kept columns by their own names, and how many case-waves stand behind each row."""
    return pd.DataFrame({name: found[lowest(name)] for name in table.kept} | {"n": found["_n"]})


def _in_memory(
    table: AnswerTable, framework: Framework, rules: QuadrantRules, axes: Axes
) -> tuple[pd.DataFrame, AxisSums, AxisSums]:
    sums = sum_table(table, framework, rules.part, rules.wave, rules.coder_rule)
    groups = sums.units[list(table.kept)].rename(columns=lowest)
    if not axes.wide.fits:
        return _groups(groups.assign(_n=1), table), sums.x, sums.y
    found = groups.assign(_sums=axes.packed(sums.x, sums.y))
    found = found.groupby([*found], dropna=False, observed=True).size().reset_index(name="_n")
    return _groups(found, table), *axes.of_cells(found)


def _from_engine(table: AnswerTable, question: Question, axes: Axes) -> tuple[pd.DataFrame, bool]:
    """Patterns, and whether they are of rows that were added up as they are."""
    import narwhals as nw

    asked_coder(table, question)
    if rows_may_do(table, question, axes):
        units = of_rows(table, question, axes)
        rows = nw.col("_sums") // axes.packing.end
        unsound = bits(nw.col("_marks"), len(question.items)) != rows
        found = counted_patterns(units, table, question, counted(unsound))
        if not found["_wrong"].sum():
            return found, True
    units = of_cells(table, question, axes, has_agreed=has_agreed(table, question))
    found = counted_patterns(units, table, question, nw.col("_wrong"), axes.columns)
    if found["_wrong"].sum():
        refuse_wrong(table, question)
    return found, False


def bits(number: nw.Expr, most: int) -> nw.Expr:
    """How many bits of a number are set: itself less what is left of it at each halving."""
    found = number
    for place in range(1, most + 1):
        found = found - number // 2**place
    return found


def counted_patterns(
    units: nw.LazyFrame[Any],
    table: AnswerTable,
    question: Question,
    wrong: nw.Expr,
    pattern: tuple[str, ...] = ("_sums",),
) -> pd.DataFrame:
    """One row a group and pattern: kept columns, pattern, ``_n`` and how many are ``_wrong``.

    Raises
    ------
    Faults
        A row does not name its case or wave; a kept column says several things of one case.
    """
    import narwhals as nw

    units = latest(units, question, wrong)
    kept = [lowest(name) for name in table.kept]
    nowhere = nw.col("_case").is_null() | nw.col("_wave").is_null()
    flags = {"_wrong": wrong, "_nowhere": counted(nowhere), "_n": nw.lit(1)}
    flags |= {f"differs_{name}": _differs(name) for name in table.kept}
    each = units.select(*kept, *pattern, **flags)
    found = collect(each.group_by(*kept, *pattern).agg(*(nw.col(name).sum() for name in flags)))
    found = found.astype(dict.fromkeys(flags, "int64"))
    if isinstance(question.wave, int) and not len(found):
        raise no_wave(question.wave, years_of(table))
    if found["_nowhere"].sum():
        refuse_wrong(table, question)
    faults = [
        _two_groups(units, name, int(found[f"differs_{name}"].sum()))
        for name in table.kept
        if found[f"differs_{name}"].any()
    ]
    if faults:
        raise Faults(faults)
    return found


def _differs(name: str) -> nw.Expr:
    import narwhals as nw

    return counted(nw.col(lowest(name)) != nw.col(highest(name)))


def _two_groups(units: nw.LazyFrame[Any], name: str, n: int) -> Fault:
    import narwhals as nw

    differing = units.filter(nw.col(lowest(name)) != nw.col(highest(name)))
    case = str(collect(differing.select(nw.col("_case").min()))["_case"][0])
    other = f"{n} {'case' if n == 1 else 'cases'}"
    return Fault("answers_two_groups", TABLE, name, value=case, other=other)


def latest(units: nw.LazyFrame[Any], question: Question, wrong: nw.Expr) -> nw.LazyFrame[Any]:
    """The first or last wave of each case, where one of these is asked for, and what is wrong."""
    import narwhals as nw

    if question.wave not in {"first", "last"}:
        return units
    wave = nw.col("_wave")
    end = wave.min() if question.wave == "first" else wave.max()
    ends = units.group_by("_case").agg(end)
    # What is wrong is kept whatever its wave, to be told. It may come twice: no result is given.
    nowhere = nw.col("_case").is_null() | wave.is_null()
    refused = units.filter(nowhere | (wrong > 0))
    return nw.concat([units.join(ends, on=list(KEYS), how="semi"), refused])
