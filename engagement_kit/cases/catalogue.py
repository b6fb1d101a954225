"""What frameworks offer to cases: the items that take ratings and the boxes that take notes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

__all__ = ["Catalogue", "Offer", "catalogue_of"]


class _Id(Protocol):
    @property
    def id(self) -> str:
        """Id of an item or box."""


class _Item(_Id, Protocol):
    @property
    def scale(self) -> str:
        """Id of its scale."""


class _Scale(Protocol):
    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of the answers, lowest first."""


class Offer(Protocol):
    """The part of a framework that cases are checked against."""

    @property
    def items(self) -> Iterable[_Item]:
        """Items that take ratings."""

    @property
    def boxes(self) -> Iterable[_Id]:
        """Boxes that take notes."""

    def scale(self, scale_id: str) -> _Scale:
        """The scale with this id."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every known item with the answers of its scale, lowest first, and every known box."""

    items: dict[str, tuple[str, ...]]
    boxes: tuple[str, ...]


def catalogue_of(frameworks: Iterable[Offer]) -> Catalogue:
    """The items and boxes of several frameworks together."""
    items: dict[str, tuple[str, ...]] = {}
    boxes: list[str] = []
    for framework in frameworks:
        scales: dict[str, tuple[str, ...]] = {}
        for item in framework.items:
            if item.scale not in scales:
                scales[item.scale] = tuple(framework.scale(item.scale).ids)
            items[item.id] = scales[item.scale]
        boxes += (box.id for box in framework.boxes)
    return Catalogue(items, tuple(boxes))
