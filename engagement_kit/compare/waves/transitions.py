"""From where to where cases moved: counts with the cases named, and what unknowns leave open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pandas as pd

from engagement_kit.assess.columns import Column, shaped
from engagement_kit.assess.placements import SETTLED
from engagement_kit.compare.waves.pairs import FALL, NOT_KNOWN, RISE, SAME
from engagement_kit.compare.waves.standing import NO_PLACE

__all__ = ["ACROSS", "MOVES", "TRANSITIONS", "count_transitions", "move_direction", "moves_of"]

ACROSS = "across"  # higher on one axis and lower on the other

TRANSITIONS = (
    Column("item", "string", "id of the item, or of the part with the stages or quadrants"),
    Column("from", "string", "stage, quadrant or answer before; not_placed, unknown"),
    Column("to", "string", "the same after"),
    Column(
        "direction",
        "string",
        "rise, fall, same; across: up on one axis, down on the other; not_known",
    ),
    Column("n", "integer", "cases that moved so", "cases"),
    Column("n_settled", "integer", "of these, cases that are settled at both waves", "cases"),
    Column("n_possible", "integer", "cases whose bounds allow that they moved so", "cases"),
    Column("cases", "string", "ids of the cases, joined by ;"),
    Column("open_cases", "string", "of these, cases that are not settled at both waves"),
)
MOVES = (
    Column("case", "string", "id of the case"),
    Column("item", "string", "id of the item, or of the part with the stages or quadrants"),
    Column("from", "string", "stage, quadrant or answer before; not_placed, unknown"),
    Column("to", "string", "the same after"),
    Column("settled", "boolean", "whether the case is settled at both waves"),
    Column("possible_before", "string", "places that the bounds leave before, joined by ;"),
    Column("possible_after", "string", "places that the bounds leave after, joined by ;"),
)

Places = Mapping[str, Mapping[str, int]]


def moves_of(pairs: pd.DataFrame) -> pd.DataFrame:
    """Where each case with both waves stood and stands: columns ``MOVES``."""
    both = pairs[pairs["has_both"].astype(bool)]
    return shaped(
        MOVES,
        pd.DataFrame(
            {
                "case": both["case"],
                "item": both["item"],
                "from": both["place_before"],
                "to": both["place_after"],
                "settled": (both["status_before"] == SETTLED) & (both["status_after"] == SETTLED),
                "possible_before": both["possible_before"].fillna(""),
                "possible_after": both["possible_after"].fillna(""),
            }
        ),
    )


def count_transitions(moves: pd.DataFrame, places: Places) -> pd.DataFrame:
    """How many cases moved from each place to each other: columns ``TRANSITIONS``.

    Only moves that a case made have a row. Their ``n`` add up to the cases with both waves.
    """
    made: dict[str, dict[tuple[str, str], list[tuple[str, bool]]]] = {}
    possible: dict[str, Counter[tuple[str, str]]] = {}
    # As objects: going through texts that Arrow holds takes many times as long.
    for case, item, start, end, settled, before, after in moves.astype(object).itertuples(
        index=False
    ):
        way = made.setdefault(item, {}).setdefault((start, end), [])
        way.append((case, bool(settled)))
        possible.setdefault(item, Counter())[f"{start};{before}", f"{end};{after}"] += 1
    order = {name: rank for rank, name in enumerate((*places, *NO_PLACE))}
    return shaped(
        TRANSITIONS,
        [
            (
                item,
                start,
                end,
                move_direction(places, start, end),
                len(ways[start, end]),
                sum(settled for _, settled in ways[start, end]),
                sum(
                    n
                    for (before, after), n in possible[item].items()
                    if start in before.split(";") and end in after.split(";")
                ),
                ";".join(case for case, _ in ways[start, end]),
                ";".join(case for case, settled in ways[start, end] if not settled),
            )
            for item, ways in made.items()
            for start, end in sorted(ways, key=lambda way: (order[way[0]], order[way[1]]))
        ],
    )


def move_direction(places: Places, start: str, end: str) -> str:
    """Rise, fall, same or across; not known where a place is none."""
    if start not in places or end not in places:
        return NOT_KNOWN
    steps = {places[end][axis] - places[start][axis] for axis in places[start]} - {0}
    up, down = any(step > 0 for step in steps), any(step < 0 for step in steps)
    if up and down:
        return ACROSS
    return RISE if up else FALL if down else SAME
