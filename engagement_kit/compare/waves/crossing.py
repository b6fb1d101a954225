"""Who crossed the gap between two stages, and which of its requirements were met before."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from engagement_kit.assess import StagePlacements, ratings_table
from engagement_kit.assess.coders import ratings_used
from engagement_kit.assess.columns import Column, shaped
from engagement_kit.cases import Cases
from engagement_kit.compare.waves.standing import scale_ids

__all__ = [
    "CROSSINGS",
    "CROSSING_STATES",
    "REQUIREMENTS_BEFORE",
    "count_requirements",
    "find_crossings",
]

CROSSED, STAYED, ACROSS_BEFORE, FELL_BACK = "crossed", "not_crossed", "already_across", "fell_back"
CROSSING_STATES = (CROSSED, STAYED, ACROSS_BEFORE, FELL_BACK, "not_known")
STATES = ("met", "partly", "not_met", "unknown", "not_applicable")

CROSSINGS = (
    Column("case", "string", "id of the case"),
    Column("name", "string", "name of the case in the language of the framework"),
    Column("kind", "string", "kind of organisation: museum, company ..."),
    Column("gap", "string", "id of the gap between two stages"),
    Column("wave_before", "integer", "earlier wave", "year"),
    Column("wave_after", "integer", "later wave", "year"),
    Column("stage_before", "string", "stage then; empty where not placed"),
    Column("stage_after", "string", "stage later; empty where not placed"),
    Column(
        "crossing",
        "string",
        "crossed, not_crossed (before the gap at both waves), already_across, fell_back, not_known",
    ),
    Column("settled", "boolean", "whether the bounds of both stages leave one crossing possible"),
    Column("possible", "string", "crossings that the bounds leave possible, joined by ;"),
    Column("requirement", "string", "id of a requirement of the gap; empty where it has none"),
    Column("value", "string", "answer at the earlier wave; empty where unknown"),
    Column("state", "string", "met, partly, not_met, unknown or not_applicable, at that wave"),
    Column("coders", "string", "who gave the answer, joined by ;"),
    Column("evidence", "string", "ids of the evidence that the answer rests on, joined by ;"),
    Column("n_evidence", "integer", "different pieces of evidence", "pieces"),
)  # fmt: skip

REQUIREMENTS_BEFORE = (
    Column("gap", "string", "id of the gap between two stages"),
    Column("requirement", "string", "id of a requirement of the gap"),
    Column("crossing", "string", "crossed, not_crossed, already_across, fell_back, not_known"),
    Column("n", "integer", "cases", "cases"),
    *(Column(state, "integer", f"cases: {state} before", "cases") for state in STATES),
    Column("cases_met", "string", "ids of the cases for which it was met, joined by ;"),
)  # fmt: skip


def find_crossings(
    changes: pd.DataFrame, earlier: StagePlacements, later: StagePlacements
) -> pd.DataFrame:
    """Each gap, case and requirement: who crossed, and how things stood before.

    Parameters
    ----------
    changes : DataFrame
        Paired stages; ranks count from 1.
    earlier, later : StagePlacements
        Requirements and answers come from the earlier ones, gaps from the later.
    """
    ids = scale_ids(later.framework, later.part)
    evidence = _evidence(earlier)
    frames = []
    for gap in later.framework.only_part("stages", later.part).gaps:
        cases = _of_gap(changes, ids.index(gap.before) + 1).assign(gap=gap.id)
        asked = earlier.requirements[earlier.requirements["gap"] == gap.id]
        asked = asked.rename(columns={"item": "requirement", "wave": "wave_before"})
        rows = cases.merge(asked.drop(columns="gap"), on=["case", "wave_before"], how="left")
        frames.append(rows.merge(evidence, on=["case", "wave_before", "requirement"], how="left"))
    if not frames:
        return shaped(CROSSINGS, [])
    return shaped(CROSSINGS, pd.concat(frames, ignore_index=True))


def _of_gap(changes: pd.DataFrame, far: int) -> pd.DataFrame:
    """Cases with both waves: on which side of a gap they stood; ``far`` is the stage beyond it."""
    both = changes[changes["wave_before"].notna() & changes["wave_after"].notna()]
    rows = [_crossing(row, far) for row in both.itertuples()]
    crossing, settled, possible = zip(*rows, strict=True) if rows else ([], [], [])
    renamed = {"value_before": "stage_before", "value_after": "stage_after"}
    kept = [*("case", "name", "kind", "wave_before", "wave_after"), *renamed]
    table = both[kept].rename(columns=renamed)
    return table.assign(crossing=crossing, settled=settled, possible=possible)


def _crossing(row: object, far: int) -> tuple[str, bool, str]:
    """What a case did by its stages, whether the bounds settle it, and what they allow."""
    known: Sequence[float] = (row.before, row.after)  # type: ignore[attr-defined]
    sides = [
        [is_far for is_far, reached in ((False, low < far), (True, high >= far)) if reached]
        for low, high in (
            (row.low_before, row.high_before),  # type: ignore[attr-defined]
            (row.low_after, row.high_after),  # type: ignore[attr-defined]
        )
    ]
    possible = [_named(a, b) for a in sides[0] for b in sides[1]]
    unknown = any(pd.isna(rank) for rank in known)
    crossing = "not_known" if unknown else _named(known[0] >= far, known[1] >= far)
    return crossing, len(possible) == 1, ";".join(possible)


def _named(before: bool, after: bool) -> str:  # noqa: FBT001 - sides of a gap, then and later
    if after:
        return ACROSS_BEFORE if before else CROSSED
    return FELL_BACK if before else STAYED


def _evidence(placements: StagePlacements) -> pd.DataFrame:
    """Who answered each item, and with which evidence: the ratings that the coder rule used."""
    columns = ["case", "wave_before", "requirement", "coders", "evidence", "n_evidence"]
    cases = getattr(placements, "cases", None)
    if not isinstance(cases, Cases):  # made by somebody of a table of their own
        return pd.DataFrame(columns=columns)
    given = placements.parameters
    drafts = bool(given.get("drafts", False))
    ratings = ratings_table(cases, placements.framework, drafts=drafts)
    wanted = ratings["item"].isin(placements.requirements["item"].unique())
    used = ratings_used(ratings[wanted], str(given.get("coder_rule", "lower_median")))
    rows = []
    for (case, wave, item), group in used.groupby(["case", "wave", "item"], sort=False):
        named = [one for ids in group["evidence"].dropna() for one in str(ids).split(";") if one]
        pieces = list(dict.fromkeys(named))
        coders = ";".join(dict.fromkeys(group["coder"]))
        rows.append((case, wave, item, coders, ";".join(pieces), len(pieces)))
    return pd.DataFrame(rows, columns=columns)


def count_requirements(crossings: pd.DataFrame) -> pd.DataFrame:
    """How many of those who crossed, and of the others, met each requirement before."""
    rows = []
    asked = crossings[crossings["requirement"].notna()]
    for (gap, item), of_item in asked.groupby(["gap", "requirement"], sort=False):
        for crossing in CROSSING_STATES:
            group = of_item[of_item["crossing"] == crossing]
            if group.empty:
                continue
            counts = [int((group["state"] == state).sum()) for state in STATES]
            met = ";".join(group.loc[group["state"] == "met", "case"])
            rows.append((gap, item, crossing, len(group), *counts, met))
    return shaped(REQUIREMENTS_BEFORE, rows)
