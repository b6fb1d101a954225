import numpy as np
import pytest

from engagement_kit.charts import describe_capabilities, draw_capabilities
from engagement_kit.charts.theme import DEFAULT
from engagement_kit.errors import UnknownId
from engagement_kit.frameworks import load_framework


@pytest.fixture
def result(make_levels):
    """Sixteen capabilities of fifty cases."""
    return make_levels(50, framework=load_framework("capability"))


def cells(ax, find_named):
    """Number of cells of each level."""
    return {name: len(found.get_paths()) for name, found in find_named(ax, "level:").items()}


def test_every_answer_has_a_cell_of_its_level(result, find_named):
    """As many cells of each shade as the table has answers, and of each kind of missing."""
    drawn = cells(draw_capabilities(result), find_named)
    for answer in result.framework.scale(result.scale).ids:
        assert drawn[answer] == (result.table["value"] == answer).sum()
    for reason in ("unknown", "not_applicable"):
        assert drawn[reason] == (result.table["missing"] == reason).sum()
    assert sum(drawn.values()) == len(result.table)


def test_unknown_is_not_the_lowest_level(result, find_named):
    """What is not known is white and struck through; the lowest level is tinted and is not."""
    ax = draw_capabilities(result)
    drawn = find_named(ax, "level:")
    unknown, lowest = (drawn[name].get_facecolor()[0] for name in ("unknown", "absent"))
    assert tuple(unknown[:3]) == (1, 1, 1)
    assert not np.allclose(unknown, lowest)
    strokes = find_named(ax, "unknown")[""].get_segments()
    assert len(strokes) == (result.table["missing"] == "unknown").sum()


def test_levels_darken_in_their_order(result, find_named):
    """The four levels have the theme's four shades, lightest first."""
    drawn = find_named(draw_capabilities(result), "level:")
    shades = [drawn[a].get_facecolor()[0][:3].sum() for a in result.framework.scale("practice").ids]
    assert shades == sorted(shades, reverse=True)
    assert len(DEFAULT.levels(4)) == 4


def test_items_stand_in_the_order_of_the_framework_with_gaps_between_pairs(result, find_named):
    """Columns go by the definition; the step to the next pair is wider than within one."""
    heads = find_named(draw_capabilities(result), "item:")
    items = [item.id for item in result.framework.items]
    assert list(heads) == items
    x = [heads[item].get_position()[0] for item in items]
    steps = np.diff(x).round(6)
    assert (steps > 0).all()
    assert set(steps[0::2]) == {steps[0]}
    assert steps[1] > steps[0]


def test_columns_run_from_the_right_in_arabic(result, find_named):
    """In Arabic the first item is the rightmost, and names stand right of it."""
    ax = draw_capabilities(result, lang="ar")
    x = [head.get_position()[0] for head in find_named(ax, "item:").values()]
    assert x == sorted(x, reverse=True)
    assert all(t.get_position()[0] > x[0] for t in find_named(ax, "label:").values())


@pytest.mark.parametrize("sort", ["level", "name"])
def test_rows_are_sorted_as_the_chart_says(result, sort, find_named):
    """Within a group rows go by known answers from the upper half of the scale, or by name."""
    ax = draw_capabilities(result, sort=sort)
    labels = find_named(ax, "label:")
    museums = [case for case in labels if int(case[5:]) % 50 < 24]
    assert list(labels)[:24] == museums
    high = result.table.assign(high=result.table["rank"] >= 2).groupby("case")["high"].sum()
    names = result.table.drop_duplicates("case").set_index("case")["name"]
    order = [high[case] for case in museums]
    if sort == "level":
        assert order == sorted(order, reverse=True)
        assert any("known to be at least “Regular”" in t.get_text() for t in ax.texts)
    else:
        shown = [labels[case].get_text() for case in museums]
        assert shown[0].startswith(min(names[museums])[:6])
        assert any(t.get_text() == "Rows sorted by name" for t in ax.texts)


def test_answers_in_which_coders_differ_have_a_dot(result, find_named):
    """As many dots as the table has known answers with a spread."""
    dots = [line for line in draw_capabilities(result).get_children() if line.get_gid() == "differ"]
    table = result.table
    differ = (table["rank"].notna() & (table["low"] < table["high"])).sum()
    assert sum(len(line.get_xdata()) for line in dots) == differ > 0


def test_known_items_are_counted_beside_each_row(result, find_named):
    """The count leaves out what does not apply."""
    counts = find_named(draw_capabilities(result), "known:")
    table = result.table
    for case, text in counts.items():
        rows = table[table["case"] == case]
        applying = (rows["missing"].fillna("") != "not_applicable").sum()
        assert text.get_text().strip("\u2066\u2069") == f"{rows['rank'].notna().sum()}/{applying}"


def test_an_unknown_order_names_those_there_are(result):
    """Sorting by another word is an error that lists the two."""
    with pytest.raises(UnknownId, match="level, name"):
        draw_capabilities(result, sort="total")


@pytest.mark.parametrize("part", ["formats", "steps"])
def test_any_rated_part_can_be_drawn(make_levels, part, find_named, find_quarrels):
    """Formats and steps are drawn like capabilities."""
    result = make_levels(12, part=part)
    ax = draw_capabilities(result)
    assert len(find_named(ax, "item:")) == result.table["item"].nunique()
    assert find_quarrels(ax) == []


@pytest.mark.parametrize("lang", ["en", "ko", "ar"])
def test_alternative_text_says_the_numbers_that_are_drawn(result, lang):
    """Answers by level and missing ones by reason are those of the table."""
    told, framework = describe_capabilities(result, lang=lang), result.framework.in_language(lang)
    for answer in framework.scale("practice").ids:
        count = int((result.table["value"] == answer).sum())
        assert f"{framework.value_label('practice', answer)} {count}" in told
    assert str((result.table["missing"] == "unknown").sum()) in told
