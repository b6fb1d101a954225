import pytest

from engagement_kit.cases import Cases
from engagement_kit.errors import WrongKind
from engagement_kit.tables import table_cases


def test_a_case_is_counted(make_case, smi, maturity):
    """Sources, evidence and ratings are those of the case, framework by framework."""
    item = smi.items[0].id
    case = make_case(1, "One", {item: "yes"})
    frame = table_cases([case], frameworks=[smi, maturity]).frame
    row = frame.iloc[0].to_dict()
    assert (row["name"], row["kind"], row["waves"]) == ("One", "Museum", "2020")
    assert (row["sources"], row["evidence"]) == (2, 3)
    assert (row["smi_answered"], row["smi_unanswered"], row["maturity_answered"]) == (1, 0, 0)


def test_ratings_without_an_answer_stand_apart_and_drafts_are_left_out(make_case, smi):
    """Unknown is not no: what says why there is no answer is counted by itself."""
    case = make_case(1, "One", {smi.items[0].id: "yes", smi.items[1].id: "no"})
    draft, given = case.ratings
    silent = given.model_copy(update={"value": None, "missing": "unknown"})
    unfinished = draft.model_copy(update={"evidence": ()})
    case = case.model_copy(update={"ratings": (silent, unfinished)})
    row = table_cases([case]).frame.iloc[0]
    assert (row["ratings_answered"], row["ratings_unanswered"]) == (0, 1)


def test_the_whole_library_keeps_its_order(library):
    """One row a case, in the order given, whose evidence adds up."""
    frame = table_cases(library).frame
    assert list(frame["case"]) == list(library.ids)
    assert frame["evidence"].sum() == sum(len(case.evidence) for case in library)


def test_words_and_names_follow_the_language(library):
    """In Korean a museum is 박물관, and a case has its Korean name where it has one."""
    table = table_cases(library.where(ids="nmk"), lang="ko")
    assert table.frame.iloc[0][["name", "kind"]].tolist() == ["국립중앙박물관", "박물관"]
    assert table.direction == "ltr"
    assert table_cases([], lang="ar").direction == "rtl"


def test_no_cases_make_an_empty_table():
    """There is a table without rows, and it says that there are no cases."""
    table = table_cases(Cases(()))
    assert len(table) == 0
    assert "Cases: 0" in table.notes[0]


def test_a_path_is_no_case():
    """Whoever gives a folder is told what makes cases of it."""
    with pytest.raises(WrongKind, match="load_cases"):
        table_cases("case_studies")
