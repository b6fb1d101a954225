"""Sources as citeproc wants them, and what it gives back as a printer wants it."""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from engagement_kit.cases import Source
from engagement_kit.exchange.bibliography.dates import date_of, date_text, printed_date
from engagement_kit.exchange.bibliography.items import Item, plain_item
from engagement_kit.exchange.bibliography.names import name_text

__all__ = [
    "finished",
    "first_letters",
    "plain",
    "printable",
    "sort_key",
    "unsplit",
    "with_suffixes",
]

# Marks that mean something in HTML travel through citeproc as letters that mean nothing.
_SAFE = str.maketrans({"<": "\ue000", ">": "\ue001", "&": "\ue002"})
_BACK = str.maketrans({"\ue000": "&lt;", "\ue001": "&gt;", "\ue002": "&amp;"})
_PEOPLE = frozenset(
    ("author", "editor", "translator", "container-author", "collection-editor", "interviewer",
     "recipient", "director", "composer", "illustrator")
)  # fmt: skip
_TEXTS = frozenset(
    ("title", "title-short", "container-title", "container-title-short", "collection-title",
     "publisher", "publisher-place", "volume", "issue", "number", "page", "edition", "genre",
     "medium", "version", "section", "chapter-number", "collection-number", "number-of-pages",
     "number-of-volumes", "archive", "archive_location", "event", "event-place", "DOI", "ISBN",
     "ISSN", "PMID", "PMCID", "URL", "status", "original-title", "original-publisher", "scale")
)  # fmt: skip
_MARKUP = re.compile(r"</?(?:i|b|sc|sup|sub|em|strong|span)(?:\s[^<>]*)?>", re.IGNORECASE)
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_CASED = re.compile(r"[A-Za-z\u00c0-\u024f\u0370-\u052f\u1e00-\u1eff]")  # scripts with initials
_TAG = re.compile(r"<[^<>]*>")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")


def printable(source: Source) -> Item:
    """The item of a source with what is printed of it, in the kinds of values that are printed.

    Names in scripts without capitals have no initials: they are printed whole. What a compiler
    found out about an undated source stays out.
    """
    item: Item = {}
    for name, value in plain_item(source).items():
        if name in _PEOPLE and isinstance(value, list):
            names = [_name(one) for one in value if isinstance(one, Mapping)]
            item[name] = [one for one in names if any(one.values())]
        elif name in _TEXTS and isinstance(value, str | int | float):
            item[name] = _text(value)
    item["type"] = _text(plain_item(source).get("type", "document"))
    issued = printed_date(plain_item(source).get("issued"))
    if issued:
        item["issued"] = issued
    accessed = date_of(date_text(plain_item(source).get("accessed")) or "")
    if "date-parts" in accessed:
        item["accessed"] = accessed
    language = (source.language or "").strip()
    if re.fullmatch(r"[A-Za-z]{2,3}(-.*)?", language):
        item["language"] = language
    return {name: value for name, value in item.items() if value}


def _text(value: object) -> str:
    bare = _MARKUP.sub("", str(value)) or str(value)
    return " ".join(bare.split()).translate(_SAFE)


def _name(name: Mapping[str, Any]) -> dict[str, str]:
    family, given = str(name.get("family", "")), str(name.get("given", ""))
    if "literal" in name or not family or not given or not _CASED.search(given):
        return {"literal": _text(name_text(name))}
    parts = ("family", "given", "suffix", "dropping-particle", "non-dropping-particle")
    return {part: _text(name[part]) for part in parts if name.get(part)}


# --- order


def sort_key(item: Item) -> tuple[str, ...]:
    """By whom, when and what: the order of styles that name author and date."""
    people = item.get("author") or item.get("editor") or []
    who = " ".join(_sorted_name(name) for name in people)
    title = re.sub(r"^(?:a|an|the)\s+", "", str(item.get("title", "")), flags=re.IGNORECASE)
    parts = item.get("issued", {}).get("date-parts", [[9999]])[0]
    date = "-".join(f"{number:04}" for number in parts)
    return _letters(who or title), date, _letters(title), str(item.get("id", ""))


