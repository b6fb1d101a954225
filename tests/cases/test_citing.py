"""Sources from what people paste."""

import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement_kit.cases import read_citation, read_citations
from engagement_kit.errors import Faults

ENTRY = r"""
@string{pub = "Museum Press"}
@Article{visser2013,
  author = {Visser, Jasper and M{\"u}ller, Hans and {The Museum Group} and others},
  title = "Digital {Engagement} in {\'E}cole --- 100% \& a & b" # " in 2013",
  year = 2013, month = mar, publisher = pub # { Ltd},
  url = {https://example.org/~a\_b?x=1},
}
"""


@pytest.fixture(autouse=True)
def _no_network(monkeypatch):
    """Whoever opens a connection fails."""

    def refuse(*_args, **_more):
        raise AssertionError("nothing may be looked up")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def code_of(text):
    """The code of the one fault that reading a text raises."""
    with pytest.raises(Faults) as caught:
        read_citation(text)
    (fault,) = caught.value.faults
    assert "\n" not in fault.sentence
    return fault.code


@pytest.mark.parametrize(
    ("text", "url", "publisher"),
    [
        ("https://www.tate.org.uk/a?x=1#y", "https://www.tate.org.uk/a?x=1#y", "tate.org.uk"),
        ("  HTTP://Example.org:8080/a \n", "HTTP://Example.org:8080/a", "example.org"),
        ("(see https://x.org/a_(b)).", "https://x.org/a_(b)", "x.org"),
        ("<https://x.org/a>", "https://x.org/a", "x.org"),
        ("www.example.org/a", "https://www.example.org/a", "example.org"),
        ("박물관 https://박물관.한국/연보", "https://박물관.한국/연보", "박물관.한국"),
        ("https://j.org/doi/10.1000/182", "https://j.org/doi/10.1000/182", "j.org"),
    ],
)
def test_a_web_address_has_its_host_as_publisher(text, url, publisher):
    """The address is taken without the punctuation around it; a title is not made up."""
    assert read_citation(text) == {
        "title": None, "author": None, "publisher": publisher, "date": None, "url": url,
        "kind": "other",
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "10.1016/S0735-1097(98)00347-7",
        "doi:10.1016/S0735-1097(98)00347-7.",
        "DOI 10.1016/S0735-1097(98)00347-7",
        "https://doi.org/10.1016/S0735-1097(98)00347-7",
        "http://dx.doi.org/10.1016/S0735-1097%2898%2900347-7",
        "A. Author (1998). A title. See https://x.org (doi:10.1016/S0735-1097(98)00347-7).",
    ],
)
def test_a_doi_in_any_spelling(text):
    """All spellings give one address, whatever stands around them."""
    found = read_citation(text)
    assert found["url"] == "https://doi.org/10.1016/S0735-1097(98)00347-7"
    assert (found["kind"], found["publisher"], found["title"]) == ("academic", None, None)


def test_an_entry_of_bibtex():
    """Accents are letters, pieces are joined, names stand as people write them."""
    assert read_citation(ENTRY) == {
        "title": "Digital Engagement in École — 100% & a & b in 2013",
        "author": "Jasper Visser, Hans Müller, The Museum Group, et al.",
        "publisher": "Museum Press Ltd",
        "date": "2013-03",
        "url": "https://example.org/~a_b?x=1",
        "kind": "academic",
    }


@pytest.mark.parametrize(
    ("fields", "name", "value"),
    [
        ("date = {2014-05-03}, year = 2013", "date", "2014-05-03"),
        ("year = {2013}, month = {11}", "date", "2013-11"),
        ("year = {n.d.}, month = may", "date", "n.d."),
        ("journal = {J. of {Museums}}, publisher = {X}", "publisher", "J. of Museums"),
        ("doi = {https://doi.org/10.1000/xyz}, url = {https://x.org}", "url",
         "https://doi.org/10.1000/xyz"),
        (r"howpublished = {\url{https://x.org/~a}}", "url", "https://x.org/~a"),
        (r"howpublished = {\url{https://x.org/~a}}", "publisher", None),
        (r"title = {\c{c}a \ss{} \~n \v{s} \o}, subtitle = {two}", "title", "ça ß ñ š ø: two"),
        ("title = {한국어 العربية}", "title", "한국어 العربية"),
        (r"title = {\href{x} kept}", "title", r"\hrefx kept"),
        ('title = "a {"}quoted{"} b"', "title", 'a "quoted" b'),
        ("title = {It cost $5 and $6}", "title", "It cost $5 and $6"),
        ("editor = {Kim, Minsu}", "author", "Minsu Kim"),
    ],
)  # fmt: skip
def test_fields_of_an_entry(fields, name, value):
    """Each field is read as it is meant."""
    assert read_citation(f"@misc{{key, {fields}}}")[name] == value


def test_several_entries():
    """A bibliography is several sources, also where two share a key; one is asked for at a time."""
    text = "@book{a, title={One}} some words @book{a, title={Two}} @comment{no}"
    assert [found["title"] for found in read_citations(text)] == ["One", "Two"]
    assert code_of(text) == "several_citations"


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        " JavaScript :alert(1)",
        "java\tscript:alert(1)",
        "\u200bdata:text/html,x",
        "file:///etc/passwd",
        "@misc{a, title={x}, url={javascript:alert(1)}}",
        r"@misc{a, title={x}, howpublished={\url{data:text/html,x}}}",
    ],
)
def test_harmful_addresses_are_refused(text):
    """What would run or open something on the reader's computer is no source."""
    assert code_of(text) == "harmful_address"


@pytest.mark.parametrize(
    "text",
    ["", "hello", "ftp://x.org/a", "https://", "http://[::1", "me@x.org", "10.1/x", "x" * 200_000],
)
def test_a_text_without_a_source_says_so(text):
    """What is no address, DOI or entry is named with what would be."""
    assert code_of(text) == "no_citation"


@pytest.mark.parametrize(
    "text",
    [
        "@misc{x, title={unclosed",
        "@misc{x, title={a}, title={b}}",
        "@misc{x, title=nothing}",
        '@misc{x, title={a} # "b}',
    ],
)
def test_a_broken_entry_says_so(text):
    """An entry that cannot be read is a fault and never half a source."""
    assert code_of(text) == "broken_bibtex"


@given(st.text(st.sampled_from('@{}"#=,\\%$&~ax1:/.'), max_size=40))
def test_any_text_is_a_source_or_a_fault(text):
    """Nothing that is pasted breaks the reader."""
    for pasted in (text, f"@misc{{k, title={{{text}}}}}", f"@misc{{k, title={text}"):
        try:
            found = read_citations(pasted)
        except Faults:
            continue
        assert all(set(one) == set(found[0]) for one in found)


def test_a_citation_is_added_to_a_case(make_case):
    """Its fields are those of a source; what is missing is given beside them."""
    case = make_case().add_source(read_citation(ENTRY))
    assert case.sources[-1].title.startswith("Digital Engagement")
    case = case.add_source(read_citation("https://x.org/a"), title="A page")
    assert (case.sources[-1].title, case.sources[-1].publisher) == ("A page", "x.org")
    with pytest.raises(Faults, match="title"):
        case.add_source(read_citation("https://x.org/b"))
