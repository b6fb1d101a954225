import matplotlib.pyplot as plt
import pytest
from matplotlib.figure import Figure

from engagement_kit import charts
from engagement_kit.charts.press.fit import misfits
from engagement_kit.errors import DoesNotFit


@pytest.fixture
def ax():
    """Axes of a reader's own figure of 100 mm by 80 mm."""
    return Figure(figsize=(100 / 25.4, 80 / 25.4)).add_axes((0.2, 0.2, 0.7, 0.7))


def kinds(ax, least=6, **most):
    """What is wrong with a figure, as pairs of kind and text."""
    return [(found.kind, found.what) for found in misfits(ax.figure, least, **most)]


def test_a_sound_figure_has_no_misfit(ax):
    """Ticks beyond the limits, lines cut by their axes and slanted texts side by side are fine."""
    ax.plot([0, 1, 50], [0, 1, 2], marker="o")
    ax.set(xlim=(0, 1.05), xlabel="Score", ylabel="درجة")
    ax.text(5, 5, "far outside the axes, clipped away", clip_on=True)
    for x in (0.2, 0.28):
        ax.text(x, 0.5, "a slanted name", rotation=45, rotation_mode="anchor")
    assert kinds(ax) == []


def test_texts_on_one_another_are_named(ax):
    """Two texts whose ink overlaps are told together, once."""
    ax.text(0.5, 0.5, "hello")
    ax.text(0.5, 0.51, "world")
    (found,) = misfits(ax.figure, 6)
    assert {found.what, found.other} == {"hello", "world"}
    assert "lie on one another" in str(found)


def test_a_text_drawn_twice_in_one_place_is_a_halo(ax):
    """The same words in the same place are one text with a halo, not two."""
    ax.text(0.5, 0.5, "hello", color="white", weight="bold")
    ax.text(0.5, 0.5, "hello", weight="bold")
    assert kinds(ax) == []


def test_texts_beyond_the_paper_or_cut_by_their_axes_are_named(ax):
    """A text that leaves the figure is outside; one that its axes cut in two is cut."""
    ax.text(0.9, 0.5, "leaves the figure on the right")
    ax.text(0.9, 0.2, "cut by the axes", clip_on=True)
    assert kinds(ax) == [("outside", "leaves the figure on the right"), ("cut", "cut by the axes")]


def test_marks_cut_by_the_edge_are_named(ax):
    """Points, lines and filled areas that leave the paper are told by their id."""
    ax.set(xlim=(0, 1), ylim=(0, 1))
    ax.plot([1.15], [0.5], "o", clip_on=False, gid="points:museum")
    ax.scatter([0.2, 0.4], [0.5, 1.2], clip_on=False, gid="cloud:a")
    ax.plot([0.1, 0.2], [0.1, 5], clip_on=False, gid="line:b")
    assert kinds(ax) == [("cut", name) for name in ("cloud:a", "points:museum", "line:b")]


def test_letters_below_the_least_size_are_named(ax):
    """A text smaller than the journal takes is told with both sizes."""
    ax.set_title("tiny", fontsize=4)
    (found,) = misfits(ax.figure, 6)
    assert str(found) == "the text 'tiny' has 4.0 points; the least is 6.0"


def test_a_figure_that_is_too_large_is_named(ax):
    """Width and height are held against what the journal allows, in millimetres."""
    assert [kind for kind, _ in kinds(ax, width=90, height=70)] == ["wide", "high"]
    assert kinds(ax, width=100, height=80) == []


def test_looking_changes_nothing():
    """Resolution, size and canvas of a figure are those that it had."""
    figure, ax = plt.subplots(dpi=123)
    ax.set_title("words")
    before = figure.dpi, figure.canvas, tuple(figure.get_size_inches())
    misfits(figure, 6)
    assert (figure.dpi, figure.canvas, tuple(figure.get_size_inches())) == before
    plt.close(figure)


@pytest.mark.parametrize("chart", ["quadrant", "capabilities"])
def test_a_thousand_cases_can_be_looked_at(chart, make_quadrants, make_levels):
    """Charts of 1,000 cases are measured as any other, and fit."""
    result = make_quadrants(1000) if chart == "quadrant" else make_levels(1000)
    assert misfits(getattr(charts, f"draw_{chart}")(result).figure, 6) == []


def test_the_error_lists_what_does_not_fit_and_what_helps():
    """The first eight misfits are told, the others counted, and the ways out named."""
    told = str(DoesNotFit("fig2", "elsevier-1", [f"misfit {n}" for n in range(11)]))
    assert "misfit 7" in told
    assert "misfit 8" not in told
    assert "and 3 more" in told
    assert "wider preset" in told
    assert "facet" in told
