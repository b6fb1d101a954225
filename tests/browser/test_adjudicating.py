import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.form import Form, words

BRIEFING, TIME, TEAM = (f"smi.investment.{name}" for name in ("briefing", "time", "team"))

RATED = """\
format: 1
case: house
coder: {coder}
# By hand.
ratings:
- {{item: smi.investment.briefing, wave: 2014, value: {briefing}, confidence: high, \
evidence: [house-0{piece}], note: "{coder} <b>says</b> so"}}
- {{item: smi.investment.time, wave: 2014, value: "{time}", evidence: [house-01]}}
- {{item: smi.investment.team, wave: 2014, value: "yes", evidence: [house-01]}}
- {{item: smi.investment.training, wave: 2014, value: partly, evidence: [house-02]}}
"""

CELL = """\
import engagement_kit as ek
form = ek.adjudicate({folder!r}, "smi")
form"""


@pytest.fixture
def apart(study):
    """A study whose two coders differ in two items and agree in two."""
    house = study / "house"
    first = RATED.format(coder="ann", briefing='"yes"', piece=1, time="yes")
    second = RATED.format(coder="ben", briefing='"no"', piece=2, time="partly")
    (house / "ann.yaml").write_text(first, encoding="utf-8")
    (house / "ben.yaml").write_text(second, encoding="utf-8")
    return study


@pytest.fixture
def form(desk, apart) -> Form:
    """The form that lists where they differ."""
    desk.open(CELL.format(folder=str(apart / "house")))
    shown = Form(desk.form(), apart)
    expect(shown.root.locator(".ek-adj")).to_be_visible()
    return shown


def row(form, item):
    """A disagreement of the list, opened or not."""
    return form.root.locator(f'.ek-adj-row[data-key="{item}@2014"]')


def open_row(form, item):
    """A disagreement, opened."""
    head = row(form, item).locator(".ek-adj-head")
    if head.get_attribute("aria-expanded") != "true":
        head.click()
    return row(form, item)


def take(form, item, coder, answer):
    """Take a coder's side."""
    label = words()("adjudicate_take", coder=coder, value=answer)
    open_row(form, item).get_by_role("button", name=label, exact=True).click()


def tab_to(page, locator):
    """Go with the Tab key alone until an element has the focus."""
    for _ in range(80):
        if locator.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"Tab does not lead to {locator}")


def test_a_decision_needs_the_keyboard_alone(form, apart):
    """Open, take a side, give a reason, go to the next: written, and no coder's file touched."""
    page = form.page
    before = {name: form.file(name).read_bytes() for name in ("ann", "ben", "case")}
    first = row(form, BRIEFING)
    first.locator(".ek-adj-head").focus()
    page.keyboard.press("Enter")
    label = words()("adjudicate_take", coder="ben", value="No")
    tab_to(page, first.get_by_role("button", name=label, exact=True))
    page.keyboard.press("Enter")
    expect(first.locator(".ek-adj-state")).to_have_attribute("data-state", "no_reason")
    tab_to(page, first.get_by_label(words()("adjudicate_reason"), exact=True))
    page.keyboard.type("The second source is later.")
    expect(first.locator(".ek-adj-state")).to_have_attribute("data-state", "decided")
    page.keyboard.press("Control+Enter")
    expect(row(form, TIME).locator(".ek-adj-head")).to_be_focused()
    expect(first.locator(".ek-adj-panel")).to_be_hidden()
    rating = form.saved_rating(BRIEFING, lambda one: one.note, "agreed")
    assert (rating.value, rating.evidence) == ("no", ("house-02",))
    form.saved_rating(BRIEFING, lambda one: one.note == "The second source is later.", "agreed")
    form.expect_status("saved")
    assert before == {name: form.file(name).read_bytes() for name in before}


def test_what_all_agree_on_is_taken_over_and_back_in_one_step(form):
    """One button takes over every agreed rating, one undo takes all of them back."""
    take(form, TIME, "ann", "Yes")
    form.saved_rating(TIME, lambda one: one.value == "yes", "agreed")
    form.root.get_by_role("button", name=words()("adjudicate_take_over", n=2)).click()
    form.saved_rating(TEAM, lambda one: one.evidence == ("house-01",), "agreed")
    form.expect_status("saved")
    assert len([one for one in form.case().ratings if one.coder == "agreed"]) == 3
    form.root.get_by_role("button", name=words()("form_undo"), exact=True).click()
    again = form.root.get_by_role("button", name=words()("adjudicate_take_over", n=2))
    expect(again).to_be_enabled()
    form.expect_status("saved")
    assert [one.item for one in form.case().ratings if one.coder == "agreed"] == [TIME]


