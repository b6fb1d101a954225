"""The chart of necessity in words, and its data."""

from __future__ import annotations

import pandas as pd

from engagement_kit.charts.necessity.terms import Terms, gather_terms
from engagement_kit.charts.paper.text import isolate
from engagement_kit.charts.words import score, source_statement
from engagement_kit.compare import Necessity
from engagement_kit.frameworks import Framework

__all__ = ["caption_necessity", "data_necessity", "describe_necessity", "describe_terms"]

_MOST_TOLD = 24  # terms whose numbers are told; of more, those that pass


def describe_necessity(
    found: Necessity, framework: Framework | None = None, *, lang: str | None = None
) -> str:
    """Alternative text: the outcome, which terms pass, which are trivial, and their numbers."""
    return describe_terms(gather_terms(found, framework, lang))


def describe_terms(terms: Terms) -> str:
    """Alternative text of terms that have been gathered."""
    words, rows = terms.words, terms.rows
    used = terms.found.parameters["n_cases_used"]
    parts = [words("necessity.kind", outcome=terms.outcome, terms=len(rows), n=used)]
    if rows.empty:
        return " ".join([*parts, f"{words('necessity.empty')}."])
    passing = rows[rows["passes"]]
    key = "necessity.passing" if len(passing) else "necessity.none"
    parts.append(words(key, **terms.cuts, names=_listed(terms, passing)))
    is_high = rows["incl"].round(9) >= terms.found.parameters["inclusion_cut"]
    trivial = rows[is_high & ~rows["passes"].astype(bool)]
    if len(trivial):
        parts.append(words("necessity.trivial", names=_listed(terms, trivial)))
    told = rows if len(rows) <= _MOST_TOLD else passing
    for row in told.itertuples():
        numbers = {name: score(getattr(row, name)) for name in ("incl", "ron", "cov")}
        parts.append(words("necessity.row", term=isolate(str(row.label), "ltr"), **numbers))
    return " ".join(parts)


def caption_necessity(
    found: Necessity,
    framework: Framework | None = None,
    *,
    lang: str | None = None,
    source: str | None = None,
) -> str:
    """Caption for print: the outcome, n, what the marks and lines mean, the search, the source.

    ``source`` is a sentence about the data; ``"library"`` stands for the one about the built-in
    case library.
    """
    terms = gather_terms(found, framework, lang)
    words, chosen = terms.words, found.parameters
    dropped = len(chosen["dropped"])
    parts = [
        words("necessity.caption", outcome=terms.outcome, n=chosen["n_cases_used"]),
        words("necessity.caption.marks", **terms.cuts),
        words("necessity.caption.search", depth=chosen["depth"]) if chosen["search"] else "",
        words("xy.dropped", n=dropped) + "." if dropped else "",
        source_statement(words, source),
    ]
    return " ".join(part for part in parts if part)


def data_necessity(
    found: Necessity, framework: Framework | None = None, *, lang: str | None = None
) -> pd.DataFrame:
    """The data drawn: one row a term in the order drawn.

    Columns: those of the table of necessity, outcome and kind_label.
    """
    terms = gather_terms(found, framework, lang)
    labels = {kind: terms.words(f"necessity.{kind}") for kind in set(terms.rows["kind"])}
    rows = terms.rows.drop(columns="label")
    return rows.assign(outcome=found.outcome, kind_label=rows["kind"].map(labels))


def _listed(terms: Terms, rows: pd.DataFrame) -> str:
    told = [isolate(label, "ltr") for label in rows["label"]]
    return terms.words("list.separator").join(told)
