"""Solutions with their fit against published ones, and what else a reader is told.

Formulas and numbers for Lipset's data are those of the QCA package for R (Dusa 2019), versions 3.23
and 3.25.1, on the published memberships.
"""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from engagement_kit.compare import (
    contradictory_assumptions,
    minimize,
    remaking,
    truth_table,
)
from engagement_kit.errors import UnknownId, WrongKind
from tests.compare.sets.lipset import CONDITIONS, LC, LF, LM

KINDS = ("conservative", "parsimonious", "intermediate")
ALL = dict.fromkeys(CONDITIONS, 1)
STORED = Path(__file__).resolve().parents[4] / "shared" / "data" / "lipset"


def formulas(result):
    """Each model as text."""
    return [" + ".join(model) for model in result.models]


def printed(table, columns):
    """Rows as published: three decimals."""
    return {
        row[0]: tuple(round(v, 3) for v in row[1:])
        for row in table[columns].itertuples(index=False)
    }


@pytest.mark.parametrize(
    ("outcome", "kind", "formula"),
    [
        ("SURV", "conservative", "DEV*~URB*LIT*STB + DEV*LIT*IND*STB"),
        ("SURV", "parsimonious", "DEV*STB"),
        ("SURV", "intermediate", "DEV*LIT*STB"),
        ("~SURV", "conservative", "~DEV*~URB*~IND + DEV*LIT*IND*~STB"),
        ("~SURV", "parsimonious", "~DEV + ~STB"),
    ],
)
def test_crisp_solutions_are_the_published_ones(outcome, kind, formula):
    """Formulas of Lipset's crisp data, for survival and breakdown, term by term in R's order."""
    result = minimize(truth_table(LC, outcome, inclusion_cut=1), kind, ALL)
    assert formulas(result) == [formula]
    assert result.formula() == f"{formula} -> {outcome}"
    assert (result.fits["incl"] == 1).all()


def test_crisp_coverages_are_the_published_ones():
    """Raw and unique coverage as R prints them, with the cases of each term."""
    result = minimize(truth_table(LC, "SURV", inclusion_cut=1))
    assert printed(result.table, ["term", "cov_s", "cov_u"]) == {
        "DEV*~URB*LIT*STB": (0.5, 0.25),
        "DEV*LIT*IND*STB": (0.75, 0.5),
    }
    assert result.table["cases"].tolist() == ["FI,FR,IE,SE", "BE,CZ,FR,NL,SE,UK"]
    negated = minimize(truth_table(LC, "~SURV", inclusion_cut=1), "parsimonious")
    assert printed(negated.table, ["term", "cov_s", "cov_u"]) == {
        "~DEV": (0.8, 0.3),
        "~STB": (0.7, 0.2),
    }


@pytest.mark.parametrize(
    ("kind", "terms", "model"),
    [
        (
            "conservative",
            {
                "DEV*URB*LIT*IND*STB": (0.904, 0.886, 0.454, 0.393),
                "DEV*~URB*LIT*~IND*STB": (0.804, 0.719, 0.265, 0.204),
            },
            (0.870, 0.843, 0.658),
        ),
        (
            "parsimonious",
            {"DEV*~IND": (0.815, 0.721, 0.284, 0.194), "URB*STB": (0.874, 0.845, 0.520, 0.430)},
            (0.850, 0.819, 0.714),
        ),
        (
            "intermediate",
            {
                "DEV*URB*LIT*STB": (0.901, 0.879, 0.468, 0.378),
                "DEV*LIT*~IND*STB": (0.814, 0.721, 0.282, 0.191),
            },
            (0.866, 0.839, 0.660),
        ),
    ],
)
def test_fuzzy_solutions_have_every_printed_digit(kind, terms, model):
    """Inclusion, PRI, raw and unique coverage of every term and model of Lipset's fuzzy data."""
    result = minimize(truth_table(LF, "SURV", inclusion_cut=0.8), kind, ALL)
    assert formulas(result) == [" + ".join(terms)]
    assert printed(result.table, ["term", "incl", "pri", "cov_s", "cov_u"]) == terms
    assert printed(result.fits, ["model", "incl", "pri", "cov"]) == {"M1": model}
    assert result.fits["uncovered"].item() == "FR,SE"
    assert result.unexplained == ("FR", "SE")


