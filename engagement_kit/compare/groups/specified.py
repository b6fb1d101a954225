"""One specification after the other: who is compared, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from engagement_kit.assess.columns import Column, shaped
from engagement_kit.compare.groups.decisions import Decision, Option, option_label
from engagement_kit.compare.groups.delta_intervals import delta_of
from engagement_kit.compare.groups.grouping import group_of_rows, pairs_of
from engagement_kit.compare.groups.outcomes import Outcome, Read
from engagement_kit.compare.groups.ranksum import rank_sum_of
from engagement_kit.compare.groups.samples import count_values
from engagement_kit.errors import WrongKind

__all__ = [
    "CHOICE_COLUMNS",
    "COLUMNS",
    "CONCLUSIONS",
    "LEAST_MEMBERS",
    "OPEN",
    "SETTLED",
    "TOO_FEW",
    "choice_rows",
    "delta",
    "remarks_of",
    "sorted_rows",
    "specified",
    "two_groups",
]

LEAST_MEMBERS = 2  # placed cases that each group needs: one case is no distribution
CONCLUSIONS = ("first_higher", "second_higher", "none")
SETTLED, OPEN, TOO_FEW = "settled", "open", "too_few"

COLUMNS = (
    Column("place", "integer", "place in the order of results, from 1; empty where too few"),
    Column("is_reference", "boolean", "whether every decision is as the package takes it"),
    Column("wave", "string", "year, or first or last wave of each case"),
    Column("threshold", "string", "where high begins, or sample_median; empty where not used"),
    Column("x_threshold", "number", "threshold of the first axis", "share, 0 to 1"),
    Column("y_threshold", "number", "threshold of the second axis", "share, 0 to 1"),
    Column("stage_rule", "string", "from dimensions to one stage; empty where not used"),
    Column("min_known", "number", "share of the items that must be known", "share, 0 to 1"),
    Column("coder_rule", "string", "how coders are brought together, or whose answers count"),
    Column("unknown", "string", "known, lowest, highest, low_high or high_low"),
    Column("n_first", "integer", "placed cases of the first group", "cases"),
    Column("n_second", "integer", "placed cases of the second group", "cases"),
    Column(
        "first",
        "number",
        "share of the first group that has it, or its median (of stages the lower)",
    ),
    Column(
        "second",
        "number",
        "share of the second group that has it, or its median (of stages the lower)",
    ),
    Column("delta", "number", "Cliff's delta, above 0 where the first group is higher"),
    Column("superiority", "number", "probability that the first is higher, ties counted half"),
    Column("low", "number", "least delta that unknown answers of placed cases allow"),
    Column("high", "number", "greatest delta that unknown answers of placed cases allow"),
    Column("p", "number", "two-sided p of the rank-sum test, of this specification alone"),
    Column("status", "string", "settled (low and high on one side of 0), open or too_few"),
    Column("conclusion", "string", "first_higher, second_higher or none (below the named size)"),
)
CHOICE_COLUMNS = (
    Column("decision", "string", "what is decided"),
    Column("option", "string", "one of the ways to decide it"),
    Column("is_reference", "boolean", "whether the package takes it by itself"),
    Column("n", "integer", "specifications with it that have a result", "specifications"),
    Column("mean", "number", "their mean delta"),
    Column("lowest", "number", "their lowest delta"),
    Column("highest", "number", "their highest delta"),
    Column("same", "number", "share of them with the conclusion of the reference", "share, 0 to 1"),
    Column("spread", "number", "highest less lowest mean among the options of the decision"),
)

# Which end of its bounds each group is read at.
_ENDS = {
    "known": ("known", "known"),
    "lowest": ("low", "low"),
    "highest": ("high", "high"),
    "low_high": ("low", "high"),
    "high_low": ("high", "low"),
}


def delta(first: np.ndarray, second: np.ndarray) -> float:
    """Cliff's delta of known numbers."""
    return float(delta_of(*count_values(first, second).counts))


def two_groups(
    who: pd.DataFrame, by: str | Mapping[str, str], asked: Sequence[str] | None
) -> tuple[tuple[str, str], int]:
    """The two groups that are compared, and how many of the cases of ``who`` are in neither.

    Raises
    ------
    WrongKind
        There are not two groups, or one of them has fewer than two cases.
    UnknownId
        There is no such column, case or group.
    """
    who = who.reset_index(drop=True)
    members = who[["case"]].assign(group=group_of_rows(who, by)).drop_duplicates()
    sizes = members["group"].value_counts()
    found = sorted(map(str, sizes.index))
    wanted = found if asked is None else list(dict.fromkeys(map(str, asked)))
    if len(wanted) != 2:
        told = ", ".join(wanted) or "no group"
        advice = f"Name two with groups=; there are: {', '.join(found)}." if found else ""
        raise WrongKind("specify()", f"{len(wanted)} ({told})", "two different groups", advice)
    ((first, second),) = pairs_of(members["group"], None if asked is None else wanted)
    for name in (first, second):
        if sizes[name] < LEAST_MEMBERS:
            expected = f"at least {LEAST_MEMBERS} cases in each group"
            raise WrongKind("specify()", f"{sizes[name]} in {name!r}", expected)
    inside = members["group"].isin([first, second])
    return (first, second), int(members["case"].nunique() - inside.sum())


