import copy
import pickle
import sys

import matplotlib as mpl
import pytest
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager

from engagement_kit.charts.paper.fonts import check_glyphs, font, font_files, is_drawable
from engagement_kit.errors import MissingFont, MissingGlyph

MIXED = "Tāmaki 小米 참여 مشاركة 2024 $x$"


@pytest.mark.parametrize("lang", ["en", "ko", "ar"])
@pytest.mark.parametrize("bold", [False, True])
def test_mixed_scripts_are_drawn_in_every_language(lang, bold, no_warning_of_glyphs, tmp_path):
    """One line may hold Latin with marks, Hanja, Hangul and Arabic, and no glyph is missing."""
    figure = Figure()
    figure.text(0, 0.5, MIXED, fontproperties=font(lang, 9, bold=bold), parse_math=False)
    for kind in ("png", "svg"):
        figure.savefig(tmp_path / f"mixed.{kind}")
    assert {file.name for file in tmp_path.iterdir()} == {"mixed.png", "mixed.svg"}


def test_live_text_names_families_and_no_file_of_this_machine(tmp_path):
    """SVG with live text asks for the families by name, in the order of the language."""
    figure = Figure()
    figure.text(0, 0.5, MIXED, fontproperties=font("ko", 9), parse_math=False)
    with mpl.rc_context({"svg.fonttype": "none"}):
        figure.savefig(tmp_path / "live.svg")
    written = (tmp_path / "live.svg").read_text(encoding="utf-8")
    assert "'NanumGothic', 'DejaVu Sans'" in written
    assert "site-packages" not in written


def test_korean_prefers_its_own_font_and_others_prefer_dejavu():
    """The first family of Korean is NanumGothic, of English and Arabic DejaVu."""
    assert [next(iter(font_files(lang))) for lang in ("ko", "en", "ar")] == [
        "NanumGothic",
        "DejaVu Sans",
        "DejaVu Sans",
    ]


def test_the_font_package_is_found_but_not_imported():
    """Importing it would change settings; only its folder is looked up."""
    font_files("ko")
    assert "koreanize_matplotlib" not in sys.modules


def test_the_list_of_fonts_is_left_alone():
    """Drawing adds nothing to matplotlib's own list of fonts."""
    before = len(fontManager.ttflist)
    Figure().text(0, 0, "참여", fontproperties=font("ko", 9)).get_window_extent()
    assert len(fontManager.ttflist) == before


def test_a_copy_still_leads_to_the_files():
    """Matplotlib copies font properties all the time: copies and pickles stay what they are."""
    letters = font("ko", 8, bold=True)
    assert copy.copy(letters) == letters == pickle.loads(pickle.dumps(letters))  # noqa: S301
    assert type(letters.copy()) is type(letters)


def test_a_glyph_that_no_font_has_is_named():
    """The error says which character, with its code and name, and in which text."""
    with pytest.raises(MissingGlyph) as caught:
        check_glyphs("Museum 𓀀")
    assert caught.value.character == "𓀀"
    assert "U+13000" in str(caught.value)
    assert "EGYPTIAN HIEROGLYPH A001" in str(caught.value)
    assert not is_drawable("𓀀")


def test_direction_marks_need_no_glyph():
    """Invisible marks that turn text around are not asked of the fonts."""
    assert check_glyphs("\u2067مشاركة\u2069 a\u00a0b") == "\u2067مشاركة\u2069 a\u00a0b"


def test_a_missing_distribution_is_named(monkeypatch):
    """Where the font files are not installed the error says what to install."""
    font_files.cache_clear()
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(MissingFont, match="koreanize-matplotlib"):
        font_files("ko")
    font_files.cache_clear()
