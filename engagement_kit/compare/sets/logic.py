"""Minimisation of plain sets of configurations, without cases: every minimal cover, exactly."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from engagement_kit.compare.sets.counterfactuals import EasyRegions, Expected
from engagement_kit.compare.sets.covers import FEW, all_covers
from engagement_kit.compare.sets.primes import (
    Chart,
    Implicant,
    Row,
    Surroundings,
    implicant_order,
    primes_avoiding,
    primes_within,
)
from engagement_kit.errors import WrongKind

__all__ = ["Minimal", "Pair", "intermediate_models", "minimal_covers", "minimal_models"]

Model = tuple[Implicant, ...]
Pair = tuple[Model, Model]  # a conservative and a parsimonious model


@dataclass(frozen=True)
class Minimal:
    """Minimal models: the shortest, all of them unless there are too many to be listed.

    Attributes
    ----------
    models : tuple of tuple of Implicant
        In a stable order; terms that are in every model come first, each part in the order of
        ``implicant_order``, as R's package QCA prints them.
    primes : tuple of Implicant
        The prime implicants that they were chosen from.
    count : int
        How many minimal models there are; at least so many if not ``counted``.
    counted : bool
    """

    models: tuple[Model, ...]
    primes: tuple[Implicant, ...]
    count: int
    counted: bool


def minimal_covers(
    positive: Collection[Row],
    negative: Collection[Row] | None = None,
    *,
    dont_care: Collection[Row] | None = None,
    levels: Sequence[int] | None = None,
    most: int = 10_000,
) -> list[tuple[Implicant, ...]]:
    """Every shortest disjunction of conjunctions that holds the positive rows and no negative one.

    Exact and complete: all prime implicants, then every cover of the positive rows with the fewest
    of them.

    Parameters
    ----------
    positive : collection of tuples of int
        Configurations to be explained, a value (from 0) for each condition.
    negative : collection of tuples of int, optional
        Configurations that must not be covered: all others may be.
    dont_care : collection of tuples of int, optional
        Instead of ``negative``: configurations that may be covered, and no others. Without either,
        nothing but the positive rows may be.
    levels : sequence of int, optional
        How many values each condition has; 2 each if left out.
    most : int
        How many covers are listed at most.

    Returns
    -------
    list of tuple
        Each cover a tuple of terms; a term has a value for each condition, None where it is free.

    Raises
    ------
    WrongKind
        Rows do not fit the levels, or are on both sides; the problem is too large; there are
        more covers than ``most``.

    Examples
    --------
    >>> minimal_covers([(1, 1), (1, 0)], [(0, 0)])
    [((1, None),)]
    >>> minimal_covers([(1, 0), (0, 1)], dont_care=[(1, 1)])
    [((1, None), (None, 1))]
    """
    if negative is not None and dont_care is not None:
        found = "both negative and dont_care"
        raise WrongKind("minimal_covers", found, "one of them: the rest follows")
    shape = levels or (2,) * len(next(iter((*positive, *(negative or dont_care or ()))), ()))
    if negative is not None:
        chart = primes_avoiding(positive, negative, shape)
    else:
        chart = primes_within(positive, dont_care or (), shape)
    found_all = minimal_models(chart, most)
    if not found_all.counted or found_all.count > len(found_all.models):
        told = f"{'' if found_all.counted else 'more than '}{found_all.count:,} covers"
        raise WrongKind("minimal_covers", told, f"at most {most:,} (most)")
    return list(found_all.models)


def minimal_models(chart: Chart, most: int) -> Minimal:
    """The minimal covers of a chart of prime implicants, as models."""
    if not chart.rows:
        return Minimal((), (), 0, counted=True)
    found = all_covers(chart.holds, len(chart.rows), most=most)
    models = _essential_first([chart.primes[place] for place in one] for one in found.covers)
    return Minimal(models, chart.primes, found.count, found.counted)


def _essential_first(models: Iterable[Sequence[Implicant]]) -> tuple[Model, ...]:
    """Models with the terms that all of them share in front; else as they are."""
    listed = [tuple(model) for model in models]
    shared = set.intersection(*map(set, listed)) if listed else set()
    return tuple(tuple(sorted(model, key=lambda term: term not in shared)) for model in listed)


def intermediate_models(
    pairs: Iterable[Pair],
    expected: Expected,
    rows: Collection[Row],
    levels: Sequence[int],
    most: int,
) -> tuple[Minimal, Mapping[Model, Pair]]:
    """Models that rest on easy counterfactuals, and the first pair that each is between.

    Every pair of a conservative and a parsimonious model has its own easy counterfactuals; pairs
    with the same ones are solved once.
    """
    found: dict[Model, Pair] = {}
    primes: set[Implicant] = set()
    regions, around = EasyRegions(rows, levels, expected), Surroundings(rows, levels)
    counted, solved = True, set()
    for pair in pairs:
        region = regions.between(*pair)
        if region in solved:
            continue
        solved.add(region)
        whole = minimal_models(around.primes(regions.array(region)), most)
        counted = counted and whole.counted and whole.count == len(whole.models)
        primes |= set(whole.primes)
        for model in whole.models:
            found.setdefault(model, pair)
        if len(found) > most:
            counted = False
            break
    ordered = sorted(primes, key=implicant_order)
    place = {prime: number for number, prime in enumerate(ordered)}
    models = sorted(found, key=lambda model: sorted(place[term] for term in model))
    models = models if len(models) <= most else models[:FEW]
    return Minimal(tuple(models), tuple(ordered), len(found), counted), found
