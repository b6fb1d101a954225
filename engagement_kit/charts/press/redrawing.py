"""A figure drawn anew for print, with the words and the data that go beside it."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from engagement_kit.charts import family
from engagement_kit.charts.press.fit import misfits
from engagement_kit.charts.press.formats import check_fonts, exporting
from engagement_kit.charts.press.printing import Printing
from engagement_kit.charts.recipe import Recipe, figure_recipe, recipe_of
from engagement_kit.charts.words import chart_words
from engagement_kit.compare.remaking import cases_of, retold
from engagement_kit.errors import DoesNotFit, EngagementKitError, MissingGlyph, UnknownId, WrongKind
from engagement_kit.exchange.package.about import LIBRARY_NAME, about_file, read_about
from engagement_kit.exchange.sheets.delimited import csv_text
from engagement_kit.frameworks import RIGHT_TO_LEFT

__all__ = [
    "Drawing",
    "Words",
    "own_drawing",
    "recipe_for",
    "recipe_results",
    "recipe_told",
    "redrawn",
    "study_source",
    "table_text",
    "whole_figure",
]

_MM = 25.4
_WORDS = ("title", "alt", "caption", "source")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")  # a tag that can be one
_MISSING = re.compile(r"Glyph (\d+) ")
# What nobody sees in a table, and what turns lines around; joiners stay, as letters need them.
_INVISIBLE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ud800-\udfff\ue000-\uf8ff]"
)


@dataclass(frozen=True)
class Words:
    """What an author says of a figure; where nothing is said, the chart says it.

    Attributes
    ----------
    title, alt, caption, source : str or None
    data : DataFrame or columns by name, or None
    """

    title: str | None = None
    alt: str | None = None
    caption: str | None = None
    source: str | None = None
    data: object = None

    def __post_init__(self) -> None:
        for name in _WORDS:
            said = getattr(self, name)
            if not isinstance(said, str | None):
                raise WrongKind(f"{name}=", type(said).__name__, "text")
            if name != "source" and said and not _INVISIBLE.sub("", said).strip():
                object.__setattr__(self, name, None)  # nothing is said with it

    @property
    def record(self) -> dict[str, Any]:
        """What was said, and whether data was given, in values that JSON knows."""
        said = {name: getattr(self, name) for name in _WORDS}
        given = {"data": True} if self.data is not None else {}
        return {name: words for name, words in said.items() if words is not None} | given


@dataclass(frozen=True, eq=False)
class Drawing:
    """A figure at its final size with all that stands beside it.

    Attributes
    ----------
    name : str
    figure : Figure
    recipe : Recipe or None
        None for a figure of the author's own.
    lang : str
    title, alt, caption : str
    data : str
        The data drawn, as text of a CSV file.
    said : Words
        What of this the author said.
    """

    name: str
    figure: Figure
    recipe: Recipe | None
    lang: str
    title: str
    alt: str
    caption: str
    data: str
    said: Words

    @property
    def direction(self) -> str:
        """``rtl`` for languages written from right to left, else ``ltr``."""
        return "rtl" if self.lang.split("-")[0] in RIGHT_TO_LEFT else "ltr"


def recipe_for(given: object) -> Recipe | None:
    """What a figure, axes or small multiples show; None for an author's own.

    Raises
    ------
    WrongKind
        It is none of these.
    """
    whole = figure_recipe(whole_figure(given))
    return whole or (recipe_of(given) if isinstance(given, Axes) else None)


def whole_figure(given: object) -> Figure:
    """The figure that axes, or small multiples, belong to.

    Raises
    ------
    WrongKind
        It is none of these.
    """
    figure = given
    if isinstance(given, Axes):
        figure = given.get_figure(root=True)
    elif not isinstance(given, Figure):
        figure = getattr(given, "figure", None)  # small multiples have one
    if isinstance(figure, Figure):
        return figure
    raise WrongKind(
        "save_figure()",
        type(given).__name__,
        "a figure or axes",
        "Every draw_...() gives axes; plt.gcf() is the figure that pyplot draws into.",
    )


def redrawn(
    name: str,
    recipe: Recipe,
    how: Printing,
    lang: str | None,
    words: Words,
    *,
    must_fit: bool = True,
) -> Drawing:
    """A chart of ours drawn anew at the size of the journal, in a language.

    With ``must_fit`` it is refused where anything has no room.

    Raises
    ------
    DoesNotFit
        Something has no room.
    UnknownId
        The framework does not have the language.
    """
    lang = lang or recipe.lang
    recipe = recipe_told(recipe, lang)
    figure = family.draw_figure(recipe, lang=lang, theme=how.theme)
    if must_fit:
        _check_fit(name, figure, how)
    source = words.source if words.source is not None else study_source(recipe, lang)
    return Drawing(
        name=name,
        figure=figure,
        recipe=recipe,
        lang=lang,
        title=words.title or _title(recipe, name),
        alt=words.alt or family.describe(recipe, lang),
        caption=words.caption or family.caption(recipe, lang, source),
        data=table_text(family.data(recipe, lang) if words.data is None else words.data),
        said=words,
    )


@contextmanager
def own_drawing(
    name: str, figure: Figure, how: Printing, lang: str | None, words: Words
) -> Iterator[Drawing]:
    """An author's own figure at the width of the journal; afterwards it has its own size again.

    Raises
    ------
    WrongKind
        Alternative text, caption or data are missing.
    UnknownId
        The language cannot be one.
    DoesNotFit
        Something has no room.
    MissingGlyph
        No font of the figure has a letter.
    """
    if not (words.alt and words.caption and words.data is not None):
        raise WrongKind(
            f"A figure of your own ({name!r})",
            "one that cannot say what it shows",
            "alt=, caption= and data=",
            "Charts of engagement_kit know all three.",
        )
    lang = "en" if lang is None else lang
    if not _LANGUAGE.fullmatch(lang):
        raise UnknownId("language", lang, ("en", "ko", "ar"))
    table = table_text(words.data)
    wide, high = figure.get_size_inches()
    width = how.journal.width / _MM
    try:
        figure.set_size_inches(width, high * width / wide, forward=False)
        size = f"figsize=({width:.2f}, {high * width / wide:.2f})"
        room = f"plt.subplots({size}, layout='constrained')"
        _check_fit(name, figure, how, f"Draw it in its final size: {room} makes room for texts.")
        said = words.title or name, words.alt, words.caption
        yield Drawing(name, figure, None, lang, *said, table, words)
    finally:
        figure.set_size_inches(wide, high, forward=False)


def table_text(data: object) -> str:
    """Data as text of a CSV file that no spreadsheet runs.

    Raises
    ------
    WrongKind
        It is no table.
    """
    try:
        table = data if isinstance(data, pd.DataFrame) else pd.DataFrame(data)
    except (TypeError, ValueError):
        kind = type(data).__name__
        raise WrongKind("data=", kind, "a table (DataFrame, or columns by name)") from None
    if not isinstance(table.index, pd.RangeIndex):
        table = table.reset_index(allow_duplicates=True)
    cells = table.astype(object).where(table.notna(), None)
    head = [str(column) for column in table.columns]
    return _INVISIBLE.sub("", csv_text(head, cells.itertuples(index=False)))


def recipe_results(recipe: Recipe) -> list[tuple[str | None, Any]]:
    """The result of a recipe; or several by name, as small multiples may have."""
    several = recipe.result if isinstance(recipe.result, Mapping) else {None: recipe.result}
    return list(several.items())


def recipe_told(recipe: Recipe, lang: str) -> Recipe:
    """The recipe with its words, and those that the result carries, in a language."""
    if lang == recipe.lang:
        return recipe
    told = {name: retold(result, lang) for name, result in recipe_results(recipe)}
    return replace(
        recipe,
        framework=recipe.framework and recipe.framework.in_language(lang),
        result=told if isinstance(recipe.result, Mapping) else told[None],
        language=lang,
    )


def _check_fit(name: str, figure: Figure, how: Printing, advice: str | None = None) -> None:
    """Let a figure pass that can be printed as it is; it is looked at as files will be drawn."""
    with exporting(figure), warnings.catch_warnings():
        check_fonts(figure)
        warnings.filterwarnings("error", message="Glyph .* missing", category=UserWarning)
        try:
            found = misfits(figure, how.least, width=how.journal.width, height=how.journal.height)
        except UserWarning as warning:
            raise _missing_glyph(str(warning)) from None
    if found:
        raise DoesNotFit(name, how.journal.name, found, advice)


def _missing_glyph(warning: str) -> EngagementKitError | UserWarning:
    code = _MISSING.search(warning)
    return MissingGlyph(chr(int(code[1])), chr(int(code[1]))) if code else UserWarning(warning)


def _title(recipe: Recipe, name: str) -> str:
    """What a figure is called in its file: its framework and part."""
    framework, (_, result) = recipe.framework, recipe_results(recipe)[0]
    part = getattr(result, "part", None)
    if framework is None:
        return chart_words(recipe.lang)(f"{recipe.chart}.title")
    return f"{framework.name}: {framework.label(part)}" if part else f"{framework.name}: {name}"


def study_source(recipe: Recipe, lang: str) -> str | None:
    """Where the data comes from, if what lies above the cases says it; for a caption."""
    _, result = recipe_results(recipe)[0]
    file = about_file(cases_of(result))
    if file is None:
        return None
    try:
        about = read_about(file)
    except EngagementKitError:  # checking the study says what is wrong with it
        return None
    words = chart_words(lang)
    return "library" if about.name == LIBRARY_NAME else words("source.study", title=about.title)
