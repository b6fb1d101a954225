"""Figures as files: the bytes of each format, the same for the same figure everywhere."""

from engagement_kit.charts.formats.about import About
from engagement_kit.charts.formats.eps import eps_bytes
from engagement_kit.charts.formats.faces import check_fonts
from engagement_kit.charts.formats.pdf import pdf_bytes
from engagement_kit.charts.formats.png import png_bytes
from engagement_kit.charts.formats.raster import pixels
from engagement_kit.charts.formats.reading import read_alt, read_provenance
from engagement_kit.charts.formats.settings import FORMATS, holds_alt_text
from engagement_kit.charts.formats.svg import svg_bytes
from engagement_kit.charts.formats.tiff import tiff_bytes

__all__ = [
    "FORMATS",
    "About",
    "check_fonts",
    "eps_bytes",
    "holds_alt_text",
    "pdf_bytes",
    "pixels",
    "png_bytes",
    "read_alt",
    "read_provenance",
    "svg_bytes",
    "tiff_bytes",
]
