"""Solutions that R's package QCA prints for other published data: terms, order, ties, fit.

The numbers are those of the stored answers of QCA's own tests (version 3.25). Data: Krook, M. L.
(2010), Women's representation in parliament, Political Studies 58(5); Hartmann, C. and Kemmerzell,
J. (2010), Understanding variations in party bans in Africa, Democratization 17(4); Lipset's, see
``lipset``.
"""

import pandas as pd
import pytest

from engagement_kit.compare import minimize, truth_table
from tests.compare.sets.lipset import LC, LF, LM

_KROOK = """00010 0 CA,US
00011 1 NZ
01000 0 IT
01010 0 AU,GB,FR,IE
01011 1 DE
10001 0 LU
10100 1 FI
10111 1 DK
11000 0 CH,PT,GR
11001 1 AT
11010 1 ES
11011 1 NL,BE
11100 1 SE
11111 1 NO,IS"""
# Configuration, cases without the outcome, cases with it.
_BANS = """0120 0 2
0121 0 1
0210 0 1
0211 0 1
0220 0 6
0221 0 3
1000 0 1
1110 0 1
1111 0 1
1120 0 4
1210 0 2
1211 0 1
1220 0 7
2000 2 0
2001 1 0
2010 0 1
2011 1 0
2020 0 1
2110 0 1
2120 0 1
2121 2 2
2220 0 3
2221 0 2"""
MIXED = pd.DataFrame(
    {
        "A": [2, 0, 0, 1, 1, 1, 2, 2],
        "B": [2, 2, 2, 2, 1, 1, 0, 0],
        "C": [0, 1, 0, 0, 0, 2, 1, 0],
        "D": [2, 1, 2, 2, 3, 1, 3, 0],
        "E": [3, 2, 3, 3, 0, 1, 3, 2],
    },
    index=list("abcdefgh"),
)


def krook():
    """Women's representation in 22 parliaments: five conditions and WNP."""
    rows = {}
    for line in _KROOK.splitlines():
        values, out, names = line.split()
        rows |= {name: [int(digit) for digit in values + out] for name in names.split(",")}
    return pd.DataFrame.from_dict(rows, "index", columns=["ES", "QU", "WS", "WM", "LP", "WNP"])


def party_bans():
    """Party bans in 48 countries of Africa: three conditions of three values and one of two."""
    rows = []
    for line in _BANS.splitlines():
        values, *counts = line.split()
        for out, count in enumerate(map(int, counts)):
            rows += [[*map(int, values), out]] * count
    names = [f"case{number}" for number in range(len(rows))]
    return pd.DataFrame(rows, columns=["C", "F", "T", "V", "PB"], index=names)


def formulas(frame, outcome, solution, expectations=None, **chosen):
    """Every model as text, in its order."""
    table = truth_table(frame, outcome, **{"inclusion_cut": 1} | chosen)
    return [" + ".join(model) for model in minimize(table, solution, expectations).models]


@pytest.mark.parametrize(
    ("outcome", "solution", "printed"),
    [
        (
            "WNP",
            "conservative",
            ["~ES*~WS*WM*LP + ES*QU*~WS*WM + ES*QU*~WS*LP + ES*WS*~WM*~LP + ES*WS*WM*LP"],
        ),
        ("~WNP", "conservative", ["~ES*~WS*WM*~LP + QU*~WS*~WM*~LP + ES*~QU*~WS*~WM*LP"]),
        (
            "WNP",
            "parsimonious",
            ["WS + ES*WM + QU*LP + ~ES*LP", "WS + ES*WM + QU*LP + WM*LP"],
        ),
    ],
)
def test_terms_and_ties_stand_in_the_order_of_r(outcome, solution, printed):
    """Terms from short to long, absence first; shared terms before those that are tied."""
    assert formulas(krook(), outcome, solution) == printed


def test_unique_coverage_is_that_of_each_tied_model():
    """Krook's two models have the unique coverages that R prints in their columns."""
    found = minimize(truth_table(krook(), "WNP", inclusion_cut=1), "parsimonious")
    alone = found.table.groupby("model")["cov_u"].apply(lambda one: one.round(3).tolist())
    assert alone.to_dict() == {"M1": [0.182, 0.091, 0.091, 0.091], "M2": [0.182, *[0.091] * 3]}
    assert {name: len(rows) for name, rows in found.assumptions.items()} == {"M1": 16, "M2": 15}
    assert found.table["cov_s"].round(3).tolist()[:4] == [0.455, 0.545, 0.545, 0.182]


def test_rows_below_n_cut_are_remainders():
    """With at least two cases, five of Krook's rows are left, as R prints them."""
    table = truth_table(krook(), "WNP", inclusion_cut=1, n_cut=2)
    kept = table.table[table.table["out"].notna()]
    assert kept["cases"].tolist() == ["NL,BE", "NO,IS", "AU,GB,FR,IE", "CH,PT,GR", "CA,US"]
    assert set(table.table["state"]) == {"positive", "negative", "remainder"}
    assert table.n_remainders == 32 - 5


def test_expectations_of_several_values_free_a_condition_as_in_r():
    """Party bans: a condition whose value is not expected is left out, whatever its values."""
    found = minimize(truth_table(party_bans(), "PB", inclusion_cut=1), "intermediate", "1,1;2,2,1")
    assert found.models == [["C{1}", "F{2}", "T{1}*V{0}", "T{2}*V{0}", "C{0}*F{1}*T{2}"]]
    assert found.table["cov_s"].round(3).tolist() == [0.405, 0.619, 0.143, 0.571, 0.071]
    assert found.table["cov_u"].round(3).tolist() == [0.048, 0.143, 0.048, 0.048, 0.024]
    assert found.fits["cov"].round(3).item() == 0.952


@pytest.mark.filterwarnings("ignore:More conditions than")
def test_ten_tied_models_of_several_values():
    """All ten models for the absence of a value, in R's order."""
    assert formulas(MIXED, "~E{3}", "parsimonious") == [
        "B{1} + D{0} + D{1}",
        "B{1} + D{0} + A{0}*C{1}",
        "B{1} + D{0} + B{2}*C{1}",
        "B{1} + D{1} + B{0}*C{0}",
        "B{1} + A{0}*C{1} + B{0}*C{0}",
        "B{1} + B{0}*C{0} + B{2}*C{1}",
        "D{0} + D{1} + A{1}*D{3}",
        "D{0} + D{1} + C{0}*D{3}",
        "D{1} + A{1}*D{3} + B{0}*C{0}",
        "D{1} + B{0}*C{0} + C{0}*D{3}",
    ]


def test_lipset_under_other_cuts():
    """LF at an inclusion of .7, LM with two cases a row and negated: as R prints them."""
    wide = ["DEV", "URB", "LIT", "IND"]
    whole = LM.assign(STB=LC["STB"])
    expected = "DEV*~URB*LIT*STB + DEV*LIT*IND*STB"
    assert formulas(LF, "SURV", "conservative", inclusion_cut=0.7) == [expected]
    assert formulas(LF, "SURV", "parsimonious", inclusion_cut=0.7) == ["DEV*STB"]
    assert formulas(LF, "SURV", "intermediate", [1] * 5, inclusion_cut=0.7) == ["DEV*LIT*STB"]
    assert formulas(whole, "SURV", "parsimonious", n_cut=2) == ["LIT{1}*STB{1}"]
    assert formulas(LM, "~SURV", "conservative", conditions=wide) == [
        "DEV{0}*URB{0}*IND{0} + DEV{1}*URB{0}*LIT{1}*IND{1}"
    ]