def test_multi_value_solutions_are_the_published_ones():
    """Formulas and coverage of Lipset's multi-value data; a contradiction counts as negative."""
    table = truth_table(LM, "SURV", inclusion_cut=1)
    assert formulas(minimize(table)) == ["DEV{2}*LIT{1}*IND{1} + DEV{1}*URB{0}*LIT{1}*IND{0}"]
    result = minimize(table, "parsimonious")
    assert formulas(result) == ["DEV{2} + DEV{1}*IND{0}"]
    assert result.fits["cov"].item() == 0.875
    assert any("Contradictory" in remark and "CZ, DE" in remark for remark in result.remarks)
    assert result.unexplained == ("CZ",)


@pytest.mark.skipif(not STORED.exists(), reason="the published files are not beside this clone")
@pytest.mark.parametrize(("name", "frame"), [("LC", LC), ("LM", LM), ("LF", LF)])
def test_typed_data_are_those_of_the_files(name, frame):
    """What is typed here is what the files hold."""
    stored = pd.read_csv(STORED / f"{name}.csv", index_col=0)
    stored = stored[list(frame.columns)].set_axis(frame.index)
    pd.testing.assert_frame_equal(stored.astype(float), frame.astype(float), check_names=False)


def test_easy_and_difficult_counterfactuals_are_told_apart():
    """Of crisp survival one remainder is easy, four are assumed by the parsimonious model alone."""
    table = truth_table(LC, "SURV", inclusion_cut=1)
    result = minimize(table, "intermediate", ALL)
    assert result.easy == {"M1": ((1, 1, 1, 0, 1),)}  # an urban country without industry
    assert set(result.difficult["M1"]) == {
        (1, urb, 0, ind, 1) for urb in (0, 1) for ind in (0, 1)
    }  # rich and stable, but illiterate
    wide = minimize(table, "parsimonious")
    assert set(wide.assumptions["M1"]) == {*result.easy["M1"], *result.difficult["M1"]}
    assert wide.easy == {}
    assert minimize(table).assumptions == {"M1": ()}


def test_expectations_may_be_a_mapping_a_list_or_text():
    """Three ways to write the same expectations; none at all give the conservative solution."""
    table = truth_table(LC, "SURV", inclusion_cut=1)
    ways = [{"URB": 1, "LIT": 0}, [None, 1, 0, None, None], "-,1,0,-,-", ["-", "1", "0", "-", "-"]]
    found = [minimize(table, "intermediate", way) for way in ways]
    assert len({tuple(formulas(result)) for result in found}) == 1
    assert found[0].parameters["expectations"]["LIT"] == 0
    plain = minimize(table, "intermediate")
    assert plain.models == minimize(table).models
    assert any("No condition has an expectation" in remark for remark in plain.remarks)


def test_expected_values_of_several_allow_only_these_remainders():
    """A multi-value condition gives way to the expected value alone, not to every other."""
    cases = pd.DataFrame({"A": [2, 0, 0], "B": [1, 1, 0], "Y": [1, 0, 0]}, index=["p", "q", "r"])
    with pytest.warns(UserWarning, match="More conditions"):
        table = truth_table(cases, "Y")
    assert formulas(minimize(table, "parsimonious")) == ["A{2}"]
    easy = minimize(table, "intermediate", {"B": 0})
    assert formulas(easy) == ["A{2}"]
    assert easy.easy == {"M1": ((2, 0),)}
    assert formulas(minimize(table, "intermediate", {"B": 1})) == ["A{2}*B{1}"]
    with pytest.raises(WrongKind, match=r"'A' needs one of 0 to 2"):
        minimize(table, "intermediate", {"A": 3})


def ambiguous():
    """Four configurations with the outcome in a ring: two ways to cover them with two terms."""
    rows = {"110": 1, "100": 1, "101": 1, "001": 1, "011": 1, "010": 1, "000": 0, "111": 0}
    frame = pd.DataFrame([[int(c) for c in row] for row in rows], columns=["A", "B", "C"])
    return pd.concat([frame.assign(Y=list(rows.values()))] * 3, ignore_index=True)


