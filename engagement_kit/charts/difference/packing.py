"""Marks side by side: every case of a group in its answer, none on another, always the same."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Box", "Packing", "choose_packing", "pack", "pack_scores"]

Box = tuple[float, float, float, float]  # left, top, width and height
_LEAST = 1.6  # the smallest distance of two marks, in sheet points
_STEP = 0.1


@dataclass(frozen=True, slots=True)
class Packing:
    """Distance of two marks, and how many cases one mark stands for."""

    pitch: float
    each: int


def choose_packing(
    cells: Sequence[tuple[float, float, int]],
    scores: Sequence[tuple[float, float, Sequence[float]]],
    most: float,
) -> Packing:
    """The widest distance at which all marks have room.

    Parameters
    ----------
    cells : sequence
        Width, height and number of cases of each answer of each group.
    scores : sequence
        Width and height of each strip of scores, and the scores.
    most : float
        The largest distance.

    Returns
    -------
    Packing
        With ``each`` above 1 where not every case has room for a mark of its own.
    """
    pitch = most
    while pitch > _LEAST and not _have_room(cells, scores, Packing(pitch, 1)):
        pitch -= _STEP
    packing = Packing(max(pitch, _LEAST), 1)
    while not _have_room(cells, scores, packing):
        packing = Packing(packing.pitch, packing.each + 1)
    return packing


def _have_room(
    cells: Sequence[tuple[float, float, int]],
    scores: Sequence[tuple[float, float, Sequence[float]]],
    packing: Packing,
) -> bool:
    pitch, each = packing.pitch, packing.each
    for wide, high, count in cells:
        if math.ceil(count / each) > max(int(wide / pitch), 1) * max(int(high / pitch), 1):
            return False
    for wide, high, found in scores:
        fullest = max(binned(found, wide, pitch).values(), default=0)
        if math.ceil(fullest / each) > max(int(high / pitch), 1):
            return False
    return True


def pack(box: Box, count: int, packing: Packing) -> list[tuple[float, float]]:
    """Places of the marks of one answer: in even lines about the middle of its box."""
    marks = math.ceil(count / packing.each)
    left, top, wide, high = box
    per_line = max(int(wide / packing.pitch), 1)
    lines = max(math.ceil(marks / per_line), 1)
    even = math.ceil(marks / lines)
    places = []
    for place in range(marks):
        line, column = divmod(place, even)
        here = min(even, marks - line * even)
        x = left + wide / 2 + (column - (here - 1) / 2) * packing.pitch
        places.append((x, top + high / 2 + (line - (lines - 1) / 2) * packing.pitch))
    return places


def pack_scores(box: Box, scores: Sequence[float], packing: Packing) -> list[tuple[float, float]]:
    """Places of marks at scores from 0 to 1: equal and nearly equal ones above one another."""
    left, top, wide, high = box
    found = []
    for bin_, count in sorted(binned(scores, wide, packing.pitch).items()):
        marks = math.ceil(count / packing.each)
        x = left + min(bin_ * packing.pitch, wide)
        found += [
            (x, top + high / 2 + (place - (marks - 1) / 2) * packing.pitch)
            for place in range(marks)
        ]
    return found


def binned(scores: Sequence[float], wide: float, pitch: float) -> Counter[int]:
    """How many scores share each column of marks."""
    return Counter(round(score * wide / pitch) for score in scores)
