"""The key of a dumbbell chart: now and target, the ways between them, spans, and who is who."""

from __future__ import annotations

from engagement_kit.charts.dumbbell.aims import Aims
from engagement_kit.charts.paper import legend
from engagement_kit.charts.paper.directions import FALL, RISE, direction_look
from engagement_kit.charts.paper.sheet import Look, Sheet
from engagement_kit.charts.paper.theme import Theme

__all__ = ["key_entries"]

_STROKE = 16.0


def key_entries(aims: Aims, theme: Theme, *, numbered: bool) -> list[legend.Entry]:
    """Entries for what is drawn; ``numbered`` if answers stand by number over the panels."""
    if not aims.rows:
        return []
    words, edge = aims.words, {"markeredgecolor": theme.ink}
    hollow: Look = {"markerfacecolor": theme.paper, "markersize": theme.marker * 1.4, **edge}
    entries = [
        legend.Entry(legend.mark("o", markerfacecolor=theme.ink, **edge), words("dumbbell.now")),
        legend.Entry(legend.mark("o", **hollow), words("dumbbell.target")),
    ]
    found = {aim.direction for aim in aims.rows}
    entries += [
        legend.Entry(_stroke(theme, way), words(f"dumbbell.{way}"), _STROKE)
        for way in (RISE, FALL)
        if way in found
    ]
    entries += _spans(aims, theme)
    entries.append(legend.remark(words("dumbbell.n")))
    entries += [
        legend.Entry(
            legend.mark(s.marker, markerfacecolor=s.colour, markeredgecolor=s.colour),
            s.told(words),
        )
        for s in aims.subjects
    ]
    if numbered:
        answers = words("list.separator").join(
            f"{place}\u00a0{answer}" for place, answer in enumerate(aims.answers, start=1)
        )
        entries.append(legend.remark(words("dumbbell.scale", answers=answers)))
    return entries


def _spans(aims: Aims, theme: Theme) -> list[legend.Entry]:
    """Brackets and bands, as far as there are any."""
    words, entries = aims.words, []
    differ = [aim for aim in aims.rows if (aim.target_low or 0) < (aim.target_high or 0)]
    bounds = [aim for aim in aims.rows if (aim.low or 0) < (aim.high or 0)]
    if differ:
        entries.append(legend.Entry(_bracket(theme, theme.ink), words("dumbbell.spread"), _STROKE))
    if any(aim.now is not None for aim in bounds):
        entries.append(legend.Entry(_bracket(theme, theme.grey), words("dumbbell.bounds"), _STROKE))
    if any(aim.now is None for aim in bounds):
        band = legend.area(_STROKE, 4.0, **theme.unknown_fill())
        entries.append(legend.Entry(band, words("dumbbell.unknown"), _STROKE))
    if any(aim.now is None and aim.missing == "not_applicable" for aim in aims.rows):
        mark = legend.mark("x", color=theme.grey, markersize=theme.marker * 0.8)
        entries.append(legend.Entry(mark, words("dumbbell.not_applicable")))
    return entries


def _stroke(theme: Theme, direction: str) -> legend.Draw:
    def draw(sheet: Sheet, x: float, y: float) -> object:
        ends = ((x - _STROKE / 2, y), (x + _STROKE / 2, y))
        return sheet.lines([ends], **(direction_look(theme, direction) | {"colors": theme.ink}))

    return draw


def _bracket(theme: Theme, colour: str) -> legend.Draw:
    def draw(sheet: Sheet, x: float, y: float) -> object:
        start, end = x - _STROKE / 2, x + _STROKE / 2
        pairs = [((start, y), (end, y)), *(((p, y - 1), (p, y + 1)) for p in (start, end))]
        return sheet.lines(pairs, colors=colour, linewidths=theme.hair * 1.5)

    return draw
