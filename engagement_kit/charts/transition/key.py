"""How directions look in a transition chart, and its key."""

from __future__ import annotations

from engagement_kit.charts.paper import legend
from engagement_kit.charts.paper.directions import shape_look
from engagement_kit.charts.paper.sheet import Look
from engagement_kit.charts.paper.theme import Theme, paler
from engagement_kit.charts.transition.ways import DIRECTIONS, Ways

__all__ = ["cell_face", "direction_mark", "edge_fill", "key_entries", "state_mark"]

_STROKE = 14.0


def cell_face(theme: Theme, direction: str) -> str:
    """Colour of a cell."""
    return {
        "rise": paler(theme.palette[0], 0.86),
        "fall": paler(theme.palette[6], 0.86),
        "across": paler(theme.palette[5], 0.72),
        "same": theme.tint,
    }.get(direction, theme.paper)


def edge_fill(theme: Theme, direction: str) -> Look | None:
    """The strip at the start of a cell: solid for rises, hatched for falls and for both at once."""
    fills: dict[str, Look] = {
        "rise": theme.fill(theme.palette[0]),
        "fall": theme.fill(paler(theme.palette[6], 0.4), theme.hatch(1)),
        "across": theme.fill(paler(theme.palette[5], 0.2), theme.hatch(2)),
    }
    return fills.get(direction)


def direction_mark(theme: Theme, direction: str) -> Look | None:
    """The shape beside a count; none where the direction is not known."""
    if direction == "across":
        return {"marker": "D", "color": theme.ink, "markersize": theme.marker * 0.65}
    return shape_look(theme, direction) if direction != "not_known" else None


def state_mark(theme: Theme, *, is_open: bool) -> Look:
    """The mark before a name: filled if settled at both waves, hollow if not."""
    face = theme.paper if is_open else theme.grey
    look: Look = {"marker": "o", "markeredgecolor": theme.grey, "markerfacecolor": face}
    return look | {"markersize": theme.marker * 0.5}


def key_entries(ways: Ways, theme: Theme, *, named: bool, filled: bool) -> list[legend.Entry]:
    """Entries for what is drawn; ``named`` if cases are, ``filled`` if settled ones have a mark."""
    if not ways.rows:
        return []
    words, entries = ways.words, []
    for direction in DIRECTIONS:
        mark = direction_mark(theme, direction)
        if mark is not None and ways.count(direction):
            told = words(f"transition.{direction}", n=ways.count(direction))
            entries.append(legend.Entry(legend.mark(mark.pop("marker"), **mark), told))
    for is_open in (False, True) if named else ():
        if is_open or filled:
            look = state_mark(theme, is_open=is_open)
            shape = legend.mark(look.pop("marker"), **look)
            name = "open" if is_open else "settled"
            entries.append(legend.Entry(shape, words(f"transition.{name}")))
    look = {"edgecolor": theme.ink, "linewidth": theme.line, "linestyle": (0, (4, 2.5))}
    for gap in ways.gaps.values():
        line = legend.line(_STROKE, **look)
        entries.append(legend.Entry(line, ways.framework.label(gap), _STROKE))
    lone = len(ways.changes.one_wave)
    if lone:
        entries.append(legend.remark(words("transition.lone", n=lone)))
    return entries
