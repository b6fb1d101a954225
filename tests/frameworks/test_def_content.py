"""The counts that the Digital Engagement Framework must show, version by version."""

from __future__ import annotations

import pytest

from engagement_kit.frameworks import Framework, load_framework

WITH_EXAMPLE = {
    "def.canvas.information",
    "def.canvas.technology",
    "def.canvas.processes",
    "def.canvas.objectives",
    "def.canvas.trends",
}


@pytest.fixture(scope="module", params=["en", "ko", "ar"])
def framework(request: pytest.FixtureRequest) -> Framework:
    """The framework in each of its languages."""
    return load_framework("def", lang=request.param)


def version_groups(framework: Framework, version_id: str) -> dict[str, tuple[str, ...]]:
    """Groups of an earlier version with their elements."""
    versions = {version.id: version for version in framework.definition.earlier_versions}
    return {group.id: group.elements for group in versions[version_id].groups}


def test_canvas_has_ten_boxes(framework: Framework) -> None:
    """Version 3 has ten boxes."""
    assert len(framework.part("canvas").boxes) == 10


def test_five_boxes_are_deepened(framework: Framework) -> None:
    """Three boxes lead to the value creation model and two to the engagement phases."""
    models = [box.deepened_by for box in framework.part("canvas").boxes if box.deepened_by]
    assert sorted(models) == ["phases", "phases", "value", "value", "value"]


def test_exactly_the_other_five_have_an_example(framework: Framework) -> None:
    """A box has an example exactly where no model deepens it."""
    boxes = framework.part("canvas").boxes
    with_example = {box.id for box in boxes if framework.text(box.id, "example")}
    assert with_example == WITH_EXAMPLE
    assert with_example == {box.id for box in boxes if box.deepened_by is None}


def test_every_box_is_described_and_asks_something(framework: Framework) -> None:
    """Each box of both canvases has a description and at least one question."""
    for box in framework.boxes:
        assert framework.text(box.id, "description"), box.id
        assert framework.texts(box.id, "question"), box.id


def test_layouts_are_marked_as_inferred(framework: Framework) -> None:
    """Both grids of the canvas say that no picture was seen; the bands come first."""
    layouts = framework.part("canvas").layouts
    assert [(layout.id, layout.confidence) for layout in layouts] == [
        ("bands", "inferred"),
        ("columns", "inferred"),
    ]


def test_layouts_leave_no_hole(framework: Framework) -> None:
    """The places of a layout cover its whole grid."""
    for part in framework.parts_of("canvas"):
        for layout in part.layouts:
            covered = sum(place.rows * place.columns for place in layout.cells)
            assert covered == layout.rows * layout.columns, layout.id


def test_value_model_has_three_inputs_and_one_result(framework: Framework) -> None:
    """Organisation, extra and audience lead to the co-created value."""
    boxes = [box.id for box in framework.part("value").boxes]
    assert boxes == [
        "def.value.organisation",
        "def.value.extra",
        "def.value.audience",
        "def.value.cocreated",
    ]
    assert framework.texts("value", "alias")


def test_only_reach_and_activate_are_attested_phases(framework: Framework) -> None:
    """Interest and involve are names that this project added."""
    status = {item.id: item.status for item in framework.items}
    assert status == {
        "def.phases.reach": "attested",
        "def.phases.interest": "authored",
        "def.phases.involve": "authored",
        "def.phases.activate": "attested",
    }
    assert framework.provenance("def.phases.interest", "label") == "authored"


def test_website_has_three_steps_that_are_not_rated(framework: Framework) -> None:
    """The steps of the website are read, not rated."""
    steps = framework.part("website_steps")
    assert len(steps.items) == 3
    assert steps.scale is None


def test_canvas_of_2012_has_three_parts_and_ten_elements(framework: Framework) -> None:
    """Why, what and how hold ten elements."""
    groups = version_groups(framework, "canvas_2012")
    assert list(groups) == ["v2012.why", "v2012.what", "v2012.how"]
    assert [len(elements) for elements in groups.values()] == [3, 4, 3]


def test_book_of_2013_has_four_blocks_and_ten_elements(framework: Framework) -> None:
    """Four building blocks hold ten elements."""
    groups = version_groups(framework, "book_2013")
    assert [len(elements) for elements in groups.values()] == [3, 2, 2, 3]


@pytest.mark.parametrize("element", ["v2013.objectives", "v2013.trends", "v2013.engage"])
def test_what_was_not_found_stays_empty(framework: Framework, element: str) -> None:
    """A definition that no source gives is null and unknown, not filled."""
    assert framework.text(element, "definition") is None
    assert framework.provenance(element, "definition") == "unknown"


def test_known_questions_of_2013(framework: Framework) -> None:
    """Assets ask seven questions, reach five, metrics three."""
    names = ("assets", "reach", "metrics")
    counts = [len(framework.texts(f"v2013.{name}", "question")) for name in names]
    assert counts == [7, 5, 3]


def test_licence_is_share_alike_with_credit(framework: Framework) -> None:
    """The licence names both authors and no version that was not found."""
    licence = framework.definition.licence
    assert (licence.id, licence.terms) == ("CC-BY-SA", "share-alike")
    assert "Visser" in licence.holder
    assert "Richardson" in licence.holder


def test_machine_translation_of_engagement_is_not_taken_over() -> None:
    """No Korean label uses the page's word for work tasks in place of engagement."""
    korean = load_framework("def", lang="ko")
    assert "업무" not in korean.name
    assert not [element for element in korean.elements if "업무" in korean.label(element)]
