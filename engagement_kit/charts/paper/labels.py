"""Where labels go: the same places every time, beside their points, over no other label or point.

All numbers are points of 1/72 inch, counted to the right and upwards. The search is a plain one:
every label has a fixed list of places around its point; they are taken in a fixed order, then moved
as long as that lowers the sum of overlaps, crossings and distances. What still overlaps goes to the
nearest free place of a fine grid.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

__all__ = ["MOST_LABELS", "Floats", "LabelPlaces", "overlaps", "place_labels"]

Floats: TypeAlias = NDArray[np.float64]

MOST_LABELS = 60  # above that labels no longer fit a page; charts then choose and say so

_DISTANCES = (1.4, 5.0, 10.0, 17.0, 26.0, 38.0, 54.0, 74.0)
_ANGLES = np.arange(24) * np.pi / 12
_SWEEPS = 24
_FIRST = 64  # candidates that are looked at first
_LEADER_FROM = 3.5  # a label nearer than this to its point's edge needs no line
_TOUCH = 0.05  # square points of overlap that nobody sees
_OVERLAP, _POINT, _CROSSING, _COVERED = 400.0, 400.0, 120.0, 110.0


@dataclass(frozen=True)
class LabelPlaces:
    """Boxes of labels (left, bottom, right, top) and where a line to the point is needed.

    Attributes
    ----------
    boxes : array of shape (n, 4)
    leaders : list of (x0, y0, x1, y1) or None
        A line from the edge of the point to the label, or None where the label stands beside it.
    """

    boxes: Floats
    leaders: list[tuple[float, float, float, float] | None]


def place_labels(
    points: Floats,
    sizes: Floats,
    frame: tuple[float, float, float, float],
    *,
    radius: float,
    blocked: Floats | None = None,
) -> LabelPlaces:
    """A place for each label inside ``frame``.

    Parameters
    ----------
    points : array of shape (m, 2)
        Centres of all points; the first ``n`` of them have labels.
    sizes : array of shape (n, 2)
        Width and height of each label.
    frame : left, bottom, right, top
        No label leaves it (unless it is wider than the frame).
    radius : float
        Half the size of a point.
    blocked : array of shape (k, 4), optional
        Further areas that no label may cover.
    """
    if not len(sizes):
        return LabelPlaces(np.empty((0, 4)), [])
    marks = np.hstack([points - radius, points + radius])
    taken = marks if blocked is None or not len(blocked) else np.vstack([marks, blocked])
    search = _Search(points[: len(sizes)], sizes, frame, taken, radius)
    boxes = search.run()
    return LabelPlaces(boxes, [_leader(p, b, radius) for p, b in zip(points, boxes, strict=False)])


def overlaps(boxes: Floats, others: Floats) -> Floats:
    """Overlapping areas of every box with every other box, shape (len(boxes), len(others))."""
    wide = np.minimum(boxes[:, 2, None], others[:, 2])
    wide -= np.maximum(boxes[:, 0, None], others[:, 0])
    high = np.minimum(boxes[:, 3, None], others[:, 3])
    high -= np.maximum(boxes[:, 1, None], others[:, 1])
    area: Floats = np.maximum(wide, 0, out=wide)
    area *= np.maximum(high, 0, out=high)
    return area


class _Search:
    """The state of one search: candidate places, their fixed costs and the places now taken."""

    def __init__(
        self, points: Floats, sizes: Floats, frame: tuple[float, ...], taken: Floats, radius: float
    ) -> None:
        self.points, self.sizes, self.taken = points, sizes, taken
        self.frame = np.asarray(frame, dtype=float)
        self.radius = radius
        self.candidates = [_around(p, s, radius) for p, s in zip(points, sizes, strict=True)]
        self.hulls = [_hull(c, p) for c, p in zip(self.candidates, points, strict=False)]
        self.fixed = [self._fixed_cost(i, c) for i, c in enumerate(self.candidates)]
        # What was found last for each label, and the others in its reach at that time.
        self.known: dict[int, tuple[list[int], bytes, tuple[Floats, float]]] = {}
        self.order = [np.argsort(cost, kind="stable") for cost in self.fixed]

    def run(self) -> Floats:
        """The best of several searches, each of which takes the labels in another fixed order."""
        count = len(self.points)
        crowded = [float(np.sort(cost)[:12].mean()) for cost in self.fixed]
        orders = [
            sorted(range(count), key=lambda i: (-crowded[i], i)),
            sorted(range(count), key=lambda i: (self.points[i, 0], i)),
            sorted(range(count), key=lambda i: (-self.points[i, 1], i)),
        ]
        found = [self._settle(order) for order in orders]
        boxes, _ = min(found, key=lambda pair: round(pair[1], 6))
        return self._freed(boxes, orders[0])

    def _settle(self, order: list[int]) -> tuple[Floats, float]:
        """Places taken one by one, then improved until nothing moves; with their total cost."""
        current = np.full((len(order), 4), np.nan)
        for place in order:
            done = [other for other in order if not np.isnan(current[other, 0])]
            current[place], _ = self._best(place, current, done)
        for _ in range(_SWEEPS):
            before, total = current.copy(), 0.0
            for place in order:
                rest = [other for other in order if other != place]
                current[place], cost = self._best(place, current, rest)
                total += cost
            if np.array_equal(before, current):
                break
        return current, total

    def _fixed_cost(self, place: int, boxes: Floats) -> Floats:
        """Cost of candidates against points, frame and distance: what does not change."""
        left, bottom, right, top = self.frame
        outside = (
            np.clip(left - boxes[:, 0], 0, None)
            + np.clip(bottom - boxes[:, 1], 0, None)
            + np.clip(boxes[:, 2] - right, 0, None)
            + np.clip(boxes[:, 3] - top, 0, None)
        )
        point = self.points[place]
        ends = np.clip(point, boxes[:, :2], boxes[:, 2:])
        far = np.hypot(*(ends - point).T) - self.radius
        near = _meets(self.hulls[place], self.taken)  # the others lie out of reach
        covered = overlaps(boxes, self.taken[near]).sum(axis=1)
        near[place] = False
        others = self.taken[near]
        starts = np.broadcast_to(point, ends.shape)
        crossed = _crossings(starts, ends, others).sum(axis=1)
        level = np.abs((boxes[:, 1] + boxes[:, 3]) / 2 - point[1]) / 40  # beside reads best
        cost: Floats = (
            far * 1.2
            + level
            + covered * _POINT / 10
            + (covered > 0.2) * _POINT
            + outside * 600
            + crossed * _CROSSING * (far > _LEADER_FROM)
        )
        return cost

    def _best(self, place: int, current: Floats, others: list[int]) -> tuple[Floats, float]:
        """The cheapest candidate of one label, given where the others are, and its cost.

        What others cost is added to the fixed costs: where the cheapest of the first candidates
        costs less than the next one without any, the rest need not be looked at.
        """
        others = self._in_reach(place, others, current)
        around = current[others].tobytes()
        if place in self.known and self.known[place][:2] == (others, around):
            return self.known[place][2]
        boxes, fixed, order = self.candidates[place], self.fixed[place], self.order[place]
        chosen, cost = order[0], float(fixed[order[0]])
        if others:
            for count in (_FIRST, len(order)):
                some = np.sort(order[:count])
                costs = fixed[some] + self._shared_cost(place, boxes[some], others, current)
                chosen, cost = some[int(np.argmin(costs))], float(costs.min())
                if count < len(order) and cost < fixed[order[count]]:
                    break
        self.known[place] = others, around, (boxes[chosen], cost)
        return boxes[chosen], cost

    def _shared_cost(self, place: int, boxes: Floats, others: list[int], current: Floats) -> Floats:
        """Cost of candidates against other labels and their lines."""
        shared = overlaps(boxes, current[others])
        cost: Floats = (shared > _TOUCH).sum(axis=1) * _OVERLAP + shared.sum(axis=1) * 4
        return cost + self._line_costs(place, boxes, others, current)

    def _in_reach(self, place: int, others: list[int], current: Floats) -> list[int]:
        """Those of the other labels that, with their lines, may touch any candidate of this one."""
        if not others:
            return others
        rest, points = current[others], self.points[others]
        low, high = np.minimum(rest[:, :2], points), np.maximum(rest[:, 2:], points)
        near = _meets(self.hulls[place], np.hstack([low, high]))
        return [other for other, is_near in zip(others, near, strict=True) if is_near]

    def _line_costs(self, place: int, boxes: Floats, others: list[int], current: Floats) -> Floats:
        """Cost of lines across labels: this label's over others, and theirs over this one."""
        point, rest = self.points[place], current[others]
        ends = np.clip(point, boxes[:, :2], boxes[:, 2:])
        mine = _crossings(np.broadcast_to(point, ends.shape), ends, rest).sum(axis=1)
        starts = self.points[others]
        their_ends = np.clip(starts, rest[:, :2], rest[:, 2:])
        far = np.hypot(*(their_ends - starts).T) > self.radius + _LEADER_FROM
        theirs = _crossings(starts[far], their_ends[far], boxes).sum(axis=0)
        cost: Floats = np.asarray((mine + theirs) * _COVERED, dtype=np.float64)
        return cost

    def _freed(self, current: Floats, order: list[int]) -> Floats:
        """Labels that still overlap something, each moved to the nearest free place of a grid."""
        for place in order:
            others = np.vstack([np.delete(current, place, axis=0), self.taken])
            if overlaps(current[place : place + 1], others).sum() <= _TOUCH:
                continue
            free = self._free_places(place, others)
            if len(free):
                ends = np.clip(self.points[place], free[:, :2], free[:, 2:])
                far = np.hypot(*(ends - self.points[place]).T).round(6)
                current[place] = free[int(np.argmin(far))]
        return current

    def _free_places(self, place: int, others: Floats) -> Floats:
        """Boxes of a fine grid that touch none of the others, row by row."""
        left, bottom, right, top = self.frame
        wide, high = self.sizes[place]
        x, y = np.arange(left, right - wide, 3.0), np.arange(bottom, top - high, 2.0)
        # Overlapping areas are products of lengths: one product of two small tables gives them all.
        shared = _lengths(y, high, others[:, 1::2]) @ _lengths(x, wide, others[:, ::2]).T
        rows, columns = np.nonzero(shared <= _TOUCH)
        corners = np.column_stack([x[columns], y[rows]])
        return np.hstack([corners, corners + np.array([wide, high])])


