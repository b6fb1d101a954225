"""From now to every horizon: marks at their answers, bands as wide as opinions, unknown as such."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from matplotlib.figure import Figure

from engagement_kit.assess import rate_targets
from engagement_kit.cases import Case, Cases, Target
from engagement_kit.charts import caption_gap, data_gap, describe_gap, draw_gap
from engagement_kit.charts.paper.theme import DEFAULT
from engagement_kit.charts.press.fit import misfits
from engagement_kit.charts.recipe import recipe_of
from engagement_kit.compare import align_targets
from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.frameworks import load_framework

ROLE, LEAD, RULE = "maturity.engagement_role", "maturity.leadership", "maturity.governance"
HOSTILE = (
    "A $5 % of_\\frac{1}<b> \u202egnp\u202c Museum & Sons with a name of sixty letters, or more"
)


@cache
def load(name):
    """A built-in framework, read once for all tests."""
    return load_framework(name)


def aims(case, *given):
    """Targets from (respondent, horizon, item, place of the answer)."""
    framework = load(given[0][2].partition(".")[0]) if given else None
    return tuple(
        Target(
            case=case,
            coder="a",
            respondent=who,
            horizon=years,
            item=item,
            value=framework.scale(framework.item(item).scale).ids[rank],
        )
        for who, years, item, rank in given
    )


def small(*given, now="respondents", name="One", **choices):
    """The alignment of one case with these answers."""
    case = Case(
        id="one", kind="museum", name={"en": name}, waves=(2025,), targets=aims("one", *given)
    )
    return align_targets(rate_targets(Cases((case,)), load("maturity"), now=now))


@pytest.fixture
def make_alignment():
    """Alignment of ``n`` cases with three respondents, invented from a seed."""

    def make(n=2, *, part="maturity", known=0.8, horizons=(0, 2, 5, 10), same=False, now=None):
        framework, rng, cases = load(part), np.random.default_rng(n), []
        items = framework.items_of(framework.items[0].part)
        top = len(framework.scale(items[0].scale).ids) - 1
        for number in range(n):
            given = [
                (who, years, item.id, 1 if same else min(int(rng.integers(3)) + years // 5, top))
                for item in items
                for years in horizons
                for who in ("head", "guide", "guard")
                if rng.random() < known
            ]
            name = {"en": f"Town Museum {number}", "ko": f"박물관 {number}", "ar": f"متحف {number}"}
            own = f"case-{number:04d}"
            cases.append(
                Case(id=own, kind="museum", name=name, waves=(2025,), targets=aims(own, *given))
            )
        now = now or ("respondents" if 0 in horizons else "coders")
        return align_targets(rate_targets(Cases(tuple(cases)), framework, now=now))

    return make


def across(marks, name):
    """Place of one mark, rounded."""
    return round(float(marks[name].get_xdata()[0]), 3)


def test_marks_and_bands_stand_at_their_answers(find_named):
    """Now 0, two years 1 and 3 (lower median 1), ten years 3: three places, one band."""
    given = [("a", 0, ROLE, 0), ("a", 2, ROLE, 1), ("b", 2, ROLE, 3), ("a", 10, ROLE, 3)]
    ax = draw_gap(small(*given), sort="framework")
    now, targets = find_named(ax, "now:"), find_named(ax, "target:")
    places = [across(now, f"one:{ROLE}")]
    places += [across(targets, f"{years}:one:{ROLE}") for years in (2, 10)]
    step = (places[2] - places[0]) / 3
    assert places[1] == pytest.approx(places[0] + step, abs=0.01)
    (band,) = find_named(ax, "spread:").values()
    assert (band.get_x(), band.get_width()) == pytest.approx((places[1], 2 * step), abs=0.01)
    assert [t.get_text() for t in find_named(ax, "n:").values()] == ["2", "1"]
    assert [t.get_text() for t in find_named(ax, "agreement:").values()] == ["−0.17"]


def test_time_runs_down_within_a_row(find_named):
    """Now stands above two years, that above five, and all of it above the next item."""
    given = [("a", 0, ROLE, 0), ("a", 2, ROLE, 1), ("a", 5, ROLE, 2), ("a", 0, LEAD, 1)]
    ax = draw_gap(small(*given), sort="framework")
    heights = [find_named(ax, "now:")[f"one:{ROLE}"].get_ydata()[0]]
    targets = find_named(ax, "target:")
    heights += [targets[f"{years}:one:{ROLE}"].get_ydata()[0] for years in (2, 5)]
    heights.append(find_named(ax, "now:")[f"one:{LEAD}"].get_ydata()[0])
    assert heights == sorted(heights)
    assert len(set(heights)) == 4


def test_an_unknown_level_is_a_hatched_band_and_no_mark(find_named):
    """Where nobody knows now, its band spans the scale, and the way begins at the first target."""
    ax = draw_gap(small(("a", 2, ROLE, 1), ("a", 5, ROLE, 2), now="coders"), sort="framework")
    assert find_named(ax, "now:") == {}
    bands = find_named(ax, "unknown:")
    assert len(bands) == 7
    assert all(band.get_hatch() for band in bands.values())
    assert list(find_named(ax, "leg:")) == [f"1:one:{ROLE}"]


def test_a_horizon_that_nobody_set_has_no_mark(find_named):
    """Missing is not lowest: nothing stands in the lane, and the line passes over it."""
    ax = draw_gap(small(("a", 0, ROLE, 0), ("a", 5, LEAD, 1), ("a", 10, ROLE, 2)))
    assert set(find_named(ax, "target:")) == {f"10:one:{ROLE}", f"5:one:{LEAD}"}
    assert list(find_named(ax, "leg:")) == [f"0:one:{ROLE}"]


def test_what_falls_differs_in_stroke_and_is_said(find_named):
    """From 3 in two years to 1 in five the line is dotted, and the words name the item."""
    ax = draw_gap(small(("a", 0, LEAD, 1), ("a", 2, LEAD, 3), ("a", 5, LEAD, 1)))
    legs = find_named(ax, "leg:")
    strokes = [str(legs[f"{lane}:one:{LEAD}"].get_linestyle()) for lane in (0, 1)]
    assert strokes[0] != strokes[1]
    assert "lower than an earlier one in 1 of 7 rows; the first of them: Leadership" in ax.alt_text


def test_items_go_by_their_gap_or_by_the_framework():
    """Widest way up first, unknown ones last; or as the framework counts them."""
    given = [("a", 0, ROLE, 0), ("a", 5, ROLE, 1), ("a", 0, RULE, 0), ("a", 5, RULE, 3)]
    result = small(*given, ("a", 5, LEAD, 3))
    order = list(dict.fromkeys(data_gap(result)["item"]))
    assert order[:3] == [RULE, ROLE, LEAD]
    expected = [item.id for item in result.framework.items_of("stages")]
    assert list(dict.fromkeys(data_gap(result, sort="framework")["item"])) == expected


def test_what_respondents_say_of_now_has_a_lane_beside_the_coders(find_named):
    """With the coders' levels as now, answers at horizon 0 are drawn too, marked 0."""
    given = [("a", 0, ROLE, 1), ("a", 2, ROLE, 2)]
    beside = draw_gap(small(*given, now="coders"))
    assert set(find_named(beside, "target:")) == {f"0:one:{ROLE}", f"2:one:{ROLE}"}
    assert set(find_named(draw_gap(small(*given)), "target:")) == {f"2:one:{ROLE}"}


