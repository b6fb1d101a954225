"""All charts alike: drawing, describing and tabulating whatever a recipe asks for."""

from __future__ import annotations

import inspect
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from engagement_kit import charts
from engagement_kit.charts.paper.theme import DEFAULT, Theme
from engagement_kit.charts.recipe import Recipe
from engagement_kit.errors import UnknownId

__all__ = ["caption", "data", "describe", "draw", "draw_figure"]


def draw(
    recipe: Recipe, *, lang: str | None = None, theme: Theme = DEFAULT, ax: Axes | None = None
) -> Axes:
    """Axes with the chart of a recipe, drawn anew.

    Raises
    ------
    UnknownId
        There is no such chart, or its framework does not have the language.
    """
    return _call("draw", recipe, lang, theme=theme, ax=ax)  # type: ignore[no-any-return]


def draw_figure(recipe: Recipe, *, lang: str | None = None, theme: Theme = DEFAULT) -> Figure:
    """A figure with the chart or the small multiples of a recipe, drawn anew."""
    if recipe.chart == "facet":
        figure = _call("draw", recipe, lang, theme=theme).figure
    else:
        figure = _call("draw", recipe, lang, theme=theme).get_figure(root=True)
    if not isinstance(figure, Figure):
        raise TypeError("a chart gave axes that belong to no figure")
    return figure


def describe(recipe: Recipe, lang: str | None = None) -> str:
    """Alternative text of the chart: what it shows, and what is to be seen in it."""
    return str(_call("describe", recipe, lang))


def caption(recipe: Recipe, lang: str | None = None, source: str | None = None) -> str:
    """Caption for print: n, rules and thresholds, unknowns, and where the data comes from.

    ``source`` is a sentence about the data; ``"library"`` stands for the one about the built-in
    case library.
    """
    return str(_call("caption", recipe, lang, source=source))


def data(recipe: Recipe, lang: str | None = None) -> pd.DataFrame:
    """The data drawn: one row a mark, with ids and with labels in the language of the chart."""
    return _call("data", recipe, lang)


def _call(verb: str, recipe: Recipe, lang: str | None, **more: Any) -> Any:
    """The result of ``<verb>_<chart>``, given as many of the chart's options as it takes."""
    if recipe.chart not in charts.CHARTS:
        raise UnknownId("chart", recipe.chart, charts.CHARTS)
    function = getattr(charts, f"{verb}_{recipe.chart}")
    takes = inspect.signature(function).parameters
    options = {key: value for key, value in recipe.options.items() if key in takes}
    lang = lang or recipe.lang
    return function(recipe.result, recipe.framework, lang=lang, **options, **more)
