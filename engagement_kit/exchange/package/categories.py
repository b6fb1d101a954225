"""The words that a column may hold: their order, what each is called, and why a cell is empty."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from engagement_kit.frameworks import Framework

__all__ = ["REASONS", "Categories", "answers_of", "can_hold_reasons", "empty_cells", "listed"]

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


def empty_cells(label: str = _EMPTY, reasons: Iterable[str] = ()) -> list[dict[str, str]]:
    """Which cells of a column hold no answer, and what each of them means."""
    words = [{"value": word, "label": REASONS[word]} for word in reasons]
    return [{"value": "", "label": label}, *words]
