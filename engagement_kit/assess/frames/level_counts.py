"""How often each item of a table has which answer, or none for which reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from engagement_kit.assess.frames.choices import EXCUSED, REASONS, Question
from engagement_kit.assess.frames.collected import collect, refuse_wrong
from engagement_kit.assess.frames.engine_sums import KEYS, summed, together
from engagement_kit.assess.frames.expressions import NOTHING, lowest
from engagement_kit.assess.frames.opened import AnswerTable
from engagement_kit.assess.frames.patterns import counted_patterns, latest
from engagement_kit.assess.frames.quadrant_sums import asked_coder, has_agreed
from engagement_kit.assess.frames.records import gather_table

if TYPE_CHECKING:
    import narwhals as nw

__all__ = ["count_levels", "words_of"]


def count_levels(table: AnswerTable, question: Question) -> pd.DataFrame:
    """Number of case-waves ``n`` for each group, item and state of it.

    Columns: those kept; ``item``, its place; ``state``: rank of the answer, then not applicable,
    then the reasons; ``n``. An item of which nobody said anything is unknown.

    Raises
    ------
    Faults
        Something in the table means nothing.
    UnknownId
        No such wave, or no such rule and no coder of that name.
    """
    if table.is_in_memory:
        return _in_memory(table, question)
    asked_coder(table, question)
    cells = together(table, question, has_agreed=has_agreed(table, question))
    groups = _groups(cells, table, question)
    said = _said(cells, table, question)
    names = {lowest(name): name for name in table.kept}
    return _with_silent(groups.rename(columns=names), said.rename(columns=names), table, question)


def _silent(question: Question) -> int:
    return len(question.answers) + 1 + REASONS.index("unknown")


def _in_memory(table: AnswerTable, question: Question) -> pd.DataFrame:
    gathered = gather_table(table, question)
    grid, size = gathered.grid, len(question.answers)
    state = np.where(gathered.reason >= 0, gathered.reason + size + 1, _silent(question))
    state = np.where(grid.excused, size, np.where(grid.rank >= 0, grid.rank, state))
    kept = gathered.units[list(table.kept)]
    group = np.zeros(len(gathered.units), dtype="int64")
    if table.kept:
        group = kept.groupby(list(table.kept), dropna=False).ngroup().to_numpy("int64")
    items, states = len(question.items), size + 1 + len(REASONS)
    key = (group * items + np.arange(items)[:, None]) * states + state
    counts = np.bincount(key.ravel()) if key.size else np.zeros(0, dtype="int64")
    (there,) = np.nonzero(counts)
    first = np.unique(group, return_index=True)[1]
    found = kept.iloc[first[there // (items * states)]].reset_index(drop=True)
    return found.assign(
        item=there // states % items, state=there % states, n=counts[there].astype("int64")
    )


def _groups(cells: nw.LazyFrame[Any], table: AnswerTable, question: Question) -> pd.DataFrame:
    """How many case-waves there are in each group, with everything wrong refused."""
    import narwhals as nw

    units = summed(cells, KEYS, {"_wrong": nw.col("_wrong"), "_all": nw.lit(0)}, table)
    found = counted_patterns(units, table, question, nw.col("_wrong"), ("_all",))
    if found["_wrong"].sum():
        refuse_wrong(table, question)
    return found[[*map(lowest, table.kept), "_n"]]


def _said(cells: nw.LazyFrame[Any], table: AnswerTable, question: Question) -> pd.DataFrame:
    """How many case-waves of each group say what of each item."""
    import narwhals as nw

    size, kept = len(question.answers), [lowest(name) for name in table.kept]
    rank, reason = nw.col("_rank"), nw.col("_reason")
    state = nw.when(reason >= 0).then(reason + size + 1).otherwise(nw.lit(NOTHING))
    state = nw.when(nw.col("_excused") == 1).then(nw.lit(size)).otherwise(state)
    state = nw.when(rank >= 0).then(rank).otherwise(state)
    asked = latest(cells, question, nw.col("_wrong")).filter(nw.col("_item") >= 0)
    each = asked.select(*KEYS, "_item", _state=state, _n=nw.lit(1)).filter(nw.col("_state") >= 0)
    if kept:  # what a table says of a case need not stand beside each of its items
        units = summed(cells, KEYS, {"_all": nw.lit(0)}, table).select(*KEYS, *kept)
        each = each.join(units, on=list(KEYS), how="inner")
    return collect(each.group_by(*kept, "_item", "_state").agg(nw.col("_n").sum()))


def _with_silent(
    groups: pd.DataFrame, said: pd.DataFrame, table: AnswerTable, question: Question
) -> pd.DataFrame:
    """What was said, and beside it the case-waves of each group that say nothing of an item."""
    said = said.rename(columns={"_item": "item", "_state": "state", "_n": "n"})
    said = said.astype({"item": "int64", "state": "int64", "n": "int64"})
    items = pd.DataFrame({"item": np.arange(len(question.items), dtype="int64")})
    each = groups.rename(columns={"_n": "n"}).merge(items, how="cross")
    keys = [*table.kept, "item"]
    less = said.assign(n=-said["n"])
    rest = pd.concat([each, less]).groupby(keys, dropna=False)["n"].sum().reset_index()
    found = pd.concat([said, rest.assign(state=_silent(question))], ignore_index=True)
    return found[found["n"] > 0]


def words_of(question: Question) -> tuple[list[str | None], list[str | None]]:
    """Answer and reason that each state stands for."""
    answers: list[str | None] = [*question.answers, *[None] * (1 + len(REASONS))]
    return answers, [*[None] * len(question.answers), EXCUSED, *REASONS]
