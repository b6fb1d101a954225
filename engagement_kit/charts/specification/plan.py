"""Where everything on a specification curve stands: sheet, columns, heights, rows and key."""

from __future__ import annotations

import math
from dataclasses import dataclass

from matplotlib.axes import Axes

from engagement_kit.charts.paper.fonts import font
from engagement_kit.charts.paper.key_flow import Flow, lay_flow
from engagement_kit.charts.paper.sheet import MARGIN, Sheet, full_width, open_sheet, size_of
from engagement_kit.charts.paper.text import LEADING, text_width, wrap
from engagement_kit.charts.paper.theme import Theme, points
from engagement_kit.charts.specification.curve import Band, Curve, chosen_columns
from engagement_kit.charts.specification.key import key_entries

__all__ = ["GAP", "HEADING", "Plan", "lay_plan"]

_MEANS = 26.0  # room of the column of means, at the end
_PANEL, _LEAST_PANEL = 120.0, 44.0  # height of the upper panel
HEADING, GAP = 11.0, 7.0  # height of a decision's name; between the blocks of the chart
_ROW, _LEAST_ROW = 8.6, 7.4
_NARROWEST, _WIDEST = 0.42, 14.0  # a column: 300 of them fit a page column of 90 mm
_NUMBERS, _SHARE = 26.0, 0.38
_WITH_MEANS = 215.0  # sheet points; below that there is no column of means
_PAGE = 240.0  # a figure is no higher than that, in millimetres, where the theme sets no limit
_EMPTY = 60.0


@dataclass(frozen=True)
class Plan:
    """A sheet with the places of everything on it; delta runs from ``least`` to ``most``.

    ``title`` is what is drawn, in lines, and how many specifications agree.
    """

    sheet: Sheet
    curve: Curve
    title: tuple[tuple[str, ...], tuple[str, ...]]
    columns: list[int]
    start: float
    pitch: float
    top: float
    panel: float
    row: float
    least: float
    most: float
    step: float
    bands: tuple[Band, ...]
    foot: float
    key: Flow
    has_means: bool

    @property
    def end(self) -> float:
        """Where the last column ends."""
        return self.start + len(self.columns) * self.pitch

    def across(self, place: int) -> float:
        """Middle of the column that is drawn in this place."""
        return self.start + (place + 0.5) * self.pitch

    def height(self, value: float) -> float:
        """Where a delta stands."""
        share = (value - self.least) / (self.most - self.least)
        return self.top + self.panel * (1 - share)

    @property
    def ticks(self) -> list[float]:
        """Values at the axis."""
        count = round((self.most - self.least) / self.step)
        return [self.least + place * self.step for place in range(count + 1)]


def lay_plan(curve: Curve, ax: Axes | None, theme: Theme, *, key: bool) -> Plan:
    """Make the sheet and find the place of everything."""
    lang = curve.framework.lang
    width, given = (full_width(theme), None) if ax is None else size_of(ax, theme)
    has_means = width >= _WITH_MEANS and bool(curve.bands)
    start = _label_column(curve, width, theme)
    room = width - start - (_MEANS if has_means else 2.0)
    columns, step = chosen_columns(curve, int(room / _NARROWEST))
    title, told = _title(curve, width, theme)
    head = (len(title) + len(told)) * theme.text * LEADING + GAP
    most = given or points(theme.height or _PAGE) / theme.unit - 2 * MARGIN
    bands = list(curve.bands)
    while True:
        flow = _flow(curve, theme, width, bands, (len(columns), step), key=key)
        below = flow.height + GAP if flow.entries else 0.0
        free = most - head - below - GAP
        panel, row = _heights(free, bands, is_fixed=given is not None)
        if panel >= _LEAST_PANEL or not bands:
            break
        bands.pop()  # they are sorted: the one that changes least goes first
    panel = max(panel, min(_LEAST_PANEL, free)) if len(curve.rows) else _EMPTY
    foot = head + panel + GAP + _rows_height(bands, row)
    sheet = open_sheet(ax, lang, theme, width, foot + below)
    pitch = min(room / max(len(columns), 1), _WIDEST)
    least, highest, tick = _scale(curve)
    return Plan(
        sheet=sheet,
        curve=curve,
        title=(tuple(title), tuple(told)),
        columns=columns,
        start=start,
        pitch=pitch,
        top=head,
        panel=panel,
        row=row,
        least=least,
        most=highest,
        step=tick,
        bands=tuple(bands),
        foot=foot,
        key=flow,
        has_means=has_means,
    )


def _flow(
    curve: Curve,
    theme: Theme,
    width: float,
    bands: list[Band],
    drawn: tuple[int, int],
    *,
    key: bool,
) -> Flow:
    """The key, which says too what is not drawn."""
    has_means = width >= _WITH_MEANS and bool(bands)
    entries = key_entries(curve, theme, bands, drawn, has_means=has_means) if key else []
    return lay_flow(curve.framework.lang, theme, width, entries)


def _title(curve: Curve, width: float, theme: Theme) -> tuple[list[str], list[str]]:
    """What is drawn, and how many agree, in lines."""
    if not len(curve.rows):
        return [], []
    letters = [font(curve.framework.lang, theme.text, bold=bold) for bold in (True, False)]
    return wrap(curve.title, letters[0], width), wrap(curve.agreement, letters[1], width)


def _label_column(curve: Curve, width: float, theme: Theme) -> float:
    """Room for the names of options, and for the numbers of the axis above them."""
    lang = curve.framework.lang
    faces = [font(lang, theme.least, bold=bold) for bold in (False, True)]
    labels = [(line.label, line.is_reference) for band in curve.bands for line in band.lines]
    widest = max((text_width(label, faces[is_bold]) for label, is_bold in labels), default=0.0)
    return max(min(widest + 12.0, width * _SHARE), _NUMBERS)


def _rows_height(bands: list[Band], row: float) -> float:
    return sum(HEADING + len(band.lines) * row for band in bands)


def _heights(free: float, bands: list[Band], *, is_fixed: bool) -> tuple[float, float]:
    """Height of the upper panel and of a row, within the height that is free."""
    panel = free - _rows_height(bands, _ROW)
    if panel >= _LEAST_PANEL:
        return (panel if is_fixed else min(panel, _PANEL)), _ROW
    return free - _rows_height(bands, _LEAST_ROW), _LEAST_ROW


def _scale(curve: Curve) -> tuple[float, float, float]:
    """The axis: from the least to the greatest bound, as far as the named size at least; a step."""
    size = float(curve.result.parameters["least_effect"])
    low = min(0.0, -size, *curve.rows["low"].dropna())
    high = max(0.0, size, *curve.rows["high"].dropna())
    step = 0.25 if high - low <= 1 else 0.5
    least, most = math.floor(low / step) * step, math.ceil(high / step) * step
    return max(least, -1.0), min(most, 1.0), step
