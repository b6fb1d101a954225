"""Below the stairs: what a gap asks for, the key, and the cases that are not placed."""

from __future__ import annotations

from engagement_kit.charts.paper import legend
from engagement_kit.charts.paper.fonts import font
from engagement_kit.charts.paper.sheet import Sheet, full_width
from engagement_kit.charts.paper.text import isolate, shorten, wrap_names
from engagement_kit.charts.paper.theme import Theme, paler
from engagement_kit.charts.staircase.requirements import draw_requirements, requirements_height
from engagement_kit.charts.staircase.stairs import (
    BOUNDS_WIDTH,
    Climb,
    Stairs,
    foot_height,
    is_narrow,
    is_readable,
    stage_count,
    stage_label,
    wanted_pitch,
)
from engagement_kit.charts.words import percent

__all__ = ["draw_below", "height_below"]

_MOST_LINES = 12  # of names of cases that are not placed; the heading counts them all
_COLUMN, _NARROW, _GUTTER, _LINE = 118.0, 110.0, 12.0, 8.6  # of the key: beside, below
_ASKED = 150.0  # least width of the requirements with the key beside them
_Part = tuple[str, list[legend.Entry]]  # of the key: a heading and entries


def height_below(climb: Climb, width: float, theme: Theme, spread: str) -> float:
    """Room that everything below the stairs needs, in sheet points."""
    asked = requirements_height(climb, _room_for_asked(climb, width), theme)
    stacks, _ = _stacks(climb, width, theme, spread, wanted_pitch(climb))
    keys = max(high for _, high in stacks)
    named = len(_missing_lines(climb, width, theme)) * _LINE
    return named + (max(asked, keys) if _is_beside(climb, width) else asked + keys)


def draw_below(sheet: Sheet, climb: Climb, stairs: Stairs, spread: str) -> None:
    """Requirements at the reading side, the key beside or below them, then the cases not placed."""
    top = stairs.base + foot_height(climb, sheet.width)
    bottom = draw_requirements(sheet, climb, 0, top, _room_for_asked(climb, sheet.width))
    is_beside = _is_beside(climb, sheet.width)
    x, start = (sheet.width - 2 * _COLUMN - _GUTTER, top) if is_beside else (0.0, bottom)
    stacks, wide = _stacks(climb, sheet.width, sheet.theme, spread, stairs.pitch)
    for stack, _ in stacks:
        y = start
        for one in stack:
            y = legend.draw_column(sheet, x, y, wide, *one)
        bottom, x = max(bottom, y), x + wide + _GUTTER
    for place, line in enumerate(_missing_lines(climb, sheet.width, sheet.theme)):
        sheet.text(
            0,
            bottom + place * _LINE,
            line,
            size=sheet.theme.small,
            level="top",
            bold=place == 0,
            colour=sheet.theme.grey if place else None,
            gid="missing",
        )


def _is_beside(climb: Climb, width: float) -> bool:
    """Whether the key finds room beside the requirements."""
    return bool(len(climb.placements.requirements)) and (width >= _ASKED + 2 * (_COLUMN + _GUTTER))


def _room_for_asked(climb: Climb, width: float) -> float:
    """Width of the requirements: all of it, or what the key leaves beside them."""
    return width - 2 * _COLUMN - 3 * _GUTTER if _is_beside(climb, width) else width


def _stacks(
    climb: Climb, width: float, theme: Theme, spread: str, pitch: float
) -> tuple[list[tuple[list[_Part], float]], float]:
    """Parts of the key in columns beside one another, each with its height; and their width."""
    parts = [
        (climb.words("group.heading"), _group_entries(climb)),
        (climb.words("status.heading"), _status_entries(climb, theme, spread, pitch)),
    ]
    if is_narrow(climb, full_width(theme)):
        parts.insert(0, (climb.words("stage.heading"), _stage_entries(climb, theme)))
    across = min(max(int((width + _GUTTER) / (_NARROW + _GUTTER)), 1), len(parts))
    wide = (width + _GUTTER) / across - _GUTTER
    if _is_beside(climb, width):
        across, wide = 2, _COLUMN
    stacks: list[tuple[list[_Part], float]] = [([], 0.0) for _ in range(across)]
    for part in parts:
        high = legend.column_height(climb.framework.lang, theme, wide, *part)
        place = min(range(across), key=lambda place: stacks[place][1])
        stack, taken = stacks[place]
        stacks[place] = [*stack, part], taken + high
    return stacks, wide


