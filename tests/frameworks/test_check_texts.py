"""Whether the words of a framework are complete."""

from pathlib import Path

import pytest

from tests.frameworks.edited import MINI, faults_after

GRID = "grid.label: {text: grid ko, provenance: authored}"


@pytest.mark.parametrize(
    "words",
    [
        "{text: null, provenance: authored}",
        "{text: null, provenance: unknown}",
        '{text: "", provenance: authored}',
        '{text: "  ", provenance: authored}',
    ],
)
def test_an_empty_label_is_a_fault_in_every_language(tmp_path: Path, words: str) -> None:
    """A key without words is not a translation: nobody should read an id instead of a label."""
    (fault,) = faults_after(MINI, tmp_path, GRID, f"grid.label: {words}", file="text.ko.yaml")

    assert (fault.code, fault.value, fault.line) == ("empty_text", "grid.label", 9)


@pytest.mark.parametrize(("provenance", "faults"), [("unknown", 0), ("authored", 1)])
def test_only_what_is_unknown_may_be_null(tmp_path: Path, provenance: str, faults: int) -> None:
    """A text that the published model lacks is null and says so; any other null is a fault."""
    new = f"{GRID}\n  grid.description: {{text: null, provenance: {provenance}}}"

    found = faults_after(MINI, tmp_path, GRID, new, file="text.ko.yaml")

    assert [fault.code for fault in found] == ["empty_text"] * faults


def test_numbered_texts_have_no_gap(tmp_path: Path) -> None:
    """Numbered texts are read up to the first that lacks, so a gap is told before words vanish."""
    one, three = (f"grid.question.{n}: {{text: Why?, provenance: authored}}" for n in (1, 3))

    found = faults_after(MINI, tmp_path, GRID, f"{GRID}\n  {one}\n  {three}", file="text.ko.yaml")

    assert [(f.code, f.value, f.other) for f in found] == [
        ("text_gap", "grid.question.3", "grid.question.2")
    ]


@pytest.mark.parametrize("number", ["0", "01", "²"])
def test_texts_are_numbered_from_one(tmp_path: Path, number: str) -> None:
    """A number that would never be asked for makes the key one that belongs to nothing."""
    new = f"{GRID}\n  grid.question.{number}: {{text: Why?, provenance: authored}}"

    (fault,) = faults_after(MINI, tmp_path, GRID, new, file="text.ko.yaml")

    assert (fault.code, fault.nearest) == ("unknown_text", "grid.question.1")
