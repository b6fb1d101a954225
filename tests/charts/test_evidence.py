"""The map of evidence: every piece is drawn once, by year, kind of source and polarity."""

import re
from dataclasses import replace

import numpy as np
import pytest
from matplotlib.figure import Figure

from engagement_kit.assess import SOURCE_KINDS, map_evidence
from engagement_kit.cases import Case, Cases, Evidence, Source, load_cases
from engagement_kit.charts import (
    caption_evidence,
    data_evidence,
    describe_evidence,
    draw_evidence,
    family,
)
from engagement_kit.charts.evidence.grid import prepare_evidence
from engagement_kit.charts.paper.theme import DEFAULT
from engagement_kit.charts.press.fit import misfits
from engagement_kit.charts.recipe import figure_recipe
from engagement_kit.errors import UnknownId, WrongKind

HOSTILE = ("$x_1$ \\alpha %_{}", "<b>bold</b> & 'co'", "a\u202eb\u200fc", "متحف 국립 T", "x" * 300)


def case(number, pieces, *, first=2000, last=2024, undated=0.2, rng=None):
    """An invented case with pieces of evidence from all kinds of source."""
    rng = rng or np.random.default_rng(number)
    sources = tuple(
        Source(key=kind, title=kind, kind=kind, url="https://example.org/") for kind in SOURCE_KINDS
    )
    evidence = tuple(
        Evidence(
            id=f"e{place}",
            text="A fact",
            year="n.d." if rng.random() < undated else int(rng.integers(first, last + 1)),
            source=SOURCE_KINDS[int(rng.integers(0, 8) * rng.random())],
            polarity="against" if rng.random() < 0.3 else "supports",
        )
        for place in range(pieces)
    )
    return Case(
        id=f"case-{number:04d}",
        kind="museum" if number % 2 else "company",
        name={"en": f"The Case of Number {number}"},
        waves=(2020,),
        sources=sources,
        evidence=evidence,
    )


@pytest.fixture
def make_map():
    """A map of so many invented cases."""

    def make(n, pieces=20, **settings):
        return map_evidence(Cases(tuple(case(i, pieces, **settings) for i in range(n))))

    return make


@pytest.fixture
def found(make_map):
    """Twelve cases with twenty pieces each."""
    return make_map(12)


@pytest.fixture(scope="module")
def real(repository):
    """The built-in library."""
    return map_evidence(load_cases(repository / "case_studies"))


def wrong(ax, width=None, height=None):
    """What does not fit in a figure, as sentences."""
    return [str(one) for one in misfits(ax.get_figure(), 6.0, width=width, height=height)]


def marks(ax):
    """How many marks of each kind of source a chart has, those of its key left out."""
    drawn = {}
    for line in ax.lines:
        kind = str(line.get_gid())
        if kind.startswith("kind:"):
            drawn[kind[5:]] = drawn.get(kind[5:], 0) + len(line.get_xdata())
    return drawn


def test_every_kind_of_source_has_a_mark_in_its_year(found):
    """As many marks of a kind as cases and years have it; the key adds one, or the sizes."""
    table = found.table
    grouped = table.drop_duplicates(["case", "year", "source_kind"]).groupby("source_kind")
    wanted = grouped.size()
    drawn = marks(draw_evidence(found, theme=replace(DEFAULT, width=420)))
    for kind in found.source_kinds[1:]:
        assert drawn[kind] == wanted[kind] + 1
    assert set(drawn) == set(found.source_kinds)


def test_areas_grow_with_the_number_of_pieces(make_map):
    """More pieces never have a smaller mark; one piece has the smallest."""
    grid = prepare_evidence(
        make_map(6, 60), "en", DEFAULT, by="kind", sort="evidence", names=None, most=60
    )
    total = sum(mark.pieces for mark in grid.marks(1))
    assert total == 360 == sum(mark.pieces for mark in grid.marks(10))
    assert max(mark.pieces for mark in grid.marks(10)) > max(m.pieces for m in grid.marks(1))
    assert sum(grid.periods(5).values()) == 360


def test_bars_are_shares_of_a_case_and_numbers_its_pieces(found, find_named):
    """Lengths of a row's bars go by its pieces of each kind; the number behind is their sum."""
    ax = draw_evidence(found)
    bars, numbers = find_named(ax, "share:"), find_named(ax, "n:")
    counts = found.table.groupby(["case", "source_kind"])["n_evidence"].sum()
    assert all(numbers[one].get_text() == "20" for one in found.totals["case"])
    whole = {one: sum(b.get_width() for k, b in bars.items() if k.startswith(f"{one}:"))
             for one in found.totals["case"]}  # fmt: skip
    for (one, kind), n in counts.items():
        assert bars[f"{one}:{kind}"].get_width() / whole[one] == pytest.approx(n / 20)