def _lengths(starts: Floats, length: float, spans: Floats) -> Floats:
    """How long each stretch of ``length`` overlaps each span, shape (starts, spans)."""
    ends = np.minimum(starts[:, None] + length, spans[None, :, 1])
    shared: Floats = np.clip(ends - np.maximum(starts[:, None], spans[None, :, 0]), 0, None)
    return shared


def _around(point: Floats, size: Floats, radius: float) -> Floats:
    """Candidate boxes around a point, nearest first."""
    wide, high = size
    boxes = []
    for distance in _DISTANCES:
        x = point[0] + np.cos(_ANGLES) * (wide / 2 + radius + distance)
        y = point[1] + np.sin(_ANGLES) * (high / 2 + radius + distance)
        boxes.append(np.column_stack([x - wide / 2, y - high / 2, x + wide / 2, y + high / 2]))
    return np.vstack(boxes)


def _hull(boxes: Floats, point: Floats) -> Floats:
    """The box around boxes and a point."""
    low = np.minimum(boxes[:, :2].min(axis=0), point)
    return np.concatenate([low, np.maximum(boxes[:, 2:].max(axis=0), point)])


def _meets(hull: Floats, boxes: Floats) -> NDArray[np.bool_]:
    """Which boxes share anything with a hull."""
    reach = np.hstack([boxes[:, :2] <= hull[2:], boxes[:, 2:] >= hull[:2]])
    return np.asarray(reach.all(axis=1), dtype=np.bool_)


def _crossings(starts: Floats, ends: Floats, boxes: Floats) -> NDArray[np.bool_]:
    """Where the line from a start to its end passes through a box, shape (lines, boxes)."""
    enter: Floats = np.zeros(1)
    leave: Floats = np.ones(1)
    for axis in (0, 1):
        start = starts[:, axis, None]
        length = ends[:, axis, None] - start
        length[np.abs(length) < 1e-9] = 1e-9
        near, far = boxes[:, axis] - start, boxes[:, axis + 2] - start
        near /= length
        far /= length
        least = np.minimum(near, far)
        most = np.maximum(near, far, out=far)
        enter, leave = np.maximum(enter, least, out=least), np.minimum(leave, most, out=most)
    return (enter < leave) & (enter < 0.999) & (leave > 0.001)


def _leader(point: Floats, box: Floats, radius: float) -> tuple[float, float, float, float] | None:
    end = np.clip(point, box[:2], box[2:])
    delta = end - point
    length = float(np.hypot(*delta))
    if length <= radius + _LEADER_FROM:
        return None
    start = point + delta / length * (radius + 0.5)
    return float(start[0]), float(start[1]), float(end[0]), float(end[1])
