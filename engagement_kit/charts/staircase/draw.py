"""Cases on the stages of a maturity model: a staircase, with the gap that lies in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import pandas as pd
from matplotlib.axes import Axes

from engagement_kit.assess import StagePlacements
from engagement_kit.charts.paper.sheet import Look, Sheet, full_height, full_width, open_sheet
from engagement_kit.charts.paper.text import shorten, text_width
from engagement_kit.charts.paper.theme import DEFAULT, Theme, drawing, paler
from engagement_kit.charts.recipe import Recipe, remember
from engagement_kit.charts.results import expect, expect_few, in_language
from engagement_kit.charts.staircase.key import draw_below, height_below
from engagement_kit.charts.staircase.stairs import (
    BOUNDS_WIDTH,
    Climb,
    Stairs,
    fitting_height,
    foot_height,
    lay_stairs,
    prepare_climb,
    stage_count,
    stage_label,
)
from engagement_kit.charts.staircase.tell import describe_staircase
from engagement_kit.errors import UnknownId
from engagement_kit.frameworks import Framework

__all__ = ["draw_staircase"]

SPREADS = ("dimensions", "rules", "bounds")
_TOP = 18.0  # room for banners, in points
_NAME_AT = 5.5  # from a case's mark to its name
_MANY = "count_placements(placements) counts any number."


def draw_staircase(
    placements: StagePlacements,
    framework: Framework | None = None,
    *,
    ax: Axes | None = None,
    lang: str | None = None,
    by: str | None = "kind",
    spread: Literal["dimensions", "rules", "bounds"] = "dimensions",
    paths: bool = True,
    names: Mapping[str, str] | None = None,
    theme: Theme = DEFAULT,
) -> Axes:
    """Axes with every case on its stage, one row a case, the stages rising like steps.

    A step is as high as the number of cases on the one before it. Each case stands on its stage by
    the rule of the placements, with a line over the ``spread`` and a dotted one over its bounds;
    settled cases are filled, open ones hollow, those not placed are named below. Banners stand over
    their stages, a gap lies open between two of them with its requirements below. The data
    coordinates of the axes are points of 1/72 inch.

    Parameters
    ----------
    placements : StagePlacements
    framework : Framework, optional
        Gives the words; the framework of the placements if left out.
    ax : Axes, optional
        Draw here. Without it a new figure is made, which pyplot does not know.
    lang : str, optional
        Language of the chart; the framework's if left out.
    by : str or None
        Column of the table that decides colour and shape.
    spread : {"dimensions", "rules", "bounds"}
        What the line spans: the rated dimensions, the named rules, or the bounds alone.
    paths : bool
        Whether arrows lead from the stage of the wave before.
    names : mapping of case id to name, optional
        Names to use instead of the cases' own.
    theme : Theme
        Sizes and colours.

    Raises
    ------
    WrongKind
        ``placements`` are of another kind or thousands, or the framework has no such stages.
    UnknownId
        No such column or spread, or the framework does not have the language.
    MissingGlyph
        A text holds a character that no font of the charts can draw.
    """
    placements = expect(placements, StagePlacements, "a staircase chart", "place_stages")
    expect_few(placements.table, "a staircase chart", _MANY)
    framework = in_language(placements, framework, lang)
    framework.only_part("stages", placements.part)
    if spread not in SPREADS:
        raise UnknownId("spread", spread, SPREADS)
    climb = prepare_climb(placements, framework, by, names, theme)
    with drawing(theme):
        width = full_width(theme)
        below = foot_height(climb, width) + height_below(climb, width, theme, spread)
        high = fitting_height(climb, theme, full_height(theme) - _TOP - below)
        sheet = open_sheet(ax, framework.lang, theme, width, _TOP + high + below)
        base = sheet.height - below
        stairs = lay_stairs(climb, theme, sheet.width, _TOP, base)
        _draw_steps(sheet, climb, stairs)
        _draw_cases(sheet, climb, stairs, spread, paths=paths)
        draw_below(sheet, climb, stairs, spread)
        if placements.table.empty:
            sheet.note_empty(climb.words("empty"), _TOP, stairs.treads[-1])
    options = {"by": by, "spread": spread, "paths": paths, "names": names}
    recipe = Recipe("staircase", placements, framework, options)
    return remember(sheet.ax, recipe, describe_staircase(placements, framework))


def _draw_steps(sheet: Sheet, climb: Climb, stairs: Stairs) -> None:
    """Steps from the ground up, their names below, banners above, and the gaps between."""
    theme = sheet.theme
    for place, stage in enumerate(climb.stages):
        x, tread = stairs.starts[place], stairs.treads[place]
        face = paler(theme.ordered[-1], 0.93 - 0.05 * place)
        sheet.rectangle(
            x,
            tread,
            stairs.step,
            stairs.base - tread,
            facecolor=face,
            gid=f"step:{stage}",
            zorder=0,
        )
        edge = [(x, tread), (x + stairs.step, tread)]
        sheet.line(edge, edgecolor=theme.grey, linewidth=theme.line * 1.4, zorder=1)
        _name_stage(sheet, climb, stairs, place)
    for banner in climb.part.banners:
        _draw_banner(sheet, climb, stairs, banner.id, banner.stages)
    for gap, x in stairs.gaps.items():
        _draw_gap(sheet, climb, stairs, gap, x)


def _name_stage(sheet: Sheet, climb: Climb, stairs: Stairs, place: int) -> None:
    """Number, name and cases of a stage below its step; the key names it where it is narrow."""
    theme, y, gid = sheet.theme, stairs.base + 9, f"stage:{climb.stages[place]}"
    x, number = stairs.starts[place], str(place + 1)
    look: Look = {"size": theme.heading, "bold": True, "gid": gid}
    if stairs.column:
        sheet.text(x + stairs.step / 2, y, number, side="middle", **look)
        return
    letters = sheet.font(theme.heading, bold=True)
    name = shorten(f"{number}  {stage_label(climb, place)}", letters, stairs.step - 4)
    sheet.text(x + 2, y, name, **look)
    count = shorten(stage_count(climb, place), sheet.font(theme.small), stairs.step - 4)
    sheet.text(x + 2, y + 10, count, size=theme.small, colour=theme.grey)


def _draw_banner(
    sheet: Sheet, climb: Climb, stairs: Stairs, banner: str, stages: tuple[str, ...]
) -> None:
    places = sorted(climb.stages.index(stage) for stage in stages)
    start, end = stairs.starts[places[0]], stairs.starts[places[-1]] + stairs.step
    sheet.rectangle(start, 1, end - start, 13, facecolor=sheet.theme.tint, gid=f"banner:{banner}")
    sheet.line([(start, 14), (end, 14)], edgecolor=sheet.theme.grey)
    label = climb.framework.label(banner)
    if not stairs.column:
        label = shorten(label, sheet.font(bold=True), end - start - 6)
    elif sheet.measure(label, bold=True) > end - start - 6:
        return  # the key names it
    sheet.text((start + end) / 2, 7.5, label, bold=True, side="middle")


def _draw_gap(sheet: Sheet, climb: Climb, stairs: Stairs, gap: str, x: float) -> None:
    """A cleft: hatched walls on both sides, nothing to stand on between them, its name upright."""
    theme, wide = sheet.theme, stairs.gap_width
    after = next(place for place, start in enumerate(stairs.starts) if start > x) - 1
    for wall, tread in ((x, stairs.treads[after]), (x + wide - 4, stairs.treads[after + 1])):
        sheet.rectangle(
            wall,
            tread,
            4,
            stairs.base + 4 - tread,
            facecolor=theme.paper,
            edgecolor=theme.grey,
            hatch="//////",
            linewidth=0,
            gid=f"wall:{gap}",
            zorder=0.5,
        )
    label, x = climb.framework.label(gap), x + wide / 2
    look: Look = {"bold": True, "colour": theme.grey, "gid": f"gap:{gap}"}
    # Lines of cases that reach across the gap pass behind its name.
    look["bbox"] = {"facecolor": theme.paper, "edgecolor": "none", "pad": 1.0}
    room = stairs.base - stairs.treads[after + 1] - 4
    if sheet.measure(label, size=theme.heading, bold=True) <= room:
        sheet.upright(x, stairs.base - 3, label, size=theme.heading, **look)
    elif not stairs.column:
        sheet.text(x, stairs.base + 9, label, side="middle", **look)


def _draw_cases(sheet: Sheet, climb: Climb, stairs: Stairs, spread: str, *, paths: bool) -> None:
    """One row a case: its bounds and spread as lines, its mark and its name."""
    before = _ranks_before(climb) if paths else {}
    names = _draw_names(sheet, climb, stairs, before)
    bounds = list(zip(climb.latest["rank_low"], climb.latest["rank_high"], strict=True))
    look = {"linewidths": BOUNDS_WIDTH, "zorder": 1.5, "capstyle": "butt"}
    _draw_spans(sheet, climb, stairs, bounds, names, 0.8, gid="bounds", **look)
    if spread != "bounds":
        look = {"linewidths": sheet.theme.line, "zorder": 2}
        _draw_spans(sheet, climb, stairs, _spread(climb, spread), names, 0.25, gid="spread", **look)
    _draw_paths(sheet, climb, stairs, before, names)
    rows, size = climb.latest, min(sheet.theme.marker, stairs.pitch * 0.8)
    for group in climb.groups:
        for status in ("open", "settled"):
            chosen = (rows["drawn_group"] == group.id) & (rows["status"] == status)
            at = [
                (stairs.at(rank), y)
                for rank, y, is_chosen in zip(rows["rank"], stairs.rows, chosen, strict=True)
                if is_chosen
            ]
            face = group.colour if status == "settled" else sheet.theme.paper
            look = {"markerfacecolor": face, "markeredgecolor": group.colour, "markersize": size}
            gid = f"points:{group.id}:{status}"
            sheet.marks(at, marker=group.marker, markeredgewidth=0.9, zorder=3, gid=gid, **look)


def _draw_names(
    sheet: Sheet, climb: Climb, stairs: Stairs, before: dict[str, float]
) -> list[tuple[float, float]]:
    """Write the names; returns from where to where each row's line makes room for its name."""
    spaces = []
    letters = sheet.font(sheet.theme.small)
    for row, y in zip(climb.latest.itertuples(), stairs.rows, strict=True):
        # A case that came from a later stage has the head of its arrow between mark and name.
        start = stairs.at(row.rank) + _NAME_AT + 6 * (before.get(row.case, 0) > row.rank)
        if not stairs.are_named(sheet.theme):
            spaces.append((start, start))
            continue
        name = shorten(row.drawn_name, letters, stairs.label_room)
        place = 0.0 if stairs.column else start
        sheet.text(place, y, name, size=sheet.theme.small, zorder=4, gid=f"label:{row.case}")
        # In a column of their own names are in the way of no line.
        end = start if stairs.column else start + text_width(name, letters) + 1.5
        spaces.append((start - 1.5 * (not stairs.column), end))
    return spaces


