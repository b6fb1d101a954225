"""Disagreements of coders: each with both answers, both reasons and all evidence."""

import pytest

from engagement_kit.cases import AGREED, Cases, load_cases
from engagement_kit.compare import disagreements
from engagement_kit.compare.remaking import remake
from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.frameworks import load_framework
from tests.assess.small_cases import rated

TEAM, TIME, CULTURE = "smi.investment.team", "smi.investment.time", "smi.innovation.culture"


@pytest.fixture(scope="module")
def smi():
    """The index."""
    return load_framework("smi")


@pytest.fixture
def two():
    """Two museums: one step apart, two steps apart, an answer against a missing one."""
    one = rated("one", {"a": {TEAM: "yes", CULTURE: "no"}, "b": {TEAM: "partly", CULTURE: "no"}})
    other = rated("other", {"a": {TEAM: "yes", TIME: None}, "b": {TEAM: "no", TIME: "yes"}})
    noted = [
        r.model_copy(update={"note": f"<b>{r.coder}</b> says so"}) if r.item == TEAM else r
        for r in other.ratings
    ]
    return Cases((one, other.model_copy(update={"ratings": tuple(noted)})))


def test_the_largest_difference_comes_first(two, smi):
    """Two steps, then one, then the one without a distance; what is equal is not listed."""
    found = disagreements(two, smi)
    rows = found.table[["case", "item", "value_1", "value_2", "distance"]].fillna(-1)
    assert rows.to_numpy().tolist() == [
        ["other", TEAM, "yes", "no", 2],
        ["one", TEAM, "yes", "partly", 1],
        ["other", TIME, "not_applicable", "yes", -1],
    ]
    assert (len(found), found.n_compared) == (3, 4)
    assert found.table["differ_in"].tolist() == ["values", "values", "value_missing"]


def test_each_row_leads_to_its_reasons_and_evidence(two, smi):
    """Notes and evidence ids of both coders stand in the row; the texts are one step away."""
    found = disagreements(two, smi)
    row = found.table.iloc[0]
    assert (row["note_1"], row["evidence_1"]) == ("<b>a</b> says so", "e1")
    pieces = found.evidence(0)
    assert pieces[["evidence", "text", "source", "named_by"]].to_numpy().tolist() == [
        ["e1", "A fact", "A source", "a;b"]
    ]
    with pytest.raises(UnknownId, match="row of the table"):
        found.evidence(9)


def test_the_page_escapes_what_came_from_files(two, smi):
    """Notes are text, sources are links, answers are in the language of the framework."""
    page = disagreements(two, smi.in_language("ar"))._repr_html_()
    assert "&lt;b&gt;a&lt;/b&gt;" in page
    assert 'href="https://example.org/"' in page
    assert 'dir="rtl"' in page
    assert smi.in_language("ar").value_label("answer", "partly") in page


def test_of_three_coders_each_pair_has_its_rows(smi):
    """Three answers make three pairs, named coders one, and agreed ones none."""
    answers = {"a": {TEAM: "yes"}, "b": {TEAM: "no"}, "c": {TEAM: "partly"}, AGREED: {TEAM: "no"}}
    cases = Cases((rated("one", answers),))
    table = disagreements(cases, smi).table
    pairs = table[["coder_1", "coder_2", "distance"]].to_numpy().tolist()
    assert pairs == [["a", "b", 2], ["a", "c", 1], ["b", "c", 1]]
    assert set(table["agreed"]) == {"no"}
    assert len(disagreements(cases, smi, coders=["a", "c"])) == 1


def test_cases_of_one_coder_are_said(two, smi):
    """A case that one coder rated has no disagreement, and the result says so."""
    cases = Cases((*two, rated("third", {"a": {TEAM: "yes"}})))
    found = disagreements(cases, smi)
    assert len(found) == 3
    assert found.remarks == ("1 of 3 cases have fewer than two of these coders: third.",)
    assert len(disagreements(Cases(()), smi)) == 0


def test_the_library_has_the_disagreements_that_it_says_it_has(request):
    """2,396 pairs of ratings, 288 of them different; all frameworks where none is named."""
    cases = load_cases(request.config.rootpath / "case_studies")
    found = disagreements(cases)
    assert (found.n_compared, len(found)) == (2396, 288)
    assert set(found.table["framework"]) == {"smi", "maturity", "capability", "guide", "def"}
    assert found.table["distance"].dropna().is_monotonic_decreasing
    last = disagreements(cases, wave="last")
    assert 0 < len(last) < 288
    assert remake(last.making, cases).table.equals(last.table)
    assert "more are in .table" in found._repr_html_()


def test_what_cannot_be_asked_is_named(two, smi):
    """Coders and waves that are not there; what are no cases."""
    with pytest.raises(UnknownId, match="coder with ratings 'carl'"):
        disagreements(two, smi, coders=["a", "carl"])
    with pytest.raises(UnknownId, match="wave"):
        disagreements(two, smi, wave=1999)
    with pytest.raises(WrongKind, match="load_cases"):
        disagreements("case_studies", smi)
