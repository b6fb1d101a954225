"""What REFI-QDA cannot hold of our cases, in sentences that travel with the export."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from engagement_kit.cases import Case
from engagement_kit.exchange.refi.xmlwriting import fit
from engagement_kit.frameworks import Framework

__all__ = ["cannot_hold", "codebook_losses"]


def cannot_hold(cases: Sequence[Case], frameworks: Iterable[Framework], lang: str) -> list[str]:
    """What the format has no place for, as far as these cases have it, and where it went."""
    return [*_kept_as_text(cases), *codebook_losses(frameworks, lang), *_gone(cases)]


def _kept_as_text(cases: Sequence[Case]) -> Iterator[str]:
    ratings = [rating for case in cases for rating in case.ratings]
    if ratings:
        yield (
            "Ordered answers: there is no ordered type and there are no labels of values. Each "
            "item is an Integer (its place on the scale) and a Text (the answer); the scale "
            "stands in the variable's description."
        )
        yield (
            f"Confidence, reason and evidence of {len(ratings):,} ratings: a value of a variable "
            "has none. They stand in the note of each coder on each case."
        )
        yield (
            "Coder and wave of a rating: a value has no user. Each coder's ratings for each wave "
            "are a row of their own among the cases."
        )
    missing = sum(rating.missing is not None for rating in ratings)
    if missing:
        yield (
            f"Why {missing:,} answers are missing: there are no missing values with a reason. The "
            "reason stands in the Text variable, and the Integer variable has no value."
        )
    targets = sum(len(case.targets) for case in cases)
    if targets:
        yield f"{targets:,} targets: there is no such thing. They are rows among the cases."
    if any(len(note.text) > 1 for case in cases for note in case.notes):
        yield "Notes in several languages: a note has one text. Each language is a note of its own."
    if any(case.evidence for case in cases):
        yield (
            "Year, polarity, number, unit, place in the source, tags and remark of evidence: a "
            "selection has no variables. They stand in its description."
        )
        yield "Times: the format wants them and we have none. All are the same and mean nothing."


def codebook_losses(frameworks: Iterable[Framework], lang: str) -> Iterator[str]:
    """What codes cannot hold of frameworks."""
    frameworks = list(frameworks)
    if frameworks:
        yield (
            "Of the frameworks: thresholds, rules, layouts of canvases, stages with their cells, "
            "and where each text comes from are not in the codebook."
        )
    if others := sorted({known for one in frameworks for known in one.languages} - {lang}):
        yield f"Of the frameworks: their texts in other languages ({', '.join(others)})."


def _gone(cases: Sequence[Case]) -> Iterator[str]:
    unfit = sum(fit(text) != text for case in cases for text in _plain_texts(case))
    if unfit:
        yield (f"Characters that XML cannot hold, in {unfit:,} texts: U+FFFD stands there instead.")


def _plain_texts(case: Case) -> Iterator[str]:
    """Texts that stand in the XML as they are; others are escaped."""
    for entry in (case, *case.sources, *((case.size,) if case.size else ())):
        for name in type(entry).model_fields:
            found = getattr(entry, name)
            if isinstance(found, str):
                yield found
    yield from case.name.values()
