import pytest

import engagement_kit as ek
from engagement_kit.assess import combine_ratings
from engagement_kit.cases import Store, load_cases, read_case, write_case
from engagement_kit.cli import main
from engagement_kit.errors import Faults

HEAD = "Timestamp,Code,smi.investment.time,smi.investment.team\n"
FILE = "answers-visitors.csv"


@pytest.fixture
def survey(export, confirmed):
    """An export of these rows and its mapping; respondents are told apart by their code."""

    def make(*rows, wave=2024, edits=(), code=True):
        path = export(HEAD + "".join(f"x,{row}\n" for row in rows))
        column = (("respondent:\n  column:", "respondent:\n  column: Code"),) if code else ()
        return path, confirmed(path, None, *column, *edits, wave=wave)

    return make


def snapshot(folder):
    """Content of every file below a folder."""
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def into(study, survey, **options):
    """Import an export by its mapping."""
    path, mapping = survey
    return ek.import_survey(path, study, mapping, **options)


def codes_of(error):
    """Codes of the faults that were raised."""
    return [fault.code for fault in error.value.faults]


def test_respondents_become_coders_whose_ratings_rest_on_the_survey(study, survey):
    """One file, one source, one piece of evidence with the number of respondents; no draft."""
    report = into(study, survey("k1,yes,no", "k2,,Not applicable"))
    folder = study / "case_studies" / "example"
    assert {path.rsplit("/", 1)[-1] for path in report.written} == {"case.yaml", FILE}
    (case,) = load_cases(study, strict=True)
    ratings = [r for r in case.ratings if r.coder.startswith("visitors:")]
    assert [(r.item, r.value, r.missing) for r in ratings] == [
        ("smi.investment.time", "yes", None),
        ("smi.investment.team", "no", None),
        ("smi.investment.time", None, "unknown"),
        ("smi.investment.team", None, "not_applicable"),
    ]
    assert not any(rating.is_draft for rating in ratings)
    piece = case.find_evidence("visitors-2024")
    assert (piece.value, piece.unit, piece.source, piece.year) == (
        2,
        "respondents",
        "visitors",
        2024,
    )
    assert case.source("visitors").url == "archive of the museum"
    assert (folder / FILE).read_text().splitlines()[0] == (
        "case,wave,respondent,evidence,smi.investment.time,smi.investment.team"
    )
    assert "# " in (folder / "case.yaml").read_text(), "comments of the file stay"


def test_nothing_of_the_persons_enters_the_study(study, samples, confirmed):
    """Addresses, names, places and times of the export are in no file."""
    path = samples / "qualtrics" / "export.csv"
    ek.import_survey(path, study, confirmed(path))
    text = b"".join(snapshot(study).values()).decode()
    for personal in ("jo@example.org", "192.0.2", "Doe", "R_1aBcDeF", "52.37", "2024-05-01 10:58"):
        assert personal not in text


def test_thousands_of_respondents_are_two_files(study, survey):
    """Three thousand respondents: the coders' file and the case, and they are read again."""
    before = set(snapshot(study))
    into(study, survey(*(f"k{n},yes,{'no' if n % 2 else ''}" for n in range(3000))))
    assert set(snapshot(study)) - before == {study / "case_studies" / "example" / FILE}
    (case,) = load_cases(study, strict=True)
    assert len(case.coders) == 3001
    (again,) = load_cases(study, strict=True)  # from the cache
    assert again == case


def test_the_same_import_again_changes_nothing(study, survey):
    """Not one byte."""
    path, mapping = survey("k1,yes,no", "k2,no,no")
    ek.import_survey(path, study, mapping)
    before = snapshot(study)
    report = ek.import_survey(path, study, mapping)
    assert snapshot(study) == before
    assert (report.new, report.same, report.written) == (0, 2, ())


def test_further_responses_are_added(study, survey):
    """The number in the evidence follows; a source that people have edited stays."""
    into(study, survey("k1,yes,no"))
    store = Store(study)
    case = store.case("example")
    sources = [s.model_copy(update={"title": "Mine"}) if s.key == "visitors" else s
               for s in case.sources]  # fmt: skip
    store.save(case.model_copy(update={"sources": tuple(sources)}))
    path, mapping = survey("k0,no,no", "k1,yes,no")
    report = ek.import_survey(path, study, mapping)
    (case,) = load_cases(study, strict=True)
    assert (report.new, report.same) == (1, 1)
    assert case.find_evidence("visitors-2024").value == 2
    assert case.find_evidence("visitors-2024").text.startswith("2 respondents")
    assert case.source("visitors").title == "Mine"


def test_answers_that_are_there_are_not_changed_silently(study, survey):
    """Changed and missing responses are refused with their number; overwriting takes them over."""
    into(study, survey("k1,yes,no", "k2,no,no"))
    before = snapshot(study)
    path, mapping = survey("k1,no,no")
    with pytest.raises(Faults) as error:
        ek.import_survey(path, study, mapping)
    assert codes_of(error) == ["answers_there", "answers_there"]
    assert snapshot(study) == before
    report = ek.import_survey(path, study, mapping, overwrite=True)
    assert (report.replaced, report.dropped) == (1, 1)
    (case,) = load_cases(study, strict=True)
    assert case.find_evidence("visitors-2024").value == 1


def test_another_wave_goes_into_the_same_file(study, survey):
    """Answers to other waves stay; numbered respondents of two waves are not taken for one."""
    for wave in (2020, 2024):
        path, mapping = survey("k1,yes,no", wave=wave)
        ek.import_survey(path, study, mapping)
    (case,) = load_cases(study, strict=True)
    mine = [r for r in case.ratings if r.coder.startswith("visitors:")]
    assert len({r.coder for r in mine}) == 1
    assert sorted({r.wave for r in mine}) == [2020, 2024]
    path, mapping = survey("k1,yes,no", wave=2024, code=False)
    with pytest.raises(Faults) as error:
        ek.import_survey(path, study, mapping, overwrite=True)
    assert codes_of(error) == ["order_names"]


