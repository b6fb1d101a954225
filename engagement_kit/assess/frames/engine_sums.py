"""Sums of a quadrant part on an engine: what is told to it, and what its numbers mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from engagement_kit.assess.coders import CODER_RULES
from engagement_kit.assess.frames.choices import REASONS, Question
from engagement_kit.assess.frames.expressions import (
    NOTHING,
    WRONG,
    chain,
    counted,
    highest,
    lowest,
    prepared,
    whole,
)
from engagement_kit.assess.frames.opened import AnswerTable
from engagement_kit.assess.frames.packing import Integers, Packing
from engagement_kit.assess.judgement import AxisSums
from engagement_kit.cases import AGREED

if TYPE_CHECKING:
    import narwhals as nw

__all__ = ["MOST_ITEMS", "Axes", "of_cells", "of_rows", "together"]

MOST_ITEMS = 50  # as many as a sum of marks can tell apart on engines that divide as decimals
KEYS = ("_case", "_wave")


@dataclass(frozen=True)
class Axes:
    """How many items the two axes have, and the steps of their scale."""

    sizes: tuple[int, int]
    steps: tuple[int, ...]

    @property
    def packing(self) -> Packing:
        """For each axis: steps of known answers, known, not applicable, otherwise missing."""
        return Packing(tuple(n for size in self.sizes for n in self._sizes(size, 1)))

    @property
    def wide(self) -> Packing:
        """For each axis: steps, lowest and highest steps, known, not applicable."""
        return Packing(tuple(n for size in self.sizes for n in self._sizes(size, 3)[:-1]))

    def _sizes(self, items: int, sums: int) -> list[int]:
        return [self.steps[-1] * items + 1] * sums + [items + 1] * 3

    def of_rows(self, packed: Integers) -> tuple[AxisSums, AxisSums]:
        """Sums where each item has one answer at most."""
        a, ka, na, _, b, kb, nb, _, _ = self.packing.digits(packed)
        return self._sums(0, a, a, a, ka, na), self._sums(1, b, b, b, kb, nb)

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns of sums of answers that were brought together: one, or one a digit.

        Digits of a scale of many steps, such as 0, 0.333, 0.667 and 1, are too long for one number.
        """
        return ("_sums",) if self.wide.fits else tuple(f"_sums{n}" for n in range(10))

    def of_cells(self, found: pd.DataFrame) -> tuple[AxisSums, AxisSums]:
        """Sums of answers that were brought together."""
        numbers = [found[name].to_numpy("int64") for name in self.columns]
        digits = self.wide.digits(numbers[0]) if self.wide.fits else numbers
        return self._sums(0, *digits[:5]), self._sums(1, *digits[5:10])

    def packed(self, x: AxisSums, y: AxisSums) -> Integers:
        """The sums of both axes as :meth:`of_cells` takes them apart."""
        digits = []
        for size, one in zip(self.sizes, (x, y), strict=True):
            open_steps = one.top * (one.items - one.known)
            digits += [one.total, one.low, one.high - open_steps, one.known, size - one.items]
        return self.wide.packed(digits)

    def _sums(
        self,
        axis: int,
        total: Integers,
        low: Integers,
        high: Integers,
        known: Integers,
        off: Integers,
    ) -> AxisSums:
        items = self.sizes[axis] - off
        top = self.steps[-1]
        return AxisSums(total, low, high + top * (items - known), known, items, top)


def of_rows(table: AnswerTable, question: Question, axes: Axes) -> nw.LazyFrame[Any]:
    """One row a case-wave, as if no item had two answers, with what tells whether that is so.

    Columns: ``_case``, ``_wave``, ``_sums`` (packed; above its digits the number of rows that count
    or are wrong), ``_marks`` (each item that counts marked by a bit of its own).

    A sum of bits has as many of them set as bits were added only if no bit was added twice.
    """
    import narwhals as nw

    marks = {one: 2**place for place, one in enumerate(question.ids)}
    rows = prepared(table, question, marks)
    mark, answer, size = nw.col("_item"), nw.col("_answer"), len(question.answers)
    packing = axes.packing
    units = [packing.unit(digit) for digit in range(4)]
    worth = {rank: axes.steps[rank] + units[1] for rank in range(size)}
    worth |= {size: units[2]} | {size + 1 + n: units[3] for n in range(len(REASONS))}
    is_y = mark >= 2 ** axes.sizes[0]
    factor = nw.when(is_y).then(whole(nw.lit(packing.unit(4)))).otherwise(whole(nw.lit(1)))
    counts = (mark > 0) & (answer >= 0)
    wrong = (mark == WRONG) | ((mark > 0) & (answer == WRONG))
    value = chain(answer, worth, nw.lit(0)) * factor + nw.lit(packing.end)
    sums = (
        nw.when(counts)
        .then(value)
        .otherwise(nw.when(wrong).then(whole(nw.lit(packing.end))).otherwise(whole(nw.lit(0))))
    )
    marked = nw.when(counts).then(whole(mark)).otherwise(whole(nw.lit(0)))
    return summed(rows, KEYS, {"_sums": sums, "_marks": marked}, table)


def summed(
    rows: nw.LazyFrame[Any], keys: Sequence[str], sums: Mapping[str, nw.Expr], table: AnswerTable
) -> nw.LazyFrame[Any]:
    """Sums of whole numbers by group, with the lowest and highest text of each kept column.

    A kept column says one thing of a group if its lowest text is its highest. What is summed is
    made in a step of its own, because Dask adds up nothing but columns.
    """
    import narwhals as nw

    lows = [lowest(name) for name in table.kept]
    there = set(rows.collect_schema())
    ends = [(highest(name), lowest(name)) for name in table.kept]
    highs = {high: high if high in there else low for high, low in ends}
    columns = dict.fromkeys((*keys, *lows, *highs.values()))
    rows = rows.select(*columns, **{name: whole(one) for name, one in sums.items()})
    found = rows.group_by(*keys).agg(
        *(nw.col(name).min() for name in lows),
        *(nw.col(source).max().alias(name) for name, source in highs.items()),
        *(nw.col(name).sum() for name in sums),
    )
    return found.with_columns(*(whole(nw.col(name)) for name in sums))


