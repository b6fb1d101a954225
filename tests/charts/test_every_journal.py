"""Every chart at the size of every journal in three languages: all is there, legible and apart.

In English each chart is drawn for every preset, but for those whose sheet is as another's within
three millimetres and no lower; in Korean and Arabic for the narrowest, the lowest and the largest.
``python -m tests.charts.test_every_journal`` draws all of them in all languages.
"""

from dataclasses import replace

import pytest
from matplotlib.text import Text
from tqdm import tqdm

from engagement_kit.charts import CHARTS, family
from engagement_kit.charts.journals import find_journal, journal_theme, list_journals
from engagement_kit.charts.press.fit import misfits
from engagement_kit.charts.press.witness import witness
from tests.charts.sample import samples

LANGUAGES = ("en", "ko", "ar")
NAMES = list_journals()["name"].tolist()
EXTREMES = ("science-single", "ieee-single", "springer-small", "slides-16x9", "poster-a0")
NEAR = 3.0  # millimetres on a sheet with letters of 7
SCRIPT = {
    "en": str.isascii,
    "ko": lambda letter: "가" <= letter <= "힣",
    "ar": lambda letter: "\u0600" <= letter <= "\u06ff",
}
# What does not fit, and why: 22 rows with names in letters of 12 points, and the key, are higher
# than a slide.
REFUSED = {("staircase", "slides-16x9")}


def sheet(name):
    """Width and height in millimetres of letters of 7, and sizes, of which a layout is made."""
    theme = journal_theme(name)
    sizes = (theme.small, theme.least, theme.heading, theme.line, theme.hair)
    return theme.width / theme.unit, (theme.height or 1e6) / theme.unit, sizes


def told_apart(names):
    """The names without those whose sheet is as an earlier one's, and no lower."""
    kept = []
    for name in sorted(names, key=lambda name: sheet(name)[1]):
        wide, _, sizes = sheet(name)
        if not any(abs(wide - sheet(one)[0]) < NEAR and sizes == sheet(one)[2] for one in kept):
            kept.append(name)
    return kept


def drawn(chart, lang, name):
    """A chart at the size of a journal."""
    return family.draw_figure(samples(lang)[chart], lang=lang, theme=journal_theme(name))


def faults(chart, lang, name):
    """What is wrong with a chart at the size of a journal, in words; "high" if only that."""
    journal, theme, figure = find_journal(name), journal_theme(name), drawn(chart, lang, name)
    least = theme.least * theme.unit
    found = misfits(figure, least, width=journal.width, height=journal.height)
    if [one.kind for one in found] == ["high"]:
        return "high"
    told = [str(one) for one in found]
    wide = float(figure.get_size_inches()[0]) * 25.4
    if abs(wide - journal.width) > 0.01:
        told.append(f"it is {wide:.2f} mm wide, not {journal.width}")
    sizes = [size * theme.unit for size in (theme.text, theme.small, theme.heading, theme.least)]
    texts = [text for text in figure.findobj(Text) if text.get_visible() and text.get_text()]
    told += [
        f"{text.get_text()!r} has {text.get_fontsize():.2f} points"
        for text in texts
        if min(abs(text.get_fontsize() - size) for size in sizes) > 0.01
    ]
    if not any(SCRIPT[lang](letter) for text in texts for letter in text.get_text()):
        told.append(f"nothing is told in {lang}")
    return told


def refused(chart, lang, names):
    """Faults by preset, of those that have any."""
    found = {name: faults(chart, lang, name) for name in names}
    return {name: told for name, told in found.items() if told}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("chart", CHARTS)
def test_a_chart_fits_every_journal(chart, lang):
    """Nothing overlaps, is cut off, too small or too wide; only what is listed is too high."""
    names = told_apart(NAMES) if lang == "en" else EXTREMES
    assert refused(chart, lang, names) == {
        name: "high" for one, name in REFUSED if one == chart and name in names
    }


@pytest.mark.parametrize("chart", CHARTS)
def test_larger_letters_are_the_same_drawing_enlarged(chart):
    """Every text has the place that it has on a sheet with letters of 7, times their size."""
    lang, name = ("en", "ieee-double") if CHARTS.index(chart) % 2 else ("ar", "nature-single")
    theme = journal_theme(name)
    wide, high = (side / theme.unit for side in (theme.width, theme.height))
    plain = replace(theme, width=wide, height=high, unit=1.0)
    texts = witness(drawn(chart, lang, name)).texts
    small = witness(family.draw_figure(samples(lang)[chart], lang=lang, theme=plain)).texts
    assert [text.words for text in texts] == [text.words for text in small]
    for text, other in zip(texts, small, strict=True):
        assert text.size == pytest.approx(other.size * theme.unit)
        assert text.corners == pytest.approx(other.corners * theme.unit, abs=1.0)


def test_every_preset_is_drawn_or_stands_for_one_that_is():
    """What is left out differs by less than three millimetres from what is drawn, no lower."""
    kept = told_apart(NAMES)
    assert len(kept) >= 20
    for name in NAMES:
        wide, high, sizes = sheet(name)
        assert any(
            abs(wide - sheet(one)[0]) < NEAR and sheet(one)[1] <= high and sizes == sheet(one)[2]
            for one in kept
        ), name


def main() -> None:
    """Draw every chart in every language for every preset and say what does not fit."""
    every = [(chart, lang, name) for chart in CHARTS for lang in LANGUAGES for name in NAMES]
    with tqdm(every, unit="figure") as bar:
        for chart, lang, name in bar:
            if told := faults(chart, lang, name):
                bar.write(f"{chart} {lang} {name}: {told}")


if __name__ == "__main__":
    main()
