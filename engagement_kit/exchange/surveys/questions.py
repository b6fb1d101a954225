"""The columns of an export that hold answers, each with how its cells are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from engagement_kit.cases.entries import Missing
from engagement_kit.exchange.surveys.export import Column, SurveyExport
from engagement_kit.exchange.surveys.lookup import (
    Answer,
    AnswerLookup,
    answer_of_word,
    split_options,
)
from engagement_kit.exchange.surveys.mapping_form import ColumnEntry, MappingForm, OptionEntry
from engagement_kit.exchange.surveys.texts import folded

__all__ = ["Question", "questions_of"]

Items = Mapping[str, tuple[str, tuple[str, ...]]]  # scale and answers by item


@dataclass(slots=True)
class Question:
    """A column with the items that its cells answer: one, or one an option.

    Attributes
    ----------
    column : Column
    items : tuple of str
    """

    column: Column
    items: tuple[str, ...]
    blank: Missing
    lookups: Sequence[AnswerLookup] = ()
    separator: str = ""
    options: tuple[OptionEntry, ...] = ()
    meanings: Sequence[tuple[str, Answer, Answer]] = ()
    _known: dict[str, tuple[Answer, ...] | None] = field(default_factory=dict)

    def read(self, cell: str) -> tuple[Answer, ...] | None:
        """The answer to each item; None where the mapping says nothing of this cell."""
        if cell not in self._known:
            self._known[cell] = self._read(cell)
        return self._known[cell]

    def _read(self, cell: str) -> tuple[Answer, ...] | None:
        for lookup in self.lookups:  # that of the column before that of the scale
            if (answer := lookup.get(cell)) is not None:
                return (answer,)
        if not cell:
            return ((None, self.blank),) * len(self.items)
        if not self.options:
            return None
        chosen = split_options(cell, self.separator, self.options)
        if chosen is None:
            return None
        return tuple(yes if text in chosen else no for text, yes, no in self.meanings)


def questions_of(form: MappingForm, export: SurveyExport, items: Items) -> list[Question]:
    """The columns that the mapping reads, in the order of the export."""
    found = (q for entry in form.columns for q in _questions(form, entry, export, items))
    return sorted(found, key=lambda question: question.column.place)


def _questions(
    form: MappingForm, entry: ColumnEntry, export: SurveyExport, items: Items
) -> Iterator[Question]:
    column, blank = export.column(entry.column, entry.nth), entry.blank or form.blank
    if column is None:
        return
    if entry.item is not None:
        scale, answers = items[entry.item]
        given = (entry.answers, form.answers.get(scale, ()))
        lookups = [AnswerLookup.of(entries, answers) for entries in given]
        yield Question(column, (entry.item,), blank, lookups)
    elif any(option.item for option in entry.options):
        meanings = list(_meanings(entry.options, items))
        asked = tuple(option.item for option in entry.options if option.item)
        yield Question(
            column,
            asked,
            blank,
            separator=entry.separator or ";",
            options=entry.options,
            meanings=meanings,
        )


def _meanings(options: Iterable[OptionEntry], items: Items) -> Iterator[tuple[str, Answer, Answer]]:
    """Text of each option that is about an item, and the answers that it gives."""
    for option in options:
        if option.item:
            scale = items[option.item][1]
            yes = answer_of_word(option.chosen or "", scale)
            no = answer_of_word(option.not_chosen or "", scale)
            if yes is not None and no is not None:
                yield folded(option.text), yes, no
