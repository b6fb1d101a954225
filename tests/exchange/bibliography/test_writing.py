"""Files for other programs are whole, valid and the same each time."""

import pytest

from engagement_kit.cases import Source
from engagement_kit.errors import Faults, NotWritten, UnknownId, WrongKind
from engagement_kit.exchange import format_references, write_bibliography, write_references

ONE = Source(key="x", title="One", url="https://x.org/", publisher="P")


def test_a_file_that_is_there_is_not_written_over_silently(tmp_path):
    """What stands there stands there still, unless it is to be replaced."""
    path = tmp_path / "a.bib"
    path.write_text("mine")
    with pytest.raises(NotWritten):
        write_bibliography(ONE, path)
    assert path.read_text() == "mine"
    assert write_bibliography(ONE, path, overwrite=True).read_text().startswith("@online{x,")


def test_two_works_of_one_key_are_refused_with_both_named(tmp_path):
    """Keys are unique within a case only; the case in front tells them apart."""
    with pytest.raises(Faults, match="'One' and 'Two'"):
        write_bibliography([ONE, ONE.model_copy(update={"title": "Two"})], tmp_path / "a.bib")
    assert not (tmp_path / "a.bib").exists()


def test_the_library_goes_out_with_keys_of_its_cases(library, tmp_path):
    """All 772 sources have a key of their own with the case in front, and come back equal."""
    from engagement_kit.exchange import read_bibliography

    back = read_bibliography(write_bibliography(library, tmp_path / "a.json", keys="case"))
    mine = {f"{case.id}-{source.key}": source for case in library for source in case.sources}
    assert {s.key: s.model_copy(update={"key": mine[s.key].key}) for s in back} == mine


def test_a_key_that_bibtex_stumbles_over_is_named(tmp_path):
    """The key is named with the characters that it must not have; JSON takes it."""
    odd = ONE.model_copy(update={"key": "a%b"})
    with pytest.raises(Faults) as caught:
        write_bibliography(odd, tmp_path / "a.bib")
    assert caught.value.faults[0].code == "bad_citation_key"
    assert write_bibliography(odd, tmp_path / "a.json").exists()


def test_wrong_calls_say_what_is_right(tmp_path):
    """An ending, a way to make keys or a thing that is not known is answered in a sentence."""
    with pytest.raises(WrongKind, match=r"\.bib or \.json"):
        write_bibliography(ONE, tmp_path / "a.ris")
    with pytest.raises(UnknownId, match="case"):
        write_bibliography(ONE, tmp_path / "a.bib", keys="cases")
    with pytest.raises(WrongKind, match="sources or cases"):
        write_bibliography([7], tmp_path / "a.bib")


def test_references_are_written_as_text_and_as_a_page(tmp_path):
    """A text file has a line a reference, a page has a list with links."""
    pytest.importorskip("citeproc", reason="the extra `references` is not installed")
    found = format_references(ONE)
    assert write_references(found, tmp_path / "a.txt").read_text() == f"{found[0]}\n"
    page = write_references(found, tmp_path / "a.html").read_text()
    assert '<a href="https://x.org/">' in page
    with pytest.raises(NotWritten):
        write_references(found, tmp_path / "a.txt")
    with pytest.raises(WrongKind):
        write_references(found, tmp_path / "a.pdf")
