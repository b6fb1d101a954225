"""Moves between two waves: every case is in its cell, and rises are told from falls by shape."""

from dataclasses import replace
from itertools import pairwise

import pytest
from matplotlib.figure import Figure

from engagement_kit.charts import (
    caption_transition,
    data_transition,
    describe_transition,
    draw_transition,
)
from engagement_kit.charts.paper.theme import DEFAULT
from engagement_kit.charts.press.fit import misfits
from engagement_kit.charts.recipe import recipe_of
from engagement_kit.compare import compare_waves
from engagement_kit.errors import UnknownId, WrongKind

HOSTILE = (
    "A $5 % of_\\frac{1}<b> \u202egnp\u202c Museum & Sons with a name of sixty letters, or more"
)
STAGES = ("basic", "functional", "integrated", "customer_first")


@pytest.fixture
def make_changes(make_stages):
    """Changes of ``n`` invented cases with two waves."""
    return lambda n=25, **more: compare_waves(make_stages(n, waves=2, **more))


def middle(patch):
    """Middle of a cell."""
    box = patch.get_bbox()
    return (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2


def test_every_case_is_counted_in_the_cell_of_its_move(make_changes, find_named):
    """Counts stand within their cells and are those of the table of transitions."""
    changes = make_changes()
    ax = draw_transition(changes)
    cells, counts = find_named(ax, "cell:"), find_named(ax, "n:")
    assert {k: int(t.get_text()) for k, t in counts.items()} == {
        f"{row['from']}:{row['to']}": row["n"] for _, row in changes.transitions.iterrows()
    }
    for name, text in counts.items():
        assert cells[name].get_bbox().contains(*text.get_position())


def test_rises_lie_beyond_the_diagonal_and_falls_before_it(make_changes, find_named):
    """Rows are before, columns after, lowest first; in Arabic the columns run from the right."""
    changes = make_changes()
    for lang, sign in (("en", 1), ("ko", 1), ("ar", -1)):
        cells = find_named(draw_transition(changes, lang=lang), "cell:")
        row = [middle(cells[f"basic:{stage}"])[0] * sign for stage in STAGES]
        column = [middle(cells[f"{stage}:basic"])[1] for stage in STAGES]
        assert row == sorted(row)
        assert column == sorted(column)


def test_directions_differ_in_strip_and_shape(make_changes, find_named):
    """Rises have a plain strip, falls a hatched one, who stayed has none; shapes differ, too."""
    changes = make_changes(60)
    ax = draw_transition(changes)
    strips = find_named(ax, "strip:")
    told = {}
    for name, strip in strips.items():
        told.setdefault(name.partition(":")[0], set()).add(bool(strip.get_hatch()))
    assert told == {"rise": {False}, "fall": {True}}
    moved = changes.transitions[changes.transitions["direction"].isin(["rise", "fall"])]
    assert len(strips) == len(moved)
    assert {"^", "v", "_"} <= {line.get_marker() for line in ax.lines}


def test_the_gap_between_two_stages_is_a_gap_in_the_grid(make_changes, find_named):
    """Cells are farther apart where the chasm lies, and dashed lines run through it."""
    ax = draw_transition(make_changes())
    cells = find_named(ax, "cell:")
    boxes = [cells[f"{stage}:{stage}"].get_bbox() for stage in STAGES]
    apart = [(b.x0 - a.x1, b.y0 - a.y1) for a, b in pairwise(boxes)]
    assert all(apart[1][side] > 3 * apart[place][side] for place in (0, 2) for side in (0, 1))
    lines = find_named(ax, "gap:chasm:")
    assert set(lines) == {"before", "after"}
    x, _ = lines["after"].get_path().vertices[0]
    assert boxes[1].x1 < x < boxes[2].x0


def test_names_stand_in_their_cell_settled_ones_first(make_changes, find_named):
    """Wide cells name their cases; what has no room is counted."""
    changes = make_changes(12)
    ax, data = draw_transition(changes), data_transition(changes)
    cells, names = find_named(ax, "cell:"), find_named(ax, "case:")
    assert set(names) == set(changes.moves["case"])
    for row in data.to_dict("records"):
        cases = row["cases"].split(";")
        heights = [names[case].get_position()[1] for case in cases]
        assert heights == sorted(heights)
        assert [case in row["open_cases"].split(";") for case in cases] == (
            [False] * row["n_settled"] + [True] * (row["n"] - row["n_settled"])
        )
        cell = cells[f"{row['from']}:{row['to']}"].get_bbox()
        assert all(cell.contains(*names[case].get_position()) for case in cases)
    many = draw_transition(make_changes(300))
    more = [text.get_text() for text in many.texts if text.get_text().endswith(" more")]
    assert more
    assert len(find_named(many, "case:")) < 300


def test_narrow_charts_name_those_who_moved_below(make_changes, find_named):
    """Where cells are too narrow for names, up to thirty movers are named below the grid."""
    theme = replace(DEFAULT, width=62)
    changes = make_changes(20)
    ax = draw_transition(changes, theme=theme)
    assert find_named(ax, "case:") == {}
    told = " ".join(t.get_text() for t in ax.texts if str(t.get_gid()) == "mover")
    moved = changes.table[changes.table["direction"].isin(["rise", "fall"])]
    assert len(moved) > 5
    assert all(name.split(" ")[0] in told for name in moved["name"])
    crowd = draw_transition(make_changes(200), theme=theme)
    assert not [t for t in crowd.texts if str(t.get_gid()) == "mover"]


@pytest.mark.parametrize("lang", ["en", "ko", "ar"])
@pytest.mark.parametrize("width", [190, 90, 62])
def test_charts_fit_wide_and_narrow_sheets(make_changes, lang, width):
    """No text overlaps, leaves the figure or gets too small, in any language."""
    ax = draw_transition(make_changes(25), lang=lang, theme=replace(DEFAULT, width=width))
    assert misfits(ax.get_figure(), DEFAULT.least, width=width, height=240) == []


@pytest.mark.parametrize(("n", "known"), [(1, 1), (1, 0), (60, 0), (60, 1), (1000, 0.7)])
@pytest.mark.parametrize("width", [190, 62])
def test_any_number_of_cases_can_be_drawn(n, known, width, make_changes):
    """One case, many, a thousand; all unknown: drawn, told and tabulated, each case counted."""
    changes = make_changes(n, known=known)
    ax = draw_transition(changes, lang="ar", theme=replace(DEFAULT, width=width, height=240))
    assert misfits(ax.get_figure(), DEFAULT.least, width=width, height=240) == []
    assert data_transition(changes)["n"].sum() == n
    assert ax.alt_text == describe_transition(changes, lang="ar")


def test_no_moves_are_said(make_changes):
    """Changes without a move say so, in each language."""
    changes = make_changes(3)
    empty = replace(changes, moves=changes.moves[:0], transitions=changes.transitions[:0])
    for lang, words in (("en", "No case has two waves"), ("ko", "두 시점이 있는 사례 없음")):
        ax = draw_transition(empty, lang=lang)
        assert words in [text.get_text() for text in ax.texts]
        assert words in ax.alt_text


def test_quadrants_and_answers_can_be_followed(make_quadrants, make_levels):
    """Both have a chart of their own; of several items one is chosen by its id."""
    quadrants = compare_waves(make_quadrants(30, waves=2, known=0.9, values=(0, 0, 1)))
    ax = draw_transition(quadrants)
    assert misfits(ax.get_figure(), DEFAULT.least) == []
    assert "across" in set(data_transition(quadrants)["direction"])
    assert "D" in {line.get_marker() for line in ax.lines}
    levels = compare_waves(make_levels(12, waves=2))
    items = levels.items
    ax = draw_transition(levels, item=items[1], theme=replace(DEFAULT, width=90))
    assert misfits(ax.get_figure(), DEFAULT.least) == []
    assert set(data_transition(levels)["item"]) == {items[0]}
    assert set(data_transition(levels, item=items[1])["item"]) == {items[1]}
    with pytest.raises(UnknownId, match="Did you mean"):
        draw_transition(levels, item=items[1][:-1])


def test_a_framework_of_ones_own_without_a_gap_can_be_drawn(make_changes, ladder, find_named):
    """Five stages, no gap: no dashed line and nothing said of a chasm."""
    changes = make_changes(20, framework=ladder)
    ax = draw_transition(changes)
    assert find_named(ax, "gap:") == {}
    assert "hasm" not in ax.alt_text
    assert len(find_named(ax, "to:")) >= 5


def test_a_small_picture_of_ones_own_has_room_for_the_counts(make_changes):
    """In axes of seven by seven centimetres counts remain, and nothing lies on another."""
    figure = Figure(figsize=(2.8, 2.8))
    draw_transition(make_changes(30), ax=figure.add_axes((0, 0, 1, 1)), key=False)
    assert misfits(figure, DEFAULT.least) == []


def test_hostile_names_are_only_names(make_changes):
    """Signs that mean something elsewhere are drawn as they are."""
    changes = make_changes(6)
    changes.table["name"] = HOSTILE
    for width in (190, 62):
        ax = draw_transition(changes, theme=replace(DEFAULT, width=width))
        assert misfits(ax.get_figure(), DEFAULT.least) == []
        shown = [text for text in ax.texts if "A $5" in text.get_text()]
        assert shown
        assert all("\u202e" not in text.get_text() for text in shown)


@pytest.mark.parametrize("lang", ["en", "ko", "ar"])
def test_words_say_the_numbers_that_are_drawn(make_changes, lang):
    """Alternative text and caption have the counts; every way and every case is told."""
    changes = make_changes(10)
    told = describe_transition(changes, lang=lang)
    said = caption_transition(changes, lang=lang, source="Invented.")
    data = data_transition(changes, lang=lang)
    for row in data.itertuples():
        assert row.to_label in told
        assert all(name in told for name in row.names.split(";"))
    for words in (told, said):
        assert str((changes.table["direction"] == "rise").sum()) in words
        assert "{" not in words
    assert said.endswith("Invented.")
    assert "2021" in said


def test_the_chart_remembers_what_it_shows(make_changes):
    """Options come back with the axes, so that the chart can be drawn again."""
    changes = make_changes(3)
    recipe = recipe_of(draw_transition(changes, item="stages", key=False))
    assert (recipe.chart, recipe.result) == ("transition", changes)
    assert recipe.options == {"item": "stages", "names": None, "key": False}


def test_what_cannot_be_drawn_is_named(make_stages):
    """Placements are no changes, and the message says who makes them."""
    with pytest.raises(WrongKind, match="compare_waves makes them"):
        draw_transition(make_stages(2))
