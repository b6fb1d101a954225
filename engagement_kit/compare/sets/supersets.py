"""The search for combinations of conditions that are necessary for an outcome and not trivial.

A conjunction that passes the cut of inclusion has parts that pass it, and a disjunction that passes
the cut of relevance has parts that pass that one: each search goes on only from what has passed,
so that nothing is missed and little is looked at in vain.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engagement_kit.compare.sets.fit import literal_membership, settle
from engagement_kit.compare.sets.terms import Literal

__all__ = ["Cuts", "Pool", "make_pool", "necessary_conjunctions", "necessary_disjunctions"]

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
Chosen = tuple[int, ...]


@dataclass(frozen=True)
class Cuts:
    """What a combination has to reach, and of how many conditions it may be made."""

    inclusion: float
    ron: float
    depth: int


@dataclass(frozen=True)
class Pool:
    """Single conditions and their negations, with the membership of every case in each.

    Attributes
    ----------
    literals : tuple of Literal
    members : array
        A row a literal, a column a case.
    outcome : array
    """

    literals: tuple[Literal, ...]
    members: Array
    outcome: Array

    def fits(self, members: Array) -> tuple[Array, Array]:
        """Inclusion and relevance of necessity of every row of memberships."""
        both = np.minimum(members, self.outcome).sum(axis=1)
        inclusion = both / self.outcome.sum()
        free, rest = (1 - members).sum(axis=1), members.shape[1] - both
        ron = np.divide(free, rest, out=np.zeros_like(free), where=rest > 1e-9)
        return inclusion.round(9), ron.round(9)

    def apart(self, chosen: Chosen, first: int) -> list[int]:
        """Literals from ``first`` on of conditions that are not chosen yet."""
        taken = {self.literals[place].condition for place in chosen}
        places = range(first, len(self.literals))
        return [place for place in places if self.literals[place].condition not in taken]


def make_pool(columns: dict[str, Any], outcome: Array, *, has_values: bool) -> Pool:
    """Every condition present and absent; where there are several values, each of them.

    Parameters
    ----------
    columns : mapping of condition to its values
    outcome : array
        Membership in the outcome.
    has_values : bool
        Whether terms of this table are written with values, as ``DEV{2}``.
    """
    literals = tuple(
        literal
        for name, values in columns.items()
        for literal in _literals(name, np.asarray(values, dtype=float), has_values=has_values)
    )
    members = [literal_membership(one, columns[one.condition]) for one in literals]
    return Pool(literals, np.array(members).reshape(len(literals), len(outcome)), outcome)


def _literals(name: str, values: Array, *, has_values: bool) -> list[Literal]:
    if not has_values:
        return [Literal(name), Literal(name, is_negated=True)]
    count = max(int(values.max(initial=1.0)) + 1, 2)
    plain = [Literal(name, values=(value,)) for value in reversed(range(count))]
    turned = [Literal(name, is_negated=True, values=(value,)) for value in reversed(range(count))]
    return plain + (turned if count > 2 else [])  # of two values one is the negation of the other


def necessary_conjunctions(pool: Pool, cuts: Cuts) -> list[Chosen]:
    """Conjunctions of two and more that pass both cuts, and of which no part can be left out.

    A part can be left out where that changes the membership of no case.
    """
    found = _explore(pool, cuts, np.minimum, lambda inclusion, _: inclusion >= cuts.inclusion)
    return [chosen for chosen in found if _needs_all(pool, chosen)]


def necessary_disjunctions(pool: Pool, cuts: Cuts) -> list[Chosen]:
    """Disjunctions of two and more that pass both cuts while no part of them does.

    What is necessary alone makes every disjunction with it necessary, which says nothing more.
    """

    def grows(inclusion: Array, ron: Array) -> Mask:
        return np.asarray((inclusion < cuts.inclusion) & (ron >= cuts.ron), dtype=np.bool_)

    inclusion, _ = pool.fits(pool.members)
    alone = [frozenset({place}) for place in np.flatnonzero(inclusion >= cuts.inclusion).tolist()]
    kept: list[Chosen] = []
    smaller = list(alone)
    for chosen in sorted(_explore(pool, cuts, np.maximum, grows), key=len):
        whole = frozenset(chosen)
        if not any(part <= whole for part in smaller):
            kept.append(chosen)
            smaller.append(whole)
    return kept


def _explore(
    pool: Pool, cuts: Cuts, join: np.ufunc, grows: Callable[[Array, Array], Mask]
) -> Iterator[Chosen]:
    """Combinations of two and more that pass both cuts, as deep as ``grows`` lets them grow."""
    singles = np.flatnonzero(grows(*pool.fits(pool.members)))
    stack: list[tuple[Chosen, Array]] = [
        ((place,), pool.members[place]) for place in reversed(singles.tolist())
    ]
    while stack:
        chosen, members = stack.pop()
        later = pool.apart(chosen, chosen[-1] + 1) if len(chosen) < cuts.depth else []
        if not later:
            continue
        joined = join(pool.members[later], members)
        inclusion, ron = pool.fits(joined)
        passes = (inclusion >= settle(cuts.inclusion)) & (ron >= settle(cuts.ron))
        yield from ((*chosen, later[place]) for place in np.flatnonzero(passes).tolist())
        further = np.flatnonzero(grows(inclusion, ron)).tolist()
        stack += [((*chosen, later[place]), joined[place]) for place in reversed(further)]


def _needs_all(pool: Pool, chosen: Sequence[int]) -> bool:
    members = pool.members[list(chosen)]
    whole = members.min(axis=0)
    return all(
        bool((np.delete(members, place, axis=0).min(axis=0) > whole + 1e-9).any())
        for place in range(len(chosen))
    )
