"""Groups of cases compared outcome by outcome: how far apart, how surely, whatever is unknown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from engagement_kit.assess import Making
from engagement_kit.assess.columns import shaped
from engagement_kit.cases import Cases
from engagement_kit.compare.groups.delta import checked_draws, checked_seed, checked_share
from engagement_kit.compare.groups.delta_intervals import INTERVALS
from engagement_kit.compare.groups.difference_rows import COLUMNS, difference_rows, distributions
from engagement_kit.compare.groups.difference_words import difference_remarks
from engagement_kit.compare.groups.grouping import group_of_rows, pairs_of
from engagement_kit.compare.groups.multiplicity import ADJUSTMENTS
from engagement_kit.compare.groups.observations import (
    Comparable,
    Outcome,
    comparable,
    observe,
    one_wave,
)
from engagement_kit.compare.groups.readings import READING_COLUMNS, Settings, adjusted, read_pair
from engagement_kit.compare.remaking import making_from
from engagement_kit.compare.view import result_html
from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.frameworks import Framework

__all__ = ["Differences", "compare_groups"]


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class Differences:
    """Groups of cases compared, one row an outcome and pair of groups.

    Attributes
    ----------
    table : DataFrame
        Columns as in ``difference_rows.COLUMNS``: how many are known, Cliff's delta with its
        interval, p, adjusted p and its test, stochastic order, delta at the lowest, middle and
        highest reading of what is unknown, whether the direction is settled, and a sentence.
    distributions : DataFrame
        What the numbers are about: item, group, value, rank, n, share of the known.
    readings : DataFrame
        Every number at every reading of the unknown: known, lowest, middle, highest.
    observations : DataFrame
        One row a case and outcome: group, value, rank, low, middle, high, missing.
    outcomes : tuple of Outcome
        What is compared, with names and answers.
    framework : Framework
    part : str
        Id of the part of the framework.
    cases : Cases
    parameters : mapping
        by, groups, pairs, wave, adjust, alpha, interval, confidence, draws, seed, tests, and what
        was decided when the result was made.
    remarks : tuple of str
    making : Making
    """

    table: pd.DataFrame
    distributions: pd.DataFrame
    readings: pd.DataFrame
    observations: pd.DataFrame
    outcomes: tuple[Outcome, ...]
    framework: Framework
    part: str
    cases: Cases
    parameters: Mapping[str, Any]
    remarks: tuple[str, ...]
    making: Making

    @property
    def lang(self) -> str:
        """Language of the names."""
        return self.framework.lang

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Groups that are compared, first and second of each pair."""
        return tuple((first, second) for first, second in self.parameters["pairs"])

    def __len__(self) -> int:
        return len(self.table)

    def __repr__(self) -> str:
        settled, shown = int(self.table["settled"].sum()), self._shown
        pairs = ", ".join(" and ".join(pair) for pair in self.pairs)
        return (
            f"<Differences of {pairs}, {self.framework.id}, {self.part}: {len(self)} rows, "
            f"{shown} shown at {self.parameters['alpha']:g}, direction settled in {settled}>"
        )

    @property
    def _shown(self) -> int:
        return int(self.table["conclusion"].isin(["a_above", "b_above", "differ"]).sum())

    def _repr_html_(self) -> str:
        facts = {
            "rows": len(self),
            f"p adjusted below {self.parameters['alpha']:g}": self._shown,
            "direction settled": int(self.table["settled"].sum()),
        }
        title, shown = self.framework.label(self.part), self.table[list(_SHOWN)]
        return result_html(title, facts, shown, remarks=self.remarks, lang=self.lang)


_SHOWN = (
    "label", "group_a", "group_b", "n_a", "n_b", "unknown_a", "unknown_b", "delta", "low", "high",
    "p", "p_adjusted", "delta_lowest", "delta_highest", "settled", "sentence",
)  # fmt: skip


