"""The app, for people who do not want code: a real Voila and several people at once."""

import pytest
from playwright.sync_api import expect

from tests.browser import servers
from tests.browser.desk import Watch, new_page
from tests.browser.form import Form, words
from tests.browser.servers import Server
from tests.browser.study import write_study
from tests.browser.traces import FAILED, keep

TIME = "smi.investment.time"


@pytest.fixture(scope="module")
def app_study(tmp_path_factory):
    """The study that the app serves."""
    return write_study(tmp_path_factory.mktemp("app") / "study")


@pytest.fixture(scope="module")
def app(chromium, app_study, tmp_path_factory, repository):
    """The app, started as its command starts it."""
    home = tmp_path_factory.mktemp("voila")
    with Server(servers.app(app_study, repository), home) as server:
        yield server


@pytest.fixture
def visitor(chromium, app, request, repository):
    """Lets somebody open the app in a browser of his own, of some width."""
    contexts = []

    def visit(width=1280):
        context = chromium.new_context(viewport={"width": width, "height": 900})
        watch, page = Watch(context), new_page(context)
        contexts.append((context, watch, page))
        page.goto(app.url())
        expect(page.locator(".ek-app")).to_be_visible()
        return page

    yield visit
    for number, (context, watch, page) in enumerate(contexts):
        if request.node.stash.get(FAILED, False):
            keep(page, app, repository / "build" / "browser" / f"{request.node.name}-{number}")
        context.close()
        assert watch.outside == [], "the page asked other machines"
        assert watch.errors == [], "the page complained"


def fill_as(page, coder, study):
    """Say who one is, choose case and framework, and open the form."""
    page.get_by_label(words()("app_coder"), exact=True).fill(coder)
    page.get_by_role("radio", name="The House").check()
    page.get_by_label(words()("app_which_framework"), exact=True).select_option("smi")
    page.get_by_role("button", name=words()("app_fill"), exact=True).click()
    form = Form(page.locator(".ek-form:not(.ek-app)"), study)
    expect(form.status).to_be_visible()
    return form


def test_somebody_fills_a_form_and_finds_it_again(visitor, app_study):
    """Without a line of code a form is filled, saved, and back after the page is loaded anew."""
    page = visitor()
    form = fill_as(page, "minji", app_study)
    form.answer(TIME, "Partly").check()
    form.note(TIME).press_sequentially("하루 두 시간")
    form.saved_rating(TIME, lambda one: one.note == "하루 두 시간", coder="minji")
    form.expect_status("saved")
    page.reload()
    expect(form.answer(TIME, "Partly")).to_be_checked()
    expect(form.note(TIME)).to_have_value("하루 두 시간")


def test_two_people_at_once_write_a_file_each(visitor, app_study):
    """What two people do at the same time stands in two files, and neither sees the other's."""
    first = fill_as(visitor(), "layla", app_study)
    second = fill_as(visitor(), "omar", app_study)
    first.answer(TIME, "Yes").check()
    second.answer(TIME, "No").check()
    first.saved_rating(TIME, lambda one: one.value == "yes", coder="layla")
    second.saved_rating(TIME, lambda one: one.value == "no", coder="omar")
    expect(first.answer(TIME, "Yes")).to_be_checked()
    expect(second.answer(TIME, "No")).to_be_checked()
    assert "omar" not in first.page.locator(".ek-form:not(.ek-app)").inner_text()


def test_nobody_comes_in_without_the_token(chromium, app):
    """The address alone opens nothing."""
    context = chromium.new_context()
    page = context.new_page()
    answer = page.goto(f"http://127.0.0.1:{app.port}/")
    assert answer.status == 403 or "login" in page.url
    assert page.locator(".ek-app").count() == 0
    context.close()


def test_the_app_fits_a_telephone(visitor, app_study):
    """At 360 pixels neither the start page nor a form scrolls sideways.

    The longest sentence of the start page is there: that a name has answers already.
    """
    page = visitor(width=360)
    wide = "() => document.documentElement.scrollWidth > window.innerWidth"
    page.get_by_label(words()("app_coder"), exact=True).fill("ann")
    expect(page.get_by_text(words()("app_coder_known", name="ann", count=1))).to_be_visible()
    assert not page.evaluate(wide)
    form = fill_as(page, "dalia", app_study)
    form.open_evidence(TIME)
    assert not page.evaluate(wide)
