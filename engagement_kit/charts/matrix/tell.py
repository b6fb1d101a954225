"""The matrix of cases and constructs in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from engagement_kit.assess import EvidenceCounts
from engagement_kit.charts.matrix.grid import answer_labels
from engagement_kit.charts.results import in_language
from engagement_kit.charts.rows.groups import case_names
from engagement_kit.charts.rows.levels import item_label
from engagement_kit.charts.words import chart_words, coder_rule, counted, source_statement
from engagement_kit.frameworks import Framework
from engagement_kit.words import Words

__all__ = ["caption_matrix", "data_matrix", "describe_matrix"]


def describe_matrix(
    counts: EvidenceCounts, framework: Framework | None = None, *, lang: str | None = None
) -> str:
    """Alternative text: what is crossed with what, cells by shade, evidence behind them, extremes.

    Examples
    --------
    >>> from engagement_kit import count_evidence, describe_matrix, load_framework
    >>> from engagement_kit.cases import Cases
    >>> print(describe_matrix(count_evidence(Cases(()), load_framework("def"), "value"))[:44])
    Matrix of the evidence behind Value creation
    """
    framework = in_language(counts, framework, lang)
    words, table = chart_words(framework.lang), counts.table
    kind = words(
        "matrix.kind",
        part=framework.label(counts.part),
        framework=framework.name,
        rows=len(counts.by_case),
        items=len(counts.constructs),
    )
    hinted = int((table["missing"].notna() & _only_hinted(table)).sum())
    parts = [
        kind,
        words("matrix.levels", counts=counted(words, _levels(counts, framework))),
        _missing(table, words),
        _evidence(counts, words),
        words("matrix.hinted_told", n=hinted) if hinted else "",
        *_extremes(counts, framework, words),
    ]
    return " ".join(part for part in parts if part)


def caption_matrix(
    counts: EvidenceCounts,
    framework: Framework | None = None,
    *,
    lang: str | None = None,
    source: str | None = None,
) -> str:
    """Caption for print: n, what shades and numbers mean, what is unknown, the data's source.

    ``source`` is a sentence about the data; ``"library"`` stands for the one about the built-in
    case library.
    """
    framework = in_language(counts, framework, lang)
    words, table = chart_words(framework.lang), counts.table
    head = {"framework": framework.name, "version": framework.version}
    bare = int(counts.by_construct["n_bare"].sum())
    hinted = int((table["missing"].notna() & _only_hinted(table)).sum())
    rule = coder_rule(words, counts.parameters)
    parts = [
        words("caption.levels", **head, n=len(counts.by_case), cases=table["case"].nunique()),
        words("matrix.caption", n=counts.n_evidence),
        words("matrix.caption.bare", n=bare) if bare else "",
        words("matrix.caption.hinted", n=hinted) if hinted else "",
        _missing(table, words),
        "" if counts.is_canvas else words("caption.coders", rule=rule),
        source_statement(words, source),
    ]
    return " ".join(part for part in parts if part)


def data_matrix(
    counts: EvidenceCounts,
    framework: Framework | None = None,
    *,
    lang: str | None = None,
    names: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """The data drawn: one row a cell, with what it says, its bounds and its evidence.

    Columns: those of ``columns.TABLES["constructs"]`` and label (of the case), construct_label,
    group_label, value_label (in the language of the chart; of a box, how many notes) and is_bare.
    """
    framework = in_language(counts, framework, lang)
    table = counts.table
    labels = {item: framework.label(item) for item in counts.constructs}
    groups = {group: framework.label(group) for group in table["group"].dropna().unique()}
    ranks = table["rank"] if counts.scale else table["n_notes"].clip(upper=3) - 1
    answers = dict(enumerate(answer_labels(counts, framework)))
    return table.assign(
        label=table["case"].map(case_names(counts, table, framework.lang, names)),
        construct_label=table["construct"].map(labels),
        group_label=table["group"].map(groups),
        value_label=ranks.map(answers),
        is_bare=table["missing"].isna() & (table["n_evidence"] == 0),
    )


def _levels(counts: EvidenceCounts, framework: Framework) -> list[tuple[str, int]]:
    """Cells by shade, lightest first."""
    labels = answer_labels(counts, framework)
    ranks = counts.table["rank"] if counts.scale else counts.table["n_notes"].clip(upper=3) - 1
    return [(label, int((ranks == place).sum())) for place, label in enumerate(labels)]


def _only_hinted(table: pd.DataFrame) -> pd.Series:
    return (table["n_evidence"] == 0) & (table["n_hinted"] > 0)


def _missing(table: pd.DataFrame, words: Words) -> str:
    """Cells without an answer or note, by the reason."""
    reasons = table["missing"].dropna().astype(object).value_counts()
    if reasons.empty:
        return words("matrix.all_filled") if len(table) else ""
    sizes = [(words(f"level.{reason}"), int(n)) for reason, n in sorted(reasons.items())]
    return words("matrix.missing", counts=counted(words, sizes), all=len(table))


def _evidence(counts: EvidenceCounts, words: Words) -> str:
    """How much evidence there is, behind one answer and in all, and what has none."""
    filled = counts.table.loc[counts.table["missing"].isna(), "n_evidence"]
    if not counts.n_evidence:
        return words("matrix.none") if len(filled) else ""
    bare = int((filled == 0).sum())
    numbers = filled.to_numpy(dtype=int) if len(filled) else np.zeros(1, dtype=int)
    middle = int(np.sort(numbers)[(len(numbers) - 1) // 2])
    told = words(
        "matrix.evidence",
        n=counts.n_evidence,
        low=int(numbers.min()),
        high=int(numbers.max()),
        middle=middle,
    )
    rest = words("matrix.bare_told", n=bare) if bare else words("matrix.nothing_bare")
    return f"{told} {rest}"


def _extremes(counts: EvidenceCounts, framework: Framework, words: Words) -> list[str]:
    """Constructs and cases with most and least evidence."""
    if not counts.n_evidence:
        return []
    by_construct = counts.by_construct.set_index("construct")["n_evidence"]
    by_case = counts.by_case.groupby("case", sort=False)["n_evidence"].max()
    names = case_names(counts, counts.table, framework.lang, None)
    called: dict[str, Callable[[str], str]] = {
        "constructs": lambda item: item_label(framework, item),
        "cases": lambda case: names[case],
    }
    return [
        words(
            f"matrix.{key}",
            most=called[key](str(numbers.idxmax())),
            most_n=int(numbers.max()),
            least=called[key](str(numbers.idxmin())),
            least_n=int(numbers.min()),
        )
        for key, numbers in (("constructs", by_construct), ("cases", by_case))
        if len(numbers) > 1
    ]
