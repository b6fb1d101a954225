"""Terms of set-theoretic analysis as text: ``DEV*~URB*STB``, ``DEV{2}*IND{0}``, ``A + ~B*C``.

``*`` is and, ``+`` is or, ``~`` is not; ``X{v}`` says that a multi-value condition has the value v,
``X{0,1}`` that it has one of several. ``1`` is the term that always holds. ``X[v]``, as some
programs print it, is read like ``X{v}``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from engagement_kit.errors import UnknownId, WrongKind

__all__ = ["ALWAYS", "Literal", "expect_names", "read_expression", "read_literal", "write_term"]

ALWAYS = "1"

_LITERAL = re.compile(
    r"(?P<not>~?)\s*(?P<name>[^~*+{}\[\]]+?)\s*(?:[{\[](?P<values>[\d,\s]*)[}\]])?"
)
_RESERVED = re.compile(r"[~*+{}\[\]\r\n]")


@dataclass(frozen=True)
class Literal:
    """One condition in a term: ``values`` that it may have (empty: simply present), negated or not.

    Attributes
    ----------
    name : str
    values : tuple of int
    negated : bool
    """

    name: str
    values: tuple[int, ...] = ()
    negated: bool = False

    def __str__(self) -> str:
        values = f"{{{','.join(map(str, self.values))}}}" if self.values else ""
        return f"{'~' if self.negated else ''}{self.name}{values}"


def read_expression(text: str, known: Iterable[str]) -> tuple[tuple[Literal, ...], ...]:
    """The terms of an expression, each as its literals; the empty term always holds.

    Parameters
    ----------
    text : str
        Such as ``"DEV*~URB + STB"``.
    known : iterable of str
        Names of the columns there are.

    Raises
    ------
    UnknownId
        A name is not known.
    WrongKind
        The text is no expression.
    """
    names = tuple(known)
    if not isinstance(text, str) or not text.strip():
        raise WrongKind("A term", repr(text), "text such as 'DEV*~URB'")
    return tuple(_read_term(term, names) for term in text.split("+"))


def _read_term(text: str, known: tuple[str, ...]) -> tuple[Literal, ...]:
    if text.strip() == ALWAYS and ALWAYS not in known:
        return ()
    return tuple(read_literal(part, known) for part in text.split("*"))


def read_literal(text: str, known: Sequence[str]) -> Literal:
    """One literal such as ``~URB`` or ``DEV{2}``; raises as :func:`read_expression`."""
    found = _LITERAL.fullmatch(text.strip()) if isinstance(text, str) else None
    if found is None:
        expected = "a name, ~name or name{value}, joined by * and +"
        raise WrongKind("A term", repr(text), expected)
    if found["name"] not in known:
        raise UnknownId("condition or outcome", found["name"], known)
    given = found["values"]
    values = () if given is None else tuple(int(v) for v in given.split(",") if v.strip())
    if given is not None and not values:
        raise WrongKind(f"The term {text.strip()!r}", "no value", "a value in its braces")
    return Literal(found["name"], values, negated=bool(found["not"]))


def write_term(
    values: Sequence[int | None], conditions: Sequence[str], *, multi_value: bool = False
) -> str:
    """A conjunction as text, conditions in their order; None where a condition plays no part.

    Examples
    --------
    >>> write_term((1, 0, None), ("DEV", "URB", "LIT"))
    'DEV*~URB'
    >>> write_term((2, None, 0), ("DEV", "URB", "IND"), multi_value=True)
    'DEV{2}*IND{0}'
    >>> write_term((None,), ("DEV",))
    '1'
    """
    pairs = [(n, v) for n, v in zip(conditions, values, strict=True) if v is not None]
    if multi_value:
        return "*".join(f"{name}{{{value}}}" for name, value in pairs) or ALWAYS
    return "*".join(name if value else f"~{name}" for name, value in pairs) or ALWAYS


def expect_names(names: Iterable[object]) -> tuple[str, ...]:
    """Names of columns that can stand in a term, as text.

    Raises
    ------
    WrongKind
        A name stands twice, is empty, or holds a character that has a meaning in terms.
    """
    texts = tuple(str(name) for name in names)
    for name in texts:
        if not name.strip() or name != name.strip() or _RESERVED.search(name):
            raise WrongKind(
                f"The column {name!r}",
                "a name that cannot stand in a term",
                "a name without ~ * + { } [ ] and without blanks at its ends",
                "Rename the column.",
            )
    twice = sorted({name for name in texts if texts.count(name) > 1})
    if twice:
        raise WrongKind("The table of memberships", f"{twice[0]!r} twice", "each column once")
    return texts
