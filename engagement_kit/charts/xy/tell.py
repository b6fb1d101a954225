"""The XY plot in words, and its data."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from engagement_kit.charts.words import counted, source_statement
from engagement_kit.charts.xy.plot import Plot, gather_plot
from engagement_kit.compare import Relation
from engagement_kit.frameworks import Framework

__all__ = ["caption_xy", "data_xy", "describe_plot", "describe_xy"]

_MOST_TOLD = 20  # names of cases in a sentence


def describe_xy(
    found: Relation,
    framework: Framework | None = None,
    *,
    lang: str | None = None,
    names: Mapping[str, str] | None = None,
) -> str:
    """Alternative text: what is plotted, how well it fits, how many cases are what, who deviates.

    Parameters are those of :func:`draw_xy`.
    """
    return describe_plot(gather_plot(found, framework, lang, names))


def describe_plot(plot: Plot) -> str:
    """Alternative text of a plot that has been gathered."""
    words = plot.words
    terms = {"condition": plot.condition, "outcome": plot.outcome}
    parts = [words("xy.kind", **terms, n=len(plot.rows))]
    if not len(plot.rows):
        return " ".join([*parts, f"{words('empty')}."])
    sizes = [(words(f"xy.group.{group}"), n) for group, n in plot.sizes.items()]
    parts += [plot.fits + ".", words("xy.counts", counts=counted(words, sizes))]
    parts += [
        words(f"xy.{group}.names", names=told)
        for group in ("deviant_consistency", "deviant_coverage")
        if (told := _names(plot, group))
    ]
    return " ".join(parts)


def caption_xy(
    found: Relation,
    framework: Framework | None = None,
    *,
    lang: str | None = None,
    source: str | None = None,
) -> str:
    """Caption for print: what is plotted, n, parameters of fit, what the lines mean, the source.

    ``source`` is a sentence about the data; ``"library"`` stands for the one about the built-in
    case library.
    """
    plot = gather_plot(found, framework, lang)
    words, dropped = plot.words, len(found.parameters["dropped"])
    parts = [
        words("xy.caption", condition=plot.condition, outcome=plot.outcome, n=len(plot.rows)),
        plot.fits + ".",
        words(f"xy.caption.{found.relation}"),
        words("xy.caption.moved"),
        words("xy.dropped", n=dropped) + "." if dropped else "",
        source_statement(words, source),
    ]
    return " ".join(part for part in parts if part)


def data_xy(
    found: Relation,
    framework: Framework | None = None,
    *,
    lang: str | None = None,
    names: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """The data drawn: one row a case.

    Columns: those of the relation's table, label (of the case), condition, outcome, group and
    group_label.
    """
    plot = gather_plot(found, framework, lang, names)
    return plot.rows.assign(
        condition=found.condition,
        outcome=found.outcome,
        group_label=[plot.words(f"xy.group.{group}") for group in plot.rows["group"]],
    )


def _names(plot: Plot, group: str) -> str:
    """Names of the cases of a group, the first few of many."""
    rows = plot.rows.loc[plot.rows["group"] == group, "label"].tolist()
    told = plot.words("list.separator").join(rows[:_MOST_TOLD])
    more = len(rows) - _MOST_TOLD
    return f"{told} {plot.words('status.more', n=more)}" if more > 0 else told
