"""Lines from wave to wave: true to years and values, told apart without colour, never invented."""

from dataclasses import replace

import numpy as np
import pytest

from engagement_kit.charts import caption_slope, data_slope, describe_slope, draw_slope
from engagement_kit.charts.paper.theme import DEFAULT
from engagement_kit.charts.press.fit import misfits
from engagement_kit.charts.recipe import recipe_of
from engagement_kit.charts.slope.lanes import spread
from engagement_kit.charts.slope.years import lay_years, year_ticks
from engagement_kit.errors import UnknownId, WrongKind

HOSTILE = (
    "A $5 % of_\\frac{1}<b> \u202egnp\u202c Museum & Sons with a name of sixty letters, or more"
)


@pytest.fixture
def climbs(make_stages):
    """Twenty cases at three waves, some of them not placed."""
    return make_stages(20, waves=3)


def places(ax, find_named):
    """Places of all marks, filled and hollow."""
    marks = find_named(ax, "points:").values()
    return np.vstack([np.column_stack(mark.get_data()) for mark in marks])


def test_every_placed_wave_is_one_mark(climbs, make_quadrants, find_named):
    """As many marks as waves that are placed, of cases with and without later waves."""
    for result in (climbs, make_quadrants(20, waves=3, known=0.8)):
        placed = (result.table["status"] != "not_placed").sum()
        assert len(places(draw_slope(result), find_named)) == placed > 20


def test_a_wave_that_is_not_placed_is_a_ring_and_no_value(climbs, find_named):
    """Rings mark the waves without place of cases that have one; none lies on the foot."""
    ax, table = draw_slope(climbs), climbs.table
    placed = table.groupby("case")["stage"].transform(lambda stages: stages.notna().any())
    (rings,) = find_named(ax, "not_placed").values()
    assert len(rings.get_xdata()) == (placed & table["stage"].isna()).sum() > 0
    past = sum(len(lines.get_segments()) for lines in find_named(ax, "past:").values())
    assert past > 0


def test_lines_go_where_the_values_go(climbs, find_named):
    """Each direction has lines where cases went so; strokes and colours differ."""
    ax, data = draw_slope(climbs), data_slope(climbs).drop_duplicates("case")
    lines = find_named(ax, "lines:")
    ways = ("rise", "fall", "same")
    strokes = {str(lines[f"{way}:named"].get_linestyle()) for way in ways}
    colours = {tuple(lines[f"{way}:named"].get_colors()[0]) for way in ways}
    assert len(strokes) == len(colours) == 3
    for way in ways:
        assert bool(len(lines[f"{way}:named"].get_segments())) == (data["direction"] == way).any()


def test_scores_stand_at_their_height(make_quadrants, find_named):
    """Heights are scores: one place between 0 and 1 for each, the same scale for all."""
    result = make_quadrants(12, known=1)
    for axis, side in (("investment", "x"), ("innovation", "y")):
        ax = draw_slope(result, axis=axis)
        heights = sorted(places(ax, find_named)[:, 1])
        scores = sorted(result.table[side], reverse=True)
        fit = np.polyfit(scores, heights, 1)
        assert np.polyval(fit, scores) == pytest.approx(heights, abs=0.01)
        assert fit[0] < 0


def test_time_runs_from_the_right_in_arabic(climbs, find_named):
    """Years go left to right in English and Korean, right to left in Arabic."""
    for lang, grows in (("en", True), ("ko", True), ("ar", False)):
        years = find_named(draw_slope(climbs, lang=lang), "year:")
        assert (years["2014"].get_position()[0] < years["2024"].get_position()[0]) == grows


def test_years_have_true_distances():
    """Two years apart lie twice as far as one; one year alone lies in the middle."""
    axis = lay_years([2010, 2012, 2013], 0, 100)
    assert axis.at(2012) - axis.at(2010) == pytest.approx(2 * (axis.at(2013) - axis.at(2012)))
    assert lay_years([2010], 0, 100).at(2010) == 50
    assert year_ticks([2014, 2019, 2024], 9) == [2014, 2019, 2024]
    assert year_ticks(list(range(2005, 2026)), 5) == [2005, 2010, 2015, 2020, 2025]


def test_cases_on_one_stage_have_lanes_of_their_own(make_stages, find_named):
    """All on one stage for good: every case has a height that no other has."""
    result = make_stages(25, known=1)
    heights = np.round(places(draw_slope(result), find_named)[:, 1], 3)
    assert len(set(heights)) == len(heights)


def test_lines_end_at_their_names(climbs, find_named):
    """On stages the name of a case is as high as its last mark."""
    ax, data = draw_slope(climbs), data_slope(climbs).dropna(subset=["value"])
    labels = find_named(ax, "label:")
    assert set(labels) == set(data["case"])
    heights = {label.get_position()[1] for label in labels.values()}
    assert len(heights) == len(labels)


def test_names_are_spread_without_overlap_and_near():
    """Wanted places are kept where they can be, moved by as little as may be where not."""
    assert spread([0, 1, 50], 10, 0, 100) == [0, 10, 50]
    assert spread([48, 50, 52], 10, 0, 100) == [40, 50, 60]
    assert spread([99, 99, 99], 10, 0, 100) == [80, 90, 100]
    assert spread([], 10, 0, 100) == []


def test_in_a_crowd_those_are_named_that_changed_most(make_stages, find_named):
    """Above sixty cases forty are named; none of the others changed more, and the chart says so."""
    result = make_stages(100, waves=2, known=0.9)
    ax, data = draw_slope(result), data_slope(result).drop_duplicates("case").set_index("case")
    named = list(find_named(ax, "label:"))
    least = data.loc[named, "change"].abs().min()
    assert len(named) == 40
    assert data.drop(named)["change"].abs().max() <= least
    assert any("40 of" in text.get_text() for text in ax.texts)


