import re

import pytest
from lxml import etree, html

from engagement_kit.assess import place_quadrants
from engagement_kit.tables import table_cases, table_matrix, table_placements

TAGS = {"b", "bdi", "caption", "div", "li", "p", "table", "tbody", "td", "th", "thead", "tr", "ul"}


def parsed(table):
    """The piece of HTML as a tree; what is not well-formed is an error."""
    return etree.fromstring(table.html(), etree.XMLParser(resolve_entities=False))


@pytest.fixture(scope="module")
def placed(library, smi):
    """Placements of the library in Arabic."""
    return table_placements(place_quadrants(library, smi), lang="ar")


def test_every_head_says_what_it_is_the_head_of(placed):
    """Scopes of groups, columns and rows; groups span their columns."""
    tree = parsed(placed)
    scopes = [head.get("scope") for head in tree.iter("th")]
    assert scopes.count("colgroup") == 2
    assert scopes.count("col") == 9
    assert scopes.count("row") == 2 * len(placed)
    assert {head.get("colspan") for head in tree.iter("th")} == {None, "2"}


def test_every_row_has_every_column(placed):
    """Cells of a row, and cells of the heads, fill the table without a hole."""
    tree = parsed(placed)
    assert {len(row) for row in tree.find("table/tbody")} == {9}
    first, second = tree.find("table/thead")
    assert sum(int(cell.get("colspan", 1)) for cell in first) == 9
    assert len(second) == sum(cell.get("rowspan") is None for cell in first) * 2


def test_language_and_direction_are_told(placed):
    """The table is Arabic from right to left; its numbers run from left to right."""
    tree = parsed(placed)
    assert (tree.get("lang"), tree.get("dir")) == ("ar", "rtl")
    assert tree.find("table/caption").text == placed.title
    numbers = [one.text for one in tree.iter("bdi") if one.get("dir") == "ltr"]
    assert any(re.fullmatch(r"\d\.\d\d \[\d\.\d\d, \d\.\d\d\]", text) for text in numbers)


def test_hostile_text_stays_text(hostile, smi):
    """No name makes an element, no address but one of the web becomes a link."""
    for table in (table_cases(hostile), table_matrix(hostile, smi, quotes=3)):
        tree = parsed(table)
        assert {element.tag for element in tree.iter()} <= TAGS | {"a"}
        assert {link.get("href") for link in tree.iter("a")} <= {"https://example.org/a"}
        assert "<b>#1</b>" in "".join(tree.itertext())


def test_a_whole_page_holds_the_table(placed):
    """Title, characters and direction are told; every id is there once."""
    page = placed.html(standalone=True)
    assert page.startswith('<!DOCTYPE html>\n<html lang="ar" dir="rtl">')
    tree = html.document_fromstring(page)
    assert tree.findtext("head/title") == placed.title
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids))


def test_an_empty_table_says_so():
    """A page without rows has one that says that there is nothing."""
    assert "There is nothing to show." in table_cases([]).html()
