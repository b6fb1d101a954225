import pytest

from engagement_kit.assess import fill_canvas, rate_levels
from engagement_kit.cases import Cases
from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.frameworks import load_framework
from engagement_kit.tables import Backed, table_matrix


@pytest.fixture(scope="module")
def two(make_case, smi):
    """Two cases with one answer each, resting on three facts."""
    item = smi.items[0].id
    return Cases((make_case(1, "One", {item: "yes"}), make_case(2, "Two", {item: "no"})))


def cell(table, row, column):
    """One cell of a table, by its row and the id of its column."""
    return table.rows[row][table.place(column)]


def test_a_cell_holds_the_answer_and_the_evidence_behind_it(two, smi):
    """Answer, two of the three facts with year and citation, and how many more there are."""
    (entry,) = cell(table_matrix(two, smi, rows="case"), 0, smi.items[0].id).entries
    assert entry.text == "Yes"
    assert [str(quote) for quote in entry.quotes] == [
        "The first fact of One (2019) [case-0001:s1]",
        "A second fact (2018-05, speaks against) [case-0001:s2]",
    ]
    assert entry.more == "1 more"


def test_what_nobody_answered_says_why(two, smi):
    """A cell without an answer shows that it is unknown; the notes count such cells."""
    table = table_matrix(two, smi, rows="case")
    assert str(cell(table, 0, smi.items[1].id)) == "Unknown"
    silent = 2 * len(smi.items) - 2
    assert any(f"{silent} of {silent + 2}" in note for note in table.notes)


@pytest.mark.parametrize(("quotes", "shown", "rest"), [(0, 0, "pieces of evidence: 3"), (9, 3, "")])
def test_the_number_of_quotes_can_be_chosen(two, smi, quotes, shown, rest):
    """None or all: what is not shown is counted."""
    table = table_matrix(two, smi, quotes=quotes, rows="case")
    (entry,) = cell(table, 0, smi.items[0].id).entries
    assert (len(entry.quotes), entry.more) == (shown, rest)


def test_sources_that_are_cited_stand_below(two, smi):
    """Each cited source is there once, with its address; those not cited are not."""
    table = table_matrix(two, smi, quotes=1)
    assert [r.key for r in table.references] == ["case-0001:s1", "case-0002:s1"]
    assert table.references[0].text == "One. A page. 2019."
    assert table.references[0].url == "https://example.org/a"


def test_few_cases_stand_beside_each_other(two, smi):
    """Three cases or fewer are columns, more are rows, unless one asks."""
    assert [c.label for c in table_matrix(two, smi).columns[2:]] == ["One, 2020", "Two, 2020"]
    assert len(table_matrix(two, smi)) == len(smi.items)
    assert len(table_matrix(two, smi, rows="case")) == 2


def test_coders_who_differ_are_seen(make_case, smi):
    """The answer is followed by the lowest and highest that the coders gave."""
    item = smi.items[0].id
    case = make_case(1, "One", {item: "no"})
    other = case.ratings[0].model_copy(update={"coder": "b", "value": "yes"})
    case = case.model_copy(update={"ratings": (*case.ratings, other)})
    table = table_matrix([case], smi, rows="case")
    assert cell(table, 0, item).entries[0].text == "No [No to Yes]"


def test_agreed_evidence_comes_first(make_case, smi):
    """What the coders settled on together is shown before what each of them named."""
    item = smi.items[0].id
    case = make_case(1, "One", {item: "yes"})
    agreed = case.ratings[0].model_copy(update={"coder": "agreed", "evidence": ("e3",)})
    case = case.model_copy(update={"ratings": (*case.ratings, agreed)})
    (entry,) = cell(table_matrix([case], smi, rows="case", quotes=1), 0, item).entries
    assert [quote.text for quote in entry.quotes] == ["A third fact"]


def test_only_the_coder_asked_for_is_quoted(make_case, smi):
    """Where one coder alone is looked at, the evidence is that coder's."""
    item = smi.items[0].id
    case = make_case(1, "One", {item: "yes"})
    other = case.ratings[0].model_copy(update={"coder": "b", "evidence": ("e2",)})
    case = case.model_copy(update={"ratings": (*case.ratings, other)})
    levels = rate_levels([case], smi, coder_rule="b")
    (entry,) = cell(table_matrix(levels, rows="case"), 0, item).entries
    assert [quote.text for quote in entry.quotes] == ["A second fact"]


@pytest.mark.parametrize("lang", ["en", "ko", "ar"])
def test_canvas_notes_make_a_matrix_too(library, lang):
    """Boxes stand below one another; each holds its notes with their evidence."""
    framework = load_framework("def")
    notes = fill_canvas(library["tate"], framework, lang=lang)
    table = table_matrix(notes, lang=lang)
    held = [entry for row in table.rows for entry in row[-1].entries]
    assert [entry.text for entry in held] == [" ".join(t.split()) for t in notes.table["text"]]
    assert all(isinstance(row[-1], Backed) for row in table.rows)
    assert table.references


def test_cases_with_a_canvas_are_asked_for_by_part(library):
    """Several cases and the canvas part: one row a case."""
    some = library.where(ids=["tate", "nmk", "mona", "jinju"])
    table = table_matrix(some, load_framework("def"), part="canvas", quotes=0)
    assert [row[0] for row in table.rows] == list(some.ids)
    assert not table.references


def test_wrong_questions_are_answered(two, smi):
    """Cases need a framework; a layout has two names."""
    with pytest.raises(WrongKind, match="framework"):
        table_matrix(two)
    with pytest.raises(UnknownId, match="Did you mean 'case'"):
        table_matrix(two, smi, rows="cases")
