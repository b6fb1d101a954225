import itertools
import re
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest

from engagement_kit.report import read_study, report_page
from engagement_kit.report.contents import Contents

VOID = {"br", "col", "hr", "img", "input", "link", "meta"}
LOADING = ("src", "srcset", "data", "poster", "action", "formaction", "background")


class Reader(HTMLParser):
    """What a page consists of: elements with attributes, their text, ids, headings."""

    def __init__(self, page):
        super().__init__()
        self.elements, self.text, self.open, self.wrong = [], [], [], []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        """Note an element and that it is open."""
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        """Note an end that is not where it should be."""
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data):
        """Note what a reader reads."""
        if self.open and self.open[-1] not in ("style", "script"):
            self.text.append(data)

    def values(self, attribute, *tags):
        """Every value of an attribute, of all elements or of some."""
        return [
            a[attribute] for tag, a in self.elements if attribute in a and (not tags or tag in tags)
        ]


def page_of(path, lang="en"):
    """The report of a study without its figures, and the study."""
    study = read_study(path, lang)
    return report_page(Contents(study)), study


@pytest.fixture(scope="module")
def read(small):
    """The report of the small study with its figures, as elements."""
    return Reader(small.report.read_text(encoding="utf-8"))


def cells_of(page, caption):
    """Rows of the table with this caption, as texts."""
    (table,) = re.findall(rf"<table[^>]*><caption>{re.escape(caption)}.*?</table>", page, re.DOTALL)
    body = table.partition("<tbody>")[2]
    rows = [re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL) for row in body.split("</tr>")[:-1]]
    inner = [[re.sub(r"<ul>.*?</ul>", "", cell, flags=re.DOTALL) for cell in row] for row in rows]
    return [[re.sub("<[^>]+>", "", cell) for cell in row] for row in inner]


def test_the_page_loads_nothing(read):
    """No element fetches anything: figures are in the page, and a policy forbids the rest."""
    loaded = [value for name in LOADING for value in read.values(name)]
    assert loaded
    assert [value for value in loaded if not value.startswith("data:image/svg+xml,")] == []
    assert "link" not in {tag for tag, _ in read.elements}
    (policy,) = read.values("content", "meta")[1:2]
    assert policy.startswith("default-src 'none'; img-src data:")


def test_addresses_lead_to_sources_or_stay_in_the_folder(read):
    """Links lead into the page, to files beside it, or to web addresses without a referrer."""
    outward = [a for tag, a in read.elements if tag == "a" and ":" in a["href"]]
    assert {a["href"].partition(":")[0] for a in outward} == {"https"}
    assert {a["rel"] for a in outward} == {"noopener noreferrer external"}


def test_elements_are_nested_and_ids_are_unique(read):
    """Every element ends where it should, and no id stands twice."""
    assert read.wrong == []
    assert read.open == []
    ids = read.values("id")
    assert len(ids) == len(set(ids))


def test_every_link_within_the_page_leads_somewhere(read):
    """From numbers to cases, from answers to evidence, from evidence to sources."""
    inner = {unquote(h.removeprefix("#")) for h in read.values("href", "a") if h.startswith("#")}
    assert inner <= set(read.values("id"))
    assert {"e-gallery-01", "fact-gallery-03", "source-gallery-report", "case-shop"} <= inner


def test_files_that_the_page_names_are_there(read, small):
    """Links to figures and tables hold as long as the folder is together."""
    beside = [h for h in read.values("href", "a") if not h.startswith("#") and ":" not in h]
    assert beside
    assert [h for h in beside if not (small.out / unquote(h)).is_file()] == []


def test_every_case_and_every_source_is_in_the_page(samples):
    """Each case is there by name, with all its evidence and the address of each source."""
    page, study = page_of(samples / "small")
    read = Reader(page)
    text = "".join(read.text)
    for case in study.cases:
        assert f"case-{case.id}" in read.values("id")
        assert all(name in text for name in case.name.values())
        assert all(piece.text in text for piece in case.evidence)
        for source in case.sources:
            linked = source.url in read.values("href", "a")
            assert linked == source.url.startswith("http")
            assert source.url in text


