"""What marks, lines and bands of an estimation plot mean."""

from __future__ import annotations

from collections.abc import Sequence

from engagement_kit.charts.difference.shown import Shown
from engagement_kit.charts.paper import legend
from engagement_kit.charts.paper.sheet import Look, Sheet
from engagement_kit.charts.paper.theme import Theme

__all__ = ["draw_interval", "effect_look", "key_entries"]

_STROKE, _CAP = 16.0, 1.4


def effect_look(theme: Theme, *, is_settled: bool) -> Look:
    """A diamond: filled where the direction is settled, hollow where it hangs on the unknown."""
    face = theme.ink if is_settled else theme.paper
    look: Look = {"marker": "D", "markerfacecolor": face, "markeredgecolor": theme.ink}
    return look | {"markersize": theme.marker * 0.8}


def draw_interval(sheet: Sheet, start: float, end: float, y: float, **settings: object) -> object:
    """A line with strokes at its ends."""
    pairs = [((start, y), (end, y)), *(((x, y - _CAP), (x, y + _CAP)) for x in (start, end))]
    look: Look = {"colors": sheet.theme.ink, "linewidths": sheet.theme.line * 1.3, "zorder": 2}
    return sheet.lines(pairs, **(look | settings))


def key_entries(
    shown: Shown, theme: Theme, *, numbered: Sequence[Sequence[str]], each: int
) -> list[legend.Entry]:
    """Entries for what is drawn; ``numbered`` are answers that stand by number over their cells."""
    if not shown.rows:
        return []
    words = shown.words
    entries = legend.group_entries(
        shown.groups, lambda group: words("group.size", group=group.label, n=group.size)
    )
    entries += _marks(shown, theme, each)
    entries += _effects(shown, theme)
    entries += [legend.remark(one) for one in _remarks(shown)]
    for answers in numbered:
        named = words("list.separator").join(
            f"{place}\u00a0{answer}" for place, answer in enumerate(answers, start=1)
        )
        entries.append(legend.remark(words("difference.scale", answers=named)))
    return entries


def _marks(shown: Shown, theme: Theme, each: int) -> list[legend.Entry]:
    words, entries = shown.words, []
    if any(strip.unknown for row in shown.rows for strip in row.strips):
        hollow: Look = {"markerfacecolor": theme.paper, "markeredgecolor": theme.grey}
        entries.append(legend.Entry(legend.mark("o", **hollow), words("difference.unknown")))
    key = "difference.each" if each > 1 else "difference.one"
    return [*entries, legend.remark(words(key, n=each))]


def _effects(shown: Shown, theme: Theme) -> list[legend.Entry]:
    """The difference with its interval, what a hollow one means, and the span of readings."""
    words, entries = shown.words, []
    ordered = [row for row in shown.rows if row.delta is not None]
    share = f"{100 * shown.result.parameters['confidence']:g}"
    for is_settled in (True, False):
        if any(row.is_settled == is_settled for row in ordered):
            key = "difference.settled" if is_settled else "difference.hangs"
            entries.append(legend.Entry(_effect(theme, is_settled=is_settled), words(key), _STROKE))
    if ordered:
        entries.append(legend.remark(words("difference.line", share=share)))
    if any(_is_wide(row.lowest, row.highest) for row in shown.rows):
        band = legend.area(_STROKE, 3.0, **theme.unknown_fill())
        entries.append(legend.Entry(band, words("difference.band"), _STROKE))
    return entries


def _is_wide(low: float | None, high: float | None) -> bool:
    return low is not None and high is not None and low < high


def _effect(theme: Theme, *, is_settled: bool) -> legend.Draw:
    def draw(sheet: Sheet, x: float, y: float) -> object:
        draw_interval(sheet, x - _STROKE / 2, x + _STROKE / 2, y)
        return sheet.marks([(x, y)], zorder=3, **effect_look(theme, is_settled=is_settled))

    return draw


def _remarks(shown: Shown) -> list[str]:
    """Direction, what n and p are, and what is not drawn."""
    words, parameters = shown.words, shown.result.parameters
    if shown.is_paired:
        told = [words("difference.direction.pairs")]
    else:
        first, second = (group.label for group in shown.groups)
        told = [words("difference.direction", a=first, b=second)]
    told.append(words("difference.n"))
    told.append(words(f"difference.p.{parameters['adjust']}", n=parameters["tests"]))
    if shown.left_out:
        told.append(words("difference.left_out", n=shown.left_out))
    return told
