"""From a placement back to its evidence."""

from collections.abc import Callable

import pytest
from lxml import html

from engagement_kit.assess import explain, place_quadrants, place_stages
from engagement_kit.cases import Case, Cases, Rating
from engagement_kit.errors import WrongKind
from engagement_kit.frameworks import Framework, load_framework


def test_every_rating_leads_to_a_source_with_an_address(library: Cases, smi: Framework) -> None:
    """Each rating names its coder and evidence, each piece of evidence its source's address."""
    found = explain(place_quadrants(library, smi)["klm", 2018])

    assert set(found.ratings["coder"]) == {"coder-a", "coder-b"}
    named = {e for ids in found.ratings["evidence"] for e in ids.split(";")}
    assert named == set(found.evidence["evidence"])
    assert found.evidence["url"].str.startswith("http").all()
    assert found.evidence["title"].notna().all()


def test_every_item_is_listed_known_or_not(library: Cases, smi: Framework) -> None:
    """All sixteen items are there, the unknown ones called so."""
    found = explain(place_quadrants(library, smi)["klm", 2018])

    assert len(found.items) == 16
    assert (found.items.loc[found.items["value"].isna(), "answer"] == "unknown").all()


def test_it_says_where_by_what_rule_and_how_far(library: Cases, smi: Framework) -> None:
    """The sentences give the place, the scores with bounds, the distance and the coders' rule."""
    text = str(explain(place_quadrants(library, smi)["klm", 2018]))

    assert "#SocialFirst" in text
    assert "Investment: 1.00 of 1 (between 0.88 and 1.00); high from 0.50; 7 of 8" in text
    assert "Investment is 0.50 above the threshold." in text
    assert "lower median" in text


def test_an_open_case_names_where_else_it_may_be(
    make_cases: Callable[..., Cases], smi: Framework
) -> None:
    """An open case is told with its other quadrants and with what would decide."""
    answers = {item.id: "yes" for item in smi.items if item.group == "innovation"}
    answers |= dict.fromkeys([i.id for i in smi.items if i.group == "investment"][:4], "partly")

    text = str(explain(place_quadrants(make_cases(one={"a": answers}), smi)["one"]))

    assert "Open: it may also be in Contender." in text
    assert "1 of the 4 unknown items of Investment, answered at the lowest end" in text


def test_a_case_that_is_not_placed_says_what_lacks(
    make_cases: Callable[..., Cases], smi: Framework
) -> None:
    """Too little known is told with the number known and the number needed."""
    text = str(
        explain(place_quadrants(make_cases(one={"a": {smi.items[0].id: "yes"}}), smi)["one"])
    )

    assert "Not placed" in text
    assert "Only 1 of 8 items are known where 4 are needed (Investment)." in text
    assert "Innovation: nothing is known of its 8 items." in text


def test_a_stage_is_told_by_every_rule_with_requirements(
    library: Cases, maturity: Framework
) -> None:
    """All four rules, the way to the next stage and the chasm's requirements are named."""
    text = str(explain(place_stages(library, maturity)["tate", 2025]))

    for words in ("the weakest dimension decides", "To Integrated:", "Requirements of Chasm:"):
        assert words in text


@pytest.mark.parametrize("lang", ["ko", "ar"])
def test_it_speaks_the_language_of_the_framework(library: Cases, lang: str) -> None:
    """In Korean and Arabic no English sentence is left, and the page says its language."""
    placed = place_stages(library, load_framework("maturity", lang=lang))

    found = explain(placed["nmk", 2025])
    page = html.fromstring(found._repr_html_())

    assert not any("dimension" in sentence for sentence in found.sentences)
    assert page.get("lang") == lang


def test_the_page_links_to_sources_and_escapes(library: Cases, smi: Framework) -> None:
    """The page has one link for each piece of evidence, none of them a script."""
    found = explain(place_quadrants(library, smi)["klm", 2018])
    links = html.fromstring(found._repr_html_()).xpath("//a/@href")

    assert len(links) == len(found.evidence)
    assert all(link.startswith("http") for link in links)


def test_all_placements_at_once_are_refused(library: Cases, smi: Framework) -> None:
    """Given everything instead of one placement, it says how to choose one."""
    with pytest.raises(WrongKind, match=r'placements\["case id", wave\]'):
        explain(place_quadrants(library, smi))


def test_a_coder_who_left_out_a_case_has_no_answers_there(
    make_cases: Callable[..., Cases], smi: Framework
) -> None:
    """Placed by one coder's answers alone, a case that this coder never rated is explained, too."""
    item = smi.items[0].id
    cases = make_cases(one={"ann": {item: "yes"}}, two={"bea": {item: "no"}})

    found = explain(place_quadrants(cases, smi, coder_rule="ann")["two"])

    assert found.ratings.empty
    assert (found.items["answer"] == "unknown").all()
    assert "ann alone" in str(found)


def test_reasons_for_missing_answers_are_told_apart(smi: Framework) -> None:
    """Unknown, not asked, confidential and not applicable each keep their name."""
    reasons = ("unknown", "not_asked", "confidential", "not_applicable")
    ratings = tuple(
        Rating(case="one", coder="a", item=item.id, wave=2020, value=None, missing=reason)
        for item, reason in zip(smi.items, reasons, strict=False)
    )
    case = Case(id="one", kind="museum", name={"en": "One"}, waves=(2020,), ratings=ratings)

    found = explain(place_quadrants(Cases((case,)), smi)["one"])

    expected = ["unknown", "not asked", "confidential", "does not apply"]
    assert found.ratings["answer"].tolist() == expected
    assert found.items["answer"].tolist()[:4] == expected
    assert "nan" not in str(found)


def test_an_axis_without_items_is_told(make_cases: Callable[..., Cases], smi: Framework) -> None:
    """Where nothing applies it does not say that nothing of 0 items is known."""
    answers = dict.fromkeys(item.id for item in smi.items)

    text = str(explain(place_quadrants(make_cases(one={"a": answers}), smi)["one"]))

    assert "Investment: none of its items applies." in text
    assert "nothing is known" not in text


def test_a_case_that_is_on_no_stage_says_what_lacks(
    make_cases: Callable[..., Cases], maturity: Framework
) -> None:
    """Too few dimensions are told with the number needed, and no rule ends in nothing."""
    text = str(explain(place_stages(make_cases(one={"a": {}}), maturity)["one"]))

    assert "Only 0 of 7 items are known where 4 are needed (Stages of maturity)." in text
    assert "By every rule: unknown." in text


def test_a_settled_stage_is_not_between_itself(
    make_cases: Callable[..., Cases], maturity: Framework
) -> None:
    """With one stage possible the bounds are left out of the sentence."""
    answers = {item.id: "basic" for item in maturity.items_of("stages")}

    text = str(explain(place_stages(make_cases(one={"a": answers}), maturity)["one"]))

    assert "7 of 7 dimensions known." in text
    assert "between" not in text
