"""From findings of pydantic to faults."""

from typing import Literal

import pytest
from pydantic import BaseModel, ConfigDict

from engagement_kit.errors import Faults
from engagement_kit.schema_faults import field_name, read_model


class Leaf(BaseModel):
    """An entry of the file."""

    model_config = ConfigDict(extra="forbid")
    name: str
    size: int = 0
    colour: Literal["red", "blue"] | None = None


class Tree(BaseModel):
    """A file."""

    model_config = ConfigDict(extra="forbid")
    format: Literal[1]
    leaves: list[Leaf]


@pytest.mark.parametrize(
    ("text", "line", "field", "words"),
    [
        ("format: 1\nleaves:\n- {name: a, siz: 1}\n", 3, "leaves[0].siz", "nearest: size"),
        ("format: 1\nleaves:\n- name: a\n- size: 1\n", 4, "leaves[1].name", "is missing"),
        ("format: 1\nleaves:\n- name: a\n  colour: rde\n", 4, "leaves[0].colour", "nearest: red"),
        ("format: 1\nleaves:\n- name: a\n  size: big\n", 4, "leaves[0].size", "'big'"),
        ("format: 9\nleaves: []\n", 1, "format", "newer"),
        ("format: 1\n", 1, "leaves", "is missing"),
    ],
)
def test_a_finding_has_line_field_and_way_out(text: str, line: int, field: str, words: str) -> None:
    """Each finding names its line, its field and what would have been right."""
    with pytest.raises(Faults) as caught:
        read_model(text.encode(), "tree.yaml", Tree)

    (fault,) = caught.value.faults
    assert (fault.line, fault.field) == (line, field)
    assert words in str(fault)


def test_all_findings_come_at_once() -> None:
    """Three mistakes in one file are three faults in one error."""
    text = "format: 1\nleaves:\n- {nam: a}\n- {name: 1}\n"

    with pytest.raises(Faults, match="3 faults") as caught:
        read_model(text.encode(), "tree.yaml", Tree)

    assert len(caught.value.faults) == 3


def test_paths_are_written_as_people_write_them() -> None:
    """Lists are numbered in brackets, keys follow a dot."""
    assert field_name(("parts", 0, "axes", 1, "id")) == "parts[0].axes[1].id"
