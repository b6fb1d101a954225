"""Making a result again: what was decided when it was made, and the function that makes it.

A figure is proved years later by making its result anew from the study. For that the result says
which function made it, of which cases and with which choices, and :func:`remake` does it again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from engagement_kit.assess.evidence_counts import EvidenceCounts, count_evidence
from engagement_kit.assess.evidence_map import EvidenceMap, map_evidence
from engagement_kit.assess.frames.level_tally import LevelTally, tally_levels
from engagement_kit.assess.frames.stage_tally import StageTally, tally_stages
from engagement_kit.assess.frames.tally import QuadrantTally, tally_quadrants
from engagement_kit.assess.levels import Levels, rate_levels
from engagement_kit.assess.notes import CanvasNotes, fill_canvas
from engagement_kit.assess.quadrants import QuadrantPlacements, place_quadrants
from engagement_kit.assess.stages import StagePlacements, place_stages
from engagement_kit.assess.targets import Targets, rate_targets
from engagement_kit.cases import Case, Cases
from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.frameworks import Framework

__all__ = ["Making", "cases_of", "is_of_table", "making_of", "remake", "retold"]

Choices = Mapping[str, Any]


@dataclass(frozen=True)
class Making:
    """How a result was made.

    Attributes
    ----------
    function : str
        Name of the function of this room that made it.
    part : str or None
        Id of the part of the framework.
    lang : str or None
        Language of the framework, which names of cases in the result follow.
    cases : tuple of str
        Ids of the cases, in their order.
    choices : mapping
        Keyword arguments of the function: text, numbers, truth values, None or lists of these.
    """

    function: str
    part: str | None
    lang: str | None
    cases: tuple[str, ...]
    choices: Choices


@dataclass(frozen=True)
class _Way:
    """A kind of result, the function that makes it, and what of its parameters were choices."""

    kind: type
    make: Callable[..., Any]
    choices: Callable[[Any], Choices]
    of_one_case: bool = False
    of_framework: bool = True


def _recorded(*names: str) -> Callable[[Any], Choices]:
    """Choices that stand in the parameters of a result under their own names."""
    return lambda result: {
        name: result.parameters[name] for name in names if name in result.parameters
    }


def _of_quadrants(placements: QuadrantPlacements | QuadrantTally) -> Choices:
    """Choices of placements; where the threshold is the framework's own, none was made."""
    given = placements.parameters
    is_chosen = given.get("threshold_status") == "chosen"
    limits = [given["x_threshold"], given["y_threshold"]] if is_chosen else None
    rest = _recorded("threshold_rule", "min_known", "coder_rule", "wave", "drafts")
    return {"threshold": limits, **rest(placements)}


def _of_tally(tally: QuadrantTally) -> Choices:
    return {"by": list(tally.by), **_of_quadrants(tally)}


def _of_counts(*names: str) -> Callable[[Any], Choices]:
    """Choices of a tally: those of the result that lists each case, and its groups."""
    return lambda tally: {"by": list(tally.by), **_recorded(*names)(tally)}


def _of_notes(notes: CanvasNotes) -> Choices:
    return {"wave": notes.wave, "lang": notes.lang, "coder": notes.coder}


def _of_map(found: EvidenceMap) -> Choices:
    return {"lang": found.lang, **found.parameters}


_CODED = ("coder_rule", "wave", "drafts")
_OF, _TABLE = "of", "a table of answers"
_AIMED = ("horizon", "respondent_rule", "now", *_CODED)

# A new kind of result is one more line.
_WAYS = (
    _Way(QuadrantPlacements, place_quadrants, _of_quadrants),
    _Way(QuadrantTally, tally_quadrants, _of_tally),
    _Way(StagePlacements, place_stages, _recorded("rule", "min_known", *_CODED)),
    _Way(StageTally, tally_stages, _of_counts("rule", "min_known", *_CODED)),
    _Way(Levels, rate_levels, _recorded(*_CODED)),
    _Way(LevelTally, tally_levels, _of_counts(*_CODED)),
    _Way(Targets, rate_targets, _recorded(*_AIMED)),
    _Way(EvidenceCounts, count_evidence, _recorded(*_CODED)),
    _Way(CanvasNotes, fill_canvas, _of_notes, of_one_case=True),
    _Way(EvidenceMap, map_evidence, _of_map, of_framework=False),
)


