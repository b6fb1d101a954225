"""The heat map of items: every answer in its shade, whole names of items, any number of cases."""

from dataclasses import replace

import numpy as np
import pytest
from matplotlib.figure import Figure

from engagement_kit.assess import rate_levels
from engagement_kit.cases import load_cases
from engagement_kit.charts import (
    caption_items,
    data_items,
    describe_items,
    draw_capabilities,
    draw_items,
    family,
)
from engagement_kit.charts.paper.theme import DEFAULT
from engagement_kit.charts.press.fit import misfits
from engagement_kit.charts.recipe import figure_recipe
from engagement_kit.charts.rows.even_blocks import even_blocks
from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.frameworks import load_framework

HOSTILE = ("$x_1$ \\alpha %_{}", "<b>bold</b> & 'co'", "a\u202eb\u200fc", "متحف 국립 T", "x" * 300)


@pytest.fixture
def result(make_levels):
    """Sixteen items of a checklist in 25 cases."""
    return make_levels(25, framework=load_framework("smi"))


@pytest.fixture(scope="module")
def cases(repository):
    """The built-in library."""
    return load_cases(repository / "case_studies")


def wrong(ax, width=None, height=None):
    """What does not fit in a figure, as sentences."""
    return [str(one) for one in misfits(ax.get_figure(), 6.0, width=width, height=height)]


def test_every_answer_has_a_cell_of_its_level(result, find_named):
    """As many cells of each shade as the table has answers, and of each kind of missing."""
    cells = find_named(draw_items(result), "level:")
    drawn = {name: len(found.get_paths()) for name, found in cells.items()}
    for answer in result.framework.scale(result.scale).ids:
        assert drawn[answer] == (result.table["value"] == answer).sum()
    for reason in ("unknown", "not_applicable"):
        assert drawn[reason] == (result.table["missing"] == reason).sum()


def test_items_have_their_whole_names_below_their_axis(result):
    """Names are those of the framework, not the short ones over columns, in as many lines."""
    texts = [text.get_text() for text in draw_items(result).texts if text.get_gid() == "item"]
    written = " ".join(texts)
    for item in result.framework.items:
        assert result.framework.label(item.id) in written


def test_known_cases_are_counted_behind_each_item(result, find_named):
    """The count leaves out the cases to which the item does not apply."""
    counts = find_named(draw_items(result), "known:")
    table = result.table
    for item, text in counts.items():
        rows = table[table["item"] == item]
        applying = (rows["missing"].fillna("") != "not_applicable").sum()
        assert text.get_text().strip("\u2066\u2069") == f"{rows['rank'].notna().sum()}/{applying}"


@pytest.mark.parametrize("sort", ["level", "name"])
def test_columns_are_sorted_as_the_chart_says(result, sort, find_named):
    """Within a group columns go by known answers from the upper half of the scale, or by name."""
    ax = draw_items(result, sort=sort)
    labels = list(find_named(ax, "label:"))
    museums = [case for case in labels if int(case[5:]) < 24]
    assert labels[: len(museums)] == museums
    high = result.table.assign(high=result.table["rank"] >= 1).groupby("case")["high"].sum()
    names = result.table.drop_duplicates("case").set_index("case")["name"]
    order = [-high[case] if sort == "level" else names[case] for case in museums]
    assert order == sorted(order)
    assert any("Columns sorted by" in text.get_text() for text in ax.texts)


def test_columns_run_from_the_right_in_arabic(result, find_named):
    """In Arabic the first case is the rightmost and the names of items stand right of it."""
    ax = draw_items(result, lang="ar")
    x = [label.get_position()[0] for label in find_named(ax, "label:").values()]
    assert x == sorted(x, reverse=True)
    items = [text for text in ax.texts if text.get_gid() == "item"]
    assert all(text.get_position()[0] > x[0] for text in items)


@pytest.mark.parametrize(
    ("width", "lang", "framework", "part"),
    [
        (62, "ar", "smi", None),
        (90, "ko", "guide", "formats"),
        (140, "en", "maturity", "stages"),
        (190, "ar", "guide", "steps"),
        (420, "en", "capability", None),
    ],
)
def test_any_part_of_the_library_fits(width, lang, framework, part, cases):
    """Fifty real cases, parts of all kinds: no text overlaps, leaves the figure, is too small."""
    levels = rate_levels(cases, load_framework(framework), part=part, wave="last")
    ax = draw_items(levels, lang=lang, theme=replace(DEFAULT, width=width))
    assert wrong(ax, width=width) == []


