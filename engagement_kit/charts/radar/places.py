"""Geometry of a radar around a middle of 0, 0: marks on their rings, names that clear them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engagement_kit.charts.paper.labels import overlaps
from engagement_kit.charts.paper.text import LEADING
from engagement_kit.charts.radar.rounds import Round

__all__ = [
    "UNKNOWN",
    "Name",
    "Place",
    "mark_boxes",
    "mark_places",
    "name_items",
    "name_rings",
    "on_spoke",
    "ring",
]

Place = tuple[float, float]
Floats = NDArray[np.float64]

UNKNOWN = 10.0  # from the last ring to that of unknown answers
_NAME, _FARTHEST = 4.0, 26  # from there to the names of items, and how much farther they may go
_APART = 0.85  # of a mark's size: how far marks of one place stand apart
_STEEP, _FEW = 0.6, 5  # names of rings stand where these are nearly level; spokes with few such


@dataclass(frozen=True, slots=True)
class Name:
    """Lines of text around a middle; ``wide`` is the width of the longest."""

    lines: tuple[str, ...]
    wide: float
    x: float
    y: float
    step: float

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and foot."""
        half = len(self.lines) * self.step / 2
        return self.x - self.wide / 2, self.y - half, self.x + self.wide / 2, self.y + half


def on_spoke(turn: float, radius: float, beside: float = 0.0) -> Place:
    """A place at a share of a turn clockwise from the top, moved along its ring by ``beside``."""
    angle = 2 * math.pi * turn
    x, y = math.sin(angle), -math.cos(angle)
    return radius * x - beside * y, radius * y + beside * x


def ring(rank: int, radius: float, answers: int) -> float:
    """Radius of the ring of an answer; the lowest is a ring too, not the middle."""
    return radius * (rank + 1) / answers


def mark_places(round_: Round, radius: float, size: float) -> dict[tuple[str, str], Place]:
    """Place of the mark of every subject and item: on its ring, beside others that stand there."""
    found = {}
    for place, item in enumerate(round_.items):
        readings = [r for r in round_.at(item) if r.rank is not None or r.is_unknown]
        for reading in readings:
            tied = [other.subject.id for other in readings if other.rank == reading.rank]
            beside = (tied.index(reading.subject.id) - (len(tied) - 1) / 2) * size * _APART
            far = radius + UNKNOWN
            if reading.rank is not None:
                far = ring(reading.rank, radius, len(round_.answers))
            turn = place / len(round_.items)
            found[reading.subject.id, item] = on_spoke(turn, far, beside)
    return found


def mark_boxes(places: Mapping[tuple[str, str], Place], size: float) -> Floats:
    """Boxes of marks of this size."""
    middles = np.array(list(places.values()), dtype=float).reshape(-1, 2)
    return np.hstack([middles - size / 2, middles + size / 2])


def name_items(
    labels: Sequence[tuple[tuple[str, ...], float]], radius: float, step: float, marks: Floats
) -> list[Name]:
    """Names beyond the ends of the spokes, no farther than it takes to clear all marks."""
    found = []
    for place, (lines, wide) in enumerate(labels):
        turn = place / len(labels)
        x, y = on_spoke(turn, 1.0)
        tall = len(lines) * step
        for more in range(_FARTHEST):
            out = radius + UNKNOWN + _NAME + more
            name = Name(lines, wide, x * (out + wide / 2), y * (out + tall / 2), step)
            if _is_free(name, marks):
                break
        found.append(name)
    return found


def name_rings(
    answers: Sequence[tuple[str, float]], spokes: int, radius: float, marks: Floats, size: float
) -> list[Name]:
    """Names (with their widths) under their rings, between two spokes, where no mark is.

    All stand in one sector if there is one that is free, else each in its own; where there is no
    room for one of them there are none. Sectors are tried from the top, to both sides.
    """
    step = size * LEADING
    if radius / len(answers) < step:
        return []
    sectors = sorted(
        ((place - 0.5) / spokes for place in range(spokes)),
        key=lambda turn: (round(-math.cos(2 * math.pi * turn), 6), turn),
    )
    rows = [
        [
            _under_ring(answer, wide, turn, ring(rank, radius, len(answers)), step)
            for rank, (answer, wide) in enumerate(answers)
        ]
        for turn in sectors
        if abs(on_spoke(turn, 1.0)[0]) <= _STEEP or spokes < _FEW
    ]
    whole = next((row for row in rows if all(_is_free(name, marks) for name in row)), None)
    return whole or _scattered(rows, marks)


def _under_ring(answer: str, wide: float, turn: float, far: float, step: float) -> Name:
    """A name inside a ring, close to its line."""
    x, y = on_spoke(turn, far)
    return Name((answer,), wide, x, y + math.copysign(step / 2 + 0.6, -y), step)


def _scattered(rows: Sequence[Sequence[Name]], marks: Floats) -> list[Name]:
    """The first free place of each ring's name."""
    found: list[Name] = []
    for names in zip(*rows, strict=True):
        taken = np.array([name.box for name in found]).reshape(-1, 4)
        free = (n for n in names if _is_free(n, marks) and _is_free(n, taken))
        chosen = next(free, None)
        if chosen is None:
            return []
        found.append(chosen)
    return found


def _is_free(name: Name, boxes: Floats) -> bool:
    return not len(boxes) or not bool((overlaps(np.array([name.box]), boxes) > 0).any())
