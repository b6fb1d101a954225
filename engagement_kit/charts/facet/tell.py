"""Small multiples in words: every panel by its name, then all that holds for each of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from engagement_kit.charts import family
from engagement_kit.charts.facet.panels import first_result, split_panels
from engagement_kit.charts.recipe import Recipe
from engagement_kit.charts.results import in_language
from engagement_kit.charts.words import chart_words
from engagement_kit.frameworks import Framework

__all__ = ["caption_facet", "data_facet", "describe_facet"]


def describe_facet(
    result: Any,
    framework: Framework | None = None,
    *,
    chart: str,
    by: str | None = None,
    lang: str | None = None,
    options: Mapping[str, Any] | None = None,
) -> str:
    """Alternative text: how many panels there are, then the words of the chart for each."""
    framework = in_language(first_result(result), framework, lang)
    words = chart_words(framework.lang)
    panels = split_panels(result, by, framework.lang)
    told = [words("facet.kind", n=len(panels), by=_column(words, by))]
    for panel in panels:
        recipe = Recipe(chart, panel.result, framework, options or {})
        told.append(words("facet.panel", name=panel.label, words=family.describe(recipe)))
    return " ".join(told)


def caption_facet(
    result: Any,
    framework: Framework | None = None,
    *,
    chart: str,
    by: str | None = None,
    lang: str | None = None,
    source: str | None = None,
    options: Mapping[str, Any] | None = None,
) -> str:
    """Caption for print: the panels with their n, then the caption of the chart for all cases."""
    framework = in_language(first_result(result), framework, lang)
    words = chart_words(framework.lang)
    panels = split_panels(result, by, framework.lang)
    listed = words("list.separator").join(
        words("group.size", group=panel.label, n=panel.cases) for panel in panels
    )
    whole = first_result(result)
    about = family.caption(Recipe(chart, whole, framework, options or {}), source=source)
    return f"{words('facet.caption', by=_column(words, by), panels=listed)} {about}"


def data_facet(
    result: Any,
    framework: Framework | None = None,
    *,
    chart: str,
    by: str | None = None,
    lang: str | None = None,
    options: Mapping[str, Any] | None = None,
) -> pd.DataFrame:
    """The data drawn: the rows of every panel below one another, ``panel`` and its name first."""
    framework = in_language(first_result(result), framework, lang)
    tables = []
    for panel in split_panels(result, by, framework.lang):
        table = family.data(Recipe(chart, panel.result, framework, options or {}))
        table.insert(0, "panel", panel.id)
        table.insert(1, "panel_label", panel.label)
        tables.append(table)
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame()


def _column(words: Any, by: str | None) -> str:
    """What a column is called in a sentence; a reader's own column by its own name."""
    key = f"column.{by or 'name'}"
    return str(words(key)) if key in words.keys else str(by)
