"""Thresholds are moved in a notebook, and cases are seen to change their place."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import GUIDELINES, violations

LEAKY = ("b", "a", "x", "d", "d", "ArrowDown", "Shift+Enter", "Escape", "0", "0")


@pytest.fixture
def look(desk, repository):
    """Shows the library's cases in a view and gives it back."""

    def show(framework, lang="en"):
        desk.open(
            "import engagement_kit as ek\n"
            f"cases = ek.load_cases({str(repository / 'case_studies')!r})\n"
            f"framework = ek.load_framework({framework!r})\n"
            f"explorer = ek.explore(cases, framework, lang={lang!r})\n"
            "explorer"
        )
        expect(desk.form().locator("[role=button][data-unit]").first).to_be_visible()
        return desk.form()

    return show


def test_a_moved_slider_moves_cases_and_can_be_written_down(look, desk):
    """By keyboard alone: the threshold moves, cases are told to have moved, the code says so."""
    view = look("smi")
    expect(view).to_contain_text("Moved against the default rules: none")

    view.get_by_role("slider", name="Investment: high from").focus()
    for _ in range(4):
        desk.page.keyboard.press("PageUp")

    expect(view.locator("pre")).to_contain_text("threshold=(0.9, 0.5)")
    moved = view.get_by_role("button", name="from #SocialFirst to Contender").count()
    expect(view).to_contain_text(f"Moved against the default rules: {moved}")
    desk.do(
        "again = eval(explorer.code())\n"
        "assert again.table.equals(explorer.placements.table)\n"
        f"assert (again.table['quadrant'] == 'contender').sum() == {moved} > 5"
    )


def test_a_case_leads_to_its_reasons_and_sources(look, desk):
    """Enter on a point shows sentences, ratings and evidence; Escape leads back to the point."""
    view = look("maturity")
    view.locator("[role=button][data-unit^='tate@']").focus()

    desk.page.keyboard.press("Enter")

    reasons = view.get_by_role("region", name="Why is it there?")
    expect(reasons).to_contain_text("Why Tate stands where it does in")
    expect(reasons).to_contain_text("coder-a:")
    assert reasons.get_by_role("link").first.get_attribute("href").startswith("http")
    desk.page.keyboard.press("Escape")
    assert desk.page.evaluate("() => document.activeElement.dataset.unit").startswith("tate@")


def test_jupyterlab_hears_no_key_of_the_view(look, desk):
    """A notebook's shortcuts do nothing while a slider, a choice or a point has the focus."""
    view = look("smi")
    before = desk.cells()

    for control in ("input[type=range]", "select", "[role=button][data-unit]"):
        view.locator(control).first.focus()
        for key in LEAKY:
            desk.page.keyboard.press(key)

    assert desk.cells() == before


def test_a_reloaded_page_shows_the_view_as_it_was(look, desk):
    """Rules that were moved are still moved after the page was loaded anew."""
    view = look("smi")
    view.get_by_role("slider", name="Items that must be known").fill("0.2")
    expect(view.locator("pre")).to_contain_text("min_known=0.2")

    desk.reload()

    expect(desk.form().get_by_role("slider", name="Items that must be known")).to_have_value("0.2")
    expect(desk.form().locator("pre")).to_contain_text("min_known=0.2")


def test_a_kernel_that_is_gone_is_told(look, desk):
    """After a restart the view says that what it shows is not answered for any more."""
    view = look("smi")
    desk.restart()

    view.get_by_role("slider", name="Items that must be known").fill("0.2")

    expect(view).to_contain_text("The kernel does not answer")


@pytest.mark.parametrize(
    ("framework", "theme", "lang", "width"),
    [("smi", "light", "en", 1280), ("maturity", "dark", "ar", 640)],
)
def test_the_view_is_accessible(look, desk, framework, theme, lang, width):
    """Picture and table have no fault in either theme, written from either side."""
    desk.theme(theme)
    desk.resize(width)
    view = look(framework, lang)
    assert violations(desk.page, GUIDELINES) == []

    view.get_by_role("radio").last.check()

    assert violations(desk.page, GUIDELINES) == []
    unnamed = "all => all.filter(one => !one.labels[0]?.textContent.trim()).length"
    assert view.locator("input, select").evaluate_all(unnamed) == 0
    desk.theme("light")
