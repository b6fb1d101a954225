import pytest
from playwright.sync_api import expect

from tests.browser.desk import SIZE, Desk, new_page
from tests.browser.form import Form, cell, words

BRIEFING, TIME = "smi.investment.briefing", "smi.investment.time"
REACH = "def.canvas.reach"

MINE = """\
format: 1
case: house
coder: me
# A comment by hand.
ratings:
- item: smi.investment.time
  wave: 2014
  value: partly
  evidence: [house-01]
  note: As it was.
"""

NOTED = """\
format: 1
case: house
coder: me
notes:
- box: def.canvas.reach
  wave: 2014
  text: {en: As it was, ko: 그대로}
  evidence: [house-01]
"""


@pytest.fixture
def filled(study):
    """A study in which somebody has begun to rate."""
    (study / "house" / "me.yaml").write_text(MINE, encoding="utf-8")
    return study


@pytest.fixture
def smi(desk, filled) -> Form:
    """A form that shows what is there so far."""
    desk.open(cell(filled))
    form = Form(desk.form(), filled)
    expect(form.answer(TIME, "Partly")).to_be_checked()
    return form


def edit(form, old, new):
    """Change the coder's file as a text editor does."""
    path = form.file()
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def conflicts(form):
    """The conflicts that the form shows."""
    return form.root.locator('.ek-conflicts .ek-problem[data-kind="conflict"]')


def choose(problem, key):
    """Press one of the buttons of a conflict."""
    problem.get_by_role("button", name=words()(key), exact=True).click()


def test_what_an_editor_wrote_is_shown_when_somebody_comes_back(desk, smi):
    """A change in the file that touches nothing unsaved is in the form when it gets the focus."""
    edit(smi, "As it was.", "By hand.")
    smi.open_details(TIME)
    smi.answer(BRIEFING, "Yes").focus()
    expect(smi.note(TIME)).to_have_value("By hand.")


def test_another_field_that_was_changed_in_the_file_stays(smi):
    """Saving one field keeps what an editor wrote in another, and the comments."""
    smi.open_details(TIME)
    smi.note(TIME).focus()
    edit(smi, "value: partly", 'value: "yes"')
    smi.note(TIME).press_sequentially("!")
    saved = smi.saved_rating(TIME, lambda one: one.note != "As it was.")
    assert saved.value == "yes"
    smi.expect_status("saved")
    expect(smi.answer(TIME, "Yes")).to_be_checked()
    assert "# A comment by hand." in smi.file().read_text(encoding="utf-8")


@pytest.mark.parametrize("choice", ["form_keep_mine", "form_take_theirs"])
def test_both_sides_are_shown_and_one_is_chosen(smi, choice):
    """A note changed in form and file at once is written only after somebody chose, either way."""
    smi.note(TIME).focus()
    edit(smi, "As it was.", "By hand.")
    smi.note(TIME).fill("In the form.")
    smi.expect_status("conflict")
    problem = conflicts(smi)
    expect(problem.locator('[data-side="mine"]')).to_contain_text("In the form.")
    expect(problem.locator('[data-side="theirs"]')).to_contain_text("By hand.")
    assert smi.saved_rating(TIME, lambda one: one.note).note == "By hand."
    expect(smi.note(TIME)).to_have_value("In the form.")
    choose(problem, choice)
    left = "In the form." if choice == "form_keep_mine" else "By hand."
    smi.expect_status("saved")
    smi.saved_rating(TIME, lambda one: one.note == left)
    expect(smi.note(TIME)).to_have_value(left)
    expect(problem).to_have_count(0)


