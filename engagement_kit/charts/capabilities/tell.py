"""The heat map of levels in words."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from engagement_kit.assess import Levels
from engagement_kit.charts.results import in_language
from engagement_kit.charts.rows.cells_told import cell_data, missing_told
from engagement_kit.charts.rows.levels import item_label, upper_half
from engagement_kit.charts.words import chart_words, coder_rule, counted, source_statement
from engagement_kit.frameworks import Framework
from engagement_kit.words import Words

__all__ = [
    "caption_capabilities",
    "data_capabilities",
    "describe_capabilities",
]


def describe_capabilities(
    levels: Levels, framework: Framework | None = None, *, lang: str | None = None
) -> str:
    """Alternative text: what is crossed with what, answers by level, what is unknown, extremes."""
    framework, words = _in_language(levels, framework, lang)
    table = levels.table
    answers = framework.scale(levels.scale).ids
    sizes = [
        (framework.value_label(levels.scale, a), int((table["value"] == a).sum())) for a in answers
    ]
    parts = [
        words(
            "capabilities.kind",
            part=framework.label(levels.part),
            framework=framework.name,
            rows=len(table.drop_duplicates(["case", "wave"])),
            items=table["item"].nunique(),
        ),
        words("capabilities.levels", counts=counted(words, sizes)),
        missing_told(table, words),
    ]
    differ = int((table["rank"].notna() & (table["low"] < table["high"])).sum())
    if differ:
        parts.append(words("capabilities.differ", n=differ))
    if table["rank"].notna().any():
        parts.append(_extremes(levels, framework, words))
    return " ".join(parts)


def caption_capabilities(
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
    framework, words = _in_language(levels, framework, lang)
    table = levels.table
    rows = len(table.drop_duplicates(["case", "wave"]))
    cases = table["case"].nunique()
    parts = [
        words(
            "caption.levels",
            framework=framework.name,
            version=framework.version,
            n=rows,
            cases=cases,
        ),
        missing_told(table, words),
        words("capabilities.caption"),
        words("caption.coders", rule=coder_rule(words, levels.parameters)),
        source_statement(words, source),
    ]
    return " ".join(part for part in parts if part)


def data_capabilities(
    levels: Levels,
    framework: Framework | None = None,
    *,
    lang: str | None = None,
    by: str | None = "kind",
    sort: str = "level",
    names: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """The data drawn: one row a cell, by rows from the top, then by columns in their order.

    ``rank`` counts answers from 0 for the lowest, ``low`` and ``high`` are its bounds, which differ
    where coders do. ``missing`` says why there is no answer.
    """
    framework, _ = _in_language(levels, framework, lang)
    return cell_data(levels, framework, by, sort, names)


def _in_language(
    levels: Levels, framework: Framework | None, lang: str | None
) -> tuple[Framework, Words]:
    framework = in_language(levels, framework, lang)
    return framework, chart_words(framework.lang)


def _extremes(levels: Levels, framework: Framework, words: Words) -> str:
    """The items most and least often known to be in the upper half of the scale."""
    table, half = levels.table, upper_half(framework, levels)
    answer = framework.scale(levels.scale).ids[half]
    high = table.assign(high=table["rank"] >= half).groupby("item", sort=False)["high"].sum()
    return words(
        "capabilities.extremes",
        level=framework.value_label(levels.scale, answer),
        most=item_label(framework, str(high.idxmax())),
        most_n=int(high.max()),
        least=item_label(framework, str(high.idxmin())),
        least_n=int(high.min()),
    )
