"""A sheet as rows of text, before anyone asks what its columns mean."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["MAX_ROWS", "RawRow", "RawSheet"]

MAX_ROWS = 1_000_000  # more than any spreadsheet program shows

RawRow = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class RawSheet:
    """Rows of one sheet, blank ones left out.

    Attributes
    ----------
    file : str
        How messages name it: the path, with the sheet's name if it is part of a workbook.
    name : str
        Name of the sheet, or of the file without its ending.
    rows : list of (int, list of str)
        Line in the file (of a workbook: number of the row) and its cells.
    """

    file: str
    name: str
    rows: list[RawRow]
