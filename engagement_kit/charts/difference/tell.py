"""The estimation plot in words, and its data."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from engagement_kit.charts.difference.shown import Row, Shown, Strip, gather
from engagement_kit.charts.results import expect, in_language
from engagement_kit.charts.rows.subjects import ids_asked
from engagement_kit.charts.words import coder_rule, counted, source_statement
from engagement_kit.compare.groups.difference import Differences
from engagement_kit.frameworks import Framework

__all__ = [
    "caption_difference",
    "data_difference",
    "describe_difference",
    "describe_shown",
    "p_told",
]

_MOST_TOLD, _MOST_ANSWERS = 24, 8  # rows whose numbers, and whose distributions, are told
_LEAST_P = 0.001


def describe_difference(
    differences: Differences,
    framework: Framework | None = None,
    *,
    lang: str | None = None,
    items: Iterable[str] | None = None,
) -> str:
    """Alternative text: every row with its distributions, difference, p and what it hangs on."""
    return describe_shown(_shown(differences, framework, lang, items))


def describe_shown(shown: Shown) -> str:
    """Alternative text of rows that have been gathered."""
    words, result = shown.words, shown.result
    pairs = words("list.separator").join(
        words("difference.pair", a=a, b=b) for a, b in _pair_labels(shown)
    )
    parts = [
        words(
            "difference.kind",
            part=shown.framework.label(result.part),
            framework=shown.framework.name,
            pairs=pairs,
            rows=len(shown.rows),
            cases=result.observations["case"].nunique(),
        )
    ]
    if not shown.rows:
        return " ".join([*parts, f"{words('difference.empty')}."])
    parts += [_row(shown, row) for row in shown.rows[:_MOST_TOLD]]
    parts.append(_summary(shown))
    if shown.left_out:
        parts.append(f"{words('difference.left_out', n=shown.left_out)}.")
    return " ".join(parts)


def caption_difference(
    differences: Differences,
    framework: Framework | None = None,
    *,
    lang: str | None = None,
    items: Iterable[str] | None = None,
    source: str | None = None,
) -> str:
    """Caption for print: n, marks, measure, interval, test, adjustment, the unknown, the source.

    ``source`` is a sentence about the data; ``"library"`` stands for the one about the built-in
    case library.
    """
    shown = _shown(differences, framework, lang, items)
    words, given = shown.words, shown.result.parameters
    named = {"framework": shown.framework.name, "version": shown.framework.version}
    groups = counted(words, [(group.label, group.size) for group in shown.groups])
    share = f"{100 * given['confidence']:g}"
    method = words(f"interval.{given['interval']}", draws=given["draws"], seed=given["seed"])
    tests = {row.test for row in shown.result.table.itertuples() if isinstance(row.test, str)}
    parts = [
        words("difference.caption.n", **named, groups=groups),
        words("difference.caption.marks"),
        words("difference.caption.delta", share=share, method=method),
        *(words(_TESTS[test]) for test in sorted(tests)),
        words(f"difference.caption.{given['adjust']}", n=given["tests"]),
        words("difference.caption.readings"),
        _summary(shown),
        f"{words('difference.left_out', n=shown.left_out)}." if shown.left_out else "",
        words("difference.caption.scores") if _has_scores(shown) else "",
        words("caption.coders", rule=coder_rule(words, given)),
        source_statement(words, source),
    ]
    return " ".join(part for part in parts if part)


_TESTS = {
    "rank-sum, exact": "difference.test.exact",
    "rank-sum, asymptotic": "difference.test.asymptotic",
    "Fisher-Freeman-Halton, exact": "difference.test.fisher",
    "Fisher-Freeman-Halton, simulated": "difference.test.simulated",
}


def data_difference(
    differences: Differences,
    framework: Framework | None = None,
    *,
    lang: str | None = None,
    items: Iterable[str] | None = None,
) -> pd.DataFrame:
    """The data drawn: one row a case and row of the chart, with the numbers of its difference.

    ``rank`` is the place of the answer, or the score; it is empty where the case is unknown.
    """
    shown = _shown(differences, framework, lang, items)
    observed = dict(iter(shown.result.observations.groupby("item", sort=False)))
    found = [
        case
        for row in shown.rows
        for strip in row.strips
        for case in _data_rows(shown, row, strip, observed[row.outcome.item])
    ]
    return pd.DataFrame(found, columns=_COLUMNS)


_COLUMNS = [
    "item", "item_label", "group", "group_label", "case", "wave", "value", "value_label", "rank",
    "missing", "group_a", "group_b", "delta", "low", "high", "delta_lowest", "delta_highest",
    "settled", "ordering", "p", "p_adjusted",
]  # fmt: skip


def _data_rows(
    shown: Shown, row: Row, strip: Strip, observed: pd.DataFrame
) -> list[dict[str, object]]:
    called = dict(zip(row.outcome.answers, shown.answers(row.outcome), strict=True))
    numbers = {
        "group_a": row.strips[0].group.id,
        "group_b": row.strips[1].group.id,
        "delta": row.delta,
        "low": row.low,
        "high": row.high,
        "delta_lowest": row.lowest,
        "delta_highest": row.highest,
        "settled": row.is_settled,
        "ordering": row.ordering,
        "p": row.p,
        "p_adjusted": row.p_adjusted,
    }
    own = {"item": row.outcome.item, "item_label": row.label}
    own |= {"group": strip.group.id, "group_label": strip.group.label}
    return [
        {
            **own,
            "case": case.case,
            "wave": case.wave,
            "value": None if pd.isna(case.value) else case.value,
            "value_label": called.get(str(case.value)),
            "rank": case.rank,
            "missing": None if pd.isna(case.missing) else case.missing,
            **numbers,
        }
        for case in observed[observed["group"] == strip.group.id].itertuples()
    ]


def p_told(p: float | None) -> str:
    """A probability with three decimals; empty where there is none."""
    if p is None:
        return ""
    return f"<{_LEAST_P}" if p < _LEAST_P else f"{p:.3f}"


def _shown(
    differences: Differences,
    framework: Framework | None,
    lang: str | None,
    items: Iterable[str] | None,
) -> Shown:
    given = expect(differences, Differences, "an estimation plot", "compare_groups")
    return gather(given, in_language(given, framework, lang), ids_asked(items))


def _pair_labels(shown: Shown) -> list[tuple[str, str]]:
    called = {group.id: group.label for group in shown.groups}
    return [(called[a], called[b]) for a, b in shown.result.pairs if a in called and b in called]


def _has_scores(shown: Shown) -> bool:
    return any(not row.outcome.answers for row in shown.rows)


def _summary(shown: Shown) -> str:
    """How many directions are settled, and how many differences are shown."""
    ordered = [row for row in shown.rows if row.outcome.is_ordered]
    alpha = float(shown.result.parameters["alpha"])
    below = sum(row.p_adjusted is not None and row.p_adjusted < alpha for row in shown.rows)
    return shown.words(
        "difference.summary",
        settled=sum(row.is_settled for row in ordered),
        ordered=len(ordered),
        alpha=f"{alpha:g}",
        below=below,
        rows=len(shown.rows),
    )


def _row(shown: Shown, row: Row) -> str:
    """One row: the cases of both groups, the difference, and what it hangs on."""
    words, few = shown.words, len(shown.rows) <= _MOST_ANSWERS
    label = words("difference.paired", item=row.label, pair=shown.pair(row))
    parts = [label if shown.is_paired else f"{row.label}:"]
    parts += [_strip(shown, row, strip, is_full=few) for strip in row.strips]
    if row.delta is not None:
        settled = words("difference.settled" if row.is_settled else "difference.hangs")
        parts.append(
            words(
                "difference.row",
                settled=settled,
                delta=signed(row.delta),
                low=signed(row.low or 0.0),
                high=signed(row.high or 0.0),
                p=p_told(row.p),
                adjusted=p_told(row.p_adjusted),
                lowest=signed(row.lowest or 0.0),
                highest=signed(row.highest or 0.0),
            )
        )
    elif row.p is not None:
        told = {"p": p_told(row.p), "adjusted": p_told(row.p_adjusted)}
        parts.append(words("difference.row.unordered", **told))
    else:
        parts.append(f"{words('difference.nothing')}.")
    return " ".join(parts)


def _strip(shown: Shown, row: Row, strip: Strip, *, is_full: bool) -> str:
    """How many cases of a group are known, and where they stand."""
    words, answers = shown.words, shown.answers(row.outcome)
    sizes = [(words("level.known"), len(strip.places))] if not (is_full and answers) else []
    if is_full:
        first = row.outcome.first
        sizes += [(a, strip.places.count(float(first + i))) for i, a in enumerate(answers)]
    sizes.append((words("level.unknown"), strip.unknown))
    if strip.not_applicable:
        sizes.append((words("level.not_applicable"), strip.not_applicable))
    return words("difference.strip", group=strip.group.label, counts=counted(words, sizes))


def signed(number: float) -> str:
    """A difference with its sign and two decimals."""
    return f"{number:+.2f}".replace("-", "−")