def _draw_spans(
    sheet: Sheet,
    climb: Climb,
    stairs: Stairs,
    spans: list[tuple[float, float]],
    names: list[tuple[float, float]],
    pale: float,
    *,
    gid: str,
    **look: Any,
) -> None:
    """A line over each row's stages, with end strokes, interrupted where the name stands."""
    marks = [stairs.at(rank) for rank in climb.latest["rank"]]
    for group in climb.groups:
        lines, ends = [], []
        rows = zip(climb.latest["drawn_group"], stairs.rows, spans, names, marks, strict=True)
        for own, y, (low, high), (_, name_end), mark in rows:
            if own == group.id and high > low:
                left, right = stairs.at(low), stairs.at(high)
                lines += [((left, y), (mark, y))] if left < mark else []
                lines += [((name_end, y), (right, y))] if right > name_end else []
                ends += [((x, y - 1.3), (x, y + 1.3)) for x in (left, right)]
        colour = paler(group.colour, pale)
        sheet.lines(lines, colors=colour, gid=f"{gid}:{group.id}", **look)
        if gid == "spread":
            sheet.lines(ends, colors=colour, **look)


def _spread(climb: Climb, spread: str) -> list[tuple[float, float]]:
    """Lowest and highest stage of each row over its rated dimensions or over the rules."""
    table = getattr(climb.placements, spread).dropna(subset=["rank"])
    ranks = table.groupby(["case", "wave"])["rank"].agg(["min", "max"])
    spans = ranks.reindex(pd.MultiIndex.from_frame(climb.latest[["case", "wave"]]))
    own = climb.latest["rank"].to_numpy()
    low, high = (spans[end].to_numpy() for end in ("min", "max"))
    return [
        (rank if pd.isna(a) else a, rank if pd.isna(b) else b)
        for rank, a, b in zip(own, low, high, strict=True)
    ]


