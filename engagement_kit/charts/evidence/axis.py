"""Where years lie: columns of one year or of several, as wide as their marks ask for."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from engagement_kit.charts.evidence.grid import EvidenceGrid, Mark
from engagement_kit.charts.paper.fonts import font
from engagement_kit.charts.paper.text import text_width
from engagement_kit.charts.paper.theme import Theme
from engagement_kit.charts.rows.cases import ROW

__all__ = ["LARGEST", "SMALLEST", "Axis", "lay_axis", "mark_size", "widths"]

STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000)
SMALLEST, LARGEST = 3.0, 7.0  # size of the mark of one piece, and of the largest, in sheet points
_NARROW = 220.0  # below this width of a sheet names are cut sooner
_SHARE = 0.15  # of the axis, for the heading of undated pieces
_BESIDE, _NARROWEST = 2.3, 7.2  # least room for each of several marks, and for a column


@dataclass(frozen=True)
class Axis:
    """Columns from ``start`` on, each of ``step`` years and ``column`` sheet points.

    ``undated`` is where the column of undated pieces begins, ``marks`` what stands where.
    """

    start: float
    column: float
    step: int
    first: int | None
    count: int
    undated: float
    undated_width: float
    marks: list[Mark]

    @property
    def end(self) -> float:
        """Where the last column of years ends."""
        return self.start + self.count * self.column

    def middle(self, period: int | None) -> float:
        """Middle of the column of a period; None is undated."""
        if period is None or self.first is None:
            return self.undated + self.undated_width / 2
        return self.start + ((period - self.first) // self.step + 0.5) * self.column

    def width(self, period: int | None) -> float:
        """Room of a period."""
        return self.undated_width if period is None else self.column


def lay_axis(grid: EvidenceGrid, theme: Theme, start: float, stop: float) -> Axis:
    """Columns of as few years as leave room for their marks between two places."""
    undated = _undated_width(grid, theme, (stop - start) * _SHARE)
    room = stop - start - undated
    for step in STEPS:
        first, count = _columns(grid, step)
        marks = grid.marks(step)
        beside = Counter((mark.row, mark.period) for mark in marks if mark.period is not None)
        needed = max(_most(beside) * _BESIDE, _NARROWEST)
        if count * needed <= room or count <= 1:
            break
    column = min(room / max(count, 1), ROW * 5)
    at = start + count * column if count else start
    return Axis(start, column, step, first, count, at, undated, marks)


def mark_size(pieces: int, largest: int, room: float) -> float:
    """Size of a mark whose area grows with the pieces, no larger than its room."""
    widest = min(LARGEST, max(room - 0.6, SMALLEST))
    share = (pieces - 1) / max(largest - 1, 1)
    return float((SMALLEST**2 + share * (widest**2 - SMALLEST**2)) ** 0.5)


def widths(width: float, longest: float, count: float) -> tuple[float, float]:
    """Widths of the column of names and of the bars of shares, with the counts behind these."""
    share = 0.34 if width > _NARROW else 0.27
    names = min(longest + 8, 128.0, max(width * share, 40.0))
    return names, min(max(width * 0.18, 28.0), 96.0) + count


def _most(beside: Counter[tuple[int, int]]) -> int:
    """Marks beside one another in all but a hundredth of the places: there they may overlap."""
    numbers = sorted(beside.values()) or [1]
    return numbers[int(0.99 * (len(numbers) - 1))]


def _columns(grid: EvidenceGrid, step: int) -> tuple[int | None, int]:
    if grid.first is None or grid.last is None:
        return None, 0
    first = grid.first // step * step
    return first, (grid.last - first) // step + 1


def _undated_width(grid: EvidenceGrid, theme: Theme, most: float) -> float:
    """Room for undated pieces and, up to ``most``, for its heading; 0 where there are none."""
    if not grid.has_undated:
        return 0.0
    beside = Counter(mark.row for mark in grid.marks(1000) if mark.period is None)
    letters = font(grid.lang, theme.least)
    number = text_width(str(grid.periods(1000).get(None, 0)), letters)
    heading = text_width(grid.words("evidence.undated"), letters)
    needed = max(max(beside.values(), default=1) * _BESIDE + SMALLEST, number, ROW) + 4
    return max(needed, heading + 4 if heading + 4 <= most else 0.0)
