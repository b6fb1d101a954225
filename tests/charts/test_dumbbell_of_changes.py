"""Before and after: the same chart for changes between waves, with what is unknown at each."""

from dataclasses import replace

import pandas as pd
import pytest

from engagement_kit.assess import place_quadrants, place_stages, rate_levels
from engagement_kit.cases import Case, Cases, Rating
from engagement_kit.charts import (
    caption_dumbbell,
    data_dumbbell,
    describe_dumbbell,
    draw_dumbbell,
)
from engagement_kit.charts.paper.theme import DEFAULT
from engagement_kit.charts.press.fit import misfits
from engagement_kit.charts.recipe import recipe_of
from engagement_kit.compare import compare_waves
from engagement_kit.errors import WrongKind
from engagement_kit.frameworks import load_framework

ROLE, LEAD, RULE = "maturity.engagement_role", "maturity.leadership", "maturity.governance"
STAGES = ("basic", "functional", "integrated", "customer_first")
MATURITY = load_framework("maturity")


def a_case(name, *given, waves=(2014, 2024), kind="museum"):
    """A case from (item, wave, place of the answer)."""
    ratings = tuple(
        Rating(case=name, coder="a", item=item, wave=wave, value=STAGES[rank])
        for item, wave, rank in given
    )
    return Case(id=name, kind=kind, name={"en": name.title()}, waves=waves, ratings=ratings)


def changed(*cases, lang="en"):
    """Changes of the levels of these cases."""
    framework = MATURITY.in_language(lang)
    return compare_waves(rate_levels(Cases(cases), framework, part="stages", drafts=True))


@pytest.fixture
def one():
    """One case: role rises, leadership falls, governance stays; the rest is unknown somewhere."""
    given = [(ROLE, 2014, 0), (ROLE, 2024, 2), (LEAD, 2014, 2), (LEAD, 2024, 1)]
    given += [(RULE, 2014, 1), (RULE, 2024, 1), ("maturity.technology", 2014, 1)]
    return changed(a_case("one", *given))


def across(marks, name):
    """Place of one mark."""
    return round(float(marks[name].get_xdata()[0]), 2)


def test_before_and_after_stand_at_their_answers(one, find_named):
    """A filled mark at the earlier answer, a hollow one at the later, a line where they differ."""
    ax = draw_dumbbell(one)
    before, after = find_named(ax, "now:"), find_named(ax, "target:")
    assert set(before) == {f"0:{i}:one" for i in (ROLE, LEAD, RULE, "maturity.technology")}
    assert set(after) == {f"0:{i}:one" for i in (ROLE, LEAD, RULE)}
    assert across(before, f"0:{ROLE}:one") < across(after, f"0:{RULE}:one")
    assert across(after, f"0:{ROLE}:one") == across(before, f"0:{LEAD}:one")
    assert set(find_named(ax, "way:")) == {f"0:{ROLE}:one", f"0:{LEAD}:one"}


def test_what_is_unknown_at_a_wave_is_a_band_of_its_own(one, find_named):
    """Unknown before and after are two hatched bands of the whole scale, one above the other."""
    ax = draw_dumbbell(one)
    before, after = find_named(ax, "unknown:"), find_named(ax, "unknown_after:")
    assert len(before) == 3
    assert len(after) == 4
    name = "0:maturity.measurement:one"
    assert before[name].get_y() + before[name].get_height() <= after[name].get_y() + 1e-6
    assert all(band.get_hatch() for band in (*before.values(), *after.values()))
    assert "0:maturity.technology:one" in after


def test_the_data_are_those_of_the_changes(one):
    """Ranks, direction and difference of every row are those that compare_waves gives."""
    data, table = data_dumbbell(one).set_index("item"), one.table.set_index("item")
    for item in table.index:
        for ours, theirs in (("now", "before"), ("target", "after"), ("gap", "difference")):
            found = [data.loc[item, ours], table.loc[item, theirs]]
            assert pd.isna(found).all() or found[0] == found[1]
    assert data["direction"].value_counts()["rise"] == one.counts["rise"] == 1


