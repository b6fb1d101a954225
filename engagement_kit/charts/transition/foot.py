"""What stands below the grid: who moved, by name, where cells are too narrow; and the key."""

from __future__ import annotations

from dataclasses import dataclass

from engagement_kit.charts.paper.key_flow import Flow, draw_flow, lay_flow, names_lines
from engagement_kit.charts.paper.sheet import Sheet
from engagement_kit.charts.paper.text import LEADING
from engagement_kit.charts.paper.theme import Theme
from engagement_kit.charts.transition.key import direction_mark, key_entries
from engagement_kit.charts.transition.ways import Way, Ways

__all__ = ["Foot", "draw_foot", "lay_foot"]

_ABOVE, _BETWEEN, _START = 8.0, 2.5, 13.0  # above all; between moves; words after a mark
_MOST = 30  # movers; of more none is named below
_MOVED = ("rise", "fall", "across")
_OPEN = "○\u00a0"


@dataclass(frozen=True)
class Foot:
    """Moves with their lines, the key, and how high both are with the room above them."""

    moves: tuple[tuple[Way, tuple[str, ...]], ...]
    flow: Flow
    height: float


def lay_foot(
    ways: Ways, width: float, theme: Theme, *, key: bool, below: bool, most: int = _MOST
) -> Foot:
    """What stands below; ``below`` if up to so many movers are named there, not in their cells."""
    lang = ways.framework.lang
    moved = [way for way in ways.rows if way.direction in _MOVED]
    told = moved if below and sum(len(way.cases) for way in moved) <= most else []
    moves = tuple((way, tuple(_lines(ways, way, width, theme))) for way in told)
    named = not below or bool(told)
    entries = key_entries(ways, theme, named=named, filled=not below) if key else []
    flow = lay_flow(lang, theme, width, entries)
    step = theme.small * LEADING
    high = sum(len(lines) * step + _BETWEEN for _, lines in moves) + flow.height
    return Foot(moves, flow, high + _ABOVE if high else 0.0)


def _lines(ways: Ways, way: Way, width: float, theme: Theme) -> list[str]:
    """From where to where, how many, and who; a ring stands before who is open at a wave."""
    words = ways.words
    about = {"first": ways.label(way.start), "last": ways.label(way.end), "n": len(way.cases)}
    names = [(_OPEN if c in way.open_cases else "") + ways.names[c] for c in way.cases]
    heading, separator = words("transition.move", **about), words("list.separator")
    return names_lines(ways.framework.lang, theme, width - _START, heading, names, separator)


def draw_foot(sheet: Sheet, y: float, foot: Foot) -> None:
    """Draw all of it from this height down."""
    y, step = y + _ABOVE, sheet.theme.small * LEADING
    for way, lines in foot.moves:
        mark = direction_mark(sheet.theme, way.direction)
        if mark is not None:
            sheet.marks([(4.5, y + step / 2)], **mark)
        for line in lines:
            sheet.text(_START, y + step / 2, line, size=sheet.theme.small, gid="mover")
            y += step
        y += _BETWEEN
    draw_flow(sheet, 0, y, foot.flow)
