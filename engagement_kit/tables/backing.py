"""What stands behind a cell: an answer or a note, and the evidence that it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["Backed", "Backing", "Quote"]


@dataclass(frozen=True, slots=True)
class Quote:
    """One piece of evidence as a cell shows it.

    Attributes
    ----------
    text : str
        The fact.
    date : str
        Its year or date as written.
    key : str
        Citation key of its source: ``<case>:<source>``.
    url : str or None
        Address of the source.
    remark : str
        Said behind the date: that it speaks against.
    """

    text: str
    date: str
    key: str
    url: str | None = None
    remark: str = ""

    def __str__(self) -> str:
        return f"{self.text} ({self.date}{self.remark}) [{self.key}]"


@dataclass(frozen=True, slots=True)
class Backing:
    """An answer or a note, its evidence, and a word on the evidence that is not shown."""

    text: str
    quotes: tuple[Quote, ...] = ()
    more: str = ""

    def __str__(self) -> str:
        return "\n".join(filter(None, (self.text, *map(str, self.quotes), self.more)))


@dataclass(frozen=True, slots=True)
class Backed:
    """A cell that shows what it rests on: one answer, or several notes."""

    entries: tuple[Backing, ...] = ()

    @classmethod
    def of(cls, entries: Iterable[Backing]) -> Backed:
        """A cell of several entries."""
        return cls(tuple(entries))

    def __str__(self) -> str:
        return "\n".join(map(str, self.entries))
