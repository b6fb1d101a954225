"""Terms and formulas of set-theoretic analysis: read from text, and written as text.

A literal is a condition that is there (``DEV``), not there (``~DEV``), or has one of some values
(``DEV{2}``, ``DEV{0,1}``). A term joins literals by ``*`` (and), a formula joins terms by ``+``
(or); ``1`` is the term without literals, in which every case is a full member.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from engagement_kit.errors import UnknownId, WrongKind

__all__ = [
    "RESERVED",
    "Formula",
    "Literal",
    "Term",
    "parse_formula",
    "parse_literal",
    "parse_term",
]

RESERVED = "~*+{}[]"  # signs of formulas: names of conditions have none of them
_LITERAL = re.compile(r"(?P<not>~?)\s*(?P<name>[^~*+{}\[\]]+?)\s*(?:[{\[](?P<values>[^]}]*)[}\]])?")
_EVERYTHING = "1"


@dataclass(frozen=True, slots=True, order=True)
class Literal:
    """One condition of a term.

    Attributes
    ----------
    condition : str
        Name of its column.
    is_negated : bool
        Whether it stands for what is not in the set, or has none of the values.
    values : tuple of int or None
        Values of a condition of several values; None for a crisp or fuzzy set.
    """

    condition: str
    is_negated: bool = False
    values: tuple[int, ...] | None = None

    def __str__(self) -> str:
        listed = "" if self.values is None else "{" + ",".join(map(str, self.values)) + "}"
        return f"{'~' if self.is_negated else ''}{self.condition}{listed}"


Term: TypeAlias = tuple[Literal, ...]
Formula: TypeAlias = tuple[Term, ...]


def parse_formula(text: str, known: Iterable[str]) -> Formula:
    """The terms of a formula, in its order.

    Raises
    ------
    UnknownId
        A condition is not among those known.
    WrongKind
        It is no formula.

    Examples
    --------
    >>> [[str(one) for one in term] for term in parse_formula("A*~B + C{0,2}", "ABC")]
    [['A', '~B'], ['C{0,2}']]
    """
    known = tuple(known)
    return tuple(parse_term(part, known) for part in str(text).split("+"))


def parse_term(text: str, known: Iterable[str]) -> Term:
    """The literals of a term, in its order; none of the term ``1``.

    Raises
    ------
    UnknownId, WrongKind
        As :func:`parse_formula`; a condition stands in it twice.
    """
    known, text = tuple(known), str(text).strip()
    if text == _EVERYTHING and text not in known:
        return ()
    literals = tuple(parse_literal(part, known) for part in text.split("*"))
    if len({literal.condition for literal in literals}) < len(literals):
        raise WrongKind(f"The term {text!r}", "the same condition twice", "each condition once")
    return literals


def parse_literal(text: str, known: Iterable[str]) -> Literal:
    """One condition of a term; ``DEV[2]`` is read as ``DEV{2}``.

    Raises
    ------
    UnknownId, WrongKind
        As :func:`parse_formula`.
    """
    text, known = str(text).strip(), tuple(known)
    found = _LITERAL.fullmatch(text)
    if found is None:
        raise WrongKind("A formula", repr(text), "conditions such as A, ~A or A{2} with * and +")
    if found["name"] not in known:
        raise UnknownId("condition", found["name"], known)
    return Literal(found["name"], bool(found["not"]), _values(text, found["values"]))


def _values(text: str, listed: str | None) -> tuple[int, ...] | None:
    if listed is None:
        return None
    pieces = [piece.strip() for piece in listed.split(",")]
    if not all(piece.isdecimal() and piece.isascii() for piece in pieces):
        raise WrongKind(f"The values of {text!r}", repr(listed), "whole numbers, as in A{0,2}")
    return tuple(sorted({int(piece) for piece in pieces}))
