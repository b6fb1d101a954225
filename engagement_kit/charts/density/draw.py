"""Any number of cases on two axes: shades for how many, few of them by name."""

from __future__ import annotations

from collections.abc import Mapping

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from engagement_kit.assess import QuadrantPlacements, QuadrantTally
from engagement_kit.charts.density.bands import draw_bands
from engagement_kit.charts.density.key import (
    draw_key_below,
    draw_key_beside,
    key_height,
    make_room_below,
)
from engagement_kit.charts.density.named import draw_named
from engagement_kit.charts.density.plane import Plane, axis_title, is_key_beside, lay_plane
from engagement_kit.charts.density.shades import draw_cells, shade_scale
from engagement_kit.charts.density.shown import Shades, gather, share
from engagement_kit.charts.density.tell import describe_shown
from engagement_kit.charts.paper.sheet import Look
from engagement_kit.charts.paper.text import LEADING, shorten, text_width
from engagement_kit.charts.paper.theme import DEFAULT, Theme, drawing
from engagement_kit.charts.recipe import Recipe, remember
from engagement_kit.frameworks import Framework

__all__ = ["draw_density"]

_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)


def draw_density(
    tally: QuadrantTally,
    framework: Framework | None = None,
    *,
    ax: Axes | None = None,
    lang: str | None = None,
    named: QuadrantPlacements | None = None,
    only: Mapping[str, str] | None = None,
    shades: Shades = "log",
    bands: bool = True,
    key: bool = True,
    theme: Theme = DEFAULT,
) -> Axes:
    """Axes with the exact distribution of any number of cases over two axes and four quadrants.

    Each cell of the grid of scores is as dark as it holds case-waves; nothing is sampled and no
    kernel smooths. A cell begins at its score and ends below the next one, so that it lies in one
    quadrant. Above and right of the plane a line gives the share of placed case-waves at or above
    each score; the band around it counts every unknown answer once as the lowest and once as the
    highest. A few cases may stand on top by name, each in the middle of its cell, or beside it
    where marks would hide one another.

    Parameters
    ----------
    tally : QuadrantTally
        From :func:`tally_quadrants`, of placements or of a table of answers on any engine.
    framework : Framework, optional
        Gives the words; the framework of the tally if left out.
    ax : Axes, optional
        Draw here. Without it a new figure is made, which pyplot does not know.
    lang : str, optional
        Language of the chart; the framework's if left out.
    named : QuadrantPlacements, optional
        Up to 60 cases, placed by the same thresholds, that are drawn and named on top.
    only : mapping of column to group, optional
        Groups of a tally that was made ``by`` these columns; all groups together if left out.
    shades : {"log", "linear"}
        Whether shades follow the logarithm of the number, which shows the few beside the many, or
        the number itself.
    bands : bool
        Whether the shares are drawn along the plane.
    key : bool
        Whether the key is drawn: beside the plane, or below it where the theme is narrow.
    theme : Theme
        Sizes and colours.

    Raises
    ------
    WrongKind
        ``tally`` is something else; ``named`` are no such placements, too many, or placed by other
        thresholds.
    UnknownId
        No such group or kind of shades, or the framework does not have the language.
    MissingGlyph
        A text holds a character that no font of the charts can draw.
    """
    shown = gather(tally, framework, lang, named=named, only=only, shades=shades)
    scale = shade_scale(shown, theme)
    with drawing(theme):
        below = 0.0
        if key and not is_key_beside(theme):
            most = int(len(shown.named) > 0)
            below = key_height(shown, theme, unnamed=most, has_bands=bands)
        plane = lay_plane(shown, ax, theme, bands=bands, key=key, below=below)
        _draw_frame(plane)
        draw_cells(plane, scale)
        _draw_thresholds(plane)
        _name_quadrants(plane)
        draw_bands(plane)
        unnamed = draw_named(plane)
        if not shown.grid.n and shown.named.empty:  # else names stand where the note would
            plane.sheet.note_empty(shown.words("empty"))
        if key and is_key_beside(theme):
            draw_key_beside(plane, scale, unnamed)
        elif key:
            if ax is None:
                make_room_below(plane, key_height(shown, theme, unnamed, has_bands=bands))
            draw_key_below(plane, scale, unnamed)
    options = {"named": named, "only": only, "shades": shades, "bands": bands, "key": key}
    recipe = Recipe("density", shown.tally, shown.framework, options)
    return remember(plane.sheet.ax, recipe, describe_shown(shown))


