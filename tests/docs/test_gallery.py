"""The gallery shows what its code draws: nothing is missing, left over or out of date."""

import io
import os

import numpy as np
import pytest
from PIL import Image

from docs import make_gallery as gallery
from engagement_kit.charts import CHARTS

ANEW = "`make gallery` writes docs/gallery.md and its pictures anew"
MOST = 5_000_000  # bytes that a clone may take for the pictures


@pytest.fixture(scope="module")
def page():
    """The page as it is stored."""
    return gallery.PAGE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def shown(page, repository):
    """What the code of each section gives, by title; run where the page says."""
    before = os.getcwd()  # noqa: PTH109 - only to come back
    os.chdir(repository)
    try:
        return {entry.title: entry for entry in gallery.entries(page)}
    finally:
        os.chdir(before)


@pytest.fixture(scope="module")
def recipes(shown):
    """Recipes by chart and language."""
    listed = [item for entry in shown.values() for item in entry.recipes.items()]
    return {(recipe.chart, lang): recipe for lang, recipe in listed}


def test_every_chart_has_its_place_in_the_gallery(recipes):
    """A chart that the package has is shown, in every language; add a section to the page."""
    missing = [(c, lang) for c in CHARTS for lang in gallery.LANGUAGES if (c, lang) not in recipes]
    assert missing == [], "docs/gallery.md needs a section whose code draws it"


def test_the_page_says_what_its_code_gives(page, shown):
    """Alternative texts, captions and tables are those that the code gives today."""
    assert gallery.rewritten(page, shown) == page, ANEW


def test_every_picture_that_the_page_names_is_there_and_no_other(page, recipes):
    """Each chart has a file for each language and width, the page names it once, all are small."""
    names = {
        gallery.picture_name(recipe, lang, width)
        for (_, lang), recipe in recipes.items()
        for width in gallery.JOURNALS
    }
    files = {path.name: path.stat().st_size for path in gallery.FOLDER.iterdir()}
    assert set(files) == names, ANEW
    assert all(page.count(f"{gallery.FOLDER.name}/{name}") == 1 for name in names)
    assert sum(files.values()) < MOST


@pytest.mark.parametrize("place", range(len(CHARTS)), ids=CHARTS)
def test_a_picture_is_what_the_code_draws_today(place, recipes):
    """One picture of each chart, the languages and widths taking turns, is the stored one."""
    lang = tuple(gallery.LANGUAGES)[place % 3]
    width = tuple(gallery.JOURNALS)[place // 3 % 2]
    recipe = recipes[CHARTS[place], lang]
    stored = gallery.FOLDER / gallery.picture_name(recipe, lang, width)
    is_same = np.array_equal(
        pixels(stored.read_bytes()), pixels(gallery.picture(recipe, lang, width))
    )
    assert is_same, f"{stored.name}: {ANEW}"


def pixels(data):
    """The colours of a picture."""
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))
