"""Terms and formulas: what is written is read as it was, and what is no formula is named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement_kit.compare.sets.terms import (
    RESERVED,
    Literal,
    parse_formula,
    parse_literal,
    parse_term,
)
from engagement_kit.errors import UnknownId, WrongKind

KNOWN = ("DEV", "URB", "smi.investment.team", "행사 수", "1st", "-x")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("DEV", "DEV"),
        (" ~ URB ", "~URB"),
        ("DEV[2]", "DEV{2}"),
        ("~DEV{2, 0,2}", "~DEV{0,2}"),
        ("smi.investment.team", "smi.investment.team"),
        ("~행사 수", "~행사 수"),
        ("1st", "1st"),
        ("-x", "-x"),
    ],
)
def test_a_literal_is_read_in_any_spelling_and_written_in_one(text, told):
    """Blanks, square brackets and the order of values make no difference."""
    assert str(parse_literal(text, KNOWN)) == told


def test_formulas_keep_their_order():
    """Terms and conditions stand as they were given; 1 is the term without conditions."""
    terms = parse_formula("URB*~DEV + 1 + 1st", KNOWN)
    assert [[str(one) for one in term] for term in terms] == [["URB", "~DEV"], [], ["1st"]]
    assert parse_term("1", ("1",)) == (Literal("1"),)


names = st.text(min_size=1, max_size=8).filter(
    lambda text: text == text.strip() and not set(text) & set(RESERVED)
)
literals = st.builds(
    Literal,
    condition=names,
    is_negated=st.booleans(),
    values=st.none()
    | st.sets(st.integers(0, 9), min_size=1).map(lambda found: tuple(sorted(found))),
)
terms = st.lists(literals, min_size=1, max_size=4, unique_by=lambda one: one.condition)


@given(st.lists(terms, min_size=1, max_size=4))
def test_what_is_written_is_read_as_it_was(formula):
    """Any formula of any names comes back whole."""
    known = {one.condition for term in formula for one in term}
    text = " + ".join("*".join(map(str, term)) for term in formula)
    assert [list(term) for term in parse_formula(text, known)] == formula


@pytest.mark.parametrize(
    ("text", "error", "words"),
    [
        ("DEF", UnknownId, "Did you mean 'DEV'"),
        ("DEV**URB", WrongKind, "conditions such as A"),
        ("DEV +", WrongKind, "conditions such as A"),
        ("~~DEV", WrongKind, "conditions such as A"),
        ("DEV{}", WrongKind, "whole numbers"),
        ("DEV{1.5}", WrongKind, "whole numbers"),
        ("DEV{a}", WrongKind, "whole numbers"),
        ("DEV{1", WrongKind, "conditions such as A"),
        ("DEV*~DEV", WrongKind, "each condition once"),
        ("", WrongKind, "conditions such as A"),
        (None, UnknownId, "None"),
    ],
)
def test_what_is_no_formula_is_named(text, error, words):
    """The part that cannot be read stands in the message."""
    with pytest.raises(error, match=words):
        parse_formula(text, KNOWN)
