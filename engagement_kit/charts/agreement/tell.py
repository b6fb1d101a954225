"""The agreement strip in words, and its data."""

from __future__ import annotations

from collections.abc import Mapping
from statistics import median

import pandas as pd

from engagement_kit.charts.agreement.strips import (
    RELIABLE,
    TENTATIVE,
    Strip,
    Strips,
    gather_strips,
)
from engagement_kit.charts.results import in_language
from engagement_kit.charts.words import percent, source_statement
from engagement_kit.compare import AgreementTable
from engagement_kit.frameworks import Framework

__all__ = ["caption_agreement", "data_agreement", "describe_agreement", "describe_strips"]

_MOST_TOLD = 24  # rows; of more only the lowest are told


def describe_agreement(
    agreement: AgreementTable,
    framework: Framework | None = None,
    *,
    lang: str | None = None,
    sort: str = "agreement",
    names: Mapping[str, str] | None = None,
) -> str:
    """Alternative text: measure, how many rows have a value, every row or the lowest, the rest."""
    return describe_strips(
        gather_strips(agreement, in_language(agreement, framework, lang), sort, names)
    )


def describe_strips(strips: Strips) -> str:
    """Alternative text of rows that have been gathered."""
    words = strips.words
    about = {"measure": strips.measure, "framework": strips.framework.name}
    parts = [words("agreement.kind", **about, rows=strips.found)]
    if not strips.found:
        return " ".join([*parts, f"{words('empty')}."])
    if strips.valued:
        middle = median(row.estimate or 0.0 for row in strips.valued)
        parts.append(words("agreement.median", n=len(strips.valued), median=_number(middle)))
    parts += [*_against_conventions(strips), *_hidden(strips)]
    few = len(strips.valued) > _MOST_TOLD
    told = strips.valued[:_MOST_TOLD] if few else [r for r in strips.rows if r.estimate is not None]
    parts += [words("agreement.lowest", n=len(told))] if few else []
    return " ".join([*parts, *(_row(strips, row) for row in told), *_without(strips)])


def caption_agreement(
    agreement: AgreementTable,
    framework: Framework | None = None,
    *,
    lang: str | None = None,
    sort: str = "agreement",
    source: str | None = None,
) -> str:
    """Caption for print: measure, coders, n, the interval, conventions, what has no value.

    ``source`` is a sentence about the data; ``"library"`` stands for the one about the built-in
    case library.
    """
    strips = gather_strips(agreement, in_language(agreement, framework, lang), sort, None)
    words, given = strips.words, agreement.parameters
    about = {"framework": strips.framework.name, "version": strips.framework.version}
    units = int(agreement.table["n_units"].sum())
    coders = words("list.separator").join(given["coders"])
    parts = [
        words(
            "agreement.caption.n", **about, measure=strips.measure, units=units, rows=strips.found
        ),
        words("agreement.caption.coders", coders=coders) if coders else "",
        _marks(strips),
        words("agreement.caption.conventions") if strips.is_alpha else "",
        words("agreement.caption.numbers"),
        words("agreement.caption.without", n=len(strips.without)) if strips.without else "",
        *_hidden(strips),
        words("agreement.caption.accuracy"),
        source_statement(words, source),
    ]
    return " ".join(part for part in parts if part)


def data_agreement(
    agreement: AgreementTable,
    framework: Framework | None = None,
    *,
    lang: str | None = None,
    sort: str = "agreement",
    names: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """The data drawn: one row a strip, in the order of the chart.

    ``estimate``, ``low`` and ``high`` are empty where ``reason`` says why; ``percent`` is the share
    of pairs of ratings that are the same.
    """
    strips = gather_strips(agreement, in_language(agreement, framework, lang), sort, names)
    rows = [[getattr(row, name) for name in _COLUMNS] for row in strips.rows]
    return pd.DataFrame(rows, columns=_COLUMNS)


_COLUMNS = [
    "group", "scale", "label", "estimate", "low", "high", "n_units", "percent", "reason",
]  # fmt: skip


def _marks(strips: Strips) -> str:
    """What points and lines are."""
    given = strips.table.parameters
    if not given["draws"]:
        return strips.words("agreement.caption.points")
    return strips.words("agreement.caption.marks", draws=given["draws"], seed=given["seed"])


def _against_conventions(strips: Strips) -> list[str]:
    """How many rows reach Krippendorff's conventions."""
    if not strips.is_alpha or not strips.valued:
        return []
    values = [row.estimate or 0.0 for row in strips.valued]
    counts = {
        "reliable": sum(value >= RELIABLE for value in values),
        "tentative": sum(TENTATIVE <= value < RELIABLE for value in values),
        "below": sum(value < TENTATIVE for value in values),
    }
    return [strips.words("agreement.counts", **counts)]


def _row(strips: Strips, row: Strip) -> str:
    """A row with its numbers."""
    words = strips.words
    same = "" if row.percent is None else percent(words, row.percent)
    told = {"row": row.label, "value": _number(row.estimate or 0.0), "n": row.n_units, "same": same}
    if row.low is None or row.high is None:
        return words("agreement.row", **told)
    return words("agreement.row.interval", **told, low=_number(row.low), high=_number(row.high))


def _without(strips: Strips) -> list[str]:
    """Rows without a value, with their reasons."""
    if not strips.without:
        return []
    words = strips.words
    rows = [
        words("agreement.row.without", row=row.label, reason=strips.why(row))
        for row in strips.without[:_MOST_TOLD]
    ]
    told = words("list.separator").join(rows)
    return [words("agreement.without", n=len(strips.without), rows=told)]


def _hidden(strips: Strips) -> list[str]:
    if not strips.hidden:
        return []
    return [f"{strips.words('agreement.hidden', n=strips.hidden, all=strips.found)}."]


def _number(value: float) -> str:
    """Two decimals with a true minus."""
    return f"{value + 0.0:.2f}".replace("-", "−")
