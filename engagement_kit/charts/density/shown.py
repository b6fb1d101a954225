"""What a density chart shows, decided before anything is drawn or told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import pandas as pd

from engagement_kit.assess import QuadrantPlacements, QuadrantTally
from engagement_kit.charts.density.grid import Grid, count_cells
from engagement_kit.charts.paper.labels import MOST_LABELS
from engagement_kit.charts.paper.text import plain
from engagement_kit.charts.results import expect, in_language
from engagement_kit.charts.rows.groups import case_names, split_waves
from engagement_kit.charts.words import chart_words
from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.frameworks import Framework
from engagement_kit.words import Words

__all__ = ["SHADES", "Shades", "Shown", "gather", "number", "share"]

Shades: TypeAlias = Literal["log", "linear"]
SHADES = ("log", "linear")


@dataclass(frozen=True, eq=False)
class Shown:
    """A tally with its grid, its counts and the few cases that have a name.

    Attributes
    ----------
    tally : QuadrantTally
    framework : Framework
        In the language of the chart.
    words : Words
    only : mapping of column to group
        Which groups of the tally are drawn; empty where all are.
    grid : Grid
    statuses : mapping
        Case-waves that are settled, open and not placed.
    quadrants : DataFrame
        One row a quadrant, in the framework's order: n and settled.
    named : DataFrame
        Last placed wave of each named case, with ``drawn_name``; no rows where none is named.
    unplaced : tuple of str
        Names of named cases that are not placed.
    shades : {"log", "linear"}
    """

    tally: QuadrantTally
    framework: Framework
    words: Words
    only: Mapping[str, str]
    grid: Grid
    statuses: Mapping[str, int]
    quadrants: pd.DataFrame
    named: pd.DataFrame
    unplaced: tuple[str, ...]
    shades: Shades

    @property
    def n(self) -> int:
        """Case-waves, placed or not."""
        return sum(self.statuses.values())

    @property
    def groups(self) -> str:
        """The groups drawn, in words; empty where all are."""
        listed = [plain(f"{column}: {group}") for column, group in self.only.items()]
        return self.words("list.separator").join(listed)


def gather(
    tally: object,
    framework: Framework | None,
    lang: str | None,
    *,
    named: QuadrantPlacements | None = None,
    only: Mapping[str, str] | None = None,
    shades: Shades = "log",
) -> Shown:
    """Everything of the chart but its drawing; see :func:`draw_density` for the parameters."""
    given = expect(tally, QuadrantTally, "a density chart", "tally_quadrants")
    if shades not in SHADES:
        raise UnknownId("shades", str(shades), SHADES)
    framework = in_language(given, framework, lang)
    rows = _rows(given, only or {})
    placed = rows[rows["status"] != "not_placed"]
    status = rows.groupby("status")["n"].sum()
    latest, unplaced = _named(given, named, framework)
    return Shown(
        tally=given,
        framework=framework,
        words=chart_words(framework.lang),
        only=dict(only or {}),
        grid=count_cells(given, framework, placed),
        statuses={one: int(status.get(one, 0)) for one in ("settled", "open", "not_placed")},
        quadrants=_quadrants(placed, framework, given.part),
        named=latest,
        unplaced=unplaced,
        shades=shades,
    )


def number(n: int) -> str:
    """A whole number with its thousands apart."""
    return f"{n:,}"


def share(words: Words, n: float, total: float) -> str:
    """A share in per cent with one decimal; what is not nothing and not all never looks so."""
    if not n or n == total:
        return words("percent", n="100" if n else "0")
    value = 100 * n / total
    if value < 0.05:
        return words("density.under", share=words("percent", n="0.1"))
    if value >= 99.95:
        return words("density.over", share=words("percent", n="99.9"))
    return words("percent", n=f"{value:.1f}")


def _rows(tally: QuadrantTally, only: Mapping[str, str]) -> pd.DataFrame:
    """Rows of the tally's table that belong to these groups."""
    rows = tally.table
    for column, group in only.items():
        if column not in tally.by:
            raise UnknownId("column to choose groups by", str(column), tally.by)
        if group not in set(tally.table[column]):
            raise UnknownId(f"group of {column}", str(group), tally.table[column].unique())
        rows = rows[rows[column] == group]
    return rows


def _quadrants(placed: pd.DataFrame, framework: Framework, part: str) -> pd.DataFrame:
    cells = [cell.id for cell in framework.only_part("quadrant", part).cells]
    settled = placed["n"].where(placed["status"] == "settled", 0)
    each = placed.assign(settled=settled).groupby("quadrant")[["n", "settled"]].sum()
    return each.reindex(cells, fill_value=0).astype("int64")


def _named(
    tally: QuadrantTally, named: Any, framework: Framework
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """The last placed wave of each named case, and the names of cases that have none."""
    if named is None:
        return pd.DataFrame(columns=["case", "drawn_name"]), ()
    _check_named(tally, expect(named, QuadrantPlacements, "named=", "place_quadrants"))
    latest, _, missing = split_waves(named.table)
    called = case_names(named, named.table, framework.lang, None)
    silent = missing.loc[~missing["case"].isin(latest["case"]), "case"].unique()
    latest = latest.assign(drawn_name=latest["case"].map(called))
    return latest.reset_index(drop=True), tuple(called[case] for case in silent)


def _check_named(tally: QuadrantTally, named: QuadrantPlacements) -> None:
    """Named cases stand on the same axes, are judged by the same thresholds, and are few."""
    wanted, found = (
        f"{one.framework.id} {one.framework.version}, {one.part}, "
        f"thresholds {one.x_threshold:g} and {one.y_threshold:g}"
        for one in (tally, named)
    )
    if found != wanted:
        raise WrongKind("named=", found, wanted, "Place both with the same choices.")
    count = int(named.table["case"].nunique())
    if count > MOST_LABELS:
        advice = "Names are for a few: the others are in the density."
        raise WrongKind("named=", f"{count:,} cases", f"at most {MOST_LABELS}", advice)
