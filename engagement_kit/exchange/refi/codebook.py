"""Frameworks as a codebook: parts, groups, items and boxes as codes, items as variables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from engagement_kit.exchange.refi.fields import value_of, variable_guid
from engagement_kit.exchange.refi.guids import guid_of
from engagement_kit.exchange.refi.project import Code, Value, Variable
from engagement_kit.frameworks import Framework

__all__ = ["ItemScale", "code_guid", "framework_codes", "item_scales", "other_codes"]

# Told apart by eyes that see few colours; one a framework, over and over.
_COLORS = ("#1F77B4", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#6A3D9A", "#666666")
_ANSWER = " (answer)"


@dataclass(frozen=True)
class ItemScale:
    """How the answers to an item become values of variables.

    The format has neither ordered answers nor labels for values: so there is one variable with the
    place of the answer on its scale and one with the answer or the reason why there is none.
    ``numbers`` is empty for an item that no framework here has.
    """

    item: str
    label: str = ""
    numbers: dict[str, int] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    scale: str = ""

    def variables(self) -> Iterator[Variable]:
        """Its variables, whose descriptions hold the scale."""
        scale = ", ".join(f"{n} = {answer}" for answer, n in self.numbers.items())
        said = ", ".join(f"{answer} ({self.labels[answer]})" for answer in self.numbers)
        if self.numbers:
            number = f"{self.label}. Scale {self.scale}, lowest first, ordinal: {scale}"
            yield Variable(variable_guid(self.item), self.item, "Integer", number)
        text = f"{self.label}. Scale {self.scale}, lowest first: {said}. Or why there is no answer:"
        text += " unknown, not_asked, not_applicable, confidential"
        yield Variable(variable_guid(self.item + _ANSWER), self.item + _ANSWER, "Text", text)

    def values(self, answer: str | None, missing: str | None) -> Iterator[Value]:
        """An answer, or the reason why there is none, as values of its variables."""
        if answer in self.numbers:
            yield value_of(self.item, "Integer", self.numbers[answer])
        if answer is not None or missing is not None:
            yield value_of(self.item + _ANSWER, "Text", missing if answer is None else answer)

    @property
    def answer_variable(self) -> str:
        """Name of the variable that holds the answer as text."""
        return self.item + _ANSWER


def item_scales(frameworks: Iterable[Framework]) -> dict[str, ItemScale]:
    """How each item of the frameworks is written, by its id."""
    return {
        item.id: _item_scale(framework, item.id, item.scale)
        for framework in frameworks
        for item in framework.items
    }


def _item_scale(framework: Framework, item: str, scale_id: str) -> ItemScale:
    scale = framework.scale(scale_id)
    whole = all(value.value == int(value.value) for value in scale.values)
    numbers = {
        value.id: int(value.value) if whole else rank for rank, value in enumerate(scale.values)
    }
    labels = {answer: framework.value_label(scale_id, answer) for answer in numbers}
    return ItemScale(item, framework.label(item), numbers, labels, scale_id)


def code_guid(element: str) -> str:
    """GUID of the code of an item or box."""
    return guid_of("code", element)


def framework_codes(frameworks: Iterable[Framework]) -> tuple[Code, ...]:
    """One tree of codes a framework; names are unique, as most programs demand."""
    trees = [
        _framework_code(framework, _COLORS[place % len(_COLORS)])
        for place, framework in enumerate(frameworks)
    ]
    return _unique_names(trees, set())


def _framework_code(framework: Framework, color: str) -> Code:
    parts = tuple(_part_code(framework, part.id, color) for part in framework.parts)
    said = (framework.text("framework", "purpose"), f"version {framework.version}")
    licence = framework.definition.licence
    described = _described(f"framework: {framework.id}", *said, f"{licence.holder}, {licence.id}")
    guid = guid_of("framework", framework.id)
    name = framework.name
    return Code(guid, name, codable=False, description=described, color=color, codes=parts)


def _part_code(framework: Framework, part_id: str, color: str) -> Code:
    part = framework.part(part_id)
    inner: list[Code] = []
    if part.kind == "canvas":
        inner += (_code(framework, box.id, "box", color) for box in part.boxes)
    groups: dict[str | None, list[Code]] = {}
    for item_id, group, scale in _items(framework, part_id):
        groups.setdefault(group, []).append(_code(framework, item_id, "item", color, scale))
    for group, codes in groups.items():
        inner += codes if group is None else [_group(framework, part_id, group, codes, color)]
    described = _described(f"part: {part.id}", framework.text(part.id, "description"))
    guid = guid_of("part", framework.id, part.id)
    label = framework.label(part.id)
    return Code(guid, label, codable=False, description=described, color=color, codes=tuple(inner))


def _items(framework: Framework, part_id: str) -> Iterator[tuple[str, str | None, str | None]]:
    """Items of a part with group and scale; those without a scale are codes, too."""
    rated = framework.items_of(part_id)
    yield from ((item.id, item.group, item.scale) for item in rated)
    if not rated:
        yield from ((item.id, None, None) for item in getattr(framework.part(part_id), "items", ()))


def _group(framework: Framework, part: str, group: str, codes: list[Code], color: str) -> Code:
    described = _described(f"group: {group}", framework.text(group, "description"))
    return Code(
        guid_of("group", framework.id, part, group),
        framework.label(group),
        codable=False,
        description=described,
        color=color,
        codes=tuple(codes),
    )


def _code(
    framework: Framework, element: str, what: str, color: str, scale: str | None = None
) -> Code:
    texts = ("definition", "description")
    said = [framework.text(element, attribute) for attribute in texts]
    said += framework.texts(element, "question")
    if scale is not None:
        answers = framework.scale(scale).ids
        labels = (f"{answer} ({framework.value_label(scale, answer)})" for answer in answers)
        said.append(f"Scale {scale}, lowest first: {', '.join(labels)}")
    described = _described(f"{what}: {element}", *said)
    return Code(code_guid(element), framework.label(element), description=described, color=color)


def _described(*lines: str | None) -> str:
    return "\n".join(line for line in lines if line)


def other_codes(elements: Iterable[str]) -> tuple[Code, ...]:
    """Codes for items and boxes that none of the frameworks has."""
    inner = tuple(Code(code_guid(e), e, description=f"item: {e}") for e in elements)
    if not inner:
        return ()
    name = "Items of frameworks that are not here"
    return (Code(guid_of("framework", ""), name, codable=False, codes=inner),)


def _unique_names(codes: Iterable[Code], taken: set[str]) -> tuple[Code, ...]:
    """The codes with the id behind each name that another code has already."""
    named = []
    for code in codes:
        name = code.name
        if name.casefold() in taken:
            element = code.description.partition("\n")[0].partition(": ")[2]
            name = f"{name} ({element or code.guid})"
        while name.casefold() in taken:
            name += "+"
        taken.add(name.casefold())
        named.append(replace(code, name=name, codes=_unique_names(code.codes, taken)))
    return tuple(named)
