import shutil

import pytest

from engagement_kit.report import run_study

WIDTHS = (360, 1280)


@pytest.fixture(scope="module")
def browser():
    """A Chromium, if there is one: the one that is installed, or the one of playwright."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = (
        shutil.which("chromium")
        or shutil.which("chromium-browser")
        or shutil.which("google-chrome")
    )
    with playwright.sync_playwright() as driver:
        try:
            found = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        except playwright.Error as error:
            pytest.skip(f"THE REPORT WAS NOT LOOKED AT: no Chromium could be started ({error})")
        yield found
        found.close()


@pytest.fixture
def opened(browser, small):
    """Opens the report of a study; what it asked for and complained about is kept."""
    pages = []

    def open_page(width, path=small.report, **settings):
        context = browser.new_context(viewport={"width": width, "height": 800}, **settings)
        page = context.new_page()
        page.asked, page.complaints = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(path.as_uri())
        pages.append(context)
        return page

    yield open_page
    for context in pages:
        context.close()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("lang", ["en", "ko", "ar"])
def test_the_page_never_scrolls_sideways(opened, samples, tmp_path, no_pictures, width, lang):
    """Whatever is open, wide things scroll in their own boxes."""
    result = run_study(samples / "small", tmp_path / "out", lang=lang, progress=False)
    page = opened(width, result.report)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", WIDTHS)
def test_figures_fit_and_nothing_is_fetched(opened, small, width):
    """Figures are drawn, in boxes no wider than the page; the page asks for nothing but itself."""
    page = opened(width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    drawn = page.evaluate("[...document.images].map(image => image.complete && image.naturalWidth)")
    assert drawn
    assert all(drawn)
    assert [url for url in page.asked if not url.startswith("data:")] == [small.report.as_uri()]
    assert page.complaints == []


def test_a_link_opens_what_it_leads_to(opened):
    """Evidence lies in closed parts of the page; a link to it opens them."""
    page = opened(1280)
    assert not page.locator("#e-gallery-01").is_visible()
    page.evaluate("location.hash = 'e-gallery-01'")
    page.locator("#e-gallery-01").wait_for(state="visible")


def test_cases_can_be_filtered_and_sorted(opened):
    """The list shows what contains the words typed, and turns round at a click on its heads."""
    page = opened(1280)
    page.fill("#filter", "nowhere")
    assert page.locator("#index tbody tr:visible").count() == 1
    assert page.locator("#shown").inner_text() == "1 of 2 cases"
    page.fill("#filter", "")
    page.locator("#index thead button").first.click()
    first = page.locator("#index tbody tr").first
    assert "Corner Shop" in first.inner_text()
    page.locator("#index thead button").first.click()
    assert "Hill Gallery" in first.inner_text()
    assert page.locator("#index thead th").first.get_attribute("aria-sort") == "descending"


def test_a_link_to_a_filtered_case_shows_it(opened):
    """What the filter hides comes back when a link leads to it."""
    page = opened(1280)
    page.fill("#filter", "corner")
    assert not page.locator("#case-gallery").is_visible()
    page.evaluate("location.hash = 'case-gallery'")
    page.locator("#case-gallery").wait_for(state="visible")


def test_a_link_to_a_case_shows_its_name(opened):
    """A link to a case ends at its name, not below it."""
    page = opened(1280)
    page.evaluate("location.hash = 'case-shop'")
    page.locator("#case-shop").wait_for(state="visible")
    name = page.locator("details.case:has(#case-shop) > summary")
    assert -1 < name.bounding_box()["y"] < 900  # scrolling stops at whole pixels
    assert name.is_visible()


def test_the_page_can_be_read_without_script(opened):
    """Without a script everything is there, and no tool is shown that would do nothing."""
    page = opened(1280, java_script_enabled=False)
    assert page.locator("#tools").is_visible() is False
    assert page.locator("details.case").count() == 2
    assert page.locator("#index tbody tr").count() == 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out(opened, scheme):
    """Ink, soft ink, links and warnings have a contrast of at least 4.5 to both grounds."""
    page = opened(1280, color_scheme=scheme)
    names = ("ink", "soft", "accent", "warm", "paper", "tint")
    style = "getComputedStyle(document.documentElement).getPropertyValue('--%s').trim()"
    colours = {name: page.evaluate(style % name) for name in names}
    for ink in names[:4]:
        for ground in names[4:]:
            assert contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)


def contrast(one, other):
    """Ratio of two colours' luminance, as WCAG defines it."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour):
    """Relative luminance of a colour such as #1b4f8f."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_what_is_hostile_does_nothing(opened, samples, tmp_path, no_pictures):
    """A study full of scripts opens as text: no dialog, no request, no script of its own."""
    result = run_study(samples / "hostile", tmp_path / "out", progress=False)
    page = opened(1280, result.report)
    dialogs = []
    page.on("dialog", lambda dialog: dialogs.append(dialog) or dialog.dismiss())
    page.reload()
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert dialogs == []
    assert page.evaluate("document.scripts.length") == 1
    assert {url.partition(":")[0] for url in page.asked} <= {"file", "data"}
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
