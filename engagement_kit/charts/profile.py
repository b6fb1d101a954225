"""How a group's answers are spread over an ordered scale: bars on both sides of its middle."""

from __future__ import annotations

import math
from dataclasses import dataclass

from matplotlib.axes import Axes

from engagement_kit.assess import Levels, StagePlacements
from engagement_kit.charts import legend
from engagement_kit.charts.level_grid import item_label
from engagement_kit.charts.recipe import Recipe, remember
from engagement_kit.charts.results import in_language
from engagement_kit.charts.shares import Bar, Shares, count_shares
from engagement_kit.charts.sheet import Look, Sheet, full_width, open_sheet, size_of
from engagement_kit.charts.telling.profile import describe_profile
from engagement_kit.charts.text import isolate, shorten
from engagement_kit.charts.theme import DEFAULT, Theme, drawing, paler
from engagement_kit.charts.words import percent
from engagement_kit.frameworks import Framework

__all__ = ["draw_profile"]

_BAR, _ROW, _BETWEEN, _HEAD, _KEY = 8.0, 10.0, 5.0, 26.0, 34.0
_ITEMS, _GROUPS, _COUNT, _UNKNOWN = 112.0, 62.0, 24.0, 62.0
FEW = 5  # known answers below which shares say little
_FADED = 0.55
_STEP = 0.25  # between the lines that mark shares


@dataclass(frozen=True)
class _Scale:
    """Where shares lie: ``zero`` is the middle of the scale, ``unit`` the width of 100 per cent."""

    zero: float
    unit: float
    low: float
    high: float
    unknown: float

    def at(self, share: float) -> float:
        return self.zero + share * self.unit


def draw_profile(
    levels: Levels | StagePlacements,
    framework: Framework | None = None,
    *,
    ax: Axes | None = None,
    lang: str | None = None,
    by: str | None = "kind",
    theme: Theme = DEFAULT,
) -> Axes:
    """Axes with one bar an item and group, its answers stacked around the middle of the scale.

    The lower half of the scale lies before the middle line, the upper half behind it; a middle
    answer lies across. Lengths are shares of the known answers, numbers are cases; bars of fewer
    than five known answers are pale. What is unknown has a bar of its own beside them, as a share
    of all cases to which the item applies. The axes' data coordinates are points of 1/72 inch.

    Parameters
    ----------
    levels : Levels or StagePlacements
        Of placements, the stages of their dimensions are drawn.
    framework : Framework, optional
        Gives the words; the framework of the levels if left out.
    ax : Axes, optional
        Draw here. Without it a new figure is made, which pyplot does not know.
    lang : str, optional
        Language of the chart; the framework's if left out.
    by : str or None
        Column of the table that names the groups.
    theme : Theme
        Sizes and colours.

    Raises
    ------
    WrongKind
        ``levels`` are something else.
    UnknownId
        No such column, or the framework does not have the language.
    MissingGlyph
        A text holds a character that no font of the charts can draw.
    """
    shares = count_shares(levels, in_language(levels, framework, lang), by, theme)
    with drawing(theme):
        width = size_of(ax, theme)[0] if ax else full_width(theme)
        body = len(shares.items) * (_ROW * max(len(shares.groups), 1) + _BETWEEN)
        sheet = open_sheet(ax, shares.framework.lang, theme, width, _HEAD + body + _KEY)
        squeeze = (sheet.height - _HEAD - _KEY) / body if body else 1.0
        scale = _make_scale(shares, sheet)
        _draw_scale(sheet, shares, scale)
        _draw_bars(sheet, shares, scale, min(squeeze, 1.0))
        _draw_key(sheet, shares)
        if not shares.rows:
            sheet.note_empty(shares.words("empty"), _HEAD, sheet.height - _KEY)
    recipe = Recipe("profile", levels, shares.framework, {"by": by})
    return remember(sheet.ax, recipe, describe_profile(levels, shares.framework, by=by))


def _make_scale(shares: Shares, sheet: Sheet) -> _Scale:
    """As much room on each side of the middle as the longest bar there needs, in whole steps."""
    reaches = [bar.reach() for bar in shares.bars] or [(0.0, 0.0)]
    low, high = (
        max(math.ceil(max(reach[side] for reach in reaches) / _STEP - 1e-9), 1) * _STEP
        for side in (0, 1)
    )
    start = _ITEMS + _GROUPS + _COUNT
    unit = (sheet.width - start - _UNKNOWN - 22) / (low + high)
    return _Scale(start + low * unit, unit, low, high, sheet.width - _UNKNOWN)


