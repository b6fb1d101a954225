"""The radar: only answers on their rings, gaps where nothing is known, few lines at a time."""

import math
from dataclasses import replace

import numpy as np
import pytest

from engagement_kit.charts import caption_radar, data_radar, describe_radar, draw_radar
from engagement_kit.charts.paper.theme import DEFAULT
from engagement_kit.charts.press.fit import misfits
from engagement_kit.charts.recipe import recipe_of
from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.frameworks import load_framework

HOSTILE = (
    "A $5 % of_\\frac{1}<b> \u202egnp\u202c Museum & Sons with a name of sixty letters, or more"
)


@pytest.fixture
def result(make_levels):
    """Sixteen capabilities of four cases."""
    return make_levels(4, framework=load_framework("capability"))


def polar(ax, find_named, marks):
    """Distances from the middle, in points, and shares of a turn from the top, of some marks."""
    rings = find_named(ax, "ring:")
    x, y = rings["0"].center
    xs, ys = marks.get_data()
    turns = np.arctan2(np.subtract(xs, x), np.subtract(y, ys)) / (2 * math.pi) % 1
    return np.hypot(np.subtract(xs, x), np.subtract(ys, y)), turns


def test_known_answers_stand_on_their_rings(result, find_named):
    """As many marks as known answers, each at the radius of its answer, the lowest not at 0."""
    ax = draw_radar(result, cases=["case-0001"])
    rings, data = find_named(ax, "ring:"), data_radar(result, cases=["case-0001"])
    ranks = data["rank"].dropna().astype(int)
    radii = [rings[str(rank)].radius for rank in ranks]
    distances, _ = polar(ax, find_named, find_named(ax, "known:")["case-0001"])
    assert sorted(distances) == pytest.approx(sorted(radii))
    assert 0 < rings["0"].radius < rings["1"].radius < rings["3"].radius


def test_unknown_answers_are_gaps_and_hollow_marks_outside(result, find_named):
    """No line touches an item that is unknown; its mark is hollow and beyond the last ring."""
    ax = draw_radar(result, cases=["case-0001"])
    data = data_radar(result, cases=["case-0001"])
    known = data["rank"].notna().to_numpy()
    joined = int((known & np.roll(known, 1)).sum())
    (line,) = find_named(ax, "line:").values()
    assert len(line.get_segments()) == joined < len(data)
    hollow = find_named(ax, "unknown:")["case-0001"]
    distances, _ = polar(ax, find_named, hollow)
    assert len(distances) == (data["missing"] == "unknown").sum() > 0
    assert (distances > find_named(ax, "ring:")["3"].radius + 5).all()
    assert hollow.get_markerfacecolor() == DEFAULT.paper


def test_what_does_not_apply_has_no_mark(result, find_named):
    """Only known and unknown answers have marks."""
    ax, data = draw_radar(result), data_radar(result)
    marks = [*find_named(ax, "known:").values(), *find_named(ax, "unknown:").values()]
    applying = (data["missing"] != "not_applicable").sum()
    assert sum(len(mark.get_xdata()) for mark in marks) == applying < len(data)


def test_marks_of_one_place_stand_beside_one_another(make_levels, find_named):
    """Six cases with the same answers everywhere hide none of their marks."""
    result = make_levels(6, known=1)
    for column, value in (("rank", 2.0), ("value", "regular")):
        result.table[column] = value
    ax = draw_radar(result)
    places = np.vstack([np.column_stack(m.get_data()) for m in find_named(ax, "known:").values()])
    gaps = np.hypot(*(places[:, None] - places[None]).transpose(2, 0, 1))
    np.fill_diagonal(gaps, np.inf)
    assert gaps.min() > DEFAULT.marker * 0.8


def test_items_go_round_the_other_way_in_arabic(result, find_named):
    """The second item is right of the top in English and Korean, left of it in Arabic."""
    second = result.framework.items[1].id
    for lang, is_right in (("en", True), ("ko", True), ("ar", False)):
        ax = draw_radar(result, lang=lang)
        middle = find_named(ax, "ring:")["0"].center[0]
        assert (find_named(ax, "item:")[second].get_position()[0] > middle) == is_right


def test_lines_differ_in_more_than_colour(make_levels, find_named):
    """Six cases have six strokes, six shapes and six colours."""
    ax = draw_radar(make_levels(6))
    lines, marks = find_named(ax, "line:").values(), find_named(ax, "known:").values()
    assert len({str(line.get_linestyle()) for line in lines}) == 6
    assert len({mark.get_marker() for mark in marks}) == 6
    assert len({tuple(line.get_colors()[0]) for line in lines}) == 6


