"""The solution chart: circles and numbers say what the solution holds, on any sheet."""

import warnings
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

from engagement_kit.charts import (
    caption_solution,
    data_solution,
    describe_solution,
    draw_solution,
)
from engagement_kit.charts.journals import journal_theme
from engagement_kit.charts.paper.theme import DEFAULT
from engagement_kit.charts.press.fit import misfits
from engagement_kit.charts.recipe import recipe_of
from engagement_kit.compare import minimize, truth_table
from engagement_kit.errors import MethodWarning, UnknownId, WrongKind
from tests.compare.sets.lipset import CONDITIONS, LC, LF, LM

HOSTILE = (
    "A $5 % of_\\frac{1}<b> \u202egnp\u202c Museum & Sons with a name of sixty letters, or more"
)


def intermediate():
    """Lipset's fuzzy data, every condition expected to favour survival."""
    return minimize(truth_table(LF, "SURV"), "intermediate", dict.fromkeys(CONDITIONS, 1))


def invented(cases, conditions, *, seed=3, kind="parsimonious", **names):
    """A solution of random crisp memberships, with ties."""
    rng = np.random.default_rng(seed)
    columns = [f"COND{place}" for place in range(conditions)]
    frame = pd.DataFrame(rng.integers(0, 2, (cases, conditions)), columns=columns)
    frame["Y"] = rng.integers(0, 2, cases)
    frame = frame.rename(**names) if names else frame
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MethodWarning)
        return minimize(truth_table(frame, "Y"), kind)


def places(marks):
    """Where the marks of one artist stand: down, then across."""
    pairs = zip(*(marks.get_ydata(), marks.get_xdata()), strict=True)
    return sorted((round(y, 2), round(x, 2)) for y, x in pairs)


def texts(ax):
    """Every text drawn."""
    return [text.get_text() for text in ax.texts]


def test_circles_are_the_literals_and_their_size_says_whether_they_are_core(find_named):
    """LF's intermediate solution: URB*STB and DEV*~IND are core, the other four peripheral."""
    ax = draw_solution(intermediate())
    present, absent = find_named(ax, "present:"), find_named(ax, "absent:")
    many = {name: len(one.get_xdata()) for name, one in (present | absent).items()}
    assert many == {"1:core": 3, "1:peripheral": 4, "0:core": 1}
    assert places(find_named(ax, "cross:")["0:core"]) == places(absent["0:core"])
    sizes = {name: one.get_markersize() for name, one in present.items()}
    assert sizes["1:core"] > 1.5 * sizes["1:peripheral"]
    rows = sorted({y for one in present.values() for y, _ in places(one)})
    assert len(rows) == 4  # IND is present in no term
    urb = [x for y, x in places(present["1:core"]) if y == rows[1]]
    dev = [x for y, x in places(present["1:core"]) if y == rows[0]]
    assert urb < dev  # the first term has URB, the second has DEV as its core


def test_numbers_below_each_term_are_those_of_the_solution():
    """Inclusion, PRI, raw and unique coverage, cases; the model as a whole; members by name."""
    shown = texts(draw_solution(intermediate()))
    for number in ("0.901", "0.879", "0.468", "0.378", "0.814", "0.721", "0.282", "0.191"):
        assert number in shown
    assert "M1: inclusion 0.866, PRI 0.839, coverage 0.660" in shown
    assert any(words.startswith("Cases of 2:") and "IE" in words for words in shown)


def test_values_of_several_stand_in_the_circles(find_named):
    """LM's conservative solution has seven values, each written in its circle."""
    ax = draw_solution(minimize(truth_table(LM, "SURV", inclusion_cut=1)))
    marks = find_named(ax, "value:")
    assert sum(len(one.get_xdata()) for one in marks.values()) == 7
    assert [words for words in texts(ax) if words in {"0", "1", "2"}].count("0") == 2


