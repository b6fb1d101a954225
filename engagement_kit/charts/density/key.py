"""The key of a density chart, beside the plane or below it."""

from __future__ import annotations

from matplotlib.figure import Figure

from engagement_kit.charts.density.bands import band_look, line_look
from engagement_kit.charts.density.named import halo_look, named_look
from engagement_kit.charts.density.plane import (
    PANEL,
    RIGHT,
    Plane,
    foot_height,
    left_of_axes,
)
from engagement_kit.charts.density.shades import Scale, bar_height, draw_bar
from engagement_kit.charts.density.shown import Shown, number
from engagement_kit.charts.paper import legend
from engagement_kit.charts.paper.fonts import font
from engagement_kit.charts.paper.sheet import Sheet
from engagement_kit.charts.paper.text import LEADING, wrap
from engagement_kit.charts.paper.theme import Theme, points
from engagement_kit.charts.words import percent, score

__all__ = ["draw_key_below", "draw_key_beside", "key_height", "make_room_below"]

_MARGIN, _GUTTER, _COLUMN = 4.0, 10.0, 108.0  # around and between columns below the plane
_LONGEST = 128.0  # of the bar
_AFTER = 6.0


def draw_key_beside(plane: Plane, scale: Scale, unnamed: int) -> None:
    """Shades, then everything else, beside the plane."""
    sheet = plane.sheet
    # Where the language runs from the right the key stands left of the axis and its numbers.
    x = sheet.width + (36.0 if sheet.is_mirrored else 12.0)
    y = _draw_shades(sheet, plane.shown, scale, x, 2.0, PANEL)
    entries = _entries(plane.shown, plane.theme, unnamed, has_bands=plane.band > 0)
    legend.draw_column(sheet, x, y, PANEL, plane.shown.words("status.heading"), entries)


def draw_key_below(plane: Plane, scale: Scale, unnamed: int) -> None:
    """Shades and the rest beside one another, or below one another on a narrow sheet."""
    sheet, shown, theme = plane.sheet, plane.shown, plane.theme
    width = _sheet_width(theme)
    before = RIGHT if sheet.is_mirrored else left_of_axes(shown, theme, sheet.height)
    x, y = _MARGIN - before, sheet.height + foot_height(shown, theme, sheet.width)
    first, second = _widths(width)
    foot = _draw_shades(sheet, shown, scale, x, y, first)
    if _is_wide(width):
        x += first + _GUTTER
    else:
        y = foot
    entries = _entries(shown, theme, unnamed, has_bands=plane.band > 0)
    legend.draw_column(sheet, x, y, second, shown.words("status.heading"), entries)


def key_height(shown: Shown, theme: Theme, unnamed: int, *, has_bands: bool) -> float:
    """Room that :func:`draw_key_below` needs, in sheet points."""
    lang, width = shown.framework.lang, _sheet_width(theme)
    first, second = _widths(width)
    heading = shown.words("status.heading")
    entries = _entries(shown, theme, unnamed, has_bands=has_bands)
    heights = [
        _shades_height(shown, theme, first),
        legend.column_height(lang, theme, second, heading, entries),
    ]
    return (max(heights) if _is_wide(width) else sum(heights)) + _MARGIN


def make_room_below(plane: Plane, height: float) -> None:
    """Make the figure higher below its axes, which stay where and as they are."""
    ax, figure = plane.sheet.ax, plane.sheet.ax.get_figure(root=True)
    if not isinstance(figure, Figure):
        raise TypeError("the axes belong to no figure")
    wide, high = figure.get_size_inches()
    more = height * plane.theme.unit / 72
    place, part = ax.get_position(), high / (high + more)
    figure.set_size_inches(wide, high + more)
    ax.set_position((place.x0, 1 - (1 - place.y0) * part, place.width, place.height * part))


def _draw_shades(
    sheet: Sheet, shown: Shown, scale: Scale, x: float, y: float, width: float
) -> float:
    """Heading, bar and what a cell is."""
    size = sheet.theme.small
    heading, remark = _shade_lines(shown, sheet.theme, width)
    y = sheet.paragraph(x, y, heading, size=size, bold=True) + 2.0
    y = draw_bar(sheet, x, y, min(width, _LONGEST), scale)
    return sheet.paragraph(x, y, remark, size=size) + _AFTER


