"""The chart of necessity: a row a term, its inclusion, relevance and coverage on one scale."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes

from engagement_kit.charts.necessity.tell import describe_terms
from engagement_kit.charts.necessity.terms import KINDS, Terms, gather_terms
from engagement_kit.charts.paper import legend
from engagement_kit.charts.paper.fonts import font
from engagement_kit.charts.paper.key_flow import Flow, draw_flow, lay_flow
from engagement_kit.charts.paper.sheet import (
    Look,
    Sheet,
    full_height,
    full_width,
    open_sheet,
    size_of,
)
from engagement_kit.charts.paper.text import LEADING, shorten, shorten_apart, text_width, wrap
from engagement_kit.charts.paper.theme import DEFAULT, Theme, drawing
from engagement_kit.charts.recipe import Recipe, remember
from engagement_kit.charts.words import score
from engagement_kit.compare import Necessity
from engagement_kit.frameworks import Framework

__all__ = ["draw_necessity"]

_ROW, _HEAD, _FOOT, _KEY = 10.0, 13.0, 11.0, 6.0
_NUMBER, _EDGE, _GAP = 23.0, 4.0, 6.0  # a column of numbers, beside 0 and 1, after the terms
_UNDER = 3.0  # below the title
_COLUMN = 0.46  # of the width, that terms may take
_NUMBERED = 260.0  # from this width on the numbers stand beside the rows
_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
_MEASURES = ("incl", "ron", "cov")


@dataclass(frozen=True)
class _Plan:
    """Where everything lies: the rows that are drawn, columns and heights in sheet points."""

    terms: Terms
    rows: pd.DataFrame
    start: float
    wide: float
    is_numbered: bool
    title: tuple[str, ...]
    top: float
    flow: Flow

    @property
    def kinds(self) -> list[str]:
        """Kinds of terms that have rows, in order."""
        return [kind for kind in KINDS if (self.rows["kind"] == kind).any()]

    @property
    def body(self) -> float:
        """Where the rows with their heads end."""
        return self.top + _HEAD * len(self.kinds) + _ROW * max(len(self.rows), 2)

    def across(self, value: float) -> float:
        """Place of a number from 0 to 1."""
        return self.start + _EDGE + value * (self.wide - 2 * _EDGE)


def draw_necessity(
    found: Necessity,
    framework: Framework | None = None,
    *,
    ax: Axes | None = None,
    lang: str | None = None,
    most: int = 40,
    key: bool = True,
    theme: Theme = DEFAULT,
) -> Axes:
    """Axes with a row for every term, and its inclusion, relevance and coverage from 0 to 1.

    A filled circle is inclusion, a hollow diamond relevance (RoN), a small bar coverage. Lines are
    the cut-offs of inclusion and of relevance, as long as the rows; terms that reach both are bold.
    Within each kind of term those with the highest inclusion come first. Where the sheet is wide
    enough the numbers stand beside the rows. The axes' data coordinates are points of 1/72 inch,
    times the theme's unit.

    Parameters
    ----------
    found : Necessity
        From :func:`necessity`.
    framework : Framework, optional
        Only its language counts: that of the words, if ``lang`` is left out.
    ax : Axes, optional
        Draw here. Without it a new figure is made, which pyplot does not know.
    lang : str, optional
        Language of the chart.
    most : int
        How many terms are drawn at most: those that pass, then those of the highest inclusion. The
        key says how many are not, also where the page is too low.
    key : bool
        Whether the key stands below.
    theme : Theme
        Sizes and colours.

    Raises
    ------
    WrongKind
        ``found`` is something else.
    UnknownId
        There are no words in this language.
    MissingGlyph
        A text holds a character that no font of the charts can draw.

    Examples
    --------
    >>> import pandas as pd
    >>> from engagement_kit import draw_necessity, necessity
    >>> table = pd.DataFrame({"A": [1, 1, 0], "B": [1, 0, 1], "Y": [1, 0, 0]}, index=list("abc"))
    >>> draw_necessity(necessity(table, "Y")).alt_text
    'Chart of how far terms are necessary for ...Y...; terms: 5, cases: 3. ...'
    """
    terms = gather_terms(found, framework, lang)
    with drawing(theme):
        plan, sheet = _lay(terms, ax, theme, most, key=key)
        _draw_scale(plan, sheet)
        _draw_rows(plan, sheet)
        if plan.rows.empty:
            sheet.note_empty(terms.words("necessity.empty"), plan.top, plan.body)
        draw_flow(sheet, 0, plan.body + _FOOT + _KEY, plan.flow)
    options = {"most": most, "key": key}
    recipe = Recipe("necessity", found, terms.framework, options, terms.words.lang)
    return remember(sheet.ax, recipe, describe_terms(terms))


def _lay(
    terms: Terms, ax: Axes | None, theme: Theme, most: int, *, key: bool
) -> tuple[_Plan, Sheet]:
    """As many rows as the page has room for, and columns as the words need them."""
    lang = terms.words.lang
    width, room = size_of(ax, theme) if ax else (full_width(theme), full_height(theme))
    # Axes of one's own stand in a figure that says what they are: they have no line to spare.
    title = wrap(terms.title, font(lang, theme.text), width) if ax is None else []
    top = len(title) * theme.text * LEADING + _UNDER if title else 0.0
    entries = _key(terms, theme, hidden=1) if key else []
    below = _FOOT + (lay_flow(lang, theme, width, entries).height + _KEY if key else 0.0)
    fits = int((room - top - below - len(KINDS) * _HEAD) / _ROW) if room < 1e5 else len(terms.rows)
    rows = terms.first(max(min(most, fits), 1))
    hidden = len(terms.rows) - len(rows)
    flow = lay_flow(lang, theme, width, _key(terms, theme, hidden=hidden) if key else [])
    is_numbered = width >= _NUMBERED
    letters = font(lang, theme.text, bold=True)
    widest = max((text_width(label, letters) for label in rows["label"]), default=0.0)
    start = min(widest, width * _COLUMN) + _GAP
    wide = width - start - (_NUMBER * len(_MEASURES) if is_numbered else 0.0)
    plan = _Plan(terms, rows, start, wide, is_numbered, tuple(title), top, flow)
    high = plan.body + _FOOT + (_KEY + flow.height if key else 0.0)
    return plan, open_sheet(ax, lang, theme, width, high)


def _key(terms: Terms, theme: Theme, *, hidden: int) -> list[legend.Entry]:
    """What marks, lines and bold letters mean, and how many terms are not drawn."""
    words, looks = terms.words, _looks(theme)
    entries = [
        legend.Entry(
            legend.mark(looks[name]["marker"], **_without_marker(looks[name])),
            words(f"necessity.{name}"),
        )
        for name in _MEASURES
    ]
    entries += [
        legend.Entry(
            legend.line(14.0, **_cut_look(theme, name)),
            words(f"necessity.cut.{name}", cut=terms.cuts[name]),
            14.0,
        )
        for name in ("incl", "ron")
    ]
    passing = int(terms.rows["passes"].sum())
    entries.append(legend.remark(words("necessity.passes", n=passing)))
    if hidden:
        entries.append(legend.remark(words("necessity.more", n=hidden)))
    return entries


def _looks(theme: Theme) -> dict[str, Look]:
    blue, orange = theme.palette[0], theme.palette[1]
    return {
        "incl": {"marker": "o", "markerfacecolor": blue, "markeredgecolor": blue},
        "ron": {"marker": "D", "markerfacecolor": theme.paper, "markeredgecolor": orange},
        "cov": {"marker": "|", "markeredgecolor": theme.grey, "markersize": theme.marker * 1.4},
    }


def _without_marker(look: Look) -> Look:
    return {name: value for name, value in look.items() if name != "marker"}


def _cut_look(theme: Theme, name: str) -> Look:
    """The line of a cut-off: solid of inclusion, dashed of relevance."""
    colour = theme.palette[0] if name == "incl" else theme.palette[1]
    style = "solid" if name == "incl" else (0, (4, 2))
    return {"edgecolor": colour, "linestyle": style, "linewidth": theme.line}


def _draw_scale(plan: _Plan, sheet: Sheet) -> None:
    """Pale lines at quarters with their numbers, the cut-offs, and heads of the numbers."""
    theme, foot, top = sheet.theme, plan.body, plan.top + _HEAD - 2
    sheet.paragraph(0, 0, plan.title)
    ends = [((plan.across(tick), top), (plan.across(tick), foot)) for tick in _TICKS]
    sheet.lines(ends, colors=theme.pale, zorder=0.5)
    small: Look = {"size": theme.small, "colour": theme.grey, "side": "middle"}
    ticks = _TICKS if plan.wide > 90 else (0.0, 0.5, 1.0)
    for tick in ticks:
        sheet.text(plan.across(tick), foot + 6, f"{tick:g}", **small)
    for name, cut in (("incl", "inclusion_cut"), ("ron", "ron_cut")):
        at = plan.across(float(plan.terms.found.parameters[cut]))
        sheet.line([(at, top), (at, foot)], zorder=1, gid=f"cut:{name}", **_cut_look(theme, name))
    if not plan.is_numbered:
        return
    for place, name in enumerate(_MEASURES):
        head = {"incl": "incl", "ron": "RoN", "cov": "cov"}[name]
        sheet.text(_number_place(plan, place), plan.top + 6, head, **small)


def _number_place(plan: _Plan, place: int) -> float:
    return plan.start + plan.wide + _NUMBER * (place + 0.5)


def _draw_rows(plan: _Plan, sheet: Sheet) -> None:
    """Terms by kind with their marks, and their numbers where there is room."""
    theme, words, y = sheet.theme, plan.terms.words, plan.top
    looks = _looks(theme)
    for kind in plan.kinds:
        rows = plan.rows[plan.rows["kind"] == kind]
        room = plan.start + plan.wide
        head = shorten(words(f"necessity.{kind}"), sheet.font(bold=True), room)
        sheet.text(0, y + _HEAD / 2, head, bold=True, colour=theme.grey, gid=f"kind:{kind}")
        y += _HEAD
        letters = sheet.font(bold=True)
        labels = shorten_apart(rows["label"].tolist(), letters, plan.start - _GAP)
        middles = [y + (place + 0.5) * _ROW for place in range(len(rows))]
        for row, label, at in zip(rows.itertuples(), labels, middles, strict=True):
            passes = bool(row.passes)
            sheet.text(0, at, label, bold=passes, gid=f"term:{row.term}", direction="ltr")
            _draw_numbers(plan, sheet, row, at)
        ways = [
            ((plan.across(min(a, b)), at), (plan.across(max(a, b)), at))
            for a, b, at in zip(rows["incl"], rows["ron"], middles, strict=True)
        ]
        sheet.lines(ways, colors=theme.pale, zorder=0.8)
        for name in reversed(_MEASURES):
            places = [(plan.across(v), at) for v, at in zip(rows[name], middles, strict=True)]
            sheet.marks(places, zorder=2, gid=f"{name}:{kind}", **looks[name])
        y += _ROW * len(rows)


def _draw_numbers(plan: _Plan, sheet: Sheet, row: object, at: float) -> None:
    if plan.is_numbered:
        for place, name in enumerate(_MEASURES):
            number = score(getattr(row, name))
            sheet.text(
                _number_place(plan, place), at, number, size=sheet.theme.small, side="middle"
            )
