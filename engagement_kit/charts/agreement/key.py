"""The key of an agreement strip: point and interval, few units, Krippendorff's two conventions."""

from __future__ import annotations

from typing import Any

from engagement_kit.charts.agreement.strips import FEW, RELIABLE, TENTATIVE, Strips
from engagement_kit.charts.paper import legend
from engagement_kit.charts.paper.sheet import Sheet
from engagement_kit.charts.paper.theme import Theme

__all__ = ["key_entries", "line_look"]

_STROKE = 16.0


def line_look(theme: Theme, convention: float) -> dict[str, Any]:
    """Stroke of the line of a convention: they differ without colour."""
    stroke = (0, (1.2, 1.6)) if convention == TENTATIVE else (0, (4, 2))
    return {"colors": theme.grey, "linewidths": theme.line, "linestyles": [stroke]}


def key_entries(strips: Strips, theme: Theme) -> list[legend.Entry]:
    """Entries for what is drawn."""
    words, rows = strips.words, strips.rows
    if not rows:
        return []
    entries = []
    if any(row.low is not None for row in rows):
        entries.append(
            legend.Entry(_interval(theme, theme.ink), words("agreement.interval"), _STROKE)
        )
    if any(row.is_few for row in rows):
        told = words("agreement.few", n=FEW)
        entries.append(legend.Entry(_interval(theme, theme.paper), told, _STROKE))
    if strips.is_alpha:
        for value, name in ((TENTATIVE, "tentative"), (RELIABLE, "reliable")):
            stroke = _line(theme, value)
            entries.append(legend.Entry(stroke, words(f"agreement.{name}"), _STROKE))
    entries.append(legend.remark(words("agreement.numbers")))
    if strips.hidden:
        told = words("agreement.hidden", n=strips.hidden, all=strips.found)
        entries.append(legend.remark(told))
    return entries


def _interval(theme: Theme, face: str) -> legend.Draw:
    def draw(sheet: Sheet, x: float, y: float) -> object:
        ends = [((x - _STROKE / 2, y), (x + _STROKE / 2, y))]
        sheet.lines(ends, colors=theme.ink, linewidths=theme.line * 1.6)
        look = {"markerfacecolor": face, "markeredgecolor": theme.ink}
        return sheet.marks([(x, y)], marker="o", **look)

    return draw


def _line(theme: Theme, convention: float) -> legend.Draw:
    def draw(sheet: Sheet, x: float, y: float) -> object:
        ends = [((x - _STROKE / 2, y), (x + _STROKE / 2, y))]
        return sheet.lines(ends, **line_look(theme, convention))

    return draw
