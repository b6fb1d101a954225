"""What a chart was made of: axes remember it, so that a figure can be drawn again.

A journal wants another width, a reader another language, a reviewer proof of what a figure was made
from. None of that can be had from a drawing; all of it can be had from what was drawn.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from engagement_kit.charts.paper.theme import ChartAxes
from engagement_kit.frameworks import Framework

__all__ = ["Recipe", "figure_recipe", "recipe_of", "remember", "remember_figure", "was_changed"]

# An attribute of the reader's own axes and figures too: a table beside them would keep them alive.
_KEPT = "engagement_kit_recipe"
_DRAWN = "engagement_kit_drawn"


@dataclass(frozen=True, eq=False)
class Recipe:
    """Enough to draw a chart again at another size, in another language or in greys.

    Attributes
    ----------
    chart : str
        Which chart: one of ``engagement_kit.charts.CHARTS``.
    result : object
        What it shows, as the assessing room made it.
    framework : Framework or None
        Gives the words, in the language drawn; None where the result rests on no framework.
    options : mapping
        The keywords of ``draw_<chart>`` that are not sizes, colours, axes or language.
    language : str or None
        Language drawn, where no framework says it and it is another than the result's.
    """

    chart: str
    result: Any
    framework: Framework | None
    options: Mapping[str, Any]
    language: str | None = None

    @property
    def lang(self) -> str:
        """Language drawn: that of the framework, or of a result that rests on none."""
        if self.framework is not None:
            return self.framework.lang
        return self.language or str(self.result.lang)


@dataclass(frozen=True)
class _Drawn:
    """What stood in axes or a figure when a chart was done, to see later whether it still does."""

    artists: frozenset[Artist]
    words: tuple[object, ...] = ()


def remember(ax: Axes, recipe: Recipe, alt: str) -> Axes:
    """The axes, which know what was drawn into them and, where a chart made them, say it."""
    setattr(ax, _KEPT, recipe)
    setattr(ax, _DRAWN, _in_axes(ax))
    figure = ax.get_figure(root=True)
    if isinstance(ax, ChartAxes):
        ax.alt_text = alt
        if isinstance(figure, Figure):
            setattr(figure, _DRAWN, _in_figure(figure))
    return ax


def remember_figure(figure: Figure, recipe: Recipe) -> Figure:
    """The figure, which knows that all of its axes together show one chart."""
    setattr(figure, _KEPT, recipe)
    setattr(figure, _DRAWN, _in_figure(figure))
    return figure


def recipe_of(ax: Axes) -> Recipe | None:
    """What was drawn into these axes; None where it was no chart of ours, or has been cleared."""
    return None if _is_cleared(ax, _in_axes(ax)) else getattr(ax, _KEPT, None)


def figure_recipe(figure: Figure) -> Recipe | None:
    """What a whole figure shows; None where it holds several charts, or anything of the reader's.

    A chart that fills a figure of its own is the figure; so are small multiples.
    """
    cleared = _is_cleared(figure, _in_figure(figure))
    whole: Recipe | None = None if cleared else getattr(figure, _KEPT, None)
    if whole is None and len(figure.axes) == 1 and isinstance(figure.axes[0], ChartAxes):
        return recipe_of(figure.axes[0])
    return whole


def was_changed(given: Figure | Axes) -> bool:
    """Whether something was added to a chart, taken out or renamed after it was drawn."""
    figure = given if isinstance(given, Figure) else given.get_figure(root=True)
    axes = [given] if isinstance(given, Axes) else []
    if not isinstance(figure, Figure) or figure_recipe(figure) is None:
        return any(_in_axes(ax) != getattr(ax, _DRAWN, None) for ax in axes)
    drawn = {ax: getattr(ax, _DRAWN, None) for ax in figure.axes}
    around = getattr(figure, _DRAWN, None)
    return _in_figure(figure) != around or any(_in_axes(ax) != then for ax, then in drawn.items())


def _is_cleared(holder: Axes | Figure, now: _Drawn) -> bool:
    """Whether nothing of a chart is left."""
    then: _Drawn | None = getattr(holder, _DRAWN, None)
    return then is not None and bool(then.artists) and then.artists.isdisjoint(now.artists)


def _in_axes(ax: Axes) -> _Drawn:
    legend = ax.get_legend()
    marks = (*ax.lines, *ax.patches, *ax.collections, *ax.images, *ax.texts, *ax.artists)
    titles = tuple(ax.get_title(loc=side) for side in ("left", "center", "right"))
    words = (*titles, ax.get_xlabel(), ax.get_ylabel(), *ax.get_xlim(), *ax.get_ylim())
    return _Drawn(frozenset((*marks, *([legend] if legend else []))), words)


def _in_figure(figure: Figure) -> _Drawn:
    marks = (*figure.lines, *figure.patches, *figure.images, *figure.texts, *figure.legends)
    return _Drawn(frozenset((*figure.axes, *marks)))
