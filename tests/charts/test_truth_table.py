"""The truth-table figure: cells, marks and names say what the table holds, on any sheet."""

import warnings
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

from engagement_kit.charts import (
    caption_truth_table,
    data_truth_table,
    describe_truth_table,
    draw_truth_table,
)
from engagement_kit.charts.paper.theme import DEFAULT
from engagement_kit.charts.press.fit import misfits
from engagement_kit.charts.recipe import recipe_of
from engagement_kit.compare import truth_table
from engagement_kit.errors import MethodWarning, UnknownId, WrongKind
from tests.compare.sets.lipset import LC, LF, LM

HOSTILE = (
    "A $5 % of_\\frac{1}<b> \u202egnp\u202c Museum & Sons with a name of sixty letters, or more"
)


def invented(cases, conditions, *, names=str):
    """A truth table of random memberships."""
    rng = np.random.default_rng(cases)
    columns = [f"CONDITION{place}" for place in range(conditions)]
    frame = pd.DataFrame(rng.random((cases, conditions + 1)), columns=[*columns, "Y"])
    frame.index = [names(place) for place in range(cases)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MethodWarning)
        return truth_table(frame, "Y")


def texts(ax):
    """Every text drawn."""
    return [text.get_text() for text in ax.texts]


def boxes(found):
    """How many rectangles a named collection has."""
    return {name: len(one.get_paths()) for name, one in found.items()}


def test_cells_are_filled_where_a_condition_is_present(find_named):
    """LC has 9 rows of 5 cells: as many are filled as there are ones in the table."""
    result = truth_table(LC, "SURV")
    cells = find_named(draw_truth_table(result), "cells:")
    ones = int(result.table[list(result.conditions)].to_numpy().sum())
    assert boxes(cells) == {"1:2": ones, "0:2": 45 - ones}
    filled, empty = (cells[name].get_facecolor()[0] for name in ("1:2", "0:2"))
    assert not np.allclose(filled, empty)


def test_values_of_several_stand_in_their_cells():
    """LM shows 0, 1 and 2 as digits in DEV, whose colours differ as well."""
    ax = draw_truth_table(truth_table(LM, "SURV"))
    digits = [text.get_text() for text in ax.texts if text.get_text() in {"0", "1", "2"}]
    assert {"0", "1", "2"} <= set(digits)


def test_marks_tell_the_state_of_each_row_by_their_shape(find_named):
    """The four states of rows have marks that differ without colour."""
    lm = find_named(draw_truth_table(truth_table(LM, "SURV")), "state:")
    few = find_named(draw_truth_table(truth_table(LF, "SURV", n_cut=2)), "state:")
    looks = {}
    for name, mark in (*lm.items(), *few.items()):
        state = name.rpartition(":")[2]
        is_filled = mark.get_markerfacecolor() not in {DEFAULT.paper, "none"}
        looks.setdefault(state, set()).add((mark.get_marker(), is_filled))
    assert set(looks) == {"positive", "negative", "contradiction", "remainder"}
    assert len({next(iter(look)) for look in looks.values()}) == 4


def test_numbers_and_names_stand_in_their_rows():
    """LF's first row has .904, .886, 4 cases and their names, FR and SE carry a sign."""
    found = texts(draw_truth_table(truth_table(LF, "SURV")))
    assert {"0.904", "0.886", "0.719", "0.634"} <= set(found)
    assert any("BE" in text and "UK" in text for text in found)
    assert any("FR†" in text and "SE†" in text for text in found)


def test_a_sign_survives_a_name_that_is_cut():
    """A name that is too long for a narrow sheet is cut before its sign."""
    frame = LF.rename(
        index={"FR": "A republic with a name that is longer than a line of the sheet"}
    )
    found = texts(draw_truth_table(truth_table(frame, "SURV"), theme=replace(DEFAULT, width=62)))
    assert any("…†" in text for text in found)


def test_bars_and_cuts_stand_on_wide_sheets_only(find_named):
    """A wide sheet has bars and a line at the cut, a narrow one numbers alone."""
    result = truth_table(LF, "SURV")
    wide, narrow = (
        draw_truth_table(result, theme=replace(DEFAULT, width=width)) for width in (190, 62)
    )
    assert boxes(find_named(wide, "bars:incl:"))["True"] == 2
    assert "incl" in find_named(wide, "cut:")
    assert find_named(narrow, "bars:") == {}


def test_what_is_not_drawn_is_counted():
    """Of many rows the first are drawn; the key says how many are not, and what nobody shows."""
    result = invented(300, 8)
    found = " ".join(texts(draw_truth_table(result, most=10)))
    assert f"{len(result) - 10} of {len(result)} rows are not drawn" in found
    assert f"configurations without any case (remainders): {256 - len(result)}" in found


