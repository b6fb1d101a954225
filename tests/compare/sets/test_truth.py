"""Truth tables: every printed digit of the textbook data, what must hold of any, and bad input."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engagement_kit.compare import truth_table
from engagement_kit.compare.remaking import remake
from engagement_kit.compare.sets.warranted import CHANCE_LIMIT, chance_of_order, most_conditions
from engagement_kit.errors import EngagementKitError, MethodWarning, UnknownId, WrongKind
from tests.compare.sets.lipset import CONDITIONS, LC, LF, LM

FILES = Path(__file__).resolve().parents[4] / "shared" / "data" / "lipset"

# Configuration (DEV URB LIT IND STB), out, n, incl, cases: R QCA 3.25.1 on LC.
PRINTED_CRISP = [
    ("11111", 1, 4, 1.0, "BE,CZ,NL,UK"),
    ("10101", 1, 2, 1.0, "FI,IE"),
    ("10111", 1, 2, 1.0, "FR,SE"),
    ("00000", 0, 3, 0.0, "GR,PT,ES"),
    ("00001", 0, 2, 0.0, "IT,RO"),
    ("00100", 0, 2, 0.0, "HU,PL"),
    ("00101", 0, 1, 0.0, "EE"),
    ("10110", 0, 1, 0.0, "AU"),
    ("11110", 0, 1, 0.0, "DE"),
]
# Configuration: incl, PRI, n: R QCA 3.25.1 on LF.
PRINTED_FUZZY = {
    "11111": (0.904, 0.886, 4),
    "10101": (0.804, 0.719, 2),
    "10111": (0.709, 0.634, 2),
    "00101": (0.529, 0.228, 1),
    "00100": (0.521, 0.113, 2),
    "11110": (0.445, 0.050, 1),
    "10110": (0.378, 0.040, 1),
    "00001": (0.278, 0.000, 2),
    "00000": (0.216, 0.000, 3),
}
SMALL = pd.DataFrame(
    {"A": [1, 1, 0, 0, 1, 0, 1, 0], "B": [1, 0, 1, 0, 1, 0, 0, 1], "Y": [1, 0, 1, 0, 1, 0, 1, 1]},
    index=list("abcdefgh"),
)


def keyed(result):
    """Rows of a truth table by their configuration as text."""
    rows = result.table.to_dict("records")
    return {"".join(str(row[name]) for name in result.conditions): row for row in rows}


def test_crisp_rows_are_those_that_r_prints_in_its_order():
    """LC has the nine rows that R QCA prints, in its order, with its cases."""
    result = truth_table(LC, "SURV", inclusion_cut=1)
    found = [
        ("".join(str(row[c]) for c in CONDITIONS), row["out"], row["n"], row["incl"], row["cases"])
        for row in result.table.to_dict("records")
    ]
    assert found == PRINTED_CRISP
    assert result.n_remainders == 32 - 9
    assert result.remarks == ()


def test_fuzzy_rows_have_every_printed_digit():
    """LF has R's inclusion, PRI and n in every row, PRI .886, .719 and .634 among them."""
    result = truth_table(LF, "SURV")
    found = {
        key: (round(row["incl"], 3), round(row["pri"], 3), row["n"])
        for key, row in keyed(result).items()
    }
    assert found == PRINTED_FUZZY
    assert list(found) == list(PRINTED_FUZZY)
    assert result.positive == ((1, 1, 1, 1, 1), (1, 0, 1, 0, 1))


def test_pri_beyond_the_third_digit():
    """PRI in LF is .8858, .7194, .6344, where the wrong formula gives .8723, .6099, .4236."""
    rows = keyed(truth_table(LF, "SURV"))
    found = [round(rows[key]["pri"], 4) for key in ("11111", "10101", "10111")]
    assert found == [0.8858, 0.7194, 0.6344]


def test_deviant_cases_are_named_for_coverage():
    """FR and SE have the outcome and stand in a row that misses the cut."""
    row = keyed(truth_table(LF, "SURV"))["10111"]
    assert (row["uncovered"], row["deviant"], row["state"]) == ("FR,SE", "", "negative")


def test_multi_value_rows():
    """LM has seven rows; CZ and DE share one and differ in the outcome: a contradiction."""
    result = truth_table(LM, "SURV")
    assert result.levels == (3, 2, 2, 2)
    assert result.is_multi_value
    assert result.positive == ((2, 1, 1, 1), (1, 0, 1, 0), (2, 0, 1, 1))
    assert result.contradictions == ((1, 1, 1, 1),)
    row = keyed(result)["1111"]
    assert (row["incl"], row["cases"], row["uncovered"]) == (0.5, "CZ,DE", "CZ")
    assert "CZ, DE" in result.remarks[0]


