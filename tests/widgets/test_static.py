import re

import pytest
from lxml import html

from engagement_kit.cases import Case, Evidence, Source
from engagement_kit.frameworks import list_frameworks, load_framework
from engagement_kit.widgets.static import form_html

EMPTY = {"ratings": {}, "notes": [], "targets": []}
EVIL = '<img src=x onerror="alert(1)"> & "quotes"'
BUDGET = "smi.investment.budget"


def _note(text, *evidence, box="def.canvas.reach", wave=2014):
    return {"key": "k", "box": box, "wave": wave, "text": text, "evidence": list(evidence)}


def _rated(**fields):
    return {**EMPTY, "ratings": {f"{BUDGET}@2014": fields}}


def _shown(*arguments):
    return html.fromstring(form_html(*arguments))


def _cells(page):
    return [" ".join(cell.text_content().split()) for cell in page.iter("td", "th")]


def test_an_empty_form_of_every_framework_is_a_picture_that_runs_nothing(case):
    """Whatever the framework: tables, without script, style sheet, frame or event handler."""
    for name in list_frameworks():
        framework = load_framework(name)
        page = _shown(framework, case, EMPTY, "en")
        takes_answers = bool(framework.items or framework.boxes)
        assert (page.find(".//table") is not None) == takes_answers, name
        tags = {node.tag for node in page.iter()}
        assert not tags & {"script", "style", "iframe", "link", "img"}, name
        assert not [key for node in page.iter() for key in node.attrib if key.startswith("on")]


def test_text_of_people_stays_text(canvas, maturity, smi):
    """Markup in names, notes, reasons, respondents, facts and titles is shown, never obeyed."""
    case = Case(
        id="oak",
        kind="museum",
        name={"en": EVIL},
        waves=(2014,),
        sources=(Source(key="s", title=EVIL, url="javascript:alert(1)"),),
        evidence=(Evidence(id="oak-01", text=EVIL, year=2013, source="s"),),
    )
    item = maturity.items[0].id
    aim = {"respondent": EVIL, "horizon": 0, "item": item, "value": "basic"}
    records = {
        canvas: {**EMPTY, "notes": [_note({"en": EVIL}, "oak-01")]},
        smi: _rated(value="yes", note=EVIL, evidence=["oak-01"]),
        maturity: {**EMPTY, "targets": [aim]},
    }
    for framework, record in records.items():
        text = form_html(framework, case, record, "en")
        assert "<img" not in text
        assert "javascript:" not in text
        assert EVIL in html.fromstring(text).text_content()


def test_values_that_no_scale_knows_stay_text(case, smi):
    """An answer from a file that was edited by hand is escaped like any other text."""
    assert "<b>" not in form_html(smi, case, _rated(value="<b>"), "en")


def test_a_box_spans_its_cells_of_the_grid(case, canvas):
    """The canvas is a table: a box as wide as the canvas takes all columns of the layout."""
    page = _shown(canvas, case, {**EMPTY, "notes": [_note({"en": "A fair"}, "oak-01")]}, "en")
    reach = next(cell for cell in page.iter("td") if "A fair" in cell.text_content())
    assert reach.get("colspan") == "15"
    assert reach.find("strong").text == "Reach"
    first = page.find(".//table")
    for row in first.iter("tr"):
        assert sum(int(cell.get("colspan", 1)) for cell in row) == 15


def test_notes_keep_their_order_and_say_what_they_rest_on(case, canvas):
    """Notes are numbered as they were put; one without evidence is marked as a draft."""
    notes = [_note({"en": "first"}, "oak-02"), _note({"en": "second"})]
    page = _shown(canvas, case, {**EMPTY, "notes": notes}, "en")
    entries = [entry.text_content() for entry in page.iter("li") if entry.getparent().tag == "ol"]
    assert entries == ["first (oak-02)", "second (no evidence)"]


