"""Everything behind a study, a result or a figure, in one call."""

from __future__ import annotations

from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from engagement_kit.cases import Cases
from engagement_kit.charts.press.formats import read_provenance
from engagement_kit.charts.press.redrawing import recipe_results
from engagement_kit.charts.press.saved import SavedFigure
from engagement_kit.charts.recipe import Recipe, figure_recipe, recipe_of
from engagement_kit.errors import CannotRedraw, WrongKind
from engagement_kit.exchange.bibliography.behind import sources_behind
from engagement_kit.exchange.bibliography.collection import Bibliography
from engagement_kit.report.redoing import redo

__all__ = ["bibliography_of"]


def bibliography_of(
    thing: object, *, cases: Cases | None = None, study: str | Path | None = None
) -> Bibliography:
    """The bibliography of everything behind a study, a result or a figure.

    Parameters
    ----------
    thing : object
        What is to be accounted for:

        * the folder of a study: the sources of all evidence, and of the frameworks used;
        * Case or Cases: the sources of all their evidence;
        * a result (placements, levels, targets, notes, a comparison): the sources of the evidence
          that its ratings or notes name, and those of its framework;
        * Axes or a Figure that a chart was drawn into, a saved figure, or the path of one: the same
          for what it shows;
        * a Framework: its own sources; or a list of any of these.
    cases : Cases, optional
        Where to look up the cases of a result that knows only their ids.
    study : str or Path, optional
        Folder of the study of a saved figure, if it is no longer where the figure says.

    Returns
    -------
    Bibliography
        For :func:`format_references` and :func:`write_bibliography`.

    Raises
    ------
    WrongKind
        Nothing leads back from it: an empty figure, a table of answers.
    NoRecord, CannotRedraw
        A saved figure does not say what it was made from, or its study is not there.
    Faults
        The folder holds no sound case.
    """
    if isinstance(thing, Axes | Figure):
        return _of_recipe(_recipe(thing), cases)
    if isinstance(thing, SavedFigure):
        thing = thing.files[0]
    if isinstance(thing, str | Path) and Path(thing).is_file():
        return _of_file(Path(thing), study)
    return sources_behind(thing, cases)


def _recipe(drawn: Axes | Figure) -> Recipe:
    found = recipe_of(drawn) if isinstance(drawn, Axes) else figure_recipe(drawn)
    if found is None:
        raise WrongKind(
            "bibliography_of()",
            "a figure without a chart of this package",
            "one that a draw_ function drew",
            "Give the result that your own figure shows.",
        )
    return found


def _of_recipe(recipe: Recipe, cases: Cases | None) -> Bibliography:
    return sources_behind([result for _, result in recipe_results(recipe)], cases)


def _of_file(path: Path, study: str | Path | None) -> Bibliography:
    done = redo(read_provenance(path), path, None if study is None else Path(study))
    if done.drawing is None or done.drawing.recipe is None:
        raise done.error or CannotRedraw("it does not say what it shows")
    return _of_recipe(done.drawing.recipe, Cases(tuple(done.cases.values())))
