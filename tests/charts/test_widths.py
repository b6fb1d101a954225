"""Profile, heat map and canvas on the narrowest sheets: any number of cases, any names."""

from dataclasses import replace

import pytest

from engagement_kit import charts
from engagement_kit.charts.paper.theme import DEFAULT
from engagement_kit.frameworks import load_framework

SIXTY = "The %d Museum & Library of $very_long% \\Names <and> Halls, etc"
HOSTILE = [
    "$x_1$ \\alpha %_{}",
    "<b>bold</b> & 'so'",
    "a\u202eb\u200fc",
    "متحف Tate 국립",
    "x" * 300,
]


def draw(chart, result, width, **settings):
    """A chart by its name, for a column of this width in millimetres."""
    theme = replace(DEFAULT, width=width, height=settings.pop("height", None))
    return getattr(charts, f"draw_{chart}")(result, theme=theme, **settings)


@pytest.fixture(params=["profile", "capabilities", "canvas"])
def chart(request):
    """Each of the three charts that reflow on narrow sheets."""
    return request.param


@pytest.mark.parametrize("lang", ["en", "ko", "ar"])
def test_everything_can_be_read_in_the_narrowest_column(chart, lang, library, find_quarrels):
    """Fifty cases: no text overlaps another, is cut off or too small, and the width is kept."""
    width = 62
    ax = draw(chart, library[chart], width, lang=lang)
    assert find_quarrels(ax) == []
    assert ax.get_figure().get_size_inches()[0] * 25.4 == pytest.approx(width)


@pytest.mark.parametrize(("size", "known"), [(0, 1), (1, 1), (25, 0), (60, 1), (1000, 0.6)])
@pytest.mark.parametrize("width", [62, 190])
def test_any_number_of_cases_fits_any_width(size, known, width, make_levels, find_quarrels):
    """None, one, 25, 60 and a thousand cases keep to 240 mm, whatever is known of them."""
    many = {} if size > 100 else {"framework": load_framework("capability")}
    result = make_levels(size, known=known, **many)
    for name in ("profile", "capabilities"):
        ax = draw(name, result, width, height=240)
        assert find_quarrels(ax) == [], name
        assert ax.get_figure().get_size_inches()[1] * 25.4 <= 240 + 1e-6


@pytest.mark.parametrize("chart", ["profile", "capabilities"])
@pytest.mark.parametrize("width", [62, 190])
def test_equal_answers_fit_any_width(chart, width, make_levels, find_quarrels):
    """All cases with the highest answer everywhere: full bars and one shade."""
    result = make_levels(25, known=1, framework=load_framework("capability"))
    for column, value in (("value", "systematic"), ("rank", 3.0), ("low", 3.0), ("high", 3.0)):
        result.table[column] = value
    assert find_quarrels(draw(chart, result, width)) == []


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("width", [62, 140])
def test_names_of_any_kind_are_drawn_as_they_are(width, lang, make_levels, find_quarrels):
    """Long names, signs of other languages and marks that turn text around break nothing."""
    result = make_levels(12)
    who = [*HOSTILE, *(f"{SIXTY} {i}" for i in range(7))]
    result.table["name"] = result.table["case"].map(lambda case: who[int(case[5:])])
    result.table["country"] = result.table["case"].map(lambda case: who[int(case[5:]) % 7])
    for name in ("profile", "capabilities"):
        ax = draw(name, result, width, lang=lang, by="country")
        assert find_quarrels(ax) == [], name
        assert not any(text.get_parse_math() or "\u202e" in text.get_text() for text in ax.texts)


@pytest.mark.parametrize("width", [62, 140])
def test_notes_of_any_kind_are_drawn_as_they_are(width, make_notes, find_quarrels):
    """Notes of 300 characters in one word, and of hostile ones, stay in their boxes."""
    boxes = [box.id for box in make_notes().framework.boxes if box.id.startswith("def.canvas")]
    notes = make_notes({box: [HOSTILE[i % 5], SIXTY] for i, box in enumerate(boxes)})
    notes.case.label = lambda _: SIXTY * 5
    assert find_quarrels(draw("canvas", notes, width)) == []
    assert find_quarrels(draw("canvas", make_notes({}), width)) == []