def test_everything_wrong_is_told_and_nothing_written(study, survey, export, confirmed):
    """An unknown case, a wave that it lacks, a survey without title, respondents as cases."""
    before = snapshot(study)
    path, mapping = survey("k1,yes,no")
    for text, code in (
        (mapping.text.replace("value: example", "value: exampel"), "no_such_case"),
        (mapping.text.replace("value: 2024", "value: 2023"), "unknown_wave"),
        (mapping.text.replace("  title: Visitors' survey", "  title:"), "unnamed_source"),
        (mapping.text.replace("respondents: coders", "respondents: cases"), "cases_in_study"),
        (mapping.text.replace("confirmed: yes", "confirmed: no"), "unconfirmed"),
    ):
        assert text != mapping.text
        with pytest.raises(Faults) as error:
            ek.import_survey(path, study, ek.SurveyMapping(text))
        assert codes_of(error) == [code]
    assert snapshot(study) == before


def test_a_case_is_told_once_that_lacks_a_wave(study, survey):
    """A thousand respondents do not make a thousand faults of it."""
    path, mapping = survey(*(f"k{n},yes,no" for n in range(1000)), wave=2021)
    with pytest.raises(Faults) as error:
        ek.import_survey(path, study, mapping)
    assert codes_of(error) == ["unknown_wave"]


def test_the_store_keeps_the_answers_and_writes_them_anew_only_where_they_change(study, survey):
    """Saving another change leaves the file alone; a copy of the case has the same file."""
    path, mapping = survey("k1,yes,no", "k2,,no")
    ek.import_survey(path, study, mapping)
    folder = study / "case_studies" / "example"
    stamp = (folder / FILE).stat().st_mtime_ns
    store = Store(study)
    case = store.save(store.case("example").rate("smi.investment.time", "yes", coder="anna"))
    assert (folder / FILE).stat().st_mtime_ns == stamp
    assert read_case(folder) == case
    write_case(case, study / "copy" / "example")
    assert (study / "copy" / "example" / FILE).read_bytes() == (folder / FILE).read_bytes()
    changed = store.case("example").rate("smi.investment.time", "no", coder=case.coders[-1],
                                         evidence=["visitors-2024"])  # fmt: skip
    assert store.save(changed) == read_case(folder)
    assert (folder / FILE).stat().st_mtime_ns != stamp


def test_a_study_with_a_survey_goes_through_a_workbook_and_back(study, survey, tmp_path):
    """Sheets hold the answers as ratings; read into an empty study they make the same files."""
    into(study, survey("k1,yes,no", "k2,,no"))
    ek.export_study(load_cases(study), tmp_path / "sheets")
    other = tmp_path / "other"
    (other / "case_studies").mkdir(parents=True)
    ek.import_sheet(tmp_path / "sheets", other)
    (was,), (now,) = load_cases(study, strict=True), load_cases(other, strict=True)
    assert now == was.model_copy(update={"folder": now.folder})
    here, there = (root / "case_studies" / "example" / FILE for root in (study, other))
    assert here.read_bytes() == there.read_bytes()


def test_results_count_the_respondents(study, survey):
    """A placement by the survey's answers, coders brought together by their lower median."""
    path, mapping = survey("k1,yes,no", "k2,yes,no", "k3,no,no")
    ek.import_survey(path, study, mapping)
    smi = ek.load_framework("smi")
    table = ek.ratings_table(load_cases(study), smi)
    mine = table[table["coder"].str.startswith("visitors:")]
    combined = combine_ratings(mine, smi).set_index("item")
    assert combined.loc["smi.investment.time", ["value", "n_coders"]].tolist() == ["yes", 3]
    assert combined.loc["smi.investment.time", "spread"] == 2


def test_whoever_lists_coders_counts_respondents(study, survey):
    """Pages name the survey with its number; nobody adjudicates between respondents."""
    into(study, survey("k1,yes,no", "k2,no,no", "k3,,no"))
    cases = load_cases(study)
    assert "visitors (3 respondents)" in cases[0]._repr_html_()
    assert not ek.disagreements(cases).table["coder_1"].str.contains(":").any()


def test_the_report_tells_how_often_respondents_gave_each_answer(study, survey, tmp_path):
    """One line a survey in place of one a respondent, with a link to the evidence."""
    into(study, survey("k1,yes,no", "k2,yes,no", "k3,,no"))
    path = tmp_path / "out"
    page = ek.run_study(study, path).report.read_text("utf-8")
    assert "visitors (n = 3)" in page
    assert "Yes 2" in page
    assert "unknown 1" in page
    assert "visitors:r" not in page


def test_the_command_proposes_and_imports(study, survey, tmp_path, capsys):
    """Whatever is wrong ends with 1 and its place; what was confirmed is read."""
    path, mapping = survey("k1,yes,no")
    file = tmp_path / "mapping.yaml"
    words = ["survey", "propose", str(path), str(study), "--out", str(file), "--wave", "2024"]
    assert main(words) == 0
    assert main(words) == 1, "a mapping that is there is kept"
    given = ["survey", "import", str(path), str(study), "--mapping", str(file)]
    assert main(given) == 1
    assert "nobody has confirmed" in capsys.readouterr().err
    file.write_text(mapping.text, encoding="utf-8")
    assert main(given) == 0
    assert "1 response to 2 items about 1 case" in capsys.readouterr().out
