"""Charts that draw a mark or a row for each case say what to do with thousands."""

import pytest

import engagement_kit as ek
from engagement_kit import charts
from engagement_kit.charts.results import MOST_MARKS
from engagement_kit.errors import WrongKind

ADVICE = {
    "quadrant": r"draw_density\(tally_quadrants\(placements\)\)",
    "staircase": r"count_placements\(placements\)",
    "slope": r"count_placements\(placements\)",
    "capabilities": r"draw_profile\(levels\)",
    "items": r"draw_profile\(levels\)",
}


@pytest.fixture
def make(make_quadrants, make_stages, make_levels):
    """A result for a chart, its rows repeated until there are so many case-waves."""
    makers = {"quadrant": make_quadrants, "staircase": make_stages, "slope": make_stages}

    def made(chart, count):
        result = makers.get(chart, make_levels)(1)
        rows = len(result.table)
        table = result.table.loc[result.table.index.repeat(count)].reset_index(drop=True)
        table["case"] = [f"case-{place % count}" for place in range(rows * count)]
        object.__setattr__(result, "table", table)
        return result

    return made


@pytest.mark.parametrize("chart", ADVICE)
def test_thousands_are_refused_with_advice(chart, make):
    """More case-waves than anybody can read are counted, and what draws or counts them is named."""
    found = f"not {MOST_MARKS + 1:,}\\. {ADVICE[chart]}"
    with pytest.raises(WrongKind, match=f"at most {MOST_MARKS:,} case-waves.*{found}"):
        getattr(charts, f"draw_{chart}")(make(chart, MOST_MARKS + 1))


def test_what_is_advised_is_there_and_takes_them(make, make_levels):
    """The functions named in the advice take results of any size."""
    many = make("quadrant", MOST_MARKS + 1)
    assert ek.draw_density(ek.tally_quadrants(many)).alt_text
    assert ek.count_placements(many)["n"].sum() == MOST_MARKS + 1
    assert ek.draw_profile(make_levels(MOST_MARKS + 1, framework=ek.load_framework("capability")))
