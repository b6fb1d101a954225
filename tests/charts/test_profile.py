from dataclasses import replace

import pytest

from engagement_kit.charts import data_profile, describe_profile, draw_profile
from engagement_kit.charts.paper.theme import DEFAULT
from engagement_kit.frameworks import load_framework

KINDS = ("museum", "company")


@pytest.fixture
def result(make_levels):
    """Sixteen capabilities of fifty cases."""
    return make_levels(50, framework=load_framework("capability"))


def test_lengths_are_shares_of_the_known_answers(result, find_named):
    """Within a bar each piece is as long as its share; bars of all groups are equally long."""
    bars = find_named(draw_profile(result), "share:")
    table, answers = result.table, result.framework.scale(result.scale).ids
    lengths = set()
    for item in table["item"].unique():
        for kind in KINDS:
            rows = table[(table["item"] == item) & (table["kind"] == kind)]
            pieces = [bars[f"{item}:{kind}:{rank}"].get_width() for rank in range(len(answers))]
            known = rows["value"].notna().sum()
            shares = [(rows["value"] == answer).sum() / known for answer in answers]
            assert [piece / sum(pieces) for piece in pieces] == pytest.approx(shares)
            lengths.add(round(sum(pieces), 6))
    assert len(lengths) == 1


def test_the_middle_of_the_scale_is_one_line_for_all(result, find_named):
    """Between the second and the third of four answers all bars meet in one place."""
    bars = find_named(draw_profile(result), "share:")
    middles = {round(bar.get_x(), 6) for name, bar in bars.items() if name.endswith(":2")}
    assert len(middles) == 1


def test_a_middle_answer_lies_across_the_line(make_levels, find_named):
    """Of three answers the second lies half before and half behind the middle."""
    bars = find_named(draw_profile(make_levels(50, framework=load_framework("smi"))), "share:")
    middles = {
        round(bar.get_x() + bar.get_width() / 2, 6)
        for name, bar in bars.items()
        if name.endswith(":1")
    }
    assert len(middles) == 1


def test_unknown_stands_apart_and_lengthens_nothing(result, find_named):
    """Unknown answers have a hatched bar of their own, right of all others; n counts the known."""
    ax = draw_profile(result)
    shares, unknown = find_named(ax, "share:"), find_named(ax, "unknown:")
    end = max(bar.get_x() + bar.get_width() for bar in shares.values())
    assert all(bar.get_x() > end and bar.get_hatch() for bar in unknown.values())
    counts = find_named(ax, "n:")
    table = result.table
    for name, text in counts.items():
        item, kind = name.rsplit(":", 1)
        rows = table[(table["item"] == item) & (table["kind"] == kind)]
        assert text.get_text() == str(rows["value"].notna().sum())
    full = 50.0
    item, kind = "capability.listen", "museum"
    rows = table[(table["item"] == item) & (table["kind"] == kind)]
    rows = rows[rows["missing"].fillna("") != "not_applicable"]
    share = rows["value"].isna().mean()
    assert unknown[f"{item}:{kind}"].get_width() == pytest.approx(full * share)


def test_low_is_right_in_arabic(result, find_named):
    """The lowest answer stands left in English and right in Arabic."""
    for lang, is_left in (("en", True), ("ar", False)):
        bars = find_named(draw_profile(result, lang=lang), "share:")
        low, high = (bars[f"capability.listen:museum:{rank}"].get_x() for rank in (0, 3))
        assert (low < high) == is_left


def test_bars_of_few_answers_are_pale(make_levels, find_named):
    """A bar of fewer than five known answers is paler than others, and the key says so."""
    few, many = (draw_profile(make_levels(n, known=1)) for n in (3, 30))
    item = "guide.formats.survey:museum:3"
    shades = [sum(find_named(ax, "share:")[item].get_facecolor()[:3]) for ax in (few, many)]
    assert shades[0] > shades[1]
    assert any("fewer than 5" in t.get_text() for t in few.texts)
    assert not any("fewer than 5" in t.get_text() for t in many.texts)


def test_dimensions_of_stages_can_be_drawn(make_stages, find_named, find_quarrels):
    """Placements on stages give one bar a dimension and group."""
    result = make_stages(50)
    ax = draw_profile(result)
    assert len(find_named(ax, "n:")) == result.dimensions["item"].nunique() * 2
    assert find_quarrels(ax) == []


