import json
from dataclasses import asdict

import numpy as np
import pandas as pd
import pytest

from engagement_kit.assess import Making, rate_levels
from engagement_kit.cases import load_cases
from engagement_kit.compare import compare_groups, truth_table
from engagement_kit.compare.remaking import making_of, remake
from engagement_kit.errors import WrongKind
from engagement_kit.frameworks import load_framework


@pytest.fixture
def memberships():
    """Twelve cases, two conditions and an outcome; one answer is missing."""
    rows = {"A": [1, 1, 0, 0, 1, None], "B": [0, 1, 0, 1, 1, 1], "Y": [1, 1, 0, 0, 1, 1]}
    names = pd.Index([*"abcdeghijkl", "=f"], name="case")
    return pd.DataFrame({name: cells * 2 for name, cells in rows.items()}, index=names)


def through_a_file(making):
    """The making as it comes out of a file."""
    kept = json.loads(json.dumps(asdict(making)))
    return Making(**{**kept, "cases": tuple(kept["cases"])})


def test_a_result_of_a_table_is_made_again_from_its_record_alone(memberships):
    """The table lies in the making, with its names, its empty cells and its kinds of numbers."""
    made = truth_table(memberships, "Y", n_cut=2, missing="drop")
    again = remake(through_a_file(making_of(made)), ())
    pd.testing.assert_frame_equal(made.table, again.table)
    assert dict(again.parameters) == dict(made.parameters)


def test_a_result_of_a_result_is_made_again_from_the_cases(repository):
    """A comparison of levels is made again by rating the levels again first."""
    cases = load_cases(repository / "case_studies").where(ids=["tate", "klm", "nmk", "xiaomi"])
    maturity = load_framework("maturity")
    made = compare_groups(rate_levels(cases, maturity, part="stages", wave="last"), by="kind")
    making = through_a_file(making_of(made))
    assert making.cases == tuple(case.id for case in cases)
    again = remake(making, cases, maturity)
    pd.testing.assert_frame_equal(made.table, again.table)


def test_a_table_too_large_for_a_record_is_not_made_again():
    """Over 50,000 cells nothing is kept, and making the result again says so."""
    rows = np.random.default_rng(0).integers(0, 2, (17_000, 3))
    made = truth_table(pd.DataFrame(rows, columns=["A", "B", "Y"]), "Y")
    with pytest.raises(WrongKind, match="at most 50,000 cells"):
        remake(making_of(made), ())
