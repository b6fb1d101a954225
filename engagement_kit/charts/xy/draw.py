"""The XY plot: every case in a condition and in an outcome, with what speaks against a relation."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes

from engagement_kit.charts.paper import legend
from engagement_kit.charts.paper.key_flow import draw_flow, lay_flow
from engagement_kit.charts.paper.labels import Floats
from engagement_kit.charts.paper.sheet import Look
from engagement_kit.charts.paper.text import shorten
from engagement_kit.charts.paper.theme import DEFAULT, Theme, drawing
from engagement_kit.charts.recipe import Recipe, remember
from engagement_kit.charts.xy.names import Named, draw_names, place_names
from engagement_kit.charts.xy.plane import Plane, lay_plane
from engagement_kit.charts.xy.plot import Plot, gather_plot, look_of
from engagement_kit.charts.xy.tell import describe_plot
from engagement_kit.compare import Relation
from engagement_kit.frameworks import Framework

__all__ = ["draw_xy"]

_TICKS = (0.0, 0.5, 1.0)


def draw_xy(
    found: Relation,
    framework: Framework | None = None,
    *,
    ax: Axes | None = None,
    lang: str | None = None,
    names: Mapping[str, str] | None = None,
    label: bool = True,
    key: bool = True,
    theme: Theme = DEFAULT,
) -> Axes:
    """Axes with every case at its memberships in a condition and in an outcome.

    The diagonal parts the cases that agree with the relation from those that do not: sufficiency
    has its cases above it, necessity below. Thin lines at .5 part what is in a set from what is
    out. The shape of a mark says what a case is: typical, deviant for consistency, deviant for
    coverage, irrelevant, or at .5. Marks that would hide one another are moved apart by the width
    of a mark, never over a line at .5. Inclusion, PRI or RoN, and coverage stand above. The axes'
    data coordinates are points of 1/72 inch, times the theme's unit.

    Parameters
    ----------
    found : Relation
        From :func:`relation`.
    framework : Framework, optional
        Only its language counts: that of the words, if ``lang`` is left out.
    ax : Axes, optional
        Draw here. Without it a new figure is made, which pyplot does not know.
    lang : str, optional
        Language of the chart.
    names : mapping of case id to name, optional
        Names to use instead of the cases' own.
    label : bool
        Whether cases are named: all of up to 60, of more the 40 that speak most against the
        relation, each as far as there is room. The key says how many are.
    key : bool
        Whether the key is drawn: beside the plane, or below it where the sheet is narrow.
    theme : Theme
        Sizes and colours.

    Raises
    ------
    WrongKind
        ``found`` is something else.
    UnknownId
        There are no words in this language.
    MissingGlyph
        A text holds a character that no font of the charts can draw.

    Examples
    --------
    >>> import pandas as pd
    >>> from engagement_kit import draw_xy, relation
    >>> table = pd.DataFrame({"A": [0.9, 0.7, 0.2], "Y": [1, 0.3, 0.6]}, index=["a", "b", "c"])
    >>> "Cases deviant for consistency: b." in draw_xy(relation(table, "A", "Y")).alt_text
    True
    """
    plot = gather_plot(found, framework, lang, names)
    with drawing(theme):
        # How many are named is known last; until then the key has room to say it.
        most = len(plot.rows) - 1 if label else 0
        whole = key_entries(plot, theme, most) if key else []
        plane = lay_plane(plot, ax, theme, whole)
        marks, named = _placed(plane, plot, label=label)
        entries = key_entries(plot, theme, len(named.names)) if key else []
        if ax is None and len(entries) < len(whole):  # no room stays empty for what is not said
            closer = lay_plane(plot, ax, theme, entries)
            again = _placed(closer, plot, label=label)
            if len(again[1].names) == len(named.names):
                plane, (marks, named) = closer, again
        _draw_frame(plane, plot)
        _draw_marks(plane, plot, marks)
        draw_names(plane, named)
        if not len(plot.rows):
            plane.sheet.note_empty(plot.words("empty"), plane.top, plane.bottom)
        if key:
            flow = lay_flow(plot.words.lang, theme, plane.key_width, entries)
            draw_flow(plane.sheet, *plane.key_place, flow)
    options = {"names": names, "label": label, "key": key}
    recipe = Recipe("xy", found, plot.framework, options, plot.words.lang)
    return remember(plane.sheet.ax, recipe, describe_plot(plot))


def _placed(plane: Plane, plot: Plot, *, label: bool) -> tuple[Floats, Named]:
    """Marks moved apart, and names beside them."""
    size = plot.marker(plane.sheet.theme)
    marks = plane.moved_apart(plot.rows[["x", "y"]].to_numpy(float), size)
    return marks, place_names(plane, plot.rows if label else plot.rows[:0], marks, size)


def key_entries(plot: Plot, theme: Theme, named: int) -> list[legend.Entry]:
    """What the marks mean with the number of each, and how many are named."""
    size: Look = {"markersize": plot.marker(theme)}
    entries = [
        legend.Entry(
            legend.mark(**_shape(look_of(group, theme) | size)),
            _held(plot.words(f"xy.{group}", n=n)),
        )
        for group, n in plot.sizes.items()
    ]
    entries.append(
        legend.Entry(
            legend.line(edgecolor=theme.grey), plot.words(f"xy.diagonal.{plot.found.relation}")
        )
    )
    if named and named < len(plot.rows):
        entries.append(legend.remark(plot.words("xy.named", n=named, all=len(plot.rows))))
    if dropped := len(plot.found.parameters["dropped"]):
        entries.append(legend.remark(plot.words("xy.dropped", n=dropped)))
    return entries


def _held(words: str) -> str:
    """The words; a number is not parted from what it counts."""
    return words.replace(" = ", "\u00a0=\u00a0")


def _shape(look: Look) -> Look:
    return {("shape" if name == "marker" else name): value for name, value in look.items()}


def _draw_frame(plane: Plane, plot: Plot) -> None:
    """Square, middle lines, diagonal, numbers, titles and the parameters of fit."""
    sheet, theme = plane.sheet, plane.sheet.theme
    ends = (plane.on_sheet(0, 0), plane.on_sheet(plane.side, plane.side))
    (x0, y0), (x1, y1) = ends
    corners = [(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)]
    sheet.line(corners, edgecolor=theme.pale, zorder=1)
    half, side = plane.side / 2, plane.side
    middles = [((half, 0.0), (half, side)), ((0.0, half), (side, half))]
    dashed = [(plane.on_sheet(*a), plane.on_sheet(*b)) for a, b in middles]
    sheet.lines(dashed, colors=theme.grey, linestyles="dashed", zorder=1, gid="middle")
    diagonal = ((plane.across(0), plane.down(0)), (plane.across(1), plane.down(1)))
    sheet.lines([diagonal], colors=theme.grey, linewidths=theme.line, zorder=1, gid="diagonal")
    small: Look = {"size": theme.small, "colour": theme.grey}
    for tick in _TICKS:
        sheet.text(plane.across(tick), plane.bottom + 6, f"{tick:g}", side="middle", **small)
        number = sheet.text(sheet.across(plane.left - 3), plane.down(tick), f"{tick:g}", **small)
        number.set_horizontalalignment("right")
    sheet.paragraph(plane.start, 0, plane.head)
    _draw_titles(plane, plot)


def _draw_titles(plane: Plane, plot: Plot) -> None:
    sheet, words = plane.sheet, plot.words
    letters = sheet.font()
    middle, y = sheet.across(plane.left + plane.side / 2), plane.bottom + 11.0
    head = shorten(words("xy.axis.condition"), letters, plane.side)
    y = sheet.paragraph(middle, y, [head], side="middle")
    sheet.paragraph(middle, y, plane.foot, bold=True, side="middle")
    upright = shorten(words("xy.axis.outcome", outcome=plot.outcome), letters, plane.side)
    x = sheet.across(plane.left - 21.0)
    length = sheet.measure(upright)
    sheet.upright(x, plane.bottom - (plane.side - length) / 2, upright)


def _draw_marks(plane: Plane, plot: Plot, marks: Floats) -> None:
    sheet, theme = plane.sheet, plane.sheet.theme
    for group in plot.sizes:
        chosen = np.flatnonzero((plot.rows["group"] == group).to_numpy())
        places = [plane.on_sheet(*marks[place]) for place in chosen]
        look = look_of(group, theme) | {"markersize": plot.marker(theme)}
        sheet.marks(places, **look, zorder=2.6, gid=f"cases:{group}")
