"""Alignment of a case at a horizon as a whole: what is disputed most, and who stands apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

import numpy as np
import pandas as pd

from engagement_kit.assess.columns import Column
from engagement_kit.compare.waves.aligned_cells import Answers

__all__ = ["HORIZONS", "RESPONDENTS", "sum_horizons", "sum_people"]

_MOST_DISPUTED = 3
_OTHERS = 2  # who must have answered too for a respondent to be compared with them
_CASE = Column("case", "string", "id of the case")
_YEARS = Column("horizon", "integer", "how far ahead the answers lie; 0 is now", "years")

RESPONDENTS = (
    _CASE,
    _YEARS,
    Column("respondent", "string", "who answered"),
    Column("n_items", "integer", "items that the respondent answered", "items"),
    Column("n_compared", "integer", "of these, items that at least two others answered", "items"),
    Column(
        "distance",
        "number",
        "mean steps from the others' median over the items compared; empty where there are none",
        "ranks",
    ),
    Column("n_above", "integer", "items compared where the answer is above that median", "items"),
    Column("n_below", "integer", "items compared where the answer is below that median", "items"),
    Column("is_apart", "boolean", "distance is at least apart_from; empty where not compared"),
)
HORIZONS = (
    _CASE,
    Column("name", "string", "name of the case in the language of the framework"),
    _YEARS,
    Column("n_respondents", "integer", "respondents who answered any item", "respondents"),
    Column("n_items", "integer", "items of the part", "items"),
    Column("n_set", "integer", "items that somebody answered", "items"),
    Column("n_shared", "integer", "items that at least two respondents answered", "items"),
    Column("agreement", "number", "mean of A over the shared items; empty without any", "-1 to 1"),
    Column("agreement_low", "number", "lowest A of a shared item", "-1 to 1"),
    Column("n_alike", "integer", "shared items that all answered alike", "items"),
    Column(
        "disputed",
        "string",
        "up to three shared items of lowest A below 1, the widest spread first where it is the "
        "same, joined by ;",
    ),
    Column("apart", "string", "respondents who stand apart, joined by ;"),
    Column(
        "silent",
        "string",
        "respondents of the case who answered no item of this horizon, joined by ;",
    ),
)


def sum_people(answers: Answers, apart_from: float) -> pd.DataFrame:
    """One row a case, horizon and respondent: the columns of :data:`RESPONDENTS`."""
    rows = [
        _person(answers, case, years, who, apart_from)
        for case, years in product(answers.cases, answers.horizons)
        for who in _asked(answers, case, years)
    ]
    return pd.DataFrame(rows, columns=[column.name for column in RESPONDENTS])


def sum_horizons(cells: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """One row a case and horizon: the columns of :data:`HORIZONS`."""
    groups: dict[tuple[str, int], list[Any]] = {}
    for cell in cells.itertuples():
        groups.setdefault((cell.case, cell.horizon), []).append(cell)
    here: dict[tuple[str, int], list[Any]] = {}
    everybody: dict[str, list[str]] = {}
    for person in people.itertuples():
        here.setdefault((person.case, person.horizon), []).append(person)
        everybody.setdefault(person.case, []).append(person.respondent)
    rows = []
    for (case, years), group in groups.items():
        there = here.get((case, years), [])
        said = {person.respondent for person in there}
        silent = sorted(set(everybody.get(case, ())) - said)
        apart = [
            person.respondent for person in there if pd.notna(person.is_apart) and person.is_apart
        ]
        rows.append(
            {"case": case, "name": group[0].name, "horizon": years}
            | {"n_respondents": len(said), **_shared(group)}
            | {"apart": _joined(apart), "silent": _joined(silent)}
        )
    return pd.DataFrame(rows, columns=[column.name for column in HORIZONS])


def _asked(answers: Answers, case: str, years: int) -> list[str]:
    """Who answered anything here, by name."""
    found = (answers.at(case, years, item) for item in answers.items)
    return sorted({who for given in found for who in given})


def _person(answers: Answers, case: str, years: int, who: str, apart_from: float) -> dict[str, Any]:
    """How far one respondent is from the others."""
    steps = list(_steps(answers, case, years, who))
    distance = float(np.mean(np.abs(steps))) if steps else np.nan
    given = sum(who in answers.at(case, years, item) for item in answers.items)
    return {
        "case": case,
        "horizon": years,
        "respondent": who,
        "n_items": given,
        "n_compared": len(steps),
        "distance": distance,
        "n_above": sum(step > 0 for step in steps),
        "n_below": sum(step < 0 for step in steps),
        "is_apart": round(distance, 9) >= apart_from if steps else None,
    }


def _steps(answers: Answers, case: str, years: int, who: str) -> Iterator[int]:
    """Steps from the others' median, item by item: 0 between two middle answers."""
    for item in answers.items:
        given = answers.at(case, years, item)
        others = sorted(rank for name, rank in given.items() if name != who)
        if who not in given or len(others) < _OTHERS:
            continue
        low, high = others[(len(others) - 1) // 2], others[len(others) // 2]
        yield max(given[who] - high, 0) + min(given[who] - low, 0)


def _shared(group: Sequence[Any]) -> dict[str, Any]:
    """Agreement over the items that at least two answered."""
    shared = [cell for cell in group if cell.n_respondents > 1]
    found = [round(cell.agreement, 9) for cell in shared]
    disputed = sorted(
        (cell for cell in shared if cell.spread > 0),
        key=lambda cell: (round(cell.agreement, 9), -cell.spread),
    )
    return {
        "n_items": len(group),
        "n_set": sum(cell.n_respondents > 0 for cell in group),
        "n_shared": len(shared),
        "agreement": sum(found) / len(found) if found else np.nan,
        "agreement_low": min(found, default=np.nan),
        "n_alike": sum(cell.spread == 0 for cell in shared),
        "disputed": _joined([cell.item for cell in disputed[:_MOST_DISPUTED]]),
    }


def _joined(names: list[str]) -> str | None:
    return ";".join(names) or None
