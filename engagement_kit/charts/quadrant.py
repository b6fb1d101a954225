"""Cases on two axes: points with their bounds, in four named quadrants."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from itertools import pairwise
from typing import Any, Literal

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch, Rectangle

from engagement_kit.assess import QuadrantPlacements
from engagement_kit.charts.groups import Group
from engagement_kit.charts.labels import MOST_LABELS, place_labels
from engagement_kit.charts.plane import BAND, Plane, prepare_plane
from engagement_kit.charts.plane_key import draw_plane_key
from engagement_kit.charts.recipe import Recipe, remember
from engagement_kit.charts.results import expect, in_language
from engagement_kit.charts.sheet import Look, Sheet
from engagement_kit.charts.telling.quadrant import describe_quadrant
from engagement_kit.charts.text import shorten
from engagement_kit.charts.theme import DEFAULT, Theme, drawing, paler
from engagement_kit.frameworks import Framework

__all__ = ["draw_quadrant"]

MOST_PATHS = 30  # above that only moves from one quadrant to another are drawn
CHOSEN_LABELS = 40
_LONGEST_LABEL = 96.0


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
        ``auto`` names all cases up to 60; above that 40 of them, by the rule printed in the chart.
    paths : bool or "auto"
        Arrows from wave to wave; ``auto`` draws at most 30, above that only changes of quadrant.
    names : mapping of case id to name, optional
        Names to use instead of the cases' own.
    key : bool
        Whether the key and the list of cases not placed stand beside the plane.
    theme : Theme
        Sizes and colours.

    Raises
    ------
    WrongKind
        ``placements`` are of another kind, or the framework has no such quadrants.
    UnknownId
        No such column, or the framework does not have the language.
    MissingGlyph
        A text holds a character that no font of the charts can draw.
    """
    placements = expect(placements, QuadrantPlacements, "a quadrant chart", "place_quadrants")
    framework = in_language(placements, framework, lang)
    framework.only_part("quadrant", placements.part)
    with drawing(theme):
        plane = prepare_plane(placements, framework, ax, by, names, theme, key=key)
        _draw_plane(plane)
        _draw_bounds(plane)
        if paths:
            _draw_paths(plane, only_changes=paths == "auto")
        _draw_points(plane)
        labelled = _draw_labels(plane, label)
        if placements.table.empty:
            plane.sheet.note_empty(plane.words("empty"))
        if key:
            draw_plane_key(plane, labelled)
    options = {"by": by, "label": label, "paths": paths, "names": names, "key": key}
    recipe = Recipe("quadrant", placements, framework, options)
    return remember(plane.sheet.ax, recipe, describe_quadrant(placements, framework))


def _draw_plane(plane: Plane) -> None:
    """Tints, thresholds, axes and the names of the quadrants."""
    ax, theme, placements = plane.sheet.ax, plane.theme, plane.placements
    unit, line = theme.unit, theme.line * theme.unit
    x, y = placements.x_threshold, placements.y_threshold
    (left, right), (low, high) = ax.get_xlim(), ax.get_ylim()
    for corner, wide, tall in (((x, y), right - x, high - y), ((left, low), x - left, y - low)):
        ax.add_patch(Rectangle(corner, wide, tall, facecolor=theme.tint, linewidth=0, zorder=0))
    ax.axvline(x, color=theme.grey, linewidth=line, zorder=1)
    ax.axhline(y, color=theme.grey, linewidth=line, zorder=1)
    ax.spines[:].set(color=theme.pale, linewidth=line)
    letters = plane.sheet.letters(theme.small)
    for axis, name in ((ax.xaxis, placements.x_axis), (ax.yaxis, placements.y_axis)):
        ticks = [0, 0.25, 0.5, 0.75, 1]
        axis.set_ticks(
            ticks, [f"{tick:g}" for tick in ticks], fontproperties=letters, color=theme.grey
        )
        axis.set_tick_params(length=2.5 * unit, width=line, color=theme.pale, pad=2 * unit)
        title = plane.words("axis.score", axis=plane.framework.label(name))
        axis.set_label_text(title, fontproperties=plane.sheet.letters(), color=theme.ink)
        axis.labelpad = 3 * unit
    _name_quadrants(plane)


def _name_quadrants(plane: Plane) -> None:
    sheet, placements = plane.sheet, plane.placements
    part = plane.framework.only_part("quadrant", placements.part)
    for cell in part.cells:
        is_right = cell.levels[placements.x_axis] == "high"
        is_top = cell.levels[placements.y_axis] == "high"
        rows = plane.latest[plane.latest["quadrant"] == cell.id]
        settled = int((rows["status"] == "settled").sum())
        x = sheet.across(sheet.width - 4 if is_right else 4)
        side: Any = "end" if is_right != sheet.is_mirrored else "start"
        y = 3.0 if is_top else sheet.height - 19.0
        name = plane.framework.label(cell.id)
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
        sheet.text(
            x,
            y + 10,
            count,
            size=plane.theme.small,
            colour=plane.theme.grey,
            side=side,
            level="top",
        )


def _draw_bounds(plane: Plane) -> None:
    for group in plane.groups:
        rows = plane.latest[plane.latest["drawn_group"] == group.id]
        is_boxed = (rows["status"] == "open") & plane.as_boxes
        _draw_boxes(plane, rows[is_boxed], group)
        _draw_whiskers(plane, rows[~is_boxed], group)


def _draw_boxes(plane: Plane, rows: pd.DataFrame, group: Group) -> None:
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
        plane.sheet.ax.add_patch(box)


