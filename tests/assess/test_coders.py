"""Coders brought together."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engagement_kit.assess import combine_ratings, ratings_table
from engagement_kit.cases import Cases
from engagement_kit.errors import UnknownId
from engagement_kit.frameworks import Framework, load_framework
from tests.assess.small_cases import rated

ITEM = "capability.listen"
CAPABILITY = load_framework("capability")
LEVELS = ("absent", "ad_hoc", "regular", "systematic")


@pytest.fixture
def capability() -> Framework:
    """The capability model."""
    return CAPABILITY


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("lower_median", "ad_hoc"),
        ("lower", "ad_hoc"),
        ("higher", "systematic"),
        ("b", "systematic"),
    ],
)
def test_rules_give_a_value_of_the_scale(
    make_cases: Callable[..., Cases], capability: Framework, rule: str, expected: str
) -> None:
    """Two coders two levels apart: each rule answers with a level that one of them gave."""
    cases = make_cases(one={"a": {ITEM: "ad_hoc"}, "b": {ITEM: "systematic"}})

    combined = combine_ratings(ratings_table(cases, capability), capability, rule).iloc[0]

    assert combined["value"] == expected


def test_the_spread_is_kept(make_cases: Callable[..., Cases], capability: Framework) -> None:
    """The lowest and highest answer and how far they lie apart stay in the table."""
    cases = make_cases(one={"a": {ITEM: "ad_hoc"}, "b": {ITEM: "systematic"}})

    row = combine_ratings(ratings_table(cases, capability), capability).iloc[0]

    assert (row["low"], row["high"], row["spread"], row["n_coders"]) == (1, 3, 2, 2)


def test_an_agreed_answer_settles_the_item(
    make_cases: Callable[..., Cases], capability: Framework
) -> None:
    """Where the coders agreed afterwards, their answer is taken and nothing is left open."""
    cases = make_cases(
        one={"a": {ITEM: "ad_hoc"}, "b": {ITEM: "systematic"}, "agreed": {ITEM: "regular"}}
    )

    row = combine_ratings(ratings_table(cases, capability), capability).iloc[0]

    assert (row["value"], row["spread"], row["n_coders"]) == ("regular", 0, 1)


def test_one_coder_s_silence_is_no_answer(
    make_cases: Callable[..., Cases], capability: Framework
) -> None:
    """An item that one coder rated and the other left out has the one answer, without spread."""
    cases = make_cases(one={"a": {ITEM: "regular"}, "b": {"capability.segment": "absent"}})

    table = combine_ratings(ratings_table(cases, capability), capability).set_index("item")

    assert table.loc[ITEM, "value"] == "regular"
    assert table.loc[ITEM, "spread"] == 0


def test_not_applicable_needs_everybody(
    make_cases: Callable[..., Cases], capability: Framework
) -> None:
    """One coder's "does not apply" does not remove an item that another has answered."""
    cases = make_cases(one={"a": {ITEM: None}, "b": {ITEM: "regular"}}, two={"a": {ITEM: None}})

    table = combine_ratings(ratings_table(cases, capability), capability).set_index("case")

    assert table.loc["one", "value"] == "regular"
    assert table.loc["two", "missing"] == "not_applicable"


def test_an_unknown_rule_names_the_known_ones(library: Cases, smi: Framework) -> None:
    """A rule or coder that does not exist is refused with the nearest."""
    with pytest.raises(UnknownId, match="Did you mean 'lower_median'"):
        combine_ratings(ratings_table(library, smi), smi, "lower_medain")


@settings(max_examples=60)
@given(st.lists(st.sampled_from(LEVELS), min_size=1, max_size=6))
def test_the_lower_median_lies_between(levels: list[str]) -> None:
    """The rules' answers are ordered, with half of the coders on each side of the median."""
    case = rated("one", {f"coder{n}": {ITEM: level} for n, level in enumerate(levels)})
    ratings = ratings_table([case], CAPABILITY)

    low, middle, high = (
        combine_ratings(ratings, CAPABILITY, rule)["rank"].iloc[0]
        for rule in ("lower", "lower_median", "higher")
    )

    ranks = [LEVELS.index(level) for level in levels]
    assert low <= middle <= high
    assert sum(rank >= middle for rank in ranks) * 2 >= len(ranks)
    assert sum(rank <= middle for rank in ranks) * 2 >= len(ranks)
