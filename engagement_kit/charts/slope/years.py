"""A true axis of time: years at equal distances, and room beside one another within a year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from engagement_kit.charts.paper.sheet import Look, Sheet

__all__ = ["Years", "draw_years", "lay_years", "year_ticks"]

_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500)
_SHARE = 0.8  # of the room of a year that its cases may take
_APART = 3.2  # marks of one year are no farther apart than this, in points


@dataclass(frozen=True)
class Years:
    """Where years lie between ``start`` and ``end``.

    ``slot`` is the room of one year, ``reach`` from where to where its cases stand.
    """

    first: int
    last: int
    start: float
    end: float
    slot: float
    reach: Mapping[int, tuple[float, float]] = field(default_factory=dict)

    def at(self, year: float) -> float:
        """Place of a year."""
        if self.last == self.first:
            return (self.start + self.end) / 2
        share = (year - self.first) / (self.last - self.first)
        return self.start + share * (self.end - self.start)

    def reaching(self, across: Mapping[tuple[str, int], float]) -> Years:
        """The axis, which knows how far the cases of each year reach."""
        places: dict[int, list[float]] = {}
        for (_, year), x in across.items():
            places.setdefault(year, []).append(x)
        return replace(self, reach={year: (min(xs), max(xs)) for year, xs in places.items()})

    def beside(self, members: Mapping[int, Sequence[str]]) -> dict[tuple[str, int], float]:
        """Places of the cases of each year, in the order given, beside one another."""
        found: dict[tuple[str, int], float] = {}
        for year, cases in members.items():
            step = min(_APART, self.slot * _SHARE / max(len(cases), 1))
            start = self.at(year) - step * (len(cases) - 1) / 2
            found |= {(case, year): start + step * place for place, case in enumerate(cases)}
        return found


def lay_years(years: Iterable[int], start: float, end: float) -> Years:
    """An axis for the given years, with half a slot free at both ends."""
    used = sorted(set(years)) or [0]
    first, last = used[0], used[-1]
    if first == last:
        return Years(first, last, start, end, end - start)
    nearest = min(later - year for year, later in pairwise(used))
    # Half a slot at either end: slot = nearest * unit, and the years span (width - slot).
    slot = (end - start) * nearest / (last - first + nearest)
    return Years(first, last, start + slot / 2, end - slot / 2, slot)


def year_ticks(used: Sequence[int], most: int) -> list[int]:
    """The years themselves where they are few and even, else at most ``most`` round ones."""
    first, last = used[0], used[-1]
    nearest = min((later - year for year, later in pairwise(used)), default=1)
    if (last - first) / nearest + 1 <= most:
        return list(used)
    for step in _STEPS:
        found = list(range(-(-first // step) * step, last + 1, step))
        if len(found) <= most:
            return found or [first]
    return [first]


def draw_years(sheet: Sheet, years: Years, used: Sequence[int], top: float, foot: float) -> None:
    """Lines at years over the height of the chart, the years below them.

    Where cases of one year need the room of several, a tint says how far the year reaches.
    """
    theme = sheet.theme
    wide = sheet.measure("0000", size=theme.least) + 5
    for year, (start, end) in sorted(years.reach.items()):
        if end - start > years.at(year + 1) - years.at(year) > 0:
            gid, room = f"reach:{year}", end - start + 2 * _APART
            box = (start - _APART, top, room, foot - top)
            sheet.rectangle(*box, facecolor=theme.tint, zorder=0.1, gid=gid)
    for year in year_ticks(used, max(1, int((years.end - years.start) / wide) + 1)):
        x = years.at(year)
        look = {"edgecolor": theme.pale, "linewidth": theme.hair, "zorder": 0.4}
        sheet.line([(x, top), (x, foot + 2)], **look)
        inside = min(max(x, wide / 2 - 2.0), sheet.width - wide / 2 + 2.0)
        shown: Look = {"size": theme.least, "side": "middle", "colour": theme.grey}
        sheet.text(inside, foot + 8, str(year), gid=f"year:{year}", **shown)
