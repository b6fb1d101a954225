"""Forms that everybody can use: named, readable in light and dark, and fit for a narrow window."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.axe import CONTRAST, GUIDELINES, nameless, violations
from tests.browser.form import eventually
from tests.browser.study import BOB

STORED = Path(__file__).parent / "snapshots"
STUDY = """\
import engagement_kit as ek
cases = ek.load_cases({study!r})
case = cases["house"]"""
FRAMEWORKS = ("smi", "def", "maturity", "capability", "guide", "dcfts")
SHOWN = {
    **{
        name: f"ek.capture(case, '{name}', 'me', blind=False, lang={{lang!r}})"
        for name in FRAMEWORKS
    },
    "adjudicate": "ek.adjudicate(case, 'smi', lang={lang!r})",
    "explore": "ek.explore(cases, ek.load_framework('smi'), lang={lang!r})",
}


@pytest.fixture
def shown(desk, study):
    """Shows a view of a small study, in languages one below the other."""
    (study / "house" / "bob.yaml").write_text(BOB, encoding="utf-8")

    def show(view, *langs):
        cells = [SHOWN[view].format(lang=lang) for lang in langs]
        desk.open(STUDY.format(study=str(study)), *cells)
        for number, lang in enumerate(langs):
            expect(desk.form(number)).to_have_attribute("lang", lang)
        return [desk.form(number) for number in range(len(langs))]

    return show


OPEN_TWO = "all => all.slice(0, 2).forEach(one => { one.open = true; })"


def open_all(forms):
    """Open what is folded, and in it what is folded again, of the first things of each kind."""
    for form in forms:
        for kind in ("ek-details", "ek-picker", "ek-adding", "ek-canvas-help", "ek-history"):
            form.locator(f"details.{kind}").evaluate_all(OPEN_TWO)


@pytest.mark.parametrize("view", SHOWN)
def test_a_view_keeps_the_rules_of_access(desk, shown, view):
    """Light or dark, English or Arabic, axe finds nothing; every control is named; 360 px do.

    In dark only contrast is looked at again: all else does not depend on colours.
    """
    forms = shown(view, "en", "ar")
    open_all(forms)
    for theme, rules in (("light", GUIDELINES), ("dark", CONTRAST)):
        desk.theme(theme)
        for form in forms:
            expect(form).to_have_attribute("data-theme", theme)
        assert violations(desk.page, rules) == [], theme
    assert nameless(desk.page) == []
    for form in forms:
        form.evaluate("form => { form.parentElement.style.inlineSize = '360px'; }")

    def too_wide():
        return [form.evaluate(STICKS_OUT) for form in forms]

    eventually(too_wide, lambda found: found == [[], []], desk.page)


STICKS_OUT = """form => {
  const {left, right} = form.getBoundingClientRect();
  return [...form.querySelectorAll("*")]
    .filter(one => one.checkVisibility({visibilityProperty: true, opacityProperty: true}))
    .filter(one => !one.closest(".ek-hidden"))
    .filter(one => {
      const box = one.getBoundingClientRect();
      return box.width > 1 && (box.left < left - 1 || box.right > right + 1);
    })
    .map(one => one.outerHTML.slice(0, 120));
}"""


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("view", ["smi", "def", "adjudicate", "explore"])
def test_a_view_is_told_as_it_was_looked_at(shown, view, lang):
    """What assistive technology is told is what is stored; delete the file to store it anew."""
    (form,) = shown(view, lang)
    told = form.aria_snapshot() + "\n"
    path = STORED / f"{view}.{lang}.yaml"
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        path.write_text(told, encoding="utf-8")
        pytest.fail(f"stored {path.name} for the first time: read it")
    assert told == path.read_text(encoding="utf-8")
