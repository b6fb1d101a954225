"""Which formats there are, and the settings under which figures become files.

Whatever the reader's own settings say, a file is written with matplotlib's defaults and these.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from types import MappingProxyType
from typing import Any

import matplotlib as mpl
from matplotlib.backend_bases import FigureCanvasBase
from matplotlib.figure import Figure

from engagement_kit.charts.paper.applied import applied

__all__ = ["FORMATS", "exporting", "holds_alt_text", "inches"]

# Each format, and whether it has a place for alternative text and provenance.
FORMATS = MappingProxyType({"pdf": True, "svg": True, "png": True, "tiff": True, "eps": False})

_OURS = {
    "pdf.fonttype": 42,  # type 3 splits words where its table of 256 letters is full
    "pdf.compression": 0,  # streams are packed once, at the end
    "ps.fonttype": 3,  # Korean disappears from type 42
    "svg.hashsalt": "engagement_kit",  # else ids in the file differ from run to run
    "svg.fonttype": "none",
}
# Settings of windows and of the machine: they change no file.
_OF_NO_FILE = ("animation", "backend", "interactive", "keymap", "timezone", "tk", "webagg")


def holds_alt_text(file_format: str) -> bool:
    """Whether a format has a place for alternative text and provenance (EPS has none)."""
    return FORMATS[file_format]


@contextmanager
def exporting(figure: Figure, **more: Any) -> Iterator[None]:
    """Matplotlib's defaults for a moment; afterwards the figure is as it was.

    For that moment it has no window either, whose size would follow its resolution.
    """
    with applied({**_defaults(), **_OURS, **more}):
        resolution, canvas = figure.dpi, figure.canvas
        FigureCanvasBase(figure)
        try:
            yield
        finally:
            figure.set_dpi(resolution)
            figure.set_canvas(canvas)


def inches(figure: Figure) -> tuple[float, float]:
    """Width and height of a figure."""
    width, height = figure.get_size_inches()
    return float(width), float(height)


@cache
def _defaults() -> MappingProxyType[str, Any]:
    return MappingProxyType(
        {
            key: value
            for key, value in mpl.rcParamsDefault.items()
            if not key.startswith(_OF_NO_FILE)
        }
    )
