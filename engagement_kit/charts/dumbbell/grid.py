"""Where everything on a dumbbell chart stands: panels of horizons, rows of items and subjects."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.axes import Axes

from engagement_kit.charts.dumbbell.aims import Aim, Aims
from engagement_kit.charts.dumbbell.key import key_entries
from engagement_kit.charts.paper.fonts import font
from engagement_kit.charts.paper.key_flow import Flow, lay_flow
from engagement_kit.charts.paper.sheet import MARGIN, Sheet, full_width, open_sheet, size_of
from engagement_kit.charts.paper.text import LEADING, text_width, wrap
from engagement_kit.charts.paper.theme import Theme, points
from engagement_kit.charts.rows.levels import item_label

__all__ = ["KEY", "Grid", "Panel", "lay_grid"]

_ROW, _LEAST_ROW, _BETWEEN = 9.0, 4.2, 4.0  # a row, the lowest, between items
_TITLE, _GAP, KEY = 12.0, 14.0, 8.0  # of a panel; between panels; above the key
_COLUMN_SHARE, _COLUMN = 0.38, 112.0  # of the names of the items
_COUNT, _ANSWER, _EDGE = 16.0, 16.0, 8.0  # number of respondents; least room of an answer; margin
_EMPTY, _PAGE = 60.0, 240.0


@dataclass(frozen=True)
class Panel:
    """One horizon: the lowest answer stands at ``zero``, rows begin at ``body``."""

    horizon: int
    start: float
    top: float
    wide: float
    body: float
    zero: float
    step: float
    is_first: bool

    def at(self, rank: float) -> float:
        """Place of an answer."""
        return self.zero + rank * self.step

    @property
    def count(self) -> float:
        """Middle of the column of the numbers of respondents."""
        return self.start + self.wide - _COUNT / 2


@dataclass(frozen=True)
class Grid:
    """A sheet with the places of everything on it.

    Attributes
    ----------
    heads : list of list of str
        Lines over each answer: its name, or its number where names have no room.
    block, pitch, high : float
        Height of the block of an item, of a row in it, and of all blocks.
    column : float
        Room for the names of items.
    foot : float
        Where the last panel ends.
    """

    sheet: Sheet
    aims: Aims
    panels: tuple[Panel, ...]
    heads: list[list[str]]
    block: float
    pitch: float
    high: float
    column: float
    foot: float
    key: Flow

    @property
    def mark(self) -> float:
        """Size of a mark."""
        return min(self.sheet.theme.marker, self.pitch * 0.6)

    @property
    def is_counted(self) -> bool:
        """Whether rows are high enough for the numbers of respondents."""
        return self.aims.is_counted and self.pitch >= self.sheet.theme.least

    def top(self, panel: Panel, place: int) -> float:
        """Where the block of an item begins."""
        return panel.body + place * self.block

    def row(self, panel: Panel, aim: Aim) -> float:
        """Middle of a row."""
        rank = [subject.id for subject in self.aims.subjects].index(aim.subject.id)
        spare = (self.block - len(self.aims.subjects) * self.pitch) / 2
        top = self.top(panel, self.aims.items.index(aim.item))
        return top + spare + (rank + 0.5) * self.pitch


def lay_grid(aims: Aims, ax: Axes | None, theme: Theme, *, key: bool) -> Grid:
    """Make the sheet and find the place of everything."""
    width, given = (full_width(theme), None) if ax is None else size_of(ax, theme)
    column, lines = _item_column(aims, width, theme)
    frame = _lay_panels(aims, width - column, theme)
    entries = key_entries(aims, theme, numbered=frame.is_numbered) if key else []
    flow = lay_flow(aims.framework.lang, theme, width, entries)
    below = KEY + flow.height if entries else 0.0
    head = _TITLE + max(map(len, frame.heads)) * theme.least * LEADING + 4.0
    bands = max(-(-len(aims.horizons) // frame.several), 1)
    most = given or points(theme.height or _PAGE) / theme.unit - 2 * MARGIN
    free = ((most - below + _GAP) / bands - head - _GAP) / max(len(aims.items), 1)
    block, pitch = _rows(aims, lines * theme.text * LEADING, free, is_fixed=given is not None)
    high = len(aims.items) * block if aims.rows else _EMPTY
    foot = bands * (head + high + _GAP) - _GAP
    sheet = open_sheet(ax, aims.framework.lang, theme, width, foot + below)
    panels = tuple(
        frame.panel(place, horizon, column, head, high)
        for place, horizon in enumerate(aims.horizons)
    )
    return Grid(sheet, aims, panels, frame.heads, block, pitch, high, column - 6.0, foot, flow)


@dataclass(frozen=True)
class _Frame:
    """How panels divide the width: ``several`` beside one another, their margins and heads."""

    several: int
    wide: float
    edge: float
    step: float
    heads: list[list[str]]
    is_numbered: bool

    def panel(self, place: int, horizon: int, column: float, head: float, high: float) -> Panel:
        """The panel of a horizon, counted in the order of reading."""
        start = column + place % self.several * (self.wide + _GAP)
        top = place // self.several * (head + high + _GAP)
        first = place % self.several == 0
        zero = start + self.edge
        return Panel(horizon, start, top, self.wide, top + head, zero, self.step, is_first=first)


def _item_column(aims: Aims, width: float, theme: Theme) -> tuple[float, int]:
    """Room for the names of items with the gap after it, and their most lines."""
    letters = font(aims.framework.lang, theme.text)
    labels = [item_label(aims.framework, item) for item in aims.items]
    widest = max((text_width(label, letters) for label in labels), default=0.0)
    room = min(widest + 1.0, _COLUMN, width * _COLUMN_SHARE)
    return room + 6.0, max((len(wrap(label, letters, room)) for label in labels), default=1)


def _lay_panels(aims: Aims, width: float, theme: Theme) -> _Frame:
    """As many panels beside one another as can be read, answers by name where names have room."""
    count = max(len(aims.answers) - 1, 1)
    least = _COUNT + 2 * _EDGE + count * _ANSWER
    several = max(1, min(len(aims.horizons), int((width + _GAP) / (least + _GAP))))
    wide = (width - (several - 1) * _GAP) / several
    letters = font(aims.framework.lang, theme.least)
    words = [max(text_width(w, letters) for w in name.split()) for name in aims.answers]
    edge = max(_EDGE, words[0] / 2 + 1, words[-1] / 2 + 1)
    step = (wide - _COUNT - 2 * edge) / count
    if max(words) <= step - 3:
        ends = {
            aims.answers[0],
            aims.answers[-1],
        }  # reach beyond the lines by no more than the edge
        rooms = [min(step - 3, 2 * edge - 2) if name in ends else step - 3 for name in aims.answers]
        heads = [wrap(name, letters, r) for name, r in zip(aims.answers, rooms, strict=True)]
        return _Frame(several, wide, edge, step, heads, is_numbered=False)
    heads = [[str(place)] for place in range(1, count + 2)]
    step = (wide - _COUNT - 2 * _EDGE) / count
    return _Frame(several, wide, _EDGE, step, heads, is_numbered=True)


def _rows(aims: Aims, words: float, free: float, *, is_fixed: bool) -> tuple[float, float]:
    """Height of the block of an item and of a row in it, within the height that is free."""
    rows = max(len(aims.subjects), 1)
    wanted = max(rows * _ROW, words) + _BETWEEN
    if not is_fixed and wanted <= free:
        return wanted, _ROW
    least = max(rows * _LEAST_ROW, words) + 1.0
    block = free if is_fixed else max(free, least)
    return block, min(_ROW, max((block - _BETWEEN) / rows, _LEAST_ROW))
