"""One row of agreement for each group of units, with a reason where there is no value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from tqdm import tqdm

from engagement_kit.compare.agreement.measures import MEASURES, measure_of
from engagement_kit.compare.agreement.paired_ratings import PairedRatings
from engagement_kit.compare.agreement.resampling import Ints
from engagement_kit.errors import NoEstimate, WrongKind

__all__ = ["agreement_rows"]

Row = tuple[Any, ...]
_LEVELLED = "krippendorff_alpha"
_UNWEIGHTED = frozenset({_LEVELLED, "kendall_w"})


def agreement_rows(
    paired: PairedRatings, by: str, *, progress: bool, **chosen: Any
) -> Iterator[Row]:
    """Rows in the order of the columns of ``rated_agreement.COLUMNS``.

    Raises
    ------
    WrongKind
        There are too many coders for a measure that keeps them apart.
    """
    if paired.raters is not None and MEASURES[chosen["measure"]].coders_matter:
        found = f"{len(paired.coders):,} coders on {len(paired.ranks):,} units"
        expected = "fewer of both, or a measure that takes coders for exchangeable"
        raise WrongKind(MEASURES[chosen["measure"]].label, found, expected, "Name some: coders=[].")
    rows: Mapping[Any, Any] = paired.units.groupby([by, "scale"]).indices
    listed = _groups(paired, by)
    for group, scale in tqdm(listed, disable=not progress, delay=2, leave=False, unit=by):
        places = rows.get((group, scale), [])
        yield (group, scale, *_row(paired, places, scale, **chosen))


def _groups(paired: PairedRatings, by: str) -> list[tuple[str, str]]:
    """Every group and scale, whether rated or not: items in their order, cases in theirs."""
    if by in {"case", "kind"}:
        scales = dict.fromkeys(paired.items["scale"])
        return [(str(name), scale) for name in paired.who[by].unique() for scale in scales]
    pairs = dict.fromkeys(zip(paired.items[by], paired.items["scale"], strict=True))
    return [(str(name), str(scale)) for name, scale in pairs]


def _row(paired: PairedRatings, places: Sequence[int], scale: str, **chosen: Any) -> Row:
    """Everything after the names of a group of units."""
    ranks, n_coders = _ratings(paired, places)
    answers = paired.framework.scale(scale).ids
    there = ranks.notna().to_numpy()
    n = there.sum(axis=1)
    counts = _counts(n)
    try:
        percent = measure_of("percent_agreement", ranks, draws=0, seed=0).estimate
    except NoEstimate as none:
        reason = "no_ratings" if none.reason == "empty" else none.reason
        return (None, None, None, *counts, n_coders, None, None, None, reason, str(none))
    prevalent = _commonest(ranks[n >= 2], answers)
    try:
        found = measure_of(chosen["measure"], ranks, **_options(len(answers), **chosen))
    except NoEstimate as none:
        told = (none.reason, str(none))
        return (None, None, None, *counts, n_coders, percent, *prevalent, *told)
    span = (found.estimate, found.interval.low, found.interval.high)
    remark = " ".join(found.remarks) or None
    return (*span, *counts, n_coders, percent, *prevalent, None, remark)


def _ratings(paired: PairedRatings, places: Sequence[int]) -> tuple[pd.DataFrame, int]:
    """The ratings of some units, and how many coders they are of."""
    ranks = paired.ranks.iloc[places]
    if paired.raters is None:
        return ranks, int(ranks.notna().to_numpy().any(axis=0).sum())
    whose = paired.raters[places]
    coders = np.unique(whose[whose >= 0])
    ranks = ranks.loc[:, ranks.notna().any()]  # no coder is behind a column
    if ranks.shape[1] == 1 and len(coders) > 1:  # of several coders, who have no unit in common
        first = pd.Series(whose[:, 0] == coders[0], index=ranks.index)
        ranks = pd.DataFrame({0: ranks[0].where(first), 1: ranks[0].mask(first)})
    elif len(coders) == 1:
        ranks = ranks.set_axis([paired.coders[coders[0]]], axis=1)
    return ranks, len(coders)


def _counts(n: Ints) -> tuple[int, int, int]:
    """Units with two ratings or more, their ratings, units with one."""
    return int((n >= 2).sum()), int(n[n >= 2].sum()), int((n == 1).sum())


def _commonest(ranks: pd.DataFrame, answers: tuple[str, ...]) -> tuple[str, float]:
    """The answer given most often, the lowest of several, and its share."""
    given = ranks.to_numpy()
    times = np.bincount(given[~np.isnan(given)].astype("int64"), minlength=len(answers))
    return answers[int(times.argmax())], float(times.max() / times.sum())


def _options(
    n_answers: int, measure: str, level: str, weights: str | None, draws: int, seed: int
) -> dict[str, Any]:
    """Keywords of the measure; all answers of the scale could have been chosen."""
    given: dict[str, Any] = {"draws": draws, "seed": seed, "values": range(n_answers)}
    if measure == _LEVELLED:
        given["level"] = level
    if measure not in _UNWEIGHTED:
        given["weights"] = weights
    return given
