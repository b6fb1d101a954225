"""Fisher's exact test of any table: the values that R prints, scipy's for two by two."""

from itertools import product
from math import factorial, prod

import numpy as np
import pytest
from scipy.stats import fisher_exact

from engagement_kit.compare import fisher_exact_table
from engagement_kit.errors import WrongKind

THREE = [[3, 1, 0], [1, 4, 2], [0, 1, 5]]
FOUR = [[3, 1, 0, 2], [1, 4, 2, 1], [0, 1, 5, 3], [2, 2, 2, 2]]


def counted(table):
    """The test by going through every table of counts."""
    table = np.asarray(table)
    rows, columns = table.sum(axis=1), table.sum(axis=0)
    weights, observed = [], 1 / prod(map(factorial, table.ravel().tolist()))
    for cells in product(range(int(max(columns)) + 1), repeat=table.size):
        other = np.reshape(cells, table.shape)
        if (other.sum(axis=0) == columns).all() and (other.sum(axis=1) == rows).all():
            weights.append(1 / prod(map(factorial, cells)))
    return sum(w for w in weights if w <= observed * (1 + 1e-9)) / sum(weights)


def test_p_is_that_of_r():
    """R's fisher.test gives .02468 for the 3 x 3 table and .2144141 for the 4 x 4 one."""
    three, four = fisher_exact_table(THREE), fisher_exact_table(FOUR)
    assert three.p == pytest.approx(0.024678, abs=5e-7)
    assert four.p == pytest.approx(0.2144141, abs=5e-8)
    assert three.test == four.test == "Fisher-Freeman-Halton, exact"
    assert (four.error, four.n, four.n_rows, four.n_columns) == (0, 31, 4, 4)


@pytest.mark.parametrize("seed", range(15))
def test_two_by_two_is_fishers_own(seed):
    """Tables of two by two have the p of scipy's fisher_exact."""
    table = np.random.default_rng(seed).integers(1, 12, (2, 2))
    assert fisher_exact_table(table).p == pytest.approx(fisher_exact(table).pvalue)


@pytest.mark.parametrize("seed", range(6))
def test_p_is_that_of_counting_every_table(seed):
    """At small n p is that of a walk through all tables; turning a table round changes nothing."""
    table = np.random.default_rng(seed).integers(0, 3, (2, 3))
    table[0, 0] += 1
    found = fisher_exact_table(table).p
    assert found == pytest.approx(counted(table))
    assert fisher_exact_table(table.T).p == pytest.approx(found)
    assert fisher_exact_table(table[::-1, [2, 0, 1]]).p == pytest.approx(found)


def test_empty_rows_and_columns_change_nothing():
    """What holds nothing is left out; one row or column that holds everything gives p = 1."""
    padded = [[3, 0, 1, 0], [0, 0, 0, 0], [1, 0, 4, 2], [0, 0, 1, 5]]
    assert fisher_exact_table(padded).p == fisher_exact_table(THREE).p
    for table in ([[4, 7]], [[4], [7]], [[0, 0], [3, 1]], [[0, 0], [0, 0]], []):
        found = fisher_exact_table(table)
        assert found.p == 1
        assert "nothing to compare" in found.remarks[0]


def test_large_tables_are_drawn_with_a_seed_and_say_so():
    """Where tables are too many to count, p is near that of the chi-square test and repeatable."""
    table = [[30, 25, 20, 25, 11], [20, 30, 25, 25, 17], [25, 20, 30, 25, 10], [9, 9, 12, 31, 2]]
    found, same = fisher_exact_table(table), fisher_exact_table(table)
    other = fisher_exact_table(table, seed=1)
    assert found.p == same.p != other.p
    assert abs(found.p - other.p) < 6 * found.error + 0.001
    assert found.test == "Fisher-Freeman-Halton, simulated"
    assert "10000 drawn ones (seed 0)" in found.remarks[0]
    assert "error" in found._repr_html_()


@pytest.mark.parametrize(
    "table", [[[1, 2], [3]], [[1, -1], [2, 2]], [[0.5, 1], [1, 1]], [["a", 1], [1, 1]]]
)
def test_what_is_no_table_of_counts_is_refused(table):
    """Ragged rows, negative counts, fractions and text are refused."""
    with pytest.raises(WrongKind, match="fisher_exact_table"):
        fisher_exact_table(table)
