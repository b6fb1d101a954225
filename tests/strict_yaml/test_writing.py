"""Writing YAML: what comes back is what was given, for readers of 1.1 and of 1.2."""

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from engagement_kit.strict_yaml import dump_yaml, read_yaml

NASTY = [
    "yes",
    "no",
    "NO",
    "on",
    "Off",
    "y",
    "n",
    "012",
    "0o14",
    "0x1F",
    "1_000",
    "12:30",
    "12:30:45",
    "190:20:30",
    "2024-01-31",
    "1e3",
    "+1e3",
    "1,5",
    ".5",
    "5.",
    "~",
    "null",
    "=",
    "<<",
    "&a",
    "*a",
    "!a",
    "%a",
    "@a",
    "`a",
    "#a",
    "--",
    "---",
    "...",
    ".inf",
    ".NaN",
    "+12",
    "0e0",
    "e1",
    "0o8",
    "?",
    "-",
    ":",
    "|",
    ">",
    "[a",
    "a]",
    "{a",
    ",",
    "'",
    '"',
    "",
    " ",
    "a: b",
    "a #b",
    "- a",
    "? a",
    "\ta",
    "a\t",
    "a\nb",
    "\na",
    "a\n\n",
    " a\nb",
    "a \nb",
    "a\n\tb",
    "a\r\nb",
    "\x85",
    "a\u2028b",
    "\ufeffa",
    "\x00",
    "\uffff",
    "가\n나",
    "مرحبا: نعم",
    "١٢٣",
    "😀",
    "2001-12-14t21:59:43.10-05:00",
    "\xa0",
    "\u200f",
]
texts = st.one_of(
    st.sampled_from(NASTY),
    st.text(),
    st.text(alphabet="0123456789-+.:_eExoT /\n\tYNOnoyesaf~'\"#&*!|>%@`[]{},?"),
)
leaves = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), texts)


def nested(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Lists and mappings of what is given."""
    return st.one_of(st.lists(inner, max_size=4), st.dictionaries(texts, inner, max_size=4))


@given(st.dictionaries(texts, st.recursive(leaves, nested, max_leaves=12), max_size=4))
def test_round_trip(data: dict[str, Any]) -> None:
    """Any nested data read back equal after writing."""
    assert read_yaml(dump_yaml(data).encode(), "f") == data


@given(st.dictionaries(texts, texts, max_size=4))
def test_readers_of_yaml_1_1_see_the_same_text(data: dict[str, str]) -> None:
    """PyYAML, which follows YAML 1.1, reads the same text from what is written."""
    assert yaml.safe_load(dump_yaml(data)) == data


@pytest.mark.parametrize("text", NASTY)
def test_loaded_words(text: str) -> None:
    """Each text that some reader takes for something else comes back, as key and as value."""
    data = {text: text, "list": [text]}
    written = dump_yaml(data)
    assert read_yaml(written.encode(), "f") == data
    assert yaml.safe_load(written) == data


def test_form_on_disk() -> None:
    """Keys keep their order, short lists of words stand on one line, long text is not folded."""
    data = {"b": 1, "a": ["x-01", "x-02"], "years": [2014, 2024], "t": "word " * 60 + "end",
            "v": "partly", "w": "no", "m": "one\ntwo", "e": [], "z": None}  # fmt: skip
    assert dump_yaml(data) == (
        "b: 1\na: [x-01, x-02]\nyears: [2014, 2024]\nt: " + "word " * 60 + "end\n"
        "v: partly\nw: 'no'\nm: |-\n  one\n  two\ne: []\nz: null\n"
    )


def test_same_object_twice_is_written_twice() -> None:
    """Data that share an object are written without anchors."""
    shared = {"x": 1}
    assert "&" not in dump_yaml({"a": shared, "b": shared})


@pytest.mark.parametrize("value", [{1: 2}, {"a": object()}, {"a": {1}}, {"a": b"x"}])
def test_refuses_what_yaml_cannot_hold(value: Any) -> None:
    """Keys that are not text and objects of other kinds are a TypeError, not a tag."""
    with pytest.raises(TypeError):
        dump_yaml(value)


def test_refuses_half_a_surrogate_pair() -> None:
    """Text that UTF-8 cannot hold is refused before a file is touched."""
    with pytest.raises(ValueError, match="UTF-8"):
        dump_yaml({"a": "\ud800"})
