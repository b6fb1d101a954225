"""A framework as a page of HTML."""

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from engagement_kit.frameworks import list_frameworks, load_framework
from engagement_kit.frameworks.page import framework_html
from engagement_kit.frameworks.schema import TextFile

OWN = Path(__file__).parent / "samples" / "own"


@pytest.mark.parametrize("lang", ["en", "ko", "ar"])
@pytest.mark.parametrize("name", list_frameworks())
def test_the_page_holds_every_text(name: str, lang: str) -> None:
    """Every text stands on the page; only short forms and scales are left to the charts."""
    framework = load_framework(name, lang=lang)

    page = " ".join(html.fromstring(framework_html(framework)).itertext())
    missing = [
        key
        for key, string in framework._texts[lang].strings.items()
        if string.text and string.text not in page and not key.endswith(".short")
    ]
    assert [key for key in missing if not key.startswith("scale.")] == []


@pytest.mark.parametrize(("lang", "direction"), [("en", "ltr"), ("ko", "ltr"), ("ar", "rtl")])
def test_the_page_runs_in_the_direction_of_its_language(lang: str, direction: str) -> None:
    """Arabic pages run from right to left and say their language."""
    section = html.fromstring(framework_html(load_framework("def", lang=lang))).xpath("//section")[
        0
    ]

    assert (section.get("dir"), section.get("lang")) == (direction, lang)


def test_text_from_files_is_escaped() -> None:
    """A text that looks like HTML stays text."""
    framework = load_framework("smi")
    strings = dict(framework._texts["en"].strings)
    strings["observer.label"] = strings["observer.label"].model_copy(
        update={"text": "<script>alert(1)</script>"}
    )
    text = TextFile(format=1, framework="smi", language="en", strings=strings)

    page = framework_html(replace(framework, _texts={"en": text}))

    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_attested_and_authored_items_are_told_apart() -> None:
    """The eleven items that this project added carry a mark, the five attested do not."""
    marks = html.fromstring(framework_html(load_framework("smi"))).xpath("//*[@class='ek-status']")

    assert len(marks) == 11


def test_null_cells_are_shown_as_not_described() -> None:
    """A cell that the published model leaves empty is called so."""
    framework = load_framework("maturity")

    page = framework_html(framework)
    empty = [
        key
        for key, string in framework._texts["en"].strings.items()
        if key.endswith(".published") and string.text is None
    ]
    assert page.count("not described by the published model") == len(empty) > 0


@pytest.mark.parametrize("name", ["bmc", "benchmark", "ladder", "digital_maturity"])
def test_people_s_own_frameworks_have_pages_too(name: str) -> None:
    """A framework without Arabic, or with Korean as its first language, is shown as well."""
    framework = load_framework(OWN / name, lang="ko" if name == "ladder" else "en")

    assert framework.name in framework_html(framework)


def test_a_banner_stands_over_its_own_stages() -> None:
    """A banner over the last two stages leaves the first two columns free."""
    whole = load_framework("maturity")
    (stages,) = whole.parts_of("stages")
    alone = stages.model_copy(update={"banners": stages.banners[1:]})
    parts = tuple(alone if part is stages else part for part in whole.parts)
    framework = replace(whole, definition=whole.definition.model_copy(update={"parts": parts}))

    heads = html.fromstring(framework_html(framework)).xpath("//table[@class='ek-stages']/tr[1]/th")

    assert [head.get("colspan") for head in heads] == [None, None, None, "2"]


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_quadrants_stand_as_in_the_figures(lang: str) -> None:
    """High on both axes is at the upper right in every language; only the texts change sides."""
    framework = load_framework("smi", lang=lang)
    table = html.fromstring(framework_html(framework)).xpath("//table[@class='ek-quadrant']")[0]

    cells = table.xpath(".//td")
    assert table.get("dir") == "ltr"
    assert {cell.get("dir") for cell in cells} == {framework.direction}
    assert framework.label("socialfirst") in cells[1].text_content()
