import pytest
from playwright.sync_api import expect

from tests.browser.form import Form, cell, words

BRIEFING, TIME = "smi.investment.briefing", "smi.investment.time"
REACH = "def.canvas.reach"


@pytest.fixture
def smi(desk, study):
    """A form in a notebook whose kernel has told who it is."""
    place = str(study.parent / "pid")
    told = f"import os, pathlib\npathlib.Path({place!r}).write_text(str(os.getpid()))"
    desk.open(told, cell(study))
    return Form(desk.form(), study)


def kernel_of(study):
    """Process id of the notebook's kernel."""
    return int((study.parent / "pid").read_text())


def test_the_form_is_back_after_a_restart_of_the_kernel(desk, smi):
    """After a restart and the same cell again, the form is as it was left."""
    smi.answer(TIME, "Partly").check()
    smi.note(TIME).fill("Two hours a day.")
    smi.saved_rating(TIME, lambda one: one.note == "Two hours a day.")
    desk.restart()
    desk.run()
    expect(smi.answer(TIME, "Partly")).to_be_checked()
    expect(smi.note(TIME)).to_have_value("Two hours a day.")
    smi.answer(BRIEFING, "Yes").check()
    smi.saved_rating(BRIEFING, lambda one: one.value == "yes")


def test_what_is_typed_after_a_restart_is_saved_when_the_cell_runs(desk, smi):
    """A form whose kernel has forgotten it says NOT SAVED, and the cell's next run saves it."""
    desk.restart()
    smi.note(TIME).fill("Typed into a form without a kernel.")
    smi.expect_status("not_saved")
    assert not smi.file().exists()
    desk.run()
    expect(smi.note(TIME)).to_have_value("Typed into a form without a kernel.")
    smi.saved_rating(TIME, lambda one: one.note == "Typed into a form without a kernel.")
    smi.expect_status("saved")


def test_a_killed_kernel_is_told_and_what_was_typed_is_kept(desk, smi):
    """NOT SAVED stands there when the kernel is killed; the text waits and is saved later."""
    smi.answer(TIME, "Partly").check()
    smi.saved_rating(TIME, lambda one: one.value == "partly")
    desk.kill(kernel_of(smi.study))
    smi.answer(BRIEFING, "Yes").check()
    smi.note(TIME).fill("Nobody hears this.")
    smi.expect_status("not_saved")
    expect(smi.status).to_contain_text(words()("form_status_not_saved"))
    expect(smi.note(TIME)).to_have_value("Nobody hears this.")
    desk.wait_for_next_kernel()
    desk.run()
    expect(smi.note(TIME)).to_have_value("Nobody hears this.")
    expect(smi.answer(BRIEFING, "Yes")).to_be_checked()
    smi.saved_rating(TIME, lambda one: (one.value, one.note) == ("partly", "Nobody hears this."))
    smi.saved_rating(BRIEFING, lambda one: one.value == "yes")
    smi.expect_status("saved")


def test_a_busy_kernel_saves_all_that_was_typed_meanwhile(desk, smi, study):
    """Edits in several fields while a cell runs are all there when it is through."""
    go = str(study / "go")
    desk.start(f"import os, time\nwhile not os.path.exists({go!r}): time.sleep(0.02)")
    smi.answer(TIME, "Yes").check()
    smi.answer(BRIEFING, "No").check()
    smi.note(TIME).press_sequentially("While a cell runs.")
    (study / "go").touch()
    smi.saved_rating(TIME, lambda one: (one.value, one.note) == ("yes", "While a cell runs."))
    smi.saved_rating(BRIEFING, lambda one: one.value == "no")
    smi.expect_status("saved")


def test_the_form_is_back_after_the_page_is_loaded_anew(desk, smi):
    """A reload shows the form as it was, running nothing; it goes on saving."""
    smi.answer(TIME, "Partly").check()
    smi.saved_rating(TIME, lambda one: one.value == "partly")
    smi.expect_status("saved")
    desk.reload()
    expect(smi.answer(TIME, "Partly")).to_be_checked()
    smi.note(TIME).fill("After the reload.")
    smi.saved_rating(TIME, lambda one: one.note == "After the reload.")


def test_what_no_kernel_saved_survives_a_reload(desk, smi):
    """Text that was not saved when the page went is in the form again, and is saved."""
    desk.kill(kernel_of(smi.study))
    smi.note(TIME).fill("Only in the browser.")
    smi.expect_status("not_saved")
    desk.wait_for_next_kernel()
    desk.reload()
    desk.run()
    expect(smi.note(TIME)).to_have_value("Only in the browser.")
    smi.saved_rating(TIME, lambda one: one.note == "Only in the browser.")
    smi.expect_status("saved")
