"""How many conditions the cases warrant, judged by how orderly pure chance would look."""

from __future__ import annotations

import numpy as np

__all__ = ["CHANCE_LIMIT", "chance_of_order", "most_conditions", "too_many_remark"]

CHANCE_LIMIT = 0.5  # authored: data of pure chance would look orderly more often than not

_MANY_CASES = 2_000  # from here on the chance is nil for as many configurations as are taken


def chance_of_order(cases: int, configurations: int) -> float:
    """How probably data of pure chance show no contradiction at all.

    Each case falls into any configuration with equal probability and has the outcome with
    probability 1/2. A configuration with m cases is then without contradiction with probability
    2^-(m-1), so that the chance is the mean of 2^-(n-d) over the number d of configurations that n
    cases occupy, which is computed exactly. It answers the question of Marx and Dusa: with too many
    conditions every case has a configuration of its own and no data could speak against a model.

    References
    ----------
    Marx, A. and Dusa, A. (2011). Crisp-set qualitative comparative analysis (csQCA), contradictions
    and consistency benchmarks for model specification. Methodological Innovations Online 6(2).

    Examples
    --------
    >>> round(chance_of_order(18, 32), 3)
    0.094
    >>> round(chance_of_order(8, 64), 2)
    0.8
    """
    if cases >= _MANY_CASES and configurations <= cases * cases / 64:
        return 0.0
    chances = np.zeros(cases + 1)  # by the number of occupied configurations
    chances[0] = 1.0
    taken = np.minimum(np.arange(cases + 1) / configurations, 1.0)
    for _ in range(cases):
        grown = np.append(0.0, (chances * (1 - taken))[:-1])
        chances = chances * taken / 2 + grown
    return float(chances.sum())


def most_conditions(cases: int) -> int:
    """The most crisp or fuzzy conditions that so many cases warrant, at the limit; at least 1."""
    count = 1
    while count < 30 and chance_of_order(cases, 2 ** (count + 1)) <= CHANCE_LIMIT:
        count += 1
    return count


def too_many_remark(cases: int, conditions: int, configurations: int) -> str | None:
    """What to say where there are more conditions than the cases warrant; None where not."""
    if conditions < 2 or configurations < 4:
        return None
    chance = chance_of_order(cases, configurations)
    if chance <= CHANCE_LIMIT:
        return None
    return (
        f"More conditions than the cases warrant: {conditions} conditions make {configurations:,} "
        f"configurations for {cases} cases, and data of pure chance would show no contradiction "
        f"with probability {chance:.2f} (limit {CHANCE_LIMIT}). So many cases warrant no more than "
        f"{most_conditions(cases)} with two values each."
    )
