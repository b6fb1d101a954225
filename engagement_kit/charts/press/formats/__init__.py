"""Figures as files: the bytes of each format, the same for the same figure everywhere."""

from engagement_kit.charts.press.formats.about import About
from engagement_kit.charts.press.formats.eps import eps_bytes
from engagement_kit.charts.press.formats.faces import check_fonts
from engagement_kit.charts.press.formats.pdf import pdf_bytes
from engagement_kit.charts.press.formats.png import png_bytes
from engagement_kit.charts.press.formats.raster import pixels
from engagement_kit.charts.press.formats.reading import read_alt, read_provenance
from engagement_kit.charts.press.formats.settings import FORMATS, exporting, holds_alt_text
from engagement_kit.charts.press.formats.svg import svg_bytes
from engagement_kit.charts.press.formats.tiff import tiff_bytes

__all__ = [
    "FORMATS",
    "About",
    "check_fonts",
    "eps_bytes",
    "exporting",
    "holds_alt_text",
    "pdf_bytes",
    "pixels",
    "png_bytes",
    "read_alt",
    "read_provenance",
    "svg_bytes",
    "tiff_bytes",
]
