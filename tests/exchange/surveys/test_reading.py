import pytest

import engagement_kit as ek
from engagement_kit.errors import Faults, UnknownId, WrongKind
from engagement_kit.exchange import read_mapping, read_survey

HEAD = "Timestamp,smi.investment.briefing,smi.investment.time\n"


def faults_of(path, mapping, **options):
    """Code, line and field of each fault of reading."""
    with pytest.raises(Faults) as error:
        read_survey(path, mapping, **options)
    return [(fault.code, fault.line, fault.field) for fault in error.value.faults]


def test_nothing_unconfirmed_is_used(export):
    """A proposal is refused as it is, whatever else could be said of it."""
    path = export(HEAD + "x,yes,no\n")
    proposal = ek.propose_mapping(path, case="a", wave=2024)
    assert faults_of(path, proposal) == [("unconfirmed", 7, "confirmed")]
    assert read_survey(path, proposal.confirm()).n_responses == 1


def test_every_cell_that_does_not_map_is_named_as_the_spreadsheet_shows_it(export, confirmed):
    """A cell of three lines is one row, and blank rows count, as in a spreadsheet."""
    path = export(HEAD + '"a\nb\nc",yes,perhaps\n\nd,2,no\n')
    codes = faults_of(path, confirmed(path))
    assert codes == [
        ("unmapped_cell", 2, "C2 'smi.investment.time'"),
        ("unmapped_cell", 4, "B4 'smi.investment.briefing'"),
    ]


def test_skipping_keeps_the_rest_and_the_list(export, confirmed):
    """What is left out is counted, listed and not in the table."""
    path = export(HEAD + "a,yes,perhaps\nb,2,no\n")
    answers = read_survey(path, confirmed(path), unmapped="skip")
    assert [(c.row, c.column, c.text) for c in answers.unmapped] == [
        (2, "C", "perhaps"),
        (3, "B", "2"),
    ]
    assert answers.table["value"].tolist() == ["yes", "no"]
    assert "2 cells not mapped, and left out\n  C2 (smi.investment.time): 'perhaps'" in str(answers)


def test_a_blank_cell_is_missing_for_the_reason_that_the_mapping_gives(export, confirmed):
    """For the whole file, or for one column; never a no."""
    path = export(HEAD + "a,,\n")
    edit = ("item: smi.investment.time", "item: smi.investment.time\n  blank: not_asked")
    answers = read_survey(path, confirmed(path, None, edit))
    assert answers.table["missing"].tolist() == ["unknown", "not_asked"]
    assert answers.table["value"].isna().all()


def test_a_text_may_be_known_by_how_it_begins(export, confirmed):
    """The longest beginning counts, and a whole text goes before any beginning."""
    path = export(HEAD + "a,Other: often,Other: no\nb,Other: oft,Other\n")
    edit = (
        "answers:\n  answer:",
        (
            "answers:\n  answer:\n  - {begins: 'other', value: unknown}\n"
            "  - {begins: 'Other: oft', value: yes}\n  - {text: 'Other: oft', value: partly}"
        ),
    )
    answers = read_survey(path, confirmed(path, None, edit))
    assert answers.table["value"].fillna("-").tolist() == ["yes", "-", "partly", "-"]


def test_cells_with_several_answers(export, confirmed):
    """Each option answers an item of its own; what is not chosen is what the mapping says."""
    path = export(
        "Timestamp,What is there?\n"
        'a,"A dedicated team exists, sized to the volume, Staff are trained for social"\n'
        'b,Staff are trained for social\nc,\nd,"Staff are trained for social, a dragon"\n'
    )
    mapping = confirmed(path)
    assert "separator: ', '" in mapping.text
    codes = {code for code, *_ in faults_of(path, mapping)}
    assert codes == {"undecided_option"}
    edit = (
        "  separator:",
        (
            "  separator: ', '\n  options:\n"
            "  - {text: 'A dedicated team exists, sized to the volume', item: smi.investment.team,"
            " chosen: yes, not_chosen: unknown}\n"
            "  - {text: Staff are trained for social, item: smi.investment.training, chosen: yes,"
            " not_chosen: no}\nanswers: {}\n#"
        ),
    )
    head, _, _ = mapping.text.partition("  separator:")
    mapping = ek.SurveyMapping(head + edit[1])
    assert faults_of(path, mapping) == [("unmapped_cell", 5, "B5 'What is there?'")]
    table = read_survey(path, mapping, unmapped="skip").table
    assert table["value"].fillna("-").tolist() == ["yes", "yes", "-", "yes", "-", "-"]
    assert table["missing"].fillna("-").tolist()[2:] == ["unknown", "-", "unknown", "unknown"]


def test_a_response_without_case_or_wave_is_left_out_as_a_whole(export, confirmed):
    """Its place is named once; none of its answers is in the table."""
    path = export(
        "Timestamp,Museum,Wave,smi.investment.time\na,X,2020,yes\nb,Y,2024,no\nc,X,24,no\n"
    )
    mapping = confirmed(path, None, ("case:\n  value:", ("case:\n  column: Museum\n  answers:\n"
                        "  - {text: x, value: example}\n#")), case=None, wave=None)  # fmt: skip
    mapping = ek.SurveyMapping(
        mapping.text.replace("wave:\n  value:", "wave:\n  column: Wave\n#", 1)
    )
    assert [field for _, _, field in faults_of(path, mapping)] == ["B3 'Museum'", "C4 'Wave'"]
    answers = read_survey(path, mapping, unmapped="skip")
    assert answers.table["value"].tolist() == ["yes"]
    assert answers.table["wave"].tolist() == [2020]
    assert answers.n_without_place == 2