def test_what_it_says_is_what_the_table_holds():
    """Alternative text, caption and data name rows, numbers, cuts and what was left out."""
    frame = LF.astype(object)
    frame.loc["EE", "URB"] = None
    result = truth_table(frame, "~SURV", pri_cut=0.5)
    told = describe_truth_table(result)
    assert "~SURV" in told
    assert "goes with the outcome, n 3, inclusion" in told
    caption = caption_truth_table(result, source="library")
    assert "inclusion 0.8 and PRI 0.5" in caption
    assert "Cases left out because a membership is unknown: 1." in caption
    data = data_truth_table(result)
    assert list(data["n"]) == list(result.table["n"])
    assert set(data["state_label"]) <= {"goes with the outcome", "does not go with the outcome"}


@pytest.mark.parametrize("lang", ["en", "ko", "ar"])
@pytest.mark.parametrize("width", [190, 62])
def test_charts_fit_wide_and_narrow_sheets(lang, width):
    """No text overlaps, leaves the figure or gets too small: 5, 4 and 12 conditions."""
    theme = replace(DEFAULT, width=width, height=240)
    for result in (truth_table(LF, "SURV"), truth_table(LM, "SURV"), invented(60, 12)):
        ax = draw_truth_table(result, lang=lang, theme=theme)
        assert misfits(ax.get_figure(), DEFAULT.least, width=width, height=240) == []


@pytest.mark.parametrize(("cases", "conditions"), [(2, 1), (25, 3), (60, 4), (1000, 2)])
def test_any_number_of_cases_can_be_drawn(cases, conditions):
    """Two, many: drawn, told and tabulated, names that have no room counted."""
    result = invented(cases, conditions, names=lambda place: f"Case {place} with a long name")
    ax = draw_truth_table(result, lang="ar")
    assert misfits(ax.get_figure(), DEFAULT.least) == []
    assert ax.alt_text == describe_truth_table(result, lang="ar")
    assert len(data_truth_table(result)) == len(result)


def test_names_of_any_kind_are_drawn_as_text():
    """Formulas, markup and turning characters in names of cases and columns are plain text."""
    frame = LC.rename(index={"BE": HOSTILE, "FI": "국립중앙박물관", "GR": "متحف"}).rename(
        columns={
            "DEV": "개발 수준이 매우 높은 나라인가",
            "URB": "مدن",
            "SURV": "Survival of democracy",
        }
    )
    for width in (190, 62):
        ax = draw_truth_table(
            truth_table(frame, "Survival of democracy"), theme=replace(DEFAULT, width=width)
        )
        assert misfits(ax.get_figure(), DEFAULT.least) == []
        assert not any("\u202e" in text for text in texts(ax))


def test_cases_at_the_middle_leave_an_empty_table():
    """Where every case stands at .5, there is no row, and the chart says so."""
    frame = pd.DataFrame({"A": [0.5, 0.5, 0.2], "B": [0.1, 0.9, 0.5], "Y": [0, 1, 1]})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MethodWarning)
        result = truth_table(frame, "Y")
    ax = draw_truth_table(result)
    assert "No cases" in texts(ax)
    assert describe_truth_table(result)
    assert caption_truth_table(result)


def test_it_is_mirrored_for_arabic(find_named):
    """In Arabic the conditions stand on the right."""
    result = truth_table(LF, "SURV")
    for lang, is_left in (("en", True), ("ar", False)):
        ax = draw_truth_table(result, lang=lang)
        mark = next(iter(find_named(ax, "state:").values()))
        assert (mark.get_xdata()[0] < ax.get_xlim()[1] / 2) == is_left


def test_it_can_be_drawn_again_and_into_axes():
    """The axes remember their recipe; axes of the reader's own are drawn into."""
    result = truth_table(LF, "SURV")
    own = Figure(figsize=(6, 4)).add_axes((0, 0, 1, 1))
    ax = draw_truth_table(result, ax=own, most=5, key=False)
    assert ax is own
    recipe = recipe_of(ax)
    assert (recipe.chart, recipe.options["most"]) == ("truth_table", 5)


def test_bad_input_is_refused():
    """Something else than a truth table, no rows at all, an unknown language: refused."""
    result = truth_table(LF, "SURV")
    with pytest.raises(WrongKind, match="truth_table"):
        draw_truth_table(LF)
    with pytest.raises(WrongKind, match="most"):
        draw_truth_table(result, most=0)
    with pytest.raises(UnknownId, match="ko"):
        draw_truth_table(result, lang="xx")
