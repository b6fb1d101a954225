"""Memberships of cases in sets, with the evidence behind each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from engagement_kit.assess import Making
from engagement_kit.assess.columns import Column
from engagement_kit.cases import Cases
from engagement_kit.compare.view import result_html
from engagement_kit.frameworks import Framework

__all__ = ["EVIDENCE", "Memberships"]

EVIDENCE: tuple[Column, ...] = (
    Column("case", "string", "id of the case"),
    Column("column", "string", "condition or outcome"),
    Column("item", "string", "id of the item"),
    Column("value", "string", "answer on the item's scale; empty where missing"),
    Column("membership", "number", "of this answer alone, by the named table", "0 to 1"),
    Column("missing", "string", "why there is no answer"),
    Column("evidence", "string", "ids of the evidence that the answer rests on, joined by ;"),
)


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class Memberships:
    """Memberships of cases in conditions and outcome, what may still be, and what is behind them.

    Attributes
    ----------
    table : DataFrame
        A row a case (its id is the index), a column a condition or outcome; unknown is missing.
    low, high : DataFrame
        The same cells read as low and as high as unknown answers allow; equal where known.
    evidence : DataFrame
        A row a case, column and item, columns as declared in :data:`EVIDENCE`.
    framework : Framework or None
        Gives the words, where all items come from one.
    cases : Cases or None
    parameters : mapping
        What was decided: columns with items, rule and table, wave, coder_rule, drafts.
    remarks : tuple of str
    making : Making
    """

    table: pd.DataFrame
    low: pd.DataFrame
    high: pd.DataFrame
    evidence: pd.DataFrame
    framework: Framework | None
    cases: Cases | None
    parameters: Mapping[str, Any]
    remarks: tuple[str, ...]
    making: Making

    @property
    def lang(self) -> str:
        """Language of its words."""
        return self.framework.lang if self.framework else "en"

    def __len__(self) -> int:
        return len(self.table)

    def __repr__(self) -> str:
        known = len(self.table.dropna())
        columns = ", ".join(map(str, self.table.columns))
        return f"<Memberships of {len(self)} cases in {columns}: {known} complete>"

    def _repr_html_(self) -> str:
        facts = {"cases": len(self), "complete": len(self.table.dropna())}
        shown = self.table.reset_index()
        return result_html("Memberships", facts, shown, remarks=self.remarks, lang=self.lang)
