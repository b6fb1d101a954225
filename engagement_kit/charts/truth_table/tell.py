"""The truth-table figure in words, and its data."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from engagement_kit.charts.truth_table.lines import DEVIANT, UNCOVERED, Line, Shown, gather_lines
from engagement_kit.charts.words import source_statement
from engagement_kit.compare import TruthTable
from engagement_kit.frameworks import Framework

__all__ = [
    "caption_truth_table",
    "data_truth_table",
    "describe_lines",
    "describe_truth_table",
]

_MOST_TOLD, _MOST_NAMES = 24, 12  # rows; names of one row


def describe_truth_table(
    result: TruthTable,
    framework: Framework | None = None,
    *,
    lang: str | None = None,
    names: Mapping[str, str] | None = None,
) -> str:
    """Alternative text: how many configurations there are, and each with numbers and cases.

    Parameters are those of :func:`draw_truth_table`.
    """
    return describe_lines(gather_lines(result, framework, lang, names))


def describe_lines(shown: Shown) -> str:
    """Alternative text of configurations that have been gathered."""
    words, result = shown.words, shown.result
    parts = [
        words(
            "truth_table.kind",
            outcome=shown.outcome,
            conditions=len(result.conditions),
            observed=len(shown.lines),
            all=f"{result.n_configurations:,}",
            cases=result.parameters["n_cases_used"],
        )
    ]
    parts += [_row(shown, line) for line in shown.lines[:_MOST_TOLD]]
    rest = len(shown.lines) - _MOST_TOLD
    if rest > 0:
        parts.append(words("truth_table.more_rows", n=rest))
    return " ".join([*parts, *_signs(shown)])


def caption_truth_table(
    result: TruthTable,
    framework: Framework | None = None,
    *,
    lang: str | None = None,
    source: str | None = None,
) -> str:
    """Caption for print: n, cuts, what is contradictory, unobserved or left out, the source.

    ``source`` is a sentence about the data; ``"library"`` stands for the one about the built-in
    case library.
    """
    shown = gather_lines(result, framework, lang)
    words, chosen, sizes = shown.words, result.parameters, shown.sizes
    parts = [
        words(
            "truth_table.caption",
            outcome=shown.outcome,
            observed=len(shown.lines),
            all=f"{result.n_configurations:,}",
            cases=chosen["n_cases_used"],
        ),
        words("truth_table.caption.cuts", **shown.told_cuts()),
        words("truth_table.caption.states", **{s: sizes.get(s, 0) for s in _STATES}),
        *_signs(shown),
        words("truth_table.dropped", n=len(chosen["dropped"])) if chosen["dropped"] else "",
        words("truth_table.ambiguous", n=len(chosen["ambiguous"])) if chosen["ambiguous"] else "",
        source_statement(words, source),
    ]
    return " ".join(part for part in parts if part)


def data_truth_table(
    result: TruthTable,
    framework: Framework | None = None,
    *,
    lang: str | None = None,
    names: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """The data drawn: the table of the result, with ``state_label`` and names of cases.

    Cases are those of the table's ``cases``, as they are called in the chart, signs left out.
    """
    shown = gather_lines(result, framework, lang, names)
    labels = [shown.words(f"truth_table.is.{line.state}") for line in shown.lines]
    named = ["; ".join(name for name, _ in line.cases) for line in shown.lines]
    return result.table.assign(state_label=labels, case_names=named)


_STATES = ("positive", "negative", "contradiction", "remainder")


def _row(shown: Shown, line: Line) -> str:
    words = shown.words
    incl, pri = line.numbers
    names = words("list.separator").join(line.names[:_MOST_NAMES])
    if len(line.names) > _MOST_NAMES:
        names += " " + words("status.more", n=len(line.names) - _MOST_NAMES)
    return words(
        "truth_table.row",
        term=shown.term(line),
        state=words(f"truth_table.is.{line.state}"),
        n=line.n,
        incl=incl,
        pri=pri,
        names=names,
    )


def _signs(shown: Shown) -> list[str]:
    """What the signs after names mean, where there are any."""
    signs = (("deviant", DEVIANT), ("uncovered", UNCOVERED))
    return [
        shown.words(f"truth_table.{name}", sign=sign) + "."
        for name, sign in signs
        if shown.has(sign)
    ]
