"""The density chart: every case-wave in its cell, shares and bounds that can be counted again."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engagement_kit.assess import tally_quadrants
from engagement_kit.charts import (
    caption_density,
    data_density,
    describe_density,
    draw_density,
)
from engagement_kit.charts.density.grid import _cells, _edges
from engagement_kit.charts.paper.theme import DEFAULT
from engagement_kit.errors import UnknownId, WrongKind


@pytest.fixture
def placed(make_quadrants):
    """Three thousand case-waves, more than a quarter of the answers unknown."""
    return make_quadrants(3000, known=0.7)


@pytest.fixture
def tally(placed):
    """The same, counted by pattern, for both kinds of cases."""
    return tally_quadrants(placed, by="kind")


def rows_of(table, **ranges):
    """How many rows lie in half-open ranges of columns."""
    inside = np.ones(len(table), dtype=bool)
    for column, (low, high) in ranges.items():
        inside &= (table[column] >= low) & (table[column] < high)
    return int(inside.sum())


def picture_of(ax, gid="density"):
    """The pixels of the cells."""
    (image,) = (one for one in ax.images if one.get_gid() == gid)
    return image.get_array()


def test_every_placed_case_wave_is_in_one_cell(placed, tally):
    """Cells hold exactly the rows of the table that lie between their edges, and all of them."""
    rows = placed.table[placed.table["status"] != "not_placed"]
    cells = data_density(tally).query("mark == 'cell'")
    assert cells["n"].sum() == len(rows) == len(tally) - placed.counts["not_placed"]
    for cell in cells.itertuples():
        counted = rows_of(rows, x=(cell.x_from, cell.x_below), y=(cell.y_from, cell.y_below))
        assert counted == cell.n
    assert cells["settled"].sum() == placed.counts["settled"]


def test_a_cell_lies_in_one_quadrant(placed, tally):
    """Case-waves by cell and by quadrant are the same numbers."""
    cells = data_density(tally).query("mark == 'cell'").groupby("quadrant")["n"].sum()
    found = placed.table["quadrant"].value_counts()
    assert cells.to_dict() == found.to_dict()


@given(steps=st.integers(1, 300), threshold=st.floats(0, 1), score=st.floats(0, 1))
@settings(max_examples=300)
def test_no_cell_straddles_a_threshold(steps, threshold, score):
    """However fine the scores, a score and the beginning of its cell are high or low together."""
    edges = _edges(steps, threshold)
    place = int(_cells(edges, np.array([score]))[0])
    assert (np.diff(edges) > 0).all()
    assert len(edges) <= 51  # 48 cells, the one at the top, one cut and the end
    assert edges[place] <= score < edges[place + 1]
    assert (edges[place] >= threshold) == (score >= threshold)


def test_bands_are_shares_of_each_reading(placed, tally):
    """At each step: how many score so high or higher, at the lowest and highest reading too."""
    rows = placed.table[placed.table["status"] != "not_placed"]
    bands = data_density(tally).query("mark == 'band' and axis == 'investment'")
    assert len(bands) == 17
    for step in bands.itertuples():
        for column, told in (("x", "share"), ("x_low", "share_low"), ("x_high", "share_high")):
            expected = (rows[column] >= step.x_from).mean()
            assert getattr(step, told) == pytest.approx(expected)
    assert (bands["share_low"] <= bands["share"]).all()
    assert (bands["share"] <= bands["share_high"]).all()


def test_bands_are_drawn_where_their_shares_are(tally, find_named):
    """The line begins at all, ends at the share of the highest score; the band holds it."""
    ax = draw_density(tally)
    line, band = find_named(ax, "share:")["x"], find_named(ax, "band:")["x"]
    bands = data_density(tally).query("mark == 'band' and axis == 'investment'")
    _, up = line.get_data()
    assert up[0] == pytest.approx(0)  # the top: all of them
    foot = up[0] + (up[-1] - up[0]) / (1 - bands["share"].iloc[-1])
    assert up[::2] == pytest.approx(foot * (1 - bands["share"]))
    corners = band.get_xy()[:-1]
    half = len(corners) // 2
    assert corners[:half, 1][::2] == pytest.approx(foot * (1 - bands["share_low"]))
    assert corners[half:][::-1, 1][::2] == pytest.approx(foot * (1 - bands["share_high"]))
    assert find_named(draw_density(tally, bands=False), "share:") == {}


def test_darker_is_more(tally):
    """Pixels of cells get darker with their number, and empty cells are paper."""
    for shades in ("log", "linear"):
        pixels = picture_of(draw_density(tally, shades=shades)).astype(int)
        counts = data_density(tally).query("mark == 'cell'")
        size = len(pixels) / 17
        light = {
            row.n: pixels[
                int(len(pixels) - (row.y_from * 16 + 0.5) * size),
                int((row.x_from * 16 + 0.5) * size),
            ].sum()
            for row in counts.itertuples()
        }
        ordered = [light[n] for n in sorted(light)]
        assert ordered == sorted(ordered, reverse=True)
        assert len(set(ordered)) > 5
    assert (pixels[-1, 0] == 255).all()


def test_the_bar_says_the_numbers_at_its_ends(tally):
    """One and the fullest cell stand below the bar."""
    texts = [text.get_text() for text in draw_density(tally).texts]
    most = data_density(tally)["n"].max()
    assert "1" in texts
    assert f"{most:,}" in texts


def test_shares_of_quadrants_stand_in_their_corners(placed, tally, find_named):
    """Name and share lie in the corner of the levels, in every language."""
    sizes = placed.table["quadrant"].value_counts()
    share = 100 * sizes["socialfirst"] / sizes.sum()
    for lang in ("en", "ar"):
        ax = draw_density(tally, lang=lang)
        cells, parts = find_named(ax, "cell:"), find_named(ax, "part:")
        assert f"{share:.1f}" in parts["socialfirst"].get_text()
        across = {cell: text.get_window_extent().x0 for cell, text in cells.items()}
        assert across["observer"] < across["conservative"]
        assert across["contender"] < across["socialfirst"]


def test_a_share_that_is_not_nothing_never_looks_like_nothing(make_quadrants):
    """One in five thousand is under 0.1 %, all but one over 99.9 %."""
    table = make_quadrants(1, known=1, values=(1, 1, 1)).table
    many = tally_quadrants(make_quadrants(1, known=1, values=(1, 1, 1)))
    rest = many.table.assign(quadrant="observer", x=0.0, y=0.0, n=1)
    both = replace(many, table=pd.concat([many.table.assign(n=4999), rest]))
    assert len(table) == 1
    told = describe_density(both)
    assert "Observer under 0.1 %" in told
    assert "#SocialFirst over 99.9 %" in told
    assert "Conservative 0 %" in told


def test_named_cases_stand_in_the_middle_of_their_cells(make_quadrants, tally, find_named):
    """Settled filled, open hollow; names beside them; who is not placed is told, not drawn."""
    named = make_quadrants(6, known=0.75, seed=5)
    ax = draw_density(tally, named=named)
    placed = named.table[named.table["status"] != "not_placed"]
    marks = find_named(ax, "named:")
    for status, mark in marks.items():
        assert len(mark.get_xdata()) == (placed["status"] == status).sum()
    assert set(find_named(ax, "label:")) <= set(placed["case"])
    data = data_density(tally, named=named).query("mark == 'named'").set_index("case")
    for row in placed.itertuples():
        assert data.x_from[row.case] <= row.x < data.x_below[row.case]
    only = make_quadrants(1, known=1)
    mark = find_named(draw_density(tally, named=only), "named:")["settled"]
    (x,), (y,) = mark.get_data()
    at = ax_places(draw_density(tally, named=only), only.table.iloc[0])
    assert (x, y) == pytest.approx(at, abs=1e-6)


def ax_places(ax, row):
    """Middle of the cell of a row, as points of the sheet, worked out from the axes' limits."""
    (left, right), (low, high) = ax.get_xlim(), ax.get_ylim()
    box, scale = ax.bbox, 72 / ax.get_figure().dpi
    x, y = (np.floor(row[name] * 16 + 1e-9) / 16 + 1 / 32 for name in "xy")
    wide, tall = box.width * scale, box.height * scale
    return (x - left) / (right - left) * wide, (high - y) / (high - low) * tall


