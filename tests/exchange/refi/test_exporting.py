"""What is written for other programs: strict in form, and honest about what the format lacks."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from engagement_kit.cases import Case, Evidence, Source
from engagement_kit.errors import NotWritten
from engagement_kit.exchange import export_to, read_qdc, read_qdpx, write_qdc, write_qdpx
from engagement_kit.exchange.refi.exporting import project_bytes, project_of
from engagement_kit.exchange.refi.xmlwriting import PROJECT

XSD = Path(__file__).resolve().parents[4] / "shared" / "data" / "refi-qda" / "Project.xsd"
# The order of the children of each element, as version 1.0 of the schema (18 March 2019) has it.
ORDER = {
    "Project": "Users CodeBook Variables Cases Sources Notes Links Sets Graphs Description NoteRef",
    "CodeBook": "Codes Sets",
    "Code": "Description NoteRef Code",
    "Variable": "Description",
    "Case": "Description CodeRef VariableValue SourceRef SelectionRef",
    "VariableValue": "VariableRef TextValue BooleanValue IntegerValue FloatValue",
    "TextSource": "Description PlainTextContent PlainTextSelection Coding NoteRef VariableValue",
    "Note": "Description PlainTextContent PlainTextSelection Coding NoteRef VariableValue",
    "PlainTextSelection": "Description Coding NoteRef",
    "Coding": "CodeRef NoteRef",
}


@pytest.fixture(scope="module")
def parts(library) -> tuple[etree._Element, dict[str, bytes]]:
    """The document of the whole library's project, and all members of the archive."""
    data = project_bytes(project_of(list(library))[0])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return etree.fromstring(members["project.qde"]), members


def named(root: etree._Element, tag: str) -> list[etree._Element]:
    """All elements of a name."""
    return list(root.iter(f"{{{PROJECT}}}{tag}"))


def test_valid(parts):
    """The project of the whole library is valid against the schema of the format."""
    if not XSD.exists():
        pytest.skip("the schema of REFI-QDA is not here")
    schema = etree.XMLSchema(etree.parse(XSD))
    assert schema.validate(parts[0]), str(schema.error_log)


def test_order_of_elements(parts):
    """Elements stand in the order that the schema demands, whether or not the schema is here."""
    for element in parts[0].iter():
        order = ORDER.get(etree.QName(element).localname)
        if order is not None:
            places = [order.split().index(etree.QName(child).localname) for child in element]
            assert places == sorted(places)


def test_identities(parts):
    """No GUID is given twice, and every reference leads somewhere."""
    guids = [element.get("guid") for element in parts[0].iter() if element.get("guid")]
    known = set(guids)
    assert len(guids) == len(known)
    for element in parts[0].iter():
        for attribute in ("targetGUID", "creatingUser", "originGUID"):
            assert element.get(attribute) is None or element.get(attribute) in known


def test_texts_are_where_they_are_said_to_be(parts, library):
    """Each source has its file, and each selection begins and ends with its fact."""
    root, members = parts
    facts = {piece.text for case in library for piece in case.evidence}
    found = set()
    for source in named(root, "TextSource"):
        name = source.get("plainTextPath").removeprefix("internal://")
        text = members[f"sources/{name}"].decode()
        assert "\r" not in text
        for one in source.iter(f"{{{PROJECT}}}PlainTextSelection"):
            found.add(text[int(one.get("startPosition")) : int(one.get("endPosition"))])
    assert found == facts
    assert len(members) == 1 + sum(len(case.sources) for case in library)


def test_names_are_told_apart(parts):
    """No two of a kind share a name, which some programs would leave out."""
    for tag in ("Code", "Variable", "Case", "TextSource", "Note"):
        names = [element.get("name").casefold() for element in named(parts[0], tag)]
        assert len(names) == len(set(names)), tag
        assert not any(re.search(r'[\\/:*?"<>|\n]', n) for n in names) or tag in (
            "Code",
            "Variable",
        )


def test_stages_are_numbers_and_words(parts):
    """A stage is an Integer and a Text, and the scale stands in the description of each."""
    variables = {element.get("name"): element for element in named(parts[0], "Variable")}
    number, text = variables["maturity.governance"], variables["maturity.governance (answer)"]
    assert (number.get("typeOfVariable"), text.get("typeOfVariable")) == ("Integer", "Text")
    scale = "1 = basic, 2 = functional, 3 = integrated, 4 = customer_first"
    assert scale in "".join(number.itertext())
    assert "customer_first (" in "".join(text.itertext())


def test_losses_are_said(library, tmp_path):
    """What the format cannot hold is listed, and the list travels in the project."""
    written = export_to(library[:1], tmp_path / "one.qdpx")
    description = read_qdpx(tmp_path / "one.qdpx").description
    assert len(written.cannot_hold) == 7
    assert all(f"- {loss}" in description for loss in written.cannot_hold)
    assert str(written).startswith(f"Wrote {tmp_path / 'one.qdpx'}\n- Ordered answers")


def test_characters_that_xml_cannot_hold(tmp_path):
    """Control characters that cannot be held are replaced and counted; evidence keeps its own."""
    source = Source(key="s", title="a\x01b", url="u")
    piece = Evidence(id="e", text="one\r\ntwo\x00", source="s")
    case = Case(
        id="c", kind="k", name={"en": "C"}, waves=(2000,), sources=(source,), evidence=(piece,)
    )
    written = write_qdpx([case], tmp_path / "odd.qdpx")
    assert any("XML cannot hold, in 1 texts" in loss for loss in written.cannot_hold)
    (back,) = read_qdpx(tmp_path / "odd.qdpx").to_cases()
    assert back.evidence == (piece,)
    assert back.sources[0].title == "a\ufffdb"


def test_nothing_is_overwritten_silently(library, tmp_path):
    """A file that is there stays, unless it is said that it may go."""
    write_qdpx(library[:1], tmp_path / "one.qdpx")
    before = (tmp_path / "one.qdpx").read_bytes()
    with pytest.raises(NotWritten):
        write_qdpx(library[1:2], tmp_path / "one.qdpx")
    assert (tmp_path / "one.qdpx").read_bytes() == before
    write_qdpx(library[1:2], tmp_path / "one.qdpx", overwrite=True)
    assert (tmp_path / "one.qdpx").read_bytes() != before


def test_codebook(frameworks, tmp_path):
    """A codebook has every item and box as a code, in the language asked for."""
    write_qdc(frameworks, tmp_path / "book.qdc", lang="ko")
    codes = {
        code.description.partition("\n")[0]: code
        for code in read_qdc(tmp_path / "book.qdc").all_codes
    }
    for framework in frameworks.values():
        for item in framework.items:
            code = codes[f"item: {item.id}"]
            assert code.codable
            assert code.name.startswith(framework.in_language("ko").label(item.id))
        assert all(f"box: {box.id}" in codes for box in framework.boxes)
    export_to([], tmp_path / "again.qdc", frameworks)
    assert (tmp_path / "again.qdc").read_bytes() != (tmp_path / "book.qdc").read_bytes()
