"""Stochastic order: one group above another at every answer, or not, and where not."""

import numpy as np
import pytest

from engagement_kit.compare import cliffs_delta, stochastic_order
from engagement_kit.errors import WrongKind

OPPOSITE = {"a_above": "b_above", "b_above": "a_above", "equal": "equal", "crossing": "crossing"}


def relation_by_definition(a, b):
    """First-order dominance written out with shares of values above each line."""
    lines = sorted({*a, *b})
    gaps = [sum(x > line for x in a) * len(b) - sum(y > line for y in b) * len(a) for line in lines]
    if all(gap == 0 for gap in gaps):
        return "equal"
    if min(gaps) >= 0:
        return "a_above"
    return "b_above" if max(gaps) <= 0 else "crossing"


@pytest.mark.parametrize("seed", range(40))
def test_the_relation_is_that_of_its_definition(seed):
    """The relation is as dominance is defined; it turns with the groups and agrees with delta."""
    rng = np.random.default_rng(seed)
    a, b = (rng.integers(0, 4, rng.integers(1, 9)).tolist() for _ in range(2))
    found, turned = stochastic_order(a, b), stochastic_order(b, a)
    assert found.relation == relation_by_definition(a, b)
    assert turned.relation == OPPOSITE[found.relation]
    delta = cliffs_delta(a, b).estimate
    assert {"a_above": delta > 0, "b_above": delta < 0, "equal": delta == 0}.get(
        found.relation, True
    )
    assert bool(found.violations) == (found.relation == "crossing")


def test_violations_are_where_the_group_behind_stands_higher():
    """With a ahead on the whole, the violation is the answer at which b has fewer that low."""
    found = stochastic_order([1, 3, 3], [2, 2, 2])
    assert found.relation == "crossing"
    assert found.violations == (1.0,)
    assert found.table["higher"].tolist()[:2] == ["b", "a"]
    assert found.table["share_a"].tolist() == pytest.approx([1 / 3, 1 / 3, 1])
    behind = stochastic_order([2, 2, 2], [1, 3, 3])
    assert behind.violations == (1.0,)
    assert "violated at" in found._repr_html_()


def test_shares_are_compared_without_rounding():
    """A third is a third: three of nine and one of three lie level."""
    assert stochastic_order([1] * 3 + [2] * 6, [1, 2, 2]).relation == "equal"


def test_empty_samples_are_refused():
    """A sample without a known value has no order."""
    with pytest.raises(WrongKind, match="no known value in 'b'"):
        stochastic_order([1], [None])
