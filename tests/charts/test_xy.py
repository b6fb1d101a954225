"""XY plots: cases where their memberships are, told by shape, named without overlaps."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

from engagement_kit.charts import caption_xy, data_xy, describe_xy, draw_xy
from engagement_kit.charts.paper.theme import DEFAULT
from engagement_kit.charts.press.fit import misfits
from engagement_kit.charts.recipe import recipe_of
from engagement_kit.charts.xy.names import choose_names
from engagement_kit.charts.xy.plot import GROUPS, gather_plot
from engagement_kit.compare import relation
from engagement_kit.errors import UnknownId, WrongKind

HOSTILE = "A $5 % of_\\frac{1}<b> \u202egnp\u202c Museum & Sons with a name of sixty letters"
SMALL = pd.DataFrame(
    {"A": [0.8, 0.9, 0.7, 0.2, 0.1, 0.5], "Y": [0.9, 0.6, 0.3, 0.7, 0.2, 0.9]},
    index=["fits", "degree", "kind", "unexplained", "neither", "middle"],
)


def sets(n, *, crisp=False, seed=1):
    """Memberships of so many invented cases."""
    rng = np.random.default_rng(seed)
    values = rng.integers(0, 2, (n, 2)) if crisp else rng.random((n, 2)).round(2)
    return pd.DataFrame(values, columns=["A", "Y"], index=[f"case {i}" for i in range(n)])


def marks_of(ax):
    """Places of the marks of each group, and their shapes."""
    found = [line for line in ax.get_lines() if str(line.get_gid()).startswith("cases:")]
    return {str(line.get_gid()).removeprefix("cases:"): line for line in found}


def test_every_case_stands_where_its_memberships_say():
    """Across grows with x and up with y, by one length; the diagonal joins (0, 0) and (1, 1)."""
    ax = draw_xy(relation(SMALL, "A", "Y"), label=False)
    (diagonal,) = [c for c in ax.collections if c.get_gid() == "diagonal"]
    (start, end) = diagonal.get_segments()[0]
    assert end[0] - start[0] == pytest.approx(start[1] - end[1])
    rows = data_xy(relation(SMALL, "A", "Y"))
    for group, line in marks_of(ax).items():
        expected = rows.loc[rows["group"] == group, ["x", "y"]].to_numpy()
        share = (np.column_stack(line.get_data()) - start) / (end - start)
        assert share == pytest.approx(expected, abs=1e-9)


def test_groups_differ_in_shape_or_filling():
    """Without colour each group can still be told from every other one."""
    ax = draw_xy(relation(SMALL, "A", "Y"))
    marks = marks_of(ax)
    assert list(marks) == list(GROUPS)
    looks = {
        (line.get_marker(), line.get_markerfacecolor() == DEFAULT.paper) for line in marks.values()
    }
    assert len(looks) == len(GROUPS)


def test_marks_that_would_hide_one_another_are_moved_apart_within_their_quarter():
    """Of sixty crisp cases every two marks are a mark apart, none on the other side of a line."""
    result = relation(sets(60, crisp=True), "A", "Y")
    ax = draw_xy(result, label=False)
    places = np.vstack([np.column_stack(line.get_data()) for line in marks_of(ax).values()])
    apart = np.hypot(*(places[:, None] - places[None]).transpose(2, 0, 1))
    assert apart[np.triu_indices(60, 1)].min() >= DEFAULT.marker
    (middle,) = [c for c in ax.collections if c.get_gid() == "middle"]
    across, down = middle.get_segments()[0][0][0], middle.get_segments()[1][0][1]
    typical = np.column_stack(marks_of(ax)["typical"].get_data())
    assert (typical[:, 0] > across).all()
    assert (typical[:, 1] < down).all()


@pytest.mark.parametrize("lang", ["en", "ko", "ar"])
@pytest.mark.parametrize("width", [190, 90, 62])
def test_charts_fit_wide_and_narrow_sheets(lang, width):
    """No text overlaps, leaves the figure or gets too small, with long names in several scripts."""
    table = sets(25)
    names = [HOSTILE, "국립중앙박물관", "متحف اللوفر أبوظبي", *table.index[3:]]
    result = relation(table.set_axis(names, axis=0), "A", "Y")
    ax = draw_xy(result, lang=lang, theme=replace(DEFAULT, width=width))
    assert misfits(ax.get_figure(), DEFAULT.least, width=width, height=240) == []
    shown = [text.get_text() for text in ax.texts]
    assert not any("\u202e" in text for text in shown)


def test_numbers_run_from_left_to_right_in_arabic_too():
    """A larger membership is farther to the right in every language."""
    for lang in ("en", "ar"):
        ax = draw_xy(relation(SMALL, "A", "Y"), lang=lang)
        marks = marks_of(ax)
        kind, unexplained = marks["deviant_consistency"], marks["deviant_coverage"]
        assert kind.get_xdata()[0] > unexplained.get_xdata()[0]


@pytest.mark.parametrize(("n", "crisp"), [(3, False), (60, False), (1000, False), (1000, True)])
def test_any_number_of_cases_can_be_drawn(n, crisp):
    """Three cases or a thousand: drawn, told and tabulated; who is named is said."""
    table = sets(n, crisp=crisp)
    result = relation(table, "A", "Y")
    ax = draw_xy(result, theme=replace(DEFAULT, width=90))
    assert misfits(ax.get_figure(), DEFAULT.least) == []
    assert len(data_xy(result)) == n == sum(len(m.get_xdata()) for m in marks_of(ax).values())
    named = [text for text in ax.texts if str(text.get_gid()).startswith("label:")]
    told = [text.get_text() for text in ax.texts if f"of {n} named" in text.get_text()]
    assert bool(told) == (0 < len(named) < n)
    if told:
        assert told[0].startswith(f"{len(named)} of {n}")


def test_cases_against_the_relation_are_named_first():
    """Of many cases those deviant for consistency come first, the farthest before the others."""
    rows = gather_plot(relation(sets(200), "A", "Y"), None, None).rows
    chosen = choose_names(rows)
    assert len(chosen) == 40
    assert set(chosen["group"]) == {"deviant_consistency"}
    far = (chosen["x"] - chosen["y"]).abs().round(6).tolist()
    assert far == sorted(far, reverse=True)


def test_fit_stands_in_the_chart_in_the_caption_and_in_the_alternative_text():
    """Inclusion, PRI or RoN, and coverage are written with three digits everywhere."""
    for kind, words in (("sufficiency", "PRI"), ("necessity", "RoN")):
        result = relation(SMALL, "A", "Y", relation=kind)
        extra = result.pri if kind == "sufficiency" else result.ron
        line = f"inclusion {result.incl:.3f}, {words} {extra:.3f}, coverage {result.cov:.3f}"
        ax = draw_xy(result)
        assert any(line in text.get_text() for text in ax.texts)
        assert line in caption_xy(result)
        assert line in describe_xy(result) == ax.alt_text


@pytest.mark.parametrize("lang", ["en", "ko", "ar"])
def test_alternative_text_names_the_cases_that_deviate(lang):
    """Counts of every group and the names of deviant cases, in the language."""
    told = describe_xy(relation(SMALL, "A", "Y"), lang=lang)
    assert "kind" in told
    assert "unexplained" in told
    assert "{" not in told
    assert "6" in told


def test_who_is_left_out_is_said():
    """Cases with an unknown membership are counted in key and caption."""
    table = SMALL.copy()
    table.loc["fits", "A"] = np.nan
    result = relation(table, "A", "Y")
    ax = draw_xy(result)
    assert any("unknown: 1" in text.get_text() for text in ax.texts)
    assert "unknown: 1." in caption_xy(result)
    assert "fits" not in [text.get_text() for text in ax.texts]


def test_the_chart_remembers_what_it_shows_and_in_which_language():
    """Result, options and language come back with the axes, though no framework says it."""
    result = relation(SMALL, "A", "Y")
    recipe = recipe_of(draw_xy(result, lang="ko", names={"fits": "A name"}))
    assert (recipe.chart, recipe.result, recipe.framework) == ("xy", result, None)
    assert recipe.lang == "ko"
    assert recipe.options["names"] == {"fits": "A name"}


def test_a_small_picture_of_ones_own():
    """In axes of seven by seven centimetres without a key nothing lies on anything."""
    figure = Figure(figsize=(2.8, 2.8))
    draw_xy(relation(SMALL, "A", "Y"), ax=figure.add_axes((0, 0, 1, 1)), key=False)
    assert misfits(figure, DEFAULT.least) == []


def test_long_formulas_are_broken_and_cut():
    """A model of many terms stands below the plane in at most four lines."""
    table = pd.concat([sets(12, seed=s)["A"].rename(f"condition{s}") for s in range(8)], axis=1)
    formula = " + ".join(f"condition{s}*~condition{(s + 1) % 8}" for s in range(8))
    result = relation(table.assign(Y=sets(12)["Y"]), formula, "Y")
    ax = draw_xy(result, theme=replace(DEFAULT, width=62))
    assert misfits(ax.get_figure(), DEFAULT.least) == []
    assert ax.alt_text.count("condition7") == 2


@pytest.mark.parametrize("lang", ["en", "ko", "ar"])
def test_no_cases_are_said(lang):
    """A plot without cases says so, and can be told."""
    result = relation(SMALL, "A", "Y")
    empty = replace(result, table=result.table[:0])
    ax = draw_xy(empty, lang=lang)
    assert misfits(ax.get_figure(), DEFAULT.least) == []
    assert describe_xy(empty, lang=lang) == ax.alt_text
    assert len(data_xy(empty)) == 0


def test_what_cannot_be_drawn_is_named():
    """Other results and languages that there are no words in."""
    with pytest.raises(WrongKind, match=r"relation\(\) makes them"):
        draw_xy(SMALL)
    with pytest.raises(UnknownId, match="language"):
        draw_xy(relation(SMALL, "A", "Y"), lang="fr")