def first_letters(reference: str) -> str:
    """What a reference is sorted by as it stands: its letters, without an article in front."""
    return _letters(re.sub(r"^\W*(?:a|an|the)\s+(?=\w)", "", reference, flags=re.IGNORECASE))


def _sorted_name(name: Mapping[str, str]) -> str:
    return name.get("literal") or f"{name.get('family', '')} {name.get('given', '')}"


def _letters(text: str) -> str:
    """A text without accents, marks and capitals."""
    kept = unicodedata.normalize("NFKD", text.casefold())
    words = "".join(c for c in kept if c.isalnum() or c.isspace())
    return " ".join(words.split())


def with_suffixes(items: Sequence[Item]) -> list[Item]:
    """The items, of which those of one author and year get letters, in their order."""
    names = [_who_and_when(item) for item in items]
    counts, used = Counter(names), Counter[tuple[str, str]]()
    found = []
    for item, name in zip(items, names, strict=True):
        shared = counts[name] > 1 and name[0]
        found.append({**item, "year-suffix": _letter(used[name])} if shared else item)
        used[name] += 1
    return found


def _who_and_when(item: Item) -> tuple[str, str]:
    people = item.get("author") or item.get("editor") or []
    parts = item.get("issued", {}).get("date-parts", [[""]])
    return _letters(" ".join(map(_sorted_name, people))), str(parts[0][0])


def _letter(number: int) -> str:
    """A, b ... z, aa, ab: as columns of a spreadsheet count."""
    more, last = divmod(number, 26)
    return (_letter(more - 1) if more else "") + chr(ord("a") + last)


# --- what comes back


def finished(text: str, *, quotes_outside: bool, ranges: str = "\u2013") -> str:
    """A reference in HTML with its punctuation set as printers set it.

    Parameters
    ----------
    text : str
        As citeproc made it.
    quotes_outside : bool
        Whether the closing quotation mark stands behind a full stop or comma, as in American
        English.
    ranges : str
        What stands between the ends of a range of pages.
    """
    if quotes_outside:
        text = re.sub(r"(?<![?!])(\u201d)((?:</i>)?)([.,])", r"\3\1\2", text)
    text = re.sub(r"([?!\u061f\u2026])([\u201d\u2019]?(?:</i>)?)\.(?=\s|\Z)", r"\1\2", text)
    text = re.sub(r"\.([\u201d\u2019]?(?:</i>)?)\.(?=\s|\Z)", r".\1", text)
    text = re.sub(r"([.?!])(</i>)?\s+\1(?=\s|\Z)", r"\1\2", text)
    text = re.sub(r" (?:&amp;|&#38;|&|and) et al\.", " et al.", text)  # authors whom nobody named
    text = re.sub(r"(?<=\. )Retrieved (?=https?://)", "", text)  # by APA, with a day or not at all
    if ranges != "\u2013":
        text = re.sub(r"(?<=\d)\u2013(?=\d)", ranges, text)
    return _ADDRESS.sub(_linked, " ".join(text.split()).translate(_BACK))


def _linked(found: re.Match[str]) -> str:
    """An address as a link; the punctuation behind it belongs to the sentence."""
    address = found[0].rstrip(".,;:)")
    return f'<a href="{address}">{address}</a>{found[0][len(address) :]}'


def plain(reference: str) -> str:
    """A reference in HTML as text."""
    return html.unescape(_TAG.sub("", reference))


def unsplit(sources: Iterable[Source]) -> int:
    """How many authors are printed as written, because nothing says which is the family name."""
    return sum(
        1
        for source in sources
        for name in plain_item(source).get("author", [])
        if set(name) == {"literal"} and _LATIN.search(name["literal"]) and source.csl is None
    )
