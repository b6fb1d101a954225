"""Cases as rows below one another: in groups, in an order, and no more of them than can be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from engagement_kit.charts.paper.sheet import Sheet
from engagement_kit.charts.paper.text import shorten, shorten_apart
from engagement_kit.charts.paper.theme import Theme
from engagement_kit.charts.rows.groups import Group, case_names, group_cases, group_ids
from engagement_kit.charts.words import chart_words
from engagement_kit.words import Words

__all__ = [
    "HEAD",
    "ROW",
    "CaseRows",
    "Row",
    "RowPlaces",
    "draw_names",
    "place_rows",
    "prepare_rows",
]

HEAD, ROW = 13.0, 8.6  # heights of a group's head and of a row, in sheet points
_TALLEST_ROW = 1.4


@dataclass(frozen=True, slots=True)
class Row:
    """A case at a wave (None where waves are not told apart) that is drawn under its own name."""

    case: str
    wave: int | None
    name: str
    group: str


@dataclass(frozen=True)
class CaseRows:
    """Rows by group.

    Attributes
    ----------
    groups : list of Group
    rows : list of Row
        Those that are drawn, group after group.
    rest : DataFrame
        Those that are not, as many as are too many to be read: case, wave, row_group.
    """

    groups: list[Group]
    rows: list[Row]
    rest: pd.DataFrame
    words: Words

    @property
    def total(self) -> int:
        """All rows, drawn or not."""
        return len(self.rows) + len(self.rest)

    def rest_of(self, group: str) -> pd.DataFrame:
        """The rows of a group that are not drawn."""
        return self.rest[self.rest["row_group"] == group]

    @property
    def lines(self) -> int:
        """Lines that the rows take, one more for each group of which some are not drawn."""
        return len(self.rows) + int(self.rest["row_group"].nunique())

    @property
    def height(self) -> float:
        """Height of rows and heads of groups, in sheet points."""
        return max(self.lines, 1) * ROW + HEAD * len(self.groups)


@dataclass(frozen=True)
class RowPlaces:
    """Tops of rows, of heads of groups and of the lines for those that are not drawn."""

    row: float
    tops: list[float]
    heads: dict[str, float]
    rests: dict[str, float]
    bottom: float


def prepare_rows(
    result: Any,
    table: pd.DataFrame,
    lang: str,
    theme: Theme,
    *,
    by: str | None,
    sort: str,
    names: Mapping[str, str] | None,
    most: int,
) -> CaseRows:
    """Rows of a table that has one row a case (and wave, if it has this column).

    The table's column ``weight`` gives the order within a group, largest first, unless ``sort`` is
    ``name``. Of more rows than ``most`` each group keeps as many as it has a share of them, at
    least one, the first in the order.

    Raises
    ------
    UnknownId
        There is no column ``by``.
    """
    words = chart_words(lang)
    table = table.assign(row_group=group_ids(table, by, len(theme.palette)))
    table["label"] = table["case"].map(case_names(result, table, lang, names)).astype(object)
    if "wave" not in table:
        table["wave"] = None
    elif table.groupby("case")["wave"].nunique().gt(1).any():
        table["label"] = table["label"] + " " + table["wave"].astype(str)
    groups = group_cases(table, by, words, theme)
    places = {group.id: place for place, group in enumerate(groups)}
    table = table.assign(place=table["row_group"].map(places), weight=-table["weight"])
    order = ["place", "label"] if sort == "name" else ["place", "weight", "label"]
    table = table.sort_values([*order, "case", "wave"], kind="stable")
    kept = _shares(table["row_group"].value_counts(), [group.id for group in groups], most)
    most_of_group = table["row_group"].map(kept).astype("int64")  # of no rows, Arrow makes texts
    is_drawn = table.groupby("row_group").cumcount() < most_of_group
    drawn = [
        Row(row.case, None if pd.isna(row.wave) else int(row.wave), row.label, row.row_group)
        for row in table[is_drawn].itertuples()
    ]
    return CaseRows(groups, drawn, table.loc[~is_drawn, ["case", "wave", "row_group"]], words)


def _shares(sizes: pd.Series, groups: list[str], most: int) -> dict[str, int]:
    """How many rows each group keeps: in proportion, the largest remainders rounded up."""
    total = int(sizes.sum())
    if total <= most:
        return {group: int(sizes[group]) for group in groups}
    exact = {group: max(most, len(groups)) * int(sizes[group]) / total for group in groups}
    kept = {group: max(int(share), 1) for group, share in exact.items()}
    by_rest = sorted(groups, key=lambda group: (int(exact[group]) - exact[group], group))
    for group in by_rest:
        if sum(kept.values()) < most and kept[group] < sizes[group]:
            kept[group] += 1
    return kept


def place_rows(rows: CaseRows, top: float, room: float) -> RowPlaces:
    """Places of the rows in a given room, a little higher than needed where there is more."""
    heads = HEAD * len(rows.groups)
    row = min((room - heads) / max(rows.lines, 1), ROW * _TALLEST_ROW)
    tops, group_tops, rests, y = [], {}, {}, top
    for group in rows.groups:
        group_tops[group.id] = y
        y += HEAD
        for _ in (one for one in rows.rows if one.group == group.id):
            tops.append(y)
            y += row
        if len(rows.rest_of(group.id)):
            rests[group.id] = y
            y += row
    return RowPlaces(row, tops, group_tops, rests, y)


def draw_names(sheet: Sheet, rows: CaseRows, places: RowPlaces, width: float) -> None:
    """Heads of groups, names of cases, and how many cases of a group are not named."""
    theme, letters = sheet.theme, sheet.font(sheet.theme.small)
    for group in rows.groups:
        y = places.heads[group.id] + HEAD / 2 + 1
        sheet.marks([(3, y)], marker=group.marker, color=group.colour)
        head = rows.words("group.size", group=group.label, n=group.size)
        fitting = shorten(head, sheet.font(bold=True), sheet.width - 10)
        sheet.text(10, y, fitting, bold=True, gid=f"group:{group.id}")
    if places.row < theme.small * 1.1:
        return
    names = shorten_apart([row.name for row in rows.rows], letters, width)
    for row, name, top in zip(rows.rows, names, places.tops, strict=True):
        gid = f"label:{row.case}" + (f":{row.wave}" if row.wave else "")
        sheet.text(0, top + places.row / 2, name, size=theme.small, gid=gid)
    for group_id, top in places.rests.items():
        more = rows.words("rows.more", n=len(rows.rest_of(group_id)))
        fitting = shorten(more, letters, width)
        sheet.text(0, top + places.row / 2, fitting, size=theme.small, colour=theme.grey)
