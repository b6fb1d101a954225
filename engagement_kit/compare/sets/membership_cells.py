"""The cells of a table of memberships: known, or between bounds, with the evidence behind each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from engagement_kit.assess import Levels, ratings_table
from engagement_kit.assess.coders import ratings_used
from engagement_kit.assess.columns import Column, shaped
from engagement_kit.cases import Cases
from engagement_kit.compare.sets.membership_columns import RULES, Made

__all__ = ["EVIDENCE", "Cells", "fill_cells", "membership_remarks", "middle_cells"]

EVIDENCE: tuple[Column, ...] = (
    Column("case", "string", "id of the case"),
    Column("column", "string", "condition or outcome"),
    Column("item", "string", "id of the item"),
    Column("value", "string", "answer on the item's scale; empty where missing"),
    Column("membership", "number", "of this answer alone, by the named table", "0 to 1"),
    Column("missing", "string", "why there is no answer"),
    Column("evidence", "string", "ids of the evidence that the answer rests on, joined by ;"),
)

_NEARLY = 1e-9


@dataclass(frozen=True, eq=False)
class Cells:
    """Memberships, their bounds, and what is behind them: as in :class:`Memberships`."""

    table: pd.DataFrame
    low: pd.DataFrame
    high: pd.DataFrame
    evidence: pd.DataFrame


def fill_cells(made: Sequence[Made], levels: Sequence[Levels], cases: Cases) -> Cells:
    """Every case in every column."""
    answers = pd.concat([one.table for one in levels], ignore_index=True)
    scales = {
        item.id: one.framework.scale(item.scale).ids
        for one in levels
        for item in one.framework.items_of(one.part)
    }
    ids = list(dict.fromkeys(answers["case"]))
    by_item = {item: rows.set_index("case").reindex(ids) for item, rows in answers.groupby("item")}
    columns = {one.name: _column(one, by_item, scales) for one in made}
    frames = {
        kind: pd.DataFrame({name: read[kind] for name, read in columns.items()}, index=ids)
        for kind in ("known", "low", "high")
    }
    for frame in frames.values():
        frame.index.name = "case"
    evidence = _evidence(made, by_item, _behind(levels, cases))
    return Cells(frames["known"], frames["low"], frames["high"], evidence)


def _column(
    made: Made, by_item: dict[str, pd.DataFrame], scales: dict[str, tuple[str, ...]]
) -> dict[str, pd.Series]:
    """Membership of each case where it is known, and its bounds."""
    parts = [_item(by_item[item], made.tables[item], scales[item]) for item in made.items]
    joined = {
        name: _joined(made.rule, [part[name] for part in parts])
        for name in ("least", "most", "low", "high")
    }
    settled = (joined["most"] - joined["least"]).abs() < _NEARLY
    return {
        "known": joined["least"].where(settled),
        "low": joined["low"],
        "high": joined["high"],
    }


def _item(rows: pd.DataFrame, table: Mapping[str, float], answers: tuple[str, ...]) -> pd.DataFrame:
    """What an item allows each case: by its answer alone, and by all that coders said.

    Not applicable: empty in all four, so that the item leaves the column of this case.
    """
    numbers = np.array([table[answer] for answer in answers])
    value = rows["value"].map(dict(table)).astype(float)
    applies = rows["missing"].fillna("") != "not_applicable"
    spans = [
        (numbers[int(low) : int(high) + 1].min(), numbers[int(low) : int(high) + 1].max())
        if known
        else (np.nan, np.nan)
        for low, high, known in zip(rows["low"], rows["high"], applies, strict=True)
    ]
    least, most = numbers.min(), numbers.max()
    return pd.DataFrame(
        {
            "least": value.fillna(least).where(applies),
            "most": value.fillna(most).where(applies),
            "low": [low for low, _ in spans],
            "high": [high for _, high in spans],
        },
        index=rows.index,
    )


def _joined(rule: str, parts: Sequence[pd.Series]) -> pd.Series:
    """Items joined by the rule, those that do not apply left out; empty where none applies."""
    whole = pd.concat(parts, axis=1).to_numpy(float)
    joined = [
        float(RULES[rule](row[~np.isnan(row)])) if not np.isnan(row).all() else np.nan
        for row in whole
    ]
    return pd.Series(joined, index=parts[0].index)


def _behind(levels: Sequence[Levels], cases: Cases) -> pd.DataFrame:
    """Ids of the evidence of each case, wave and item, of the ratings that the rule counts."""
    found = []
    for one in levels:
        ratings = ratings_table(cases, one.framework, drafts=bool(one.parameters["drafts"]))
        used = ratings_used(ratings, str(one.parameters["coder_rule"]))
        found.append(used[used["value"].notna()][["case", "wave", "item", "evidence"]])
    every = pd.concat(found).drop_duplicates()
    joined = every.groupby(["case", "wave", "item"])["evidence"].agg(_together)
    return joined.reset_index()


def _together(lists: pd.Series) -> str:
    ids = [one for listed in lists.dropna() for one in str(listed).split(";") if one]
    return ";".join(dict.fromkeys(ids))


def _evidence(
    made: Sequence[Made], by_item: dict[str, pd.DataFrame], behind: pd.DataFrame
) -> pd.DataFrame:
    """One row a case, column and item: the answer, its membership, and what it rests on."""
    found = []
    for column in made:
        for item in column.items:
            rows = by_item[item].rename_axis("case").reset_index()
            rows = rows.assign(
                column=column.name,
                item=item,
                membership=rows["value"].map(dict(column.tables[item])).astype(float),
            )
            found.append(rows)
    every = pd.concat(found, ignore_index=True).astype({"wave": "int64"})
    every = every.merge(behind, on=["case", "wave", "item"], how="left")
    order = {case: place for place, case in enumerate(dict.fromkeys(every["case"]))}
    every = every.sort_values("case", key=lambda ids: ids.map(order), kind="stable")
    return shaped(EVIDENCE, every)


def middle_cells(cells: Cells) -> list[str]:
    """What to say of memberships that are exactly .5."""
    found = []
    for name, column in cells.table.items():
        middle = [str(case) for case, value in column.items() if abs(value - 0.5) < _NEARLY]
        if middle:
            found.append(
                f"{name} is exactly .5, neither in nor out, for {', '.join(middle)}: take another "
                "table or rule, or decide these cases from their evidence."
            )
    return found


def membership_remarks(cells: Cells) -> list[str]:
    """How many cases are complete, and in which columns others are not."""
    missing = cells.table.isna()
    complete = int((~missing.any(axis=1)).sum())
    total = len(cells.table)
    if complete == total:
        return []
    gaps = ", ".join(f"{name} {count}" for name, count in missing.sum().items() if count)
    remarks = [f"{complete} of {total} cases have every membership; missing in: {gaps}."]
    none = cells.low.isna()
    if none.any(axis=None):
        names = [str(case) for case in cells.low.index[none.any(axis=1)]]
        remarks.append(f"No item of a column applies to: {', '.join(names)}.")
    return remarks