def of_cells(
    table: AnswerTable, question: Question, axes: Axes, *, has_agreed: bool
) -> nw.LazyFrame[Any]:
    """One row a case-wave, the coders of each item brought together first.

    Columns: ``_case``, ``_wave``, the sums as ``axes.columns`` and ``_wrong``, the number of rows
    that say what is no answer.
    """
    import narwhals as nw

    cells = together(table, question, has_agreed=has_agreed)
    steps = dict(enumerate(axes.steps))
    of_item = [
        *(chain(nw.col(name), steps, nw.lit(0)) for name in ("_rank", "_low", "_high")),
        counted(nw.col("_rank") >= 0),
        counted(nw.col("_excused") == 1),
    ]
    item, zero = nw.col("_item"), whole(nw.lit(0))
    is_of = ((item >= 0) & (item < axes.sizes[0]), item >= axes.sizes[0])
    digits = [nw.when(of).then(whole(one)).otherwise(zero) for of in is_of for one in of_item]
    if axes.wide.fits:
        worth = (one * axes.wide.unit(place) for place, one in enumerate(digits))
        digits = [sum(worth, start=zero)]
    sums = dict(zip(axes.columns, digits, strict=True))
    return summed(cells, KEYS, sums | {"_wrong": nw.col("_wrong")}, table)


def together(table: AnswerTable, question: Question, *, has_agreed: bool) -> nw.LazyFrame[Any]:
    """One row a case-wave and item: the answer by the rule for coders.

    Columns: ``_case``, ``_wave``, ``_item`` (its place, ``NOTHING`` for all others together),
    ``_rank``, ``_low``, ``_high`` (-1 without an answer), ``_n`` coders who gave one, ``_excused``
    (1 where the item does not apply), ``_reason`` (place in ``REASONS``, -1 for none), ``_wrong``.
    """
    import narwhals as nw

    places = {one: place for place, one in enumerate(question.ids)}
    rows = prepared(table, question, places)
    size, item, answer = len(question.answers), nw.col("_item"), nw.col("_answer")
    numbers = range(size + 1 + len(REASONS))
    asked = item >= 0
    aggregates = {f"_{n}": counted(asked & (answer == n)) for n in numbers}
    if has_agreed:
        agreed = asked & (nw.col("_coder") == AGREED)
        aggregates |= {f"_a{n}": counted(agreed & (answer == n)) for n in numbers}
    wrong = (item == WRONG) | (asked & (answer == WRONG))
    aggregates["_wrong"] = counted(wrong)
    cells = summed(rows, (*KEYS, "_item"), aggregates, table)
    if has_agreed:
        # A column of its own, and no sum_horizontal(): Dask would not align either with the others.
        there = [nw.col(f"_a{n}") for n in numbers]
        cells = cells.with_columns(_settled=sum(there[1:], start=there[0]) > 0)
        cells = cells.with_columns(
            **{
                f"_{n}": nw.when(nw.col("_settled"))
                .then(nw.col(f"_a{n}"))
                .otherwise(nw.col(f"_{n}"))
                for n in numbers
            }
        )
    return _ranked(cells, question)


def _ranked(cells: nw.LazyFrame[Any], question: Question) -> nw.LazyFrame[Any]:
    """Cells with the ranks by rule: the median is where half of the answers are reached."""
    import narwhals as nw

    size = len(question.answers)
    reached: list[nw.Expr] = []
    for place in range(size):
        one = nw.col(f"_{place}")
        reached.append(reached[-1] + one if reached else one)
    n = nw.col("_n")
    cells = cells.with_columns(_n=reached[-1])
    low = _first(size, [one > 0 for one in reached])
    high = _first(size, [one >= n for one in reached])
    middle = _first(size, [2 * one >= n for one in reached])
    rule = question.coder_rule if question.coder_rule in CODER_RULES else "lower_median"
    by_rule = {"lower": low, "higher": high}
    known = n > 0
    ranks = {
        name: nw.when(known).then(one).otherwise(nw.lit(NOTHING))
        for name, one in (
            ("_rank", by_rule.get(rule, middle)),
            ("_low", low),
            ("_high", high),
        )
    }
    others = [nw.col(f"_{size + 1 + place}") > 0 for place in range(len(REASONS))]
    reason = nw.lit(NOTHING)
    for place in reversed(range(len(REASONS))):
        reason = nw.when(others[place] & ~known).then(nw.lit(place)).otherwise(reason)
    any_other = others[0] | others[1] | others[2]
    excused = nw.when((nw.col(f"_{size}") > 0) & ~known & ~any_other).then(nw.lit(1))
    return cells.with_columns(**ranks, _reason=reason, _excused=excused.otherwise(nw.lit(0)))


def _first(size: int, conditions: list[nw.Expr]) -> nw.Expr:
    """The first rank for which a condition holds."""
    import narwhals as nw

    found = nw.when(conditions[0]).then(nw.lit(0))
    for rank in range(1, size - 1):
        found = found.when(conditions[rank]).then(nw.lit(rank))
    return found.otherwise(nw.lit(size - 1))


def is_sound(packed: Integers, marks: Integers, packing: Packing) -> bool:
    """Whether no item had two answers and nothing was wrong: as many bits are set as rows count."""
    rows = packed // packing.end
    return bool((np.bitwise_count(marks) == rows).all())
