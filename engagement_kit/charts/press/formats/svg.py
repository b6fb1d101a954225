"""SVG whose letters stay letters, in place and in the right order also from right to left."""

from __future__ import annotations

import hashlib
import io
import re
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from matplotlib.backends.backend_mixed import MixedModeRenderer
from matplotlib.figure import Figure

from engagement_kit.charts.press.formats.about import About
from engagement_kit.charts.press.formats.settings import exporting, inches
from engagement_kit.charts.press.formats.svg_text import LiveText
from engagement_kit.charts.press.formats.xmp import rdf

__all__ = ["svg_bytes"]

_POINTS = 72.0
# What XML 1.0 has no way to write, not even escaped.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SHEET = re.compile(r"\s*<defs>\s*<style[^>]*>[^<]*</style>\s*</defs>")
_LINES = ' stroke-linejoin="round" stroke-linecap="butt"'  # what the sheet said
_NO_METADATA = {"Date": None, "Creator": None, "Format": None, "Type": None}


def svg_bytes(figure: Figure, about: About, *, text: str = "live") -> bytes:
    """A figure as SVG.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
    about : About
        Title, alternative text, language and provenance go into the file.
    text : str
        "live": text that can be selected, found and edited, drawn with the reader's fonts (each
        line keeps the width it has with ours). "paths": outlines, which look the same everywhere.
    """
    kind = "path" if text == "paths" else "none"
    wide, high = inches(figure)
    out = io.StringIO()
    with exporting(figure, **{"svg.fonttype": kind}):
        resolution = figure.dpi
        figure.set_dpi(_POINTS)
        size = (wide * _POINTS, high * _POINTS)
        lines: Any = LiveText(*size, out, image_dpi=resolution, metadata=_NO_METADATA)
        mixed: Any = MixedModeRenderer
        figure.draw(mixed(figure, wide, high, resolution, lines))
        lines.finalize()
    drawing, fonts = out.getvalue(), ""
    if text != "paths":
        drawing, fonts = lines.in_place(drawing), f" font-family={quoteattr(lines.families)}"
    return _NOT_XML.sub("\ufffd", _told(drawing, about, fonts)).encode()


def _told(drawing: str, about: About, fonts: str) -> str:
    """The drawing with its title, words, language and provenance.

    It loses its document type, which names an address from which nothing has to be fetched, and its
    style sheet, which in a web page would apply to all other pictures too.
    """
    start = drawing.index("<svg ")
    end = drawing.index(">", start)
    key = hashlib.sha256(f"{about.title}\n{about.alt}".encode()).hexdigest()[:8]
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'{drawing[start:end]} role="img" aria-labelledby="title-{key} desc-{key}"'
        f" xml:lang={quoteattr(about.lang)} lang={quoteattr(about.lang)}{fonts}{_LINES}>\n"
        f' <title id="title-{key}">{escape(about.title)}</title>\n'
        f' <desc id="desc-{key}">{escape(about.alt)}</desc>\n'
        f" <metadata>\n{rdf(about, 'image/svg+xml')}\n </metadata>"
        f"{_SHEET.sub('', drawing[end + 1 :], count=1)}"
    )
