"""Placements, levels and explanations as HTML for notebooks; every text is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import TYPE_CHECKING, Any

import pandas as pd

from engagement_kit.assess.explain import Explanation
from engagement_kit.assess.sentences import coder_rule_sentence, words_of
from engagement_kit.frameworks import Framework
from engagement_kit.words import Words

if TYPE_CHECKING:
    from engagement_kit.assess.levels import Levels
    from engagement_kit.assess.placements import Placements

__all__ = ["explanation_html", "levels_html", "placements_html", "rule_sentences"]

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
    linked = isinstance(row.url, str) and row.url.startswith(("https://", "http://"))
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
