"""Small multiples: one chart for each group of cases, side by side and below one another.

Every panel is the whole chart of its group, with its own key and counts: a panel can be read, and
cited, by itself. Groups that a chart tells apart by colour keep their colour from panel to panel.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from engagement_kit import charts
from engagement_kit.charts import family
from engagement_kit.charts.facet.arrangement import (
    GUTTER,
    HEAD,
    PER_INCH,
    Alone,
    Arrangement,
    arrange,
)
from engagement_kit.charts.facet.panels import Panel, first_result, split_panels
from engagement_kit.charts.facet.tell import describe_facet
from engagement_kit.charts.paper.fonts import check_glyphs, font
from engagement_kit.charts.paper.text import shorten
from engagement_kit.charts.paper.theme import DEFAULT, ChartAxes, Theme, drawing
from engagement_kit.charts.recipe import Recipe, remember_figure
from engagement_kit.charts.results import in_language
from engagement_kit.charts.words import chart_words
from engagement_kit.errors import UnknownId
from engagement_kit.frameworks import RIGHT_TO_LEFT, Framework

__all__ = ["Facets", "draw_facet", "facet"]


class Facets(Mapping[str, Axes]):
    """Panels by the id of their group, in one figure; a notebook shows it where it ends a cell.

    Attributes
    ----------
    figure : Figure
    alt_text : str
    """

    def __init__(self, figure: Figure, panels: Mapping[str, Axes], alt_text: str) -> None:
        self.figure, self.alt_text, self._panels = figure, alt_text, dict(panels)

    def __getitem__(self, group: str) -> Axes:
        return self._panels[group]

    def __iter__(self) -> Iterator[str]:
        return iter(self._panels)

    def __len__(self) -> int:
        return len(self._panels)

    def __repr__(self) -> str:
        return f"<Facets: {', '.join(self)}>"

    def _repr_png_(self) -> tuple[bytes, dict[str, str]]:
        canvas, buffer = self.figure.canvas, io.BytesIO()
        FigureCanvasAgg(self.figure).print_figure(
            buffer, dpi=self.figure.dpi, metadata={"Software": None}
        )
        self.figure.set_canvas(canvas)
        return buffer.getvalue(), {"alt": self.alt_text}


def facet(
    draw: Callable[..., Axes] | str,
    result: Any,
    framework: Framework | None = None,
    *,
    by: str | None = "kind",
    within: str | None = None,
    columns: int | None = None,
    lang: str | None = None,
    theme: Theme = DEFAULT,
    **options: Any,
) -> Facets:
    """Small multiples of any chart: one panel a group of cases, or one a result.

    Parameters
    ----------
    draw : callable or str
        The chart: ``draw_quadrant``, or ``"quadrant"``.
    result : object
        What the chart draws, with several cases; or a mapping of names to such results, one panel
        each (a canvas shows one case: give several canvases by name).
    framework : Framework, optional
        Gives the words; the framework of the result if left out.
    by : str or None
        Column of the result's table, one panel a value: ``"kind"``, ``"country"``, ``"wave"``.
    within : str, optional
        The chart's own ``by``: column by which cases are told apart inside the panels.
    columns : int, optional
        Panels beside one another; as many as the width allows if left out.
    lang : str, optional
        Language of the chart; the framework's if left out.
    theme : Theme
        Sizes and colours of the whole figure.
    **options
        Those of the chart.

    Returns
    -------
    Facets
        Axes by group; ``.figure`` is the whole.

    Raises
    ------
    UnknownId
        No such chart or column, or the framework does not have the language.
    WrongKind
        The result has no cases to split, or the chart does not draw it.
    """
    chart = draw if isinstance(draw, str) else draw.__name__.removeprefix("draw_")
    return draw_facet(
        result,
        framework,
        chart=chart,
        by=by,
        columns=columns,
        lang=lang,
        theme=theme,
        options=options | ({"by": within} if within else {}),
    )


def draw_facet(
    result: Any,
    framework: Framework | None = None,
    *,
    chart: str,
    by: str | None = "kind",
    columns: int | None = None,
    lang: str | None = None,
    theme: Theme = DEFAULT,
    options: Mapping[str, Any] | None = None,
) -> Facets:
    """Small multiples of the chart with this id; see :func:`facet`."""
    if chart not in charts.CHARTS or chart == "facet":
        raise UnknownId("chart", chart, [one for one in charts.CHARTS if one != "facet"])
    framework = in_language(first_result(result), framework, lang)
    given = dict(options or {})
    panels = split_panels(result, by, framework.lang, colour_by=given.get("by", "kind"))
    recipes = {panel.id: Recipe(chart, panel.result, framework, given) for panel in panels}
    plan = arrange(panels, lambda panel: recipes[panel.id], theme, columns)
    small = plan.theme(theme)
    figure, places = _lay_out(plan, theme, framework)
    axes = {}
    for one in plan.panels:
        left, top = places[one.panel.id]
        ax = _axes_at(figure, one, left, top + HEAD, theme)
        axes[one.panel.id] = family.draw(recipes[one.panel.id], theme=small, ax=ax)
        _name(figure, one.panel, (left, top, plan.panel_width), theme, framework.lang)
    kept = {"chart": chart, "by": by, "columns": columns, "options": given}
    remember_figure(figure, Recipe("facet", result, framework, kept))
    alt = describe_facet(result, framework, chart=chart, by=by, options=given)
    return Facets(figure, axes, alt)


def _lay_out(
    plan: Arrangement, theme: Theme, framework: Framework
) -> tuple[Figure, dict[str, tuple[float, float]]]:
    """A figure with room for all panels, and the top left corner of each, from the reading side."""
    is_mirrored = framework.lang.split("-")[0] in RIGHT_TO_LEFT
    places, top = {}, 0.0
    for row in plan.rows:
        for column, one in enumerate(row):
            left = column * (plan.panel_width + GUTTER)
            right = plan.width - left - plan.panel_width
            places[one.panel.id] = (right if is_mirrored else left, top)
        top += max(one.size[1] for one in row) + HEAD + GUTTER
    scale = PER_INCH / theme.unit
    size = (plan.width / scale, plan.height / scale)
    return Figure(figsize=size, facecolor=theme.paper), places


def _axes_at(figure: Figure, one: Alone, left: float, top: float, theme: Theme) -> Axes:
    """Axes where they lie in the panel alone."""
    scale = PER_INCH / theme.unit
    wide, high = (side * scale for side in figure.get_size_inches())
    x, y, width, height = one.box
    place = ((left + x) / wide, 1 - (top + y + height) / high, width / wide, height / high)
    with drawing(theme):
        return figure.add_axes(place, axes_class=ChartAxes)


def _name(
    figure: Figure, panel: Panel, place: tuple[float, float, float], theme: Theme, lang: str
) -> None:
    """The group and its number of cases above the panel, at the reading side."""
    scale = PER_INCH / theme.unit
    wide, high = (side * scale for side in figure.get_size_inches())
    left, top, width = place
    is_mirrored = lang.split("-", maxsplit=1)[0] in RIGHT_TO_LEFT
    words = chart_words(lang)("group.size", group=panel.label, n=panel.cases)
    words = shorten(words, font(lang, theme.heading, bold=True), width - 8)
    with drawing(theme):
        figure.text(
            (left + (width - 4 if is_mirrored else 4)) / wide,
            1 - (top + HEAD * 0.72) / high,
            check_glyphs(words),
            fontproperties=font(lang, theme.heading * theme.unit, bold=True),
            color=theme.ink,
            ha="right" if is_mirrored else "left",
            va="baseline",
            parse_math=False,
            gid=f"panel:{panel.id}",
        )
