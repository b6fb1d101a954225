"""Coders brought together in numpy: the rules of :func:`combine_ratings` on whole numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from engagement_kit.assess.coders import CODER_RULES
from engagement_kit.assess.frames.choices import REASONS, Question
from engagement_kit.assess.frames.codes import Codes
from engagement_kit.assess.frames.rows import ABSENT, Rows
from engagement_kit.assess.grid import Grid
from engagement_kit.cases import AGREED
from engagement_kit.errors import UnknownId

__all__ = ["Gathered", "check_coder", "gather_rows"]


@dataclass(frozen=True, eq=False)
class Gathered:
    """The coders' answers together.

    Attributes
    ----------
    units : DataFrame
        One row a case-wave: case, wave and the kept columns.
    grid : Grid
    n_coders : ndarray of int
        How many coders gave an answer, an item a row and a case-wave a column.
    reason : ndarray of int
        Why nobody did: a place in ``REASONS``, -1 where there is an answer, nobody entered
        anything, or the item does not apply.
    """

    units: pd.DataFrame
    grid: Grid
    n_coders: npt.NDArray[Any]
    reason: npt.NDArray[Any]


def gather_rows(rows: Rows, question: Question) -> Gathered:
    """One answer an item and case-wave, by the rule for coders.

    Raises
    ------
    UnknownId
        No such rule and no coder of that name.
    """
    used = _used(rows, question)
    unit, item, answer = (
        (one if used is None else one[used]) for one in (rows.unit, rows.item, rows.answer)
    )
    shape = (len(question.items), len(rows.units))
    key = item * np.int64(shape[1])
    key += unit
    cells = np.full(shape[0] * shape[1], ABSENT, dtype="uint8")
    cells[key] = answer
    said = answer != ABSENT
    # Where a cell was written twice, fewer are filled than rows say something.
    if np.count_nonzero(cells != ABSENT) == np.count_nonzero(said):
        return _of_one(cells.reshape(shape), rows.units, question)
    return _of_several(key[said], answer[said], shape, rows.units, question)


def check_coder(question: Question, coders: tuple[str, ...]) -> None:
    """Refuse a name that is neither a rule nor a coder."""
    if question.one_coder is not None and question.one_coder not in coders:
        raise UnknownId("coder rule or coder", question.coder_rule, (*CODER_RULES, *coders))


def _used(rows: Rows, question: Question) -> npt.NDArray[np.bool_] | None:
    """Which rows a rule counts: those of one coder, or agreed ones in place of settled; or all."""
    coder = rows.coder
    values = () if coder is None else coder.words
    if len(rows.unit):
        check_coder(question, values)
    if coder is None:
        return None
    if question.one_coder is not None:
        places = values.index(question.one_coder) if question.one_coder in values else -2
        return np.asarray(coder.codes == places)
    if AGREED not in values:
        return None
    agreed = (coder.codes == values.index(AGREED)) & (rows.answer != ABSENT)
    key = rows.item * np.int64(len(rows.units)) + rows.unit
    settled = np.zeros(len(question.items) * len(rows.units), dtype=bool)
    settled[key[agreed]] = True
    return np.asarray(agreed | ~settled[key])


def _of_one(cells: Codes, units: pd.DataFrame, question: Question) -> Gathered:
    """Each cell has one answer at most: nothing is to be brought together."""
    size = len(question.answers)
    known = cells < size
    rank = cells.astype("int16")
    rank[~known] = -1
    grid = Grid(question.ids, rank, rank, rank, cells == size)
    reason = cells.astype("int16") - (size + 1)
    reason[(reason < 0) | (cells == ABSENT)] = -1
    return Gathered(units, grid, known.astype("int64"), reason)


def _of_several(
    key: Codes, answer: Codes, shape: tuple[int, int], units: pd.DataFrame, question: Question
) -> Gathered:
    """Answers of each cell counted by rank; the median is where half of them are reached."""
    size, cells = len(question.answers), shape[0] * shape[1]
    # A count each for one answer after the other needs a fraction of the memory of all at once.
    counts = [_count(key[answer == one], cells) for one in range(size + 1 + len(REASONS))]
    n = np.sum(counts[:size], axis=0, dtype="int32")
    reached = np.zeros(cells, dtype="int32")
    middle, low, high = (np.zeros(cells, dtype="int16") for _ in range(3))
    for one in counts[:size]:
        reached += one
        middle += 2 * reached < n
        low += reached == 0
        high += reached < n
    for one in (middle, low, high):
        one[n == 0] = -1
    rank = {"lower": low, "higher": high}.get(question.coder_rule, middle)
    reason = np.full(cells, -1, dtype="int16")
    for place in reversed(range(len(REASONS))):
        reason[(n == 0) & (counts[size + 1 + place] > 0)] = place
    excused = (n == 0) & (counts[size] > 0) & (reason < 0)
    answers = (rank.reshape(shape), low.reshape(shape), high.reshape(shape))
    grid = Grid(question.ids, *answers, excused=excused.reshape(shape))
    return Gathered(units, grid, n.reshape(shape), reason.reshape(shape))


def _count(key: Codes, cells: int) -> Codes:
    return np.bincount(key, minlength=cells).astype("int32")
