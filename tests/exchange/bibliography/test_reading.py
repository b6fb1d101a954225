"""Bibliographies of other programs are read whole, and what is wrong in them is named."""

import json

import pytest

from engagement_kit.errors import Faults
from engagement_kit.exchange import read_bibliography, write_bibliography
from tests.exchange.bibliography.samples import BBT_JSON, BIB, CSL


@pytest.fixture
def read(tmp_path):
    """Read a file of some bytes."""

    def reading(data, name):
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return read_bibliography(path)

    return reading


def test_csl_json_of_zotero(read):
    """Citation keys are keys, names stay in parts, an abstract stays where it is kept."""
    found = read(CSL, "library.json")
    assert [source.key for source in found] == ["simon2010", "ABCD1234"]
    book, article = found
    assert (book.author, book.publisher, book.date) == ("Nina Simon", "Museum 2.0", "2010")
    assert book.url == "urn:isbn:9780615346502"
    assert book.csl["publisher-place"] == "Santa Cruz"
    assert (article.author, article.date) == ("김민수, 한국박물관협회", "2020-03")
    assert (article.url, article.kind) == ("https://doi.org/10.1000/182", "academic")
    assert article.csl["author"][0] == {"family": "김", "given": "민수"}
    assert found.remarks == (
        "abstract of 1 sources was left where it is kept: it is not part of a reference",
    )


def test_a_whole_library_of_better_bibtex(read):
    """Zotero's own words are understood, and attachments are no sources."""
    (post,) = read(BBT_JSON, "library.json")
    assert (post.key, post.kind, post.publisher) == ("simon2011", "blog", "Museum 2.0")
    assert (post.author, post.date, post.accessed) == ("Nina Simon", "2011-05-02", "2026-11-21")
    assert post.note == "read twice"
    assert post.csl["contributor"] == [{"literal": "Museum 2.0"}]


def test_bibtex(read):
    """LaTeX, @string, months, crossref and whole names are understood."""
    found = read(BIB, "refs.bib")
    article = found["godel2014"]
    assert article.title == "The KLM way: 50% more & better"
    assert (article.author, article.publisher) == (
        "Kurt Gödel, Barnes and Noble",
        "Museum Quarterly",
    )
    assert (article.date, article.csl["page"], article.csl["issue"]) == ("2014-03", "101-108", "2")
    assert article.csl["custom"] == {"bibtex": {"eprint": "1234.5678"}}
    paper = found["stack2014"]
    assert (paper.publisher, paper.date) == ("Museums and the Web 2014", "2014")
    assert paper.url == "https://mw2014.museumsandtheweb.com/~stack_1"
    thesis = found["lee2019"]
    assert (thesis.author, thesis.publisher) == ("이민수", "서울대학교")
    assert thesis.csl["genre"] == "PhD thesis"


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.json", "{", "not_json"),
        ("a.json", "[NaN]", "not_json"),
        ("a.json", "[" + "9" * 5000 + "]", "not_json"),
        ("a.json", "[" * 100_000, "deep_json"),
        ("a.json", "[" * 50 + "]" * 50, "deep_json"),
        ("a.json", '{"a": 1}', "no_items"),
        ("a.json", "7", "no_items"),
        ("a.json", "[7]", "not_item"),
        ("a.json", "[]", "no_sources"),
        ("a.json", b"\xff\xfe", "not_utf8"),
        ("a.json", '[{"type": "book", "title": "T"}]', "no_citation_key"),
        ("a.json", '[{"type": "book", "id": "x"}]', "no_source_title"),
        ("a.json", '[{"id": "a b", "title": "T"}]', "wrong_type"),
        ("a.json", '[{"id": "x", "title": "T", "URL": "javascript:alert(1)"}]', "harmful_address"),
        ("a.bib", "", "no_sources"),
        ("a.bib", "@article{x, title = {a", "broken_bibtex"),
        ("a.bib", "@article{x, title = nothing}", "broken_bibtex"),
        ("a.bib", b"\xff", "not_utf8"),
    ],
)
def test_what_is_wrong_has_a_sentence(read, name, data, code):
    """No file of a stranger does anything but give sources or a fault that says what to do."""
    with pytest.raises(Faults) as caught:
        read(data, name)
    assert code in {fault.code for fault in caught.value.faults}
    assert str(caught.value)


def test_latex_reads_no_files_and_says_nothing_aside(read, tmp_path, caplog, capfd):
    r"""An ``\\input`` in a title brings nothing in, and the parsers' own logs stay silent."""
    (tmp_path / "secret.tex").write_text("secret")
    title = rf"A \input{{{tmp_path}/secret}} \input B \nonsense{{C}}"
    (source,) = read(f"@misc{{x, title = {{{title}}}, url = {{https://x.org}}}}", "a.bib")
    assert "secret" not in source.title.replace("/secret", "")
    assert caplog.text == ""
    assert capfd.readouterr() == ("", "")


def test_all_faults_are_named_at_once(read):
    """Whoever mends a library mends it in one go."""
    bad = "@article{a, title = {x}\n@article{b, title = nothing}\n@misc{c, title = {y}, note = z}\n"
    with pytest.raises(Faults) as caught:
        read(bad, "a.bib")
    assert len(caught.value.faults) > 1
    assert all(fault.line for fault in caught.value.faults)


def test_one_key_for_two_works_is_refused_with_both_named(read):
    """The same entry twice is one; two works under one key are named."""
    one = {"id": "x", "type": "book", "title": "One", "publisher": "P"}
    assert len(read(json.dumps([one, one]), "a.json")) == 1
    with pytest.raises(Faults, match="'One' and 'Two'"):
        read(json.dumps([one, {**one, "title": "Two"}]), "a.json")


def test_words_and_dates_of_biblatex(tmp_path):
    """Keys for kinds of theses become words, "about" a year stays, and what is left is told."""
    path = tmp_path / "a.bib"
    path.write_text(
        "@thesis{a, title={T}, type={mathesis}, institution={ETH}, date={1922~}, "
        "abstract={Long}, file={/home/x/a.pdf}}",
        encoding="utf-8",
    )
    found = read_bibliography(path)
    (source,) = (entry.source for entry in found.entries)
    assert source.csl["genre"] == "Master's thesis"
    assert (source.date, source.publisher) == ("c. 1922", "ETH")
    assert [remark.split()[0] for remark in found.remarks] == ["abstract", "file"]
    write_bibliography(found, tmp_path / "b.bib")
    written = (tmp_path / "b.bib").read_text(encoding="utf-8")
    assert "institution = {ETH}" in written  # BibLaTeX prints no publisher of a thesis
    assert "date = {1922~}" in written
    assert read_bibliography(tmp_path / "b.bib").entries == found.entries


def test_a_field_given_twice_is_named_in_our_words(read):
    """What is wrong is told without the inside of the library that found it."""
    with pytest.raises(Faults) as caught:
        read("@book{a, title={A}, title={B}}", "a.bib")
    assert "title" in str(caught.value)
    assert "block" not in str(caught.value)