def test_terms_run_from_the_right_in_arabic(find_named):
    """Mirrored for readers of Arabic; numbers stay as they are."""
    edges = {}
    for lang in ("en", "ko", "ar"):
        ax = draw_solution(intermediate(), lang=lang)
        first, second = (
            next(text.get_position()[0] for text in ax.texts if text.get_text() == number)
            for number in ("1", "2")
        )
        edges[lang] = first < second
        assert "0.901" in texts(ax)
    assert edges == {"en": True, "ko": True, "ar": False}


def test_tied_models_are_told_and_as_many_drawn_as_are_asked_for():
    """All of a few, the first of many: what is not drawn is counted in key and alternative text."""
    result = invented(25, 6)
    assert result.n_models == 190
    ax = draw_solution(result)
    assert [text.get_text() for text in ax.texts if text.get_gid() == "model"] == [
        "M1",
        "M2",
        "M3",
        "M4",
    ]
    assert "tied models: 190; the data cannot tell which holds" in texts(ax)
    assert "186 of 190 models are not drawn" in texts(ax)
    assert "186 of 190 models are not drawn." in ax.alt_text
    assert "190 models are tied" in caption_solution(result)
    chosen = data_solution(result, models=["M7", "M2"])
    assert chosen["model"].unique().tolist() == ["M7", "M2"]
    same = chosen.groupby("term")["number"].nunique()
    assert (same == 1).all()


def test_a_sheet_that_is_too_low_shows_fewer_models():
    """Of models that do not fit the height the first are drawn, and the others counted."""
    result = invented(25, 6)
    ax = draw_solution(result, theme=replace(DEFAULT, width=180, height=100))
    drawn = [text.get_text() for text in ax.texts if text.get_gid() == "model"]
    assert 1 <= len(drawn) < 4
    assert f"{190 - len(drawn)} of 190 models are not drawn" in texts(ax)


@pytest.mark.parametrize("lang", ["en", "ko", "ar"])
@pytest.mark.parametrize("width", [190, 62])
def test_charts_fit_wide_and_narrow_sheets(lang, width):
    """No text overlaps, leaves the figure or gets too small; long names are cut or broken."""
    theme = replace(DEFAULT, width=width)
    longer = {"columns": {"COND1": HOSTILE.replace("{1}", "").replace("*", "")}}
    results = [
        intermediate(),
        minimize(truth_table(LM, "SURV", inclusion_cut=1)),
        invented(60, 5, **longer),
        invented(25, 12, index=lambda place: f"{HOSTILE} {place}"),
    ]
    for result in results:
        ax = draw_solution(result, lang=lang, most=8, theme=theme)
        assert misfits(ax.get_figure(), DEFAULT.least, width=width) == []


def test_a_thousand_cases_can_be_drawn():
    """Many members of a term are named up to a number, the others counted."""
    rng = np.random.default_rng(0)
    frame = pd.DataFrame(rng.integers(0, 2, (1000, 3)), columns=list("ABC"))
    frame["Y"] = frame["A"] & frame["B"]
    ax = draw_solution(minimize(truth_table(frame, "Y")))
    assert misfits(ax.get_figure(), DEFAULT.least) == []
    assert any("more" in words for words in texts(ax))


def test_no_sound_solution_is_said():
    """A solution without models says so, in each language, in words and caption too."""
    frame = pd.DataFrame({"A": [1, 1, 0, 0] * 2, "B": [1, 0] * 4, "Y": [1, 0, 0, 1, 0, 1, 1, 0]})
    result = minimize(truth_table(frame, "Y"), "intermediate")
    for lang, words in (
        ("en", "No sound solution"),
        ("ko", "해 없음"),
        ("ar", "لا يوجد حل سليم"),
    ):
        ax = draw_solution(result, lang=lang)
        assert len(ax.texts) == 2  # what it is, and that there is none
        assert "Y" in ax.texts[0].get_text()
        assert words in ax.texts[1].get_text()
        assert words in ax.alt_text
        assert words in caption_solution(result, lang=lang)
        assert misfits(ax.get_figure(), DEFAULT.least) == []
    assert len(data_solution(result)) == 0


