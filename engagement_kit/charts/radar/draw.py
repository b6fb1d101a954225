"""Levels around a circle: only for those who ask for it; the profile shows the same more truly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import Circle as Round

from engagement_kit.assess import Levels, StagePlacements
from engagement_kit.charts.paper.key_flow import draw_flow
from engagement_kit.charts.paper.sheet import Look
from engagement_kit.charts.paper.theme import DEFAULT, Theme, drawing
from engagement_kit.charts.radar.circle import KEY, Circle, lay_circle, stroke
from engagement_kit.charts.radar.places import UNKNOWN, Name, on_spoke, ring
from engagement_kit.charts.radar.rounds import gather_round
from engagement_kit.charts.radar.tell import describe_round
from engagement_kit.charts.recipe import Recipe, remember
from engagement_kit.charts.results import in_language
from engagement_kit.charts.rows.subjects import Subject, ids_asked
from engagement_kit.frameworks import Framework

__all__ = ["draw_radar"]


def draw_radar(
    levels: Levels | StagePlacements,
    framework: Framework | None = None,
    *,
    ax: Axes | None = None,
    lang: str | None = None,
    cases: Sequence[str] | None = None,
    by: str | None = "kind",
    names: Mapping[str, str] | None = None,
    key: bool = True,
    theme: Theme = DEFAULT,
) -> Axes:
    """Axes with a spoke for every item and a line around it for up to six cases or groups.

    A radar misleads easily: the area within a line grows with the square of the levels, its shape
    hangs on the order of the items, and steps of an ordered scale look like lengths. It is drawn
    only where somebody asks for it; :func:`draw_profile` shows groups, :func:`draw_capabilities`
    cases, and small multiples many of either. Use it for the shape of a few cases, side by side.

    Rings are the answers, the lowest being a ring and not the middle. An unknown answer interrupts
    the line and is a hollow mark outside the rings; what does not apply has no mark. Every case
    stands at its last wave, without bounds. Items go clockwise from the top, in Arabic the other
    way. The axes' data coordinates are points of 1/72 inch, times the theme's unit.

    Parameters
    ----------
    levels : Levels or StagePlacements
        Of placements, the stages of their dimensions are drawn.
    framework : Framework, optional
        Gives the words; the framework of the levels if left out.
    ax : Axes, optional
        Draw here. Without it a new figure is made, which pyplot does not know.
    lang : str, optional
        Language of the chart; the framework's if left out.
    cases : sequence of str, optional
        Ids of up to six cases. Without them all cases are drawn where there are no more than six,
        else the lower median of the known answers of each group.
    by : str or None
        Column of the table that names the groups; None makes one of all cases.
    names : mapping of case id to name, optional
        Names to use instead of the cases' own.
    key : bool
        Whether the key stands below.
    theme : Theme
        Sizes and colours.

    Raises
    ------
    WrongKind
        ``levels`` are something else or of fewer than three items; more than six cases are named,
        or there are more groups.
    UnknownId
        No such case or column, or the framework does not have the language.
    MissingGlyph
        A text holds a character that no font of the charts can draw.

    Examples
    --------
    >>> from engagement_kit.assess import rate_levels
    >>> from engagement_kit.cases import Case, Cases
    >>> from engagement_kit.frameworks import load_framework
    >>> case = Case(id="mine", kind="museum", name={"en": "Mine"}, waves=(2025,))
    >>> draw_radar(rate_levels(Cases((case,)), load_framework("maturity"))).alt_text
    'Radar chart of Stages of maturity ... Mine, 2025: Role of engagement unknown, ...'
    """
    cases = ids_asked(cases)
    found = gather_round(levels, in_language(levels, framework, lang), cases, by, names, theme)
    with drawing(theme):
        circle = lay_circle(found, ax, theme, key=key)
        _draw_rings(circle)
        for subject in found.subjects:
            _draw_line(circle, subject)
        if not found.subjects:
            circle.sheet.note_empty(found.words("empty"), 0, circle.foot)
        draw_flow(circle.sheet, 0, circle.foot + KEY, circle.key)
    options = {"cases": cases, "by": by, "names": names, "key": key}
    recipe = Recipe("radar", levels, found.framework, options)
    return remember(circle.sheet.ax, recipe, describe_round(found))


def _draw_rings(circle: Circle) -> None:
    """Rings, the dotted one of what is unknown, spokes, and the names of all."""
    sheet, theme, found = circle.sheet, circle.sheet.theme, circle.round
    count = len(found.answers)
    for rank in range(count):
        _draw_ring(circle, ring(rank, circle.radius, count), f"ring:{rank}", linestyle="solid")
    far = circle.radius + UNKNOWN
    _draw_ring(circle, far, "ring:unknown", linestyle=(0, (2, 2)))
    near, count = ring(0, circle.radius, count), len(found.items)
    turns = [place / count for place in range(count)]
    spokes = [
        (circle.on_sheet(on_spoke(turn, near)), circle.on_sheet(on_spoke(turn, far)))
        for turn in turns
    ]
    sheet.lines(spokes, colors=theme.pale, zorder=0.5)
    for item, name in zip(found.items, circle.items, strict=True):
        look: Look = {"size": theme.small, "gid": f"item:{item}"}
        _draw_name(circle, name, **look)
    halo = {"facecolor": theme.paper, "edgecolor": "none", "pad": 0.2}
    for rank, name in enumerate(circle.rings if found.subjects else ()):
        look = {"size": theme.least, "gid": f"answer:{rank}", "bbox": halo, "zorder": 2.5}
        _draw_name(circle, name, colour=theme.grey, **look)


def _draw_name(circle: Circle, name: Name, **look: Any) -> None:
    """Lines of text around their middle."""
    for place, line in enumerate(name.lines):
        x, y = circle.on_sheet((name.x, name.y))
        y += (place - (len(name.lines) - 1) / 2) * name.step
        circle.sheet.text(x, y, line, side="middle", **look)


def _draw_ring(circle: Circle, radius: float, gid: str, **look: object) -> None:
    sheet, theme = circle.sheet, circle.sheet.theme
    settings: Look = {"linewidth": theme.hair * 1.4, "edgecolor": theme.pale, **look}
    place = (sheet.across(circle.x), circle.y)
    line = Round(place, radius, facecolor="none", zorder=0.5, gid=gid, **sheet.real(settings))
    line.set(transform=sheet.transform, clip_on=False)
    sheet.ax.add_artist(line)


def _draw_line(circle: Circle, subject: Subject) -> None:
    """The line of one subject, interrupted where nothing is known, and its marks."""
    sheet, theme, found = circle.sheet, circle.sheet.theme, circle.round
    readings = [(r, circle.marks.get((subject.id, r.item))) for r in found.of(subject)]
    pairs = [
        (circle.on_sheet(before), circle.on_sheet(place))
        for (one, before), (two, place) in zip([readings[-1], *readings], readings, strict=False)
        if one.rank is not None and two.rank is not None and before and place
    ]
    sheet.lines(pairs, zorder=2, gid=f"line:{subject.id}", **stroke(theme, subject))
    look: Look = {"marker": subject.marker, "markeredgecolor": subject.colour}
    for kind, face, order in (("known", subject.colour, 4), ("unknown", theme.paper, 3)):
        at = [
            circle.on_sheet(place)
            for reading, place in readings
            if place and reading.is_unknown == (kind == "unknown")
        ]
        gid = f"{kind}:{subject.id}"
        sheet.marks(at, markerfacecolor=face, zorder=order, gid=gid, **look)
