"""Counterfactuals: what is assumed of configurations that nobody has observed, and how easily.

A parsimonious solution assumes of remainders whatever makes it short. Such an assumption is easy
where the remainder differs from observed configurations only in conditions that had a value other
than those expected to favour the outcome. The intermediate solution rests on these alone (Ragin's
standard analysis).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import prod
from typing import TypeGuard

import numpy as np
from numpy.typing import NDArray

from engagement_kit.compare.given import is_number
from engagement_kit.compare.sets.primes import Implicant, Row, configurations, is_within
from engagement_kit.errors import UnknownId, WrongKind

__all__ = [
    "EasyRegions",
    "Expected",
    "expected_values",
    "remainders_of",
]

Expected = tuple[frozenset[int], ...]  # for each condition the values that favour the outcome

_MOST_CONFIGURATIONS = 1 << 24
_NONE = ("", "-")


def expected_values(
    expectations: Mapping[str, object] | Sequence[object] | str | None,
    conditions: Sequence[str],
    levels: Sequence[int],
) -> Expected:
    """For each condition the values that are expected to favour the outcome; none is allowed.

    Parameters
    ----------
    expectations : mapping, sequence, str or None
        Condition to 1 (its presence favours the outcome), 0 (its absence) or None (nothing is
        expected); a value or several of a multi-value condition. Conditions that a mapping leaves
        out have no expectation. A sequence, or a text such as ``"1,-,0"``, has a place for each
        condition; in a text, several values are joined by ``;``.
    conditions : sequence of str
    levels : sequence of int

    Raises
    ------
    UnknownId
        No such condition.
    WrongKind
        The number of expectations is not that of the conditions; a value is not one of them.
    """
    if expectations is None:
        return tuple(frozenset() for _ in conditions)
    if isinstance(expectations, str):
        expectations = [part.strip() for part in expectations.split(",")]
    if not isinstance(expectations, Mapping):
        given = list(expectations)
        if len(given) != len(conditions):
            found = f"{len(given)} for {len(conditions)} conditions"
            advice = f"The conditions are {', '.join(conditions)}; write None or - for none."
            raise WrongKind("expectations", found, "one for each condition", advice)
        expectations = dict(zip(conditions, given, strict=True))
    for name in expectations:
        if name not in conditions:
            raise UnknownId("condition", str(name), conditions)
    pairs = zip(conditions, levels, strict=True)
    return tuple(_values(name, expectations.get(name), many) for name, many in pairs)


def _values(name: str, given: object, many: int) -> frozenset[int]:
    """The values of one condition that are expected to favour the outcome."""
    if isinstance(given, str):
        given = None if given.strip() in _NONE else [part.strip() for part in given.split(";")]
    several = given if isinstance(given, list | tuple | set | frozenset) else [given]
    found = {value for value in several if value is not None}
    whole = {int(value) for value in found if _is_value(value)}
    if len(whole) != len(found) or not whole <= set(range(many)):
        advice = "None where nothing is expected."
        expected = f"one of 0 to {many - 1}, or several"
        raise WrongKind(f"The expectation for {name!r}", repr(given), expected, advice)
    return frozenset(whole)


def _is_value(value: object) -> TypeGuard[str | float]:
    if isinstance(value, str):
        return value.isdecimal()
    return is_number(value) and float(value).is_integer()


class EasyRegions:
    """What may be claimed with easy counterfactuals, by pair of models, as sets of configurations.

    For each conservative term within a parsimonious one: what the parsimonious term demands must be
    so; where only the conservative term demands a value, the condition is left out if there is an
    expectation and this value is not expected, and keeps its value else. It is the rule of R's
    package QCA, for two and for more values. A set has a bit for each configuration; those of pairs
    of terms are made once.

    Parameters
    ----------
    rows : collection of tuples of int
        The positive configurations, which are in every set.
    levels : sequence of int
    expected : tuple of frozenset of int

    Raises
    ------
    WrongKind
        There are too many configurations.
    """

    def __init__(self, rows: Iterable[Row], levels: Sequence[int], expected: Expected) -> None:
        if prod(levels) > _MOST_CONFIGURATIONS:
            found = f"{prod(levels):,} configurations"
            at_most = f"at most {_MOST_CONFIGURATIONS:,} of them"
            raise WrongKind("The intermediate solution", found, at_most, "Take fewer conditions.")
        self.levels = tuple(levels)
        self.expected = expected
        self._positive = 0
        for row in rows:
            self._positive |= self._bits([(value,) for value in row])
        self._known: dict[tuple[Implicant, Implicant], int] = {}

    def between(self, conservative: Sequence[Implicant], parsimonious: Sequence[Implicant]) -> int:
        """The set of one pair of models."""
        found = self._positive
        for wide in parsimonious:
            for term in conservative:
                pair = (term, wide)
                if pair not in self._known:
                    self._known[pair] = self._of_terms(term, wide)
                found |= self._known[pair]
        return found

    def array(self, bits: int) -> NDArray[np.bool_]:
        """A set as an array of all configurations, an axis a condition."""
        size = prod(self.levels)
        packed = np.frombuffer(bits.to_bytes((size + 7) // 8, "little"), dtype=np.uint8)
        whole = np.unpackbits(packed, count=size, bitorder="little").astype(bool)
        return whole.reshape(self.levels)

    def _of_terms(self, term: Implicant, wide: Implicant) -> int:
        if not is_within(term, wide):
            return 0
        choices: list[tuple[int, ...]] = []
        for demanded, value, favoured, many in zip(
            wide, term, self.expected, self.levels, strict=True
        ):
            if demanded is not None:
                choices.append((demanded,))
            elif value is None or (favoured and value not in favoured):
                choices.append(tuple(range(many)))
            else:
                choices.append((value,))
        return self._bits(choices)

    def _bits(self, choices: Sequence[tuple[int, ...]]) -> int:
        """A product of values of each condition as a set."""
        inside = np.zeros(self.levels, dtype=bool)
        inside[np.ix_(*choices)] = True
        return int.from_bytes(
            np.packbits(inside.reshape(-1), bitorder="little").tobytes(), "little"
        )


def remainders_of(
    terms: Iterable[Implicant], observed: Iterable[Row], levels: Sequence[int]
) -> tuple[Row, ...]:
    """The configurations of terms that were not observed: what a solution assumes.

    Raises
    ------
    WrongKind
        They are too many to be listed.
    """
    listed = tuple(terms)
    free = [
        prod(many for value, many in zip(term, levels, strict=True) if value is None)
        for term in listed
    ]
    if sum(free) > _MOST_CONFIGURATIONS:
        found, at_most = f"{sum(free):,} of them", f"at most {_MOST_CONFIGURATIONS:,}"
        raise WrongKind("Listing the configurations of terms", found, at_most)
    there = set(observed)
    every = {row for term in listed for row in configurations(term, levels)}
    return tuple(sorted(every - there))
