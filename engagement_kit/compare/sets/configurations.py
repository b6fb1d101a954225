"""Configurations of conditions: who belongs to which, and how each goes with the outcome."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import Any

import numpy as np
import pandas as pd

from engagement_kit.assess.columns import Column, shaped
from engagement_kit.compare.sets.fit import rows_fit, settle
from engagement_kit.compare.sets.set_data import SetData
from engagement_kit.compare.sets.warranted import too_many_remark

__all__ = [
    "COLUMNS",
    "STATES",
    "Row",
    "configurations",
    "corners",
    "members_of",
    "remarks_of",
    "warnings_of",
]

STATES = ("positive", "negative", "contradiction", "remainder")
COLUMNS: tuple[Column, ...] = (
    Column("out", "integer", "1 if it goes with the outcome, 0 if not; empty below n_cut"),
    Column("n", "integer", "cases with more than .5 membership in the configuration", "cases"),
    Column("incl", "number", "inclusion of the configuration in the outcome", "0 to 1"),
    Column("pri", "number", "proportional reduction in inconsistency", "0 to 1"),
    Column("cases", "string", "names of these cases, joined by commas without a space"),
    Column("state", "string", "positive, negative, contradiction or remainder"),
    Column("deviant", "string", "deviant for consistency: in a positive row, not in the outcome"),
    Column("uncovered", "string", "deviant for coverage: in the outcome, in no positive row"),
)

_MIDDLE, _NEARLY = 0.5, 1e-9
_JOIN = ","  # without a space, as R's QCA prints names of cases
Row = tuple[int, ...]


def corners(data: SetData) -> list[Row | None]:
    """The configuration that each case belongs to; None where it stands at exactly .5."""
    several = np.asarray(data.levels) > 2
    x = np.where(several, 0.0, data.x)
    at_middle = np.any(np.abs(x - _MIDDLE) < _NEARLY, axis=1).astype(bool)
    lost_rows: list[bool] = list(at_middle)
    values = np.where(several, data.x, x > _MIDDLE).astype(int).tolist()
    return [None if lost else tuple(row) for row, lost in zip(values, lost_rows, strict=True)]


def configurations(
    data: SetData, places: Sequence[Row | None], *, inclusion_cut: float, n_cut: int, pri_cut: float
) -> pd.DataFrame:
    """The rows of the truth table, best first."""
    is_crisp = bool(np.isin(data.y, (0, 1)).all() and np.isin(data.x % 1, (0,)).all())
    several = [level > 2 for level in data.levels]
    members = members_of(data, places)
    rows: list[tuple[Any, ...]] = []
    y_of = dict(zip(data.names, data.y, strict=True))
    fits = zip(*rows_fit(list(members), data.x, several, data.y), strict=True)
    for (row, names), (incl, reduced) in zip(members.items(), fits, strict=True):
        good = settle(incl) >= settle(inclusion_cut) and settle(reduced) >= settle(pri_cut)
        out = pd.NA if len(names) < n_cut else int(good)
        state = _state(out, incl, inclusion_cut, is_crisp=is_crisp)
        against = [name for name in names if y_of[name] < _MIDDLE]
        left = [name for name in names if y_of[name] > _MIDDLE]
        deviant = (_JOIN.join(against), "") if state == "positive" else ("", _JOIN.join(left))
        rows.append((*row, out, len(names), incl, reduced, _JOIN.join(names), state, *deviant))
    columns = (*(Column(name, "integer", "value") for name in data.conditions), *COLUMNS)
    whole = shaped(columns, sorted(rows, key=lambda row: _rank(tuple(row), len(data.conditions))))
    return whole.astype(dict.fromkeys(data.conditions, "int64") | {"n": "int64"})


def _rank(row: tuple[Any, ...], width: int) -> tuple[Any, ...]:
    """Positive rows first, then by inclusion, cases and configuration; remainders last."""
    out, n, incl = row[width : width + 3]
    return (2 if out is pd.NA else 1 - out, -settle(incl), -n, row[:width])


def _state(out: Any, incl: float, cut: float, *, is_crisp: bool) -> str:
    if out is pd.NA:
        return "remainder"
    if is_crisp and not out and settle(1 - cut) < settle(incl) < settle(cut):
        return "contradiction"
    return "positive" if out else "negative"


def members_of(data: SetData, places: Sequence[Row | None]) -> dict[Row, tuple[str, ...]]:
    """Every observed configuration and the names of its cases."""
    found: dict[Row, list[str]] = {}
    for name, row in zip(data.names, places, strict=True):
        if row is not None:
            found.setdefault(row, []).append(name)
    return {row: tuple(names) for row, names in sorted(found.items())}


def warnings_of(data: SetData, ambiguous: Sequence[str]) -> list[str]:
    """What a reviewer would ask about, each a sentence."""
    count = len(data.conditions)
    found = [too_many_remark(len(data.frame), count, prod(data.levels))]
    if ambiguous:
        found.append(
            "At exactly .5 in a condition, neither in nor out, and so in no configuration: "
            f"{', '.join(ambiguous)}. Move an anchor, or decide these cases from their evidence."
        )
    middle = [n for n, y in zip(data.names, data.y, strict=True) if abs(y - _MIDDLE) < _NEARLY]
    if middle:
        found.append(
            f"At exactly .5 in the outcome, neither in nor out: {', '.join(middle)}. "
            "Move an anchor, or decide these cases from their evidence."
        )
    return [sentence for sentence in found if sentence]


def remarks_of(data: SetData, table: pd.DataFrame) -> list[str]:
    """What else a reader must know: contradictions, and conditions with all cases on one side."""
    found = []
    torn = table[table["state"] == "contradiction"]
    if len(torn):
        listed = "; ".join(torn["cases"].str.replace(",", ", "))
        found.append(
            f"Contradictory configurations, with cases in and out of the outcome ({len(torn)}), "
            f"count as negative: {listed}."
        )
    x = data.x
    for place, name in enumerate(data.conditions):
        side = x[:, place] > _MIDDLE
        is_one_sided = (side.all() or not side.any()) and np.ptp(x[:, place]) > _NEARLY
        if data.levels[place] == 2 and is_one_sided:
            where = "in" if side.all() else "out of"
            found.append(f"All cases are more {where} than not in the set {name!r}: it is skewed.")
    return found
