"""Places of a solution chart: terms beside one another in bands as wide as the sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from matplotlib.axes import Axes

from engagement_kit.charts.paper.fonts import font
from engagement_kit.charts.paper.key_flow import Flow, lay_flow, names_lines
from engagement_kit.charts.paper.sheet import full_height, full_width, size_of
from engagement_kit.charts.paper.text import LEADING, plain, text_width, wrap
from engagement_kit.charts.paper.theme import Theme, points
from engagement_kit.charts.solution.columns import MEASURES, Column, Shown
from engagement_kit.charts.solution.key import key_entries

__all__ = ["HEAD", "ROW", "SIZE", "Band", "Layout", "Strip", "lay_out"]

HEAD, ROW, SIZE = 11.0, 13.0, 10.0  # of the line of numbers, of conditions, of measures
_APART, _AFTER, _KEY, _EMPTY = 10.0, 9.0, 7.0, 40.0  # models, bands, the key; an empty chart
_LABELS, _GAP = 0.42, 6.0  # most of the width that names of conditions take; between columns
_UNDER = 3.0  # below the title
_WIDE = 44.0  # the most that a term takes
_NAMES = (40, 24, 12, 6, 3)  # of a term, the most that fit
_PAGE = 240.0


@dataclass(frozen=True)
class Strip:
    """Terms of one model beside one another in one band, from a place on."""

    model: str
    start: float
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class Band:
    """Strips that stand at one height."""

    top: float
    strips: tuple[Strip, ...]


@dataclass(frozen=True)
class Layout:
    """Everything with its place, in sheet points.

    Attributes
    ----------
    shown : Shown
        With the models that have room.
    labels, pitch : float
        Width of the names of conditions; of a term.
    bands : tuple of Band
    lines : tuple of str
        What stands below them: the models as wholes, then cases by term.
    lines_top : float
    key_top : float
    key : Flow
    """

    shown: Shown
    width: float
    labels: float
    pitch: float
    is_tied: bool
    title: tuple[str, ...]
    bands: tuple[Band, ...]
    lines: tuple[str, ...]
    lines_top: float
    key_top: float
    key: Flow

    @property
    def height(self) -> float:
        """How high all of it is."""
        return self.key_top + self.key.height

    def head(self, band: Band) -> float:
        """Top of the line of numbers in a band."""
        return band.top + (HEAD if self.is_tied else 0.0)

    def row(self, band: Band, place: int) -> float:
        """Middle of the row of a condition."""
        return self.head(band) + HEAD + (place + 0.5) * ROW

    def measure(self, band: Band, place: int) -> float:
        """Middle of the row of a measure."""
        conditions = len(self.shown.result.truth_table.conditions)
        return self.head(band) + HEAD + conditions * ROW + 3.0 + (place + 0.5) * SIZE

    def across(self, strip: Strip, place: int) -> float:
        """Middle of a term."""
        return strip.start + (place + 0.5) * self.pitch


def lay_out(shown: Shown, ax: Axes | None, theme: Theme, *, key: bool) -> Layout:
    """As many models as there is room for, the key below."""
    width, high = (full_width(theme), full_height(theme)) if ax is None else size_of(ax, theme)
    # Axes of one's own stand in a figure that says what they are: they have no line to spare.
    title = wrap(shown.title, font(shown.words.lang, theme.text), width) if ax is None else []
    page = min(high, points(_PAGE) / theme.unit)
    while True:
        for most in _NAMES:  # fewer names rather than fewer models
            layout = _finish(shown, width, theme, title, most, key=key)
            if layout.height <= page:
                return layout
        if len(shown.models) <= 1:
            return layout
        shown = shown.fewer(len(shown.models) - 1)


def _finish(
    shown: Shown, width: float, theme: Theme, title: Sequence[str], most: int, *, key: bool
) -> Layout:
    letters = font(shown.words.lang, theme.small)
    told = [plain(name) for name in shown.result.truth_table.conditions]
    told += [shown.words(f"solution.{name}") for name in (*MEASURES, "n")]
    labels = min(max(text_width(words, letters) for words in told) + _GAP, width * _LABELS)
    pitch = _pitch(shown, width - labels, text_width("0.000", letters) + _GAP)
    is_tied = shown.result.n_models > 1
    rows = len(shown.result.truth_table.conditions) * ROW + 3.0 + (len(MEASURES) + 1) * SIZE
    high = HEAD * (2 if is_tied else 1) + rows + _AFTER
    strips = _strips(shown, labels, width, pitch)
    body = len(title) * theme.text * LEADING + _UNDER if title else 0.0
    bands = tuple(Band(body + place * high, tuple(row)) for place, row in enumerate(strips))
    top = body + (len(bands) * high if bands else _EMPTY)
    lines = _lines(shown, width, theme, most)
    foot = top + len(lines) * theme.small * LEADING
    flow = lay_flow(shown.words.lang, theme, width, key_entries(shown, theme) if key else [])
    key_top = foot + (_KEY if flow.entries else 0.0)
    return Layout(
        shown,
        width,
        labels,
        pitch,
        is_tied,
        tuple(title),
        bands,
        tuple(lines),
        top,
        key_top,
        flow,
    )


def _pitch(shown: Shown, room: float, least: float) -> float:
    """Width of a term: more than the least where all of them stand side by side."""
    terms = sum(len(model.columns) for model in shown.models)
    gaps = _APART * max(len(shown.models) - 1, 0)
    return max(least, min(_WIDE, (room - gaps) / terms)) if terms else least


def _strips(shown: Shown, labels: float, width: float, pitch: float) -> list[list[Strip]]:
    """Bands of strips: a model begins a band of its own where it does not fit into the last."""
    bands: list[list[Strip]] = []
    most = max(1, int((width - labels) // pitch))
    x = width
    for model in shown.models:
        even = ceil(len(model.columns) / ceil(len(model.columns) / most))
        for start in range(0, len(model.columns), even):
            part = model.columns[start : start + even]
            if not bands or x + len(part) * pitch > width + 0.01:
                bands.append([])
                x = labels
            bands[-1].append(Strip(model.name, x, part))
            x += len(part) * pitch + _APART
    return bands


def _lines(shown: Shown, width: float, theme: Theme, most: int) -> list[str]:
    """The models as wholes, then who is in each term."""
    words, letters = shown.words, font(shown.words.lang, theme.small)
    lines: list[str] = []
    for model in shown.models:
        incl, pri, cov = (f"{value:.3f}" for value in model.measures)
        told = words("solution.whole", model=model.name, incl=incl, pri=pri, cov=cov)
        lines += wrap(told, letters, width)
    for number, column in shown.terms.items():
        names = [plain(name) for name in column.cases[:most]]
        rest = len(column.cases) - len(names)
        names += [words("status.more", n=rest)] if rest else []
        head = words("solution.members", number=number)
        separator = words("list.separator")
        lines += names_lines(words.lang, theme, width, head, names or ["–"], separator)
    return lines
