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
        legend.Entry(legend.mark("o", markerfacecolor=theme.ink, **edge), aims.say("now")),
        legend.Entry(legend.mark("o", **hollow), aims.say("target")),
    ]
    found = {aim.direction for aim in aims.rows}
    entries += [
        legend.Entry(_stroke(theme, way), aims.say(way), _STROKE)
        for way in (RISE, FALL)
        if way in found
    ]
    entries += _spans(aims, theme)
    if aims.is_counted:
        entries.append(legend.remark(aims.say("n")))
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
    entries = []
    differ = [
        aim
        for aim in aims.rows
        if (aim.target_low or 0) < (aim.target_high or 0)
        and not (aims.is_change and aim.target is None)
    ]
    bounds = [aim for aim in aims.rows if (aim.low or 0) < (aim.high or 0)]
    if differ:
        entries.append(legend.Entry(_bracket(theme, theme.ink), aims.say("spread"), _STROKE))
    if any(aim.now is not None for aim in bounds):
        entries.append(legend.Entry(_bracket(theme, theme.grey), aims.say("bounds"), _STROKE))
    if any(aim.now is None for aim in bounds) or any(aim.hides_target for aim in aims.rows):
        band = legend.area(_STROKE, 4.0, **theme.unknown_fill())
        entries.append(legend.Entry(band, aims.say("unknown"), _STROKE))
    if any(aim.now is None and aim.missing == "not_applicable" for aim in aims.rows):
        mark = legend.mark("x", color=theme.grey, markersize=theme.marker * 0.8)
        entries.append(legend.Entry(mark, aims.say("not_applicable")))
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
