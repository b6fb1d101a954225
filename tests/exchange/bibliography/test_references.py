"""References are as the guides of the styles print them."""

import importlib.util

import pytest

from engagement_kit.cases import Source
from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.exchange import format_references
from engagement_kit.exchange.bibliography.references import STYLES
from tests.exchange.bibliography.works import on, people, source

pytest.importorskip("citeproc", reason="the extra `references` is not installed")

# Printed by the guides themselves: apastyle.apa.org, reference examples (7th edition).
APA = {
    "Bologna, C. (2019, October 31). Why some people with anxiety love watching horror movies. "
    "HuffPost. https://www.huffpost.com/entry/anxiety-love-watching-horror-movies": source(
        type="webpage",
        title="Why some people with anxiety love watching horror movies",
        author=people("Bologna, Caroline"),
        issued=on(2019, 10, 31),
        container_title="HuffPost",
        URL="https://www.huffpost.com/entry/anxiety-love-watching-horror-movies",
        accessed=on(2026, 11, 21),
    ),
    "World Health Organization. (2018, May 24). The top 10 causes of death. "
    "https://www.who.int/news-room/fact-sheets/detail/the-top-10-causes-of-death": source(
        type="webpage",
        title="The top 10 causes of death",
        author=people("World Health Organization"),
        issued=on(2018, 5, 24),
        URL="https://www.who.int/news-room/fact-sheets/detail/the-top-10-causes-of-death",
    ),
    "U.S. Census Bureau. (n.d.). U.S. and world population clock. U.S. Department of Commerce. "
    "Retrieved January 9, 2020, from https://www.census.gov/popclock/": source(
        type="webpage",
        title="U.S. and world population clock",
        author=people("U.S. Census Bureau"),
        container_title="U.S. Department of Commerce",
        URL="https://www.census.gov/popclock/",
        accessed=on(2020, 1, 9),
    ),
    "Grady, J. S., Her, M., Moreno, G., Perez, C., & Yelinek, J. (2019). Emotions in storybooks: "
    "A comparison of storybooks that represent ethnic and racial groups in the United States. "
    "Psychology of Popular Media Culture, 8(3), 207–217. "
    "https://doi.org/10.1037/ppm0000185": source(
        type="article-journal",
        title="Emotions in storybooks: A comparison of storybooks that represent ethnic and racial "
        "groups in the United States",
        author=people(
            "Grady, Jessica S.", "Her, M.", "Moreno, Gena", "Perez, C.", "Yelinek, Jillian"
        ),
        issued=on(2019),
        container_title="Psychology of Popular Media Culture",
        volume="8",
        issue="3",
        page="207-217",
        DOI="10.1037/ppm0000185",
    ),
    "Jackson, L. M. (2019). The psychology of prejudice: From attitudes to social action (2nd "
    "ed.). American Psychological Association. https://doi.org/10.1037/0000168-000": source(
        type="book",
        title="The psychology of prejudice: From attitudes to social action",
        author=people("Jackson, Lynne M."),
        issued=on(2019),
        edition="2",
        publisher="American Psychological Association",
        DOI="10.1037/0000168-000",
    ),
    "Aron, L., Botella, M., & Lubart, T. (2019). Culinary arts: Talent and their development. In "
    "R. F. Subotnik, P. Olszewski-Kubilius, & F. C. Worrell (Eds.), The psychology of high "
    "performance: Developing human potential into domain-specific talent (pp. 345–359). American "
    "Psychological Association. https://doi.org/10.1037/0000120-016": source(
        type="chapter",
        title="Culinary arts: Talent and their development",
        author=people("Aron, L.", "Botella, M.", "Lubart, T."),
        editor=people("Subotnik, R. F.", "Olszewski-Kubilius, P.", "Worrell, F. C."),
        issued=on(2019),
        container_title="The psychology of high performance: Developing human potential into "
        "domain-specific talent",
        page="345-359",
        publisher="American Psychological Association",
        DOI="10.1037/0000120-016",
    ),
    "National Cancer Institute. (2019). Taking time: Support for people with cancer (NIH "
    "Publication No. 18-2059). U.S. Department of Health and Human Services, National "
    "Institutes of Health. "
    "https://www.cancer.gov/publications/patient-education/takingtime.pdf": source(
        type="report",
        title="Taking time: Support for people with cancer",
        author=people("National Cancer Institute"),
        issued=on(2019),
        number="18-2059",
        genre="NIH Publication No.",
        publisher="U.S. Department of Health and Human Services, National Institutes of Health",
        URL="https://www.cancer.gov/publications/patient-education/takingtime.pdf",
    ),
    "Carey, B. (2019, March 22). Can we get better at forgetting? The New York Times. "
    "https://www.nytimes.com/2019/03/22/health/memory-forgetting-psychology.html": source(
        type="article-newspaper",
        title="Can we get better at forgetting?",
        author=people("Carey, Benedict"),
        issued=on(2019, 3, 22),
        container_title="The New York Times",
        URL="https://www.nytimes.com/2019/03/22/health/memory-forgetting-psychology.html",
    ),
    "American Psychological Association. (n.d.). Just-world hypothesis. In APA dictionary of "
    "psychology. Retrieved January 18, 2020, from "
    "https://dictionary.apa.org/just-world-hypothesis": source(
        type="entry-dictionary",
        title="Just-world hypothesis",
        author=people("American Psychological Association"),
        container_title="APA dictionary of psychology",
        URL="https://dictionary.apa.org/just-world-hypothesis",
        accessed=on(2020, 1, 18),
    ),
}
# The Chicago Manual of Style, 18th edition: the citation quick guide, author-date.
CHICAGO = {
    "Binder, Amy J., and Jeffrey L. Kidder. 2022. The Channels of Student Activism: How the Left "
    "and Right Are Winning (and Losing) in Campus Politics Today. University of Chicago "
    "Press.": source(
        type="book",
        title="The Channels of Student Activism: How the Left and Right Are Winning (and Losing) "
        "in Campus Politics Today",
        author=people("Binder, Amy J.", "Kidder, Jeffrey L."),
        issued=on(2022),
        publisher="University of Chicago Press",
    ),
    "Dittmar, Emily L., and Douglas W. Schemske. 2023. “Temporal Variation in Selection Influences "
    "Microgeographic Local Adaptation.” American Naturalist 202 (4): 471–85. "
    "https://doi.org/10.1086/725865.": source(
        type="article-journal",
        title="Temporal Variation in Selection Influences Microgeographic Local Adaptation",
        author=people("Dittmar, Emily L.", "Schemske, Douglas W."),
        issued=on(2023),
        container_title="American Naturalist",
        volume=202,
        issue=4,
        page="471-485",
        DOI="10.1086/725865",
    ),
    "Blum, Dani. 2023. “Are Flax Seeds All That?” New York Times, December 13. "
    "https://www.nytimes.com/2023/12/13/well/eat/flax-seeds-benefits.html.": source(
        type="article-newspaper",
        title="Are Flax Seeds All That?",
        author=people("Blum, Dani"),
        issued=on(2023, 12, 13),
        container_title="New York Times",
        URL="https://www.nytimes.com/2023/12/13/well/eat/flax-seeds-benefits.html",
    ),
}
# Pears and Shields, Cite Them Right.
HARVARD = {
    "Bell, J. (2014) Doing your research project. 6th edn. Maidenhead: Open University "
    "Press.": source(
        type="book",
        title="Doing your research project",
        author=people("Bell, Judith"),
        issued=on(2014),
        edition=6,
        publisher="Open University Press",
        publisher_place="Maidenhead",
    ),
    "Shirazi, T. (2010) ‘Successful teaching placements in secondary schools: achieving QTS "
    "practical handbooks’, European Journal of Teacher Education, 33(3), pp. 323–326.": source(
        type="article-journal",
        title="Successful teaching placements in secondary schools: achieving QTS practical "
        "handbooks",
        author=people("Shirazi, Tara"),
        issued=on(2010),
        container_title="European Journal of Teacher Education",
        volume="33",
        issue="3",
        page="323–326",
    ),
}
# Samples of formatted references for authors of journal articles, US National Library of Medicine.
VANCOUVER = {
    "1. Halpern SD, Ubel PA, Caplan AL. Solid-organ transplantation in HIV-infected patients. "
    "N Engl J Med. 2002 Jul 25;347(4):284-7.": source(
        type="article-journal",
        title="Solid-organ transplantation in HIV-infected patients",
        author=people("Halpern, Scott D.", "Ubel, P. A.", "Caplan, A. L."),
        issued=on(2002, 7, 25),
        container_title="N Engl J Med",
        volume="347",
        issue="4",
        page="284-287",
    ),
    "1. Murray PR, Rosenthal KS, Kobayashi GS, Pfaller MA. Medical microbiology. 4th ed. St. "
    "Louis: Mosby; 2002.": source(
        type="book",
        title="Medical microbiology",
        author=people("Murray, P. R.", "Rosenthal, K. S.", "Kobayashi, G. S.", "Pfaller, M. A."),
        issued=on(2002),
        edition="4",
        publisher="Mosby",
        publisher_place="St. Louis",
    ),
    "1. Meltzer PS, Kallioniemi A, Trent JM. Chromosome alterations in human solid tumors. In: "
    "Vogelstein B, Kinzler KW, editors. The genetic basis of human cancer. New York: McGraw-Hill; "
    "2002. p. 93-113.": source(
        type="chapter",
        title="Chromosome alterations in human solid tumors",
        author=people("Meltzer, P. S.", "Kallioniemi, A.", "Trent, J. M."),
        editor=people("Vogelstein, B.", "Kinzler, K. W."),
        issued=on(2002),
        container_title="The genetic basis of human cancer",
        page="93-113",
        publisher="McGraw-Hill",
        publisher_place="New York",
    ),
}
PRINTED = [
    (style, text, work)
    for style, works in (
        ("apa", APA), ("chicago", CHICAGO), ("harvard", HARVARD), ("vancouver", VANCOUVER)
    )
    for text, work in works.items()
]  # fmt: skip


