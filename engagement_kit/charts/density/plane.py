"""Where everything of a density chart lies: the plane, the bands along it, the key."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes

from engagement_kit.charts.density.grid import Side
from engagement_kit.charts.density.shown import Shown
from engagement_kit.charts.paper.fonts import font
from engagement_kit.charts.paper.labels import Floats
from engagement_kit.charts.paper.sheet import Sheet, full_height, sheet_over
from engagement_kit.charts.paper.text import LEADING, wrap
from engagement_kit.charts.paper.theme import Theme, new_axes, points

__all__ = ["PANEL", "RIGHT", "Plane", "axis_title", "is_key_beside", "lay_plane"]

PANEL, RIGHT = 128.0, 6.0  # the key beside the plane; what else is right of it
_PAD = 2.0  # around the cells
_LEFT, _TOP, _FOOT = 36.0, 5.0, 30.0  # around the axes; numbers and the axes' names
_FLATTEST = 0.45  # height of a plane that is still readable, in widths
_SQUARE = 0.95  # height of the cells, in widths
_NARROWEST = 210.0  # axes that are still wide enough with the key beside them
_BAND, _THIN, _GAP = 34.0, 17.0, 3.0  # height of the bands of shares, on a narrow sheet; to plane


@dataclass(frozen=True)
class Plane:
    """The axes divided: cells of scores at the lower left, bands of shares above and right.

    Places are sheet points right of and below the top left corner of the axes, never mirrored:
    scores run to the right in every language.
    """

    shown: Shown
    theme: Theme
    sheet: Sheet
    band: float  # height of the bands, 0 where there are none
    corner: float  # height that the words of a quadrant take
    is_narrow: bool  # small names, and no shares of what is settled

    @property
    def top(self) -> float:
        """Upper edge of the plane."""
        return self.band + _GAP if self.band else 0.0

    @property
    def wide(self) -> float:
        """Width of the plane; the band right of it begins a little later."""
        return self.sheet.width - self.top

    @property
    def high(self) -> float:
        """Height of the plane."""
        return self.sheet.height - self.top

    def x(self, scores: Floats | float) -> Floats:
        """Places of scores on the horizontal axis."""
        return _PAD + self._share(self.shown.grid.x, scores) * (self.wide - 2 * _PAD)

    def y(self, scores: Floats | float) -> Floats:
        """Places of scores on the vertical axis."""
        edge = _PAD + self.corner
        return self.sheet.height - edge - self._share(self.shown.grid.y, scores) * self._up

    @property
    def _up(self) -> float:
        return self.high - 2 * (_PAD + self.corner)

    @staticmethod
    def _share(side: Side, scores: Floats | float) -> Floats:
        found: Floats = np.asarray(scores, dtype=np.float64) / side.edges[-1]
        return found

    def set_limits(self) -> None:
        """Let the axes' own coordinates be scores."""
        wide = (self.wide - 2 * _PAD) / self.shown.grid.x.edges[-1]
        high = self._up / self.shown.grid.y.edges[-1]
        edge = _PAD + self.corner
        across = (-_PAD / wide, (self.sheet.width - _PAD) / wide)
        self.sheet.ax.set(xlim=across, ylim=(-edge / high, (self.sheet.height - edge) / high))


def is_key_beside(theme: Theme) -> bool:
    """Whether a sheet is wide enough for the key to stand beside the plane."""
    return points(theme.width) / theme.unit - _LEFT - PANEL - 14 >= _NARROWEST


def lay_plane(
    shown: Shown, ax: Axes | None, theme: Theme, *, bands: bool, key: bool, below: float
) -> Plane:
    """The plane in given axes, or in a new figure with ``below`` points for a key under it."""
    axes = ax or _new_axes(shown, theme, key=key, below=below)
    sheet = sheet_over(axes, shown.framework.lang, theme)
    is_narrow = sheet.width < _NARROWEST
    band = (_THIN if is_narrow else _BAND) if bands else 0.0
    plane = Plane(shown, theme, sheet, band, _corner(theme, is_narrow=is_narrow), is_narrow)
    plane.set_limits()
    return plane


def axis_title(shown: Shown, theme: Theme, axis: str, room: float) -> list[str]:
    """Name of an axis in lines that are no longer than the axis."""
    title = shown.words("axis.score", axis=shown.framework.label(axis))
    return wrap(title, font(shown.framework.lang, theme.text), room)


def foot_height(shown: Shown, theme: Theme, width: float) -> float:
    """Room below axes of this width for the numbers and the name of the axis."""
    return _FOOT + _further(shown, theme, shown.tally.x_axis, width)


def left_of_axes(shown: Shown, theme: Theme, height: float) -> float:
    """Room left of axes of this height for the numbers and the name of the axis."""
    return _LEFT + _further(shown, theme, shown.tally.y_axis, height)


def _further(shown: Shown, theme: Theme, axis: str, room: float) -> float:
    """Room that lines of an axis's name after the first one take."""
    lines = axis_title(shown, theme, axis, room)
    return (len(lines) - 1) * theme.text * LEADING


def _new_axes(shown: Shown, theme: Theme, *, key: bool, below: float) -> Axes:
    """Axes in a new figure as wide as the theme says, about as high as wide where there is room.

    ``below`` is kept free of what the theme has of height; a key beside the axes follows the
    language.
    """
    is_beside = key and is_key_beside(theme)
    panel = PANEL + 14 if is_beside else RIGHT
    whole = points(theme.width) / theme.unit
    wide = whole - _LEFT - panel
    room = full_height(theme) - _TOP - foot_height(shown, theme, wide) - below
    corners = 2 * _corner(theme, is_narrow=wide < _NARROWEST)
    high = min(wide * _SQUARE + corners, max(room, wide * _FLATTEST + corners))
    left = left_of_axes(shown, theme, high)
    wide -= left - _LEFT
    foot = foot_height(shown, theme, wide)
    is_mirrored = shown.framework.direction == "rtl"
    start = left + panel - RIGHT if is_beside and is_mirrored else left
    return new_axes(whole, _TOP + high + foot, (start, _TOP, wide, high), theme.unit)


def _corner(theme: Theme, *, is_narrow: bool) -> float:
    """Height of the words of a quadrant: its name and, below it, one or two shares."""
    step = theme.small * LEADING
    return 2 * step + 4 if is_narrow else theme.heading * 1.3 + 2 * step + 2
