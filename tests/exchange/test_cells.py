import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement_kit.exchange.cells import cell_text, defuse, is_blank, undefuse


@given(st.text("'=+-@\t\r", max_size=4), st.text())
def test_defusing_can_be_undone(start, rest):
    """Whatever a text begins with, apostrophes included, it comes back as it was."""
    assert undefuse(defuse(start + rest)) == start + rest


@given(st.sampled_from("=+-@\t\r"), st.text())
def test_no_defused_text_begins_like_a_formula(first, rest):
    """Text that begins with a sign of a formula begins with an apostrophe on the way out."""
    assert defuse(first + rest).startswith("'")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2014.0, "2014"),
        (0.1, "0.1"),
        (-5.0, "-5"),
        (1e300, "1e+300"),
        (2**60, str(2**60)),
        (True, "TRUE"),
        (None, ""),
        (dt.date(2026, 11, 21), "2026-11-21"),
        (dt.datetime.fromisoformat("2026-11-21T00:00"), "2026-11-21"),
        (dt.datetime.fromisoformat("2026-11-21T09:30"), "2026-11-21 09:30:00"),
        (float("nan"), "nan"),
        ("yes", "yes"),
    ],
)
def test_a_cell_is_read_as_a_person_sees_it(value, text):
    """Whole numbers lose the fraction that a workbook gives them, dates are dates."""
    assert cell_text(value) == text


def test_spaces_alone_are_blank():
    """A cell of spaces and line breaks holds nothing."""
    assert is_blank(" \t\n\u00a0")
    assert not is_blank(" 0 ")
