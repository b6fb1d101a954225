"""The specification curve: results in order, choices below them, and what is left out is said."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

from engagement_kit.assess import place_stages
from engagement_kit.cases import Case, Cases, load_cases
from engagement_kit.charts import (
    caption_specification,
    data_specification,
    describe_specification,
    draw_specification,
)
from engagement_kit.charts.paper.theme import DEFAULT
from engagement_kit.charts.press.fit import misfits
from engagement_kit.charts.recipe import recipe_of
from engagement_kit.compare import specify
from engagement_kit.errors import WrongKind
from engagement_kit.frameworks import load_framework

MATURITY, SMI = load_framework("maturity"), load_framework("smi")
HOSTILE = (
    "A $5 % of_\\frac{1}<b> \u202egnp\u202c Museum & Sons with a name of sixty letters, or more"
)


@pytest.fixture(scope="module")
def library(repository):
    """The fifty cases."""
    return load_cases(repository / "case_studies")


@pytest.fixture(scope="module")
def stages(library):
    """108 specifications of a difference in stages."""
    return specify(library, MATURITY)


@pytest.fixture(scope="module")
def quadrants(library):
    """162 specifications of a difference in quadrants, 54 of them without a result."""
    return specify(library, SMI)


def four(*, same=False):
    """Four cases on two neighbouring stages, or all on one."""
    made = []
    for place, stage in enumerate(("basic", "functional", "functional", "integrated")):
        case = Case(
            id=f"c{place}", kind=("museum", "company")[place // 2], name={"en": "C"}, waves=(2024,)
        )
        for item in MATURITY.items_of("stages"):
            case = case.rate(item.id, "basic" if same else stage, coder="a", wave=2024)
        made.append(case)
    return Cases(tuple(made))


def places(ax, find_named):
    """Columns and heights of all marks, from the reading side."""
    marks = find_named(ax, "mark:").values()
    x = np.concatenate([np.asarray(line.get_xdata(), dtype=float) for line in marks])
    y = np.concatenate([np.asarray(line.get_ydata(), dtype=float) for line in marks])
    order = np.argsort(x)
    return x[order], y[order]


def test_marks_stand_in_the_order_of_results(stages, find_named):
    """Every specification is one mark; from left to right they rise as the deltas do."""
    ax, table = draw_specification(stages), stages.computed
    x, y = places(ax, find_named)
    assert len(x) == len(table) == 108
    assert np.allclose(np.diff(x), x[1] - x[0])
    slope = np.polyfit(table["delta"].astype(float), y, 1)
    assert np.allclose(np.polyval(slope, table["delta"].astype(float)), y)
    assert slope[0] < 0  # sheet points count downwards
    (zero,) = (line.get_segments()[0][0][1] for line in [find_named(ax, "zero")[""]])
    assert zero == pytest.approx(slope[1])


def test_shapes_say_which_group_is_higher(stages, find_named):
    """There are as many triangles up, triangles down and rings as conclusions in the table."""
    ax = draw_specification(stages)
    marks = find_named(ax, "mark:")
    counts = stages.computed["conclusion"].value_counts().to_dict()
    assert {name: len(line.get_xdata()) for name, line in marks.items()} == counts
    shapes = {name: line.get_marker() for name, line in marks.items()}
    assert shapes == {"first_higher": "^", "second_higher": "v", "none": "o"}


def test_strokes_stand_below_the_results_that_they_led_to(stages, find_named):
    """Each column has one stroke in every decision, in the row of the option that was taken."""
    ax, table = draw_specification(stages), stages.computed.reset_index(drop=True)
    x, _ = places(ax, find_named)
    for decision in ("stage_rule", "unknown", "coder_rule"):
        rows = find_named(ax, f"row:{decision}:")
        assert set(rows) == set(table[decision])
        for option, strokes in rows.items():
            middles = sorted(path.get_extents().x0 for path in strokes.get_paths())
            expected = x[(table[decision] == option).to_numpy()]
            assert len(middles) == len(expected)
            assert np.ptp(middles - expected) < 1e-6


def test_the_decision_that_changes_most_stands_first(stages, find_named):
    """Decisions go down as their spreads do; one that was taken in one way only has no rows."""
    headings = find_named(draw_specification(stages), "decision:")
    heights = {name: text.get_position()[1] for name, text in headings.items()}
    order = list(dict.fromkeys(stages.choices["decision"]))
    assert sorted(heights, key=heights.get) == [name for name in order if name != "wave"]


def test_the_reference_is_ringed_and_its_choices_bold(stages, find_named):
    """The ring lies on the mark of the reference; four options are in bold."""
    ax = draw_specification(stages)
    x, y = places(ax, find_named)
    column = int(np.flatnonzero(stages.computed["is_reference"])[0])
    ring = find_named(ax, "reference")[""]
    assert (ring.get_xdata()[0], ring.get_ydata()[0]) == pytest.approx((x[column], y[column]))
    bold = {t.get_text() for t in ax.texts if t.get_fontproperties().get_weight() == "bold"}
    assert {"lower median", "left out", "50 %"} <= bold
    assert "weakest" not in bold


@pytest.mark.parametrize("lang", ["en", "ko", "ar"])
@pytest.mark.parametrize("width", [190, 90, 62])
def test_curves_fit_wide_and_narrow_sheets(stages, quadrants, lang, width):
    """No text overlaps, leaves the figure or gets too small."""
    for result in (stages, quadrants):
        ax = draw_specification(result, lang=lang, theme=replace(DEFAULT, width=width))
        assert misfits(ax.get_figure(), DEFAULT.least, width=width, height=240) == []


def test_arabic_runs_from_the_right(stages, find_named):
    """The lowest result stands where reading begins, and numbers keep their direction."""
    _, y = places(draw_specification(stages, lang="ar"), find_named)
    assert y[-1] > y[0]
    _, y = places(draw_specification(stages, lang="ko"), find_named)
    assert y[-1] < y[0]


def test_more_than_fit_are_thinned_by_a_rule_that_is_written(stages, find_named):
    """Of 3,000 every n-th is drawn with both ends and the reference; counts are of all."""
    many = pd.concat([stages.table] * 28, ignore_index=True).sort_values("delta", kind="stable")
    many["is_reference"] = np.arange(len(many)) == 101
    result = replace(stages, table=many.reset_index(drop=True))
    ax = draw_specification(result, theme=replace(DEFAULT, width=90))
    x, _ = places(ax, find_named)
    assert 300 < len(x) < 450
    words = " ".join(text.get_text() for text in ax.texts)
    assert f"Drawn: {len(x)} of 3024" in words
    assert misfits(ax.get_figure(), DEFAULT.least) == []
    assert "of 3024 specifications" in ax.alt_text
    x, _ = places(draw_specification(stages, theme=replace(DEFAULT, width=62)), find_named)
    assert len(x) == 108


def test_300_columns_fit_a_single_column(stages, find_named):
    """A journal's column of 90 mm holds three hundred specifications without leaving any out."""
    many = pd.concat([stages.table] * 3, ignore_index=True).sort_values("delta", kind="stable")
    many["is_reference"] = np.arange(len(many)) == 7
    result = replace(stages, table=many.iloc[:300].reset_index(drop=True))
    x, _ = places(draw_specification(result, theme=replace(DEFAULT, width=90)), find_named)
    assert len(x) == 300