def test_evidence_follows_the_answer_until_it_is_chosen_by_hand(form):
    """Another answer brings the evidence of those who gave it; a piece ticked by hand stays."""
    take(form, BRIEFING, "ann", "Yes")
    form.saved_rating(BRIEFING, lambda one: one.evidence == ("house-01",), "agreed")
    opened = row(form, BRIEFING)
    opened.get_by_role("radio", name="No", exact=True).check()
    form.saved_rating(BRIEFING, lambda one: one.evidence == ("house-02",), "agreed")
    opened.locator("input[data-evidence=house-01]").check()
    form.saved_rating(BRIEFING, lambda one: len(one.evidence) == 2, "agreed")
    opened.get_by_role("radio", name="Partly", exact=True).check()
    rating = form.saved_rating(BRIEFING, lambda one: one.value == "partly", "agreed")
    assert set(rating.evidence) == {"house-01", "house-02"}


def test_decisions_survive_a_restart(desk, form):
    """After a restart of the kernel the form shows what was decided."""
    take(form, BRIEFING, "ann", "Yes")
    form.saved_rating(BRIEFING, lambda one: one.evidence, "agreed")
    desk.restart()
    desk.run()
    expect(row(form, BRIEFING).locator(".ek-adj-state")).to_have_attribute(
        "data-state", "no_reason"
    )


def test_somebody_else_who_decides_is_a_conflict(form):
    """A decision that came by another way is shown beside one's own, and not overwritten."""
    take(form, BRIEFING, "ann", "Yes")
    form.saved_rating(BRIEFING, lambda one: one.evidence, "agreed")
    path = form.file("agreed")
    open_row(form, BRIEFING)
    path.write_text(path.read_text("utf-8").replace("'yes'", "partly"), encoding="utf-8")
    row(form, BRIEFING).get_by_role("radio", name="No", exact=True).check()
    problem = form.root.locator(".ek-problem[data-kind=conflict]")
    expect(problem).to_contain_text("Partly")
    form.saved_rating(BRIEFING, lambda one: one.value == "partly", "agreed")


def test_a_coder_who_comes_round_leaves_the_list(form):
    """When a coder changes an answer, the disagreement goes as soon as the form is looked at."""
    path = form.file("ben")
    path.write_text(path.read_text("utf-8").replace("partly", '"yes"', 1).replace(
        'value: ""yes""', 'value: "yes"'), encoding="utf-8")  # fmt: skip
    form.root.locator(".ek-adj-head").first.focus()
    expect(row(form, TIME)).to_have_count(0)
    expect(row(form, BRIEFING)).to_have_count(1)


def test_what_coders_wrote_stays_text(form):
    """Markup in a coder's reason is shown as it was typed."""
    opened = open_row(form, BRIEFING)
    expect(opened.locator("blockquote").first).to_have_text("ann <b>says</b> so")
    link = opened.get_by_role("link", name="Annual report").first
    assert link.get_attribute("href") == "https://example.org/report"
    assert "noopener" in link.get_attribute("rel")


@pytest.mark.parametrize("lang", ["en", "ko", "ar"])
def test_every_language_and_theme_is_accessible(desk, form, lang):
    """Axe finds nothing, narrow and wide, light and dark; nothing is cut off at 360 px."""
    page = form.page
    form.root.locator(".ek-language").select_option(lang)
    open_row(form, BRIEFING).locator("details > summary").first.click()
    for theme, width in (("dark", 1280), ("light", 360)):
        desk.theme(theme)
        form.root.evaluate("(one, width) => { one.style.width = `${width}px` }", width)
        expect(form.root).to_have_attribute("data-theme", theme)
        found = Axe().run(page, context=".ek-form").response
        assert [one["id"] for one in found["violations"]] == []
        assert form.root.evaluate("one => one.scrollWidth <= one.clientWidth + 1")
    assert form.root.get_attribute("dir") == ("rtl" if lang == "ar" else "ltr")
    desk.theme("light")
