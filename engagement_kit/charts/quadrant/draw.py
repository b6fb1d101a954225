"""Cases on two axes: points with their bounds, in four named quadrants."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any, Literal

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch, Rectangle

from engagement_kit.assess import QuadrantPlacements
from engagement_kit.charts.paper.sheet import Look, Sheet, sheet_over
from engagement_kit.charts.paper.text import shorten
from engagement_kit.charts.paper.theme import DEFAULT, Theme, drawing, paler
from engagement_kit.charts.quadrant.key import draw_key_below, draw_key_beside, key_height
from engagement_kit.charts.quadrant.names import draw_names
from engagement_kit.charts.quadrant.plane import (
    Plane,
    axis_title,
    is_key_beside,
    make_room_below,
    move_apart,
    new_plane,
    prepare_plane,
    set_limits,
)
from engagement_kit.charts.quadrant.tell import describe_quadrant
from engagement_kit.charts.recipe import Recipe, remember
from engagement_kit.charts.results import expect, expect_few, in_language
from engagement_kit.charts.rows.groups import Group
from engagement_kit.frameworks import Framework

__all__ = ["draw_quadrant"]

MOST_PATHS = 30  # above that only moves from one quadrant to another are drawn
_MANY = "draw_density(tally_quadrants(placements)) draws any number."


def draw_quadrant(
    placements: QuadrantPlacements,
    framework: Framework | None = None,
    *,
    ax: Axes | None = None,
    lang: str | None = None,
    by: str | None = "kind",
    label: Literal["auto", "all", "none"] = "auto",
    paths: bool | Literal["auto"] = "auto",
    names: Mapping[str, str] | None = None,
    key: bool = True,
    theme: Theme = DEFAULT,
) -> Axes:
    """Axes with every case as a point, its bounds, and the four quadrants by name.

    A point stands at the means of the known answers. The bounds of open cases are boxes while there
    are up to a dozen of them, all others are thin whiskers. Settled cases are filled, open ones
    hollow; cases that are not placed are counted and named beside the plane, never drawn in it.
    Points that would hide one another are moved apart by the width of a point, never across a
    threshold; bounds stay where they are. Of several waves the last one that is placed carries
    bounds and name, arrows lead to it.

    Parameters
    ----------
    placements : QuadrantPlacements
    framework : Framework, optional
        Gives the words; the framework of the placements if left out.
    ax : Axes, optional
        Draw here. Without it a new figure is made, which pyplot does not know.
    lang : str, optional
        Language of the chart; the framework's if left out.
    by : str or None
        Column of the table that decides colour and shape.
    label : {"auto", "all", "none"}
        ``auto`` names as many cases as find a free place: all of up to 60, at most 40 of more, by
        the rule printed in the chart. ``all`` names every case, over others if need be.
    paths : bool or "auto"
        Arrows from wave to wave; ``auto`` draws at most 30, above that only changes of quadrant.
    names : mapping of case id to name, optional
        Names to use instead of the cases' own.
    key : bool
        Whether the key and the names of cases not placed are drawn: beside the plane, or below it
        where the theme is narrow.
    theme : Theme
        Sizes and colours.

    Raises
    ------
    WrongKind
        ``placements`` are of another kind or thousands, or the framework has no such quadrants.
    UnknownId
        No such column, or the framework does not have the language.
    MissingGlyph
        A text holds a character that no font of the charts can draw.
    """
    placements = expect(placements, QuadrantPlacements, "a quadrant chart", "place_quadrants")
    expect_few(placements.table, "a quadrant chart", _MANY)
    framework = in_language(placements, framework, lang)
    framework.only_part("quadrant", placements.part)
    plane = prepare_plane(placements, framework, by, names, theme)
    with drawing(theme):
        # One name is what asks for the highest key: it is said that others have none.
        below = key_height(plane, labelled=1) if key and not is_key_beside(theme) else 0.0
        axes = ax or new_plane(plane, key=key, below=below)
        sheet = sheet_over(axes, framework.lang, theme)
        set_limits(sheet)
        plane = move_apart(sheet, plane)
        _draw_plane(sheet, plane)
        _draw_bounds(sheet, plane)
        if paths:
            _draw_paths(sheet, plane, only_changes=paths == "auto")
        _draw_points(sheet, plane)
        labelled = draw_names(sheet, plane, label)
        if placements.table.empty:
            sheet.note_empty(plane.words("empty"))
        if key and is_key_beside(theme):
            draw_key_beside(sheet, plane, labelled)
        elif key:
            if ax is None:
                make_room_below(sheet, key_height(plane, labelled))
            draw_key_below(sheet, plane, labelled)
    options = {"by": by, "label": label, "paths": paths, "names": names, "key": key}
    recipe = Recipe("quadrant", placements, framework, options)
    return remember(sheet.ax, recipe, describe_quadrant(placements, framework))


def _draw_plane(sheet: Sheet, plane: Plane) -> None:
    """Tints, thresholds, axes and the names of the quadrants."""
    ax, theme, placements = sheet.ax, plane.theme, plane.placements
    unit, line = theme.unit, theme.line * theme.unit
    x, y = placements.x_threshold, placements.y_threshold
    (left, right), (low, high) = ax.get_xlim(), ax.get_ylim()
    for corner, wide, tall in (((x, y), right - x, high - y), ((left, low), x - left, y - low)):
        ax.add_patch(Rectangle(corner, wide, tall, facecolor=theme.tint, linewidth=0, zorder=0))
    ax.axvline(x, color=theme.grey, linewidth=line, zorder=1)
    ax.axhline(y, color=theme.grey, linewidth=line, zorder=1)
    ax.spines[:].set(color=theme.pale, linewidth=line)
    letters = sheet.letters(theme.small)
    sides = (
        (ax.xaxis, placements.x_axis, sheet.width),
        (ax.yaxis, placements.y_axis, sheet.height),
    )
    for axis, name, room in sides:
        ticks = [0, 0.25, 0.5, 0.75, 1]
        axis.set_ticks(
            ticks, [f"{tick:g}" for tick in ticks], fontproperties=letters, color=theme.grey
        )
        axis.set_tick_params(length=2.5 * unit, width=line, color=theme.pale, pad=2 * unit)
        title = "\n".join(axis_title(plane, name, room))
        axis.set_label_text(title, fontproperties=sheet.letters(), color=theme.ink)
        axis.labelpad = 3 * unit
    _name_quadrants(sheet, plane)


def _name_quadrants(sheet: Sheet, plane: Plane) -> None:
    placements = plane.placements
    part = plane.framework.only_part("quadrant", placements.part)
    for cell in part.cells:
        is_right = cell.levels[placements.x_axis] == "high"
        is_top = cell.levels[placements.y_axis] == "high"
        rows = plane.latest[plane.latest["quadrant"] == cell.id]
        settled = int((rows["status"] == "settled").sum())
        x = sheet.across(sheet.width - 4 if is_right else 4)
        side: Any = "end" if is_right != sheet.is_mirrored else "start"
        y = 3.0 if is_top else sheet.height - 19.0
        letters = sheet.font(plane.theme.heading, bold=True)
        name = shorten(plane.framework.label(cell.id), letters, sheet.width / 2 - 6)
        sheet.text(
            x,
            y,
            name,
            size=plane.theme.heading,
            bold=True,
            side=side,
            level="top",
            gid=f"cell:{cell.id}",
        )
        count = plane.words("cell.count", n=len(rows), settled=settled)
        count = shorten(count, sheet.font(plane.theme.small), sheet.width / 2 - 6)
        sheet.text(
            x,
            y + 10,
            count,
            size=plane.theme.small,
            colour=plane.theme.grey,
            side=side,
            level="top",
        )


def _draw_bounds(sheet: Sheet, plane: Plane) -> None:
    for group in plane.groups:
        rows = plane.latest[plane.latest["drawn_group"] == group.id]
        is_boxed = (rows["status"] == "open") & plane.as_boxes
        _draw_boxes(sheet, plane, rows[is_boxed], group)
        _draw_whiskers(sheet, plane, rows[~is_boxed], group)


def _draw_boxes(sheet: Sheet, plane: Plane, rows: pd.DataFrame, group: Group) -> None:
    for row in rows.itertuples():
        wide, high = row.x_high - row.x_low, row.y_high - row.y_low
        box = Rectangle(
            (row.x_low, row.y_low),
            wide,
            high,
            facecolor="none",
            edgecolor=paler(group.colour, 0.45),
            linewidth=plane.theme.line * plane.theme.unit,
            zorder=1.5,
            gid=f"bounds:{row.case}",
        )
        sheet.ax.add_patch(box)


def _draw_whiskers(sheet: Sheet, plane: Plane, rows: pd.DataFrame, group: Group) -> None:
    ax, colour, width = (
        sheet.ax,
        paler(group.colour, 0.55),
        plane.theme.hair * plane.theme.unit,
    )
    across = ax.hlines(rows["y_drawn"], rows["x_low"], rows["x_high"], colour, linewidth=width)
    upwards = ax.vlines(rows["x_drawn"], rows["y_low"], rows["y_high"], colour, linewidth=width)
    for side, lines in (("x", across), ("y", upwards)):
        lines.set(zorder=1.5, gid=f"bounds:{side}:{group.id}")


def _draw_paths(sheet: Sheet, plane: Plane, *, only_changes: bool) -> None:
    """Arrows from each earlier wave to the next one of the same case."""
    steps = _steps(plane)
    if only_changes and len(steps) > MOST_PATHS:
        steps = [(old, new) for old, new in steps if old.quadrant != new.quadrant]
    colours, unit = {group.id: group.colour for group in plane.groups}, plane.theme.unit
    for old, new in steps:
        arrow = FancyArrowPatch(
            (old.x_drawn, old.y_drawn),
            (new.x_drawn, new.y_drawn),
            arrowstyle="-|>,head_length=2.4,head_width=1.2",
            mutation_scale=unit,
            shrinkA=1.5 * unit,
            shrinkB=(plane.theme.marker / 2 + 0.4) * unit,
            linewidth=plane.theme.line * unit,
            color=paler(colours[new.drawn_group], 0.25),
            zorder=2,
            gid=f"path:{old.case}:{old.wave}",
        )
        sheet.ax.add_patch(arrow)


def _steps(plane: Plane) -> list[tuple[Any, Any]]:
    """Pairs of neighbouring placed waves of a case that stand in different places."""
    rows = pd.concat([plane.earlier, plane.latest]).sort_values(["case", "wave"], kind="stable")
    for side in "xy":
        rows[f"{side}_drawn"] = rows[f"{side}_drawn"].fillna(rows[side]) if len(rows) else []
    listed = list(rows.itertuples())
    return [
        (old, new)
        for old, new in pairwise(listed)
        if old.case == new.case and (old.x, old.y) != (new.x, new.y)
    ]


def _draw_points(sheet: Sheet, plane: Plane) -> None:
    """Settled cases filled, open ones hollow, earlier waves small and pale."""
    theme, latest = plane.theme, plane.latest
    for group in plane.groups:
        before = plane.earlier[plane.earlier["drawn_group"] == group.id]
        small: Look = {"markersize": theme.marker / 2, "markeredgewidth": theme.line, "zorder": 2.5}
        pale = {"markerfacecolor": theme.paper, "markeredgecolor": paler(group.colour, 0.35)}
        _mark(sheet, before[["x", "y"]], group, f"earlier:{group.id}", **small, **pale)
        for status, face in (("open", theme.paper), ("settled", group.colour)):
            is_own = (latest["drawn_group"] == group.id) & (latest["status"] == status)
            look: Look = {"markersize": theme.marker, "markeredgewidth": theme.line * 1.5}
            look |= {"markerfacecolor": face, "markeredgecolor": group.colour, "zorder": 3}
            places = latest.loc[is_own, ["x_drawn", "y_drawn"]]
            _mark(sheet, places, group, f"points:{group.id}:{status}", **look)


def _mark(sheet: Sheet, places: pd.DataFrame, group: Group, gid: str, **look: Any) -> None:
    x, y = places.to_numpy(dtype=float).T
    settings = sheet.real({"marker": group.marker, "linestyle": "none", **look})
    sheet.ax.plot(x, y, gid=gid, **settings)
