"""How a study wants to be cited: ``CITATION.cff``, in the Citation File Format, version 1.2."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from engagement_kit import __version__
from engagement_kit.cases import Cases
from engagement_kit.exchange.package.about import About, Contributor, find_about
from engagement_kit.exchange.wholefile import write_all
from engagement_kit.frameworks import Framework, load_frameworks
from engagement_kit.frameworks.schema import Source
from engagement_kit.strict_yaml import dump_yaml

__all__ = ["CITATION", "authors_of", "citation_text", "used_frameworks", "write_citation"]

CITATION = "CITATION.cff"
_AUTHORS = frozenset({"author", "authors", "creator"})
_CODING = frozenset({"coder", "note-taker", "respondent"})
# The format takes identifiers of the SPDX list alone; these are the ones that data is given under.
_SPDX = re.compile(
    r"CC0-1\.0|CC-BY(-NC)?(-SA|-ND)?-[1-4]\.0|CC-BY(-NC)?(-SA|-ND)?-2\.5|ODbL-1\.0|ODC-By-1\.0"
    r"|PDDL-1\.0|MIT|Apache-2\.0|BSD-[23]-Clause|GPL-[23]\.0-(only|or-later)|ISC"
)
_CFF_DOI = re.compile(r"10\.\d{4,9}(\.\d+)?/[A-Za-z0-9:/_;\-.()\[\]\\]+")
_DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_YEAR = re.compile(r"\d{4}")


def write_citation(
    cases: Cases,
    file: str | Path,
    frameworks: Mapping[str, Framework] | None = None,
    *,
    about: About | None = None,
    overwrite: bool = False,
) -> Path:
    """Write how a study wants to be cited as a file ``CITATION.cff``; its path.

    Archives such as Zenodo and sites such as GitHub read it. Authors are the contributors of
    ``about.yaml`` whose role is ``author``; without such a role all who did more than code and take
    notes, else everybody. The frameworks that the study uses are its references, with the toolkit.

    Parameters
    ----------
    cases : Cases
    file : str or Path
        The file, or a folder that gets a ``CITATION.cff``.
    frameworks : mapping of Framework, optional
        Where the frameworks are looked up; the built-in ones if left out.
    about : About, optional
        What is said of the study; by default what the ``about.yaml`` above the cases says.
    overwrite : bool
        Whether a file that is there is replaced.

    Raises
    ------
    Faults
        The ``about.yaml`` is not sound.
    NotWritten
        The file is there already, or the disk refused.
    """
    path = Path(file)
    path = path / CITATION if path.is_dir() else path
    known = load_frameworks() if frameworks is None else frameworks
    said = find_about(cases) if about is None else about
    text = citation_text(said, used_frameworks(cases, known))
    write_all({path: text.encode()}, overwrite=overwrite)
    return path


def used_frameworks(cases: Cases, frameworks: Mapping[str, Framework]) -> dict[str, Framework]:
    """The frameworks of which a case rates an item, notes a box or sets a target."""
    named = {rating.item for case in cases for rating in case.ratings}
    named |= {target.item for case in cases for target in case.targets}
    named |= {note.box for case in cases for note in case.notes}
    return {
        framework.id: framework
        for framework in frameworks.values()
        if not named.isdisjoint({one.id for one in framework.items})
        or not named.isdisjoint({one.id for one in framework.boxes})
    }


def citation_text(about: About, frameworks: Mapping[str, Framework]) -> str:
    """Text of ``CITATION.cff``."""
    authors = [_author(who) for who in authors_of(about)]
    said = {
        "cff-version": "1.2.0",
        "message": "If you use this study, please cite it as below, and its references.",
        "type": "dataset",
        "title": about.title.strip() or about.name,
        "abstract": "\n".join([about.description, *about.caveats]).strip(),
        "authors": [one for place, one in enumerate(authors) if one not in authors[:place]]
        or [{"name": f"The makers of {about.name}"}],
        "version": about.version,
        "date-released": about.date,
        "doi": about.doi if about.doi and _CFF_DOI.fullmatch(about.doi) else None,
        "url": about.url,
        **_licence(about),
        "keywords": list(dict.fromkeys(word for word in about.keywords if word.strip())),
        "references": [*_references(frameworks.values()), _toolkit()],
    }
    return dump_yaml({name: value for name, value in said.items() if value})


def authors_of(about: About) -> tuple[Contributor, ...]:
    """Those who are named as authors; see :func:`write_citation`."""
    roles = {who.title: {role.strip().lower() for role in who.roles} for who in about.contributors}
    people = [who for who in about.contributors if who.title.strip()]
    named = [who for who in people if roles[who.title] & _AUTHORS]
    makers = [who for who in people if not roles[who.title] or roles[who.title] - _CODING]
    return tuple(named or makers or people)


def _author(who: Contributor) -> dict[str, str]:
    """A person where we know how the name is divided, else a name."""
    if not who.family_name:
        found = {"name": who.title, "orcid": who.orcid and f"https://orcid.org/{who.orcid}"}
    else:
        found = {
            "family-names": who.family_name,
            "given-names": who.given_name,
            "orcid": who.orcid and f"https://orcid.org/{who.orcid}",
            "affiliation": who.organization,
        }
    return {name: value for name, value in found.items() if value}


def _licence(about: About) -> dict[str, str]:
    """The licence, where there is one: of several the format cannot say which holds for what."""
    if len(about.licences) != 1:
        return {}
    licence = about.licences[0]
    if _SPDX.fullmatch(licence.name):
        return {"license": licence.name}
    return {"license-url": licence.path} if _is_address(licence.path) and licence.path else {}


def _references(frameworks: Iterable[Framework]) -> Iterator[dict[str, Any]]:
    """The publications of frameworks, each once; a framework without any as itself."""
    seen: set[str] = set()
    for framework in frameworks:
        holder = framework.definition.licence.holder.strip() or framework.name
        sources = framework.definition.sources or (Source(key="itself", title=framework.name),)
        for source in sources:
            if source.title.strip() and source.title not in seen:
                seen.add(source.title)
                yield _reference(source, source.author or source.publisher or holder)


def _reference(source: Source, author: str) -> dict[str, Any]:
    date = source.date or ""
    year = _YEAR.match(date)
    found = {
        "type": "website" if _is_address(source.url) else "generic",
        "title": source.title,
        "authors": [{"name": author}],
        "publisher": {"name": source.publisher} if source.publisher else None,
        "year": int(year[0]) if year else None,
        "date-released": date if _DAY.fullmatch(date) else None,
        "url": source.url if _is_address(source.url) else None,
    }
    return {name: value for name, value in found.items() if value}


def _toolkit() -> dict[str, Any]:
    """The program that wrote the file."""
    return {
        "type": "software",
        "title": "engagement_kit: a Jupyter toolkit for case-study research on digital engagement",
        "authors": [{"name": "the engagement_kit authors"}],
        "version": __version__,
        "license": "MIT",
    }


def _is_address(text: str | None) -> bool:
    return bool(text) and re.fullmatch(r"https?://[^\s<>\"]+", text or "") is not None
