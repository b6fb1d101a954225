"""The course of an item from now over the horizons, and where it falls."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pandas as pd

from engagement_kit.assess.columns import Column
from engagement_kit.compare.waves.aligned_cells import Answers

__all__ = ["COURSES", "follow_courses"]

COURSES = (
    Column("case", "string", "id of the case"),
    Column("name", "string", "name of the case in the language of the framework"),
    Column("item", "string", "id of the item in its framework"),
    Column("group", "string", "axis or pair of the item"),
    Column("value", "string", "answer now; empty where missing"),
    Column("rank", "number", "place of the answer now, from 0", "rank"),
    Column("targets", "string", "years ahead and rank, as 2:1;5:2;10:; empty rank: nobody said"),
    Column("n_known", "integer", "known points of the course, now included", "points"),
    Column("course", "string", "rises, stays, falls, or unknown with fewer than two known points"),
    Column(
        "falls",
        "string",
        "horizons between which it falls, as 5>10, now as 0, joined by ;; empty where it does not",
    ),
    Column(
        "respondents_falling",
        "string",
        "respondents whose own answers fall from a horizon to a later one, joined by ;",
    ),
)


def follow_courses(cells: pd.DataFrame, answers: Answers) -> pd.DataFrame:
    """One row a case and item: the columns of :data:`COURSES`.

    Medians of different respondents may fall where nobody's own answers do, so both are told.
    """
    groups: dict[tuple[str, str], list[Any]] = {}
    for cell in cells.itertuples():
        groups.setdefault((cell.case, cell.item), []).append(cell)
    rows = []
    for (case, item), group in groups.items():
        now = group[0]
        points = {0: now.rank} | {c.horizon: c.target_rank for c in group if c.horizon > 0}
        known = [(years, rank) for years, rank in points.items() if not pd.isna(rank)]
        told = (f"{y}:{'' if pd.isna(r) else int(r)}" for y, r in points.items() if y)
        rows.append(
            {"case": case, "name": now.name, "item": item, "group": now.group}
            | {"value": now.value, "rank": now.rank, "targets": ";".join(told)}
            | _course(known)
            | {"respondents_falling": _falling(answers, case, item)}
        )
    return pd.DataFrame(rows, columns=[column.name for column in COURSES])


def _course(known: list[tuple[int, float]]) -> dict[str, Any]:
    """Where a row of known points goes; one fall is enough to be said."""
    falls = [f"{a}>{b}" for (a, before), (b, after) in pairwise(known) if after < before]
    if len(known) < 2:
        course = "unknown"
    elif falls:
        course = "falls"
    else:
        course = "rises" if known[-1][1] > known[0][1] else "stays"
    return {"n_known": len(known), "course": course, "falls": ";".join(falls) or None}


def _falling(answers: Answers, case: str, item: str) -> str | None:
    """Respondents of whose own answers, at all horizons with now, a later one is lower."""
    own: dict[str, list[int]] = {}
    for years in answers.horizons:
        for who, rank in answers.at(case, years, item).items():
            own.setdefault(who, []).append(rank)
    found = (who for who, ranks in own.items() if any(b < a for a, b in pairwise(ranks)))
    return ";".join(sorted(found)) or None