@pytest.mark.parametrize(
    ("style", "text", "work"), PRINTED, ids=[f"{s} {t[:20]}" for s, t, _ in PRINTED]
)
def test_references_are_as_the_guides_print_them(style, text, work):
    """Each example comes out letter by letter as its style guide has it."""
    (reference,) = format_references(work, style)
    assert str(reference) == text


def test_a_title_that_stands_for_an_author_is_said_once():
    """A work without an author is sorted in by its title, which is not repeated."""
    work = source(type="webpage", title="Our plans", issued=on(2020), URL="https://x.org/")
    work = work.model_copy(update={"publisher": "Site"})
    found = [str(format_references(work, style)[0]) for style in ("apa", "chicago", "harvard")]
    assert [text.lower().count("our plans") for text in found] == [1, 1, 1]


def test_words_without_what_they_belong_to_are_not_printed():
    """A thesis without a publication number has no "(Publication)" either."""
    work = source(type="thesis", title="T", author=people("Harris, Lena"), issued=on(2014),
                  genre="Doctoral dissertation", publisher="University of X",
                  URL="https://x.org/")  # fmt: skip
    text = str(format_references(work)[0])
    assert text.startswith("Harris, L. (2014). T [Doctoral dissertation, University of X].")


@pytest.mark.parametrize("style", ["apa", "chicago", "harvard", "vancouver"])
def test_korean_and_arabic_names_are_printed_whole(style):
    """A name without capitals has no initials: 김민수, not "김, . 민수 ."."""
    author = [{"family": "김", "given": "민수"}, {"family": "العلي", "given": "أحمد"}]
    work = source(type="book", title="책", author=author, issued=on(2020), publisher="P")
    text = str(format_references(work, style)[0])
    assert "김민수" in text
    assert "أحمد العلي" in text
    assert " ." not in text


