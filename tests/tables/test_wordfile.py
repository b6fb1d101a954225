import io
import zipfile

import docx
import pytest
from docx.oxml.ns import qn

from engagement_kit.assess import place_quadrants
from engagement_kit.tables import table_cases, table_matrix, table_placements
from engagement_kit.tables.page import page_rows
from engagement_kit.tables.wordmarkup import bracketed, embedded


def opened(table):
    """The document, read again."""
    return docx.Document(io.BytesIO(table.docx()))


@pytest.fixture(scope="module")
def arabic(library, smi):
    """Placements of the library in Arabic, as a document."""
    return opened(table_placements(place_quadrants(library[:10], smi), lang="ar"))


def test_the_document_holds_the_table(library, smi):
    """Every cell of the page stands in a real table, under two rows of heads."""
    table = table_placements(place_quadrants(library, smi), lang="ko")
    (grid,) = opened(table).tables
    written = [[cell.text for cell in row.cells] for row in list(grid.rows)[2:5]]
    assert written == [[cell.text for cell in row] for row in list(page_rows(table))[:3]]
    assert len(grid.rows) == len(table) + 2
    heads = [cell.text for cell in grid.rows[0].cells]
    assert heads[:5] == ["사례", "시점", "투자", "투자", "혁신"]


def test_heads_are_repeated_and_rows_are_kept_whole(arabic):
    """Both rows of heads stand on each page; no row is split between pages."""
    rows = list(arabic.tables[0]._tbl.iter(qn("w:tr")))
    assert [bool(row.findall(".//" + qn("w:tblHeader"))) for row in rows[:3]] == [True, True, False]
    assert all(row.findall(".//" + qn("w:cantSplit")) for row in rows)


def test_arabic_runs_from_right_to_left(arabic):
    """Table, section, paragraphs and runs say so; numbers do not."""
    body = arabic.element.body
    assert body.find(".//" + qn("w:bidiVisual")) is not None
    assert body.sectPr.find(qn("w:bidi")) is not None
    caption = arabic.paragraphs[0]._p
    assert caption.pPr.find(qn("w:bidi")) is not None
    assert caption.find(".//" + qn("w:rtl")) is not None
    assert caption.find(".//" + qn("w:lang")).get(qn("w:bidi")) == "ar-SA"
    score = arabic.tables[0].rows[2].cells[2].paragraphs[0]
    assert "[" in score.text
    assert score._p.pPr.find(qn("w:bidi")) is None


def test_other_languages_are_not_turned(library):
    """A Korean table has Korean letters in a Korean font and nothing from right to left."""
    body = opened(table_cases(library[:3], lang="ko"))
    assert body.element.body.find(".//" + qn("w:bidiVisual")) is None
    fonts = body.styles["Normal"].element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == "Malgun Gothic"


def test_hostile_text_stays_text(hostile, smi):
    """The document opens, its names are whole, and only a web address is a link."""
    document = opened(table_matrix(hostile, smi, quotes=3, rows="case"))
    assert "<b>#1</b>" in document.tables[0].rows[1].cells[0].text
    assert len(document.tables[0].rows[2].cells[0].text) == 299
    targets = {r.target_ref for r in document.part.rels.values() if r.is_external}
    assert targets == {"https://example.org/a"}


def test_a_wide_table_lies_on_its_side(arabic, library):
    """More than eight columns: the page is wider than high."""
    assert arabic.sections[0].page_width > arabic.sections[0].page_height
    upright = opened(table_cases(library[:3])).sections[0]
    assert upright.page_width < upright.page_height


def test_nothing_tells_when_or_where_it_was_made(library):
    """Fixed dates, nobody's name, and no hour in the archive."""
    data = table_cases(library[:3]).docx()
    about = docx.Document(io.BytesIO(data)).core_properties
    assert (about.author, about.comments, about.created.year) == ("", "", 2020)
    entries = zipfile.ZipFile(io.BytesIO(data)).infolist()
    assert {entry.date_time for entry in entries} == {(2020, 1, 1, 0, 0, 0)}


def test_texts_of_the_other_direction_are_marked():
    """An English fact in an Arabic paragraph keeps its order; its date begins with the year."""
    assert embedded("A fact.", "ar") == "\u200f\u202aA fact.\u202c\u200f"
    assert embedded("A fact.", "en") == "A fact."
    assert bracketed("2020-01", "", "ar") == "\u200f\u202a(2020-01)\u202c\u200f"
    assert bracketed("2020", "، دليل", "ar") == "(\u200f2020، دليل)"


def test_an_empty_table_says_so():
    """One row below the heads says that there is nothing."""
    (grid,) = opened(table_cases([])).tables
    assert grid.rows[-1].cells[0].text == "There is nothing to show."
