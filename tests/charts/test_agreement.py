"""The agreement strip: points, intervals and reasons stand where the numbers say."""

from dataclasses import replace

import pytest
from matplotlib.figure import Figure

from engagement_kit.assess.columns import shaped
from engagement_kit.cases import Cases, load_cases
from engagement_kit.charts import (
    caption_agreement,
    data_agreement,
    describe_agreement,
    draw_agreement,
)
from engagement_kit.charts.paper.theme import DEFAULT
from engagement_kit.charts.press.fit import misfits
from engagement_kit.charts.recipe import recipe_of
from engagement_kit.compare import rate_agreement
from engagement_kit.compare.agreement.rated_agreement import COLUMNS
from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.frameworks import load_framework
from tests.assess.small_cases import rated

HOSTILE = (
    "A $5 % of_\\frac{1}<b> \u202egnp\u202c Museum & Sons with a name of sixty letters, or more"
)
LANGUAGES = ("en", "ko", "ar")


@pytest.fixture(scope="module")
def smi():
    """The index of sixteen items."""
    return load_framework("smi")


@pytest.fixture(scope="module")
def found(request, smi):
    """Agreement on the items of the index in the case library."""
    return rate_agreement(load_cases(request.config.rootpath / "case_studies"), smi, draws=200)


@pytest.fixture
def make(smi):
    """Agreement invented for ``n`` cases; every fifth has none, with one reason after the other."""
    reasons = ("no_ratings", "one_coder", "no_overlap", "no_variation")

    def make(n, *, same=False, name="Case"):
        cases = Cases(
            tuple(
                rated(f"c{i:04}", {}).model_copy(update={"name": {"en": f"{name} {i}"}})
                for i in range(n)
            )
        )
        rows = [invented(i, None if i % 5 else reasons[i // 5 % 4], same=same) for i in range(n)]
        empty = rate_agreement(cases, smi, by="case", draws=0)
        return replace(empty, table=shaped(COLUMNS, rows))

    return make


def invented(i, reason, *, same):
    """A row: a value with its interval, or the reason why there is none."""
    value = 0.7 if same else ((i * 37) % 160) / 100 - 0.6
    span = (value, max(value - 0.2, -1.0), min(value + 0.3, 1.0))
    span = (None,) * 3 if reason else span
    percent = None if reason in {"no_ratings", "one_coder", "no_overlap"} else 0.8
    counts = (0 if reason else 10 + i % 40, 20, 1, 2)
    return (f"c{i:04}", "answer", *span, *counts, percent, "yes", 0.6, reason, None)


def test_points_and_intervals_stand_at_their_numbers(found, find_named):
    """Places across are in proportion to the values; an interval reaches from end to end."""
    ax, data = draw_agreement(found), data_agreement(found)
    points, lines = find_named(ax, "point:"), find_named(ax, "interval:")
    ticks = find_named(ax, "tick:")
    zero, one = (ticks[name].get_position()[0] for name in ("0", "1"))
    for row in data.itertuples():
        name = f"{row.group}:{row.scale}"
        assert points[name].get_xdata()[0] == pytest.approx(zero + row.estimate * (one - zero))
        ends = sorted(lines[name].get_segments()[0][:, 0])
        wanted = [zero + end * (one - zero) for end in (row.low, row.high)]
        assert ends == pytest.approx(wanted, abs=1e-3)


def test_rows_are_ordered_and_few_units_are_hollow(found, find_named):
    """The highest agreement comes first; what rests on fewer than 25 units is a hollow point."""
    ax, data = draw_agreement(found), data_agreement(found)
    assert data["estimate"].is_monotonic_decreasing
    points = find_named(ax, "point:")
    heights = [points[f"{row.group}:{row.scale}"].get_ydata()[0] for row in data.itertuples()]
    assert heights == sorted(heights)
    for row in data.itertuples():
        face = points[f"{row.group}:{row.scale}"].get_markerfacecolor()
        assert (face == DEFAULT.paper) == (row.n_units < 25)
    numbers = find_named(ax, "n:")
    assert {name: int(text.get_text()) for name, text in numbers.items()} == {
        f"{row.group}:{row.scale}": row.n_units for row in data.itertuples()
    }
    framework = data_agreement(found, sort="framework")
    assert framework["group"].tolist() == [item.id for item in found.framework.items]


def test_rows_without_a_value_say_why(make, find_named):
    """Each of the four reasons stands in the place of the strip, at the end of the chart."""
    result = make(20)
    for lang in ("en",):
        ax = draw_agreement(result, lang=lang)
        reasons = [text.get_text() for text in find_named(ax, "reason:").values()]
        assert reasons == ["no ratings", "one coder only", "nothing rated by two", "no variation"]
    assert data_agreement(result)["estimate"].isna().tolist() == [False] * 16 + [True] * 4
    assert "Without a value: 4. Case 0: no ratings" in describe_agreement(result)


def test_conventions_belong_to_alpha_alone(found, find_named, request, smi):
    """Lines at .667 and .8 are drawn of Krippendorff's alpha, in two strokes; not of others."""
    lines = find_named(draw_agreement(found), "convention:")
    assert set(lines) == {"0.667", "0.8"}
    strokes = {str(line.get_linestyle()) for line in lines.values()}
    assert len(strokes) == 2
    cases = load_cases(request.config.rootpath / "case_studies")
    other = rate_agreement(cases, smi, measure="gwet_ac", weights="linear", draws=0)
    ax = draw_agreement(other)
    assert find_named(ax, "convention:") == {}
    assert "Gwet’s AC (linear weights)" in ax.alt_text
    assert "Krippendorff" not in caption_agreement(other)
    assert "no intervals were made" in caption_agreement(other)


def test_the_scale_runs_with_the_language(found, find_named):
    """Arabic counts from the right: names at the right, the highest agreement at the left."""
    for lang, grows in (("en", True), ("ko", True), ("ar", False)):
        ticks = find_named(draw_agreement(found, lang=lang), "tick:")
        assert (ticks["0"].get_position()[0] < ticks["1"].get_position()[0]) == grows


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [190, 62])
def test_charts_fit_wide_and_narrow_sheets(found, lang, width):
    """No text overlaps, leaves the figure or gets too small."""
    ax = draw_agreement(found, lang=lang, theme=replace(DEFAULT, width=width))
    assert misfits(ax.get_figure(), DEFAULT.least, width=width, height=240) == []


@pytest.mark.parametrize("n", [0, 1, 25, 60, 1000])
def test_any_number_of_rows_can_be_drawn(n, make, find_named):
    """Up to sixty rows are drawn; of more those that agree least, and the rest is counted."""
    result = make(n)
    ax = draw_agreement(result, theme=replace(DEFAULT, width=90))
    assert misfits(ax.get_figure(), DEFAULT.least) == []
    drawn = data_agreement(result)
    assert len(drawn) == min(n, 60)
    assert caption_agreement(result)
    assert ax.alt_text == describe_agreement(result)
    if n == 1000:
        assert drawn["estimate"].max() <= result.table["estimate"].quantile(0.1)
        assert "Not drawn: 940 of 1000 rows" in describe_agreement(result)
        assert any("Not drawn: 940 of 1000" in text.get_text() for text in ax.texts)
    if n == 0:
        assert [text.get_text() for text in ax.texts] == ["No cases"]


def test_equal_values_and_long_names_can_be_drawn(make):
    """All rows alike, names of more than sixty signs that mean something elsewhere."""
    result = make(8, same=True, name=HOSTILE)
    for width in (190, 62):
        ax = draw_agreement(result, theme=replace(DEFAULT, width=width))
        assert misfits(ax.get_figure(), DEFAULT.least) == []
        shown = [text for text in ax.texts if "$5" in text.get_text()]
        assert shown
        assert all("\u202e" not in text.get_text() and not text.get_parse_math() for text in shown)


def test_a_small_picture_of_ones_own_has_room_for_the_rows(found, make):
    """In axes of six by six centimetres names are cut to a line and rows that agree least stay."""
    for result in (found, make(50)):
        figure = Figure(figsize=(2.4, 2.4))
        ax = draw_agreement(result, ax=figure.add_axes((0, 0, 1, 1)), key=False)
        assert misfits(figure, DEFAULT.least) == []
        assert len([text for text in ax.texts if str(text.get_gid()).startswith("n:")]) >= 16


@pytest.mark.parametrize("lang", LANGUAGES)
def test_alternative_text_and_caption_say_the_numbers(found, lang):
    """Every row is told with its value, n and percent agreement; the caption says how."""
    told, data = describe_agreement(found, lang=lang), data_agreement(found, lang=lang)
    for row in data.itertuples():
        assert row.label in told
        assert f"{row.estimate:.2f}".replace("-", "−") in told
        assert f"n = {row.n_units}" in told
    caption = caption_agreement(found, lang=lang, source="library")
    assert "200" in caption
    assert str(found.table["n_units"].sum()) in caption
    assert "coder-a" in caption
    assert "{" not in told + caption


def test_groups_are_named_in_the_language_of_the_chart(request):
    """Kinds, scales and parts have names; cases of two scales say which."""
    cases = load_cases(request.config.rootpath / "case_studies").where(ids=["nmk", "klm"])
    maturity = load_framework("maturity", lang="ko")
    labels = {
        by: data_agreement(rate_agreement(cases, maturity, by=by, draws=0))["label"].tolist()
        for by in ("kind", "scale", "case", "part")
    }
    assert {label.split(" (")[0] for label in labels["kind"]} == {"박물관", "기업"}
    assert maturity.label("scale.stage") in labels["scale"]
    assert all(" (" in label for label in labels["case"])
    assert len(set(labels["part"])) == 2


def test_the_chart_remembers_what_it_shows(found):
    """Options come back with the axes, so that the chart can be drawn again."""
    recipe = recipe_of(draw_agreement(found, sort="framework", key=False))
    assert (recipe.chart, recipe.result) == ("agreement", found)
    assert (recipe.options["sort"], recipe.options["key"]) == ("framework", False)


def test_what_cannot_be_drawn_is_named(found, make_levels):
    """Other results, another order."""
    with pytest.raises(WrongKind, match="rate_agreement"):
        draw_agreement(make_levels(2))
    with pytest.raises(UnknownId, match="order of rows 'alpha'"):
        draw_agreement(found, sort="alpha")
