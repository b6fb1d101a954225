"""What a condition or outcome is made of: which items, joined how, read by which table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engagement_kit.compare.sets.calibration_tables import named_table, tables_of_scale
from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.frameworks import Framework

__all__ = ["RULES", "TABLE_OF_SCALE", "Made", "read_columns"]

Array = NDArray[np.float64]

# From memberships by item (a row an item) to one a case. The mean is a convention of this project.
RULES: dict[str, Callable[[Array], Array]] = {
    "min": lambda parts: np.min(parts, axis=0),
    "max": lambda parts: np.max(parts, axis=0),
    "mean": lambda parts: np.mean(parts, axis=0),
}
TABLE_OF_SCALE: dict[str, str] = {
    "answer": "partly_low",
    "practice": "practice_linear",
    "stage": "stage_linear",
    "step": "step_linear",
}
_KEYS = ("items", "rule", "table")


@dataclass(frozen=True)
class Made:
    """One column: its items with their frameworks, the rule that joins them, the table of each.

    Attributes
    ----------
    name : str
    items : tuple of str
    rule : str
        ``min`` (all of them), ``max`` (any of them) or ``mean``.
    tables : mapping of item to table
        Membership of each answer.
    table_names : mapping of item to name
        The table's name, or ``own`` for one that was given.
    """

    name: str
    items: tuple[str, ...]
    rule: str
    tables: Mapping[str, Mapping[str, float]]
    table_names: Mapping[str, str]


def read_columns(
    columns: object, tables: Mapping[str, Any] | None, owners: Mapping[str, Framework]
) -> tuple[Made, ...]:
    """The columns asked for, looked at.

    Parameters
    ----------
    columns : mapping of name to item, items, or mapping with items, rule and table
    tables : mapping of scale to table, or None
        Instead of :data:`TABLE_OF_SCALE`.
    owners : mapping of item to Framework

    Raises
    ------
    UnknownId
        No such item, rule, table or key.
    WrongKind
        Columns, items or tables are no such thing; a table lacks an answer of its scale.
    """
    if not isinstance(columns, Mapping) or not columns:
        expected = "a mapping such as {'TEAM': 'smi.investment.team'}"
        raise WrongKind("columns", repr(columns), expected)
    by_scale = {**TABLE_OF_SCALE, **(tables or {})}
    return tuple(_one(str(name), given, by_scale, owners) for name, given in columns.items())


def _one(
    name: str, given: Any, by_scale: Mapping[str, Any], owners: Mapping[str, Framework]
) -> Made:
    chosen = dict(given) if isinstance(given, Mapping) else {"items": given}
    for key in chosen:
        if key not in _KEYS:
            raise UnknownId(f"key of column {name!r}", str(key), _KEYS)
    items = _items(name, chosen.get("items"), owners)
    rule = chosen.get("rule", "min")
    if rule not in RULES:
        raise UnknownId("rule that joins items", str(rule), RULES)
    asked = {item: _asked_table(item, chosen.get("table"), by_scale, owners) for item in items}
    return Made(
        name=name,
        items=items,
        rule=rule,
        tables={item: _table(item, table, owners[item]) for item, table in asked.items()},
        table_names={item: t if isinstance(t, str) else "own" for item, t in asked.items()},
    )


def _items(name: str, given: object, owners: Mapping[str, Framework]) -> tuple[str, ...]:
    items = (given,) if isinstance(given, str) else given
    if not isinstance(items, Sequence) or not items:
        raise WrongKind(f"The column {name!r}", repr(given), "an item or a list of items")
    found = tuple(map(str, items))
    for item in found:
        if item not in owners:
            raise UnknownId("item", item, owners)
    if len(set(found)) < len(found):
        raise WrongKind(f"The column {name!r}", "an item twice", "each item once")
    return found


def _asked_table(
    item: str, given: object, by_scale: Mapping[str, Any], owners: Mapping[str, Framework]
) -> object:
    """The table of the column, else of the item's scale."""
    if given is not None:
        return given
    scale = owners[item].item(item).scale
    if scale in by_scale:
        return by_scale[scale]
    expected = f"a table for the scale {scale!r}"
    advice = f'Give one: tables={{"{scale}": {{answer: membership, ...}}}}.'
    raise WrongKind(f"The item {item!r}", "none", expected, advice)


def _table(item: str, given: object, owner: Framework) -> Mapping[str, float]:
    table = named_table(given)
    answers = owner.scale(owner.item(item).scale).ids
    lacking = [answer for answer in answers if answer not in table]
    if lacking:
        found = f"no membership for {', '.join(lacking)}"
        suitable = ", ".join(tables_of_scale(answers))
        advice = f"Named tables that have them all: {suitable}." if suitable else ""
        raise WrongKind(f"The table of {item!r}", found, "one for every answer", advice)
    return {answer: float(table[answer]) for answer in answers}
