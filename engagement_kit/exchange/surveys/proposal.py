"""What a proposal decides by itself, and what it leaves to a person with what comes into question.

A text decides only where it is just what a framework calls one item, or one answer, in any
language. Anything else is left blank.
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from engagement_kit.exchange.surveys.dialects import is_about_response
from engagement_kit.exchange.surveys.export import Column, SurveyExport
from engagement_kit.exchange.surveys.texts import column_texts, folded, label_key
from engagement_kit.exchange.surveys.vocabulary import Vocabulary

__all__ = ["MOST_TEXTS", "AnswerGuess", "ColumnGuess", "column_guesses", "scale_answers", "seen"]

MOST_TEXTS = 60  # different texts of a column, beyond which it holds free text
_NEAR = 3
_CUTOFF = 0.6


@dataclass(frozen=True, slots=True)
class AnswerGuess:
    """A text of the export; what it means, or None and what comes into question."""

    text: str
    value: str | None
    candidates: tuple[str, ...] = ()


@dataclass(slots=True)
class ColumnGuess:
    """A column; its item, or None and the items that come into question."""

    column: Column
    item: str | None = None
    candidates: tuple[str, ...] = ()
    why: str = ""
    answers: list[AnswerGuess] = field(default_factory=list)
    separator: str = ""
    options: list[AnswerGuess] = field(default_factory=list)


def seen(export: SurveyExport, column: Column) -> dict[str, int]:
    """The different texts of a column and how often each stands there, in order of appearance."""
    first: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for cell, count in Counter(export.cells(column)).items():
        if cell:
            counts[first.setdefault(folded(cell), cell)] += count
    return dict(counts)


def column_guesses(
    export: SurveyExport, vocabulary: Vocabulary, taken: set[int]
) -> list[ColumnGuess]:
    """A guess for each column that may hold answers; those at the places ``taken`` do not."""
    guesses = [
        _column_guess(column, vocabulary)
        for column in export.columns
        if column.place not in taken
        and column.name
        and not is_about_response(export.dialect, column.name)
    ]
    counts = Counter(guess.item for guess in guesses)
    for guess in guesses:
        if guess.item is not None and counts[guess.item] > 1:
            guess.candidates, guess.item = (guess.item,), None
            guess.why = "several columns are called so"
    for guess in guesses:
        if guess.item is not None:
            guess.answers = _own_answers(export, guess, vocabulary)
        else:
            _guess_options(export, guess, vocabulary)
    return guesses


def _column_guess(column: Column, vocabulary: Vocabulary) -> ColumnGuess:
    found: dict[str, None] = {}
    texts = list(column_texts(column.name, column.text))
    for text in texts:
        for key in (label_key(text), folded(text)):
            found.update(dict.fromkeys(sorted(vocabulary.items.get(key, ()))))
    if len(found) == 1:
        return ColumnGuess(column, next(iter(found)))
    if found:
        return ColumnGuess(column, None, tuple(found), "several items are called so")
    return ColumnGuess(column, None, tuple(_near_items(texts, vocabulary)))


def _near_items(texts: list[str], vocabulary: Vocabulary) -> list[str]:
    """Items whose names are most like a text."""
    known = list(vocabulary.items)
    keys = dict.fromkeys(key for text in texts if (key := label_key(text)[:200]))
    found: dict[str, None] = {}
    for key in keys:
        for name in difflib.get_close_matches(key, known, n=_NEAR, cutoff=_CUTOFF):
            found.update(dict.fromkeys(sorted(vocabulary.items[name])))
    return list(found)[:_NEAR]


def _own_answers(
    export: SurveyExport, guess: ColumnGuess, vocabulary: Vocabulary
) -> list[AnswerGuess]:
    """Answers whose texts are those of the item itself, as in stage models."""
    item = guess.item or ""
    found = ((text, vocabulary.own_answer(item, text)) for text in seen(export, guess.column))
    return [AnswerGuess(text, value) for text, value in found if value is not None]


def _guess_options(export: SurveyExport, guess: ColumnGuess, vocabulary: Vocabulary) -> None:
    """Take a column for one with several answers in a cell where these are names of items."""
    texts = seen(export, guess.column)
    for separator in (";", ", "):
        if not any(separator in text for text in texts):
            continue
        parts = dict.fromkeys(
            part.strip() for text in texts for part in text.split(separator) if part.strip()
        )
        options = [_option(part, vocabulary) for part in parts]
        if len(parts) <= MOST_TEXTS and any(option.value for option in options):
            guess.separator, guess.options = separator, options
            return


def _option(text: str, vocabulary: Vocabulary) -> AnswerGuess:
    found = sorted(vocabulary.items.get(label_key(text), ()))
    if len(found) == 1:
        return AnswerGuess(text, found[0])
    return AnswerGuess(text, None, tuple(found or _near_items([text], vocabulary)))


def scale_answers(
    export: SurveyExport, guesses: list[ColumnGuess], vocabulary: Vocabulary
) -> dict[str, list[AnswerGuess]]:
    """Every text of the columns that have an item, by scale, with what it means if that is sure."""
    texts: dict[str, dict[str, str]] = {}
    for guess in guesses:
        if guess.item is None:
            continue
        own = {folded(answer.text) for answer in guess.answers}
        group = texts.setdefault(vocabulary.scales[guess.item], {})
        for text in seen(export, guess.column):
            if folded(text) not in own:
                group.setdefault(folded(text), text)
    return {
        scale: [_answer(scale, text, vocabulary) for text in list(group.values())[:MOST_TEXTS]]
        for scale, group in texts.items()
    }


def _answer(scale: str, text: str, vocabulary: Vocabulary) -> AnswerGuess:
    value = vocabulary.answer(scale, text)
    return AnswerGuess(text, value, () if value else tuple(_near_answers(scale, text, vocabulary)))


def _near_answers(scale: str, text: str, vocabulary: Vocabulary) -> Iterator[str]:
    """Reasons that a text often stands for, else answers that are called something like it."""
    hints = vocabulary.hints(text)
    if hints:
        yield from hints
        return
    names: Mapping[str, set[str]] = vocabulary.answers.get(scale, {})
    near = difflib.get_close_matches(label_key(text)[:200], list(names), n=_NEAR, cutoff=_CUTOFF)
    yield from dict.fromkeys(value for name in near for value in sorted(names[name]))
