"""A case as a page of HTML for notebooks: who it is, and each piece of evidence with its source."""

from __future__ import annotations

from html import escape

from engagement_kit.cases.answer_file import gathered_coders
from engagement_kit.cases.case import Case
from engagement_kit.cases.entries import Evidence, Source
from engagement_kit.markup import is_web

__all__ = ["case_html"]


def case_html(case: Case) -> str:
    """A case as one block of HTML: names, waves, counts, what is not known, evidence with links.

    All texts are escaped and keep their own direction; only web addresses become links.
    """
    names = " · ".join(f'<span dir="auto">{escape(name)}</span>' for name in case.name.values())
    facts = (case.kind, case.sector, case.city, case.country)
    who = ", ".join(escape(fact) for fact in facts if fact)
    counts = (
        f"Waves {', '.join(map(str, case.waves))}; {len(case.sources)} sources, "
        f"{len(case.evidence)} pieces of evidence, {len(case.ratings)} ratings, "
        f"{len(case.notes)} notes by {escape(_who(case)) or 'nobody'}."
    )
    gaps = f"<p>Not known: {escape(case.gaps)}</p>" if case.gaps else ""
    sources = {source.key: source for source in case.sources}
    evidence = "".join(_evidence_html(e, sources.get(e.source)) for e in case.evidence)
    return (
        f"<section><h4>{names}</h4><p>{who}</p><p>{counts}</p>{gaps}"
        f"<details><summary>Evidence</summary><ul>{evidence}</ul></details></section>"
    )


def _who(case: Case) -> str:
    """Coders by name, respondents of a survey by their number."""
    named = gathered_coders(case.coders).items()
    return ", ".join(f"{name} ({n:,} respondents)" if n else name for name, n in named)


def _evidence_html(evidence: Evidence, source: Source | None) -> str:
    when = evidence.year if evidence.year is not None else evidence.as_of
    head = f"<b>{escape(evidence.id)}</b> ({escape(str(when or 'undated'))}, {evidence.polarity})"
    text = f'<span dir="auto">{escape(evidence.text)}</span>'
    title = f'<span dir="auto">{escape(source.title if source else evidence.source)}</span>'
    if source and is_web(source.url):
        title = f'<a href="{escape(source.url)}" rel="noopener noreferrer">{title}</a>'
    return f"<li>{head}: {text} — {title}</li>"
