"""The heat map of items in words."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from engagement_kit.assess import Levels
from engagement_kit.charts.results import in_language
from engagement_kit.charts.rows.cells_told import cell_data, missing_told
from engagement_kit.charts.words import chart_words, coder_rule, counted, source_statement
from engagement_kit.frameworks import Framework

__all__ = ["caption_items", "data_items", "describe_items"]


def describe_items(
    levels: Levels, framework: Framework | None = None, *, lang: str | None = None
) -> str:
    """Alternative text: every item with its answers by level, and what is unknown of it.

    Examples
    --------
    >>> from engagement_kit import describe_items, load_framework, rate_levels
    >>> from engagement_kit.cases import Cases
    >>> print(describe_items(rate_levels(Cases(()), load_framework("smi")))[:37])
    Heat map of the items of Investment a
    """
    framework = in_language(levels, framework, lang)
    words, table = chart_words(framework.lang), levels.table
    rows = len(table.drop_duplicates(["case", "wave"]))
    items = framework.items_of(levels.part)
    kind = {"part": framework.label(levels.part), "framework": framework.name}
    parts = [words("items.kind", **kind, rows=rows, items=len(items))]
    answers = framework.scale(levels.scale).ids
    called = [framework.value_label(levels.scale, answer) for answer in answers]
    counts = pd.crosstab(table["item"], table["value"]).reindex(columns=answers, fill_value=0)
    for item in items if rows else ():
        sizes = [int(n) for n in counts.loc[item.id]] if item.id in counts.index else []
        sizes = sizes or [0] * len(answers)
        told = counted(words, zip(called, sizes, strict=True))
        missing = rows - sum(sizes)
        label = framework.label(item.id)
        parts.append(words("items.item", item=label, n=sum(sizes), counts=told, missing=missing))
    differ = int((table["rank"].notna() & (table["low"] < table["high"])).sum())
    return " ".join([*parts, words("capabilities.differ", n=differ)] if differ else parts)


def caption_items(
    levels: Levels,
    framework: Framework | None = None,
    *,
    lang: str | None = None,
    source: str | None = None,
) -> str:
    """Caption for print: n, how coders were brought together, what is unknown, the data's source.

    ``source`` is a sentence about the data; ``"library"`` stands for the one about the built-in
    case library.
    """
    framework = in_language(levels, framework, lang)
    words, table = chart_words(framework.lang), levels.table
    parts = [
        words(
            "items.caption.of",
            part=framework.label(levels.part),
            framework=framework.name,
            version=framework.version,
            n=len(table.drop_duplicates(["case", "wave"])),
            cases=table["case"].nunique(),
        ),
        missing_told(table, words),
        words("items.caption"),
        words("caption.coders", rule=coder_rule(words, levels.parameters)),
        source_statement(words, source),
    ]
    return " ".join(part for part in parts if part)


def data_items(
    levels: Levels,
    framework: Framework | None = None,
    *,
    lang: str | None = None,
    by: str | None = "kind",
    sort: str = "level",
    names: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """The data drawn: one row a cell, by items from the top, then by cases in their order.

    ``rank`` counts answers from 0 for the lowest, ``low`` and ``high`` are its bounds, which differ
    where coders do. ``missing`` says why there is no answer.
    """
    found = cell_data(levels, in_language(levels, framework, lang), by, sort, names)
    places = {item: place for place, item in enumerate(found["item"].unique())}
    order = found["item"].map(places).sort_values(kind="stable").index
    return found.loc[order].reset_index(drop=True)