def test_names_are_left_out_where_columns_are_too_narrow(make_levels, find_named):
    """A thousand cases: no names, equal neighbours as one area, and the chart says so."""
    result = make_levels(1000, framework=load_framework("smi"))
    ax = draw_items(result)
    assert find_named(ax, "label:") == {}
    assert any("Names of cases are left out" in text.get_text() for text in ax.texts)
    assert wrong(ax) == []
    cells = find_named(ax, "level:")
    column = min(path.get_extents().width for path in cells["no"].get_paths())
    for answer in ("no", "partly", "yes"):
        wide = sum(path.get_extents().width for path in cells[answer].get_paths())
        assert wide / column == pytest.approx((result.table["value"] == answer).sum(), rel=0.01)
    assert len(ax.collections) + len(ax.patches) < 40


def test_blocks_keep_every_column_once(make_levels, find_named):
    """On a narrow sheet twenty cases of few items stand in blocks; each has its name once."""
    result = make_levels(40, part="formats")
    labels = find_named(draw_items(result, theme=replace(DEFAULT, width=90)), "label:")
    assert len(labels) == 40
    feet = {round(label.get_position()[1], 1) for label in labels.values()}
    assert len(feet) > 1


def test_blocks_break_between_groups_where_they_can():
    """Two groups of almost one size make two blocks; one long group is cut evenly."""
    assert even_blocks("a" * 24 + "b" * 26, 30) == [(0, 24), (24, 50)]
    assert even_blocks("a" * 10, 4) == [(0, 4), (4, 8), (8, 10)]


@pytest.mark.parametrize(("size", "known"), [(0, 1), (1, 0), (1, 1), (25, 0), (60, 1)])
def test_any_number_of_cases_known_or_not(size, known, make_levels):
    """Nothing, one, many; nothing known, everything known: each draws and tells itself."""
    result = make_levels(size, known=known, framework=load_framework("smi"))
    ax = draw_items(result)
    assert wrong(ax) == []
    assert ax.alt_text == describe_items(result)
    assert "{" not in caption_items(result) + ax.alt_text
    if not size:
        assert any(text.get_text() == "No cases" for text in ax.texts)


def test_hostile_and_long_names_stay_text(result, find_named):
    """Money, markup, overrides and 300 letters are cut and never interpreted."""
    names = {f"case-{i:04d}": HOSTILE[i % 5] * (1 + i // 5) for i in range(25)}
    ax = draw_items(result, names=names)
    assert wrong(ax) == []
    labels = find_named(ax, "label:").values()
    assert len(labels) == 25
    assert not any(c in t.get_text() for t in labels for c in "\u202e\u202d")


def test_answers_in_which_coders_differ_have_a_dot(result):
    """As many dots as the table has known answers with a spread."""
    dots = [line for line in draw_items(result).lines if line.get_gid() == "differ"]
    table = result.table
    differ = (table["rank"].notna() & (table["low"] < table["high"])).sum()
    assert sum(len(line.get_xdata()) for line in dots) == differ > 0


@pytest.mark.parametrize("size", [(6, 4), (5, 2.5), (3, 7)])
def test_a_chart_can_be_drawn_into_given_axes(result, size):
    """Given axes come back with the chart in them, its rows squeezed to their height."""
    ax = Figure(figsize=size).add_axes((0.03, 0.03, 0.94, 0.94))
    assert draw_items(result, ax=ax) is ax
    assert wrong(ax) == []


def test_the_figure_can_be_drawn_again(result):
    """The axes remember levels, framework and options; drawn again every text is the same."""
    ax = draw_items(result, lang="ko", sort="name", by=None)
    recipe = figure_recipe(ax.get_figure())
    again = family.draw(recipe)
    assert [t.get_text() for t in again.texts] == [t.get_text() for t in ax.texts]
    assert recipe.chart == "items"


def test_the_data_goes_by_items(result):
    """One row a cell, all cases of the first item first, labels beside ids."""
    data = data_items(result, lang="ko")
    assert len(data) == 25 * 16
    first = result.framework.items[0].id
    assert set(data["item"][:25]) == {first}
    assert data["case"][:25].tolist() == data["case"][25:50].tolist()
    assert np.isnan(data.loc[data["missing"] == "unknown", "rank"]).all()


@pytest.mark.parametrize("lang", ["en", "ko", "ar"])
def test_alternative_text_says_every_item(result, lang):
    """Each item is told with its number of known answers."""
    told, framework = describe_items(result, lang=lang), result.framework.in_language(lang)
    known = result.table.groupby("item")["rank"].count()
    for item, n in known.items():
        label = framework.label(item)
        assert label in told
        assert str(n) in told.partition(label)[2][:25]
    assert framework.name in caption_items(result, lang=lang)


def test_another_result_or_order_is_refused(make_quadrants, result):
    """The chart says what it was given, and which orders there are."""
    with pytest.raises(WrongKind, match=r"QuadrantPlacements.*rate_levels"):
        draw_items(make_quadrants(3))
    with pytest.raises(UnknownId, match="level, name"):
        draw_items(result, sort="total")
    assert describe_items(result) != draw_capabilities(result).alt_text
