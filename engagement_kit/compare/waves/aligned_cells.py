"""Targets by case, horizon and item: every answer counted, their agreement, the gap from now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
import pandas as pd

from engagement_kit.assess import Targets
from engagement_kit.assess.columns import Column
from engagement_kit.compare.waves.ordered_agreement import ordered_agreement
from engagement_kit.frameworks import Framework

__all__ = ["CELLS", "Answers", "align_cells", "lower_median"]

_CASE = (
    Column("case", "string", "id of the case"),
    Column("name", "string", "name of the case in the language of the framework"),
)
CELLS = (
    *_CASE,
    Column("kind", "string", "kind of organisation: museum, company ..."),
    Column("country", "string", "country"),
    Column("wave", "integer", "the state now is that at the end of this year", "year"),
    Column("horizon", "integer", "how far ahead the answers lie; 0 is now", "years"),
    Column("item", "string", "id of the item in its framework"),
    Column("group", "string", "axis or pair of the item"),
    Column("value", "string", "answer now; empty where missing"),
    Column("rank", "number", "place of the answer now, from 0", "rank"),
    Column("low", "number", "lowest rank now; 0 where unknown, empty where not applicable", "rank"),
    Column(
        "high",
        "number",
        "highest rank now; the last where unknown, empty where not applicable",
        "rank",
    ),
    Column("missing", "string", "why there is no answer now"),
    Column("n_respondents", "integer", "respondents who answered", "respondents"),
    Column(
        "answers", "string", "how many gave each answer of the scale, lowest first, joined by ;"
    ),
    Column("target", "string", "lower median of the respondents; empty where nobody answered"),
    Column("target_rank", "number", "place of the lower median, from 0", "rank"),
    Column("target_low", "number", "lowest rank that any respondent gave", "rank"),
    Column("target_high", "number", "highest rank that any respondent gave", "rank"),
    Column("spread", "number", "target_high less target_low", "ranks"),
    Column(
        "agreement",
        "number",
        "van der Eijk's A of the answers; empty for fewer than two respondents",
        "-1 to 1",
    ),
    Column("gap", "number", "target_rank less rank; empty where one of them is", "ranks"),
    Column("gap_low", "number", "target_rank less the highest rank that now may have", "ranks"),
    Column("gap_high", "number", "target_rank less the lowest rank that now may have", "ranks"),
)


@dataclass(frozen=True)
class Answers:
    """Ranks that respondents gave, by case, horizon and item, and then by respondent."""

    ranks: Mapping[tuple[str, int, str], Mapping[str, int]]
    cases: tuple[str, ...]
    horizons: tuple[int, ...]
    items: tuple[str, ...]

    @classmethod
    def of(cls, persons: pd.DataFrame, targets: Targets) -> Answers:
        """Answers of the cases of the targets, at their horizons and, if all were asked for, 0."""
        cases = tuple(dict.fromkeys(targets.table["case"]))
        chosen = persons[persons["case"].isin(cases)]
        asked = set(targets.horizons)
        if targets.parameters.get("horizon") is None:
            asked |= {0} & {int(years) for years in chosen["horizon"]}
        ranks: dict[tuple[str, int, str], dict[str, int]] = {}
        for row in chosen[chosen["horizon"].isin(asked)].itertuples():
            cell = (str(row.case), int(row.horizon), str(row.item))
            ranks.setdefault(cell, {})[str(row.respondent)] = int(row.rank)
        items = tuple(item.id for item in targets.framework.items_of(targets.part))
        return cls(ranks, cases, tuple(sorted(asked)), items)

    def at(self, case: str, horizon: int, item: str) -> Mapping[str, int]:
        """Ranks by respondent; empty where nobody answered."""
        return self.ranks.get((case, horizon, item), {})


def align_cells(answers: Answers, targets: Targets) -> pd.DataFrame:
    """One row a case, horizon and item, answered or not: the columns of :data:`CELLS`."""
    framework, scale = targets.framework, targets.framework.scale(targets.scale).ids
    cells = product(answers.cases, answers.horizons, answers.items)
    rows = [
        {"case": case, "horizon": years, "item": item}
        | _cell(list(answers.at(case, years, item).values()), len(scale))
        for case, years, item in cells
    ]
    found = pd.DataFrame(rows, columns=["case", "horizon", "item", *_cell([], 2)])
    now = _levels_now(targets)
    table = found.merge(now, on=["case", "item"], how="left")
    return table.assign(
        target=[_value(framework, targets.scale, rank) for rank in table["target_rank"]],
        gap=table["target_rank"] - table["rank"],
        gap_low=table["target_rank"] - table["high"],
        gap_high=table["target_rank"] - table["low"],
    )


def lower_median(ranks: list[int]) -> int:
    """The rank in the middle, the lower of two."""
    return sorted(ranks)[(len(ranks) - 1) // 2]


def _cell(ranks: list[int], size: int) -> dict[str, Any]:
    """What the respondents say together; empty where none did."""
    counts = [ranks.count(rank) for rank in range(size)]
    agreement = ordered_agreement(counts)
    low, high = (min(ranks), max(ranks)) if ranks else (np.nan, np.nan)
    return {
        "n_respondents": len(ranks),
        "answers": ";".join(map(str, counts)),
        "target_rank": lower_median(ranks) if ranks else np.nan,
        "target_low": low,
        "target_high": high,
        "spread": high - low,
        "agreement": np.nan if agreement is None else agreement,
    }


def _levels_now(targets: Targets) -> pd.DataFrame:
    """The level now of every case and item, whatever the horizon."""
    columns = [*(c.name for c in CELLS[:5]), "item", "group"]
    columns += ["value", "rank", "low", "high", "missing"]
    return targets.table[columns].drop_duplicates(["case", "item"])


def _value(framework: Framework, scale: str, rank: float) -> str | None:
    return None if pd.isna(rank) else framework.scale(scale).ids[int(rank)]
