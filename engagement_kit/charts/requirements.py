"""What a gap between stages asks for, and how many cases have it: one bar a requirement."""

from __future__ import annotations

from typing import Any

import pandas as pd

from engagement_kit.charts import legend
from engagement_kit.charts.sheet import Sheet
from engagement_kit.charts.stairs import Climb
from engagement_kit.frameworks.schema import Gap

__all__ = ["STATES", "count_states", "draw_requirements", "requirements_height"]

STATES = ("met", "partly", "not_met", "unknown")
_ROW = 11.5


def count_states(climb: Climb, gap: Gap) -> pd.DataFrame:
    """Cases by requirement (index) and state (columns), each case at its last wave."""
    table = climb.placements.requirements
    table = table[table["gap"] == gap.id].sort_values(["case", "wave"], kind="stable")
    latest = table.drop_duplicates(["case", "item"], keep="last")
    counts = pd.crosstab(latest["item"].astype(object), latest["state"].astype(object))
    items = list(dict.fromkeys(table["item"]))
    return counts.reindex(index=items, columns=STATES, fill_value=0).astype(int)


def requirements_height(climb: Climb) -> float:
    """Room that the requirements of all gaps need, in points; 0 where there are none."""
    tables = [count_states(climb, gap) for gap in climb.part.gaps]
    return sum(_ROW * len(counts) + 30 for counts in tables if len(counts))


def draw_requirements(sheet: Sheet, climb: Climb, x: float, y: float, width: float) -> float:
    """Bars of all gaps below one another; returns the bottom."""
    for gap in climb.part.gaps:
        counts = count_states(climb, gap)
        if len(counts):
            heading = climb.words("stage.requirements", gap=climb.framework.label(gap.id))
            sheet.text(x, y + 5, heading, size=sheet.theme.small, bold=True)
            y = _draw_bars(sheet, climb, counts, (x, y + 13, width))
            y = legend.draw_row(sheet, x, y + 2, width, _entries(sheet, climb)) + 4
    return y


def _draw_bars(
    sheet: Sheet, climb: Climb, counts: pd.DataFrame, place: tuple[float, float, float]
) -> float:
    x, y, width = place
    size = sheet.theme.small
    labels = [climb.framework.label(item) for item in counts.index]
    room = min(max(sheet.measure(label, size=size) for label in labels) + 8, width * 0.5)
    for label, row in zip(labels, counts.itertuples(index=False), strict=True):
        line = sheet.wrapped(label, room - 6, size=size)[0]
        sheet.text(x, y + _ROW / 2, line, size=size)
        _draw_bar(sheet, dict(zip(STATES, row, strict=True)), (x + room, y + 1.5, width - room))
        y += _ROW
    return y


def _draw_bar(sheet: Sheet, counts: dict[str, int], place: tuple[float, float, float]) -> None:
    x, y, width = place
    total = sum(counts.values()) or 1
    for state, count in counts.items():
        long = width * count / total
        sheet.rectangle(
            x, y, long, _ROW - 3, **_look(sheet, state), gid=f"requirement:{state}:{count}"
        )
        if long > sheet.measure(str(count), size=sheet.theme.least) + 3:
            colour = sheet.theme.ink_on(_look(sheet, state)["facecolor"])
            sheet.text(
                x + long / 2,
                y + (_ROW - 3) / 2,
                str(count),
                size=sheet.theme.least,
                side="middle",
                colour=colour,
            )
        x += long


def _look(sheet: Sheet, state: str) -> dict[str, Any]:
    """Blue as far as it is met, brown where it is not, white with a frame where nobody knows."""
    theme = sheet.theme
    faces = {"met": theme.above[-1], "partly": theme.above[0], "not_met": theme.below[0]}
    face = faces.get(state, theme.paper)
    return {
        "facecolor": face,
        "edgecolor": theme.grey if state == "unknown" else theme.paper,
        "linewidth": theme.hair,
    }


def _entries(sheet: Sheet, climb: Climb) -> list[legend.Entry]:
    return [
        legend.Entry(legend.area(**_look(sheet, state)), climb.words(f"state.{state}"))
        for state in STATES
    ]
