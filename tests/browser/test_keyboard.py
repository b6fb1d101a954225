"""Nobody touches a mouse here, and JupyterLab hears no key of a form."""

import pytest
from playwright.sync_api import expect

from engagement_kit import load_framework
from tests.browser.form import Form, cell

BRIEFING, TIME = "smi.investment.briefing", "smi.investment.time"
BOXES = tuple(box.id for box in load_framework("def").parts[0].boxes)
FOCUS = "() => document.activeElement.closest('.ek-form') !== null"
NAME = "() => document.activeElement.getAttribute('aria-label') ?? ''"

# Keys with which JupyterLab changes a notebook: new cells, deletion, cut, running, moving on.
KEYS = ("b", "a", "x", "d", "d", "z", "m", "y", "ArrowDown", "ArrowUp", "Enter", "Shift+Enter")
KEYS += ("Control+Enter", "Alt+Enter", "Space", "0", "0", "Escape", "Delete")


@pytest.fixture
def canvas(desk, study) -> Form:
    """A canvas in a notebook, with the focus on the form's first control."""
    desk.open(cell(study, "def"))
    form = Form(desk.form(), study)
    form.root.locator("button, select").first.focus()
    return form


def tab_to(page, name, *, back=False):
    """Go on by Tab until the control with this name has the focus."""
    for _ in range(400):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        assert page.evaluate(FOCUS), f"the focus left the form before {name}"
        if page.evaluate(NAME) == name:
            return
    pytest.fail(f"{name} cannot be reached by Tab")


def label(box):
    """Title of a box."""
    return load_framework("def").label(box)


def test_a_whole_canvas_is_filled_moved_deleted_and_undone_by_keyboard(canvas, desk):
    """Tab, letters and the keys that the form names do everything that a mouse can do."""
    keyboard, before = desk.page.keyboard, desk.cells()
    for box in BOXES:
        tab_to(desk.page, f"New note in {label(box)}")
        for text in ("1st", "2nd"):
            keyboard.type(text)
            keyboard.press("Enter")
    filled = [(box, {"en": text}) for box in BOXES for text in ("1st", "2nd")]
    canvas.saved_notes(lambda notes: sorted(map(str, notes)) == sorted(map(str, filled)))

    last = BOXES[-1]
    tab_to(desk.page, f"Note 2 of {label(last)}", back=True)
    keyboard.press("Alt+ArrowUp")
    expect(canvas.notes(last).first).to_have_value("2nd")
    canvas.saved_notes(lambda notes: notes[-2:] == [filled[-1], filled[-2]])
    keyboard.press("Alt+Shift+ArrowUp")
    expect(canvas.notes(BOXES[-2]).nth(2)).to_have_value("2nd")
    keyboard.type(", moved")
    moved = (BOXES[-2], {"en": "2nd, moved"})
    canvas.saved_notes(lambda notes: moved in notes)
    keyboard.press("Alt+Delete")
    canvas.saved_notes(lambda notes: moved not in notes and len(notes) == len(filled) - 1)
    assert desk.page.evaluate(FOCUS)
    canvas.root.get_by_role("button", name="Undo", exact=True).first.focus()
    keyboard.press("Enter")
    canvas.saved_notes(lambda notes: moved in notes)
    canvas.expect_status("saved")
    assert desk.cells() == before


def controls(form):
    """One control of each kind that is in sight."""
    kinds = ("input[type=checkbox]", "input[type=search]", "input[type=radio]", "textarea")
    # The choice of a language comes last: an arrow key on it makes the form anew.
    kinds += ("input[type=text]", "summary", "button", "select")
    found = {kind: form.root.locator(f"{kind}:visible:enabled").first for kind in kinds}
    return {kind: control for kind, control in found.items() if control.count()}


@pytest.mark.parametrize("framework", ["smi", "def"])
def test_no_key_of_a_form_reaches_jupyterlab(desk, study, framework):
    """On no kind of control does a key add, delete, run or leave a cell."""
    desk.open(cell(study, framework), "1 + 1")
    form = Form(desk.form(), study)
    if framework == "smi":
        form.open_evidence(TIME)
    before = desk.cells()
    for kind, control in controls(form).items():
        for key in KEYS:
            control.focus()
            desk.page.keyboard.press(key)
            assert desk.page.evaluate(FOCUS), f"{key} on {kind} took the focus away"
        assert desk.cells() == before, kind


def test_arrow_keys_go_from_answer_to_answer(desk, study):
    """Radios are one stop of the Tab key, and arrows choose among them."""
    desk.open(cell(study))
    form = Form(desk.form(), study)
    form.answer(TIME, "No").focus()
    desk.page.keyboard.press("ArrowRight")
    expect(form.answer(TIME, "Partly")).to_be_checked()
    desk.page.keyboard.press("Tab")
    assert desk.page.evaluate("() => document.activeElement.type") != "radio"
    form.saved_rating(TIME, lambda one: one.value == "partly")
