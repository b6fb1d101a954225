"""What a chart of necessity shows: terms by kind, those with the highest inclusion first."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from engagement_kit.charts.paper.text import isolate, plain
from engagement_kit.charts.results import expect
from engagement_kit.charts.words import chart_words
from engagement_kit.compare import Necessity
from engagement_kit.frameworks import Framework
from engagement_kit.words import Words

__all__ = ["KINDS", "Terms", "gather_terms"]

KINDS = ("single", "conjunction", "disjunction")


@dataclass(frozen=True)
class Terms:
    """Everything of a chart of necessity but its drawing.

    Attributes
    ----------
    found : Necessity
    framework : Framework or None
        Gives the language alone.
    words : Words
    rows : DataFrame
        Rows of the table by kind and inclusion, with ``label``: the term as it is written.
    """

    found: Necessity
    framework: Framework | None
    words: Words
    rows: pd.DataFrame

    @property
    def outcome(self) -> str:
        """The outcome as a run of its own, from left to right in any language."""
        return isolate(plain(self.found.outcome), "ltr")

    @property
    def title(self) -> str:
        """What the terms are held against, and how many cases there are."""
        n = self.found.parameters["n_cases_used"]
        return self.words("necessity.caption", outcome=self.outcome, n=n).removesuffix(".")

    @property
    def cuts(self) -> dict[str, str]:
        """The cut-offs as they are written."""
        chosen = self.found.parameters
        return {"incl": f"{chosen['inclusion_cut']:g}", "ron": f"{chosen['ron_cut']:g}"}

    def first(self, count: int) -> pd.DataFrame:
        """So many rows: those that pass, then those with the highest inclusion, in the order."""
        ranked = self.rows.sort_values(["passes", "incl"], ascending=False, kind="stable")
        return self.rows.loc[self.rows.index.isin(ranked.index[:count])]


def gather_terms(found: object, framework: Framework | None, lang: str | None) -> Terms:
    """The terms of a result, in the order in which they are drawn.

    Raises
    ------
    WrongKind
        It is no such result.
    UnknownId
        There are no words in the language.
    """
    given = expect(found, Necessity, "a chart of necessity", "necessity()")
    framework = framework or given.framework
    lang = lang or (framework.lang if framework else given.lang)
    if framework is not None and lang in framework.languages:
        framework = framework.in_language(lang)
    order = {kind: place for place, kind in enumerate(KINDS)}
    rows = given.table.assign(
        place=given.table["kind"].map(order),
        high=-given.table["incl"].round(9),
        label=given.table["term"].map(plain),
    )
    rows = rows.sort_values(["place", "high"], kind="stable").reset_index(drop=True)
    return Terms(given, framework, chart_words(lang), rows.drop(columns=["place", "high"]))
