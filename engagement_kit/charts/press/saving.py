"""Saving figures: the files of each, and beside them its words, data and provenance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TypeAlias

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from tqdm import tqdm

from engagement_kit.cases.library import collector_paused
from engagement_kit.charts.press.companions import figure_files
from engagement_kit.charts.press.file_names import checked_folder, checked_name, split_path
from engagement_kit.charts.press.printing import Printing, printing
from engagement_kit.charts.press.provenance import provenance, provenance_remarks
from engagement_kit.charts.press.redrawing import (
    Drawing,
    Words,
    own_drawing,
    recipe_for,
    redrawn,
    whole_figure,
)
from engagement_kit.charts.press.saved import SavedFigure
from engagement_kit.charts.recipe import was_changed
from engagement_kit.errors import NotWritten, UnknownId, WrongKind
from engagement_kit.exchange.wholefile import write_all

__all__ = ["SavedFigure", "save_figure", "save_figures"]

Drawn: TypeAlias = Figure | Axes | Mapping[str, Axes]  # the last are small multiples
_FORMATS = ("pdf", "svg", "png")
_CHANGED = (
    "The chart was changed after it was drawn: that is not in the files, for which it is drawn "
    "anew. To keep it, draw into axes of your own (ax=) and save their figure with alt=, "
    "caption= and data=."
)


def save_figure(
    figure: Drawn,
    path: str | Path,
    *,
    journal: str = "thesis-a4",
    formats: str | Sequence[str] = _FORMATS,
    lang: str | None = None,
    colour: str = "rgb",
    text: str = "live",
    overwrite: bool = False,
    alt: str | None = None,
    caption: str | None = None,
    data: object = None,
    title: str | None = None,
    source: str | None = None,
) -> SavedFigure:
    """Save a figure as a journal wants it, with its words, data and provenance beside it.

    A chart of ours is drawn anew at the width of the journal, with its letters and lines; nothing
    is stretched. A figure of your own gets the width of the journal, and is refused where its
    texts do not fit then. Beside ``fig2.pdf`` stand ``fig2.alt.txt`` (what it shows),
    ``fig2.caption.md``, ``fig2.csv`` (the data drawn) and ``fig2.provenance.json`` (what it was
    made from): all of them are written, or none. The same figure gives the same bytes.

    Parameters
    ----------
    figure : Figure, Axes or small multiples
        What a ``draw_...()`` or ``facet()`` gave, or your own.
    path : str or Path
        Folder and name of the figure. Each format has its own ending; one in ``path`` is taken off.
    journal : str
        A name of :func:`list_journals`.
    formats : str or sequence of str
        Of "pdf", "svg", "png", "tiff" and "eps".
    lang : str, optional
        Language to draw it in; the one that it was drawn in if left out.
    colour : {"rgb", "grey"}
    text : {"live", "paths"}
        Whether letters in SVG can be selected and found, or are outlines.
    overwrite : bool
        Whether files of that name are replaced.
    alt, caption, title : str, optional
        Your own words; those of the chart if left out.
    data : DataFrame or columns by name, optional
        The data drawn, which charts of ours know themselves.
    source : str, optional
        A sentence about the data, for the caption; by default what the study says of itself.

    Returns
    -------
    SavedFigure
        The files, the words, and what to know before sending them.

    Raises
    ------
    DoesNotFit
        Something would be cut off, too small or on top of something else. Nothing was written.
    NotWritten
        A file is there already, the name is none, or the disk refused. Nothing was written.
    UnknownId
        There is no such journal, format or language; names the nearest one.
    WrongKind
        It is no figure; or one of your own without alternative text, caption or data.
    MissingGlyph
        No font has one of its characters.
    """
    folder, name, ending = split_path(path)
    how = printing(journal, formats, colour=colour, text=text)
    if ending is not None and ending not in how.formats:
        raise UnknownId("format asked for", ending, how.formats)
    words = Words(title=title, alt=alt, caption=caption, source=source, data=data)
    files, saved = _prepared(figure, name, folder, how, lang, words)
    write_all(files, overwrite=overwrite)
    return saved


def save_figures(
    figures: Mapping[str, Drawn],
    folder: str | Path,
    *,
    journal: str = "thesis-a4",
    formats: str | Sequence[str] = _FORMATS,
    lang: str | Sequence[str] | None = None,
    colour: str = "rgb",
    text: str = "live",
    overwrite: bool = False,
    source: str | None = None,
    progress: bool = True,
) -> tuple[SavedFigure, ...]:
    """Save all figures of a paper in one call: all are written, or none.

    Parameters
    ----------
    figures : mapping of str to Figure or Axes
        By the names that their files get. Figures of your own need words and data of their own and
        are saved one by one, with :func:`save_figure`.
    folder : str or Path
        Made if it is not there.
    lang : str or sequence of str, optional
        Languages to draw each figure in. Of several, each is part of the names: ``fig2-ko.pdf``.
    progress : bool
        Whether a bar is shown where it takes longer than two seconds.
    journal, formats, colour, text, overwrite, source
        As in :func:`save_figure`.

    Returns
    -------
    tuple of SavedFigure
        In the order of figures, each in all languages.

    Raises
    ------
    EngagementKitError
        As :func:`save_figure`. Nothing was written.
    """
    how = printing(journal, formats, colour=colour, text=text)
    _expect_names(figures)
    languages = (lang,) if lang is None or isinstance(lang, str) else tuple(lang)
    if not languages:
        raise UnknownId("language asked for", "", ("en", "ko", "ar"))
    wanted = [
        (_named(name, spoken, several=len(languages) > 1), figure, spoken)
        for name, figure in figures.items()
        for spoken in languages
    ]
    folder, words = checked_folder(folder), Words(source=source)
    files: dict[Path, bytes] = {}
    saved: list[SavedFigure] = []
    with tqdm(wanted, disable=not progress, delay=2, unit="figure", leave=False) as bar:
        for name, figure, spoken in bar:
            bar.set_postfix_str(name, refresh=False)
            more, one = _prepared(figure, name, folder, how, spoken, words)
            taken = {str(file).casefold() for file in files}  # some disks know no capitals
            if clash := next((file for file in more if str(file).casefold() in taken), None):
                raise NotWritten(str(clash), "two of the figures have this name")
            files |= more
            saved.append(one)
    write_all(files, overwrite=overwrite)
    return tuple(saved)


def _expect_names(figures: object) -> None:
    if isinstance(figures, Mapping) and all(isinstance(name, str) for name in figures):
        return
    found = "other names than texts" if isinstance(figures, Mapping) else type(figures).__name__
    advice = "For example {'fig1': ax, 'fig2': other}."
    raise WrongKind("save_figures()", found, "figures by their names", advice)


def _prepared(
    figure: Drawn, name: str, folder: Path, how: Printing, lang: str | None, words: Words
) -> tuple[dict[Path, bytes], SavedFigure]:
    """The files of a figure, not yet written, and what will be said of them."""
    with collector_paused(), _drawn(figure, name, how, lang, words) as drawing:
        record = provenance(drawing, how, folder)
        files = figure_files(drawing, how, record)
    saved = SavedFigure(
        name=name,
        journal=how.journal.name,
        lang=drawing.lang,
        files=tuple(folder / file for file in files),
        alt=drawing.alt,
        caption=drawing.caption,
        remarks=(*_edit_remarks(figure, drawing), *how.remarks, *provenance_remarks(record)),
    )
    return {folder / file: content for file, content in files.items()}, saved


def _edit_remarks(figure: Drawn, drawing: Drawing) -> tuple[str, ...]:
    """That a chart of ours was changed by hand, which no drawing anew can know of."""
    given = figure if isinstance(figure, Axes) else whole_figure(figure)
    if drawing.recipe is None or not was_changed(given):
        return ()
    return (_CHANGED,)


def _drawn(
    figure: Drawn, name: str, how: Printing, lang: str | None, words: Words
) -> AbstractContextManager[Drawing]:
    """The figure at its final size: a chart of ours drawn anew, or one of the author's own."""
    recipe = recipe_for(figure)
    if recipe is None:
        return own_drawing(name, whole_figure(figure), how, lang, words)
    return nullcontext(redrawn(name, recipe, how, lang, words))


def _named(name: str, lang: str | None, *, several: bool) -> str:
    """Name of a figure in a language, where it is drawn in several."""
    return checked_name(f"{checked_name(name)}-{lang}" if several else name)