def specified(
    how: Mapping[str, Option],
    read: Read,
    groups: pd.Series,
    pair: tuple[str, str],
    outcome: Outcome,
    least_effect: float,
) -> dict[str, Any]:
    """The row of one specification, column by column; numbers are empty where cases are too few."""
    members = [np.asarray(groups == name) & read.placed for name in pair]
    row: dict[str, Any] = {
        "threshold": option_label(how["threshold"]) if "threshold" in how else None,
        "x_threshold": read.thresholds[0],
        "y_threshold": read.thresholds[1],
        "stage_rule": how.get("stage_rule"),
        "min_known": how["min_known"],
        "wave": option_label(how["wave"]),
        "coder_rule": how["coder_rule"],
        "unknown": how["unknown"],
        "n_first": int(members[0].sum()),
        "n_second": int(members[1].sum()),
    }
    if min(row["n_first"], row["n_second"]) < LEAST_MEMBERS:
        return row | {"status": TOO_FEW}
    ends = [getattr(read, end) for end in _ENDS[str(how["unknown"])]]
    first, second = (end[who] for end, who in zip(ends, members, strict=True))
    effect = delta(first, second)
    low = delta(read.low[members[0]], read.high[members[1]])
    high = delta(read.high[members[0]], read.low[members[1]])
    return row | {
        "first": _middle(first, outcome),
        "second": _middle(second, outcome),
        "delta": effect,
        "superiority": (effect + 1) / 2,
        "low": low,
        "high": high,
        "p": rank_sum_of(*count_values(first, second).counts)[0],
        "status": SETTLED if low > 0 or high < 0 else OPEN,
        "conclusion": _conclusion(effect, least_effect),
    }


def _middle(values: np.ndarray, outcome: Outcome) -> float:
    """The share that has it, the median score, or the lower median of stages: always a stage."""
    if outcome.is_share:
        return float(values.mean())
    if outcome.kind == "score":
        return float(np.median(values))
    return float(np.sort(values)[(len(values) - 1) // 2])


def _conclusion(effect: float, least: float) -> str:
    """Which group is higher by at least the named size."""
    if effect == 0 or abs(effect) < least:
        return CONCLUSIONS[2]
    return CONCLUSIONS[0] if effect > 0 else CONCLUSIONS[1]


def sorted_rows(rows: Sequence[Mapping[str, Any]], decisions: Sequence[Decision]) -> pd.DataFrame:
    """The table in the order of results; what has none comes last."""
    table = pd.DataFrame(rows, columns=[column.name for column in COLUMNS])
    told = {d.name: d.reference for d in decisions}
    told = {n: o if n == "min_known" else option_label(o) for n, o in told.items()}
    is_reference = (table[list(told)] == pd.Series(told)).all(axis=1)
    table = table.assign(is_reference=is_reference)
    table = table.sort_values("delta", kind="stable", na_position="last", ignore_index=True)
    places = pd.Series(range(1, len(table) + 1), dtype="float64")
    return shaped(COLUMNS, table.assign(place=places.where(table["status"] != TOO_FEW)))


def choice_rows(
    computed: pd.DataFrame, decision: Decision, conclusion: str | None
) -> list[tuple[Any, ...]]:
    """Rows of the options of one decision, as declared in ``CHOICE_COLUMNS``."""
    told = computed[decision.name].astype(object)
    rows: list[tuple[Any, ...]] = []
    for option in decision.options:
        is_it = told == (option if decision.name == "min_known" else option_label(option))
        found = computed.loc[is_it, "delta"]
        same = (computed.loc[is_it, "conclusion"] == conclusion).mean() if len(found) else None
        numbers = (found.mean(), found.min(), found.max()) if len(found) else (None, None, None)
        is_reference = option == decision.reference
        name = option_label(option)
        rows.append((decision.name, name, is_reference, len(found), *numbers, same))
    means = [row[4] for row in rows if row[4] is not None]
    spread = max(means) - min(means) if means else None
    return [(*row, spread) for row in rows]


def remarks_of(
    table: pd.DataFrame, decisions: Sequence[Decision], pair: tuple[str, str], left_out: int
) -> Iterator[str]:
    """What a reader must know of these specifications."""
    first, second = pair
    yield f"A delta above 0 means that {first!r} is higher than {second!r}."
    yield "Specifications share their data: how many of them agree is no probability."
    few = int((table["status"] == TOO_FEW).sum())
    if few:
        yield (
            f"{few} of {len(table)} specifications have no result: they leave fewer than "
            f"{LEAST_MEMBERS} cases in a group."
        )
    if len(table) > few:
        sure = int((table["status"] == SETTLED).sum())
        yield (
            f"In {sure} of {len(table) - few} the direction is the same whatever the unknown "
            "answers of the placed cases are."
        )
    yield (
        "`low`, `high` and `status` bound what is unknown of the cases that a specification "
        "places; cases of which too little is known are left out of them. compare_groups() counts "
        "these too, as anything that they could be."
    )
    other = [decision.name for decision in decisions if not decision.is_own]
    if other:
        yield (
            f"The package's own choice is not among what was tried for {', '.join(other)}: the "
            "reference takes the first option there."
        )
    if left_out:
        yield f"{left_out} cases are in neither of the two groups and were left out."
