"""The map of evidence in words."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from engagement_kit.assess import EvidenceMap
from engagement_kit.charts.rows.groups import case_names
from engagement_kit.charts.words import chart_words, counted, percent, source_statement
from engagement_kit.frameworks import Framework
from engagement_kit.words import Words

__all__ = ["caption_evidence", "data_evidence", "describe_evidence"]


def describe_evidence(
    found: EvidenceMap, framework: Framework | None = None, *, lang: str | None = None
) -> str:
    """Alternative text: rows and years, pieces by kind of source, undated ones, extremes.

    Examples
    --------
    >>> from engagement_kit import describe_evidence, map_evidence
    >>> from engagement_kit.cases import Cases
    >>> print(describe_evidence(map_evidence(Cases(()))))
    Map of the evidence by case, year and kind of source; cases: 0, pieces of evidence: 0.
    """
    words = _words(found, framework, lang)
    table, totals = found.table, found.totals
    pieces = int(totals["n_evidence"].sum())
    parts = [words("evidence.kind", cases=len(totals), n=pieces)]
    if not pieces:
        return parts[0]
    parts.append(words("evidence.kinds", counts=counted(words, _kinds(found, words))))
    years = table.dropna(subset=["year"]).groupby("year")["n_evidence"].sum()
    if len(years):
        told = {"first": int(years.index.min()), "last": int(years.index.max())}
        told |= {"most": int(years.idxmax()), "most_n": int(years.max())}
        parts.append(words("evidence.years", **told))
    parts += [_apart(found, words), *_extremes(found, words)]
    return " ".join(parts)


def caption_evidence(
    found: EvidenceMap,
    framework: Framework | None = None,
    *,
    lang: str | None = None,
    source: str | None = None,
) -> str:
    """Caption for print: n, what marks and bars mean, how years are read, the data's source.

    ``source`` is a sentence about the data; ``"library"`` stands for the one about the built-in
    case library.
    """
    words = _words(found, framework, lang)
    totals = found.totals
    ranges = int(found.table["n_ranges"].sum())
    parts = [
        words("evidence.caption", cases=len(totals), n=int(totals["n_evidence"].sum())),
        words("evidence.caption.marks"),
        words(f"evidence.caption.{found.parameters['year_rule']}", n=ranges) if ranges else "",
        _apart(found, words),
        source_statement(words, source),
    ]
    return " ".join(part for part in parts if part)


def data_evidence(
    found: EvidenceMap,
    framework: Framework | None = None,
    *,
    lang: str | None = None,
    names: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """The data drawn: one row a case, year, kind of source and polarity that occur together.

    Columns: those of ``columns.TABLES["evidence_years"]`` and label (of the case),
    source_kind_label, polarity_label, case_evidence and case_sources (of the whole case). A case
    without evidence has one row, with neither year nor kind.
    """
    words = _words(found, framework, lang)
    whole = found.totals[["case", "n_evidence", "n_sources"]]
    whole = whole.rename(columns={"n_evidence": "case_evidence", "n_sources": "case_sources"})
    who = ["case", "name", "kind", "country"]
    table = found.totals[who].merge(found.table.drop(columns=who[1:]), on="case", how="left")
    counts = ["n_evidence", "n_sources", "n_ranges"]
    table[counts] = table[counts].fillna(0)
    labels = case_names(found, table, words.lang, names)
    kinds = {kind: words(f"source.{kind}") for kind in found.source_kinds}
    polarities = {one: words(f"polarity.{one}") for one in ("supports", "against", "neutral")}
    return table.assign(
        label=table["case"].map(labels),
        source_kind_label=table["source_kind"].map(kinds),
        polarity_label=table["polarity"].map(polarities),
    ).merge(whole, on="case", how="left")


def _words(found: EvidenceMap, framework: Framework | None, lang: str | None) -> Words:
    return chart_words(lang or (framework.lang if framework else found.lang))


def _kinds(found: EvidenceMap, words: Words) -> list[tuple[str, int]]:
    sums = found.table.groupby("source_kind")["n_evidence"].sum()
    return [(words(f"source.{kind}"), int(sums[kind])) for kind in found.source_kinds]


def _apart(found: EvidenceMap, words: Words) -> str:
    """What is undated and what speaks against."""
    sums = {name: int(found.totals[f"n_{name}"].sum()) for name in ("undated", "against")}
    return words("evidence.apart", **sums)


def _extremes(found: EvidenceMap, words: Words) -> list[str]:
    """The case with most pieces and that with fewest, and how far one kind of source carries."""
    numbers = found.totals.set_index("case")["n_evidence"]
    names = case_names(found, found.totals, words.lang, None)
    shares = found.table.groupby(["case", "source_kind"])["n_evidence"].sum()
    share = (shares / numbers.reindex(shares.index.get_level_values(0)).to_numpy()).astype(float)
    case, kind = share.idxmax()
    told = [
        words(
            "evidence.lean",
            case=names[case],
            share=percent(words, float(share.max())),
            kind=words(f"source.{kind}"),
        )
    ]
    if len(numbers) > 1:
        most, least = numbers.idxmax(), numbers.idxmin()
        sizes = {"most_n": int(numbers[most]), "least_n": int(numbers[least])}
        told.insert(0, words("matrix.cases", most=names[most], least=names[least], **sizes))
    return told