def _draw_scale(sheet: Sheet, shares: Shares, scale: _Scale) -> None:
    """Lines at every quarter, counted from the middle, and the heads of the columns."""
    theme, words = sheet.theme, shares.words
    foot, size = sheet.height - _KEY, theme.least
    steps = range(-round(scale.low / _STEP), round(scale.high / _STEP) + 1)
    for step in steps:
        x = scale.at(step * _STEP)
        strong = (
            {"edgecolor": theme.grey}
            if step == 0
            else {"edgecolor": theme.pale, "linewidth": theme.hair}
        )
        sheet.line([(x, _HEAD - 4), (x, foot)], zorder=2 if step == 0 else 0, **strong)
        label = percent(words, abs(step * _STEP))
        sheet.text(x, _HEAD - 9, label, size=size, side="middle", colour=theme.grey)
    for share in (0.0, 0.5, 1.0):
        x = scale.unknown + share * (_UNKNOWN - 12)
        sheet.line(
            [(x, _HEAD - 4), (x, foot)], edgecolor=theme.pale, linewidth=theme.hair, zorder=0
        )
        sheet.text(x, _HEAD - 9, percent(words, share), size=size, side="middle", colour=theme.grey)
    sheet.text(
        scale.at((scale.high - scale.low) / 2),
        5,
        words("profile.known"),
        size=theme.small,
        side="middle",
    )
    sheet.text(
        scale.unknown + (_UNKNOWN - 12) / 2,
        5,
        words("profile.unknown"),
        size=theme.small,
        side="middle",
    )
    known = shorten(words("profile.n_heading"), sheet.font(size), _GROUPS + _COUNT - 8)
    sheet.text(_ITEMS + _GROUPS + _COUNT - 6, 5, known, size=size, side="end", colour=theme.grey)


def _draw_bars(sheet: Sheet, shares: Shares, scale: _Scale, squeeze: float) -> None:
    """Items below one another, the groups of each close together."""
    y, row = _HEAD, _ROW * squeeze
    for item in shares.items:
        bars = [bar for bar in shares.bars if bar.item == item]
        lines = sheet.wrapped(item_label(shares.framework, item), _ITEMS - 6)
        top = y + (row * len(bars) - len(lines) * sheet.theme.text * 1.22) / 2
        for place, line in enumerate(lines):
            at = top + place * sheet.theme.text * 1.22
            sheet.text(0, at, line, level="top", gid=f"item:{item}")
        for bar in bars:
            _draw_bar(sheet, bar, scale, y + (row - _BAR * squeeze) / 2, _BAR * squeeze)
            y += row
        y += _BETWEEN * squeeze


def _draw_bar(sheet: Sheet, bar: Bar, scale: _Scale, y: float, height: float) -> None:
    theme, middle = sheet.theme, y + height / 2
    name = shorten(bar.group.label, sheet.font(theme.small), _GROUPS - 10)
    sheet.marks(
        [(_ITEMS + 2, middle)], marker=bar.group.marker, color=bar.group.colour, markersize=3.4
    )
    sheet.text(_ITEMS + 8, middle, name, size=theme.small)
    x = _ITEMS + _GROUPS + _COUNT - 6
    sheet.text(
        x, middle, str(bar.known), size=theme.small, side="end", gid=f"n:{bar.item}:{bar.group.id}"
    )
    fade = _FADED if bar.known < FEW else 0.0
    shades = [paler(shade, fade) for shade in theme.diverging(len(bar.counts))]
    place = scale.at(-bar.reach()[0])
    for rank, count in enumerate(bar.counts):
        long = scale.unit * count / bar.known if bar.known else 0.0
        gid = f"share:{bar.item}:{bar.group.id}:{rank}"
        sheet.rectangle(place, y, long, height, facecolor=shades[rank], zorder=1, gid=gid)
        if count and long > sheet.measure(str(count), size=theme.least) + 2.5:
            is_dark = rank in {0, len(bar.counts) - 1} and not fade
            colour = theme.paper if is_dark else theme.ink
            sheet.text(
                place + long / 2,
                middle,
                str(count),
                size=theme.least,
                side="middle",
                colour=colour,
                zorder=3,
            )
        place += long
    _draw_unknown(sheet, bar, scale, y, height)


def _draw_unknown(sheet: Sheet, bar: Bar, scale: _Scale, y: float, height: float) -> None:
    """A hatched bar on a scale of its own: unknown answers never lengthen the others."""
    total, theme = bar.known + bar.unknown, sheet.theme
    if not total or not bar.unknown:
        return
    long = (_UNKNOWN - 12) * bar.unknown / total
    look: Look = {
        "facecolor": theme.paper,
        "edgecolor": theme.grey,
        "hatch": "//////",
        "linewidth": theme.hair,
    }
    sheet.rectangle(
        scale.unknown, y + 0.8, long, height - 1.6, gid=f"unknown:{bar.item}:{bar.group.id}", **look
    )
    count = isolate(str(bar.unknown), "ltr")
    sheet.text(scale.unknown + long + 2, y + height / 2, count, size=theme.least, colour=theme.grey)


def _draw_key(sheet: Sheet, shares: Shares) -> None:
    theme = sheet.theme
    labels = shares.answer_labels
    entries = [
        legend.Entry(legend.area(11, facecolor=shade), label, 11)
        for label, shade in zip(labels, theme.diverging(len(labels)), strict=True)
    ]
    hatched: Look = {
        "facecolor": theme.paper,
        "edgecolor": theme.grey,
        "hatch": "//////",
        "linewidth": theme.hair,
    }
    entries.append(legend.Entry(legend.area(11, **hatched), shares.words("level.unknown"), 11))
    y = legend.draw_row(sheet, 0, sheet.height - _KEY + 6, sheet.width, entries)
    groups = legend.group_entries(
        shares.groups, lambda g: shares.words("group.size", group=g.label, n=g.size)
    )
    if any(0 < bar.known < FEW for bar in shares.bars):
        groups.append(legend.remark(shares.words("profile.few", n=FEW)))
    legend.draw_row(sheet, 0, y, sheet.width, groups)
