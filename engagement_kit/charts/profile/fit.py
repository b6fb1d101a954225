"""Where the bars of a profile stand: beside the names of items, or below them on narrow sheets."""

from __future__ import annotations

import math
from dataclasses import dataclass

from engagement_kit.charts.paper.fonts import font
from engagement_kit.charts.paper.text import LEADING, plain, text_width, wrap, wrap_short
from engagement_kit.charts.paper.theme import Theme
from engagement_kit.charts.profile.shares import Shares
from engagement_kit.charts.rows.levels import item_label
from engagement_kit.charts.words import percent

__all__ = ["LEAST_ROW", "STEP", "Block", "Columns", "Plan", "Scale", "make_scale", "plan_profile"]

STEP = 0.25  # between the lines that mark shares
_BAR, _ROW, _BETWEEN, _HEAD = 8.0, 10.0, 5.0, 26.0
LEAST_ROW = 7.4  # in which a number of the least size can still be read
_MOST_LINES = 4  # of a name beside its bars; above them two
_GAP = 22.0  # between the two scales, for the labels at their ends


@dataclass(frozen=True)
class Columns:
    """Widths of the columns before and behind the bars, in points; 0 where there is none."""

    items: float
    groups: float
    count: float
    unknown: float

    @property
    def start(self) -> float:
        """Where the bars may begin."""
        return self.items + self.groups + self.count

    @property
    def full(self) -> float:
        """Length of a bar of which everything is unknown; a number stands behind it."""
        return self.unknown - 12.0


# By the width of the sheet from which they serve: names beside the bars, names above them, and
# groups told by their marks alone.
_COLUMNS = (
    (400.0, Columns(112.0, 62.0, 24.0, 62.0)),
    (280.0, Columns(0.0, 62.0, 24.0, 58.0)),
    (0.0, Columns(0.0, 12.0, 18.0, 46.0)),
)


@dataclass(frozen=True)
class Block:
    """One item: its name in lines from the top ``y``, and the top of its first bar."""

    item: str
    lines: list[str]
    y: float
    bars: float


@dataclass(frozen=True)
class Plan:
    """Places of a profile, in points.

    Attributes
    ----------
    heads : dict
        Lines of the headings of ``known``, ``unknown`` and ``n``.
    head : float
        Height of headings and labels of the scale.
    row, bar : float
        From one bar to the next, and how high a bar is.
    height : float
        Of everything together with the key.
    """

    columns: Columns
    heads: dict[str, list[str]]
    head: float
    blocks: list[Block]
    row: float
    bar: float
    height: float


@dataclass(frozen=True)
class Scale:
    """Where shares lie: ``zero`` is the middle of the scale, ``unit`` the width of 100 per cent."""

    zero: float
    unit: float
    low: float
    high: float
    unknown: float
    full: float
    labelled: float  # step between shares that are labelled

    def at(self, share: float) -> float:
        """Where a share lies, counted from the middle of the scale."""
        return self.zero + share * self.unit


def plan_profile(
    shares: Shares, theme: Theme, width: float, key: float, most: float, least_row: float
) -> Plan:
    """Places for a sheet of this width, with rows squeezed until it is no higher than ``most``.

    Rows do not get lower than ``least_row``.
    """
    columns = next(columns for least, columns in _COLUMNS if width >= least)
    heads = _headings(shares, theme, columns, width)
    head = _HEAD + (max(len(lines) for lines in heads.values()) - 1) * theme.small * LEADING
    natural = _stack(shares, theme, columns, width, head, 1.0)
    bars = sum(_ROW * max(len(shares.groups), 1) + _BETWEEN for _ in shares.items) or 1.0
    squeeze = min(max(1 - (natural[1] + key - most) / bars, least_row / _ROW), 1.0)
    blocks, foot = natural if squeeze == 1 else _stack(shares, theme, columns, width, head, squeeze)
    return Plan(columns, heads, head, blocks, _ROW * squeeze, _BAR * squeeze, foot + key)


def _headings(shares: Shares, theme: Theme, columns: Columns, width: float) -> dict[str, list[str]]:
    """Lines of what stands above each column; the count's may reach over the groups."""
    words, lang = shares.words, shares.framework.lang
    known = width - columns.start - columns.unknown - _GAP / 2
    rooms = {
        "known": (words("profile.known"), theme.small, known),
        "unknown": (words("profile.unknown"), theme.small, columns.unknown),
        "n": (words("profile.n_heading"), theme.least, columns.groups + columns.count - 6),
    }
    return {
        name: wrap(text, font(lang, size), room) or [""]
        for name, (text, size, room) in rooms.items()
    }


def _stack(
    shares: Shares, theme: Theme, columns: Columns, width: float, head: float, squeeze: float
) -> tuple[list[Block], float]:
    """Items below one another, and where the last one ends."""
    letters, leading = font(shares.framework.lang, theme.text), theme.text * LEADING
    blocks, y = [], head
    for item in shares.items:
        bars = sum(bar.item == item for bar in shares.bars) * _ROW * squeeze
        label = plain(item_label(shares.framework, item))
        if columns.items:
            lines = wrap_short(label, letters, columns.items - 6, _MOST_LINES)
            high = max(bars, len(lines) * leading)
            top = y + (high - len(lines) * leading) / 2
            blocks.append(Block(item, lines, top, y + (high - bars) / 2))
        else:
            lines = wrap_short(label, letters, width, 2)
            named = len(lines) * leading + 1
            blocks.append(Block(item, lines, y, y + named))
            high = named + bars
        y += high + _BETWEEN * squeeze
    return blocks, y


def make_scale(shares: Shares, theme: Theme, columns: Columns, width: float) -> Scale:
    """As much room on each side of the middle as the longest bar there needs, in whole steps."""
    reaches = [bar.reach() for bar in shares.bars] or [(0.0, 0.0)]
    low, high = (
        max(math.ceil(max(reach[side] for reach in reaches) / STEP - 1e-9), 1) * STEP
        for side in (0, 1)
    )
    unit = (width - columns.start - columns.unknown - _GAP) / (low + high)
    letters = font(shares.framework.lang, theme.least)
    wide = max(text_width(percent(shares.words, share), letters) for share in (0.25, 0.5, 1.0))
    labelled = next((step for step in (STEP, 0.5) if step * unit >= wide + 2), 1.0)
    zero, behind = columns.start + low * unit, width - columns.unknown
    return Scale(zero, unit, low, high, behind, columns.full, labelled)
