"""The plane of an XY plot: how large it is, and where memberships lie in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes

from engagement_kit.charts.paper.dodging import dodge
from engagement_kit.charts.paper.fonts import font
from engagement_kit.charts.paper.key_flow import lay_flow
from engagement_kit.charts.paper.labels import Floats
from engagement_kit.charts.paper.legend import Entry
from engagement_kit.charts.paper.sheet import (
    Sheet,
    full_height,
    full_width,
    open_sheet,
    size_of,
)
from engagement_kit.charts.paper.text import LEADING, plain, wrap_short
from engagement_kit.charts.paper.theme import Theme
from engagement_kit.charts.xy.plot import Plot

__all__ = ["PAD", "Plane", "lay_plane"]

PAD = 8.0  # inside of the frame, so that marks at 0 and 1 are whole
_LEFT, _RIGHT, _TICKS, _KEY = 28.0, 6.0, 11.0, 6.0
_LARGEST, _LEAST = 300.0, 96.0  # side of the plane
_PANEL, _APART = 140.0, 14.0  # of a key beside the plane
_MOST_LINES = 4  # of a formula below the plane


@dataclass(frozen=True)
class Plane:
    """A square in a sheet, with what stands around it.

    Attributes
    ----------
    sheet : Sheet
    start : float
        Where the words above begin, from the reading side.
    left, top, side : float
        In sheet points; ``left`` is counted from the left in every language.
    head, foot : list of str
        Lines above the plane and of the formula below it.
    key_width : float
    key_place : tuple of float
        Where the key begins, from the reading side's top.
    """

    sheet: Sheet
    start: float
    left: float
    top: float
    side: float
    head: list[str]
    foot: list[str]
    key_width: float
    key_place: tuple[float, float]

    @property
    def bottom(self) -> float:
        """Lower edge of the plane."""
        return self.top + self.side

    def across(self, x: float) -> float:
        """Place of a membership in the condition, as the sheet counts."""
        return self.sheet.across(self.left + PAD + x * (self.side - 2 * PAD))

    def down(self, y: float) -> float:
        """Place of a membership in the outcome."""
        return self.bottom - PAD - y * (self.side - 2 * PAD)

    def at(self, memberships: Floats) -> Floats:
        """Places right of and above the lower left corner of the plane."""
        return memberships * (self.side - 2 * PAD) + PAD

    def on_sheet(self, right: float, up: float) -> tuple[float, float]:
        """A place counted from the lower left corner of the plane, as the sheet counts."""
        return self.sheet.across(self.left + right), self.bottom - up

    def moved_apart(self, memberships: Floats, size: float) -> Floats:
        """Places of marks, none over another, each on its side of the middle lines."""
        at, reach = self.at(memberships), size / 2 + 0.6
        middle = self.side / 2
        is_high = memberships > 0.5
        low = np.where(is_high, middle + reach, reach)
        high = np.where(is_high, self.side - reach, middle - reach)
        low, high = np.minimum(low, at), np.maximum(high, at)
        is_middle = np.abs(memberships - 0.5) < 1e-9  # stays on its line
        low, high = np.where(is_middle, at, low), np.where(is_middle, at, high)
        return dodge(at, size + 0.8, np.hstack([low, high]))


def lay_plane(plot: Plot, ax: Axes | None, theme: Theme, entries: Sequence[Entry]) -> Plane:
    """The plane as large as sheet and page allow, with its key beside it or below."""
    lang = plot.words.lang
    width, most = size_of(ax, theme) if ax else (full_width(theme), full_height(theme))
    is_beside = bool(entries) and width - _LEFT - _RIGHT - _APART - _PANEL >= _LARGEST * 0.7
    panel = _PANEL + _APART if is_beside else 0.0
    side = min(_LARGEST, width - _LEFT - _RIGHT - panel)
    key_width = _PANEL if is_beside else width
    key = lay_flow(lang, theme, key_width, entries)
    below = key.height + _KEY if entries and not is_beside else 0.0
    head = _lines(plot.fits, lang, theme, side + _LEFT, 3)
    foot = _lines(plain(plot.found.condition), lang, theme, side, _MOST_LINES)
    step = theme.text * LEADING
    top, around = len(head) * step + 3.0, _TICKS + (1 + len(foot)) * step + 2.0
    side = max(min(side, most - top - around - below), min(_LEAST, side))
    high = max(top + side + around + below, top + key.height if is_beside else 0.0)
    sheet = open_sheet(ax, lang, theme, width, high)
    start = 0.0 if is_beside else max(0.0, (width - _LEFT - side - _RIGHT) / 2)
    # Numbers run from left to right in every language; the plane stands where reading begins.
    is_turned = is_beside and sheet.is_mirrored
    left = width - side - _RIGHT if is_turned else start + _LEFT
    beside = (_LEFT + side + _RIGHT + _APART, top)
    place = beside if is_beside else (0.0, top + side + around + _KEY)
    return Plane(sheet, start, left, top, side, head, foot, key_width, place)


def _lines(words: str, lang: str, theme: Theme, width: float, most: int) -> list[str]:
    return wrap_short(words, font(lang, theme.text), width, most)
