"""Now and target: what is known is where it is, what is not known is said to be so."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

from engagement_kit.assess import Targets
from engagement_kit.assess.columns import make_table
from engagement_kit.charts import (
    caption_dumbbell,
    data_dumbbell,
    describe_dumbbell,
    draw_dumbbell,
)
from engagement_kit.charts.paper.theme import DEFAULT
from engagement_kit.charts.press.fit import misfits
from engagement_kit.charts.recipe import recipe_of
from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.frameworks import load_framework

HOSTILE = (
    "A $5 % of_\\frac{1}<b> \u202egnp\u202c Museum & Sons with a name of sixty letters, or more"
)


@pytest.fixture
def make_targets(make_levels):
    """Targets of ``n`` cases, invented about the levels that other tests invent."""

    def make(n=3, *, known=0.7, horizons=(2, 5), share=0.9, same=False):
        levels = make_levels(n, known=known, framework=load_framework("capability"))
        table = pd.concat([_aimed(levels, h, share, same=same) for h in horizons])
        return Targets(
            table=make_table("target_levels", table),
            framework=levels.framework,
            part=levels.part,
            cases=None,
            parameters={**levels.parameters, "respondent_rule": "lower_median", "now": "coders"},
        )

    return make


def _aimed(levels, horizon, share, *, same):
    rng, table = np.random.default_rng(horizon), levels.table
    ids = levels.framework.scale(levels.scale).ids
    step = 0 if same else rng.integers(-1, 3, len(table))
    wanted = (table["rank"].fillna(1.0) + step).clip(0, len(ids) - 1)
    wanted = wanted.where(rng.random(len(table)) < share)
    low = (wanted - (0 if same else rng.integers(0, 2, len(table)))).clip(0)
    return table.assign(
        horizon=horizon,
        target=[None if np.isnan(rank) else ids[int(rank)] for rank in wanted],
        target_rank=wanted,
        target_low=low,
        target_high=wanted,
        n_respondents=wanted.notna().astype(int) * 3,
        spread=wanted - low,
        gap=wanted - table["rank"],
    )


def across(marks, name):
    """Place of one mark."""
    return float(marks[name].get_xdata()[0])


def test_marks_stand_at_their_answers(make_targets, find_named):
    """Of one case every known level and every target is one mark, in the column of its answer."""
    result = make_targets(1)
    ax, table = draw_dumbbell(result), result.table
    now, target = find_named(ax, "now:"), find_named(ax, "target:")
    assert len(now) == table["rank"].notna().sum() > 10
    assert len(target) == table["target_rank"].notna().sum() > 10
    for horizon in (2, 5):
        rows = table[table["horizon"] == horizon].set_index("item")
        columns = {
            rank: {
                round(across(marks, f"{horizon}:{item}:case-0000"), 3)
                for marks, of in ((now, "rank"), (target, "target_rank"))
                for item in rows.index[rows[of] == rank]
            }
            for rank in range(4)
        }
        places = [places.pop() for places in columns.values() if len(places) == 1]
        assert places == sorted(places)
        assert len(places) == 4


def test_an_unknown_level_is_a_band_and_no_mark(make_targets, find_named):
    """Where nobody knows the level there is its band, the target alone, and no line."""
    result = make_targets(1)
    ax = draw_dumbbell(result)
    unknown = result.table[result.table["missing"] == "unknown"]
    names = {f"{r.horizon}:{r.item}:{r.case}" for r in unknown.itertuples()}
    bands = find_named(ax, "unknown:")
    assert set(bands) == names != set()
    assert all(band.get_hatch() and band.get_width() > 10 for band in bands.values())
    assert not names & set(find_named(ax, "now:"))
    assert not names & set(find_named(ax, "way:"))


def test_lines_above_and_below_differ_in_stroke(make_targets, find_named):
    """A target above is joined by a solid line, one below by a dotted one, an equal one by none."""
    result = make_targets(1)
    ax, data = draw_dumbbell(result), data_dumbbell(result)
    ways, strokes = find_named(ax, "way:"), {}
    for row in data.itertuples():
        name = f"{row.horizon}:{row.item}:{row.subject}"
        assert (name in ways) == (row.direction in {"rise", "fall"})
        if name in ways:
            strokes.setdefault(row.direction, set()).add(str(ways[name].get_linestyle()))
    assert all(len(found) == 1 for found in strokes.values())
    assert len(strokes) == len({found.pop() for found in strokes.values()}) == 2


def test_items_stand_in_the_order_of_the_framework(make_targets, find_named):
    """Rows go down as the framework counts its items, and mirrored answers run from the right."""
    result = make_targets(1, known=1, share=1)
    for lang, grows in (("en", True), ("ko", True), ("ar", False)):
        ax = draw_dumbbell(result, lang=lang)
        marks, answers = find_named(ax, "now:2:"), find_named(ax, "answer:")
        heights = [m.get_ydata()[0] for m in marks.values()]
        assert [name.partition(":")[0] for name in marks] == [
            item.id for item in result.framework.items
        ]
        assert heights == sorted(heights)
        assert (answers["0"].get_position()[0] < answers["3"].get_position()[0]) == grows


def test_more_than_six_cases_are_groups_by_their_lower_medians(make_targets):
    """Of many cases the rows are the groups', with bounds that hold the known median."""
    result = make_targets(40)
    data = data_dumbbell(result)
    assert set(data["subject"]) == {"museum", "company"}
    assert data["is_group"].all()
    known = data.dropna(subset=["now"])
    assert ((known["low"] <= known["now"]) & (known["now"] <= known["high"])).all()
    rows = result.table[(result.table["horizon"] == 2) & (result.table["kind"] == "museum")]
    item = result.framework.items[0].id
    ranks = np.sort(rows.loc[rows["item"] == item, "rank"].dropna())
    row = data[(data["horizon"] == 2) & (data["item"] == item) & (data["subject"] == "museum")]
    assert row["now"].item() == ranks[(len(ranks) - 1) // 2]
    named = data_dumbbell(result, cases=["case-0007", "case-0001"])
    assert list(dict.fromkeys(named["subject"])) == ["case-0007", "case-0001"]


@pytest.mark.parametrize("lang", ["en", "ko", "ar"])
@pytest.mark.parametrize("width", [190, 62])
def test_charts_fit_wide_and_narrow_sheets(make_targets, lang, width):
    """No text overlaps, leaves the figure or gets too small: groups in narrow and wide figures."""
    result = make_targets(25, horizons=(2, 5, 10) if width > 90 else (5,))
    ax = draw_dumbbell(result, lang=lang, theme=replace(DEFAULT, width=width))
    assert misfits(ax.get_figure(), DEFAULT.least, width=width, height=240) == []


@pytest.mark.parametrize(
    ("n", "known", "share"), [(0, 1, 1), (1, 0, 1), (1, 1, 0), (6, 0.5, 0.5), (60, 0, 1)]
)
def test_any_number_of_cases_can_be_drawn(n, known, share, make_targets):
    """Nothing, one, six, many; no level known, no target set: drawn, told and tabulated."""
    result = make_targets(n, known=known, share=share)
    ax = draw_dumbbell(result, lang="ar")
    assert misfits(ax.get_figure(), DEFAULT.least) == []
    assert len(data_dumbbell(result)) == min(n, 6 if n < 7 else 2) * 32
    assert caption_dumbbell(result)
    assert ax.alt_text == describe_dumbbell(result, lang="ar")


def test_a_thousand_cases_and_equal_answers_can_be_drawn(make_targets, find_named):
    """Where all targets are as now there is no line to draw, however many cases there are."""
    ax = draw_dumbbell(make_targets(1000, horizons=(2,), known=1, share=1, same=True))
    assert find_named(ax, "way:") == {}
    assert misfits(ax.get_figure(), DEFAULT.least) == []


def test_a_small_picture_of_ones_own_has_room_for_the_rows(make_targets):
    """In axes of six by six centimetres names are cut to a line, and nothing lies on another."""
    figure = Figure(figsize=(2.4, 2.4))
    draw_dumbbell(make_targets(1, horizons=(5,)), ax=figure.add_axes((0, 0, 1, 1)), key=False)
    assert misfits(figure, DEFAULT.least) == []


def test_no_targets_are_said(make_targets):
    """The chart of no targets says so, in each language."""
    for lang, words in (("en", "No targets"), ("ko", "목표 수준 없음")):
        ax = draw_dumbbell(make_targets(0), lang=lang)
        assert [text.get_text() for text in ax.texts] == [words]
        assert words in ax.alt_text


def test_hostile_names_are_only_names(make_targets):
    """Signs that mean something elsewhere are drawn as they are; long names are broken in lines."""
    result = make_targets(2)
    result.table["name"] = HOSTILE
    ax = draw_dumbbell(result, theme=replace(DEFAULT, width=90))
    assert misfits(ax.get_figure(), DEFAULT.least) == []
    shown = [text for text in ax.texts if "$5 %" in text.get_text()]
    assert shown
    assert all("\u202e" not in text.get_text() and not text.get_parse_math() for text in shown)


@pytest.mark.parametrize("lang", ["en", "ko", "ar"])
def test_alternative_text_says_the_numbers_that_are_drawn(make_targets, lang):
    """Every row of one case is told with its level, its target and how many said so."""
    result = make_targets(1, horizons=(2,))
    told, data = describe_dumbbell(result, lang=lang), data_dumbbell(result, lang=lang)
    for row in data.dropna(subset=["now", "target"]).itertuples():
        assert f"{row.now_label}" in told
        assert f"{row.target_label}" in told
    assert str((data["direction"] == "rise").sum()) in told
    assert "{" not in told


def test_the_chart_remembers_what_it_shows(make_targets):
    """Options come back with the axes, so that the chart can be drawn again."""
    result = make_targets(3)
    recipe = recipe_of(draw_dumbbell(result, cases=["case-0001"], key=False))
    assert (recipe.chart, recipe.result) == ("dumbbell", result)
    assert recipe.options["cases"] == ("case-0001",)
    assert recipe.options["key"] is False


def test_what_cannot_be_drawn_is_named(make_targets, make_levels):
    """Other results, a case that is not there, more cases or groups than can be told apart."""
    result = make_targets(9)
    with pytest.raises(WrongKind, match="rate_targets or compare_waves makes them"):
        draw_dumbbell(make_levels(2))
    with pytest.raises(UnknownId, match="Did you mean 'case-0001'"):
        draw_dumbbell(result, cases=["case-001"])
    with pytest.raises(WrongKind, match=r"at most 6 cases, not 7 cases.*facets"):
        draw_dumbbell(result, cases=[f"case-000{i}" for i in range(7)])
    with pytest.raises(WrongKind, match="at most 6 groups, not 9 groups"):
        draw_dumbbell(result, by="name")


@pytest.mark.parametrize("lang", ["en", "ko", "ar"])
def test_the_names_of_answers_keep_clear_of_the_number_of_respondents(make_levels, lang):
    """The outermost names do not reach beyond their edges, where others begin."""
    levels = make_levels(1, framework=load_framework("maturity"))
    table = make_table("target_levels", _aimed(levels, 3, 1.0, same=False))
    whole = {"framework": levels.framework, "part": levels.part, "cases": None}
    result = Targets(table=table, **whole, parameters={"respondent_rule": "lower_median"})
    ax = draw_dumbbell(result, lang=lang, theme=replace(DEFAULT, width=190))
    figure = ax.get_figure()
    figure.draw_without_rendering()
    boxes = [text.get_window_extent() for text in ax.texts if str(text.get_gid()) == "answer:3"]
    (count,) = [text.get_window_extent() for text in ax.texts if text.get_text() == "n"]
    gaps = [max(count.x0 - box.x1, box.x0 - count.x1) for box in boxes]
    assert min(gaps) * 72 / figure.dpi >= 3
