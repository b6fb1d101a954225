"""Cases as objects."""

import pytest
from pydantic import ValidationError

from engagement_kit.cases import Evidence, Rating, Target, is_name
from engagement_kit.errors import UnknownId


def test_finds_sources_and_evidence(make_case):
    """Sources and evidence are found by key; a wrong key names the nearest one."""
    case = make_case()
    assert case.source("annual").title == "Annual report"
    assert case.find_evidence("e2").span == (2020, 2020)
    with pytest.raises(UnknownId, match="annual"):
        case.source("anual")
    with pytest.raises(UnknownId, match="e1"):
        case.find_evidence("e11")


def test_label_falls_back(make_case):
    """A name that a language lacks is given in English, else in the first language there is."""
    assert make_case().label("ko") == "집"
    assert make_case().label("ar") == "The House"
    assert make_case(name={"ko": "집"}).label("ar") == "집"


def test_shown_in_one_line(make_case):
    """A case shows its id, waves and counts, not all that it holds."""
    assert str(make_case()) == repr(make_case())
    assert repr(make_case()) == "<Case house, waves 2014, 2024: 2 evidence, 1 ratings>"


def test_coders(make_case):
    """Whoever rated or set a target is a coder of the case."""
    target = Target(
        case="house", coder="bea", respondent="Director", horizon=5, item="x", value="basic"
    )
    assert make_case(targets=[target]).coders == ("ann", "bea")


@pytest.mark.parametrize("name", ["tate", "coder-a", "국립_박물관", "متحف", "Élan", "a1", "हिन्दी"])
def test_names_of_any_script(name):
    """Letters, digits, hyphen and underscore of any script make a name."""
    assert is_name(name)


@pytest.mark.parametrize(
    "name", ["", "../x", "a/b", "a\\b", ".hidden", "a b", "-x", "a:b", "x" * 101]
)
def test_names_that_are_none(name):
    """What could lead to another file, or is no word, is not a name."""
    assert not is_name(name)


def test_entries_do_not_change(make_case):
    """Entries are immutable and refuse keys that they do not know."""
    case = make_case()
    with pytest.raises(ValidationError):
        case.kind = "company"
    with pytest.raises(ValidationError):
        Rating(case="a", coder="b", item="x", wave=2014, value="yes", colour="red")


def test_numbers_may_be_answers():
    """An answer such as 3 on a scale from 0 to 5 is text like any other answer."""
    assert Rating(case="a", coder="b", item="x", wave=2014, value=3).value == "3"
    with pytest.raises(ValidationError):
        Rating(case="a", coder="b", item="x", wave=2014, value=True)


@pytest.mark.parametrize("year", [214, 20144, -5])
def test_a_year_that_is_a_number_has_four_digits(year):
    """A slip of the finger in a fact's year is refused; else it would count as very early."""
    with pytest.raises(ValidationError, match="a number of four digits"):
        Evidence(id="e", text="x", source="s", year=year)
