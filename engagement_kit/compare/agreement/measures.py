"""The measures of agreement: what each needs of the ratings, and how its answer is made.

Every measure is one function from weighted patterns to a value, so that its estimate and its
interval are made by the same code.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from engagement_kit.compare.agreement import chance, ranks
from engagement_kit.compare.agreement.alpha import alpha_statistic, check_level, classed
from engagement_kit.compare.agreement.coded import Coded, code_ratings
from engagement_kit.compare.agreement.resampling import (
    Bootstrap,
    Ints,
    Patterns,
    Statistic,
    collapse,
    percentile_interval,
)
from engagement_kit.errors import NoEstimate, WrongKind

__all__ = ["FEW_UNITS", "MEASURES", "Found", "Measure", "measure_of"]

FEW_UNITS = 25
_DIGITS = 12  # what the order of adding leaves of a float

Choices = Mapping[str, Any]


@dataclass(frozen=True)
class Measure:
    """What a measure is called, what it needs, and how it is computed."""

    label: str
    statistic: Callable[[Coded, Ints, Choices], Statistic]
    coders_matter: bool = False
    n_coders: int | None = None  # exactly so many
    is_complete: bool = False  # only units that all coders rated
    is_paired: bool = True  # units with a single rating take no part
    n_values: int = 1  # at least so many values on the scale

    @property
    def missing(self) -> str:
        """Which units are left out for their missing ratings."""
        if self.is_complete:
            return "units without a rating of every coder left out"
        return "units with fewer than two ratings left out" if self.is_paired else "none left out"


@dataclass(frozen=True)
class Found:
    """An estimate with its interval, and what it rests on."""

    estimate: float
    interval: Bootstrap
    n_units: int
    n_ratings: int
    n_coders: int
    n_values: int
    values: tuple[Any, ...] | None  # those that were given
    missing: str
    remarks: tuple[str, ...]


def _weighted(
    make: Callable[[Coded, Ints, Any], Statistic],
) -> Callable[[Coded, Ints, Choices], Statistic]:
    def statistic(coded: Coded, codes: Ints, choices: Choices) -> Statistic:
        return make(coded, codes, chance.weights_of(coded, choices.get("weights")))

    return statistic


MEASURES: dict[str, Measure] = {
    "krippendorff_alpha": Measure(
        "Krippendorff's alpha", lambda coded, codes, c: alpha_statistic(coded, codes, c["level"])
    ),
    "percent_agreement": Measure("Percent agreement", _weighted(chance.percent_statistic)),
    "cohen_kappa": Measure(
        "Cohen's kappa",
        _weighted(chance.cohen_statistic),
        coders_matter=True,
        n_coders=2,
        is_complete=True,
    ),
    "fleiss_kappa": Measure("Fleiss' kappa", _weighted(chance.fleiss_statistic), is_paired=False),
    "conger_kappa": Measure(
        "Conger's kappa", _weighted(chance.conger_statistic), coders_matter=True, is_paired=False
    ),
    "light_kappa": Measure("Light's kappa", _weighted(chance.light_statistic), coders_matter=True),
    "gwet_ac": Measure("Gwet's AC", _weighted(chance.gwet_statistic), is_paired=False, n_values=2),
    "brennan_prediger": Measure(
        "Brennan-Prediger", _weighted(chance.brennan_prediger_statistic), n_values=2
    ),
    "kendall_w": Measure(
        "Kendall's W",
        lambda coded, codes, _: ranks.kendall_statistic(coded, codes),
        coders_matter=True,
        is_complete=True,
    ),
    "icc": Measure(
        "Intraclass correlation",
        lambda coded, codes, c: ranks.icc_statistic(coded, codes, c["kind"]),
        coders_matter=True,
        is_complete=True,
    ),
}


def measure_of(
    name: str,
    ratings: pd.DataFrame,
    *,
    values: Sequence[Any] | None = None,
    draws: int,
    seed: int,
    **choices: Any,
) -> Found:
    """The estimate of a measure with its interval.

    Raises
    ------
    WrongKind
        The table is of another kind than the measure takes.
    NoEstimate
        The measure has no value for these ratings; the error carries why.
    """
    measure = MEASURES[name]
    coded = code_ratings(ratings, measure.label, values=values, **_needs(name, choices))
    if measure.n_coders and len(coded.coders) != measure.n_coders:
        raise WrongKind(
            measure.label,
            f"{len(coded.coders)} coders",
            f"{measure.n_coders} coders",
            "conger_kappa(), light_kappa() and krippendorff_alpha() take more.",
        )
    used, remarks = _units_used(measure, coded)
    if len(used.values) < measure.n_values:
        raise NoEstimate(
            "no_variation",
            measure.label,
            f"a scale of one value ({coded.values[0]!r})",
            "a scale of two values or more",
            "Give values= with all values that coders could have chosen.",
        )
    patterns = collapse(used.codes, coders_matter=measure.coders_matter)
    statistic = measure.statistic(used, patterns.codes, choices)
    with np.errstate(invalid="ignore", divide="ignore"):
        estimate = float(statistic(patterns.times[None, :].astype("float64"))[0])
    if not np.isfinite(estimate):
        raise _undefined(measure, used)
    estimate = round(estimate, _DIGITS) + 0.0  # no -0.0
    coarser = _coarser(measure, used, patterns, choices) if draws else None
    drawn, joined = (statistic, ()) if coarser is None else (coarser[0], coarser[1:])
    interval = percentile_interval(patterns, drawn, draws, seed)
    paired = used.n_given >= 2
    n_units, n_ratings = int(paired.sum()), int(used.n_given[paired].sum())
    told = (*coded.remarks, *remarks, *joined, *_cautions(n_units, draws, interval))
    given = used.values if used.is_given else None
    sizes = (n_units, n_ratings, len(used.coders), len(used.values))
    return Found(estimate, interval, *sizes, given, measure.missing, told)


def _coarser(
    measure: Measure, coded: Coded, patterns: Patterns, choices: Choices
) -> tuple[Statistic, str] | None:
    """The statistic of classes of values, where there are too many values to resample them all."""
    if measure is not MEASURES["krippendorff_alpha"]:
        return None
    fewer = classed(coded, patterns.codes, choices["level"])
    if fewer is None:
        return None
    classes, values = len(fewer[0].values), len(coded.values)
    told = f"For the interval {values:,} values were joined into {classes:,} classes."
    return measure.statistic(*fewer, choices), told


def _needs(name: str, choices: Choices) -> dict[str, bool]:
    """Whether values need an order, or have to be numbers."""
    if name == "krippendorff_alpha":
        check_level(choices["level"])
        level = choices["level"]
        return {"order": level == "ordinal", "numbers": level in {"interval", "ratio"}}
    if name == "icc":
        return {"numbers": True}
    return {"order": name == "kendall_w" or choices.get("weights") is not None}


def _units_used(measure: Measure, coded: Coded) -> tuple[Coded, tuple[str, ...]]:
    """The units that the measure can take, and a sentence about those it cannot."""
    n, several = coded.n_given, len(coded.coders)
    if not (n >= 2).any():
        found = "ratings without a unit that two coders rated"
        raise NoEstimate("no_overlap", measure.label, found, "units with two ratings or more")
    least = several if measure.is_complete else 2 if measure.is_paired else 1
    out = int((n < least).sum())
    if measure.is_complete and out == len(n):
        raise NoEstimate(
            "no_overlap",
            measure.label,
            "no unit that all coders rated",
            "units with a rating of every coder",
            "krippendorff_alpha() takes missing ratings.",
        )
    single = int((n == 1).sum())
    if measure.is_complete and out:
        told = f"{_units(out)} not rated by all coders left out."
    elif single:
        part = "no part" if measure.is_paired else "part in the shares of the values only"
        told = f"{_units(single)} with a single rating: {part}."
    else:
        return coded, ()
    return coded.only(n >= least), (told,)


def _undefined(measure: Measure, coded: Coded) -> NoEstimate:
    found = np.unique(coded.codes[coded.codes >= 0])
    if len(found) == 1:
        n = int((coded.codes >= 0).sum())
        return NoEstimate(
            "no_variation",
            measure.label,
            f"{n} ratings that are all {_plain(coded.values[found[0]])!r}",
            "ratings of two different values at least",
            "Without variation agreement cannot be told from everybody always giving this value: "
            "report percent_agreement(), which is 1, and that there was no variation.",
        )
    if len(coded.codes) == 1:
        told, expected = "a single unit", "two units or more"
        advice = "One unit has no order and no spread that coders could agree on: rate more."
        return NoEstimate("no_variation", measure.label, told, expected, advice)
    return NoEstimate(
        "no_variation",
        measure.label,
        "ratings in which chance alone would make coders agree, or no two units differ",
        "coders and units that vary",
        "Look at the table of ratings: a pair of coders may share no unit or never vary.",
    )


def _plain(value: Any) -> Any:
    return value.item() if hasattr(value, "item") else value


def _cautions(n_units: int, draws: int, interval: Bootstrap) -> tuple[str, ...]:
    """What the interval does not say by itself."""
    if not draws:
        return ()
    if interval.low is None:
        why = "one unit alone cannot be drawn anew" if n_units < 2 else "no resample has a value"
        return (f"There is no interval: {why}.",)
    told = []
    if n_units < FEW_UNITS:
        told.append(
            f"With {_units(n_units)}, fewer than {FEW_UNITS}, the percentile interval covers less "
            "than the 95 % that it promises (in simulations of alpha 91.7 % with 10 units)."
        )
    if interval.low == interval.high:
        told.append(
            "Every resample gives the same value: with so few or no disagreements resampling "
            "cannot say how many others there might be."
        )
    if interval.n_undefined:
        told.append(
            f"{interval.n_undefined:,} of {draws:,} resamples have no variation and no value; the "
            "interval rests on the others and is too narrow."
        )
    return tuple(told)


def _units(n: int) -> str:
    return "1 unit" if n == 1 else f"{n:,} units"
