"""A table as a page shows it: heads in one or two lines, cells as lines of text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from engagement_kit.tables.backing import Backed, Quote
from engagement_kit.tables.table import Cell, Column, Table

__all__ = ["NOTHING", "Line", "Shown", "head_groups", "page_columns", "page_rows"]

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a cell; a line of evidence carries its year and its citation."""

    text: str
    quote: Quote | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell as a page shows it. Numbers run from left to right in every language."""

    lines: tuple[Line, ...]
    is_number: bool = False

    @property
    def text(self) -> str:
        """Everything in one line."""
        return " ".join(line.text for line in self.lines)


def page_columns(table: Table) -> list[Column]:
    """The columns that a page shows."""
    return [column for column in table.columns if column.on_page]


def head_groups(table: Table) -> list[tuple[str, int]]:
    """Heads over the columns of a page with the number of columns below each; "" where none is."""
    runs = groupby(column.group for column in page_columns(table))
    return [(group, len(list(run))) for group, run in runs]


def page_rows(table: Table) -> Iterator[list[Shown]]:
    """Every row as a page shows it."""
    places = {column.id: place for place, column in enumerate(table.columns)}
    columns = [(places[column.id], column) for column in page_columns(table)]
    for row in table.rows:
        yield [_shown(row, place, column, places) for place, column in columns]


def _shown(row: tuple[Cell, ...], place: int, column: Column, places: dict[str, int]) -> Shown:
    value = row[place]
    if isinstance(value, Backed):
        return Shown(tuple(_lines(value)) or (Line(NOTHING),))
    if column.kind == "text" and (value is None or isinstance(value, str)):
        return Shown((Line(value or NOTHING),))
    text = _written(value, column)
    if column.bounds:
        low, high = (_written(row[places[one]], column) for one in column.bounds)
        text = f"{text} [{low}, {high}]" if {low, high} != {NOTHING} else text
    if column.of:
        text = f"{text}/{_written(row[places[column.of]], column)}"
    return Shown((Line(text),), is_number=True)


def _lines(value: Backed) -> Iterator[Line]:
    for entry in value.entries:
        yield Line(entry.text)
        yield from (Line(quote.text, quote) for quote in entry.quotes)
        if entry.more:
            yield Line(entry.more)


def _written(value: Cell, column: Column) -> str:
    """A number as a page shows it: halves are rounded as Python's formatting does."""
    if value is None:
        return NOTHING
    if isinstance(value, float) and column.kind == "number":
        return f"{value:.{column.digits}f}"
    return str(value)
