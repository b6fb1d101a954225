"""Waves scored under two versions of a framework: refused, unless it is said what means what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pandas as pd

from engagement_kit.assess import Levels, QuadrantPlacements, StagePlacements
from engagement_kit.compare.waves.standing import Waved, compared_items, place_ids, scale_ids
from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.frameworks import Framework

__all__ = ["SAME_IDS", "Meaning", "in_later_words", "match_versions", "under_version"]

SAME_IDS = "same_ids"
_WHAT = "Comparing waves"
_RULES = (
    *("coder_rule", "drafts", "rule", "min_known", "threshold_rule"),
    *("x_threshold", "y_threshold"),
)


@dataclass(frozen=True, eq=False)
class Meaning:
    """What ids of the earlier version mean in the later one.

    Attributes
    ----------
    ids : mapping of str to str
        Items, or stages, or axes and quadrants; only what is compared.
    left_out : tuple of str
        Items of either version that are not compared.
    """

    ids: Mapping[str, str]
    left_out: tuple[str, ...]


def under_version(framework: Framework) -> str:
    """Framework and version, as sentences name them."""
    return f"{framework.id}, version {framework.version}"


def match_versions(earlier: Waved, later: Waved, mapping: object) -> Meaning:
    """What the ids of the earlier result mean in the later one.

    Raises
    ------
    WrongKind
        The results are of two kinds, of two parts, made by two sets of rules, or of two versions of
        a framework without a mapping; the mapping joins unequal scales, turns the order of stages
        round, or leaves out a stage, axis or quadrant.
    UnknownId
        The mapping names an id that is in neither version.
    """
    if type(earlier) is not type(later):
        kinds = f"{type(earlier).__name__} and {type(later).__name__}"
        raise WrongKind(_WHAT, kinds, "two results of one kind")
    if mapping is None:
        _check_one_version(earlier, later)
    _check_rules(earlier, later)
    ids = _given(earlier, later, mapping)
    left_out: list[str] = []
    if isinstance(earlier, Levels) and isinstance(later, Levels):
        olds, news = compared_items(earlier), compared_items(later)
        left_out = [i for i in olds if i not in ids] + [i for i in news if i not in ids.values()]
        _check_scales(earlier, later, ids)
    else:
        _check_places(earlier, later, ids)
    return Meaning(ids, tuple(left_out))


def _check_one_version(earlier: Waved, later: Waved) -> None:
    """Refuse two versions of which nobody has said what means what."""
    then, now = under_version(earlier.framework), under_version(later.framework)
    advice = (
        "Score both waves under one version, or say with mapping= which id of the earlier version "
        f"is which of the later; mapping={SAME_IDS!r} takes equal ids to mean the same."
    )
    if then != now:
        raise WrongKind(_WHAT, f"waves scored under {then} and under {now}", "one version", advice)
    if earlier.part != later.part:
        found = f"part {earlier.part!r} and part {later.part!r}"
        raise WrongKind(_WHAT, found, "one part of the framework")
    if earlier.framework.definition != later.framework.definition:
        raise WrongKind(_WHAT, f"two different definitions that both say {now}", "one", advice)


def _check_rules(earlier: Waved, later: Waved) -> None:
    """Refuse two sets of rules: a change of rule would pass for a change of cases."""
    differ = [
        f"{name} {earlier.parameters.get(name)!r} and {later.parameters.get(name)!r}"
        for name in _RULES
        if earlier.parameters.get(name) != later.parameters.get(name)
    ]
    if differ:
        raise WrongKind(_WHAT, "; ".join(differ), "waves scored by the same rules")


def _given(earlier: Waved, later: Waved, mapping: object) -> dict[str, str]:
    """The mapping as ids, each of them there."""
    olds, news = _named(earlier), _named(later)
    if mapping is None or mapping == SAME_IDS:
        return {name: name for name in olds if name in news}
    if not isinstance(mapping, Mapping):
        raise WrongKind("mapping", repr(mapping), f"earlier id -> later id, {SAME_IDS!r} or None")
    for names, known, version in ((mapping, olds, earlier), (mapping.values(), news, later)):
        for name in names:
            if name not in known:
                raise UnknownId(f"id in {under_version(version.framework)}", str(name), known)
    if len(set(mapping.values())) < len(mapping):
        twice = "two ids of the earlier version that mean one of the later"
        raise WrongKind("mapping", twice, "one id for each")
    return {str(old): str(new) for old, new in mapping.items()}


def _named(result: Waved) -> tuple[str, ...]:
    """Ids that a mapping may name."""
    if isinstance(result, StagePlacements):
        return tuple(place_ids(result))
    axes = compared_items(result)
    return (*axes, *place_ids(result)) if isinstance(result, QuadrantPlacements) else axes


def _check_scales(earlier: Levels, later: Levels, ids: Mapping[str, str]) -> None:
    """Refuse items whose answers are not the same: their ranks would mean different things."""
    if not ids:
        found = "no item that is in both versions"
        raise WrongKind(_WHAT, found, "items in common", "Say which are the same: mapping=.")
    then, now = (scale_ids(one.framework, one.part) for one in (earlier, later))
    if then != now:
        found = f"answers {', '.join(then)} and answers {', '.join(now)}"
        raise WrongKind(_WHAT, f"items on two scales ({found})", "items on one scale")


def _check_places(earlier: Waved, later: Waved, ids: Mapping[str, str]) -> None:
    """Refuse a mapping that leaves a place out, or turns the order round."""
    lost = [name for name in _named(earlier) if name not in ids]
    if lost:
        found = f"a mapping without {', '.join(lost)} of {under_version(earlier.framework)}"
        raise WrongKind(_WHAT, found, "one for every stage, axis and quadrant")
    then, now = place_ids(earlier), place_ids(later)
    for name, heights in then.items():
        if isinstance(earlier, QuadrantPlacements):
            told = {ids[axis]: height for axis, height in heights.items()}
            if told != now.get(ids[name]):
                found = f"{name!r} and {ids[name]!r}, which lie at other ends of the axes"
                raise WrongKind(_WHAT, found, "quadrants that mean the same")
    if isinstance(earlier, StagePlacements):
        ranks = [now[ids[name]]["rank"] for name in then]
        if any(one >= two for one, two in pairwise(ranks)):
            raise WrongKind("mapping", "stages in another order", "stages in the order of both")


def in_later_words(frame: pd.DataFrame, earlier: Waved, later: Waved, ids: Any) -> pd.DataFrame:
    """Rows of the earlier result under the ids, and with the ranks, of the later one."""
    table = frame.copy()
    if isinstance(later, StagePlacements):
        table["item"] = later.part
        ranks = place_ids(later)
        names = scale_ids(earlier.framework, earlier.part)
        ranked = {float(r): ranks[ids[name]]["rank"] + 1.0 for r, name in enumerate(names, 1)}
        for column in {"rank", "low", "high"} & set(table):
            table[column] = table[column].map(ranked)
    elif isinstance(later, QuadrantPlacements):
        table["item"] = table["item"].map({**ids, earlier.part: later.part})
    else:
        table = table[table["item"].isin(ids)].assign(item=lambda rows: rows["item"].map(ids))
        return table.reset_index(drop=True)
    for column in {"value", "place"} & set(table):
        table[column] = table[column].map(lambda name: ids.get(name, name))
    if "possible" in table:
        table["possible"] = [
            ";".join(ids.get(name, name) for name in str(names).split(";"))
            for names in table["possible"].fillna("")
        ]
    return table
