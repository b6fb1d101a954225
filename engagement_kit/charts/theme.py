"""How charts look: sizes in points and millimetres, colours and shapes, a figure to draw on.

A :class:`Theme` is a plain record: another journal is another record. Nothing of it is written into
matplotlib's settings, except for the moment in which a chart is drawn.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure

__all__ = ["DEFAULT", "ChartAxes", "Theme", "drawing", "new_axes", "paler", "points", "style"]

_MM_PER_INCH = 25.4
_POINTS_PER_INCH = 72.0


@dataclass(frozen=True, slots=True)
class Theme:
    """Sizes and colours of a chart; text sizes and lines in points, widths in millimetres.

    ``palette`` and ``markers`` go together: a group has a colour and a shape of its own, so that it
    can be told apart without colour. The palette's first entries also differ in lightness.
    """

    width: float = 190.0
    dpi: float = 150.0
    text: float = 7.0
    small: float = 6.2
    heading: float = 8.0
    least: float = 6.0
    line: float = 0.6
    hair: float = 0.35
    marker: float = 4.8
    ink: str = "#1f2328"
    grey: str = "#5f6670"
    pale: str = "#c9ced6"
    tint: str = "#f3f5f8"
    paper: str = "#ffffff"
    palette: tuple[str, ...] = (
        "#1b4f8f",
        "#d9730d",
        "#2a9d8f",
        "#8e3b7e",
        "#7a7f1a",
        "#56a3d9",
        "#8c4a2f",
        "#3d3d3d",
    )
    markers: tuple[str, ...] = ("o", "s", "^", "D", "v", "P", "p", "X")
    ordered: tuple[str, ...] = ("#dfe9f3", "#9fc3e0", "#4a8cc2", "#123f73")
    below: tuple[str, ...] = ("#7b4b1d", "#dfc69f")
    middle: str = "#dcdcdc"
    above: tuple[str, ...] = ("#a9cbe5", "#1b4f8f")

    def levels(self, count: int) -> tuple[str, ...]:
        """Colours for the values of an ordered scale, lightest for the lowest."""
        return _ramp(self.ordered, count)

    def diverging(self, count: int) -> tuple[str, ...]:
        """Colours for a scale read from its middle: warm below, blue above, grey between."""
        half = count // 2
        between = (self.middle,) if count % 2 else ()
        return (*_ramp(self.below, half), *between, *_ramp(self.above, half))

    def group(self, place: int) -> tuple[str, str]:
        """Colour and shape of the group in this place."""
        return self.palette[place % len(self.palette)], self.markers[place % len(self.markers)]


DEFAULT = Theme()


class ChartAxes(Axes):
    """Axes of a figure that pyplot does not know; a notebook shows it where they end a cell.

    Because pyplot does not know the figure, drawing a chart never changes which figure a person's
    own ``plt`` calls draw into, and no figure stays open behind their back.
    """

    alt_text: str = ""

    def _repr_png_(self) -> tuple[bytes, dict[str, str]]:
        figure = self.get_figure(root=True)
        if not isinstance(figure, Figure):
            raise TypeError("these axes have been taken out of their figure")
        canvas, buffer = figure.canvas, io.BytesIO()
        FigureCanvasAgg(figure).print_figure(buffer, dpi=figure.dpi, metadata={"Software": None})
        figure.set_canvas(canvas)
        return buffer.getvalue(), {"alt": self.alt_text}


@contextmanager
def drawing(theme: Theme) -> Iterator[None]:
    """Draw with matplotlib's defaults and this theme, whatever is set; afterwards undo it."""
    defaults: dict[Any, Any] = {
        key: value
        for key, value in matplotlib.rcParamsDefault.items()
        if key.partition(".")[0] in _DRAWN_BY
    }
    with matplotlib.rc_context(defaults | style(theme)):
        yield


# Settings that decide how artists look; the others (backend, saving) are the reader's own.
_DRAWN_BY = frozenset(
    {"axes", "figure", "font", "grid", "hatch", "legend", "lines", "markers", "patch", "path"}
    | {"scatter", "text", "xtick", "ytick"}
)


def style(theme: Theme) -> dict[Any, Any]:
    """Matplotlib settings of a theme, to be applied for the moment of drawing."""
    return {
        "figure.dpi": theme.dpi,
        "figure.facecolor": theme.paper,
        "axes.facecolor": theme.paper,
        "axes.linewidth": theme.line,
        "axes.edgecolor": theme.grey,
        "hatch.linewidth": theme.hair,
        "text.color": theme.ink,
        "text.parse_math": False,
    }


def new_axes(width: float, height: float, box: tuple[float, float, float, float]) -> ChartAxes:
    """Axes in a figure of their own; sizes in points, ``box`` is left, top, width and height."""
    figure = Figure(figsize=(width / _POINTS_PER_INCH, height / _POINTS_PER_INCH))
    left, top, wide, high = box
    place = (left / width, 1 - (top + high) / height, wide / width, high / height)
    axes = figure.add_axes(place, axes_class=ChartAxes)
    if not isinstance(axes, ChartAxes):  # add_axes promises no more than Axes
        raise TypeError("matplotlib made axes of another class than asked for")
    return axes


def points(millimetres: float) -> float:
    """Millimetres as points."""
    return millimetres / _MM_PER_INCH * _POINTS_PER_INCH


def paler(colour: str, share: float) -> str:
    """The colour mixed with white; transparency would not survive every file format."""
    red, green, blue = (c + (1 - c) * share for c in to_rgb(colour))
    return to_hex((red, green, blue))


def _ramp(colours: Sequence[str], count: int) -> tuple[str, ...]:
    """``count`` colours at equal distances along a row of colours."""
    if count < 2:
        return tuple(colours[-1:]) * count
    steps = [place * (len(colours) - 1) / (count - 1) for place in range(count)]
    return tuple(_between(colours, step) for step in steps)


def _between(colours: Sequence[str], step: float) -> str:
    first = min(int(step), len(colours) - 2)
    share = step - first
    pair = zip(to_rgb(colours[first]), to_rgb(colours[first + 1]), strict=True)
    red, green, blue = (a + (b - a) * share for a, b in pair)
    return to_hex((red, green, blue))
