"""A table of answers as case-waves and combined answers: what stages and levels are made from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from engagement_kit.assess.columns import make_table
from engagement_kit.assess.frames.choices import EXCUSED, REASONS, Question, ask
from engagement_kit.assess.frames.collected import asked_waves, collect, refuse_wrong, units_of
from engagement_kit.assess.frames.engine_sums import KEYS, together
from engagement_kit.assess.frames.expressions import highest, lowest
from engagement_kit.assess.frames.gathered import Gathered, gather_rows
from engagement_kit.assess.frames.opened import AnswerTable, open_table
from engagement_kit.assess.frames.quadrant_sums import asked_coder, has_agreed
from engagement_kit.assess.frames.rows import read_rows
from engagement_kit.assess.frames.units import named
from engagement_kit.assess.grid import Grid
from engagement_kit.assess.waves import Wave
from engagement_kit.frameworks import Framework
from engagement_kit.frameworks.elements import RatedItem

__all__ = ["gather_table", "records_of"]


def records_of(
    thing: Any, framework: Framework, items: Sequence[RatedItem], wave: Wave, coder_rule: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Case-waves of a table, and the answers to items with the coders brought together.

    Both are as :func:`case_waves` and :func:`combine_ratings` give them; where the table has no
    waves, every wave is 0.

    Raises
    ------
    Faults
        Something in the table means nothing.
    UnknownId
        No such wave, or no such rule and no coder of that name.
    """
    table = open_table(thing)
    found = []
    for scale in dict.fromkeys(item.scale for item in items):
        question = ask(framework, [one for one in items if one.scale == scale], wave, coder_rule)
        found.append((question, gather_table(table, question)))
    waves = named(found[0][1].units)
    waves["wave"] = waves["wave"].fillna(0).astype("int64")
    combined = [_combined(waves, question, gathered) for question, gathered in found]
    return waves, make_table("combined", pd.concat(combined, ignore_index=True))


def gather_table(table: AnswerTable, question: Question) -> Gathered:
    """The coders' answers together, on whatever engine the table is; rows by case and wave."""
    if table.is_in_memory:
        return gather_rows(read_rows(table, question), question)
    asked_coder(table, question)
    cells = collect(together(table, question, has_agreed=has_agreed(table, question)))
    if cells["_wrong"].any():
        refuse_wrong(table, question)
    ends = {lowest(name): "min" for name in table.kept}
    ends |= {highest(name): "max" for name in table.kept}
    units = cells[[*KEYS]].drop_duplicates()
    if ends:
        units = cells.groupby([*KEYS], dropna=False, sort=False).agg(ends).reset_index()
    units = asked_waves(units, table, question)
    at = pd.MultiIndex.from_frame(units[list(KEYS)]).get_indexer(
        pd.MultiIndex.from_frame(cells[list(KEYS)])
    )
    used = (at >= 0) & (cells["_item"].to_numpy() >= 0)
    return _scattered(cells[used], at[used], units_of(units, table), question)


def _scattered(cells: pd.DataFrame, at: Any, units: pd.DataFrame, question: Question) -> Gathered:
    """Cells that an engine sent back, side by side."""
    shape = (len(question.items), len(units))
    place = (cells["_item"].to_numpy("int64"), at)

    def spread(name: str, empty: int) -> Any:
        found = np.full(shape, empty, dtype="int64")
        found[place] = cells[name].to_numpy("int64")
        return found

    rank, low, high = (spread(name, -1) for name in ("_rank", "_low", "_high"))
    grid = Grid(question.ids, rank, low, high, spread("_excused", 0) == 1)
    return Gathered(units, grid, spread("_n", 0), spread("_reason", -1))


def _combined(waves: pd.DataFrame, question: Question, gathered: Gathered) -> pd.DataFrame:
    """The long table of everything that was said, by case-wave and item."""
    grid = gathered.grid
    said = (grid.rank >= 0) | grid.excused | (gathered.reason >= 0)
    unit, item = np.nonzero(said.T)
    rank, low, high, reason = (
        one[item, unit] for one in (grid.rank, grid.low, grid.high, gathered.reason)
    )
    known = rank >= 0
    words = pd.array([*REASONS, EXCUSED], dtype="str")
    why = np.where(grid.excused[item, unit], len(REASONS), reason)
    table = waves[["case", "wave"]].take(unit).reset_index(drop=True)
    answers = pd.array(list(question.answers), dtype="str")
    return table.assign(
        item=pd.array(list(question.ids), dtype="str").take(item),
        value=answers.take(rank.astype("int64"), allow_fill=True),
        missing=words.take(why.astype("int64"), allow_fill=True),
        rank=np.where(known, rank, np.nan),
        low=np.where(known, low, np.nan),
        high=np.where(known, high, np.nan),
        n_coders=gathered.n_coders[item, unit],
        spread=np.where(known, high - low, np.nan),
    )