def test_each_wave_with_notes_has_a_canvas_of_its_own(case, canvas):
    """Notes of different years are not mixed."""
    notes = [_note({"en": "then"}, wave=2014), _note({"en": "now"}, wave=2024)]
    page = _shown(canvas, case, {**EMPTY, "notes": notes}, "en")
    tables = [table.text_content() for table in page.iter("table")]
    assert ["then" in table for table in tables[:2]] == [True, False]
    assert ["now" in table for table in tables[:2]] == [False, True]


def test_a_rating_shows_answer_confidence_evidence_and_reason(case, smi):
    """Everything that a coder said about an item stands in the cell of its wave."""
    said = {"value": "partly", "confidence": "low", "evidence": ["oak-01"], "note": "small team"}
    cells = _cells(_shown(smi, case, _rated(**said), "en"))
    assert "Partlyconfidence: Low(oak-01)small team" in cells


@pytest.mark.parametrize(
    ("lang", "word"), [("en", "Unknown"), ("ko", "미확인"), ("ar", "غير معروف")]
)
def test_why_an_answer_is_missing_is_said_in_the_language(case, smi, lang, word):
    """A kind of missing is a word, not an empty cell."""
    assert word in _cells(_shown(smi, case, _rated(missing="unknown"), lang))


@pytest.mark.parametrize(
    ("lang", "direction", "name"),
    [("en", "ltr", "Reach"), ("ko", "ltr", "도달"), ("ar", "rtl", "الوصول")],
)
def test_the_picture_runs_in_the_direction_of_its_language(case, canvas, lang, direction, name):
    """Names are in the language asked for, and in Arabic the whole block runs from the right."""
    page = _shown(canvas, case, EMPTY, lang)
    assert (page.get("dir"), page.get("lang")) == (direction, lang)
    assert name in [node.text for node in page.iter("strong")]


def test_a_note_in_another_language_says_so_and_keeps_its_direction(case, canvas):
    """A reader of English sees an Arabic note as it was written, marked as Arabic."""
    page = _shown(canvas, case, {**EMPTY, "notes": [_note({"ar": "ملاحظة"})]}, "en")
    note = next(span for span in page.iter("span") if span.text == "ملاحظة")
    assert (note.get("lang"), note.get("dir")) == ("ar", "auto")


def test_facts_are_told_with_a_link_to_their_source(case, canvas):
    """Only the evidence that is used is listed, once, with its source as a link of the web."""
    notes = [_note({"en": "x"}, "oak-01"), _note({"en": "y"}, "oak-01")]
    page = _shown(canvas, case, {**EMPTY, "notes": notes}, "en")
    facts = page.findall(".//details//li")
    assert len(facts) == 1
    assert "A team of four." in facts[0].text_content()
    assert facts[0].find(".//a").get("href") == "https://example.org/2014"


def test_targets_stand_under_their_horizons(case, maturity):
    """A target is shown for its respondent, in the column of its years; without any, no table."""
    item = maturity.items[0].id
    aim = {"respondent": "Kim", "horizon": 5, "item": item, "value": "integrated"}
    page = _shown(maturity, case, {**EMPTY, "targets": [aim]}, "en")
    row = next(row for row in page.iter("tr") if row[0].text_content() == "Kim")
    assert [cell.text_content() for cell in row][2:] == ["–", "–", "Integrated", "–"]
    assert "Respondent" not in form_html(maturity, case, EMPTY, "en")


def test_a_language_that_the_framework_lacks_leaves_its_names_as_they_are(case, smi):
    """Asked for a language without texts, the names come from the reference language."""
    assert "Investment" in form_html(smi, case, EMPTY, "fr")


def test_nothing_needs_a_style_sheet(case, canvas):
    """A viewer that takes every style away still shows borders and the width of columns."""
    bare = re.sub(r' style="[^"]*"', "", form_html(canvas, case, EMPTY, "en"))
    page = html.fromstring(bare)
    assert all(table.get("border") == "1" for table in page.iter("table"))
    assert len(page.findall(".//colgroup")[0]) == 15
