"""What placements in quadrants and on stages have in common, and the one placement of one case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import pandas as pd

from engagement_kit.cases import Case, Cases
from engagement_kit.errors import UnknownId
from engagement_kit.frameworks import Framework

__all__ = ["NOT_PLACED", "OPEN", "SETTLED", "STATUSES", "Placement", "Placements"]

SETTLED, OPEN, NOT_PLACED = "settled", "open", "not_placed"
STATUSES = (SETTLED, OPEN, NOT_PLACED)


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class Placements:
    """Where cases stand in one part of a framework, and what put them there.

    ``placements["tate", 2025]`` gives one placement, for :func:`explain`; ``placements["tate"]``
    the one of the last wave. Shown in a notebook it counts settled, open and not placed and prints
    the rules.

    Attributes
    ----------
    table : DataFrame
        One row a case and wave.
    framework : Framework
    part : str
        Id of the part of the framework.
    cases : Cases
        The cases themselves: the way back to evidence and sources.
    parameters : mapping
        Everything that was decided: thresholds, rules, min_known, wave.
    """

    table: pd.DataFrame
    framework: Framework
    part: str
    cases: Cases
    parameters: Mapping[str, Any]

    @property
    def counts(self) -> dict[str, int]:
        """How many case-waves are settled, open and not placed."""
        found = self.table["status"].value_counts()
        return {status: int(found.get(status, 0)) for status in STATUSES}

    def __len__(self) -> int:
        return len(self.table)

    def __repr__(self) -> str:
        counts = ", ".join(f"{n} {status}" for status, n in self.counts.items())
        return f"<{type(self).__name__} of {self.framework.id}, {self.part}: {counts}>"

    def __getitem__(self, key: str | tuple[str, int]) -> Placement[Any]:
        case, wave = key if isinstance(key, tuple) else (key, None)
        rows = self.table[self.table["case"] == case]
        if rows.empty:
            raise UnknownId("case", case, self.table["case"].unique())
        if wave is not None and wave not in set(rows["wave"]):
            raise UnknownId(f"wave of {case!r}", str(wave), [str(year) for year in rows["wave"]])
        row = rows.iloc[-1] if wave is None else rows[rows["wave"] == wave].iloc[0]
        return Placement(self, row.to_dict())

    def _repr_html_(self) -> str:
        from engagement_kit.assess.view import placements_html

        return placements_html(self)


P = TypeVar("P", bound=Placements)


@dataclass(frozen=True, eq=False, repr=False)
class Placement(Generic[P]):
    """One case at one wave: a row of the table, with the way back to the case.

    Attributes
    ----------
    placements : Placements
        All placements that were made together with it.
    row : mapping
        The row of the table, column by column.
    """

    placements: P
    row: Mapping[str, Any]

    @property
    def case(self) -> Case:
        """The case with its evidence and sources."""
        case: Case = self.placements.cases[self.row["case"]]
        return case

    @property
    def wave(self) -> int:
        """Year of the placement."""
        return int(self.row["wave"])

    @property
    def status(self) -> str:
        """Settled, open or not_placed."""
        return str(self.row["status"])

    def __repr__(self) -> str:
        part = f"{self.placements.framework.id}, {self.placements.part}"
        return f"<Placement of {self.row['case']} in {self.wave} ({part}): {self.status}>"

    def _repr_html_(self) -> str:
        from engagement_kit.assess.explain import explain

        return explain(self)._repr_html_()
