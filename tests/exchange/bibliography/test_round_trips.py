"""What goes out comes back, whatever it holds."""

from hypothesis import given, settings
from hypothesis import strategies as st

from engagement_kit.cases import Source
from engagement_kit.exchange.bibliography.bibfile import bibtex_text, items_from_bibtex
from engagement_kit.exchange.bibliography.items import fields_from, item_of
from engagement_kit.exchange.bibliography.jsonfile import items_from_json, json_text

_AWKWARD = st.sampled_from(
    ["{", "}", "\\", "%", "$", "&", "#", "_", "~", "^", '"', "'", "``", "--", "@", "and ", "،", ",",
     ";", "<i>", "é", "여기", "مرحبا", "😀", " ", "KLM", "n.d.", "\\'e", "\n", "=1+1", "others"]
)  # fmt: skip
_TEXTS = st.lists(_AWKWARD | st.text("abcXYZ 12", max_size=5), min_size=1, max_size=6).map("".join)
_SAID = _TEXTS.filter(str.strip)
_DATES = st.sampled_from(["2019", "2019-03", "2019-03-01", "2019/2020", "n.d. (2018)", "c. 2015"])
_NAMES = st.lists(
    st.fixed_dictionaries({"family": _SAID}, optional={"given": _SAID, "suffix": _SAID})
    | st.fixed_dictionaries({"literal": _SAID}),
    min_size=1,
    max_size=3,
)
_CSL = st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from(["book", "chapter", "article-journal", "report", "webpage", "map"]),
        "author": _NAMES,
        "editor": _NAMES,
        "volume": _SAID | st.integers(1, 99),
        "page": st.sampled_from(["1-22", "101--9", "e12", "1, 5-7"]),
        "issued": st.sampled_from([{"date-parts": [[2019, 3]]}, {"literal": "spring"}]),
        "publisher": _SAID,
        "container-title": _SAID,
        "DOI": st.sampled_from(["10.1000/182", "10.1000/a{b}"]),
        "URL": st.sampled_from(["https://x.org/?a=b%20c&d={e}", "http://x.org/~me"]),
        "custom": st.dictionaries(_SAID, _TEXTS, max_size=2),
        "keyword": _SAID,
    },
)
_SOURCES = st.builds(
    Source,
    key=st.sampled_from(["a", "smith2020", "김2020", "a:b.c/d"]),
    title=_SAID,
    author=st.none() | _SAID,
    publisher=st.none() | _SAID,
    date=st.none() | _DATES | _SAID,
    url=st.none() | _SAID | st.sampled_from(["https://x.org/a", "https://doi.org/10.1/x", "urn:x"]),
    kind=st.sampled_from(["own", "press", "blog", "academic", "reference", "other"]),
    kind_as_found=st.none() | _SAID,
    accessed=st.none() | _DATES,
    language=st.none() | st.sampled_from(["en", "ko", "ar-EG"]),
    note=st.none() | _SAID,
    csl=st.none() | _CSL.filter(bool),
)


@settings(max_examples=150, deadline=None)
@given(_SOURCES)
def test_a_source_survives_csl_json(source):
    """Every field of a source comes back from CSL-JSON as it was."""
    data = json_text([item_of(source)]).encode()
    ((_, key, item),) = items_from_json(data, "x.json")
    assert Source(**{**fields_from(item), "key": key}) == source


@settings(max_examples=150, deadline=None)
@given(_SOURCES)
def test_a_source_survives_bibtex(source):
    """Every field of a source comes back from BibTeX as it was, brace by brace."""
    text = bibtex_text([item_of(source)], "x.bib")
    ((_, key, item),) = items_from_bibtex(text.encode(), "x.bib")
    assert Source(**{**fields_from(item), "key": key}) == source


@settings(max_examples=50, deadline=None)
@given(_SOURCES)
def test_what_was_written_is_written_again_in_the_same_bytes(source):
    """A file that was read and written again is the same file."""
    text = bibtex_text([item_of(source)], "x.bib")
    ((_, key, item),) = items_from_bibtex(text.encode(), "x.bib")
    again = Source(**{**fields_from(item), "key": key})
    assert bibtex_text([item_of(again)], "x.bib") == text


def test_what_was_changed_in_another_program_counts():
    """A title that was mended in Zotero is not undone by what went along with the old one."""
    source = Source(key="x", title="Wrong", author="A; B, C", date="n.d. (2018)", url="urn:x:1",
                    kind="own", kind_as_found="own report", note="line\nline")  # fmt: skip
    item = {**item_of(source), "title": "Right", "issued": {"date-parts": [[2019]]}}
    found = fields_from(item)
    assert (found["title"], found["date"], found["kind"]) == ("Right", "2019", "own")
    assert found["author"] == "A; B, C"


def test_a_field_that_was_changed_here_counts():
    """A hand that mends the author in the case's file is not overruled by names in parts."""
    csl = {"author": [{"family": "Smith", "given": "Jane"}], "volume": "2"}
    source = Source(key="x", title="T", author="Jane Smith", url="https://x.org/", csl=csl)
    mended = source.model_copy(update={"author": "Joan Smith"})
    assert item_of(source)["author"] == [{"family": "Smith", "given": "Jane"}]
    assert item_of(mended)["author"] == [{"literal": "Joan Smith"}]
    assert item_of(mended)["volume"] == "2"
