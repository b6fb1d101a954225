"""Disagreements of coders in a table of answers, found on whole columns instead of case by case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from tqdm import tqdm

from engagement_kit.assess.frames.opened import AnswerTable
from engagement_kit.assess.frames.raters import Raters, chosen_waves, read_raters
from engagement_kit.assess.waves import Wave
from engagement_kit.cases import AGREED
from engagement_kit.cases.answer_file import is_survey_coder
from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.frameworks import Framework

__all__ = ["MOST_PAIRS", "DifferingRows", "differing_rows"]

MOST_PAIRS = 20_000_000  # of coders on items: a few seconds, a gigabyte where all of them differ

Places = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class DifferingRows:
    """Disagreements in a table.

    Attributes
    ----------
    rows : DataFrame
        One row a pair of coders, case, wave and item on which they differ, in the order in which
        they are told.
    n_compared : int
        How often a pair of coders gave something for the same item.
    cases, alone : tuple of str
        All cases, and those with fewer than two of these coders.
    """

    rows: pd.DataFrame
    n_compared: int
    cases: tuple[str, ...]
    alone: tuple[str, ...]


def differing_rows(
    table: AnswerTable,
    frameworks: Mapping[str, Framework],
    *,
    coders: Sequence[str] | None,
    wave: Wave,
    progress: bool,
) -> DifferingRows:
    """Every item on which two coders differ, the largest difference first.

    Raises
    ------
    Faults
        Something in the table means nothing.
    UnknownId
        No such coder or wave.
    WrongKind
        There are too many pairs of coders to list what they differ in.
    """
    found, n_compared, together = [], 0, np.zeros(0, dtype=bool)
    units = pd.DataFrame()
    for place, framework in enumerate(one for one in frameworks.values() if one.items):
        raters = read_raters(table, framework)
        units = raters.units
        used = raters.only(np.isin(raters.coder, _compared(raters, coders)))
        meet = _several(used, units)
        together = meet | together if len(together) else meet
        used = used.only(chosen_waves(units, wave)[used.unit])
        n_compared += _n_pairs(used)
        first, second = _pairs(used, progress=progress)
        rows = _rows(used, first, second, framework).assign(_framework=place)
        found.append(rows.assign(agreed=_agreed(raters, used, first, framework)))
    keys = ["_distance", "_case", "_framework", "coder_1", "coder_2", "_item", "_unit"]
    rows = pd.concat(found, ignore_index=True).sort_values(keys, kind="stable", ignore_index=True)
    cases = units["case"].unique()
    alone = cases[~together] if len(together) else cases
    return DifferingRows(rows, n_compared, tuple(map(str, cases)), tuple(map(str, alone)))


def _compared(raters: Raters, named: Sequence[str] | None) -> Places:
    """Whom to compare: those named, or all but respondents of surveys."""
    known = [coder for coder in raters.coders if coder != AGREED]
    for coder in named or ():
        if coder not in known:
            raise UnknownId("coder with ratings", coder, known)
    usual = [coder for coder in known if not is_survey_coder(coder)]
    chosen = usual if named is None else list(named)
    return np.flatnonzero(np.isin(np.array(raters.coders, dtype=object), chosen))


def _several(used: Raters, units: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Which cases have two of the coders or more, in the order of the cases."""
    case, names = pd.factorize(units["case"])
    pairs = np.unique(case[used.unit] * np.int64(len(used.coders) + 1) + used.coder)
    counts = np.bincount(pairs // (len(used.coders) + 1), minlength=len(names))
    return np.asarray(counts >= 2)


def _n_pairs(used: Raters) -> int:
    """How many pairs of coders there are on all items, before any of them is listed."""
    _, sizes = np.unique(used.cell, return_counts=True)
    n = int((sizes * (sizes - 1) // 2).sum())
    if n > MOST_PAIRS:
        advice = "Name fewer of them: coders=[...]. rate_agreement() takes them all."
        expected = f"at most {MOST_PAIRS:,}"
        raise WrongKind("disagreements()", f"{n:,} pairs of coders", expected, advice)
    return n


def _pairs(used: Raters, *, progress: bool) -> tuple[Places, Places]:
    """Rows of the first and of the second coder of each pair that differs, by name."""
    order = np.lexsort((used.coder, used.cell))
    cell, said = used.cell[order], used.said[order]
    most = int(np.unique(cell, return_counts=True)[1].max(initial=1))
    first, second = [np.zeros(0, dtype="int64")], [np.zeros(0, dtype="int64")]
    steps = range(1, most)
    for step in tqdm(steps, disable=not progress, delay=2, leave=False, unit="coder"):
        at = np.flatnonzero((cell[step:] == cell[:-step]) & (said[step:] != said[:-step]))
        first.append(order[at])
        second.append(order[at + step])
    return np.concatenate(first), np.concatenate(second)


def _rows(used: Raters, first: Places, second: Places, framework: Framework) -> pd.DataFrame:
    """The pairs as rows of a table, with what they are sorted by."""
    item, unit = used.item[first], used.unit[first]
    names, words = np.array(used.coders, dtype=object), used.words(framework)
    who = used.units.iloc[unit].reset_index(drop=True)
    one, other = used.said[first], used.said[second]
    answered = (one >= 0).astype(int) + (other >= 0)
    kinds = np.array(["missing", "value_missing", "values"], dtype=object)[answered]
    distance = np.abs(one.astype("int64") - other)
    nothing = dict.fromkeys(
        [f"{name}_{side}" for name in ("confidence", "note", "evidence") for side in "12"]
    )
    rows = who[["case", "kind", "wave"]].assign(
        framework=framework.id,
        item=np.array([one.id for one in used.items], dtype=object)[item],
        scale=np.array([one.scale for one in used.items], dtype=object)[item],
        differ_in=kinds,
        distance=np.where(answered == 2, distance, np.nan),
        **nothing,
    )
    sides = {"coder_1": names[used.coder[first]], "value_1": words[first]}
    sides |= {"coder_2": names[used.coder[second]], "value_2": words[second]}
    places = {"_case": pd.factorize(used.units["case"])[0][unit], "_item": item, "_unit": unit}
    return rows.assign(**sides, **places, _distance=-np.where(answered == 2, distance, 0))


def _agreed(raters: Raters, used: Raters, first: Places, framework: Framework) -> Any:
    """What coders agreed on afterwards about the item of each pair."""
    if AGREED not in raters.coders:
        return None
    settled = raters.only(raters.coder == raters.coders.index(AGREED))
    at = pd.Index(settled.cell).get_indexer(used.cell[first])
    return np.array([*settled.words(framework), None], dtype=object)[at]
