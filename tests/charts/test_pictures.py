"""Stored pictures: a change of any chart is seen, and is seen to be wanted."""

import pytest
from PIL import ImageDraw

from engagement_kit.charts import CHARTS
from tests.charts.pictures import FOLDER, LANGUAGES, SAME, differing, drawn, is_pinned, stored

LARGEST = 25_000  # bytes


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("chart", CHARTS)
def test_a_chart_looks_as_it_did(chart, lang):
    """Dot for dot the stored picture; with another matplotlib than the pinned one, its size."""
    now, before = drawn(chart, lang), stored(chart, lang)
    if is_pinned():
        assert differing(now, before) <= SAME, (
            "It looks different. If that is wanted: python -m tests.charts.pictures"
        )
    else:
        assert now.width == before.width
        assert now.height == pytest.approx(before.height, rel=0.1)


def test_a_picture_with_one_more_line_is_another():
    """A thin line across a chart, or one more mark, is enough to be noticed."""
    before = stored("quadrant", "en")
    lined, dotted = before.copy(), before.copy()
    ImageDraw.Draw(lined).line([(0, 9), (before.width, 9)], fill="black")
    ImageDraw.Draw(dotted).ellipse([(50, 50), (56, 56)], fill="red")
    assert differing(before, before) == 0
    assert min(differing(lined, before), differing(dotted, before)) > SAME


def test_every_picture_is_of_a_chart_and_small():
    """One file a chart and language and no other, none larger than 25 kB."""
    files = sorted(FOLDER.iterdir())
    assert [file.name for file in files] == [
        f"{chart}-{lang}.png" for chart in CHARTS for lang in sorted(LANGUAGES)
    ]
    assert max(file.stat().st_size for file in files) <= LARGEST