def _shades_height(shown: Shown, theme: Theme, width: float) -> float:
    heading, remark = _shade_lines(shown, theme, width)
    lines = (len(heading) + len(remark)) * theme.small * LEADING
    return lines + 2.0 + bar_height(theme) + _AFTER


def _shade_lines(shown: Shown, theme: Theme, width: float) -> tuple[list[str], list[str]]:
    letters = (shown.framework.lang, theme.small)
    heading = wrap(shown.words(f"density.shades.{shown.shades}"), font(*letters, bold=True), width)
    told = [shown.words("density.cell")]
    if shown.only:
        told.insert(0, shown.words("density.only", groups=shown.groups))
    return heading, [line for one in told for line in wrap(one, font(*letters), width)]


def _entries(shown: Shown, theme: Theme, unnamed: int, *, has_bands: bool) -> list[legend.Entry]:
    """Statuses, named cases, bands where they are drawn, and thresholds."""
    words = shown.words
    entries = [
        legend.remark(words(f"status.{status}", n=number(shown.statuses[status])))
        for status in ("settled", "open")
    ]
    entries.append(legend.remark(_missing(shown)))
    entries += _named_entries(shown, theme, unnamed)
    if has_bands:
        entries += _band_entries(theme, shown)
    line = legend.line(10, edgecolor=theme.grey)
    return [*entries, legend.Entry(line, _threshold(shown))]


def _missing(shown: Shown) -> str:
    least = percent(shown.words, float(shown.tally.parameters.get("min_known", 0.5)))
    why = shown.words("status.not_placed_why", share=least)
    count = shown.words("status.not_placed", n=number(shown.statuses["not_placed"]))
    return f"{count}: {why}"


def _named_entries(shown: Shown, theme: Theme, unnamed: int) -> list[legend.Entry]:
    words, found = shown.words, []
    for status in ("settled", "open"):
        count = int((shown.named["status"] == status).sum()) if len(shown.named) else 0
        if count:
            told = words(f"density.named.{status}", n=count)
            found.append(legend.Entry(_mark(theme, status), told))
    if found:
        told = words("density.named.bounds")
        found.append(legend.Entry(legend.cross(edgecolor=theme.ink), told))
    if unnamed:
        found.append(legend.remark(words("density.named.unnamed", n=unnamed)))
    if shown.unplaced:
        names = words("list.separator").join(shown.unplaced)
        found.append(legend.remark(words("density.named.unplaced", names=names)))
    return found


def _mark(theme: Theme, status: str) -> legend.Draw:
    def draw(sheet: Sheet, x: float, y: float) -> object:
        sheet.marks([(x, y)], **halo_look(theme))
        return sheet.marks([(x, y)], **named_look(theme, status))

    return draw


def _band_entries(theme: Theme, shown: Shown) -> list[legend.Entry]:
    """The line of shares and the band of its readings."""
    stroke = line_look(theme)
    line = legend.line(10, edgecolor=stroke["color"], linewidth=stroke["linewidth"])
    area = legend.area(10, 6, facecolor=band_look(theme)["facecolor"])
    told = shown.words
    return [
        legend.Entry(line, told("density.share")),
        legend.Entry(area, told("density.band")),
    ]


def _threshold(shown: Shown) -> str:
    tally = shown.tally
    rule = tally.parameters.get("threshold_rule", "fixed")
    kind = rule if rule != "fixed" else tally.parameters.get("threshold_status", "authored")
    values = dict.fromkeys([score(tally.x_threshold), score(tally.y_threshold)])
    return shown.words(f"threshold.{kind}", value=" / ".join(values))


def _sheet_width(theme: Theme) -> float:
    return points(theme.width) / theme.unit - 2 * _MARGIN


def _is_wide(width: float) -> bool:
    """Whether two columns fit beside one another."""
    return width >= 2 * _COLUMN + _GUTTER


def _widths(width: float) -> tuple[float, float]:
    """Widths of the column of shades and of that of everything else."""
    if not _is_wide(width):
        return width, width
    shades = max(_COLUMN, (width - _GUTTER) * 0.42)
    return shades, width - _GUTTER - shades
