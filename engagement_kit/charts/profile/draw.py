"""How a group's answers are spread over an ordered scale: bars on both sides of its middle."""

from __future__ import annotations

from matplotlib.axes import Axes

from engagement_kit.assess import Levels, StagePlacements
from engagement_kit.charts.paper import legend
from engagement_kit.charts.paper.legend import row_height
from engagement_kit.charts.paper.sheet import (
    Look,
    Sheet,
    Side,
    full_height,
    full_width,
    open_sheet,
    size_of,
)
from engagement_kit.charts.paper.text import LEADING, isolate, shorten
from engagement_kit.charts.paper.theme import DEFAULT, Theme, drawing, paler
from engagement_kit.charts.profile.fit import (
    LEAST_ROW,
    STEP,
    Plan,
    Scale,
    make_scale,
    plan_profile,
)
from engagement_kit.charts.profile.shares import Bar, Shares, count_shares
from engagement_kit.charts.profile.tell import describe_profile
from engagement_kit.charts.recipe import Recipe, remember
from engagement_kit.charts.results import in_language
from engagement_kit.charts.words import percent
from engagement_kit.frameworks import Framework

__all__ = ["draw_profile"]

_Box = tuple[float, float, float, float]
_Pieces = dict[tuple[int, str], list[_Box]]  # places of answers by their rank and shade
FEW = 5  # known answers below which shares say little
_FADED = 0.55
_HEADING, _HEADS, _LABELS = 21.0, 9.0, 4.0  # above the bars: heads, labels and lines of the scale
_MARK = 12.0  # width of a column that has room for marks only
_HALF_LABELLED = 40.0  # length of the scale of unknown answers from which its half is labelled
_LEAST_STEP = 8.0  # between lines of the scale
_PAD, _LEAST_KEY = 6.0, 34.0  # above and below the key, and what it takes in any case


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
        size = size_of(ax, theme) if ax else (full_width(theme), full_height(theme))
        lang, key = shares.framework.lang, _key(shares, theme)
        foot = max(sum(row_height(lang, theme, size[0], one) for one in key) + 2 * _PAD, _LEAST_KEY)
        least = 1.0 if ax else LEAST_ROW
        plan = plan_profile(shares, theme, size[0], foot, size[1], least)
        sheet = open_sheet(ax, lang, theme, size[0], plan.height)
        scale = make_scale(shares, theme, plan.columns, sheet.width)
        end = sheet.height - foot
        _draw_scale(sheet, shares, plan, scale, end)
        _draw_bars(sheet, shares, plan, scale)
        y = end + _PAD
        for entries in key:
            y = legend.draw_row(sheet, 0, y, sheet.width, entries)
        if not shares.rows:
            sheet.note_empty(shares.words("empty"), plan.head, end)
    recipe = Recipe("profile", levels, shares.framework, {"by": by})
    return remember(sheet.ax, recipe, describe_profile(levels, shares.framework, by=by))


def _draw_scale(sheet: Sheet, shares: Shares, plan: Plan, scale: Scale, foot: float) -> None:
    """Lines at every quarter, counted from the middle, and the heads of the columns."""
    theme, words = sheet.theme, shares.words
    steps = range(-round(scale.low / STEP), round(scale.high / STEP) + 1)
    for step in steps:
        place, is_zero = scale.at(step * STEP), step == 0
        if (step * STEP) % scale.labelled == 0:
            label = percent(words, abs(step * STEP))
            _draw_label(sheet, place, plan.head - _HEADS, label)
        elif step * STEP % 0.5 and scale.unit * STEP < _LEAST_STEP:
            continue
        look: Look = {"edgecolor": theme.grey if is_zero else theme.pale}
        look |= {} if is_zero else {"linewidth": theme.hair}
        ends = [(place, plan.head - _LABELS), (place, foot)]
        sheet.line(ends, zorder=2 if is_zero else 0, **look)
    for share in (0.0, 0.5, 1.0):
        place = scale.unknown + share * scale.full
        ends = [(place, plan.head - _LABELS), (place, foot)]
        sheet.line(ends, edgecolor=theme.pale, linewidth=theme.hair, zorder=0)
        if share != 0.5 or scale.full >= _HALF_LABELLED:
            _draw_label(sheet, place, plan.head - _HEADS, percent(words, share))
    _draw_heads(sheet, plan, scale)


def _draw_label(sheet: Sheet, x: float, y: float, words: str) -> None:
    theme = sheet.theme
    sheet.text(x, y, words, size=theme.least, side="middle", colour=theme.grey)


def _draw_heads(sheet: Sheet, plan: Plan, scale: Scale) -> None:
    """What the columns show, each heading as low as the others."""
    theme = sheet.theme
    known = scale.at((scale.high - scale.low) / 2)
    unknown = scale.unknown + scale.full / 2
    heads: list[tuple[str, float, Side, Look]] = [
        ("known", known, "middle", {"size": theme.small}),
        ("unknown", unknown, "middle", {"size": theme.small}),
        ("n", plan.columns.start - 6, "end", {"size": theme.least, "colour": theme.grey}),
    ]
    for name, x, side, look in heads:
        lines = plan.heads[name]
        for place, line in enumerate(lines):
            y = plan.head - _HEADING - (len(lines) - 1 - place) * theme.small * LEADING
            sheet.text(x, y, line, side=side, **look)


