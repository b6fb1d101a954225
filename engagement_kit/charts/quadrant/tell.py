"""The quadrant chart in words."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from engagement_kit.assess import QuadrantPlacements
from engagement_kit.charts.results import in_language
from engagement_kit.charts.rows.groups import case_names, drawn_as, earlier_year, split_waves
from engagement_kit.charts.words import (
    chart_words,
    coder_rule,
    counted,
    percent,
    score,
    source_statement,
)
from engagement_kit.frameworks import Framework
from engagement_kit.words import Words

__all__ = ["caption_quadrant", "data_quadrant", "describe_quadrant"]


def describe_quadrant(
    placements: QuadrantPlacements, framework: Framework | None = None, *, lang: str | None = None
) -> str:
    """Alternative text: kind of chart, axes, counts by status and quadrant, what is to be seen."""
    framework, words = _in_language(placements, framework, lang)
    table = placements.table
    latest, earlier, missing = split_waves(table)
    parts = [
        words(
            "quadrant.kind", framework=framework.name, n=len(table), cases=table["case"].nunique()
        ),
        words(
            "quadrant.axes",
            x=framework.label(placements.x_axis),
            y=framework.label(placements.y_axis),
            x_threshold=score(placements.x_threshold),
            y_threshold=score(placements.y_threshold),
        ),
        _counts(latest, earlier, missing, words),
    ]
    if len(latest):
        parts += _places(latest, framework, words, placements.part)
    return " ".join(parts)


def caption_quadrant(
    placements: QuadrantPlacements,
    framework: Framework | None = None,
    *,
    lang: str | None = None,
    source: str | None = None,
) -> str:
    """Caption for print: n, rules and thresholds, what unknown answers do, the data's source.

    ``source`` is a sentence about the data; ``"library"`` stands for the one about the built-in
    case library.
    """
    framework, words = _in_language(placements, framework, lang)
    parameters, table = placements.parameters, placements.table
    rule = str(parameters.get("threshold_rule", "fixed"))
    kind = rule if rule != "fixed" else str(parameters.get("threshold_status", "authored"))
    values = dict.fromkeys([score(placements.x_threshold), score(placements.y_threshold)])
    parts = [
        words(
            "caption.of",
            framework=framework.name,
            version=framework.version,
            n=len(table),
            cases=table["case"].nunique(),
        ),
        _counts(*split_waves(table), words),
        words("quadrant.caption.points"),
        _years(table, words),
        words("caption.threshold", threshold=words(f"threshold.{kind}", value=" / ".join(values))),
        words(
            "quadrant.caption.min_known",
            share=percent(words, float(parameters.get("min_known", 0))),
        ),
        words("caption.coders", rule=coder_rule(words, parameters)),
        words("quadrant.caption.dodge"),
        source_statement(words, source),
    ]
    return " ".join(part for part in parts if part)


def data_quadrant(
    placements: QuadrantPlacements,
    framework: Framework | None = None,
    *,
    lang: str | None = None,
    names: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """The data drawn: one row a case and wave, with means, bounds, quadrant and status.

    ``mark`` says how a row is drawn: ``point`` (the last wave that is placed), ``earlier`` or
    ``not_placed``. Scores run from 0 to 1 and are missing where no answer is known; the columns of
    the placements keep their names, with the quadrant's label and the axes' beside them.
    """
    framework, _ = _in_language(placements, framework, lang)
    table = placements.table
    called = case_names(placements, table, framework.lang, names)
    label = {cell: framework.label(cell) for cell in table["quadrant"].dropna().unique()}
    told = {
        "label": table["case"].map(called),
        "quadrant_label": table["quadrant"].map(label),
        "x_axis": framework.label(placements.x_axis),
        "y_axis": framework.label(placements.y_axis),
        "x_threshold": placements.x_threshold,
        "y_threshold": placements.y_threshold,
        "mark": drawn_as(table),
    }
    return table.assign(**told).reset_index(drop=True)


def _years(table: pd.DataFrame, words: Words) -> str:
    """What a year beside a name means, where there is one."""
    latest, _, missing = split_waves(table)
    return words("quadrant.caption.year") if earlier_year(latest, missing).notna().any() else ""


def _in_language(
    placements: QuadrantPlacements, framework: Framework | None, lang: str | None
) -> tuple[Framework, Words]:
    framework = in_language(placements, framework, lang)
    return framework, chart_words(framework.lang)


def _counts(
    latest: pd.DataFrame, earlier: pd.DataFrame, missing: pd.DataFrame, words: Words
) -> str:
    """How many are settled, open and not placed, and how many points are of earlier waves."""
    settled = int((latest["status"] == "settled").sum())
    told = words(
        "placements.counts", settled=settled, open=len(latest) - settled, not_placed=len(missing)
    )
    return f"{told} {words('placements.earlier', n=len(earlier))}" if len(earlier) else told


def _places(latest: pd.DataFrame, framework: Framework, words: Words, part: str) -> list[str]:
    """Cases by quadrant, and what strikes the eye: the fullest, the empty ones, what is open."""
    cells = [cell.id for cell in framework.only_part("quadrant", part).cells]
    by_cell = {cell: int((latest["quadrant"] == cell).sum()) for cell in cells}
    fullest = max(by_cell, key=lambda cell: by_cell[cell])
    told = [
        words(
            "quadrant.points",
            counts=counted(words, [(framework.label(c), n) for c, n in by_cell.items()]),
        ),
        words("seen.fullest", name=framework.label(fullest), n=by_cell[fullest], all=len(latest)),
    ]
    empty = [framework.label(cell) for cell, n in by_cell.items() if n == 0]
    if empty:
        told.append(words("seen.empty", names=words("list.separator").join(empty)))
    if unsettled := int((latest["status"] == "open").sum()):
        told.append(words("seen.open", n=unsettled, all=len(latest)))
    return told
