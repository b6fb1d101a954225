"""The words that a column may hold: their order, what each is called, and why a cell is empty."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from engagement_kit import assess
from engagement_kit.frameworks import Framework
from engagement_kit.words import LANGUAGES, words_for

__all__ = [
    "REASONS",
    "Categories",
    "answers_of",
    "can_hold_reasons",
    "empty_cells",
    "in_language",
    "language_of",
    "listed",
]

# Why there is no answer, and how that is called: kept apart in every column of answers.
REASONS: Mapping[str, str] = {
    "unknown": "Unknown: looked for, nothing found",
    "not_asked": "Not asked",
    "not_applicable": "Does not apply",
    "confidential": "Confidential: known, and not to be told",
}
_EMPTY = "No value"
# Words whose spelling does not say it all.
_CALLED = {
    "own": "The organisation's own words",
    "public_body": "Public body",
    "not_placed": "Not placed: too little is known",
    "settled": "Settled: nothing that is unknown could move it",
    "open": "Open: what is unknown could move it",
    "against": "Speaks against",
    "weakest": "The weakest dimension decides",
    "lower_median": "Lower median of the dimensions",
    "mode": "The most frequent stage",
    "highest": "The strongest dimension decides",
}


@dataclass(frozen=True, slots=True)
class Categories:
    """Words that a column may hold, with what each is called.

    Attributes
    ----------
    labels : mapping of str to str
        What each word is called, lowest first where they are in an order.
    ordered : bool
    """

    labels: Mapping[str, str]
    ordered: bool = False

    @property
    def fields(self) -> dict[str, Any]:
        """As a field of a table schema says it."""
        found = [{"value": word, "label": label} for word, label in self.labels.items()]
        return {"categories": found, "categoriesOrdered": self.ordered} if found else {}


def answers_of(framework: Framework, scale: str) -> Categories:
    """Answers of a scale, lowest first, in the language of the framework."""
    ids = framework.scale(scale).ids
    return Categories({one: framework.value_label(scale, one) for one in ids}, ordered=True)


def listed(words: Iterable[str], *, ordered: bool = False) -> Categories:
    """Words of our own."""
    return Categories({word: _label(word) for word in words}, ordered=ordered)


def _label(word: str) -> str:
    return REASONS.get(word) or _CALLED.get(word) or word.replace("_", " ").capitalize()


def can_hold_reasons(frameworks: Iterable[Framework]) -> bool:
    """Whether the words for what is missing can stand among answers: no answer is called so."""
    answers = {one for fw in frameworks for scale in fw.definition.scales for one in scale.ids}
    return not answers & set(REASONS)


def empty_cells(
    label: str = _EMPTY, reasons: Iterable[str] = (), lang: str = "en"
) -> list[dict[str, str]]:
    """Which cells of a column hold no answer, and what each of them means."""
    words = [{"value": word, "label": _reason(word, lang)} for word in reasons]
    return [{"value": "", "label": label}, *words]


def language_of(frameworks: Iterable[Framework]) -> str:
    """The language in which all frameworks are; English if they are in several."""
    spoken = {framework.lang for framework in frameworks}
    return spoken.pop() if len(spoken) == 1 else "en"


def in_language(categories: Categories, lang: str) -> Categories:
    """Kinds of missing as the language calls them, beside answers in the same language."""
    if set(categories.labels) != set(REASONS):
        return categories
    return replace(categories, labels={word: _reason(word, lang) for word in categories.labels})


def _reason(word: str, lang: str) -> str:
    """What a kind of missing is called; English says what it means as well."""
    if lang == "en" or lang not in LANGUAGES:
        return REASONS[word]
    return words_for(Path(assess.__file__).parent, lang)(word)
