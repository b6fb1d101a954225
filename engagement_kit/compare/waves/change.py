"""What changed between two waves: case by case, item by item, with what unknowns leave open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from engagement_kit.assess import Levels, Making, QuadrantPlacements, StagePlacements
from engagement_kit.assess.columns import shaped
from engagement_kit.cases import Cases
from engagement_kit.compare.groups.multiplicity import ADJUSTMENTS
from engagement_kit.compare.remaking import making_from, making_of
from engagement_kit.compare.waves.change_remarks import change_remarks
from engagement_kit.compare.waves.change_tests import run_change_tests
from engagement_kit.compare.waves.changes import Changes
from engagement_kit.compare.waves.crossing import CROSSINGS, count_requirements, find_crossings
from engagement_kit.compare.waves.pairs import (
    CHANGES,
    ONE_WAVE,
    When,
    changes_of,
    checked_when,
    pair_waves,
)
from engagement_kit.compare.waves.signed_ranks import ZEROS
from engagement_kit.compare.waves.standing import Waved, observed, place_ids, placed
from engagement_kit.compare.waves.transitions import count_transitions, moves_of
from engagement_kit.compare.waves.versions import (
    Meaning,
    in_later_words,
    match_versions,
    under_version,
)
from engagement_kit.errors import UnknownId, WrongKind

__all__ = ["compare_waves"]


def compare_waves(
    result: Waved,
    *,
    first: When = "first",
    last: When = "last",
    earlier: Waved | None = None,
    mapping: Mapping[str, str] | str | None = None,
    zeros: str = "wilcox",
    adjust: str = "holm",
    confidence: float = 0.95,
) -> Changes:
    """What changed in each case between two of its waves, and how surely.

    Parameters
    ----------
    result : Levels, StagePlacements or QuadrantPlacements
        With several waves of the cases (``wave=None``). Levels are compared item by item, stages by
        stage, quadrants by score on each axis.
    first, last : int, "first" or "last"
        Which wave of each case is before and which is after: a year, or the first or last that the
        case has. Cases without two such waves are kept in the table and take part in nothing else.
    earlier : Levels, StagePlacements or QuadrantPlacements, optional
        Another result of the same kind to take the earlier waves from, such as one that was scored
        under another version of the framework.
    mapping : mapping of str to str, or "same_ids", optional
        What an id of the earlier version is in the later one: items of levels; all stages; or both
        axes and all quadrants. ``"same_ids"`` takes equal ids to mean the same. Needed where the
        versions differ; items without a partner are left out, and said.
    zeros : {"wilcox", "pratt"}
        What the signed-rank test does with pairs without change: see :func:`signed_rank_test`.
    adjust : {"holm", "none"}
        How p values allow for the number of items.
    confidence : float
        Of the interval of the share of rises among the changes.

    Returns
    -------
    Changes

    Raises
    ------
    WrongKind
        Nothing of that kind; every case has one wave only; the earlier year is not before the
        later; waves scored under two versions without a mapping, on two scales, or by two sets of
        rules.
    UnknownId
        No case has the year; the mapping names an id that is not there; no such rule.

    Notes
    -----
    **Difference.** ``after - before`` in ranks, or in score on an axis. Unknown is not no: where
    one of both is not known there is no difference, and with ``[low, high]`` at each wave it lies
    in ``[low_after - high_before, high_after - low_before]``. A direction is settled if every value
    in there has it.

    **Readings.** ``known`` uses pairs that are known at both waves. ``lowest`` and ``highest`` give
    every pair, known or not, the least and the greatest difference that its bounds allow, coders'
    differences included. A finding that does not hold at all three hangs on what nobody knows.

    **Tests.** The exact sign test uses directions alone, which is all that an ordered scale gives:
    rely on it first. The signed-rank test also takes a step of two as more than a step of one,
    wherever on the scale. Both drop pairs without change and take cases as independent. Effects:
    ``superiority`` (PS dep: Grissom & Kim, 2012) counts directions, ``rank_biserial`` is the
    matched-pairs rank-biserial correlation (Kerby, 2014). p values are adjusted over items, within
    each reading, by Holm's method.

    Examples
    --------
    >>> from engagement_kit.assess import rate_levels
    >>> from engagement_kit.cases import Case, Cases
    >>> from engagement_kit.frameworks import load_framework
    >>> case = Case(id="mine", kind="museum", name={"en": "Mine"}, waves=(2015, 2025))
    >>> for wave, value in ((2015, "absent"), (2025, "regular")):
    ...     case = case.rate("capability.listen", value, coder="a", wave=wave)
    >>> framework = load_framework("capability")
    >>> compare_waves(rate_levels(Cases((case,)), framework, drafts=True))
    <Changes of capability, use_cases: 1 rise, 0 fall, 0 same, 15 not known, 0 one wave>
    """
    before, meaning = _checked(result, earlier, mapping)
    when = (checked_when("first", first), checked_when("last", last))
    _check_rules(when, zeros, adjust)
    table = changes_of(_paired(observed, before, result, meaning, when))
    table = shaped(CHANGES, table)
    _check_waves(table, when, (before, result))
    moves = moves_of(_paired(placed, before, result, meaning, when))
    crossings = (
        find_crossings(table, before, result)
        if isinstance(result, StagePlacements)
        else shaped(CROSSINGS, [])
    )
    choices: dict[str, Any] = {"first": first, "last": last, "mapping": mapping, "zeros": zeros}
    choices |= {"adjust": adjust, "confidence": confidence}
    tests = run_change_tests(table, zeros=zeros, adjust=adjust, confidence=confidence)
    versions = {
        "version_before": under_version(before.framework),
        "version_after": under_version(result.framework),
    }
    parameters = {**result.parameters, **choices, **versions, "places": tuple(place_ids(result))}
    return Changes(
        table=table,
        tests=tests,
        moves=moves,
        transitions=count_transitions(moves, place_ids(result)),
        crossings=crossings,
        requirements_before=count_requirements(crossings),
        framework=result.framework,
        part=result.part,
        cases=_together(before, result),
        parameters=parameters,
        remarks=change_remarks(table, tests, moves, parameters, meaning.left_out),
        making=_making(before, result, choices),
    )


def _checked(result: object, earlier: object, mapping: object) -> tuple[Any, Meaning]:
    """The result that the earlier waves come from, and what its ids mean in the other."""
    kinds = (Levels, StagePlacements, QuadrantPlacements)
    for one in (result, earlier):
        if one is not None and not isinstance(one, kinds):
            raise WrongKind(
                "Comparing waves",
                type(one).__name__,
                "Levels, StagePlacements or QuadrantPlacements",
                "rate_levels(), place_stages() and place_quadrants() make them.",
            )
    if not len(result.table):  # type: ignore[attr-defined]
        raise WrongKind("Comparing waves", "a result of 0 cases", "cases with several waves")
    if earlier is None and mapping is not None:
        advice = "Give the result of the earlier version: earlier=."
        raise WrongKind("mapping", "one result, of one version", "two", advice)
    if earlier is None:
        return result, Meaning({}, ())
    return earlier, match_versions(earlier, result, mapping)  # type: ignore[arg-type]


def _check_rules(when: tuple[When, When], zeros: str, adjust: str) -> None:
    first, last = when
    if isinstance(first, int) and isinstance(last, int) and first >= last:
        raise WrongKind("Comparing waves", f"{first} and {last}", "a year and a later one")
    if zeros not in ZEROS:
        raise UnknownId("rule for zeros", zeros, ZEROS)
    if adjust not in ADJUSTMENTS:
        raise UnknownId("adjustment", adjust, ADJUSTMENTS)


def _paired(
    form: Callable[[Any], pd.DataFrame],
    before: Waved,
    result: Waved,
    meaning: Meaning,
    when: tuple[When, When],
) -> pd.DataFrame:
    """Rows of both waves side by side, the earlier ones under the ids of the later version."""
    later = earlier = form(result)
    if before is not result:
        earlier = in_later_words(form(before), before, result, meaning.ids)
        if isinstance(result, Levels):
            later = later[later["item"].isin(list(meaning.ids.values()))]
    return pair_waves(earlier, later, *when)


def _check_waves(table: pd.DataFrame, when: tuple[When, When], of: Iterable[Waved]) -> None:
    """Refuse tables in which no case has two waves."""
    if (table["state"] != ONE_WAVE).any():
        return
    years = sorted({int(year) for result in of for year in result.table["wave"]})
    for one in when:
        if isinstance(one, int) and one not in years:
            raise UnknownId("wave", str(one), ("first", "last", *map(str, years)))
    raise WrongKind(
        "Comparing waves",
        f"{table['case'].nunique()} cases with one wave each",
        "cases with an earlier and a later wave",
        "Make the result of all waves: wave=None.",
    )


def _together(before: Waved, result: Waved) -> Cases | None:
    """All cases, each once; those of the later result first."""
    then, now = (getattr(one, "cases", None) for one in (before, result))
    if before is result or not isinstance(then, Cases) or not isinstance(now, Cases):
        return now
    there = {case.id for case in now}
    return Cases((*now, *(case for case in then if case.id not in there)))


def _making(before: Waved, result: Waved, choices: Mapping[str, Any]) -> Making:
    """How to do it again; of two results both are kept."""
    if before is result:
        return making_from("compare_waves", result, **choices)
    making = making_from("compare_waves", result, **choices, earlier=before)
    return replace(making, cases=tuple(dict.fromkeys((*making.cases, *_ids(before)))))


def _ids(result: Waved) -> tuple[str, ...]:
    return making_of(result).cases  # none of a table of answers, which no study holds
