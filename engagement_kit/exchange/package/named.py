"""What the description of a research object names: people, licences, publications, programs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from engagement_kit import __version__
from engagement_kit.exchange.package.about import About, Contributor, Licence
from engagement_kit.frameworks import Framework
from engagement_kit.frameworks.schema import Source

__all__ = [
    "TOOLKIT",
    "Entity",
    "licence_id",
    "named_entities",
    "person_id",
    "publication_id",
    "terms_id",
    "toolkit_id",
]

TOOLKIT = "#engagement-kit"
_KINDS = {"person": "Person", "organisation": "Organization", "software": "SoftwareApplication"}
_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]+")

Entity = dict[str, Any]


def named_entities(
    about: About, frameworks: Iterable[Framework], versions: Iterable[str]
) -> Iterator[Entity]:
    """People, licences, publications and programs that the rest names.

    Parameters
    ----------
    about : About
    frameworks : iterable of Framework
    versions : iterable of str
        Versions of the toolkit that drew something, beside the one that runs.
    """
    for who in about.contributors:
        yield from _person(about, who)
    for licence in about.licences:
        yield {"@id": licence_id(licence), "@type": "CreativeWork", "name": licence.title}
    for framework in frameworks:
        terms = framework.definition.licence
        of_it = {"@id": terms_id(framework), "@type": "CreativeWork", "name": terms.id}
        yield {**of_it, "description": f"{framework.name}: {terms.holder} ({terms.terms})"}
        for source in framework.definition.sources:
            yield {
                "@id": publication_id(framework, source),
                "@type": "CreativeWork",
                "name": source.title,
                "creditText": source.author or source.publisher,
                "datePublished": source.date,
            }
    for version in dict.fromkeys((__version__, *versions)):
        yield {
            "@id": toolkit_id(version),
            "@type": "SoftwareApplication",
            "name": "engagement_kit",
            "softwareVersion": version,
            "license": {"@id": "https://spdx.org/licenses/MIT"},
        }
    yield {"@id": "https://spdx.org/licenses/MIT", "@type": "CreativeWork", "name": "MIT License"}


def _person(about: About, who: Contributor) -> Iterator[Entity]:
    works_at = who.organization and f"#organisation-{quote(who.organization, safe='')}"
    yield {
        "@id": person_id(about, who),
        "@type": _KINDS[who.kind],
        "name": who.title,
        "givenName": who.given_name,
        "familyName": who.family_name,
        "affiliation": {"@id": works_at} if works_at else None,
        "description": ", ".join(who.roles),
    }
    if works_at:
        yield {"@id": works_at, "@type": "Organization", "name": who.organization}


def person_id(about: About, who: Contributor) -> str:
    """Name of a contributor: by ORCID, else by place in the list."""
    place = about.contributors.index(who) + 1
    return f"https://orcid.org/{who.orcid}" if who.orcid else f"#contributor-{place}"


def licence_id(licence: Licence) -> str:
    """Name of a licence: its address, else its short name."""
    return _address(licence.path) or f"#licence-{quote(licence.name, safe='')}"


def terms_id(framework: Framework) -> str:
    """Name of the terms of a framework: their address, else its id."""
    return _address(framework.definition.licence.url) or f"#licence-of-{quote(framework.id)}"


def publication_id(framework: Framework, source: Source) -> str:
    """Name of a publication of a framework: its address, else its key."""
    return _address(source.url) or f"#source-{quote(framework.id)}-{quote(source.key)}"


def toolkit_id(version: str) -> str:
    """Name of a version of the toolkit."""
    return TOOLKIT if version == __version__ else f"{TOOLKIT}-{quote(version, safe='')}"


def _address(url: str | None) -> str | None:
    """A web address as a reference; None where it is none."""
    found = _ADDRESS.fullmatch((url or "").strip())
    return quote(found[0], safe="%/:?#[]@!$&'()*+,;=~") if found else None