def _draw_bars(sheet: Sheet, shares: Shares, plan: Plan, scale: Scale) -> None:
    """Items below one another, the groups of each close together."""
    leading, pieces = sheet.theme.text * LEADING, _Pieces()
    for block in plan.blocks:
        for place, line in enumerate(block.lines):
            sheet.text(0, block.y + place * leading, line, level="top", gid=f"item:{block.item}")
        y = block.bars + (plan.row - plan.bar) / 2
        for bar in shares.bars:
            if bar.item == block.item:
                _draw_bar(sheet, bar, plan, scale, y, pieces)
                y += plan.row
    for (rank, shade), places in sorted(pieces.items()):
        look = sheet.theme.fill(shade, sheet.theme.level_hatches(len(shares.answer_labels))[rank])
        if look["hatch"]:
            gid = f"hatch:{rank}"
            sheet.hatching(places, look["hatch"], look["hatchcolor"], zorder=1.5, gid=gid)


def _draw_bar(sheet: Sheet, bar: Bar, plan: Plan, scale: Scale, y: float, pieces: _Pieces) -> None:
    """Mark and name of the group, the number of known answers, and the answers of one bar."""
    theme, columns, middle = sheet.theme, plan.columns, y + plan.bar / 2
    at = [(columns.items + 2, middle)]
    sheet.marks(at, marker=bar.group.marker, color=bar.group.colour, markersize=3.4)
    if columns.groups > _MARK:
        name = shorten(bar.group.label, sheet.font(theme.small), columns.groups - 10)
        sheet.text(columns.items + 8, middle, name, size=theme.small)
    gid = f"{bar.item}:{bar.group.id}"
    sheet.text(
        columns.start - 6, middle, str(bar.known), size=theme.small, side="end", gid=f"n:{gid}"
    )
    fade = _FADED if bar.known < FEW else 0.0
    shades = theme.diverging(len(bar.counts))
    place = scale.at(-bar.reach()[0])
    for rank, count in enumerate(bar.counts):
        long = scale.unit * count / bar.known if bar.known else 0.0
        piece, shade = (place, y, long, plan.bar), paler(shades[rank], fade)
        sheet.rectangle(*piece, facecolor=shade, zorder=1, gid=f"share:{gid}:{rank}")
        _draw_count(sheet, count, piece, shade)
        if count:
            pieces.setdefault((rank, shade), []).append(piece)
        place += long
    _draw_unknown(sheet, bar, scale, y, plan.bar)


def _draw_count(sheet: Sheet, count: int, piece: _Box, shade: str) -> None:
    """The number of cases in a piece, if it is long enough, on an area without a hatch."""
    x, y, long, high = piece
    size = sheet.theme.least
    wide = sheet.measure(str(count), size=size)
    if not count or long <= wide + 2.5:
        return
    at = (x + (long - wide) / 2 - 0.8, y + high * 0.1)
    sheet.rectangle(*at, wide + 1.6, high * 0.8, facecolor=shade, zorder=2)
    colour = sheet.theme.ink_on(shade)
    middle = (x + long / 2, y + high / 2)
    sheet.text(*middle, str(count), size=size, side="middle", colour=colour, zorder=3)


def _draw_unknown(sheet: Sheet, bar: Bar, scale: Scale, y: float, height: float) -> None:
    """A hatched bar on a scale of its own: unknown answers never lengthen the others."""
    total, theme = bar.known + bar.unknown, sheet.theme
    if not total or not bar.unknown:
        return
    long = scale.full * bar.unknown / total
    gid = f"unknown:{bar.item}:{bar.group.id}"
    sheet.rectangle(scale.unknown, y + 0.8, long, height - 1.6, gid=gid, **theme.unknown_fill())
    count = isolate(str(bar.unknown), "ltr")
    sheet.text(scale.unknown + long + 2, y + height / 2, count, size=theme.least, colour=theme.grey)


def _key(shares: Shares, theme: Theme) -> list[list[legend.Entry]]:
    """Two rows of the key: answers and what is unknown, then groups."""
    labels = shares.answer_labels
    count = len(labels)
    looks = map(theme.fill, theme.diverging(count), theme.level_hatches(count))
    answers = [
        legend.Entry(legend.area(11, **look), label, 11)
        for label, look in zip(labels, looks, strict=True)
    ]
    unknown = legend.area(11, **theme.unknown_fill())
    answers.append(legend.Entry(unknown, shares.words("level.unknown"), 11))
    groups = legend.group_entries(
        shares.groups, lambda g: shares.words("group.size", group=g.label, n=g.size)
    )
    if any(0 < bar.known < FEW for bar in shares.bars):
        groups.append(legend.remark(shares.words("profile.few", n=FEW)))
    return [answers, groups]
