"""The figures of a study: which ones there are, and their files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engagement_kit.assess import (
    QuadrantPlacements,
    StagePlacements,
    fill_canvas,
    place_quadrants,
    tally_quadrants,
)
from engagement_kit.charts import family
from engagement_kit.charts.press.companions import figure_files
from engagement_kit.charts.press.printing import printing
from engagement_kit.charts.press.provenance import provenance
from engagement_kit.charts.press.redrawing import Words, redrawn
from engagement_kit.charts.recipe import Recipe
from engagement_kit.charts.results import is_many
from engagement_kit.exchange.wholefile import write_all
from engagement_kit.report.material import Study
from engagement_kit.report.results import PartResult

__all__ = ["ENDINGS", "MOST_CANVASES", "Figure", "study_figures", "write_figure"]

ENDINGS = ("svg", "pdf", "png")

MOST_CANVASES = 6  # canvases of more cases are in the report only: each takes seconds to draw
_MOST_KINDS = 4
_PRESET = "elsevier-double"  # as wide as a page with margins; letters of 7 points
_DPI = 200


@dataclass(frozen=True, eq=False)
class Figure:
    """One figure of a study before it is drawn.

    Attributes
    ----------
    name : str
        Of its files, without ending; unique in the study.
    title : str
    owner : str
        Name of the result (or canvas) that it shows.
    recipe : Recipe
        What it is made of.
    alt, caption : str
        What it shows for those who do not see it, and what stands below it.
    source : str or None
        Where the data comes from.
    """

    name: str
    title: str
    owner: str
    recipe: Recipe
    alt: str
    caption: str
    source: str | None


def study_figures(study: Study) -> tuple[Figure, ...]:
    """All figures of a study, in the order of its results."""
    figures = [figure for result in study.results for figure in _figures_of(study, result)]
    return (*figures, *_canvases(study))


def write_figure(figure: Figure, folder: Path, out: Path) -> str:
    """Draw a figure and write its files; the SVG comes back.

    They are those of :func:`save_figure`, SVG with letters as outlines. What has no room in a
    column is drawn all the same: the page of a report scrolls.

    Parameters
    ----------
    figure : Figure
    folder : Path
        Where the files are written.
    out : Path
        Where that folder will be in the end, which the files name their study from.
    """
    how = printing(_PRESET, ENDINGS, text="paths", dpi=_DPI)
    words = Words(title=figure.title, source=figure.source)
    drawing = redrawn(figure.name, figure.recipe, how, None, words, must_fit=False)
    files = figure_files(drawing, how, provenance(drawing, how, out))
    write_all({folder / name: data for name, data in files.items()})
    return files[f"{figure.name}.svg"].decode()


def _figures_of(study: Study, result: PartResult) -> Iterator[Figure]:
    if isinstance(result.placements, QuadrantPlacements):
        yield from _quadrants(study, result, result.placements)
    if isinstance(result.placements, StagePlacements) and not is_many(result.placements.table):
        title = study.words("figure.staircase", part=result.framework.name)
        yield _figure(study, result, "staircase", title, "staircase", result.placements)
    if result.kind == "capabilities" and not is_many(result.latest_levels.table):
        title = study.words("figure.capabilities", part=result.label)
        yield _figure(study, result, "levels", title, "capabilities", result.latest_levels)
    title = study.words("figure.profile", part=result.label)
    yield _figure(study, result, "profile", title, "profile", result.latest_levels)


def _quadrants(
    study: Study, result: PartResult, placements: QuadrantPlacements
) -> Iterator[Figure]:
    """The last wave of each kind of case, then all cases with their way from wave to wave."""
    kinds = study.kinds if 1 < len(study.kinds) <= _MOST_KINDS else ()
    for place, kind in enumerate(kinds, start=1):
        # A kind is free text; only a plain word may become part of a file's name.
        word = kind if re.fullmatch(r"\w[\w-]{0,40}", kind) else f"kind{place}"
        cases = study.cases.where(kind=kind)
        placed = place_quadrants(cases, result.framework, part=result.part, wave="last")
        title = study.words(
            "figure.quadrant.kind", part=result.framework.name, kind=study.kind_label(kind)
        )
        yield _quadrant(study, result, f"quadrant-{word}", title, placed)
    title = study.words("figure.quadrant.all", part=result.framework.name)
    yield _quadrant(study, result, "quadrant-waves", title, placements)


def _quadrant(
    study: Study, result: PartResult, name: str, title: str, placed: QuadrantPlacements
) -> Figure:
    """Each case a mark; of thousands a density, as nobody could tell their marks apart."""
    if is_many(placed.table):
        return _figure(study, result, name, title, "density", tally_quadrants(placed))
    return _figure(study, result, name, title, "quadrant", placed)


def _figure(
    study: Study, result: PartResult, name: str, title: str, chart: str, shown: Any
) -> Figure:
    """A figure of one of the charts that show placements or levels."""
    recipe = Recipe(chart, shown, result.framework, {})
    return _told(study, recipe, f"{result.name}-{name}", title, result.name)


def _told(study: Study, recipe: Recipe, name: str, title: str, owner: str) -> Figure:
    """A figure with what the chart says of itself."""
    return Figure(
        name=name,
        title=title,
        owner=owner,
        recipe=recipe,
        alt=family.describe(recipe),
        caption=family.caption(recipe, source=study.source),
        source=study.source,
    )


def _canvases(study: Study) -> Iterator[Figure]:
    """The filled canvases of a small study."""
    noted = [case for case in study.cases if any(not note.is_empty for note in case.notes)]
    if len(noted) > MOST_CANVASES:
        return
    for case in noted:
        boxes = {note.box for note in case.notes if not note.is_empty}
        for framework in study.frameworks.values():
            for part in framework.parts_of("canvas"):
                places = framework.only_part("canvas", part.id).boxes
                if boxes.isdisjoint(box.id for box in places):
                    continue
                notes = fill_canvas(case, framework, part=part.id, lang=framework.lang)
                label = {"part": framework.label(part.id), "case": case.label(study.lang)}
                yield _told(
                    study,
                    Recipe("canvas", notes, framework, {}),
                    f"{framework.id}-{part.id}-{case.id}",
                    study.words("figure.canvas", wave=notes.wave, **label),
                    f"{framework.id}-{part.id}",
                )
