"""From findings of pydantic to faults."""

from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field

from engagement_kit.errors import Faults
from engagement_kit.schema_faults import field_name, read_model


class Leaf(BaseModel):
    """An entry of the file."""

    model_config = ConfigDict(extra="forbid")
    name: str
    size: int = 0
    colour: Literal["red", "blue"] | None = None


class Root(BaseModel):
    """One kind of part."""

    kind: Literal["root"]


class Trunk(BaseModel):
    """Another kind of part."""

    kind: Literal["trunk"]


Part = Annotated[Root | Trunk, Field(discriminator="kind")]


class Tree(BaseModel):
    """A file."""

    model_config = ConfigDict(extra="forbid")
    format: Literal[1]
    leaves: list[Leaf]
    parts: Annotated[tuple[Part, ...], Field(min_length=1)] = (Root(kind="root"),)


class Counted(BaseModel):
    """A file whose format is any whole number from 1."""

    format: Annotated[int, Field(strict=True, ge=1)]


@pytest.mark.parametrize(
    ("text", "line", "field", "words"),
    [
        ("format: 1\nleaves:\n- {name: a, siz: 1}\n", 3, "leaves[0].siz", "nearest: size"),
        ("format: 1\nleaves:\n- name: a\n- size: 1\n", 4, "leaves[1].name", "is missing"),
        ("format: 1\nleaves:\n- name: a\n  colour: rde\n", 4, "leaves[0].colour", "nearest: red"),
        ("format: 1\nleaves:\n- name: a\n  size: big\n", 4, "leaves[0].size", "'big'"),
        ("format: 9\nleaves: []\n", 1, "format", "newer"),
        ("format: 1\n", 1, "leaves", "is missing"),
        ("format: 9\nleaves: x\nunheard: of\n", 1, "format", "newer"),
        ("format: 0\nleaves: []\n", 1, "format", "expected 1; correct"),
        ("format: 1\nleaves: a\n", 2, "leaves", "a list is expected"),
        ("format: 1\nleaves: [a]\n", 2, "leaves[0]", "a mapping (key: value) is expected"),
        ("format: 1\nleaves:\n- name: 7\n", 3, "leaves[0].name", "needs quotes"),
        ("format: 1\nleaves: []\nparts: []\n", 3, "parts", "at least 1 needed"),
        ("format: 1\nleaves: []\nparts:\n- {}\n", 4, "parts[0].kind", "'kind' is missing"),
        ("format: 1\nleaves: []\nparts:\n- kind: rot\n", 4, "parts[0].kind", "nearest: root"),
    ],
)
def test_a_finding_has_line_field_and_way_out(text: str, line: int, field: str, words: str) -> None:
    """Each finding names its line, its field and what would have been right."""
    with pytest.raises(Faults) as caught:
        read_model(text.encode(), "tree.yaml", Tree)

    (fault,) = caught.value.faults
    assert (fault.line, fault.field) == (line, field)
    assert words in str(fault)


@pytest.mark.parametrize("number", ["true", "0", "-3", "1.5", "one", "[]"])
def test_a_format_that_is_no_format_is_a_fault_like_any_other(number: str) -> None:
    """Whatever stands behind ``format`` is told as a fault, and is not called newer."""
    with pytest.raises(Faults) as caught:
        read_model(f"format: {number}\n".encode(), "file.yaml", Counted)

    (fault,) = caught.value.faults
    assert (fault.code, fault.field) == ("wrong_type", "format")


def test_all_findings_come_at_once() -> None:
    """Three mistakes in one file are three faults in one error."""
    text = "format: 1\nleaves:\n- {nam: a}\n- {name: 1}\n"

    with pytest.raises(Faults, match="3 faults") as caught:
        read_model(text.encode(), "tree.yaml", Tree)

    assert len(caught.value.faults) == 3


def test_paths_are_written_as_people_write_them() -> None:
    """Lists are numbered in brackets, keys follow a dot."""
    assert field_name(("parts", 0, "axes", 1, "id")) == "parts[0].axes[1].id"
