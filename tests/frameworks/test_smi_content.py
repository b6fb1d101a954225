"""The Social Maturity Index says what its sources say, and shows what this project added."""

import pytest

from engagement_kit.frameworks import load_framework

LANGUAGES = ("en", "ko", "ar")
INVESTMENT = (
    "briefing",
    "time",
    "agent_metrics",
    "budget",
    "team",
    "training",
    "hours",
    "sponsorship",
)
INNOVATION = (
    "early_adoption",
    "in_channel_resolution",
    "platform",
    "private_messaging",
    "proactive_service",
    "automation",
    "cross_department",
    "culture",
)
ATTESTED = {
    "smi.investment.briefing",
    "smi.investment.time",
    "smi.investment.agent_metrics",
    "smi.innovation.early_adoption",
    "smi.innovation.in_channel_resolution",
}
CELLS = {
    "observer": ("low", "low"),
    "conservative": ("high", "low"),
    "contender": ("low", "high"),
    "socialfirst": ("high", "high"),
}


@pytest.fixture(scope="module")
def smi():
    """The index in English."""
    return load_framework("smi")


def test_it_has_two_axes_with_the_eight_items_each_of_the_codebook(smi):
    """Ids and order of axes and items are those that ratings on disk use."""
    axes = {axis.id: [item.id for item in axis.items] for axis in smi.part("index").axes}
    assert axes == {
        "investment": [f"smi.investment.{name}" for name in INVESTMENT],
        "innovation": [f"smi.innovation.{name}" for name in INNOVATION],
    }


def test_five_items_are_attested_and_the_others_are_authored(smi):
    """Three items of investment and two of innovation come from the source, eleven from us."""
    statuses = {item.id: item.status for item in smi.items}
    assert {item for item, status in statuses.items() if status == "attested"} == ATTESTED
    assert {status for item, status in statuses.items() if item not in ATTESTED} == {"authored"}


def test_attested_items_name_the_source(smi):
    """Whoever doubts an attested item finds where it is said."""
    assert {item.source for item in smi.items if item.status == "attested"} == {"s1"}


def test_no_threshold_is_published_so_both_parameters_are_authored(smi):
    """The threshold and the share of known answers are shown as this project's."""
    index = smi.part("index")
    assert (index.threshold.value, index.threshold.status) == (0.5, "authored")
    assert (index.min_known.value, index.min_known.status) == (0.5, "authored")
    assert "threshold" in smi.text("remark.no_threshold", "text")


def test_the_four_quadrants_stand_where_the_source_puts_them(smi):
    """Each quadrant has the levels of investment and innovation that the source gives it."""
    found = {
        cell.id: (cell.levels["investment"], cell.levels["innovation"])
        for cell in smi.part("index").cells
    }
    assert found == CELLS


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_quadrant_has_a_description_and_a_recommendation(smi, lang):
    """A placement can be explained and followed by advice in every language."""
    framework = smi.in_language(lang)
    for cell in CELLS:
        assert framework.text(cell, "description")
        assert framework.text(cell, "recommendation")


def test_leader_is_another_name_of_socialfirst(smi):
    """A later article of the firm says Leader where the index says #SocialFirst."""
    cell = smi.part("index").cell({"investment": "high", "innovation": "high"})
    assert cell.aliases == ("leader",)
    assert smi.texts("socialfirst", "alias") == ("Leader",)


def test_the_four_things_that_do_not_decide_maturity_are_told(smi):
    """Volume, size of the contact centre, fame and trendiness are not to be scored."""
    for name in ("volume", "centre_size", "fame", "trendiness"):
        assert smi.text(f"remark.{name}", "text")
        assert smi.provenance(f"remark.{name}", "text") == "source"


def test_kegans_term_is_kept_apart(smi):
    """The index says itself that the psychological term is another thing."""
    assert "Kegan" in smi.text("remark.kegan", "text")


def test_the_earlier_model_has_three_stages(smi):
    """The firm's earlier linear model is kept as an earlier version, in its order."""
    (version,) = smi.definition.earlier_versions
    (group,) = version.groups
    assert group.elements == ("v1.marketing", "v1.early", "v1.resourced")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_item_has_a_label_a_short_form_and_a_question(smi, lang):
    """Coders are asked the same questions in every language; figures have short names."""
    framework = smi.in_language(lang)
    for item in smi.items:
        assert framework.text(item.id, "label")
        assert len(framework.texts(item.id, "question")) == 1
        assert len(framework.text(item.id, "short")) <= 22


def test_terms_that_a_seed_prints_in_korean_are_marked_so(smi):
    """The Korean names of axes and quadrants are the printed ones, those in Arabic are ours."""
    korean, arabic = smi.in_language("ko"), smi.in_language("ar")
    names = {
        "investment": "투자",
        "innovation": "혁신",
        "observer": "관찰자",
        "contender": "경쟁자",
    }
    for element, name in names.items():
        assert korean.label(element) == name
        assert korean.provenance(element, "label") == "seed"
        assert arabic.provenance(element, "label") == "authored"


def test_social_is_never_translated_as_societal(smi):
    """The machine translation 사회적 for "social (media)" is not taken over."""
    korean = smi.in_language("ko")
    texts = [string.text or "" for string in korean._texts["ko"].strings.values()]
    assert texts
    assert not [text for text in texts if "사회적" in text]
