"""What an estimation plot shows: rows with the cases of two groups and how far these differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from engagement_kit.charts.paper.theme import DEFAULT, Theme
from engagement_kit.charts.results import expect
from engagement_kit.charts.rows.groups import Group, group_cases
from engagement_kit.charts.rows.levels import item_label
from engagement_kit.charts.words import chart_words
from engagement_kit.compare.groups.difference import Differences
from engagement_kit.compare.groups.observations import NOT_APPLICABLE, Outcome
from engagement_kit.errors import UnknownId
from engagement_kit.frameworks import Framework
from engagement_kit.words import Words

__all__ = ["MOST_ROWS", "Row", "Shown", "Strip", "gather"]

MOST_ROWS = 24


@dataclass(frozen=True, slots=True)
class Strip:
    """The cases of a group in a row: places of the known ones, number of the others."""

    group: Group
    places: tuple[float, ...]
    unknown: int
    not_applicable: int


@dataclass(frozen=True, slots=True)
class Row:
    """One outcome and pair of groups; numbers are None where there is nothing to tell."""

    outcome: Outcome
    label: str
    strips: tuple[Strip, Strip]
    delta: float | None
    low: float | None
    high: float | None
    lowest: float | None
    highest: float | None
    p: float | None
    p_adjusted: float | None
    is_settled: bool
    ordering: str | None

    @property
    def name(self) -> str:
        """Names the row among all others."""
        return ":".join((self.outcome.item, *(strip.group.id for strip in self.strips)))

    @property
    def known(self) -> int:
        """Known cases of the group that has fewer."""
        return min(len(strip.places) for strip in self.strips)


@dataclass(frozen=True)
class Shown:
    """Rows that are drawn, in the order of the result, and how many are not."""

    result: Differences
    framework: Framework
    words: Words
    groups: tuple[Group, ...]
    rows: tuple[Row, ...]
    left_out: int

    @property
    def is_paired(self) -> bool:
        """Whether there are several pairs, so that rows must name theirs."""
        return len(self.result.pairs) > 1

    def answers(self, outcome: Outcome) -> list[str]:
        """What the answers of an outcome are called, lowest first; none of scores."""
        if not outcome.is_ordered:
            return [self.framework.label(answer) for answer in outcome.answers]
        scale = str(getattr(self.framework.part(self.result.part), "scale", ""))
        return [self.framework.value_label(scale, answer) for answer in outcome.answers]

    def pair(self, row: Row) -> str:
        """What the groups of a row are called."""
        first, second = (strip.group.label for strip in row.strips)
        return self.words("difference.pair", a=first, b=second)


def gather(
    differences: object,
    framework: Framework,
    items: Sequence[str] | None = None,
    theme: Theme = DEFAULT,
    most: int = MOST_ROWS,
) -> Shown:
    """The rows of the items named, or of all; of more than ``most`` those with most known cases.

    Raises
    ------
    WrongKind
        These are no differences of groups.
    UnknownId
        There is no such item.
    """
    given = expect(differences, Differences, "an estimation plot", "compare_groups")
    words, outcomes = chart_words(framework.lang), {o.item: o for o in given.outcomes}
    for item in items or ():
        if item not in outcomes:
            raise UnknownId("item", item, outcomes)
    chosen = given.table if items is None else given.table[given.table["item"].isin(items)]
    groups = _groups(given, words, theme)
    rows = [_row(given, framework, line, outcomes, groups) for line in chosen.itertuples()]
    ranked = sorted(range(len(rows)), key=lambda place: (-rows[place].known, place))
    kept = sorted(ranked[:most])
    shown = tuple(rows[place] for place in kept)
    return Shown(given, framework, words, tuple(groups.values()), shown, len(rows) - len(kept))


def _groups(given: Differences, words: Words, theme: Theme) -> dict[str, Group]:
    """Groups in the order of the result, in the colours that kinds always have."""
    by = given.parameters["by"]
    by = by if isinstance(by, str) else "group"
    cases = given.observations[["case"]].assign(**{by: given.observations["group"]})
    found = {group.id: group for group in group_cases(cases, by, words, theme)}
    names = dict.fromkeys(name for pair in given.pairs for name in pair)
    return {name: found[name] for name in names if name in found}


def _row(
    given: Differences,
    framework: Framework,
    line: object,
    outcomes: dict[str, Outcome],
    groups: dict[str, Group],
) -> Row:
    value = {name: getattr(line, name) for name in given.table.columns}
    outcome = outcomes[value["item"]]
    is_item = any(item.id == outcome.item for item in framework.items)
    own = given.observations[given.observations["item"] == outcome.item]
    first, second = (_strip(own, groups[value[f"group_{side}"]]) for side in "ab")
    return Row(
        outcome,
        item_label(framework, outcome.item) if is_item else framework.label(outcome.item),
        (first, second),
        delta=_number(value["delta"]),
        low=_number(value["low"]),
        high=_number(value["high"]),
        lowest=_number(value["delta_lowest"]),
        highest=_number(value["delta_highest"]),
        p=_number(value["p"]),
        p_adjusted=_number(value["p_adjusted"]),
        is_settled=bool(value["settled"]),
        ordering=None if pd.isna(value["ordering"]) else str(value["ordering"]),
    )


def _strip(own: pd.DataFrame, group: Group) -> Strip:
    rows = own[own["group"] == group.id]
    ranks = rows["rank"].dropna()
    beside = int((rows["missing"].fillna("") == NOT_APPLICABLE).sum())
    places = tuple(float(rank) for rank in sorted(ranks))
    return Strip(group, places, len(rows) - len(ranks) - beside, beside)


def _number(value: object) -> float | None:
    return None if pd.isna(value) else float(value)  # type: ignore[arg-type]
