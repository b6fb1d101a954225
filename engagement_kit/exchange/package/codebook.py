"""The codebook: every item that takes ratings and every box that takes notes, in all languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engagement_kit.assess.columns import Column
from engagement_kit.frameworks import Framework
from engagement_kit.words import LANGUAGES

__all__ = ["codebook_columns", "codebook_rows"]

_WHAT = (
    ("framework", "id of the framework"),
    ("part", "id of the part of the framework"),
    ("kind", "kind of the part: quadrant, stages, checklist, capabilities, steps, options, canvas"),
    ("group", "axis or pair of the item"),
    ("id", "id of the item or box"),
    ("takes", "rating or note"),
)
_HOW = (
    ("scale", "id of the item's scale"),
    ("values", "answers of the scale, lowest first, joined by ;"),
    ("status", "attested: the published framework says it; authored: added by this project"),
    ("source", "publication that says it"),
    ("url", "address of the publication"),
)


def codebook_columns() -> tuple[Column, ...]:
    """Columns of the codebook, with their meaning."""
    labels = ((f"label_{lang}", f"what it is called, in {lang}") for lang in LANGUAGES)
    return tuple(Column(n, "string", meaning) for n, meaning in (*_WHAT, *labels, *_HOW))


def codebook_rows(frameworks: Iterable[Framework]) -> Iterator[tuple[str | None, ...]]:
    """One row an item or box, in the order of the frameworks."""
    for framework in frameworks:
        kinds = {part.id: part.kind for part in framework.parts}
        for item in framework.items:
            what = (framework.id, item.part, kinds[item.part], item.group, item.id, "rating")
            values = ";".join(framework.scale(item.scale).ids)
            source = _source(framework, item.source)
            yield (*what, *_labels(framework, item.id), item.scale, values, item.status, *source)
        for part in framework.parts_of("canvas"):
            for box in part.boxes:  # type: ignore[union-attr]
                what = (framework.id, part.id, part.kind, None, box.id, "note")
                source = _source(framework, box.source or part.source)
                yield (*what, *_labels(framework, box.id), None, None, None, *source)


def _labels(framework: Framework, element: str) -> Iterator[str | None]:
    for lang in LANGUAGES:
        known = lang in framework.languages
        yield framework.in_language(lang).label(element) if known else None


def _source(framework: Framework, key: str | None) -> tuple[str | None, str | None]:
    for source in framework.definition.sources:
        if source.key == key:
            return source.title, source.url
    return None, None
