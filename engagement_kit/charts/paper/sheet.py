"""A sheet to lay a chart out on, in sheet points from its top left corner; mirrored for Arabic.

A sheet point is a point of a drawing whose normal text is 7; the theme's ``unit`` says how large it
is in print. Places, sizes and measures are all sheet points, and become real ones on the way out.
Charts are laid out once, from left to right. Where the language runs the other way, the sheet turns
every place and alignment around, so that order and legend stand where its readers look for them.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PatchCollection
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch, Polygon, Rectangle
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, Transform

from engagement_kit.charts.paper.fonts import FontFiles, check_glyphs, font
from engagement_kit.charts.paper.text import LEADING, plain, text_width, wrap
from engagement_kit.charts.paper.theme import Theme, new_axes, points
from engagement_kit.frameworks import RIGHT_TO_LEFT

__all__ = [
    "MARGIN",
    "Direction",
    "Look",
    "Sheet",
    "Side",
    "full_height",
    "full_width",
    "open_sheet",
    "sheet_over",
    "size_of",
]

Look = dict[str, Any]
Side = Literal["start", "middle", "end"]
Level = Literal["middle", "baseline", "top"]
Direction = Literal["auto", "ltr", "rtl"]

MARGIN = 4.0  # around a sheet in a figure of its own, in points
_FLIPPED: dict[str, Side] = {"start": "end", "end": "start", "middle": "middle"}
_ALIGNMENT = {"start": "left", "middle": "center", "end": "right"}
_SIZES = frozenset({"linewidth", "linewidths", "markersize", "markeredgewidth"})
_RISE = {"baseline": 0.0, "middle": 0.35, "top": 0.80}  # base line below the given place, in sizes
_RIGHT_TO_LEFT_MARK = "\u200f"
_ISOLATING = frozenset({"LRI", "RLI", "FSI"})  # kinds of marks that begin a run of its own
# A number runs with the Latin name before it, whatever stands between, unless a mark parts the two.
_LATIN_THEN_NUMBER = re.compile(r"(?<=[A-Za-z\u00c0-\u024f).])،(?= \d)")


@dataclass(frozen=True)
class Sheet:
    """Axes seen as a sheet of ``width`` x ``height`` points, measured from the reading side's top.

    Attributes
    ----------
    ax : Axes
        What is drawn into.
    transform : Transform
        From sheet points right of and below the top left corner to the display.
    """

    ax: Axes
    width: float
    height: float
    lang: str
    theme: Theme
    transform: Transform

    @property
    def is_mirrored(self) -> bool:
        """Whether places are counted from the right."""
        return self.lang.split("-")[0] in RIGHT_TO_LEFT

    def across(self, x: float) -> float:
        """Distance from the left edge of a place at distance ``x`` from the reading side."""
        return self.width - x if self.is_mirrored else x

    def font(self, size: float | None = None, *, bold: bool = False) -> FontFiles:
        """Font of the sheet's language for measuring, in sheet points."""
        return font(self.lang, size or self.theme.text, bold=bold)

    def letters(self, size: float | None = None, *, bold: bool = False) -> FontFiles:
        """Font of the sheet's language for drawing, as large as it is in print."""
        return font(self.lang, (size or self.theme.text) * self.theme.unit, bold=bold)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float | None = None,
        bold: bool = False,
        colour: str | None = None,
        side: Side = "start",
        level: Level = "middle",
        direction: Direction = "auto",
        **settings: Any,
    ) -> Text:
        """One line of text whose reading side (or middle, or end) is at ``x``.

        ``direction`` is that of the sentence; ``auto`` sees it from the letters.

        Raises
        ------
        MissingGlyph
            The fonts cannot draw a character of it.
        """
        turned = _FLIPPED[side] if self.is_mirrored else side
        return self.ax.text(
            self.across(x),
            y + _RISE[level] * (size or self.theme.text),
            self._directed(check_glyphs(words), direction),
            fontproperties=self.letters(size, bold=bold),
            color=colour or self.theme.ink,
            ha=_ALIGNMENT[turned],
            va="baseline",
            transform=self.transform,
            parse_math=False,
            **settings,
        )

    def upright(self, x: float, foot: float, words: str, **settings: Any) -> Text:
        """One line of text that begins at ``foot`` and runs upwards, its middle at ``x``."""
        text = self.text(x, foot, words, rotation=90, rotation_mode="anchor", **settings)
        text.set(ha="left", va="center", y=foot)
        return text

    def note_empty(self, words: str, top: float = 0.0, bottom: float | None = None) -> Text:
        """A remark in the middle, for charts that have nothing to draw."""
        foot = self.height if bottom is None else bottom
        size, colour = self.theme.heading, self.theme.grey
        middle = (top + foot) / 2
        return self.text(self.width / 2, middle, words, size=size, colour=colour, side="middle")

    def paragraph(
        self,
        x: float,
        y: float,
        lines: Iterable[str],
        *,
        size: float | None = None,
        bold: bool = False,
        colour: str | None = None,
        side: Side = "start",
    ) -> float:
        """Lines below one another from the top ``y``; returns where the next one would begin."""
        step = (size or self.theme.text) * LEADING
        for line in lines:
            self.text(x, y, line, size=size, bold=bold, colour=colour, side=side, level="top")
            y += step
        return y

    def wrapped(
        self, words: str, width: float, *, size: float | None = None, bold: bool = False
    ) -> list[str]:
        """Lines of a text that are no wider than ``width`` points."""
        return wrap(plain(words), self.font(size, bold=bold), width)

    def measure(self, words: str, *, size: float | None = None, bold: bool = False) -> float:
        """Width of a text in points."""
        return text_width(words, self.font(size, bold=bold))

    def rectangle(
        self, x: float, y: float, width: float, height: float, **settings: Any
    ) -> Rectangle:
        """A rectangle with a corner at the reading side's top; no edge unless asked for."""
        settings = {"linewidth": 0, "transform": self.transform, **settings}
        left = self.across(x + width) if self.is_mirrored else x
        patch = Rectangle((left, y), width, height, clip_on=False, **self.real(settings))
        self.ax.add_artist(patch)
        return patch

    def rectangles(
        self, boxes: Sequence[tuple[float, float, float, float]], **settings: Any
    ) -> PatchCollection:
        """Many rectangles of one look, as one artist."""
        patches = [
            Rectangle((self.across(x + w) if self.is_mirrored else x, y), w, h)
            for x, y, w, h in boxes
        ]
        settings = {"linewidth": 0, "transform": self.transform, **settings}
        collection = PatchCollection(patches, clip_on=False, **self.real(settings))
        self.ax.add_artist(collection)
        return collection

    def hatching(
        self,
        boxes: Iterable[tuple[float, float, float, float]],
        hatch: str,
        colour: str,
        **settings: Any,
    ) -> PathPatch:
        """Lines over many areas as one artist: each hatched artist costs a raster tile of its own.

        ``boxes`` are left, top, width and height of filled areas below it.
        """
        outlines = [_outline(self.across(x), y, self._turned(w), h) for x, y, w, h in boxes]
        path = Path.make_compound_path(*outlines) if outlines else Path(np.empty((0, 2)))
        look = {"facecolor": "none", "linewidth": 0, "hatch": hatch, "hatchcolor": colour}
        settings = look | {"transform": self.transform, **settings}
        patch = PathPatch(path, clip_on=False, **self.real(settings))
        self.ax.add_artist(patch)
        return patch

    def polygon(self, corners: Iterable[tuple[float, float]], **settings: Any) -> Polygon:
        """A closed area through the given places."""
        places = [(self.across(x), y) for x, y in corners]
        settings = {"linewidth": 0, "transform": self.transform, **settings}
        patch = Polygon(places, closed=True, clip_on=False, **self.real(settings))
        self.ax.add_artist(patch)
        return patch

    def line(self, places: Iterable[tuple[float, float]], **settings: Any) -> PathPatch:
        """An open line through the given places."""
        path = Path([(self.across(x), y) for x, y in places])
        settings = {
            "linewidth": self.theme.line,
            "edgecolor": self.theme.grey,
            "transform": self.transform,
            **settings,
        }
        patch = PathPatch(path, facecolor="none", clip_on=False, **self.real(settings))
        self.ax.add_artist(patch)
        return patch

    def lines(
        self, pairs: Iterable[tuple[tuple[float, float], tuple[float, float]]], **settings: Any
    ) -> LineCollection:
        """Many straight lines of one look, as one artist."""
        segments = [[(self.across(x), y) for x, y in pair] for pair in pairs]
        settings = {"linewidths": self.theme.hair, "transform": self.transform, **settings}
        collection = LineCollection(segments, clip_on=False, **self.real(settings))
        self.ax.add_artist(collection)
        return collection

    def marks(self, places: Sequence[tuple[float, float]], **settings: Any) -> Line2D:
        """Markers of one look at the given places."""
        across = [self.across(x) for x, _ in places]
        settings = {
            "linestyle": "none",
            "markersize": self.theme.marker,
            "markeredgewidth": self.theme.line,
            "transform": self.transform,
            **settings,
        }
        line = Line2D(across, [y for _, y in places], clip_on=False, **self.real(settings))
        self.ax.add_artist(line)
        return line

    def _turned(self, width: float) -> float:
        return -width if self.is_mirrored else width

    def real(self, settings: Look) -> Look:
        """Settings of an artist with the widths of its lines and marks as they are in print."""
        return {k: v * self.theme.unit if k in _SIZES else v for k, v in settings.items()}

    def _directed(self, words: str, direction: Direction) -> str:
        """The words with a mark before them where their first letter would mislead."""
        if direction == "auto":
            direction = "rtl" if self.is_mirrored and _begins_left_to_right(words) else "ltr"
        if direction != "rtl":
            return words
        return _RIGHT_TO_LEFT_MARK + _LATIN_THEN_NUMBER.sub(f"،{_RIGHT_TO_LEFT_MARK}", words)