def test_what_has_no_result_is_said(quadrants, library):
    """Specifications with too few cases are counted; where none has a result, words say so."""
    words = " ".join(text.get_text() for text in draw_specification(quadrants).texts)
    assert "too few cases are placed: 54" in words
    none = specify(library, SMI, min_known=1.0)
    for lang, told in (
        ("en", "No specification has a result"),
        ("ko", "결과가 있는 명세가 없습니다"),
    ):
        ax = draw_specification(none, lang=lang)
        assert told in [text.get_text() for text in ax.texts]
        assert told in ax.alt_text
        assert misfits(ax.get_figure(), DEFAULT.least) == []


def test_a_reference_without_a_result_is_said(library):
    """Where the package's own way places too few, nothing is ringed and a sentence says why."""
    result = specify(library, SMI, min_known=[1.0, 0.25])
    ax = draw_specification(result)
    assert "reference has no result" in ax.alt_text
    assert misfits(ax.get_figure(), DEFAULT.least) == []


@pytest.mark.parametrize("same", [False, True])
def test_one_specification_and_equal_cases_can_be_drawn(same, find_named):
    """A single way to decide is a mark without rows; equal cases stand on the line of zero."""
    asked = {"stage_rules": "weakest", "min_known": 0.5, "coder_rules": "lower_median"}
    result = specify(four(same=same), MATURITY, unknown="known", drafts=True, **asked)
    ax = draw_specification(result, lang="ar")
    assert len(places(ax, find_named)[0]) == 1
    assert find_named(ax, "row:") == {}
    assert misfits(ax.get_figure(), DEFAULT.least) == []


