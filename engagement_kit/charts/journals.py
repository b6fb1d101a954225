"""Journals: their widths, letters, lines and resolution, as a theme to draw with.

A theme of a journal is a function of the journal's row in the table and of nothing else. Charts are
laid out for letters of 7 sheet points; the journal's letters decide how many points of print one
sheet point is.
"""

from __future__ import annotations

import math
from dataclasses import replace

import pandas as pd

from engagement_kit.charts.journal_table import Journal, known_journals
from engagement_kit.charts.paper.theme import DEFAULT, Theme, points
from engagement_kit.errors import UnknownId

__all__ = ["COLOURS", "Journal", "find_journal", "journal_theme", "list_journals", "text_size"]

COLOURS = ("rgb", "grey")
NARROWEST = 175.0  # sheet points of the narrowest sheet that charts are laid out for (62 mm)
_DPI = 300.0  # authored: for outlets that name no resolution
_ROOMY = DEFAULT.text / DEFAULT.least  # normal letters to smallest ones, as charts are laid out
_COLUMNS = (
    *("name", "publisher", "width", "height", "drawn", "text", "least", "most", "line", "dpi"),
    *("typefaces", "colour", "formats", "status", "rule", "seen", "source", "read", "note"),
)


def list_journals() -> pd.DataFrame:
    """One row for each journal preset, with its source and the day on which that was read.

    Returns
    -------
    pandas.DataFrame
        ``name`` is what ``journal=`` takes. ``width`` and ``height`` in millimetres; ``text``,
        ``least``, ``most`` (sizes of letters) and ``line`` (the thinnest) in points, as the outlet
        says; ``drawn`` is the size of normal letters that we draw and ``dpi`` the resolution of
        images. Missing: the outlet does not say. ``status`` says whether the width is attested,
        inferred (by ``rule``) or authored; ``seen`` how the ``source`` was read.

    Examples
    --------
    >>> table = list_journals().set_index("name")
    >>> float(table.loc["elsevier-1.5", "width"])
    140.0
    """
    rows = [_row(journal) for journal in known_journals().values()]
    return pd.DataFrame(rows, columns=pd.Index(_COLUMNS))


def find_journal(name: str) -> Journal:
    """The preset of this name; raises UnknownId with the nearest name where there is none."""
    known = known_journals()
    if name not in known:
        raise UnknownId("journal", name, known)
    return known[name]


def journal_theme(name: str, *, colour: str = "rgb") -> Theme:
    """Sizes and colours for a figure of a journal.

    No letters are smaller than the journal's least size or larger than its largest, no line is
    thinner than its thinnest, and images have its resolution.

    Parameters
    ----------
    name : str
        A name of :func:`list_journals`, such as ``elsevier-single``.
    colour : str
        "rgb", or "grey" for a figure without colour.

    Raises
    ------
    UnknownId
        No such journal or colour; names the nearest.

    Examples
    --------
    >>> theme = journal_theme("plos-full")
    >>> theme.text * theme.unit
    8.0
    """
    if colour not in COLOURS:
        raise UnknownId("colour", colour, COLOURS)
    theme = theme_of(find_journal(name))
    return theme if colour == "rgb" else theme.in_greys()


def theme_of(journal: Journal) -> Theme:
    """The theme of a row of a table of journals, in colour."""
    unit = text_size(journal) / DEFAULT.text
    least = max(DEFAULT.least, _at_least(journal.least, unit))
    small = max(DEFAULT.small, least)
    thinnest = _at_least(journal.line, unit)
    return replace(
        DEFAULT,
        width=journal.width,
        height=journal.height,
        unit=unit,
        dpi=_resolution(journal),
        least=least,
        small=small,
        text=max(DEFAULT.text, small),
        heading=min(DEFAULT.heading, _at_most(journal.most, unit)),
        line=max(DEFAULT.line, thinnest),
        hair=max(DEFAULT.hair, thinnest),
    )


def text_size(journal: Journal) -> float:
    """Points of normal letters in figures of this journal.

    The size that it recommends, where the sheet is then wide enough for a chart. Else close to the
    least size that it allows, so that the drawing is as roomy as can be: the smallest letters of a
    chart get the least size, but normal letters of 7 are large enough for anybody who asks for no
    more. A journal that names no size gets our own.
    """
    if journal.least is None:
        return journal.text or DEFAULT.text
    close = max(journal.least, min(DEFAULT.text, _rounded_up(journal.least * _ROOMY, 2)))
    close = min(close, journal.most or close)
    wanted = journal.text or close
    sheet = points(journal.width) * DEFAULT.text / wanted
    return wanted if sheet >= NARROWEST else min(wanted, close)


def _resolution(journal: Journal) -> float:
    """Dots per inch: charts are lines with tints, then lines, then whatever is asked of images."""
    asked = journal.resolution
    return asked.combination or asked.line or asked.halftone or _DPI


def _at_least(size: float | None, unit: float) -> float:
    """A smallest size in print as sheet points, never a hair below it."""
    return 0.0 if size is None else _rounded_up(size / unit, 6)


def _at_most(size: float | None, unit: float) -> float:
    """A largest size in print as sheet points, never a hair above it."""
    return math.inf if size is None else -_rounded_up(-size / unit, 6)


def _rounded_up(value: float, places: int) -> float:
    scale = 10.0**places
    return math.ceil(round(value * scale, 3)) / scale


def _row(journal: Journal) -> dict[str, object]:
    lists = {key: ", ".join(getattr(journal, key)) for key in ("typefaces", "colour", "formats")}
    plain = {key: getattr(journal, key) for key in _COLUMNS if hasattr(journal, key)}
    return plain | lists | {"drawn": text_size(journal), "dpi": _resolution(journal)}
