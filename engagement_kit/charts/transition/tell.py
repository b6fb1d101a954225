"""The transition chart in words, and its data."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from engagement_kit.charts.results import in_language
from engagement_kit.charts.transition.ways import DIRECTIONS, Way, Ways, gather_ways
from engagement_kit.charts.words import coder_rule, counted, percent, score, source_statement
from engagement_kit.compare import Changes
from engagement_kit.frameworks import Framework

__all__ = ["caption_transition", "data_transition", "describe_transition", "describe_ways"]

_MOST_NAMED = 20  # of one way; of more only how many


def describe_transition(
    changes: Changes,
    framework: Framework | None = None,
    *,
    lang: str | None = None,
    item: str | None = None,
    names: Mapping[str, str] | None = None,
) -> str:
    """Alternative text: how many rose, fell and stayed, from where to where, by name."""
    return describe_ways(gather_ways(changes, in_language(changes, framework, lang), item, names))


def describe_ways(ways: Ways) -> str:
    """Alternative text of ways that have been gathered."""
    words = ways.words
    parts = [words("transition.kind", what=ways.title, framework=ways.framework.name, n=ways.size)]
    if not ways.rows:
        return " ".join([*parts, f"{words('transition.empty')}."])
    parts.append(_counts(ways))
    parts += [_told(ways, way) for way in ways.rows]
    return " ".join([*parts, *_crossed(ways), *_lone(ways)])


def caption_transition(
    changes: Changes,
    framework: Framework | None = None,
    *,
    lang: str | None = None,
    item: str | None = None,
    source: str | None = None,
) -> str:
    """Caption for print: n, what rows, columns and marks mean, what is open, rules, the source.

    ``source`` is a sentence about the data; ``"library"`` stands for the one about the built-in
    case library.
    """
    ways = gather_ways(changes, in_language(changes, framework, lang), item)
    words, about = ways.words, {"framework": ways.framework.name}
    is_open = sum(len(way.open_cases) for way in ways.rows)
    parts = [
        f"{ways.title}.",
        words("transition.caption.n", **about, version=ways.framework.version, n=ways.size),
        words("transition.caption.grid"),
        _counts(ways),
        words("transition.caption.open", n=is_open, all=ways.size),
        words("transition.caption.gap") if ways.gaps else "",
        *_crossed(ways),
        *_lone(ways),
        *_rules(ways),
        words("caption.coders", rule=coder_rule(words, changes.parameters)),
        words("transition.caption.evidence"),
        source_statement(words, source),
    ]
    return " ".join(part for part in parts if part)


def data_transition(
    changes: Changes,
    framework: Framework | None = None,
    *,
    lang: str | None = None,
    item: str | None = None,
    names: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """The data drawn: one row a way from place to place, with how many moved so and who.

    ``n_settled`` are cases that are settled at both waves, ``n_possible`` those whose bounds allow
    that they moved so. Ids and names are joined by ``;``.
    """
    ways = gather_ways(changes, in_language(changes, framework, lang), item, names)
    rows = [
        (
            ways.item,
            way.start,
            ways.label(way.start),
            way.end,
            ways.label(way.end),
            way.direction,
            len(way.cases),
            len(way.cases) - len(way.open_cases),
            way.possible,
            ";".join(way.cases),
            ";".join(ways.names[case] for case in way.cases),
            ";".join(case for case in way.cases if case in way.open_cases),
        )
        for way in ways.rows
    ]
    return pd.DataFrame(rows, columns=_COLUMNS)


_COLUMNS = [
    "item", "from", "from_label", "to", "to_label", "direction", "n", "n_settled", "n_possible",
    "cases", "names", "open_cases",
]  # fmt: skip


def _counts(ways: Ways) -> str:
    """How many rose, fell, stayed and are not known."""
    found = [
        (ways.words(f"transition.told.{way}"), ways.count(way))
        for way in DIRECTIONS
        if ways.count(way) or way in {"rise", "fall", "same"}
    ]
    return ways.words("transition.counts", counts=counted(ways.words, found))


def _told(ways: Ways, way: Way) -> str:
    """One way: from where to where, how many, who, and how many of them are open."""
    words = ways.words
    shown = [words("transition.name", name=ways.names[case]) for case in way.cases[:_MOST_NAMED]]
    names = words("list.separator").join(shown)
    more = words("list.separator") + "…" if len(way.cases) > _MOST_NAMED else ""
    about = {"first": ways.label(way.start), "last": ways.label(way.end)}
    told = words("transition.way", **about, n=len(way.cases), names=names + more)
    is_open = words("transition.n_open", n=len(way.open_cases)) if way.open_cases else ""
    return words("transition.sentence", told=told, open=is_open).replace(" .", ".")


def _crossed(ways: Ways) -> list[str]:
    """Who crossed each gap between stages, and for how many that is settled."""
    found, crossings = [], ways.changes.crossings
    for gap in ways.gaps.values():
        cases = crossings[crossings["gap"] == gap].drop_duplicates("case")
        if cases.empty:
            continue
        counts = cases["crossing"].value_counts()
        told = [
            (ways.words(f"transition.crossing.{name}"), int(counts.get(name, 0)))
            for name in ("crossed", "not_crossed", "already_across", "fell_back", "not_known")
        ]
        found.append(
            ways.words(
                "transition.crossings",
                gap=ways.framework.label(gap),
                counts=counted(ways.words, told),
                n=int(cases["settled"].sum()),
                all=len(cases),
            )
        )
    return found


def _lone(ways: Ways) -> list[str]:
    lone = len(ways.changes.one_wave)
    return [f"{ways.words('transition.lone', n=lone)}."] if lone else []


def _rules(ways: Ways) -> list[str]:
    """The rule that gives the stage, or the threshold; and how much must be known."""
    words, parameters = ways.words, ways.changes.parameters
    if "min_known" not in parameters:
        return []
    share = percent(words, parameters["min_known"])
    if "rule" in parameters:
        rule = words(f"rule.{parameters['rule']}")
        return [
            words("staircase.caption.rule", rule=rule),
            words("staircase.caption.min_known", share=share),
        ]
    kind = str(parameters.get("threshold_rule", "fixed"))
    kind = kind if kind != "fixed" else str(parameters.get("threshold_status", "authored"))
    limits = words("list.separator").join(
        dict.fromkeys(score(parameters[f"{side}_threshold"]) for side in "xy")
    )
    return [
        words("caption.threshold", threshold=words(f"threshold.{kind}", value=limits)),
        words("quadrant.caption.min_known", share=share),
    ]
