"""How dark a cell is: shades for numbers, the mesh of cells, the bar that says what they mean."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.colors import LinearSegmentedColormap, LogNorm, Normalize, to_rgba
from matplotlib.image import AxesImage
from numpy.typing import NDArray

from engagement_kit.charts.density.grid import Side
from engagement_kit.charts.density.plane import Plane
from engagement_kit.charts.density.shown import Shown, number
from engagement_kit.charts.paper.sheet import Sheet
from engagement_kit.charts.paper.theme import Theme

__all__ = ["BAR", "Scale", "bar_height", "draw_bar", "draw_cells", "shade_scale"]

BAR = 7.0  # height of the bar
_SLICES, _PIXELS = 128, 384  # of the bar, along an axis
_APART = 5.0  # between the numbers below the bar
_LINEAR_TICKS = 4


@dataclass(frozen=True, eq=False)
class Scale:
    """Shades from one case-wave to the most that a cell holds."""

    colours: LinearSegmentedColormap
    norm: Normalize
    most: int

    @property
    def ticks(self) -> list[int]:
        """Numbers worth writing, the most important first: the ends, then those between."""
        if self.most <= 1:
            return [1]
        if isinstance(self.norm, LogNorm):
            powers = [10**power for power in range(1, len(str(self.most)))]
            between = sorted((one for one in powers if one < self.most), reverse=True)
        else:
            step = _nice(self.most / _LINEAR_TICKS)
            between = [step * place for place in range(1, _LINEAR_TICKS + 2)]
        return [self.most, 1, *(one for one in between if 1 < one < self.most)]


def shade_scale(shown: Shown, theme: Theme) -> Scale:
    """The scale of a chart; light for one case-wave, dark for the fullest cell."""
    most = max(int(shown.grid.counts.max(initial=0)), 1)
    colours = LinearSegmentedColormap.from_list("density", list(theme.ordered))
    # A scale from 1 to 1 has no length: a lone number is dark.
    least = 1 if most > 1 else 0.5
    norm = LogNorm(least, most) if shown.shades == "log" else Normalize(least, most)
    return Scale(colours, norm, most)


def draw_cells(plane: Plane, scale: Scale) -> None:
    """The cells: one picture in files that hold lines and letters, so that these stay small."""
    grid = plane.shown.grid
    across, up = _pixels(grid.x), _pixels(grid.y)
    colours = _coloured(np.ma.masked_equal(grid.counts, 0), scale, plane.theme)
    left, right = map(float, plane.x(grid.x.edges[[0, -1]]))
    low, high = map(float, plane.y(grid.y.edges[[0, -1]]))
    picture = colours[up[::-1, None], across[None, :]]
    _add_picture(plane.sheet, picture, (left, right, low, high), "density")


def draw_bar(sheet: Sheet, x: float, y: float, width: float, scale: Scale) -> float:
    """The bar with numbers below it; ``x`` is on the reading side. Returns its bottom.

    Small numbers are on the left in every language, as they are on the axes.
    """
    left = sheet.across(x + width) if sheet.is_mirrored else x
    ends = np.linspace(float(scale.norm(1)), 1.0, _SLICES)
    shades = np.asarray(scale.norm.inverse(ends)).reshape(1, -1)
    picture = _coloured(np.ma.masked_invalid(shades), scale, sheet.theme)
    _add_picture(sheet, picture, (left, left + width, y + BAR, y), "bar")
    size, foot = sheet.theme.small, y + BAR + 2.0
    for place, words in _fitting(sheet, scale, width):
        sheet.text(sheet.across(left + place), foot, words, size=size, side="middle", level="top")
    return y + bar_height(sheet.theme)


def bar_height(theme: Theme) -> float:
    """Height that the bar takes with its numbers."""
    return BAR + 2.0 + theme.small * 1.6


def _fitting(sheet: Sheet, scale: Scale, width: float) -> list[tuple[float, str]]:
    """Places along the bar and numbers, as many as do not meet one another."""
    taken: list[tuple[float, float]] = []
    found = []
    span = 1.0 - float(scale.norm(1))
    for tick in scale.ticks:
        words = number(tick)
        half = sheet.measure(words, size=sheet.theme.small) / 2
        place = (float(scale.norm(tick)) - float(scale.norm(1))) / span * width if span else width
        place = min(max(place, half), width - half)
        if all(place + half + _APART < low or place - half - _APART > high for low, high in taken):
            taken.append((place - half, place + half))
            found.append((place, words))
    return found


def _pixels(side: Side) -> NDArray[np.intp]:
    """Number of the cell that each pixel along an axis shows.

    There are many pixels in a cell, as programs that show a file may blur their edges.
    """
    edges = side.edges
    regular = round(float(edges[-1] / np.diff(edges).max()))
    count = regular * math.ceil(_PIXELS / regular)
    return side.cells((np.arange(count) + 0.5) * edges[-1] / count)


def _coloured(values: np.ma.MaskedArray[Any, Any], scale: Scale, theme: Theme) -> NDArray[np.uint8]:
    """Colours of numbers as bytes; what holds nothing is paper."""
    colours = np.asarray(scale.colours(scale.norm(values)))
    colours[np.ma.getmaskarray(values)] = to_rgba(theme.paper)
    coloured: NDArray[np.uint8] = np.rint(colours * 255).astype(np.uint8)
    return coloured


def _add_picture(
    sheet: Sheet,
    picture: NDArray[np.uint8],
    extent: tuple[float, float, float, float],
    gid: str,
) -> None:
    """Pixels between left, right, bottom and top of a sheet that is not mirrored."""
    image = AxesImage(sheet.ax, interpolation="none", origin="upper", extent=extent)
    image.set_data(picture)
    image.set(transform=sheet.transform, clip_on=False, zorder=1, gid=gid)
    sheet.ax.add_artist(image)


def _nice(step: float) -> int:
    """The step rounded up to 1, 2 or 5 times a power of ten."""
    power = int(10 ** math.floor(math.log10(max(step, 1))))
    return next(one * power for one in (1, 2, 5, 10) if one * power >= step)
