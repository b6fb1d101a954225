import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement_kit.assess.frames.packing import Packing
from engagement_kit.assess.judgement import AxisSums, judge, whole_steps
from engagement_kit.frameworks.schema import Scale


def scale(*numbers):
    """A scale whose answers have these numbers."""
    values = [{"id": f"a{place}", "value": number} for place, number in enumerate(numbers)]
    return Scale.model_validate({"id": "s", "values": values})


@pytest.mark.parametrize(
    ("numbers", "steps"),
    [
        ((0, 0.5, 1), (0, 1, 2)),
        ((1, 2, 3, 4, 5), (0, 1, 2, 3, 4)),
        ((-1, 0.1, 0.3), (0, 11, 13)),
        ((0, 0.25, 1.5), (0, 1, 6)),
        ((0, 1e-12, 1), (0, 0, 10**9)),
    ],
)
def test_numbers_of_answers_become_whole_steps(numbers, steps):
    """As few steps as there can be, never more than the decimals of a score can tell apart."""
    assert whole_steps(scale(*numbers)) == steps


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(1, 5)), min_size=1, max_size=30))
def test_a_median_of_counted_scores_is_that_of_all(counted):
    """Weights say how often a score is there, as if it were listed so often."""
    scores, counts = (np.array(column) for column in zip(*counted, strict=True))

    def verdict(total, weights):
        eight = np.full(len(total), 8)
        axis = AxisSums(total, total, total, eight, eight, 1)
        return judge(axis, axis, (0.5, 0.5), 0.5, "sample_median", weights).limits

    assert verdict(scores, counts) == verdict(np.repeat(scores, counts), None)


@given(st.lists(st.tuples(*(st.integers(0, 16) for _ in range(3))), min_size=1, max_size=9))
def test_packed_digits_come_out_as_they_went_in(rows):
    """Several numbers in one, and what lies above them."""
    packing = Packing((17, 17, 17))
    digits = [np.array(column) for column in zip(*rows, strict=True)]
    numbers = packing.packed(digits) + 5 * packing.end
    found = packing.digits(numbers)
    for wanted, digit in zip([*digits, np.full(len(rows), 5)], found, strict=True):
        assert (wanted == digit).all()
