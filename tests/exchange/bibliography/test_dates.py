"""Dates as people write them and as CSL-JSON does."""

import pytest

from engagement_kit.exchange.bibliography.dates import date_of, date_text, printed_date


@pytest.mark.parametrize(
    "text", ["2019", "2019-03", "2019-03-01", "2019/2020", "2019-01/2019-02", "spring 2019", "n.d."]
)
def test_dates_come_back_as_they_were(text):
    """A date in parts is written as it was, anything else word for word."""
    assert date_text(date_of(text)) == text


@pytest.mark.parametrize(
    ("date", "text"),
    [
        ({"date-parts": [["2019", "3"]]}, "2019-03"),
        ({"date-parts": [[2019]], "circa": True}, "c. 2019"),
        ({"raw": "March 2019"}, "March 2019"),
        ({"date-parts": [[2019, 13]]}, None),
        ({"date-parts": [["soon"]]}, None),
        ({"date-parts": "2019"}, None),
        ({}, None),
        ("2019", "2019"),
        (7, None),
    ],
)
def test_whatever_stands_for_a_date_is_read_or_passed_over(date, text):
    """Months are numbers up to 12, and what is no date says nothing."""
    assert date_text(date) == text


def test_what_is_printed_is_the_date_of_the_source():
    """An undated source has none; the first of two dates is that of the source."""
    assert printed_date({"literal": "n.d. (2018)"}) is None
    assert printed_date({"literal": "2014 (republished 2017)"}) == {"date-parts": [[2014]]}
    assert printed_date({"literal": "c. 2015"}) == {"date-parts": [[2015]], "circa": True}
