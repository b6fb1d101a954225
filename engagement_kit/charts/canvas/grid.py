"""The grid of a canvas on a narrow sheet: fewer boxes beside one another, in the same order."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise

from engagement_kit.frameworks.schema import Layout, Place

__all__ = ["narrowed"]

_LEAST = 78.0  # width of a box in which a line holds two or three words, in points


def narrowed(layout: Layout, width: float) -> Layout:
    """The layout itself where all boxes are wide enough, else one with fewer boxes in a row.

    Boxes keep the order in which the grid is read: row by row, from the reading side. A box over
    the whole width keeps a row of its own, and the boxes of a row share its width. Columns of boxes
    that are taller than a row end with it.
    """
    if min(width / layout.columns * place.columns for place in layout.cells) >= _LEAST:
        return layout
    rows = list(_rows(layout, max(int(width / _LEAST), 1)))
    columns = math.lcm(*(len(row) for row in rows))
    cells = [
        place.model_copy(
            update={
                "row": down,
                "column": across * (columns // len(row)),
                "rows": 1,
                "columns": columns // len(row),
            }
        )
        for down, row in enumerate(rows)
        for across, place in enumerate(row)
    ]
    return layout.model_copy(update={"columns": columns, "rows": len(rows), "cells": tuple(cells)})


def _rows(layout: Layout, most: int) -> Iterator[list[Place]]:
    """Boxes in rows of at most so many, the rows of a run about equally long."""
    run: list[Place] = []
    for place in sorted(layout.cells, key=lambda place: (place.row, place.column)):
        if place.columns == layout.columns or (run and place.row != run[-1].row):
            yield from _even(run, most)
            run = []
        run.append(place)
    yield from _even(run, most)


def _even(run: list[Place], most: int) -> Iterator[list[Place]]:
    count = math.ceil(len(run) / most)
    ends = [round(place * len(run) / count) for place in range(count + 1)] if count else []
    for first, last in pairwise(ends):
        yield run[first:last]