def _draw_frame(plane: Plane) -> None:
    """The edge of the plane, numbers and names of the axes."""
    sheet, theme, shown = plane.sheet, plane.theme, plane.shown
    ax, unit, line = sheet.ax, theme.unit, theme.line * theme.unit
    ax.spines[:].set_visible(False)
    ax.patch.set_visible(False)
    frame = Rectangle((0, plane.top), plane.wide, plane.high, facecolor=theme.paper, zorder=0)
    frame.set(transform=sheet.transform, edgecolor=theme.pale, linewidth=line, clip_on=False)
    ax.add_artist(frame)
    letters = sheet.letters(theme.small)
    sides = (
        (ax.xaxis, shown.tally.x_axis, sheet.width),
        (ax.yaxis, shown.tally.y_axis, sheet.height),
    )
    for axis, name, room in sides:
        texts = [f"{tick:g}" for tick in _TICKS]
        axis.set_ticks(_TICKS, texts, fontproperties=letters, color=theme.grey)
        axis.set_tick_params(length=2.5 * unit, width=line, color=theme.pale, pad=2 * unit)
        title = "\n".join(axis_title(shown, theme, name, room))
        axis.set_label_text(title, fontproperties=sheet.letters(), color=theme.ink)
        axis.labelpad = 3 * unit
    ax.xaxis.label.set_x(_middle(plane, shown.tally.x_axis, plane.wide, sheet.width))
    ax.yaxis.label.set_y(_middle(plane, shown.tally.y_axis, plane.high, sheet.height))


def _middle(plane: Plane, axis: str, side: float, whole: float) -> float:
    """Where the name of an axis is centred: on the plane, or on all there is if it is longer."""
    fits = len(axis_title(plane.shown, plane.theme, axis, side)) == 1
    return (side if fits else whole) / 2 / whole


def _draw_thresholds(plane: Plane) -> None:
    """Lines where high begins, over the plane and its bands."""
    sheet, theme, grid = plane.sheet, plane.theme, plane.shown.grid
    x, y = float(plane.x(grid.x.threshold)), float(plane.y(grid.y.threshold))
    upright = ((sheet.across(x), 0.0), (sheet.across(x), sheet.height))
    level = ((sheet.across(0.0), y), (sheet.across(sheet.width), y))
    pairs = [upright, level]
    sheet.lines(pairs, colors=theme.grey, linewidths=theme.line, zorder=2.2, gid="thresholds")


def _name_quadrants(plane: Plane) -> None:
    """Name, share and share settled of each quadrant, in its outer corner."""
    shown, theme = plane.shown, plane.theme
    part = shown.framework.only_part("quadrant", shown.tally.part)
    for cell in part.cells:
        is_right = cell.levels[shown.tally.x_axis] == "high"
        is_top = cell.levels[shown.tally.y_axis] == "high"
        y = plane.top + 3.0 if is_top else plane.sheet.height - plane.corner + 1.0
        for words, look in _told(plane, cell.id):
            _in_corner(plane, y, words, is_right=is_right, look=look)
            y += theme.heading * 1.3 if look["size"] == theme.heading else theme.small * LEADING


def _told(plane: Plane, cell: str) -> list[tuple[str, Look]]:
    """What stands in the corner of a quadrant, with its looks."""
    shown, theme = plane.shown, plane.theme
    words, row = shown.words, shown.quadrants.loc[cell]
    room, small = plane.wide / 2 - 5, plane.sheet.font(theme.small)
    name, size = _name(plane, cell, room)
    part = share(words, row["n"], shown.grid.n)
    settled = words("density.settled", share=share(words, row["settled"], shown.grid.n))
    grey: Look = {"size": theme.small, "colour": theme.grey}
    lines: list[tuple[str, Look]] = [
        (name, {"size": size, "bold": True, "gid": f"cell:{cell}"}),
        (shorten(part, small, room), {"size": theme.small, "gid": f"part:{cell}"}),
    ]
    return lines if plane.is_narrow else [*lines, (shorten(settled, small, room), grey)]


def _name(plane: Plane, cell: str, half: float) -> tuple[str, float]:
    """The name of a quadrant and its size: small where one of the four is too long for half.

    A name that is too long then takes what the name beside it leaves.
    """
    shown, theme, sheet = plane.shown, plane.theme, plane.sheet
    cells = shown.framework.only_part("quadrant", shown.tally.part).cells
    names = {one.id: shown.framework.label(one.id) for one in cells}
    large = sheet.font(theme.heading, bold=True)
    is_large = all(text_width(name, large) <= half for name in names.values())
    size = theme.heading if is_large and not plane.is_narrow else theme.small
    letters = sheet.font(size, bold=True)
    level = {one.id: one.levels[shown.tally.y_axis] for one in cells}
    beside = [name for one, name in names.items() if one != cell and level[one] == level[cell]]
    taken = max((min(text_width(name, letters), half) for name in beside), default=half)
    return shorten(names[cell], letters, max(half, plane.wide - 14 - taken)), size


def _in_corner(plane: Plane, y: float, words: str, *, is_right: bool, look: Look) -> None:
    """A line at the left or the right edge of the plane, whichever way the language runs."""
    sheet = plane.sheet
    x = sheet.across(plane.wide - 4 if is_right else 4)
    side = "end" if is_right != sheet.is_mirrored else "start"
    text = sheet.text(x, y, words, side=side, level="top", **look)  # type: ignore[arg-type]
    # No threshold runs through words.
    text.set_bbox({"facecolor": plane.theme.paper, "edgecolor": "none", "pad": 0.6})
