"""Cells of a heat map: answers in the shades of their scale, what is missing apart from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from engagement_kit.charts.paper import legend
from engagement_kit.charts.paper.sheet import Look, Sheet
from engagement_kit.charts.paper.theme import Theme
from engagement_kit.words import Words

__all__ = [
    "MISSING_MARKS",
    "Box",
    "draw_differ",
    "draw_levels",
    "draw_missing",
    "level_entries",
    "middles",
    "missing_entries",
]

Box = tuple[float, float, float, float]  # left, top, width and height
MISSING_MARKS = {"not_asked": ".", "not_applicable": "_", "confidential": "x"}
_SWATCH = 11.0


def draw_levels(
    sheet: Sheet, boxes: Sequence[Sequence[Box]], answers: Sequence[str], *, hatched: bool = True
) -> None:
    """The cells of every answer, lowest first, as one artist an answer and one for its hatch."""
    looks = _looks(sheet.theme, len(answers), hatched=hatched)
    for look, answer, cells in zip(looks, answers, boxes, strict=True):
        sheet.rectangles(cells, facecolor=look["facecolor"], gid=f"level:{answer}")
        if look["hatch"] and cells:
            sheet.hatching(cells, look["hatch"], look["hatchcolor"], gid=f"hatch:{answer}")


def draw_missing(sheet: Sheet, boxes: Mapping[str, Sequence[Box]]) -> None:
    """Cells without an answer: white, struck through where unknown, else with the reason's mark."""
    theme = sheet.theme
    frame = {"facecolor": theme.paper, "edgecolor": theme.pale, "linewidth": theme.hair}
    for reason, cells in boxes.items():
        sheet.rectangles(cells, **frame, gid=f"level:{reason}")
        if reason in MISSING_MARKS:
            look = {"marker": MISSING_MARKS[reason], "markersize": 3, "color": theme.grey}
            sheet.marks(middles(cells), **look, gid=reason)
    strokes = [((x, y + h), (x + w, y)) for x, y, w, h in boxes.get("unknown", ())]
    sheet.lines(strokes, colors=theme.pale, gid="unknown")


def draw_differ(sheet: Sheet, dark: Sequence[Box], light: Sequence[Box]) -> None:
    """A dot in the corner of cells in which coders differ; ``dark`` are cells of dark shades."""
    for cells, colour in ((dark, sheet.theme.paper), (light, sheet.theme.ink)):
        at = [(x + w - 1.6, y + 1.6) for x, y, w, _ in cells]
        look = {"marker": "o", "markersize": 1.6, "markeredgewidth": 0, "color": colour}
        sheet.marks(at, **look, gid="differ")


def middles(boxes: Iterable[Box]) -> list[tuple[float, float]]:
    """Middles of boxes."""
    return [(x + w / 2, y + h / 2) for x, y, w, h in boxes]


def level_entries(
    theme: Theme, labels: Sequence[str], *, hatched: bool = True
) -> list[legend.Entry]:
    """Keys of the answers, lowest first."""
    looks = _looks(theme, len(labels), hatched=hatched)
    return [
        legend.Entry(legend.area(_SWATCH, **look), label, _SWATCH)
        for look, label in zip(looks, labels, strict=True)
    ]


def missing_entries(theme: Theme, words: Words, reasons: Iterable[str]) -> list[legend.Entry]:
    """Keys of what has no answer: unknown, and the other reasons that occur."""
    entries = [legend.Entry(_draw_unknown, words("level.unknown"), _SWATCH)]
    for reason, mark in MISSING_MARKS.items():
        if reason in set(reasons):
            drawn = legend.mark(mark, markersize=3, color=theme.grey)
            entries.append(legend.Entry(drawn, words(f"level.{reason}"), _SWATCH))
    return entries


def _looks(theme: Theme, count: int, *, hatched: bool) -> list[Look]:
    hatches = theme.level_hatches(count) if hatched else ("",) * count
    return [
        theme.fill(shade, hatch) for shade, hatch in zip(theme.levels(count), hatches, strict=True)
    ]


def _draw_unknown(sheet: Sheet, x: float, y: float) -> None:
    edge = {"edgecolor": sheet.theme.pale, "linewidth": sheet.theme.hair}
    sheet.rectangle(x - _SWATCH / 2, y - 3, _SWATCH, 6, facecolor=sheet.theme.paper, **edge)
    half = _SWATCH / 2
    sheet.lines([((x - half, y + 3), (x + half, y - 3))], colors=sheet.theme.pale)
