"""The family DCFTS has its five phases, seven models, three reasons and nine episodes."""

import re

import pytest

from engagement_kit.frameworks import list_frameworks, load_framework

LANGUAGES = ("en", "ko", "ar")
MODELS = {
    "value_model": None,
    "capabilities_model": "capability",
    "maturity_model": "maturity",
    "roi_model": None,
    "functional_use_case_model": None,
    "operations_model": None,
    "reference_architecture": None,
}


@pytest.fixture(scope="module")
def dcfts():
    """The family in English."""
    return load_framework("dcfts")


def test_five_phases_stand_in_order(dcfts):
    """The phases are steps that are read, not rated."""
    phases = dcfts.part("phases")
    assert [item.id.removeprefix("phases.") for item in phases.items] == [
        "value",
        "capability",
        "maturity",
        "investment",
        "action",
    ]
    assert phases.kind == "steps"
    assert phases.scale is None


def test_seven_model_documents_of_which_two_are_frameworks_here(dcfts):
    """The capabilities and the maturity model lead on to frameworks that can be loaded."""
    assert {link.id: link.framework for link in dcfts.definition.links} == MODELS
    assert {name for name in MODELS.values() if name} <= set(list_frameworks())


def test_every_model_belongs_to_exactly_one_phase(dcfts):
    """Phases one to four have one model each, the fifth has three."""
    links = [item.links for item in dcfts.part("phases").items]
    assert [len(each) for each in links] == [1, 1, 1, 1, 3]
    assert [link for each in links for link in each] == list(MODELS)


def test_three_reasons_say_why_transformation_is_hard(dcfts):
    """No map, no alignment, no knowledge of customers: options without a scale."""
    reasons = dcfts.part("reasons")
    assert [item.id for item in reasons.items] == [
        "reasons.no_map",
        "reasons.not_aligned",
        "reasons.customers_unknown",
    ]
    assert (reasons.kind, reasons.scale) == ("options", None)


def test_nothing_of_the_family_itself_is_rated(dcfts):
    """Ratings belong to the frameworks that the family links to."""
    assert dcfts.items == ()


def test_nine_episodes_are_source_metadata(dcfts):
    """The series has nine parts; the copy of one in Korean does not make a tenth."""
    matches = [
        re.search(r"#(\d+): DCFTS (\d)", source.title) for source in dcfts.definition.sources
    ]
    found = {(int(match[1]), int(match[2])) for match in matches if match}
    episodes = (55, 56, 57, 58, 59, 64, 65, 66, 67)
    assert found == set(zip(episodes, range(1, 10), strict=True))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_aim_and_use_are_told(dcfts, lang):
    """Happier customers are the aim, workshops the use, in every language."""
    framework = dcfts.in_language(lang)
    assert framework.text("framework", "aim")
    assert framework.text("framework", "use")


def test_the_operations_model_names_the_five_cs(dcfts):
    """Conversation, community, collaboration, campaign and content."""
    text = dcfts.text("operations_model", "description")
    for word in ("conversation", "community", "collaboration", "campaign", "content"):
        assert word in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_phase_reason_and_model_is_described(dcfts, lang):
    """No label stands without a sentence that says what it means."""
    framework = dcfts.in_language(lang)
    inner = [item.id for part in dcfts.parts for item in part.items]
    for element in [*inner, *MODELS]:
        assert framework.text(element, "label")
        assert framework.text(element, "description")


def test_the_arabic_name_is_the_printed_one(dcfts):
    """Arabic names of phases come from the Arabic episode, the Korean name is corrected by us."""
    assert dcfts.in_language("ar").provenance("framework", "name") == "seed"
    assert dcfts.in_language("ko").provenance("framework", "name") == "authored"
    assert "변환" not in dcfts.in_language("ko").name
