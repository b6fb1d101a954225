"""EPS for presses that want it: opaque, letters as outlines of a font, no date.

The format has no place for alternative text or provenance; see
:func:`engagement_kit.charts.press.formats.settings.holds_alt_text`.
"""

from __future__ import annotations

import io
import re
from typing import Any

from matplotlib.backends.backend_ps import FigureCanvasPS
from matplotlib.figure import Figure

from engagement_kit.charts.press.formats.about import About
from engagement_kit.charts.press.formats.opaque import OpaqueRenderer
from engagement_kit.charts.press.formats.settings import exporting

__all__ = ["eps_bytes"]

_DATED = re.compile(rb"^%%Creator:.*\n%%CreationDate:.*\n", re.MULTILINE)
_LONGEST = 200  # a line of a comment may have 255 characters


def eps_bytes(figure: Figure, about: About) -> bytes:
    """A figure as EPS.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        Left as it was; transparency is mixed with white in the file only.
    about : About
        Only title, creator and language go into the file.
    """
    out = io.BytesIO()
    draw: Any = figure.draw
    with exporting(figure):
        canvas = FigureCanvasPS(figure)
        opaque: Any = lambda renderer: draw(OpaqueRenderer(renderer))  # noqa: E731 - goes into draw
        figure.draw = opaque  # type: ignore[method-assign]
        try:
            canvas.print_eps(out)
        finally:
            del figure.draw
    comments = _comments(about)
    return _DATED.sub(lambda _: comments, out.getvalue(), count=1)


def _comments(about: About) -> bytes:
    """What the file says of itself."""
    told = {"Title": about.title, "Creator": about.creator, "Copyright": about.licence}
    return "".join(f"%%{key}: {_ascii(said)}\n" for key, said in told.items() if said).encode()


def _ascii(text: str) -> str:
    """A text as a PostScript string: codes for other letters, brackets escaped."""
    plain = text.encode("ascii", "backslashreplace").decode()[:_LONGEST]
    escaped = re.sub(r"([()\\])", r"\\\1", plain)
    return f"({escaped})"
