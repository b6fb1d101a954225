"""The form of ``framework.yaml`` and ``text.<language>.yaml``, as pydantic models.

A definition holds ids, order, scales, rules and layout; every word that people read is in the text
files, so that a translator opens one file. A part is of one of seven kinds, told apart by ``kind``.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from engagement_kit.frameworks.fields import (
    MOST_LINES,
    Entry,
    Id,
    Language,
    Lines,
    Number,
    Provenance,
    Share,
    Status,
    Years,
)

__all__ = [
    "Axis",
    "Banner",
    "Box",
    "Canvas",
    "Capabilities",
    "Cell",
    "Checklist",
    "Definition",
    "Gap",
    "Item",
    "Layout",
    "Options",
    "Pair",
    "Part",
    "Place",
    "Provenance",
    "Quadrant",
    "Scale",
    "ScaleValue",
    "Stages",
    "Steps",
    "TextFile",
]


class Source(Entry):
    """Where a text or a judgement about the framework comes from."""

    key: Id
    title: str
    author: str | None = None
    publisher: str | None = None
    date: str | None = None
    url: str | None = None
    note: str | None = None


class Licence(Entry):
    """Who holds the rights and on what terms the texts may stand here."""

    id: str
    holder: str
    terms: Literal["share-alike", "own-words", "permission", "open"]
    url: str | None = None


class ScaleValue(Entry):
    """One answer of a scale; ``value`` is its number, used for scores."""

    id: Id
    value: Number


class Scale(Entry):
    """An ordered list of answers, lowest first, with rising numbers.

    A scale is ordinal: ``number`` is a convention for scores, ``rank`` is what statistics may use.
    """

    id: Id
    values: Annotated[tuple[ScaleValue, ...], Field(min_length=2)]

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of the answers, lowest first."""
        return tuple(value.id for value in self.values)

    @property
    def minimum(self) -> float:
        """The lowest number of the scale."""
        return self.values[0].value

    @property
    def maximum(self) -> float:
        """The highest number of the scale."""
        return self.values[-1].value

    def rank(self, answer: str) -> int:
        """Place of an answer on the scale, from 0; ValueError where it is not on the scale."""
        return self.ids.index(answer)

    def number(self, answer: str) -> float:
        """Number of an answer; ValueError where it is not on the scale."""
        return self.values[self.rank(answer)].value


class Item(Entry):
    """Something that is rated; ``links`` name models of the family that a step leads to."""

    id: Id
    status: Status = "attested"
    source: Id | None = None
    links: tuple[Id, ...] = ()
    aliases: tuple[Id, ...] = ()


class Parameter(Entry):
    """A number that decides something, with who set it."""

    value: Share
    status: Status
    source: Id | None = None


class _Part(Entry):
    id: Id
    source: Id | None = None
    aliases: tuple[Id, ...] = ()


class Box(Entry):
    """A box of a canvas: it takes notes, not ratings."""

    id: Id
    source: Id | None = None
    deepened_by: Id | None = None
    aliases: tuple[Id, ...] = ()


class Place(Entry):
    """Where a box stands on the grid, counted from 0 at the top and at the reading side."""

    box: Id
    row: Annotated[int, Field(strict=True, ge=0, lt=MOST_LINES)]
    column: Annotated[int, Field(strict=True, ge=0, lt=MOST_LINES)]
    rows: Lines = 1
    columns: Lines = 1


class Layout(Entry):
    """One way to lay the boxes of a canvas on a grid."""

    id: Id
    confidence: Literal["published", "inferred", "authored"]
    columns: Lines
    rows: Lines
    cells: tuple[Place, ...]


class Canvas(_Part):
    """Boxes on a grid."""

    kind: Literal["canvas"]
    boxes: Annotated[tuple[Box, ...], Field(min_length=1)]
    layouts: Annotated[tuple[Layout, ...], Field(min_length=1)]


class Axis(Entry):
    """One axis of a quadrant part: a checklist."""

    id: Id
    items: Annotated[tuple[Item, ...], Field(min_length=1)]


class Cell(Entry):
    """One of the four quadrants, told by a level on each axis."""

    id: Id
    levels: dict[str, Literal["low", "high"]]
    aliases: tuple[Id, ...] = ()


