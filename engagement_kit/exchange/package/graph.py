"""What a research object says of its files: ``ro-crate-metadata.json``, RO-Crate 1.2 as JSON-LD.

Version 1.2 is the one that the tools in use read; 1.3 adds nothing that a study needs. Nothing is
taken from a clock, so that the same study gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import quote

from engagement_kit.exchange.package.about import About
from engagement_kit.exchange.package.citation import authors_of
from engagement_kit.exchange.package.drawn import Drawn
from engagement_kit.exchange.package.named import (
    TOOLKIT,
    Entity,
    licence_id,
    named_entities,
    person_id,
    publication_id,
    terms_id,
    toolkit_id,
)
from engagement_kit.frameworks import Framework

__all__ = ["METADATA", "Crate", "crate_text", "file_id"]

METADATA = "ro-crate-metadata.json"
_SPECIFICATION = "https://w3id.org/ro/crate/1.2"
_STUDY, _DATA, _RESULTS = "study/", "data/", "results/"
_FORMATS = {
    ".cff": "text/yaml",
    ".csv": "text/csv",
    ".eps": "application/postscript",
    ".html": "text/html",
    ".ipynb": "application/x-ipynb+json",
    ".json": "application/json",
    ".md": "text/markdown",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".tiff": "image/tiff",
    ".txt": "text/plain",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".yaml": "application/yaml",
}


@dataclass(frozen=True)
class Crate:
    """What a research object holds.

    Attributes
    ----------
    about : About
    files : mapping of str to bytes
        All files but the metadata, by place.
    cases : mapping of str to str
        Name of each case, by the folder that holds it.
    frameworks : mapping of str to Framework
        By the folder that holds them.
    drawn : tuple of Drawn
        Figures whose making is known.
    described : mapping of str to str
        What a file is, by its place.
    date : str or None
        Day of publication.
    """

    about: About
    files: Mapping[str, bytes]
    cases: Mapping[str, str] = field(default_factory=dict)
    frameworks: Mapping[str, Framework] = field(default_factory=dict)
    drawn: tuple[Drawn, ...] = ()
    described: Mapping[str, str] = field(default_factory=dict)
    date: str | None = None


def file_id(place: str) -> str:
    """Name of a file as a reference: what an address cannot hold is written in percent signs."""
    return quote(place, safe="/()'!*+,;=@~&$")


def crate_text(crate: Crate) -> str:
    """Text of the metadata file."""
    actions = list(_actions(crate))
    entities = [
        _descriptor(),
        _root(crate, actions),
        *_folders(crate),
        *(_file(crate, place) for place in crate.files),
        *actions,
        *named_entities(
            crate.about, crate.frameworks.values(), (drawn.version for drawn in crate.drawn)
        ),
    ]
    once = {entity["@id"]: entity for entity in reversed(entities)}  # the first of its name stays
    graph = [_said(entity) for entity in reversed(once.values())]
    found = {"@context": f"{_SPECIFICATION}/context", "@graph": graph}
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _said(entity: Entity) -> Entity:
    return {name: value for name, value in entity.items() if value not in (None, "", [], ())}


def _to(ids: Iterable[str]) -> list[dict[str, str]]:
    """References to entities, each once."""
    return [{"@id": one} for one in dict.fromkeys(ids)]


def _descriptor() -> Entity:
    return {
        "@id": METADATA,
        "@type": "CreativeWork",
        "about": {"@id": "./"},
        "conformsTo": {"@id": _SPECIFICATION},
    }


def _root(crate: Crate, actions: Iterable[Entity]) -> Entity:
    about = crate.about
    people = about.contributors
    authors = authors_of(about)
    tops = dict.fromkeys(place.partition("/") for place in crate.files)
    return {
        "@id": "./",
        "@type": "Dataset",
        "name": about.title.strip() or about.name,
        "description": "\n".join([about.description, *about.caveats]).strip() or about.title,
        "datePublished": crate.date,
        "license": _to(map(licence_id, about.licences)),
        "version": about.version,
        "identifier": about.doi and f"https://doi.org/{about.doi}",
        "url": about.url,
        "keywords": ", ".join(about.keywords),
        "author": _to(person_id(about, who) for who in people if who in authors),
        "contributor": _to(person_id(about, who) for who in people if who not in authors),
        "hasPart": _to(file_id(f"{name}{slash}") for name, slash, _ in tops),
        "mentions": _to(action["@id"] for action in actions),
    }


def _folders(crate: Crate) -> Iterator[Entity]:
    """A data set for the study, each case and framework, the tables and the results."""
    homes = {f"{home}/": name for home, name in crate.cases.items()}
    homes |= {f"{home}/": framework.name for home, framework in crate.frameworks.items()}
    held = {home: [place for place in crate.files if place.startswith(home)] for home in homes}
    within = {place for places in held.values() for place in places}
    for top, name in _TOPS.items():
        parts = [place for place in crate.files if place.startswith(top) and place not in within]
        inner = [home for home in homes if home.startswith(top)]
        if parts or inner:
            ids = map(file_id, (*inner, *parts))
            yield {"@id": top, "@type": "Dataset", "name": name, "hasPart": _to(ids)}
    frameworks = {f"{home}/": framework for home, framework in crate.frameworks.items()}
    for home, name in homes.items():
        framework = frameworks.get(home)
        yield {
            "@id": file_id(home),
            "@type": "Dataset",
            "name": name,
            "hasPart": _to(map(file_id, held[home])),
            **(_framework(framework) if framework else {}),
        }


_TOPS = {
    _STUDY: "The study: what was observed and judged, as the toolkit reads it",
    "frameworks/": "The frameworks that the cases were assessed against",
    _DATA: "The study as tables with a descriptor (data package)",
    _RESULTS: "Figures, tables and report",
}


def _framework(framework: Framework) -> Entity:
    """Version, terms and publications of a framework."""
    licence = framework.definition.licence
    sources = framework.definition.sources
    return {
        "version": framework.version,
        "license": {"@id": terms_id(framework)},
        "creditText": f"{licence.holder}; {licence.id} ({licence.terms})",
        "citation": _to(publication_id(framework, source) for source in sources),
    }


def _file(crate: Crate, place: str) -> Entity:
    data = crate.files[place]
    path = PurePosixPath(place)
    found: Entity = {
        "@id": file_id(place),
        "@type": "File",
        "name": path.name,
        "description": crate.described.get(place),
        "encodingFormat": _FORMATS.get(path.suffix.lower(), "application/octet-stream"),
        "contentSize": str(len(data)),
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    if place == "data/datapackage.json":
        found["conformsTo"] = {"@id": "https://datapackage.org/profiles/2.0/datapackage.json"}
    return found


def _actions(crate: Crate) -> Iterator[Entity]:
    """What made the tables, each figure, and the rest of the results, out of what."""
    homes = (f"{home}/" for home in crate.frameworks)
    study = _to([_STUDY, *map(file_id, homes)])
    if any(place.startswith(_DATA) for place in crate.files):
        yield _action("tables", "Writing the tables", study, [_DATA], TOOLKIT)
    known = set()
    for drawn in crate.drawn:
        known |= set(drawn.files)
        made_of = _to(map(file_id, drawn.made_of)) or study
        ids = map(file_id, drawn.files)
        name = f"figure-{quote(drawn.place, safe='')}"
        yield _action(name, f"Drawing {drawn.name}", made_of, ids, toolkit_id(drawn.version))
    rest = [place for place in crate.files if place.startswith(_RESULTS) and place not in known]
    if rest:
        ids = map(file_id, rest)
        yield _action("results", "Running the study", study, ids, TOOLKIT)


def _action(
    key: str, name: str, made_of: list[dict[str, str]], made: Iterable[str], by: str
) -> Entity:
    return {
        "@id": f"#{key}",
        "@type": "CreateAction",
        "name": name,
        "instrument": {"@id": by},
        "object": made_of,
        "result": _to(made),
    }