def making_of(result: object) -> Making:
    """How a result was made, in words and numbers that can be kept in a file.

    Parameters
    ----------
    result : QuadrantPlacements, StagePlacements, Levels, CanvasNotes or another result
        As a function of this room gave it.

    Raises
    ------
    WrongKind
        It is no result that can be made again.
    """
    way = next((way for way in _WAYS if isinstance(result, way.kind)), None)
    if way is None:
        kinds = ", ".join(way.kind.__name__ for way in _WAYS)
        raise WrongKind("Making a result again", type(result).__name__, f"one of {kinds}")
    framework = getattr(result, "framework", None) if way.of_framework else None
    of_table = {_OF: _TABLE} if _is_of_table(result) else {}
    return Making(
        function=way.make.__name__,
        part=getattr(result, "part", None) if way.of_framework else None,
        lang=framework.lang if framework is not None else None,
        cases=_ids(result),
        choices={**way.choices(result), **of_table},
    )


def is_of_table(choices: Choices) -> bool:
    """Whether the choices of a making say that it was of a table of answers."""
    return choices.get(_OF) == _TABLE


def remake(making: Making, cases: Iterable[Case], framework: Framework | None = None) -> Any:
    """The result made again of these cases, as far as they are there.

    Parameters
    ----------
    making : Making
        From :func:`making_of`, or read from a file.
    cases : iterable of Case
        Those that the result was made of, and others that are passed over.
    framework : Framework, optional
        The framework, in any language.

    Raises
    ------
    UnknownId
        There is no such function; the framework lacks part or language; a choice names a coder,
        wave or rule that is not there; the only case is not there.
    WrongKind
        A choice is of a kind that the function does not take; it was made of a table of answers.
    """
    if is_of_table(making.choices):
        advice = "Whoever has the table can make it again; a study does not hold it."
        raise WrongKind(f"Making {making.function} again", _TABLE, "the cases of a study", advice)
    way = next((way for way in _WAYS if way.make.__name__ == making.function), None)
    if way is None:
        raise UnknownId("function", making.function, [way.make.__name__ for way in _WAYS])
    there = {case.id: case for case in cases}
    chosen = Cases(tuple(there[name] for name in making.cases if name in there))
    made_of: Any = _only(chosen, making) if way.of_one_case else chosen
    if not way.of_framework or framework is None:
        return way.make(made_of, **making.choices)
    framework = framework.in_language(making.lang or framework.lang)
    return way.make(made_of, framework, part=making.part, **making.choices)


def retold(result: Any, lang: str) -> Any:
    """The result with the texts that it carries (notes, names) in another language, if it can."""
    cases = cases_of(result)
    making = making_of(result)
    if not cases or making.choices.get("lang", lang) == lang:
        return result
    choices = {**making.choices, "lang": lang}
    return remake(replace(making, choices=choices), cases, getattr(result, "framework", None))


def cases_of(result: object) -> tuple[Case, ...]:
    """The cases that a result was made of; empty where it was made of none that are known."""
    one = getattr(result, "case", None)
    if isinstance(one, Case):
        return (one,)
    several = getattr(result, "cases", None)
    return tuple(several) if isinstance(several, Cases) else ()


def _ids(result: Any) -> tuple[str, ...]:
    """Ids of the cases, from the table where the cases themselves are not known."""
    if hasattr(result, "case"):
        return (str(result.case.id),)
    known = tuple(case.id for case in cases_of(result))
    if known or _is_of_table(result) or "case" not in result.table:
        return known
    return tuple(map(str, result.table["case"].unique()))


def _is_of_table(result: Any) -> bool:
    """Whether it has rows, and says that no cases stand behind them."""
    cases = getattr(result, "cases", None)
    return isinstance(cases, Cases) and not len(cases) and bool(len(result.table))


def _only(cases: Cases, making: Making) -> Case:
    if not len(cases):
        raise UnknownId("case", making.cases[0] if making.cases else "", cases.ids)
    return cases[0]
