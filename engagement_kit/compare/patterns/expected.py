"""What a theory predicts of a case: an answer or a range of answers for items of a framework."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engagement_kit.errors import Fault, Faults, WrongKind, nearest
from engagement_kit.frameworks import Framework

__all__ = ["ExpectedProfile", "Prediction", "expected_profile"]

_COMPARED = re.compile(r"(>=|<=|>|<)\s*(\S.*)")
_WRITTEN = ("an answer", "a pair (lowest, highest)", "'>= answer'", "'<= answer'")


@dataclass(frozen=True, slots=True)
class Prediction:
    """What is predicted of one item: ranks ``low`` to ``high`` on its scale, counted from 0.

    ``written`` is how it was given, ``answers`` is the scale of the item, lowest first.
    """

    item: str
    low: int
    high: int
    answers: tuple[str, ...]
    written: str | tuple[str, str]

    @property
    def breadth(self) -> float:
        """Share of the answers of the scale that it admits."""
        return (self.high - self.low + 1) / len(self.answers)

    @property
    def told(self) -> str:
        """The answers that it admits, in one word: ``functional``, ``functional..integrated``."""
        ends = dict.fromkeys((self.answers[self.low], self.answers[self.high]))
        return "..".join(ends)

    def distance(self, rank: int) -> int:
        """How far an answer lies below (negative) or above what is predicted; 0 is a hit."""
        return min(rank - self.low, 0) + max(rank - self.high, 0)


@dataclass(frozen=True, eq=False)
class ExpectedProfile:
    """The pattern that a theory predicts: what it says of items of one framework.

    Attributes
    ----------
    name : str
    framework : str
        Id of the framework.
    predictions : mapping of item id to Prediction
    """

    name: str
    framework: str
    predictions: Mapping[str, Prediction]

    @property
    def breadth(self) -> float:
        """Mean share of answers that its predictions admit: how well pure chance would fit."""
        return sum(p.breadth for p in self.predictions.values()) / len(self.predictions)

    def __len__(self) -> int:
        return len(self.predictions)

    def __repr__(self) -> str:
        told = f"{len(self)} items of {self.framework}, breadth {self.breadth:.2f}"
        return f"<ExpectedProfile {self.name!r}: {told}>"


def expected_profile(
    name: str, expectations: Mapping[str, str | Sequence[str]], framework: Framework
) -> ExpectedProfile:
    """The pattern that a theory predicts, checked against the framework.

    Parameters
    ----------
    name : str
        What the theory is called.
    expectations : mapping of item id to expectation
        An answer (``"integrated"``), a range as a pair of its lowest and highest answer
        (``("functional", "customer_first")``), or an answer with ``>=``, ``<=``, ``>`` or ``<``
        before it (``">= integrated"``). Items that the theory says nothing about are left out.
    framework : Framework

    Raises
    ------
    Faults
        Everything that is wrong at once: items and answers that there are not (with the nearest
        that there are), ranges upside down, expectations that every answer would meet: what cannot
        fail predicts nothing.
    WrongKind
        There is no expectation, no name, or no framework.

    Examples
    --------
    >>> from engagement_kit.frameworks import load_framework
    >>> expected_profile(
    ...     "led from the top",
    ...     {"maturity.leadership": ">= integrated", "maturity.governance": "functional"},
    ...     load_framework("maturity"),
    ... )
    <ExpectedProfile 'led from the top': 2 items of maturity, breadth 0.38>
    """
    _check_given(name, expectations, framework)
    faults: list[Fault] = []
    predictions: dict[str, Prediction] = {}
    for item, written in expectations.items():
        found_here = list(_faults_of(str(item), written, framework))
        faults += [fault.at(file=f"profile {name!r}") for fault in found_here]
        if not found_here:
            answers = framework.scale(framework.item(item).scale).ids
            low, high = _ends(written, answers)
            kept = written if isinstance(written, str) else (str(written[0]), str(written[1]))
            predictions[item] = Prediction(item, low, high, answers, kept)
    if faults:
        raise Faults(faults)
    return ExpectedProfile(name, framework.id, predictions)


def _check_given(name: object, expectations: object, framework: object) -> None:
    """Refuse what is no name, what holds no expectation, and what is no framework."""
    if not isinstance(framework, Framework):
        found = type(framework).__name__
        raise WrongKind("expected_profile()", found, "a framework", "See load_framework().")
    if not isinstance(name, str) or not name.strip():
        raise WrongKind("The name of a profile", repr(name), "a text")
    if not isinstance(expectations, Mapping) or not expectations:
        found = "none" if isinstance(expectations, Mapping) else type(expectations).__name__
        raise WrongKind(f"The profile {name!r}", found, "an expectation for at least one item")


def _faults_of(item: str, written: object, framework: Framework) -> Iterator[Fault]:
    """Everything wrong with one expectation."""
    known = [one.id for one in framework.items]
    if item not in known:
        near = nearest(item, known)
        yield Fault("expected_item", "", item, value=item, nearest=near, other=framework.id)
        return
    answers = framework.scale(framework.item(item).scale).ids
    named = _named(written)
    if named is None:
        yield Fault("expected_form", "", item, value=written, expected=_WRITTEN)
        return
    wrong = [one for one in named if one not in answers]
    for one in wrong:
        near = nearest(str(one), answers)
        yield Fault("expected_value", "", item, value=one, expected=answers, nearest=near)
    if wrong:
        return
    low, high = _ends(written, answers)
    if high < low:
        code = "expected_range" if len(named) == 2 else "expected_none"
        yield Fault(code, "", item, value=written, expected=answers)
    elif high - low + 1 == len(answers):
        yield Fault("expected_all", "", item, value=written, expected=answers)


def _named(written: Any) -> tuple[str, ...] | None:
    """The answers that an expectation names; None if it has no form that can be read."""
    if isinstance(written, str):
        match = _COMPARED.fullmatch(written.strip())
        return (match[2] if match else written,)
    is_pair = isinstance(written, Sequence) and len(written) == 2
    if is_pair and all(isinstance(one, str) for one in written):
        return (written[0], written[1])
    return None


def _ends(written: Any, answers: Sequence[str]) -> tuple[int, int]:
    """Lowest and highest rank of an expectation whose answers are on the scale."""
    if not isinstance(written, str):
        return answers.index(written[0]), answers.index(written[1])
    match, last = _COMPARED.fullmatch(written.strip()), len(answers) - 1
    if not match:
        return answers.index(written), answers.index(written)
    place = answers.index(match[2])
    return {
        ">=": (place, last),
        ">": (place + 1, last),
        "<=": (0, place),
        "<": (0, place - 1),
    }[match[1]]
