"""The R script that reads tables back: types, order, meanings, and counts that must be the same."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import pandas as pd

from engagement_kit.exchange.sheets.delimited import csv_text
from engagement_kit.exchange.statistics.described import REASONS, DescribedColumn, DescribedTable
from engagement_kit.r_text import r_comment, r_number, r_string, r_vector

__all__ = ["HELPERS", "reasons_text", "table_lines", "table_text"]

_LARGEST_WHOLE = 2**31 - 1  # that R holds as an integer

# Text is marked as UTF-8 and not translated, so that any machine reads it. An apostrophe before
# what a spreadsheet would run is taken off again.
HELPERS = """
read_cells <- function(file, columns, rows) {
  data <- read.csv(file, colClasses = "character", na.strings = "", encoding = "UTF-8",
    check.names = FALSE, fill = FALSE, blank.lines.skip = FALSE)
  stopifnot(ncol(data) == length(columns), nrow(data) == rows)
  names(data) <- columns
  data[] <- lapply(data, function(x) {
    marked <- grepl("^'+[=+@\\t\\r-]", x)
    x[marked] <- substring(x[marked], 2)
    x
  })
  data
}
as_text <- function(x, known) {
  stopifnot(sum(!is.na(x)) == known)
  x
}
as_answers <- function(x, levels, ordered, counts) {
  found <- factor(x, levels = levels, ordered = ordered)
  stopifnot(sum(!is.na(x)) == sum(counts), as.integer(table(found)) == counts)
  found
}
as_numbers <- function(x, type, known, total) {
  found <- as(x, type)
  stopifnot(sum(!is.na(found)) == known)
  if (!is.na(total)) {
    stopifnot(abs(sum(as.numeric(found), na.rm = TRUE) - total) <= 1e-9 * max(1, abs(total)))
  }
  found
}
"""


def table_text(table: DescribedTable) -> str:
    """The cells of a table as CSV: ids, numbers and text."""
    columns = [list(map(_cell, table.frame[c.name])) for c in table.columns]
    return csv_text([c.name for c in table.columns], zip(*columns, strict=True))


def reasons_text(table: DescribedTable) -> str | None:
    """Why cells are empty, as CSV in the rows of the table; None where the table itself says so."""
    if not _has_own_reasons(table):
        return None
    columns = [list(map(_cell, reasons)) for reasons in table.reasons.values()]
    return csv_text(list(table.reasons), zip(*columns, strict=True))


def _has_own_reasons(table: DescribedTable) -> bool:
    return bool(table.reasons) and "missing" not in table.frame.columns


def _cell(value: Any) -> Any:
    """A cell as CSV takes it; a text that is empty is none."""
    if value is None or pd.isna(value):
        return None
    plain = value.item() if hasattr(value, "item") else value
    return plain.replace("\x00", "\N{REPLACEMENT CHARACTER}") if isinstance(plain, str) else plain


def table_lines(table: DescribedTable, name: str, file: str, reasons: str) -> Iterator[str]:
    """The lines that read a table as the object ``name``, and its reasons beside it.

    Parameters
    ----------
    table : DescribedTable
    name : str
        A name that R takes.
    file, reasons : str
        Names of its files.
    """
    yield ""
    yield r_comment(table.title)
    yield from _reading(name, file, [c.name for c in table.columns], len(table.frame))
    for column in table.columns:
        yield from _column_lines(name, column, table.frame[column.name])
    if _has_own_reasons(table):
        own = f"{name}_missing"
        yield r_comment("Why cells are empty, in the same rows; NA where nobody said why")
        yield from _reading(own, reasons, list(table.reasons), len(table.frame))
        for item, cells in table.reasons.items():
            yield _factor(own, item, cells, REASONS, is_ordered=False)


def _reading(name: str, file: str, columns: list[str], rows: int) -> Iterator[str]:
    yield f"{name} <- read_cells({r_string(file)}, {r_vector(columns)}, {rows})"


def _column_lines(name: str, column: DescribedColumn, cells: pd.Series) -> Iterator[str]:
    place = f"{name}[[{r_string(column.name)}]]"
    if column.answers:
        ids = tuple(answer.id for answer in column.answers)
        yield _factor(name, column.name, cells, ids, is_ordered=column.is_ordered)
        labels = r_vector(answer.label for answer in column.answers)
        yield f'attr({place}, "answers") <- setNames({labels}, levels({place}))'
    elif column.kind == "string":
        known = sum(bool(cell) for cell in map(_cell, cells))
        yield f"{place} <- as_text({place}, {known})"
    else:
        yield f"{place} <- as_numbers({place}, {_numbers(column, cells)})"
    yield f'attr({place}, "label") <- {r_string(column.meaning or column.name)}'


def _factor(
    name: str, column: str, cells: pd.Series, ids: tuple[str, ...], *, is_ordered: bool
) -> str:
    place = f"{name}[[{r_string(column)}]]"
    held = [_cell(cell) for cell in cells]
    counts = ", ".join(str(held.count(one)) for one in ids)
    ordered = str(is_ordered).upper()
    return f"{place} <- as_answers({place}, {r_vector(ids)}, {ordered}, c({counts}))"


def _numbers(column: DescribedColumn, cells: pd.Series) -> str:
    """Type of R, how many are known, and their sum; NA for a sum that no number is."""
    held = [float(cell) for cell in map(_cell, cells) if cell is not None]
    total = math.fsum(held) if all(map(math.isfinite, held)) else math.nan
    told = "NA" if math.isnan(total) else r_number(total)
    return f'"{_type(column, held)}", {len(held)}, {told}'


def _type(column: DescribedColumn, held: list[float]) -> str:
    if column.kind == "boolean":
        return "logical"
    is_whole = column.kind == "integer" and all(abs(one) <= _LARGEST_WHOLE for one in held)
    return "integer" if is_whole else "numeric"
