"""Sums for quadrants from a table on any engine, by the shortest way that is sure to be right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from engagement_kit.assess.coders import CODER_RULES
from engagement_kit.assess.frames.choices import Question, ask
from engagement_kit.assess.frames.collected import asked_waves, collect, refuse_wrong, units_of
from engagement_kit.assess.frames.engine_sums import MOST_ITEMS, Axes, is_sound, of_cells, of_rows
from engagement_kit.assess.frames.gathered import check_coder, gather_rows
from engagement_kit.assess.frames.opened import AnswerTable
from engagement_kit.assess.frames.rows import read_rows
from engagement_kit.assess.grid import axis_sums
from engagement_kit.assess.judgement import AxisSums, whole_steps
from engagement_kit.assess.waves import Wave
from engagement_kit.cases import AGREED
from engagement_kit.frameworks import Framework
from engagement_kit.frameworks.schema import Quadrant

__all__ = ["QuadrantSums", "sum_table"]

_GLANCE = 2_000  # rows that are looked at to see whether items have several answers
_CODERS = 50  # as many are named in the message about one that is not there


@dataclass(frozen=True, eq=False)
class QuadrantSums:
    """Sums of each case-wave of a table.

    Attributes
    ----------
    units : DataFrame
        Case, wave and the kept columns.
    x, y : AxisSums
    """

    units: pd.DataFrame
    x: AxisSums
    y: AxisSums


def sum_table(
    table: AnswerTable, framework: Framework, part: Quadrant, wave: Wave, coder_rule: str
) -> QuadrantSums:
    """Sums of both axes for each case-wave.

    Raises
    ------
    Faults
        Something in the table means nothing.
    UnknownId
        No such wave, or no such rule and no coder of that name.
    """
    question = ask(framework, framework.items_of(part.id), wave, coder_rule)
    if table.is_in_memory:
        gathered = gather_rows(read_rows(table, question), question)
        return QuadrantSums(gathered.units, *axis_sums(gathered.grid, framework, part))
    return _from_engine(table, question, axes_of(framework, part))


def axes_of(framework: Framework, part: Quadrant) -> Axes:
    """Sizes of the axes of a part, whose items stand in the order of its axes."""
    x, y = (len(axis.items) for axis in part.axes)
    return Axes((x, y), whole_steps(framework.scale(part.scale)))


def _from_engine(table: AnswerTable, question: Question, axes: Axes) -> QuadrantSums:
    asked_coder(table, question)
    if rows_may_do(table, question, axes):
        found = collect(of_rows(table, question, axes))
        packed, marks = (found[name].to_numpy("int64") for name in ("_sums", "_marks"))
        if is_sound(packed, marks, axes.packing):
            found = asked_waves(found, table, question)
            sums = axes.of_rows(found["_sums"].to_numpy("int64"))
            return QuadrantSums(units_of(found, table), *sums)
    found = collect(of_cells(table, question, axes, has_agreed=has_agreed(table, question)))
    if found["_wrong"].any():
        refuse_wrong(table, question)
    found = asked_waves(found, table, question)
    return QuadrantSums(units_of(found, table), *axes.of_cells(found))


def rows_may_do(table: AnswerTable, question: Question, axes: Axes) -> bool:
    """Whether it is worth trying to add up rows as if no item had two answers.

    The first rows are looked at. Whether it was right is known afterwards for certain.
    """
    if not axes.packing.fits or len(question.items) > MOST_ITEMS:
        return False
    keys = [name for name in ("case", "wave", "item") if name in table.columns]
    return not collect(table.frame.lazy().select(*keys).head(_GLANCE)).duplicated().any()


def asked_coder(table: AnswerTable, question: Question) -> None:
    """Refuse a coder who is not there."""
    import narwhals as nw

    if question.one_coder is None:
        return
    some: tuple[str, ...] = ()
    if table.has("coder"):
        coders: Any = table.frame.lazy().select("coder")
        if len(collect(coders.filter(nw.col("coder") == question.one_coder).head(1))):
            return
        found = collect(coders.filter(~nw.col("coder").is_null()).unique().head(_CODERS))
        some = tuple(sorted(map(str, found["coder"])))
    check_coder(question, some)


def has_agreed(table: AnswerTable, question: Question) -> bool:
    """Whether some rows are what coders agreed on afterwards, and the rule takes those."""
    import narwhals as nw

    if question.coder_rule not in CODER_RULES or not table.has("coder"):
        return False
    coders = table.frame.lazy().select("coder")
    return bool(len(collect(coders.filter(nw.col("coder") == AGREED).head(1))))
