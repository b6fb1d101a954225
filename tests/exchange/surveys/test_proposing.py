import pytest
from hypothesis import given
from hypothesis import strategies as st

import engagement_kit as ek
from engagement_kit.errors import Faults, NotWritten
from engagement_kit.exchange.surveys.export import Column, SurveyExport
from engagement_kit.exchange.surveys.mapping import SurveyMapping
from engagement_kit.exchange.surveys.mapping_check import known_items, mapping_faults
from engagement_kit.exchange.surveys.proposal import column_guesses, scale_answers
from engagement_kit.exchange.surveys.proposal_text import Head, proposal_text
from engagement_kit.exchange.surveys.vocabulary import vocabulary_of

SMI = ek.load_framework("smi")
WORDS = vocabulary_of([SMI])


@pytest.mark.parametrize("lang", ["en", "ko", "ar"])
def test_every_item_is_found_by_what_it_is_called_in_any_language(frameworks, lang):
    """A column called like an item's label is that item, wherever no other item is called so."""
    vocabulary = vocabulary_of(frameworks.values())
    labels = {}
    for framework in frameworks.values():
        spoken = framework.in_language(lang)
        for item in framework.items:
            labels.setdefault(spoken.label(item.id), set()).add(item.id)
    columns = tuple(Column(n, "A", text, 1, text) for n, text in enumerate(labels))
    export = SurveyExport("x", "", "plain", columns, [])
    for guess in column_guesses(export, vocabulary, set()):
        known = labels[guess.column.name]
        assert guess.item in known if guess.item else set(guess.candidates) >= known
    found = [g.item for g in column_guesses(export, vocabulary, set())]
    assert sum(item is not None for item in found) > len(found) * 0.8


@pytest.mark.parametrize("lang", ["en", "ko", "ar"])
def test_every_answer_is_found_by_what_its_scale_calls_it(lang):
    """The labels of the scale in each language, with any case and spaces."""
    framework = SMI.in_language(lang)
    for value in framework.scale("answer").ids:
        text = f"  {framework.value_label('answer', value).upper()} . "
        assert WORDS.answer("answer", text) == value


def test_stages_described_by_their_cells_are_found():
    """In a stage model each answer may be told by the text of its cell."""
    maturity = ek.load_framework("maturity")
    words = vocabulary_of([maturity])
    item = maturity.items[0].id
    text = maturity.text(f"{item}.basic", "anchor")
    assert words.own_answer(item, f"1. {text}") == "basic"


@pytest.mark.parametrize(
    "text", ["Maybe", "Yes and no", "y", "1", "N/A", "Don't know", "ja", "예요"]
)
def test_what_is_not_called_so_is_left_blank(text):
    """Nothing is guessed: what only looks like an answer, or often means a reason, stays open."""
    assert WORDS.answer("answer", text) is None


def test_candidates_are_told_and_not_used(export):
    """What something often stands for, or is called like, is in a comment above a blank."""
    path = export(
        "Timestamp,Working time set aside for social,smi.investment.time\nx,yes,Prefer not to say\n"
    )
    mapping = ek.propose_mapping(path, SMI, case="a", wave=2024)
    assert [column.item for column in mapping.form.columns] == [None, "smi.investment.time"]
    assert "# B: no item is called so; something like it: smi.investment.time" in mapping.text
    assert "# not sure: confidential\n  - text: Prefer not to say\n    value:\n" in mapping.text


def test_two_columns_of_one_item_are_both_left_blank(export):
    """Which of them is meant is a person's to say."""
    path = export("Timestamp,smi.investment.time,Working time is set aside for social\nx,yes,no\n")
    mapping = ek.propose_mapping(path, SMI)
    assert [column.item for column in mapping.form.columns] == [None, None]
    assert "several columns are called so: smi.investment.time" in mapping.text


def test_columns_of_one_name_are_told_apart(export):
    """By their number, in the mapping and when it is read."""
    path = export("Timestamp,Q,Q\nx,yes,no\n")
    mapping = ek.propose_mapping(path, SMI, case="a", wave=2024, survey="s")
    assert [(c.column, c.nth) for c in mapping.form.columns] == [("Q", 1), ("Q", 2)]
    text = mapping.text.replace("nth: 2\n  item:", "nth: 2\n  item: smi.investment.time\n"
                                "  answers: [{text: no, value: no}]")  # fmt: skip
    answers = ek.read_survey(path, SurveyMapping(text).confirm())
    assert answers.table["value"].tolist() == ["no"]


