"""The decisions behind a conclusion: what each could have been, and what the package takes."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from engagement_kit.assess import CODER_RULES, STAGE_RULES
from engagement_kit.assess.answers import checked_share
from engagement_kit.assess.settings import default_settings
from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.frameworks import Framework

__all__ = [
    "MEDIAN",
    "READINGS",
    "Decision",
    "Option",
    "every_combination",
    "list_decisions",
    "option_label",
]

Option = str | int | float | tuple[float, float]

MEDIAN = "sample_median"
READINGS = ("known", "lowest", "highest", "low_high", "high_low")
_READ_BY_DEFAULT = READINGS[:3]
_THRESHOLDS = (0.4, 0.45, 0.5, 0.55, 0.6)
_SHARES = (0.25, 0.5, 0.75)
_WAVES = ("first", "last")


@dataclass(frozen=True)
class Decision:
    """Something that somebody had to decide on the way to a conclusion.

    Attributes
    ----------
    name : str
    options : tuple
        What is tried, in order.
    reference : text or number
        The package's own choice where it is among the options, else the first of them.
    is_own : bool
        Whether the reference is the package's own choice.
    """

    name: str
    options: tuple[Option, ...]
    reference: Option
    is_own: bool


def option_label(option: Option) -> str:
    """An option as it stands in tables: ``0.5``, ``0.5/0.6``, ``lower_median``."""
    if isinstance(option, tuple):
        return "/".join(option_label(one) for one in option)
    return option if isinstance(option, str) else f"{option:g}"


def every_combination(decisions: Sequence[Decision]) -> Iterator[dict[str, Option]]:
    """Every way to decide, the last decision changing fastest."""
    names = [decision.name for decision in decisions]
    for options in itertools.product(*(decision.options for decision in decisions)):
        yield dict(zip(names, options, strict=True))


def list_decisions(
    coders: Sequence[str], framework: Framework, part: str, asked: Mapping[str, Any]
) -> tuple[Decision, ...]:
    """The decisions that bear on an outcome, with what is tried of each.

    ``coders`` are those who rated, ``asked`` has what is to be tried by the name of the decision;
    None stands for what the package tries by itself. Thresholds are no decision where they are not
    in it, nor is a rule for stages where there are none.

    Raises
    ------
    WrongKind
        A list is empty; a share or threshold is no number from 0 to 1; ``wave`` is None.
    UnknownId
        A rule, reading or coder that there is not.
    """
    own, kind = default_settings(framework, part), framework.part(part).kind
    if asked["wave"] is None:
        advice = "Differences are taken between cases, so that each may count once."
        raise WrongKind("wave", "None", 'a year, "first", "last" or several of these', advice)
    found = [_decision("wave", asked, ("last",), "last", _checked_wave)]
    if "threshold" in asked:
        tried = (*sorted({*_THRESHOLDS, own.x_threshold}), MEDIAN)
        found.append(_decision("threshold", asked, tried, own.x_threshold, _limit))
    if kind == "stages":
        rules = tuple(STAGE_RULES)
        check = _one_of("stage rule", rules)
        found.append(_decision("stage_rule", asked, rules, own.stage_rule, check))
    shares = tuple(sorted({*_SHARES, own.min_known}))
    found.append(_decision("min_known", asked, shares, own.min_known, _share))
    named = _one_of("coder rule or coder", (*CODER_RULES, *coders))
    rules = tuple(CODER_RULES)
    found.append(_decision("coder_rule", asked, rules, own.coder_rule, named))
    read = _one_of("reading of unknown answers", READINGS)
    found.append(_decision("unknown", asked, _READ_BY_DEFAULT, "known", read))
    return tuple(found)


def _decision(
    name: str,
    asked: Mapping[str, Any],
    tried: Sequence[Any],
    own: Option,
    check: Callable[[Any], Option],
) -> Decision:
    """A decision with its options checked; each is tried once."""
    given = asked[name]
    listed = tried if given is None else _as_list(given)
    options = tuple(dict.fromkeys(check(one) for one in listed))
    if not options:
        raise WrongKind(f"The list of options for {name}", "an empty one", "at least one option")
    is_own = own in options
    return Decision(name, options, own if is_own else options[0], is_own)


def _as_list(given: Any) -> Sequence[Any]:
    """Several options, or a single one by itself."""
    if isinstance(given, (str, int, float)):
        return (given,)
    try:
        return tuple(given)
    except TypeError:
        raise WrongKind("Options", type(given).__name__, "a list of options") from None


def _limit(given: Any) -> Option:
    """A threshold: a share, a pair of them for the two axes, or the median of the sample."""
    if isinstance(given, str):
        if given != MEDIAN:
            raise UnknownId("threshold rule", given, (MEDIAN,))
        return given
    if isinstance(given, (list, tuple)):
        if len(given) != 2:
            raise WrongKind("A threshold", repr(given), "one number for both axes, or a pair")
        x, y = (checked_share("threshold", one) for one in given)
        return x if x == y else (x, y)
    return checked_share("threshold", given)


def _share(given: Any) -> Option:
    return checked_share("min_known", given)


def _checked_wave(given: Any) -> Option:
    if isinstance(given, str) and given.isdecimal():
        return int(given)
    if isinstance(given, str) and given not in _WAVES:
        raise UnknownId("wave", given, _WAVES)
    if not isinstance(given, (str, int)) or pd.isna(given):
        raise WrongKind("wave", repr(given), 'a year, "first" or "last"')
    return given


def _one_of(what: str, known: Sequence[str]) -> Callable[[Any], Option]:
    def check(given: Any) -> Option:
        if given not in known:
            raise UnknownId(what, str(given), known)
        return str(given)

    return check
