"""How case-waves of a table stand on stages: answers of their dimensions, in whatever order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from engagement_kit.assess.frames.choices import Question
from engagement_kit.assess.frames.collected import refuse_wrong
from engagement_kit.assess.frames.engine_sums import KEYS, summed, together
from engagement_kit.assess.frames.expressions import counted, lowest, whole
from engagement_kit.assess.frames.opened import AnswerTable
from engagement_kit.assess.frames.packing import ROOM, Integers, Packing
from engagement_kit.assess.frames.patterns import counted_patterns
from engagement_kit.assess.frames.quadrant_sums import asked_coder, has_agreed
from engagement_kit.assess.frames.records import gather_table

if TYPE_CHECKING:
    import narwhals as nw

__all__ = ["StageSums", "stage_sums"]

_MOST_COLUMNS = 8  # of packed sums; with more, answers come back instead and are counted here


@dataclass(frozen=True, eq=False)
class StageSums:
    """Ways to stand on stages.

    Attributes
    ----------
    groups : DataFrame
        Kept columns, and the number of case-waves ``n`` of each row.
    dimensions : ndarray of int
        For each row as many answers as there are dimensions, as ``judged_by_rules`` takes them.
    """

    groups: pd.DataFrame
    dimensions: npt.NDArray[np.int64]


def stage_sums(table: AnswerTable, question: Question) -> StageSums:
    """Ways to stand with their numbers; an engine sends back nothing else.

    Raises
    ------
    Faults
        Something in the table means nothing.
    UnknownId
        No such wave, or no such rule and no coder of that name.
    """
    digits = _Digits(len(question.answers), len(question.items))
    if table.is_in_memory or len(digits.columns) > _MOST_COLUMNS:
        return _gathered(table, question)
    asked_coder(table, question)
    cells = together(table, question, has_agreed=has_agreed(table, question))
    sums = {name: whole(one) for name, one in digits.sums()} | {"_wrong": _wrong()}
    units = summed(cells, KEYS, sums, table)
    found = counted_patterns(units, table, question, _wrong(), tuple(digits.columns))
    if found["_wrong"].sum():
        refuse_wrong(table, question)
    groups = {name: found[lowest(name)] for name in table.kept} | {"n": found["_n"]}
    return StageSums(pd.DataFrame(groups), digits.dimensions(found))


def _wrong() -> nw.Expr:
    import narwhals as nw

    return nw.col("_wrong")


def _gathered(table: AnswerTable, question: Question) -> StageSums:
    """One row a case-wave, where they are in memory anyway."""
    gathered = gather_table(table, question)
    grid = gathered.grid
    three = np.stack([grid.rank, grid.low, grid.high], axis=-1).astype("int64") + 1
    three[grid.rank < 0] = (0, 1, len(question.answers))
    three[grid.excused] = -1
    groups = gathered.units[list(table.kept)].assign(n=1)
    return StageSums(groups, three.transpose(1, 0, 2))


@dataclass(frozen=True)
class _Digits:
    """How many dimensions have which rank, lie between which ranks, and do not apply.

    No rule asks which dimension it is, nor which rank goes with which bounds.
    """

    stages: int
    items: int

    @property
    def spans(self) -> list[tuple[int, int]]:
        """All lowest and highest ranks that one dimension may have, from 1."""
        return [(a, b) for a in range(1, self.stages + 1) for b in range(a, self.stages + 1)]

    @property
    def each(self) -> int:
        """As many digits fit one number."""
        room = 1
        while (self.items + 1) ** (room + 1) <= ROOM:
            room += 1
        return room

    @property
    def columns(self) -> list[str]:
        """Columns that hold all digits."""
        digits = self.stages + len(self.spans) + 1
        return [f"_sums{n}" for n in range(-(-digits // self.each))]

    def sums(self) -> Iterator[tuple[str, nw.Expr]]:
        """What is added up for each column."""
        import narwhals as nw

        asked = nw.col("_item") >= 0
        low, high = nw.col("_low") + 1, nw.col("_high") + 1
        found = [asked & (nw.col("_rank") + 1 == rank) for rank in range(1, self.stages + 1)]
        found += [asked & (low == first) & (high == last) for first, last in self.spans]
        found.append(asked & (nw.col("_excused") == 1))
        packing = Packing((self.items + 1,) * self.each)
        for place, name in enumerate(self.columns):
            some = found[place * self.each :][: self.each]
            yield (
                name,
                sum(
                    (whole(counted(one)) * packing.unit(n) for n, one in enumerate(some)),
                    start=whole(nw.lit(0)),
                ),
            )

    def dimensions(self, found: pd.DataFrame) -> npt.NDArray[np.int64]:
        """Answers that give these sums."""
        packing = Packing((self.items + 1,) * self.each)
        digits: list[Integers] = []
        for name in self.columns:
            digits += packing.digits(found[name].to_numpy("int64"))[:-1]
        counts = np.stack(digits, axis=1)
        ranks, spans = counts[:, : self.stages], counts[:, self.stages :][:, : len(self.spans)]
        off = counts[:, self.stages + len(self.spans)]
        silent = self.items - ranks.sum(axis=1) - off
        rest = np.stack([silent, off], axis=1)
        rank = self._listed([*range(1, self.stages + 1), 0, -1], np.hstack([ranks, rest]))
        bounds = np.array([*self.spans, (1, self.stages), (-1, -1)], dtype="int64")
        span = self._listed(bounds, np.hstack([spans, rest]))
        return np.concatenate([rank[..., None], span], axis=-1)

    def _listed(self, values: Any, counts: Integers) -> npt.NDArray[np.int64]:
        """Each value as often as it is counted, a row for each row of counts."""
        given = np.asarray(values, dtype="int64")
        places = np.tile(np.arange(len(given)), len(counts))
        return given[np.repeat(places, counts.ravel())].reshape(-1, self.items, *given.shape[1:])
