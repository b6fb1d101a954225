"""Axis scores and their bounds."""

import itertools
from collections.abc import Callable

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engagement_kit.assess import case_waves, combine_ratings, ratings_table, score_axes
from engagement_kit.cases import Cases
from engagement_kit.frameworks import Framework, load_framework
from tests.assess.small_cases import rated

SMI = load_framework("smi")
ITEMS = tuple(i.id for i in SMI.items if i.group == "investment")
NUMBERS = {"no": 0.0, "partly": 0.5, "yes": 1.0}


def investment(cases: Cases, framework: Framework) -> pd.Series:
    """Score of the first case on the first axis."""
    combined = combine_ratings(ratings_table(cases, framework), framework)
    scores = score_axes(case_waves(cases), combined, framework)
    return scores[scores["axis"] == "investment"].iloc[0]


def test_unknown_widens_and_never_lowers(make_cases: Callable[..., Cases], smi: Framework) -> None:
    """Two yes of eight items are a score of 1, with bounds from 2/8 to 1."""
    score = investment(make_cases(one={"a": dict.fromkeys(ITEMS[:2], "yes")}), smi)

    assert (score["score"], score["low"], score["high"]) == (1.0, 0.25, 1.0)
    assert (score["known"], score["items"], score["share"]) == (2, 8, 0.25)


def test_not_applicable_leaves_the_denominator(
    make_cases: Callable[..., Cases], smi: Framework
) -> None:
    """With four items that do not apply, two yes of four are bounded by 1/2 and 1."""
    answers = {**dict.fromkeys(ITEMS[:2], "yes"), **dict.fromkeys(ITEMS[4:])}
    score = investment(make_cases(one={"a": answers}), smi)

    assert (score["low"], score["high"], score["items"], score["share"]) == (0.5, 1.0, 4, 0.5)


def test_nothing_known_has_no_score(make_cases: Callable[..., Cases], smi: Framework) -> None:
    """Without an answer there is no score, and the bounds are the whole range."""
    score = investment(make_cases(one={}), smi)

    assert pd.isna(score["score"])
    assert (score["low"], score["high"], score["known"]) == (0.0, 1.0, 0)


def test_no_item_applies(make_cases: Callable[..., Cases], smi: Framework) -> None:
    """Where no item applies there is neither score nor bounds."""
    score = investment(make_cases(one={"a": dict.fromkeys(ITEMS)}), smi)

    assert score[["score", "low", "high"]].isna().all()
    assert score["items"] == 0


def test_coders_who_differ_widen_the_bounds(
    make_cases: Callable[..., Cases], smi: Framework
) -> None:
    """One coder's yes and another's no on one item are a bound of 1/8 each way."""
    given_all = dict.fromkeys(ITEMS, "yes")
    cases = make_cases(one={"a": given_all, "b": {**given_all, ITEMS[0]: "no"}})
    score = investment(cases, smi)

    assert (score["score"], score["low"], score["high"]) == (0.875, 0.875, 1.0)


answers = st.lists(st.sampled_from(["no", "partly", "yes", None]), min_size=8, max_size=8)


@settings(max_examples=60)
@given(given_answers=answers)
def test_bounds_hold_every_completion(given_answers: list[str | None]) -> None:
    """Whatever the unknown turns out to be, the score stays within its bounds."""
    known = {item: v for item, v in zip(ITEMS, given_answers, strict=True) if v}
    score = investment(Cases((rated("one", {"a": known}),)), SMI)

    open_items = 8 - len(known)
    base = sum(NUMBERS[v] for v in known.values())
    completions = [
        (base + sum(extra)) / 8
        for extra in itertools.combinations_with_replacement(NUMBERS.values(), open_items)
    ]
    assert score["low"] == pytest.approx(min(completions), abs=1e-9)
    assert score["high"] == pytest.approx(max(completions), abs=1e-9)
    if known:
        assert score["low"] <= score["score"] <= score["high"]


def test_order_of_ratings_does_not_matter(library: Cases, smi: Framework) -> None:
    """The same ratings in another order give the same scores."""
    ratings = ratings_table(library, smi)
    waves = case_waves(library)

    one = score_axes(waves, combine_ratings(ratings, smi), smi)
    other = score_axes(waves, combine_ratings(ratings.sample(frac=1, random_state=1), smi), smi)

    pd.testing.assert_frame_equal(one, other)
