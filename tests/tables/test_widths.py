import pytest

from engagement_kit.tables import Column, Table
from engagement_kit.tables.widths import MANY_COLUMNS, lay_out


def narrow(number, text="1"):
    """A table of so many columns with the same short text."""
    columns = tuple(Column(f"c{n}", "A") for n in range(number))
    return Table(title="T", columns=columns, rows=((text,) * number,))


@pytest.mark.parametrize(("number", "is_wide"), [(MANY_COLUMNS, False), (MANY_COLUMNS + 1, True)])
def test_many_columns_lie_on_their_side(number, is_wide):
    """Eight short columns stand upright, nine do not, though they would fit."""
    assert lay_out(narrow(number)) == lay_out(narrow(number))
    assert lay_out(narrow(number)).is_wide == is_wide
    assert lay_out(narrow(number)).fits


def test_long_words_lie_on_their_side_too():
    """Six columns whose words cannot be broken need more than an upright line."""
    assert lay_out(narrow(6, "w" * 17)).is_wide
    assert not lay_out(narrow(6, "w w w w w w w w w")).is_wide


def test_korean_letters_count_twice():
    """A Korean name takes twice the room of an English one of as many letters."""
    columns = (Column("a", "A"), Column("b", "B"))
    table = Table(title="T", columns=columns, rows=(("가나다라마바사아", "abcdefgh"),))
    first, second = lay_out(table).shares
    assert first > 1.5 * second
