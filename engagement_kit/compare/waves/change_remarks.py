"""What a reader of changes has to know, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from engagement_kit.compare.waves.change_tests import same_direction
from engagement_kit.compare.waves.pairs import NOT_APPLICABLE, ONE_WAVE, PAIRED, UNKNOWN
from engagement_kit.compare.waves.signed_ranks import EXACT

__all__ = ["change_remarks"]

_MOST = 12  # names that are listed
_LEAST = 6  # changes: with fewer even a split of all against none is p > .05


def change_remarks(
    table: pd.DataFrame,
    tests: pd.DataFrame,
    moves: pd.DataFrame,
    parameters: Mapping[str, Any],
    left_out: Iterable[str],
) -> tuple[str, ...]:
    """Versions, who is left out, what is settled, what the tests can say; one sentence each."""
    known = tests[tests["reading"] == "known"]
    found = [
        _versions(parameters),
        _left_out(tuple(left_out)),
        *_lone(table),
        *_rows(table),
        _open(moves),
        *_tested(known, parameters),
        _readings(tests),
        _axes(parameters),
        "A rise may be a better documented later wave: the waves rest on different evidence.",
    ]
    return tuple(one for one in found if one)


def _versions(parameters: Mapping[str, Any]) -> str:
    then, now = parameters["version_before"], parameters["version_after"]
    if then == now:
        return f"Both waves were scored under {now}."
    mapping = parameters["mapping"]
    how = (
        "equal ids were taken to mean the same"
        if isinstance(mapping, str)
        else "a mapping says which id is which: "
        + ", ".join(f"{old} = {new}" for old, new in dict(mapping).items())
    )
    return f"The earlier wave was scored under {then}, the later under {now}; {how}."


def _left_out(items: tuple[str, ...]) -> str:
    return f"Not compared, as only one version has them: {_listed(items)}." if items else ""


def _lone(table: pd.DataFrame) -> list[str]:
    alone = table.loc[table["state"] == ONE_WAVE, "case"].unique()
    if not len(alone):
        return []
    share = f"{len(alone)} of {table['case'].nunique()}"
    return [f"{share} cases have no two waves to compare and are kept apart: {_listed(alone)}."]


def _rows(table: pd.DataFrame) -> list[str]:
    """How many comparisons there are, and how many have a settled direction."""
    state = table["state"].value_counts()
    paired, unknown = int(state.get(PAIRED, 0)), int(state.get(UNKNOWN, 0))
    settled = int(table["settled"].fillna(value=False).sum())
    known = f"{paired} of {paired + unknown} comparisons are known at both waves"
    said = [f"{known}; in {settled} the direction is the same whatever is unknown."]
    never = int(state.get(NOT_APPLICABLE, 0))
    if never:
        said.append(f"{never} comparisons are left out: the item does not apply at a wave.")
    return said


def _open(moves: pd.DataFrame) -> str:
    is_open = int((~moves["settled"].astype(bool)).sum())
    return f"{is_open} of {len(moves)} moves have a wave that is not settled." if is_open else ""


def _tested(known: pd.DataFrame, parameters: Mapping[str, Any]) -> list[str]:
    """What was dropped, what has too few pairs, how many tests there are."""
    rule = {"wilcox": "before ranking", "pratt": "after ranking"}[parameters["zeros"]]
    dropped = f"{int(known['n_same'].sum())} pairs without change were dropped from the tests"
    said = [f"{dropped}; the signed-rank test drops them {rule} ({parameters['zeros']})."]
    bare = known.loc[known["n"] == 0, "item"]
    if len(bare):
        said.append(f"No pair is known at both waves, so nothing is tested: {_listed(bare)}.")
    changed = known["n_rise"] + known["n_fall"]
    few = known.loc[(known["n"] > 0) & (changed < _LEAST), "item"]
    if len(few):
        said.append(
            f"Fewer than {_LEAST} pairs changed, so that no split of them has p below .05: "
            f"{_listed(few)}."
        )
    tested = int((known["n"] > 0).sum())
    if tested > 1:
        way = {"holm": "adjusted by Holm's method", "none": "not adjusted for that"}
        said.append(f"{tested} items are tested; p values are {way[parameters['adjust']]}.")
    if (known["method"] == "normal").any():
        said.append(f"Beyond {EXACT} changed pairs the signed-rank test is an approximation.")
    return said


def _readings(tests: pd.DataFrame) -> str:
    """Whether findings hold at every reading of what is unknown."""
    known = tests[(tests["reading"] == "known") & (tests["n_rise"] != tests["n_fall"])]
    if known.empty:
        return ""
    firm = [item for item in same_direction(tests) if item in set(known["item"])]
    if len(firm) == len(known):
        return "Whether rises or falls outnumber the other holds at every reading of the unknowns."
    hanging = [item for item in known["item"] if item not in firm]
    return (
        "Whether rises or falls outnumber the other hangs on what is unknown or differs between "
        f"coders: {_listed(hanging)}."
    )


def _axes(parameters: Mapping[str, Any]) -> str:
    if "x_threshold" not in parameters:
        return ""
    return (
        "Scores are means of the items known at each wave: where these are others, the score may "
        "change though no answer did."
    )


def _listed(names: Iterable[object]) -> str:
    told = [str(name) for name in names]
    more = f" and {len(told) - _MOST} more" if len(told) > _MOST else ""
    return ", ".join(told[:_MOST]) + more