def test_the_strikes_of_the_comparative_method():
    """Ragin (1987, The comparative method, chapter 6): S = AC + Bc; of AB, AC, Bc one is redundant.

    Three causes of successful strikes: booming market, threat of sympathy strikes, large fund.
    """
    rows = {"101": (1, 6), "010": (1, 5), "110": (1, 2), "111": (1, 3)}
    rows |= {"100": (0, 9), "001": (0, 6), "011": (0, 3), "000": (0, 4)}
    listed = [[*map(int, row), out] for row, (out, n) in rows.items() for _ in range(n)]
    frame = pd.DataFrame(listed, columns=["A", "B", "C", "S"])
    result = minimize(truth_table(frame, "S"))
    assert formulas(result) == ["A*C + B*~C"]
    assert sorted(result.primes) == ["A*B", "A*C", "B*~C"]
    assert result.table["cases"].str.count(",").add(1).tolist() == [9, 7]
    assert formulas(minimize(truth_table(frame, "~S"))) == ["~A*C + ~B*~C"]


def test_tied_models_are_all_shown_in_a_stable_order():
    """The ring of six configurations has two minimal covers of three terms, M1 and M2.

    It is the textbook example of a cyclic chart of prime implicants (McCluskey 1956).
    """
    result = minimize(truth_table(ambiguous(), "Y"))
    assert formulas(result) == ["~A*B + A*~C + ~B*C", "~A*C + A*~B + B*~C"]
    assert len(result.primes) == 6
    assert result.n_models == 2
    assert any("2 models are tied" in remark for remark in result.remarks)
    assert result.table["model"].tolist() == ["M1"] * 3 + ["M2"] * 3
    shuffled = ambiguous().sample(frac=1, random_state=1)
    assert minimize(truth_table(shuffled, "Y")).models == result.models
    one = minimize(truth_table(ambiguous(), "Y"), max_models=1)
    assert (len(one), one.n_models) == (1, 2)
    assert any("of which 1 are listed" in remark for remark in one.remarks)


def test_unique_coverage_is_what_a_model_loses_with_the_term():
    """By definition: coverage of the model less its coverage without the term."""
    rng = np.random.default_rng(2)
    frame = pd.DataFrame(rng.random((60, 4)).round(2) * 0.98, columns=list("ABCY"))
    result = minimize(truth_table(frame, "Y", inclusion_cut=0.75), "conservative")
    x = frame[["A", "B", "C"]].to_numpy()
    y = frame["Y"].to_numpy()

    def held(term):
        parts = [x[:, at] if v else 1 - x[:, at] for at, v in enumerate(term) if v is not None]
        return np.minimum.reduce(parts)

    def cov(terms):
        whole = np.maximum.reduce([np.zeros(60), *map(held, terms)])
        return np.minimum(whole, y).sum() / y.sum()

    for name, model in result.terms.items():
        rows = result.table[result.table["model"] == name]
        for at, alone in enumerate(rows["cov_u"]):
            rest = [term for place, term in enumerate(model) if place != at]
            assert alone == pytest.approx(cov(model) - cov(rest))
    assert len(result.table) > 2


def test_no_positive_configuration_is_a_result_that_says_so():
    """Nothing goes with the outcome: no models, empty tables, one sentence, no error."""
    frame = pd.DataFrame({"A": [1, 1, 0, 0] * 2, "B": [1, 0] * 4, "Y": [1, 0, 0, 1, 0, 1, 1, 0]})
    for kind in KINDS:
        result = minimize(truth_table(frame, "Y"), kind, {"A": 1})
        assert result.models == []
        assert len(result.table) == len(result.fits) == 0
        assert any("No sound solution" in remark for remark in result.remarks)
        assert "no sound solution" in repr(result)
        assert "No sound solution" in result._repr_html_()
        assert set(result.unexplained) == {"0", "3", "5", "6"}