def test_what_speaks_against_is_hollow(found):
    """Marks wholly against are rings, those in part have a hole; without any there is neither."""
    ax = draw_evidence(found)
    rings = [line for line in ax.lines if str(line.get_gid()).startswith("kind:")
             and line.get_markerfacecolor() == DEFAULT.paper]  # fmt: skip
    holes = [line for line in ax.lines if str(line.get_gid()).startswith("against:")]
    assert rings
    assert holes
    supports = found.table.assign(polarity="supports")
    clean = draw_evidence(replace(found, table=supports))
    assert not [line for line in clean.lines if str(line.get_gid()).startswith("against:")]
    assert not any("against" in text.get_text() for text in clean.texts)


def test_undated_pieces_have_a_column_of_their_own(found, make_map, find_named):
    """The column stands behind the last year and says how many; without undated ones it is gone."""
    ax = draw_evidence(found)
    heading = find_named(ax, "undated")[""]
    years = find_named(ax, "year:")
    assert heading.get_position()[0] > max(year.get_position()[0] for year in years.values())
    undated = str(found.totals["n_undated"].sum())
    assert undated in {text.get_text() for text in ax.texts}
    assert find_named(draw_evidence(make_map(5, undated=0)), "undated") == {}
    nothing_dated = draw_evidence(make_map(5, undated=1))
    assert find_named(nothing_dated, "year:") == {}
    assert wrong(nothing_dated) == []


def test_years_run_from_the_right_in_arabic(found, find_named):
    """In Arabic the first year is the rightmost, undated ones stand left of the last."""
    ax = draw_evidence(found, lang="ar")
    years = find_named(ax, "year:")
    x = [years[year].get_position()[0] for year in sorted(years)]
    assert x == sorted(x, reverse=True)
    assert find_named(ax, "undated")[""].get_position()[0] < min(x)


@pytest.mark.parametrize(
    ("first", "last", "least"), [(2019, 2022, 1), (1960, 2026, 2), (1015, 2020, 20)]
)
def test_years_share_columns_where_they_are_too_many(first, last, least, make_map, find_named):
    """A few years have a column each; decades and centuries share them, and the chart says so."""
    ax = draw_evidence(make_map(8, first=first, last=last))
    said = " ".join(text.get_text() for text in ax.texts)
    step = re.search(r"One column is (\d+) years", said)
    assert (int(step[1]) if step else 1) >= least
    assert bool(step) == (least > 1)
    assert len(find_named(ax, "year:")) >= 3
    assert wrong(ax) == []


@pytest.mark.parametrize(("width", "lang"), [(62, "ar"), (90, "ko"), (140, "en"), (190, "ar")])
def test_the_library_fits_in_every_width_and_language(width, lang, real):
    """Fifty real cases: no text overlaps, leaves the figure or is too small."""
    ax = draw_evidence(real, lang=lang, theme=replace(DEFAULT, width=width))
    assert wrong(ax, width=width) == []


def test_a_page_is_kept_by_naming_fewer_rows(real, find_named):
    """On 90 by 150 mm the cases with most evidence have rows, the others one sum a group."""
    theme = replace(DEFAULT, width=90, height=150, unit=1.2)
    ax = draw_evidence(real, theme=theme)
    assert wrong(ax, width=90, height=150) == []
    names = set(find_named(ax, "label:"))
    assert 8 < len(names) < 50
    numbers = {key: int(text.get_text()) for key, text in find_named(ax, "n:").items()}
    assert numbers["all"] == 1146
    assert sum(n for key, n in numbers.items() if key != "all") == 1146
    assert any(f"{len(names)} of 50 rows" in text.get_text() for text in ax.texts)


@pytest.mark.parametrize(("size", "pieces"), [(0, 0), (1, 0), (1, 1), (25, 0), (60, 12)])
def test_any_number_of_cases_with_evidence_or_without(size, pieces, make_map):
    """Nothing, one, many; without evidence and with it: each draws and tells itself."""
    found = make_map(size, pieces)
    ax = draw_evidence(found)
    assert wrong(ax) == []
    assert ax.alt_text == describe_evidence(found)
    assert "{" not in caption_evidence(found) + ax.alt_text
    if not size:
        assert any(text.get_text() == "No cases" for text in ax.texts)


