"""Where everything on a radar stands: the circle with its rings and spokes, names, and the key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes

from engagement_kit.charts.paper import legend
from engagement_kit.charts.paper.fonts import font
from engagement_kit.charts.paper.key_flow import Flow, lay_flow
from engagement_kit.charts.paper.labels import overlaps
from engagement_kit.charts.paper.sheet import MARGIN, Look, Sheet, full_width, open_sheet, size_of
from engagement_kit.charts.paper.text import LEADING, text_width, wrap
from engagement_kit.charts.paper.theme import Theme, points
from engagement_kit.charts.radar.places import (
    UNKNOWN,
    Name,
    Place,
    mark_boxes,
    mark_places,
    name_items,
    name_rings,
)
from engagement_kit.charts.radar.rounds import Round
from engagement_kit.charts.rows.levels import item_label
from engagement_kit.charts.rows.subjects import STROKES, Subject
from engagement_kit.words import Words

__all__ = ["KEY", "Circle", "lay_circle", "stroke"]

KEY = 10.0  # between circle and key
_LARGEST, _LEAST, _SMALL = 125.0, 30.0, 75.0  # radius; below the last, numbers instead of names
_NAME_SHARE, _LONGEST = 0.27, 84.0
_STROKE, _PAGE, _ROUNDS = 18.0, 240.0, 3
_FIXED = "\u00a0"  # keeps a number with its name


@dataclass(frozen=True)
class Circle:
    """A sheet, and a circle around ``x``, ``y``; places and names are seen from there."""

    sheet: Sheet
    round: Round
    x: float
    y: float
    radius: float
    marks: Mapping[tuple[str, str], Place]
    items: tuple[Name, ...]
    rings: tuple[Name, ...]
    key: Flow
    foot: float

    def on_sheet(self, place: Place) -> Place:
        """The same place, seen from the corner of the sheet."""
        return self.x + place[0], self.y + place[1]


@dataclass(frozen=True)
class _Fit:
    """A radius with all that depends on it."""

    radius: float
    marks: Mapping[tuple[str, str], Place]
    items: list[Name]
    rings: list[Name]

    def edges(self) -> tuple[float, float, float, float]:
        """Left, top, right and foot of circle, marks and names."""
        out = self.radius + UNKNOWN + 3.0
        boxes = np.array([name.box for name in self.items] + [(-out, -out, out, out)])
        left, top = boxes[:, :2].min(axis=0)
        right, foot = boxes[:, 2:].max(axis=0)
        return float(left), float(top), float(right), float(foot)

    def is_within(self, width: float, height: float) -> bool:
        """Whether all of it stays on a sheet of this size, its middle in the sheet's."""
        left, top, right, foot = self.edges()
        return max(-left, right) <= width / 2 and foot - top <= height

    def collides(self) -> bool:
        """Whether names of items lie on one another."""
        boxes = np.array([name.box for name in self.items]) + np.array([-1, 0, 1, 0])
        shared = overlaps(boxes, boxes)
        np.fill_diagonal(shared, 0.0)
        return bool((shared > 0).any())


def lay_circle(round_: Round, ax: Axes | None, theme: Theme, *, key: bool) -> Circle:
    """Make the sheet and find the place of everything: names where there is room, else numbers."""
    width, given = (full_width(theme), None) if ax is None else size_of(ax, theme)
    high = given or points(theme.height or _PAGE) / theme.unit - 2 * MARGIN
    for numbered in (False, True):
        labels = _labels(round_, width, theme, numbered=numbered)
        flow, below = lay_flow(round_.framework.lang, theme, width, []), 0.0
        for _ in range(_ROUNDS):  # a smaller circle may need a longer key
            fit = _largest(round_, labels, width, high - below, theme)
            flow = _key(round_, width, theme, fit, numbered=numbered, shown=key)
            below = KEY + flow.height if flow.entries else 0.0
            if _height(fit) + below <= high:
                break
        if numbered or (fit.radius >= _SMALL and not fit.collides()):
            break
    _, top, _, foot = fit.edges()
    sheet = open_sheet(ax, round_.framework.lang, theme, width, foot - top + below)
    items, rings = tuple(fit.items), tuple(fit.rings)
    middle = sheet.width / 2, -top
    return Circle(sheet, round_, *middle, fit.radius, fit.marks, items, rings, flow, foot - top)


