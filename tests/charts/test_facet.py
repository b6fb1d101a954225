"""Small multiples: each panel is the chart of its group, and nothing is lost between them."""

import pandas as pd
import pytest

from engagement_kit.charts import draw_profile, draw_quadrant, family
from engagement_kit.charts.facet.draw import facet
from engagement_kit.charts.facet.panels import split_panels
from engagement_kit.charts.recipe import figure_recipe, recipe_of
from engagement_kit.errors import UnknownId, WrongKind


def panel_names(facets):
    """What stands above each panel, by group."""
    texts = facets.figure.texts
    return {text.get_gid()[len("panel:") :]: text for text in texts}


def test_panels_hold_every_row_once(make_quadrants):
    """The rows of all panels together are the rows of the whole, each in its group's panel."""
    placements = make_quadrants(60, waves=2)
    panels = split_panels(placements, "country", "en")
    rows = pd.concat([panel.result.table for panel in panels])
    keys = ["case", "wave"]
    assert sorted(rows[keys].itertuples(index=False, name=None)) == sorted(
        placements.table[keys].itertuples(index=False, name=None)
    )
    for panel in panels:
        assert set(panel.result.table["country"]) == {panel.id}
        assert panel.cases == panel.result.table["case"].nunique()


def test_every_table_of_a_result_is_split(make_stages):
    """Dimensions, rules and requirements of a panel are those of its own cases."""
    for panel in split_panels(make_stages(30), "kind", "en"):
        own = set(panel.result.table["case"])
        for table in (panel.result.dimensions, panel.result.rules, panel.result.requirements):
            assert set(table["case"]) == own


@pytest.mark.parametrize("lang", ["en", "ko", "ar"])
def test_texts_of_panels_keep_apart(lang, make_quadrants, find_quarrels):
    """Texts of neighbouring panels do not overlap or leave the figure."""
    facets = facet(draw_quadrant, make_quadrants(40), by="kind", lang=lang)
    assert find_quarrels(next(iter(facets.values()))) == []


def test_first_panel_stands_at_the_reading_side(make_levels):
    """From left to right in English, from right to left in Arabic."""
    for lang, sign in (("en", 1), ("ar", -1)):
        facets = facet(draw_profile, make_levels(40), by="kind", columns=2, lang=lang)
        first, second = (ax.get_position().x0 for ax in facets.values())
        assert (second - first) * sign > 0


def test_a_group_keeps_its_colour_in_every_panel(make_quadrants, find_named):
    """Countries are coloured as in the chart of all cases, whichever of them a panel shows."""
    placements = make_quadrants(60)
    facets = facet(draw_quadrant, placements, by="kind", within="country")
    seen = find_named(draw_quadrant(placements, by="country"), "points:")
    whole = {name: marks.get_markeredgecolor() for name, marks in seen.items()}
    for ax in facets.values():
        marked = [
            child for child in ax.get_children() if str(child.get_gid()).startswith("points:")
        ]
        assert marked
        for marks in marked:
            assert marks.get_markeredgecolor() == whole[marks.get_gid()[len("points:") :]]


def test_the_figure_can_be_drawn_again(make_quadrants):
    """The figure remembers chart, column and options; its axes alone are not the figure."""
    facets = facet(draw_quadrant, make_quadrants(30), by="kind", label="none")
    recipe = figure_recipe(facets.figure)
    assert recipe.chart == "facet"
    assert recipe.options["by"] == "kind"
    again = family.draw_figure(recipe)
    assert len(again.axes) == len(facets)
    assert {recipe_of(ax).chart for ax in again.axes} == {"quadrant"}
    assert not [t for ax in again.axes for t in ax.texts if str(t.get_gid()).startswith("label:")]


def test_words_name_every_panel_and_its_numbers(make_quadrants):
    """Alternative text and caption say which panels there are and how many cases each has."""
    facets = facet(draw_quadrant, make_quadrants(40), by="kind")
    recipe = figure_recipe(facets.figure)
    alt, caption = family.describe(recipe), family.caption(recipe)
    for kind, name in (("museum", "Museums"), ("company", "Companies")):
        table = split_panels(recipe.result, "kind", "en")
        size = next(panel.cases for panel in table if panel.id == kind)
        assert f"{name}: Quadrant chart" in alt
        assert f"{name} (n = {size})" in caption
    assert facets.alt_text == alt


def test_data_says_in_which_panel_a_row_is_drawn(make_quadrants):
    """The table of the figure has every row of the chart, with its panel before it."""
    placements = make_quadrants(30)
    data = family.data(figure_recipe(facet(draw_quadrant, placements, by="kind").figure))
    assert list(data.columns[:2]) == ["panel", "panel_label"]
    assert len(data) == len(placements.table)
    assert (data["panel"] == data["kind"]).all()


def test_several_results_by_name_are_panels(make_notes):
    """Canvases of two cases stand below one another, each under the name given."""
    facets = facet("canvas", {"First": make_notes(), "Second": make_notes()}, columns=1)
    assert [text.get_text() for text in panel_names(facets).values()] == [
        "First (n = 1)",
        "Second (n = 1)",
    ]


def test_any_column_can_split(make_quadrants):
    """A column whose values the charts have sentences about is split by its values, too."""
    facets = facet(draw_quadrant, make_quadrants(40), by="status")
    assert set(facets) == {"settled", "open", "not_placed"}


def test_what_cannot_be_split_is_refused(make_quadrants, make_notes):
    """No such column names the nearest, a single canvas says what to give instead."""
    with pytest.raises(UnknownId, match="kind"):
        facet(draw_quadrant, make_quadrants(4), by="kindd")
    with pytest.raises(WrongKind, match="several"):
        facet("canvas", make_notes())
    with pytest.raises(UnknownId, match="quadrant"):
        facet("quadrent", make_quadrants(4))


def test_a_notebook_shows_the_figure(make_quadrants):
    """The panels show themselves as a picture with its alternative text."""
    png, about = facet(draw_quadrant, make_quadrants(30), by="kind")._repr_png_()
    assert png.startswith(b"\x89PNG")
    assert about["alt"].startswith("Small multiples by kind of case; panels: 2.")
