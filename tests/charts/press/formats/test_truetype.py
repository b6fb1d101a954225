import io
import struct
from pathlib import Path

import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font, LoadFlags

from engagement_kit.charts.paper.fonts import font, font_files
from engagement_kit.charts.press.formats import check_fonts
from engagement_kit.charts.press.formats.truetype import EMPTY, TrueType
from engagement_kit.errors import MissingGlyph, UnfitFont

FILES = sorted(
    {path for weight in ("regular", "bold") for path in font_files("ko", weight).values()}
)
TEXT = "Éa각힣الآ(ﻻ)"  # some of these glyphs are made of others


def outline(face, glyph):
    """Path of a glyph, in units of the font."""
    face.load_glyph(glyph, flags=LoadFlags.NO_SCALE)
    return face.get_path()


@pytest.mark.parametrize("path", FILES, ids=lambda path: Path(path).stem)
def test_a_part_of_a_font_draws_the_same(path):
    """Outlines and widths of the glyphs that are taken out are those of the whole font."""
    whole, original = FT2Font(path), TrueType(Path(path).read_bytes())
    glyphs = {whole.get_char_index(ord(c)) for c in TEXT} - {0}
    small, numbers = original.subset(sorted(glyphs))
    part = FT2Font(io.BytesIO(small))
    assert len(small) < 60_000 < len(original.data)
    for glyph in glyphs:
        for ours, theirs in zip(outline(part, numbers[glyph]), outline(whole, glyph), strict=True):
            np.testing.assert_array_equal(ours, theirs)
        assert TrueType(small).advance(numbers[glyph]) == original.advance(glyph)


def test_the_checksum_is_that_of_the_format():
    """All words of the file add up to the number that the format demands."""
    small, _ = TrueType(Path(FILES[0]).read_bytes()).subset([5, 40, 90])
    assert len(small) % 4 == 0
    assert sum(struct.unpack(f">{len(small) // 4}I", small)) & 0xFFFFFFFF == 0xB1B0AFBA


def test_the_empty_glyph_draws_nothing():
    """A glyph that only says something has no outline and no width."""
    small, numbers = TrueType(Path(FILES[0]).read_bytes()).subset([EMPTY, 40])
    assert TrueType(small).advance(numbers[EMPTY]) == 0
    assert len(outline(FT2Font(io.BytesIO(small)), numbers[EMPTY])[0]) == 0


@pytest.mark.parametrize(
    ("start", "kind"),
    [(b"OTTO", "CFF"), (b"ttcf", "collection"), (b"wOF2", "no TrueType")],
)
def test_other_fonts_are_refused_with_the_reason(tmp_path, start, kind):
    """A font whose letters printers would leave out is named, with what it is and what it draws."""
    path = tmp_path / "Odd.otf"
    path.write_bytes(start + bytes(100))
    figure = Figure()
    figure.text(0.1, 0.1, "참여", fontproperties=FontProperties(fname=path))
    with pytest.raises(UnfitFont, match=f"(?s)Odd.otf.*참여.*{kind}.*TrueType font"):
        check_fonts(figure)


def test_a_character_that_no_font_has_is_named():
    """Nobody gets a figure with boxes in it."""
    figure = Figure()
    figure.text(0.1, 0.1, "ok")
    figure.text(0.1, 0.1, "참여 𒀀", fontproperties=font("ko", 9))
    with pytest.raises(MissingGlyph, match="U\\+12000"):
        check_fonts(figure)


@pytest.mark.parametrize("words", ["visits in $ 𒀀", "참여 $x^2$", "$x$ 𒀀"])
def test_neither_a_dollar_nor_a_formula_hides_a_missing_character(words):
    """A text with one dollar is no formula; fonts of formulas have letters of their own."""
    figure = Figure()
    figure.text(0.1, 0.1, "$\\alpha \\leq 2$ of ∑, 5 $", fontproperties=font("en", 9))
    check_fonts(figure)
    figure.text(0.1, 0.3, words, fontproperties=font("ko", 9))
    with pytest.raises(MissingGlyph):
        check_fonts(figure)
