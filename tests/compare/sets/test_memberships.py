"""Memberships from rated items: named tables and rules, unknown kept unknown, evidence behind."""

import numpy as np
import pandas as pd
import pytest

from engagement_kit.assess import rate_levels
from engagement_kit.cases import Cases, load_cases
from engagement_kit.compare import memberships_from, truth_table
from engagement_kit.compare.remaking import remake
from engagement_kit.errors import MethodWarning, UnknownId, WrongKind
from engagement_kit.frameworks import load_framework
from tests.compare.waves.waved_cases import waved

TEAM, CULTURE, TOOLS = "smi.investment.team", "smi.innovation.culture", "smi.innovation.platform"
AGENT, BACKING = "maturity.chasm.change_agent", "maturity.chasm.executive_sponsorship"
ROLE, STANCE = "maturity.engagement_role", "maturity.customer_stance"


def studied():
    """Four cases that differ in what is known of them."""
    return Cases(
        (
            waved(
                "full",
                {
                    2020: {TEAM: "no"},
                    2024: {
                        TEAM: ("yes", "yes"),
                        AGENT: "yes",
                        BACKING: "partly",
                        ROLE: "integrated",
                        STANCE: "customer_first",
                    },
                },
            ),
            waved("torn", {2024: {TEAM: ("no", "yes"), AGENT: "no", ROLE: "basic"}}),
            waved(
                "half",
                {2024: {TEAM: "partly", AGENT: "yes", ROLE: "functional", STANCE: "functional"}},
            ),
            waved(
                "outside",
                {2024: {TEAM: None, AGENT: None, BACKING: "yes", ROLE: "basic", STANCE: "basic"}},
            ),
        )
    )


COLUMNS = {
    "TEAM": TEAM,
    "READY": [AGENT, BACKING],
    "STAGE": {"items": [ROLE, STANCE], "rule": "mean"},
}


@pytest.fixture(scope="module")
def made():
    """Memberships of the four cases."""
    return memberships_from(studied(), columns=COLUMNS)


def test_answers_become_memberships_by_the_named_tables(made):
    """Yes is 1, partly .33, no 0; stages are 0, .33, .67, 1; items are joined by the rule."""
    assert made.table.loc["full"].tolist() == pytest.approx([1, 0.33, 0.835])
    assert made.table.loc["half", "TEAM"] == 0.33
    assert made.parameters["columns"]["TEAM"] == {
        "items": [TEAM],
        "rule": "min",
        "table": "partly_low",
    }
    assert made.parameters["columns"]["STAGE"]["table"] == "stage_linear"


def test_partly_is_never_a_half(made):
    """No membership of a single answer is .5."""
    assert not made.evidence["membership"].eq(0.5).any()


def test_unknown_stays_missing_between_bounds(made):
    """With one of two items known, the column is missing, and its bounds say what may still be."""
    assert pd.isna(made.table.loc["half", "READY"])
    assert (made.low.loc["half", "READY"], made.high.loc["half", "READY"]) == (0, 1)
    assert pd.isna(made.table.loc["torn", "STAGE"])
    assert (made.low.loc["torn", "STAGE"], made.high.loc["torn", "STAGE"]) == (0, 0.5)


def test_known_items_may_settle_a_column(made):
    """One no under min settles a condition although the other item is unknown."""
    assert made.table.loc["torn", "READY"] == 0


def test_coders_who_differ_widen_the_bounds(made):
    """The lower median is the membership; the bounds span both coders' answers."""
    assert made.table.loc["torn", "TEAM"] == 0
    assert (made.low.loc["torn", "TEAM"], made.high.loc["torn", "TEAM"]) == (0, 1)


def test_what_does_not_apply_leaves_the_column(made):
    """An item that does not apply plays no part; where none applies, there is no membership."""
    assert made.table.loc["outside", "READY"] == 1
    assert pd.isna(made.table.loc["outside", "TEAM"])
    assert any("No item of a column applies to: outside" in remark for remark in made.remarks)


def test_every_bound_holds_its_membership(made):
    """Low <= membership <= high in every cell where there is one."""
    known = made.table.notna()
    assert (made.low <= made.table + 1e-9).where(known, other=True).all(axis=None)
    assert (made.table <= made.high + 1e-9).where(known, other=True).all(axis=None)


def test_the_evidence_behind_each_membership_is_kept(made):
    """Every answer names the evidence that the coders gave, of the wave that is used."""
    rows = made.evidence.set_index(["case", "column", "item"])
    assert rows.loc[("full", "TEAM", TEAM), "evidence"] == "e2024-a;e2024-b"
    assert rows.loc[("half", "READY", BACKING), "missing"] == "unknown"
    assert pd.isna(rows.loc[("half", "READY", BACKING), "evidence"])
    assert len(rows) == 4 * 5


def test_a_wave_is_one_state(made):
    """The first wave has another answer than the last; all waves at once are refused."""
    first = memberships_from(studied(), columns={"TEAM": TEAM}, wave="first")
    assert (first.table.loc["full", "TEAM"], made.table.loc["full", "TEAM"]) == (0, 1)
    with pytest.raises(WrongKind, match="all waves"):
        memberships_from(studied(), columns={"TEAM": TEAM}, wave=None)


