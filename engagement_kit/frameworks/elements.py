"""What a framework consists of: every id with its kind of element, and the texts each may have.

The list is derived from the definition, so that checking ids, checking texts and showing a
framework all speak of the same elements.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from engagement_kit.frameworks.schema import (
    Canvas,
    Capabilities,
    Checklist,
    Definition,
    Item,
    Options,
    Part,
    Quadrant,
    Stages,
    Steps,
)

__all__ = ["Element", "RatedItem", "elements_of", "rated_items", "scale_key", "value_key"]

# Attributes that a text may have, by kind of element; `name.1`, `name.2` ... where it may repeat.
_COMMON = ("label", "short", "description", "detail", "example", "note")
_REPEATED = ("question", "alias", "example")
_ATTRIBUTES: dict[str, tuple[str, ...]] = {
    "framework": (
        "name",
        "purpose",
        "definition",
        "licence",
        "aim",
        "authors",
        "use",
        *_COMMON[2:],
    ),
    "remark": ("text",),
    "cell": (*_COMMON, "recommendation"),
    "item": (*_COMMON, "definition", "why", "advantage", "limitation", "mitigation", "aim"),
    "pair": (*_COMMON, "outcome", "feeling"),
    "stage cell": ("published", "anchor"),
    "lens cell": ("description",),
    "scale value": ("label", "definition", "description", "short"),
    "layout": (),
}
_DEFAULT = (*_COMMON, "definition", "rule", "aim", "use")
_WITHOUT_LABEL = frozenset({"stage cell", "lens cell", "layout"})


@dataclass(frozen=True, slots=True)
class Element:
    """One id of a framework; ``what`` is its kind of element, ``part`` the part that holds it."""

    id: str
    what: str
    part: str | None = None

    def allows(self, attribute: str) -> bool:
        """Whether a text of this attribute may stand here."""
        name, _, number = attribute.partition(".")
        if number:
            return name in self._repeated and re.fullmatch("[1-9][0-9]*", number) is not None
        return name in _ATTRIBUTES.get(self.what, _DEFAULT)

    @property
    def attributes(self) -> tuple[str, ...]:
        """Attributes that a text may have here, repeatable ones with ``.1``."""
        repeated = tuple(f"{name}.1" for name in self._repeated)
        return _ATTRIBUTES.get(self.what, _DEFAULT) + repeated

    @property
    def _repeated(self) -> tuple[str, ...]:
        return () if self.what in _WITHOUT_LABEL else _REPEATED

    @property
    def required(self) -> str | None:
        """The attribute without which the element cannot be shown, if there is one."""
        if self.what in _WITHOUT_LABEL:
            return None
        return {"framework": "name", "remark": "text"}.get(self.what, "label")


@dataclass(frozen=True, slots=True)
class RatedItem:
    """An item that takes ratings: its part, its group (axis or pair), its scale and who set it."""

    id: str
    part: str
    group: str | None
    scale: str
    status: str
    source: str | None


def scale_key(scale: str) -> str:
    """Id under which the texts of a scale stand."""
    return f"scale.{scale}"


def value_key(scale: str, value: str) -> str:
    """Id under which the texts of one answer of a scale stand."""
    return f"scale.{scale}.{value}"


def items_of(part: Part) -> Iterator[tuple[Item, str | None]]:
    """Items of a part with the axis or pair that holds them."""
    if isinstance(part, Quadrant):
        yield from ((item, axis.id) for axis in part.axes for item in axis.items)
    elif isinstance(part, Capabilities):
        yield from ((item, pair.id) for pair in part.pairs for item in pair.items)
    elif isinstance(part, (Stages, Checklist, Steps, Options)):
        yield from ((item, None) for item in part.items)


def rated_items(definition: Definition) -> Iterator[RatedItem]:
    """All items of the parts that have a scale, in the order of the definition."""
    for part in definition.parts:
        scale = getattr(part, "scale", None)
        if scale is not None:
            for item, group in items_of(part):
                yield RatedItem(item.id, part.id, group, scale, item.status, item.source)


def elements_of(definition: Definition) -> Iterator[Element]:
    """Every element of a framework in the order of its definition; faulty ones may repeat ids."""
    yield Element("framework", "framework")
    for scale in definition.scales:
        yield Element(scale_key(scale.id), "scale")
        for value in scale.values:
            yield Element(value_key(scale.id, value.id), "scale value")
    for part in definition.parts:
        yield Element(part.id, "part", part.id)
        yield from _inner(part, definition)
    yield from (Element(remark.id, "remark") for remark in definition.remarks)
    yield from (Element(link.id, "link") for link in definition.links)
    yield from _earlier(definition)


def _inner(part: Part, definition: Definition) -> Iterator[Element]:
    """Elements inside a part: groups first, then items, then cells."""
    for what, entries in _groups(part):
        yield from (Element(entry, what, part.id) for entry in entries)
    yield from (Element(item.id, "item", part.id) for item, _ in items_of(part))
    if isinstance(part, Stages):
        stages = next((s.ids for s in definition.scales if s.id == part.scale), ())
        for item in part.items:
            yield from (Element(f"{item.id}.{stage}", "stage cell", part.id) for stage in stages)
    if isinstance(part, Capabilities):
        for item, _ in items_of(part):
            yield from (Element(f"{item.id}.{lens}", "lens cell", part.id) for lens in part.lenses)


def _groups(part: Part) -> Iterator[tuple[str, list[str]]]:
    if isinstance(part, Canvas):
        yield "box", [box.id for box in part.boxes]
        yield "layout", [layout.id for layout in part.layouts]
    elif isinstance(part, Quadrant):
        yield "axis", [axis.id for axis in part.axes]
        yield "cell", [cell.id for cell in part.cells]
    elif isinstance(part, Stages):
        yield "banner", [banner.id for banner in part.banners]
        yield "gap", [gap.id for gap in part.gaps]
        yield "move", [move.id for move in part.moves]
    elif isinstance(part, Capabilities):
        yield "pair", [pair.id for pair in part.pairs]
        yield "lens", list(part.lenses)
        yield "motto", list(part.mottos)


def _earlier(definition: Definition) -> Iterator[Element]:
    for version in definition.earlier_versions:
        yield Element(version.id, "earlier version")
        for group in version.groups:
            yield Element(group.id, "group", version.id)
            yield from (Element(element, "element", version.id) for element in group.elements)
