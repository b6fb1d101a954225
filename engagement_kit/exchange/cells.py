"""Cells as text: what a spreadsheet makes of numbers and dates, and text that it would run."""

from __future__ import annotations

import datetime as dt
import re

__all__ = ["cell_text", "defuse", "is_blank", "number_text", "undefuse"]

# A spreadsheet takes text that begins like this for a formula. The apostrophes in front are those
# that a text may have had before: each passage out adds one and each passage in takes one away.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_DEFUSED = re.compile(r"'+[=+\-@\t\r]")
_EXACT = 2**53  # up to here a spreadsheet's numbers are exact


def defuse(text: str) -> str:
    """Text that no spreadsheet runs: with an apostrophe before what it takes for a formula.

    Examples
    --------
    >>> defuse("=1+1"), defuse("one"), undefuse(defuse("'@here"))
    ("'=1+1", 'one', "'@here")
    """
    return f"'{text}" if _FORMULA.match(text) else text


def undefuse(text: str) -> str:
    """The text as it was before :func:`defuse`."""
    return text[1:] if _DEFUSED.match(text) else text


def is_blank(text: str) -> bool:
    """Whether a cell holds nothing that can be seen."""
    return not text or text.isspace()


def cell_text(value: object) -> str:
    """Text of a cell of a workbook: 2014.0 is a year again, and a date is written as 2014-12-31."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return number_text(value)
    if isinstance(value, dt.datetime):
        midnight = value.time() == dt.time()
        return value.date().isoformat() if midnight else value.isoformat(" ")
    return "" if value is None else str(value)


def number_text(value: float) -> str:
    """A number as short as it can be written without loss."""
    whole = value == int(value) if abs(value) < _EXACT else isinstance(value, int)
    return str(int(value)) if whole else repr(float(value))
