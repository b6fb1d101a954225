"""The canvas of one case: its notes in their boxes."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.axes import Axes

from engagement_kit.assess import CanvasNotes
from engagement_kit.charts.canvas.fit import (
    BETWEEN,
    INDENT,
    PAD,
    Fitted,
    Note,
    Page,
    fit_canvas,
    title_height,
)
from engagement_kit.charts.canvas.grid import narrowed
from engagement_kit.charts.canvas.tell import case_label, describe_canvas, evidence_count
from engagement_kit.charts.paper.fonts import font
from engagement_kit.charts.paper.sheet import (
    Direction,
    Look,
    Sheet,
    Side,
    full_height,
    full_width,
    open_sheet,
    size_of,
)
from engagement_kit.charts.paper.text import LEADING, isolate, plain, text_width, wrap, wrap_short
from engagement_kit.charts.paper.theme import DEFAULT, Theme, drawing
from engagement_kit.charts.recipe import Recipe, remember
from engagement_kit.charts.results import expect, in_language
from engagement_kit.charts.words import chart_words
from engagement_kit.errors import UnknownId
from engagement_kit.frameworks import RIGHT_TO_LEFT, Framework
from engagement_kit.frameworks.schema import Layout, Place

__all__ = ["draw_canvas"]

_HEAD, _FOOT = 18.0, 14.0  # a line with the case's name above the grid, a line below; in points
_LOWEST, _TALLEST = 250.0, 640.0  # height of the grid in a figure of its own
_MOST_LINES = 3  # of the case's name


def draw_canvas(
    notes: CanvasNotes,
    framework: Framework | None = None,
    *,
    ax: Axes | None = None,
    lang: str | None = None,
    layout: str | None = None,
    theme: Theme = DEFAULT,
) -> Axes:
    """Axes with the boxes of the canvas on their grid, each with its notes.

    Columns run from the reading side. Rows are as high as their notes need; letters shrink to the
    theme's least size before notes are left out, and then each box says how many. The number in
    brackets after a note is its pieces of evidence. The data coordinates of the axes are points of
    1/72 inch.

    Parameters
    ----------
    notes : CanvasNotes
    framework : Framework, optional
        Gives the names of boxes; the framework of the notes if left out.
    ax : Axes, optional
        Draw here. Without it a new figure is made, which pyplot does not know.
    lang : str, optional
        Language of names and direction of the grid; the one of the notes if left out. Notes stand
        in the language that :func:`fill_canvas` found.
    layout : str, optional
        Id of a layout of the part; its first one if left out.
    theme : Theme
        Sizes and colours.

    Raises
    ------
    WrongKind
        ``notes`` are something else, or the framework has no such canvas.
    UnknownId
        No such layout, or the framework does not have the language.
    MissingGlyph
        A note holds a character that no font of the charts can draw.
    """
    notes = expect(notes, CanvasNotes, "a canvas", "fill_canvas")
    framework = in_language(notes, framework, lang or notes.lang)
    grid = _layout(framework, notes.part, layout)
    titles = {place.box: framework.label(place.box) for place in grid.cells}
    with drawing(theme):
        width, most = size_of(ax, theme) if ax else (full_width(theme), full_height(theme))
        frame = _frame(notes, framework, theme, width)
        most -= frame.head + frame.foot
        least, most = (_LOWEST, min(most, _TALLEST)) if ax is None else (most, most)
        grid = narrowed(grid, width)
        texts = _notes_by_box(notes)
        page = Page(grid, titles, width, min(least, most), most, framework.lang, theme)
        fitted = fit_canvas(texts, page)
        high = sum(fitted.heights) + frame.head + frame.foot
        sheet = open_sheet(ax, framework.lang, theme, width, high)
        _draw_frame(sheet, frame)
        for place in grid.cells:
            box = (titles[place.box], texts.get(place.box, []))
            _draw_box(sheet, place, (sheet.width / grid.columns, frame.head), fitted, *box)
    recipe = Recipe("canvas", notes, framework, {"layout": layout})
    return remember(sheet.ax, recipe, describe_canvas(notes, framework))


def _layout(framework: Framework, part: str, layout: str | None) -> Layout:
    layouts = {one.id: one for one in framework.only_part("canvas", part).layouts}
    chosen = layout or next(iter(layouts))
    if chosen not in layouts:
        raise UnknownId("layout", chosen, layouts)
    found: Layout = layouts[chosen]
    return found


def _notes_by_box(notes: CanvasNotes) -> dict[str, list[Note]]:
    """Texts of every box, each with the number of pieces of evidence behind it."""
    found: dict[str, list[Note]] = {}
    for row in notes.table.itertuples():
        text = f"{plain(row.text)}\u00a0({evidence_count(row.evidence)})"
        found.setdefault(row.box, []).append(Note(text, str(row.language)))
    return found


@dataclass(frozen=True)
class _Frame:
    """What stands around the grid: the case, the canvas (beside it or below), how to read notes."""

    title: list[str]
    part: list[str]
    remark: list[str]
    head: float
    foot: float
    is_beside: bool


def _frame(notes: CanvasNotes, framework: Framework, theme: Theme, width: float) -> _Frame:
    """Lines around the grid, and the heights that they need above and below it."""
    lang, words = framework.lang, chart_words(framework.lang)
    heading, small = font(lang, theme.heading, bold=True), font(lang, theme.small)
    # A year would join a Latin name and stand on the wrong side of it in Arabic.
    title = words("canvas.title", case=isolate(case_label(notes, lang)), wave=notes.wave)
    part = f"{framework.name}: {framework.label(notes.part)}"
    remark = words("canvas.evidence")
    others = int((notes.table["language"] != lang).sum())
    if others:
        more = words("canvas.other_language", n=others)
        remark = words("canvas.remarks", first=remark, second=more)
    remarks = wrap(remark, font(lang, theme.least), width)
    foot = _FOOT + (len(remarks) - 1) * theme.least * LEADING
    is_beside = (
        text_width(title, heading) <= width * 0.6 and text_width(part, small) <= width * 0.38
    )
    if is_beside:
        return _Frame([title], [part], remarks, _HEAD, foot, is_beside=True)
    titles = wrap_short(title, heading, width, _MOST_LINES)
    parts = wrap_short(part, small, width, _MOST_LINES)
    head = _HEAD + (len(titles) - 1) * theme.heading * LEADING
    head += len(parts) * theme.small * LEADING + 1
    return _Frame(titles, parts, remarks, head, foot, is_beside=False)


def _draw_frame(sheet: Sheet, frame: _Frame) -> None:
    """The case and the canvas above the grid, below it how to read the notes."""
    theme = sheet.theme
    direction: Direction = "rtl" if sheet.is_mirrored else "ltr"
    y = 6.0
    for line in frame.title:
        sheet.text(0, y, line, size=theme.heading, bold=True, direction=direction)
        y += theme.heading * LEADING
    look: Look = {"size": theme.small, "colour": theme.grey}
    if frame.is_beside:
        sheet.text(sheet.width, 6, frame.part[0], side="end", **look)
    else:
        sheet.paragraph(0, y - theme.heading * 0.45 + 1, frame.part, **look)
    y = sheet.height - frame.foot + 6
    sheet.paragraph(0, y, frame.remark, size=theme.least, colour=theme.grey)


def _draw_box(
    sheet: Sheet,
    place: Place,
    grid: tuple[float, float],
    fitted: Fitted,
    title: str,
    notes: list[Note],
) -> None:
    """One box: frame, title, notes, and a line for the notes that found no room."""
    theme, words = sheet.theme, chart_words(sheet.lang)
    column, top = grid
    x, width = place.column * column, place.columns * column
    y = top + sum(fitted.heights[: place.row])
    height = sum(fitted.heights[place.row : place.row + place.rows])
    look = {"facecolor": theme.paper, "edgecolor": theme.pale, "linewidth": theme.line}
    sheet.rectangle(x + 1, y + 1, width - 2, height - 2, gid=f"box:{place.box}", **look)
    head = title_height(title, width, sheet.lang, theme) - PAD
    sheet.rectangle(x + 1, y + 1, width - 2, head, facecolor=theme.tint)
    lines = sheet.wrapped(title, width - 2 * PAD, size=theme.text, bold=True)
    sheet.paragraph(x + PAD, y + PAD - 1, lines, bold=True)
    y += head + PAD
    size, shown = fitted.size, fitted.lines[place.box]
    if not notes:
        sheet.text(x + PAD, y, words("canvas.empty"), size=size, level="top", colour=theme.grey)
    for note, note_lines in zip(notes, shown, strict=False):
        y = _draw_note(sheet, note, note_lines, (x, y, width), fitted) + BETWEEN
    if place.box in fitted.left_out:
        more = words("canvas.more", n=fitted.left_out[place.box])
        sheet.text(
            x + PAD + INDENT,
            y,
            more,
            size=size,
            level="top",
            colour=theme.grey,
            gid=f"more:{place.box}",
        )


def _draw_note(
    sheet: Sheet, note: Note, lines: list[str], place: tuple[float, float, float], fitted: Fitted
) -> float:
    """A note with its bullet; in a foreign direction it runs from the other side of the box."""
    (x, y, width), size = place, fitted.size
    is_rtl = note.lang.split("-")[0] in RIGHT_TO_LEFT
    is_foreign = is_rtl != sheet.is_mirrored
    side: Side = "end" if is_foreign else "start"
    bullet = x + width - PAD - 1 if is_foreign else x + PAD + 1
    text = x + width - PAD - INDENT if is_foreign else x + PAD + INDENT
    sheet.marks(
        [(bullet, y + size * 0.5)],
        marker="o",
        markersize=1.7,
        color=sheet.theme.grey,
        markeredgewidth=0,
    )
    for line in lines:
        direction: Direction = "rtl" if is_rtl else "ltr"
        sheet.text(text, y, line, size=size, side=side, level="top", direction=direction)
        y += fitted.step
    return y
