import re

import pytest

from engagement_kit.charts.words import chart_words, coder_rule, counted, percent, source_statement
from engagement_kit.errors import UnknownId


@pytest.mark.parametrize("lang", ["ko", "ar"])
def test_every_language_says_what_english_says(lang):
    """Same keys in the same order, each with the same names to fill in."""
    english, other = chart_words("en"), chart_words(lang)
    assert other.keys == english.keys
    for key in english.keys:
        names = [sorted(re.findall(r"{(\w+)}", w._sentences[key])) for w in (english, other)]
        assert names[0] == names[1], key


def test_a_language_without_words_is_an_error():
    """Charts are not half translated: an unknown language names those there are."""
    with pytest.raises(UnknownId, match="ar, en, ko"):
        chart_words("fr")


def test_shares_are_whole_per_cent():
    """Halves are rounded up, not to even."""
    assert percent(chart_words("en"), 0.125) == "13 %"
    assert percent(chart_words("ko"), 0.5) == "50%"


def test_one_coder_is_called_by_name():
    """A rule that is no rule is the name of the only coder who counts."""
    assert coder_rule(chart_words("en"), {"coder_rule": "coder-b"}) == "only coder-b"
    assert "median" in coder_rule(chart_words("en"), {"coder_rule": "lower_median"})


def test_counts_are_listed_in_the_order_given():
    """Names with their numbers, separated as the language does."""
    assert counted(chart_words("en"), [("b", 2), ("a", 1)]) == "b 2, a 1"
    assert counted(chart_words("ar"), [("b", 2), ("a", 1)]) == "b 2، a 1"


def test_the_library_statement_is_only_made_when_asked_for():
    """A reader's own data is never said to come from the built-in library."""
    words = chart_words("en")
    assert "two automated coders" in source_statement(words, "library")
    assert source_statement(words, None) == ""
    assert source_statement(words, "My own survey.") == "My own survey."