def open_sheet(ax: Axes | None, lang: str, theme: Theme, width: float, height: float) -> Sheet:
    """A sheet over the whole of ``ax``, or over a new figure with room for ``width`` x ``height``.

    The axes' own frame is hidden and their data coordinates become points from the top left.
    """
    if ax is None:
        box = (MARGIN, MARGIN, width, height)
        ax = new_axes(width + 2 * MARGIN, height + 2 * MARGIN, box, theme.unit)
    else:
        width, height = size_of(ax, theme)
    ax.set(xlim=(0, width), ylim=(height, 0))
    ax.set_axis_off()
    return Sheet(ax, width, height, lang, theme, ax.transData)


def sheet_over(ax: Axes, lang: str, theme: Theme) -> Sheet:
    """A sheet over axes that keep their own coordinates; the margin is beyond 0 and width."""
    width, height = size_of(ax, theme)
    transform = Affine2D().scale(1 / width, -1 / height).translate(0, 1) + ax.transAxes
    return Sheet(ax, width, height, lang, theme, transform)


def full_width(theme: Theme) -> float:
    """Width of a sheet in a figure as wide as the theme says, in sheet points."""
    return points(theme.width) / theme.unit - 2 * MARGIN


def full_height(theme: Theme) -> float:
    """The most that a sheet in a figure of its own may be high, in sheet points."""
    return math.inf if theme.height is None else points(theme.height) / theme.unit - 2 * MARGIN