def test_ratings_and_notes_stand_with_their_reasons(samples):
    """Each coder's answer, confidence and reason, each note in each language, is in the page."""
    text = "".join(Reader(page_of(samples / "small")[0]).text)
    assert "anna: Not so, low confidence – nobody did [01]" in text
    assert "ben: Half so, medium confidence [02]" in text
    assert "anna: Quite so, draft, no evidence named" in text
    assert "anna: not asked" in text
    assert "Letters come first." in text
    assert "الرسائل أولًا." in text


def test_what_is_not_answered_yet_changes_no_result(copy):
    """Evidence picked before an answer is shown as that; a note without text is not shown."""
    (before,) = page_of(copy)[1].results
    ben = next(copy.rglob("gallery/ben.yaml"))
    added = (
        "- {item: grid.a.two, wave: 2020, value: null, evidence: [gallery-02]}\n"
        "notes:\n- {box: grid.notes.idea, wave: 2015, text: {en: ''}, evidence: [gallery-01]}\n"
    )
    ben.write_text(ben.read_text(encoding="utf-8") + added, encoding="utf-8")
    page, study = page_of(copy)
    text = "".join(Reader(page).text)
    assert [fault.code for fault in study.drafts] == ["no_evidence", "no_value", "empty_note"]
    assert "Drafts: 3." in text
    assert "ben: no answer yet [02]" in text
    assert "Letters come first." in text
    assert 'id="notes-grid-notes-gallery-2015"' not in page
    assert study.results[0].latest.table.equals(before.latest.table)
    assert study.results[0].levels.table.equals(before.levels.table)


def test_numbers_of_the_page_are_those_of_the_tables(samples):
    """Counts by place, by status and by answer are the counts of the results."""
    page, study = page_of(samples / "small")
    (result,) = study.results
    table = result.latest.table
    rows = cells_of(page, "Calm and loud: cases by place")
    for row, kind in zip(rows, study.kinds, strict=True):
        own = table[table["kind"] == kind]
        places = [int((own["quadrant"] == place).sum()) for place, _ in result.places]
        statuses = [int((own["status"] == s).sum()) for s in ("settled", "open", "not_placed")]
        assert [int(cell) for cell in row[1:]] == [*places, *statuses, len(own)]
    sure = cells_of(page, "How sure the places are")
    assert [int(cell) for cell in sure[0][2:]] == [*result.latest.counts.values(), 2]
    assert [int(cell) for cell in sure[1][1:]] == [*result.placements.counts.values(), 3]


def test_counts_open_to_their_cases(samples):
    """A number in a table holds links to exactly the cases that it counts."""
    page, _ = page_of(samples / "small")
    for cell in re.findall(r'<td class="number"><details>.*?</td>', page, re.DOTALL):
        count = int(re.search(r"<summary>(\d+)</summary>", cell)[1])
        assert cell.count("<li><a ") == count


def test_hostile_text_stays_text(samples):
    """Nothing in names, evidence, notes or addresses becomes an element or an attribute."""
    page, study = page_of(samples / "hostile")
    read = Reader(page)
    tags = [tag for tag, _ in read.elements]
    assert tags.count("script") == 1
    assert not {"iframe", "svg", "b onmouseover"} & set(tags)
    assert tags.count("h1") == 1
    handlers = [name for _, a in read.elements for name in a if name.startswith("on")]
    assert handlers == []
    assert read.wrong == []
    text = "".join(read.text)
    for case in study.cases:
        assert case.country in text
        assert case.gaps in text
        assert all(piece.text in text for piece in case.evidence)


def test_a_page_names_its_policy_by_its_script(samples):
    """The one script that may run is the one in the page."""
    import base64
    import hashlib

    page, _ = page_of(samples / "small")
    (script,) = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in page


