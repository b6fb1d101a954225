import shutil

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engagement_kit.cases import load_cases
from engagement_kit.errors import Faults, NotWritten
from engagement_kit.exchange import import_sheet
from engagement_kit.exchange.sheets import importing
from engagement_kit.exchange.sheets.delimited import csv_text

HEADER = "case,wave,coder,item,value,confidence,evidence,note\n"
ROW = "example,2024,me,smi.innovation.platform,yes,high,example-16,one inbox\n"


def contents(folder):
    """Every file below a folder with its bytes."""
    return {p: p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def rating(study, item, wave, coder="me"):
    """The rating of an item."""
    case = load_cases(study)["example"]
    (found,) = [r for r in case.ratings if (r.item, r.wave, r.coder) == (item, wave, coder)]
    return found


def test_a_rating_is_added_and_the_others_are_kept(study, sheet):
    """A new rating of a coder joins those that are there."""
    before = load_cases(study)["example"].ratings
    report = import_sheet(sheet(HEADER + ROW), study)
    after = load_cases(study)["example"].ratings
    assert after[:-1] == before
    assert after[-1].value == "yes"
    assert after[-1].evidence == ("example-16",)
    assert report.counts == {("ratings", "new"): 1}
    assert [path.rpartition("/")[2] for path in report.written] == ["me.yaml"]


def test_a_rating_is_updated_by_item_and_wave(study, sheet):
    """The same item and wave is one rating, whose other columns stay where the sheet has none."""
    text = "case,wave,coder,item,value\nexample,2020,me,smi.investment.team,yes\n"
    report = import_sheet(sheet(text), study)
    found = rating(study, "smi.investment.team", 2020)
    assert (found.value, found.confidence, found.note) == (
        "yes",
        "medium",
        "two people beside other work",
    )
    assert report.counts == {("ratings", "changed"): 1}


def test_reading_a_sheet_twice_changes_nothing_the_second_time(study, sheet):
    """What is as it should be is not written again."""
    path = sheet(HEADER + ROW)
    import_sheet(path, study)
    before = contents(study)
    report = import_sheet(path, study)
    assert contents(study) == before
    assert report.written == ()
    assert report.counts == {("ratings", "same"): 1}


def test_another_coder_gets_a_file_of_their_own(study, sheet, me):
    """Ratings of a new coder leave the files of the others alone."""
    before = me.read_bytes()
    import_sheet(sheet(HEADER + ROW.replace(",me,", ",김민수,")), study)
    assert me.read_bytes() == before
    assert load_cases(study)["example"].coders == ("me", "김민수")


def test_every_fault_is_told_at_once_with_its_row(faults_of, sheet):
    """Cells that cannot be read, unknown ids and answers off the scale: one list, in order."""
    rows = [
        "example,20l4,me,smi.investment.budget,yes,high,example-08,",  # a letter in the year
        "example,2024,me,smi.investment.teem,yes,high,example-08,",  # no such item
        "example,2024,you,smi.investment.time,Yes,high,example-99,",  # off the scale, no such fact
        "exampel,2024,me,smi.investment.time,yes,high,example-08,",  # no such case
        "example,2015,you,smi.investment.team,yes,high,example-01,",  # no such wave; a later fact
        "example,2024,../x,smi.investment.team,yes,high,example-01,",  # no name of a coder
        "example,2024,me,smi.investment.hours,yes,sure,example-09,",  # no such confidence
        ",2024,me,smi.investment.hours,yes,high,example-09,",  # no case
    ]
    assert faults_of(sheet(HEADER + "\n".join(rows))) == [
        ("bad_number", 2, "wave"),
        ("unknown_item", 3, "item"),
        ("off_scale", 4, "value"),
        ("unknown_evidence", 4, "evidence"),
        ("unknown_case", 5, "case"),
        ("unknown_wave", 6, "wave"),
        ("later_evidence", 6, "evidence"),
        ("wrong_type", 7, "coder"),
        ("wrong_type", 8, "confidence"),
        ("empty_cell", 9, "case"),
    ]


def test_yes_is_refused_with_the_right_word(study, sheet):
    """Answers are the words of the scale: the nearest one is named."""
    with pytest.raises(Faults, match="nearest: yes"):
        import_sheet(sheet(HEADER + ROW.replace(",yes,", ",Yes,")), study)


def test_nothing_is_half_imported(study, sheet, faults_of):
    """One wrong row among right ones, and no file changes."""
    before = contents(study)
    faults_of(sheet(HEADER + ROW + ROW.replace(",yes,", ",maybe,").replace(",me,", ",you,")))
    assert contents(study) == before


def test_files_are_put_back_when_one_cannot_be_written(study, sheet, tmp_path, monkeypatch):
    """The files before the one that failed are as they were, new folders are gone."""
    folder = tmp_path / "in"
    folder.mkdir()
    sheet("id,kind,name,waves\nnew,museum,New,2024\nlast,museum,Last,2024\n", "in/cases.csv")
    sheet(HEADER + ROW, "in/ratings.csv")
    before = contents(study)
    write = importing.write_together.__globals__["write_tagged"]

    def refuse(path, data, **details):
        if path.parent.name == "last":
            raise NotWritten(str(path), "the disk is full")
        return write(path, data, **details)

    monkeypatch.setitem(importing.write_together.__globals__, "write_tagged", refuse)
    with pytest.raises(NotWritten):
        import_sheet(folder, study)
    assert contents(study) == before
    assert sorted(p.name for p in (study / "case_studies").iterdir()) == ["example"]


def test_a_row_without_answer_rates_nothing(study, sheet, me):
    """A sheet prepared with all items may be filled in partly; an unanswered row stays unknown."""
    before = me.read_bytes()
    report = import_sheet(sheet(HEADER + "example,2024,me,smi.investment.team,,,,\n"), study)
    assert report.counts == {("ratings", "blank"): 1}
    assert me.read_bytes() == before


def test_evidence_without_an_answer_is_a_draft(study, sheet):
    """Whoever names evidence and no answer yet is not refused; the rating counts nowhere."""
    path = sheet(HEADER + "example,2024,me,smi.innovation.platform,,high,example-16,\n")
    report = import_sheet(path, study)
    found = rating(study, "smi.innovation.platform", 2024)
    assert (found.value, found.missing, found.evidence) == (None, None, ("example-16",))
    assert report.drafts == 1
    assert "1 ratings lack an answer or evidence" in str(report)


@pytest.mark.parametrize("answer", ["yes", "not_asked"])
def test_no_empty_cell_takes_an_answer_away(study, sheet, faults_of, answer):
    """A row without answer, but with a note, stops where the study has an answer already."""
    first = HEADER + f"example,2024,me,smi.innovation.platform,{answer},high,example-16,\n"
    import_sheet(sheet(first), study)
    path = sheet(HEADER + "example,2024,me,smi.innovation.platform,,,,why\n")
    assert faults_of(path) == [("answer_lost", 2, "value")]


@pytest.mark.parametrize("reason", ["unknown", "not_asked", "not_applicable", "confidential"])
def test_why_there_is_no_answer_may_stand_in_its_place(study, sheet, reason):
    """The four kinds of missing are read from the column of the value."""
    import_sheet(sheet(HEADER + f"example,2024,me,smi.investment.team,{reason},,,\n"), study)
    found = rating(study, "smi.investment.team", 2024)
    assert (found.value, found.missing) == (None, reason)


def test_an_item_rated_twice_in_a_sheet_is_a_fault(faults_of, sheet):
    """The second row names the line of the first."""
    assert faults_of(sheet(HEADER + ROW + ROW)) == [("double_row", 3, "item")]


def test_no_coder_may_own_the_file_of_the_case(faults_of, sheet):
    """A coder named case, in any letter case, would overwrite case.yaml."""
    rows = ROW.replace(",me,", ",case,") + ROW.replace(",me,", ",CASE,")
    assert faults_of(sheet(HEADER + rows)) == [
        ("reserved_coder", 2, "coder"),
        ("reserved_coder", 3, "coder"),
    ]


def test_an_unsound_row_has_no_followers(faults_of, sheet, tmp_path):
    """What rests on a row with a fault is not blamed as well."""
    folder = tmp_path / "in"
    folder.mkdir()
    sheet("case,id,text,source,value\nexample,f1,fact,annual2024,many\n", "in/evidence.csv")
    sheet(HEADER + "example,2024,you,smi.innovation.platform,yes,high,f1,\n", "in/ratings.csv")
    assert faults_of(folder) == [("bad_number", 2, "value")]


def test_notes_are_replaced_box_by_box(study, sheet):
    """The notes of a coder in a box are those of the sheet; other boxes are kept."""
    text = (
        "case,wave,coder,box,text,text_ko,evidence\n"
        "example,2024,me,def.canvas.engage,One,하나,example-09\n"
        "example,2024,me,def.canvas.engage,Two,,\n"
    )
    report = import_sheet(sheet(text), study)
    notes = load_cases(study)["example"].notes
    assert [n.text for n in notes if n.box == "def.canvas.engage"] == [
        {"en": "One", "ko": "하나"},
        {"en": "Two"},
    ]
    assert len(notes) == 5
    assert report.counts == {("notes", "changed"): 1, ("notes", "new"): 1}


def test_notes_may_have_one_row_a_language(study, sheet):
    """Rows of the same order are one note, as in our own tidy tables."""
    text = (
        "case,wave,coder,framework,box,order,language,text,evidence\n"
        "example,2024,me,def,def.canvas.reach,1,en,Far,example-09\n"
        "example,2024,me,def,def.canvas.reach,1,ko,멀리,example-09\n"
    )
    import_sheet(sheet(text), study)
    (note,) = [n for n in load_cases(study)["example"].notes if n.box == "def.canvas.reach"]
    assert note.text == {"en": "Far", "ko": "멀리"}


def test_rows_of_one_note_must_agree(faults_of, sheet):
    """Two languages of a note rest on the same evidence, and no language stands twice."""
    text = (
        "case,wave,coder,box,order,language,text,evidence\n"
        "example,2024,me,def.canvas.reach,1,en,Far,example-09\n"
        "example,2024,me,def.canvas.reach,1,en,Near,example-10\n"
        "example,2024,me,def.canvas.reach,2,en,,\n"
    )
    assert faults_of(sheet(text)) == [
        ("uneven_rows", 3, "evidence"),
        ("double_row", 3, "language"),
        ("empty_cell", 4, "text"),
    ]


def test_a_case_is_made_from_a_sheet_of_cases(tmp_path, sheet):
    """An empty folder becomes a study; years that a workbook made fractions are years again."""
    (tmp_path / "own study").mkdir()
    made = xlsxwriter.Workbook(str(tmp_path / "내 사례.xlsx"))
    rows = {
        "cases": [
            ["id", "kind", "name", "name_ko", "waves"],
            ["뮤즈", "museum", "Muse", "뮤즈", 2024.0],
        ],
        "sources": [["case", "key", "title", "url"], ["뮤즈", "s", "Title", "https://example.org"]],
        "evidence": [["case", "id", "text", "year", "source"], ["뮤즈", "e", "Fact", 2014.0, "s"]],
        "ratings": [
            ["case", "wave", "coder", "item", "value", "confidence", "evidence", "note"],
            ["뮤즈", 2024.0, "me", "smi.investment.budget", "yes", "low", "e, e2", None],
        ],
        "Evidence (2)": [
            ["case", "id", "text", "as_of", "source"],
            ["뮤즈", "e2", "Fact", "2020-07", "s"],
        ],
    }
    for name, lines in rows.items():
        page = made.add_worksheet(name)
        for number, line in enumerate(lines):
            page.write_row(number, 0, line)
    made.close()
    report = import_sheet(tmp_path / "내 사례.xlsx", tmp_path / "own study")
    case = load_cases(tmp_path / "own study", strict=True)["뮤즈"]
    assert report.new_cases == ("뮤즈",)
    assert (case.waves, case.name) == ((2024,), {"en": "Muse", "ko": "뮤즈"})
    assert [piece.year for piece in case.evidence] == [2014, None]
    assert case.ratings[0].evidence == ("e", "e2")


def test_what_a_sheet_of_cases_does_not_say_stays(study, sheet):
    """Columns that are not there keep their values; an empty cell empties."""
    text = 'id,kind,name_ar,waves,city\nexample,museum,فانوس,"2020,2024",\n'
    import_sheet(sheet(text, "cases.csv"), study)
    case = load_cases(study)["example"]
    assert case.name["en"] == "Lantern Museum (fictional)"
    assert case.name["ar"] == "فانوس"
    assert case.city is None
    assert case.founded == 1987
    assert case.size.value == 64000


def test_a_wave_that_ratings_need_cannot_be_taken_away(faults_of, sheet):
    """The case is checked as a whole, with what stands in its files."""
    found = faults_of(sheet("id,kind,waves\nexample,museum,2024\n", "cases.csv"))
    assert {code for code, _, _ in found} == {"unknown_wave"}


def test_a_case_without_name_or_waves_in_order_is_a_fault(tmp_path, sheet):
    """New cases have a name; waves go from earlier to later."""
    folder = tmp_path / "study"
    folder.mkdir()
    with pytest.raises(Faults) as error:
        import_sheet(
            sheet('id,kind,name,waves\na,museum,,2024\nb,museum,B,"2024,2020"\n', "c.csv"), folder
        )
    assert [(f.code, f.line, f.field) for f in error.value.faults] == [
        ("empty_cell", 2, "name"),
        ("waves_order", 3, "waves"),
    ]
    assert list(folder.iterdir()) == []


def test_a_broken_file_stops_the_import_of_its_case(study, sheet, me, faults_of):
    """What cannot be read cannot be changed: its faults are told."""
    me.write_text("format: 1\n\tcase: example\n", encoding="utf-8")
    assert faults_of(sheet(HEADER + ROW))[0][0] in ("tab", "not_yaml")


def test_a_missing_study_is_told(tmp_path, sheet):
    """A path that does not exist is not made by accident."""
    with pytest.raises(Faults, match="no folder"):
        import_sheet(sheet(HEADER + ROW), tmp_path / "nowhere")


def test_drafts_are_let_in_and_counted(study, sheet):
    """A rating without evidence is imported and named as what it is."""
    report = import_sheet(sheet(HEADER + "example,2024,me,smi.innovation.platform,yes,,,\n"), study)
    assert report.drafts == 1
    assert "1 ratings lack an answer or evidence" in str(report)


TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXT.filter(str.strip))
def test_any_text_that_is_imported_can_be_read_again(study, tmp_path, frameworks, text):
    """Whatever characters a cell holds, the file that is written is sound and holds them."""
    folder = tmp_path / "copy"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(study, folder)
    header = ["case", "id", "text", "source"]
    path = tmp_path / "evidence.csv"
    path.write_bytes(csv_text(header, [["example", "new", text, "annual2024"]]).encode())
    import_sheet(path, folder, frameworks=frameworks)
    cases = load_cases(folder, frameworks=frameworks, strict=True)
    assert cases["example"].find_evidence("new").text == text


def test_comments_of_a_hand_written_file_are_kept(study, sheet, me):
    """A rating that is added is all that changes in a file with comments."""
    before = me.read_text(encoding="utf-8")
    import_sheet(sheet(HEADER + ROW), study)
    added = "- item: smi.innovation.platform\n  wave: 2024\n  value: 'yes'\n  confidence: high\n"
    added += "  evidence: [example-16]\n  note: one inbox\n"
    assert me.read_text(encoding="utf-8") == before.replace("notes:\n", f"{added}notes:\n")
