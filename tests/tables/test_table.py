import numpy as np
import pandas as pd
import pytest

from engagement_kit.assess import place_quadrants
from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.tables import Column, Table, table_cases, table_placements
from engagement_kit.tables.page import page_columns, page_rows

COLUMNS = (Column("name", "Name"), Column("n", "n", "count"), Column("share", "Share", "number"))


def small(**more):
    """A table of two rows."""
    rows = (("One", 1, 0.5), ("Two", None, float("nan")))
    return Table(**{"title": "Small", "columns": COLUMNS, "rows": rows, **more})


def test_what_is_not_there_is_empty_in_data_and_a_dash_on_a_page():
    """None and NaN are the same: nothing."""
    table = small()
    assert table.frame.isna().sum().tolist() == [0, 1, 1]
    assert [[cell.text for cell in row] for row in page_rows(table)] == [
        ["One", "1", "0.50"],
        ["Two", "–", "–"],
    ]


def test_the_frame_has_the_declared_types():
    """Counts are whole numbers that may be missing, numbers are floats, the rest is text."""
    assert [str(kind) for kind in small().frame.dtypes] == ["str", "Int64", "float64"]


def test_a_row_with_too_few_values_is_refused():
    """Every row has a value for every column."""
    with pytest.raises(WrongKind, match="a value for each of 3 columns"):
        small(rows=(("One", 1),))


def test_text_is_cleaned_once_for_all_formats():
    """Override and control characters are gone, line breaks are blanks; joiners stay."""
    table = small(
        title="a\u202eb\x07\nc", rows=(("x\u2066y\t z\u200dw", 1, 1.0),), notes=("\u200b",)
    )
    assert table.title == "ab c"
    assert table.rows[0][0] == "xy z\u200dw"
    assert table.notes == ()


def test_a_wide_table_can_be_split(library, smi):
    """Each part begins with the columns that name a row, and keeps the bounds of its scores."""
    table = table_placements(place_quadrants(library, smi))
    parts = table.split(columns=3)
    assert [[c.id for c in page_columns(part)][2:] for part in parts] == [
        ["x", "x_known", "y"],
        ["y_known", "quadrant", "status"],
        ["possible"],
    ]
    assert {"x_low", "y_high"} <= set(parts[0].frame.columns)
    assert parts[0].title.endswith("(table 1 of 3)")
    assert [len(part) for part in parts] == [len(table)] * 3
    assert table.split(columns=20) == (table,)
    with pytest.raises(WrongKind):
        table.split(columns=0)


def test_a_notebook_shows_sixty_rows_and_says_so(library, smi):
    """The page of a notebook stays short; nothing is left out without a word."""
    table = table_placements(place_quadrants(library, smi))
    assert table._repr_html_().count("<tr>") == 60 + 2
    assert f"Rows shown here: 60 of {len(table)}." in table._repr_html_()
    assert table.html().count("<tr>") == len(table) + 2


def test_a_column_is_found_by_its_id():
    """The place of a column; a wrong id is answered with the nearest."""
    assert small().place("share") == 2
    with pytest.raises(UnknownId, match="Did you mean 'share'"):
        small().place("shares")


def test_same_input_same_bytes(library):
    """Every format is the same when it is made again."""
    once, again = (table_cases(library[:5], lang="ar") for _ in range(2))
    for form in ("html", "latex", "docx", "xlsx", "csv"):
        assert getattr(once, form)() == getattr(again, form)(), form


def test_columns_have_ids_of_their_own():
    """Two columns of one id would show each other's cells; also if they only look alike."""
    for other in ("a", "a\u200b"):
        with pytest.raises(WrongKind, match="two columns with the id 'a'"):
            Table(title="T", columns=(Column("a", "A"), Column(other, "B")), rows=())


def test_cells_are_text_numbers_or_nothing():
    """What pandas and numpy put into cells is taken; other things are told by their kind."""
    given = (pd.NA, pd.NaT, np.float32("nan"), np.int64(3), np.float32(0.5), True)
    columns = tuple(Column(f"c{n}", "C", "number") for n in range(len(given)))
    table = Table(title="T", columns=columns, rows=(given,))
    assert table.rows == ((None, None, None, 3, 0.5, 1),)
    for other in (b"x", [1], {}):
        with pytest.raises(WrongKind, match="cell of a table"):
            Table(title="T", columns=(Column("a", "A"),), rows=((other,),))
