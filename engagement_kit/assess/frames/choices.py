"""What is asked of a table of answers, in a form that every engine can be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from numbers import Integral
from typing import get_args

from engagement_kit.assess.coders import CODER_RULES
from engagement_kit.assess.waves import Wave
from engagement_kit.cases.entries import Missing
from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.frameworks import Framework
from engagement_kit.frameworks.elements import RatedItem

__all__ = ["EXCUSED", "REASONS", "Question", "ask", "no_wave"]

EXCUSED = "not_applicable"
# Where coders leave an item open for several reasons, the first of these is told: rows of a table
# have no order that all engines know.
REASONS = tuple(sorted(set(get_args(Missing)) - {EXCUSED}))


MOST_ANSWERS = 250  # with the reasons beside them they fit one byte


@dataclass(frozen=True)
class Question:
    """Items of one scale, and which rows of a table count.

    Attributes
    ----------
    items : tuple of RatedItem
    answers : tuple of str
        Ids of the answers, lowest first.
    wave : int, "first", "last" or None
    coder_rule : str
    """

    items: tuple[RatedItem, ...]
    answers: tuple[str, ...]
    wave: Wave
    coder_rule: str

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of the items."""
        return tuple(item.id for item in self.items)

    @property
    def one_coder(self) -> str | None:
        """Name of the coder who alone is asked, if it is one."""
        return None if self.coder_rule in CODER_RULES else self.coder_rule


def ask(framework: Framework, items: Sequence[RatedItem], wave: Wave, coder_rule: str) -> Question:
    """The question for items that share a scale.

    Raises
    ------
    UnknownId
        The wave is neither a year nor a word that means one.
    WrongKind
        The scale has too many answers.
    """
    year = _year(wave)
    scale = framework.scale(items[0].scale)
    if len(scale.ids) > MOST_ANSWERS:
        found = f"one of {len(scale.ids)}"
        raise WrongKind("A table of answers", found, f"scales of at most {MOST_ANSWERS} answers")
    return Question(tuple(items), scale.ids, year, coder_rule)


def _year(wave: object) -> Wave:
    """A wave as it is compared with years: those taken from a table are no ``int``, but numpy's."""
    if isinstance(wave, Integral) or (isinstance(wave, str) and wave.isdecimal()):
        return int(wave)
    for word in (None, "first", "last"):
        if wave == word:
            return word
    raise UnknownId("wave", str(wave), ("first", "last", "a year"))


def no_wave(wave: Wave, years: Sequence[object]) -> UnknownId:
    """The error for a wave that no case has."""
    return UnknownId("wave", str(wave), ("first", "last", *map(str, years)))