def test_all_configurations_positive_are_the_constant():
    """Where nothing is negative the parsimonious solution is 1, and that is said."""
    frame = pd.DataFrame({"A": [1, 1, 0, 0], "B": [1, 0, 1, 0], "Y": [0.9, 0.8, 0.9, 0.7]})
    table = truth_table(pd.concat([frame] * 2, ignore_index=True), "Y", inclusion_cut=0.5)
    for kind in KINDS:
        result = minimize(table, kind)
        assert result.models == [["1"]]
        assert any("constant 1" in remark for remark in result.remarks)
        assert result.fits["cov"].item() == 1


def test_deviant_and_uncovered_cases_are_named():
    """Members of a term outside of the outcome come last among its cases, and by themselves."""
    frame = pd.DataFrame(
        {"A": [1, 1, 1, 1, 1, 0, 0], "B": [1, 1, 1, 0, 0, 0, 1], "Y": [0, 1, 1, 1, 1, 0, 1]},
        index=["odd", "a", "b", "c", "d", "e", "f"],
    )
    frame = pd.concat([frame, frame.loc[["e"]].set_axis(["g"])])
    frame.loc["h"] = [0, 1, 0]
    result = minimize(truth_table(frame, "Y", inclusion_cut=0.6), "parsimonious")
    assert formulas(result) == ["A"]
    row = result.table.iloc[0]
    assert (row["cases"], row["deviant"]) == ("a,b,c,d,odd", "odd")
    assert result.fits["uncovered"].item() == "f"


def test_contradictory_assumptions_are_found():
    """Remainders assumed for survival and for breakdown alike, in both parsimonious solutions."""
    one = minimize(truth_table(LC, "SURV", inclusion_cut=1), "parsimonious")
    other = minimize(truth_table(LC, "~SURV", inclusion_cut=1), "parsimonious")
    assert contradictory_assumptions(one, other) == {}
    fuzzy = [
        minimize(truth_table(LF, y, inclusion_cut=0.8), "parsimonious") for y in ("SURV", "~SURV")
    ]
    both = contradictory_assumptions(*fuzzy)[("M1", "M1")]
    mine, theirs = (set(result.assumptions["M1"]) for result in fuzzy)
    assert set(both) == mine & theirs != set()
    with pytest.raises(WrongKind, match="an outcome and its negation"):
        contradictory_assumptions(one, one)
    with pytest.raises(WrongKind, match="two solutions"):
        contradictory_assumptions(one, LC)


def test_what_cannot_be_minimised_is_named():
    """A table of memberships, an unknown kind, expectations that fit nothing."""
    table = truth_table(LC, "SURV", inclusion_cut=1)
    with pytest.raises(WrongKind, match=r"a truth table, not DataFrame\. truth_table\("):
        minimize(LC)
    with pytest.raises(UnknownId, match="Did you mean 'parsimonious'"):
        minimize(table, "parsimonius")
    with pytest.raises(UnknownId, match="Did you mean 'STB'"):
        minimize(table, "intermediate", {"STBB": 1})
    with pytest.raises(WrongKind, match="one for each condition, not 2 for 5 conditions"):
        minimize(table, "intermediate", "1,1")
    with pytest.raises(WrongKind, match="one of 0 to 1"):
        minimize(table, "intermediate", {"STB": 2})
    with pytest.raises(WrongKind, match="max_models needs"):
        minimize(table, max_models=0)
    with pytest.raises(UnknownId, match="model 'M2'"):
        minimize(table).formula("M2")


def test_solutions_can_be_made_again():
    """Its making, through JSON and back, gives the same solution."""
    result = minimize(truth_table(LF, "SURV"), "intermediate", {"DEV": 1, "STB": [1]})
    making = result.making
    again = remaking.remake(type(making)(**json.loads(json.dumps(vars_of(making)))), ())
    assert again.models == result.models
    pd.testing.assert_frame_equal(again.table, result.table)


def vars_of(making):
    """A making as its record keeps it."""
    from dataclasses import asdict

    return asdict(making)


def test_names_from_files_are_escaped():
    """Names of cases and conditions are text, also in a notebook."""
    frame = LC.rename(index={"BE": "<b>BE</b>"}, columns={"DEV": "<i>"})
    shown = minimize(truth_table(frame, "SURV", inclusion_cut=1))._repr_html_()
    assert "&lt;b&gt;BE" in shown
    assert "<i>" not in shown