def test_many_cases_are_groups_by_their_lower_medians(make_levels):
    """Of seven cases or more groups are drawn: the median of what is known, and of how many."""
    result = make_levels(50)
    data, table = data_radar(result), result.table
    assert set(data["subject"]) == {"museum", "company"}
    for row in data.itertuples():
        rows = table[(table["item"] == row.item) & (table["kind"] == row.subject)]
        ranks = np.sort(rows["rank"].dropna())
        assert row.n_known == len(ranks)
        assert row.rank == ranks[(len(ranks) - 1) // 2]


def test_a_case_stands_at_its_last_wave(make_stages):
    """Earlier waves leave no trace; dimensions of stages can be drawn too."""
    result = make_stages(3, waves=3)
    data, last = data_radar(result), result.dimensions
    last = last[last["wave"] == 2024].set_index(["case", "item"])["rank"]
    assert set(data["wave"]) == {2024}
    for row in data.dropna(subset=["rank"]).itertuples():
        assert row.rank + 1 == last[row.subject, row.item]


@pytest.mark.parametrize("lang", ["en", "ko", "ar"])
@pytest.mark.parametrize("width", [190, 62])
def test_charts_fit_wide_and_narrow_sheets(result, make_stages, lang, width):
    """No text overlaps, leaves the figure or gets too small, in three widths and languages."""
    for one in (result, make_stages(30)):
        ax = draw_radar(one, lang=lang, theme=replace(DEFAULT, width=width))
        assert misfits(ax.get_figure(), DEFAULT.least, width=width, height=240) == []


def test_no_mark_covers_a_name(result, find_named):
    """Names of items and rings stand clear of all marks."""
    ax = draw_radar(result)
    figure = ax.get_figure()
    figure.draw_without_rendering()
    marks = [*find_named(ax, "known:").values(), *find_named(ax, "unknown:").values()]
    places = np.vstack([ax.transData.transform(np.column_stack(m.get_data())) for m in marks])
    for prefix in ("item:", "answer:"):
        for text in find_named(ax, prefix).values():
            box = text.get_window_extent()
            inside = (places > (box.x0, box.y0)) & (places < (box.x1, box.y1))
            assert not inside.all(axis=1).any(), text.get_text()


@pytest.mark.parametrize(("n", "known"), [(0, 1), (1, 0), (6, 1), (25, 0), (1000, 0.6)])
def test_any_number_of_cases_can_be_drawn(n, known, make_levels):
    """Nothing, one, six, many; nothing known, all known: drawn, told and tabulated."""
    result = make_levels(n, known=known)
    ax = draw_radar(result, lang="ko")
    assert misfits(ax.get_figure(), DEFAULT.least) == []
    assert len(data_radar(result)) == min(n, 6 if n < 7 else 2) * 4
    assert caption_radar(result)
    assert ax.alt_text == describe_radar(result, lang="ko")
    assert any(text.get_text() == "사례 없음" for text in ax.texts) == (n == 0)


def test_hostile_names_are_only_names(result):
    """Signs that mean something elsewhere are drawn as they are; long names are broken in lines."""
    result.table["name"] = HOSTILE
    ax = draw_radar(result, theme=replace(DEFAULT, width=90))
    assert misfits(ax.get_figure(), DEFAULT.least) == []
    shown = [text for text in ax.texts if "$5 %" in text.get_text()]
    assert shown
    assert all("\u202e" not in text.get_text() and not text.get_parse_math() for text in shown)


@pytest.mark.parametrize("lang", ["en", "ko", "ar"])
def test_alternative_text_says_the_answers_that_are_drawn(result, lang):
    """Every item of every case is told with its answer, or why there is none."""
    told, data = describe_radar(result, lang=lang), data_radar(result, lang=lang)
    for row in data.dropna(subset=["rank"]).itertuples():
        assert row.value_label in told
    assert all(label in told for label in data["subject_label"])
    assert "2014" in told
    assert "{" not in told


def test_the_chart_remembers_what_it_shows(result):
    """Options come back with the axes, so that the chart can be drawn again."""
    recipe = recipe_of(draw_radar(result, cases=["case-0002"], names={"case-0002": "Second"}))
    assert (recipe.chart, recipe.result) == ("radar", result)
    assert recipe.options["cases"] == ("case-0002",)
    assert recipe.options["names"] == {"case-0002": "Second"}


def test_what_cannot_be_drawn_is_named(make_levels, make_quadrants):
    """More than six cases or groups, too few items, other results, a case that is not there."""
    result = make_levels(9)
    with pytest.raises(WrongKind, match=r"at most 6 cases, not 7 cases.*profile or facets"):
        draw_radar(result, cases=[f"case-000{i}" for i in range(7)])
    with pytest.raises(WrongKind, match="at most 6 groups, not 9 groups"):
        draw_radar(result, by="name")
    with pytest.raises(UnknownId, match="Did you mean 'case-0001'"):
        draw_radar(result, cases=["case-001"])
    with pytest.raises(UnknownId, match="column to group by"):
        draw_radar(result, by="colour")
    with pytest.raises(WrongKind, match=r"rate_levels \(or place_stages\)"):
        draw_radar(make_quadrants(2))


def test_in_arabic_a_latin_name_stands_right_of_its_wave(make_levels):
    """Name and wave are told from the right, as the key around them is."""
    ax = draw_radar(make_levels(2), lang="ar", names={"case-0001": "Tate"})
    (keyed,) = [text.get_text() for text in ax.texts if "Tate" in text.get_text()]
    assert keyed.startswith("\u200fTate،\u200f 20")


@pytest.mark.parametrize("kind", [set, list, iter, dict.fromkeys])
def test_cases_may_be_asked_for_in_any_kind_of_collection(result, kind):
    """What is remembered can be drawn again, in the same order in every process."""
    ids = sorted(result.table["case"].unique())[:2]
    ax = draw_radar(result, cases=kind(ids))
    assert recipe_of(ax).options["cases"] == tuple(ids)
    alone = draw_radar(result, cases=ids[0])
    assert recipe_of(alone).options["cases"] == (ids[0],)
