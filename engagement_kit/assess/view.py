"""Placements, levels and explanations as HTML for notebooks; every text is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from engagement_kit.assess.explain import Explanation
from engagement_kit.assess.sentences import coder_rule_sentence, words_of
from engagement_kit.frameworks import RIGHT_TO_LEFT, Framework
from engagement_kit.markup import is_web
from engagement_kit.words import Words, words_for

if TYPE_CHECKING:
    from engagement_kit.assess.evidence_counts import EvidenceCounts
    from engagement_kit.assess.evidence_map import EvidenceMap
    from engagement_kit.assess.levels import Levels
    from engagement_kit.assess.placements import Placements
    from engagement_kit.assess.targets import Targets

__all__ = [
    "counts_html",
    "explanation_html",
    "levels_html",
    "map_html",
    "placements_html",
    "rule_sentences",
    "targets_html",
]

_HERE = Path(__file__).parent
_MOST_ROWS = 60


def placements_html(placements: Placements) -> str:
    """Counts and rules in the framework's language, and the table of placements as it is."""
    framework, words = placements.framework, words_of(placements.framework)
    counts = words("summary", n=len(placements), **placements.counts)
    rules = " ".join(rule_sentences(placements.parameters, words))
    head = f"<b>{escape(framework.label(placements.part))}</b> {escape(counts)} {escape(rules)}"
    return _block(framework, f"<p>{head}</p>{_table(placements.table)}")


def rule_sentences(parameters: Mapping[str, Any], words: Words) -> list[str]:
    """Everything that was decided: thresholds or rule, how much must be known, how coders meet."""
    sentences = []
    if "threshold_rule" in parameters:
        limits = {side: f"{parameters[f'{side}_threshold']:.2f}" for side in "xy"}
        sentences.append(words(f"threshold_{parameters['threshold_rule']}", **limits))
    if "rule" in parameters:
        sentences.append(words("rule", rule=words(f"rule_{parameters['rule']}")))
    if "min_known" in parameters:
        sentences.append(words("min_known", share=f"{100 * parameters['min_known']:.0f}"))
    return [*sentences, coder_rule_sentence(parameters, words)]


def levels_html(levels: Levels) -> str:
    """The table of levels under the name of the part and the rule for coders."""
    title = escape(levels.framework.label(levels.part))
    rule = escape(coder_rule_sentence(levels.parameters, words_of(levels.framework)))
    return _block(levels.framework, f"<p><b>{title}</b> {rule}</p>{_table(levels.table)}")


def counts_html(counts: EvidenceCounts) -> str:
    """How many constructs have an answer or note, how many of them no evidence; and the table."""
    framework, words = counts.framework, words_of(counts.framework)
    found = counts.by_construct
    told = words(
        "evidence_counts",
        filled=int(found["n_filled"].sum()),
        all=len(counts),
        bare=int(found["n_bare"].sum()),
        pieces=int(counts.by_case["n_evidence"].sum()),
    )
    sentences = (
        [told] if counts.is_canvas else [told, coder_rule_sentence(counts.parameters, words)]
    )
    head = f"<b>{escape(framework.label(counts.part))}</b> {escape(' '.join(sentences))}"
    return _block(framework, f"<p>{head}</p>{_table(counts.table)}")


def map_html(found: EvidenceMap) -> str:
    """How many pieces of evidence there are, how many of them undated; and the table of cases."""
    words, totals = words_for(_HERE, found.lang), found.totals
    sums = {name: int(totals[f"n_{name}"].sum()) for name in ("evidence", "undated", "against")}
    told = escape(words("evidence_map", cases=len(totals), **sums))
    direction = "rtl" if found.lang.split("-")[0] in RIGHT_TO_LEFT else "ltr"
    inner = f"<p>{told}</p>{_table(totals)}"
    return f'<div dir="{direction}" lang="{escape(found.lang)}">{inner}</div>'


def targets_html(targets: Targets) -> str:
    """The table of targets under the name of the part and the rules for coders and respondents."""
    framework, words = targets.framework, words_of(targets.framework)
    rule = str(targets.parameters["respondent_rule"])
    key = f"respondents_{rule}"
    named = words(key) if key in words.keys else words("respondents_one", respondent=rule)
    told = [
        words("targets", n=len(targets), known=int(targets.table["target"].notna().sum())),
        words("respondent_rule", rule=named),
        words(f"now_{targets.parameters['now']}"),
        coder_rule_sentence(targets.parameters, words),
    ]
    head = f"<b>{escape(framework.label(targets.part))}</b> {escape(' '.join(told))}"
    return _block(framework, f"<p>{head}</p>{_table(targets.table)}")


def explanation_html(explanation: Explanation) -> str:
    """Sentences, ratings with their reasons, and the evidence with links to its sources."""
    framework = explanation.placement.placements.framework
    words = words_of(framework)
    first, *others = explanation.sentences
    listed = "".join(f"<li>{escape(sentence)}</li>" for sentence in others)
    heads = [words(k) for k in ("items", "coder", "answer", "confidence", "reason", "evidence")]
    rows = (
        (r.label, r.coder, r.answer, r.confidence, r.note, r.evidence)
        for r in explanation.ratings.itertuples()
    )
    body = f"<h4>{escape(first)}</h4><ul>{listed}</ul>{_rows_html(heads, rows)}"
    facts = "".join(_fact_html(row, words) for row in explanation.evidence.itertuples())
    return _block(framework, f"{body}<ul>{facts}</ul>")


def _fact_html(row: Any, words: Words) -> str:
    against = f" <i>({escape(words('against'))})</i>" if row.polarity == "against" else ""
    year = "" if pd.isna(row.year) else f", {escape(str(row.year))}"
    title = escape(str(row.title))
    linked = is_web(row.url)
    source = (
        f'<a href="{escape(row.url)}" rel="noopener noreferrer">{title}</a>' if linked else title
    )
    text = f'<span dir="auto">{escape(row.text)}</span>'
    return f"<li><b>{escape(row.evidence)}</b>{year}: {text}{against} — {source}</li>"


def _rows_html(heads: Iterable[str], rows: Iterable[Iterable[Any]]) -> str:
    # Notebook applications set cells to the right, which suits numbers and not sentences.
    cell = 'style="text-align:start"'
    head = "".join(f"<th {cell}>{escape(h)}</th>" for h in heads)
    body = "".join(
        "<tr>" + "".join(f'<td dir="auto" {cell}>{escape(_shown(v))}</td>' for v in row) + "</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _shown(value: Any) -> str:
    return "" if pd.isna(value) else str(value)


def _table(table: pd.DataFrame) -> str:
    return str(table.to_html(index=False, max_rows=_MOST_ROWS, na_rep="", border=0))


def _block(framework: Framework, inner: str) -> str:
    return f'<div dir="{framework.direction}" lang="{escape(framework.lang)}">{inner}</div>'
