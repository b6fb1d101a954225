"""TIFF as printers ask for it: packed without loss, no transparency, resolution in its tags."""

from __future__ import annotations

import io

from matplotlib.figure import Figure
from PIL import Image
from PIL.TiffImagePlugin import ImageFileDirectory_v2

from engagement_kit.charts.press.formats.about import About
from engagement_kit.charts.press.formats.raster import pixels
from engagement_kit.charts.press.formats.xmp import packet

__all__ = ["tiff_bytes"]

_DESCRIPTION, _ARTIST, _XMP, _COPYRIGHT = 270, 315, 700, 33432
_BYTES = 1  # the tag type that the standard asks for in a packet


def tiff_bytes(
    figure: Figure,
    about: About,
    *,
    dpi: float = 300,
    colour: str = "rgb",
    drawn: Image.Image | None = None,
) -> bytes:
    """A figure as TIFF, packed with LZW.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
    about : About
        Title, alternative text and provenance go into the file.
    dpi : float
        Dots per inch.
    colour : str
        "rgb" or "grey".
    drawn : PIL.Image.Image, optional
        The figure's pixels, if they have been drawn already for another format.
    """
    image = drawn or pixels(figure, dpi=dpi, colour=colour)
    out = io.BytesIO()
    image.save(out, "TIFF", compression="tiff_lzw", dpi=(dpi, dpi), tiffinfo=_tags(about))
    return out.getvalue()


def _tags(about: About) -> ImageFileDirectory_v2:
    """Title as every viewer shows it (UTF-8, though the standard speaks of ASCII); all as XMP."""
    tags = ImageFileDirectory_v2()
    told = {_DESCRIPTION: about.title, _ARTIST: about.creator, _COPYRIGHT: about.licence}
    for tag, text in told.items():
        if text:
            tags[tag] = text.encode()
    tags.tagtype[_XMP] = _BYTES
    tags[_XMP] = packet(about, "image/tiff")
    return tags
