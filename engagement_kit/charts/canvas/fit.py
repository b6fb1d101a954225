"""Text that fits the boxes of a canvas: heights of rows, size of letters, and what is left out."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from engagement_kit.charts.paper.fonts import font
from engagement_kit.charts.paper.text import LEADING, plain, wrap
from engagement_kit.charts.paper.theme import Theme
from engagement_kit.frameworks.schema import Layout, Place

__all__ = ["BETWEEN", "INDENT", "PAD", "Fitted", "Note", "Page", "fit_canvas", "title_height"]

PAD, INDENT, BETWEEN = 5.0, 5.5, 2.6  # inside a box, before a note's text, between notes; in points
_STEP = 0.2  # between the sizes of letters that are tried
_LEAST_ROW = 30.0
_SIGNED = 1.38  # distance of base lines where vowel signs stand above tall letters, in font sizes


@dataclass(frozen=True, slots=True)
class Note:
    """A note as it will be written: its text with the number of its evidence, and its language."""

    text: str
    lang: str


@dataclass(frozen=True)
class Fitted:
    """How a canvas is filled.

    Attributes
    ----------
    size : float
        Size of the letters of all notes, in points.
    step : float
        Distance of the base lines of a note, in points.
    heights : list of float
        Height of every row of the grid, in points.
    lines : dict
        By box, the lines of each note that is shown.
    left_out : dict
        By box, how many notes are not shown.
    """

    size: float
    step: float
    heights: list[float]
    lines: dict[str, list[list[str]]]
    left_out: dict[str, int]


@dataclass(frozen=True)
class Page:
    """What a canvas is laid out for: its grid, its titles, how wide and how high it may be."""

    layout: Layout
    titles: dict[str, str]
    width: float
    least: float
    most: float
    lang: str
    theme: Theme

    def width_of(self, place: Place) -> float:
        """Width of a box."""
        return self.width / self.layout.columns * place.columns

    def title_of(self, place: Place) -> float:
        """Height of a box's title."""
        return title_height(self.titles[place.box], self.width_of(place), self.lang, self.theme)


def fit_canvas(notes: dict[str, list[Note]], page: Page) -> Fitted:
    """The largest letters at which all notes fit, down to the theme's least; then notes go."""
    layout, size = page.layout, page.theme.text
    leading = _leading(notes)
    while True:
        lines = {p.box: _lines(notes.get(p.box, []), page, p, size) for p in layout.cells}
        needs = {
            p.box: page.title_of(p) + _height(lines[p.box], size * leading) for p in layout.cells
        }
        heights = _row_heights(layout, needs)
        if sum(heights) <= page.most or size <= page.theme.least + 1e-9:
            break
        size = max(size - _STEP, page.theme.least)
    total = sum(heights)
    if total <= page.most:
        extra = max(page.least - total, 0) / layout.rows
        return Fitted(size, size * leading, [height + extra for height in heights], lines, {})
    return _cut(page, _squeezed(page, heights, size * leading), lines, size, size * leading)


def _squeezed(page: Page, heights: list[float], step: float) -> list[float]:
    """Rows as high as the page lets them be, but never too low for titles and a line of words."""
    needs = {p.box: page.title_of(p) + step + 0.6 * PAD for p in page.layout.cells}
    least = _row_heights(page.layout, needs)
    wanted = sum(heights) - sum(least)
    share = max(page.most - sum(least), 0) / wanted if wanted > 0 else 0.0
    return [low + (high - low) * share for low, high in zip(least, heights, strict=True)]


def title_height(title: str, width: float, lang: str, theme: Theme) -> float:
    """Height of a box's title with the room above and below it, in points."""
    lines = wrap(plain(title), font(lang, theme.text, bold=True), width - 2 * PAD)
    return len(lines) * theme.text * LEADING + 2 * PAD + 1


def _lines(notes: Sequence[Note], page: Page, place: Place, size: float) -> list[list[str]]:
    room = page.width_of(place) - 2 * PAD - INDENT
    return [wrap(note.text, font(page.lang, size), room) for note in notes]


def _leading(notes: dict[str, list[Note]]) -> float:
    """Distance of base lines, in font sizes: Arabic vowel signs stand higher than any letter."""
    signs = (c for several in notes.values() for note in several for c in note.text)
    return _SIGNED if any(map(unicodedata.combining, signs)) else LEADING


def _height(lines: Sequence[Sequence[str]], step: float) -> float:
    """Height of the notes of a box with the room below; an empty box says so in one line."""
    count = sum(len(one) for one in lines) or 1
    return count * step + BETWEEN * max(len(lines) - 1, 0) + 0.6 * PAD


def _row_heights(layout: Layout, needs: dict[str, float]) -> list[float]:
    """Rows high enough for the boxes in them; what a tall box lacks is shared by its rows."""
    heights = [_LEAST_ROW] * layout.rows
    for place in sorted(layout.cells, key=lambda place: (place.rows, place.row, place.column)):
        rows = range(place.row, place.row + place.rows)
        lack = needs[place.box] - sum(heights[row] for row in rows)
        for row in rows:
            heights[row] += max(lack, 0) / place.rows
    return heights


def _cut(
    page: Page, heights: list[float], lines: dict[str, list[list[str]]], size: float, step: float
) -> Fitted:
    """Whole notes, from the first, as far as they fit with a line that counts the others."""
    shown: dict[str, list[list[str]]] = {}
    for place in page.layout.cells:
        room = _box_height(place, heights) - page.title_of(place)
        keep, everything = list(lines[place.box]), len(lines[place.box])
        while keep and _height(keep, step) + (len(keep) < everything) * size * 1.6 > room:
            keep.pop()
        shown[place.box] = keep
    left_out = {box: len(lines[box]) - len(keep) for box, keep in shown.items()}
    return Fitted(size, step, heights, shown, {box: n for box, n in left_out.items() if n})


def _box_height(place: Place, heights: list[float]) -> float:
    return sum(heights[place.row : place.row + place.rows])
