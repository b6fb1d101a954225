"""The solution chart in words, and its data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from engagement_kit.charts.paper.text import isolate, plain
from engagement_kit.charts.solution.columns import (
    DEVIANT,
    MEASURES,
    Column,
    Model,
    Shown,
    gather_columns,
)
from engagement_kit.charts.words import source_statement
from engagement_kit.compare import Solution
from engagement_kit.frameworks import Framework

__all__ = ["caption_solution", "data_solution", "describe_columns", "describe_solution"]

_MOST_TOLD, _MOST_NAMES = 24, 12  # terms; names of one term


def describe_solution(
    result: Solution,
    framework: Framework | None = None,
    *,
    lang: str | None = None,
    names: Mapping[str, str] | None = None,
    models: Sequence[str] | None = None,
    most: int = 24,
) -> str:
    """Alternative text: the models that are drawn, with their terms, numbers and cases.

    Parameters are those of :func:`draw_solution`.
    """
    return describe_columns(gather_columns(result, framework, lang, names, models, most))


def describe_columns(shown: Shown) -> str:
    """Alternative text of models that have been gathered."""
    words, result = shown.words, shown.result
    parts = [
        words(
            "solution.kind",
            kind=shown.kind,
            outcome=shown.outcome,
            models=f"{result.n_models:,}",
            conditions=len(result.truth_table.conditions),
            cases=result.parameters["n_cases_used"],
        )
    ]
    if not shown.models:
        return " ".join([*parts, f"{words('solution.empty')}."])
    for model in shown.models:
        parts += [_whole(shown, model), *(_term(shown, column) for column in model.columns)]
    told = parts[: _MOST_TOLD + 1]
    if len(told) < len(parts):
        told.append(words("solution.more_terms", n=len(parts) - len(told)))
    if shown.left_out:
        told.append(_left_out(shown))
    return " ".join([*told, *_signs(shown)])


def caption_solution(
    result: Solution,
    framework: Framework | None = None,
    *,
    lang: str | None = None,
    source: str | None = None,
) -> str:
    """Caption for print: kind, n, cuts, expectations, ties, what the circles mean, the source.

    ``source`` is a sentence about the data; ``"library"`` stands for the one about the built-in
    case library.
    """
    shown = gather_columns(result, framework, lang)
    words, chosen = shown.words, result.parameters
    cuts = {"incl": f"{chosen['inclusion_cut']:g}", "pri": f"{chosen['pri_cut']:g}"}
    parts = [
        words(
            "solution.caption",
            kind=shown.kind,
            outcome=shown.outcome,
            cases=chosen["n_cases_used"],
        ),
        words("solution.caption.coverage"),
        words("solution.caption.cuts", cut=chosen["n_cut"], **cuts),
        _expectations(shown),
        "" if shown.models else f"{words('solution.empty')}.",
        words("solution.caption.core") if shown.knows_core and shown.models else "",
        words("solution.caption.tied", n=f"{result.n_models:,}") if result.n_models > 1 else "",
        *_signs(shown),
        words("truth_table.dropped", n=len(chosen["dropped"])) if chosen["dropped"] else "",
        source_statement(words, source),
    ]
    return " ".join(part for part in parts if part)


def data_solution(
    result: Solution,
    framework: Framework | None = None,
    *,
    lang: str | None = None,
    names: Mapping[str, str] | None = None,
    models: Sequence[str] | None = None,
    most: int = 24,
) -> pd.DataFrame:
    """The data drawn: a row a term and model, a column a condition with the value it must have.

    A condition with the name of another column is called ``condition`` and its name. ``number`` is
    the number in the chart, ``core`` the conditions that the parsimonious model has
    as well, and ``case_names`` the members as they are called in the chart, signs left out.
    """
    shown = gather_columns(result, framework, lang, names, models, most)
    conditions = result.truth_table.conditions
    rows = [_data(conditions, model, column) for model in shown.models for column in model.columns]
    own = ["model", "number", "term", "core", *MEASURES, "n", "case_names"]
    named = [f"condition {name}" if name in own else name for name in conditions]
    table = pd.DataFrame(rows, columns=[*own[:3], *named, *own[3:]])
    return table.astype(dict.fromkeys(named, "Int64"))


def _data(conditions: Sequence[str], model: Model, column: Column) -> tuple[object, ...]:
    core = [name for name, is_core in zip(conditions, column.core, strict=True) if is_core]
    cases = "; ".join(name.removesuffix(DEVIANT) for name in column.cases)
    return (
        model.name,
        column.number,
        column.text,
        *(pd.NA if value is None else value for value in column.values),
        "; ".join(core),
        *column.measures,
        len(column.cases),
        cases,
    )


def _whole(shown: Shown, model: Model) -> str:
    incl, pri, cov = (f"{value:.3f}" for value in model.measures)
    return shown.words("solution.whole", model=model.name, incl=incl, pri=pri, cov=cov) + "."


def _term(shown: Shown, column: Column) -> str:
    words = shown.words
    listed = [isolate(plain(name)) for name in column.cases[:_MOST_NAMES]]
    names = words("list.separator").join(listed) or "–"
    if len(column.cases) > _MOST_NAMES:
        names += " " + words("status.more", n=len(column.cases) - _MOST_NAMES)
    incl, pri, raw, alone = (f"{value:.3f}" for value in column.measures)
    term = isolate(plain(column.text), "ltr")
    return words("solution.term", term=term, incl=incl, pri=pri, raw=raw, alone=alone, names=names)


def _left_out(shown: Shown) -> str:
    all_of = f"{shown.result.n_models:,}"
    return shown.words("solution.left_out", n=f"{shown.left_out:,}", all=all_of) + "."


def _expectations(shown: Shown) -> str:
    """What was expected of the conditions, of an intermediate solution."""
    if shown.result.solution != "intermediate":
        return ""
    asked = shown.result.parameters["expectations"]
    several = shown.result.truth_table.is_multi_value
    told = []
    for name, value in asked.items():
        if value is None:
            continue
        listed = value if isinstance(value, list) else [value]
        text = (
            f"{name}{{{','.join(map(str, listed))}}}" if several else name if value else f"~{name}"
        )
        told.append(isolate(plain(text), "ltr"))
    names = shown.words("list.separator").join(told) or "–"
    return shown.words("solution.caption.expected", names=names)


def _signs(shown: Shown) -> list[str]:
    return [shown.words("solution.deviant", sign=DEVIANT) + "."] if shown.has_deviant else []
