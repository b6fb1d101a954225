"""Marks of evidence: colour and shape say the kind of source, area the pieces, hollow against."""

from __future__ import annotations

from collections import Counter, defaultdict

from engagement_kit.charts.evidence.axis import LARGEST, Axis, mark_size
from engagement_kit.charts.evidence.grid import kind_place
from engagement_kit.charts.paper.legend import Draw
from engagement_kit.charts.paper.sheet import Look, Sheet
from engagement_kit.charts.paper.theme import Theme
from engagement_kit.charts.rows.cases import RowPlaces

__all__ = ["draw_marks", "draw_one", "kind_fill"]

_RIM, _RING = 1.3, 0.7  # of a mark that is hollow in part, and of one that is so wholly
_SWATCH = 10.0
Place = tuple[float, float]


def draw_marks(sheet: Sheet, axis: Axis, places: RowPlaces, largest: int) -> None:
    """All marks of the drawn rows, those of one look as one artist, large ones first."""
    room = min(places.row * 0.9, axis.column)
    beside = Counter((mark.row, mark.period) for mark in axis.marks)
    done: Counter[tuple[int, int | None]] = Counter()
    found: dict[tuple[float, str, float], list[Place]] = defaultdict(list)
    for mark in axis.marks:
        cell = (mark.row, mark.period)
        step = min(axis.width(mark.period) / beside[cell], LARGEST)
        x = axis.middle(mark.period) + (done[cell] - (beside[cell] - 1) / 2) * step
        done[cell] += 1
        size = mark_size(mark.pieces, largest, room)
        look = (-round(size, 2), mark.kind, mark.against / mark.pieces)
        found[look].append((x, places.tops[mark.row] + places.row / 2))
    for negative, kind, against in sorted(found):
        _draw(sheet, found[negative, kind, against], kind, -negative, against)


def draw_one(kind: str, size: float, *, against: float = 0.0, swatch: bool = False) -> Draw:
    """A mark for a key; with its bar's fill beside it if ``swatch``."""

    def draw(sheet: Sheet, x: float, y: float) -> None:
        at = x - _SWATCH / 2 - 1.5 if swatch else x
        _draw(sheet, [(at, y)], kind, size, against)
        if swatch:
            sheet.rectangle(x - 0.5, y - 3, _SWATCH, 6, **kind_fill(sheet.theme, kind))

    return draw


def kind_fill(theme: Theme, kind: str) -> Look:
    """Colour and hatch of the bars of a kind of source."""
    place = kind_place(kind)
    colour, _ = theme.group(place)
    return {**theme.fill(colour, theme.hatch(place)), "edgecolor": theme.paper, "linewidth": 0.2}


def _draw(sheet: Sheet, at: list[Place], kind: str, size: float, against: float) -> None:
    """Marks of one look: full ones with a hole whose area is the share that speaks against."""
    theme, place = sheet.theme, kind_place(kind)
    colour, shape = theme.group(place)
    rim = {"markeredgecolor": theme.paper, "markeredgewidth": 0.25}
    look: Look = {"marker": shape, "gid": f"kind:{kind}"}
    if against == 1:
        ring = {"markerfacecolor": theme.paper, "markeredgecolor": colour, "markeredgewidth": _RING}
        sheet.marks(at, markersize=size - _RING, **ring, **look)
        return
    sheet.marks(at, markersize=size, color=colour, **rim, **look)
    if against:
        hole = max(size - _RIM, 1.2) * against**0.5
        white = {"markersize": hole, "color": theme.paper, "markeredgewidth": 0}
        sheet.marks(at, marker=shape, **white, gid=f"against:{kind}")
