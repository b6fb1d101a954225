"""The dumbbell chart in words, and its data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from engagement_kit.assess import Targets
from engagement_kit.charts.dumbbell.aims import Aim, Aims, gather_aims
from engagement_kit.charts.paper.directions import FALL, RISE, SAME
from engagement_kit.charts.results import in_language
from engagement_kit.charts.rows.levels import item_label
from engagement_kit.charts.words import coder_rule, counted, source_statement
from engagement_kit.compare import Changes
from engagement_kit.frameworks import Framework

__all__ = ["caption_dumbbell", "data_dumbbell", "describe_aims", "describe_dumbbell"]

_MOST_TOLD = 48  # rows; of more only counts and the farthest are told


def describe_dumbbell(
    targets: Targets | Changes,
    framework: Framework | None = None,
    *,
    lang: str | None = None,
    cases: Sequence[str] | None = None,
    by: str | None = "kind",
    names: Mapping[str, str] | None = None,
) -> str:
    """Alternative text: what is compared, every row with its numbers, what is farthest apart."""
    return describe_aims(
        gather_aims(targets, in_language(targets, framework, lang), cases, by, names)
    )


def describe_aims(aims: Aims) -> str:
    """Alternative text of now and target that have been gathered."""
    words = aims.words
    parts = [
        aims.say(
            "kind",
            part=aims.framework.label(aims.targets.part),
            framework=aims.framework.name,
            cases=sum(subject.size for subject in aims.subjects),
            items=len(aims.items),
        )
    ]
    if not aims.rows:
        return " ".join([*parts, f"{aims.say('empty')}."])
    answers = words("list.separator").join(aims.answers)
    parts.append(aims.say("scale", answers=answers))
    parts += [_counts(aims, horizon) for horizon in aims.horizons]
    if aims.is_change:
        parts += [told for told in _waves(aims) if told]
    if len(aims.rows) <= _MOST_TOLD:
        parts += [_row(aims, aim) for aim in aims.rows]
    return " ".join([*parts, *_farthest(aims)])


def caption_dumbbell(
    targets: Targets | Changes,
    framework: Framework | None = None,
    *,
    lang: str | None = None,
    cases: Sequence[str] | None = None,
    by: str | None = "kind",
    source: str | None = None,
) -> str:
    """Caption for print: n, what marks and lines mean, the rules, what is unknown, the source.

    ``source`` is a sentence about the data; ``"library"`` stands for the one about the built-in
    case library.
    """
    aims = gather_aims(targets, in_language(targets, framework, lang), cases, by)
    words, parameters = aims.words, targets.parameters
    about = {"framework": aims.framework.name, "version": aims.framework.version}
    shown = sum(subject.size for subject in aims.subjects)
    are_groups = any(subject.is_group for subject in aims.subjects)
    parts = [
        aims.say("caption.n", **about, cases=shown),
        *(_counts(aims, horizon) for horizon in aims.horizons),
        aims.say("caption.marks"),
        aims.say("caption.groups") if are_groups else "",
        *(_waves(aims) if aims.is_change else _respondents(aims)),
        words("caption.coders", rule=coder_rule(words, parameters)),
        source_statement(words, source),
    ]
    return " ".join(part for part in parts if part)


def data_dumbbell(
    targets: Targets | Changes,
    framework: Framework | None = None,
    *,
    lang: str | None = None,
    cases: Sequence[str] | None = None,
    by: str | None = "kind",
    names: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """The data drawn: one row a horizon, item and case or group; ranks count answers from 0.

    What is unknown or not set is empty; ``gap`` is the target's rank less that of now. Of changes
    between waves "now" is before and "target" after; ``n_respondents`` counts the cases of groups.
    """
    aims = gather_aims(targets, in_language(targets, framework, lang), cases, by, names)
    return pd.DataFrame([_data_row(aims, aim) for aim in aims.rows], columns=_COLUMNS)


_COLUMNS = [
    "horizon", "item", "item_label", "subject", "subject_label", "is_group", "n_cases",
    "now", "now_label", "low", "low_label", "high", "high_label", "missing",
    "target", "target_label", "target_low", "target_low_label", "target_high", "target_high_label",
    "n_respondents", "gap", "direction",
]  # fmt: skip


def _data_row(aims: Aims, aim: Aim) -> dict[str, object]:
    ranks = {
        name: getattr(aim, name)
        for name in ("now", "low", "high", "target", "target_low", "target_high")
    }
    gap = None if aim.now is None or aim.target is None else aim.target - aim.now
    return {
        "horizon": aim.horizon,
        "item": aim.item,
        "item_label": aims.framework.label(aim.item),
        "subject": aim.subject.id,
        "subject_label": aim.subject.label,
        "is_group": aim.subject.is_group,
        "n_cases": aim.subject.size,
        **ranks,
        **{f"{name}_label": aims.answer(rank) for name, rank in ranks.items()},
        "missing": aim.missing,
        "n_respondents": aim.respondents,
        "gap": gap,
        "direction": aim.direction,
    }


def _counts(aims: Aims, horizon: int) -> str:
    """How many rows of a horizon lie above, below and as now, and what is not known."""
    words, rows = aims.words, [aim for aim in aims.rows if aim.horizon == horizon]
    sizes = [
        (aims.say(way), sum(aim.direction == way for aim in rows)) for way in (RISE, SAME, FALL)
    ]
    sizes.append((aims.say("no_now"), sum(aim.now is None for aim in rows)))
    sizes.append((aims.say("no_target"), sum(aim.target is None for aim in rows)))
    label = aims.horizon_label(horizon)
    return aims.say("counts", horizon=label, counts=counted(words, sizes))


def _row(aims: Aims, aim: Aim) -> str:
    now = aims.answer(aim.now) or aims.words(f"level.{aim.missing or 'unknown'}")
    return aims.say(
        "row",
        item=item_label(aims.framework, aim.item),
        subject=aim.subject.label,
        horizon=aims.horizon_label(aim.horizon),
        now=now,
        target=_target(aims, aim),
    )


def _target(aims: Aims, aim: Aim) -> str:
    """What is wanted and by how many, or what the later wave is."""
    if aim.target is None:
        return aims.words("level.unknown") if aims.is_change else aims.say("not_set")
    if aims.is_change:
        return str(aims.answer(aim.target))
    told = {"target": aims.answer(aim.target), "n": aim.respondents}
    if aim.target_low == aim.target_high:
        return aims.say("row.target", **told)
    ends = {"low": aims.answer(aim.target_low), "high": aims.answer(aim.target_high)}
    return aims.say("row.spread", **told, **ends)


def _farthest(aims: Aims) -> list[str]:
    """The row whose target lies farthest from now; the first of several."""
    gaps = [
        (abs(aim.target - aim.now), aim)
        for aim in aims.rows
        if aim.now is not None and aim.target is not None
    ]
    if not gaps or not max(gap for gap, _ in gaps):
        return []
    gap, aim = max(gaps, key=lambda pair: pair[0])
    told = {"item": item_label(aims.framework, aim.item), "subject": aim.subject.label}
    horizon = aims.horizon_label(aim.horizon)
    return [aims.say("farthest", **told, horizon=horizon, n=gap)]


def _respondents(aims: Aims) -> list[str]:
    """How the respondents were brought together, and who says how things stand."""
    words, parameters = aims.words, aims.targets.parameters
    rule = str(parameters.get("respondent_rule", "lower_median"))
    key = f"respondent.{rule}"
    told = words(key) if key in words.keys else words("respondent.one", respondent=rule)
    now = words(f"dumbbell.now.{parameters.get('now', 'coders')}")
    return [words("dumbbell.caption.respondents", rule=told), now]


def _waves(aims: Aims) -> list[str]:
    """Which waves of each case are compared where they differ; how many cases have only one."""
    table = aims.targets.table
    alone = table.loc[table["state"] == "one_wave", "case"].nunique()
    told = [_years(aims, table)] if aims.horizon_label(0) == aims.say("waves") else []
    return [*told, *([aims.say("caption.alone", n=alone)] if alone else [])]


def _years(aims: Aims, table: pd.DataFrame) -> str:
    """The two waves of every case drawn by itself."""
    first = table.drop_duplicates("case").set_index("case")
    told = [
        aims.say(
            "case_years",
            case=subject.label,
            before=first.loc[subject.id, "wave_before"],
            after=first.loc[subject.id, "wave_after"],
        )
        for subject in aims.subjects
        if not subject.is_group
    ]
    separator = aims.words("list.separator")
    return aims.say("caption.years", waves=separator.join(told)) if told else ""
