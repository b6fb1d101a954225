"""Reading when a fact was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement_kit.cases import Cases, fact_span, read_period


@pytest.mark.parametrize(
    ("words", "span"),
    [
        (2014, (2014, 2014)), ("2014", (2014, 2014)), ("2014-03", (2014, 2014)),
        ("2014-07-22", (2014, 2014)), ("March 2014", (2014, 2014)), ("2019년", (2019, 2019)),
        ("2020-2024", (2020, 2024)), ("2020–2024", (2020, 2024)), ("2020 to 2024", (2020, 2024)),
        ("2018/19", (2018, 2019)), ("2019-20", (2019, 2020)), ("1999/00", (1999, 2000)),
        ("2010-11", (2010, 2010)), ("2010/11", (2010, 2011)), ("2010s", (2010, 2019)),
        ("c. 2005", (2005, 2005)), ("n.d. (c. 2014)", (2014, 2014)),
        ("n.d. (opened 2021)", (2021, 2021)), ("n.d. (2016 opening)", (2016, 2016)),
        ("n.d. (2011-2013)", (2011, 2013)), ("n.d. (2020-21)", (2020, 2021)),
        ("n.d. (2021-12-14)", (2021, 2021)), ("n.d. (after 2018)", (2018, None)),
        ("n.d. (after March 2016)", (2016, None)), ("n.d. (since 2015)", (2015, None)),
        ("2014–", (2014, None)), ("2014-", (2014, None)), ("2014-present", (2014, None)),
        ("2014 to date", (2014, None)), ("–2014", (None, 2014)), ("2014–2016", (2014, 2016)),
        ("2014년 이후", (2014, None)), ("2014년까지", (None, 2014)), ("منذ 2014", (2014, None)),
        ("حتى 2014", (None, 2014)), ("2014-03-", (2014, None)),
        ("n.d. (before 2014)", (None, 2014)), ("until 2014", (None, 2014)),
        ("2013 (republished 2015-01-01)", (2013, 2013)),
        ("2014-03-06 (address says 2013-november)", (2014, 2014)),
        ("n.d.", (None, None)), ("after opening", (None, None)), ("", (None, None)),
        ("before the renovation", (None, None)), ("12345", (None, None)), (None, (None, None)),
    ],
)  # fmt: skip
def test_forms(words, span):
    """Each way of dating a fact gives the interval that the module promises."""
    assert read_period(words) == span


def test_season_in_a_year_but_month_in_a_date():
    """Where only years can stand, 2010-11 is a season; in a date it is November."""
    assert fact_span("2010-11", None) == (2010, 2011)
    assert fact_span(None, "2010-11") == (2010, 2010)


def test_year_comes_before_as_of():
    """A year decides; the date of observation counts where the year names none."""
    assert fact_span(2012, "2014-03") == (2012, 2012)
    assert fact_span("n.d.", "2014-03") == (2014, 2014)
    assert fact_span("n.d.", "n.d.") == (None, None)


@given(st.one_of(st.text(), st.text(alphabet="0123456789-/–() .sncafterby")))
def test_any_words_give_an_interval(words):
    """Whatever a source says, the interval is in order or open."""
    first, last = read_period(words)
    assert first is None or last is None or first <= last


def test_every_form_of_the_library_is_read(library: Cases):
    """In the library only words without any four-digit year are undated."""
    facts = [evidence for case in library for evidence in case.evidence]
    undated = [fact for fact in facts if fact.span == (None, None)]
    assert len(undated) == 169
    for fact in undated:
        assert not any(c.isdigit() for c in f"{fact.year or ''}{fact.as_of or ''}")
