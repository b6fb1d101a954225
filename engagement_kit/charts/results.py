"""What charts are made from: a result of the right kind, its framework in the right language."""

from __future__ import annotations

from typing import Any, TypeVar

import pandas as pd

from engagement_kit.errors import WrongKind
from engagement_kit.frameworks import Framework

__all__ = ["MOST_MARKS", "expect", "expect_few", "in_language", "is_many"]

T = TypeVar("T")

MOST_MARKS = 2000  # case-waves; with more a mark or a row for each says nothing to anybody


def expect(result: object, kind: type[T], chart: str, made_by: str) -> T:
    """The result itself, if it is of this kind.

    Raises
    ------
    WrongKind
        It is something else; says which function makes what the chart needs.
    """
    if not isinstance(result, kind):
        raise WrongKind(chart, type(result).__name__, kind.__name__, f"{made_by} makes them.")
    return result


def in_language(result: Any, framework: Framework | None, lang: str | None) -> Framework:
    """The framework given, or else the result's own, in a language (its own if none is given)."""
    chosen: Framework = framework or result.framework
    return chosen.in_language(lang or chosen.lang)


def expect_few(table: pd.DataFrame, chart: str, advice: str) -> None:
    """Pass results with a few case-waves: a chart that draws each of them is for no more.

    Raises
    ------
    WrongKind
        There are thousands; says what draws or counts so many.
    """
    if is_many(table):
        wanted = f"at most {MOST_MARKS:,} case-waves, as it draws each"
        raise WrongKind(chart, f"{_case_waves(table):,}", wanted, advice)


def is_many(table: pd.DataFrame) -> bool:
    """Whether a table has more case-waves than a chart that draws each of them is for."""
    return len(table) > MOST_MARKS and _case_waves(table) > MOST_MARKS


def _case_waves(table: pd.DataFrame) -> int:
    return len(table[["case", "wave"]].drop_duplicates())
