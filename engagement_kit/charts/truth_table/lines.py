"""What a truth-table figure shows: configurations with their numbers, cases named and marked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from engagement_kit.charts.paper.text import isolate, plain
from engagement_kit.charts.results import expect
from engagement_kit.charts.rows.groups import case_names
from engagement_kit.charts.words import chart_words
from engagement_kit.compare import TruthTable
from engagement_kit.compare.sets.terms import Literal
from engagement_kit.frameworks import Framework
from engagement_kit.words import Words

__all__ = ["DEVIANT", "STATES", "UNCOVERED", "Line", "Shown", "gather_lines"]

STATES = ("positive", "negative", "contradiction", "remainder")
DEVIANT, UNCOVERED = "*", "†"  # after names: in a positive row without the outcome, and the reverse


@dataclass(frozen=True)
class Line:
    """One configuration: values of its conditions, numbers, cases by name, each with its sign."""

    values: tuple[int, ...]
    state: str
    n: int
    incl: float
    pri: float
    cases: tuple[tuple[str, str], ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the cases with their signs."""
        return tuple(name + sign for name, sign in self.cases)

    @property
    def numbers(self) -> tuple[str, str]:
        """Inclusion and PRI with three decimals."""
        return f"{self.incl:.3f}", f"{self.pri:.3f}"


@dataclass(frozen=True)
class Shown:
    """Everything of a truth-table figure but its drawing.

    Attributes
    ----------
    result : TruthTable
    framework : Framework or None
        Gives the language alone.
    words : Words
    lines : tuple of Line
        Every observed configuration, in the order of the result.
    """

    result: TruthTable
    framework: Framework | None
    words: Words
    lines: tuple[Line, ...]

    @property
    def outcome(self) -> str:
        """The outcome as a run of its own, from left to right in any language."""
        return isolate(plain(self.result.outcome), "ltr")

    @property
    def sizes(self) -> dict[str, int]:
        """How many configurations are in each state, of those that have any."""
        counts = {state: sum(line.state == state for line in self.lines) for state in STATES}
        return {state: count for state, count in counts.items() if count}

    def has(self, sign: str) -> bool:
        """Whether a name of a case carries this sign."""
        return any(one == sign for line in self.lines for _, one in line.cases)

    def term(self, line: Line) -> str:
        """The configuration as text, as a run of its own."""
        pairs = zip(self.result.conditions, line.values, strict=True)
        if self.result.is_multi_value:
            told = [str(Literal(name, values=(value,))) for name, value in pairs]
        else:
            told = [str(Literal(name, is_negated=not value)) for name, value in pairs]
        return isolate(plain("*".join(told)), "ltr")

    def told_cuts(self) -> dict[str, Any]:
        """The cuts as they are written in sentences."""
        chosen = self.result.parameters
        return {
            "incl": f"{chosen['inclusion_cut']:g}",
            "pri": f"{chosen['pri_cut']:g}",
            "cut": chosen["n_cut"],
        }


def gather_lines(
    result: object,
    framework: Framework | None,
    lang: str | None,
    names: Mapping[str, str] | None = None,
) -> Shown:
    """The configurations of a truth table, with cases named in a language.

    Raises
    ------
    WrongKind
        It is no truth table.
    UnknownId
        There are no words in the language.
    """
    given = expect(result, TruthTable, "a truth-table figure", "truth_table()")
    framework = framework or given.framework
    lang = lang or (framework.lang if framework else given.lang)
    if framework is not None and lang in framework.languages:
        framework = framework.in_language(lang)
    ids = [str(case) for case in given.memberships.index]
    labels = case_names(given, pd.DataFrame({"case": ids, "name": ids}), lang, names)
    lines = tuple(_line(given, row, labels) for row in given.table.to_dict("records"))
    return Shown(given, framework, chart_words(lang), lines)


def _line(given: TruthTable, row: Mapping[Any, Any], labels: Mapping[str, str]) -> Line:
    values = tuple(int(row[name]) for name in given.conditions)
    y = given.outcome_memberships
    is_positive = row["state"] == "positive"
    named = []
    for case in given.members[values]:
        strays = y[case] < 0.5 if is_positive else y[case] > 0.5
        sign = (DEVIANT if is_positive else UNCOVERED) if strays else ""
        named.append((labels[case], sign))
    return Line(
        values=values,
        state=str(row["state"]),
        n=int(row["n"]),
        incl=float(row["incl"]),
        pri=float(row["pri"]),
        cases=tuple(named),
    )