@pytest.mark.parametrize("lang", ["en", "ko", "ar"])
@pytest.mark.parametrize("width", [190, 62])
def test_charts_fit_wide_and_narrow_sheets(climbs, make_quadrants, lang, width):
    """No text overlaps, leaves the figure or gets too small, wide or narrow, in three languages."""
    for result in (climbs, make_quadrants(25, waves=2)):
        ax = draw_slope(result, lang=lang, theme=replace(DEFAULT, width=width))
        assert misfits(ax.get_figure(), DEFAULT.least, width=width, height=240) == []


@pytest.mark.parametrize(("n", "known"), [(0, 1), (1, 1), (1, 0), (25, 0), (60, 1), (1000, 0.7)])
def test_any_number_of_cases_can_be_drawn(n, known, make_stages, make_quadrants):
    """Nothing, one, many; nothing known, all known: drawn, told and tabulated."""
    for result in (make_stages(n, known=known), make_quadrants(n, known=known)):
        ax = draw_slope(result, lang="ar", theme=replace(DEFAULT, width=62))
        assert misfits(ax.get_figure(), DEFAULT.least) == []
        assert len(data_slope(result)) == len(result.table)
        assert caption_slope(result)
        assert ax.alt_text == describe_slope(result, lang="ar")


def test_an_empty_chart_says_why(make_stages):
    """No cases, and no case that is placed, are two things."""
    for n, words in ((0, "No cases"), (3, "No case is placed in any wave")):
        ax = draw_slope(make_stages(n, known=0))
        assert any(text.get_text() == words for text in ax.texts)


def test_hostile_names_are_only_names(climbs, find_named):
    """Signs that mean something elsewhere are drawn as they are; long names are cut."""
    climbs.table["name"] = (HOSTILE * 4)[:300]
    climbs.table.loc[:2, "status"] = "not_placed"
    ax = draw_slope(climbs)
    assert misfits(ax.get_figure(), DEFAULT.least) == []
    for label in find_named(ax, "label:").values():
        assert label.get_text().startswith("A $5 % of_\\frac")
        assert "\u202e" not in label.get_text()
        assert not label.get_parse_math()


def test_a_limit_of_height_is_kept(make_stages, find_named):
    """On a low figure fewer cases are named, by the same rule, and the chart says how many."""
    ax = draw_slope(make_stages(50, waves=2), theme=replace(DEFAULT, height=110))
    figure = ax.get_figure()
    assert misfits(figure, DEFAULT.least, height=110) == []
    assert 0 < len(find_named(ax, "label:")) < 40
    assert any(" named: " in text.get_text() for text in ax.texts)


@pytest.mark.parametrize("lang", ["en", "ko", "ar"])
def test_alternative_text_says_the_numbers_that_are_drawn(climbs, lang):
    """Directions are counted as the lines show them, and the largest changes told with years."""
    told, data = describe_slope(climbs, lang=lang), data_slope(climbs, lang=lang)
    ways = data.drop_duplicates("case")["direction"].value_counts()
    for way in ("rise", "fall", "same"):
        assert f" {ways[way]}" in told
    most = data.loc[data["change"].abs().idxmax()]
    assert most["label"] in told
    assert str(most["value_label"]) in told
    assert "{" not in told


def test_a_score_of_a_wave_that_is_not_placed_is_not_drawn(make_quadrants):
    """Placements keep a score of what little is known; no line, change or number rests on it."""
    result = make_quadrants(30, waves=3, known=0.5)
    lost = result.table[(result.table["status"] == "not_placed") & result.table["x"].notna()]
    data = data_slope(result).set_index(["case", "wave"])
    assert len(lost) > 5
    assert data.loc[list(zip(lost["case"], lost["wave"], strict=True)), "value"].isna().all()


def test_data_has_values_bounds_and_words(climbs):
    """One row a case and wave; what is not placed has no value, in words neither."""
    data = data_slope(climbs, lang="ko")
    assert len(data) == 60
    lost = data["status"] == "not_placed"
    assert data.loc[lost, ["value", "value_label"]].isna().all(axis=None)
    assert data.loc[~lost, ["value", "value_label", "low", "high"]].notna().all(axis=None)
    first = data[data["direction"] != "point"].dropna(subset=["value"]).groupby("case")["value"]
    changes = data.drop_duplicates("case").set_index("case")["change"].dropna()
    assert (first.last() - first.first()).eq(changes).all()


def test_the_chart_remembers_what_it_shows(climbs):
    """Options come back with the axes, so that the chart can be drawn again."""
    recipe = recipe_of(draw_slope(climbs, label="none", by=None))
    assert (recipe.chart, recipe.result) == ("slope", climbs)
    assert recipe.options["label"] == "none"
    assert recipe.options["by"] is None


def test_what_cannot_be_drawn_is_named(climbs, make_quadrants, make_levels):
    """Levels, an axis of stages, an axis that is not there, a way to label that is none."""
    with pytest.raises(WrongKind, match="place_quadrants or place_stages"):
        draw_slope(make_levels(2))
    with pytest.raises(WrongKind, match="Leave axis out"):
        draw_slope(climbs, axis="investment")
    with pytest.raises(UnknownId, match="Did you mean 'investment'"):
        draw_slope(make_quadrants(2), axis="investments")
    with pytest.raises(UnknownId, match="Did you mean 'auto'"):
        draw_slope(climbs, label="automatic")