def test_works_of_one_author_and_year_get_letters():
    """They can be told apart in a text: 2021a, 2021b, in the order of titles."""
    works = [
        source(title, type="book", title=title, author=people("Bell, Judith"), issued=on(2021))
        for title in ("Second", "First")
    ]
    found = format_references([work.model_copy(update={"url": "urn:x"}) for work in works])
    assert [(one.key, one.cited) for one in found] == [
        ("First", "(Bell, 2021a)"),
        ("Second", "(Bell, 2021b)"),
    ]
    assert "(2021a)" in found["First"].text


def test_numbered_references_keep_the_order_given():
    """Vancouver numbers works as they are cited; the others go by letters."""
    works = [
        source(name, type="book", title=name, author=people(f"{name}, A."), issued=on(2021))
        for name in ("Zebra", "Adler")
    ]
    assert [(one.number, one.key) for one in format_references(works, "vancouver")] == [
        (1, "Zebra"),
        (2, "Adler"),
    ]
    assert [one.key for one in format_references(works, "apa")] == ["Adler", "Zebra"]


def test_what_a_compiler_guessed_is_no_date_of_the_source():
    """An undated source stays n.d., even where the study knows the year of its facts."""
    work = Source(key="x", title="T", url="https://x.org/", date="n.d. (2018)", publisher="S")
    assert "(n.d.)" in str(format_references(work)[0])


