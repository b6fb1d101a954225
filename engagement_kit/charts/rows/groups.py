"""Groups of cases, each with a colour and a shape of its own, and what cases are called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from engagement_kit.charts.paper.fonts import check_glyphs, is_drawable
from engagement_kit.charts.paper.text import plain
from engagement_kit.charts.paper.theme import Theme
from engagement_kit.errors import UnknownId
from engagement_kit.words import Words

__all__ = [
    "Group",
    "case_names",
    "drawn_as",
    "earlier_year",
    "group_cases",
    "group_ids",
    "split_waves",
]

_OTHER, _NONE = "other", "none"
# These kinds keep their colour whichever of them a chart happens to show.
_FIXED = {"kind": ("museum", "company")}
_LONG_NAME = 24


@dataclass(frozen=True, slots=True)
class Group:
    """Cases that are drawn alike: ``size`` is how many there are, whatever the number of waves."""

    id: str
    label: str
    colour: str
    marker: str
    size: int


def group_cases(table: pd.DataFrame, by: str | None, words: Words, theme: Theme) -> list[Group]:
    """Groups of a table's cases, in a fixed order: well-known kinds first, then by name.

    ``by`` is a column; None puts all in one group. Where a column has more values than the theme
    has colours, the rarest are drawn together as "others".

    Raises
    ------
    UnknownId
        There is no such column.
    """
    ids = group_ids(table, by, len(theme.palette))
    counts = table.groupby(ids)["case"].nunique()
    fixed = _FIXED.get(by or "", ())
    if by is not None and isinstance(table[by].dtype, pd.CategoricalDtype):
        fixed = tuple(table[by].cat.categories)  # a panel of several: colours are those of all
    order = [*fixed, *sorted(set(counts.index) - set(fixed) - {_OTHER, _NONE}), _OTHER, _NONE]
    order = list(dict.fromkeys(order))
    return [
        Group(name, _group_label(name, by, words), *theme.group(place), int(counts[name]))
        for place, name in enumerate(order)
        if name in counts.index
    ]


def group_ids(table: pd.DataFrame, by: str | None, most: int = 8) -> pd.Series:
    """Group of every row, the rarest values brought together where there are more than ``most``."""
    if by is None:
        return pd.Series("all", index=table.index, dtype=object)
    if by not in table.columns:
        raise UnknownId("column to group by", by, table.columns)
    values = table[by].astype(object).where(table[by].notna(), _NONE).astype(str)
    counts = values.value_counts()
    if len(counts) <= most:
        return values
    ranked = sorted(counts.index, key=lambda name: (-counts[name], name))
    return values.where(values.isin(ranked[: most - 1]), _OTHER)


def split_waves(table: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """The last placed wave of each case, the placed waves before it, and what is not placed."""
    is_placed = table["status"] != "not_placed"
    placed = table[is_placed].sort_values(["case", "wave"], kind="stable")
    is_last = ~placed.duplicated("case", keep="last")
    return placed[is_last], placed[~is_last], table[~is_placed]


def drawn_as(table: pd.DataFrame) -> pd.Series:
    """How every row of a table of placements is drawn: ``point``, ``earlier`` or ``not_placed``.

    A case's last placed wave is its point; rows that are not placed are named beside the chart.
    """
    latest, earlier, _ = split_waves(table)
    drawn = pd.Series("not_placed", index=table.index, dtype=object)
    drawn[latest.index], drawn[earlier.index] = "point", "earlier"
    return drawn


def earlier_year(latest: pd.DataFrame, missing: pd.DataFrame) -> pd.Series:
    """Year to be shown beside a case whose later wave is not placed; missing for all others."""
    # Of no cases the mapped column would stay one of texts, which no year can be compared with.
    later = latest["case"].map(missing.groupby("case")["wave"].max()).astype("Int64")
    return latest["wave"].where(later > latest["wave"])


def case_names(
    result: Any, table: pd.DataFrame, lang: str, names: Mapping[str, str] | None
) -> dict[str, str]:
    """What each case of a table is called in a chart: given names, the chart's language, the table.

    A name of the case's own that the fonts cannot draw gives way to the next, in the end to the
    case's id. What a long name has in brackets is left out.

    Raises
    ------
    MissingGlyph
        A name given holds a character that no font covers.
    """
    cases = getattr(result, "cases", None)
    found = {}
    for name in (names or {}).values():
        check_glyphs(plain(name))
    for case, written in zip(table["case"], table["name"], strict=True):
        if case not in found:
            own = _label(cases, case, lang)
            choices = [(names or {}).get(case), own, _text(written), str(case)]
            found[case] = next(_chart_name(c) for c in choices if c and is_drawable(plain(c)))
    return found


def _label(cases: Any, case: str, lang: str) -> str | None:
    """Name of a case in a language, where the result carries its cases."""
    if cases is None:
        return None
    try:
        return str(cases[case].label(lang))
    except (KeyError, UnknownId):
        return None


def _text(value: Any) -> str | None:
    return None if pd.isna(value) else str(value)


def _chart_name(name: str) -> str:
    short = plain(name)
    if len(short) > _LONG_NAME and " (" in short:
        short = short.partition(" (")[0]
    return short


def _group_label(name: str, by: str | None, words: Words) -> str:
    if by is None:
        return words("group.all")
    if name in {_OTHER, _NONE}:
        return words(f"group.{name}")
    # Only kinds have labels of their own: "status.open" is a sentence that wants numbers.
    key = f"{by}.{name}" if by in _FIXED else ""
    return words(key) if key in words.keys else plain(name)