def compare_groups(
    result: Comparable,
    *,
    by: str | Mapping[str, str] = "kind",
    groups: Iterable[str] | None = None,
    items: Iterable[str] | None = None,
    wave: int | str = "last",
    adjust: str = "holm",
    alpha: float = 0.05,
    interval: str = "newcombe",
    confidence: float = 0.95,
    draws: int = 10_000,
    seed: int = 0,
) -> Differences:
    """How groups of cases differ, outcome by outcome, and whether that hangs on what is unknown.

    Of levels each item is compared, of stages the stage, of quadrants the scores of both axes and
    the quadrant. What is ordered is compared by its order alone: Cliff's delta with an interval,
    an exact rank-sum test, stochastic order. Quadrants have no order: Fisher's exact test.

    Parameters
    ----------
    result : Levels, StagePlacements or QuadrantPlacements
    by : str or mapping
        Column of the table that names the groups, or a group for the id of each case. Cases
        without a group are left out, and counted in ``remarks``.
    groups : iterable of str, optional
        Which groups, in this order; all of them if left out, well-known kinds first, then by name.
        Of more than two, every pair is compared, all of them adjusted together.
    items : iterable of str, optional
        Only these items or axes; fewer tests leave more after the adjustment.
    wave : "last", "first" or int
        Which wave of cases that have several: no case counts twice.
    adjust : {"holm", "none"}
        See :func:`adjust_p`; over all rows together.
    alpha : float
        Adjusted p below it counts as a difference shown.
    interval, confidence, draws, seed
        See :func:`cliffs_delta`; intervals are not adjusted. Fisher's test draws tables only where
        there are too many to count.

    Returns
    -------
    Differences

    Raises
    ------
    WrongKind
        The result is of another kind or mixes scales; there are fewer than two groups or more
        than six; a share or number of draws makes no sense.
    UnknownId
        There is no such column, group, item, case, wave, interval or adjustment.

    Notes
    -----
    Missing data: an unknown answer is left out of delta, interval and p, never read as low. Then
    delta is found again with every unknown answer at its lowest in the first group and its highest
    in the second, the other way round, and with all of them in the middle of what is possible;
    answers on which coders differ are read at the lower and the higher of them. No way of
    answering gives a delta outside ``delta_lowest`` and ``delta_highest``, and both can be
    reached. ``settled`` says whether the sign is the same at all four readings, ``holds`` whether
    the conclusion is. Of cases that are not placed, the bounds of their score or stage are used.
    Answers that do not apply are left out everywhere. Quadrants are read at the same bounds, but
    extremes of their p could lie elsewhere.

    Assumes independent cases. Cases that were chosen, not drawn, stand for themselves: p then says
    how often chance alone would part these cases into groups so far apart.

    Examples
    --------
    >>> from engagement_kit.assess import rate_levels
    >>> from engagement_kit.cases import Case, Cases
    >>> from engagement_kit.frameworks import load_framework
    >>> cases = [
    ...     Case(id=f"{kind}-{number}", kind=kind, name={"en": kind}, waves=(2025,))
    ...     for kind in ("museum", "company")
    ...     for number in range(3)
    ... ]
    >>> levels = rate_levels(Cases(tuple(cases)), load_framework("maturity"))
    >>> compare_groups(levels).table["sentence"][0]
    'No answer of museum and company is known: nothing can be compared.'
    """
    result = comparable(result)
    _check(interval, adjust)
    draws, seed = checked_draws(draws), checked_seed(seed)
    settings = Settings(interval, checked_share("confidence", confidence), draws, seed)
    checked_share("alpha", alpha)
    choices: dict[str, Any] = {
        "by": dict(by) if isinstance(by, Mapping) else by,
        "groups": None if groups is None else _listed(groups, "groups"),
        "items": None if items is None else _listed(items, "items"),
        "wave": wave,
        "adjust": adjust,
        "alpha": alpha,
        "interval": interval,
        "confidence": confidence,
        "draws": draws,
        "seed": seed,
    }
    outcomes, observations, told = _gathered(result, choices)
    pairs = pairs_of(observations["group"].dropna().unique(), choices["groups"])
    rows = observations[observations["group"].isin({name for pair in pairs for name in pair})]
    readings = adjusted(_readings(outcomes, rows, pairs, settings), adjust)
    table = difference_rows(outcomes, rows, readings, alpha=alpha)
    parameters = {**result.parameters, **choices, "pairs": pairs}
    parameters["tests"] = int(table["p"].notna().sum())
    return Differences(
        table=shaped(COLUMNS, table),
        distributions=distributions(outcomes, rows, pairs),
        readings=shaped(READING_COLUMNS, readings),
        observations=rows.reset_index(drop=True),
        outcomes=outcomes,
        framework=result.framework,
        part=result.part,
        cases=result.cases,
        parameters=parameters,
        remarks=(*told, *difference_remarks(result, table, parameters)),
        making=making_from("compare_groups", result, **choices),
    )


def _check(interval: str, adjust: str) -> None:
    for what, given, known in (
        ("interval", interval, INTERVALS),
        ("adjustment", adjust, ADJUSTMENTS),
    ):
        if given not in known:
            raise UnknownId(what, str(given), known)


def _listed(names: Any, what: str) -> list[str]:
    """Names as a list that can be kept with a figure."""
    if isinstance(names, str):
        raise WrongKind(what, repr(names), "a list of names", f"Write {what}=[{names!r}, ...].")
    listed = list(names) if isinstance(names, Iterable) else []
    if not listed:
        raise WrongKind(what, repr(names), "at least one name", "Leave it out to take all of them.")
    return listed


def _gathered(
    result: Comparable, choices: Mapping[str, Any]
) -> tuple[tuple[Outcome, ...], pd.DataFrame, list[str]]:
    """Outcomes asked for, observations of one wave with their groups, and what was left out."""
    named = choices["items"]
    if named is not None:
        known = [o.item for o in observe(result, result.table.assign(group=None))[0]]
        for item in named:
            if item not in known:
                raise UnknownId("item", str(item), known)
    table, told = one_wave(result.table, choices["wave"])
    grouped = table.assign(group=group_of_rows(table, choices["by"]))
    without = grouped.loc[grouped["group"].isna(), "case"].nunique()
    grouped = grouped[grouped["group"].notna()]
    outcomes, observations = observe(result, grouped)
    if named is not None:
        outcomes = tuple(outcome for outcome in outcomes if outcome.item in named)
        observations = observations[observations["item"].isin(named)]
    remarks = [told] if told else []
    if without:
        remarks.append(f"Cases without a group, left out: {without}.")
    return outcomes, observations, remarks


def _readings(
    outcomes: Iterable[Outcome],
    rows: pd.DataFrame,
    pairs: Iterable[tuple[str, str]],
    settings: Settings,
) -> pd.DataFrame:
    by_item = dict(iter(rows.groupby("item", sort=False)))
    return pd.DataFrame(
        [
            reading
            for outcome in outcomes
            for pair in pairs
            for reading in read_pair(outcome, by_item.get(outcome.item, rows[:0]), pair, settings)
        ],
        columns=[c.name for c in READING_COLUMNS if c.name != "p_adjusted"],
    )