@pytest.mark.parametrize("lang", ["en", "ko", "ar"])
def test_alternative_text_says_the_numbers_that_are_drawn(result, lang):
    """Each bar's counts and unknown answers are those of the table."""
    told, framework = describe_profile(result, lang=lang), result.framework.in_language(lang)
    rows = result.table[
        (result.table["item"] == "capability.listen") & (result.table["kind"] == "museum")
    ]
    for answer in framework.scale("practice").ids:
        count = (rows["value"] == answer).sum()
        assert f"{framework.value_label('practice', answer)} {count}" in told
    unknown = (rows["missing"] == "unknown").sum()
    assert str(unknown) in told.split(";")[1 if lang != "ar" else 0] or f" {unknown}." in told


NARROW = [62, 90, 140]


def narrow(width, **settings):
    """A theme for a column of this width, in millimetres."""
    return replace(DEFAULT, width=width, **settings)


@pytest.mark.parametrize("width", NARROW)
def test_names_stand_above_their_bars_on_narrow_sheets(result, width, find_named):
    """Each item's name ends above its first bar and begins below the last bar of the one before."""
    ax = draw_profile(result, theme=narrow(width))
    names, bars = find_named(ax, "item:"), find_named(ax, "share:")
    foot = 0
    for item, text in names.items():
        rows = [bar for name, bar in bars.items() if name.startswith(item + ":")]
        assert foot < text.get_position()[1] < min(bar.get_y() for bar in rows)
        foot = max(bar.get_y() + bar.get_height() for bar in rows)


@pytest.mark.parametrize("width", [*NARROW, 190])
def test_bars_stay_between_counts_and_what_is_unknown(result, width, find_named):
    """At every width no bar reaches into the numbers before it or the scale behind it."""
    ax = draw_profile(result, theme=narrow(width))
    bars, counts = find_named(ax, "share:").values(), find_named(ax, "n:").values()
    unknown = find_named(ax, "unknown:").values()
    assert max(t.get_position()[0] for t in counts) < min(bar.get_x() for bar in bars)
    end = max(bar.get_x() + bar.get_width() for bar in bars)
    assert end < min(bar.get_x() for bar in unknown)
    assert end - min(bar.get_x() for bar in bars) > 0.3 * ax.get_xlim()[1]


def test_rows_are_squeezed_to_the_height_of_a_page_but_not_further(result, find_named):
    """A figure keeps to the theme's height while numbers can be read, and no lower."""
    high = draw_profile(result, theme=narrow(90)).get_figure().get_size_inches()[1] * 25.4
    fitted = draw_profile(result, theme=narrow(90, height=high - 20))
    assert fitted.get_figure().get_size_inches()[1] * 25.4 == pytest.approx(high - 20)
    lowest = draw_profile(result, theme=narrow(90, height=30))
    assert 30 < lowest.get_figure().get_size_inches()[1] * 25.4 < high - 20
    assert all(bar.get_height() >= 5.9 for bar in find_named(lowest, "share:").values())


def test_answers_are_hatched_and_unknown_is_hatched_like_none_of_them(result, find_named):
    """In colour and in greys each answer has the hatch of its rank, unknown has another one."""
    for theme in (DEFAULT, DEFAULT.in_greys()):
        ax = draw_profile(result, theme=theme)
        hatches = theme.level_hatches(4)
        drawn = {int(rank): area.get_hatch() for rank, area in find_named(ax, "hatch:").items()}
        assert drawn == {rank: hatch for rank, hatch in enumerate(hatches) if hatch}
        assert {bar.get_hatch() for bar in find_named(ax, "unknown:").values()} == {theme.unknown}
        faces = {bar.get_facecolor() for bar in find_named(ax, "share:").values()}
        assert (theme is DEFAULT) != all(len(set(face[:3])) == 1 for face in faces)


def test_the_data_drawn_is_that_of_the_bars(result):
    """One row a piece with its share, one a bar of unknown answers; labels in the language."""
    data = data_profile(result, lang="ko")
    assert len(data) == 16 * 2 * 5
    known = data[data["mark"] == "answer"].groupby(["item", "group"])
    assert known["share"].sum().round(4).eq(1).all()
    assert (known["n"].sum() == known["known"].first()).all()
    assert data["n"].sum() == (result.table["missing"].fillna("") != "not_applicable").sum()
    assert data.loc[data["item"] == "capability.listen", "item_label"].eq("경청").all()
