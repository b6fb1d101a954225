import numpy as np
import pytest

from engagement_kit.assess import place_quadrants
from engagement_kit.cases import Cases
from engagement_kit.charts import caption_quadrant, describe_quadrant, draw_quadrant
from engagement_kit.charts.rows.groups import split_waves
from engagement_kit.frameworks import load_framework


def test_bounds_are_drawn_as_given(make_quadrants, find_named):
    """Whiskers run from the lowest to the highest score on each axis, to the last decimal."""
    result = make_quadrants(50, known=0.7)
    rows = result.table[
        (result.table["status"] != "not_placed") & (result.table["kind"] == "company")
    ]
    drawn = find_named(draw_quadrant(result), "bounds:")
    for side, axis in (("x", 0), ("y", 1)):
        spans = [tuple(segment[:, axis]) for segment in drawn[f"{side}:company"].get_segments()]
        given = zip(rows[f"{side}_low"], rows[f"{side}_high"], strict=True)
        assert np.array(sorted(spans)) == pytest.approx(np.array(sorted(given)))


def test_a_dozen_open_cases_have_boxes(make_quadrants, find_named):
    """Up to twelve open cases have a rectangle; from thirteen on all have whiskers."""
    result = make_quadrants(14, known=0.75, seed=4)
    unsettled = result.table[result.table["status"] == "open"]
    assert 1 <= len(unsettled) <= 12
    boxes = find_named(draw_quadrant(result), "bounds:case")
    assert len(boxes) == len(unsettled)
    row = unsettled.iloc[0]
    box = boxes[row["case"].removeprefix("case")]
    assert box.get_xy() == pytest.approx((row["x_low"], row["y_low"]))
    assert box.get_width() == pytest.approx(row["x_high"] - row["x_low"])
    assert box.get_height() == pytest.approx(row["y_high"] - row["y_low"])
    crowd = make_quadrants(50, known=0.75)
    assert (crowd.table["status"] == "open").sum() > 12
    assert find_named(draw_quadrant(crowd), "bounds:case") == {}


def test_settled_is_filled_open_is_hollow_and_not_placed_is_not_in_the_plane(
    make_quadrants, find_named
):
    """Marks of each status are counted; those not placed stand in the key only."""
    result = make_quadrants(50, known=0.7)
    ax = draw_quadrant(result)
    points = find_named(ax, "points:")
    counts = result.counts
    for status in ("settled", "open"):
        drawn = [points[f"{kind}:{status}"] for kind in ("museum", "company")]
        assert sum(len(line.get_xdata()) for line in drawn) == counts[status]
        is_hollow = [line.get_markerfacecolor() == "#ffffff" for line in drawn]
        assert all(is_hollow) == (status == "open")
    missing = set(result.table.loc[result.table["status"] == "not_placed", "case"])
    assert set(find_named(ax, "missing:")) == missing
    assert not missing & set(find_named(ax, "label:"))
    assert f"Not placed (n = {counts['not_placed']})" in [t.get_text() for t in ax.texts]


def test_every_placed_case_has_its_name_up_to_sixty(make_quadrants, find_named):
    """Sixty points have sixty names; above that forty are chosen and the chart says how."""
    few, many = make_quadrants(60, known=1), make_quadrants(120, known=1)
    assert len(find_named(draw_quadrant(few), "label:")) == 60
    ax = draw_quadrant(many)
    assert len(find_named(ax, "label:")) == 40
    assert any("40 of 120 named" in t.get_text() for t in ax.texts)
    assert len(find_named(draw_quadrant(many, label="none"), "label:")) == 0


def test_the_emptiest_quadrants_are_named_first(make_quadrants, find_named):
    """Of many cases those in the emptier quadrants are all named before the fullest one."""
    result = make_quadrants(120, known=1)
    sizes = result.table["quadrant"].value_counts()
    chosen = set(find_named(draw_quadrant(result), "label:"))
    fullest = sizes.index[0]
    others = set(result.table.loc[result.table["quadrant"] != fullest, "case"])
    assert others <= chosen or len(others) > 40


def test_equal_scores_are_moved_apart_but_never_across_a_threshold(make_quadrants, find_named):
    """Forty cases on one threshold corner: all visible, all on the high side."""
    result = make_quadrants(40, known=1, values=(0.5, 0.5, 0.5))
    assert result.table["x"].eq(0.5).all()
    points = find_named(draw_quadrant(result), "points:")
    xy = np.vstack([line.get_xydata() for line in points.values()])
    assert len(np.unique(xy.round(6), axis=0)) == 40
    assert xy.min() >= 0.5 - 1e-9


def test_points_that_hide_nobody_stand_where_they_score(make_quadrants, find_named):
    """A single case stands exactly at its two means."""
    result = make_quadrants(1, known=1)
    (x, y), *_ = [
        p
        for line in find_named(draw_quadrant(result), "points:").values()
        for p in line.get_xydata()
    ]
    assert (x, y) == pytest.approx((result.table["x"][0], result.table["y"][0]))


def test_groups_differ_in_colour_and_shape(make_quadrants, find_named):
    """Museums and companies have other colours and other shapes."""
    points = find_named(draw_quadrant(make_quadrants(50, known=0.9)), "points:")
    museums, companies = points["museum:settled"], points["company:settled"]
    assert museums.get_marker() != companies.get_marker()
    assert museums.get_markeredgecolor() != companies.get_markeredgecolor()


