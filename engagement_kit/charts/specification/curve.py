"""Everything that a specification curve shows: results in their order, and the choices behind."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from engagement_kit.charts.paper.text import plain
from engagement_kit.charts.paper.theme import DEFAULT, Theme
from engagement_kit.charts.results import expect
from engagement_kit.charts.rows.groups import Group, group_cases
from engagement_kit.charts.words import chart_words, percent
from engagement_kit.compare.groups.specification import Specifications
from engagement_kit.frameworks import Framework
from engagement_kit.words import Words

__all__ = ["CONCLUSIONS", "Band", "Curve", "Line", "chosen_columns", "gather_curve", "signed"]

CONCLUSIONS = ("first_higher", "second_higher", "none")
_DASH = "\u2212"  # a minus as wide as the plus


@dataclass(frozen=True, slots=True)
class Line:
    """One option of a decision: a row of the lower panel. ``columns`` are where it was taken."""

    option: str
    label: str
    is_reference: bool
    mean: float | None
    columns: frozenset[int]


@dataclass(frozen=True, slots=True)
class Band:
    """A decision that was taken in several ways; ``spread`` is how far apart its means lie."""

    decision: str
    label: str
    spread: float | None
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Curve:
    """Results in their order, the groups compared, and the decisions, strongest first."""

    result: Specifications
    framework: Framework
    words: Words
    groups: tuple[Group, Group]
    rows: pd.DataFrame
    bands: tuple[Band, ...]

    @property
    def reference(self) -> int | None:
        """Column of the reference; None where it has no result."""
        found = self.rows.index[self.rows["is_reference"]]
        return int(found[0]) if len(found) else None

    @property
    def outcome(self) -> str:
        """What is compared, in words."""
        kind, name = self.result.outcome.kind, self.result.outcome.id
        if kind == "stage":
            label = self.framework.label(self.result.part)
        elif kind == "reached":
            scale = str(self.framework.only_part("stages", self.result.part).scale)
            label = self.framework.value_label(scale, name)
        else:
            label = self.framework.label(name)
        return self.words(f"specification.outcome.{kind}", name=label)

    @property
    def title(self) -> str:
        """What is compared between whom."""
        first, second = (group.label for group in self.groups)
        return self.words("specification.axis", outcome=self.outcome, first=first, second=second)

    @property
    def agreement(self) -> str:
        """How many specifications agree with the reference."""
        of, words = len(self.rows), self.words
        if self.reference is None:
            return words("specification.no_reference")
        same, signs = self.result.same_conclusion, self.result.same_sign
        return words(
            "specification.same", n=same, all=of, share=percent(words, same / of), signs=signs
        )

    def conclusion(self, which: str) -> str:
        """What a mark means."""
        n = int((self.rows["conclusion"] == which).sum())
        if which == "none":
            size = f"{self.result.parameters['least_effect']:g}"
            return self.words("specification.none", size=size, n=n)
        group = self.groups[which != "first_higher"]
        return self.words("specification.higher", group=group.label, n=n)


def gather_curve(result: object, framework: Framework, theme: Theme = DEFAULT) -> Curve:
    """What is drawn and told of specifications.

    Raises
    ------
    WrongKind
        These are no specifications.
    """
    given = expect(result, Specifications, "a specification curve", "specify")
    words = chart_words(framework.lang)
    rows = given.computed.reset_index(drop=True)
    groups = _groups(given, words, theme)
    return Curve(given, framework, words, groups, rows, _bands(given, rows, words))


def chosen_columns(curve: Curve, most: int) -> tuple[list[int], int]:
    """The columns that are drawn, and of how many one is: all of them as far as there is room.

    Else every second (third ...) by result, and besides the first, the last and the reference.
    """
    count = len(curve.rows)
    step = max(-(-count // max(most, 1)), 1)
    always = {0, count - 1, curve.reference} if count else set()
    found = {*range(0, count, step), *always} - {None}
    return sorted(place for place in found if place is not None), step


def signed(value: float | None) -> str:
    """A difference with two decimals and its sign."""
    if value is None or pd.isna(value):
        return ""
    told = f"{abs(value):.2f}"
    return told if float(told) == 0 else ("+" if value > 0 else _DASH) + told


def _groups(given: Specifications, words: Words, theme: Theme) -> tuple[Group, Group]:
    """The two groups with the colours and shapes that they have in other charts."""
    by = given.parameters["by"]
    column = by if isinstance(by, str) else "group"
    table = pd.DataFrame({"case": given.groups, column: given.groups})
    found = {group.id: group for group in group_cases(table, column, words, theme)}
    return found[given.groups[0]], found[given.groups[1]]


def _bands(given: Specifications, rows: pd.DataFrame, words: Words) -> tuple[Band, ...]:
    """Decisions with more than one option, the one that changes most first."""
    choices, bands = given.choices, []
    for decision in dict.fromkeys(choices["decision"]):
        own = choices[choices["decision"] == decision]
        if len(own) < 2:
            continue
        taken = rows[decision].map(lambda v: v if isinstance(v, str) else f"{v:g}").astype(object)
        lines = tuple(
            Line(
                row.option,
                _option(decision, row.option, words),
                bool(row.is_reference),
                None if pd.isna(row.mean) else float(row.mean),
                frozenset(map(int, rows.index[taken == row.option])),
            )
            for row in own.itertuples()
        )
        spread = own["spread"].iloc[0]
        label = words(f"specification.decision.{decision}")
        bands.append(Band(decision, label, None if pd.isna(spread) else float(spread), lines))
    return tuple(bands)


def _option(decision: str, option: str, words: Words) -> str:
    """What an option is called in its row."""
    if decision == "min_known":
        return percent(words, float(option))
    key = f"specification.{decision}.{option}"
    return words(key) if key in words.keys else plain(option)
