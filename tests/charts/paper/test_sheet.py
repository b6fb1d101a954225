import pytest
from matplotlib.figure import Figure

from engagement_kit.charts.paper.sheet import open_sheet, sheet_over
from engagement_kit.charts.paper.theme import DEFAULT
from engagement_kit.errors import MissingGlyph


def test_arabic_sheets_are_mirrored():
    """What stands at the reading side is left in English and right in Arabic, and so is a box."""
    for lang, x, side, left in (("en", 10, "left", 20), ("ar", 190, "right", 140)):
        sheet = open_sheet(None, lang, DEFAULT, 200, 100)
        text = sheet.text(10, 50, "12")
        assert (text.get_position()[0], text.get_ha()) == (x, side)
        assert sheet.rectangle(20, 5, 40, 10).get_x() == left
        assert sheet.marks([(10, 5)]).get_xdata()[0] == x


def test_places_are_points_on_paper():
    """A sheet of 144 points is two inches wide inside its margin."""
    sheet = open_sheet(None, "en", DEFAULT, 144, 72)
    assert sheet.ax.get_window_extent().width / sheet.ax.figure.dpi == pytest.approx(2)


def test_latin_names_run_from_the_right_where_arabic_follows():
    """In an Arabic chart a line that begins with Latin letters gets a mark that draws nothing."""
    sheet = open_sheet(None, "ar", DEFAULT, 200, 100)
    assert sheet.text(0, 0, "Tate: متحف").get_text() == "\u200fTate: متحف"
    assert sheet.text(0, 0, "Tate").get_text() == "Tate"
    assert sheet.text(0, 0, "متحف Tate").get_text() == "متحف Tate"


def test_a_list_of_latin_names_runs_from_the_right_in_arabic():
    """Its commas are Arabic, so its first name stands at the right as in the lines around it."""
    sheet = open_sheet(None, "ar", DEFAULT, 200, 100)
    assert sheet.text(0, 0, "Tate، Mona").get_text() == "\u200fTate، Mona"


def test_dollars_in_a_name_stay_dollars():
    """User text is never read as mathematics."""
    assert not open_sheet(None, "en", DEFAULT, 200, 100).text(0, 0, "$x$").get_parse_math()


def test_a_missing_glyph_is_an_error():
    """A box instead of a letter is never drawn."""
    with pytest.raises(MissingGlyph):
        open_sheet(None, "en", DEFAULT, 200, 100).text(0, 0, "𓀀")


def test_a_sheet_over_axes_leaves_their_coordinates_alone():
    """Axes with scores keep them, and the sheet counts from their top left corner."""
    ax = Figure().add_axes((0.1, 0.1, 0.8, 0.8))
    ax.set(xlim=(0, 1), ylim=(0, 1))
    sheet = sheet_over(ax, "en", DEFAULT)
    text = sheet.text(0, 0, "x", level="baseline")
    corner = text.get_transform().transform(text.get_position())
    assert corner == pytest.approx(ax.transAxes.transform((0, 1)))
    assert ax.get_xlim() == (0, 1)


def test_a_line_of_names_runs_from_the_right_whatever_script_its_first_name_has():
    """A run of its own at the start of an Arabic line does not decide the line's direction."""
    sheet = open_sheet(None, "ar", DEFAULT, 200, 40)
    for first, second in (("كريم", "Tesco"), ("Tesco", "كريم")):
        words = f"\u2068{first}\u2069، \u2068{second}\u2069"
        assert sheet.text(0, 10, words).get_text() == f"\u200f{words}"
    assert sheet.text(0, 20, "\u2066A*B\u2069").get_text() == "\u2066A*B\u2069"
