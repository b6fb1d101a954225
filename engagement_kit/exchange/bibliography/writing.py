"""A bibliography as a file for reference managers and LaTeX."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal

from engagement_kit.cases import Cases
from engagement_kit.errors import Fault, Faults, UnknownId, WrongKind
from engagement_kit.exchange.bibliography.bibfile import bibtex_text
from engagement_kit.exchange.bibliography.collection import Bibliography, Listed, Sources, gather
from engagement_kit.exchange.bibliography.items import OURS, Item, item_of
from engagement_kit.exchange.bibliography.jsonfile import json_text
from engagement_kit.exchange.bibliography.references import References
from engagement_kit.exchange.wholefile import write_all
from engagement_kit.frameworks import Framework

__all__ = ["export_bibliography", "write_bibliography", "write_references"]

Keys = Literal["source", "case"]


def write_bibliography(
    sources: Sources, file: str | Path, *, keys: Keys = "source", overwrite: bool = False
) -> Path:
    """Write sources as BibTeX (``.bib``) or CSL-JSON (``.json``).

    What the format has no place for goes along where other programs pass over it, so that
    :func:`read_bibliography` gives equal sources.

    Parameters
    ----------
    sources : Source, Case, Cases, Bibliography or several of the first two
    file : str or Path
    keys : str
        "source": the key of a source is its citation key. "case": with the id of its case in front,
        since keys are unique within a case only.
    overwrite : bool
        Whether a file that is there already is replaced.

    Raises
    ------
    Faults
        Two different sources have one key, or a key holds characters that BibTeX stumbles over.
    NotWritten
        The file is there already, or the disk refused.
    """
    path = Path(file)
    if keys not in ("source", "case"):
        raise UnknownId("way to make keys", str(keys), ("source", "case"))
    kind = path.suffix.lower()
    if kind not in (".bib", ".json"):
        raise WrongKind("write_bibliography()", path.name, "a name that ends in .bib or .json")
    items = _items(gather(sources), str(path), keys)
    text = bibtex_text(items, str(path)) if kind == ".bib" else json_text(items)
    write_all({path: text.encode()}, overwrite=overwrite)
    return path


def write_references(references: References, file: str | Path, *, overwrite: bool = False) -> Path:
    """Write formatted references as text (``.txt``) or as a page (``.html``) that Word opens.

    Raises
    ------
    NotWritten
        The file is there already, or the disk refused.
    WrongKind
        Its name ends in something else.
    """
    path = Path(file)
    kind = path.suffix.lower()
    if kind not in (".txt", ".html"):
        raise WrongKind("write_references()", path.name, "a name that ends in .txt or .html")
    page = f'<!doctype html>\n<meta charset="utf-8">\n<title>References</title>\n{references.html}'
    text = references.text if kind == ".txt" else page
    write_all({path: f"{text}\n".encode()}, overwrite=overwrite)
    return path


def export_bibliography(
    cases: Cases,
    file: str | Path,
    frameworks: Mapping[str, Framework] | None = None,
    *,
    keys: Keys = "source",
) -> tuple[Path, ...]:
    """Write the sources of cases; the path of the file comes back.

    Raises
    ------
    Faults, NotWritten
        As for :func:`write_bibliography`.
    """
    del frameworks  # sources are read in the light of none
    return (write_bibliography(cases, file, keys=keys),)


def _items(bibliography: Bibliography, file: str, keys: Keys) -> list[Item]:
    """The items under their keys."""
    named: dict[str, Listed] = {}
    faults = []
    for key, one in _named(bibliography.entries, keys):
        known = named.setdefault(key, one)
        if known is not one:
            other = f"{_told(known)} and {_told(one)}"
            faults.append(Fault("same_key", file, value=key, other=other))
    if faults:
        raise Faults(faults)
    return [_item(key, one) for key, one in named.items()]


def _named(entries: Iterable[Listed], keys: Keys) -> Iterator[tuple[str, Listed]]:
    for one in entries:
        if keys == "source" or not one.cases:
            yield one.source.key, one
        else:
            yield from (
                (f"{case}-{one.source.key}", Listed(one.source, (case,))) for case in one.cases
            )


def _told(one: Listed) -> str:
    of = ", ".join((*one.cases, *one.frameworks))
    return f"{one.source.title!r} ({of})" if of else repr(one.source.title)


def _item(key: str, one: Listed) -> Item:
    item = {**item_of(one.source), "id": key}
    of = {"cases": list(one.cases), "frameworks": list(one.frameworks)}
    said = {name: ids for name, ids in of.items() if ids}
    if said:
        custom = item.get("custom", {})
        item["custom"] = {**custom, OURS: {**custom.get(OURS, {}), **said}}
    return item
