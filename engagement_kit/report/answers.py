"""The answers of one case, item by item: the coders brought together, and each coder's reason."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from engagement_kit.cases import Case, Rating
from engagement_kit.cases.answer_file import is_survey_coder
from engagement_kit.markup import Child, Html, anchor, link, spoken, tag
from engagement_kit.report.contents import Contents, table
from engagement_kit.report.results import PartResult

__all__ = ["answers_of", "evidence_anchor", "evidence_links"]


def answers_of(contents: Contents, case: Case, result: PartResult) -> Html:
    """One row an item, one column a wave; every answer leads to the evidence it rests on."""
    words = contents.words
    label = words("answers", part=f"{result.framework.name} · {result.label}")
    if result.framework.name == result.label:
        label = words("answers", part=result.label)
    own: dict[tuple[str, int], list[Rating]] = defaultdict(list)
    for rating in case.ratings:
        own[rating.item, rating.wave].append(rating)
    rows = [
        [
            result.framework.label(item.id),
            *(
                _answer(contents, case, result, result.rows[case.id, w, item.id], own[item.id, w])
                for w in case.waves
            ),
        ]
        for item in result.framework.items_of(result.part)
    ]
    caption = words("answers.caption", part=result.label, case=case.label(contents.study.lang))
    heads = [words("item"), *map(str, case.waves)]
    inner = table(caption, heads, rows, words, class_="answers")
    target = anchor("answers", result.name, case.id)
    return tag("details", tag("summary", label), tag("div", inner, id=target))


def _answer(
    contents: Contents, case: Case, result: PartResult, row: Any, ratings: list[Rating]
) -> Iterator[Child]:
    """The coders brought together (``row``), then each coder's own rating."""
    scale = result.levels.scale
    if isinstance(row.value, str):
        yield tag("b", result.framework.value_label(scale, row.value))
    else:
        missing = row.missing if isinstance(row.missing, str) else "unknown"
        yield tag("span", contents.words(missing), class_="missing")
    coders = [rating for rating in ratings if not is_survey_coder(rating.coder)]
    lines = [_rating(contents, case, result, rating) for rating in coders]
    lines += _surveys(contents, case, result, ratings[:0] if coders == ratings else ratings)
    if lines:
        yield tag("ul", *(tag("li", line) for line in lines))


def _surveys(
    contents: Contents, case: Case, result: PartResult, ratings: list[Rating]
) -> Iterator[Iterator[Child]]:
    """For each survey how many respondents gave each answer, in the order of the scale."""
    surveys: dict[str, list[Rating]] = defaultdict(list)
    for rating in ratings:
        if is_survey_coder(rating.coder):
            surveys[rating.coder.partition(":")[0]].append(rating)
    return (_survey(contents, case, result, name, given) for name, given in surveys.items())


def _survey(
    contents: Contents, case: Case, result: PartResult, survey: str, ratings: list[Rating]
) -> Iterator[Child]:
    words, scale = contents.words, result.levels.scale
    counts = Counter(rating.value or rating.missing or "no_answer" for rating in ratings)
    values = result.framework.scale(scale).ids
    named = {value: result.framework.value_label(scale, value) for value in values}
    order = [*(value for value in values if value in counts), *sorted(set(counts) - set(values))]
    told = (f"{named.get(one) or words(one)} {counts[one]:,}" for one in order)
    yield spoken(f"{survey} (n = {len(ratings):,})")
    yield ": " + words("list.separator").join(told)
    yield from evidence_links(case, dict.fromkeys(e for r in ratings for e in r.evidence))


def _rating(contents: Contents, case: Case, result: PartResult, rating: Rating) -> Iterator[Child]:
    words, scale = contents.words, result.levels.scale
    if rating.value is None:
        answer = words(rating.missing or "no_answer")
    else:
        answer = result.framework.value_label(scale, rating.value)
    sure = [words(f"confidence.{rating.confidence}")] if rating.confidence else []
    if rating.is_draft and rating.is_answered:
        sure.append(words("draft"))
    yield spoken(rating.coder)
    yield ": " + words("list.separator").join([answer, *sure])
    if rating.note:
        yield [" – ", spoken(rating.note)]
    yield from evidence_links(case, rating.evidence)


def evidence_links(case: Case, ids: Iterable[str]) -> Iterator[Child]:
    """Links to pieces of evidence of the case, each by the end of its id."""
    for name in ids:
        yield [" ", link(evidence_anchor(case, name), f"[{_short(case, name)}]")]


def evidence_anchor(case: Case, evidence: str) -> str:
    """Id under which a piece of evidence stands in the page."""
    short = _short(case, evidence)
    return anchor("fact" if short == evidence else "e", case.id, short)


def _short(case: Case, evidence: str) -> str:
    """The end of an id that begins with the case, as most do."""
    return evidence.removeprefix(f"{case.id}-") or evidence
