"""Projects in the manner of five other programs, each with its own habits."""

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from engagement_kit.cases import Case, load_cases
from engagement_kit.errors import Faults
from engagement_kit.exchange import import_from
from engagement_kit.exchange.refi.importing import import_qdpx
from engagement_kit.exchange.refi.project import Project
from engagement_kit.exchange.refi.reading import read_qdpx
from tests.exchange.refi.packing import DIALECTS, packed


def opened(dialect: str, folder: Path) -> Project:
    """The project of a sample."""
    file = folder / f"{dialect}.qdpx"
    file.write_bytes(packed(dialect))
    return read_qdpx(file)


def texts(case: Case) -> list[str]:
    """What the evidence of a case says."""
    return [piece.text for piece in case.evidence]


def dropped(project: Project) -> list[str]:
    """What a project says it left out."""
    return [one.what for one in project.dropped]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_each_becomes_a_study(dialect, tmp_path):
    """A project of each program becomes sound cases of a study, in one call."""
    (tmp_path / "study").mkdir()
    opened(dialect, tmp_path)
    report = import_from(tmp_path / f"{dialect}.qdpx", tmp_path / "study")
    cases = load_cases(tmp_path / "study", strict=True)
    assert {case.id for case in cases} == set(report.new_cases)
    assert "not kept: " in str(report)


def test_atlas(tmp_path):
    """A document with the project's name is found; a line end counts as one character."""
    project = opened("atlas", tmp_path)
    (case,) = project.to_cases()
    assert texts(case) == ["The guide knew the answer.", "There is money for it now."]
    assert [piece.tags for piece in case.evidence] == [("trust-in-staff",), ()]
    assert case.evidence[1].elements == ("smi.investment.budget",)
    assert case.evidence[0].note == "Said twice.\nCompare with interview 2."
    assert case.waves == (2024,)
    assert "sets" in dropped(project)


def test_what_no_case_has_a_place_for_is_told(tmp_path):
    """Texts as such, links between codes and the tree above a code are in the list."""
    xml = """<Project xmlns="urn:QDA-XML:project:1.0" name="p" modifiedDateTime="2024-01-01">
    <CodeBook>
    <Codes><Code guid="a" name="above"><Code guid="b" name="below"/></Code></Codes></CodeBook>
    <Sources><TextSource guid="t" name="t"><PlainTextContent>Some words</PlainTextContent>
    <PlainTextSelection guid="s" startPosition="0" endPosition="4"><Coding guid="c">
    <CodeRef targetGUID="b"/></Coding></PlainTextSelection></TextSource></Sources>
    <Links><Link guid="l" originGUID="a" targetGUID="b"/></Links></Project>"""
    with zipfile.ZipFile(tmp_path / "p.qdpx", "w") as archive:
        archive.writestr("project.qde", xml)
    (tmp_path / "study").mkdir()
    told = str(import_from(tmp_path / "p.qdpx", tmp_path / "study"))
    for what in ("links", "codes above other codes", "texts as a whole"):
        assert f"not kept: {what}" in told


def test_nvivo(tmp_path):
    """A case takes what is coded with the code of its GUID; a prefix of variables is taken off."""
    project = opened("nvivo", tmp_path)
    anna, minsu = project.to_cases(lang="ko")
    assert texts(anna) == ["Age group: 20-29", "Visits: 3", "It closes early."]
    assert (anna.country, anna.evidence[1].value) == ("Poland", 3)
    assert anna.evidence[2].tags == ("Opening-hours",)
    assert (minsu.id, minsu.name) == ("김민수", {"ko": "김민수"})
    assert [piece.note for piece in minsu.evidence] == ["He laughed."]


def test_maxqda(tmp_path):
    """Cases without a name tell variables of texts; a text that is not there keeps its codes."""
    project = opened("maxqda", tmp_path)
    first, second, third = project.to_cases()
    assert texts(first) == [
        "Age: 41",
        "Member: true",
        "It costs too much",
        "oo much. I would come.",
    ]
    assert first.evidence[2].tags == ("Price",)
    assert texts(second) == ["Too far away"]
    assert third.sources[0].url == "relative:///person2.txt"
    assert "contents of text sources" in dropped(project)
    assert "ends of selections beyond their text" in dropped(project)


def test_quirkos(tmp_path):
    """A type of variables that the format has not is read as text, and said."""
    project = opened("quirkos", tmp_path)
    (case,) = project.to_cases()
    assert texts(case) == ["Source Number: 0", "Happy?: 1", "أهلا"]
    assert dropped(project) == ["type of variables 'Ordinal'"]


def test_qualcoder(tmp_path):
    """An integer written as a float is a year again; pictures and sound keep their places."""
    project = opened("qualcoder", tmp_path)
    museum, rest = project.to_cases()
    assert museum.founded == 1999
    assert texts(museum) == ["member: True", "A small one.", "We waited"]
    assert [(piece.text, piece.locator) for piece in rest.evidence] == [
        ("queue", "region 1,2 to 30,40"),
        ("Hello", None),
        ("laughs", "0:01:01-0:01:05"),
        ("plan", None),
        ("box", "page 2, region 1,2 to 3,4"),
    ]


def test_cases_of_strangers_are_never_laid_over_ours(tmp_path):
    """A second import of another program's project is refused, and changes nothing."""
    (tmp_path / "study").mkdir()
    opened("nvivo", tmp_path)
    import_qdpx(tmp_path / "nvivo.qdpx", tmp_path / "study")
    with pytest.raises(Faults) as error:
        import_qdpx(tmp_path / "nvivo.qdpx", tmp_path / "study")
    assert [(fault.code, fault.value) for fault in error.value.faults] == [
        ("case_there", "anna"),
        ("case_there", "김민수"),
    ]


def test_a_year_must_come_from_somewhere(tmp_path):
    """Where neither project nor reader says which year it is, nothing is guessed."""
    project = opened("quirkos", tmp_path)

    timeless = replace(project, year=None)
    with pytest.raises(Faults) as error:
        timeless.to_cases()
    assert error.value.faults[0].code == "no_year"
    assert timeless.to_cases(wave=2020)[0].waves == (2020,)
