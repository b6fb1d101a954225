"""PDF with letters that stay letters, and with tags for those who do not see the figure."""

from __future__ import annotations

import io
from typing import Any

from matplotlib.backends.backend_pdf import FigureCanvasPdf
from matplotlib.figure import Figure

from engagement_kit.charts.formats.about import About
from engagement_kit.charts.formats.settings import exporting
from engagement_kit.charts.formats.tagging import tagged

__all__ = ["pdf_bytes"]

_NO_DATES = {"CreationDate": None, "Creator": None, "Producer": None}


def pdf_bytes(figure: Figure, about: About) -> bytes:
    """A figure as PDF."""
    out = io.BytesIO()
    with exporting(figure):
        canvas: Any = FigureCanvasPdf(figure)
        canvas.print_pdf(out, metadata=_NO_DATES)
    return tagged(out.getvalue(), about)
