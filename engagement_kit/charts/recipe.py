"""What a chart was made of: axes remember it, so that a figure can be drawn again.

A journal wants another width, a reader another language, a reviewer proof of what a figure was made
from. None of that can be had from a drawing; all of it can be had from what was drawn.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from engagement_kit.charts.paper.theme import ChartAxes
from engagement_kit.frameworks import Framework

__all__ = ["Recipe", "figure_recipe", "recipe_of", "remember", "remember_figure"]

# An attribute of the reader's own axes and figures too: a table beside them would keep them alive.
_KEPT = "engagement_kit_recipe"


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
    """

    chart: str
    result: Any
    framework: Framework | None
    options: Mapping[str, Any]

    @property
    def lang(self) -> str:
        """Language drawn: that of the framework, or of a result that rests on none."""
        return str(self.result.lang) if self.framework is None else self.framework.lang


def remember(ax: Axes, recipe: Recipe, alt: str) -> Axes:
    """The axes, which know what was drawn into them and, where a chart made them, say it."""
    setattr(ax, _KEPT, recipe)
    if isinstance(ax, ChartAxes):
        ax.alt_text = alt
    return ax


def remember_figure(figure: Figure, recipe: Recipe) -> Figure:
    """The figure, which knows that all of its axes together show one chart."""
    setattr(figure, _KEPT, recipe)
    return figure


def recipe_of(ax: Axes) -> Recipe | None:
    """What was drawn into these axes; None where it was no chart of ours."""
    return getattr(ax, _KEPT, None)


def figure_recipe(figure: Figure) -> Recipe | None:
    """What a whole figure shows; None where it holds several charts, or anything of the reader's.

    A chart that fills a figure of its own is the figure; so are small multiples.
    """
    whole: Recipe | None = getattr(figure, _KEPT, None)
    if whole is None and len(figure.axes) == 1 and isinstance(figure.axes[0], ChartAxes):
        return recipe_of(figure.axes[0])
    return whole