def test_words_tell_of_waves_and_not_of_targets(one):
    """Caption, alternative text and title speak of before and after, with the years."""
    told, caption = describe_dumbbell(one), caption_dumbbell(one)
    assert "From 2014 to 2024; risen 1, unchanged 1, fallen 1" in told
    assert "Role of engagement, One: before Basic; after Integrated." in told
    assert "The largest change: Role of engagement" in told
    assert "target" not in told + caption
    assert "respondent" not in told + caption
    assert draw_dumbbell(one).alt_text == told


@pytest.mark.parametrize("lang", ["en", "ko", "ar"])
@pytest.mark.parametrize("width", [190, 62])
def test_it_fits_in_every_language(one, lang, width):
    """No text overlaps, leaves the figure or gets too small; the words are all there."""
    ax = draw_dumbbell(one, lang=lang, theme=replace(DEFAULT, width=width))
    assert misfits(ax.get_figure(), DEFAULT.least, width=width, height=240) == []
    assert "{" not in ax.alt_text + caption_dumbbell(one, lang=lang)


def test_groups_are_medians_of_cases_known_at_both_waves():
    """Of eight cases the one that is known only later changes nothing but the bounds."""
    cases = [a_case(f"c{i}", (ROLE, 2014, 0), (ROLE, 2024, 1)) for i in range(7)]
    result = changed(*cases, a_case("late", (ROLE, 2024, 3)))
    row = data_dumbbell(result).set_index("item").loc[ROLE]
    assert (row["now"], row["target"], row["n_respondents"], row["n_cases"]) == (0, 1, 7, 8)
    assert row["low"] <= row["now"] <= row["high"]


def test_cases_of_one_wave_are_counted_and_not_drawn(find_named):
    """Who has no earlier wave is said in the caption; alone, nobody is left to be drawn."""
    two = a_case("two", (ROLE, 2014, 0), (ROLE, 2024, 1))
    result = changed(two, a_case("new", (ROLE, 2024, 3), waves=(2024,)))
    assert set(data_dumbbell(result)["subject"]) == {"two"}
    assert "not drawn: 1" in caption_dumbbell(result)


def test_waves_that_differ_are_told_case_by_case():
    """Where cases have different waves, caption and alternative text name those of each."""
    old = a_case("old", (ROLE, 2010, 0), (ROLE, 2020, 1), waves=(2010, 2020))
    new = a_case("new", (ROLE, 2014, 0), (ROLE, 2024, 1))
    result = changed(old, new)
    for told in (caption_dumbbell(result), describe_dumbbell(result)):
        assert "Waves: Old 2010 and 2020, New 2014 and 2024." in told
    assert "Waves:" not in caption_dumbbell(changed(new))


def test_stages_are_one_row_a_case(find_named):
    """Changes of stages have one item, the part, and a row for each case; stages count from 1."""
    cases = Cases(
        tuple(
            a_case(name, *((item.id, wave, rank) for item in MATURITY.items_of("stages")
                           for wave, rank in ((2014, 0), (2024, last))))
            for name, last in (("a", 1), ("b", 3))
        )
    )  # fmt: skip
    result = compare_waves(place_stages(cases, MATURITY, drafts=True))
    data = data_dumbbell(result)
    assert data["item"].unique().tolist() == ["stages"]
    assert data["target_label"].tolist() == ["Functional", "Customer-first"]
    assert data["now_label"].tolist() == ["Basic", "Basic"]
    assert misfits(draw_dumbbell(result).get_figure(), DEFAULT.least) == []


def test_changes_of_scores_are_refused(repository):
    """Scores stand on no answer of a scale: another chart is named."""
    smi = load_framework("smi")
    rated = tuple(
        Rating(case="a", coder="a", item=item.id, wave=wave, value="yes")
        for item in smi.items
        for wave in (2014, 2024)
    )
    case = Case(id="a", kind="museum", name={"en": "A"}, waves=(2014, 2024), ratings=rated)
    result = compare_waves(place_quadrants(Cases((case,)), smi, drafts=True))
    with pytest.raises(WrongKind, match="draw_slope"):
        draw_dumbbell(result)


def test_it_remembers_the_changes(one):
    """The recipe holds the changes, so that the figure can be drawn again and proved."""
    recipe = recipe_of(draw_dumbbell(one, key=False))
    assert (recipe.chart, recipe.result, recipe.options["key"]) == ("dumbbell", one, False)
