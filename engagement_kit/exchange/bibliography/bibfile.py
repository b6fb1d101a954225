"""Files of BibTeX: read entry by entry, written so that nothing is lost."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from engagement_kit.cases.bibtex import RawEntry, raw_entries
from engagement_kit.errors import Fault, Faults
from engagement_kit.exchange.bibliography.bibfields import entry_fields, item_fields
from engagement_kit.exchange.bibliography.hidden import laid_aside, taken_up
from engagement_kit.exchange.bibliography.items import Item

__all__ = ["bibtex_text", "items_from_bibtex"]

_OURS = "engagementkit"  # the field for what BibTeX has no place for; other programs pass over it
_NO_KEY = frozenset("{}\"'#%~\\=(),@")


def items_from_bibtex(data: bytes, file: str) -> Iterator[tuple[int, str, Item]]:
    """Line, citation key and content of each entry.

    Parameters
    ----------
    data : bytes
        Its size has been limited by whoever read it.
    file : str
        Name for messages.

    Raises
    ------
    Faults
        It is not UTF-8, or entries cannot be read: every one of them is named.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        other = f"byte {error.start + 1} is 0x{data[error.start]:02x}"
        raise Faults([Fault("not_utf8", file, line=line, other=other)]) from None
    entries, faults = raw_entries(text.replace("\r\n", "\n"), file)
    if faults:
        raise Faults(faults)
    by_key = {entry.key: entry for entry in reversed(entries)}
    for entry in entries:
        yield entry.line, entry.key, _item(entry.kind, _inherited(entry, by_key))


def _inherited(entry: RawEntry, by_key: Mapping[str, RawEntry]) -> dict[str, str]:
    """Fields of an entry with those of the whole that it refers to by ``crossref``."""
    whole = by_key.get(entry.fields.get("crossref", "").strip())
    if whole is None or whole is entry:
        return dict(entry.fields)
    given = dict(whole.fields)
    title = given.pop("title", None)
    if title is not None:
        given["booktitle"] = title
    own = {name: value for name, value in entry.fields.items() if name != "crossref"}
    return {**given, **own}


def _item(kind: str, fields: Mapping[str, str]) -> Item:
    bare = {name: value for name, value in fields.items() if name != _OURS}
    return taken_up(_seen(kind, bare), _aside(fields.get(_OURS, "")), _seen_again)


def _seen(kind: str, fields: Mapping[str, str]) -> Item:
    return {name: value for name, value in item_fields(kind, fields).items() if name}


def _seen_again(item: Mapping[str, Any]) -> Item:
    return _seen(*entry_fields(dict(item)))


def _aside(text: str) -> dict[str, Any]:
    """What was laid aside when the entry was written; nothing where somebody else wrote it."""
    try:
        content = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) and len(text) < 1_000_000 else {}


def bibtex_text(items: Iterable[Item], file: str) -> str:
    """Text of a file of BibTeX, in UTF-8 and for BibLaTeX; ``id`` of an item is its citation key.

    Raises
    ------
    Faults
        Citation keys hold characters that BibTeX would stumble over.
    """
    items = list(items)
    faults = [
        Fault("bad_citation_key", file, value=item["id"], other=" ".join(sorted(_NO_KEY)))
        for item in items
        if _NO_KEY & set(item["id"])
    ]
    if faults:
        raise Faults(faults)
    return "\n".join(map(_entry, items))


def _entry(item: Item) -> str:
    bare = {name: value for name, value in item.items() if name != "id"}
    kind, fields = entry_fields(bare)
    aside = laid_aside(bare, _seen(kind, fields))
    if aside:
        fields[_OURS] = _quiet(json.dumps(aside, sort_keys=True))
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@{kind}{{{item['id']},\n{lines}}}\n"


def _quiet(text: str) -> str:
    """JSON in which braces are those of JSON alone: within its texts they are escapes."""
    quiet, within, escaped = [], False, False
    for character in text:
        if character == '"' and not escaped:
            within = not within
        hidden = within and character in "{}@%"
        quiet.append(f"\\u{ord(character):04x}" if hidden else character)
        escaped = character == "\\" and not escaped
    return "".join(quiet)
