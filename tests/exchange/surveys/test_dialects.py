import codecs

import pytest

from engagement_kit.exchange import read_survey
from engagement_kit.exchange.surveys.dialects import dialect_of
from engagement_kit.exchange.surveys.export import open_export
from tests.exchange.surveys.conftest import ASKED, MICROSOFT, SAID


def said(answers):
    """Value and reason of each row of the items that all samples have."""
    table = answers.table[answers.table["item"].isin(ASKED)]
    columns = (
        table[name].astype(object).where(table[name].notna(), None).tolist()
        for name in ("value", "missing")
    )
    return list(zip(*columns, strict=True))


def test_google_forms_in_two_languages(samples, confirmed, study):
    """Grid rows in brackets, questions and answers in Korean, cases by name: all by label."""
    path = samples / "google_forms" / "export.csv"
    mapping = confirmed(path, study, case=None)
    answers = read_survey(path, mapping)
    assert mapping.form.dialect == "google_forms"
    assert answers.table["case"].unique().tolist() == ["example"]
    assert answers.table["coder"].unique().tolist() == ["visitors:r0001", "visitors:r0002"]
    assert said(answers)[:3] == SAID[:3]
    assert said(answers)[3:] == [("yes", None), (None, "unknown"), (None, "not_applicable")]
    assert answers.not_read == ("Timestamp", "Email Address", "What else?")


def test_microsoft_forms_in_a_workbook(workbook, confirmed):
    """A workbook with line breaks and hard spaces in its names; numbers of responses are whole."""
    path = workbook(MICROSOFT)
    mapping = confirmed(path)
    assert mapping.form.dialect == "microsoft_forms"
    assert mapping.form.respondent.column == "Id"
    assert said(read_survey(path, mapping)) == SAID


def test_microsoft_forms_in_arabic(workbook, confirmed):
    """The form is known by its first columns in Arabic, too; name and address are no questions."""
    arabic = {
        "ID": "المعرف", "Id": "المعرف", "Start time": "وقت البدء",
        "Completion time": "وقت الإكمال", "Email": "البريد الإلكتروني", "Name": "الاسم",
    }  # fmt: skip
    names, *rows = MICROSOFT
    path = workbook([[arabic.get(str(name).strip(), name) for name in names], *rows])
    mapping = confirmed(path)
    assert mapping.form.dialect == "microsoft_forms"
    assert mapping.form.respondent.column == "المعرف"
    assert not {"الاسم", "البريد الإلكتروني"} & {c.column for c in mapping.form.columns}
    assert said(read_survey(path, mapping)) == SAID


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_qualtrics_with_three_rows_of_names(samples, confirmed, tmp_path, encoding):
    """Names, texts and ids stand above the answers; previews are left out; rows keep their number.

    A text goes over two lines, as Qualtrics writes it, so that lines and rows differ.
    """
    text = (samples / "qualtrics" / "export.csv").read_text("utf-8")
    path = tmp_path / "export.csv"
    path.write_bytes(text.encode(encoding))
    mapping = confirmed(path)
    answers = read_survey(path, mapping)
    assert mapping.form.dialect == "qualtrics"
    assert mapping.form.leave_out[0].texts == ("Survey Preview",)
    assert (answers.n_responses, answers.n_left_out) == (2, 1)
    assert said(answers) == SAID
    assert open_export(path).rows[0][0] == 4


def test_limesurvey_with_texts(samples, confirmed):
    """Questions and answers in full."""
    path = samples / "limesurvey_texts" / "export.csv"
    mapping = confirmed(path)
    assert mapping.form.dialect == "limesurvey"
    assert mapping.form.respondent.column == "Response ID"
    assert said(read_survey(path, mapping)) == SAID


