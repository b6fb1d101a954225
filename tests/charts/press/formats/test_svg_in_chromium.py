"""SVG as a browser shows it, with our fonts, whatever is installed on this machine."""

import io
import shutil

import pytest
from PIL import Image

from engagement_kit.charts.paper.fonts import font_files
from engagement_kit.charts.press.formats import pixels, svg_bytes
from tests.charts.press.formats.conftest import LANGUAGES, LINES

HOST = "http://figures.invalid"  # answered by the test itself, from files of this machine
DPI = 96 * 2
SIZES = {"regular": 400, "bold": 700}
PLACES = """words => {
  const line = [...document.querySelectorAll('text')].find(t => t.textContent === words);
  return [...words].map((_, i) => line.getStartPositionOfChar(i).x);
}"""


def faces():
    """Our fonts as a style sheet, and the files that it asks for."""
    files, rules = {}, []
    for weight, number in SIZES.items():
        for family, path in font_files("en", weight).items():
            name = f"/{family.replace(' ', '')}-{weight}.ttf"
            files[HOST + name] = path
            rules.append(
                f"@font-face{{font-family:'{family}';font-weight:{number};src:url({name})}}"
            )
    return "".join(rules), files


@pytest.fixture(scope="module")
def page():
    """A page of a browser that reaches nothing but our fonts."""
    playwright = pytest.importorskip("playwright.sync_api", reason="SVG WAS NOT LOOKED AT")
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next(filter(None, map(shutil.which, names)), None)
    with playwright.sync_playwright() as driver:
        try:
            browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        except playwright.Error as error:
            pytest.skip(f"SVG WAS NOT LOOKED AT: no Chromium could be started ({error})")
        opened = browser.new_page(device_scale_factor=2)
        yield opened
        browser.close()


@pytest.fixture
def show(page):
    """Show an SVG in the browser with our fonts; gives the page."""

    def shown(svg):
        sheet, files = faces()
        drawing = svg.decode().partition("?>")[2]
        html = f"<!doctype html><style>{sheet}body{{margin:0}}svg{{display:block}}</style>{drawing}"

        def answer(route):
            if route.request.url in files:
                route.fulfill(path=files[route.request.url])
            else:
                route.fulfill(body=html, content_type="text/html; charset=utf-8")

        page.unroute_all()
        page.route("**/*", answer)
        page.goto(f"{HOST}/")
        page.evaluate("document.fonts.ready")
        return page

    return shown


def picture(page):
    """What the browser shows of the SVG."""
    return Image.open(io.BytesIO(page.locator("svg").screenshot())).convert("RGB")


@pytest.mark.parametrize(
    ("lang", "text"), [*((lang, "live") for lang in LANGUAGES), ("ar", "paths")]
)
def test_it_looks_like_the_picture_of_pixels(draw, about, lang, text, show, texts_seen):
    """Each text of a chart stands where it stands in the PNG and looks the same."""
    seen = picture(show(svg_bytes(draw(lang), about, text=text)))
    exact = pixels(draw(lang), dpi=2 * DPI).resize(seen.size, Image.Resampling.BOX)
    found = texts_seen(draw(lang), exact, seen)
    assert len(found) > 10
    assert found[0][0] > 0.8, found[:5]


def test_each_line_looks_right_in_each_script(written, about, show, texts_seen):
    """Ligatures, vowel signs, numbers from right to left and mixed scripts."""
    seen = picture(show(svg_bytes(written, about)))
    exact = pixels(written, dpi=2 * DPI).resize(seen.size, Image.Resampling.BOX)
    found = texts_seen(written, exact, seen)
    assert len(found) > 5
    assert found[0][0] > 0.8, found


def test_letters_run_leftwards_and_numbers_rightwards(written, about, show):
    """In an Arabic line the first letter stands rightmost; digits of a number keep their order."""
    page, line = show(svg_bytes(written, about)), LINES["numbers"]
    places = page.evaluate(PLACES, line)
    first, year = line.index("نسبة"), line.index("2024")
    assert places[first] > places[line.index("من")] > places[year]
    assert places[year] < places[year + 1] < places[year + 2] < places[year + 3]
    assert places[line.index("50")] < places[line.index("50") + 1]


def test_without_its_direction_a_line_would_be_wrong(written, about, show, texts_seen):
    """The comparison sees runs in the wrong order, as matplotlib's own live text has them."""
    wrong = svg_bytes(written, about).replace(b'direction="rtl"', b'direction="ltr"')
    wrong = wrong.replace(b'text-anchor="start"', b'text-anchor="end"')
    seen = picture(show(wrong))
    exact = pixels(written, dpi=2 * DPI).resize(seen.size, Image.Resampling.BOX)
    found = {words: alike for alike, words in texts_seen(written, exact, seen)}
    assert found[LINES["letters"]] < 0.7


def test_with_other_fonts_each_line_keeps_its_place(written, about, show):
    """A reader without our fonts sees each line exactly as wide as it was laid out."""
    ours = show(svg_bytes(written, about))
    measure = "[...document.querySelectorAll('text')].map(t => t.getComputedTextLength())"
    boxes = "[...document.querySelectorAll('text')].map(t => t.getBBox()).map(b => [b.x, b.width])"
    before, places = ours.evaluate(measure), ours.evaluate(boxes)
    svg = svg_bytes(written, about).replace(b"DejaVu Sans", b"Absent").replace(b"Nanum", b"No")
    other = show(svg)
    assert other.evaluate(measure) == pytest.approx(before, abs=0.5)
    flat = [value for place in other.evaluate(boxes) for value in place]
    assert flat == pytest.approx([value for place in places for value in place], abs=1)
