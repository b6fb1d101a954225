"""Writing workbooks: the same bytes each time, and no text that a spreadsheet would run."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from engagement_kit.errors import Fault, Faults
from engagement_kit.exchange.sheets.sheetrows import Cell

__all__ = ["MAX_CELL", "BookWriter"]

MAX_CELL = 32_767  # characters that a cell of a workbook holds
_EXACT = 2**53
_CREATED = dt.datetime(2020, 1, 1)  # noqa: DTZ001 - a fixed moment, so that equal content is equal bytes
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


class BookWriter:
    """A workbook that is being written; :meth:`close` gives its bytes.

    Parameters
    ----------
    file : str
        How messages name it.
    title : str
        Title among the properties of the file.
    """

    def __init__(self, file: str, title: str) -> None:
        self._file = file
        self._data = io.BytesIO()
        self.book = xlsxwriter.Workbook(self._data, _OPTIONS)
        self.book.set_properties({"title": title, "created": _CREATED})
        self._head = self.book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        self._text = self.book.add_format({"text_wrap": True, "valign": "top"})
        self._faults: list[Fault] = []

    def add(
        self,
        name: str,
        header: Sequence[str],
        rows: Iterable[Sequence[Cell]],
        widths: Sequence[int] = (),
    ) -> Any:
        """A sheet with a header that stays in view; xlsxwriter's worksheet comes back."""
        sheet = self.book.add_worksheet(name)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        for column, title in enumerate(header):
            sheet.write_string(0, column, title, self._head)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                self._write(sheet, number, column, value)
        sheet.freeze_panes(1, 0)
        return sheet

    def _write(self, sheet: Any, row: int, column: int, value: Cell) -> None:
        if value is None or value == "":
            return
        if isinstance(value, int | float) and abs(value) <= _EXACT:
            sheet.write_number(row, column, value, self._text)
            return
        text = str(value)
        if len(text) > MAX_CELL:
            place = f"{self._file} [{sheet.get_name()}]"
            expected = (f"{MAX_CELL:,}",)
            self._faults.append(Fault("too_long_for_cell", place, "", row + 1, len(text), expected))
            return
        sheet.write_string(row, column, text, self._text)

    def close(self) -> bytes:
        """Bytes of the workbook.

        Raises
        ------
        Faults
            A text is too long for a cell.
        """
        self.book.close()
        if self._faults:
            raise Faults(self._faults)
        return self._data.getvalue()
