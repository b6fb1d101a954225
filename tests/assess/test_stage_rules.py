"""Rules from dimensions to a stage, against every completion counted by hand."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement_kit.assess.stage_rules import (
    STAGE_RULES,
    apply_rule,
    judged_by_rules,
    rule_bounds,
)

intervals = st.lists(
    st.tuples(st.integers(1, 4), st.integers(1, 4)).map(lambda pair: (min(pair), max(pair))),
    min_size=1,
    max_size=5,
)


@pytest.mark.parametrize("rule", STAGE_RULES)
@given(given_intervals=intervals)
def test_bounds_are_exact(rule: str, given_intervals: list[tuple[int, int]]) -> None:
    """The bounds are the lowest and highest result over all combinations, for every rule."""
    results = {
        apply_rule(rule, ranks)
        for ranks in itertools.product(*(range(low, high + 1) for low, high in given_intervals))
    }

    assert rule_bounds(rule, given_intervals) == (min(results), max(results))


@pytest.mark.parametrize(
    ("ranks", "expected"),
    [
        ([1, 2, 3, 4], {"weakest": 1, "lower_median": 2, "mode": 1, "highest": 4}),
        ([2, 2, 3, 3, 4], {"weakest": 2, "lower_median": 3, "mode": 2, "highest": 4}),
        ([3], {"weakest": 3, "lower_median": 3, "mode": 3, "highest": 3}),
    ],
)
def test_rules_by_hand(ranks: list[int], expected: dict[str, int]) -> None:
    """Ties of the mode go to the lower stage; the median of an even number is the lower one."""
    assert {rule: apply_rule(rule, ranks) for rule in STAGE_RULES} == expected


def test_nothing_known() -> None:
    """Without dimensions there is neither a stage nor bounds."""
    assert apply_rule("mode", []) is None
    assert rule_bounds("mode", []) is None


def test_the_mode_of_a_large_model_has_bounds_too() -> None:
    """Sixty dimensions on ten stages are no more work than seven on four."""
    assert rule_bounds("mode", [(1, 10)] * 60) == (1, 10)
    assert rule_bounds("mode", [(1, 10)] * 20 + [(2, 2)] * 40) == (2, 2)


answers = st.one_of(
    st.just((-1, -1, -1)),  # does not apply
    st.just((0, 1, 4)),  # unknown
    st.tuples(*[st.integers(1, 4)] * 3).map(lambda three: tuple(np.sort(three)[[1, 0, 2]])),
)


@given(cases=st.lists(st.tuples(*[answers] * 3), max_size=12))
def test_many_cases_are_judged_as_each_alone(cases: list[tuple[tuple[int, int, int], ...]]) -> None:
    """Cases that answer alike share a judgement, which is the one that each gets by itself."""
    judged, of = judged_by_rules(np.array(cases, dtype="int64").reshape(-1, 3, 3))
    for case, way in zip(cases, of, strict=True):
        ranks = [rank for rank, _, _ in case if rank > 0]
        intervals = [(low, high) for rank, low, high in case if rank >= 0]
        for rule, found in zip(STAGE_RULES, judged[way], strict=True):
            alone = (apply_rule(rule, ranks), *(rule_bounds(rule, intervals) or (None, None)))
            assert [None if np.isnan(one) else one for one in found] == list(alone)
