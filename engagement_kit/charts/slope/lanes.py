"""How high the courses of cases lie: a lane for every case on a stage, or the score itself.

On stages many cases stand in the same place. Each stage is therefore a band of lanes, and every
case has a lane of its own there for as long as it stays; two cases share one where neither is in
the other's way. Cases that come from above or go there lie on top, so that few lines cross.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from engagement_kit.charts.slope.courses import Course, Courses, Stop

__all__ = ["LABEL", "Frame", "Heights", "lay_lanes", "lay_scores", "spread"]

LABEL = 7.8  # room of a named line, in points
_LANE, _LEAST_LANE, _UNNAMED = 4.0, 0.2, 240.0  # rooms of an unnamed line, and of all of them
_PAD = 3.0  # above and below the lanes of a band
_LOWEST_SCORES = 190.0

Visit = tuple[float, float, float, str]  # from which year, to which, where else the case was, case


@dataclass(frozen=True)
class Heights:
    """Places from the top of a chart whose body reaches from ``top`` to ``foot``.

    Attributes
    ----------
    stops : mapping of (case, stage or year) to float
        Height of a case on a stage (as rank), or of its score in a year.
    labels : mapping of case to float
        Height of the name of each case that is named.
    bands : tuple of (top, foot)
        Of each stage, lowest first; empty for scores.
    lane : float
        Room of a line without a name.
    """

    top: float
    foot: float
    stops: Mapping[tuple[str, int], float]
    labels: Mapping[str, float]
    bands: tuple[tuple[float, float], ...]
    lane: float

    def of(self, course: Course, stop: Stop) -> float:
        """Height of a wave of a case that is placed."""
        return self.stops[course.case, int(stop.value or 0) if self.bands else stop.year]

    def at(self, value: float) -> float:
        """Height of a score, or of the middle of a stage's band."""
        if not self.bands:
            return self.foot - value * (self.foot - self.top)
        low, high = self.bands[int(value) - 1]
        return (low + high) / 2


@dataclass(frozen=True)
class Frame:
    """Least height of the band of each stage, lowest first; room for a heading within each."""

    least: tuple[float, ...] = ()
    head: float = 0.0


def spread(wanted: Sequence[float], pitch: float, top: float, foot: float) -> list[float]:
    """Places at least ``pitch`` apart, as near as can be to those wanted, which are in order.

    All lie between ``top`` and ``foot`` as long as there is room for them.
    """
    groups: list[list[float]] = []  # mean wanted place of the first member, number of members
    for place, want in enumerate(wanted):
        groups.append([want - place * pitch, 1.0])
        while len(groups) > 1 and groups[-2][0] >= groups[-1][0]:
            (first, many), (second, more) = groups[-2:]
            groups[-2:] = [[(first * many + second * more) / (many + more), many + more]]
    starts = [start for start, many in groups for _ in range(int(many))]
    last = foot - (len(wanted) - 1) * pitch
    return [max(top, min(start, last)) + n * pitch for n, start in enumerate(starts)]


def lay_scores(
    courses: Courses, named: Sequence[Course], top: float, body: float | None
) -> Heights:
    """Heights of scores from 0 to 1; names beside the last of them, moved apart."""
    height = max(_LOWEST_SCORES, len(named) * LABEL) if body is None else body
    foot = top + height
    stops = {
        (course.case, stop.year): foot - stop.value * height
        for course in courses.seen
        for stop in course.stops
        if stop.value is not None
    }
    chosen = named[: max(0, int(height / LABEL))]
    ends = [stops[course.case, course.placed[-1].year] for course in chosen]
    places = spread(sorted(ends), LABEL, top + LABEL / 2, foot - LABEL / 2)
    labels = _share_out(chosen, ends, places)
    return Heights(top, foot, stops, labels, (), LABEL)


def _share_out(
    named: Sequence[Course], ends: Sequence[float], places: Sequence[float]
) -> dict[str, float]:
    """Which name gets which place: of lines that end at one height the last one the nearest.

    The straight lines that lead from marks to names do not cross then.
    """
    members: dict[float, list[Course]] = {}
    for course, end in zip(named, ends, strict=True):
        members.setdefault(end, []).append(course)
    labels: dict[str, float] = {}
    taken = 0
    for end in sorted(members):
        several = sorted(members[end], key=lambda c: (c.stops[-1].year, c.case), reverse=True)
        own = places[taken : taken + len(several)]
        taken += len(several)
        nearest = sorted(own, key=lambda place: (abs(place - end), place))
        labels |= {c.case: place for c, place in zip(several, nearest, strict=True)}
    return labels