@pytest.mark.parametrize(("rule", "values"), [("first", ["yes"]), ("last", ["no"])])
def test_who_answers_twice_is_refused_or_counted_once(export, confirmed, rule, values):
    """Both rows are named; a mapping may say which of them counts."""
    path = export("Timestamp,Code,smi.investment.time\na,K1,yes\nb,K1,no\n")
    edit = ("respondent:\n  column:", "respondent:\n  column: Code")
    codes = faults_of(path, confirmed(path, None, edit))
    assert codes == [("answered_again", 3, "")]
    answers = read_survey(
        path, confirmed(path, None, edit, ("repeated: refuse", f"repeated: {rule}"))
    )
    assert answers.table["value"].tolist() == values
    assert answers.n_repeated == 1


def test_addresses_are_no_names_without_a_secret(export, confirmed):
    """What could be led back to people is refused; with a secret nothing of it comes through."""
    path = export("Timestamp,Mail,smi.investment.time\na,jo@example.org,yes\nb,al@example.org,no\n")
    edit = ("respondent:\n  column:", "respondent:\n  column: Mail")
    with pytest.raises(Faults) as error:
        read_survey(path, confirmed(path, None, edit))
    assert [fault.code for fault in error.value.faults] == ["personal_id"]
    assert "example.org" not in str(error.value)
    names = []
    for secret in ("one", "two"):
        edit = ("respondent:\n  column:", f"respondent:\n  secret: {secret}\n  column: Mail")
        answers = read_survey(path, confirmed(path, None, edit))
        names.append(tuple(answers.table["coder"]))
        assert "@" not in str(answers.table.to_dict())
    assert not set(names[0]) & set(names[1])


def test_a_blank_id_tells_nobody_apart(export, confirmed):
    """It is named with its place."""
    path = export("Timestamp,Code,smi.investment.time\na,K1,yes\nb,,no\n")
    edit = ("respondent:\n  column:", "respondent:\n  column: Code")
    assert faults_of(path, confirmed(path, None, edit)) == [("no_respondent", 3, "B3")]


def test_respondents_as_cases_are_a_table_for_placing(export, confirmed):
    """Each respondent is a case of its own, whom place_quadrants() places."""
    items = [item.id for item in ek.load_framework("smi").items]
    rows = ["a," + ",".join(["yes"] * len(items)), "b," + ",".join(["no"] * len(items))]
    path = export("\n".join([",".join(["Timestamp", *items]), *rows]) + "\n")
    answers = read_survey(path, confirmed(path, None, respondents="cases", case=None))
    assert answers.table["case"].unique().tolist() == ["r0001", "r0002"]
    assert answers.table["coder"].unique().tolist() == ["visitors"]
    placed = ek.place_quadrants(answers.table, ek.load_framework("smi"))
    assert placed.table.set_index("case")["quadrant"].to_dict() == {
        "r0001": "socialfirst",
        "r0002": "observer",
    }


def test_a_mapping_for_another_export_is_refused(export, confirmed, samples):
    """Another program's export, columns that are gone: each with its line in the mapping."""
    mapping = confirmed(export(HEAD + "a,yes,no\n"))
    found = faults_of(samples / "limesurvey_texts" / "export.csv", mapping)
    assert [code for code, *_ in found] == ["other_dialect", "no_such_column", "no_such_column"]
    assert all(line for _, line, _ in found)


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("x.csv", "", "no_columns"),
        ("x.csv", "\n , \n", "no_columns"),
        ("x.ods", "a", "unknown_export"),
        ("x.csv", 'a,"b\n', "not_cells"),
        ("x.csv", "a,b\n1,2,3\n", "surplus_cell"),
        ("x.csv", ",".join("a" * 6000), "too_many_columns"),
        ("x.xlsx", "no workbook", "not_workbook"),
    ],
)
def test_what_is_no_export_is_refused(export, name, text, code):
    """With one fault that says what it is."""
    with pytest.raises(Faults) as error:
        ek.propose_mapping(export(text, name))
    assert [fault.code for fault in error.value.faults] == [code]


def test_the_sheet_that_has_the_answers_is_taken(workbook):
    """A sheet is chosen by name; one that is not there is told with those that are."""
    path = workbook([["Timestamp", "smi.investment.time"], ["a", "yes"]], sheet="Form Responses 1")
    assert ek.propose_mapping(path, case="a", wave=2024).form.sheet == "Form Responses 1"
    with pytest.raises(UnknownId):
        ek.propose_mapping(path, sheet="Sheet1")


def test_wrong_calls_are_told(export, confirmed):
    """What is neither mapping nor file, and what is no way with cells."""
    path = export(HEAD + "a,yes,no\n")
    with pytest.raises(WrongKind):
        read_survey(path, confirmed(path), unmapped="guess")  # type: ignore[arg-type]
    with pytest.raises(WrongKind):
        read_survey(path, {"confirmed": "yes"})  # type: ignore[arg-type]
    with pytest.raises(WrongKind):
        ek.propose_mapping(path, 3)  # type: ignore[arg-type]


def test_a_mapping_is_read_from_its_file(export, confirmed, tmp_path):
    """What was saved, with comments and another program's line ends, reads the same."""
    path = export(HEAD + "a,yes,no\n")
    mapping = confirmed(path)
    saved = mapping.save(tmp_path / "mapping.yaml")
    saved.write_bytes(saved.read_bytes().replace(b"\n", b"\r\n"))
    assert read_mapping(saved).form == mapping.form
    assert read_survey(path, saved).table.equals(read_survey(path, mapping).table)
