"""The estimation plot: every case a mark, the difference where it is, the unknown to be seen."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from matplotlib.figure import Figure

from engagement_kit.charts import (
    caption_difference,
    data_difference,
    describe_difference,
    draw_difference,
)
from engagement_kit.charts.difference.packing import Packing, choose_packing, pack, pack_scores
from engagement_kit.charts.paper.theme import DEFAULT
from engagement_kit.charts.press.fit import misfits
from engagement_kit.charts.recipe import recipe_of
from engagement_kit.compare import compare_groups
from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.frameworks import load_framework

HOSTILE = "A $5 % of_\\frac{1}<b> \u202egnp\u202c & Sons with a name of sixty letters, or more"


@pytest.fixture
def make_differences(make_levels):
    """Differences between the groups of invented levels."""

    def make(n=50, *, known=0.7, framework="maturity", part="stages", **choices):
        whole = load_framework(framework)
        return compare_groups(make_levels(n, known=known, framework=whole, part=part), **choices)

    return make


def places(line):
    """Where the marks of an artist stand."""
    return list(zip(line.get_xdata(), line.get_ydata(), strict=True))


def test_every_case_is_a_mark(make_differences, find_named):
    """Known and unknown marks of a row are as many as its cases, and none lies on another."""
    result = make_differences()
    ax = draw_difference(result)
    known, unknown = find_named(ax, "known:"), find_named(ax, "unknown:")
    for row in result.table.itertuples():
        for side, group in (("a", row.group_a), ("b", row.group_b)):
            name = f"{row.item}:{row.group_a}:{row.group_b}:{group}"
            marks = [*places(known[name]), *(places(unknown[name]) if name in unknown else [])]
            assert len(known[name].get_xdata()) == getattr(row, f"n_{side}")
            assert len(marks) == getattr(row, f"n_{side}") + getattr(row, f"unknown_{side}")
            x, y = np.array(marks).T
            apart = np.hypot(x[:, None] - x, y[:, None] - y)[~np.eye(len(x), dtype=bool)]
            assert apart.min() >= known[name].get_markersize()


def test_known_marks_stand_in_their_answers(make_differences, find_named):
    """Going across, marks of the lowest answer come first: as many as have it."""
    result = make_differences()
    marks = find_named(draw_difference(result), "known:")
    heads = find_named(draw_difference(result), "answer:")
    centres = sorted({round(float(text.get_position()[0]), 3) for text in heads.values()})
    row = result.table.iloc[0]
    own = result.observations[result.observations["item"] == row["item"]]
    for group in (row.group_a, row.group_b):
        across = marks[f"{row['item']}:{row.group_a}:{row.group_b}:{group}"].get_xdata()
        nearest = np.abs(np.subtract.outer(across, centres)).argmin(axis=1)
        ranks = own.loc[own["group"] == group, "rank"].dropna()
        assert (
            np.bincount(nearest, minlength=4).tolist()
            == np.bincount(ranks.astype(int), minlength=4).tolist()
        )


def test_unknown_marks_are_hollow_and_apart(make_differences, find_named):
    """What is unknown stands hollow beyond the last answer, left or right as the language runs."""
    result = make_differences(known=0.5)
    for lang in ("en", "ar"):
        ax = draw_difference(result, lang=lang)
        for name, marks in find_named(ax, "unknown:").items():
            assert marks.get_markerfacecolor() == DEFAULT.paper
            known = find_named(ax, "known:").get(name)
            if known is not None and lang == "en":
                assert min(marks.get_xdata()) > max(known.get_xdata())
            elif known is not None:
                assert max(marks.get_xdata()) < min(known.get_xdata())


def test_differences_stand_where_they_are(make_differences, find_named):
    """Diamonds and intervals lie on one scale from -1 to 1; hollow ones hang on the unknown."""
    result = make_differences()
    ax = draw_difference(result)
    heads = {
        name: t.get_position()[0] for name, t in find_named(ax, "delta:").items() if name in "-101"
    }
    left, right = heads["-1"], heads["1"]
    assert heads["0"] == pytest.approx((left + right) / 2)
    diamonds, spans = find_named(ax, "delta:"), find_named(ax, "span:")
    for row in result.table.itertuples():
        name = f"{row.item}:{row.group_a}:{row.group_b}"
        at = left + (row.delta + 1) / 2 * (right - left)
        assert diamonds[name].get_xdata()[0] == pytest.approx(at)
        face = DEFAULT.ink if row.settled else DEFAULT.paper
        assert diamonds[name].get_markerfacecolor() == face
        span = spans[name]
        ends = (span.get_x(), span.get_x() + span.get_width())
        wanted = [
            left + (x + 1) / 2 * (right - left) for x in (row.delta_lowest, row.delta_highest)
        ]
        assert ends == pytest.approx(wanted)
        assert span.get_hatch()


def test_scores_and_quadrants_have_rows_of_their_kind(make_quadrants, find_named):
    """Axes have a difference, the quadrant has none and says that it has no order."""
    result = compare_groups(make_quadrants(40, known=0.6))
    ax = draw_difference(result)
    diamonds = {name for name in find_named(ax, "delta:") if ":" in name}
    assert diamonds == {f"{axis}:museum:company" for axis in ("investment", "innovation")}
    (said,) = find_named(ax, "nothing:").values()
    assert said.get_text() == "no order"
    told = describe_difference(result)
    assert "Without order: p" in told
    assert "convention" in caption_difference(result)


@pytest.mark.parametrize("lang", ["en", "ko", "ar"])
@pytest.mark.parametrize("width", [190, 90, 62])
def test_charts_fit_wide_and_narrow_sheets(make_differences, lang, width):
    """No text overlaps, leaves the figure or gets too small."""
    ax = draw_difference(make_differences(), lang=lang, theme=replace(DEFAULT, width=width))
    assert misfits(ax.get_figure(), DEFAULT.least, width=width, height=240) == []


@pytest.mark.parametrize(("n", "known"), [(25, 1), (25, 0), (60, 0.4), (1000, 0.7)])
def test_any_number_of_cases_can_be_drawn(n, known, make_differences):
    """One known case, none known, a thousand: drawn, told and tabulated, in a narrow figure too."""
    result = make_differences(n, known=known)
    ax = draw_difference(result, lang="ar", theme=replace(DEFAULT, width=62))
    assert misfits(ax.get_figure(), DEFAULT.least) == []
    assert len(data_difference(result)) == 7 * n
    assert ax.alt_text == describe_difference(result, lang="ar")


def test_a_thousand_cases_share_marks_and_the_key_says_so(make_differences, find_named):
    """Where not every case has room, a mark stands for several, and no case is left out."""
    result = make_differences(1000, known=0.8)
    ax = draw_difference(result, theme=replace(DEFAULT, width=62))
    (said,) = [t.get_text() for t in ax.texts if t.get_text().startswith("each mark")]
    each = int(said.split()[-2])
    row = result.table.iloc[0]
    marks = find_named(ax, "known:")[f"{row['item']}:museum:company:museum"]
    assert row.n_a / each <= len(marks.get_xdata()) <= row.n_a / each + 4
    assert each > 1


def test_marks_never_lie_on_one_another():
    """Whatever the counts, the distance chosen has room for all marks of a cell and a score."""
    rng = np.random.default_rng(1)
    for _ in range(50):
        wide, high, count = rng.uniform(8, 60), rng.uniform(4, 30), int(rng.integers(0, 90))
        scores = rng.integers(0, 9, count) / 8
        packing = choose_packing([(wide, high, count)], [(wide * 3, high, scores)], 5.7)
        box = (0.0, 0.0, wide, high)
        for marks in (
            pack(box, count, packing),
            pack_scores((0, 0, wide * 3, high), scores, packing),
        ):
            assert len(set(marks)) == len(marks) >= count / packing.each
            for one, other in pairwise(marks):
                assert np.hypot(*np.subtract(one, other)) >= packing.pitch - 1e-6
            assert all(-0.01 <= y <= high + 0.01 for _, y in marks)
    assert pack((0, 0, 10, 10), 0, Packing(2, 1)) == []


def test_more_rows_than_can_be_read_are_those_with_most_known(make_differences):
    """Of forty-two rows the 24 with the most known cases are drawn, and the others counted."""
    by = {f"case-{n:04d}": "abcd"[n % 4] for n in range(60)}
    result = make_differences(60, by=by)
    data, told = data_difference(result), describe_difference(result)
    drawn = data[["item", "group_a", "group_b"]].drop_duplicates()
    assert len(result) == 42
    assert len(drawn) == 24
    least = result.table[["n_a", "n_b"]].min(axis=1).sort_values()
    kept = result.table.merge(drawn, on=["item", "group_a", "group_b"])[["n_a", "n_b"]].min(axis=1)
    assert kept.min() >= least.iloc[18]
    assert "fewest known cases: 18" in told


def test_single_items_can_be_drawn_large(make_differences, find_named):
    """One item named is one row; its p stays adjusted for all that were tested."""
    result = make_differences()
    item = result.table["item"][2]
    ax = draw_difference(result, items={item})
    assert set(find_named(ax, "p:")) == {f"{item}:museum:company"}
    (p,) = find_named(ax, "p:").values()
    assert p.get_text() == f"{result.table['p_adjusted'][2]:.3f}"
    assert recipe_of(ax).options == {"items": (item,), "key": True}


def test_a_small_picture_of_ones_own_has_room_for_the_rows(make_differences):
    """In axes of seven by seven centimetres nothing lies on another."""
    figure = Figure(figsize=(2.8, 2.8))
    result = make_differences()
    draw_difference(
        result, ax=figure.add_axes((0, 0, 1, 1)), items=result.table["item"][:3], key=False
    )
    assert misfits(figure, DEFAULT.least) == []


def test_hostile_names_are_only_names(make_differences):
    """Signs that mean something elsewhere are drawn as they are; long names are cut or broken."""
    by = {f"case-{n:04d}": HOSTILE if n % 2 else "x" for n in range(20)}
    ax = draw_difference(make_differences(20, by=by), theme=replace(DEFAULT, width=90))
    assert misfits(ax.get_figure(), DEFAULT.least) == []
    shown = [text for text in ax.texts if "$5 %" in text.get_text()]
    assert shown
    assert all("\u202e" not in text.get_text() and not text.get_parse_math() for text in shown)


@pytest.mark.parametrize("lang", ["en", "ko", "ar"])
def test_the_numbers_drawn_are_told(make_differences, lang):
    """Every difference is told with both its bounds and p, and the caption says the adjustment."""
    result = make_differences()
    told, caption = describe_difference(result, lang=lang), caption_difference(result, lang=lang)
    for row in result.table.itertuples():
        for number in (row.delta, row.delta_lowest, row.delta_highest):
            assert f"{number:+.2f}".replace("-", "−") in told
        assert f"{row.p:.3f}" in told
    assert "7" in caption
    assert "Holm" in caption or "هولم" in caption
    assert "{" not in told + caption


def test_the_data_hold_every_case_with_its_difference(make_differences):
    """One row a case and item, with its answer in words or why there is none."""
    result = make_differences(30)
    data = data_difference(result, lang="ko")
    assert len(data) == 30 * 7
    assert data["rank"].isna().equals(data["value"].isna())
    silent = data.loc[data["rank"].isna(), "missing"]
    assert set(silent) == {"unknown", "not_applicable"}
    assert set(data["value_label"].dropna()) <= {"기본", "기능적", "통합", "고객 우선"}
    assert data.groupby("item")["delta"].nunique().eq(1).all()


def test_what_cannot_be_drawn_is_named(make_differences, make_levels):
    """Other results and items that are not there are refused."""
    with pytest.raises(WrongKind, match="compare_groups makes them"):
        draw_difference(make_levels(2))
    with pytest.raises(UnknownId, match=r"maturity\.leadership"):
        draw_difference(make_differences(), items=["maturity.leaders"])
