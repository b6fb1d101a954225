"""The radar in words, and its data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from engagement_kit.assess import Levels, StagePlacements
from engagement_kit.charts.paper.text import isolate
from engagement_kit.charts.radar.rounds import Round, gather_round
from engagement_kit.charts.results import in_language
from engagement_kit.charts.rows.levels import item_label
from engagement_kit.charts.words import coder_rule, source_statement
from engagement_kit.frameworks import Framework

__all__ = ["caption_radar", "data_radar", "describe_radar", "describe_round"]

_COLUMNS = [
    "subject", "subject_label", "is_group", "n_cases", "wave", "item", "item_label",
    "rank", "value_label", "missing", "n_known",
]  # fmt: skip


def describe_radar(
    levels: Levels | StagePlacements,
    framework: Framework | None = None,
    *,
    lang: str | None = None,
    cases: Sequence[str] | None = None,
    by: str | None = "kind",
    names: Mapping[str, str] | None = None,
) -> str:
    """Alternative text: the axes, every answer of every case or group, where they differ most."""
    framework = in_language(levels, framework, lang)
    return describe_round(gather_round(levels, framework, cases, by, names))


def describe_round(found: Round) -> str:
    """Alternative text of answers that have been gathered."""
    words = found.words
    parts = [
        words(
            "radar.kind",
            part=found.framework.label(found.result.part),
            framework=found.framework.name,
            cases=sum(subject.size for subject in found.subjects),
            items=len(found.items),
        ),
        words("radar.scale", answers=words("list.separator").join(found.answers)),
    ]
    for subject in found.subjects:
        values = words("list.separator").join(
            words(
                "radar.value",
                item=item_label(found.framework, reading.item),
                value=found.value(reading),
            )
            for reading in found.of(subject)
        )
        parts.append(words("radar.subject", subject=found.label(subject), values=values))
    return " ".join([*parts, *_farthest(found)])


def caption_radar(
    levels: Levels | StagePlacements,
    framework: Framework | None = None,
    *,
    lang: str | None = None,
    cases: Sequence[str] | None = None,
    by: str | None = "kind",
    source: str | None = None,
) -> str:
    """Caption for print: n, what rings and gaps mean and what does not, the rule, the source.

    ``source`` is a sentence about the data; ``"library"`` stands for the one about the built-in
    case library.
    """
    found = gather_round(levels, in_language(levels, framework, lang), cases, by)
    words, framework = found.words, found.framework
    size = sum(subject.size for subject in found.subjects)
    unknown = sum(reading.is_unknown for reading in found.readings)
    about = {"framework": framework.name, "version": framework.version}
    answers = words("list.separator").join(found.answers)
    parts = [
        words("caption.levels", **about, n=size, cases=size),
        words("radar.caption.rings", answers=answers),
        words("radar.caption.unknown", unknown=unknown, all=len(found.readings)),
        _known(found),
        words("radar.caption.wave"),
        words("caption.coders", rule=coder_rule(words, levels.parameters)),
        source_statement(words, source),
    ]
    return " ".join(part for part in parts if part)


def data_radar(
    levels: Levels | StagePlacements,
    framework: Framework | None = None,
    *,
    lang: str | None = None,
    cases: Sequence[str] | None = None,
    by: str | None = "kind",
    names: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """The data drawn: one row a case or group and item; ``rank`` counts answers from 0.

    It is empty where there is no answer, for the reason in ``missing``; ``n_known`` counts the
    cases with an answer.
    """
    found = gather_round(levels, in_language(levels, framework, lang), cases, by, names)
    rows = [
        {
            "subject": reading.subject.id,
            "subject_label": reading.subject.label,
            "is_group": reading.subject.is_group,
            "n_cases": reading.subject.size,
            "wave": None if reading.subject.is_group else found.waves[reading.subject.id],
            "item": reading.item,
            "item_label": found.framework.label(reading.item),
            "rank": reading.rank,
            "value_label": None if reading.rank is None else found.value(reading),
            "missing": reading.missing,
            "n_known": reading.known,
        }
        for reading in found.readings
    ]
    return pd.DataFrame(rows, columns=_COLUMNS)


def _known(found: Round) -> str:
    """From how many known answers the medians of each group come."""
    told = []
    for subject in found.subjects:
        known = [reading.known for reading in found.of(subject)]
        if subject.is_group:
            span = isolate(f"{min(known)}–{max(known)}", "ltr")
            told.append(found.words("list.count", name=subject.label, n=span))
    if not told:
        return ""
    return found.words("radar.caption.groups", counts=found.words("list.separator").join(told))


def _farthest(found: Round) -> list[str]:
    """The item in which the subjects lie farthest apart; the first of several."""
    widest, best = 0, ""
    for item in found.items:
        ranks = [reading.rank for reading in found.at(item) if reading.rank is not None]
        if ranks and max(ranks) - min(ranks) > widest:
            widest, best = max(ranks) - min(ranks), item
    if not best:
        return []
    words = found.words
    values = words("list.separator").join(
        words("list.count", name=reading.subject.label, n=found.value(reading))
        for reading in found.at(best)
    )
    return [words("radar.farthest", item=item_label(found.framework, best), values=values)]
