"""What an XY plot shows: cases by what they say about a relation, and the words around them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from engagement_kit.charts.paper.sheet import Look
from engagement_kit.charts.paper.text import isolate, plain
from engagement_kit.charts.paper.theme import Theme
from engagement_kit.charts.results import expect
from engagement_kit.charts.rows.groups import case_names
from engagement_kit.charts.words import chart_words
from engagement_kit.compare import Relation
from engagement_kit.frameworks import Framework
from engagement_kit.words import Words

__all__ = ["GROUPS", "Plot", "gather_plot", "look_of"]

# In the order in which cases are named, where not all can be.
GROUPS = (
    "deviant_consistency",
    "deviant_coverage",
    "degree",
    "ambiguous",
    "typical",
    "irrelevant",
)
_SMALL = 200  # from so many cases on marks are smaller


@dataclass(frozen=True)
class Plot:
    """Everything of an XY plot but its drawing.

    Attributes
    ----------
    found : Relation
    framework : Framework or None
        Gives the language alone.
    words : Words
    rows : DataFrame
        One row a case: that of the relation, with ``group`` (one of GROUPS) and ``label``.
    """

    found: Relation
    framework: Framework | None
    words: Words
    rows: pd.DataFrame

    @property
    def sizes(self) -> dict[str, int]:
        """How many cases each group has, of those that have any."""
        counts = self.rows["group"].value_counts()
        return {group: int(counts[group]) for group in GROUPS if group in counts}

    @property
    def condition(self) -> str:
        """The condition as a run of its own, from left to right in any language."""
        return isolate(plain(self.found.condition), "ltr")

    @property
    def outcome(self) -> str:
        """The outcome as a run of its own."""
        return isolate(plain(self.found.outcome), "ltr")

    @property
    def fits(self) -> str:
        """The parameters of fit in one line."""
        found = self.found
        told: dict[str, Any] = {"incl": f"{found.incl:.3f}", "cov": f"{found.cov:.3f}"}
        extra = found.pri if found.pri is not None else found.ron
        return self.words(f"xy.fits.{found.relation}", extra=f"{extra or 0:.3f}", **told)

    def marker(self, theme: Theme) -> float:
        """How large a mark is, in sheet points."""
        return theme.marker if len(self.rows) < _SMALL else theme.marker * 0.6


def gather_plot(
    found: object,
    framework: Framework | None,
    lang: str | None,
    names: Mapping[str, str] | None = None,
) -> Plot:
    """The cases of a relation, grouped and named in a language.

    Raises
    ------
    WrongKind
        It is no relation.
    UnknownId
        There are no words in the language.
    """
    given = expect(found, Relation, "an XY plot", "relation()")
    framework = framework or given.framework
    lang = lang or (framework.lang if framework else given.lang)
    if framework is not None and lang in framework.languages:
        framework = framework.in_language(lang)
    labels = case_names(given, given.table, lang, names)
    is_degree = (given.table["corner"] == "typical") & (given.table["contradiction"] == "degree")
    rows = given.table.assign(
        group=given.table["corner"].mask(is_degree, "degree"),
        label=given.table["case"].map(labels),
    )
    return Plot(given, framework, chart_words(lang), rows)


def look_of(group: str, theme: Theme) -> Look:
    """The mark of a group: shape and filling tell it from the others, colour helps."""
    blue, orange, red = theme.palette[0], theme.palette[1], theme.palette[6]
    looks: dict[str, Look] = {
        "typical": {"marker": "o", "markerfacecolor": blue, "markeredgecolor": blue},
        "degree": {"marker": "o", "markerfacecolor": theme.paper, "markeredgecolor": blue},
        "deviant_consistency": {"marker": "X", "markerfacecolor": red, "markeredgecolor": red},
        "deviant_coverage": {"marker": "^", "markerfacecolor": orange, "markeredgecolor": orange},
        "ambiguous": {"marker": "s", "markerfacecolor": theme.paper, "markeredgecolor": theme.ink},
        "irrelevant": {"marker": ".", "markerfacecolor": theme.grey, "markeredgecolor": theme.grey},
    }
    return looks[group]