def test_named_cases_must_have_been_placed_alike(make_quadrants, tally):
    """Other thresholds, too many cases or no placements at all are refused with both sides."""
    other = make_quadrants(3)
    object.__setattr__(other, "parameters", {**other.parameters, "x_threshold": 0.25})
    with pytest.raises(WrongKind, match=r"thresholds 0\.5 and 0\.5, not .*0\.25 and 0\.5"):
        draw_density(tally, named=other)
    with pytest.raises(WrongKind, match="at most 60, not 61 cases"):
        draw_density(tally, named=make_quadrants(61))
    with pytest.raises(WrongKind, match="place_quadrants makes them"):
        draw_density(tally, named=tally)


def test_groups_can_be_drawn_alone(placed, tally):
    """A group has its own counts; unknown columns and groups are named with what there is."""
    museums = placed.table[placed.table["kind"] == "museum"]
    data = data_density(tally, only={"kind": "museum"}).query("mark == 'cell'")
    assert data["n"].sum() == (museums["status"] != "not_placed").sum()
    assert f"case-waves: {len(museums):,}" in describe_density(tally, only={"kind": "museum"})
    assert "Only kind: museum." in caption_density(tally, only={"kind": "museum"})
    with pytest.raises(UnknownId, match="kind"):
        draw_density(tally, only={"country": "Chile"})
    with pytest.raises(UnknownId, match="museum"):
        draw_density(tally, only={"kind": "musem"})
    with pytest.raises(UnknownId, match="linear"):
        draw_density(tally, shades="square")