def test_limesurvey_with_codes_decides_nothing_that_a_code_does_not_say(samples, confirmed):
    """An id without its dots is the item; codes of answers and array rows are a person's to map."""
    path = samples / "limesurvey_codes" / "export.csv"
    proposal = confirmed(path)
    items = {column.column: column.item for column in proposal.form.columns}
    assert items == {
        "smiinvestmentbriefing": ASKED[0],
        "G1Q1[SQ001]": None,
        "G1Q1[other]": None,
        "smiinvestmentagentmetrics": ASKED[2],
    }
    assert {(a.text, a.value) for a in proposal.form.answers["answer"]} == {
        ("Y", None),
        ("N", None),
        ("N/A", None),
    }
    assert "# not sure: not_applicable" in proposal.text
    edits = (
        ("- column: G1Q1[SQ001]\n  item:", (f"- column: G1Q1[SQ001]\n  item: {ASKED[1]}\n"
         "  answers: [{text: A2, value: partly}]")),
        ("text: Y\n    value:", "text: Y\n    value: yes"),
        ("text: N\n    value:", "text: N\n    value: no"),
        ("text: N/A\n    value:", "text: N/A\n    value: not_applicable"),
    )  # fmt: skip
    text = proposal.text
    if "text: 'Y'" in text:  # quoted, as YAML 1.1 takes it for a truth value
        edits = tuple((a.replace("text: Y", "text: 'Y'").replace("text: N\n", "text: 'N'\n"),
                       b.replace("text: Y", "text: 'Y'").replace("text: N\n", "text: 'N'\n"))
                      for a, b in edits)  # fmt: skip
    assert said(read_survey(path, confirmed(path, None, *edits))) == SAID


def test_kobo_with_names_and_split_columns(samples, confirmed):
    """Groups before the name, answers by their id; a 0/1 column of an option is mapped by hand."""
    path = samples / "kobo_names" / "export.csv"
    mapping = confirmed(
        path,
        None,
        ("- column: about/has/team\n  item:", ("- column: about/has/team\n"
         "  item: smi.investment.team")),
        ("text: '1'\n    value:", "text: 1\n    value: yes\n  - {text: 0, value: unknown}"),
    )  # fmt: skip
    answers = read_survey(path, mapping)
    assert mapping.form.dialect == "kobo"
    assert said(answers) == SAID
    team = answers.table[answers.table["item"] == "smi.investment.team"]
    assert team["value"].tolist()[0] == "yes"
    assert team["missing"].tolist()[1] == "unknown"


def test_kobo_with_labels_in_korean(samples, confirmed):
    """Labels of one language of the form, with their groups."""
    path = samples / "kobo_labels" / "export.csv"
    assert said(read_survey(path, confirmed(path))) == SAID


def test_names_of_respondents_are_the_same_in_a_later_export(samples, confirmed, tmp_path):
    """Names made from ids do not change when further responses stand before them."""
    path = samples / "kobo_labels" / "export.csv"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    later = tmp_path / "later.csv"
    new = lines[1].replace("000000000001", "000000000003").replace('"1001"', '"1003"')
    later.write_text("".join([lines[0], new, *lines[1:]]), encoding="utf-8")
    mapping = confirmed(path)
    first = set(read_survey(path, mapping).table["coder"])
    then = set(read_survey(later, mapping).table["coder"])
    assert first < then
    assert len(then) == 3


@pytest.mark.parametrize(
    ("rows", "dialect"),
    [
        ([], "plain"),
        ([["case", "wave"]], "plain"),
        ([["타임스탬프", "질문"]], "google_forms"),
        ([["ID", "Start time", "Completion time", "Email", "Name"]], "microsoft_forms"),
        ([["Q1"], ["Question"], ['{"ImportId":"QID1"}']], "qualtrics"),
        ([["ResponseId", "StartDate", "EndDate", "Q1"]], "qualtrics"),
        ([["id", "submitdate", "lastpage", "startlanguage"]], "limesurvey"),
        ([["id. Response ID", "submitdate. Date submitted", "lastpage. Last page",
           "startlanguage. Start language"]], "limesurvey"),
        ([["q1", "_id", "_uuid", "_submission_time"]], "kobo"),
        ([["Question", "Timestamp"]], "plain"),
    ],
)  # fmt: skip
def test_programs_are_told_by_their_marks(rows, dialect):
    """The marks decide, wherever else a name may occur."""
    assert dialect_of(rows) == dialect


def test_a_byte_order_mark_is_no_part_of_a_name(export):
    """The first column of a file with a mark is called as it is."""
    path = export("")
    path.write_bytes(codecs.BOM_UTF8 + b"Timestamp,Q\n1,2\n")
    assert open_export(path).columns[0].name == "Timestamp"
