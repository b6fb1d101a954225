import re

import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from engagement_kit.charts.press.formats import About, eps_bytes
from tests.charts.press.formats.conftest import LANGUAGES


def drawn(about, **of_patch):
    """EPS of a figure with one rectangle and nothing else."""
    figure = Figure(figsize=(1, 1), facecolor="none")
    figure.add_artist(Rectangle((0.2, 0.2), 0.5, 0.5, **of_patch))
    return eps_bytes(figure, about).decode("ascii")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_head_holds_no_date_and_plain_letters(draw, about, lang):
    """Comments say title, maker and licence in ASCII with brackets escaped; nothing says when."""
    written = eps_bytes(draw(lang), about).decode("ascii")
    head = written.partition("%%EndComments")[0]
    assert head.startswith("%!PS-Adobe-3.0 EPSF-3.0")
    title = re.search(r"^%%Title: \((.*)\)$", head, re.MULTILINE)[1]
    assert title.startswith("\\\\ucc38\\\\uc5ec / ")
    assert title.endswith(r'\(Engagement\) <&> "x" \\ %')
    assert "%%Copyright: (CC-BY-4.0)" in head
    assert "Date" not in written
    assert "/FontType 3 def" in written
    assert "/FontType 42" not in written


def test_a_title_cannot_become_a_command():
    """A line break, a bracket or a code in a title stays inside of its comment."""
    about = About(title="a)\n%%EOF\r(b \\1 \\g<0>", alt="")
    head = drawn(about, color="red").partition("%%EndComments")[0]
    assert r"%%Title: (a\) %%EOF \(b \\1 \\g<0>)" in head.splitlines()


def test_transparency_is_mixed_with_white(about):
    """Half of red on white is pink, for fills, lines and hatches."""
    written = drawn(about, facecolor=(1, 0, 0, 0.5), edgecolor=(0, 0, 1, 0.25), linewidth=2)
    assert "1 0.5 0.5 setrgbcolor" in written
    assert "0.75 0.75 1 setrgbcolor" in written
    assert "1 0.5 0.5 setrgbcolor" in drawn(about, facecolor="red", alpha=0.5)


def test_what_is_not_there_stays_so(about):
    """Something wholly transparent is not drawn as white over what lies below."""
    written = drawn(about, facecolor=(1, 0, 0, 0), edgecolor="none")
    assert "fill" not in written.partition("%%EndProlog")[2]


def test_everything_that_can_be_transparent_is_mixed(about, caplog):
    """Marks, areas, meshes, images, lines, texts and legends: nothing is left to be warned of."""
    figure = Figure(figsize=(3, 3))
    axes, noise = figure.add_subplot(), np.arange(16.0).reshape(4, 4) / 16
    axes.scatter([0, 1], [0, 1], c=[0, 1], alpha=0.4)
    axes.fill_between([0, 1], [0, 0.4], alpha=0.3, hatch="//")
    axes.imshow(noise, alpha=0.3, extent=(0, 1, 0, 1))
    axes.pcolormesh(noise, alpha=0.5)
    axes.plot([0, 1], [0, 1], alpha=0.3, marker="o", label="a")
    axes.tripcolor([0, 1, 0], [0, 0, 1], [0, 1, 2], shading="gouraud", alpha=0.4)
    axes.text(0.5, 0.5, "half", alpha=0.3)
    axes.legend(framealpha=0.5)
    eps_bytes(figure, about)
    assert caplog.messages == []


def test_the_figure_is_left_as_it_was(about):
    """Colours, resolution and the way of drawing are the same afterwards."""
    figure = Figure(dpi=99)
    line = figure.add_subplot().plot([1, 2], alpha=0.4)[0]
    eps_bytes(figure, about)
    assert (line.get_alpha(), figure.dpi, "draw" in vars(figure)) == (0.4, 99, False)


def test_a_failing_drawing_leaves_the_figure_as_it_was(about):
    """Also where drawing stops with an error."""
    figure = Figure()
    figure.text(0, 0, "$\\frac{$", parse_math=True)
    with pytest.raises(ValueError, match="frac"):
        eps_bytes(figure, about)
    assert "draw" not in vars(figure)