def test_case_and_wave_come_from_columns_that_hold_nothing_else(export, study):
    """Names of the study's cases in any language; years under a name that says so."""
    path = export(
        "Timestamp,About,Wave,smi.investment.time\n"
        "2025-01-02,등불 박물관 (가상),2020,yes\n2025-01-03,example,2024,no\n"
    )
    mapping = ek.propose_mapping(path, study)
    assert mapping.form.case.column == "About"
    assert {a.value for a in mapping.form.case.answers} == {"example"}
    assert mapping.form.wave.column == "Wave"
    assert {c.column for c in mapping.form.columns} == {"smi.investment.time"}


def test_where_no_column_says_it_the_wave_is_asked(export, study):
    """Years of the export and waves of the study are candidates, and none of them is taken."""
    path = export("Timestamp,smi.investment.time\n2025-01-02 10:00,yes\n")
    mapping = ek.propose_mapping(path, study)
    assert mapping.form.wave.value is None
    assert "say so, or name a column (2020, 2024, 2025)" in mapping.text


def test_the_same_export_gives_the_same_proposal(samples):
    """No order of sets and no clock is in it."""
    path = samples / "qualtrics" / "export.csv"
    assert ek.propose_mapping(path).text == ek.propose_mapping(path).text


def test_nothing_that_is_there_is_overwritten(export, tmp_path):
    """A mapping that somebody has gone through is kept."""
    mapping = ek.propose_mapping(export("Timestamp,Q\nx,y\n"))
    file = mapping.save(tmp_path / "mapping.yaml")
    file.write_text("mine")
    with pytest.raises(NotWritten):
        mapping.save(file)
    assert file.read_text() == "mine"
    assert mapping.save(file, overwrite=True).read_text() == mapping.text


def test_no_answer_of_a_person_stands_in_a_proposal(export):
    """Texts of columns without an item, addresses among them, are not repeated."""
    path = export("Timestamp,Your e-mail,smi.investment.time\nx,jo@example.org,yes\n")
    assert "jo@example.org" not in ek.propose_mapping(path).text


@pytest.mark.parametrize(
    ("field", "value"), [("survey", "a b"), ("case", "../x"), ("wave", 24), ("survey", "x/y")]
)
def test_what_cannot_be_a_name_is_refused(export, field, value):
    """Before anything is proposed."""
    with pytest.raises(Faults):
        ek.propose_mapping(export("Timestamp,Q\nx,y\n"), **{field: value})


@given(
    names=st.lists(st.text(max_size=30), min_size=1, max_size=6),
    rows=st.lists(st.lists(st.text(max_size=20), min_size=1, max_size=6), max_size=4),
)
def test_any_names_and_cells_make_a_mapping_that_reads_back(names, rows):
    """Whatever an export holds: the proposal is strict YAML, and says of columns what they are."""
    names = ["smi.investment.time", *names]
    seen: dict[str, int] = {}
    columns = []
    for place, name in enumerate(names):
        bare = name.strip()
        seen[bare] = seen.get(bare, 0) + 1
        columns.append(Column(place, "A", bare, seen[bare], bare))
    export = SurveyExport("x", "", "plain", tuple(columns), list(enumerate(rows, start=2)))
    guesses = column_guesses(export, WORDS, set())
    answers = scale_answers(export, guesses, WORDS)
    head = Head({"format": 1, "confirmed": "no", "survey": "s"})
    form = SurveyMapping(proposal_text(head, guesses, answers, WORDS)).form
    named = [column for column in columns if column.name]
    assert [(c.column, c.nth) for c in form.columns] == [(c.name, c.nth) for c in named]
    texts = {entry.text for entry in form.answers.get("answer", ())}
    assert texts == {guess.text for guess in answers.get("answer", [])}


def test_the_example_of_the_guide_is_a_mapping(repository):
    """What docs/exchange.md shows can be written so, and every item and answer in it is known."""
    page = (repository / "docs" / "exchange.md").read_text("utf-8")
    (block,) = (part for part in page.split("```yaml\n")[1:] if part.startswith("case: {column"))
    head = "format: 1\nconfirmed: yes\nsurvey: visitors\ndialect: google_forms\n"
    mapping = SurveyMapping(head + block.partition("```")[0])
    assert list(mapping_faults(mapping, known_items({"smi": SMI}))) == []