def test_another_table_is_another_membership():
    """Tables are chosen by column or by scale, by name or as a mapping."""
    high = memberships_from(studied(), columns={"TEAM": TEAM}, tables={"answer": "partly_high"})
    own = memberships_from(
        studied(), columns={"TEAM": {"items": TEAM, "table": {"no": 0, "partly": 0.67, "yes": 1}}}
    )
    assert high.table.loc["half", "TEAM"] == own.table.loc["half", "TEAM"] == 0.67
    pd.testing.assert_frame_equal(remake(own.making, studied()).table, own.table)
    pd.testing.assert_frame_equal(remake(high.making, studied()).table, high.table)


def test_levels_are_joined_by_case(made):
    """Levels of parts of two frameworks give what the cases themselves give."""
    smi, maturity = load_framework("smi"), load_framework("maturity")
    parts = [(smi, None), (maturity, "stages"), (maturity, "chasm_requirements")]
    levels = [rate_levels(studied(), fw, part=part, wave="last") for fw, part in parts]
    joined = memberships_from(levels, columns=COLUMNS)
    pd.testing.assert_frame_equal(joined.table, made.table)
    pd.testing.assert_frame_equal(remake(joined.making, studied()).table, made.table)
    with pytest.raises(WrongKind, match="chasm_requirements of maturity"):
        memberships_from(levels[:2], columns=COLUMNS)
    other = rate_levels(studied(), maturity, part="chasm_requirements", wave="first")
    with pytest.raises(WrongKind, match="made alike"):
        memberships_from([*levels[:2], other], columns=COLUMNS)


def test_a_mean_at_a_half_warns():
    """A mean that comes to exactly .5 is warned about with the case, and said in a remark."""
    cases = waved("even", {2024: {AGENT: "no", BACKING: "yes"}})
    with pytest.warns(MethodWarning, match="READY is exactly .5.*even"):
        made = memberships_from(
            cases, columns={"READY": {"items": [AGENT, BACKING], "rule": "mean"}}
        )
    assert "even" in made.remarks[0]


def test_a_condition_must_not_be_part_of_its_outcome():
    """An item in a condition and in the outcome is refused; two conditions may share one."""
    columns = {"TEAM": TEAM, "STANCE": STANCE, "GOOD": [ROLE, STANCE]}
    made = memberships_from(studied(), columns=columns)
    with pytest.raises(WrongKind, match="part of its outcome"):
        truth_table(made, "GOOD", ["TEAM", "STANCE"])


def test_the_library_has_twelve_complete_cases():
    """Of the fifty cases, 12 have all that a model of four conditions wants (coding/README)."""
    requirements = ["change_agent", "executive_sponsorship", "engagement_system"]
    requirements = [f"maturity.chasm.{name}" for name in (*requirements, "shared_understanding")]
    made = memberships_from(
        load_cases("case_studies"),
        columns={
            "READY": {"items": requirements, "rule": "mean"},
            "TEAM": TEAM,
            "TOOLS": TOOLS,
            "CULTURE": CULTURE,
            "STANCE": [ROLE, STANCE, "maturity.measurement"],
        },
    )
    assert len(made) == 50
    assert len(made.table.dropna()) == 12
    result = truth_table(made, "STANCE")
    assert result.parameters["n_cases_used"] == 12
    assert "12 remain" in result.remarks[0]
    again = remake(result.making, load_cases("case_studies"))
    pd.testing.assert_frame_equal(again.table, result.table)


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"TEAM": "smi.investment.teem"}, "smi.investment.team"),
        ({"TEAM": {"items": TEAM, "rule": "median"}}, "Known: min, max, mean"),
        ({"TEAM": {"items": TEAM, "table": "partly_middle"}}, "partly_low"),
        ({"TEAM": {"item": TEAM}}, "Known: items, rule, table"),
    ],
)
def test_unknown_names_are_told_with_the_nearest(columns, words):
    """Items, rules and tables that are not there are told with those that are."""
    with pytest.raises(UnknownId, match=words):
        memberships_from(studied(), columns=columns)


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({}, "a mapping"),
        ({"TEAM": []}, "an item"),
        ({"TEAM": [TEAM, TEAM]}, "twice"),
        ({"TEAM": {"items": TEAM, "table": {"no": 0, "yes": 1}}}, "partly"),
        ({"TEAM": {"items": TEAM, "table": "stage_linear"}}, "Named tables that have them all"),
    ],
)
def test_bad_columns_are_refused(columns, words):
    """Columns that cannot be made are refused in a sentence."""
    with pytest.raises(WrongKind, match=words):
        memberships_from(studied(), columns=columns)


def test_it_shows_in_a_notebook(made):
    """The result says how many cases are complete."""
    assert repr(made) == "<Memberships of 4 cases in TEAM, READY, STAGE: 1 complete>"
    assert "complete: 1" in made._repr_html_()
    assert np.isnan(made.table.loc["half", "READY"])
