"""Figures as pixels: drawn once for PNG and TIFF together."""

from __future__ import annotations

from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from engagement_kit.charts.press.formats.settings import exporting

__all__ = ["pixels"]


def pixels(figure: Figure, *, dpi: float, colour: str = "rgb") -> Image.Image:
    """The figure as an image without transparency; ``colour`` is "rgb" or "grey"."""
    with exporting(figure):
        figure.set_dpi(dpi)
        canvas: Any = FigureCanvasAgg(figure)
        canvas.draw()
        drawn = Image.frombuffer("RGBA", canvas.get_width_height(), canvas.buffer_rgba())
    if drawn.getchannel("A").getextrema() != (
        255,
        255,
    ):  # a figure without a background stands on white
        drawn = Image.alpha_composite(Image.new("RGBA", drawn.size, "white"), drawn)
    return drawn.convert("L" if colour == "grey" else "RGB")