def _stage_entries(climb: Climb, theme: Theme) -> list[legend.Entry]:
    """Names of stages, banners and gaps, where the steps are too narrow for them."""
    entries = [
        legend.Entry(_number(place), f"{stage_label(climb, place)} ({stage_count(climb, place)})")
        for place in range(len(climb.stages))
    ]
    for banner in climb.part.banners:
        places = sorted(climb.stages.index(stage) + 1 for stage in banner.stages)
        span = isolate(f"{places[0]}–{places[-1]}", "ltr")
        label = climb.framework.label(banner.id)
        entries.append(legend.Entry(legend.area(facecolor=theme.tint), f"{span}: {label}"))
    wall = legend.area(4.0, facecolor=theme.paper, edgecolor=theme.grey, hatch="//////")
    entries += [legend.Entry(wall, climb.framework.label(gap.id)) for gap in climb.part.gaps]
    return entries


def _number(place: int) -> legend.Draw:
    """The number that stands below a step."""
    return lambda sheet, x, y: sheet.text(
        x, y, str(place + 1), size=sheet.theme.small, bold=True, side="middle"
    )


def _group_entries(climb: Climb) -> list[legend.Entry]:
    words = climb.words
    entries = legend.group_entries(
        climb.groups, lambda g: words("group.size", group=g.label, n=g.size)
    )
    rule = words("stage.rule", rule=words(f"rule.{climb.placements.parameters['rule']}"))
    return [*entries, legend.remark(rule)]


def _status_entries(climb: Climb, theme: Theme, spread: str, pitch: float) -> list[legend.Entry]:
    words, counts = climb.words, climb.latest["status"].value_counts()
    look = {"markeredgecolor": theme.ink}
    entries = [
        legend.Entry(
            legend.mark("o", markerfacecolor=face, **look),
            words(f"status.{status}", n=int(counts.get(status, 0))),
        )
        for status, face in (("settled", theme.ink), ("open", theme.paper))
    ]
    solid = legend.line(10, edgecolor=paler(theme.ink, 0.3))
    band = legend.line(10, edgecolor=paler(theme.ink, 0.8), linewidth=BOUNDS_WIDTH)
    if spread != "bounds":
        entries.append(legend.Entry(solid, words(f"stage.spread.{spread}")))
    entries.append(legend.Entry(band, words("stage.bounds")))
    if len(climb.earlier):
        arrow = legend.line(10, edgecolor=theme.ink, linewidth=theme.line * 1.6)
        entries.append(legend.Entry(arrow, words("status.path")))
    if not is_readable(pitch, theme):
        entries.append(legend.remark(words("stage.cases_hidden")))
    return entries


def _missing_lines(climb: Climb, width: float, theme: Theme) -> list[str]:
    """A heading and the names of the case-waves that are not placed, as lines of text."""
    rows = climb.missing
    if rows.empty:
        return []
    has_waves = climb.placements.table["case"].duplicated().any()
    named = rows.sort_values(["drawn_name", "wave"], kind="stable")
    names = [f"{r.drawn_name} {r.wave}" if has_waves else r.drawn_name for r in named.itertuples()]
    share = percent(climb.words, float(climb.placements.parameters.get("min_known", 0.5)))
    why = climb.words("status.not_placed_why", share=share)
    heading = f"{climb.words('status.not_placed', n=len(rows))}: {why}"
    letters = font(climb.framework.lang, theme.small)
    heading = shorten(heading, font(climb.framework.lang, theme.small, bold=True), width)
    lines = wrap_names(names, climb.words("list.separator"), letters, width)
    return [heading, *lines[:_MOST_LINES], *(["…"] if len(lines) > _MOST_LINES else [])]