def test_negated_outcome_turns_the_crisp_table_around():
    """The rows of ~SURV are those of SURV with out turned around."""
    out = {key: row["out"] for key, row in keyed(truth_table(LC, "SURV")).items()}
    turned = {key: row["out"] for key, row in keyed(truth_table(LC, "~SURV")).items()}
    assert turned == {key: 1 - value for key, value in out.items()}


def test_a_value_of_a_multi_value_outcome():
    """DEV{2} as the outcome is having the value 2, whatever the other values are."""
    result = truth_table(LM, "DEV{2}", ["URB", "LIT", "IND"])
    expected = LM.assign(DEV=(LM["DEV"] == 2).astype(int))
    plain = truth_table(expected, "DEV", ["URB", "LIT", "IND"])
    pd.testing.assert_frame_equal(result.table, plain.table)


def test_cuts_decide_after_rounding():
    """An inclusion of .8 reaches the cut .8 although adding floats gives a little less."""
    frame = pd.DataFrame({"A": [1.0] * 10 + [0.0] * 10, "Y": [0.8] * 10 + [0.1] * 10})
    frame["Y"] = frame["Y"] * 3 / 3 - 1e-13
    assert truth_table(frame, "Y", inclusion_cut=0.8, pri_cut=0).positive == ((1,),)


def test_too_few_cases_make_a_remainder():
    """Below n_cut a row has no out and counts as a remainder."""
    result = truth_table(LC, "SURV", n_cut=2)
    row = keyed(result)["00101"]
    assert pd.isna(row["out"])
    assert row["state"] == "remainder"
    assert (0, 0, 1, 0, 1) not in result.negative
    assert result.n_remainders == 32 - 6


def test_pri_cut_turns_rows_negative():
    """A row that reaches the inclusion cut and misses the PRI cut is negative."""
    result = truth_table(LF, "SURV", pri_cut=0.75)
    assert result.positive == ((1, 1, 1, 1, 1),)


def test_deviant_cases_are_named_for_consistency():
    """A positive row names its cases without the outcome."""
    frame = pd.DataFrame({"A": [1] * 5 + [0] * 5, "Y": [1] * 4 + [0] * 6}, index=list("abcdefghij"))
    row = keyed(truth_table(frame, "Y"))["1"]
    assert (row["state"], row["deviant"]) == ("positive", "e")


def test_cases_at_the_middle_belong_to_no_row():
    """A case at exactly .5 is in no row; a warning and a remark name it."""
    frame = LF.copy()
    frame.loc["AU", "IND"] = 0.5
    with pytest.warns(MethodWarning, match="AU"):
        result = truth_table(frame, "SURV")
    assert sum(result.table["n"]) == 17
    assert result.parameters["ambiguous"] == ("AU",)
    assert any("AU" in remark for remark in result.remarks)


def test_outcomes_at_the_middle_are_named():
    """A case at exactly .5 in the outcome is warned about by name."""
    frame = LF.copy()
    frame.loc["HU", "SURV"] = 0.5
    with pytest.warns(MethodWarning, match="outcome, neither in nor out: HU"):
        truth_table(frame, "SURV")


def test_missing_cases_are_dropped_and_named():
    """Cases that miss a membership are left out by name and number, never read as 0."""
    frame = LC.astype(object)
    frame.loc["BE", "URB"] = None
    frame.loc["GR", "SURV"] = np.nan
    result = truth_table(frame, "SURV")
    assert result.parameters["dropped"] == ("BE", "GR")
    assert result.parameters["n_cases_used"] == 16
    assert "2 cases miss a membership and were dropped: BE, GR. 16 remain." in result.remarks
    without = truth_table(LC.drop(index=["BE", "GR"]), "SURV")
    pd.testing.assert_frame_equal(result.table, without.table)
    with pytest.raises(WrongKind, match="BE, GR"):
        truth_table(frame, "SURV", missing="refuse")


def test_gaps_in_columns_that_are_not_used_cost_nothing():
    """A case is dropped only for a column that the analysis uses."""
    frame = LC.astype(object)
    frame.loc["BE", "URB"] = None
    assert truth_table(frame, "SURV", ["DEV", "STB"]).parameters["dropped"] == ()


