"""Panels with one scale of answers: a block for each item, an answer a line through all blocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engagement_kit.charts.paper.fonts import font
from engagement_kit.charts.paper.sheet import Look, Sheet
from engagement_kit.charts.paper.text import LEADING, shorten, text_width, wrap
from engagement_kit.charts.paper.theme import Theme

__all__ = [
    "GAP",
    "Frame",
    "Lanes",
    "Panel",
    "draw_heads",
    "draw_items",
    "lay_frame",
]

GAP = 14.0  # between panels


@dataclass(frozen=True)
class Panel:
    """One panel: the lowest answer stands at ``zero``, rows begin at ``body``.

    ``shows`` is the place of what it shows among what all panels show.
    """

    shows: int
    start: float
    top: float
    wide: float
    body: float
    zero: float
    step: float
    is_first: bool

    def at(self, rank: float) -> float:
        """Place of an answer."""
        return self.zero + rank * self.step

    @property
    def end(self) -> float:
        """Where the panel ends."""
        return self.start + self.wide


@dataclass(frozen=True)
class Frame:
    """How panels divide the width: ``several`` beside one another, their margins and heads.

    ``heads`` are the lines over each answer: its name, or its number where names have no room.
    """

    several: int
    wide: float
    edge: float
    step: float
    heads: list[list[str]]
    is_numbered: bool

    def panel(self, place: int, column: float, head: float, high: float) -> Panel:
        """A panel, counted in the order of reading."""
        start = column + place % self.several * (self.wide + GAP)
        top = place // self.several * (head + high + GAP)
        first = place % self.several == 0
        zero = start + self.edge
        return Panel(place, start, top, self.wide, top + head, zero, self.step, is_first=first)


@dataclass(frozen=True)
class Lanes:
    """How high the lanes of an item are: usually and at least, and what lies between two items.

    ``spare`` is what still lies between them where lanes have to be lower.
    """

    usual: float
    least: float
    between: float
    spare: float

    def heights(
        self, lanes: int, words: float, free: float, *, is_fixed: bool
    ) -> tuple[float, float]:
        """Height of the block of an item and of a lane in it, within the height that is free."""
        wanted = max(lanes * self.usual, words) + self.between
        if not is_fixed and wanted <= free:
            return wanted, self.usual
        block = free if is_fixed else max(free, max(lanes * self.least, words) + 1.0)
        return block, min(self.usual, max((block - self.spare) / lanes, self.least))


def lay_frame(
    answers: Sequence[str],
    panels: int,
    width: float,
    lang: str,
    theme: Theme,
    *,
    beside: float,
    edge: float,
    least: float,
) -> Frame:
    """As many panels beside one another as can be read, answers by name where names have room.

    Parameters
    ----------
    answers : sequence of str
    panels : int
    width : float
        Of all panels, in sheet points.
    lang : str
    theme : Theme
    beside, edge, least : float
        Room for numbers at the end of a panel, before the first and after the last answer, and
        least room from answer to answer.
    """
    count = max(len(answers) - 1, 1)
    narrowest = beside + 2 * edge + count * least
    several = max(1, min(panels, int((width + GAP) / (narrowest + GAP))))
    wide = (width - (several - 1) * GAP) / several
    letters = font(lang, theme.least)
    words = [max(text_width(word, letters) for word in name.split()) for name in answers]
    outer = max(edge, words[0] / 2 + 1, words[-1] / 2 + 1)
    step = (wide - beside - 2 * outer) / count
    if max(words) <= step - 3:
        # The first and the last reach beyond their lines by no more than the edge.
        ends = {0, len(answers) - 1}
        rooms = [
            min(step - 3, 2 * outer - 2) if place in ends else step - 3
            for place in range(len(answers))
        ]
        heads = [wrap(name, letters, room) for name, room in zip(answers, rooms, strict=True)]
        return Frame(several, wide, outer, step, heads, is_numbered=False)
    numbers = [[str(place)] for place in range(1, count + 2)]
    return Frame(several, wide, edge, (wide - beside - 2 * edge) / count, numbers, is_numbered=True)


def draw_heads(sheet: Sheet, panel: Panel, heads: list[list[str]], high: float) -> None:
    """The answers over their lines, which run through all rows."""
    theme, first, last = sheet.theme, panel.body, panel.body + high
    places = [panel.at(rank) for rank in range(len(heads))]
    pairs = [((x, first - 2), (x, last)) for x in places]
    sheet.lines(pairs, colors=theme.pale, zorder=0.4)
    look: Look = {"size": theme.least, "side": "middle", "colour": theme.grey}
    for rank, head in enumerate(heads):
        for line, words in enumerate(head):
            y = first - 4 - (len(head) - line - 0.5) * theme.least * LEADING
            sheet.text(places[rank], y, words, gid=f"answer:{rank}", **look)


def draw_items(
    sheet: Sheet, panel: Panel, labels: Sequence[str], column: float, block: float
) -> None:
    """Every other block in a tint, and in front of the first panel what the blocks are called."""
    for place, label in enumerate(labels):
        y = panel.body + place * block
        if place % 2 == 0:
            start = 0.0 if panel.is_first else panel.start
            sheet.rectangle(
                start, y, panel.end - start, block, facecolor=sheet.theme.tint, zorder=0
            )
        if panel.is_first:
            _draw_label(sheet, label, column, block, y)


def _draw_label(sheet: Sheet, label: str, column: float, block: float, top: float) -> None:
    """A name in lines, if they have room beside the rows."""
    step = sheet.theme.text * LEADING
    lines = sheet.wrapped(label, column)
    if len(lines) > 1 and len(lines) * step > block:
        lines = [shorten(label, sheet.font(), column)]
    sheet.paragraph(0, top + (block - len(lines) * step) / 2, lines)
