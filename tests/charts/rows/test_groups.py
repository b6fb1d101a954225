import pandas as pd
import pytest

from engagement_kit.charts.paper.theme import DEFAULT
from engagement_kit.charts.rows.groups import case_names, group_cases, split_waves
from engagement_kit.charts.words import chart_words
from engagement_kit.errors import MissingGlyph, UnknownId

WORDS = chart_words("en")


def test_a_kind_keeps_its_colour_whoever_else_is_drawn(make_quadrants):
    """Companies look the same with and without museums beside them."""
    table = make_quadrants(50).table
    both = {g.id: g for g in group_cases(table, "kind", WORDS, DEFAULT)}
    alone = group_cases(table[table["kind"] == "company"], "kind", WORDS, DEFAULT)
    assert [(g.colour, g.marker) for g in alone] == [
        (both["company"].colour, both["company"].marker)
    ]
    assert both["museum"].label == "Museums"
    assert (both["museum"].size, both["company"].size) == (24, 26)


def test_sizes_count_cases_not_waves(make_quadrants):
    """Two waves of a case are one case."""
    table = make_quadrants(10, waves=2).table
    assert [g.size for g in group_cases(table, "kind", WORDS, DEFAULT)] == [10]


def test_what_is_not_stated_is_a_group_and_the_rarest_are_others(make_quadrants):
    """Missing values are not dropped, and more groups than colours end in one called others."""
    table = make_quadrants(40).table
    table["country"] = [f"Land {i % 12:02d}" for i in range(39)] + [None]
    groups = group_cases(table, "country", WORDS, DEFAULT)
    assert len(groups) == len(DEFAULT.palette)
    assert groups[-1].label == "Others"
    assert sum(g.size for g in groups) == 40
    table["country"] = [None] * 40
    assert [g.label for g in group_cases(table, "country", WORDS, DEFAULT)] == ["Not stated"]


def test_an_unknown_column_names_the_nearest(make_quadrants):
    """Grouping by a column that is not there says which was meant."""
    with pytest.raises(UnknownId, match="country"):
        group_cases(make_quadrants(3).table, "contry", WORDS, DEFAULT)


def test_a_name_that_cannot_be_drawn_gives_way(make_quadrants):
    """A given name comes first; one without glyphs is passed over, in the end for the id."""
    result = make_quadrants(3)
    table = result.table
    table["name"] = ["𓀀 House", "Museum of London (now London Museum)", "Tate (London)"]
    names = case_names(result, table, "en", {"case-0002": "Tate Modern"})
    assert list(names.values()) == ["case-0000", "Museum of London", "Tate Modern"]


def test_the_last_placed_wave_stands_for_the_case(make_quadrants):
    """Waves are split into the last placed one, those before it, and those that are not placed."""
    table = make_quadrants(30, waves=3, known=0.6).table
    latest, earlier, missing = split_waves(table)
    assert len(latest) + len(earlier) + len(missing) == len(table)
    assert latest["case"].is_unique
    assert (missing["status"] == "not_placed").all()
    last = table[table["status"] != "not_placed"].groupby("case")["wave"].max()
    assert (latest.set_index("case")["wave"] == last).all()


def test_a_given_name_that_no_font_can_draw_is_refused():
    """Names that the caller chose are never replaced in silence: the character is named."""
    table = pd.DataFrame({"case": ["tate"], "name": ["Tate"]})
    with pytest.raises(MissingGlyph, match="U\\+0E01"):
        case_names(None, table, "en", {"tate": "\u0e01"})
