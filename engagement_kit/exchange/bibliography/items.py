"""Sources as items of CSL-JSON, and items as sources.

A source says the same in fewer fields. What an item says besides (volume, pages, names in parts)
stays with the source under ``csl``; what a source says besides goes along in the item's ``custom``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from engagement_kit.cases import Source
from engagement_kit.exchange.bibliography.dates import date_of, date_text
from engagement_kit.exchange.bibliography.hidden import laid_aside, taken_up
from engagement_kit.exchange.bibliography.names import names_of, names_text

__all__ = ["DROPPED", "OURS", "Item", "fields_from", "item_of", "plain_item"]

Item = dict[str, Any]
Fields = dict[str, Any]

OURS = "engagement_kit"  # what is ours in the item's own drawer, "custom"
# What a reference manager keeps for itself: long texts under copyright, places on a disk.
DROPPED = frozenset(("abstract", "annote", "file", "citation-key", "citation-label"))

_ACADEMIC = frozenset(
    ("article-journal", "article", "book", "chapter", "dataset", "paper-conference", "thesis")
)
# Type of an item -> kind of source, where there is one kind for it.
_KINDS = {
    **dict.fromkeys(_ACADEMIC, "academic"),
    **dict.fromkeys(("article-newspaper", "article-magazine", "broadcast"), "press"),
    **dict.fromkeys(("post-weblog", "post"), "blog"),
    **dict.fromkeys(("entry-encyclopedia", "entry-dictionary", "entry"), "reference"),
}
_TYPES = {"blog": "post-weblog", "academic": "article-journal", "reference": "entry-encyclopedia"}
# Here the publisher of a source is the whole that it is a part of: a journal, a paper, a site.
_IN_A_WHOLE = frozenset(
    ("article-journal", "article-newspaper", "article-magazine", "chapter", "paper-conference",
     "post-weblog", "post", "webpage", "entry-encyclopedia", "entry-dictionary", "entry")
)  # fmt: skip
# Field of a source -> what says the same in an item: where both differ, the source holds.
_SAID_BY = {
    "title": ("title",),
    "author": ("author", "editor"),
    "publisher": ("container-title", "publisher"),
    "date": ("issued",),
    "url": ("URL", "DOI", "archive", "ISBN", "ISSN"),
    "accessed": ("accessed",),
    "language": ("language",),
    "note": ("note",),
}
_DOI_ADDRESS = re.compile(r"https?://(?:dx\.|www\.)?doi\.org/(10\.\S+)\Z", re.IGNORECASE)
_WEB = re.compile(r"https?://\S", re.IGNORECASE)
_MARKUP = re.compile(r"</?(?:i|b|sc|sup|sub|em|strong|span)(?:\s[^<>]*)?>", re.IGNORECASE)
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]+")
_IN_PRINT = "in print: "


def item_of(source: Source) -> Item:
    """The item that says all of a source; ``id`` is its key."""
    item = plain_item(source)
    fields = _said(source)
    aside = laid_aside(fields, _seen(_clean(item)))
    if aside:
        own = item.get("custom")
        item["custom"] = {**(own if isinstance(own, dict) else {}), OURS: aside}
    return {"id": source.key, **item}


def plain_item(source: Source) -> Item:
    """The item without ``id`` and without what only we would read."""
    return _built(_said(source))


def fields_from(item: Item) -> Fields:
    """Fields of a source from an item, without its key.

    Numbers that stand for text are text, markup in a title is taken out, and what nobody sees is
    left out. ``title`` may be missing; nothing else has to be there.
    """
    item, aside = _without_ours({k: v for k, v in item.items() if k not in DROPPED})
    return taken_up(_seen(_clean(item)), aside, lambda fields: _seen(_clean(_built(fields))))


def _without_ours(item: Item) -> tuple[Item, Fields]:
    """The item without its id and our part of its drawer; and that part."""
    item = {name: value for name, value in item.items() if name != "id"}
    custom = item.pop("custom", None)
    if not isinstance(custom, dict):
        return item, {}
    rest = {name: value for name, value in custom.items() if name != OURS}
    aside = custom.get(OURS)
    known = {*Source.model_fields} - {"key"}
    ours = {n: v for n, v in aside.items() if n in known} if isinstance(aside, dict) else {}
    return (item | {"custom": rest} if rest else item), ours


def _said(source: Source) -> Fields:
    return {
        name: value
        for name in Source.model_fields
        if name != "key" and (value := getattr(source, name)) not in (None, {})
    }


# --- from fields to an item


def _built(fields: Mapping[str, Any]) -> Item:
    """The item of fields: what the source says, then what a reference manager knows besides."""
    csl = {name: value for name, value in (fields.get("csl") or {}).items() if name != "id"}
    bare = _bare(fields, str(csl.get("type", "")))
    item = _laid_over(bare, csl)
    seen = _plain(item)
    wrong = [name for name in _SAID_BY if seen.get(name) != fields.get(name)]
    stale = {part for name in wrong for part in _SAID_BY[name]}
    return _laid_over(bare, {name: value for name, value in csl.items() if name not in stale})


def _laid_over(item: Item, csl: Mapping[str, Any]) -> Item:
    """An item with further fields; an empty one takes away what is there."""
    return {name: value for name, value in {**item, **csl}.items() if value not in ("", [], {})}


def _bare(fields: Mapping[str, Any], kind: str) -> Item:
    """The item that the fields of a source make by themselves."""
    item: Item = {"type": kind or _type(fields)}
    item |= {name: fields[name] for name in ("title", "language", "note") if fields.get(name)}
    if fields.get("author"):
        item["author"] = names_of(fields["author"])
    if fields.get("publisher"):
        whole = item["type"] in _IN_A_WHOLE
        item["container-title" if whole else "publisher"] = fields["publisher"]
    for name, ours in (("issued", "date"), ("accessed", "accessed")):
        if fields.get(ours):
            item[name] = date_of(fields[ours])
    return {**item, **_place(fields.get("url") or "")}


def _type(fields: Mapping[str, Any]) -> str:
    if not _WEB.match(fields.get("url") or ""):
        return "document"
    kind = fields.get("kind")
    if not fields.get("publisher"):
        return "webpage"
    return "article-newspaper" if kind == "press" else _TYPES.get(str(kind), "webpage")


def _place(url: str) -> Item:
    doi = _DOI_ADDRESS.match(url)
    if doi:
        return {"DOI": unquote(doi[1])}
    if _WEB.match(url):
        return {"URL": url}
    return {"archive": url} if url and not url.startswith((_IN_PRINT, "urn:")) else {}


# --- from an item to fields


def _seen(item: Mapping[str, Any]) -> Fields:
    """Fields of a source that an item says, with the rest of it under ``csl``."""
    fields = _plain(item)
    bare = _bare(fields, "")
    if bare.get("type") != item.get("type"):
        bare = _bare(fields, str(item.get("type", "")))
        bare["type"] = None
    rest = laid_aside({n: v for n, v in item.items() if n != "custom"}, bare)
    custom = item.get("custom")
    if isinstance(custom, dict) and (kept := {n: v for n, v in custom.items() if n != OURS}):
        rest["custom"] = kept
    csl = {name: "" if value is None else value for name, value in rest.items()}
    return {**fields, "csl": csl} if csl else fields


def _plain(item: Mapping[str, Any]) -> Fields:
    """What an item says in the words of a source, without anything for ``csl``."""
    kind = str(item.get("type", ""))
    fields = {
        "title": _title(item),
        "author": _people(item.get("author")) or _people(item.get("editor")),
        "publisher": _published(item, kind),
        "date": date_text(item.get("issued")),
        "url": _url(item),
        "kind": _KINDS.get(kind, "other"),
        "accessed": date_text(item.get("accessed")),
        "language": _text(item.get("language")),
        "note": _text(item.get("note")),
    }
    return {name: value for name, value in fields.items() if value}


def _title(item: Mapping[str, Any]) -> str | None:
    text = _text(item.get("title"))
    return _MARKUP.sub("", text).strip() or text if text else None


def _text(value: object) -> str | None:
    text = str(value) if isinstance(value, str | int) else ""
    return text if text.strip() else None


def _people(names: object) -> str | None:
    if not isinstance(names, list):
        return None
    return names_text(name for name in names if isinstance(name, Mapping))


def _published(item: Mapping[str, Any], kind: str) -> str | None:
    names = ("container-title", "publisher") if kind in _IN_A_WHOLE else ("publisher",)
    return next((text for name in names if (text := _text(item.get(name)))), None)


def _url(item: Mapping[str, Any]) -> str | None:
    """Address of an item; for what is not on the web, where it is kept or in what it is printed."""
    doi = _text(item.get("DOI"))
    if doi:
        bare = re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", doi, flags=re.IGNORECASE)
        return f"https://doi.org/{bare}" if bare.startswith("10.") else _text(item.get("URL"))
    return _text(item.get("URL")) or _text(item.get("archive")) or _printed(item)


def _printed(item: Mapping[str, Any]) -> str | None:
    isbn = re.sub(r"[^0-9Xx].*|-", "", str(item.get("ISBN", "")).replace("-", ""))
    if isbn:
        return f"urn:isbn:{isbn}"
    whole = _text(item.get("container-title")) or _text(item.get("publisher"))
    number = " ".join(str(item[name]) for name in ("volume", "page") if item.get(name))
    return f"{_IN_PRINT}{whole} {number}".strip() if whole else None


# --- what comes from a file


def _clean(value: Any) -> Any:
    """Values without what nobody sees, without nothings, and with text for numbers."""
    if isinstance(value, str):
        return _UNSEEN.sub(" ", value).strip()
    if isinstance(value, list):
        return [inner for one in value if (inner := _clean(one)) not in (None, "")]
    if isinstance(value, dict):
        cleaned = {str(_clean(name)): _clean(inner) for name, inner in value.items()}
        return {name: inner for name, inner in cleaned.items() if inner is not None}
    if isinstance(value, float):
        return str(int(value)) if value == value // 1 else str(value)
    return value