def test_all_unknown_can_be_drawn():
    """Where nobody is placed there is nothing to draw, and that is said."""
    empty = [
        Case(id=f"c{n}", kind=kind, name={"en": "C"}, waves=(2024,))
        for n, kind in enumerate(["museum", "museum", "company", "company"])
    ]
    result = specify(Cases(tuple(empty)), MATURITY)
    assert "No specification has a result" in draw_specification(result).alt_text


def test_a_small_picture_of_ones_own_leaves_out_what_matters_least(stages, find_named):
    """In six by six centimetres some decisions have no room: those that change least, as said."""
    figure = Figure(figsize=(2.4, 2.4))
    ax = draw_specification(stages, ax=figure.add_axes((0, 0, 1, 1)), key=False)
    assert misfits(figure, DEFAULT.least) == []
    left = set(find_named(ax, "decision:"))
    assert left < {"stage_rule", "unknown", "min_known", "coder_rule"}
    assert "stage_rule" in left


def test_hostile_names_of_groups_are_only_names():
    """Signs that mean something elsewhere are drawn as they are; long names are broken in lines."""
    by = {"c0": HOSTILE, "c1": HOSTILE, "c2": "كريم", "c3": "كريم"}
    result = specify(four(), MATURITY, by=by, drafts=True)
    ax = draw_specification(result, theme=replace(DEFAULT, width=90))
    assert misfits(ax.get_figure(), DEFAULT.least) == []
    shown = [text for text in ax.texts if "$5 %" in text.get_text()]
    assert shown
    assert all("\u202e" not in text.get_text() and not text.get_parse_math() for text in shown)


@pytest.mark.parametrize("lang", ["en", "ko", "ar"])
def test_the_words_say_the_numbers(stages, lang):
    """Alternative text and caption have the counts of the result, in every language."""
    told = describe_specification(stages, lang=lang)
    for number in (len(stages), stages.same_conclusion, stages.same_sign):
        assert str(number) in told
        assert str(number) in caption_specification(stages, lang=lang, source="library")
    assert "\u22120.26" in told
    assert "{" not in told
    spread = stages.choices["spread"].iloc[0]
    assert f"{spread:.2f}" in told


def test_the_data_are_the_table_with_names(quadrants):
    """One row a specification, those without a result last, options by their names."""
    data = data_specification(quadrants, lang="ko")
    assert len(data) == 162
    assert data["delta"].isna().sum() == 54
    assert data["delta"].iloc[:108].is_monotonic_increasing
    assert set(data["threshold_label"]) == {"0.4", "0.45", "0.5", "0.55", "0.6", "표본 중앙값"}
    assert set(data["first_group"]) == {"박물관"}


def test_the_chart_remembers_what_it_shows(stages, library):
    """Options come back with the axes; another result is refused by name."""
    recipe = recipe_of(draw_specification(stages, key=False))
    assert (recipe.chart, recipe.result) == ("specification", stages)
    assert recipe.options == {"key": False}
    with pytest.raises(WrongKind, match="specify makes them"):
        draw_specification(place_stages(library, MATURITY))