def size_of(ax: Axes, theme: Theme) -> tuple[float, float]:
    """Width and height of axes in sheet points, once the figure's layout has been settled."""
    figure = ax.get_figure(root=True)
    if figure is None:
        raise ValueError("the axes belong to no figure")
    if figure.get_layout_engine() is not None:
        figure.draw_without_rendering()
    scale = 72.0 / figure.dpi / theme.unit
    return ax.bbox.width * scale, ax.bbox.height * scale


def _outline(left: float, top: float, width: float, height: float) -> Path:
    right, foot = left + width, top + height
    corners = [(left, top), (right, top), (right, foot), (left, foot), (left, top)]
    return Path(corners, closed=True)


def _begins_left_to_right(words: str) -> bool:
    """Whether the first letter runs from the left while a later one runs from the right.

    An Arabic comma counts: names in Latin letters between such commas are an Arabic list. The
    first letter of a run of its own says nothing of the line around it.
    """
    kinds = ["AL" if c == "،" else unicodedata.bidirectional(c) for c in words]
    strong = [kind for kind in kinds if kind in {"L", "R", "AL"}]
    if not strong or set(strong) == {"L"}:
        return False
    before = kinds[: kinds.index(strong[0])]
    return strong[0] == "L" or not _ISOLATING.isdisjoint(before)
