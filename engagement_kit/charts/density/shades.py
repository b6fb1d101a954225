"""How dark a cell is: shades for numbers, the mesh of cells, the bar that says what they mean."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from matplotlib.collections import QuadMesh
from matplotlib.colors import LinearSegmentedColormap, LogNorm, Normalize
from numpy.typing import NDArray

from engagement_kit.charts.density.plane import Plane
from engagement_kit.charts.density.shown import Shown, number
from engagement_kit.charts.paper.labels import Floats
from engagement_kit.charts.paper.sheet import Sheet
from engagement_kit.charts.paper.theme import Theme

__all__ = ["BAR", "Scale", "bar_height", "draw_bar", "draw_mesh", "shade_scale"]

BAR = 7.0  # height of the bar
_SLICES = 128
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


def draw_mesh(plane: Plane, scale: Scale) -> None:
    """The cells: as pixels in files that hold lines and letters, so that these stay small."""
    grid = plane.shown.grid
    across, down = np.meshgrid(plane.x(grid.x.edges), plane.y(grid.y.edges))
    counts = np.ma.masked_equal(grid.counts, 0)
    _add_mesh(plane.sheet, across, down, counts, scale, gid="density", zorder=1)


def draw_bar(sheet: Sheet, x: float, y: float, width: float, scale: Scale) -> float:
    """The bar with numbers below it; ``x`` is on the reading side. Returns its bottom.

    Small numbers are on the left in every language, as they are on the axes.
    """
    left = sheet.across(x + width) if sheet.is_mirrored else x
    ends = np.linspace(float(scale.norm(1)), 1.0, _SLICES + 1)
    across, down = np.meshgrid(left + np.linspace(0, width, _SLICES + 1), [y, y + BAR])
    shades = np.asarray(scale.norm.inverse((ends[:-1] + ends[1:]) / 2)).reshape(1, -1)
    _add_mesh(sheet, across, down, shades, scale, gid="bar", zorder=1)
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


def _add_mesh(
    sheet: Sheet,
    across: Floats,
    down: Floats,
    values: NDArray[np.generic],
    scale: Scale,
    **settings: object,
) -> None:
    mesh = QuadMesh(np.dstack([across, down]), antialiased=False, shading="flat")
    mesh.set(array=values, cmap=scale.colours, norm=scale.norm, linewidth=0, rasterized=True)
    mesh.set(transform=sheet.transform, clip_on=False, **settings)
    sheet.ax.add_artist(mesh)


def _nice(step: float) -> int:
    """The step rounded up to 1, 2 or 5 times a power of ten."""
    power = int(10 ** math.floor(math.log10(max(step, 1))))
    return next(one * power for one in (1, 2, 5, 10) if one * power >= step)
