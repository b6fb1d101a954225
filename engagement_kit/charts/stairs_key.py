"""Below the stairs: what a gap asks for, the key, and the cases that are not placed."""

from __future__ import annotations

from engagement_kit.charts import legend
from engagement_kit.charts.fonts import font
from engagement_kit.charts.requirements import draw_requirements, requirements_height
from engagement_kit.charts.sheet import Sheet
from engagement_kit.charts.stairs import (
    BOUNDS_WIDTH,
    FOOT,
    Climb,
    Stairs,
    is_readable,
    wanted_pitch,
)
from engagement_kit.charts.text import wrap_names
from engagement_kit.charts.theme import Theme, paler
from engagement_kit.charts.words import percent

__all__ = ["draw_below", "height_below"]

_MOST_LINES = 12  # of names of cases that are not placed; the heading counts them all
_COLUMN, _GUTTER, _LINE = 118.0, 12.0, 8.6


def height_below(climb: Climb, width: float, theme: Theme, spread: str) -> float:
    """Room that everything below the stairs needs, in points."""
    lines, lang = _missing_lines(climb, width, theme), climb.framework.lang
    columns = (_group_entries(climb), _status_entries(climb, theme, spread, wanted_pitch(climb)))
    keys = [legend.column_height(lang, theme, _COLUMN, "x", entries) for entries in columns]
    return max(requirements_height(climb), *keys) + len(lines) * _LINE


def draw_below(sheet: Sheet, climb: Climb, stairs: Stairs, spread: str) -> None:
    """Requirements at the reading side, the key beside them, the cases not placed below."""
    y = stairs.base + FOOT
    keys_at = sheet.width - 2 * _COLUMN - _GUTTER if requirements_height(climb) else 0.0
    bottom = draw_requirements(sheet, climb, 0, y, keys_at - 2 * _GUTTER)
    groups = _group_entries(climb)
    left = legend.draw_column(sheet, keys_at, y, _COLUMN, climb.words("group.heading"), groups)
    entries = _status_entries(climb, sheet.theme, spread, stairs.pitch)
    right = legend.draw_column(
        sheet, keys_at + _COLUMN + _GUTTER, y, _COLUMN, climb.words("status.heading"), entries
    )
    lines = _missing_lines(climb, sheet.width, sheet.theme)
    size, y = sheet.theme.small, max(bottom, left, right)
    for place, line in enumerate(lines):
        sheet.text(
            0,
            y + place * _LINE,
            line,
            size=size,
            level="top",
            bold=place == 0,
            colour=sheet.theme.grey if place else None,
            gid="missing",
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
    lines = wrap_names(names, climb.words("list.separator"), letters, width)
    return [heading, *lines[:_MOST_LINES], *(["…"] if len(lines) > _MOST_LINES else [])]
