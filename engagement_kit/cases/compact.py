"""A case as compact text, and the case put together from it again: quick to make, small to hold.

Entries that pydantic makes carry the names of their fields each for itself, and every line of a
file gives its own copy of an id. Entries that are put together here share the names of their kind,
and equal short texts are one text, so that ten thousand cases fit into a laptop's memory. Nothing
is validated: what comes in was validated before it was packed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import repeat
from pathlib import Path
from typing import Any, get_origin

from pydantic import BaseModel
from pydantic_core import from_json

from engagement_kit.cases.case import Case
from engagement_kit.cases.entries import Evidence, Note, Rating, Size, Source, Target
from engagement_kit.cases.fields import Entry

__all__ = ["pack", "unpack"]

_LISTS: Mapping[str, type[Entry]] = {
    "sources": Source,
    "evidence": Evidence,
    "ratings": Rating,
    "notes": Note,
    "targets": Target,
}
_ELSEWHERE = {*_LISTS, "size", "folder"}

_new, _set = object.__new__, object.__setattr__  # entries are frozen: pydantic does it so as well
_set_given, _set_extra, _set_private = (
    vars(BaseModel)[f"__pydantic_{name}__"].__set__ for name in ("fields_set", "extra", "private")
)


def pack(case: Case) -> bytes:
    """The compact text of a case, without its folder.

    Raises
    ------
    ValueError
        A text of it cannot be written as UTF-8.
    """
    head = {name: getattr(case, name) for name in Case.model_fields if name not in _ELSEWHERE}
    content = {group: _rows(kind, getattr(case, group)) for group, kind in _LISTS.items()}
    content["size"] = _rows(Size, [case.size] if case.size else [])
    text = json.dumps({"head": head, **content}, ensure_ascii=False, separators=(",", ":"))
    return text.encode()


def unpack(payload: bytes, folder: Path | None, prints: Mapping[str, str]) -> Case:
    """The case of a compact text.

    Parameters
    ----------
    payload : bytes
        What :func:`pack` made.
    folder : Path or None
        Where the case lies.
    prints : mapping of str to str
        SHA-256 of each of its files.

    Raises
    ------
    ValueError, LookupError, TypeError, AttributeError
        It is no compact text, or of entries with other fields than those of today.
    """
    content = from_json(payload)
    fields = {n: tuple(v) if type(v) is list else v for n, v in content["head"].items()}
    for group, kind in _LISTS.items():
        fields[group] = tuple(_entries(kind, content[group]))
    fields["size"] = next(iter(_entries(Size, content["size"])), None)
    fields["folder"] = folder
    names = list(Case.model_fields)
    case: Case = _made(Case, names, [fields[name] for name in names], set(names))
    return case.read_as(prints)


def _rows(kind: type[Entry], entries: Sequence[Entry]) -> dict[str, Any]:
    """The entries as rows of values, and which of their fields a file gave."""
    names = list(kind.model_fields)
    given: dict[tuple[str, ...], int] = {}
    which = []
    for entry in entries:
        known = entry.model_fields_set
        which.append(given.setdefault(tuple(n for n in names if n in known), len(given)))
    rows = [[getattr(entry, name) for name in names] for entry in entries]
    return {"names": names, "given": list(given), "which": which, "rows": rows}


def _entries(kind: type[Entry], content: dict[str, Any]) -> list[Any]:
    """The entries that some rows of values stand for."""
    names, rows = content["names"], content["rows"]
    if names != list(kind.model_fields):
        raise ValueError("other fields")
    same: dict[Any, Any] = {}  # equal lists of ids are one tuple, equal years one number
    for place, is_list in _repeated(kind):
        for row in rows:
            value = tuple(row[place]) if is_list else row[place]
            row[place] = same.setdefault(value, value)
    given = [_given(tuple(known)) for known in content["given"]]
    pairs = zip(rows, content["which"], strict=True)
    return [_made(kind, names, row, given[which]) for row, which in pairs]


@cache
def _repeated(kind: type[Entry]) -> tuple[tuple[int, bool], ...]:
    """Places of fields that hold tuples, which JSON calls lists, and of those that hold years."""
    fields = [(place, field.annotation) for place, field in enumerate(kind.model_fields.values())]
    lists = [(place, True) for place, held in fields if get_origin(held) is tuple]
    return (*lists, *((place, False) for place, held in fields if held is int))


@cache
def _given(names: tuple[str, ...]) -> set[str]:
    """The names of the fields that a file gave: one set for all entries with the same ones."""
    return set(names)


def _made(kind: type[Any], names: list[str], values: list[Any], given: set[str]) -> Any:
    """An entry with these values.

    Fields are set one by one and always in the same order: then Python keeps their names once for
    all entries of a kind. A mapping given whole to ``__dict__`` would bring its own.
    """
    entry = _new(kind)
    any(map(_set, repeat(entry), names, values))  # sets all: setting gives None
    _set_given(entry, given)
    _set_extra(entry, None)
    _set_private(entry, None)
    return entry
