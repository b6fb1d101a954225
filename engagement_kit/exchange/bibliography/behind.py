"""The way back from a study or a result to everything that it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from engagement_kit.assess.remaking import cases_of
from engagement_kit.cases import Case, Cases, Source, load_cases
from engagement_kit.errors import WrongKind
from engagement_kit.exchange.bibliography.collection import Bibliography, Listed, merged
from engagement_kit.frameworks import Framework, load_frameworks

__all__ = ["sources_behind"]

_OWN_FRAMEWORKS = "frameworks"


def sources_behind(thing: object, cases: Cases | None = None) -> Bibliography:
    """The bibliography of a study, cases, a result or a framework.

    Parameters
    ----------
    thing : object
        Folder of a study; Case or Cases: the sources of all their evidence. A result: the sources
        of the evidence that its ratings or notes name, and those of its framework. A Framework: its
        sources. Several of these in a list.
    cases : Cases, optional
        Where to look up the cases of a result that knows only their ids.

    Raises
    ------
    WrongKind
        Nothing leads back from it.
    Faults
        The folder holds no sound case.
    """
    if isinstance(thing, str | Path):
        return _of_study(Path(thing))
    if isinstance(thing, Framework):
        return merged(_of_framework(thing), thing.name)
    if isinstance(thing, Case):
        return _of_cases([thing], thing.id)
    if isinstance(thing, Cases):
        return _of_cases(thing, f"{len(thing)} cases")
    if isinstance(thing, list | tuple):
        return _together(sources_behind(one, cases) for one in thing)
    return _of_result(thing, cases)


def _together(found: Iterable[Bibliography]) -> Bibliography:
    found = list(found)
    entries = (entry for one in found for entry in one.entries)
    remarks = dict.fromkeys(remark for one in found for remark in one.remarks)
    return merged(entries, "; ".join(one.of for one in found if one.of), remarks)


def _of_study(folder: Path) -> Bibliography:
    """All that the cases of a study rest on, and the frameworks by which they were rated."""
    own = folder / _OWN_FRAMEWORKS
    frameworks = load_frameworks(own if own.is_dir() else None)
    cases = load_cases(folder, frameworks=frameworks)
    used = {item.item for case in cases for item in case.ratings}
    used |= {note.box for case in cases for note in case.notes}
    found = [_of_cases(cases, f"{len(cases)} cases")]
    for framework in frameworks.values():
        names = {item.id for item in framework.items} | {box.id for box in framework.boxes}
        if names & used:
            found.append(merged(_of_framework(framework), framework.name))
    told = _together(found)
    left_out = tuple(f"Left out, as it is not sound: {fault}" for fault in cases.faults)
    return Bibliography(told.entries, told.of, (*told.remarks, *left_out))


def _of_framework(framework: Framework) -> Iterator[Listed]:
    for one in framework.definition.sources:
        kept = {name: getattr(one, name) for name in type(one).model_fields}
        kept["key"] = f"{framework.id}-{one.key}"  # keys are unique within a framework only
        yield Listed(Source(**kept), frameworks=(framework.id,))


def _of_cases(cases: Iterable[Case], of: str) -> Bibliography:
    cases = list(cases)
    entries = [entry for case in cases for entry in _cited(case, None)]
    idle = sum(len(case.sources) for case in cases) - len(entries)
    remarks = (f"{idle} sources that no evidence rests on are left out.",) if idle else ()
    return merged(entries, of, remarks)


def _cited(case: Case, evidence: frozenset[str] | None) -> Iterator[Listed]:
    """The sources of a case that some evidence rests on; of all evidence if none is named."""
    keys = {one.source for one in case.evidence if evidence is None or one.id in evidence}
    if evidence is None and case.size is not None and case.size.source:
        keys.add(case.size.source)
    yield from (Listed(source, (case.id,)) for source in case.sources if source.key in keys)


# --- a result


def _of_result(result: Any, cases: Cases | None) -> Bibliography:
    known = cases_of(result) or _looked_up(result, cases)
    framework = getattr(result, "framework", None)
    rests = _rests_on(result, known, framework)
    entries = [entry for case in known for entry in _cited(case, rests.get(case.id))]
    of = type(result).__name__
    if isinstance(framework, Framework):
        entries += _of_framework(framework)
        of = f"{of} ({framework.name})"
    return merged(entries, of)


def _looked_up(result: Any, cases: Cases | None) -> tuple[Case, ...]:
    """The cases of a result that knows only their ids."""
    named = getattr(getattr(result, "making", None), "cases", None)
    if not named:
        raise WrongKind(
            "bibliography_of()",
            type(result).__name__,
            "a study, cases, a result that was made of cases, or a figure of one",
            "A table of answers has no evidence behind it.",
        )
    if cases is None:
        raise WrongKind(
            "bibliography_of()",
            f"a {type(result).__name__} that knows only the ids of its cases",
            "the cases besides",
            "Give them: bibliography_of(result, cases=cases).",
        )
    return tuple(cases.where(ids=tuple(named)))


def _rests_on(
    result: Any, cases: Iterable[Case], framework: object
) -> dict[str, frozenset[str] | None]:
    """Ids of the evidence behind a result, by case; None where it may be all of it."""
    part = getattr(result, "part", None)
    if not isinstance(framework, Framework) or not isinstance(part, str):
        return {case.id: None for case in cases}
    named = {item.id for item in framework.items_of(part)}
    named |= {box.id for box in getattr(framework.part(part), "boxes", ())}
    waves = _waves(result)
    return {case.id: frozenset(_named(case, named, waves)) for case in cases}


def _waves(result: Any) -> frozenset[tuple[str, int]] | None:
    """Which waves of which cases a result shows; None where it does not say."""
    if isinstance(getattr(result, "case", None), Case):
        return frozenset(((result.case.id, result.wave),))
    table = getattr(result, "table", None)
    if table is None or not {"case", "wave"} <= set(table.columns):
        return None
    return frozenset(zip(table["case"], table["wave"], strict=True))


def _named(case: Case, names: set[str], waves: frozenset[tuple[str, int]] | None) -> Iterator[str]:
    """Evidence that ratings or notes name."""
    for rating in case.ratings:
        if rating.item in names and (waves is None or (case.id, rating.wave) in waves):
            yield from rating.evidence
    for note in case.notes:
        if note.box in names and (waves is None or (case.id, note.wave) in waves):
            yield from note.evidence