def test_a_thousand_cases_name_sixty(make_map, find_named):
    """Of a thousand cases about sixty have rows; few artists draw them all."""
    ax = draw_evidence(make_map(1000, 3))
    assert 50 <= len(find_named(ax, "label:")) <= 60
    assert int(find_named(ax, "n:")["all"].get_text()) == 3000
    assert len(ax.lines) < 150


@pytest.mark.parametrize("width", [62, 190])
def test_hostile_and_long_names_stay_text(width, found, find_named):
    """Money, markup, overrides and 300 letters are cut to their column and never interpreted."""
    names = {f"case-{i:04d}": HOSTILE[i % 5] * (1 + i // 5) for i in range(12)}
    ax = draw_evidence(found, names=names, theme=replace(DEFAULT, width=width))
    assert wrong(ax, width=width) == []
    labels = find_named(ax, "label:").values()
    assert len(labels) == 12
    assert not any(c in t.get_text() for t in labels for c in "\u202e\u202d")


def test_greys_keep_shapes_and_hatches(found):
    """In greys every kind of source has its own marker and hatch, as in colour."""
    ax = draw_evidence(found, theme=DEFAULT.in_greys())
    shapes = {line.get_gid(): line.get_marker() for line in ax.lines
              if str(line.get_gid()).startswith("kind:")}  # fmt: skip
    assert len(set(shapes.values())) == len(shapes) == len(found.source_kinds)
    bars = {str(p.get_gid()).rpartition(":")[2]: p.get_hatch() for p in ax.patches
            if str(p.get_gid()).startswith("share:")}  # fmt: skip
    assert len(set(bars.values())) == len(bars)


def test_the_figure_can_be_drawn_again(found):
    """The axes remember the map in the language drawn, with no framework; every text comes back."""
    ax = draw_evidence(found, lang="ko", sort="name", most=10)
    recipe = figure_recipe(ax.get_figure())
    assert (recipe.framework, recipe.lang) == (None, "ko")
    again = family.draw(recipe)
    assert [t.get_text() for t in again.texts] == [t.get_text() for t in ax.texts]
    assert family.describe(recipe) == ax.alt_text
    assert family.caption(recipe, "ar") != family.caption(recipe)
    assert family.data(recipe)["n_evidence"].sum() == 240


def test_a_chart_can_be_drawn_into_given_axes(found):
    """Given axes come back with the chart in them."""
    ax = Figure(figsize=(6, 4)).add_axes((0.05, 0.05, 0.9, 0.9))
    assert draw_evidence(found, ax=ax) is ax
    assert wrong(ax) == []


def test_the_data_holds_every_piece_and_every_case(found, make_map):
    """Ids and labels stand side by side; a case without evidence has a row without year."""
    data = data_evidence(found, lang="ko")
    assert data["n_evidence"].sum() == 240
    assert set(data.loc[data["source_kind"] == "press", "source_kind_label"]) == {"언론"}
    assert set(data.loc[data["polarity"] == "against", "polarity_label"]) == {"반대"}
    assert (data.groupby("case")["case_evidence"].first() == 20).all()
    empty = data_evidence(make_map(2, 0))
    assert empty["case"].tolist() == ["case-0000", "case-0001"]
    assert empty["year"].isna().all()
    assert empty["n_evidence"].tolist() == [0, 0]


@pytest.mark.parametrize("lang", ["en", "ko", "ar"])
def test_alternative_text_says_the_numbers_that_are_drawn(found, lang):
    """Pieces by kind, undated and opposing ones are those of the table."""
    told = describe_evidence(found, lang=lang)
    for n in found.table.groupby("source_kind")["n_evidence"].sum():
        assert str(n) in told
    for name in ("n_undated", "n_against", "n_evidence"):
        assert str(found.totals[name].sum()) in told
    caption = caption_evidence(found, lang=lang, source="library")
    assert len(caption) > len(caption_evidence(found, lang=lang))


def test_wrong_results_orders_and_languages_are_named(make_levels, found):
    """The chart says what it was given, which orders and which languages there are."""
    with pytest.raises(WrongKind, match=r"Levels.*map_evidence"):
        draw_evidence(make_levels(3))
    with pytest.raises(UnknownId, match="evidence, name"):
        draw_evidence(found, sort="year")
    with pytest.raises(UnknownId, match="ko"):
        draw_evidence(found, lang="fr")
