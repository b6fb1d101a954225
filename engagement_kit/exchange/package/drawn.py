"""Figures among the results, and what each was made from, as the file beside it says."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engagement_kit import __version__

__all__ = ["Drawn", "drawn_figures"]

_BESIDE = ".provenance.json"
_ALT = ".alt.txt"
MAX_BYTES = 20_000_000  # of the file beside a figure


@dataclass(frozen=True)
class Drawn:
    """A figure of which is known what it was made from.

    Attributes
    ----------
    name, place : str
        The figure, and where its files begin.
    files : tuple of str
        Its files, the one that tells this among them.
    made_of : tuple of str
        Files of the study and of its framework, as they are in the research object.
    lacking : tuple of str
        Files of the study that it was made from and that are not there, or say something else now.
    version : str
        Version of the toolkit that drew it.
    alt : str
        What it shows, in words.
    """

    name: str
    place: str
    files: tuple[str, ...]
    made_of: tuple[str, ...]
    lacking: tuple[str, ...]
    version: str
    alt: str


def drawn_figures(files: Mapping[str, bytes]) -> Iterator[Drawn]:
    """The figures among the files of a research object that say what they were made from.

    Whatever in such a file is not as the toolkit writes it is passed over: it then counts as a
    result of the whole study.
    """
    by_tag: dict[str, str] = {}
    for place, data in files.items():
        if not place.startswith("results/"):
            by_tag.setdefault(hashlib.sha256(data).hexdigest(), place)
    for place, data in files.items():
        record = _record(data) if place.endswith(_BESIDE) else None
        if record is not None:
            yield _drawn(place.removesuffix(_BESIDE), record, files, by_tag)


def _record(data: bytes) -> Mapping[str, Any] | None:
    try:
        found = json.loads(data) if len(data) <= MAX_BYTES else None
    except (ValueError, RecursionError):
        return None
    made = found.get("made_from") if isinstance(found, dict) else None
    return made if isinstance(made, dict) else None


def _drawn(
    place: str, record: Mapping[str, Any], files: Mapping[str, bytes], by_tag: Mapping[str, str]
) -> Drawn:
    inputs = _texts(record.get("inputs"))
    framework = record.get("framework")
    own = _texts(framework.get("files")) if isinstance(framework, dict) else {}
    known = [by_tag[tag] for tag in (*inputs.values(), *own.values()) if tag in by_tag]
    version = _texts(record.get("versions")).get("engagement_kit") or __version__
    return Drawn(
        name=place.rpartition("/")[2],
        place=place.partition("/")[2],
        files=tuple(name for name in files if name.startswith(f"{place}.")),
        made_of=tuple(dict.fromkeys(known)),
        lacking=tuple(name for name, tag in inputs.items() if tag not in by_tag),
        version=version,
        alt=files.get(f"{place}{_ALT}", b"").decode("utf-8", "replace").strip(),
    )


def _texts(found: object) -> dict[str, str]:
    """A mapping of texts, without what is none."""
    pairs = found.items() if isinstance(found, dict) else ()
    return {name: value for name, value in pairs if isinstance(value, str) and value.isprintable()}