def _ranks_before(climb: Climb) -> dict[str, float]:
    """Stage at the placed wave before the last, for the cases that have moved since."""
    before = climb.earlier.drop_duplicates("case", keep="last").set_index("case")["rank"]
    now = climb.latest.set_index("case")["rank"]
    return {str(case): float(rank) for case, rank in before.items() if rank != now[case]}


def _draw_paths(
    sheet: Sheet,
    climb: Climb,
    stairs: Stairs,
    before: dict[str, float],
    names: list[tuple[float, float]],
) -> None:
    """An arrow from the stage of the wave before to where the case stands now."""
    colours = {group.id: group.colour for group in climb.groups}
    for row, y, (name_start, name_end) in zip(
        climb.latest.itertuples(), stairs.rows, names, strict=True
    ):
        if row.case not in before:
            continue
        colour = colours[row.drawn_group]
        start, end = stairs.at(before[row.case]), stairs.at(row.rank)
        way = 1 if end > start else -1
        tip = end - way * (sheet.theme.marker / 2 + 1)
        pieces = [(start, tip - way * 2)] if way > 0 else [(start, name_end), (name_start, tip + 2)]
        for piece in pieces:
            look = {"edgecolor": colour, "linewidth": sheet.theme.line * 2, "zorder": 2.5}
            sheet.line([(x, y) for x in piece], gid=f"path:{row.case}", **look)
        head = [(tip - way * 3.6, y - 1.8), (tip, y), (tip - way * 3.6, y + 1.8)]
        sheet.polygon(head, facecolor=colour, zorder=2.6)
        sheet.marks([(start, y)], marker="|", color=colour, markersize=5, zorder=2.6)
