"""A framework as people use it: its definition together with its words in one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.frameworks.elements import (
    Element,
    RatedItem,
    elements_of,
    rated_items,
    value_key,
)
from engagement_kit.frameworks.schema import (
    Box,
    Canvas,
    Definition,
    Part,
    Provenance,
    Scale,
    TextFile,
)

__all__ = ["RIGHT_TO_LEFT", "Framework"]

T = TypeVar("T")

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})


@dataclass(frozen=True, eq=False)
class Framework:
    """A framework in one language.

    Ids name everything; :meth:`label` and :meth:`text` give the words. Shown in a notebook, it
    draws itself as a page, from right to left in Arabic.

    Attributes
    ----------
    definition : Definition
        Ids, order, scales, rules and layout, the same in every language.
    lang : str
        Language of the words.
    folder : Path or None
        Where it was read from.
    fingerprints : mapping of str to str
        SHA-256 of each of its files as they were read.
    """

    definition: Definition
    lang: str
    _texts: Mapping[str, TextFile] = field(repr=False)
    folder: Path | None = None
    fingerprints: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def id(self) -> str:
        """Short name, unique among the frameworks that are loaded together."""
        return self.definition.id

    @property
    def version(self) -> str:
        """Version of the published framework, as text."""
        return self.definition.version

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages that the framework has; the first is the reference."""
        return self.definition.languages

    @property
    def direction(self) -> str:
        """``rtl`` for languages written from right to left, else ``ltr``."""
        return "rtl" if self.lang.split("-")[0] in RIGHT_TO_LEFT else "ltr"

    @property
    def name(self) -> str:
        """Full name in the language of the framework."""
        return self.text("framework", "name") or self.id

    @property
    def parts(self) -> tuple[Part, ...]:
        """Parts in the order of the definition."""
        return self.definition.parts

    @cached_property
    def items(self) -> tuple[RatedItem, ...]:
        """Everything that takes a rating, in the order of the definition."""
        return tuple(rated_items(self.definition))

    @cached_property
    def boxes(self) -> tuple[Box, ...]:
        """Everything that takes notes, in the order of the definition."""
        return tuple(box for part in self.parts if isinstance(part, Canvas) for box in part.boxes)

    @cached_property
    def elements(self) -> dict[str, Element]:
        """Every id of the framework with its kind of element."""
        return {element.id: element for element in elements_of(self.definition)}

    @cached_property
    def _items_by_id(self) -> dict[str, RatedItem]:
        return {item.id: item for item in self.items}

    def part(self, part_id: str) -> Part:
        """The part with this id; UnknownId names the parts there are."""
        return _pick("part", part_id, {part.id: part for part in self.parts})

    def parts_of(self, kind: str) -> tuple[Part, ...]:
        """Parts of one kind: canvas, quadrant, stages, checklist, capabilities, steps, options."""
        return tuple(part for part in self.parts if part.kind == kind)

    def only_part(self, kind: str, part_id: str | None = None) -> Any:
        """The part of this kind: the named one, or the first there is.

        Raises
        ------
        WrongKind
            If the framework has no part of this kind, or the named part is of another one.
        UnknownId
            If there is no part of that name.
        """
        found = self.part(part_id) if part_id else next(iter(self.parts_of(kind)), None)
        if found is None:
            kinds = ", ".join(sorted({part.kind for part in self.parts}))
            raise WrongKind(
                f"framework {self.id!r}", f"parts of kind {kinds}", f"a part of kind {kind}"
            )
        if found.kind != kind:
            raise WrongKind(f"part {found.id!r} of {self.id!r}", found.kind, f"kind {kind}")
        return found

    def items_of(self, part_id: str) -> tuple[RatedItem, ...]:
        """Rated items of one part, in order."""
        part = self.part(part_id)
        return tuple(item for item in self.items if item.part == part.id)

    def item(self, item_id: str) -> RatedItem:
        """The rated item with this id; UnknownId names the nearest one."""
        return _pick("item", item_id, self._items_by_id)

    def scale(self, scale_id: str) -> Scale:
        """The scale with this id."""
        return _pick("scale", scale_id, {scale.id: scale for scale in self.definition.scales})

    def text(self, element_id: str, attribute: str) -> str | None:
        """A text of an element in the framework's language, or None where there is none."""
        string = self._texts[self.lang].strings.get(f"{element_id}.{attribute}")
        return string.text if string else None

    def texts(self, element_id: str, attribute: str) -> tuple[str, ...]:
        """Numbered texts of an element (``question.1``, ``question.2`` ...), in order."""
        found: list[str] = []
        while text := self.text(element_id, f"{attribute}.{len(found) + 1}"):
            found.append(text)
        return tuple(found)

    def strings(self) -> dict[str, str]:
        """All texts in the framework's language, as ``{"<element>.<attribute>": text}``."""
        found = self._texts[self.lang].strings
        return {key: string.text for key, string in found.items() if string.text is not None}

    def label(self, element_id: str) -> str:
        """What an element is called; UnknownId if the framework has no such element."""
        _pick("element", element_id, self.elements)
        return self.text(element_id, "label") or element_id

    def value_label(self, scale_id: str, value: str) -> str:
        """What an answer of a scale is called."""
        return self.label(value_key(scale_id, value))

    def provenance(self, element_id: str, attribute: str) -> Provenance | None:
        """Where a text comes from: seed, source, inferred, authored or unknown."""
        string = self._texts[self.lang].strings.get(f"{element_id}.{attribute}")
        return string.provenance if string else None

    def in_language(self, lang: str) -> Framework:
        """The same framework in another of its languages."""
        _pick(f"language of {self.id!r}", lang, {known: known for known in self.languages})
        return replace(self, lang=lang)

    def __repr__(self) -> str:
        kinds = ", ".join(part.kind for part in self.parts)
        return f"<Framework {self.id} {self.version}, {self.lang}: {kinds}>"

    def _repr_html_(self) -> str:
        from engagement_kit.frameworks.page import framework_html

        return framework_html(self)


def _pick(what: str, key: str, known: Mapping[str, T]) -> T:
    """``known[key]``, or UnknownId with the nearest key."""
    if key not in known:
        raise UnknownId(what, key, known)
    return known[key]
