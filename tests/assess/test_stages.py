"""Placing cases on stages."""

from collections.abc import Callable

import pandas as pd
import pytest

from engagement_kit.assess import place_stages
from engagement_kit.cases import Cases
from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.frameworks import Framework, load_framework
from tests.assess.conftest import OWN

DIMENSIONS = tuple(item.id for item in load_framework("maturity").items_of("stages"))


def test_a_fully_known_case_is_settled(
    make_cases: Callable[..., Cases], maturity: Framework
) -> None:
    """Seven known dimensions without spread leave nothing open, by every rule."""
    stages = (
        "basic",
        "basic",
        "functional",
        "functional",
        "functional",
        "integrated",
        "integrated",
    )
    cases = make_cases(one={"a": dict(zip(DIMENSIONS, stages, strict=True))})

    placed = place_stages(cases, maturity)

    assert placed.table.iloc[0][["stage", "status"]].tolist() == ["functional", "settled"]
    by_rule = placed.rules.set_index("rule")["stage"].to_dict()
    assert by_rule == {
        "weakest": "basic",
        "lower_median": "functional",
        "mode": "functional",
        "highest": "integrated",
    }


def test_unknown_dimensions_widen_to_the_whole_scale(
    make_cases: Callable[..., Cases], maturity: Framework
) -> None:
    """With three dimensions unknown the weakest could be the first stage, the highest the last."""
    cases = make_cases(one={"a": dict.fromkeys(DIMENSIONS[:4], "functional")})

    rules = place_stages(cases, maturity).rules.set_index("rule")

    assert rules.loc["weakest", ["rank", "rank_low", "rank_high"]].tolist() == [2, 1, 2]
    assert rules.loc["highest", ["rank", "rank_low", "rank_high"]].tolist() == [2, 2, 4]
    assert rules.loc["lower_median", ["rank_low", "rank_high"]].tolist() == [2, 2]


def test_too_few_dimensions_place_nobody(
    make_cases: Callable[..., Cases], maturity: Framework
) -> None:
    """Three of seven dimensions are fewer than half."""
    cases = make_cases(one={"a": dict.fromkeys(DIMENSIONS[:3], "functional")})

    placed = place_stages(cases, maturity)

    assert placed.counts["not_placed"] == 1
    assert pd.isna(placed.table["stage"].iloc[0])


def test_requirements_of_the_chasm(make_cases: Callable[..., Cases], maturity: Framework) -> None:
    """A requirement is met by yes, partly by partly, not by no, and else unknown."""
    answers = {
        "maturity.chasm.change_agent": "yes",
        "maturity.chasm.executive_sponsorship": "partly",
        "maturity.chasm.engagement_system": "no",
    }

    required = place_stages(make_cases(one={"a": answers}), maturity).requirements

    assert required["state"].tolist() == ["met", "partly", "not_met", "unknown"]
    assert set(required["gap"]) == {"chasm"}


@pytest.mark.parametrize(("name", "items"), [("ladder", 1), ("benchmark", 8)])
def test_other_stage_models_work_the_same(
    make_cases: Callable[..., Cases], name: str, items: int
) -> None:
    """A linear ladder and a benchmark of six levels place cases without any code."""
    framework = load_framework(OWN / name)
    last = framework.scale(framework.items[0].scale).ids[-1]
    answers = {item.id: last for item in framework.items}

    placed = place_stages(make_cases(one={"a": answers}), framework)

    assert len(framework.items) == items
    assert placed.table["stage"].iloc[0] == last
    assert len(placed.requirements) == 0


def test_not_applicable_dimensions_leave_the_count(make_cases: Callable[..., Cases]) -> None:
    """A benchmark with areas that do not apply is placed on the others alone."""
    framework = load_framework(OWN / "benchmark")
    ids = [item.id for item in framework.items]
    answers = {**dict.fromkeys(ids[:3], "4"), **dict.fromkeys(ids[3:])}

    row = place_stages(make_cases(one={"a": answers}), framework).table.iloc[0]

    assert (row["stage"], row["status"], row["items"]) == ("4", "settled", 3)


def test_the_library_has_34_complete_case_waves(library: Cases, maturity: Framework) -> None:
    """34 of 97 case-waves have all seven dimensions."""
    table = place_stages(library, maturity).table

    assert (table["known"] == 7).sum() == 34


def test_wrong_requests_are_answered_with_what_there_is(
    library: Cases, smi: Framework, maturity: Framework
) -> None:
    """A framework without stages and an unknown rule are refused with what would do."""
    with pytest.raises(WrongKind, match="a part of kind stages"):
        place_stages(library, smi)
    with pytest.raises(UnknownId, match="Did you mean 'weakest'"):
        place_stages(library, maturity, rule="weekest")


def test_what_does_not_apply_is_not_unknown(
    make_cases: Callable[..., Cases], maturity: Framework
) -> None:
    """A requirement or dimension that does not apply is called so and has no bounds."""
    answers = {item.id: None for item in maturity.items} | {DIMENSIONS[0]: "basic"}

    placed = place_stages(make_cases(one={"a": answers}), maturity)

    assert set(placed.requirements["state"]) == {"not_applicable"}
    bounds = placed.dimensions.set_index("item")[["low", "high"]]
    assert bounds.loc[DIMENSIONS[0]].tolist() == [1, 1]
    assert bounds.drop(DIMENSIONS[0]).isna().all(axis=None)


def test_no_cases_have_tables_without_rows(maturity: Framework) -> None:
    """An empty study is described like any other, by the columns that its tables have."""
    placed = place_stages(Cases(()), maturity)

    assert [len(table) for table in (placed.table, placed.rules, placed.dimensions)] == [0, 0, 0]
    assert list(placed.rules.columns)[:3] == ["case", "wave", "rule"]
