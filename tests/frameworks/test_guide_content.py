"""The counts that the digital engagement guide of 2023 must show."""

from __future__ import annotations

import pytest

from engagement_kit.frameworks import Framework, load_framework

STEPS = ("goals", "personalisation", "channels", "platforms", "implementation", "tracking")


@pytest.fixture(scope="module", params=["en", "ko", "ar"])
def framework(request: pytest.FixtureRequest) -> Framework:
    """The guide in each of its languages."""
    return load_framework("guide", lang=request.param)


def test_guide_defines_digital_engagement(framework: Framework) -> None:
    """The definition is there in every language."""
    assert framework.text("framework", "definition")


def test_three_benefits_with_a_reason_and_no_scale(framework: Framework) -> None:
    """Three benefits, each with a why; they are read, not rated."""
    benefits = framework.part("benefits")
    assert [item.id for item in benefits.items] == ["retention", "insight", "differentiation"]
    assert all(framework.text(item.id, "why") for item in benefits.items)
    assert benefits.scale is None


def test_four_formats_have_all_three_sides(framework: Framework) -> None:
    """Four formats, each with advantage, limitation and mitigation."""
    formats = framework.part("formats")
    assert [item.id for item in formats.items] == [
        f"guide.formats.{name}" for name in ("survey", "chatbot", "live_chat", "community")
    ]
    for item in formats.items:
        for side in ("advantage", "limitation", "mitigation"):
            assert framework.text(item.id, side), (item.id, side)
    assert framework.part("formats").kind == "options"
    assert formats.scale == "practice"


def test_remark_tells_that_three_are_announced(framework: Framework) -> None:
    """A remark about the formats says that the source counts three and describes four."""
    about = {remark.id: remark.about for remark in framework.definition.remarks}
    assert about["remark.three_or_four"] == "formats"
    assert framework.text("remark.three_or_four", "text")


def test_six_steps_in_order(framework: Framework) -> None:
    """Six steps, each with a question and with a detail or an example."""
    steps = framework.part("steps")
    assert [item.id for item in steps.items] == [f"guide.steps.{name}" for name in STEPS]
    assert (steps.kind, steps.scale) == ("steps", "step")
    for item in steps.items:
        assert framework.texts(item.id, "question"), item.id
        assert framework.text(item.id, "detail") or framework.text(item.id, "example"), item.id


def test_ten_items_are_rated(framework: Framework) -> None:
    """Formats and steps are rated, benefits are not."""
    assert {item.part for item in framework.items} == {"formats", "steps"}
    assert len(framework.items) == 10


@pytest.mark.parametrize(("scale", "count"), [("practice", 4), ("step", 4)])
def test_scales_start_at_nothing(framework: Framework, scale: str, count: int) -> None:
    """Both scales have four values, numbered from 0."""
    assert [value.value for value in framework.scale(scale).values] == list(range(count))


def test_page_headings_are_kept_in_korean() -> None:
    """Korean headings that the page prints are used as they stand."""
    korean = load_framework("guide", lang="ko")
    assert korean.label("guide.formats.survey") == "설문조사"
    assert korean.provenance("guide.formats.survey", "label") == "seed"