def test_more_conditions_than_the_cases_warrant_are_warned_about_with_the_numbers():
    """Eight conditions for ten cases are warned about; 5 for 18 and 12 for 1,000 are not."""
    rng = np.random.default_rng(0)
    frame = pd.DataFrame(rng.integers(0, 2, (10, 9)), columns=list("ABCDEFGHY"))
    with pytest.warns(MethodWarning, match="8 conditions make 256 configurations for 10 cases"):
        result = truth_table(frame, "Y")
    assert any("More conditions" in remark for remark in result.remarks)
    assert chance_of_order(18, 2**5) < CHANCE_LIMIT
    assert chance_of_order(1000, 2**12) < CHANCE_LIMIT
    assert [most_conditions(count) for count in (4, 8, 18)] == [2, 4, 6]


def test_chance_of_order_is_the_share_of_random_data():
    """The exact chance lies where a simulation of 20,000 random data sets finds it."""
    rng = np.random.default_rng(1)
    rows, outs = rng.integers(0, 16, (20_000, 9)), rng.integers(0, 2, (20_000, 9))
    both = np.array(
        [
            len(set(r)) == len(set(zip(r, o, strict=True)))
            for r, o in zip(rows.tolist(), outs.tolist(), strict=True)
        ]
    )
    assert abs(both.mean() - chance_of_order(9, 16)) < 0.015


def test_a_thousand_cases_with_twelve_conditions():
    """1,000 cases in 12 conditions: every case is in one row, and no row is counted twice."""
    rng = np.random.default_rng(2)
    frame = pd.DataFrame(rng.random((1000, 13)), columns=list("ABCDEFGHIJKLY"))
    result = truth_table(frame, "Y")
    assert sum(result.table["n"]) == 1000
    assert len(result) == len(result.table[list(result.conditions)].drop_duplicates())


def test_the_result_can_be_made_again():
    """A truth table of a plain table is made again, the same, from what it says of its making."""
    result = truth_table(LF, "~SURV", ["STB", "DEV"], inclusion_cut=0.75, pri_cut=0.5)
    again = remake(result.making, ())
    pd.testing.assert_frame_equal(again.table, result.table)
    assert again.conditions == ("STB", "DEV")


def test_it_shows_in_a_notebook_with_text_escaped():
    """Names of cases are data: markup in them is escaped."""
    frame = SMALL.rename(index={"a": "<b>bold</b>"})
    shown = truth_table(frame, "Y")._repr_html_()
    assert "<b>bold" not in shown
    assert "bold" in shown
    assert "8 cases in 4 of 4 configurations" in repr(truth_table(SMALL, "Y"))


@pytest.mark.parametrize(
    ("frame", "arguments", "words"),
    [
        (SMALL.iloc[:1], {}, "one case"),
        (SMALL.assign(Y=0), {}, "same membership"),
        (SMALL * 0, {}, "same membership"),
        (SMALL.assign(A="high"), {}, "'high'.*set_index"),
        (SMALL.assign(A=[1.5, 0.2] * 4), {}, "1.5"),
        (SMALL.assign(A=[-0.1, 0.2] * 4), {}, "-0.1"),
        (SMALL.assign(A=[720, 350] * 4), {}, "calibrate"),
        (SMALL.assign(A=[np.inf, 0] * 4), {}, "inf"),
        (SMALL.assign(A=[2, 1.5] * 4), {}, "1.5"),
        (SMALL, {"conditions": ["A", "Y"]}, "among them"),
        (SMALL, {"conditions": ["A", "A"]}, "twice"),
        (SMALL, {"conditions": []}, "no condition"),
        (SMALL, {"conditions": "A"}, r"Write \['A'\]"),
        (SMALL.rename(index={"b": "a"}), {}, "'a' twice"),
        (SMALL.rename(columns={"B": "A"}), {}, "'A' twice"),
        (SMALL.rename(columns={"A": "A*B"}), {}, "Rename"),
        (SMALL.rename(columns={"A": "incl"}), {}, "Rename"),
        (SMALL.assign(A=None), {}, "no case with every membership known"),
        (SMALL, {"inclusion_cut": 80}, "inclusion_cut"),
        (SMALL, {"pri_cut": "high"}, "pri_cut"),
        (SMALL, {"n_cut": 0}, "n_cut"),
        (SMALL.to_dict(), {}, "DataFrame"),
        (SMALL.assign(Y=[0, 1, 2, 0, 1, 2, 0, 1]), {}, r"Y\{2\}"),
    ],
)
def test_bad_input_is_refused_with_what_is_wrong(frame, arguments, words):
    """What is no table of memberships is refused in a sentence that names the trouble."""
    with pytest.raises(WrongKind, match=words):
        truth_table(frame, "Y", **arguments)


