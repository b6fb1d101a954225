"""PNG with its words in text chunks that every program for pictures reads."""

from __future__ import annotations

import io

from matplotlib.figure import Figure
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from engagement_kit.charts.press.formats.about import About
from engagement_kit.charts.press.formats.raster import pixels
from engagement_kit.charts.press.formats.xmp import packet

__all__ = ["png_bytes"]


def png_bytes(
    figure: Figure,
    about: About,
    *,
    dpi: float = 300,
    colour: str = "rgb",
    drawn: Image.Image | None = None,
) -> bytes:
    """A figure as PNG.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
    about : About
        Title, alternative text, language and provenance go into the file.
    dpi : float
        Dots per inch.
    colour : str
        "rgb" or "grey".
    drawn : PIL.Image.Image, optional
        The figure's pixels, if they have been drawn already for another format.
    """
    image = drawn or pixels(figure, dpi=dpi, colour=colour)
    out = io.BytesIO()
    image.save(out, "PNG", dpi=(dpi, dpi), pnginfo=_chunks(about))
    return out.getvalue()


def _chunks(about: About) -> PngInfo:
    """Title and words; XMP is where picture archives look, the others where viewers look."""
    told = {
        "Title": about.title,
        "Description": about.alt,
        "Author": about.creator,
        "Copyright": about.licence,
        "Language": about.lang,
        "Provenance": about.provenance_json,
        "XML:com.adobe.xmp": packet(about, "image/png").decode(),
    }
    chunks = PngInfo()
    for keyword, text in told.items():
        if text:
            chunks.add_itxt(keyword, text, lang=about.lang if keyword in _IN_LANGUAGE else "")
    return chunks


_IN_LANGUAGE = {"Title", "Description"}
