import pytest
from playwright.sync_api import expect

from tests.browser.form import Form, cell, words
from tests.browser.study import write_long_framework

BRIEFING, TIME = "smi.investment.briefing", "smi.investment.time"
REACH = "def.canvas.reach"
ARABIC = "السلام عليكم، رقم 123 (ABC)."
MARKUP = '<b>bold</b><script>window.hurt = 1</script><img src=x onerror="window.hurt = 1">'


@pytest.fixture
def smi(desk, study) -> Form:
    """A form of a quadrant, shown in a notebook."""
    desk.open(cell(study))
    return Form(desk.form(), study)


@pytest.fixture
def canvas(desk, study) -> Form:
    """A form whose first part is a canvas."""
    desk.open(cell(study, "def"))
    return Form(desk.form(), study)


def compose(page, steps, final):
    """Type as an input method does: letters that change until they are settled."""
    devtools = page.context.new_cdp_session(page)
    for step in steps:
        composed = {"text": step, "selectionStart": len(step), "selectionEnd": len(step)}
        devtools.send("Input.imeSetComposition", composed)
    devtools.send("Input.insertText", {"text": final})
    devtools.detach()


def test_an_answer_and_a_note_are_saved_at_once(smi):
    """A ticked answer and a typed note stand in the file once the form says saved."""
    smi.answer(TIME, "Partly").check()
    smi.note(TIME).press_sequentially("Two hours a day.")
    smi.expect_status("saved")
    saved = smi.saved_rating(TIME, lambda one: one.note == "Two hours a day.")
    assert (saved.value, saved.wave, saved.missing) == ("partly", 2014, None)


def test_a_missing_answer_replaces_an_answer(smi):
    """An item is answered or has a reason for no answer, never both."""
    smi.answer(TIME, "Yes").check()
    smi.answer(TIME, words()("rating_missing_not_asked")).check()
    saved = smi.saved_rating(TIME, lambda one: one.missing == "not_asked")
    assert saved.value is None
    expect(smi.answer(TIME, "Yes")).not_to_be_checked()


def test_evidence_is_found_and_picked(smi):
    """Evidence that is searched and ticked stands in the file; what came later cannot be."""
    smi.answer(TIME, "Yes").check()
    picker = smi.open_evidence(TIME)
    expect(picker.get_by_role("checkbox", name="The chat is closed again.")).to_be_disabled()
    picker.get_by_role("searchbox").fill("money")
    expect(picker.get_by_role("checkbox")).to_have_count(1)
    picker.get_by_role("checkbox", name="Money is set aside for the chat.").check()
    assert smi.saved_rating(TIME, lambda one: one.evidence).evidence == ("house-01",)


def test_a_placement_says_how_many_drafts_it_counts(smi):
    """Where a case stands counts answers without evidence, and says so until they name some."""
    place = smi.root.locator(".ek-placement")
    said = words()("rating_place_drafts", count=1)
    smi.answer(TIME, "Yes").check()
    expect(place).to_contain_text(said)
    smi.open_evidence(TIME).get_by_role("checkbox", name="Money is set aside").check()
    expect(place).not_to_contain_text(said)


def test_new_evidence_with_a_new_source_from_a_pasted_address(smi):
    """Source and evidence are added without leaving the form, and the rating rests on them."""
    smi.answer(TIME, "Yes").check()
    picker = smi.open_evidence(TIME)
    picker.locator(".ek-adding > summary").click()
    fields = picker.locator(".ek-piece-form")
    fields.get_by_label(words()("rating_piece_text"), exact=True).fill("An hour a day is kept.")
    fields.get_by_label(words()("rating_piece_year"), exact=True).fill("2013")
    choice = fields.get_by_label(words()("rating_piece_source"), exact=True)
    choice.select_option(label=words()("rating_piece_source_new"))
    pasted = fields.get_by_label(words()("rating_source_pasted"), exact=True)
    pasted.fill("https://example.org/hours?year=2013")
    fields.get_by_role("button", name=words()("rating_source_read"), exact=True).click()
    address = fields.get_by_label(words()("rating_source_url"), exact=True)
    expect(address).to_have_value("https://example.org/hours?year=2013")
    fields.get_by_label(words()("rating_source_title"), exact=True).fill("Hours of the chat")
    fields.get_by_role("button", name=words()("rating_piece_save"), exact=True).click()
    (used,) = smi.saved_rating(TIME, lambda one: one.evidence).evidence
    piece = smi.case().find_evidence(used)
    assert (piece.text, str(piece.year)) == ("An hour a day is kept.", "2013")
    assert smi.case().source(piece.source).title == "Hours of the chat"
    assert smi.case().source(piece.source).url == "https://example.org/hours?year=2013"
    assert "# Kept by hand." in (smi.study / "house" / "case.yaml").read_text(encoding="utf-8")


def test_undo_and_redo_over_the_whole_form(smi):
    """Undo takes the last steps back one by one, in the file too, and redo brings them again."""
    smi.answer(TIME, "Yes").check()
    smi.answer(BRIEFING, "No").check()
    smi.saved_rating(BRIEFING, lambda one: one.value == "no")
    undo, redo = (
        smi.root.get_by_role("button", name=words()(key)).first
        for key in ("form_undo", "form_redo")
    )
    undo.click()
    expect(smi.answer(BRIEFING, "No")).not_to_be_checked()
    undo.click()
    expect(smi.answer(TIME, "Yes")).not_to_be_checked()
    redo.click()
    expect(smi.answer(TIME, "Yes")).to_be_checked()
    smi.expect_status("saved")
    assert smi.saved_rating(TIME, lambda one: one.value == "yes")
    assert BRIEFING not in {one.item for one in smi.case().ratings if one.coder == "me"}