@pytest.mark.parametrize(
    ("outcome", "arguments"),
    [("X", {}), ("Y", {"conditions": ["A", "Q"]}), ("Y", {"missing": "guess"})],
)
def test_unknown_names_are_refused_with_those_there_are(outcome, arguments):
    """An outcome, condition or policy that is not there is told with what is there."""
    with pytest.raises(UnknownId, match="Known"):
        truth_table(SMALL, outcome, **arguments)


@pytest.mark.skipif(
    not FILES.is_dir(), reason="the files of Lipset's data are not beside this clone"
)
@pytest.mark.parametrize(("name", "typed"), [("LC", LC), ("LF", LF), ("LM", LM)])
def test_typed_data_are_those_of_the_files(name, typed):
    """The data typed into the tests are those of the published files."""
    read = pd.read_csv(FILES / f"{name}.csv", index_col=0)[list(typed.columns)]
    pd.testing.assert_frame_equal(read, typed, check_dtype=False, check_names=False)


@st.composite
def fuzzy_tables(draw, cases=(4, 14), conditions=(1, 3)):
    """Memberships that vary, none of them at .5, in hundredths."""
    width = draw(st.integers(*conditions)) + 1
    count = draw(st.integers(*cases))
    cell = st.integers(0, 100).filter(lambda value: value != 50)
    cells = draw(
        st.lists(st.lists(cell, min_size=width, max_size=width), min_size=count, max_size=count)
    )
    frame = pd.DataFrame(cells, columns=list("ABCY")[-width:]) / 100
    frame.index = [f"case {place}" for place in range(count)]
    return frame


def quietly(frame, outcome, *arguments, **keywords):
    """A truth table without the warning on few cases; None where the data do not vary."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MethodWarning)
        try:
            return truth_table(frame, outcome, *arguments, **keywords)
        except EngagementKitError:
            return None


@settings(max_examples=60, deadline=None)
@given(frame=fuzzy_tables(), seed=st.integers(0, 10_000))
def test_order_and_names_change_nothing(frame, seed):
    """Permuting cases and conditions and renaming them leaves every number of every row."""
    result = quietly(frame, "Y")
    if result is None:
        return
    rng = np.random.default_rng(seed)
    names = {name: f"Z{place}" for place, name in enumerate(frame.columns)}
    mixed = frame.iloc[rng.permutation(len(frame)), rng.permutation(frame.shape[1])].rename(
        columns=names
    )
    order = [names[name] for name in result.conditions]
    again = quietly(mixed, names["Y"], order)
    one, other = keyed(result), keyed(again)
    assert set(one) == set(other)
    for key, row in one.items():
        assert row["n"] == other[key]["n"]
        assert row["out"] == other[key]["out"]
        assert set(row["cases"].split(",")) == set(other[key]["cases"].split(","))
        np.testing.assert_allclose(
            [row["incl"], row["pri"]], [other[key]["incl"], other[key]["pri"]], atol=1e-12
        )


@settings(max_examples=60, deadline=None)
@given(frame=fuzzy_tables())
def test_parameters_stay_in_their_bounds(frame):
    """Inclusion and PRI lie in 0 to 1, PRI is no larger, and every case is in one row."""
    result = quietly(frame, "Y")
    if result is None:
        return
    table = result.table
    assert (table["pri"] <= table["incl"] + 1e-12).all()
    assert (
        table[["incl", "pri"]]
        .apply(lambda column: column.between(-1e-12, 1 + 1e-12))
        .all(axis=None)
    )
    assert table["n"].sum() == len(frame)


def test_a_condition_that_does_not_vary_is_warned_about_and_kept():
    """As in R's QCA it stays in the table; a sentence names it and says it explains nothing."""
    with pytest.warns(MethodWarning, match=r"'D' has the same membership \(1\) in all 18 cases"):
        found = truth_table(LC.assign(D=1), "SURV", [*CONDITIONS, "D"], inclusion_cut=1)
    plain = truth_table(LC, "SURV", inclusion_cut=1)
    assert found.table["cases"].tolist() == plain.table["cases"].tolist()
    assert set(found.table["D"]) == {1}
    assert sum("'D'" in remark for remark in found.remarks) == 1
