"""PDF with letters that stay letters, and with tags for those who do not see the figure."""

from __future__ import annotations

import io
from typing import Any

from matplotlib.backends.backend_mixed import MixedModeRenderer
from matplotlib.figure import Figure

from engagement_kit.charts.press.formats.about import About
from engagement_kit.charts.press.formats.faces import check_fonts
from engagement_kit.charts.press.formats.pdf_text import LiveFile, LivePdf
from engagement_kit.charts.press.formats.settings import exporting, inches
from engagement_kit.charts.press.formats.tagging import tagged

__all__ = ["pdf_bytes"]

_POINTS = 72.0
_NO_DATES = {"CreationDate": None, "Creator": None, "Producer": None}


def pdf_bytes(figure: Figure, about: About) -> bytes:
    """A figure as PDF.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
    about : About
        Title, alternative text, language and provenance go into the file.

    Raises
    ------
    MissingGlyph
        With the first character that no font of its text covers.
    UnfitFont
        With the first font that draws a text and is not TrueType.
    """
    out = io.BytesIO()
    wide, high = inches(figure)
    with exporting(figure):
        check_fonts(figure)
        resolution = figure.dpi
        figure.set_dpi(_POINTS)
        file = LiveFile(out, metadata=_NO_DATES)
        file.newPage(wide, high)
        page: Any = MixedModeRenderer
        drawn = page(figure, wide, high, resolution, LivePdf(file, resolution, high, wide))
        figure.draw(drawn)
        drawn.finalize()
        file.finalize()
        file.close()
    return tagged(out.getvalue(), about)