def test_korean_is_composed_as_elsewhere(canvas, desk):
    """Letters that an input method composes arrive whole, in the form and in the file."""
    canvas.quick(REACH).focus()
    compose(desk.page, ["ㅎ", "하", "한"], "한")
    compose(desk.page, ["ㄱ", "그", "글"], "글")
    expect(canvas.quick(REACH)).to_have_value("한글")
    canvas.saved_notes(lambda notes: notes == [(REACH, {"en": "한글"})])
    canvas.quick(REACH).press("Enter")
    expect(canvas.notes(REACH)).to_have_value("한글")


def test_arabic_text_is_kept_letter_for_letter(canvas):
    """Arabic with digits and Latin letters is shown from right to left and saved as typed."""
    canvas.quick(REACH).fill(ARABIC)
    canvas.quick(REACH).press("Enter")
    expect(canvas.notes(REACH)).to_have_value(ARABIC)
    direction = canvas.notes(REACH).evaluate("area => getComputedStyle(area).direction")
    assert direction == "rtl"
    canvas.saved_notes(lambda notes: notes == [(REACH, {"en": ARABIC})])
    assert ARABIC in canvas.file().read_text(encoding="utf-8")


def test_an_arabic_form_is_mirrored(desk, study):
    """In Arabic the form reads from right to left and the canvas is mirrored."""
    desk.open(cell(study, "def", lang="ar"))
    form = Form(desk.form(), study)
    desk.resize(1800)
    assert form.root.evaluate("el => getComputedStyle(el).direction") == "rtl"
    assets, audience = (
        form.box(f"def.canvas.{name}").bounding_box() for name in ("assets", "audience")
    )
    assert assets["y"] == audience["y"]
    assert assets["x"] > audience["x"]


def test_the_language_is_switched_in_place(canvas):
    """Another language is a choice in the form: texts change, what was typed stays."""
    canvas.quick(REACH).fill("Everybody")
    canvas.quick(REACH).press("Enter")
    canvas.saved_notes(lambda notes: notes == [(REACH, {"en": "Everybody"})])
    canvas.root.get_by_role("combobox", name=words()("form_language")).select_option("ko")
    expect(canvas.root).to_have_attribute("lang", "ko")
    choice = canvas.root.get_by_role("combobox", name=words("ko")("form_language"))
    expect(choice).to_have_value("ko")
    expect(canvas.notes(REACH)).to_have_value("Everybody")


def test_markup_that_is_pasted_stays_text(canvas, desk):
    """Pasted HTML and scripts are shown and saved as the letters that they are."""
    canvas.quick(REACH).fill(MARKUP)
    canvas.quick(REACH).press("Enter")
    canvas.saved_notes(lambda notes: notes == [(REACH, {"en": MARKUP})])
    canvas.root.locator("details.ek-history > summary").click()
    expect(canvas.root.locator("details.ek-history")).to_contain_text("<script>")
    desk.run()
    expect(canvas.notes(REACH)).to_have_value(MARKUP)
    assert canvas.root.locator("script, img, b:text('bold')").count() == 0
    assert desk.page.evaluate("() => window.hurt") is None


def paste(page, text):
    """Paste a text where the focus is."""
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    page.keyboard.press("Control+v")


def test_a_paste_of_a_megabyte_is_refused(smi, desk):
    """A paste that is too long is refused with a message; what was typed before stays, saved."""
    smi.note(TIME).fill("Short.")
    paste(desk.page, "All of it. " * 100_000)
    message = words()("form_too_long", limit=20_000)
    expect(smi.rating(TIME).get_by_role("alert").filter(has_text=message)).to_be_visible()
    expect(smi.note(TIME)).to_have_value("Short.")
    smi.saved_rating(TIME, lambda one: one.note == "Short.")
    smi.expect_status("saved")
    paste(desk.page, " Pasted.")
    smi.saved_rating(TIME, lambda one: one.note == "Short. Pasted.")


def test_a_text_that_grew_too_long_is_refused_and_kept(smi, desk):
    """Where no paste can be stopped the kernel refuses: nothing is cut off, in form or file."""
    long = "All of it. " * 2000
    smi.note(TIME).fill("Short.")
    smi.saved_rating(TIME, lambda one: one.note == "Short.")
    smi.note(TIME).evaluate(
        """(area, text) => {
          area.value = text;
          area.dispatchEvent(new InputEvent("input", {bubbles: true}));
        }""",
        long,
    )
    smi.expect_status("refused")
    assert smi.note(TIME).input_value() == long
    assert smi.saved_rating(TIME, lambda one: one.note).note == "Short."
    smi.note(TIME).fill("Short again.")
    smi.saved_rating(TIME, lambda one: one.note == "Short again.")
    smi.expect_status("saved")


def test_three_hundred_items_are_filled_like_three(desk, study, tmp_path):
    """A framework of 300 items is shown whole, and its last item is saved like its first."""
    desk.open(cell(study, write_long_framework(tmp_path / "long")))
    form = Form(desk.form(), study)
    expect(form.root.locator(".ek-rating")).to_have_count(300)
    form.answer("long.item299", "Yes").check()
    form.expect_status("saved")
    text = form.file().read_text(encoding="utf-8")
    assert "long.item299" in text
