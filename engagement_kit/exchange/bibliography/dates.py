"""Dates as people write them and as CSL-JSON does."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

__all__ = ["date_of", "date_text", "printed_date"]

_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?\Z")
_BEGINS = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?(?=\s*\()")
# By the numbers of CSL; some programs write the word.
_SEASONS = {"1": "Spring", "2": "Summer", "3": "Autumn", "4": "Winter"}
_UNDATED = re.compile(r"\s*n\.\s*d\.", re.IGNORECASE)


def date_of(text: str) -> dict[str, Any]:
    """A date of CSL-JSON: in parts if it is a year, month or day, else as it was written.

    Examples
    --------
    >>> date_of("2018-03"), date_of("2018/19")
    ({'date-parts': [[2018, 3]]}, {'literal': '2018/19'})
    """
    parts = [_parts(end) for end in text.split("/")] if text.count("/") < 2 else []
    if parts and all(parts):
        return {"date-parts": parts}
    return {"literal": text}


def _parts(text: str) -> list[int]:
    """Year, month and day of a text that is such a date; else nothing."""
    found = _DAY.match(text)
    numbers = [int(part) for part in found.groups() if part] if found else []
    try:
        dt.date(*[*numbers, 1, 1][:3])
    except (ValueError, TypeError):
        return []
    return numbers


def date_text(date: object) -> str | None:
    """A date of CSL-JSON as a text such as ``2018-03-01``; None where it says nothing."""
    if not isinstance(date, Mapping):
        return date.strip() or None if isinstance(date, str) else None
    parts = date.get("date-parts")
    if isinstance(parts, list) and parts:
        ends = [_written(part) for part in parts[:2]]
        if all(ends):
            season = _SEASONS.get(str(date.get("season", "")), str(date.get("season", "")))
            words = ("c." if date.get("circa") else "", season, "/".join(map(str, ends)))
            return " ".join(filter(None, words))
    for name in ("literal", "raw"):
        if str(date.get(name, "")).strip():
            return str(date[name]).strip()
    return None


def _written(parts: object) -> str | None:
    """Parts of a date with hyphens; text such as "2018" counts as a number."""
    if not isinstance(parts, list) or not 0 < len(parts) < 4:
        return None
    numbers = [str(part).strip() for part in parts]
    if not all(number.isdecimal() and len(number) < 5 for number in numbers):
        return None
    year, *rest = (int(number) for number in numbers)
    text = "-".join((f"{year:04}", *(f"{number:02}" for number in rest if number)))
    return text if _parts(text) else None


def printed_date(date: object) -> dict[str, Any] | None:
    """What stands for a date in a printed reference; None for a source without a date.

    What a compiler found out about an undated source ("n.d. (2018)") is a help for dating facts and
    no date of the source. Of "2014 (republished 2017)" the first date is printed.
    """
    text = date_text(date)
    if text is None or _UNDATED.match(text):
        return None
    circa = text.startswith("c. ")
    bare = text.removeprefix("c. ")
    first = _BEGINS.match(bare)
    found = date_of(first[0] if first else bare)
    return {**found, "circa": True} if circa and "date-parts" in found else found
