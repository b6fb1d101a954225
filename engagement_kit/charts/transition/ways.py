"""From where to where cases moved, with their names in the language of the chart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engagement_kit.charts.results import expect
from engagement_kit.charts.rows.groups import case_names
from engagement_kit.charts.rows.levels import item_label
from engagement_kit.charts.words import chart_words
from engagement_kit.compare import Changes
from engagement_kit.errors import UnknownId
from engagement_kit.frameworks import Framework
from engagement_kit.words import Words

__all__ = ["DIRECTIONS", "Way", "Ways", "gather_ways"]

DIRECTIONS = ("rise", "fall", "across", "same", "not_known")
_NOWHERE = {
    "not_placed": "transition.not_placed",
    "unknown": "level.unknown",
    "not_applicable": "level.not_applicable",
}


@dataclass(frozen=True)
class Way:
    """Cases that moved from one place to another; ``cases`` are ids, settled ones first."""

    start: str
    end: str
    direction: str
    cases: tuple[str, ...]
    open_cases: frozenset[str]
    possible: int


@dataclass(frozen=True)
class Ways:
    """Everything that a transition chart shows.

    Attributes
    ----------
    places : list of str
        Rows and columns, lowest first; where a case stands nowhere comes last.
    names : mapping of str to str
        What cases are called.
    """

    changes: Changes
    framework: Framework
    words: Words
    item: str
    places: list[str]
    rows: tuple[Way, ...]
    names: Mapping[str, str]

    @property
    def title(self) -> str:
        """What is followed: an item, stages or quadrants."""
        if self.item == self.changes.part:
            return self.framework.label(self.item)
        return item_label(self.framework, self.item)

    @property
    def size(self) -> int:
        """How many cases have both waves."""
        return sum(len(way.cases) for way in self.rows)

    @property
    def gaps(self) -> dict[int, str]:
        """Ids of gaps between stages, by how many places lie before them."""
        part = self.framework.part(self.changes.part)
        return {self.places.index(gap.after) + 1: gap.id for gap in getattr(part, "gaps", ())}

    def is_place(self, place: str) -> bool:
        """Whether a case that is there stands somewhere."""
        return place not in _NOWHERE

    def label(self, place: str) -> str:
        """What a place is called."""
        if not self.is_place(place):
            return self.words(_NOWHERE[place])
        part = self.framework.part(self.changes.part)
        if part.kind == "quadrant":
            return self.framework.label(place)
        return self.framework.value_label(str(part.scale), place)  # type: ignore[union-attr]

    def sign(self, place: str) -> str:
        """What stands for a place where its name has no room: its number, from the lowest."""
        if self.is_place(place):
            return str(self.places.index(place) + 1)
        return "×" if place == "not_applicable" else "?"  # no number: it is no higher place

    def way(self, start: str, end: str) -> Way | None:
        """The cases that moved so, if any did."""
        return next((way for way in self.rows if (way.start, way.end) == (start, end)), None)

    def count(self, direction: str) -> int:
        """How many cases moved in a direction."""
        return sum(len(way.cases) for way in self.rows if way.direction == direction)

    def total(self, place: str, *, after: bool) -> int:
        """How many cases were in a place before, or are there after."""
        return sum(len(w.cases) for w in self.rows if (w.end if after else w.start) == place)


def gather_ways(
    changes: object,
    framework: Framework,
    item: str | None = None,
    names: Mapping[str, str] | None = None,
) -> Ways:
    """Ways of one item, of stages or of quadrants.

    Raises
    ------
    WrongKind
        These are no changes.
    UnknownId
        No such item is compared.
    """
    given = expect(changes, Changes, "a transition chart", "compare_waves")
    items = tuple(map(str, given.moves["item"].unique()))
    if item is not None and item not in items:
        raise UnknownId("item", item, items)
    chosen = item or next(iter(items), given.part)
    table = given.transitions[given.transitions["item"] == chosen]
    rows = tuple(
        _way(*row)
        for row in table[["from", "to", "direction", "cases", "open_cases", "n_possible"]]
        .fillna("")
        .itertuples(index=False)
    )
    used = {place for way in rows for place in (way.start, way.end)}
    places = [*given.parameters["places"], *(place for place in _NOWHERE if place in used)]
    label = case_names(given, given.table, framework.lang, names)
    words = chart_words(framework.lang)
    return Ways(given, framework, words, chosen, places, rows, label)


def _way(start: str, end: str, direction: str, cases: str, open_: str, possible: int) -> Way:
    left_open = frozenset(open_.split(";"))
    ordered = sorted(cases.split(";"), key=lambda case: case in left_open)
    return Way(start, end, direction, tuple(ordered), left_open - {""}, int(possible))
