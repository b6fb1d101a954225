"""Entries of BibTeX as items of CSL-JSON, and items as the fields of entries."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from engagement_kit.cases.bibtex import MONTHS, plain_text
from engagement_kit.exchange.bibliography.dates import date_of, date_text
from engagement_kit.exchange.bibliography.items import Item
from engagement_kit.exchange.bibliography.names import bibtex_names, names_from_bibtex

__all__ = ["entry_fields", "item_fields"]

_TYPES = {
    "article": "article-journal", "book": "book", "mvbook": "book", "collection": "book",
    "proceedings": "book", "booklet": "pamphlet", "inbook": "chapter", "incollection": "chapter",
    "inproceedings": "paper-conference", "conference": "paper-conference", "thesis": "thesis",
    "phdthesis": "thesis", "mastersthesis": "thesis", "techreport": "report", "report": "report",
    "manual": "report", "online": "webpage", "electronic": "webpage", "www": "webpage",
    "inreference": "entry-encyclopedia", "dataset": "dataset", "software": "software",
    "unpublished": "manuscript", "patent": "patent", "video": "motion_picture",
}  # fmt: skip
# Type of an item -> entry; where one entry serves several, the true type is laid aside.
_ENTRIES = {
    "article-journal": "article", "article-newspaper": "article", "article-magazine": "article",
    "book": "book", "chapter": "incollection", "paper-conference": "inproceedings",
    "thesis": "thesis", "report": "report", "webpage": "online", "post-weblog": "online",
    "post": "online", "entry-encyclopedia": "inreference", "entry-dictionary": "inreference",
    "dataset": "dataset", "software": "software", "manuscript": "unpublished", "patent": "patent",
    "pamphlet": "booklet", "motion_picture": "video",
}  # fmt: skip
_WHOLES = {"article": "journal", "online": "organization"}
_GENRES = {"phdthesis": "PhD thesis", "mastersthesis": "Master's thesis"}
_FIELDS = {
    "publisher": "publisher", "address": "publisher-place", "volume": "volume", "issue": "issue",
    "edition": "edition", "series": "collection-title", "chapter": "chapter-number",
    "isbn": "ISBN", "issn": "ISSN", "doi": "DOI", "url": "URL", "language": "language",
    "note": "note", "type": "genre", "keywords": "keyword", "shorttitle": "title-short",
    "eventtitle": "event-title", "venue": "event-place", "version": "version",
    "pagetotal": "number-of-pages", "library": "archive",
}  # fmt: skip
_ALIASES = {
    "journaltitle": "journal", "location": "address", "langid": "language", "school": "publisher",
    "institution": "publisher", "organization": "publisher",
}  # fmt: skip
_ONLINE = ("online", "electronic", "www")
_PEOPLE = ("author", "editor", "translator")
_IN_ARTICLES = ("article", *_ONLINE)  # their number is that of an issue
# Left where they are kept, and counted: under the names that CSL has for them.
_LEFT = {
    "abstract": "abstract", "annote": "annote", "annotation": "annote", "file": "file",
    "bdsk-url-1": "file", "bdsk-file-1": "file",
}  # fmt: skip
# Words that BibLaTeX knows by a key.
_KEYED = {
    **_GENRES, "mathesis": "Master's thesis", "bathesis": "Bachelor's thesis",
    "candthesis": "Candidate thesis", "techreport": "Technical report",
    "resreport": "Research report",
}  # fmt: skip
_OF_INSTITUTIONS = ("thesis", "report")  # styles of BibLaTeX pass over a publisher of these
_COMMAND = re.compile(r"\\url\s*\{([^{}]*)\}")
_CASED = re.compile(r"\S*\w[A-Z]\S*")  # words such as KLM, which styles would make small
_ADDRESS = re.compile(r"(https?://\S+)")
_ESCAPES = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "$": r"\$",
    "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}  # fmt: skip
_ESCAPED = str.maketrans(_ESCAPES)
_IN_ADDRESSES = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})


# --- in


def item_fields(kind: str, raw: Mapping[str, str]) -> Item:
    """The item that an entry says.

    Parameters
    ----------
    kind : str
        Type of the entry, in lower case.
    raw : mapping of str to str
        Its fields by name in lower case, still in LaTeX.
    """
    fields = {_alias(name, kind): value for name, value in reversed(list(raw.items()))}
    item: Item = {"type": _TYPES.get(kind, "document")}
    if kind in _GENRES:
        item["genre"] = _GENRES[kind]
    rest = {}
    item |= {_LEFT[name]: "left" for name in raw if name in _LEFT}
    for name in dict.fromkeys(_alias(name, kind) for name in raw):
        said = _said(name, fields, kind)
        item |= said
        if not said and name not in _LEFT and (text := plain_text(fields[name], name)):
            rest[name] = text
    if rest:
        item["custom"] = {"bibtex": rest}
    return item


def _alias(name: str, kind: str) -> str:
    """Name under which a field is read; the organisation behind a page is its site."""
    return "journal" if name == "organization" and kind in _ONLINE else _ALIASES.get(name, name)


def _said(name: str, fields: Mapping[str, str], kind: str) -> Item:
    """What a field says in an item; nothing for a field that CSL has no word for."""
    if name in _READERS:
        return _READERS[name](fields, kind)
    if name in _PEOPLE:
        return {name: names_from_bibtex(fields[name])}
    text = plain_text(fields[name], name)
    return {_FIELDS[name]: text} if name in _FIELDS and text else {}


def _title(fields: Mapping[str, str], _kind: str) -> Item:
    title, below = (plain_text(fields.get(name, "")) for name in ("title", "subtitle"))
    return {"title": f"{title}: {below}" if title and below else title or below}


def _of_date(fields: Mapping[str, str], _kind: str) -> Item:
    issued = _issued(fields)
    about = fields.get("date", "").strip().endswith("~")  # of BibLaTeX: about that time
    return {"issued": date_of(issued) | ({"circa": True} if about else {})} if issued else {}


def _pages(fields: Mapping[str, str], _kind: str) -> Item:
    return {"page": re.sub(r"\s*[-–]+\s*", "-", plain_text(fields["pages"]))}


def _number(fields: Mapping[str, str], kind: str) -> Item:
    return {"issue" if kind in _IN_ARTICLES else "number": plain_text(fields["number"])}


def _published(fields: Mapping[str, str], _kind: str) -> Item:
    value = fields["howpublished"]
    found = _COMMAND.search(value) or _ADDRESS.search(value)
    return {"URL": found[1].replace("\\", "")} if found and "url" not in fields else {}


def _whole(name: str) -> Callable[[Mapping[str, str], str], Item]:
    return lambda fields, _kind: {"container-title": plain_text(fields[name])}


_READERS: Mapping[str, Callable[[Mapping[str, str], str], Item]] = {
    "title": _title,
    "subtitle": _title,
    **{name: _whole(name) for name in ("journal", "booktitle", "maintitle")},
    **dict.fromkeys(("date", "year", "month"), _of_date),
    "pages": _pages,
    "number": _number,
    "howpublished": _published,
    "type": lambda fields, _: {"genre": _genre(plain_text(fields["type"]))},
    "urldate": lambda fields, _: {"accessed": date_of(plain_text(fields["urldate"]))},
}


def _genre(text: str) -> str:
    return _KEYED.get(text, text)


def _issued(fields: Mapping[str, str]) -> str:
    """The date of an entry, or its year and month."""
    date, year = (plain_text(fields.get(name, "")) for name in ("date", "year"))
    month = plain_text(fields.get("month", "")).lower()
    number = str(MONTHS.index(month[:3]) + 1) if month[:3] in MONTHS else month
    whole = year.isdecimal() and number.isdecimal() and 1 <= int(number) <= 12
    return date or (f"{year}-{int(number):02}" if whole else year)


# --- out


def entry_fields(item: Item) -> tuple[str, dict[str, str]]:
    """Type and fields of the entry that says what BibTeX has words for, in LaTeX."""
    kind = _ENTRIES.get(str(item.get("type", "")), "misc")
    return kind, dict(_written(item, kind))


def _written(item: Item, kind: str) -> Iterator[tuple[str, str]]:
    for role in _PEOPLE:
        names = [name for name in _listed(item.get(role)) if isinstance(name, Mapping)]
        if names:
            yield role, bibtex_names(names, _ESCAPED)
    said = {"title": "title", "container-title": _WHOLES.get(kind, "booktitle")}
    if kind not in _IN_ARTICLES:
        said["number"] = "number"
    for theirs, name in (*said.items(), *((theirs, name) for name, theirs in _FIELDS.items())):
        if item.get(theirs):
            text = _escaped(item[theirs], name)
            if name == "publisher" and kind in _OF_INSTITUTIONS:
                name = "institution"  # noqa: PLW2901
            yield name, _CASED.sub(r"{\g<0>}", text) if name == "title" else text
    if item.get("page"):
        yield "pages", _escaped(item["page"]).replace("-", "--")
    yield from _dates(item)


def _dates(item: Item) -> Iterator[tuple[str, str]]:
    issued, accessed = (date_text(item.get(name)) for name in ("issued", "accessed"))
    bare = (issued or "").removeprefix("c. ")
    if bare and "date-parts" in date_of(bare):
        yield "date", bare if bare == issued else f"{bare}~"
        yield "year", bare[:4]  # for those who do not know "date"
    if accessed:
        yield "urldate", _escaped(accessed)


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _escaped(value: object, name: str = "") -> str:
    text = " ".join(str(value).split())
    return text.translate(_IN_ADDRESSES if name in ("url", "doi") else _ESCAPED)
