"""A case as a page of HTML."""

from pathlib import Path

from lxml import html

from engagement_kit.cases import Case, Evidence, Source, load_cases
from engagement_kit.cases.page import case_html


def test_every_piece_of_evidence_links_to_its_source(repository: Path) -> None:
    """The page of a case has a link for each piece of evidence and all of the case's names."""
    case = load_cases(repository / "case_studies")["nmk"]
    page = html.fromstring(case._repr_html_())

    assert len(page.xpath("//a/@href")) == len(case.evidence)
    assert all(name in " ".join(page.itertext()) for name in case.name.values())


def test_hostile_text_stays_text() -> None:
    """Markup in a name or a fact is shown as text, and a script's address is no link."""
    case = Case(
        id="one",
        kind="museum",
        name={"en": "<script>alert(1)</script>"},
        waves=(2020,),
        sources=(Source(key="s", title="<b>x</b>", url="javascript:alert(1)"),),
        evidence=(Evidence(id="e", text="<img src=x>", source="s"),),
    )
    page = case_html(case)

    assert "<script>" not in page
    assert "<img" not in page
    assert "javascript:" not in page


def test_a_case_that_is_not_sound_is_shown_too() -> None:
    """A fact whose source is missing is shown with the key of the source, without a link."""
    evidence = Evidence(id="e", text="A fact", source="nowhere")
    case = Case(id="one", kind="museum", name={"en": "x"}, waves=(2020,), evidence=(evidence,))

    page = case_html(case)

    assert "nowhere" in page
    assert "<a " not in page
