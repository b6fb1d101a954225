"""Names of respondents that say nothing about who they are."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence

from engagement_kit.errors import Fault
from engagement_kit.exchange.surveys.export import Column, SurveyExport
from engagement_kit.exchange.surveys.mapping import SurveyMapping

__all__ = ["is_by_order", "respondent_names"]

_DIGITS = 12  # of 16: two of 100,000 respondents meet once in 60,000 surveys, and that is noticed
_BY_ORDER = re.compile(r"r[0-9]{4,11}\Z")
_PERSONAL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+\Z")


def is_by_order(name: str) -> bool:
    """Whether a respondent's name is the place in an export, which another export has again."""
    return _BY_ORDER.match(name) is not None


def respondent_names(
    export: SurveyExport, mapping: SurveyMapping, faults: list[Fault]
) -> Sequence[str]:
    """The name of whoever gave each response: ``r0001`` by order, or from a hash of an id.

    The same id and secret give the same name in every export. Without a secret whoever knows the
    ids could find the names again, so addresses are not taken without one.
    """
    entry = mapping.form.respondent
    if entry.column is None:
        return [f"r{number:04}" for number in range(1, len(export.rows) + 1)]
    column = export.column(entry.column, entry.nth)
    if column is None:
        return []  # told where all columns are looked up
    secret = entry.secret or ""
    ids = list(export.cells(column))
    faults += _id_faults(export, column, ids, secret=bool(secret))
    named = {one: _name(one, secret) for one in dict.fromkeys(ids)}
    if len(set(named.values())) < len(named):
        faults.append(mapping.fault("same_name", ("respondent",), entry.column))
    return [named[one] for one in ids]


def _name(identity: str, secret: str) -> str:
    key = hashlib.sha256(secret.encode()).digest()
    found = hashlib.blake2b(identity.encode("utf-8", "surrogatepass"), key=key).hexdigest()
    return f"r{found[:_DIGITS]}"


def _id_faults(
    export: SurveyExport, column: Column, ids: Sequence[str], *, secret: bool
) -> Iterator[Fault]:
    for (number, _), one in zip(export.rows, ids, strict=True):
        field = f"{column.letters}{number}"
        if not one:
            yield Fault("no_respondent", export.file, field, number, other=column.name)
        elif not secret and _PERSONAL.match(one):
            yield Fault("personal_id", export.file, field, number, other=column.name)
            return  # one says enough, and none is repeated in a message
