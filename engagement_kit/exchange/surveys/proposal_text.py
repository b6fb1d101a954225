"""A proposal as the YAML that a person goes through: what is decided, and what is asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from engagement_kit.exchange.surveys.proposal import AnswerGuess, ColumnGuess
from engagement_kit.exchange.surveys.vocabulary import Vocabulary
from engagement_kit.strict_yaml import dump_yaml

__all__ = ["Head", "proposal_text"]

_LONGEST = 160  # characters of a comment

_TOP = """\
# What the columns and answers of a survey mean. Proposed by label; nothing of it is used before a
# person has gone through it, line by line, and changed `confirmed: no` to `confirmed: yes`.
# A blank item is not read; a blank value stops the import and names every cell that needs it.
# Answers are ids of the item's scale, or why there is none: unknown, not_asked, not_applicable,
# confidential."""


@dataclass(slots=True)
class Head:
    """What stands above the columns: each a mapping as it will be read, with comments on it.

    Attributes
    ----------
    fields : dict of str to object
        In the order of the file.
    remarks : dict of str to list of str
        Comments above a field, by its name.
    """

    fields: dict[str, object] = field(default_factory=dict)
    remarks: dict[str, list[str]] = field(default_factory=dict)


def proposal_text(
    head: Head,
    guesses: Iterable[ColumnGuess],
    answers: Mapping[str, list[AnswerGuess]],
    vocabulary: Vocabulary,
) -> str:
    """The text of the mapping's file."""
    return "\n".join((_TOP, *_head(head), *_columns(guesses, vocabulary), *_scales(answers))) + "\n"


def _head(head: Head) -> Iterator[str]:
    for name, value in head.fields.items():
        yield from (f"# {_comment(remark)}" for remark in head.remarks.get(name, ()))
        # People are told to change `no`, so it stands there as they are told.
        yield from ["confirmed: no"] if name == "confirmed" else _blanks(dump_yaml({name: value}))


def _blanks(text: str) -> Iterator[str]:
    """Lines of YAML, nothing written where nothing is decided."""
    return (line.removesuffix(" null") for line in text.rstrip("\n").split("\n"))


def _columns(guesses: Iterable[ColumnGuess], vocabulary: Vocabulary) -> Iterator[str]:
    yield "columns:"
    for guess in guesses:
        column = guess.column
        yield f"# {column.letters}: {_state(guess, vocabulary)}"
        fields: dict[str, object] = {"column": column.name}
        if column.nth > 1:
            fields["nth"] = column.nth
        if column.text != column.name:
            fields["text"] = column.text
        if not guess.options:
            fields["item"] = guess.item
        yield from _entry(fields, 0)
        if guess.answers:
            yield "  answers:"
            for answer in guess.answers:
                yield from _entry({"text": answer.text, "value": answer.value}, 1)
        if guess.options:
            yield from _options(guess, vocabulary)


def _state(guess: ColumnGuess, vocabulary: Vocabulary) -> str:
    """What a comment says of a column."""
    if guess.options:
        return "a cell holds several answers; say what each of them means, chosen and not"
    if guess.item is not None:
        return _comment(vocabulary.labels[guess.item])
    if guess.why:
        return _comment(f"{guess.why}: {', '.join(guess.candidates)}")
    if guess.candidates:
        named = (f"{item} ({vocabulary.labels[item]})" for item in guess.candidates)
        return _comment(f"no item is called so; something like it: {'; '.join(named)}")
    return "no item is called so"


def _options(guess: ColumnGuess, vocabulary: Vocabulary) -> Iterator[str]:
    yield from ("  " + line for line in _blanks(dump_yaml({"separator": guess.separator})))
    yield "  options:"
    for option in guess.options:
        if option.value is None and option.candidates:
            yield f"  # {_comment('something like it: ' + ', '.join(option.candidates))}"
        fields: dict[str, object] = {"text": option.text, "item": option.value}
        if option.value is not None:
            values = ", ".join(vocabulary.values[option.value])
            yield f"  # {_comment(f'one of {values}; what is not chosen may be unknown')}"
            fields |= {"chosen": None, "not_chosen": None}
        yield from _entry(fields, 1)


def _scales(answers: Mapping[str, list[AnswerGuess]]) -> Iterator[str]:
    yield "answers:" if answers else "answers: {}"
    for scale, guesses in answers.items():
        yield from ("  " + line for line in _blanks(dump_yaml({scale: None})))
        for guess in guesses:
            if guess.value is None:
                what = ", ".join(guess.candidates) or "nothing in the scale is called so"
                yield f"  # not sure: {_comment(what)}"
            yield from _entry({"text": guess.text, "value": guess.value}, 1)


def _entry(fields: Mapping[str, object], depth: int) -> Iterator[str]:
    """The lines of one entry of a list."""
    lines = dump_yaml({"x": [dict(fields)]}).split("\n")[1:-1]
    indent = "  " * depth
    return (indent + line.removesuffix(" null") for line in lines)


def _comment(text: str) -> str:
    """Text that stays in its line and shows nothing unseen."""
    shown = "".join(c if c.isprintable() else " " for c in text)
    short = " ".join(shown.split())
    return short if len(short) <= _LONGEST else short[:_LONGEST] + "…"
