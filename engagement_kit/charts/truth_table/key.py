"""The key of a truth-table figure: cells, states of rows, signs of cases, and what is not drawn."""

from __future__ import annotations

from engagement_kit.charts.paper import legend
from engagement_kit.charts.paper.sheet import Look
from engagement_kit.charts.paper.theme import Theme
from engagement_kit.charts.truth_table.lines import DEVIANT, UNCOVERED, Shown

__all__ = ["cell_look", "cut_look", "key_entries", "state_look"]


def key_entries(shown: Shown, theme: Theme, left_out: int, *, is_cut: bool) -> list[legend.Entry]:
    """Entries for what is drawn, and how many rows are not; ``is_cut`` if lines are at cuts."""
    if not shown.lines:
        return []
    words, result = shown.words, shown.result
    cuts = shown.told_cuts()
    cells = [legend.area(7, 7, **cell_look(theme, value, 2)) for value in (1, 0)]
    entries = [
        legend.Entry(cells[0], words("truth_table.in")),
        legend.Entry(cells[1], words("truth_table.out")),
    ]
    if result.is_multi_value:
        entries.append(legend.remark(words("truth_table.values")))
    for state, n in shown.sizes.items():
        look = state_look(theme, state)
        mark = legend.mark(look.pop("marker"), **look)
        entries.append(legend.Entry(mark, words(f"truth_table.{state}", n=n, **cuts)))
    told = [words("truth_table.deviant", sign=DEVIANT)] if shown.has(DEVIANT) else []
    told += [words("truth_table.uncovered", sign=UNCOVERED)] if shown.has(UNCOVERED) else []
    told.append(words("truth_table.unobserved", n=f"{_unobserved(shown):,}"))
    told += [words("truth_table.left_out", n=left_out, all=len(shown.lines))] if left_out else []
    entries += map(legend.remark, told)
    cut = words("truth_table.cuts", **cuts)
    if is_cut:
        return [*entries, legend.Entry(legend.line(14.0, **cut_look(theme)), cut, 14.0)]
    return [*entries, legend.remark(cut)]


def cut_look(theme: Theme) -> Look:
    """The line at a cut."""
    return {"edgecolor": theme.ink, "linewidth": theme.line, "linestyle": "dashed"}


def _unobserved(shown: Shown) -> int:
    """Configurations without any case."""
    return int(shown.result.n_configurations) - len(shown.lines)


def cell_look(theme: Theme, value: int, levels: int) -> Look:
    """How the cell of a condition looks: filled where it is present, empty where it is not."""
    edge: Look = {"edgecolor": theme.grey, "linewidth": theme.line}
    if levels == 2:
        return {"facecolor": theme.palette[0] if value else theme.paper, **edge}
    return {"facecolor": theme.levels(levels)[value] if value else theme.paper, **edge}


def state_look(theme: Theme, state: str) -> Look:
    """The mark of a row: its shape and filling tell the state, colour helps."""
    blue, red = theme.palette[0], theme.palette[6]
    looks: dict[str, Look] = {
        "positive": {"marker": "o", "markerfacecolor": blue, "markeredgecolor": blue},
        "negative": {"marker": "o", "markerfacecolor": theme.paper, "markeredgecolor": theme.ink},
        "contradiction": {"marker": "X", "markerfacecolor": red, "markeredgecolor": red},
        "remainder": {"marker": "_", "markerfacecolor": theme.grey, "markeredgecolor": theme.grey},
    }
    return looks[state]
