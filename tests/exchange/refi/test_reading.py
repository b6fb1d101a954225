"""Reading whatever is called a project: sound errors, no bombs, and no input that breaks it."""

import io
import zipfile
from pathlib import Path

import pytest

from engagement_kit.errors import Faults
from engagement_kit.exchange import import_qdc, import_qdpx, read_qdc, read_qdpx
from engagement_kit.exchange.archives import zip_bytes
from engagement_kit.exchange.plain_xml import read_xml
from engagement_kit.exchange.refi.exporting import project_bytes, project_of
from engagement_kit.exchange.refi.interpreting import interpret
from engagement_kit.exchange.refi.reading import project_from_xml
from engagement_kit.frameworks import check_frameworks, load_frameworks
from tests.exchange.fuzzing import ROUNDS, damaged, hold
from tests.exchange.refi.packing import DIALECTS, SAMPLES, packed

SMI = {"smi": load_frameworks()["smi"]}


def code_of(read, path: Path) -> str:
    """Code of the one fault that reading raises."""
    with pytest.raises(Faults) as error:
        read(path)
    (fault,) = error.value.faults
    assert fault.sentence
    return fault.code


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"readme.txt": b"x"}, "no_project"),
        ({"project.qde": b"<CodeBook/>"}, "not_project"),
        ({"project.qde": b"<Project"}, "not_xml"),
        ({"project.qde": b"<!DOCTYPE x><Project/>"}, "doctype"),
        ({"../project.qde": b"<Project/>"}, "unsafe_name"),
    ],
)
def test_what_is_no_project(members, code, tmp_path):
    """What is no project, or hides something, is refused by name."""
    file = tmp_path / "x.qdpx"
    file.write_bytes(zip_bytes(members))
    assert code_of(read_qdpx, file) == code


def test_what_is_no_archive(tmp_path):
    """A file that is no archive, or is not there, is refused by name."""
    (tmp_path / "x.qdpx").write_bytes(b"PK nothing")
    assert code_of(read_qdpx, tmp_path / "x.qdpx") == "not_archive"
    assert code_of(read_qdpx, tmp_path / "none.qdpx") == "cannot_read"


def test_a_bomb(tmp_path):
    """A text of two gigabytes is refused before it is unpacked; media are not unpacked at all."""
    source = b'<TextSource plainTextPath="internal://a.txt"/>'
    xml = b'<Project name="x"><Sources>' + source + b"</Sources></Project>"
    for name, refused in (("sources/a.txt", True), ("sources/film.mp4", False)):
        file = tmp_path / "bomb.qdpx"
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            archive.writestr("project.qde", xml)
            with archive.open(name, "w", force_zip64=True) as member:
                for _ in range(21):
                    member.write(bytes(10_000_000))
        if refused:
            assert code_of(read_qdpx, file) == "archive_too_large"
        else:
            assert read_qdpx(file).name == "x"


def test_an_empty_project(tmp_path):
    """A project of which there is nothing to make is read, and refused by a study."""
    file = tmp_path / "x.qdpx"
    file.write_bytes(zip_bytes({"project.qde": b'<Project name="x"/>'}))
    assert str(read_qdpx(file)) == "x: nothing"
    assert len(read_qdpx(file).to_cases()) == 0
    assert code_of(lambda path: import_qdpx(path, tmp_path), file) == "no_cases"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["x.qdpx"]


def test_shown(tmp_path):
    """A project tells in words and on a page what it holds, and escapes what strangers wrote."""
    file = tmp_path / "x.qdpx"
    file.write_bytes(packed("atlas"))
    project = read_qdpx(file)
    assert repr(project).startswith("<Project 'Visitors at the museum': 1 users, 2 codes")
    evil = project_from_xml(read_xml(b'<Project name="&lt;script&gt;"/>', "x"), {})
    assert "<script>" not in evil._repr_html_()


def test_codebook_of_another_program(tmp_path):
    """A codebook becomes a sound framework, twice under one name is refused."""
    book = (
        '<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="ATLAS.ti"><Codes>'
        '<Code guid="1" name="Trust" isCodable="true"><Description>whom</Description>'
        '<Code guid="2" name="in staff" isCodable="true" color="#46AA00"/></Code>'
        '<Code guid="3" name="신뢰" isCodable="true"/><Code guid="4" name="믿음" isCodable="true"/>'
        '</Codes><Sets><Set guid="5" name="g"><MemberCode guid="2"/></Set></Sets></CodeBook>'
    )
    file = tmp_path / "My codes.qdc"
    file.write_text(book, encoding="utf-8")
    report = import_qdc(file, tmp_path)
    assert (report.framework, report.codes) == ("my_codes", 4)
    assert [one.what for one in report.dropped] == ["sets of codes", "colours of codes"]
    assert check_frameworks(tmp_path / "frameworks") == ()
    assert code_of(lambda path: import_qdc(path, tmp_path), file) == "framework_there"
    file.write_text("<CodeBook/>", encoding="utf-8")
    assert code_of(lambda path: import_qdc(path, tmp_path), file) == "no_codes"
    file.write_text("<Other/>", encoding="utf-8")
    assert code_of(read_qdc, file) == "not_codebook"


def _documents(library) -> list[bytes]:
    case = library["tate"]
    few = {"evidence": case.evidence[:2], "ratings": case.ratings[:2], "notes": case.notes[:1]}
    data = project_bytes(project_of([case.model_copy(update=few)], SMI)[0])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        own = archive.read("project.qde")
    return [own, *(next((SAMPLES / name).glob("*.qde")).read_bytes() for name in DIALECTS)]


def test_damaged_documents(library):
    """No damage to the XML brings out anything but an error with a sentence."""
    files = {"a2b94468-80a5-412f-92d6-e900d97b55a6.txt": "Anna: It closes early.\r\n😀".encode()}

    def read(data: bytes) -> None:
        project = project_from_xml(read_xml(data, "x"), files)
        interpret(project, frameworks=SMI, wave=2024)
        assert str(project)

    counts = hold(read, damaged(_documents(library), ROUNDS * 3 // 4))
    assert counts["taken"] > ROUNDS // 20


def test_damaged_archives(tmp_path):
    """No damage to an archive brings out anything but an error with a sentence."""
    file = tmp_path / "x.qdpx"

    def read(data: bytes) -> None:
        file.write_bytes(data)
        read_qdpx(file).to_cases(frameworks=SMI, wave=2024)

    counts = hold(read, damaged([packed(name) for name in DIALECTS], ROUNDS // 8))
    assert counts["refused"] > 0