def test_cases_are_chosen_by_a_rule_that_is_said(make_alignment):
    """Of nine cases three are drawn, the ones with the most answers; of sixteen items one case."""
    result = make_alignment(9)
    said = result.table.groupby("case")["n_respondents"].sum()
    drawn = set(data_gap(result)["case"])
    assert len(drawn) == 3
    assert said[sorted(drawn)].min() >= said.drop(sorted(drawn)).max()
    assert "3 of 9 cases are drawn" in caption_gap(result)
    assert len(set(data_gap(make_alignment(4, part="capability"))["case"])) == 1
    named = data_gap(result, cases=["case-0007", "case-0001"])
    assert list(dict.fromkeys(named["case"])) == ["case-0007", "case-0001"]


@pytest.mark.parametrize("lang", ["en", "ko", "ar"])
@pytest.mark.parametrize("width", [190, 62])
def test_charts_fit_wide_and_narrow_sheets(make_alignment, lang, width):
    """No text overlaps, leaves the figure or gets too small: three cases, wide and narrow."""
    ax = draw_gap(make_alignment(3), lang=lang, theme=replace(DEFAULT, width=width))
    assert misfits(ax.get_figure(), DEFAULT.least, width=width, height=240) == []


def test_the_scale_runs_with_the_language(make_alignment, find_named):
    """In Arabic the lowest answer stands on the right."""
    for lang, grows in (("en", True), ("ko", True), ("ar", False)):
        answers = find_named(draw_gap(make_alignment(1), lang=lang), "answer:")
        assert (answers["0"].get_position()[0] < answers["3"].get_position()[0]) == grows


