"""Selections are where they were meant, however a program counts."""

import pytest

from engagement_kit.exchange.refi.positions import place_selections
from engagement_kit.exchange.refi.project import Selection

TEXT = "😀 one\r\ntwo three\r\nfour five six"
QUOTE = "four five six"


@pytest.mark.parametrize(
    ("start", "joined", "said"),
    [
        (18, False, ""),
        (16, False, "line ends as one character"),
        (16, True, "line ends as one character"),
        (19, False, "positions in UTF-16"),
        (17, False, "line ends as one character in UTF-16"),
    ],
)
def test_the_way_that_fits_names(start, joined, said):
    """Of all ways of counting, the one in which a selection begins like its name is taken."""
    one = Selection("a", "four five...", start, start + len(QUOTE))
    text, (placed,), counted = place_selections(TEXT, [one], joined=joined)
    assert (text[placed.start : placed.end], counted) == (QUOTE, said)


def test_the_format_holds_where_nothing_tells():
    """Without names, positions are characters, as the format says."""
    one = Selection("a", "", 18, 31)
    assert place_selections(TEXT, [one], joined=False) == (TEXT, (one,), "")
