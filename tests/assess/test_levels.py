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
from engagement_kit.cases import Case, Cases, Note
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


def test_cases_without_a_group_are_counted(make_cases: Callable[..., Cases]) -> None:
    """Cases of which the country is not known make a group of their own instead of vanishing."""
    smi, guide = load_framework("smi"), load_framework("guide")
    cases = make_cases(one={"a": {smi.items[0].id: "yes"}}, two={"a": {smi.items[0].id: "no"}})

    counts = count_placements(place_quadrants(cases, smi), by="country")
    levels = compare_levels(rate_levels(cases, guide), by="country")

    assert counts["n"].to_dict() == {"unknown": 2}
    assert set(levels["by"]) == {"unknown"}
    assert (levels["n"] == 2).all()


def test_no_cases_make_an_empty_table(smi: Framework) -> None:
    """Nothing to compare gives the columns and no rows."""
    table = compare_levels(rate_levels(Cases(()), smi))

    assert list(table.columns) == ["item", "by", "no", "partly", "yes", "unknown", "n"]
    assert table.empty


def test_groups_are_columns_of_the_table(library: Cases, smi: Framework) -> None:
    """Another word is answered with the nearest column, another object with what is needed."""
    with pytest.raises(UnknownId, match="Did you mean 'country'"):
        count_placements(place_quadrants(library, smi), by="contry")
    with pytest.raises(UnknownId, match="There is no column 'contry'"):
        compare_levels(rate_levels(library, smi), by="contry")
    with pytest.raises(WrongKind, match="See rate_levels"):
        compare_levels(place_quadrants(library, smi))
    with pytest.raises(WrongKind, match="placements in quadrants or on stages, not Levels"):
        count_placements(rate_levels(library, smi))


def test_a_level_that_does_not_apply_has_no_bounds(
    make_cases: Callable[..., Cases], smi: Framework
) -> None:
    """Unknown may be any answer; what does not apply is none."""
    item = smi.items[0].id
    table = rate_levels(make_cases(one={"a": {item: None}}), smi).table.set_index("item")

    assert table.loc[item, ["low", "high"]].isna().all()
    assert table.drop(item)[["low", "high"]].drop_duplicates().to_numpy().tolist() == [[0, 2]]


def test_of_several_other_languages_the_first_is_shown() -> None:
    """A note without the wanted language and without English stands in the first it was given."""
    note = Note(case="one", coder="a", box="def.canvas.reach", wave=2020,
                text={"fr": "Rencontre", "ko": "만남", "ar": "لقاء"})  # fmt: skip
    case = Case(id="one", kind="museum", name={"en": "One"}, waves=(2020,), notes=(note,))

    assert fill_canvas(case, load_framework("def")).table["language"].tolist() == ["fr"]
    assert fill_canvas(case, load_framework("def"), lang="ar").table["text"].tolist() == ["لقاء"]


def test_a_coder_who_noted_nothing_is_refused(library: Cases) -> None:
    """A mistyped coder would give an empty canvas: the coders of the case are named instead."""
    with pytest.raises(UnknownId, match="Did you mean 'coder-n'"):
        fill_canvas(library["tate"], load_framework("def"), coder="coder_n")
