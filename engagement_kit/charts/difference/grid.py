"""Where everything on an estimation plot stands: strips of marks, differences, their heads."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from matplotlib.axes import Axes

from engagement_kit.charts.difference.key import key_entries
from engagement_kit.charts.difference.packing import Packing, choose_packing
from engagement_kit.charts.difference.shown import Row, Shown
from engagement_kit.charts.paper.fonts import font
from engagement_kit.charts.paper.key_flow import Flow, lay_flow
from engagement_kit.charts.paper.sheet import MARGIN, Sheet, full_width, open_sheet, size_of
from engagement_kit.charts.paper.text import LEADING, plain, shorten, text_width, wrap
from engagement_kit.charts.paper.theme import Theme, points
from engagement_kit.compare.groups.observations import Outcome

__all__ = ["KEY", "PAD", "Block", "Grid", "Places", "Width", "lay_grid"]

KEY, PAD = 8.0, 2.0  # above the key; above and below the strips of a row
_NARROW = 300.0  # a sheet below this width has the names of items above their rows
_LABELS, _LABEL_SHARE, _GAP = 120.0, 0.3, 8.0
_COUNT, _P, _EDGE = 13.0, 27.0, 7.0  # columns of n and p; beyond the ends of the difference
_ITEM_SHARE = 0.5  # of a line that names an item and a pair of groups
_STRIPS, _UNKNOWN = 0.62, 0.2  # share of the strips in what is left, and of the unknown in them
_STRIP_HIGH = ((1, 28.0), (4, 20.0), (8, 11.0), (99, 7.5))  # most rows, height of a strip
_HYPHEN = "- "  # where a name may be broken
_LEAST_STRIP, _EMPTY, _PAGE = 4.4, 60.0, 240.0


@dataclass(frozen=True, slots=True)
class Width:
    """Columns, from the reading side: labels, strips with the unknown, n, differences, p."""

    whole: float
    is_narrow: bool
    strip: float
    answers: float
    unknown: float
    count: float
    effect: float
    effect_wide: float
    p: float

    @property
    def unknown_start(self) -> float:
        """Where the band of the unknown begins."""
        return self.strip + self.answers + 3.0

    def at(self, delta: float) -> float:
        """Place of a difference."""
        return self.effect + (delta + 1) / 2 * self.effect_wide


@dataclass(frozen=True, slots=True)
class Block:
    """Rows with the same answers under one head; ``heads`` are lines over each answer."""

    outcome: Outcome
    rows: tuple[Row, ...]
    heads: tuple[tuple[str, ...], ...]
    is_numbered: bool


@dataclass(frozen=True, slots=True)
class Places:
    """Tops of the heads of blocks and of rows, and the height of both."""

    heads: tuple[float, ...]
    head: float
    rows: tuple[float, ...]
    row: float
    label: float
    strip: float
    foot: float


@dataclass(frozen=True)
class Grid:
    """A sheet with the places of everything on it."""

    sheet: Sheet
    shown: Shown
    width: Width
    blocks: tuple[Block, ...]
    places: Places
    packing: Packing
    labels: tuple[tuple[str, ...], ...]
    key: Flow

    @property
    def mark(self) -> float:
        """Size of a mark."""
        return min(self.sheet.theme.marker, self.packing.pitch * 0.74)


def lay_grid(shown: Shown, ax: Axes | None, theme: Theme, *, key: bool) -> Grid:
    """Make the sheet and find the place of everything."""
    whole, given = (full_width(theme), None) if ax is None else size_of(ax, theme)
    width = _columns(shown, whole, theme)
    blocks = _blocks(shown, width, theme)
    labels = _labels(shown, width, theme)
    first = choose_packing([(9.0, 9.0, 1)], [], theme.marker + 0.9)
    flow = _flow(shown, blocks, first, theme, whole) if key else None
    below = KEY + flow.height if flow else 0.0
    most = given or points(theme.height or _PAGE) / theme.unit - 2 * MARGIN
    places = _places(shown, blocks, labels, width, theme, most - below, is_fixed=given is not None)
    packing = _packing(shown, width, places.strip, theme)
    if key and packing.each > 1:
        flow = _flow(shown, blocks, packing, theme, whole)
        below = KEY + flow.height
    foot = places.foot if shown.rows else _EMPTY
    sheet = open_sheet(ax, shown.framework.lang, theme, whole, foot + below)
    lines = tuple(tuple(one) for one in labels)
    return Grid(sheet, shown, width, blocks, places, packing, lines, flow or Flow((), 0.0))


def _flow(
    shown: Shown, blocks: tuple[Block, ...], packing: Packing, theme: Theme, whole: float
) -> Flow:
    numbered = [shown.answers(block.outcome) for block in blocks if block.is_numbered]
    entries = key_entries(shown, theme, numbered=numbered, each=packing.each)
    return lay_flow(shown.framework.lang, theme, whole, entries)


def _columns(shown: Shown, whole: float, theme: Theme) -> Width:
    """Divide the width; narrow sheets have no column of labels."""
    is_narrow = whole < _NARROW
    letters = font(shown.framework.lang, theme.text)
    widest = max((text_width(plain(row.label), letters) for row in shown.rows), default=0.0)
    labels = 0.0 if is_narrow else min(widest + 1, _LABELS, whole * _LABEL_SHARE) + _GAP
    rest = whole - labels - _COUNT - _P - 2 * _EDGE - 3.0
    strips = rest * _STRIPS
    unknown = max(strips * _UNKNOWN, 14.0)
    answers = strips - unknown
    count = labels + strips + 3.0
    effect = count + _COUNT + _EDGE
    return Width(
        whole=whole,
        is_narrow=is_narrow,
        strip=labels,
        answers=answers,
        unknown=unknown,
        count=count + _COUNT / 2 + 1.0,
        effect=effect,
        effect_wide=rest - strips,
        p=whole,
    )


def _blocks(shown: Shown, width: Width, theme: Theme) -> tuple[Block, ...]:
    """Rows that follow one another and have the same answers."""
    alike = groupby(shown.rows, lambda row: (row.outcome.answers, row.outcome.is_ordered))
    return tuple(_block(shown, tuple(rows), width, theme) for _, rows in alike)


def _block(shown: Shown, rows: tuple[Row, ...], width: Width, theme: Theme) -> Block:
    """Answers by name where names have room over their cells, else by number."""
    outcome = rows[0].outcome
    names = [plain(name) for name in shown.answers(outcome)]
    if not names:
        return Block(outcome, rows, (("0",), ("0.5",), ("1",)), is_numbered=False)
    letters, cell = font(shown.framework.lang, theme.least), width.answers / len(names)
    apart = [name.replace("-", _HYPHEN) for name in names]
    words = [text_width(word, letters) for name in apart for word in name.split()]
    if max(words) <= cell - 2:
        lines = [wrap(name, letters, cell - 2) for name in apart]
        heads = tuple(tuple(line.replace(_HYPHEN, "-") for line in one) for one in lines)
        return Block(outcome, rows, heads, is_numbered=False)
    heads = tuple((str(number),) for number in range(1, len(names) + 1))
    return Block(outcome, rows, heads, is_numbered=True)


def _labels(shown: Shown, width: Width, theme: Theme) -> list[list[str]]:
    """Lines of the name of each row, its pair of groups below where there are several."""
    letters = font(shown.framework.lang, theme.text)
    room = width.whole if width.is_narrow else width.strip - _GAP
    found = []
    for row in shown.rows:
        label, pair = plain(row.label), plain(shown.pair(row))
        if not shown.is_paired:
            found.append(wrap(label, letters, room))
        elif width.is_narrow:
            half = shorten(label, letters, room * _ITEM_SHARE)
            left = room - text_width(f"{half}: ", letters)
            found.append([f"{half}: {shorten(pair, letters, left)}"])
        else:
            found.append([shorten(label, letters, room), shorten(pair, letters, room)])
    return found


def _places(
    shown: Shown,
    blocks: tuple[Block, ...],
    labels: list[list[str]],
    width: Width,
    theme: Theme,
    most: float,
    *,
    is_fixed: bool,
) -> Places:
    """Heights of heads and rows, as high as is good to read or as there is room."""
    step = theme.text * LEADING
    lines = max([*(len(head) for block in blocks for head in block.heads), 2])
    head = lines * theme.least * LEADING + 5.0
    count = max(len(shown.rows), 1)
    words = max((len(one) for one in labels), default=1) * step
    label = words + 1.0 if width.is_narrow else 0.0
    free = (most - len(blocks) * head) / count - label - 2 * PAD
    wanted = next(high for rows, high in _STRIP_HIGH if count <= rows)
    strip = free / 2 if is_fixed else min(wanted, free / 2)
    if not width.is_narrow:
        strip = max(strip, (words - 2 * PAD) / 2 + 0.5)
    strip = max(strip, _LEAST_STRIP)
    row = label + 2 * strip + 2 * PAD
    heads, tops, y = [], [], 0.0
    for block in blocks:
        heads.append(y)
        y += head
        for _ in block.rows:
            tops.append(y)
            y += row
    return Places(tuple(heads), head, tuple(tops), row, label, strip, y)


def _packing(shown: Shown, width: Width, high: float, theme: Theme) -> Packing:
    """One distance of marks for all strips, so that as many marks are as large everywhere."""
    cells, scores = [], []
    for row in shown.rows:
        count = len(row.outcome.answers)
        for strip in row.strips:
            cells.append((width.unknown - 2, high - 1, strip.unknown))
            if not count:
                scores.append((width.answers - 4, high - 1, strip.places))
            for place in range(count):
                here = strip.places.count(float(row.outcome.first + place))
                cells.append((width.answers / count - 2, high - 1, here))
    return choose_packing(cells, scores, theme.marker + 0.9)
