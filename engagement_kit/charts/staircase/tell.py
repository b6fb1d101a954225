"""The staircase chart in words."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from engagement_kit.assess import StagePlacements
from engagement_kit.charts.results import in_language
from engagement_kit.charts.rows.groups import case_names, drawn_as, split_waves
from engagement_kit.charts.words import chart_words, coder_rule, counted, percent, source_statement
from engagement_kit.frameworks import Framework
from engagement_kit.frameworks.schema import Stages
from engagement_kit.words import Words

__all__ = ["caption_staircase", "data_staircase", "describe_staircase"]


def describe_staircase(
    placements: StagePlacements, framework: Framework | None = None, *, lang: str | None = None
) -> str:
    """Alternative text: kind of chart, counts by status and stage, what is to be seen, the gap."""
    framework, words, part = _in_language(placements, framework, lang)
    table = placements.table
    latest, earlier, missing = split_waves(table)
    parts = [
        words(
            "staircase.kind", framework=framework.name, n=len(table), cases=table["case"].nunique()
        ),
        _counts(latest, missing, words),
    ]
    if len(earlier):
        parts.append(words("placements.earlier", n=len(earlier)))
    if len(latest):
        parts += _stages(latest, framework, words, part)
    parts += _gaps(placements, framework, words, part)
    return " ".join(parts)


def caption_staircase(
    placements: StagePlacements,
    framework: Framework | None = None,
    *,
    lang: str | None = None,
    source: str | None = None,
) -> str:
    """Caption for print: n, the rule, what unknown dimensions do, where the data comes from.

    ``source`` is a sentence about the data; ``"library"`` stands for the one about the built-in
    case library.
    """
    framework, words, _ = _in_language(placements, framework, lang)
    parameters, table = placements.parameters, placements.table
    latest, _, missing = split_waves(table)
    parts = [
        words(
            "caption.of",
            framework=framework.name,
            version=framework.version,
            n=len(table),
            cases=table["case"].nunique(),
        ),
        _counts(latest, missing, words),
        words("staircase.caption.rule", rule=words(f"rule.{parameters['rule']}")),
        words("staircase.caption.bounds"),
        words(
            "staircase.caption.min_known",
            share=percent(words, float(parameters.get("min_known", 0))),
        ),
        words("caption.coders", rule=coder_rule(words, parameters)),
        source_statement(words, source),
    ]
    return " ".join(part for part in parts if part)


def data_staircase(
    placements: StagePlacements,
    framework: Framework | None = None,
    *,
    lang: str | None = None,
    names: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """The data drawn: one row a case and wave, then one a requirement and state of each gap.

    ``mark`` says how a row is drawn: ``point`` (the last wave that is placed), ``earlier``,
    ``not_placed`` or ``requirement``. Ranks count stages from 1; those of the dimensions stand in
    columns of their own and are missing where they are unknown. Rows of requirements have ``gap``,
    ``item``, ``state`` and ``n``, the number of cases.
    """
    framework, _, part = _in_language(placements, framework, lang)
    table = placements.table
    label = {s: framework.value_label(part.scale, s) for s in framework.scale(part.scale).ids}
    rows = table.assign(
        label=table["case"].map(case_names(placements, table, framework.lang, names)),
        stage_label=table["stage"].map(label),
        mark=drawn_as(table),
    )
    ranks = placements.dimensions.set_index(["case", "wave"])
    for item in part.items:
        own = ranks.loc[ranks["item"] == item.id, "rank"]
        rows = rows.join(own.rename(item.id), on=["case", "wave"])
    asked = _requirements(placements).assign(mark="requirement")
    return pd.concat([rows, asked], ignore_index=True) if len(asked) else rows


def _requirements(placements: StagePlacements) -> pd.DataFrame:
    """Cases by gap, item and state, each case at its last wave."""
    table = placements.requirements.sort_values(["case", "wave"], kind="stable")
    latest = table.drop_duplicates(["case", "gap", "item"], keep="last").astype(
        {"gap": object, "item": object, "state": object}
    )
    return latest.groupby(["gap", "item", "state"], sort=False).size().reset_index(name="n")


def _in_language(
    placements: StagePlacements, framework: Framework | None, lang: str | None
) -> tuple[Framework, Words, Stages]:
    framework = in_language(placements, framework, lang)
    return framework, chart_words(framework.lang), framework.only_part("stages", placements.part)


def _counts(latest: pd.DataFrame, missing: pd.DataFrame, words: Words) -> str:
    settled = int((latest["status"] == "settled").sum())
    return words(
        "placements.counts", settled=settled, open=len(latest) - settled, not_placed=len(missing)
    )


def _stages(latest: pd.DataFrame, framework: Framework, words: Words, part: Stages) -> list[str]:
    """Cases by stage, and what strikes the eye: the fullest stage, the empty ones."""
    names = {s: framework.value_label(part.scale, s) for s in framework.scale(part.scale).ids}
    sizes = {stage: int((latest["stage"] == stage).sum()) for stage in names}
    fullest = max(sizes, key=lambda stage: sizes[stage])
    told = [
        words("staircase.stages", counts=counted(words, [(names[s], n) for s, n in sizes.items()])),
        words("seen.fullest", name=names[fullest], n=sizes[fullest], all=len(latest)),
    ]
    empty = [names[stage] for stage, n in sizes.items() if n == 0]
    if empty:
        told.append(words("seen.empty", names=words("list.separator").join(empty)))
    if unsettled := int((latest["status"] == "open").sum()):
        told.append(words("staircase.open", n=unsettled, all=len(latest)))
    return told


def _gaps(
    placements: StagePlacements, framework: Framework, words: Words, part: Stages
) -> list[str]:
    """What each gap asks for, with the number of cases that meet it, each case at its last wave."""
    table = placements.requirements.sort_values(["case", "wave"], kind="stable")
    latest = table.drop_duplicates(["case", "gap", "item"], keep="last")
    told = []
    for gap in part.gaps:
        rows = latest[latest["gap"] == gap.id]
        told += [
            words(
                "staircase.requirement",
                gap=framework.label(gap.id),
                item=framework.label(item),
                **{
                    state: int((one["state"] == state).sum())
                    for state in ("met", "partly", "not_met", "unknown")
                },
            )
            for item, one in rows.groupby("item", sort=False)
        ]
    return told
