import io
import re

import numpy as np
import pikepdf
import pytest
from matplotlib.figure import Figure
from PIL import Image

from engagement_kit.charts.paper.fonts import font
from engagement_kit.charts.press.formats import About, pdf_bytes, pdf_text, pixels
from tests.charts.press.formats.conftest import LANGUAGES, LINES


@pytest.fixture
def opened(draw, about):
    """The chart in Korean as an open PDF."""
    with pikepdf.open(io.BytesIO(pdf_bytes(draw("ko"), about))) as pdf:
        yield pdf


def test_the_page_is_one_figure_with_alternative_text(opened, about):
    """Catalogue, tree, page and content refer to each other as the rules for tags demand."""
    root, page = opened.Root, opened.pages[0].obj
    document = root.StructTreeRoot.K[0]
    figure = document.K[0]
    assert bool(root.MarkInfo.Marked)
    assert (str(document.S), str(figure.S)) == ("/Document", "/Figure")
    assert str(figure.Alt) == about.alt
    assert [float(side) for side in figure.A.BBox] == [float(side) for side in page.MediaBox]
    assert figure.Pg.objgen == page.objgen
    assert document.P.objgen == root.StructTreeRoot.objgen
    key, kids = root.StructTreeRoot.ParentTree.Nums
    assert key == page.StructParents == 0
    assert kids[figure.K].objgen == figure.objgen


def test_everything_drawn_is_inside_the_figure(opened):
    """The content begins with the mark that the tree refers to and ends with its end."""
    content = opened.pages[0].obj.Contents.read_bytes()
    assert content.startswith(b"/Figure <</MCID 0>> BDC")
    assert content.endswith(b"EMC\n")
    operators = [str(one.operator) for one in pikepdf.parse_content_stream(opened.pages[0])]
    assert operators.count("BDC") == operators.count("EMC") == 1
    assert operators.count("q") == operators.count("Q")


def test_it_says_its_language_title_and_source(opened, about):
    """Language, title bar and both records of the file say what they were told."""
    assert str(opened.Root.Lang) == "ko"
    assert bool(opened.Root.ViewerPreferences.DisplayDocTitle)
    assert str(opened.docinfo.Title) == about.title
    with opened.open_metadata() as record:
        assert record["dc:title"] == about.title
        assert record["dc:description"] == about.caption
        assert set(record["dc:language"]) == {"ko"}
        assert record["{urn:engagement-kit:figure:1#}provenance"] == about.provenance_json


def test_no_date_and_no_program_is_in_it(opened):
    """Nothing in the file tells when, where or with what it was made, but for our name."""
    assert set(opened.docinfo.keys()) == {"/Title", "/Subject", "/Creator"}
    assert "Date" not in opened.Root.Metadata.read_bytes().decode()


def test_an_arabic_figure_is_read_from_the_right(draw):
    """A viewer that shows two pages puts the first one on the right."""
    about = About(title="ع", alt="ع", lang="ar", direction="rtl")
    with pikepdf.open(io.BytesIO(pdf_bytes(draw("ar"), about))) as pdf:
        assert str(pdf.Root.ViewerPreferences.Direction) == "/R2L"


def test_the_figure_is_left_as_it_was(about):
    """Resolution and canvas are the same afterwards, and so are matplotlib's settings."""
    figure = Figure(dpi=123)
    canvas = figure.canvas
    pdf_bytes(figure, about)
    assert (figure.dpi, figure.canvas) == (123, canvas)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_programs_find_no_fault_in_it(draw, about, lang, tmp_path, program):
    """Qpdf finds no error, poppler finds tags; all fonts are embedded parts of TrueType."""
    path = tmp_path / "figure.pdf"
    path.write_bytes(pdf_bytes(draw(lang), about))
    assert "No syntax or stream encoding errors" in program("qpdf", "--check", path)
    assert re.search(r"Tagged: +yes", program("pdfinfo", path))
    fonts = program("pdffonts", path).splitlines()[2:]
    assert len(fonts) >= 2
    assert all(re.search(r"CID TrueType +Identity-H +yes yes yes", line) for line in fonts)


def bare(text):
    """Text without the marks that a program puts around runs from right to left."""
    return re.sub("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", text)


@pytest.mark.parametrize("name", ["korean", "latin", "arabic", "ligatures", "vowels"])
def test_text_is_found_again(written, about, tmp_path, program, name):
    """Whole lines come out as they were written, ligatures and vowel signs too."""
    path = tmp_path / "figure.pdf"
    path.write_bytes(pdf_bytes(written, about))
    assert LINES[name] in bare(program("pdftotext", path, "-"))


def test_every_word_of_a_chart_is_found(draw, find_boxes, about, tmp_path, program):
    """Each word of each text of the Arabic chart comes out of the PDF."""
    path = tmp_path / "figure.pdf"
    path.write_bytes(pdf_bytes(draw("ar"), about))
    found = bare(program("pdftotext", path, "-"))
    words = {word for text, *_ in find_boxes(draw("ar")) for word in re.findall(r"\w+", text)}
    assert len(words) > 60
    assert [word for word in words if word not in found] == []


@pytest.mark.parametrize("line", [LINES["vowels"], LINES["latin"], LINES["mixed"]])
def test_glyphs_stand_where_layout_puts_them(line, tmp_path, program, texts_seen, about):
    """Vowelled Arabic is not shifted: it looks as in the picture of pixels."""
    figure = Figure(figsize=(4, 1))
    figure.text(0.5, 0.4, line, fontproperties=font("ar", 13), ha="center")
    path = tmp_path / "figure.pdf"
    path.write_bytes(pdf_bytes(figure, about))
    seen = seen_by_poppler(program, path)
    exact = pixels(figure, dpi=1600).resize(seen.size, Image.Resampling.BOX)
    ((alike, _),) = texts_seen(figure, exact, seen)
    assert alike > 0.9


def seen_by_poppler(program, path):
    """A page as poppler draws it."""
    program("pdftoppm", "-r", 200, "-png", "-singlefile", path, path.with_suffix(""))
    return Image.open(path.with_suffix(".png")).convert("RGB")


def test_figures_of_any_kind_can_be_written(about):
    """Formulas, links, images and what was drawn as pixels go into the file as well."""
    figure = Figure(figsize=(3, 3))
    axes = figure.add_subplot()
    axes.imshow(np.eye(3))
    axes.scatter([1], [1], rasterized=True, alpha=0.5)
    axes.set_title("$x^2$ and text")
    with pikepdf.open(io.BytesIO(pdf_bytes(figure, about))) as pdf:
        fonts = pdf.pages[0].obj.Resources.Font
        assert {str(font_.Subtype) for font_ in fonts.values()} == {"/Type0"}


def test_without_our_layout_matplotlib_s_own_text_is_written(
    written, about, tmp_path, program, monkeypatch, caplog
):
    """A later matplotlib may lay lines out in another way: text is still there and found."""
    monkeypatch.setattr(pdf_text, "_LAYOUT", None)
    path = tmp_path / "figure.pdf"
    path.write_bytes(pdf_bytes(written, about))
    caplog.clear()
    found = bare(program("pdftotext", path, "-"))
    assert [name for name in ("korean", "latin", "arabic") if LINES[name] not in found] == []
