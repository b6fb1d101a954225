"""Ratings of several coders side by side: a row an item in a case and wave, a column a coder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from engagement_kit.assess.coders import answer_ranks
from engagement_kit.assess.frames.raters import Raters, chosen_waves
from engagement_kit.assess.groups import UNKNOWN
from engagement_kit.assess.tables import ratings_table
from engagement_kit.assess.waves import Wave, case_waves
from engagement_kit.cases import AGREED, Cases
from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.frameworks import Framework

__all__ = ["PairedRatings", "pair_ratings", "pair_table"]


@dataclass(frozen=True, eq=False)
class PairedRatings:
    """What coders answered, as ranks on the scales of a framework.

    Where there are so many coders that a column each would not fit into memory, the ratings of a
    row stand side by side in as many columns as a row has ratings at most, and ``raters`` says
    whose they are.

    Attributes
    ----------
    ranks : DataFrame
        A row an item of a case and wave with an answer, a column a coder; missing where he gave
        none.
    units : DataFrame
        Of the same rows: case, kind, item, part, scale.
    items : DataFrame
        Every item that was looked at: item, part, scale.
    framework : Framework
    coders : tuple of str
    who : DataFrame
        Every case: case, kind.
    raters : array of int or None
        Of the same shape as ``ranks``: place of the coder in ``coders``, -1 where there is none.
    """

    ranks: pd.DataFrame
    units: pd.DataFrame
    items: pd.DataFrame
    framework: Framework
    coders: tuple[str, ...]
    who: pd.DataFrame
    raters: npt.NDArray[np.int64] | None = None


_MOST_CELLS = 40_000_000  # of a row a unit and a column a coder: 320 MB


def pair_ratings(
    cases: Cases,
    framework: Framework,
    *,
    part: str | None,
    coders: Sequence[str] | None,
    wave: Wave,
    drafts: bool,
) -> PairedRatings:
    """Answers of the coders side by side; agreed ones are nobody's.

    Raises
    ------
    UnknownId
        No such part, wave or coder.
    WrongKind
        The part, or the whole framework, takes no ratings.
    """
    about = _items_about(framework, part)
    given = ratings_table(cases, framework, drafts=drafts)
    given = given[given["value"].notna() & (given["coder"] != AGREED)]
    chosen = _chosen_coders(sorted(given["coder"].unique()), coders, framework)
    given = given[given["coder"].isin(chosen) & given["item"].isin(about["item"])]
    given = given.assign(rank=answer_ranks(given, framework))
    waves = case_waves(cases, wave)[["case", "kind", "wave"]]
    given = given.merge(waves, on=["case", "wave"])
    ranks = given.pivot_table(
        index=["case", "wave", "item"], columns="coder", values="rank", aggfunc="first", sort=False
    ).reindex(columns=list(chosen))
    units = ranks.index.to_frame(index=False).merge(about, on="item", how="left")
    units = units.merge(waves, on=["case", "wave"], how="left")
    who = pd.DataFrame([(case.id, case.kind) for case in cases], columns=["case", "kind"])
    return PairedRatings(ranks.reset_index(drop=True), units, about, framework, chosen, who)


def pair_table(
    found: Raters,
    framework: Framework,
    *,
    part: str | None,
    coders: Sequence[str] | None,
    wave: Wave,
) -> PairedRatings:
    """The same from a table of answers.

    Raises
    ------
    UnknownId
        No such part, wave or coder.
    WrongKind
        The part, or the whole framework, takes no ratings.
    """
    about = _items_about(framework, part)
    answers = found.only((found.said >= 0) & ~np.isin(found.coder, _places(found, [AGREED])))
    known = [found.coders[place] for place in np.unique(answers.coder)]
    chosen = _chosen_coders(known, coders, framework)
    asked = np.array([item.id in set(about["item"]) for item in found.items])
    rows = asked[answers.item] & np.isin(answers.coder, _places(found, chosen))
    used = answers.only(rows & chosen_waves(found.units, wave)[answers.unit])
    cells, row = np.unique(used.cell, return_inverse=True)
    column = np.searchsorted(_places(found, chosen), used.coder)
    ranks, raters = _side_by_side(row, column, used.said, (len(cells), len(chosen)))
    names = chosen if raters is None else range(ranks.shape[1])
    units = found.units.iloc[cells // len(found.items)][["case", "kind", "wave"]]
    units = units.reset_index(drop=True).assign(kind=units["kind"].fillna(UNKNOWN).to_numpy())
    listed = pd.DataFrame([(i.id, i.part, i.scale) for i in found.items], columns=[*about])
    units = units.join(listed.iloc[cells % len(found.items)].reset_index(drop=True))
    who = found.units[["case", "kind"]].fillna({"kind": UNKNOWN}).drop_duplicates()
    frame = pd.DataFrame(ranks, columns=pd.Index(names))
    return PairedRatings(frame, units, about, framework, chosen, who, raters)


def _side_by_side(row: Any, column: Any, ranks: Any, shape: tuple[int, int]) -> tuple[Any, Any]:
    """Ranks by unit and coder; packed, with whose they are, where a column a coder is too much."""
    if shape[0] * shape[1] <= _MOST_CELLS:
        found = np.full(shape, np.nan)
        found[row, column] = ranks
        return found, None
    order = np.lexsort((column, row))
    row, column, ranks = row[order], column[order], ranks[order]
    place = np.arange(len(row)) - np.searchsorted(row, row)
    found = np.full((shape[0], int(place.max()) + 1), np.nan)
    raters = np.full(found.shape, -1, dtype="int64")
    found[row, place], raters[row, place] = ranks, column
    return found, raters


def _places(found: Raters, names: Sequence[str]) -> Any:
    """Places of coders among all of them, which are sorted, and so are the places."""
    return np.flatnonzero(np.isin(np.array(found.coders, dtype=object), list(names)))


def _items_about(framework: Framework, part: str | None) -> pd.DataFrame:
    """The items that are looked at: item, part, scale."""
    items = framework.items if part is None else framework.items_of(part)
    if not items:
        name = f"part {part!r} of {framework.id!r}" if part else f"framework {framework.id!r}"
        rated = ", ".join(dict.fromkeys(item.part for item in framework.items)) or "none"
        raise WrongKind(name, "one without a scale", "items that are rated", f"Rated: {rated}.")
    rows = [(i.id, i.part, i.scale) for i in items]
    return pd.DataFrame(rows, columns=["item", "part", "scale"])


def _chosen_coders(
    known: Sequence[str], named: Sequence[str] | None, framework: Framework
) -> tuple[str, ...]:
    """Those named, or all who answered."""
    for coder in named or ():
        if coder not in known:
            raise UnknownId(f"coder with ratings of {framework.id!r}", coder, known)
    return tuple(known if named is None else named)