def test_fields_are_chosen_one_by_one(smi):
    """Of two conflicts each is settled by itself; until then neither side of either is lost."""
    smi.note(TIME).focus()
    edit(smi, "As it was.", "By hand.")
    edit(smi, "value: partly", 'value: "yes"')
    # Both before the kernel can answer: with its answer the form shows what the file says.
    smi.rating(TIME).evaluate(
        """rating => {
          const area = rating.querySelector("textarea.ek-note-text");
          area.value = "In the form.";
          area.dispatchEvent(new InputEvent("input", {bubbles: true}));
          rating.querySelector("input[data-value=no]").click();
        }"""
    )
    expect(conflicts(smi)).to_have_count(2)
    choose(conflicts(smi).filter(has_text="In the form."), "form_take_theirs")
    expect(conflicts(smi)).to_have_count(1)
    choose(conflicts(smi), "form_keep_mine")
    smi.expect_status("saved")
    saved = smi.saved_rating(TIME, lambda one: one.value == "no")
    assert saved.note == "By hand."


def test_sides_of_a_note_are_joined(desk, study):
    """Of a note that was changed in two languages, each language can be taken from its own side."""
    path = study / "house" / "me.yaml"
    path.write_text(NOTED, encoding="utf-8")
    desk.open(cell(study, "def"))
    form = Form(desk.form(), study)
    form.notes(REACH).focus()
    edit(form, "As it was, ko: 그대로", "By hand, ko: 손으로")
    form.notes(REACH).fill("In the form")
    problem = conflicts(form)
    korean = problem.get_by_role("group").filter(has_text="손으로")
    korean.locator('[data-side="theirs"] input').check()
    choose(problem, "form_take_chosen")
    form.saved_notes(lambda notes: notes == [(REACH, {"en": "In the form", "ko": "손으로"})])
    form.expect_status("saved")


def test_text_that_waits_for_a_choice_survives_a_reload(desk, smi):
    """A conflict is still there, with both sides, after the page was loaded anew."""
    smi.note(TIME).focus()
    edit(smi, "As it was.", "By hand.")
    smi.note(TIME).fill("In the form.")
    smi.expect_status("conflict")
    desk.reload()
    expect(conflicts(smi)).to_have_count(1)
    expect(conflicts(smi).locator('[data-side="mine"]')).to_contain_text("In the form.")
    choose(conflicts(smi), "form_keep_mine")
    smi.saved_rating(TIME, lambda one: one.note == "In the form.")


def test_two_pages_on_one_file(desk, smi, chromium, lab, notebooks, filled):
    """Two browsers with a kernel each write one file: different fields both stay, one asks."""
    context = chromium.new_context(viewport=SIZE)
    other_desk = Desk(new_page(context), lab, notebooks)
    other_desk.open(cell(filled))
    other = Form(other_desk.form(), filled)
    smi.note(TIME).focus()
    other.answer(BRIEFING, "No").check()
    other.saved_rating(BRIEFING, lambda one: one.value == "no")
    smi.answer(TIME, "Yes").check()
    saved = smi.saved_rating(TIME, lambda one: one.value == "yes")
    smi.saved_rating(BRIEFING, lambda one: one.value == "no")
    assert saved.note == "As it was."
    expect(smi.answer(BRIEFING, "No")).to_be_checked()

    smi.note(TIME).focus()
    other.note(TIME).fill("From the second page.")
    other.saved_rating(TIME, lambda one: one.note == "From the second page.")
    smi.note(TIME).fill("From the first page.")
    smi.expect_status("conflict")
    expect(conflicts(smi).locator('[data-side="theirs"]')).to_contain_text("the second page")
    choose(conflicts(smi), "form_keep_mine")
    smi.saved_rating(TIME, lambda one: one.note == "From the first page.")
    other_desk.close()
    context.close()


def test_two_views_in_one_notebook_show_the_same(desk, filled):
    """A form shown twice takes part in what is typed in either."""
    desk.open(cell(filled), "form")
    first, second = (Form(desk.form(number), filled) for number in (0, 1))
    first.answer(TIME, "No").check()
    expect(second.answer(TIME, "No")).to_be_checked()
    second.note(TIME).fill("From the second view.")
    expect(first.note(TIME)).to_have_value("From the second view.")
    first.saved_rating(TIME, lambda one: (one.value, one.note) == ("no", "From the second view."))
