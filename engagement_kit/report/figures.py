"""Which figures a study has, what each says in words, and saving them the same every time."""

from __future__ import annotations

import contextlib
import io
import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from engagement_kit import charts
from engagement_kit.assess import QuadrantPlacements, StagePlacements, fill_canvas, place_quadrants
from engagement_kit.report.material import Study
from engagement_kit.report.results import PartResult

__all__ = ["ENDINGS", "Figure", "save_figure", "study_figures"]

ENDINGS = ("svg", "pdf", "png")
MOST_CANVASES = 6  # in a larger study canvases are in the report only: each takes seconds to draw
_MOST_KINDS = 4
_PNG_DPI = 200
_SETTINGS: Any = {
    "svg.hashsalt": "engagement_kit",  # else ids in the file differ from run to run
    "svg.fonttype": "path",
    "pdf.fonttype": 42,
}


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
    draw : callable
        Gives the axes.
    alt, caption : str
        What it shows for those who do not see it, and what stands below it.
    """

    name: str
    title: str
    owner: str
    draw: Callable[[], Axes]
    alt: str
    caption: str


def study_figures(study: Study) -> tuple[Figure, ...]:
    """All figures of a study, in the order of its results."""
    figures = [figure for result in study.results for figure in _figures_of(study, result)]
    return (*figures, *_canvases(study))


def save_figure(figure: Figure, folder: Path, lang: str) -> str:
    """Draw a figure and save it as SVG, PDF and PNG with its alt text; the SVG comes back.

    The files hold no date and no random id: the same study gives the same bytes.
    """
    drawn = figure.draw().get_figure(root=True)
    if not isinstance(drawn, Canvas):
        raise TypeError("a chart gave axes that belong to no figure")
    with mpl.rc_context(_SETTINGS), _quiet_fonts():
        vector = io.StringIO()
        drawn.savefig(vector, format="svg", metadata={"Date": None, "Creator": None})
        about = {"Title": figure.title, "Subject": figure.alt}
        drawn.savefig(folder / f"{figure.name}.pdf", metadata={"CreationDate": None, **about})
        told = {"Title": figure.title, "Description": figure.alt, "Software": None}
        drawn.savefig(folder / f"{figure.name}.png", metadata=told, dpi=_PNG_DPI)
    svg = _described(vector.getvalue(), figure, lang)
    (folder / f"{figure.name}.svg").write_text(svg, encoding="utf-8", newline="\n")
    (folder / f"{figure.name}.alt.txt").write_text(
        figure.alt + "\n", encoding="utf-8", newline="\n"
    )
    return svg


@contextlib.contextmanager
def _quiet_fonts() -> Iterator[None]:
    """Without the notes of the font library about tables that a font need not have in a PDF."""
    logger = logging.getLogger("fontTools.subset")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)


def _described(svg: str, figure: Figure, lang: str) -> str:
    """The drawing with name, description and language for those who hear it."""
    at = svg.index("<svg ")
    end = svg.index(">", at)
    head = f'{svg[at:end]} role="img" aria-labelledby="title desc" xml:lang="{escape(lang)}">'
    title = f'<title id="title">{escape(figure.title)}</title>'
    return (
        f'{svg[:at]}{head}\n {title}\n <desc id="desc">{escape(figure.alt)}</desc>{svg[end + 1 :]}'
    )


def _figures_of(study: Study, result: PartResult) -> Iterator[Figure]:
    if isinstance(result.placements, QuadrantPlacements):
        yield from _quadrants(study, result)
    if isinstance(result.placements, StagePlacements):
        title = study.words("figure.staircase", part=result.framework.name)
        yield _figure(study, result, "staircase", title, "staircase", result.placements)
    if result.kind == "capabilities":
        title = study.words("figure.capabilities", part=result.label)
        yield _figure(study, result, "levels", title, "capabilities", result.latest_levels)
    title = study.words("figure.profile", part=result.label)
    yield _figure(study, result, "profile", title, "profile", result.latest_levels)


def _quadrants(study: Study, result: PartResult) -> Iterator[Figure]:
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
        yield _figure(study, result, f"quadrant-{word}", title, "quadrant", placed)
    title = study.words("figure.quadrant.all", part=result.framework.name)
    yield _figure(study, result, "quadrant-waves", title, "quadrant", result.placements)


def _figure(
    study: Study, result: PartResult, name: str, title: str, chart: str, shown: Any
) -> Figure:
    """A figure of one of the charts that show placements or levels."""
    words = {"lang": result.framework.lang}
    return Figure(
        name=f"{result.name}-{name}",
        title=title,
        owner=result.name,
        draw=partial(getattr(charts, f"draw_{chart}"), shown, result.framework, **words),
        alt=getattr(charts, f"describe_{chart}")(shown, result.framework, **words),
        caption=getattr(charts, f"caption_{chart}")(
            shown, result.framework, source=study.source, **words
        ),
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
                lang = {"lang": framework.lang}
                label = {"part": framework.label(part.id), "case": case.label(study.lang)}
                yield Figure(
                    name=f"{framework.id}-{part.id}-{case.id}",
                    title=study.words("figure.canvas", wave=notes.wave, **label),
                    owner=f"{framework.id}-{part.id}",
                    draw=partial(charts.draw_canvas, notes, framework, **lang),
                    alt=charts.describe_canvas(notes, framework, **lang),
                    caption=charts.caption_canvas(notes, framework, source=study.source, **lang),
                )
