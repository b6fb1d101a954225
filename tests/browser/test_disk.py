"""What a disk, a folder or a name may do to a form: it is told, and nothing typed is lost."""

import os
import shutil

import pytest
from playwright.sync_api import expect

from tests.browser.form import Form, cell

BRIEFING, TIME = "smi.investment.briefing", "smi.investment.time"

# No file of the kernel's process may grow beyond what the coder's file has now: the system refuses
# in the midst of a write, as it does when a disk is full.
FULL = """\
import os, resource
_most = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
resource.setrlimit(resource.RLIMIT_FSIZE, (os.path.getsize({path!r}) + 10, _most))
"""
FREE = "resource.setrlimit(resource.RLIMIT_FSIZE, (_most, _most))"


@pytest.fixture
def smi(desk, study) -> Form:
    """A form in which an answer and a note are saved."""
    desk.open(cell(study))
    form = Form(desk.form(), study)
    form.answer(TIME, "Partly").check()
    form.note(TIME).fill("As it was.")
    form.saved_rating(TIME, lambda one: (one.value, one.note) == ("partly", "As it was."))
    form.expect_status("saved")
    return form


def expect_kept(form, text):
    """The form says that the text is not written, and why, and still has it."""
    form.expect_status("not_written")
    expect(form.note(TIME)).to_have_value(text)


def expect_saved_later(form, text):
    """What could not be written is, once the obstacle is gone, without anybody's doing."""
    form.saved_rating(TIME, lambda one: (one.value, one.note) == ("partly", text))
    form.expect_status("saved")
    expect(form.note(TIME)).to_have_value(text)


def test_a_full_disk(desk, smi):
    """A refused write leaves the file as it was, and the text is saved when there is room again."""
    before = smi.file().read_bytes()
    desk.do(FULL.format(path=str(smi.file())))
    smi.note(TIME).fill("No room for this. " * 100)
    expect_kept(smi, "No room for this. " * 100)
    assert smi.file().read_bytes() == before
    desk.do(FREE)
    expect_saved_later(smi, "No room for this. " * 100)
    assert [path.name for path in (smi.study / "house").glob(".*.tmp")] == []


def test_a_folder_that_cannot_be_written(smi):
    """In a read-only folder the text is kept with the reason, and saved once one may write.

    Permissions do not hold for the system's administrator: for that user the name of the file's
    lock is taken by a folder, so that the system refuses to open it.
    """
    house = smi.study / "house"
    lock = house / ".me.yaml.lock"
    if os.geteuid() == 0:
        lock.mkdir()
    else:
        house.chmod(0o555)
    smi.note(TIME).fill("Nowhere to write.")
    expect_kept(smi, "Nowhere to write.")
    if os.geteuid() == 0:
        lock.rmdir()
    else:
        house.chmod(0o755)
    expect_saved_later(smi, "Nowhere to write.")


def test_a_folder_that_was_deleted(smi, tmp_path):
    """Without its folder the form keeps the text; it does not make a case of its own."""
    house = smi.study / "house"
    house.rename(tmp_path / "away")
    smi.note(TIME).fill("Where is the case?")
    expect_kept(smi, "Where is the case?")
    assert not house.exists()
    (tmp_path / "away").rename(house)
    expect_saved_later(smi, "Where is the case?")


def test_a_folder_that_became_a_file(smi, tmp_path):
    """A file in the place of the folder is told like any other obstacle."""
    house = smi.study / "house"
    house.rename(tmp_path / "away")
    house.write_text("not a folder")
    smi.note(TIME).fill("Where is the case?")
    expect_kept(smi, "Where is the case?")
    house.unlink()
    shutil.move(tmp_path / "away", house)
    expect_saved_later(smi, "Where is the case?")


@pytest.mark.parametrize("name", ["me.yaml", "case.yaml"])
def test_a_file_that_no_longer_parses(smi, name):
    """A file broken by hand is not written over; the form says where, and saves once mended."""
    path = smi.study / "house" / name
    sound = path.read_text(encoding="utf-8")
    path.write_text(sound + "\n  broken: [", encoding="utf-8")
    smi.note(TIME).fill("Meanwhile.")
    expect_kept(smi, "Meanwhile.")
    expect(smi.root.get_by_text(f"{name}, line").first).to_be_visible()
    assert path.read_text(encoding="utf-8") == sound + "\n  broken: ["
    path.write_text(sound, encoding="utf-8")
    expect_saved_later(smi, "Meanwhile.")


@pytest.mark.parametrize("name", ["../ann", "agreed", ""])
def test_a_name_that_cannot_be_a_coders(desk, study, tmp_path, name):
    """Such a name is told in the form, which asks for another; what was typed is saved there."""
    desk.open(cell(study, coder=name))
    form = Form(desk.form(), study)
    field = form.root.locator(".ek-banner input").first
    expect(field).to_be_visible()
    files = sorted(path.name for path in (study / "house").glob("*.yaml"))
    assert files == ["ann.yaml", "case.yaml"]
    field.fill("someone")
    field.press("Enter")
    form.answer(TIME, "Yes").check()
    form.saved_rating(TIME, lambda one: one.value == "yes", coder="someone")
    files = sorted(path.name for path in tmp_path.rglob("*.yaml"))
    assert files == ["ann.yaml", "case.yaml", "someone.yaml"]
