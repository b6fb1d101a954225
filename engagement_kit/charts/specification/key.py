"""The key of a specification curve: what marks and bars mean, and what is not drawn."""

from __future__ import annotations

from collections.abc import Sequence

from engagement_kit.charts.paper import legend
from engagement_kit.charts.paper.sheet import Look
from engagement_kit.charts.paper.theme import Theme
from engagement_kit.charts.specification.curve import CONCLUSIONS, Band, Curve

__all__ = ["conclusion_look", "key_entries", "reference_look", "remarks_drawn"]


def conclusion_look(curve: Curve, theme: Theme, conclusion: str) -> Look:
    """Shape and colour of the marks of a conclusion: those of the group that is higher."""
    if conclusion == "none":
        edge = {"markeredgecolor": theme.grey, "markeredgewidth": theme.line}
        return {"marker": "o", "markerfacecolor": theme.paper, **edge}
    is_second = conclusion != "first_higher"
    group = curve.groups[is_second]
    shape = "v" if is_second else "^"
    return {"marker": shape, "markerfacecolor": group.colour, "markeredgecolor": group.colour}


def reference_look(theme: Theme) -> Look:
    """The ring around the mark of the reference."""
    edge = {"markeredgecolor": theme.ink, "markeredgewidth": theme.line * 1.8}
    return {"marker": "D", "markerfacecolor": "none", "markersize": theme.marker * 1.3, **edge}


def key_entries(
    curve: Curve, theme: Theme, bands: Sequence[Band], drawn: tuple[int, int], *, has_means: bool
) -> list[legend.Entry]:
    """Entries for what is drawn; ``drawn`` is how many columns are, and one of how many."""
    if not len(curve.rows):
        return []
    words, found = curve.words, set(curve.rows["conclusion"])
    entries = [
        legend.Entry(legend.mark(**_shape(curve, theme, one)), curve.conclusion(one))
        for one in CONCLUSIONS
        if one in found
    ]
    if curve.reference is not None:
        look = reference_look(theme)
        shape = look.pop("marker")
        entries.append(legend.Entry(legend.mark(shape, **look), words("specification.reference")))
    bar = legend.area(2.4, 7.0, facecolor=theme.pale)
    entries.append(legend.Entry(bar, words("specification.bounds")))
    size = f"{curve.result.parameters['least_effect']:g}"
    dashed = legend.line(14.0, edgecolor=theme.grey, linestyle=(0, (3, 2)), linewidth=theme.line)
    entries.append(legend.Entry(dashed, words("specification.size", size=size), 14.0))
    if has_means:
        entries.append(legend.remark(words("specification.means")))
    return entries + [legend.remark(told) for told in remarks_drawn(curve, bands, drawn)]


def remarks_drawn(curve: Curve, bands: Sequence[Band], drawn: tuple[int, int]) -> list[str]:
    """What is not in the drawing, and why."""
    words, (count, step) = curve.words, drawn
    told = []
    if step > 1:
        told.append(words("specification.thinned", n=count, all=len(curve.rows), step=step))
    few = len(curve.result) - len(curve.rows)
    if few:
        told.append(words("specification.few", n=few))
    names = [band.label for band in curve.bands if band not in bands]
    if names:
        told.append(words("specification.dropped", names=words("list.separator").join(names)))
    return told


def _shape(curve: Curve, theme: Theme, conclusion: str) -> Look:
    look = conclusion_look(curve, theme, conclusion)
    return {"shape": look.pop("marker"), **look}
