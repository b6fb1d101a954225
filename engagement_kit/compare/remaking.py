"""How results of comparisons were made, so that a figure of them can be proved years later.

Results of the assessing room are made of cases. Results of this room are made of those, of each
other, or of a table that somebody brought; such a table is kept whole, since no study holds it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

import pandas as pd

from engagement_kit import assess, compare
from engagement_kit.assess import Making
from engagement_kit.assess import remaking as assessed
from engagement_kit.assess.frames.opened import AnswerTable
from engagement_kit.cases import Case, Cases
from engagement_kit.errors import WrongKind
from engagement_kit.frameworks import Framework

__all__ = [
    "cases_of",
    "choice_again",
    "kept_choice",
    "made_of",
    "making_from",
    "making_of",
    "remake",
    "retold",
]

_OF, _RESULT = "of", "result"
_TABLE = "a table of answers"  # as the assessing room calls it: its is_of_table() knows it
_MOST_CELLS = 50_000  # of a table that is kept in a record of a figure


def making_from(
    function: str, of: object, *, framework: Framework | None = None, **choices: Any
) -> Making:
    """How a result of this room is being made: for the ``making`` of the result.

    Parameters
    ----------
    function : str
        Public name of the function of this room.
    of : Cases, result, DataFrame or AnswerTable
        Its first argument; a table of answers is not kept, since it may be of any size.
    framework : Framework, optional
        Its second, where ``of`` are cases.
    **choices
        Its keyword arguments: text, numbers, truth values, None, lists or mappings of these; or
        another result, of which is kept how it was made.
    """
    choices = {name: kept_choice(value) for name, value in choices.items()}
    if isinstance(of, Cases):
        ids = tuple(case.id for case in of)
        lang = None if framework is None else framework.lang
        return Making(function=function, part=None, lang=lang, cases=ids, choices=choices)
    if isinstance(of, pd.DataFrame):
        kept = {"table": _kept(of)}
        return Making(function, None, None, (), {**choices, _OF: kept})
    if isinstance(of, AnswerTable):
        lang = None if framework is None else framework.lang
        return Making(function, None, lang, (), {**choices, _OF: _TABLE})
    made = making_of(of)
    kept = {"made": asdict(made)}
    return Making(function, None, made.lang, made.cases, {**choices, _OF: kept})


def making_of(result: object) -> Making:
    """How a result was made, of this room or of the assessing room.

    Raises
    ------
    WrongKind
        It is no result that can be made again.
    """
    own = getattr(result, "making", None)
    return own if isinstance(own, Making) else assessed.making_of(result)


def remake(making: Making, cases: Iterable[Case], framework: Framework | None = None) -> Any:
    """The result made again, of these cases or of the table that its making holds.

    Raises
    ------
    UnknownId
        There is no such function, part, language, coder, wave or case.
    WrongKind
        A choice is of a kind that the function does not take; its table was not kept; a second
        result of it was made under another version of the framework, of which one is at hand.
    """
    if making.function not in compare.__all__ or assessed.is_of_table(making.choices):
        return assessed.remake(making, cases, framework)
    cases = tuple(cases)
    make = getattr(compare, making.function)
    choices = {name: choice_again(one, cases, framework) for name, one in making.choices.items()}
    if _OF in choices:
        return make(_first(choices.pop(_OF), making, cases, framework), **choices)
    there = {case.id: case for case in cases}
    chosen = Cases(tuple(there[name] for name in making.cases if name in there))
    if framework is None:
        return make(chosen, **choices)
    return make(chosen, framework.in_language(making.lang or framework.lang), **choices)


def retold(result: Any, lang: str) -> Any:
    """The result with the texts that it carries in another language, if it can."""
    return result if hasattr(result, "making") else assessed.retold(result, lang)


def cases_of(result: object) -> tuple[Case, ...]:
    """The cases that a result was made of; empty where it was made of none that are known."""
    return assess.cases_of(result)


def kept_choice(value: Any) -> Any:
    """A choice in values that JSON knows: of a result, how it was made and under which version."""
    if not isinstance(getattr(value, "table", None), pd.DataFrame):
        return value
    return {
        _RESULT: {
            "made": asdict(making_of(value)),
            "version": _version(getattr(value, "framework", None)),
        }
    }


def made_of(value: Any) -> Mapping[str, Any] | None:
    """How a result among kept choices was made; None where the choice is something else."""
    if not isinstance(value, Mapping) or set(value) != {_RESULT}:
        return None
    made: Mapping[str, Any] = value[_RESULT]["made"]
    return made


def choice_again(value: Any, cases: tuple[Case, ...], framework: Framework | None) -> Any:
    """A choice as it was given; a result among them is made again."""
    if made_of(value) is None:
        return value
    then, now = value[_RESULT]["version"], _version(framework)
    if then != now:
        raise WrongKind(
            "Making a comparison of two versions again",
            str(now),
            str(then),
            "A study has one version of a framework at a time: make both results yourself.",
        )
    return _remade(value[_RESULT]["made"], cases, framework)


def _version(framework: Framework | None) -> str | None:
    return None if framework is None else f"{framework.id}, version {framework.version}"


def _remade(made: Mapping[str, Any], cases: tuple[Case, ...], framework: Framework | None) -> Any:
    making = Making(**{**made, "cases": tuple(made["cases"])})
    return remake(making, cases, framework)


def _first(
    kept: Mapping[str, Any], making: Making, cases: tuple[Case, ...], framework: Framework | None
) -> Any:
    """What a function was given first: a result made again, or a table."""
    if "made" in kept:
        return _remade(kept["made"], cases, framework)
    if kept.get("table") is None:
        raise WrongKind(
            f"Making {making.function} again",
            "a table too large to be kept",
            f"a table of at most {_MOST_CELLS:,} cells",
        )
    return _table(kept["table"])


def _kept(frame: pd.DataFrame) -> dict[str, Any] | None:
    """A table in values that JSON knows; None if it is too large."""
    if frame.size > _MOST_CELLS:
        return None
    cells = frame.astype(object).where(frame.notna(), None)
    return {
        "index": [_plain(label) for label in frame.index],
        "index_name": frame.index.name,
        "columns": [str(column) for column in frame.columns],
        "rows": [[_plain(cell) for cell in row] for row in cells.itertuples(index=False)],
    }


def _table(kept: Mapping[str, Any]) -> pd.DataFrame:
    """The table again; empty cells are missing."""
    index = pd.Index(kept["index"], name=kept["index_name"])
    frame = pd.DataFrame(kept["rows"], index=index, columns=kept["columns"], dtype=object)
    return frame.infer_objects()


def _plain(value: Any) -> Any:
    return value.item() if hasattr(value, "item") else value
