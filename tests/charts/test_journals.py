"""Journal presets: each stands on a page, and no theme breaks a rule of its journal."""

import re
from dataclasses import replace
from types import MappingProxyType

import pytest

import engagement_kit
from engagement_kit.charts.journal_table import Journal, known_journals, read_journals
from engagement_kit.charts.journals import (
    NARROWEST,
    find_journal,
    journal_theme,
    list_journals,
    text_size,
    theme_of,
)
from engagement_kit.charts.paper.sight import greyed
from engagement_kit.charts.paper.theme import DEFAULT, points
from engagement_kit.errors import Faults, UnknownId
from tests.charts.journal_page import PAGE, journals_page

NAMES = list_journals()["name"].tolist()
SIZES = ("text", "small", "heading", "least")
HAIR = 1e-5  # points; far below what any printer or eye resolves

BROKEN = b"""\
format: 1
outlets:
  first:
    publisher: First
    source: a page somewhere
    read: 22 November
    seen: page
    least: 8
    most: 7
    colour: [cmyk]
    sizes:
      single: {width: -3, status: attested}
      double: {width: wide, statu: attested}
  second:
    publisher: Second
    source: https://example.org/figures
    read: "2026-11-22"
    seen: page
    least: 8
    text: 7
    sizes: {}
"""


@pytest.fixture(scope="module")
def plain():
    """A journal of which nothing but the width is known."""
    fields = dict.fromkeys(Journal.__slots__, None)
    example = find_journal("wiley-double")
    silent = fields | {"resolution": type(example.resolution)(), "width": 180.0, "name": "plain"}
    return replace(example, **silent)


def test_the_outlets_that_authors_need_are_there():
    """Each publisher, two Korean and two Arabic outlets, thesis, slides and poster has a preset."""
    outlets = {name.rpartition("-")[0] for name in NAMES}
    publishers = {"elsevier", "springer", "nature", "science", "plos", "wiley", "sage", "tandf"}
    assert publishers | {"mdpi", "ieee", "acm", "apa"} <= outlets
    assert sum(name.startswith("ko-") for name in outlets) >= 2
    assert sum(name.startswith("ar-") for name in outlets) >= 2
    assert {"thesis-a4", "slides-16x9", "poster-a0"} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_preset_names_its_source_and_the_day(name):
    """A width stands on an address and a day, or says that it is ours."""
    journal = find_journal(name)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", journal.read)
    assert (journal.source == "authored") == (journal.status == "authored")
    assert (journal.source == "authored") == (journal.seen == "own")
    assert journal.source == "authored" or journal.source.startswith(("https://", "http://"))
    assert bool(journal.rule) == (journal.status == "inferred")


@pytest.mark.parametrize("name", NAMES)
def test_a_theme_keeps_to_its_journal(name):
    """In print no letters are below the least or above the largest size, no line is too thin."""
    journal, theme = find_journal(name), journal_theme(name)
    printed = {size: getattr(theme, size) * theme.unit for size in SIZES}
    assert min(printed.values()) >= (journal.least or 0)
    assert max(printed.values()) <= (journal.most or 1000)
    assert min(theme.line, theme.hair) * theme.unit >= (journal.line or 0)
    assert (theme.width, theme.height) == (journal.width, journal.height)


@pytest.mark.parametrize("name", NAMES)
def test_a_theme_is_one_that_charts_can_be_laid_out_for(name):
    """Sizes keep their order, normal letters are 7 sheet points, and the sheet is wide enough."""
    theme = journal_theme(name)
    assert theme.least <= theme.small <= theme.text <= theme.heading
    assert theme.text == pytest.approx(DEFAULT.text)
    assert theme.hair <= theme.line
    assert points(theme.width) / theme.unit >= NARROWEST
    assert theme.dpi >= 150


@pytest.mark.parametrize("name", NAMES)
def test_a_theme_is_a_function_of_its_row(name):
    """Asked again the same name gives an equal theme; in greys only its colours change."""
    first, grey = journal_theme(name), journal_theme(name, colour="grey")
    assert first == journal_theme(name) == theme_of(find_journal(name))
    assert grey == first.in_greys()
    assert all(colour == greyed(colour) for colour in (*grey.palette, *grey.ordered))


