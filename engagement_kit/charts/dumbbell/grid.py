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
from engagement_kit.charts.rows.answer_panels import GAP, Lanes, Panel, lay_frame
from engagement_kit.charts.rows.levels import item_label

__all__ = ["KEY", "Grid", "Panel", "lay_grid"]

_LANES = Lanes(usual=9.0, least=4.2, between=4.0, spare=4.0)
_TITLE, KEY = 12.0, 8.0  # of a panel; above the key
_COLUMN_SHARE, _COLUMN = 0.38, 112.0  # of the names of the items
_COUNT, _ANSWER, _EDGE = 16.0, 16.0, 8.0  # number of respondents; least room of an answer; margin
_EMPTY, _PAGE = 60.0, 240.0


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

    def count(self, panel: Panel) -> float:
        """Middle of the column of the numbers of respondents."""
        return panel.end - _COUNT / 2

    def row(self, panel: Panel, aim: Aim) -> float:
        """Middle of a row."""
        rank = [subject.id for subject in self.aims.subjects].index(aim.subject.id)
        spare = (self.block - len(self.aims.subjects) * self.pitch) / 2
        top = panel.body + self.aims.items.index(aim.item) * self.block
        return top + spare + (rank + 0.5) * self.pitch


def lay_grid(aims: Aims, ax: Axes | None, theme: Theme, *, key: bool) -> Grid:
    """Make the sheet and find the place of everything."""
    width, given = (full_width(theme), None) if ax is None else size_of(ax, theme)
    column, lines = _item_column(aims, width, theme)
    frame = lay_frame(
        aims.answers,
        len(aims.horizons),
        width - column,
        aims.framework.lang,
        theme,
        beside=_COUNT,
        edge=_EDGE,
        least=_ANSWER,
    )
    entries = key_entries(aims, theme, numbered=frame.is_numbered) if key else []
    flow = lay_flow(aims.framework.lang, theme, width, entries)
    below = KEY + flow.height if entries else 0.0
    head = _TITLE + max(map(len, frame.heads)) * theme.least * LEADING + 4.0
    bands = max(-(-len(aims.horizons) // frame.several), 1)
    most = given or points(theme.height or _PAGE) / theme.unit - 2 * MARGIN
    free = ((most - below + GAP) / bands - head - GAP) / max(len(aims.items), 1)
    rows, words = max(len(aims.subjects), 1), lines * theme.text * LEADING
    block, pitch = _LANES.heights(rows, words, free, is_fixed=given is not None)
    high = len(aims.items) * block if aims.rows else _EMPTY
    foot = bands * (head + high + GAP) - GAP
    sheet = open_sheet(ax, aims.framework.lang, theme, width, foot + below)
    panels = tuple(frame.panel(place, column, head, high) for place in range(len(aims.horizons)))
    return Grid(sheet, aims, panels, frame.heads, block, pitch, high, column - 6.0, foot, flow)


def _item_column(aims: Aims, width: float, theme: Theme) -> tuple[float, int]:
    """Room for the names of items with the gap after it, and their most lines."""
    letters = font(aims.framework.lang, theme.text)
    labels = [item_label(aims.framework, item) for item in aims.items]
    widest = max((text_width(label, letters) for label in labels), default=0.0)
    room = min(widest + 1.0, _COLUMN, width * _COLUMN_SHARE)
    return room + 6.0, max((len(wrap(label, letters, room)) for label in labels), default=1)