def test_arrows_lead_from_wave_to_wave(make_quadrants, find_named):
    """Each move of a case between two placed waves has an arrow from the earlier place."""
    result = make_quadrants(12, waves=2, known=0.9)
    latest, earlier, _ = split_waves(result.table)
    now = latest.set_index("case")
    moved = [r for r in earlier.itertuples() if (r.x, r.y) != (now.x[r.case], now.y[r.case])]
    arrows = find_named(draw_quadrant(result), "path:")
    assert set(arrows) == {f"{row.case}:{row.wave}" for row in moved}
    row = moved[0]
    start, _ = arrows[f"{row.case}:{row.wave}"]._posA_posB
    assert start == pytest.approx((row.x, row.y))
    assert find_named(draw_quadrant(result, paths=False), "path:") == {}


def test_of_many_moves_only_changes_of_quadrant_are_drawn(make_quadrants, find_named):
    """With more than thirty moves the arrows that stay are those between two quadrants."""
    result = make_quadrants(50, waves=2, known=1)
    latest, earlier, _ = split_waves(result.table)
    now = latest.set_index("case")["quadrant"]
    crossing = {f"{r.case}:{r.wave}" for r in earlier.itertuples() if r.quadrant != now[r.case]}
    assert set(find_named(draw_quadrant(result), "path:")) == crossing
    assert len(find_named(draw_quadrant(result, paths=True), "path:")) > 30


def test_quadrants_are_named_in_their_corners(make_quadrants, find_named):
    """Each name of the framework stands in the corner of its levels, in the language."""
    ax = draw_quadrant(make_quadrants(5), lang="ko")
    cells = find_named(ax, "cell:")
    middle = ax.get_window_extent()
    for cell in ax_part(make_quadrants(5)).cells:
        x, y = cells[cell.id].get_window_extent().get_points().mean(axis=0)
        assert (x > (middle.x0 + middle.x1) / 2) == (cell.levels["investment"] == "high")
        assert (y > (middle.y0 + middle.y1) / 2) == (cell.levels["innovation"] == "high")
    assert cells["observer"].get_text() == "관찰자"


def ax_part(result):
    """The quadrant part of a result's framework."""
    return result.framework.part(result.part)


def test_the_key_stands_at_the_far_side_of_reading(make_quadrants, find_named):
    """Beside the plane the key is right in English and left in Arabic; scores still run right."""
    for lang, is_right in (("en", True), ("ar", False)):
        ax = draw_quadrant(make_quadrants(20), lang=lang)
        key = next(iter(find_named(ax, "missing:").values())).get_window_extent()
        assert (key.x0 > ax.bbox.x1) == is_right
        assert not ax.xaxis_inverted()


def test_the_threshold_says_who_set_it(make_quadrants):
    """An authored threshold is called so in chart and caption."""
    result = make_quadrants(5)
    texts = [t.get_text() for t in draw_quadrant(result).texts]
    assert "threshold 0.50, set by this project" in texts
    assert "threshold 0.50, set by this project" in caption_quadrant(result)


@pytest.mark.parametrize("lang", ["en", "ko", "ar"])
def test_alternative_text_says_the_numbers_that_are_drawn(make_quadrants, lang):
    """Settled, open, not placed and the size of each quadrant are those of the table."""
    result = make_quadrants(50, known=0.7)
    told = describe_quadrant(result, lang=lang)
    framework = result.framework.in_language(lang)
    for cell in ax_part(result).cells:
        count = int((result.table["quadrant"] == cell.id).sum())
        assert f"{framework.label(cell.id)} {count}" in told
    assert all(f": {n}" in told for n in result.counts.values())


def test_with_waves_the_words_count_what_is_drawn(make_quadrants):
    """Earlier waves are counted apart: settled and open are those of the points with names."""
    result = make_quadrants(30, waves=2, known=0.8)
    latest, earlier, missing = split_waves(result.table)
    told = describe_quadrant(result)
    assert f"Settled: {(latest['status'] == 'settled').sum()}." in told
    assert f"Earlier waves of the same cases: {len(earlier)}" in told
    assert f"too little is known: {len(missing)}" in told


def test_a_case_whose_later_wave_is_not_placed_shows_its_year(make_quadrants, find_named):
    """Only where the last wave is not placed does the year of the drawn one stand by the name."""
    result = make_quadrants(4, waves=2, known=0.9)
    table = result.table
    first, last = sorted(table["wave"].unique())
    table.loc[(table["case"] == "case-0001") & (table["wave"] == last), "status"] = "not_placed"

    labels = find_named(draw_quadrant(result), "label:")
    ending = {case: label.get_text()[-6:] for case, label in labels.items()}

    assert [case for case, end in ending.items() if end == f"({first})"] == ["case-0001"]
    assert "A year beside a name" in caption_quadrant(result)
    assert "A year beside a name" not in caption_quadrant(make_quadrants(4, waves=2, known=0.9))


def test_no_cases_at_all_are_drawn(find_quarrels):
    """Placements of an empty library give an empty plane that says so."""
    ax = draw_quadrant(place_quadrants(Cases(()), load_framework("smi")))
    assert find_quarrels(ax) == []
    assert "No cases" in [text.get_text() for text in ax.texts]
