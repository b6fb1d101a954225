"""A chart in three languages and lines of text in three scripts, and programs to look at files."""

import re
import shutil
import subprocess
from functools import cache

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from PIL import Image, ImageFilter

from engagement_kit.charts import draw_quadrant
from engagement_kit.charts.paper.fonts import font
from engagement_kit.charts.press.formats import About

LANGUAGES = ("en", "ko", "ar")
LINES = {
    "korean": "국립중앙박물관 소셜 미디어 12",
    "latin": "Museum, été & <office> 50 %",
    "arabic": "مشاركة الجمهور",
    "ligatures": "لا الاستثمار الابتكار",
    "vowels": "مُشَارَكَة غير محدَّد أولًا",
    "numbers": "نسبة 50% من 12 (2024)",
    "letters": "المتاحف (n = 24)",
    "mixed": "참여 مشاركة Engagement",
}


@pytest.fixture
def about():
    """Words in three scripts, with everything in them that a format must escape."""
    return About(
        title='참여 / مشاركة (Engagement) <&> "x" \\ %',
        alt="대체 텍스트\nمشاركة 12 < 50 %",
        lang="ko",
        caption="Caption & source",
        licence="CC-BY-4.0",
        provenance={"b": 1, "a": "값\x01", "nested": {"hash": "0f"}},
    )


@pytest.fixture(scope="package")
def draw(library):
    """The chart of quadrants in a language, drawn once; nobody may change it."""

    @cache
    def drawn(lang):
        placed = library["quadrant"]
        framework = placed.framework.in_language(lang)
        return draw_quadrant(placed, framework, lang=lang).get_figure()

    return drawn


@pytest.fixture
def written():
    """A figure with a line of text in each script, and where each stands (shares, from below)."""
    figure = Figure(figsize=(4, 4))
    for place, (name, line) in enumerate(LINES.items()):
        right = place % 2
        figure.text(
            0.95 if right else 0.05,
            0.9 - 0.115 * place,
            line,
            fontproperties=font("ar", 14),
            ha="right" if right else "left",
            gid=name,
        )
    return figure


def boxes(figure):
    """Where texts stand: (words, left, bottom, right, top) as shares of the figure."""
    renderer = FigureCanvasAgg(figure).get_renderer()
    figure.draw(renderer)
    for text in figure.findobj(Text):
        if text.get_visible() and text.get_text().strip() and not text.get_rotation():
            box = text.get_window_extent(renderer).transformed(figure.transFigure.inverted())
            yield text.get_text(), box.x0, box.y0, box.x1, box.y1


@pytest.fixture
def find_boxes():
    """Where texts stand; see :func:`boxes`."""
    return boxes


def likeness(one, other, reach=3):
    """How alike two pictures of a text are: 1 for the same, 0 for unrelated or empty.

    Programs round places of letters to pixels: letters are blurred a little, and a few pixels of
    shift are allowed.
    """
    first, second = (
        255.0 - np.asarray(i.convert("L").filter(ImageFilter.GaussianBlur(1.2)), dtype=float)
        for i in (one, other)
    )
    inside = first[reach:-reach, reach:-reach]
    inside = inside - inside.mean()
    high, wide = inside.shape
    best = 0.0
    for down in range(2 * reach + 1):
        for right in range(2 * reach + 1):
            part = second[down : down + high, right : right + wide]
            part = part - part.mean()
            strength = float(np.sqrt((inside**2).sum() * (part**2).sum()))
            best = max(best, float((inside * part).sum()) / strength if strength else 0.0)
    return best


def crop(image, box):
    """The part of a picture where a text stands, with a little room around it."""
    left, low, right, high = box
    room = 6
    return image.crop(
        (
            int(left * image.width) - room,
            int((1 - high) * image.height) - room,
            int(right * image.width) + room,
            int((1 - low) * image.height) + room,
        )
    )


@pytest.fixture
def texts_seen():
    """How alike texts of a figure are in two pictures of it, worst first.

    All Hangul and Arabic is compared, and one Latin text in four: there are many, of one kind.
    """

    def compare(figure, one, other):
        other = other.resize(one.size, Image.Resampling.LANCZOS)
        found = list(boxes(figure))
        chosen = [text for text in found if re.search("[가-힣؀-ۿ]", text[0])] + found[::4]
        return sorted(
            (likeness(crop(one, box), crop(other, box)), words) for words, *box in set(chosen)
        )

    return compare


@pytest.fixture
def program():
    """Run a program of Debian's and get what it prints; a test needs it, and says so."""

    def run(name, *arguments):
        if shutil.which(name) is None:
            pytest.skip(f"THE FILE WAS NOT LOOKED AT: {name} is not installed")
        command = [name, *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
        assert done.returncode == 0, done.stderr + done.stdout
        return done.stdout

    return run