def test_deviant_cases_have_a_sign():
    """A member of a term outside of the outcome is marked, and the mark explained."""
    frame = pd.DataFrame(
        {"A": [1, 1, 1, 1, 1, 0, 0, 0], "Y": [0, 1, 1, 1, 1, 0, 0, 0]},
        index=["odd", "a", "b", "c", "d", "e", "f", "g"],
    )
    result = minimize(truth_table(frame, "Y"))
    ax = draw_solution(result)
    assert any("odd*" in words for words in texts(ax))
    assert "* in the term, but not in the outcome" in texts(ax)
    assert data_solution(result)["case_names"].item() == "a; b; c; d; odd"


def test_a_small_picture_of_ones_own_has_room():
    """In axes of six by six centimetres nothing lies on another."""
    figure = Figure(figsize=(2.4, 2.4))
    draw_solution(intermediate(), ax=figure.add_axes((0, 0, 1, 1)), key=False)
    assert misfits(figure, DEFAULT.least) == []


@pytest.mark.parametrize("lang", ["en", "ko", "ar"])
def test_alternative_text_and_caption_say_what_was_decided(lang):
    """Every term with its numbers; cuts and expectations in the caption."""
    result = intermediate()
    told, caption = describe_solution(result, lang=lang), caption_solution(result, lang=lang)
    for row in data_solution(result, lang=lang).itertuples():
        assert row.term in told
        assert f"{row.cov_u:.3f}" in told
    assert "0.8" in caption
    assert all(name in caption for name in CONDITIONS)
    assert "{" not in told + caption


def test_names_of_ones_own_and_of_columns_of_the_data():
    """Cases may be called otherwise; a condition may be called like a column of the data."""
    result = minimize(truth_table(LC.rename(columns={"DEV": "term"}), "SURV", inclusion_cut=1))
    data = data_solution(result, names={"BE": "Belgium"})
    assert data["condition term"].tolist() == [1, 1]
    assert "Belgium" in data["case_names"].iloc[1]


def test_the_chart_remembers_what_it_shows():
    """Options come back with the axes, so that the chart can be drawn again."""
    result = intermediate()
    recipe = recipe_of(draw_solution(result, models=["M1"], key=False, lang="ko"))
    assert (recipe.chart, recipe.result, recipe.lang) == ("solution", result, "ko")
    assert recipe.options == {"names": None, "models": ("M1",), "most": 24, "key": False}


def test_what_cannot_be_drawn_is_named():
    """Other results, models that are not there, a number of terms that is none."""
    with pytest.raises(WrongKind, match="minimize"):
        draw_solution(truth_table(LC, "SURV"))
    with pytest.raises(UnknownId, match="model 'M9'"):
        draw_solution(intermediate(), models=["M9"])
    with pytest.raises(WrongKind, match="most needs"):
        draw_solution(intermediate(), most=0)


def test_the_drawing_names_its_outcome_and_explains_only_sizes_that_are_drawn():
    """The outcome stands above; small circles are explained only where one is peripheral."""
    assert any("SURV" in words for words in texts(draw_solution(intermediate())))
    assert any(words.startswith("small:") for words in texts(draw_solution(intermediate())))
    frame = pd.DataFrame({"A": [1, 1, 0, 0], "B": [1, 0, 1, 0], "Y": [1, 1, 0, 0]})
    core = minimize(truth_table(frame, "Y"), "intermediate", {"A": 1})
    assert not any(words.startswith("small:") for words in texts(draw_solution(core)))


def test_a_page_is_not_exceeded_by_long_names_of_many_cases():
    """Of three terms with forty cases each as many are named as a page has room for."""
    names = [f"Museum of the history of everything that can be told {n}" for n in range(120)]
    alone = {name: [int(n // 40 == place) for n in range(120)] for place, name in enumerate("ABC")}
    frame = pd.DataFrame({**alone, "Y": [1] * 120}, index=names)
    frame.loc["without"] = [0, 0, 0, 0]
    theme = journal_theme("elsevier-single")
    figure = draw_solution(minimize(truth_table(frame, "Y")), theme=theme).get_figure()
    assert figure.get_size_inches()[1] * 25.4 <= theme.height
    assert any("more" in words for words in texts(figure.axes[0]))
