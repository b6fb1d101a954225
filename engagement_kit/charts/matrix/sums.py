"""Sums of a matrix: at the ends of rows, below columns, and of the rows that are not drawn."""

from __future__ import annotations

from collections.abc import Callable

from engagement_kit.charts.matrix.blocks import Block
from engagement_kit.charts.matrix.grid import MatrixGrid
from engagement_kit.charts.paper.sheet import Sheet
from engagement_kit.charts.rows.cases import ROW, RowPlaces

__all__ = ["draw_sums"]

Number = Callable[[float, float, int, str], object]


def draw_sums(sheet: Sheet, grid: MatrixGrid, block: Block, places: RowPlaces) -> None:
    """All sums of a block of columns."""
    size = sheet.theme.least

    def number(x: float, y: float, value: int, gid: str) -> None:
        sheet.text(x, y, str(value), size=size, side="middle", gid=gid)

    if places.row >= size * 1.1:
        _draw_row_sums(grid, block, places, number)
        _draw_rests(sheet, grid, block, places, number)
    line = {"edgecolor": sheet.theme.grey, "linewidth": sheet.theme.hair}
    sheet.line([(0, places.bottom + 0.5), (block.end, places.bottom + 0.5)], **line)
    middle = places.bottom + ROW / 2 + 1
    sheet.text(0, middle, grid.words("matrix.all"), size=sheet.theme.small, bold=True)
    for x, item, value in zip(
        _middles(block), block.constructs.items, _own(grid, block), strict=True
    ):
        if block.has_upright_foot:
            foot = places.bottom + block.foot - 2
            sheet.upright(x, foot, str(value), size=size, gid=f"total:{item}")
        else:
            number(x, middle, value, f"total:{item}")
    if block.totals is not None:
        number(block.totals + block.total / 2, middle, grid.counts.n_evidence, "total")


def _draw_row_sums(grid: MatrixGrid, block: Block, places: RowPlaces, number: Number) -> None:
    """Pieces of each case, behind the last block of columns."""
    if block.totals is None:
        return
    x = block.totals + block.total / 2
    for row, top, value in zip(grid.rows.rows, places.tops, grid.row_totals, strict=True):
        number(x, top + places.row / 2, value, f"total:{row.case}")


def _draw_rests(
    sheet: Sheet, grid: MatrixGrid, block: Block, places: RowPlaces, number: Number
) -> None:
    """Pieces of those that are not drawn, by construct as far as the numbers fit, and in all."""
    for group, top in places.rests.items():
        values, every = grid.rests[group]
        y, widest = top + places.row / 2, max(values, default=0)
        if sheet.measure(str(widest), size=sheet.theme.least) <= block.column + 1:
            first = block.first
            for x, value in zip(_middles(block), values[first:], strict=False):
                number(x, y, value, f"rest:{group}")
        if block.totals is not None:
            number(block.totals + block.total / 2, y, every, f"rest:{group}")


def _middles(block: Block) -> list[float]:
    return [start + block.column / 2 for start in block.starts]


def _own(grid: MatrixGrid, block: Block) -> list[int]:
    """Sums of the block's own constructs."""
    return grid.column_totals[block.first : block.first + len(block.starts)]
