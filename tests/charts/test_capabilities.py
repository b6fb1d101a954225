from dataclasses import replace

import numpy as np
import pytest

from engagement_kit.charts import data_capabilities, describe_capabilities, draw_capabilities
from engagement_kit.charts.paper.theme import DEFAULT
from engagement_kit.errors import UnknownId
from engagement_kit.frameworks import load_framework


@pytest.fixture
def result(make_levels):
    """Sixteen capabilities of fifty cases."""
    return make_levels(50, framework=load_framework("capability"))


def cells(ax, find_named):
    """Number of cells of each level."""
    return {
        name: sum(len(found.get_paths()) for found in ax.collections if found.get_gid() == one)
        for name, one in ((name, f"level:{name}") for name in find_named(ax, "level:"))
    }


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


def narrow(width, **settings):
    """A theme for a column of this width, in millimetres."""
    return replace(DEFAULT, width=width, **settings)


def test_columns_are_split_into_blocks_where_they_are_too_narrow(make_levels, find_named):
    """At 62 mm sixteen items of few cases stand in two blocks, each with all names of cases."""
    result = make_levels(10, framework=load_framework("capability"))
    wide, slim = (draw_capabilities(result, theme=narrow(width)) for width in (190, 62))
    assert cells(slim, find_named) == cells(wide, find_named)
    heads = [head.get_position()[1] for head in find_named(slim, "item:").values()]
    assert len(set(np.round(heads, 3))) == 2
    assert heads == sorted(heads)
    texts = [t for t in slim.texts if t.get_gid() == "label:case-0000"]
    assert len({t.get_position()[1] for t in texts}) >= 2


def test_names_take_two_lines_where_there_is_room(make_levels):
    """In a narrow column of few cases no name is cut."""
    result = make_levels(8, framework=load_framework("capability"))
    ax = draw_capabilities(result, theme=narrow(90))
    shown = {}
    for text in ax.texts:
        if str(text.get_gid()).startswith("label:"):
            shown.setdefault(text.get_gid()[6:], []).append(text.get_text())
    assert max(len(lines) for lines in shown.values()) == 2
    assert " ".join(shown["case-0000"]) == "Rijksmuseum"
    assert " ".join(shown["case-0005"]) == "Museum of Old and New Art"


def test_names_that_are_cut_can_still_be_told_apart(make_levels, find_named):
    """In the narrowest column fifty cases have fifty different names."""
    result = make_levels(50, framework=load_framework("capability"))
    labels = find_named(draw_capabilities(result, theme=narrow(62)), "label:")
    assert len({text.get_text() for text in labels.values()}) == len(labels) == 50


def test_rows_are_squeezed_to_the_height_of_a_page_while_names_can_be_read(result, find_named):
    """Thirty millimetres less make rows lower; far less leaves them readable and the page too."""
    high = draw_capabilities(result).get_figure().get_size_inches()[1] * 25.4
    fitted = draw_capabilities(result, theme=narrow(190, height=high - 20))
    assert fitted.get_figure().get_size_inches()[1] * 25.4 == pytest.approx(high - 20)
    lowest = draw_capabilities(result, theme=narrow(190, height=80))
    assert 80 < lowest.get_figure().get_size_inches()[1] * 25.4 < high - 20
    assert len(find_named(lowest, "label:")) == 50


def test_levels_are_hatched_and_can_be_told_apart_in_greys(result, find_named):
    """Each level has a hatch of its own; in greys no colour is left and the steps remain."""
    for theme in (DEFAULT, DEFAULT.in_greys()):
        ax = draw_capabilities(result, theme=theme)
        drawn = find_named(ax, "level:")
        answers = result.framework.scale("practice").ids
        hatched = {answer: area.get_hatch() for answer, area in find_named(ax, "hatch:").items()}
        assert hatched == dict(zip(answers[1:], theme.level_hatches(4)[1:], strict=True))
        faces = [drawn[answer].get_facecolor()[0] for answer in answers]
        assert (theme is DEFAULT) != all(len(set(face[:3])) == 1 for face in faces)


def test_the_data_drawn_has_a_row_for_every_cell(result, find_named):
    """Cells stand in the order of rows and columns, with their labels and why they are empty."""
    data = data_capabilities(result, lang="ar")
    assert len(data) == len(result.table)
    labels = find_named(draw_capabilities(result, lang="ar"), "label:")
    assert list(dict.fromkeys(data["case"])) == list(labels)
    assert (data["missing"] == "unknown").sum() == (result.table["missing"] == "unknown").sum()
    listen = data.loc[data["item"] == "capability.listen", "item_label"]
    assert set(listen) == {result.framework.in_language("ar").label("capability.listen")}