def test_headings_go_down_one_step_at_a_time(read):
    """There is one title, and no level of heading is passed over on the way down."""
    levels = [int(tag[1]) for tag, _ in read.elements if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert all(low - high <= 1 for high, low in itertools.pairwise(levels))


def test_tables_and_figures_can_be_heard(read):
    """Each table has a caption and heads with a scope; each figure says in words what it shows."""
    tags = [tag for tag, _ in read.elements]
    assert tags.count("table") == tags.count("caption")
    heads = [a for tag, a in read.elements if tag == "th"]
    assert {a.get("scope") for a in heads} == {"col", "row", "rowgroup"}
    alts = [a.get("alt", "") for tag, a in read.elements if tag == "img"]
    assert alts
    assert all(len(alt) > 60 for alt in alts)


def test_the_page_says_what_it_is(samples):
    """The study's own account, its cautions and its coders stand at the beginning."""
    page, _ = page_of(samples / "small")
    assert "<h1>Two small cases</h1>" in page
    assert "Every fact here is invented." in page
    assert "anna, ben" in page
    assert "Drafts: 1." in page


@pytest.mark.parametrize(("lang", "direction"), [("en", "ltr"), ("ko", "ltr"), ("ar", "rtl")])
def test_the_page_speaks_its_language(samples, lang, direction):
    """Language and direction are declared, and the fixed texts are of that language."""
    page, study = page_of(samples / "small", lang)
    assert f'<html lang="{lang}" dir="{direction}">' in page
    assert study.words("about") in page
    assert study.words("about.unknown") in page


def test_an_account_in_the_language_of_the_report_is_taken(samples):
    """about.ko.yaml speaks in the Korean report, about.yaml in all that have none of their own."""
    assert "작은 사례 두 건" in page_of(samples / "small", "ko")[0]
    arabic = page_of(samples / "small", "ar")[0]
    assert '<div lang="en" dir="auto"' in arabic or 'lang="en" dir="auto" class="own"' in arabic
    assert "Every fact here is invented." in arabic


def test_a_framework_without_the_language_is_marked(samples):
    """A framework that lacks the report's language stands in its own, and says which."""
    page = page_of(samples / "small", "ar")[0]
    assert re.search(r'<section lang="en" dir="auto"><h2[^>]*>The Grid', page)


@pytest.fixture(scope="module")
def library(repository):
    """The report on the built-in cases without its figures, and the study."""
    if not (repository / "case_studies" / "about.yaml").is_file():
        pytest.skip("the case library is not there")
    return page_of(repository / "case_studies")


def test_the_library_is_told_as_what_it_is(library):
    """Every caution is repeated, and every case and every address of a source is in the report."""
    page, study = library
    read = Reader(page)
    text = " ".join("".join(read.text).split())
    assert study.about.caveats
    assert all(caveat in text for caveat in study.about.caveats)
    assert study.source == "library"
    assert {case.id for case in study.cases} == set(re.findall(r'id="case-([^"]+)"', page))
    addresses = {s.url for case in study.cases for s in case.sources if s.url.startswith("http")}
    assert addresses <= set(read.values("href", "a"))


def test_stages_are_counted_as_they_were_placed(library):
    """Counts by rule, and of requirements by state, are those of the placements."""
    page, study = library
    (result,) = [result for result in study.results if result.kind == "stages"]
    latest = result.latest
    placed = latest.table.dropna(subset=["stage"])[["case", "wave"]]
    rules = latest.rules.merge(placed, on=["case", "wave"])
    rows = cells_of(page, f"{result.label}: cases by stage under each rule")
    for row, rule in zip(rows, ("weakest", "lower_median", "mode", "highest"), strict=True):
        own = rules[rules["rule"] == rule]["stage"]
        assert [int(cell) for cell in row[1:]] == [int((own == p).sum()) for p, _ in result.places]
    rows = cells_of(page, f"{result.framework.label('chasm')}: cases that meet")
    found = latest.requirements
    for row, item in zip(rows, found["item"].unique(), strict=True):
        own = found[found["item"] == item]["state"]
        states = ("met", "partly", "not_met", "unknown")
        assert [int(cell) for cell in row[1:]] == [int((own == state).sum()) for state in states]


def test_answers_are_counted_as_they_were_given(library):
    """Counts by answer in every part are those of the levels, kind by kind."""
    page, study = library
    for result in study.results:
        table = result.latest_levels.table
        rows = iter(cells_of(page, f"{result.label}: cases by answer"))
        for item in result.framework.items_of(result.part):
            for kind in study.kinds:
                own = table[(table["item"] == item.id) & (table["kind"] == kind)]["value"]
                counts = [int((own == value).sum()) for value, _ in result.answers]
                row = next(rows)[-len(counts) - 1 :]
                assert [int(cell) for cell in row] == [*counts, int(own.isna().sum())]
