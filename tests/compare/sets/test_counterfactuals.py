"""Intermediate solutions against their definition, gone through configuration by configuration."""

from itertools import product

import numpy as np
import pytest

from engagement_kit.compare.sets.counterfactuals import expected_values, remainders_of
from engagement_kit.compare.sets.solving import models_of
from engagement_kit.errors import UnknownId, WrongKind
from tests.compare.sets.test_every_cover import Oracle, chosen, functions


def holds(term, row):
    """Whether a configuration is one of a term."""
    return all(value is None or value == at for value, at in zip(term, row, strict=True))


def is_easy(row, term, wide, expected):
    """Whether a remainder differs from a conservative term only where this is not expected."""
    if not holds(wide, row):
        return False
    if not all(outer is None or outer == own for outer, own in zip(wide, term, strict=True)):
        return False
    triples = zip(row, term, wide, expected, strict=True)
    return all(
        outer is not None or own is None or at == own or bool(favoured and own not in favoured)
        for at, own, outer, favoured in triples
    )


def by_definition(oracle, on, off, expected):
    """Minimal covers with the easy counterfactuals of each pair of models as don't-cares."""
    everything = (1 << len(oracle.rows)) - 1
    found = set()
    narrow, wide = oracle.covers(on, everything & ~on), oracle.covers(on, off)
    for inner, outer in product(narrow, wide):
        easy = sum(
            1 << place
            for place, row in enumerate(oracle.rows)
            if not (on | off) >> place & 1
            and any(is_easy(row, c, p, expected) for c in inner for p in outer)
        )
        found |= oracle.covers(on, everything & ~on & ~easy)
    return found


@pytest.mark.parametrize("levels", [(2, 2, 2), (2, 2, 2, 2), (3, 2, 2), (2, 3, 3)])
def test_intermediate_models_are_those_of_the_definition(levels):
    """For invented functions and expectations: every model of every pair, and no other."""
    oracle, rng = Oracle(levels), np.random.default_rng(len(levels) + sum(levels))
    differ = 0
    for on, free in functions(oracle, sum(levels), 60):
        off = (1 << len(oracle.rows)) - 1 & ~on & ~free
        expected = [
            frozenset(value for value in range(many) if rng.random() < 0.4) for many in levels
        ]
        rows, barred = chosen(oracle, on), chosen(oracle, off)
        found, between, whole = models_of(rows, barred, levels, "intermediate", expected, 10_000)
        assert {frozenset(model) for model in found.models} == by_definition(
            oracle, on, off, expected
        )
        assert whole
        assert set(between) == set(found.models)
        narrow, _, _ = models_of(rows, barred, levels, "conservative", expected, 10_000)
        differ += set(narrow.models) != set(found.models)
    assert differ > 5


def test_remainders_are_what_nobody_observed():
    """Configurations of terms without those observed, each once, in order."""
    terms = [(1, None, None), (None, 1, 2)]
    assert remainders_of(terms, [(1, 0, 0), (1, 1, 2)], (2, 2, 3)) == (
        (0, 1, 2),
        (1, 0, 1),
        (1, 0, 2),
        (1, 1, 0),
        (1, 1, 1),
    )
    with pytest.raises(WrongKind, match="at most"):
        remainders_of([(None,) * 30], [], (2,) * 30)


def test_expectations_are_read_strictly():
    """Text, numbers and lists of the values there are; nothing else."""
    names, levels = ("A", "B"), (2, 4)
    assert expected_values("1,1;3", names, levels) == ({1}, {1, 3})
    assert expected_values({"B": [0, "2"]}, names, levels) == (set(), {0, 2})
    assert expected_values(np.array([1.0, 3.0]), names, levels) == ({1}, {3})
    assert expected_values(None, names, levels) == (set(), set())
    for wrong in ("1,x", [1, 0.5], {"A": True}, {"A": "10"}, {"B": -1}):
        with pytest.raises(WrongKind, match="one of 0 to"):
            expected_values(wrong, names, levels)
    with pytest.raises(UnknownId, match="condition 'C'"):
        expected_values({"C": 1}, names, levels)
