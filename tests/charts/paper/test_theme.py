import matplotlib as mpl
from matplotlib.colors import to_rgb

from engagement_kit.charts.paper.theme import DEFAULT, ChartAxes, drawing, new_axes, paler, points


def lightness(colour):
    """How light a colour is in grey, 0 to 1."""
    red, green, blue = to_rgb(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_every_group_has_a_shape_of_its_own():
    """Groups can be told apart without colour: as many shapes as colours, none twice."""
    assert len(set(DEFAULT.markers)) == len(DEFAULT.markers) >= len(DEFAULT.palette)
    assert len(set(DEFAULT.palette)) == len(DEFAULT.palette)


def test_levels_darken_with_every_step():
    """An ordered scale of two to six answers goes from light to dark, also in grey."""
    for count in range(2, 7):
        shades = [lightness(colour) for colour in DEFAULT.levels(count)]
        assert shades == sorted(shades, reverse=True)
        assert len(set(DEFAULT.levels(count))) == count


def test_the_middle_of_a_diverging_scale_is_neutral():
    """An odd number of answers has a grey one in the middle, an even number none."""
    assert DEFAULT.diverging(3)[1] == DEFAULT.middle
    assert DEFAULT.middle not in DEFAULT.diverging(4)
    assert len(DEFAULT.diverging(5)) == 5


def test_paler_goes_towards_white():
    """Nothing mixed is the colour itself, everything mixed is white."""
    assert paler("#1b4f8f", 0) == "#1b4f8f"
    assert paler("#1b4f8f", 1) == "#ffffff"


def test_settings_are_the_readers_again_after_drawing(settings):
    """While drawing, the theme holds; afterwards every setting is what it was."""
    settings["axes.facecolor"] = "black"
    before = dict(settings)
    with drawing(DEFAULT):
        assert mpl.rcParams["axes.facecolor"] == DEFAULT.paper
    assert dict(settings) == before


def test_axes_show_themselves_with_their_alternative_text():
    """A notebook gets a picture of the axes' figure, with words for who cannot see it."""
    ax = new_axes(points(100), points(50), (0, 0, points(100), points(50)))
    assert isinstance(ax, ChartAxes)
    ax.alt_text = "Nothing yet."
    picture, told = ax._repr_png_()
    assert picture.startswith(b"\x89PNG")
    assert told == {"alt": "Nothing yet."}
