"""The maturity model has its stages, chasm and dimensions, and is silent where the source is."""

import pytest

from engagement_kit.frameworks import load_framework

LANGUAGES = ("en", "ko", "ar")
STAGES = ("basic", "functional", "integrated", "customer_first")
DIMENSIONS = (
    "engagement_role",
    "leadership",
    "governance",
    "technology",
    "measurement",
    "collaboration",
    "customer_stance",
)
SILENT = {
    ("governance", "basic"),
    ("technology", "customer_first"),
    ("measurement", "basic"),
    ("measurement", "functional"),
    ("collaboration", "basic"),
    ("collaboration", "functional"),
    ("customer_stance", "functional"),
    ("customer_stance", "integrated"),
}
REQUIREMENTS = (
    "change_agent",
    "executive_sponsorship",
    "engagement_system",
    "shared_understanding",
)
REMARKS = (
    "no_judgement",
    "going_back",
    "alignment",
    "gates",
    "prevalence",
    "forecast",
    "product_teams",
    "two_people",
    "thousands",
    "loreal",
    "pg",
    "metaphor",
    "last_step",
)


@pytest.fixture(scope="module")
def maturity():
    """The model in English."""
    return load_framework("maturity")


def test_four_stages_stand_in_order_and_count_from_one(maturity):
    """The values of the scale are the stages, least mature first."""
    scale = maturity.scale("stage")
    assert scale.ids == STAGES
    assert [scale.number(stage) for stage in STAGES] == [1, 2, 3, 4]


def test_two_banners_share_the_stages(maturity):
    """Stages one and two are brand-centric, three and four customer-centric."""
    banners = {banner.id: banner.stages for banner in maturity.part("stages").banners}
    assert banners == {"brand_centric": STAGES[:2], "customer_centric": STAGES[2:]}


def test_the_chasm_lies_between_functional_and_integrated(maturity):
    """One gap, with a checklist of four requirements of its own."""
    (gap,) = maturity.part("stages").gaps
    assert (gap.id, gap.after, gap.before) == ("chasm", "functional", "integrated")
    checklist = maturity.part(gap.requirements)
    assert (checklist.kind, checklist.scale) == ("checklist", "answer")
    assert [item.id for item in checklist.items] == [
        f"maturity.chasm.{name}" for name in REQUIREMENTS
    ]


def test_a_customer_experience_centre_moves_from_basic_to_functional(maturity):
    """The only move that the model describes outside the chasm."""
    (move,) = maturity.part("stages").moves
    assert (move.after, move.before) == ("basic", "functional")
    assert maturity.label(move.id) == "Customer experience centre"


def test_seven_dimensions_are_rated_on_the_stages(maturity):
    """Ids of the dimensions are those that ratings on disk use."""
    stages = maturity.part("stages")
    assert [item.id for item in stages.items] == [f"maturity.{name}" for name in DIMENSIONS]
    assert {maturity.item(item.id).scale for item in stages.items} == {"stage"}


def test_targets_are_asked_for_now_and_two_five_and_ten_years(maturity):
    """The exercise asks where the organisation stands and where it wants to be."""
    assert maturity.part("stages").horizons == (0, 2, 5, 10)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_exactly_the_cells_on_which_the_model_is_silent_are_empty(maturity, lang):
    """Eight of the 28 cells have no published text, and say that it is unknown."""
    framework = maturity.in_language(lang)
    empty = {
        (name, stage)
        for name in DIMENSIONS
        for stage in STAGES
        if framework.text(f"maturity.{name}.{stage}", "published") is None
    }
    assert empty == SILENT
    unknown = {framework.provenance(f"maturity.{n}.{s}", "published") for n, s in SILENT}
    assert unknown == {"unknown"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_cell_has_an_anchor_that_is_marked_as_ours(maturity, lang):
    """Raters find a wording for each of the 28 cells; none of it passes for the model's."""
    framework = maturity.in_language(lang)
    for cell in (f"maturity.{name}.{stage}" for name in DIMENSIONS for stage in STAGES):
        assert framework.text(cell, "anchor")
        assert framework.provenance(cell, "anchor") == "authored"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_remarks_keep_what_the_model_says_about_itself(maturity, lang):
    """It does not judge, staying is an answer; prevalence, forecast, scale and the exercise."""
    framework = maturity.in_language(lang)
    for name in REMARKS:
        assert framework.text(f"remark.{name}", "text")


def test_staying_is_an_answer(maturity):
    """The remark on judging says that an organisation may stay where it is."""
    text = maturity.text("remark.no_judgement", "text")
    assert "not judge" in text
    assert "stay" in text


def test_functional_is_a_stage_and_not_something_that_works(maturity):
    """The seed's mistranslations of "functional" and "dispassionate" are only told, not used."""
    korean = maturity.in_language("ko")
    assert korean.label("scale.stage.functional") == "기능적"
    assert "작동합니다" not in (korean.text("scale.stage.functional", "definition") or "")
    assert "열정적" not in korean.text("remark.no_judgement", "text")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_stages_are_defined(maturity, lang):
    """Every stage has a label and a definition in every language."""
    framework = maturity.in_language(lang)
    for stage in STAGES:
        assert framework.value_label("stage", stage) != f"scale.stage.{stage}"
        assert framework.text(f"scale.stage.{stage}", "definition")
