"""Results of comparisons as HTML for notebooks; every text is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from engagement_kit.frameworks import RIGHT_TO_LEFT
from engagement_kit.markup import Html, tag

__all__ = ["result_html"]

_MOST_ROWS = 60


def result_html(
    title: str,
    facts: Mapping[str, object],
    *tables: pd.DataFrame,
    remarks: Iterable[str] = (),
    lang: str = "en",
) -> str:
    """A result in a notebook: its title, facts by name, its tables, and what to know about it.

    Parameters
    ----------
    title : str
    facts : mapping of name to value
        Numbers have at most three decimals; what is None is left out.
    *tables : DataFrame
        Shown without their index, at most 60 rows of each.
    remarks : iterable of str
    lang : str
        Language of the texts, which gives their direction.
    """
    told = [f"{name}: {_told(value)}" for name, value in facts.items() if value is not None]
    shown = [
        Html(
            table.to_html(
                index=False, max_rows=_MOST_ROWS, na_rep="", border=0, float_format=_decimals
            )
        )
        for table in tables
    ]
    listed = [tag("li", remark) for remark in remarks]
    return tag(
        "div",
        tag("p", tag("b", title), " ", "; ".join(told)),
        shown,
        tag("ul", listed) if listed else None,
        dir="rtl" if lang.split("-", maxsplit=1)[0] in RIGHT_TO_LEFT else "ltr",
        lang=lang,
    )


def _told(value: object) -> str:
    return _decimals(value) if isinstance(value, float) else str(value)


def _decimals(number: float) -> str:
    return f"{number:.3f}"
