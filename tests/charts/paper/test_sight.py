"""Groups and answers can be told apart by every kind of eye, and in a print without colour."""

from dataclasses import asdict
from itertools import combinations, pairwise

import pytest
from matplotlib.colors import to_rgb

from engagement_kit.charts.paper.sight import grey, greyed, lightness
from engagement_kit.charts.paper.theme import DEFAULT
from tests.charts.paper.sight import SIGHTS, distance, nearest

# CIEDE2000 distances between colours in CIELAB, from the table of test data in G. Sharma, W. Wu,
# E. N. Dalal, "The CIEDE2000 color-difference formula", Color Research and Application 30 (2005),
# 21-30: hues on both sides of the jump from 360 to 0 degrees, greys, small and large distances.
PUBLISHED = [
    ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
    ((50.0, 0.0, 0.0), (50.0, -1.0, 2.0), 2.3669),
    ((50.0, 2.49, -0.001), (50.0, -2.49, 0.0009), 7.1792),
    ((50.0, 2.49, -0.001), (50.0, -2.49, 0.0011), 7.2195),
    ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
    ((50.0, 2.5, 0.0), (61.0, -5.0, 29.0), 22.8977),
    ((50.0, 2.5, 0.0), (56.0, -27.0, -3.0), 31.9030),
    ((50.0, 2.5, 0.0), (58.0, 24.0, 15.0), 19.4535),
    ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ((63.0109, -31.0961, -5.8663), (62.8187, -29.7946, -4.0864), 1.2630),
    ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
]
GROUPS = 10.0  # least distance between two groups; 1 can just be seen with patches side by side
ANSWERS = 5.5  # between neighbours on a scale of seven, which stand in order and are hatched
LINES = 9.0  # between lines and what they are drawn on: quiet, but seen
LIGHT = 12.0  # least step of lightness between the first four groups


@pytest.mark.parametrize(("first", "second", "known"), PUBLISHED)
def test_distances_are_the_published_ones(first, second, known):
    """CIEDE2000 gives the four decimals of the published test data, both ways around."""
    assert distance(first, second) == pytest.approx(known, abs=5e-5)
    assert distance(second, first) == pytest.approx(known, abs=5e-5)


def test_lightness_knows_black_white_and_the_middle():
    """L* runs from 0 to 100; a grey is as light as it says, and stays itself in greys."""
    assert lightness("#000000") == pytest.approx(0, abs=1e-4)
    assert lightness("#ffffff") == pytest.approx(100, abs=1e-3)
    assert lightness("#777777") == pytest.approx(50.03, abs=0.01)  # 119 of 255: L* 50 in tables
    for light in (0, 5, 30, 66, 100):
        assert lightness(grey(light)) == pytest.approx(light, abs=0.25)
    assert greyed("#777777") == "#777777"
    assert lightness(greyed("#d9730d")) == pytest.approx(lightness("#d9730d"), abs=0.25)


@pytest.mark.parametrize("sight", SIGHTS)
def test_every_two_groups_can_be_told_apart(sight):
    """All eight colours are ten or more apart for every kind of colour vision."""
    apart, *pair = nearest(DEFAULT.palette, sight)
    assert apart >= GROUPS, pair


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("count", range(2, 8))
def test_every_two_answers_can_be_told_apart(sight, count):
    """Both kinds of scale keep their answers apart, up to seven of them."""
    for colours in (DEFAULT.levels(count), DEFAULT.diverging(count)):
        apart, *pair = nearest(colours, sight)
        assert apart >= ANSWERS, pair


def test_four_groups_differ_in_a_print_without_colour():
    """The first four of the palette are twelve steps of lightness apart, the others have shapes."""
    lights = sorted(lightness(colour) for colour in DEFAULT.palette[:4])
    assert min(b - a for a, b in pairwise(lights)) >= LIGHT


def test_shapes_and_hatches_say_what_colours_say():
    """As many shapes and hatches as colours, none twice, none that of what is unknown."""
    assert len(set(DEFAULT.hatches)) == len(set(DEFAULT.markers)) == len(DEFAULT.palette)
    assert DEFAULT.unknown not in {*DEFAULT.hatches, *DEFAULT.steps}
    assert not any("/" in hatch for hatch in (*DEFAULT.hatches, *DEFAULT.steps))
    for count in range(1, 8):
        hatches = DEFAULT.level_hatches(count)
        assert len(set(hatches)) == len(hatches) == count
        assert hatches[0] == ""


def test_lines_of_a_hatch_can_be_seen_on_their_area():
    """In colour and in greys, lines differ from what they are drawn on, for every kind of eye."""
    for theme in (DEFAULT, DEFAULT.in_greys()):
        for colour in (*theme.palette, *theme.levels(7), *theme.diverging(7)):
            line = theme.fill(colour, "xx")["hatchcolor"]
            assert min(nearest((colour, line), sight)[0] for sight in SIGHTS) >= LINES


def test_letters_can_be_read_on_every_area():
    """Ink or paper, whichever is read better, is at least 3.9 to 1 against what is below it."""
    for theme in (DEFAULT, DEFAULT.in_greys()):
        for colour in (*theme.palette, *theme.levels(7), *theme.diverging(7)):
            letters = theme.ink_on(colour)
            assert contrast(letters, colour) >= 3.9
            other = theme.paper if letters == theme.ink else theme.ink
            assert contrast(letters, colour) >= contrast(other, colour) - 0.1


def contrast(first, second):
    """Ratio of the luminances of two colours, as WCAG 2.2 defines it."""
    dark, light = sorted(((lightness(c) + 16) / 116) ** 3 + 0.05 for c in (first, second))
    return light / dark


def test_a_theme_in_greys_has_no_colour_left():
    """Every colour of it is a grey, and sizes, shapes and hatches stay."""
    greys = DEFAULT.in_greys()
    before, after = asdict(DEFAULT), asdict(greys)
    for name, value in after.items():
        colours = [v for v in (value if isinstance(value, tuple) else (value,)) if is_colour(v)]
        assert all(len(set(to_rgb(colour))) == 1 for colour in colours), name
        if not colours:
            assert before[name] == value
    assert greys.in_greys() == greys


def is_colour(value):
    """Whether a value of a theme is a colour."""
    return isinstance(value, str) and value.startswith("#")


def test_groups_and_answers_differ_in_greys():
    """Eight greys are eight and a half steps apart, four eighteen; scales darken upwards."""
    greys = DEFAULT.in_greys()
    lights = [lightness(colour) for colour in greys.palette]
    assert min(abs(a - b) for a, b in combinations(lights, 2)) >= 8.5
    assert min(abs(a - b) for a, b in combinations(lights[:4], 2)) >= 17.5
    for count in range(2, 8):
        for colours in (greys.levels(count), greys.diverging(count)):
            steps = [lightness(a) - lightness(b) for a, b in pairwise(colours)]
            assert min(steps) >= ANSWERS
