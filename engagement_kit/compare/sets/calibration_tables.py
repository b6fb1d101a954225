"""Named tables from the answers of a scale to memberships: authored, and part of every result.

No answer stands at .5, where nobody could say whether a case is in or out. ``partly`` is therefore
more out than in, or more in than out, by a choice that has a name.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from engagement_kit.compare.given import is_number
from engagement_kit.errors import UnknownId, WrongKind

__all__ = ["CALIBRATIONS", "named_table", "tables_of_scale"]

_STEPS = {
    "stage_linear": {"basic": 0.0, "functional": 0.33, "integrated": 0.67, "customer_first": 1.0},
    "stage_crossed": {"basic": 0.0, "functional": 0.0, "integrated": 1.0, "customer_first": 1.0},
    "practice_linear": {"absent": 0.0, "ad_hoc": 0.33, "regular": 0.67, "systematic": 1.0},
    "practice_regular": {"absent": 0.0, "ad_hoc": 0.0, "regular": 1.0, "systematic": 1.0},
    "step_linear": {"not_started": 0.0, "planned": 0.33, "carried_out": 0.67, "reviewed": 1.0},
    "step_carried_out": {
        "not_started": 0.0,
        "planned": 0.0,
        "carried_out": 1.0,
        "reviewed": 1.0,
    },
}
_ANSWERS = {
    "partly_low": {"no": 0.0, "partly": 0.33, "yes": 1.0},
    "partly_high": {"no": 0.0, "partly": 0.67, "yes": 1.0},
    "partly_out": {"no": 0.0, "partly": 0.0, "yes": 1.0},
    "partly_in": {"no": 0.0, "partly": 1.0, "yes": 1.0},
}

# Name -> membership of each answer. Which names suit a scale is seen from its answers.
CALIBRATIONS: Mapping[str, Mapping[str, float]] = MappingProxyType(
    {name: MappingProxyType(table) for name, table in (_ANSWERS | _STEPS).items()}
)


def named_table(table: object) -> Mapping[str, float]:
    """A table by its name, or the table itself, looked at.

    Raises
    ------
    UnknownId
        No table has this name.
    WrongKind
        It is no mapping from answers to memberships from 0 to 1.
    """
    if isinstance(table, str):
        if table not in CALIBRATIONS:
            raise UnknownId("table of calibration", table, CALIBRATIONS)
        return CALIBRATIONS[table]
    if not isinstance(table, Mapping) or not table:
        expected = "a mapping from answers to memberships, or the name of one"
        raise WrongKind("Calibration by a table", repr(table), expected)
    for answer, value in table.items():
        if not is_number(value) or not 0 <= value <= 1:
            found = f"{value!r} for {answer!r}"
            raise WrongKind("A table of calibration", found, "a membership from 0 to 1")
    return table


def tables_of_scale(answers: tuple[str, ...]) -> tuple[str, ...]:
    """Names of the tables that have every answer of a scale."""
    return tuple(name for name, table in CALIBRATIONS.items() if set(answers) <= set(table))
