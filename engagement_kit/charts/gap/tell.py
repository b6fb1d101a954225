"""The gap chart in words, and its data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from engagement_kit.charts.gap.ways import Point, Way, Ways, gather_ways
from engagement_kit.charts.results import in_language
from engagement_kit.charts.rows.levels import item_label
from engagement_kit.charts.words import coder_rule, source_statement
from engagement_kit.compare import Alignment
from engagement_kit.frameworks import Framework

__all__ = ["caption_gap", "data_gap", "describe_gap", "describe_ways"]

_MOST_TOLD = 32  # ways; of more only the sums and the widest are told


def describe_gap(
    alignment: Alignment,
    framework: Framework | None = None,
    *,
    lang: str | None = None,
    cases: Sequence[str] | None = None,
    sort: str = "gap",
    names: Mapping[str, str] | None = None,
) -> str:
    """Alternative text: cases and horizons, how far respondents agree, every way if not too many.

    The widest gap and what falls are said too.
    """
    return describe_ways(
        gather_ways(alignment, in_language(alignment, framework, lang), cases, sort, names)
    )


def describe_ways(ways: Ways) -> str:
    """Alternative text of ways that have been gathered."""
    words = ways.words
    about = {"part": ways.framework.label(ways.alignment.part), "framework": ways.framework.name}
    parts = [words("gap.kind", **about, cases=len(ways.names), items=len(ways.items))]
    if not ways.rows:
        return " ".join([*parts, f"{words('gap.empty')}."])
    parts.append(words("gap.scale", answers=words("list.separator").join(ways.answers)))
    parts += _chosen(ways)
    parts += _alignments(ways)
    told = [ways.rows[case, item] for case in ways.names for item in ways.items]
    if len(told) <= _MOST_TOLD:
        parts += [_way(ways, way) for way in told]
    return " ".join([*parts, *_widest(ways, told), *_falls(ways, told)])


def caption_gap(
    alignment: Alignment,
    framework: Framework | None = None,
    *,
    lang: str | None = None,
    cases: Sequence[str] | None = None,
    sort: str = "gap",
    source: str | None = None,
) -> str:
    """Caption for print: n, what marks, bands and A mean, the rules, what is unknown, the source.

    ``source`` is a sentence about the data; ``"library"`` stands for the one about the built-in
    case library.
    """
    ways = gather_ways(alignment, in_language(alignment, framework, lang), cases, sort)
    words, parameters = ways.words, alignment.parameters
    about = {"framework": ways.framework.name, "version": ways.framework.version}
    unknown = sum(way.now is None for way in ways.rows.values())
    parts = [
        words("gap.caption.n", **about, cases=len(ways.names)),
        *_chosen(ways),
        words("gap.caption.marks"),
        words("gap.caption.agreement"),
        words("gap.caption.unknown", n=unknown, all=len(ways.rows)),
        words(f"gap.sorted.{ways.sort}"),
        words(f"dumbbell.now.{parameters.get('now', 'coders')}"),
        words("caption.coders", rule=coder_rule(words, parameters)),
        source_statement(words, source),
    ]
    return " ".join(part for part in parts if part)


def data_gap(
    alignment: Alignment,
    framework: Framework | None = None,
    *,
    lang: str | None = None,
    cases: Sequence[str] | None = None,
    sort: str = "gap",
    names: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """The data drawn: one row a case, item and horizon; ranks count answers from 0.

    What is unknown or not set is empty; ``gap`` is the target's rank less that of now, with its
    bounds where now is unknown.
    """
    ways = gather_ways(alignment, in_language(alignment, framework, lang), cases, sort, names)
    rows = [
        _data_row(ways, ways.rows[case, item], point)
        for case in ways.names
        for item in ways.items
        for point in ways.rows[case, item].points
    ]
    return pd.DataFrame(rows, columns=_COLUMNS)


_COLUMNS = [
    "case", "case_label", "item", "item_label", "horizon", "now", "now_label", "low", "high",
    "missing", "target", "target_label", "target_low", "target_high", "n_respondents", "answers",
    "agreement", "gap", "gap_low", "gap_high",
]  # fmt: skip


def _data_row(ways: Ways, way: Way, point: Point) -> dict[str, object]:
    return {
        "case": way.case,
        "case_label": ways.names[way.case],
        "item": way.item,
        "item_label": ways.framework.label(way.item),
        "horizon": point.horizon,
        "now": way.now,
        "now_label": ways.answer(way.now),
        "low": way.low,
        "high": way.high,
        "missing": way.missing,
        "target": point.rank,
        "target_label": ways.answer(point.rank),
        "target_low": point.low,
        "target_high": point.high,
        "n_respondents": point.respondents,
        "answers": point.answers,
        "agreement": point.agreement,
        "gap": _less(point.rank, way.now),
        "gap_low": _less(point.rank, way.high),
        "gap_high": _less(point.rank, way.low),
    }


def _less(rank: int | None, other: int | None) -> int | None:
    return None if rank is None or other is None else rank - other


def _chosen(ways: Ways) -> list[str]:
    """How many cases are not drawn, and by which rule."""
    if ways.found == len(ways.names):
        return []
    return [ways.words("gap.chosen", n=len(ways.names), all=ways.found)]


def _alignments(ways: Ways) -> list[str]:
    """Alignment of each case drawn at each horizon, as far as it is defined."""
    words, sums = ways.words, ways.alignment.by_horizon
    told = []
    for row in sums[sums["case"].isin(list(ways.names))].itertuples():
        if row.horizon not in ways.horizons or pd.isna(row.agreement):
            continue
        told.append(
            words(
                "gap.aligned",
                case=ways.names[str(row.case)],
                horizon=ways.horizon_label(int(row.horizon)),
                agreement=ways.agreed(float(row.agreement)),
                n=row.n_respondents,
                items=row.n_shared,
            )
        )
    return told


def _way(ways: Ways, way: Way) -> str:
    """One item of a case: now, then each horizon."""
    words = ways.words
    now = ways.answer(way.now) or words(f"level.{way.missing or 'unknown'}")
    told = words("gap.joint").join(_point(ways, point) for point in way.points)
    label = item_label(ways.framework, way.item)
    return words("gap.row", item=label, case=ways.names[way.case], now=now, targets=told)


def _point(ways: Ways, point: Point) -> str:
    words, horizon = ways.words, ways.horizon_label(point.horizon)
    if point.rank is None:
        return words("gap.point.none", horizon=horizon)
    told = {"horizon": horizon, "target": ways.answer(point.rank), "n": point.respondents}
    if point.agreement is None:
        return words("gap.point.one", **told)
    ends = {"low": ways.answer(point.low), "high": ways.answer(point.high)}
    key = "gap.point.alike" if point.low == point.high else "gap.point"
    return words(key, **told, **ends, agreement=ways.agreed(point.agreement))


def _widest(ways: Ways, told: list[Way]) -> list[str]:
    """The widest way upwards; the first of several."""
    known = [(way.gap, way) for way in told if way.gap is not None]
    if not known or max(gap for gap, _ in known) < 1:
        return []
    gap, way = max(known, key=lambda pair: pair[0])
    label = item_label(ways.framework, way.item)
    return [ways.words("gap.widest", item=label, case=ways.names[way.case], n=gap)]


def _falls(ways: Ways, told: list[Way]) -> list[str]:
    """How many ways fall, the first of them named."""
    falling = [way for way in told if way.falls]
    if not falling:
        return []
    first = item_label(ways.framework, falling[0].item)
    case = ways.names[falling[0].case]
    return [ways.words("gap.falls", n=len(falling), all=len(told), item=first, case=case)]