@pytest.mark.parametrize("lang", ["en", "ko", "ar"])
def test_alternative_text_says_numbers_that_can_be_counted(placed, tally, lang):
    """Statuses, shares by quadrant, high scores with both readings, and the fullest cell."""
    told = describe_density(tally, lang=lang)
    assert all(f": {n:,}" in told for n in placed.counts.values())
    rows = placed.table[placed.table["status"] != "not_placed"]
    for cell, n in rows["quadrant"].value_counts().items():
        assert f"{placed.framework.in_language(lang).label(cell)} {100 * n / len(rows):.1f}" in told
    for column in ("x", "x_low", "x_high"):
        assert f"{100 * (rows[column] >= 0.5).mean():.1f}" in told
    cells = data_density(tally).query("mark == 'cell'")
    fullest = cells.loc[cells["n"].idxmax()]
    assert f": {fullest.n:,}" in told
    assert f"{fullest.x_from:g}" in told
    assert f"{fullest.y_below:g}" in told


@pytest.mark.parametrize("lang", ["en", "ko", "ar"])
@pytest.mark.parametrize("width", [62, 90, 190])
def test_everything_can_be_read(lang, width, make_quadrants, tally, find_quarrels):
    """With named cases in four scripts nothing overlaps, is cut off or too small."""
    named = make_quadrants(9, known=0.8, seed=2)
    table = named.table
    table["name"] = ["Tate", "국립중앙박물관", "متحف", "小米", "x" * 80, "Dell", "A", "B", "C"]
    ax = draw_density(tally, named=named, lang=lang, theme=replace(DEFAULT, width=width))
    assert find_quarrels(ax) == []


@pytest.mark.parametrize(("size", "known"), [(0, 1), (1, 1), (50, 0)])
def test_nothing_and_one_case_are_drawn_too(size, known, make_quadrants, find_quarrels):
    """No cases, one case and none placed: a chart, words and a table without numbers made up."""
    tally = tally_quadrants(make_quadrants(size, known=known))
    for shades in ("log", "linear"):
        ax = draw_density(tally, shades=shades)
        assert find_quarrels(ax) == []
    texts = [text.get_text() for text in ax.texts]
    assert ("No cases" in texts) == (known == 0 or size == 0)
    assert describe_density(tally)
    assert caption_density(tally)
    assert data_density(tally)["n"].sum() == (1 if known and size else 0)


def test_named_cases_stand_alone_where_nothing_is_placed(make_quadrants, find_quarrels):
    """Names on an empty plane are not crossed by the note that there are no cases."""
    named = make_quadrants(7, known=0.8, seed=2)
    named.table["name"] = ["Tate", *["Museum of Everything and Nothing in Particular"] * 6]
    for width in (62, 90, 190):
        theme = replace(DEFAULT, width=width)
        for lang in ("en", "ko", "ar"):
            empty = tally_quadrants(make_quadrants(30, known=0))
            assert find_quarrels(draw_density(empty, named=named, lang=lang, theme=theme)) == []


def test_the_key_is_of_what_is_drawn(tally):
    """Without bands the key says nothing of them; with them it does."""
    for width in (62, 190):
        theme = replace(DEFAULT, width=width)
        for bands in (True, False):
            ax = draw_density(tally, bands=bands, theme=theme)
            told = " ".join(text.get_text() for text in ax.texts)
            assert ("at or above" in told) == bands


@pytest.mark.parametrize("width", [62, 90, 190])
def test_names_of_quadrants_are_whole(tally, width, find_named):
    """The longest name of the index, in Arabic, is cut in no column."""
    ax = draw_density(tally, lang="ar", theme=replace(DEFAULT, width=width))
    whole = tally.framework.in_language("ar")
    for cell, text in find_named(ax, "cell:").items():
        assert whole.label(cell) in text.get_text()


def test_a_threshold_off_the_grid_cuts_cells(tally):
    """Cells have another edge there, and their numbers are still those of the quadrants."""
    table = tally.table.assign(y_low=0.0)
    is_placed = table["status"] != "not_placed"
    names = np.where(table["x"] >= 0.58, "conservative", "observer")
    tops = np.where(table["x"] >= 0.58, "socialfirst", "contender")
    table["quadrant"] = pd.Series(np.where(table["y"] >= 1, tops, names)).where(is_placed)
    limits = {"x_threshold": 0.58, "y_threshold": 1.0}
    moved = replace(tally, table=table, parameters={**tally.parameters, **limits})
    cells = data_density(moved).query("mark == 'cell'")
    found = cells.groupby("quadrant")["n"].sum()
    assert found.to_dict() == table.groupby("quadrant")["n"].sum().to_dict()
    assert 0.58 in set(cells["x_from"]) & set(cells["x_below"])
    assert draw_density(moved).alt_text == describe_density(moved)
