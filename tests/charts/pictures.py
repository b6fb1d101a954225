"""One stored picture a chart and language, at the width of a column: what a change would do to it.

``python -m tests.charts.pictures`` draws all of them anew.
"""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from engagement_kit.charts import CHARTS, family
from engagement_kit.charts.journals import journal_theme
from tests.charts.sample import samples

__all__ = ["FOLDER", "LANGUAGES", "SAME", "differing", "drawn", "is_pinned", "stored"]

FOLDER = Path(__file__).with_name("pictures")
LANGUAGES = ("en", "ko", "ar")
JOURNAL, DPI, COLOURS = "elsevier-single", 75, 24
SAME = 0.0003  # share of dots that may differ: about thirty, fewer than a mark and its name have
_LOCK = Path(__file__).resolve().parents[2] / "requirements.lock"
_SEEN = 40  # of 255: how much a dot must differ; the edges of letters differ less by rounding


def drawn(chart: str, lang: str) -> Image.Image:
    """A chart as it is drawn now."""
    figure = family.draw_figure(samples(lang)[chart], lang=lang, theme=journal_theme(JOURNAL))
    figure.set_dpi(DPI)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB")


def stored(chart: str, lang: str) -> Image.Image:
    """A chart as it was drawn when its picture was stored."""
    return Image.open(_file(chart, lang)).convert("RGB")


def differing(one: Image.Image, other: Image.Image) -> float:
    """Share of dots that anybody would see to differ; all of them where sizes do."""
    if one.size != other.size:
        return 1.0
    apart = np.abs(np.asarray(one, dtype=int) - np.asarray(other, dtype=int)).max(axis=2)
    return float((apart > _SEEN).mean())


def is_pinned() -> bool:
    """Whether matplotlib is the one with which the pictures were drawn, that of the lock."""
    pinned = re.search(r"^matplotlib==(\S+)", _LOCK.read_text(encoding="utf-8"), re.MULTILINE)
    return pinned is not None and pinned[1] == mpl.__version__


def _file(chart: str, lang: str) -> Path:
    return FOLDER / f"{chart}-{lang}.png"


def _small(picture: Image.Image) -> bytes:
    """A PNG with a palette."""
    kept = picture.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    data = io.BytesIO()
    kept.save(data, "PNG", optimize=True)
    return data.getvalue()


def changed() -> Iterator[Path]:
    """Draw every picture anew; gives the files whose pictures have changed."""
    FOLDER.mkdir(exist_ok=True)
    for chart in CHARTS:
        for lang in LANGUAGES:
            file, picture = _file(chart, lang), drawn(chart, lang)
            if not file.exists() or differing(picture, stored(chart, lang)) > SAME / 2:
                file.write_bytes(_small(picture))
                yield file


if __name__ == "__main__":
    for file_ in changed():
        sys.stdout.write(f"{file_.name}\n")
