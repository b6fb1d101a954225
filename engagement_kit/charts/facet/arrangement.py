"""How panels stand beside and below one another: as wide as they read well, as high as fits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from engagement_kit.charts import family
from engagement_kit.charts.facet.panels import Panel
from engagement_kit.charts.journals import NARROWEST
from engagement_kit.charts.paper.theme import Theme, points
from engagement_kit.charts.recipe import Recipe

__all__ = ["GUTTER", "HEAD", "PER_INCH", "Alone", "Arrangement", "arrange"]

HEAD, GUTTER = 16.0, 10.0  # above a panel for its name, between panels; in sheet points
PER_INCH = 72.0
_ROOMY = 215.0  # panel that reads well beside another one
_MM = 25.4 / PER_INCH


@dataclass(frozen=True)
class Alone:
    """A panel drawn in a figure of its own: its size, and where its axes lie from the top left."""

    panel: Panel
    size: tuple[float, float]
    box: tuple[float, float, float, float]


@dataclass(frozen=True)
class Arrangement:
    """Panels of one width in rows.

    Attributes
    ----------
    panels : sequence of Alone
        In the order in which they are read.
    across : int
        Panels beside one another.
    width, panel_width : float
        Of the whole and of a panel, in sheet points.
    """

    panels: Sequence[Alone]
    across: int
    width: float
    panel_width: float

    @property
    def rows(self) -> list[Sequence[Alone]]:
        """The panels row by row."""
        starts = range(0, len(self.panels), self.across)
        return [self.panels[start : start + self.across] for start in starts]

    @property
    def height(self) -> float:
        """Of the whole, with the names of the panels; in sheet points."""
        highs = [max(one.size[1] for one in row) for row in self.rows]
        return max(sum(highs) + _besides(len(highs)), 2 * HEAD)

    def theme(self, theme: Theme, height: float | None = None) -> Theme:
        """Theme of a panel of this height in sheet points, or of any height."""
        most = None if height is None else height * theme.unit * _MM
        return replace(theme, width=self.panel_width * theme.unit * _MM, height=most)


def arrange(
    panels: Sequence[Panel], recipe: Callable[[Panel], Recipe], theme: Theme, columns: int | None
) -> Arrangement:
    """The first arrangement that is no higher than the theme allows.

    Panels are as wide as reads well. Where that is too high for the page each row is squeezed alike
    as far as its charts allow it, then one more panel stands beside the others. If nothing helps,
    it is the roomiest arrangement.
    """
    width = points(theme.width) / theme.unit
    found = []
    for across in _choices(width, len(panels), columns):
        wide = (width - (across - 1) * GUTTER) / across
        roomy = _drawn(Arrangement([], across, width, wide), panels, recipe, theme, None)
        found.append(roomy)
        if _fits(roomy, theme):
            return roomy
        squeezed = _drawn(roomy, panels, recipe, theme, _limits(roomy, theme))
        if _fits(squeezed, theme):
            return squeezed
    return found[0]


def _choices(width: float, panels: int, columns: int | None) -> range:
    """How many panels may stand beside one another: those asked for, or from roomy to narrow."""
    roomy, narrow = (
        max(int((width + GUTTER) / (least + GUTTER)), 1) for least in (_ROOMY, NARROWEST)
    )
    first = max(min(columns or roomy, max(panels, 1)), 1)
    last = first if columns else max(min(narrow, panels), first)
    return range(first, last + 1)


def _drawn(
    plan: Arrangement,
    panels: Sequence[Panel],
    recipe: Callable[[Panel], Recipe],
    theme: Theme,
    limits: Sequence[float] | None,
) -> Arrangement:
    """The panels as figures of their own, each row no higher than its limit if it can."""
    alone = []
    for place, panel in enumerate(panels):
        limit = limits[place // plan.across] if limits else None
        alone.append(_draw_alone(panel, recipe(panel), plan.theme(theme, limit)))
    return replace(plan, panels=alone)


def _draw_alone(panel: Panel, recipe: Recipe, theme: Theme) -> Alone:
    """The panel as a figure of its own would be: only so are its height and its axes known."""
    ax = family.draw(recipe, theme=theme)
    figure = ax.get_figure(root=True)
    if figure is None:
        raise TypeError("a chart gave axes that belong to no figure")
    scale = PER_INCH / theme.unit
    wide, high = (side * scale for side in figure.get_size_inches())
    place = ax.get_position()
    box = (place.x0 * wide, (1 - place.y1) * high, place.width * wide, place.height * high)
    return Alone(panel, (wide, high), box)


def _fits(plan: Arrangement, theme: Theme) -> bool:
    return theme.height is None or plan.height <= points(theme.height) / theme.unit + 1e-6


def _limits(plan: Arrangement, theme: Theme) -> list[float]:
    """Height of each row when all are squeezed alike."""
    highs = [max(one.size[1] for one in row) for row in plan.rows]
    room = points(theme.height or 0.0) / theme.unit - _besides(len(highs))
    return [max(high * room / sum(highs), 1.0) for high in highs]


def _besides(rows: int) -> float:
    """What names of panels and the space between rows take."""
    return rows * HEAD + max(rows - 1, 0) * GUTTER
