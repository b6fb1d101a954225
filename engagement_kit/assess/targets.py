"""Where respondents want the items of a part to be, beside where they are now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from engagement_kit.assess.coders import CODER_RULES, answer_ranks, ratings_used
from engagement_kit.assess.columns import make_table
from engagement_kit.assess.levels import Levels, rate_levels
from engagement_kit.assess.scores import full_grid, with_bounds
from engagement_kit.assess.tables import targets_table
from engagement_kit.cases import Cases
from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.frameworks import Framework

__all__ = ["NOW_BY", "Targets", "rate_targets", "single_answers"]

NOW_BY = ("coders", "respondents")
_AIM = ["case", "horizon", "item"]
_WAVE_COLUMNS = ["case", "name", "kind", "country", "wave"]


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class Targets:
    """Now and target of every item of a part, for every case and horizon that has targets.

    Attributes
    ----------
    table : DataFrame
        Columns as declared in ``columns.TABLES["target_levels"]``; ranks count from 0.
    framework : Framework
    part : str
        Id of the part.
    cases : Cases
        The cases themselves: their names in other languages, the way back to evidence.
    parameters : mapping
        What was decided: respondent_rule, coder_rule, horizon, now, wave.
    """

    table: pd.DataFrame
    framework: Framework
    part: str
    cases: Cases
    parameters: Mapping[str, Any]

    @property
    def scale(self) -> str:
        """Id of the scale of the part's items."""
        return str(self.framework.part(self.part).scale)  # type: ignore[union-attr]

    @property
    def horizons(self) -> tuple[int, ...]:
        """How many years ahead the targets lie, nearest first."""
        return tuple(sorted({int(years) for years in self.table["horizon"]}))

    def __len__(self) -> int:
        return len(self.table)

    def __repr__(self) -> str:
        known = int(self.table["target"].notna().sum())
        return f"<Targets of {self.framework.id}, {self.part}: {known} of {len(self)} set>"

    def _repr_html_(self) -> str:
        from engagement_kit.assess.view import targets_html

        return targets_html(self)


def rate_targets(
    cases: Cases,
    framework: Framework,
    *,
    part: str | None = None,
    horizon: int | None = None,
    respondent_rule: str = "lower_median",
    now: Literal["coders", "respondents"] = "coders",
    wave: int | Literal["first", "last"] = "last",
    coder_rule: str = "lower_median",
    drafts: bool = False,
) -> Targets:
    """Now and target of every item of a part: respondents together, their spread kept.

    A case has rows for the horizons at which somebody set it a target in the part; items without
    target or without a known level keep their row, with what is not known empty.

    Parameters
    ----------
    cases : Cases
    framework : Framework
    part : str, optional
        Id of a part whose items are rated; the first one if left out.
    horizon : int, optional
        How many years ahead; every horizon that lies ahead if left out.
    respondent_rule : str
        ``lower_median``, ``lower`` or ``higher`` of the respondents' targets, or the name of one
        respondent. Where several coders wrote down what one respondent said, ``coder_rule`` brings
        these together first.
    now : {"coders", "respondents"}
        Who says how things stand: the coders' ratings, or the respondents' answers at horizon 0.
    wave : int, "first" or "last"
        Whose levels are now.
    coder_rule : str
        See :func:`combine_ratings`.
    drafts : bool
        Whether ratings without evidence count.

    Raises
    ------
    WrongKind
        The part, or every part, takes no ratings; ``wave`` is None; what was given are no cases.
    UnknownId
        No such part, wave, horizon, rule, coder or respondent.

    Examples
    --------
    >>> from engagement_kit.cases import Case, Cases
    >>> from engagement_kit.frameworks import load_framework
    >>> case = Case(id="mine", kind="museum", name={"en": "Mine"}, waves=(2025,))
    >>> case = case.aim(
    ...     "maturity.engagement_role", "integrated", coder="a", respondent="head", horizon=2
    ... )
    >>> targets = rate_targets(Cases((case,)), load_framework("maturity"))
    >>> targets
    <Targets of maturity, stages: 1 of 7 set>
    """
    if wave is None:
        raise WrongKind("wave", "None", 'a year, "first" or "last": targets start from one state')
    if now not in NOW_BY:
        raise UnknownId("source of the level now", now, NOW_BY)
    levels = rate_levels(
        cases, framework, part=part, wave=wave, coder_rule=coder_rule, drafts=drafts
    )
    said = _said(levels, coder_rule, respondent_rule)
    table = _beside(_levels_now(levels, said, now), said, _horizons(said, horizon))
    table["target"] = _values(framework, table["item"], table["target_rank"])
    parameters = {"respondent_rule": respondent_rule, "now": now, "horizon": horizon}
    return Targets(
        table=make_table("target_levels", table),
        framework=framework,
        part=levels.part,
        cases=levels.cases,
        parameters={**levels.parameters, **parameters},
    )


