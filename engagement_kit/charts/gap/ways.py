"""Now and every horizon ahead, item by item, of a few cases: what a gap chart shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pandas as pd

from engagement_kit.charts.paper.text import plain
from engagement_kit.charts.results import expect
from engagement_kit.charts.rows.groups import case_names
from engagement_kit.charts.rows.subjects import MOST_SUBJECTS
from engagement_kit.charts.words import chart_words
from engagement_kit.compare import Alignment
from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.frameworks import Framework
from engagement_kit.words import Words

__all__ = ["SORTS", "Point", "Way", "Ways", "agreement_text", "gather_ways"]

SORTS = ("gap", "framework")
_LEFT_TO_RIGHT_MARK = "\u200e"
_MOST_CASES, _MOST_LANES = 3, 96  # drawn unasked: what can be read on a page


def agreement_text(agreement: float) -> str:
    """Agreement with two decimals."""
    return f"{agreement:.2f}".replace("-0.00", "0.00").replace("-", "\u2212")


@dataclass(frozen=True, slots=True)
class Point:
    """What the respondents want of an item at a horizon; ranks count from 0, None is not set."""

    horizon: int
    rank: int | None
    low: int | None
    high: int | None
    respondents: int
    answers: str
    agreement: float | None


@dataclass(frozen=True, slots=True)
class Way:
    """One item of one case, from now over its horizons."""

    case: str
    item: str
    now: int | None
    low: int | None
    high: int | None
    missing: str | None
    points: tuple[Point, ...]

    @property
    def gap(self) -> int | None:
        """Steps from now to the farthest horizon that somebody set; None if either is unknown."""
        ahead = [point.rank for point in self.points if point.rank is not None and point.horizon]
        return None if self.now is None or not ahead else ahead[-1] - self.now

    @property
    def legs(self) -> list[tuple[int, int, int, int]]:
        """From lane and rank to lane and rank, for every two known points after one another."""
        lanes = [(0, self.now), *((i, p.rank) for i, p in enumerate(self.points, start=1))]
        known = [(lane, rank) for lane, rank in lanes if rank is not None]
        return [(*first, *second) for first, second in pairwise(known)]

    @property
    def falls(self) -> bool:
        """Whether any later point is lower than the one before."""
        return any(after < before for _, before, _, after in self.legs)


@dataclass(frozen=True)
class Ways:
    """Everything that a gap chart shows.

    Attributes
    ----------
    names : mapping
        What each case drawn is called, in the order of the panels.
    items : list of str
        Ids in the order drawn.
    horizons : tuple of int
        Years ahead, nearest first; 0 is what respondents say of now, beside the coders' level.
    rows : mapping of (case, item) to Way
    found : int
        How many cases there are, drawn or not.
    """

    alignment: Alignment
    framework: Framework
    words: Words
    names: Mapping[str, str]
    items: list[str]
    horizons: tuple[int, ...]
    rows: Mapping[tuple[str, str], Way]
    found: int
    sort: str

    @property
    def answers(self) -> list[str]:
        """What the answers are called, lowest first."""
        scale = self.alignment.scale
        ids = self.framework.scale(scale).ids
        return [self.framework.value_label(scale, answer) for answer in ids]

    def answer(self, rank: int | None) -> str | None:
        """What a rank is called."""
        return None if rank is None else self.answers[rank]

    def agreed(self, agreement: float) -> str:
        """Agreement with two decimals, for a sentence: its minus stays on the left of it."""
        is_turned = agreement < 0 and self.framework.direction == "rtl"
        return f"{_LEFT_TO_RIGHT_MARK if is_turned else ''}{agreement_text(agreement)}"

    def horizon_label(self, horizon: int) -> str:
        """What a horizon is called."""
        key = "gap.horizon" if horizon else "gap.horizon_now"
        return self.words(key, n=horizon)


def gather_ways(
    alignment: object,
    framework: Framework,
    cases: Sequence[str] | None = None,
    sort: str = "gap",
    names: Mapping[str, str] | None = None,
) -> Ways:
    """Ways of the cases named, or of those about which most was said.

    Raises
    ------
    WrongKind
        This is no alignment, or more cases are named than can be read.
    UnknownId
        No such case or order.
    """
    given = expect(alignment, Alignment, "a gap chart", "align_targets")
    if sort not in SORTS:
        raise UnknownId("order of the items", sort, SORTS)
    with_now = given.parameters.get("now") != "respondents"
    horizons = tuple(years for years in given.horizons if years or with_now)
    items = [item.id for item in framework.items_of(given.part)]
    found = list(dict.fromkeys(given.table["case"]))
    chosen = _choose(given.table, found, cases, len(items) * (len(horizons) + 1))
    label = case_names(given, given.table, framework.lang, names)
    table = given.table[given.table["case"].isin(chosen) & given.table["horizon"].isin(horizons)]
    cells: dict[tuple[str, str], list[Any]] = {}
    for row in table.itertuples():
        cells.setdefault((str(row.case), str(row.item)), []).append(row)
    rows = {key: _way(group) for key, group in cells.items()}
    return Ways(
        given,
        framework,
        chart_words(framework.lang),
        {case: plain(label[case]) for case in chosen},
        _ordered(items, list(rows.values())) if sort == "gap" else items,
        horizons,
        rows,
        len(found),
        sort,
    )


def _choose(
    table: pd.DataFrame, found: list[str], cases: Sequence[str] | None, lanes: int
) -> list[str]:
    """Cases named, or as many as can be read, those with the most answers first."""
    for case in cases or ():
        if case not in found:
            raise UnknownId("case", case, found)
    if cases is not None:
        chosen = list(dict.fromkeys(cases))
        if len(chosen) > MOST_SUBJECTS:
            most = f"at most {MOST_SUBJECTS} cases"
            raise WrongKind("a gap chart", f"{len(chosen)} cases", most, "Name fewer with cases=.")
        return chosen
    number = min(_MOST_CASES, max(_MOST_LANES // max(lanes, 1), 1))
    said = table.groupby("case", sort=False)["n_respondents"].sum()
    ranked = sorted(found, key=lambda case: -int(said[case]))
    return [case for case in found if case in ranked[:number]]


def _ordered(items: list[str], rows: list[Way]) -> list[str]:
    """Items by their widest way upwards in any case drawn; those of unknown gap come last."""
    widest: dict[str, int] = {}
    for way in rows:
        if way.gap is not None:
            widest[way.item] = max(way.gap, widest.get(way.item, way.gap))
    return sorted(items, key=lambda item: (item not in widest, -widest.get(item, 0)))


def _way(group: list[Any]) -> Way:
    first = group[0]
    return Way(
        case=first.case,
        item=first.item,
        now=_whole(first.rank),
        low=_whole(first.low),
        high=_whole(first.high),
        missing=None if pd.isna(first.missing) else str(first.missing),
        points=tuple(
            Point(
                horizon=int(row.horizon),
                rank=_whole(row.target_rank),
                low=_whole(row.target_low),
                high=_whole(row.target_high),
                respondents=int(row.n_respondents),
                answers=str(row.answers),
                agreement=None if pd.isna(row.agreement) else float(row.agreement),
            )
            for row in group
        ),
    )


def _whole(number: float) -> int | None:
    return None if pd.isna(number) else int(number)
