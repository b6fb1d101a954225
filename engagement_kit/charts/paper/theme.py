"""How charts look: sizes in points and millimetres, colours and shapes, a figure to draw on.

A :class:`Theme` is a plain record: another journal is another record. Nothing of it is written into
matplotlib's settings, except for the moment in which a chart is drawn.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure

from engagement_kit.charts.paper.applied import applied
from engagement_kit.charts.paper.sight import grey, greyed, lightness

__all__ = ["DEFAULT", "ChartAxes", "Theme", "drawing", "new_axes", "paler", "points", "style"]

_MM_PER_INCH = 25.4
_POINTS_PER_INCH = 72.0


@dataclass(frozen=True, slots=True)
class Theme:
    """Sizes and colours of a chart.

    ``width`` and ``height`` (the most that a figure may be high, None for no limit) are
    millimetres. Sizes of letters, lines and marks are sheet points: points of a drawing whose
    normal text is 7. ``unit`` says how many points of print one of them is, so that the same
    drawing serves a journal that wants larger letters, on a narrower sheet.

    ``palette``, ``markers`` and ``hatches`` go together: a group has a colour, a shape and, where
    areas are filled, a hatch of its own, so that it can be told apart without colour. Of the
    palette every two colours differ for every kind of colour vision, the first four in lightness
    too; eight could not all, which is what shapes and hatches are for. ``steps`` are the hatches of
    ordered answers, from none to the densest; ``unknown`` is the one that no answer and no group
    has.
    """

    width: float = 190.0
    height: float | None = None
    unit: float = 1.0
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
        "#58c4aa",
        "#551040",
        "#5a93d6",
        "#d3b453",
        "#a3261d",
        "#7d868e",
    )
    markers: tuple[str, ...] = ("o", "s", "^", "D", "v", "P", "p", "X")
    hatches: tuple[str, ...] = (
        "",
        "\\" * 5,
        "....",
        "xxxx",
        "-----",
        "|||||",
        "+++++",
        "ooo",
    )
    steps: tuple[str, ...] = ("", "--", "----", "||||", "\\" * 5, "xxxx", "xxxxxx")
    unknown: str = "//////"
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

    def level_hatches(self, count: int) -> tuple[str, ...]:
        """Hatches for the values of an ordered scale: none for the lowest, then ever denser."""
        last = len(self.steps) - 1
        places = [round(place * last / max(count - 1, 1)) for place in range(count)]
        return tuple(self.steps[place] for place in places)

    def group(self, place: int) -> tuple[str, str]:
        """Colour and shape of the group in this place."""
        return self.palette[place % len(self.palette)], self.markers[place % len(self.markers)]

    def hatch(self, place: int) -> str:
        """Hatch of areas of the group in this place."""
        return self.hatches[place % len(self.hatches)]

    def fill(self, colour: str, hatch: str = "") -> dict[str, Any]:
        """Settings of a filled area: its hatch is seen in greys and quiet beside the colour."""
        line = self.ink_on(colour)
        return {"facecolor": colour, "hatch": hatch, "hatchcolor": _mixed(colour, line, _QUIET)}

    def unknown_fill(self) -> dict[str, Any]:
        """Settings of the area of what nobody knows: paper with a hatch and a frame."""
        look = {"facecolor": self.paper, "edgecolor": self.grey, "hatch": self.unknown}
        return look | {"hatchcolor": self.grey, "linewidth": self.hair}

    def ink_on(self, colour: str) -> str:
        """The colour of letters on an area of this colour: ink on light ones, paper on dark."""
        return self.ink if lightness(colour) > _LIGHT else self.paper

    def in_greys(self) -> Theme:
        """The theme without colour: groups and answers differ by lightness, shape and hatch.

        A scale that is read from its middle gets darker from its lowest answer to its highest, as
        two grey halves of one lightness could not be told apart.
        """
        return replace(
            self,
            ink=greyed(self.ink),
            grey=greyed(self.grey),
            pale=greyed(self.pale),
            tint=greyed(self.tint),
            paper=greyed(self.paper),
            palette=tuple(grey(light) for light in _GREY_GROUPS),
            ordered=tuple(greyed(colour) for colour in self.ordered),
            below=(grey(93), grey(80)),
            middle=grey(68),
            above=(grey(56), grey(27)),
        )


# Lightness of groups in greys: as even as eight can be, and the first four far apart.
_GREY_GROUPS = (30, 66, 12, 48, 75, 21, 57, 39)
_LIGHT = 54.0  # lightness at which ink and paper are read equally well
_QUIET = 0.25  # how far lines of a hatch go from their area's colour towards the letters on it


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
    with applied(defaults | style(theme)):
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
        "axes.linewidth": theme.line * theme.unit,
        "axes.edgecolor": theme.grey,
        "hatch.linewidth": theme.hair * theme.unit,
        "text.color": theme.ink,
        "text.parse_math": False,
    }


def new_axes(
    width: float, height: float, box: tuple[float, float, float, float], unit: float = 1.0
) -> ChartAxes:
    """Axes in a figure of their own; ``box`` is left, top, width and height.

    Sizes are sheet points of ``unit`` points each.
    """
    inches = _POINTS_PER_INCH / unit
    figure = Figure(figsize=(width / inches, height / inches))
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


def _mixed(colour: str, other: str, share: float) -> str:
    """The colour with a share of another one."""
    pair = zip(to_rgb(colour), to_rgb(other), strict=True)
    red, green, blue = (a + (b - a) * share for a, b in pair)
    return to_hex((red, green, blue))


def _ramp(colours: Sequence[str], count: int) -> tuple[str, ...]:
    """``count`` colours at equal distances along a row of colours."""
    if count < 2:
        return tuple(colours[-1:]) * count
    steps = [place * (len(colours) - 1) / (count - 1) for place in range(count)]
    return tuple(_between(colours, step) for step in steps)


def _between(colours: Sequence[str], step: float) -> str:
    first = min(int(step), len(colours) - 2)
    return _mixed(colours[first], colours[first + 1], step - first)