def stroke(theme: Theme, subject: Subject) -> Look:
    """How the line of a subject is drawn."""
    style = STROKES[subject.place % len(STROKES)]
    return {"colors": subject.colour, "linewidths": theme.line * 2, "linestyles": style}


Labels = list[tuple[tuple[str, ...], float]]


def _labels(round_: Round, width: float, theme: Theme, *, numbered: bool) -> Labels:
    """Lines beside each spoke, with their width: the item's name, or its number."""
    letters = font(round_.framework.lang, theme.small)
    room = min(_LONGEST, width * _NAME_SHARE)
    names = (
        [str(place)] if numbered else wrap(item_label(round_.framework, item), letters, room)
        for place, item in enumerate(round_.items, start=1)
    )
    return [(tuple(lines), max(text_width(line, letters) for line in lines)) for lines in names]


def _largest(round_: Round, labels: Labels, width: float, high: float, theme: Theme) -> _Fit:
    """The largest circle with which all names stay inside."""
    low, above = _LEAST, _LARGEST
    best = _fit(round_, labels, _LARGEST, theme)
    if best.is_within(width, high):
        return best
    best = _fit(round_, labels, low, theme)
    while above - low > 1:
        middle = _fit(round_, labels, (low + above) // 2, theme)
        if middle.is_within(width, high):
            low, best = middle.radius, middle
        else:
            above = middle.radius
    return best


def _fit(round_: Round, labels: Labels, radius: float, theme: Theme) -> _Fit:
    """A circle of this radius with its marks and names."""
    marks = mark_places(round_, radius, theme.marker)
    boxes = mark_boxes(marks, theme.marker + 1.0)
    items = name_items(labels, radius, theme.small * LEADING, boxes)
    letters = font(round_.framework.lang, theme.least)
    answers = [(answer, text_width(answer, letters)) for answer in round_.answers]
    rings = name_rings(answers, len(round_.items), radius, boxes, theme.least)
    return _Fit(radius, marks, items, rings)


def _height(fit: _Fit) -> float:
    _, top, _, foot = fit.edges()
    return foot - top


def _key(
    round_: Round, width: float, theme: Theme, fit: _Fit, *, numbered: bool, shown: bool
) -> Flow:
    """Subjects, what is unknown, and the names that have no room in the circle."""
    words, entries = round_.words, []
    if shown and round_.subjects:
        entries = [
            legend.Entry(_sample(theme, subject), round_.label(subject), _STROKE)
            for subject in round_.subjects
        ]
        if any(reading.is_unknown for reading in round_.readings):
            look: Look = {"markerfacecolor": theme.paper, "markeredgecolor": theme.ink}
            entries.append(legend.Entry(legend.mark("o", **look), words("radar.unknown")))
        entries += _lists(round_, numbered=numbered, named=bool(fit.rings))
    return lay_flow(round_.framework.lang, theme, width, entries)


def _lists(round_: Round, *, numbered: bool, named: bool) -> list[legend.Entry]:
    """Items by number and answers by ring, where their names stand nowhere else."""
    words, entries = round_.words, []
    if numbered:
        items = [item_label(round_.framework, item) for item in round_.items]
        entries.append(legend.remark(words("radar.items", items=_numbered(items, words))))
    if not named:
        answers = words("list.separator").join(round_.answers)
        entries.append(legend.remark(words("radar.scale", answers=answers)))
    return entries


def _numbered(names: Sequence[str], words: Words) -> str:
    listed = (f"{place}{_FIXED}{name}" for place, name in enumerate(names, start=1))
    return words("list.separator").join(listed)


def _sample(theme: Theme, subject: Subject) -> legend.Draw:
    def draw(sheet: Sheet, x: float, y: float) -> object:
        ends = ((x - _STROKE / 2, y), (x + _STROKE / 2, y))
        sheet.lines([ends], **stroke(theme, subject))
        return sheet.marks([(x, y)], marker=subject.marker, color=subject.colour)

    return draw
