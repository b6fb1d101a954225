import numpy as np
import pandas as pd
import pytest

from engagement_kit.compare.given import is_number, is_whole


@pytest.mark.parametrize("value", [0, 0.5, -2, np.int64(3), np.float32(0.25)])
def test_numbers_of_python_and_numpy_are_numbers(value):
    """Whoever takes a number out of a table may give it on."""
    assert is_number(value)


@pytest.mark.parametrize("value", [True, np.bool_(1), "1", None, np.nan, np.inf, pd.NA, [1]])
def test_nothing_else_is_a_number(value):
    """Truth values, text, gaps and what has no end are refused, and never an exception."""
    assert not is_number(value)
    assert not is_whole(value, 0)


def test_a_whole_number_has_a_least():
    """Below the least, or with a fraction written, it is none."""
    assert is_whole(np.int64(1), 1)
    assert not is_whole(0, 1)
    assert not is_whole(1.0, 1)