def lay_lanes(
    courses: Courses,
    named: Sequence[Course],
    frame: Frame,
    top: float,
    body: float | None,
) -> Heights:
    """Heights of the lanes of every stage.

    Without ``body`` the chart is as high as its lanes want to be; else as many of the ``named`` are
    named as there is room for.
    """
    packed = [_pack(_visits(courses, rank)) for rank in range(1, len(courses.stages) + 1)]
    ends = {course.case: int(course.placed[-1].value or 0) for course in courses.seen}
    bands = _Bands(packed, ends, frame)
    lane = min(_LANE, _UNNAMED / max(sum(map(len, packed)) - len(named), 1))
    chosen = {course.case for course in named}
    if body is not None:
        while chosen and bands.total(chosen, _LEAST_LANE) > body:
            chosen = {course.case for course in named[: len(chosen) - 1]}
        lane = bands.widest(chosen, body)
    scale = 1.0 if body is None else body / bands.total(chosen, lane)
    return _stack(bands, chosen, top, lane, scale)


def _visits(courses: Courses, rank: int) -> list[tuple[Visit, bool]]:
    """Who stands on a stage, from when to when, and whether it is where the case ends."""
    found = []
    for course in courses.seen:
        years = [stop.year for stop in course.placed if stop.value == rank]
        if not years:
            continue
        ranks = [float(stop.value or 0) for stop in course.placed]
        is_end = ranks[-1] == rank
        start = course.stops[0].year if ranks[0] == rank else years[0]
        stay = math.inf if is_end else years[-1]
        visit = (float(start), float(stay), sum(ranks) / len(ranks), course.case)
        found.append((visit, is_end))
    return sorted(found, key=lambda pair: (-pair[0][2], pair[0][0], pair[0][3]))


def _pack(visits: Sequence[tuple[Visit, bool]]) -> list[list[Visit]]:
    """Lanes from the top: each case that ends here has one; others fit in, or get one more."""
    lanes = [[visit] for visit, is_end in visits if is_end]
    others = [visit for visit, is_end in visits if not is_end]
    for place, visit in enumerate(others):
        wanted = place / max(len(others), 1) * len(lanes)
        free = [n for n, lane in enumerate(lanes) if all(_apart(visit, other) for other in lane)]
        if free:
            lanes[min(free, key=lambda n: (abs(n - wanted), n))].append(visit)
        else:
            lanes.insert(round(wanted), [visit])
    return lanes


def _apart(one: Visit, other: Visit) -> bool:
    return one[1] + 1 < other[0] or other[1] + 1 < one[0]


@dataclass(frozen=True)
class _Bands:
    """The lanes of every stage, lowest first, and the stage on which each case ends."""

    lanes: Sequence[Sequence[Sequence[Visit]]]
    ends: Mapping[str, int]
    frame: Frame

    def rooms(self, rank: int, chosen: AbstractSet[str], lane: float) -> list[float]:
        """Height of each lane of a stage: that of a name where a chosen case ends."""
        is_named = [
            any(visit[3] in chosen and self.ends[visit[3]] == rank for visit in visits)
            for visits in self.lanes[rank - 1]
        ]
        return [LABEL if named else lane for named in is_named]

    def height(self, rank: int, rooms: Sequence[float]) -> float:
        """Height of a band with lanes so high."""
        return max(self.frame.least[rank - 1], sum(rooms) + 2 * _PAD + self.frame.head)

    def total(self, chosen: AbstractSet[str], lane: float) -> float:
        """Height of all bands."""
        ranks = range(1, len(self.lanes) + 1)
        return sum(self.height(rank, self.rooms(rank, chosen, lane)) for rank in ranks)

    def widest(self, chosen: AbstractSet[str], body: float) -> float:
        """The widest lane without a name with which the bands fit into a height."""
        low, high = _LEAST_LANE, LABEL
        for _ in range(24):
            middle = (low + high) / 2
            low, high = (middle, high) if self.total(chosen, middle) <= body else (low, middle)
        return low


def _stack(
    bands: _Bands, chosen: AbstractSet[str], top: float, lane: float, scale: float
) -> Heights:
    """Bands upon one another, the highest stage on top."""
    stops: dict[tuple[str, int], float] = {}
    edges, y = [], top
    for rank in range(len(bands.lanes), 0, -1):
        rooms = bands.rooms(rank, chosen, lane)
        high, head = bands.height(rank, rooms), bands.frame.head
        at = y + (head + (high - head - sum(rooms)) / 2) * scale
        for visits, room in zip(bands.lanes[rank - 1], rooms, strict=True):
            stops |= {(visit[3], rank): at + room / 2 * scale for visit in visits}
            at += room * scale
        edges.append((y, y + high * scale))
        y += high * scale
    labels = {case: stops[case, bands.ends[case]] for case in sorted(chosen)}
    return Heights(top, y, stops, labels, tuple(reversed(edges)), lane * scale)