def _draw_whiskers(plane: Plane, rows: pd.DataFrame, group: Group) -> None:
    ax, colour, width = (
        plane.sheet.ax,
        paler(group.colour, 0.55),
        plane.theme.hair * plane.theme.unit,
    )
    across = ax.hlines(rows["y_drawn"], rows["x_low"], rows["x_high"], colour, linewidth=width)
    upwards = ax.vlines(rows["x_drawn"], rows["y_low"], rows["y_high"], colour, linewidth=width)
    for side, lines in (("x", across), ("y", upwards)):
        lines.set(zorder=1.5, gid=f"bounds:{side}:{group.id}")


def _draw_paths(plane: Plane, *, only_changes: bool) -> None:
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
        plane.sheet.ax.add_patch(arrow)


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


def _draw_points(plane: Plane) -> None:
    """Settled cases filled, open ones hollow, earlier waves small and pale."""
    theme, latest = plane.theme, plane.latest
    for group in plane.groups:
        before = plane.earlier[plane.earlier["drawn_group"] == group.id]
        small: Look = {"markersize": theme.marker / 2, "markeredgewidth": theme.line, "zorder": 2.5}
        pale = {"markerfacecolor": theme.paper, "markeredgecolor": paler(group.colour, 0.35)}
        _mark(plane, before[["x", "y"]], group, f"earlier:{group.id}", **small, **pale)
        for status, face in (("open", theme.paper), ("settled", group.colour)):
            is_own = (latest["drawn_group"] == group.id) & (latest["status"] == status)
            look: Look = {"markersize": theme.marker, "markeredgewidth": theme.line * 1.5}
            look |= {"markerfacecolor": face, "markeredgecolor": group.colour, "zorder": 3}
            places = latest.loc[is_own, ["x_drawn", "y_drawn"]]
            _mark(plane, places, group, f"points:{group.id}:{status}", **look)


def _mark(plane: Plane, places: pd.DataFrame, group: Group, gid: str, **look: Any) -> None:
    x, y = places.to_numpy(dtype=float).T
    settings = plane.sheet.real({"marker": group.marker, "linestyle": "none", **look})
    plane.sheet.ax.plot(x, y, gid=gid, **settings)


def _draw_labels(plane: Plane, label: Literal["auto", "all", "none"]) -> int:
    """Names beside the points, with a line where they stand apart; returns how many got one."""
    rows = _labelled(plane, label)
    if rows.empty:
        return 0
    sheet, theme = plane.sheet, plane.theme
    letters = sheet.font(theme.small)
    names = [
        shorten(name, letters, _LONGEST_LABEL) + ("" if pd.isna(year) else f" ({year})")
        for name, year in zip(rows["drawn_name"], rows["shown_year"], strict=True)
    ]
    sizes = np.array([_room_for(sheet, name) for name in names])
    rest = plane.latest.drop(index=rows.index)
    at = plane.to_points(pd.concat([rows, rest])[["x_drawn", "y_drawn"]].to_numpy(dtype=float))
    frame = (1.5, BAND + 1.5, sheet.width - 1.5, sheet.height - BAND - 1.5)
    before = plane.to_points(plane.earlier[["x", "y"]].to_numpy(dtype=float))
    blocked = np.hstack([before - theme.marker / 4, before + theme.marker / 4])
    places = place_labels(at, sizes, frame, radius=theme.marker / 2 + 0.6, blocked=blocked)
    for case, name, box in zip(rows["case"], names, places.boxes, strict=True):
        x, y = (box[0] + box[2]) / 2, sheet.height - (box[1] + box[3]) / 2
        text = sheet.text(sheet.across(x), y, name, size=theme.small, side="middle", zorder=2.9)
        text.set_gid(f"label:{case}")
        # Whiskers pass under names without striking them through; points stay above.
        text.set_bbox({"facecolor": (1, 1, 1, 0.72), "edgecolor": "none", "pad": 0.4})
    sides = [(line[:2], line[2:]) for line in places.leaders if line is not None]
    turned = [
        ((sheet.across(a[0]), sheet.height - a[1]), (sheet.across(b[0]), sheet.height - b[1]))
        for a, b in sides
    ]
    sheet.lines(turned, colors=theme.grey, zorder=2.8, gid="leaders")
    return len(rows)


def _room_for(sheet: Sheet, name: str) -> tuple[float, float]:
    """Width and height that a label takes; Arabic letters reach farther up and down."""
    size = sheet.theme.small
    is_tall = any(unicodedata.bidirectional(letter) == "AL" for letter in name)
    return sheet.measure(name, size=size) + 4.0, size * (1.45 if is_tall else 1.15)


def _labelled(plane: Plane, label: Literal["auto", "all", "none"]) -> pd.DataFrame:
    """Rows that get a name: all up to 60; above that those in the emptiest quadrants first."""
    rows = plane.latest
    if label == "none":
        return rows.iloc[:0]
    if label == "all" or len(rows) <= MOST_LABELS:
        return rows
    x, y = plane.placements.x_threshold, plane.placements.y_threshold
    ranked = rows.assign(
        crowd=rows["quadrant"].map(rows["quadrant"].value_counts()),
        unsettled=rows["status"] != "settled",
        near=-np.minimum((rows["x"] - x).abs(), (rows["y"] - y).abs()).round(9),
    ).sort_values(["crowd", "quadrant", "unsettled", "near", "drawn_name"], kind="stable")
    return rows.loc[ranked.index[:CHOSEN_LABELS]]
