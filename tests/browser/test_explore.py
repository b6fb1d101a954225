"""Rules that are moved, and cases that are asked why they stand where they do."""

import re

import pytest
from playwright.sync_api import expect

from engagement_kit import load_framework

CELL = """\
import engagement_kit as ek
view = ek.explore(ek.load_cases({study!r}), ek.load_framework("smi"))
view"""


def rated(yes_of_eight):
    """Ratings of all items, so many of the eight of each axis with yes."""
    lines = ["format: 1", "case: house", "coder: ann", "ratings:"]
    for axis in load_framework("smi").parts[0].axes:
        for number, item in enumerate(axis.items):
            value = "yes" if number < yes_of_eight else "no"
            lines.append(
                f'- {{item: {item.id}, wave: 2014, value: "{value}", evidence: [house-01]}}'
            )
    return "\n".join(lines) + "\n"


@pytest.fixture
def explorer(desk, study):
    """The view of a study whose one case has six of eight on both axes."""
    (study / "house" / "ann.yaml").write_text(rated(6), encoding="utf-8")
    desk.open(CELL.format(study=str(study)))
    return desk.form()


def point(explorer):
    """The point of the case."""
    return explorer.locator("[data-unit]").first


def test_a_slider_moves_a_case(explorer):
    """With a threshold above its score the case stands in another quadrant, and is said to."""
    name = re.compile("The House, 2014: #SocialFirst, settled")
    expect(point(explorer)).to_have_attribute("aria-label", name)
    slider = explorer.get_by_role("slider", name="Investment: high from")
    slider.focus()
    slider.press("End")
    expect(point(explorer)).to_have_attribute("data-change", "place")
    expect(explorer.get_by_text("Moved against the default rules: 1")).to_be_visible()
    expect(point(explorer)).not_to_have_attribute("aria-label", name)


def test_a_case_says_why_down_to_the_source(explorer):
    """A click on a case tells its answers and evidence, with a link to the source."""
    point(explorer).click()
    why = explorer.get_by_text("Money is set aside for the chat.").first
    expect(why).to_be_attached()
    link = explorer.locator('a[href="https://example.org/report"]').first
    expect(link).to_be_attached()
    link.evaluate("one => { one.closest('details')?.setAttribute('open', ''); }")
    expect(link).to_have_attribute("rel", "noopener noreferrer")


def test_the_kernel_knows_what_is_shown(desk, explorer):
    """What the view shows is what Python gives: settings and placements go together."""
    slider = explorer.get_by_role("slider", name="Investment: high from")
    slider.focus()
    slider.press("End")
    expect(point(explorer)).to_have_attribute("data-change", "place")
    desk.do("assert view.placements.table.quadrant.iloc[0] != 'socialfirst'")
