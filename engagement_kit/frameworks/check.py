"""What the schema cannot say: unique ids, references that lead somewhere, complete texts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from engagement_kit.errors import Fault, nearest
from engagement_kit.frameworks.elements import Element, elements_of, items_of
from engagement_kit.frameworks.schema import (
    Canvas,
    Capabilities,
    Definition,
    Layout,
    Quadrant,
    Stages,
    TextFile,
)
from engagement_kit.strict_yaml import Positions

__all__ = ["definition_faults", "text_faults"]


def definition_faults(definition: Definition, file: str, content: str) -> Iterator[Fault]:
    """Faults of a definition beyond its form, with the line where the id stands."""
    yield from _duplicates(definition, file, content)
    yield from _references(definition, file, content)
    for part in definition.parts:
        if isinstance(part, Canvas):
            for layout in part.layouts:
                yield from _layout_faults(part, layout, file, content)
        elif isinstance(part, Quadrant):
            yield from _level_faults(part, file, content)


def text_faults(
    text: TextFile,
    lang: str,
    definition: Definition,
    reference: TextFile | None,
    file: str,
    positions: Positions,
) -> Iterator[Fault]:
    """Faults of one language: keys that belong to nothing, keys and labels that lack."""
    elements = {element.id: element for element in elements_of(definition)}
    for name, found, wanted in (
        ("framework", text.framework, definition.id),
        ("language", text.language, lang),
    ):
        if found != wanted:
            line = positions.line((name,))
            yield Fault(
                "wrong_type", file, name, line, found, (wanted,), wanted, f"{wanted} expected"
            )
    sources = {source.key for source in definition.sources}
    for key, string in text.strings.items():
        field, line = f"strings.{key}", positions.line(("strings", key))
        if not _belongs(key, elements):
            known = {*_possible(elements), *(reference.strings if reference else ())} - {key}
            yield Fault("unknown_text", file, field, line, key, (), nearest(key, sorted(known)))
        if string.source and string.source not in sources:
            yield _dangling(file, field, line, string.source, sources)
    yield from _missing_texts(text, elements, reference, file)


def _line_naming(content: str, word: str) -> int | None:
    """First line in which a word stands by itself: where an id is defined or wrongly used."""
    found = re.search(rf"(?<![\w.-]){re.escape(word)}(?![\w.-])", content)
    return content.count("\n", 0, found.start()) + 1 if found else None


def _missing_texts(
    text: TextFile, elements: dict[str, Element], reference: TextFile | None, file: str
) -> Iterator[Fault]:
    """Keys of the reference language that lack here; in the reference itself, labels that lack."""
    if reference is not None and reference is not text:
        wanted = list(reference.strings)
    else:
        wanted = [f"{e.id}.{e.required}" for e in elements.values() if e.required]
    for key in wanted:
        if key not in text.strings:
            yield Fault("missing_text", file, "strings", None, key, (), None, text.language)


def _belongs(key: str, elements: dict[str, Element]) -> bool:
    """Whether some split of the key is an element and an attribute that it may have."""
    steps = key.split(".")
    for cut in range(len(steps) - 1, 0, -1):
        element = elements.get(".".join(steps[:cut]))
        if element and element.allows(".".join(steps[cut:])):
            return True
    return False


def _possible(elements: dict[str, Element]) -> Iterator[str]:
    for element in elements.values():
        yield from (f"{element.id}.{attribute}" for attribute in element.attributes)


def _duplicates(definition: Definition, file: str, content: str) -> Iterator[Fault]:
    counts = Counter(element.id for element in elements_of(definition))
    whats: dict[str, list[str]] = {}
    for element in elements_of(definition):
        whats.setdefault(element.id, []).append(element.what)
    for found in (found for found, count in counts.items() if count > 1):
        line = _line_naming(content, found)
        yield Fault("duplicate_id", file, "", line, found, other=" and ".join(whats[found]))
    for name, keys in (("sources", [s.key for s in definition.sources]),):
        for key in (key for key, count in Counter(keys).items() if count > 1):
            line = _line_naming(content, key)
            yield Fault("duplicate_id", file, name, line, key, other="source and source")


def _dangling(file: str, field: str, line: int | None, value: str, known: set[str]) -> Fault:
    expected = tuple(sorted(known))
    return Fault(
        "unknown_reference",
        file,
        field,
        line,
        value,
        expected,
        nearest(value, expected),
        "this entry",
    )


def _references(definition: Definition, file: str, content: str) -> Iterator[Fault]:
    """References that lead nowhere: scales, stages, parts, sources, links, lenses."""
    for who, value, known in _all_references(definition):
        if value is not None and value not in known:
            line, expected = _line_naming(content, value), tuple(sorted(known))
            hint = nearest(value, expected)
            yield Fault("unknown_reference", file, "", line, value, expected, hint, who)


Reference = tuple[str, str | None, set[str]]


def _all_references(definition: Definition) -> Iterator[Reference]:
    parts = {part.id for part in definition.parts}
    scales = {scale.id: scale for scale in definition.scales}
    sources = {source.key for source in definition.sources}
    links = {link.id for link in definition.links}
    ids = {element.id for element in elements_of(definition)}
    for part in definition.parts:
        scale = getattr(part, "scale", None)
        yield f"part {part.id}", scale, set(scales)
        yield f"part {part.id}", part.source, sources
        for item, _ in items_of(part):
            yield f"item {item.id}", item.source, sources
            yield from ((f"item {item.id}", link, links) for link in item.links)
        stages = set(scales[scale].ids) if scale in scales else set()
        if part.kind in _PART_REFERENCES:
            yield from _PART_REFERENCES[part.kind](part, parts, stages)
    for remark in definition.remarks:
        yield f"remark {remark.id}", remark.about, ids
        yield f"remark {remark.id}", remark.source, sources
    yield from ((link.id, link.source, sources) for link in definition.links)
    yield from ((version.id, version.source, sources) for version in definition.earlier_versions)


def _canvas_references(part: Canvas, parts: set[str], _stages: set[str]) -> Iterator[Reference]:
    boxes = {box.id for box in part.boxes}
    yield from ((f"box {box.id}", box.deepened_by, parts) for box in part.boxes)
    for layout in part.layouts:
        yield from ((f"layout {layout.id}", place.box, boxes) for place in layout.cells)


def _quadrant_references(
    part: Quadrant, _parts: set[str], _stages: set[str]
) -> Iterator[Reference]:
    axes = {axis.id for axis in part.axes}
    for cell in part.cells:
        yield from ((f"cell {cell.id}", axis, axes) for axis in cell.levels)


def _stages_references(part: Stages, parts: set[str], stages: set[str]) -> Iterator[Reference]:
    for banner in part.banners:
        yield from ((f"banner {banner.id}", stage, stages) for stage in banner.stages)
    ends = [(gap.id, gap.after, gap.before) for gap in part.gaps]
    ends += [(move.id, move.after, move.before) for move in part.moves]
    for between, after, before in ends:
        yield from ((between, stage, stages) for stage in (after, before))
    yield from ((f"gap {gap.id}", gap.requirements, parts) for gap in part.gaps)


def _pair_references(
    part: Capabilities, _parts: set[str], _stages: set[str]
) -> Iterator[Reference]:
    for pair in part.pairs:
        yield from ((f"pair {pair.id}", motto, set(part.mottos)) for motto in pair.motto)


_PART_REFERENCES: dict[str, Callable[..., Iterator[Reference]]] = {
    "canvas": _canvas_references,
    "quadrant": _quadrant_references,
    "stages": _stages_references,
    "capabilities": _pair_references,
}


def _level_faults(part: Quadrant, file: str, content: str) -> Iterator[Fault]:
    """Cells that do not say their level on both axes, or say the same as another cell."""
    levels = [tuple(sorted(cell.levels.items())) for cell in part.cells]
    for cell, own in zip(part.cells, levels, strict=True):
        if len(own) != 2 or levels.count(own) > 1:
            yield Fault("bad_levels", file, "", _line_naming(content, cell.id), cell.id)


def _layout_faults(part: Canvas, layout: Layout, file: str, content: str) -> Iterator[Fault]:
    """Boxes without a place or with two, places that overlap or leave the grid."""
    line = _line_naming(content, layout.id)

    def fault(other: str) -> Fault:
        return Fault("bad_layout", file, "", line, layout.id, other=other)

    places = Counter(place.box for place in layout.cells)
    for box in part.boxes:
        if places[box.id] != 1:
            yield fault(f"{box.id} has {places[box.id]} places")
    taken: dict[tuple[int, int], str] = {}
    for place in layout.cells:
        if place.row + place.rows > layout.rows or place.column + place.columns > layout.columns:
            yield fault(f"{place.box} leaves the grid")
        for row in range(place.row, place.row + place.rows):
            for column in range(place.column, place.column + place.columns):
                other = taken.setdefault((row, column), place.box)
                if other != place.box:
                    yield fault(f"{place.box} overlaps {other} at row {row}, column {column}")
                    break
