"""What people paste to name a source: a web address, a DOI or an entry of BibTeX.

Nothing is looked up anywhere: what the text does not say stays open.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from engagement_kit.cases.bibtex import MONTHS, PASTED, read_bibtex
from engagement_kit.cases.soundness import is_harmful
from engagement_kit.errors import Fault, Faults

__all__ = ["read_citation", "read_citations"]

Fields = dict[str, Any]

_LONGEST = 100_000  # characters; a bibliography, not a book
_ENTRY = re.compile(r"@\s*[A-Za-z]+\s*[{(]")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_BARE_ADDRESS = re.compile(r"(?:[\w-]+\.)+[A-Za-z]{2,}(?::\d+)?(?:[/?#]\S*)?\Z")
_DOI = re.compile(r"\b10\.\d{4,9}(?:\.\d+)*/\S+")
_DOI_HOSTS = ("doi.org", "dx.doi.org", "www.doi.org")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_IN_COMMAND = re.compile(r"\\url\s*{([^}]*)}")
_TITLES = ("title", "subtitle")
_PLACES = ("journal", "journaltitle", "publisher", "booktitle", "institution", "school",
           "organization", "howpublished")  # fmt: skip
_ACADEMIC = ("article", "inproceedings", "conference", "incollection", "inbook", "phdthesis",
             "mastersthesis", "thesis")  # fmt: skip


def read_citation(text: str) -> Fields:
    """Fields of the one source that a pasted text names.

    Parameters
    ----------
    text : str
        A web address (its publisher is the host), a DOI in any spelling with text around it, or an
        entry of BibTeX.

    Returns
    -------
    dict
        ``title``, ``author``, ``publisher``, ``date``, ``url`` (None where the text does not say)
        and ``kind``: fields of :class:`Source`, for ``case.add_source(read_citation(text))``.

    Raises
    ------
    Faults
        There is no source in the text, or more than one; the entry cannot be read; the address
        would run or open something on the reader's computer.
    """
    found = read_citations(text)
    if len(found) > 1:
        raise Faults([Fault("several_citations", PASTED, value=len(found))])
    return found[0]


def read_citations(text: str) -> tuple[Fields, ...]:
    """Fields of each source that a pasted text names; several only if they are entries of BibTeX.

    Raises
    ------
    Faults
        As for :func:`read_citation`.
    """
    text = text.strip()
    seen = _UNSEEN.sub("", text)
    _refuse_harmful(seen)
    if len(text) <= _LONGEST:
        if _ENTRY.search(text):
            found = tuple(_of_entry(entry) for entry in read_bibtex(text))
        else:
            found = tuple(_of_address(address) for address in [_address(seen)] if address)
        if found:
            return found
    raise Faults([Fault("no_citation", PASTED, value=text)])


def _refuse_harmful(address: str) -> None:
    if is_harmful(address):
        raise Faults([Fault("harmful_address", PASTED, "url", value=address)])


def _address(text: str) -> str | None:
    """The address that a text names: of a DOI before any other."""
    addresses = [_trimmed(address) for address in _ADDRESS.findall(text)]
    dois = [doi for doi in map(_doi_of_address, addresses) if doi]
    elsewhere = _DOI.search(_ADDRESS.sub(" ", text))
    if dois or elsewhere:
        return _doi_address(dois[0] if dois else _trimmed(elsewhere[0]))  # type: ignore[index]
    if addresses:
        return addresses[0]
    return f"https://{text}" if _BARE_ADDRESS.match(text) else None


def _doi_of_address(address: str) -> str | None:
    """The DOI behind an address such as https://doi.org/10.1000/182."""
    host = _host(address)
    found = _DOI.search(unquote(address)) if host in _DOI_HOSTS else None
    return _trimmed(found[0]) if found else None


def _doi_address(doi: str) -> str:
    return f"https://doi.org/{quote(doi, safe='/():;.,-_~!*$&+=@')}"


def _trimmed(address: str) -> str:
    """An address or DOI without the punctuation of the sentence that it stands in."""
    while address:
        last = address[-1]
        unpaired = last in ")]}" and address.count(last) > address.count(_OPENING[last])
        if not unpaired and last not in ".,;:!?'\"’”»>":
            return address
        address = address[:-1]
    return address


_OPENING = {")": "(", "]": "[", "}": "{"}


def _host(address: str) -> str | None:
    try:
        host = urlsplit(address).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host and host not in _DOI_HOSTS else host


def _of_address(address: str) -> Fields:
    host = _host(address)
    if host is None:
        raise Faults([Fault("no_citation", PASTED, value=address)])
    is_doi = host in _DOI_HOSTS
    return _fields(
        url=address, publisher=None if is_doi else host, kind="academic" if is_doi else "other"
    )


def _of_entry(entry: Mapping[str, str]) -> Fields:
    """Fields of a source from those of an entry."""
    url = _address_of_entry(entry)
    return _fields(
        title=": ".join(entry[name] for name in _TITLES if name in entry) or None,
        author=_names(entry.get("author") or entry.get("editor")),
        publisher=next((entry[name] for name in _PLACES if _is_place(entry, name)), None),
        date=_date(entry),
        url=url,
        kind="academic" if entry["entrytype"] in _ACADEMIC else "other",
    )


def _fields(**said: str | None) -> Fields:
    names = ("title", "author", "publisher", "date", "url", "kind")
    return {name: said.get(name) for name in names}


def _address_of_entry(entry: Mapping[str, str]) -> str | None:
    doi = _DOI.search(unquote(entry.get("doi", "")))
    if doi:
        return _doi_address(_trimmed(doi[0]))
    for name in ("url", "howpublished"):
        text = entry.get(name, "")
        command = _IN_COMMAND.search(text)
        address = _UNSEEN.sub("", command[1] if command else text).replace("\\", "").strip()
        _refuse_harmful(address)
        if _ADDRESS.match(address):
            return address
    return None


def _is_place(entry: Mapping[str, str], name: str) -> bool:
    """Whether a field says who published it, and not at what address."""
    return name in entry and "\\url" not in entry[name] and not _ADDRESS.search(entry[name])


def _names(names: str | None) -> str | None:
    """Authors as people write them: given name first, then commas."""
    if names is None:
        return None
    found = []
    for name in re.split(r"\s+and\s+", names):
        family, comma, given = name.partition(",")
        whole = f"{given.strip()} {family.strip()}" if comma else name
        found.append("et al." if name == "others" else whole.strip())
    return ", ".join(found)


def _date(entry: Mapping[str, str]) -> str | None:
    """The date as the entry gives it, or its year and month."""
    year, month = entry.get("year"), entry.get("month", "").lower()
    number = MONTHS.index(month[:3]) + 1 if month[:3] in MONTHS else month
    if entry.get("date") or not year:
        return entry.get("date")
    whole = str(number).isdigit() and 1 <= int(number) <= 12 and year.isdigit()
    return f"{year}-{int(number):02}" if whole else year