def test_one_style_does_not_change_the_next_reference():
    """The parts of a date are the same for the last work of a list as for the first."""
    works = [
        source(
            str(n), type="webpage", title=f"T{n}", issued=on(2020, 3, n), URL=f"https://x.org/{n}"
        )
        for n in (1, 2, 3)
    ]
    found = [str(one) for one in format_references(works, "chicago")]
    alone = [str(format_references(work, "chicago")[0]) for work in works]
    assert found == alone


@pytest.mark.parametrize("lang", ["ko", "ar"])
def test_the_words_around_are_in_the_language_asked_for(lang):
    """Months are Korean or Arabic, names and titles stay as they are."""
    work = source(type="webpage", title="T", author=people("Bell, J."), issued=on(2020, 12, 12),
                  URL="https://x.org/")  # fmt: skip
    assert {"ko": "12월 12일", "ar": "ديسمبر"}[lang] in str(format_references(work, lang=lang)[0])


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(
    ("lang", "own", "foreign"),
    [
        ("ko", "접속일", ("접근된", "로부터", "Available", "etrieved", "nternet", "no date")),
        ("ar", "الاطلاع", ("استرجع", "انترنت", "موجود في", "وثق")),
    ],
)
def test_no_word_around_is_english_or_translated_by_machine(style, lang, own, foreign):
    """Date of access, address and missing year are said as a Korean or Arabic reader says them."""
    work = source(type="webpage", title="T", author=people("Bell, J."), URL="https://x.org/",
                  accessed=on(2026, 11, 21))  # fmt: skip
    told = str(format_references(work, style, lang=lang)[0])
    assert own in told or (lang == "ar" and "استُرجع في" in told)
    assert not any(word in told for word in foreign)


def test_text_from_a_file_is_no_html():
    """A title with tags is text in the list, and only web addresses become links."""
    work = source(type="webpage", title="<script>alert(1)</script> A & B <i>C</i>",
                  URL='https://x.org/"onclick=', author=people('<b onload="x">'))  # fmt: skip
    page = format_references(work)._repr_html_()
    assert "<script>" not in page
    assert "onload=" not in page.replace("&lt;b onload", "")
    assert 'href="https://x.org/"' in page or 'href="https://x.org/&quot;' in page
    assert "A &amp; B C" in page


def test_authors_that_nobody_divided_are_left_alone_and_counted():
    """Nothing says which word of a name is the family name, so it is not turned round."""
    work = Source(key="x", title="T", author="Jane Smith", url="https://x.org/", date="2020")
    found = format_references(work)
    assert str(found[0]).startswith("Jane Smith. (2020)")
    assert found.remarks[0].startswith("1 authors stand as they were written")
    divided = work.model_copy(update={"author": "Smith, Jane; Doe, John"})
    assert str(format_references(divided)[0]).startswith("Smith, J., & Doe, J. (2020)")


def test_equal_works_of_several_cases_are_one_reference():
    """A page that two cases cite under two keys is listed once, and found under both."""
    one = Source(key="a", title="T", url="https://x.org/", date="2020")
    found = format_references([one, one.model_copy(update={"key": "b"})])
    assert len(found) == 1
    assert found["a"] is found["b"]


def test_articles_do_not_count_in_the_order_and_initials_do():
    """An article in front is passed over, and an initial is none."""
    names = ("The Gazette", "A. Wick", "Hart")
    works = [
        Source(key=name[-1], title="T", author=name, url="https://x.org/", date="2020")
        for name in names
    ]
    assert [one.key for one in format_references(works)] == ["k", "e", "t"]


def test_wrong_words_name_the_right_ones():
    """A style or language that is not there is answered with those that are."""
    with pytest.raises(UnknownId, match="vancouver"):
        format_references([], "mla")
    with pytest.raises(UnknownId, match="ko"):
        format_references([], lang="de")


def test_a_missing_extra_says_how_to_get_it(monkeypatch):
    """Without citeproc-py the message names the command that installs it."""
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(WrongKind, match=r"pip install 'engagement-kit\[references\]'"):
        format_references([])
