"""Placing cases in quadrants."""

from collections.abc import Callable

import pandas as pd
import pytest

from engagement_kit.assess import place_quadrants
from engagement_kit.cases import Cases
from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.frameworks import Framework

X = tuple(f"smi.investment.{name}" for name in ["briefing", "time", "agent_metrics", "budget"])
Y = tuple(
    f"smi.innovation.{name}"
    for name in ["early_adoption", "in_channel_resolution", "platform", "private_messaging"]
)


def every(framework: Framework, x: str, y: str) -> dict[str, str]:
    """The same answer to all items of an axis."""
    values = dict(zip(("investment", "innovation"), (x, y), strict=True))
    return {item.id: values[item.group] for item in framework.items}


@pytest.mark.parametrize(
    ("x", "y", "quadrant"),
    [
        ("no", "no", "observer"),
        ("yes", "no", "conservative"),
        ("no", "yes", "contender"),
        ("yes", "yes", "socialfirst"),
        ("partly", "partly", "socialfirst"),
    ],
)
def test_known_answers_settle_a_case(
    make_cases: Callable[..., Cases], smi: Framework, x: str, y: str, quadrant: str
) -> None:
    """With every item known a case is settled; a score at the threshold is high."""
    row = place_quadrants(make_cases(one={"a": every(smi, x, y)}), smi).table.iloc[0]

    assert (row["quadrant"], row["status"], row["possible"]) == (quadrant, "settled", quadrant)


def test_unknown_leaves_a_case_open(make_cases: Callable[..., Cases], smi: Framework) -> None:
    """Half of each axis answered with partly: placed, but any quadrant remains possible."""
    cases = make_cases(one={"a": dict.fromkeys(X + Y, "partly")})

    row = place_quadrants(cases, smi).table.iloc[0]

    assert (row["quadrant"], row["status"]) == ("socialfirst", "open")
    assert row["possible"] == "observer;contender;conservative;socialfirst"


def test_too_little_known_places_nobody(make_cases: Callable[..., Cases], smi: Framework) -> None:
    """Three of eight items of an axis are fewer than half: no quadrant, but the bounds are told."""
    cases = make_cases(one={"a": dict.fromkeys(X[:3] + Y, "yes")})

    placed = place_quadrants(cases, smi)

    assert placed.counts == {"settled": 0, "open": 0, "not_placed": 1}
    assert pd.isna(placed.table["quadrant"].iloc[0])
    assert place_quadrants(cases, smi, min_known=0.3).counts["not_placed"] == 0


def test_nothing_known_places_nobody_whatever_is_asked(
    make_cases: Callable[..., Cases], smi: Framework
) -> None:
    """A case with an axis that nobody answered is not placed even with ``min_known=0``."""
    cases = make_cases(one={"a": dict.fromkeys(Y, "yes")})

    assert place_quadrants(cases, smi, min_known=0).counts["not_placed"] == 1


def test_adding_to_the_unknown_never_changes_the_quadrant_of_a_settled_case(
    library: Cases, smi: Framework
) -> None:
    """In the library every settled case has one possible quadrant, its own."""
    table = place_quadrants(library, smi).table
    settled = table[table["status"] == "settled"]

    assert len(settled) > 0
    assert (settled["possible"] == settled["quadrant"]).all()
    placed = table.dropna(subset=["quadrant"])
    assert all(
        q in p.split(";") for q, p in zip(placed["quadrant"], placed["possible"], strict=True)
    )


def test_sums_of_tenths_do_not_decide(make_cases: Callable[..., Cases], smi: Framework) -> None:
    """A mean that is 0.6 on paper is at a threshold of 0.6, whatever floats make of it."""
    answers = dict(zip(X, ("yes", "yes", "partly", "no"), strict=True)) | {
        "smi.investment.team": "partly"
    }
    cases = make_cases(one={"a": answers | dict.fromkeys(Y, "yes")})

    row = place_quadrants(cases, smi, threshold=0.1 + 0.2 + 0.3).table.iloc[0]

    assert row["x"] == pytest.approx(0.6)
    assert row["quadrant"] == "socialfirst"


def test_each_axis_may_have_a_threshold_of_its_own(library: Cases, smi: Framework) -> None:
    """A pair splits the horizontal axis at the first threshold, the vertical at the second."""
    placed = place_quadrants(library, smi, threshold=(0.9, 0.1), min_known=0)

    rows = placed.table.dropna(subset=["quadrant"])
    assert (placed.x_threshold, placed.y_threshold) == (0.9, 0.1)
    assert placed.parameters["threshold_status"] == "chosen"
    high_up = rows["quadrant"].isin(["contender", "socialfirst"])
    far_right = rows["quadrant"].isin(["conservative", "socialfirst"])
    assert (far_right == (rows["x"] >= 0.9)).all()
    assert (high_up == (rows["y"] >= 0.1)).all()


