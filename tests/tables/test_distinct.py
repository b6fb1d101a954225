from engagement_kit.tables.distinct import distinct, distinct_columns
from engagement_kit.tables.table import Column


def test_an_id_that_is_taken_gets_its_kind():
    """As often as needed, and whichever of two came first keeps its own."""
    ids = ["name", "item_name", "price", "price"]
    found = list(distinct(ids, ("case", "name"), "item"))
    assert found == ["item_name", "item_item_name", "price", "item_price"]


def test_columns_keep_everything_but_their_ids():
    """Items called like the columns that name a case stand beside them."""
    fixed = [Column("case", "Case"), Column("wave", "Year", "count")]
    items = [Column("wave", "Waves of visitors"), Column("case", "Glass case")]
    found = list(distinct_columns(fixed, items, "item"))
    assert [(one.id, one.label) for one in found] == [
        ("item_wave", "Waves of visitors"),
        ("item_case", "Glass case"),
    ]
