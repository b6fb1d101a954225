"""The key of a solution chart: circles, their sizes, and what is not drawn."""

from __future__ import annotations

from engagement_kit.charts.paper import legend
from engagement_kit.charts.paper.sheet import Look, Sheet
from engagement_kit.charts.paper.theme import Theme
from engagement_kit.charts.solution.columns import DEVIANT, Shown

__all__ = ["ABSENT", "PRESENT", "circle_look", "cross_look", "key_entries"]

PRESENT, ABSENT = "present", "absent"
_LARGE, _SMALL, _NUMBERED, _LITTLE = 9.0, 5.2, 10.4, 8.0  # across; the last two hold a number


def circle_look(theme: Theme, value: int, levels: int, *, core: bool) -> Look:
    """A circle: filled where the condition is present, empty where absent, shaded by its value."""
    if levels > 2:
        fill = theme.levels(levels)[value] if value else theme.paper
        size = _NUMBERED if core else _LITTLE
    else:
        fill = theme.palette[0] if value else theme.paper
        size = _LARGE if core else _SMALL
    edge = theme.palette[0] if value and levels == 2 else theme.ink
    return {
        "marker": "o",
        "markersize": size,
        "markerfacecolor": fill,
        "markeredgecolor": edge,
        "markeredgewidth": theme.line,
    }


def cross_look(theme: Theme, *, core: bool) -> Look:
    """The cross in an empty circle."""
    size = (_LARGE if core else _SMALL) * 0.68
    return {
        "marker": "x",
        "markersize": size,
        "markeredgecolor": theme.ink,
        "markeredgewidth": theme.line,
    }


def key_entries(shown: Shown, theme: Theme) -> list[legend.Entry]:
    """Entries for what is drawn, and for what is not."""
    if not shown.models:
        return []
    words, result = shown.words, shown.result
    if result.truth_table.is_multi_value:
        entries = [legend.remark(words("solution.values"))]
    else:
        entries = [
            legend.Entry(_drawn(theme, 1, core=True), words("solution.present")),
            legend.Entry(_drawn(theme, 0, core=True), words("solution.absent")),
        ]
    entries.append(legend.remark(words("solution.blank")))
    if shown.knows_core:
        entries.append(legend.Entry(_drawn(theme, 1, core=True), words("solution.core")))
    if shown.has_peripheral:
        small = _drawn(theme, 1, core=False)
        entries.append(legend.Entry(small, words("solution.peripheral")))
    told = [words("solution.deviant", sign=DEVIANT)] if shown.has_deviant else []
    if result.n_models > 1:
        told.append(words("solution.tied", n=f"{result.n_models:,}"))
    if shown.left_out:
        told.append(words("solution.left_out", n=f"{shown.left_out:,}", all=f"{result.n_models:,}"))
    chosen = result.parameters
    cuts = {"incl": f"{chosen['inclusion_cut']:g}", "pri": f"{chosen['pri_cut']:g}"}
    told.append(words("truth_table.cuts", cut=chosen["n_cut"], **cuts))
    return [*entries, *map(legend.remark, told)]


def _drawn(theme: Theme, value: int, *, core: bool) -> legend.Draw:
    """A circle of the key, with its cross."""

    def draw(sheet: Sheet, x: float, y: float) -> None:
        sheet.marks([(x, y)], **circle_look(theme, value, 2, core=core))
        if not value:
            sheet.marks([(x, y)], **cross_look(theme, core=core))

    return draw