@pytest.mark.parametrize("threshold", [(0.5,), (0.5, 0.5, 0.5), (0.5, 2), "0.5", (0.5, "high")])
def test_thresholds_that_are_none_are_refused(
    threshold: object, library: Cases, smi: Framework
) -> None:
    """One number or a pair of numbers from 0 to 1 is a threshold; anything else is named."""
    with pytest.raises(WrongKind, match="threshold needs"):
        place_quadrants(library, smi, threshold=threshold)  # type: ignore[arg-type]


def test_the_median_rule_splits_the_sample(library: Cases, smi: Framework) -> None:
    """Split at the sample's medians, at least half of the placed cases are high on each axis."""
    placed = place_quadrants(library, smi, threshold_rule="sample_median")
    table = placed.table.dropna(subset=["quadrant"])

    assert placed.x_threshold == table["x"].median()
    assert (table["x"] >= placed.x_threshold).mean() >= 0.5
    assert placed.parameters["threshold_rule"] == "sample_median"


def test_another_two_by_two_works_the_same(
    make_cases: Callable[..., Cases], digital_maturity: Framework
) -> None:
    """A person's own framework with other axes, cells and scale places cases without any code."""
    answers = {
        item.id: digital_maturity.scale(item.scale).ids[
            -1 if item.group == "digital_intensity" else 0
        ]
        for item in digital_maturity.items
    }

    row = place_quadrants(make_cases(one={"a": answers}), digital_maturity).table.iloc[0]

    assert (row["quadrant"], row["status"]) == ("fashionistas", "settled")


def test_the_library_is_lopsided_as_described(library: Cases, smi: Framework) -> None:
    """With the plain rule 79 of 97 case-waves are #SocialFirst; half of the items are unknown."""
    placed = place_quadrants(library, smi, min_known=0)
    table = placed.table

    assert len(table) == 97
    assert (table["quadrant"] == "socialfirst").sum() == 79
    assert (table["x_known"].median(), table["y_known"].median()) == (3, 4)
    assert placed.counts["not_placed"] == 10
    assert placed.counts["settled"] < 15


def test_waves_can_be_chosen(library: Cases, smi: Framework) -> None:
    """First and last waves give each case once; a year gives the cases that have it."""
    assert len(place_quadrants(library, smi, wave="last")) == 50
    assert set(place_quadrants(library, smi, wave=2014).table["wave"]) == {2014}


def test_wrong_requests_are_answered_with_what_there_is(
    library: Cases, smi: Framework, maturity: Framework
) -> None:
    """A framework without quadrants, an unknown wave, rule or case: named, with what would do."""
    with pytest.raises(WrongKind, match="a part of kind quadrant, not parts of kind"):
        place_quadrants(library, maturity)
    with pytest.raises(UnknownId, match="wave '1999'"):
        place_quadrants(library, smi, wave=1999)
    with pytest.raises(UnknownId, match="Did you mean 'sample_median'"):
        place_quadrants(library, smi, threshold_rule="median")
    with pytest.raises(UnknownId, match="Did you mean 'tate'"):
        place_quadrants(library, smi)["tat"]
    with pytest.raises(UnknownId, match="wave of 'tate' '2015'"):
        place_quadrants(library, smi)["tate", 2015]


def test_no_cases_at_all(smi: Framework) -> None:
    """An empty collection gives an empty table with all columns."""
    placed = place_quadrants(Cases(()), smi)

    assert len(placed) == 0
    assert "quadrant" in placed.table.columns
    assert placed.counts == {"settled": 0, "open": 0, "not_placed": 0}


def test_an_axis_that_does_not_apply_leaves_nothing_possible(
    make_cases: Callable[..., Cases], smi: Framework
) -> None:
    """Where no item of an axis applies there are no bounds, so no quadrant is called possible."""
    answers = {item.id: "yes" if item.group == "innovation" else None for item in smi.items}

    row = place_quadrants(make_cases(one={"a": answers}), smi).table.iloc[0]

    assert (row["x_items"], row["status"]) == (0, "not_placed")
    assert pd.isna(row["possible"])


def test_a_sample_without_any_placed_case_has_no_median(
    make_cases: Callable[..., Cases], smi: Framework
) -> None:
    """Where nothing can be split the rule that is reported is the fixed threshold."""
    cases = make_cases(one={"a": {X[0]: "yes"}})

    placed = place_quadrants(cases, smi, threshold_rule="sample_median")

    assert placed.parameters["threshold_rule"] == "fixed"
    assert placed.x_threshold == 0.5


def test_a_year_may_be_given_as_text(library: Cases, smi: Framework) -> None:
    """A year from a form or a command line is the year."""
    assert len(place_quadrants(library, smi, wave="2014")) == 10
