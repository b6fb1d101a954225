"""Which answers a column of a table may hold: scales of frameworks, and words of our own tables."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from engagement_kit import assess
from engagement_kit.assess import NOT_PLACED, OPEN, SETTLED
from engagement_kit.exchange.statistics.described import REASONS, Answer
from engagement_kit.frameworks import Framework
from engagement_kit.words import LANGUAGES, words_for

__all__ = ["column_answers", "item_answers", "label_of", "reason_labels", "reasons_by_label"]

# Words of our own tables by column, and whether they have an order, lowest first.
_OWN: dict[str, tuple[tuple[str, ...], bool]] = {
    "confidence": (("low", "medium", "high"), True),
    "evidence_strength": (("weak", "medium", "strong"), True),
    "missing": (REASONS, False),
    "polarity": (("supports", "against", "neutral"), False),
    "state": (("unknown", "not_applicable", "not_met", "partly", "met"), False),
    "status": ((SETTLED, OPEN, NOT_PLACED), False),
}
# Columns that hold answers of the part's scale, even where all of them are empty.
_OF_THE_SCALE = frozenset(("value", "target", "stage", "stage_low", "stage_high"))


def item_answers(framework: Framework, scale_id: str) -> tuple[Answer, ...]:
    """The answers of a scale: their code is their number where all are whole, else their place."""
    scale = framework.scale(scale_id)
    numbers = [one.value for one in scale.values]
    is_whole = all(math.isfinite(n) and n == int(n) for n in numbers)
    codes = [int(n) for n in numbers] if is_whole else list(range(len(numbers)))
    labels = (framework.value_label(scale_id, one) for one in scale.ids)
    return tuple(map(Answer, scale.ids, codes, labels))


def column_answers(
    column: pd.Series, framework: Framework | None, part: str | None, lang: str
) -> tuple[tuple[Answer, ...], bool]:
    """What a column of text may hold and whether that has an order; empty for any other text."""
    held = set(column.dropna().astype(str))
    for answers, is_ordered in _candidates(str(column.name), framework, part, lang):
        named = str(column.name) in _OF_THE_SCALE and is_ordered
        if held <= {one.id for one in answers} and (held or named or column.name in _OWN):
            return answers, is_ordered
    return (), False


def _candidates(
    name: str, framework: Framework | None, part: str | None, lang: str
) -> Iterator[tuple[tuple[Answer, ...], bool]]:
    if name in _OWN:
        words, is_ordered = _OWN[name]
        labels = reason_labels(lang) if name == "missing" else {}
        yield _listed(words, (labels.get(word, word) for word in words)), is_ordered
    if framework is None:
        return
    for scale in _scales(framework, part):
        yield item_answers(framework, scale), True
    if part is not None:
        yield _cells(framework, part), False


def _scales(framework: Framework, part: str | None) -> tuple[str, ...]:
    """Scales of the framework, that of the part first."""
    own = getattr(framework.part(part), "scale", None) if part else None
    others = (scale.id for scale in framework.definition.scales)
    return tuple(dict.fromkeys([*([own] if own else []), *others]))


def _cells(framework: Framework, part: str) -> tuple[Answer, ...]:
    """Quadrants of a part, if it has any."""
    ids = [cell.id for cell in getattr(framework.part(part), "cells", ())]
    return _listed(ids, map(framework.label, ids))


def _listed(ids: Iterable[str], labels: Iterable[str]) -> tuple[Answer, ...]:
    return tuple(
        Answer(one, place, label)
        for place, (one, label) in enumerate(zip(ids, labels, strict=True), start=1)
    )


@cache
def reason_labels(lang: str) -> Mapping[str, str]:
    """What the four kinds of missing are called in a language."""
    words = words_for(Path(assess.__file__).parent, lang)
    return {reason: words(reason) for reason in REASONS}


@cache
def reasons_by_label() -> Mapping[str, str]:
    """The kind of missing by its id and by what it is called in any language."""
    named = {label_of(text): r for lang in LANGUAGES for r, text in reason_labels(lang).items()}
    return {**named, **{label_of(reason): reason for reason in REASONS}}


def label_of(text: Any) -> str:
    """A label in the form in which labels are compared: no matter how large its letters are."""
    return " ".join(str(text).split()).casefold()
