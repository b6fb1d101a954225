"""What goes out as a project comes back: nothing is lost that the format can hold."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from lxml import etree

from engagement_kit.cases import Case, load_cases
from engagement_kit.cases.answer_file import parse_answers
from engagement_kit.exchange.refi.exporting import project_bytes, project_of, write_qdpx
from engagement_kit.exchange.refi.importing import import_qdpx
from engagement_kit.exchange.refi.reading import read_qdpx
from engagement_kit.frameworks import Framework, load_frameworks
from tests.exchange.refi.made_cases import CASES

XSD = Path(__file__).resolve().parents[4] / "shared" / "data" / "refi-qda" / "Project.xsd"
FRAMEWORKS = {
    one.id: one for one in load_frameworks().values() if one.id in ("smi", "maturity", "def")
}


def content(case: Case) -> dict:
    """Everything that a case says, apart from where it lies."""
    return {name: getattr(case, name) for name in Case.model_fields if name != "folder"}


def read_back(data: bytes, folder: Path) -> list[Case]:
    """The cases in the bytes of a project."""
    file = folder / "project.qdpx"
    file.write_bytes(data)
    return list(read_qdpx(file).to_cases(frameworks=FRAMEWORKS))


@given(CASES)
@settings(max_examples=40, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
def test_cases_come_back_as_they_were(tmp_path_factory, cases):
    """Whatever cases say, in any script, with gaps and oddities, comes back from a project."""
    project, _ = project_of(cases, FRAMEWORKS)
    folder = tmp_path_factory.mktemp("trip")
    back = read_back(project_bytes(project), folder)
    assert [content(case) for case in back] == [content(case) for case in cases]


@given(CASES)
@settings(max_examples=20, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
def test_every_export_is_valid(cases):
    """Whatever cases say, the project is valid against the schema of the format."""
    if not XSD.exists():
        pytest.skip("the schema of REFI-QDA is not here")
    schema = etree.XMLSchema(etree.parse(XSD))
    project, _ = project_of(cases, FRAMEWORKS)
    with zipfile.ZipFile(io.BytesIO(project_bytes(project))) as archive:
        document = etree.fromstring(archive.read("project.qde"))
    assert schema.validate(document), str(schema.error_log)


def test_library_comes_back_as_files(library, tmp_path):
    """A study made of the library's project has the same files as the library."""
    cases = list(library)[:6]
    write_qdpx(cases, tmp_path / "six.qdpx")
    study = tmp_path / "study"
    study.mkdir()
    report = import_qdpx(tmp_path / "six.qdpx", study)
    assert report.dropped == ()
    assert len(report.new_cases) == 6
    back = load_cases(study)
    assert {c.id: content(c) for c in back} == {c.id: content(c) for c in cases}


def test_same_cases_give_same_bytes(library, frameworks: dict[str, Framework], tmp_path):
    """Two exports of the same cases are the same file, byte by byte."""
    cases = list(library)[:4]
    first, _ = project_of(cases, frameworks)
    write_qdpx(cases, tmp_path / "a.qdpx", frameworks)
    assert (tmp_path / "a.qdpx").read_bytes() == project_bytes(first)


def test_second_import_changes_nothing(library, tmp_path):
    """A project that says what the study says already changes no file."""
    write_qdpx(list(library)[:2], tmp_path / "two.qdpx")
    study = tmp_path / "study"
    study.mkdir()
    import_qdpx(tmp_path / "two.qdpx", study)
    again = import_qdpx(tmp_path / "two.qdpx", study)
    assert again.written == ()
    assert len(again.same_cases) == 2


def test_respondents_come_back_in_one_file(library, tmp_path):
    """Respondents of a survey are rows of the project, and one file in the study that it makes."""
    case = library["tate"]
    evidence = case.evidence[0].id
    wave = case.waves[-1]
    head = "case,wave,respondent,evidence,smi.investment.budget,maturity.governance"
    answers = [("r0001", "yes", "unknown"), ("r0002", "", "basic"), ("r0003", "no", "basic")]
    rows = [f"tate,{wave},{who},{evidence},{one},{two}" for who, one, two in answers]
    ratings = parse_answers("\n".join([head, *rows]).encode(), Path("answers-visitors.csv"))
    asked = case.model_copy(update={"ratings": (*ratings, *case.ratings)})
    write_qdpx([asked], tmp_path / "asked.qdpx")
    assert not any("r0001" in user.name for user in read_qdpx(tmp_path / "asked.qdpx").users)
    (tmp_path / "study").mkdir()
    import_qdpx(tmp_path / "asked.qdpx", tmp_path / "study")
    assert content(load_cases(tmp_path / "study", strict=True)[0]) == content(asked)
    names = sorted(path.name for path in (tmp_path / "study" / "tate").iterdir())
    assert names == ["answers-visitors.csv", "case.yaml", *(f"{c}.yaml" for c in case.coders)]