class Quadrant(_Part):
    """Two axes of checklist items and four cells; the first axis is drawn horizontally."""

    kind: Literal["quadrant"]
    scale: Id
    threshold: Parameter
    min_known: Parameter
    axes: Annotated[tuple[Axis, ...], Field(min_length=2, max_length=2)]
    cells: Annotated[tuple[Cell, ...], Field(min_length=4, max_length=4)]

    def cell(self, levels: dict[str, str]) -> Cell:
        """The cell with these levels on the two axes."""
        return next(cell for cell in self.cells if cell.levels == levels)


class Banner(Entry):
    """A name over several neighbouring stages."""

    id: Id
    stages: Annotated[tuple[Id, ...], Field(min_length=1)]


class Gap(Entry):
    """What lies between two stages; ``requirements`` names a checklist part."""

    id: Id
    after: Id
    before: Id
    requirements: Id | None = None


class Move(Entry):
    """What moves an organisation from one stage to the next."""

    id: Id
    after: Id
    before: Id


class Stages(_Part):
    """Ordered stages (the values of the scale) rated on one or more dimensions."""

    kind: Literal["stages"]
    scale: Id
    items: Annotated[tuple[Item, ...], Field(min_length=1)]
    banners: tuple[Banner, ...] = ()
    gaps: tuple[Gap, ...] = ()
    moves: tuple[Move, ...] = ()
    horizons: tuple[Years, ...] = ()


class Checklist(_Part):
    """Items that are met or not, e.g. the requirements of a gap."""

    kind: Literal["checklist"]
    scale: Id
    items: Annotated[tuple[Item, ...], Field(min_length=1)]


class Pair(Entry):
    """Two capabilities that belong together, with one outcome and one feeling."""

    id: Id
    items: Annotated[tuple[Item, ...], Field(min_length=1)]
    motto: tuple[Id, ...] = ()


class Capabilities(_Part):
    """Pairs of capabilities, each seen through lenses."""

    kind: Literal["capabilities"]
    scale: Id
    pairs: Annotated[tuple[Pair, ...], Field(min_length=1)]
    lenses: tuple[Id, ...] = ()
    mottos: tuple[Id, ...] = ()


class Steps(_Part):
    """Things in an order; rated where there is a scale."""

    kind: Literal["steps"]
    scale: Id | None = None
    items: Annotated[tuple[Item, ...], Field(min_length=1)]


class Options(_Part):
    """Things without an order; rated where there is a scale."""

    kind: Literal["options"]
    scale: Id | None = None
    items: Annotated[tuple[Item, ...], Field(min_length=1)]


Part = Canvas | Quadrant | Stages | Checklist | Capabilities | Steps | Options


class Link(Entry):
    """A model of the family, with the framework that defines it where there is one."""

    id: Id
    framework: Id | None = None
    source: Id | None = None


class Remark(Entry):
    """Something that the reader of a part should know."""

    id: Id
    about: Id = "framework"
    source: Id | None = None


class Group(Entry):
    """Elements of an earlier version that stand together."""

    id: Id
    elements: tuple[Id, ...]


class EarlierVersion(Entry):
    """What an earlier version of the same framework consisted of."""

    id: Id
    version: str
    source: Id | None = None
    groups: tuple[Group, ...]


class Definition(Entry):
    """Everything of a framework but its words: the content of ``framework.yaml``."""

    format: Literal[1]
    id: Id
    version: str
    languages: Annotated[tuple[Language, ...], Field(min_length=1)]
    aliases: tuple[Id, ...] = ()
    licence: Licence
    sources: tuple[Source, ...] = ()
    scales: tuple[Scale, ...] = ()
    parts: Annotated[tuple[Annotated[Part, Field(discriminator="kind")], ...], Field(min_length=1)]
    remarks: tuple[Remark, ...] = ()
    earlier_versions: tuple[EarlierVersion, ...] = ()
    links: tuple[Link, ...] = ()


class String(Entry):
    """One text with where it comes from; None with ``unknown`` where the model is silent."""

    text: str | None
    provenance: Provenance
    source: Id | None = None


class TextFile(Entry):
    """All words of a framework in one language: the content of ``text.<language>.yaml``."""

    format: Literal[1]
    framework: Id
    language: Language
    strings: dict[str, String]