@pytest.mark.parametrize(
    ("n", "known", "same"), [(1, 1, False), (1, 0, False), (25, 0.3, False), (60, 1, True)]
)
def test_any_number_of_cases_can_be_drawn(n, known, same, make_alignment):
    """One, many; nothing said, all alike: drawn, told and tabulated."""
    result = make_alignment(n, known=known, same=same)
    ax = draw_gap(result, lang="ar")
    assert misfits(ax.get_figure(), DEFAULT.least) == []
    assert ax.alt_text == describe_gap(result, lang="ar")
    assert caption_gap(result)
    assert len(data_gap(result)) == (0 if known == 0 else min(n, 3) * 7 * 3)


def test_six_cases_of_sixteen_items_fit_on_a_page(make_alignment):
    """The most that can be named, with the most items of the library, on one page."""
    result = make_alignment(6, part="capability")
    ax = draw_gap(result, cases=[f"case-000{i}" for i in range(6)])
    assert misfits(ax.get_figure(), DEFAULT.least, width=190, height=240) == []


def test_a_small_picture_of_ones_own_has_room_for_the_rows(make_alignment):
    """In axes of six by six centimetres nothing lies on another."""
    figure = Figure(figsize=(2.4, 2.4))
    draw_gap(make_alignment(1), ax=figure.add_axes((0, 0, 1, 1)), key=False)
    assert misfits(figure, DEFAULT.least) == []


def test_no_targets_are_said(make_alignment):
    """The chart of no targets says so, in each language."""
    for lang, words in (("en", "No targets"), ("ko", "목표 수준 없음")):
        ax = draw_gap(make_alignment(1, known=0), lang=lang)
        assert [text.get_text() for text in ax.texts] == [words]
        assert words in ax.alt_text


def test_hostile_names_are_only_names():
    """Signs that mean something elsewhere are drawn as they are."""
    result = small(("a", 0, ROLE, 1), ("<i>b", 2, ROLE, 2), name=HOSTILE)
    ax = draw_gap(result, theme=replace(DEFAULT, width=90))
    assert misfits(ax.get_figure(), DEFAULT.least) == []
    shown = [text for text in ax.texts if "$5 %" in text.get_text()]
    assert shown
    assert all("\u202e" not in text.get_text() and not text.get_parse_math() for text in shown)


@pytest.mark.parametrize("lang", ["en", "ko", "ar"])
def test_alternative_text_says_the_numbers_that_are_drawn(lang, make_alignment):
    """Every target is told with how many said so and how far they agree."""
    result = make_alignment(1)
    told, data = describe_gap(result, lang=lang), data_gap(result, lang=lang)
    for row in data.dropna(subset=["target"]).itertuples():
        assert row.target_label in told
        if row.agreement == row.agreement:
            assert f"{abs(row.agreement):.2f}" in told
    assert "{" not in told + caption_gap(result, lang=lang)


def test_the_chart_remembers_what_it_shows(make_alignment):
    """Options come back with the axes, so that the chart can be drawn again."""
    result = make_alignment(3)
    recipe = recipe_of(draw_gap(result, cases=["case-0001"], sort="framework", key=False))
    assert (recipe.chart, recipe.result) == ("gap", result)
    assert recipe.options["cases"] == ("case-0001",)
    assert (recipe.options["sort"], recipe.options["key"]) == ("framework", False)


def test_what_cannot_be_drawn_is_named(make_alignment, make_levels):
    """Other results, a case or an order that is not there, more cases than can be read."""
    result = make_alignment(9)
    with pytest.raises(WrongKind, match="align_targets makes them"):
        draw_gap(make_levels(2))
    with pytest.raises(UnknownId, match="Did you mean 'case-0001'"):
        draw_gap(result, cases=["case-001"])
    with pytest.raises(UnknownId, match="Did you mean 'gap'"):
        draw_gap(result, sort="gaps")
    with pytest.raises(WrongKind, match="at most 6 cases, not 7 cases"):
        draw_gap(result, cases=[f"case-000{i}" for i in range(7)])
