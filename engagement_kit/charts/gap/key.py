"""The key of a gap chart: now, horizons, ways, bands."""

from __future__ import annotations

from engagement_kit.charts.gap.ways import Way, Ways
from engagement_kit.charts.paper import legend
from engagement_kit.charts.paper.directions import FALL, RISE, direction_look
from engagement_kit.charts.paper.sheet import Look, Sheet
from engagement_kit.charts.paper.theme import Theme

__all__ = ["bound_strokes", "horizon_look", "key_entries", "spread_look", "way_look"]

_STROKE = 16.0
_Pair = tuple[tuple[float, float], tuple[float, float]]


def key_entries(ways: Ways, theme: Theme, *, numbered: bool) -> list[legend.Entry]:
    """Entries for what is drawn; ``numbered`` if answers stand by number over the panels."""
    if not ways.rows:
        return []
    words, rows = ways.words, list(ways.rows.values())
    entries = [
        legend.Entry(legend.mark("o", **_now_look(theme)), words("gap.now")),
        legend.Entry(legend.mark("o", **horizon_look(theme)), words("gap.target")),
    ]
    years = words("list.separator").join(map(str, ways.horizons))
    entries.append(legend.remark(words("gap.lanes", years=years)))
    ups = any(after >= before for way in rows for _, before, _, after in way.legs)
    if ups:
        entries.append(legend.Entry(_stroke(theme, RISE), words("gap.way"), _STROKE))
    if any(way.falls for way in rows):
        entries.append(legend.Entry(_stroke(theme, FALL), words("gap.fall"), _STROKE))
    entries += _bands(ways, theme, rows)
    entries.append(legend.remark(words("gap.columns")))
    if numbered:
        answers = words("list.separator").join(
            f"{place}\u00a0{answer}" for place, answer in enumerate(ways.answers, start=1)
        )
        entries.append(legend.remark(words("gap.scale", answers=answers)))
    return entries


def _bands(ways: Ways, theme: Theme, rows: list[Way]) -> list[legend.Entry]:
    """Spans, as far as there are any."""
    words, entries = ways.words, []
    if any((p.low or 0) < (p.high or 0) for way in rows for p in way.points):
        band = legend.area(_STROKE, 5.0, **spread_look(theme))
        entries.append(legend.Entry(band, words("gap.spread"), _STROKE))
    bounds = [way for way in rows if (way.low or 0) < (way.high or 0)]
    if any(way.now is not None for way in bounds):
        entries.append(legend.Entry(_bracket(theme), words("gap.bounds"), _STROKE))
    if any(way.now is None for way in bounds):
        band = legend.area(_STROKE, 5.0, **theme.unknown_fill())
        entries.append(legend.Entry(band, words("gap.unknown"), _STROKE))
    if any(way.now is None and way.missing == "not_applicable" for way in rows):
        mark = legend.mark("x", color=theme.grey, markersize=theme.marker * 0.8)
        entries.append(legend.Entry(mark, words("gap.not_applicable")))
    return entries


def spread_look(theme: Theme) -> Look:
    """A quiet area with an edge, from the lowest to the highest answer."""
    return {"facecolor": theme.ordered[0], "edgecolor": theme.grey, "linewidth": theme.hair}


def horizon_look(theme: Theme) -> Look:
    """A hollow mark."""
    return {
        "markerfacecolor": theme.paper,
        "markeredgecolor": theme.ink,
        "markeredgewidth": theme.line,
        "markersize": theme.marker * 1.4,
    }


def way_look(theme: Theme, *, falls: bool) -> Look:
    """Stroke of a leg of a way."""
    look = direction_look(theme, FALL if falls else RISE)
    return look | {"linewidths": theme.line * 1.3}


def bound_strokes(start: float, end: float, y: float) -> list[_Pair]:
    """A line with end strokes."""
    return [((start, y), (end, y)), *(((x, y - 1.4), (x, y + 1.4)) for x in (start, end))]


def _now_look(theme: Theme) -> Look:
    return {"markerfacecolor": theme.ink, "markeredgecolor": theme.ink}


def _stroke(theme: Theme, direction: str) -> legend.Draw:
    def draw(sheet: Sheet, x: float, y: float) -> object:
        ends = ((x - _STROKE / 2, y), (x + _STROKE / 2, y))
        return sheet.lines([ends], **way_look(theme, falls=direction == FALL))

    return draw


def _bracket(theme: Theme) -> legend.Draw:
    def draw(sheet: Sheet, x: float, y: float) -> object:
        pairs = bound_strokes(x - _STROKE / 2, x + _STROKE / 2, y)
        return sheet.lines(pairs, colors=theme.grey, linewidths=theme.hair * 1.5)

    return draw
