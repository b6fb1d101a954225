"""Ratings of several coders side by side: a row an item in a case and wave, a column a coder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from engagement_kit.assess.coders import answer_ranks
from engagement_kit.assess.tables import ratings_table
from engagement_kit.assess.waves import Wave, case_waves
from engagement_kit.cases import AGREED, Cases
from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.frameworks import Framework

__all__ = ["PairedRatings", "pair_ratings"]


@dataclass(frozen=True, eq=False)
class PairedRatings:
    """What coders answered, as ranks on the scales of a framework.

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
    """

    ranks: pd.DataFrame
    units: pd.DataFrame
    items: pd.DataFrame
    framework: Framework
    coders: tuple[str, ...]


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
    items = framework.items if part is None else framework.items_of(part)
    if not items:
        name = f"part {part!r} of {framework.id!r}" if part else f"framework {framework.id!r}"
        rated = ", ".join(dict.fromkeys(item.part for item in framework.items)) or "none"
        raise WrongKind(name, "one without a scale", "items that are rated", f"Rated: {rated}.")
    about = pd.DataFrame(
        [(i.id, i.part, i.scale) for i in items], columns=["item", "part", "scale"]
    )
    given = ratings_table(cases, framework, drafts=drafts)
    given = given[given["value"].notna() & (given["coder"] != AGREED)]
    known = sorted(given["coder"].unique())
    for coder in coders or ():
        if coder not in known:
            raise UnknownId(f"coder with ratings of {framework.id!r}", coder, known)
    chosen = tuple(known if coders is None else coders)
    given = given[given["coder"].isin(chosen) & given["item"].isin(about["item"])]
    given = given.assign(rank=answer_ranks(given, framework))
    waves = case_waves(cases, wave)[["case", "kind", "wave"]]
    given = given.merge(waves, on=["case", "wave"])
    ranks = given.pivot_table(
        index=["case", "wave", "item"], columns="coder", values="rank", aggfunc="first", sort=False
    ).reindex(columns=list(chosen))
    units = ranks.index.to_frame(index=False).merge(about, on="item", how="left")
    units = units.merge(waves, on=["case", "wave"], how="left")
    return PairedRatings(ranks.reset_index(drop=True), units, about, framework, chosen)
