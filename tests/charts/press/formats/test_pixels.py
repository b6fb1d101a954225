import io

import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from PIL import Image

from engagement_kit.charts.press.formats import pixels, png_bytes, tiff_bytes


@pytest.fixture
def figure():
    """A figure of two by one inches with something red in it."""
    drawn = Figure(figsize=(2, 1))
    drawn.add_artist(Rectangle((0.25, 0.25), 0.5, 0.5, color="red", lw=0))
    return drawn


def opened(data):
    """The picture in a file."""
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


@pytest.mark.parametrize("write", [png_bytes, tiff_bytes])
@pytest.mark.parametrize(("colour", "mode"), [("rgb", "RGB"), ("grey", "L")])
def test_size_resolution_and_colour_are_those_asked_for(figure, about, write, colour, mode):
    """Two inches at 250 dots are 500 pixels; grey has one channel; nothing is transparent."""
    image = opened(write(figure, about, dpi=250, colour=colour))
    assert (image.size, image.mode) == ((500, 250), mode)
    assert image.info["dpi"] == pytest.approx((250, 250), abs=0.02)
    assert image.getpixel((250, 125)) == ((255, 0, 0) if mode == "RGB" else 76)


def test_png_says_its_words_to_every_viewer(figure, about):
    """Title, description, language and provenance stand in chunks of text, in any script."""
    told = opened(png_bytes(figure, about)).text
    assert told["Title"] == about.title
    assert told["Description"] == about.alt
    assert told["Language"] == told["Title"].lang == "ko"
    assert told["Provenance"] == about.provenance_json
    assert "Software" not in told


def test_tiff_is_packed_and_named(figure, about):
    """LZW, a title, and a packet in the tag that is meant for one; no date."""
    image = opened(tiff_bytes(figure, about))
    assert image.info["compression"] == "tiff_lzw"
    assert about.provenance_json.split(":")[0] in image.tag_v2[700].decode()
    assert image.tag_v2[270].encode("latin-1").decode() == about.title
    assert 306 not in image.tag_v2


def test_a_figure_without_background_stands_on_white(about):
    """What would be black in a program that knows no transparency is white."""
    figure = Figure(figsize=(1, 1), facecolor="none")
    assert opened(png_bytes(figure, about)).getpixel((5, 5)) == (255, 255, 255)


def test_pixels_are_drawn_once_for_both(figure, about):
    """Both files hold the same pixels, also if they were handed over."""
    drawn = pixels(figure, dpi=100)
    png = opened(png_bytes(figure, about, dpi=100, drawn=drawn))
    tiff = opened(tiff_bytes(figure, about, dpi=100))
    np.testing.assert_array_equal(np.asarray(png), np.asarray(tiff))


def test_the_reader_s_settings_change_nothing(figure, about, settings):
    """Whatever a person has set for their own figures, the file is the same."""
    before = png_bytes(figure, about)
    settings.update({"savefig.dpi": 30, "savefig.bbox": "tight", "text.hinting": "none"})
    settings.update({"path.simplify": False, "path.sketch": (10, 10, 10), "savefig.pad_inches": 3})
    assert png_bytes(figure, about) == before
