"""When a fact was: from the words of a source to the first and last year that they allow.

Sources date facts in many ways. Each is read as an interval of years; an end that the words leave
open is None, and a fact whose words name no year is undated: ``(None, None)``.

=============================== ================ ==================================================
words                           interval         why
=============================== ================ ==================================================
2014, ``2014-03``, ``March 2014`` (2014, 2014)   a day or month lies in its year
``2020-2024``, ``2020 to 2024``   (2020, 2024)   all years that are named, first to last
``2018/19``, ``2017-18``          (2018, 2019)   a season: the second number is the year after
``2010-11`` as year               (2010, 2011)   ``year`` holds years, so this is a season ...
``2010-11`` as date               (2010, 2010)   ... but a date may hold a month
``c. 2014``, ``n.d. (c. 2014)``   (2014, 2014)   an estimate is the compiler's best year
``n.d. (opened 2021)``            (2021, 2021)   the year that is named
``2010s``                         (2010, 2019)   a decade
``after 2018``, ``since 2018``    (2018, None)   it may have begun within that year
``2018–``, ``2018 to date``       (2018, None)   likewise; also in Korean and Arabic words
``before 2014``, ``until 2014``   (None, 2014)   it may have lasted into that year
``n.d.``, ``after opening``       (None, None)   no year is named
=============================== ================ ==================================================

Words outside brackets count first; brackets count where nothing outside names a year. Bounds are
wide on purpose: a fact must not be called too late because its source was vague.
"""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["Span", "fact_span", "read_period"]

Span = tuple[int | None, int | None]

UNDATED: Span = (None, None)

_BRACKETS = re.compile(r"\([^)]*\)?")
_YEAR = re.compile(r"(?<!\d)([12]\d{3})(s?)(?!\d)")
_SEASON = re.compile(r"(?<!\d)([12]\d{3})\s?([-/–])\s?(\d\d)(?![-/–]?\d)")
_OPEN_END = re.compile(
    r"\b(?:after|since|from|to date|ongoing|present|today|now)\b|[-–—]\s*$|이후|부터|منذ|بعد",
    re.IGNORECASE,
)
_OPEN_START = re.compile(
    r"\b(?:before|until|by|up to)\b|^\s*[-–—]|이전|까지|قبل|حتى", re.IGNORECASE
)


def fact_span(year: int | str | None, as_of: int | str | None) -> Span:
    """First and last year in which a fact may have been: by ``year``, else by ``as_of``.

    Parameters
    ----------
    year, as_of : int, str or None
        As written in the file. ``as_of`` is used where ``year`` is missing or names no year.
    """
    span = read_period(year, years_only=True)
    return span if span != UNDATED else read_period(as_of)


@lru_cache(maxsize=4096)
def read_period(words: int | str | None, *, years_only: bool = False) -> Span:
    """First and last year that the words of a source allow; None for an end that is open.

    Parameters
    ----------
    words : int, str or None
        Such as ``2014``, ``"2018/19"``, ``"n.d. (c. 2014)"``; the module lists all forms.
    years_only : bool
        Whether the words hold years and no months, so that ``2010-11`` is a season.

    Examples
    --------
    >>> read_period("2020-2024"), read_period("n.d. (since 2015)"), read_period("after opening")
    ((2020, 2024), (2015, None), (None, None))
    """
    if words is None:
        return UNDATED
    if isinstance(words, int):
        return words, words
    outside = _BRACKETS.sub(" ", words)
    text = outside if _YEAR.search(outside) else words
    return _bounds(text, _years(text, years_only=years_only))


def _years(text: str, *, years_only: bool) -> list[int]:
    """Every year that a text names, with the second year of seasons and the last of decades."""
    years: list[int] = []
    for match in _YEAR.finditer(text):
        year = int(match[1])
        years += [year, year + 9] if match[2] else [year]
    for match in _SEASON.finditer(text):
        year, second = int(match[1]), int(match[3])
        may_be_month = match[2] != "/" and second <= 12 and not years_only
        if second == (year + 1) % 100 and not may_be_month:
            years.append(year + 1)
    return years


def _bounds(text: str, years: list[int]) -> Span:
    if not years:
        return UNDATED
    if _OPEN_END.search(text) and len(set(years)) == 1:
        return min(years), None
    if _OPEN_START.search(text) and len(set(years)) == 1:
        return None, max(years)
    return min(years), max(years)
