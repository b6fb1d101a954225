"""The answer of a rating in a sheet: a value of its scale, or why there is none."""

from __future__ import annotations

from typing import Any, get_args

from engagement_kit.cases.catalogue import Catalogue
from engagement_kit.cases.entries import Missing, Rating
from engagement_kit.errors import Fault
from engagement_kit.exchange.sheets.table import Row

__all__ = ["answer_of"]

_REASONS = get_args(Missing)


def answer_of(
    fields: dict[str, Any],
    row: Row,
    catalogue: Catalogue,
    old: Rating | None,
    faults: list[Fault],
) -> bool:
    """Whether a row rates anything; its ``value`` and ``missing`` are settled in ``fields``.

    A reason such as ``not_applicable`` may stand in the column of the value where it is no answer
    of the item's scale. A row whose item was never answered, as in a sheet prepared with all items,
    has no value, no evidence and no note: it rates nothing. One with evidence or a note is a draft.

    Parameters
    ----------
    fields : dict
        As read from the row.
    row : Row
    catalogue : Catalogue
        Answers by item.
    old : Rating or None
        The rating that the row would replace.
    faults : list of Fault
        Where it is added that a draft would take away the answer that is there.
    """
    value, reason = fields["value"], fields.setdefault("missing", None)
    if (
        value in _REASONS
        and reason is None
        and value not in catalogue.items.get(fields["item"], ())
    ):
        fields.update(value=None, missing=value)
        return True
    if value is not None or reason is not None:
        return True
    if not any(fields.get(name) for name in ("confidence", "evidence", "note")):
        return False
    if old is not None and old.is_answered:
        given = old.value or old.missing
        faults.append(row.fault("answer_lost", "value", value=given, other=fields["item"]))
        return False
    return True
