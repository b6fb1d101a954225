"""Sources come into the cases that they are of, all of them or none."""

import json

import pytest

from engagement_kit import cli
from engagement_kit.cases import load_cases
from engagement_kit.errors import Faults, UnknownId
from engagement_kit.exchange import export_to, import_bibliography, import_from, write_bibliography
from tests.exchange.bibliography.samples import BIB, CSL


@pytest.fixture
def case(study):
    """The only case of the study."""
    return load_cases(study)[0]


@pytest.fixture
def library(tmp_path):
    """Write a file of a reference manager."""

    def write(data, name="library.json"):
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else json.dumps(data).encode())
        return path

    return write


def _with_two_cases(study, case):
    folder = study / "case_studies" / "second"
    folder.mkdir(parents=True)
    text = (case.folder / "case.yaml").read_text().replace(f"id: {case.id}", "id: second", 1)
    (folder / "case.yaml").write_text(text)


def test_new_sources_are_added_and_the_rest_stays(study, case, library):
    """A library is read into the only case; its comments and other sources stay."""
    path = case.folder / "case.yaml"
    path.write_text("# mine\n" + path.read_text())
    report = import_from(library(CSL), study)
    after = load_cases(study, strict=True)[0]
    assert [source.key for source in after.sources[-2:]] == ["simon2010", "ABCD1234"]
    assert after.sources[: len(case.sources)] == case.sources
    assert path.read_text().startswith("# mine\n")
    assert f"sources of {case.id}: 2 new" in str(report)
    assert after.source("ABCD1234").csl["volume"] == "12"


def test_reading_the_same_library_again_changes_nothing(study, library):
    """What is there already is the same, and no file is written."""
    import_bibliography(library(BIB, "a.bib"), study)
    report = import_bibliography(library(BIB, "a.bib"), study)
    assert {state for _, state in report.counts} == {"same"}
    assert report.written == ()


def test_what_the_file_does_not_say_stays(study, library):
    """A note and a kind of one's own survive an update of the library."""
    one = {"id": "x", "type": "webpage", "title": "T", "URL": "https://x.org/"}
    import_bibliography(library([one]), study)
    path = load_cases(study)[0].folder / "case.yaml"
    text = path.read_text()
    assert "- key: x\n  title: T\n" in text
    path.write_text(text.replace("- key: x\n  title: T\n", "- key: x\n  title: T\n  note: mine\n"))
    import_bibliography(library([{**one, "title": "T", "volume": "7"}]), study)
    source = load_cases(study)[0].source("x")
    assert (source.note, source.csl) == ("mine", {"volume": "7"})


def test_another_work_under_a_known_key_is_refused(study, case, library):
    """Nothing is written where a key would change its meaning, and both works are named."""
    before = (case.folder / "case.yaml").read_bytes()
    taken = {"id": case.sources[0].key, "type": "book", "title": "Another", "publisher": "P"}
    new = {"id": "new", "type": "book", "title": "New", "publisher": "P"}
    with pytest.raises(Faults, match="'Another'") as caught:
        import_bibliography(library([new, taken]), study)
    assert caught.value.faults[0].code == "taken_key"
    assert (case.folder / "case.yaml").read_bytes() == before


def test_a_tag_says_which_case_a_source_is_of(study, case, library):
    """With several cases a tag or an argument names one; nothing is guessed."""
    _with_two_cases(study, case)
    one = {"id": "x", "type": "book", "title": "T", "publisher": "P"}
    with pytest.raises(Faults) as caught:
        import_bibliography(library([one]), study)
    assert caught.value.faults[0].code == "no_case_named"
    import_bibliography(library([{**one, "keyword": "read, second"}]), study)
    assert load_cases(study)["second"].sources[-1].key == "x"
    import_bibliography(library([one]), study, case=case.id)
    assert load_cases(study)[case.id].sources[-1].key == "x"
    with pytest.raises(UnknownId):
        import_bibliography(library([one]), study, case="third")


def test_a_source_without_any_place_is_a_fault(study, library, tmp_path):
    """A source that says neither address nor publisher cannot be found by a reader."""
    with pytest.raises(Faults) as caught:
        import_bibliography(library([{"id": "x", "type": "book", "title": "T"}]), study)
    (fault,) = caught.value.faults
    assert fault.code == "no_address"
    assert (fault.file, fault.field) == (
        str(tmp_path / "library.json"),
        "x.url",
    )


@pytest.mark.parametrize("name", ["a.bib", "a.json"])
def test_a_study_goes_out_and_finds_its_cases_again(study, case, tmp_path, name):
    """Written and read in, nothing changes, also where keys carry the case in front."""
    _with_two_cases(study, case)
    cases = load_cases(study)
    (path,) = export_to(cases, tmp_path / name)
    assert import_bibliography(path, study).written == ()
    path = write_bibliography(cases, tmp_path / f"keyed-{name}", keys="case")
    assert f"second-{case.sources[0].key}" in path.read_text()
    assert import_bibliography(path, study).written == ()


def test_the_command_takes_the_way_out_that_it_names(study, case, tmp_path, capsys):
    """Where two cases have one key, what the fault tells to say is understood by the command."""
    _with_two_cases(study, case)
    for source in study.rglob("case.yaml"):
        if source.parent.name == "second":
            text = source.read_text(encoding="utf-8")
            source.write_text(text.replace("title: Annual", "title: Other"), encoding="utf-8")
    out = str(tmp_path / "out.bib")
    assert cli.main(["export", str(study), out]) == 1
    assert "--keys case" in capsys.readouterr().err
    assert cli.main(["export", str(study), out, "--keys", "case"]) == 0
    assert cli.main(["export", str(study), out, "--keys", "case"]) == 1
    assert "remove or rename it" in capsys.readouterr().err
    assert cli.main(["export", str(study), str(tmp_path / "o.sav"), "--keys", "case"]) == 1
    assert "not keys" in capsys.readouterr().err
