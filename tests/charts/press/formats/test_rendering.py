from functools import cache

import pytest
from PIL import Image

from engagement_kit.charts.press.formats import eps_bytes, pdf_bytes, pixels
from tests.charts.press.formats.conftest import LANGUAGES

DPI = 200
ALIKE = 0.8
GHOSTSCRIPT = ("-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-dEPSCrop", "-sDEVICE=png16m", f"-r{DPI}")
SMOOTH = ("-dTextAlphaBits=4", "-dGraphicsAlphaBits=4")


def by_poppler(program, path, to):
    """A page as poppler draws it."""
    program("pdftoppm", "-r", DPI, "-png", "-singlefile", path, to.with_suffix(""))


def by_mupdf(program, path, to):
    """A page as mupdf draws it."""
    program("mutool", "draw", "-q", "-r", DPI, "-o", to, path)


def by_ghostscript(program, path, to):
    """A page as Ghostscript draws it."""
    program("gs", *GHOSTSCRIPT, *SMOOTH, f"-sOutputFile={to}", path)


@cache
def exact(figure):
    """The figure's pixels, letters where layout puts them and not moved to whole pixels."""
    fine = pixels(figure, dpi=3 * DPI)
    return fine.resize((fine.width // 3, fine.height // 3), Image.Resampling.BOX)


@pytest.fixture
def likest(draw, tmp_path, program, texts_seen):
    """How alike texts of a file, drawn by another program, and of our own pixels are."""

    def compare(lang, file, render):
        path, to = tmp_path / "figure", tmp_path / "seen.png"
        path.write_bytes(file)
        render(program, path, to)
        with Image.open(to) as seen:
            return texts_seen(draw(lang), exact(draw(lang)), seen.convert("RGB"))

    return compare


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("render", [by_poppler, by_mupdf, by_ghostscript])
def test_every_text_of_a_pdf_is_really_seen(draw, about, lang, render, likest):
    """Each text looks like itself in each program: no box, no gap, nothing shifted."""
    found = likest(lang, pdf_bytes(draw(lang), about), render)
    assert len(found) > 10
    assert found[0][0] > ALIKE, found[:5]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_text_of_an_eps_is_really_seen(draw, about, lang, likest):
    """Each text looks like itself in Ghostscript, which is what presses use."""
    found = likest(lang, eps_bytes(draw(lang), about), by_ghostscript)
    assert len(found) > 10
    assert found[0][0] > ALIKE, found[:5]


def test_the_comparison_sees_what_is_missing(draw, texts_seen):
    """A text that is left out, or replaced by boxes, is not taken for itself."""
    drawn = exact(draw("ko"))
    assert texts_seen(draw("ko"), drawn, Image.new("RGB", drawn.size, "white"))[-1][0] == 0
    boxes = Image.effect_noise(drawn.size, 60).convert("RGB")
    assert texts_seen(draw("ko"), drawn, boxes)[-1][0] < 0.5
