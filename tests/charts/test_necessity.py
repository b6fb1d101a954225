"""Charts of necessity: three marks a term on one scale, cut-offs as lines, what passes in bold."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

from engagement_kit.charts import (
    caption_necessity,
    data_necessity,
    describe_necessity,
    draw_necessity,
)
from engagement_kit.charts.necessity.terms import gather_terms
from engagement_kit.charts.paper.theme import DEFAULT
from engagement_kit.charts.press.fit import misfits
from engagement_kit.charts.recipe import recipe_of
from engagement_kit.compare import necessity, relation
from engagement_kit.errors import UnknownId, WrongKind
from tests.compare.sets.lipset import LF

LONG = "a condition $5 % of_\\frac{1} \u202egnp\u202c whose name has sixty letters, or more <b>"


def sets(conditions, n=30, seed=1):
    """Memberships of invented cases in so many conditions and an outcome."""
    rng = np.random.default_rng(seed)
    names = [chr(ord("A") + place) for place in range(conditions)]
    return pd.DataFrame(rng.random((n, conditions + 1)).round(2), columns=[*names, "Y"])


def marks_of(ax, name):
    """Places of the marks of a measure."""
    found = [m for m in ax.get_lines() if str(m.get_gid()).startswith(f"{name}:")]
    return np.concatenate([np.column_stack(m.get_data()) for m in found])


def terms_of(ax):
    """Texts of the terms by term."""
    found = [text for text in ax.texts if str(text.get_gid()).startswith("term:")]
    return {str(text.get_gid()).removeprefix("term:"): text for text in found}


def test_marks_stand_at_their_numbers():
    """Of every term the three marks lie on one scale, in the order of the data."""
    result = necessity(LF, "SURV")
    ax, rows = draw_necessity(result), data_necessity(result)
    assert list(terms_of(ax)) == rows["term"].tolist()
    places = np.concatenate([marks_of(ax, name)[:, 0] for name in ("incl", "ron", "cov")])
    numbers = np.concatenate([rows[name] for name in ("incl", "ron", "cov")])
    slope, start = np.polyfit(numbers, places, 1)
    assert slope > 100
    assert places == pytest.approx(start + slope * numbers)
    lines = {str(p.get_gid()): p for p in ax.get_children() if str(p.get_gid()).startswith("cut:")}
    for name, cut in (("incl", 0.9), ("ron", 0.6)):
        at = lines[f"cut:{name}"].get_path().vertices[:, 0]
        assert at == pytest.approx(start + slope * cut)


def test_what_passes_is_bold_and_in_the_rows_of_its_kind():
    """STB, LIT*STB and the disjunction are bold; rows go by kind and fall in inclusion."""
    result = necessity(LF, "SURV")
    texts = terms_of(draw_necessity(result))
    bold = {term for term, text in texts.items() if text.get_fontweight() == "bold"}
    assert bold == {"STB", "LIT*STB", "DEV + URB + IND"}
    rows = gather_terms(result, None, None).rows
    assert rows["kind"].drop_duplicates().tolist() == ["single", "conjunction", "disjunction"]
    assert rows.groupby("kind")["incl"].apply(lambda s: s.is_monotonic_decreasing).all()


def test_measures_differ_in_shape_and_cuts_in_stroke():
    """Without colour inclusion, relevance and coverage can be told apart, and so can the lines."""
    ax = draw_necessity(necessity(LF, "SURV"))
    shapes = {
        str(line.get_gid()).split(":")[0]: line.get_marker()
        for line in ax.get_lines()
        if line.get_gid()
    }
    assert len(set(shapes.values())) == len(shapes) == 3
    strokes = {
        str(p.get_linestyle()) for p in ax.get_children() if str(p.get_gid()).startswith("cut:")
    }
    assert len(strokes) == 2


@pytest.mark.parametrize("lang", ["en", "ko", "ar"])
@pytest.mark.parametrize("width", [190, 90, 62])
def test_charts_fit_wide_and_narrow_sheets(lang, width):
    """No text overlaps, leaves the figure or gets too small, with long names and many terms."""
    table = sets(5).rename(columns={"A": LONG.replace("{1}", ""), "B": "행사", "C": "فريق"})
    result = necessity(table, "Y", inclusion_cut=0.75, ron_cut=0.4)
    ax = draw_necessity(result, lang=lang, theme=replace(DEFAULT, width=width))
    assert misfits(ax.get_figure(), DEFAULT.least, width=width) == []
    assert not any("\u202e" in text.get_text() for text in ax.texts)


def test_the_scale_runs_as_its_language_does():
    """From left to right in English, from right to left in Arabic, with the numbers turned too."""
    result = necessity(LF, "SURV")
    for lang, sign in (("en", 1), ("ar", -1)):
        ax = draw_necessity(result, lang=lang)
        ticks = {t.get_text(): t.get_position()[0] for t in ax.texts}
        assert sign * (ticks["1"] - ticks["0"]) > 0


def test_what_is_not_drawn_is_counted():
    """Of many terms those that pass are kept first; the key says how many are left out."""
    result = necessity(sets(8), "Y", inclusion_cut=0.75, ron_cut=0.4)
    count = len(result.table)
    assert count > 40
    ax = draw_necessity(result)
    assert len(terms_of(ax)) == 40
    assert any(f"{count - 40} more terms" in text.get_text() for text in ax.texts)
    low = draw_necessity(result, theme=replace(DEFAULT, height=100))
    assert misfits(low.get_figure(), DEFAULT.least, height=100) == []
    kept = set(terms_of(low))
    passing = set(result.table.loc[result.table["passes"], "term"])
    assert kept < passing
    assert len(data_necessity(result)) == count


def test_one_condition_and_nothing_that_passes():
    """A single condition has two rows; where none passes the text says so."""
    result = necessity(sets(1), "Y")
    ax = draw_necessity(result)
    assert len(terms_of(ax)) == 2
    assert "No term reaches an inclusion of 0.9 and a relevance of 0.6." in ax.alt_text
    empty = replace(result, table=result.table[:0])
    assert "No terms." in describe_necessity(empty)
    assert misfits(draw_necessity(empty).get_figure(), DEFAULT.least) == []


@pytest.mark.parametrize("lang", ["en", "ko", "ar"])
def test_alternative_text_says_the_numbers_that_are_drawn(lang):
    """Every term is told with its three numbers; trivial ones are named as such."""
    result = necessity(LF, "SURV")
    told = describe_necessity(result, lang=lang)
    for row in result.table.itertuples():
        assert row.term in told
        assert f"{row.incl:.2f}" in told
    assert "{" not in told
    assert told.count("LIT\u2069") >= 2  # as trivial, and with its numbers
    english = describe_necessity(result)
    trivial = "Terms that reach the cut-off of inclusion but not that of relevance: "
    assert f"{trivial}\u2066LIT\u2069." in english


def test_the_caption_names_cuts_search_and_who_is_left_out():
    """Cut-offs are told as chosen, the search with its depth, unknown memberships with a count."""
    holed = LF.copy()
    holed.loc["BE", "DEV"] = np.nan
    told = caption_necessity(necessity(holed, "SURV", inclusion_cut=0.85, depth=2))
    assert "chosen for this analysis (inclusion 0.85, relevance 0.6)" in told
    assert "at most 2 conditions" in told
    assert "unknown: 1." in told
    assert "at most" not in caption_necessity(necessity(LF, "SURV", search=False))


def test_the_chart_remembers_what_it_shows_and_in_which_language():
    """Result, options and language come back with the axes, though no framework says it."""
    result = necessity(LF, "SURV")
    recipe = recipe_of(draw_necessity(result, lang="ar", most=5))
    assert (recipe.chart, recipe.result, recipe.lang) == ("necessity", result, "ar")
    assert recipe.options["most"] == 5


def test_a_small_picture_of_ones_own():
    """In axes of seven by nine centimetres without a key nothing lies on anything."""
    figure = Figure(figsize=(2.8, 3.5))
    draw_necessity(necessity(LF, "SURV"), ax=figure.add_axes((0, 0, 1, 1)), key=False)
    assert misfits(figure, DEFAULT.least) == []


def test_what_cannot_be_drawn_is_named():
    """Other results and languages that there are no words in."""
    with pytest.raises(WrongKind, match=r"necessity\(\) makes them"):
        draw_necessity(relation(LF, "DEV", "SURV"))
    with pytest.raises(UnknownId, match="language"):
        draw_necessity(necessity(LF, "SURV"), lang="fr")
