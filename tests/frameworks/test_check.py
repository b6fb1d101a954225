"""What the schema cannot say of a definition."""

import re
from pathlib import Path

import pytest

from tests.frameworks.edited import MINI, faults_after, library_folder

YES = '{id: "yes", value: 1}'


@pytest.mark.parametrize(
    ("new", "code", "words"),
    [
        ('{id: "yes", value: 0}', "scale_order", "no 0, then yes 0"),
        ('{id: "yes", value: -1}', "scale_order", "lowest to the highest"),
        ('{id: "yes", value: .nan}', "wrong_type", "a finite number"),
        ('{id: "yes", value: .inf}', "wrong_type", "a finite number"),
        ('{id: "yes", value: true}', "wrong_type", "a number is expected"),
        ('{id: "yes", value: "1"}', "wrong_type", "a number is expected"),
    ],
)
def test_the_numbers_of_a_scale_rise(tmp_path: Path, new: str, code: str, words: str) -> None:
    """Scores divide by the width of a scale: numbers that do not rise are a fault with its line."""
    (fault,) = faults_after(MINI, tmp_path, YES, new)

    assert (fault.code, fault.line, fault.field) == (code, 8, "scales[0].values[1].value")
    assert words in str(fault)


@pytest.mark.parametrize(
    ("old", "new", "field", "words"),
    [
        ("{id: mini.left}", "{id: mini.left, source: s9}", "boxes[0].source", "mini.left refers"),
        ("{value: 0.5, status", "{value: 0.5, source: s9, status", "threshold.source", "'s9'"),
        ("{id: mini.up.one}", "{id: mini.up.one, links: [grd]}", "links[0]", "mini.up.one refers"),
        ("{across: low, up: low}", "{acros: low, up: low}", "levels.acros", "nearest: across"),
        ("languages: [en, ko]", "languages: [en, ko, en]", "languages[2]", "there twice"),
        ("version:", "aliases: [a, a]\nversion:", "aliases[1]", "first as aliases[0]"),
        ("- id: row", "- id: plane", "parts[1].id", "layout and part"),
        (
            "column: 1}",
            "column: 1, rows: 1000000000}",
            "cells[1].rows",
            "less than or equal to 120",
        ),
        ("  - {id: mini.left}", "  - {id: mini left}", "boxes[0].id", "ids are small letters"),
        ("languages: [en, ko]", "languages: [EN, ko]", "languages[0]", "such as en, ko"),
    ],
)
def test_every_reference_and_id_is_looked_at(
    tmp_path: Path, old: str, new: str, field: str, words: str
) -> None:
    """A reference that leads nowhere or an id that is used twice is named with its very place."""
    fault = faults_after(MINI, tmp_path, old, new)[0]

    lines = (tmp_path / "copy" / "framework.yaml").read_text().splitlines()
    assert fault.field.endswith(field)
    assert str(fault.value) in lines[(fault.line or 0) - 1]
    assert words in str(fault)


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("stages: [basic, functional]", "stages: [basic, integrated]", "banners[0].stages"),
        ("stages: [basic, functional]", "stages: [functional, basic]", "banners[0].stages"),
        ("after: functional, before: int", "after: integrated, before: int", "gaps[0]"),
        ("after: basic, before: functional", "after: basic, before: integrated", "moves[0]"),
    ],
)
def test_what_lies_between_or_over_stages_names_neighbours(
    tmp_path: Path, old: str, new: str, field: str
) -> None:
    """A banner, gap or move over stages that are not neighbours cannot be drawn: it is a fault."""
    fault = faults_after(library_folder("maturity"), tmp_path, old, new)[0]

    assert (fault.code, fault.field) == ("not_neighbours", f"parts[0].{field}")
    assert "basic, functional, integrated, customer_first" in str(fault)


def test_a_stage_stands_under_one_banner(tmp_path: Path) -> None:
    """Two banners that overlap are a fault, and the stage that both name is told."""
    old, new = "stages: [integrated, customer_first]", "stages: [functional, integrated]"

    (fault,) = faults_after(library_folder("maturity"), tmp_path, old, new)

    assert (fault.code, fault.value) == ("repeated_id", "functional")


@pytest.mark.parametrize("other", ["stages", "no_such_part"])
def test_the_requirements_of_a_gap_are_a_checklist(tmp_path: Path, other: str) -> None:
    """A gap whose requirements name another kind of part, or none, is a fault."""
    old, new = "requirements: chasm_requirements", f"requirements: {other}"

    (fault,) = faults_after(library_folder("maturity"), tmp_path, old, new)

    assert re.search(rf"chasm refers to '{other}'.* defined are: chasm_requirements", str(fault))
