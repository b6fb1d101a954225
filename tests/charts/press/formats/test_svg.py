import re
from xml.etree import ElementTree

import pytest
from matplotlib.figure import Figure

from engagement_kit.charts.paper.fonts import font
from engagement_kit.charts.press.formats import About, svg_bytes
from engagement_kit.charts.press.formats.bidi import is_right_to_left
from tests.charts.press.formats.conftest import LANGUAGES, LINES

SVG = "{http://www.w3.org/2000/svg}"
XML = "{http://www.w3.org/XML/1998/namespace}"


def root_of(figure, about, **more):
    """Root element of the SVG of a figure."""
    return ElementTree.fromstring(svg_bytes(figure, about, **more))  # noqa: S314 - our own


def texts(root):
    """Text elements by what they say."""
    return {"".join(node.itertext()): node for node in root.iter(f"{SVG}text")}


def test_it_tells_what_it_shows(draw, about):
    """Title and description are bound to the picture, in its language."""
    root = root_of(draw("ko"), about)
    names = root.get("aria-labelledby").split()
    told = {node.get("id"): node.text for node in root}
    assert root.get("role") == "img"
    assert [told[name] for name in names] == [about.title, about.alt]
    assert root.get(f"{XML}lang") == root.get("lang") == "ko"


def test_two_pictures_in_one_page_keep_their_own_words(draw, about):
    """Their titles have different ids, so that each picture is called by its own name."""
    other = About(title="Other", alt="Other")
    one, two = (root_of(draw("ko"), said).get("aria-labelledby") for said in (about, other))
    assert one != two


def test_nothing_in_it_leads_elsewhere(draw, about):
    """No address that a reader's program would fetch, and no style for other pictures."""
    written = svg_bytes(draw("ar"), about).decode()
    addresses = re.findall(r"""(\S+)=["'](?:https?:)?//""", written)
    assert {name.partition(":")[0] for name in addresses} == {"xmlns"}
    assert re.findall(r"<!DOCTYPE|<style|<script|@import|url\((?!#)", written) == []


@pytest.mark.parametrize("text", ["live", "paths"])
def test_any_text_of_a_figure_gives_valid_xml(about, text):
    """Control characters, quotes, tags and ends of comments in a text harm nothing."""
    figure = Figure()
    figure.text(0.1, 0.5, "a<b>&amp;\"'-->]]>$%_\\", parse_math=False, gid='x"><script>\x02')
    root = root_of(figure, about, text=text)
    assert root.findall(f".//{SVG}script") == []
    if text == "live":
        assert "a<b>&amp;\"'-->]]>$%_\\" in texts(root)


def test_control_characters_become_a_mark(about):
    """A character that XML cannot hold is replaced where it stands."""
    figure = Figure()
    figure.text(0.1, 0.5, "a", gid="\x02")
    assert "\ufffd" in svg_bytes(figure, about).decode()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_live_text_says_every_text(draw, find_boxes, about, lang):
    """What stands in the figure stands in the file, as text, in one piece."""
    said = set(texts(root_of(draw(lang), about)))
    shown = {line for words, *_ in find_boxes(draw(lang)) for line in words.split("\n")}
    assert shown - said == set()


def test_lines_run_the_way_they_were_laid_out(written, about):
    """Lines that begin from the right say so, and hang on their other end."""
    found = texts(root_of(written, about))
    leftwards = {name for name, line in LINES.items() if found[line].get("direction") == "rtl"}
    assert leftwards == {"arabic", "ligatures", "vowels", "numbers", "letters"}
    assert found[LINES["ligatures"]].get("text-anchor") == "start"  # drawn to the right edge
    assert found[LINES["numbers"]].get("text-anchor") == "start"
    assert found[LINES["vowels"]].get("text-anchor") == "end"  # drawn to the left edge
    assert float(found[LINES["vowels"]].get("x")) == pytest.approx(0.05 * 4 * 72)


@pytest.mark.parametrize(
    ("text", "leftwards"),
    [
        ("12 مشاركة", True),
        ("a مشاركة", False),
        ("\u2068مشاركة\u2069 a", False),
        ("\u2067a\u2069 مشاركة", True),
        ("12", False),
        ("", False),
        ("\u200f12", True),
    ],
)
def test_direction_is_that_of_the_first_letter_outside_of_isolates(text, leftwards):
    """The rule of Unicode, which layout follows too."""
    assert is_right_to_left(text) is leftwards


def test_each_line_keeps_its_width(written, about):
    """A reader's fonts are stretched to the width that the figure was laid out for."""
    for line in texts(root_of(written, about)).values():
        assert 40 < float(line.get("textLength")) < 300
        assert line.get("lengthAdjust") == "spacingAndGlyphs"


def test_fonts_fall_back_in_the_order_of_the_language(draw, about):
    """Korean begins with the Korean font; every row of fonts ends with what every system has."""
    rows = {lang: root_of(draw(lang), about).get("font-family") for lang in LANGUAGES}
    assert rows["ko"].startswith("'NanumGothic', 'DejaVu Sans'")
    assert rows["ar"].startswith("'DejaVu Sans', 'NanumGothic'")
    assert all("Noto Sans Arabic" in row and row.endswith(", sans-serif") for row in rows.values())


def test_a_font_of_its_own_stays_with_its_line(about):
    """Where a line is drawn with other fonts than most, it names them."""
    figure = Figure()
    for place in range(3):
        figure.text(0.1, 0.2 * place, f"line {place}", fontproperties=font("en", 8))
    figure.text(0.1, 0.9, "code", family="monospace")
    found = texts(root_of(figure, about))
    assert "DejaVu Sans Mono" in found["code"].get("style")
    assert "font-family" not in found["line 1"].get("style")


def test_paths_have_no_text_to_go_wrong(draw, about):
    """As paths the picture needs no font; its words are still told."""
    root = root_of(draw("ar"), about, text="paths")
    assert texts(root) == {}
    assert root.findall(f".//{SVG}use")
    assert root.find(f"{SVG}desc").text == about.alt
