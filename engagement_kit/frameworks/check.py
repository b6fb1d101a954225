"""What the schema cannot say of a definition: unique ids, references that lead somewhere, order."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Any

from pydantic import BaseModel

from engagement_kit.errors import Fault, nearest
from engagement_kit.frameworks.elements import elements_of, scale_key, value_key
from engagement_kit.frameworks.schema import (
    Canvas,
    Definition,
    Gap,
    Layout,
    Move,
    Quadrant,
    Stages,
)
from engagement_kit.schema_faults import field_name
from engagement_kit.strict_yaml import Positions

__all__ = ["Finding", "definition_faults"]

Path = tuple[str | int, ...]
Finding = tuple[Path, str, Any, dict[str, Any]]  # where, code of the fault, value, further details


def definition_faults(definition: Definition, file: str, positions: Positions) -> Iterator[Fault]:
    """Faults of a definition beyond its form, each with its field and line."""
    for check in (_repetitions, _references, _scales, _stages, _quadrants, _layouts):
        for path, code, value, details in check(definition):
            yield Fault(code, file, field_name(path), positions.line(path), value, **details)


# --- ids


def _repetitions(definition: Definition) -> Iterator[Finding]:
    """Ids that two elements have; languages, aliases and sources that are listed twice."""
    whats: dict[str, list[str]] = {}
    for element in elements_of(definition):
        whats.setdefault(element.id, []).append(element.what)
    places = dict(_named_places(definition))
    for found, what in whats.items():
        if len(what) > 1:
            yield places[found], "duplicate_id", found, {"other": " and ".join(what)}
    for name in ("languages", "aliases"):
        yield from _twice((name,), getattr(definition, name))
    yield from _twice(("sources",), [source.key for source in definition.sources])


def _named_places(definition: Definition) -> Iterator[tuple[str, Path]]:
    """Every id that stands in the file, as :func:`elements_of` gives it, with its place."""
    for path, value in _leaves(definition):
        match path:
            case ("scales", _, "id"):
                yield scale_key(value), path
            case ("scales", int(n), "values", _, "id"):
                yield value_key(definition.scales[n].id, value), path
            case (_, _, *_) if path[0] != "licence" and _last_key(path) in _NAMING:
                yield value, path


_NAMING = frozenset({"id", "lenses", "mottos", "elements"})


def _twice(path: Path, words: Iterable[str]) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for index, word in enumerate(words):
        if word in first:
            other = f"first as {field_name((*path, first[word]))}"
            yield (*path, index), "repeated_id", word, {"other": other}
        first.setdefault(word, index)


def _leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every single value of a definition with its place; levels of cells are checked apart."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _leaves(getattr(value, name), (*path, name))
    elif isinstance(value, tuple):
        for index, inner in enumerate(value):
            yield from _leaves(inner, (*path, index))
    elif value is not None and not isinstance(value, dict):
        yield path, value


def _last_key(path: Path) -> str:
    return next(step for step in reversed(path) if isinstance(step, str))


# --- references


def _references(definition: Definition) -> Iterator[Finding]:
    """References that lead nowhere."""
    for path, value in _leaves(definition):
        known_to = _REFERENCES.get(_last_key(path))
        if known_to is None:
            continue
        part = definition.parts[path[1]] if path[0] == "parts" else None  # type: ignore[index]
        known = known_to(definition, part)
        if known is not None and value not in known:
            yield _dangling(path, value, known, _owner(definition, path))


def _dangling(path: Path, value: str, known: Iterable[str], owner: str) -> Finding:
    expected = tuple(sorted(known))
    hint = nearest(value, expected)
    return path, "unknown_reference", value, {"expected": expected, "nearest": hint, "other": owner}


def _owner(definition: Definition, path: Path) -> str:
    """Id of the innermost entry around a place."""
    value: Any = definition
    owner = definition.id
    for step in path[:-1]:
        value = value[step] if isinstance(step, int) else getattr(value, step)
        owner = getattr(value, "id", owner)
    return owner


def _stage_ids(definition: Definition, part: Any) -> tuple[str, ...] | None:
    """Stages of a part in order; None where its scale is not defined, which is told already."""
    return next((scale.ids for scale in definition.scales if scale.id == part.scale), None)


# Key -> what it may refer to; None where that cannot be said.
_REFERENCES: dict[str, Callable[[Definition, Any], Collection[str] | None]] = {
    "source": lambda definition, _: {source.key for source in definition.sources},
    "scale": lambda definition, _: {scale.id for scale in definition.scales},
    "links": lambda definition, _: {link.id for link in definition.links},
    "about": lambda definition, _: {element.id for element in elements_of(definition)},
    "deepened_by": lambda definition, _: {part.id for part in definition.parts},
    "requirements": lambda definition, _: {
        part.id for part in definition.parts if part.kind == "checklist"
    },
    "box": lambda _, part: {box.id for box in part.boxes},
    "motto": lambda _, part: part.mottos,
    "stages": _stage_ids,
    "after": _stage_ids,
    "before": _stage_ids,
}


# --- order


def _scales(definition: Definition) -> Iterator[Finding]:
    """Scales whose numbers do not rise from answer to answer."""
    for n, scale in enumerate(definition.scales):
        for m, (low, high) in enumerate(itertools.pairwise(scale.values), start=1):
            if low.value >= high.value:
                other = f"{low.id} {low.value:g}, then {high.id} {high.value:g}"
                yield ("scales", n, "values", m, "value"), "scale_order", scale.id, {"other": other}


def _stages(definition: Definition) -> Iterator[Finding]:
    """Banners, gaps and moves that name stages which are not neighbours; banners that overlap."""
    for n, part in enumerate(definition.parts):
        order = _stage_ids(definition, part) if isinstance(part, Stages) else None
        if not isinstance(part, Stages) or order is None:
            continue
        for path, owner, stages in _named_together(part):
            if set(stages) <= set(order) and not _neighbours(stages, order):
                details = {"other": ", ".join(stages), "expected": order}
                yield ("parts", n, *path), "not_neighbours", owner, details
        under = Counter(stage for b in part.banners for stage in dict.fromkeys(b.stages))
        for stage in (stage for stage, count in under.items() if count > 1):
            other = {"other": f"under {under[stage]} banners"}
            yield ("parts", n, "banners"), "repeated_id", stage, other


def _named_together(part: Stages) -> Iterator[tuple[Path, str, tuple[str, ...]]]:
    """Place, id and stages of every banner, gap and move."""
    for n, banner in enumerate(part.banners):
        yield ("banners", n, "stages"), banner.id, banner.stages
    between: dict[str, Sequence[Gap | Move]] = {"gaps": part.gaps, "moves": part.moves}
    for name, entries in between.items():
        for n, entry in enumerate(entries):
            yield (name, n), entry.id, (entry.after, entry.before)


def _neighbours(stages: tuple[str, ...], order: tuple[str, ...]) -> bool:
    """Whether stages follow one another as they do in the whole order."""
    start = order.index(stages[0])
    return order[start : start + len(stages)] == stages


def _quadrants(definition: Definition) -> Iterator[Finding]:
    """Cells that do not say their level on both axes, or say the same as another cell."""
    for n, part in enumerate(definition.parts):
        if not isinstance(part, Quadrant):
            continue
        axes = {axis.id for axis in part.axes}
        levels = [sorted(cell.levels.items()) for cell in part.cells]
        for m, cell in enumerate(part.cells):
            path = ("parts", n, "cells", m, "levels")
            strange = [axis for axis in cell.levels if axis not in axes]
            yield from (_dangling((*path, axis), axis, axes, cell.id) for axis in strange)
            if not strange and (len(cell.levels) != 2 or levels.count(levels[m]) > 1):
                yield path, "bad_levels", cell.id, {}


# --- layouts of canvases


def _layouts(definition: Definition) -> Iterator[Finding]:
    """Layouts that do not give every box one place of its own."""
    for n, part in enumerate(definition.parts):
        if isinstance(part, Canvas):
            for m, layout in enumerate(part.layouts):
                for path, other in _layout_findings(part, layout):
                    whole = ("parts", n, "layouts", m, *path)
                    yield whole, "bad_layout", layout.id, {"other": other}


def _layout_findings(part: Canvas, layout: Layout) -> Iterator[tuple[Path, str]]:
    """Boxes without a place or with two, places that overlap or leave the grid."""
    places = Counter(place.box for place in layout.cells)
    for box in part.boxes:
        if places[box.id] != 1:
            yield (), f"{box.id} has {places[box.id]} places"
    taken: dict[tuple[int, int], str] = {}
    for n, place in enumerate(layout.cells):
        path = ("cells", n)
        if place.row + place.rows > layout.rows or place.column + place.columns > layout.columns:
            yield path, f"{place.box} leaves the grid"
        rows = range(place.row, place.row + place.rows)
        columns = range(place.column, place.column + place.columns)
        for row, column in itertools.product(rows, columns):
            other = taken.setdefault((row, column), place.box)
            if other != place.box:
                yield path, f"{place.box} overlaps {other} at row {row}, column {column}"
                break