@pytest.mark.parametrize(
    ("name", "text", "small", "dpi"),
    [
        ("elsevier-single", 7.0, 6.2, 500),  # recommended as such
        ("nature-single", 5.84, 5.172, 450),  # 5 allowed: close to it, roomy
        ("plos-full", 8.0, 8.0, 300),  # 8 is the least: nothing below it
        ("ieee-single", 9.0, 7.971, 600),  # 9 recommended, nothing forbidden
        ("science-double", 7.0, 6.2, 600),  # 7 recommended, 5 allowed
        ("science-single", 5.84, 5.172, 600),  # too narrow for 7
        ("wiley-double", 7.0, 6.2, 600),  # no size named: ours
    ],
)
def test_letters_are_as_worked_out_by_hand(name, text, small, dpi):
    """Recommended sizes are taken where there is room, else sizes close to the least allowed."""
    theme = journal_theme(name)
    assert theme.text * theme.unit == pytest.approx(text, abs=0.001)
    assert theme.small * theme.unit == pytest.approx(small, abs=0.001)
    assert theme.dpi == dpi


@pytest.mark.parametrize("least", [3.0, 4.5, 5.0, 6.0, 6.5, 7.0, 7.3, 8.0, 9.0, 11.0])
@pytest.mark.parametrize(("most", "line"), [(1.0, None), (1.05, 0.1), (1.2, 0.5), (3.0, 1.0)])
def test_any_bounds_of_letters_are_kept(plain, least, most, line):
    """Whatever a journal allows, letters grow with it and stay between its bounds."""
    theme = theme_of(replace(plain, least=least, most=least * most, line=line))
    printed = [getattr(theme, size) * theme.unit for size in SIZES]
    assert min(printed) >= least - HAIR
    assert max(printed) <= least * most + HAIR
    assert min(theme.line, theme.hair) * theme.unit >= (line or 0) - HAIR
    assert text_size(replace(plain, least=least + 0.5)) >= text_size(replace(plain, least=least))


def test_an_outlet_that_says_nothing_gets_our_own_sizes(plain):
    """Of a journal that names only its width, the rest of the theme is the package's own."""
    assert theme_of(plain) == replace(DEFAULT, width=180.0, dpi=300.0)


def test_an_unknown_journal_names_the_nearest():
    """A slip in a name is answered with the name that was meant; so is one in a colour."""
    with pytest.raises(UnknownId) as caught:
        journal_theme("elsevir-single")
    assert (caught.value.what, caught.value.nearest) == ("journal", "elsevier-single")
    assert "Did you mean 'elsevier-single'?" in str(caught.value)
    with pytest.raises(UnknownId, match="Did you mean 'grey'"):
        journal_theme("elsevier-single", colour="gray")


def test_a_broken_table_tells_all_its_faults():
    """Every fault of a table is told at once, with its line."""
    with pytest.raises(Faults) as caught:
        read_journals(BROKEN, "table.yaml")
    assert {(fault.line, fault.field) for fault in caught.value.faults} == {
        (5, "outlets.first.source"),
        (6, "outlets.first.read"),
        (9, "outlets.first.most"),
        (10, "outlets.first.colour[0]"),
        (12, "outlets.first.sizes.single.width"),
        (13, "outlets.first.sizes.double.width"),
        (13, "outlets.first.sizes.double.statu"),
        (13, "outlets.first.sizes.double.status"),
        (20, "outlets.second.text"),
        (21, "outlets.second.sizes"),
    }


def test_the_list_has_one_row_for_each_preset():
    """The list shows source and day of each preset, in the order of the table."""
    table = list_journals()
    assert table["name"].tolist() == list(known_journals())
    assert table["name"].is_unique
    assert table[["publisher", "width", "drawn", "dpi", "source", "read"]].notna().all(axis=None)
    assert table.set_index("name").loc["springer-small", ["width", "height"]].tolist() == [119, 195]
    assert engagement_kit.list_journals is list_journals
    assert engagement_kit.journal_theme is journal_theme


def test_nobody_can_change_the_table():
    """The journals that are kept between calls cannot be altered."""
    assert isinstance(known_journals(), MappingProxyType)
    table = list_journals()
    table.loc[0, "width"] = 1.0
    assert list_journals().loc[0, "width"] == 90.0


def test_the_page_is_that_of_the_table():
    """docs/journals.md is made from the table; tests/charts/journal_page.py writes it anew."""
    assert PAGE.read_text(encoding="utf-8") == journals_page()
