"""Who crossed the chasm, and which of its requirements they had before, with the evidence."""

import itertools

import pandas as pd
import pytest

from engagement_kit.assess import place_stages
from engagement_kit.cases import Cases, load_cases
from engagement_kit.compare import compare_waves
from engagement_kit.compare.waves.transitions import move_direction
from engagement_kit.frameworks import load_framework
from tests.compare.waves.waved_cases import waved

MATURITY = load_framework("maturity")
DIMENSIONS = [item.id for item in MATURITY.items_of("stages")]
REQUIREMENTS = [item.id for item in MATURITY.items_of("chasm_requirements")]
STAGES = MATURITY.scale("stage").ids


def on(stage, **requirements):
    """Every dimension on a stage, and answers to requirements by the end of their ids."""
    asked = {f"maturity.chasm.{name}": value for name, value in requirements.items()}
    return dict.fromkeys(DIMENSIONS, stage) | asked


def crossings(*cases, **more):
    """Crossings of these cases."""
    return compare_waves(place_stages(Cases(cases), MATURITY, **more)).crossings


def test_crossing_is_from_stage_two_to_stage_three():
    """By both stages of every pair: crossed, not crossed, already across or fallen back."""
    for before, after in itertools.product(STAGES, repeat=2):
        found = crossings(waved("one", {2010: on(before), 2020: on(after)}))
        near, far = (STAGES.index(stage) >= 2 for stage in (before, after))
        expected = {
            (False, True): "crossed",
            (False, False): "not_crossed",
            (True, True): "already_across",
            (True, False): "fell_back",
        }[near, far]
        assert set(found["crossing"]) == {expected} == set(found["possible"])
        assert found["settled"].all()
        assert found["requirement"].tolist() == REQUIREMENTS


def test_requirements_are_those_of_the_earlier_wave_with_their_evidence():
    """State and evidence are of the wave before; later answers do not change them."""
    asked = {"executive_sponsorship": "partly", "engagement_system": "no"}
    before = on("functional", change_agent="yes", **asked)
    after = on("integrated", change_agent="no", shared_understanding="yes")
    rows = crossings(waved("one", {2010: before, 2020: after}, coders=("a",)))
    state = rows.set_index("requirement")["state"].to_dict()
    assert state == {
        "maturity.chasm.change_agent": "met",
        "maturity.chasm.executive_sponsorship": "partly",
        "maturity.chasm.engagement_system": "not_met",
        "maturity.chasm.shared_understanding": "unknown",
    }
    assert rows["evidence"].tolist()[:3] == ["e2010-a"] * 3
    assert pd.isna(rows["evidence"].iloc[3])
    assert rows["n_evidence"].fillna(0).tolist() == [1, 1, 1, 0]


def test_evidence_is_of_the_coders_that_the_rule_used():
    """Two coders' evidence is joined; where one coder is asked, only that one's is given."""
    case = waved(
        "one", {2010: on("functional", change_agent=("yes", "no")), 2020: on("integrated")}
    )
    both = crossings(case).iloc[0]
    assert (both["coders"], both["evidence"]) == ("a;b", "e2010-a;e2010-b")
    only = crossings(case, coder_rule="b").iloc[0]
    assert (only["coders"], only["evidence"], only["state"]) == ("b", "e2010-b", "not_met")


def test_unknown_dimensions_leave_a_crossing_open():
    """A crossing by the known dimensions is open if bounds allow that there was none."""
    known = dict.fromkeys(DIMENSIONS[:4], "integrated")
    rows = crossings(waved("one", {2010: on("functional"), 2020: known}), rule="weakest")
    assert set(rows["crossing"]) == {"crossed"}
    assert not rows["settled"].any()
    assert set(rows["possible"]) == {"not_crossed;crossed"}


def test_cases_that_are_not_placed_are_not_known_to_cross():
    """Without a stage at a wave nothing is said, but what the bounds allow is."""
    few = dict.fromkeys(DIMENSIONS[:2], "customer_first")
    rows = crossings(waved("one", {2010: few, 2020: on("customer_first")}))
    assert set(rows["crossing"]) == {"not_known"}
    assert set(rows["possible"]) == {"crossed;already_across"}


def test_states_before_are_counted_by_crossing():
    """Counts of those who crossed and of the others add up, and who met one is named."""
    changes = compare_waves(
        place_stages(
            Cases(
                (
                    waved("one", {2010: on("basic", change_agent="yes"), 2020: on("integrated")}),
                    waved("two", {2010: on("basic", change_agent="no"), 2020: on("integrated")}),
                    waved("three", {2010: on("basic"), 2020: on("functional")}),
                )
            ),
            MATURITY,
        )
    )
    rows = changes.requirements_before.set_index(["requirement", "crossing"])
    agent = rows.loc["maturity.chasm.change_agent"]
    assert agent.loc["crossed", ["n", "met", "not_met", "unknown"]].tolist() == [2, 1, 1, 0]
    assert agent.loc["not_crossed", ["n", "met", "unknown"]].tolist() == [1, 0, 1]
    assert agent.loc["crossed", "cases_met"] == "one"


def test_the_library_crosses_as_its_placements_say(repository):
    """Ten crossed and three fell back; every case with two waves has a row a requirement."""
    placed = place_stages(load_cases(repository / "case_studies"), MATURITY)
    found = compare_waves(placed).crossings
    cases = found.drop_duplicates("case").set_index("case")
    counts = cases["crossing"].value_counts().to_dict()
    placed_twice = {"crossed": 10, "not_crossed": 20, "already_across": 6, "fell_back": 3}
    assert counts == {**placed_twice, "not_known": 8}
    assert len(found) == 47 * 4
    known = found[found["state"].isin(["met", "partly", "not_met"])]
    assert (known["n_evidence"] >= 1).all()
    assert cases.loc["cooper-hewitt", ["stage_before", "stage_after"]].tolist() == [
        "basic",
        "integrated",
    ]


@pytest.mark.parametrize(
    ("start", "end", "direction"),
    [
        ("observer", "socialfirst", "rise"),
        ("contender", "conservative", "across"),
        ("socialfirst", "contender", "fall"),
        ("observer", "observer", "same"),
        ("not_placed", "observer", "not_known"),
    ],
)
def test_moves_between_quadrants_have_a_direction(start, end, direction):
    """Up on one axis is a rise unless it is down on the other."""
    part = load_framework("smi").only_part("quadrant")
    places = {
        cell.id: {axis: int(level == "high") for axis, level in cell.levels.items()}
        for cell in part.cells
    }
    assert move_direction(places, start, end) == direction
