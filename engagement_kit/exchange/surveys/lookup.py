"""From the text of a cell to an answer: by the mapping alone, and by nothing like it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from engagement_kit.exchange.surveys.mapping import REASONS
from engagement_kit.exchange.surveys.mapping_form import AnswerEntry, OptionEntry
from engagement_kit.exchange.surveys.texts import folded

__all__ = ["Answer", "AnswerLookup", "Chosen", "answer_of_word", "split_options"]

Answer = tuple[str | None, str | None]  # value, or why there is none
_MOST_PARTS = 200  # of one cell that holds several answers


def answer_of_word(word: str, scale: Sequence[str]) -> Answer | None:
    """The answer that a word of the mapping stands for; None if the scale has none of that name."""
    if word in scale:
        return word, None
    return (None, word) if word in REASONS else None


@dataclass(slots=True)
class AnswerLookup:
    """Answers by the text of a cell.

    Attributes
    ----------
    whole : dict of str to Answer
        By the whole text.
    begins : list of (str, Answer)
        By how the text begins; the longest comes first.
    """

    whole: dict[str, Answer] = field(default_factory=dict)
    begins: list[tuple[str, Answer]] = field(default_factory=list)

    @classmethod
    def of(cls, entries: Iterable[AnswerEntry], scale: Sequence[str]) -> AnswerLookup:
        """The lookup of some entries of a mapping; of two for one text, the first counts."""
        lookup = cls()
        for entry in entries:
            answer = None if entry.value is None else answer_of_word(entry.value, scale)
            if answer is None:
                continue
            if entry.text is not None:
                lookup.whole.setdefault(folded(entry.text), answer)
            elif entry.begins is not None:
                lookup.begins.append((folded(entry.begins), answer))
        lookup.begins.sort(key=lambda pair: -len(pair[0]))
        return lookup

    def get(self, cell: str) -> Answer | None:
        """The answer that a cell gives; None if the mapping has none for it."""
        text = folded(cell)
        found = self.whole.get(text)
        return found or next((a for start, a in self.begins if text.startswith(start)), None)


@dataclass(frozen=True, slots=True)
class Chosen:
    """An option of a cell that may hold several, with what it means to have chosen it or not."""

    item: str
    text: str
    chosen: Answer
    not_chosen: Answer


def split_options(cell: str, separator: str, options: Iterable[OptionEntry]) -> set[str] | None:
    """The options that a cell names, folded; None where it names anything else as well.

    Options may hold the separator themselves, as in exports of Google Forms: so the cell is cut
    into options and not at separators. A cell that can be cut in two ways is not cut at all.
    """
    known = {folded(option.text) for option in options}
    mark = folded(separator)
    parts = [folded(part) for part in cell.split(separator)]
    while parts and not parts[-1]:  # Microsoft Forms ends with the separator
        parts.pop()
    if not parts or len(parts) > _MOST_PARTS:
        return None
    joint = f"{mark} " if separator.endswith(" ") and mark else mark or " "
    ways = list(_ways(tuple(parts), joint, frozenset(known)))
    return set(ways[0]) if len(ways) == 1 else None


def _ways(parts: tuple[str, ...], joint: str, known: frozenset[str]) -> Iterator[tuple[str, ...]]:
    """Up to two ways to read parts as options, each of one or more parts."""
    longest = max((option.count(joint) + 1 for option in known), default=1)

    @cache
    def ways_from(start: int) -> tuple[tuple[str, ...], ...]:
        if start == len(parts):
            return ((),)
        found: list[tuple[str, ...]] = []
        for stop in range(start + 1, min(start + longest, len(parts)) + 1):
            option = joint.join(parts[start:stop])
            if option in known:
                found += ((option, *rest) for rest in ways_from(stop))
            if len(found) > 1:
                break
        return tuple(found[:2])

    yield from ways_from(0)
