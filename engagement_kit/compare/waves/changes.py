"""The result of comparing waves: changes, their tests, moves from place to place, crossings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from engagement_kit.assess import Making
from engagement_kit.cases import Cases
from engagement_kit.compare.view import result_html
from engagement_kit.compare.waves.pairs import FALL, NOT_KNOWN, ONE_WAVE, RISE, SAME
from engagement_kit.errors import UnknownId
from engagement_kit.frameworks import Framework

__all__ = ["Changes"]


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class Changes:
    """What changed between two waves of each case.

    Attributes
    ----------
    table : DataFrame
        One row a case and item (or the stage, or each axis), as declared in ``pairs.CHANGES``.
        Cases of one wave, and what is not known at a wave, have their rows.
    tests : DataFrame
        One row an item and reading of the unknowns, as declared in ``change_tests.CHANGE_TESTS``.
    moves : DataFrame
        Where each case with both waves stood and stands, as declared in ``transitions.MOVES``.
    transitions : DataFrame
        From where to where how many cases moved, as declared in ``transitions.TRANSITIONS``.
    crossings : DataFrame
        Of stages with a gap between them: who crossed it, and each requirement as it was before, as
        declared in ``crossing.CROSSINGS``; no rows for anything else.
    requirements_before : DataFrame
        The same, counted: ``crossing.REQUIREMENTS_BEFORE``.
    framework : Framework
        That of the later wave.
    part : str
        Id of the part.
    cases : Cases or None
    parameters : mapping
        What was decided: first, last, zeros, adjust, confidence, mapping, the versions, and the
        parameters of the placements or levels.
    remarks : tuple of str
    making : Making
    """

    table: pd.DataFrame
    tests: pd.DataFrame
    moves: pd.DataFrame
    transitions: pd.DataFrame
    crossings: pd.DataFrame
    requirements_before: pd.DataFrame
    framework: Framework
    part: str
    cases: Cases | None
    parameters: Mapping[str, Any]
    remarks: tuple[str, ...]
    making: Making

    @property
    def lang(self) -> str:
        """Language of the texts."""
        return self.framework.lang

    @property
    def items(self) -> tuple[str, ...]:
        """Ids of what is compared: items, the part with the stages, or both axes."""
        return tuple(map(str, self.table["item"].unique()))

    @property
    def risers(self) -> pd.DataFrame:
        """Rows of the table that rise; ``settled`` says whether whatever is unknown."""
        return self._going(RISE)

    @property
    def fallers(self) -> pd.DataFrame:
        """Rows of the table that fall."""
        return self._going(FALL)

    @property
    def counts(self) -> dict[str, int]:
        """How many rows rise, fall, stay, are not known, and have one wave only."""
        alone = self.table["state"] == ONE_WAVE
        ways = {way: int((self.table["direction"] == way).sum()) for way in (RISE, FALL, SAME)}
        unknown = (self.table["direction"] == NOT_KNOWN) & ~alone
        return {**ways, NOT_KNOWN: int(unknown.sum()), ONE_WAVE: int(alone.sum())}

    @property
    def one_wave(self) -> tuple[str, ...]:
        """Ids of the cases without two waves to compare."""
        rows = self.table[self.table["state"] == ONE_WAVE]
        return tuple(map(str, rows["case"].unique()))

    def matrix(self, item: str | None = None) -> pd.DataFrame:
        """Counts of moves, from (rows) and to (columns), every place once and in its order.

        Parameters
        ----------
        item : str, optional
            Which item, where several are compared; the first if left out.

        Raises
        ------
        UnknownId
            There is no such item.
        """
        items = tuple(map(str, self.moves["item"].unique()))
        if item is not None and item not in items:
            raise UnknownId("item", item, items)
        rows = self.transitions[self.transitions["item"] == (item or next(iter(items), ""))]
        used = [*rows["from"], *rows["to"]]
        names = [*self._places, *dict.fromkeys(one for one in used if one not in self._places)]
        table = rows.pivot_table(index="from", columns="to", values="n", aggfunc="sum")
        return table.reindex(index=names, columns=names).fillna(0).astype("int64")

    @property
    def _places(self) -> tuple[str, ...]:
        return tuple(self.parameters["places"])

    def _going(self, direction: str) -> pd.DataFrame:
        return self.table[self.table["direction"] == direction].reset_index(drop=True)

    def __len__(self) -> int:
        return len(self.table)

    def __repr__(self) -> str:
        told = ", ".join(f"{n} {way.replace('_', ' ')}" for way, n in self.counts.items())
        return f"<Changes of {self.framework.id}, {self.part}: {told}>"

    def _repr_html_(self) -> str:
        facts = {way.replace("_", " "): n for way, n in self.counts.items()}
        title = f"{self.framework.label(self.part)}: {self.parameters['version_after']}"
        tables = (self.tests, self.transitions, self.table)
        return result_html(title, facts, *tables, remarks=self.remarks, lang=self.lang)
