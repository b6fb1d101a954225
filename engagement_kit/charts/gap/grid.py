"""Where everything on a gap chart stands: panels of cases, rows of items, lanes of time."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.axes import Axes

from engagement_kit.charts.gap.key import key_entries
from engagement_kit.charts.gap.ways import Ways
from engagement_kit.charts.paper.fonts import font
from engagement_kit.charts.paper.key_flow import Flow, lay_flow
from engagement_kit.charts.paper.sheet import MARGIN, Sheet, full_width, open_sheet, size_of
from engagement_kit.charts.paper.text import LEADING, plain, text_width, wrap, wrap_short
from engagement_kit.charts.paper.theme import Theme, points
from engagement_kit.charts.rows.answer_panels import GAP, Lanes, Panel, lay_frame
from engagement_kit.charts.rows.levels import item_label

__all__ = ["KEY", "Grid", "Panel", "lay_grid"]

_LANES = Lanes(usual=9.4, least=3.6, between=5.0, spare=2.5)
_TITLE, KEY = 13.0, 8.0  # of a panel; above the key
_COLUMN_SHARE, _COLUMN = 0.36, 112.0  # of the names of the items
_COUNT, _AGREED, _ANSWER, _EDGE = 10.0, 20.0, 13.0, 7.0  # n; A; least room of an answer; margin
_EMPTY, _PAGE = 60.0, 240.0
NUMBERED_LANE = 8.8  # from which the years have room inside a mark


@dataclass(frozen=True)
class Grid:
    """A sheet with the places of everything on it.

    Attributes
    ----------
    heads : list of list of str
        Lines over each answer: its name, or its number where names have no room.
    block, lane, high : float
        Height of the block of an item, of a lane in it, and of all blocks.
    column : float
        Room for the names of items.
    foot : float
        Where the last panel ends.
    titles : dict of str to list of str
        Lines of the name of each case.
    """

    sheet: Sheet
    ways: Ways
    panels: tuple[Panel, ...]
    heads: list[list[str]]
    block: float
    lane: float
    high: float
    column: float
    foot: float
    key: Flow
    titles: dict[str, list[str]]

    @property
    def is_numbered(self) -> bool:
        """Whether lanes have room for years in the marks."""
        return self.lane >= NUMBERED_LANE

    @property
    def is_counted(self) -> bool:
        """Whether lanes are high enough for numbers beside them."""
        return self.lane >= self.sheet.theme.least

    def count(self, panel: Panel) -> float:
        """Middle of the column of the numbers of respondents."""
        return panel.end - _AGREED - _COUNT / 2

    def row(self, panel: Panel, item: str, lane: int) -> float:
        """Middle of a lane; lane 0 is now."""
        lanes = len(self.ways.horizons) + 1
        spare = (self.block - lanes * self.lane) / 2
        top = panel.body + self.ways.items.index(item) * self.block
        return top + spare + (lane + 0.5) * self.lane


def lay_grid(ways: Ways, ax: Axes | None, theme: Theme, *, key: bool) -> Grid:
    """Make the sheet and find the place of everything."""
    width, given = (full_width(theme), None) if ax is None else size_of(ax, theme)
    column, lines = _item_column(ways, width, theme)
    frame = lay_frame(
        ways.answers,
        len(ways.names),
        width - column,
        ways.framework.lang,
        theme,
        beside=_COUNT + _AGREED,
        edge=_EDGE,
        least=_ANSWER,
    )
    entries = key_entries(ways, theme, numbered=frame.is_numbered) if key else []
    flow = lay_flow(ways.framework.lang, theme, width, entries)
    below = KEY + flow.height if entries else 0.0
    bold = font(ways.framework.lang, theme.text, bold=True)
    titles = {
        case: wrap_short(plain(name), bold, frame.wide, 2) for case, name in ways.names.items()
    }
    more = max([*map(len, titles.values()), 1]) - 1
    head = (
        _TITLE
        + more * theme.text * LEADING
        + max(map(len, frame.heads)) * theme.least * LEADING
        + 4.0
    )
    bands = max(-(-len(ways.names) // frame.several), 1)
    most = given or points(theme.height or _PAGE) / theme.unit - 2 * MARGIN
    free = ((most - below + GAP) / bands - head - GAP) / max(len(ways.items), 1)
    lanes, words = len(ways.horizons) + 1, lines * theme.text * LEADING
    block, lane = _LANES.heights(lanes, words, free, is_fixed=given is not None)
    high = len(ways.items) * block if ways.rows else _EMPTY
    foot = bands * (head + high + GAP) - GAP
    sheet = open_sheet(ax, ways.framework.lang, theme, width, foot + below)
    panels = tuple(frame.panel(place, column, head, high) for place in range(len(ways.names)))
    return Grid(
        sheet, ways, panels, frame.heads, block, lane, high, column - 6.0, foot, flow, titles
    )


def _item_column(ways: Ways, width: float, theme: Theme) -> tuple[float, int]:
    """Room for the names of items with the gap after it, and their most lines."""
    letters = font(ways.framework.lang, theme.text)
    labels = [item_label(ways.framework, item) for item in ways.items]
    widest = max((text_width(label, letters) for label in labels), default=0.0)
    room = min(widest + 1.0, _COLUMN, width * _COLUMN_SHARE)
    least = _least_panel(ways)
    words = [text_width(word, letters) for label in labels for word in label.split()]
    beside = width - len(ways.names) * (least + GAP) + GAP - 6.0
    if max(words, default=0.0) + 1.0 <= beside < room:
        room = beside  # names in more lines, and the panels beside one another
    return room + 6.0, max((len(wrap(label, letters, room)) for label in labels), default=1)


def _least_panel(ways: Ways) -> float:
    """The least width in which a panel can be read."""
    return _COUNT + _AGREED + 2 * _EDGE + max(len(ways.answers) - 1, 1) * _ANSWER
