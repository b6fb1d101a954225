"""Levels of items, groups side by side, and a case's canvas."""

from collections.abc import Callable

import pytest

from engagement_kit.assess import (
    compare_levels,
    count_placements,
    fill_canvas,
    place_quadrants,
    place_stages,
    rate_levels,
)
from engagement_kit.cases import Cases
from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.frameworks import Framework, load_framework


def test_unknown_is_no_level(make_cases: Callable[..., Cases]) -> None:
    """An item nobody rated has no rank; its bounds are the whole scale."""
    cases = make_cases(one={"a": {"capability.listen": "absent"}})

    table = rate_levels(cases, load_framework("capability")).table.set_index("item")

    listen, segment = table.loc["capability.listen"], table.loc["capability.segment"]
    assert (listen["rank"], listen["low"], listen["high"]) == (0, 0, 0)
    assert segment[["rank"]].isna().all()
    assert (segment["low"], segment["high"], segment["missing"]) == (0, 3, "unknown")


def test_every_part_with_a_scale_can_be_asked_for(library: Cases) -> None:
    """Formats, steps and phases give one row an item, case and wave."""
    for framework, part, items in (
        ("guide", "formats", 4),
        ("guide", "steps", 6),
        ("def", "phases", 4),
    ):
        levels = rate_levels(library, load_framework(framework), part=part, wave="last")
        assert len(levels) == 50 * items


def test_a_part_without_scale_is_refused(library: Cases) -> None:
    """Benefits take no ratings: the parts that do are named."""
    with pytest.raises(WrongKind, match="Rated parts: formats, steps"):
        rate_levels(library, load_framework("guide"), part="benefits")


def test_distributions_add_up(library: Cases) -> None:
    """For every item and group the answers and the unknown add up to the cases."""
    table = compare_levels(
        rate_levels(library, load_framework("guide"), part="formats", wave="last")
    )
    answers = ["absent", "ad_hoc", "regular", "systematic", "unknown"]

    assert (table[answers].sum(axis=1) == table["n"]).all()
    assert table.groupby("by")["n"].first().to_dict() == {"company": 26, "museum": 24}


def test_counts_of_groups_add_up(library: Cases, smi: Framework, maturity: Framework) -> None:
    """Settled, open and not placed add up to n, and the places to those that are placed."""
    for placed in (place_quadrants(library, smi), place_stages(library, maturity)):
        counts = count_placements(placed)
        places = counts.drop(columns=["settled", "open", "not_placed", "n"])

        assert (counts[["settled", "open", "not_placed"]].sum(axis=1) == counts["n"]).all()
        assert (places.sum(axis=1) == counts["settled"] + counts["open"]).all()
        assert counts["n"].sum() == 97


def test_a_canvas_speaks_the_wanted_language_where_it_can(library: Cases) -> None:
    """Korean cases have Korean notes, others keep English when Korean is asked for."""
    korean = load_framework("def", lang="ko")

    assert set(fill_canvas(library["nmk"], korean).table["language"]) == {"ko"}
    assert set(fill_canvas(library["tate"], korean).table["language"]) == {"en"}


def test_a_canvas_keeps_the_order_of_boxes_and_every_note(library: Cases) -> None:
    """Notes come in the order of the boxes; no note of the case is lost."""
    framework = load_framework("def")
    case = library["klm"]
    canvas = fill_canvas(case, framework)
    boxes = [box.id for box in framework.part("canvas").boxes]

    order = [boxes.index(box) for box in canvas.table["box"]]
    assert order == sorted(order)
    assert len(canvas) == sum(note.box in boxes for note in case.notes)


def test_a_wave_that_the_case_lacks_is_refused(library: Cases) -> None:
    """Asking for another year names the years there are."""
    with pytest.raises(UnknownId, match="Known: 2014, 2025"):
        fill_canvas(library["tate"], load_framework("def"), wave=1999)
