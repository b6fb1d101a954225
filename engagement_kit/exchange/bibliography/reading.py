"""A bibliography from a file: its entries with key, case and whatever is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from engagement_kit.cases import Source
from engagement_kit.cases.soundness import is_harmful
from engagement_kit.errors import Fault, Faults
from engagement_kit.exchange.bibliography.bibfile import items_from_bibtex
from engagement_kit.exchange.bibliography.collection import Bibliography, Listed
from engagement_kit.exchange.bibliography.items import DROPPED, OURS, Item, fields_from
from engagement_kit.exchange.bibliography.jsonfile import items_from_json
from engagement_kit.exchange.sheets.delimited import read_bounded
from engagement_kit.schema_faults import schema_faults
from engagement_kit.strict_yaml import Positions

__all__ = ["Found", "found_in", "found_of", "read_bibliography"]

_Entry = tuple[int | None, str, str, Item]  # line, place, key and content
_TAGS = re.compile(r"\s*[,;]\s*")


@dataclass(frozen=True, slots=True)
class Found:
    """A source of a file.

    Attributes
    ----------
    source : Source
    said : frozenset of str
        Fields of the source that the file says; the others have their defaults.
    cases, frameworks : tuple of str
        Those that it was written from.
    tags : tuple of str
    line : int or None
    """

    source: Source
    said: frozenset[str]
    cases: tuple[str, ...]
    frameworks: tuple[str, ...]
    tags: tuple[str, ...]
    line: int | None


def read_bibliography(file: str | Path) -> Bibliography:
    """The sources of a file of a reference manager.

    Parameters
    ----------
    file : str or Path
        BibTeX or BibLaTeX (``.bib``), CSL-JSON or Better BibTeX JSON (``.json``). Citation keys are
        the keys of the sources.

    Raises
    ------
    Faults
        With everything that is wrong in it: entries that cannot be read, without title or key, and
        keys that stand for two different sources.
    """
    found, dropped = found_in(Path(file))
    entries = tuple(Listed(one.source, one.cases, one.frameworks) for one in found)
    return Bibliography(entries, Path(file).name, dropped)


def found_in(path: Path) -> tuple[tuple[Found, ...], tuple[str, ...]]:
    """The sources of a file, and remarks about what was dropped.

    Raises
    ------
    Faults
        As for :func:`read_bibliography`.
    """
    return found_of(read_bounded(path), path)


def found_of(data: bytes, path: Path) -> tuple[tuple[Found, ...], tuple[str, ...]]:
    """The sources of what was read from a file, and remarks about what was dropped.

    Raises
    ------
    Faults
        As for :func:`read_bibliography`.
    """
    file = str(path)
    raw: list[_Entry]
    if path.suffix.lower() == ".json":
        raw = [(None, *one) for one in items_from_json(data, file)]
    else:
        raw = [(line, "", key, item) for line, key, item in items_from_bibtex(data, file)]
    faults: list[Fault] = []
    found = [one for entry in raw if (one := _found(entry, file, faults)) is not None]
    faults += _clashes(found, file)
    if not raw:
        faults.append(Fault("no_sources", file))
    if faults:
        raise Faults(faults)
    return _each_once(found), tuple(_dropped(item for *_, item in raw))


def _found(entry: _Entry, file: str, faults: list[Fault]) -> Found | None:
    line, place, key, item = entry
    fields = fields_from(item)
    title = fields.get("title")
    if not key:
        faults.append(Fault("no_citation_key", file, place, line=line, value=title))
    if not title:
        faults.append(Fault("no_source_title", file, place, line=line, value=key or place))
    if not key or not title:
        return None
    harmful = is_harmful(str(fields.get("url", "")))
    if harmful:
        faults.append(Fault("harmful_address", file, place, line, fields["url"]))
    try:
        source = Source.model_validate({**fields, "key": key})
    except ValidationError as error:
        found = schema_faults(error, Source, {**fields, "key": key}, file, Positions(""))
        faults += (_placed(fault, place or key, line) for fault in found)
        return None
    said = frozenset(name for name in fields if name != "kind" or _says_kind(item))
    return Found(source, said, _of(item, "cases"), _of(item, "frameworks"), _tags(item), line)


def _placed(fault: Fault, place: str, line: int | None) -> Fault:
    return replace(fault, field=f"{place}.{fault.field}", line=line)


def _ours(item: Item) -> Mapping[str, Any]:
    custom = item.get("custom")
    ours = custom.get(OURS) if isinstance(custom, dict) else None
    return ours if isinstance(ours, dict) else {}


def _says_kind(item: Item) -> bool:
    """Whether the kind of the source follows from more than a general type."""
    return "kind" in _ours(item) or str(item.get("type")) not in ("webpage", "document")


def _of(item: Item, what: str) -> tuple[str, ...]:
    """Ids of the cases or frameworks that an item was written from."""
    named = _ours(item).get(what)
    return tuple(map(str, named)) if isinstance(named, list) else ()


def _tags(item: Item) -> tuple[str, ...]:
    return tuple(tag for tag in _TAGS.split(str(item.get("keyword", ""))) if tag)


def _clashes(found: Iterable[Found], file: str) -> Iterator[Fault]:
    """Keys that stand for two different sources; the same entry twice is one."""
    first: dict[str, Source] = {}
    for one in found:
        known = first.setdefault(one.source.key, one.source)
        if known != one.source:
            other = f"{known.title!r} and {one.source.title!r}"
            yield Fault("same_key", file, line=one.line, value=one.source.key, other=other)


def _each_once(found: Iterable[Found]) -> tuple[Found, ...]:
    return tuple({one.source.key: one for one in found}.values())


def _dropped(items: Iterable[Item]) -> Iterator[str]:
    counts: dict[str, int] = {}
    for item in items:
        for name in DROPPED & item.keys() - {"citation-key", "citation-label"}:
            counts[name] = counts.get(name, 0) + 1
    for name, number in sorted(counts.items()):
        yield f"{name} of {number} sources was left where it is kept: it is not part of a reference"
