"""What a gap between stages asks for, and how many cases have it: one bar a requirement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from engagement_kit.charts.paper import legend
from engagement_kit.charts.paper.fonts import font
from engagement_kit.charts.paper.key_flow import Flow, draw_flow, lay_flow
from engagement_kit.charts.paper.sheet import Sheet
from engagement_kit.charts.paper.text import LEADING, shorten, text_width, wrap
from engagement_kit.charts.paper.theme import Theme
from engagement_kit.charts.staircase.stairs import Climb
from engagement_kit.frameworks.schema import Gap

__all__ = ["STATES", "count_states", "draw_requirements", "requirements_height"]

STATES = ("met", "partly", "not_met", "unknown")
_ROW, _HEAD, _FOOT = 11.5, 13.0, 6.0  # a bar, above and below all bars; in sheet points


def count_states(climb: Climb, gap: Gap) -> pd.DataFrame:
    """Cases by requirement (index) and state (columns), each case at its last wave."""
    table = climb.placements.requirements
    table = table[table["gap"] == gap.id].sort_values(["case", "wave"], kind="stable")
    latest = table.drop_duplicates(["case", "item"], keep="last")
    counts = pd.crosstab(latest["item"].astype(object), latest["state"].astype(object))
    items = list(dict.fromkeys(table["item"]))
    return counts.reindex(index=items, columns=STATES, fill_value=0).astype(int)


def requirements_height(climb: Climb, width: float, theme: Theme) -> float:
    """Room that the requirements of all gaps need, in sheet points; 0 where there are none."""
    lists = [_lay_list(climb, gap, width, theme) for gap in climb.part.gaps]
    return sum(_HEAD + one.height + _FOOT for one in lists if one.rows)


def draw_requirements(sheet: Sheet, climb: Climb, x: float, y: float, width: float) -> float:
    """Bars of all gaps below one another; returns the bottom."""
    for gap in climb.part.gaps:
        listed = _lay_list(climb, gap, width, sheet.theme)
        if listed.rows:
            heading = climb.words("stage.requirements", gap=climb.framework.label(gap.id))
            letters = sheet.font(sheet.theme.small, bold=True)
            heading = shorten(heading, letters, width)
            sheet.text(x, y + 5, heading, size=sheet.theme.small, bold=True)
            y = _draw_bars(sheet, listed, (x, y + _HEAD, width))
            y = draw_flow(sheet, x, y + 2, listed.key) + _FOOT - 2
    return y


@dataclass(frozen=True)
class _List:
    """Requirements of one gap: lines of each name with its counts, and the key below them."""

    rows: list[tuple[list[str], dict[str, int]]]
    room: float  # width of the names
    key: Flow
    step: float  # from line to line

    def row_height(self, lines: list[str]) -> float:
        return max(_ROW, len(lines) * self.step + 2)

    @property
    def height(self) -> float:
        return sum(self.row_height(lines) for lines, _ in self.rows) + self.key.height


def _lay_list(climb: Climb, gap: Gap, width: float, theme: Theme) -> _List:
    counts, letters = count_states(climb, gap), font(climb.framework.lang, theme.small)
    labels = [climb.framework.label(item) for item in counts.index]
    widths = [text_width(label, letters) + 8 for label in labels]
    room = min(max(widths, default=0.0), width * 0.5)
    rows = [
        (wrap(label, letters, room - 6), {s: int(n) for s, n in zip(STATES, row, strict=True)})
        for label, row in zip(labels, counts.itertuples(index=False), strict=True)
    ]
    key = lay_flow(climb.framework.lang, theme, width, _entries(theme, climb))
    return _List(rows, room, key, theme.small * LEADING)


def _draw_bars(sheet: Sheet, listed: _List, place: tuple[float, float, float]) -> float:
    x, y, width = place
    for lines, counts in listed.rows:
        high = listed.row_height(lines)
        top = y + (high - len(lines) * listed.step) / 2
        sheet.paragraph(x, top, lines, size=sheet.theme.small)
        middle = y + (high - _ROW) / 2 + 1.5
        _draw_bar(sheet, counts, (x + listed.room, middle, width - listed.room))
        y += high
    return y


def _draw_bar(sheet: Sheet, counts: dict[str, int], place: tuple[float, float, float]) -> None:
    x, y, width = place
    total = sum(counts.values()) or 1
    for state, count in counts.items():
        long = width * count / total
        sheet.rectangle(
            x, y, long, _ROW - 3, **_look(sheet.theme, state), gid=f"requirement:{state}:{count}"
        )
        if long > sheet.measure(str(count), size=sheet.theme.least) + 3:
            colour = sheet.theme.ink_on(_look(sheet.theme, state)["facecolor"])
            sheet.text(
                x + long / 2,
                y + (_ROW - 3) / 2,
                str(count),
                size=sheet.theme.least,
                side="middle",
                colour=colour,
            )
        x += long


def _look(theme: Theme, state: str) -> dict[str, Any]:
    """Blue as far as it is met, brown where it is not, white with a frame where nobody knows."""
    faces = {"met": theme.above[-1], "partly": theme.above[0], "not_met": theme.below[0]}
    face = faces.get(state, theme.paper)
    return {
        "facecolor": face,
        "edgecolor": theme.grey if state == "unknown" else theme.paper,
        "linewidth": theme.hair,
    }


def _entries(theme: Theme, climb: Climb) -> list[legend.Entry]:
    return [
        legend.Entry(legend.area(**_look(theme, state)), climb.words(f"state.{state}"))
        for state in STATES
    ]