def single_answers(
    cases: Cases, framework: Framework, part: str, *, coder_rule: str = "lower_median"
) -> pd.DataFrame:
    """What every respondent wants: one row a case, horizon, item and respondent, 0 years is now.

    Where several coders wrote down what one respondent said, ``coder_rule`` brings these together.

    Returns
    -------
    DataFrame
        Columns case, horizon, item, respondent, rank, low, high (ranks on the item's scale, from
        0), n (coders who wrote the answer down).
    """
    given = targets_table(cases).assign(missing=None)
    given = given[given["item"].isin([item.id for item in framework.items_of(part)])]
    one = (*_AIM, "respondent")
    # Whoever asks for a coder by name has seen that there is one: of the targets alone nobody may
    # be left.
    of_one = given[given["coder"] == coder_rule]
    used = ratings_used(given, coder_rule, one) if coder_rule in CODER_RULES else of_one
    ranked = used.assign(rank=answer_ranks(used, framework)).dropna(subset=["rank"])
    return _together(ranked, list(one), coder_rule)


def _said(levels: Levels, coder_rule: str, respondent_rule: str) -> pd.DataFrame:
    """One row a case, horizon and item: what the respondents want, together."""
    persons = single_answers(levels.cases, levels.framework, levels.part, coder_rule=coder_rule)
    if respondent_rule not in CODER_RULES:
        known = tuple(persons["respondent"].unique())
        if respondent_rule not in known and len(persons):
            raise UnknownId(
                "respondent rule or respondent", respondent_rule, (*CODER_RULES, *known)
            )
        persons = persons[persons["respondent"] == respondent_rule]
    return _together(persons, _AIM, respondent_rule)


def _together(answers: pd.DataFrame, keys: list[str], rule: str) -> pd.DataFrame:
    """One row for each of the keys: rank by the rule, lowest, highest, how many answered."""
    low, high = ("low", "high") if "low" in answers else ("rank", "rank")
    if not answers.duplicated(keys).any():  # nothing to bring together, and much faster
        alone = answers.assign(low=answers[low], high=answers[high], n=1)
        return alone[[*keys, "rank", "low", "high", "n"]].reset_index(drop=True)
    return (
        answers.groupby(keys, sort=False)
        .agg(
            rank=("rank", CODER_RULES.get(rule, CODER_RULES["lower_median"])),
            low=(low, "min"),
            high=(high, "max"),
            n=("rank", "size"),
        )
        .reset_index()
    )


def _horizons(said: pd.DataFrame, horizon: int | None) -> set[int]:
    """The horizons that are asked for and that there are."""
    found = {int(years) for years in said["horizon"]}
    if horizon is None:
        return found - {0}
    if horizon not in found and found:
        raise UnknownId("horizon", str(horizon), [str(years) for years in sorted(found)])
    return {horizon} & found


def _levels_now(levels: Levels, said: pd.DataFrame, now: str) -> pd.DataFrame:
    """The level of every item now: of the coders, or of the respondents at horizon 0."""
    if now == "coders":
        return levels.table
    answers = said[said["horizon"] == 0].merge(
        levels.table[["case", "wave"]].drop_duplicates(), on="case"
    )
    answers = answers.assign(
        value=_values(levels.framework, answers["item"], answers["rank"]),
        missing=None,
        n_coders=answers["n"],
    )
    waves = levels.table[_WAVE_COLUMNS].drop_duplicates().astype({"wave": "int64"})
    answers = answers.drop(columns=["horizon", "n"])
    grid = full_grid(waves, answers, levels.framework.items_of(levels.part))
    return with_bounds(grid, levels.framework).merge(waves, on=["case", "wave"])


def _beside(levels: pd.DataFrame, said: pd.DataFrame, horizons: set[int]) -> pd.DataFrame:
    """Levels with their targets: every item of a case at every horizon that it has."""
    aims = said[said["horizon"].isin(horizons)].rename(
        columns={"low": "target_low", "high": "target_high", "rank": "target_rank"}
    )
    ahead = aims[["case", "horizon"]].drop_duplicates().sort_values("horizon", kind="stable")
    order = {case: place for place, case in enumerate(levels["case"].unique())}
    ahead = ahead.sort_values("case", key=lambda cases: cases.map(order), kind="stable")
    table = ahead.merge(levels, on="case").merge(aims, on=_AIM, how="left")
    return table.assign(
        n_respondents=table["n"].fillna(0).astype("int64"),
        spread=table["target_high"] - table["target_low"],
        gap=table["target_rank"] - table["rank"],
    )


def _values(framework: Framework, items: Iterable[str], ranks: Iterable[float]) -> list[str | None]:
    """Answers of ranks on the scales of their items."""
    scales = {item.id: framework.scale(item.scale).ids for item in framework.items}
    return [
        None if pd.isna(rank) else scales[item][int(rank)]
        for item, rank in zip(items, ranks, strict=True)
    ]
