"""Written texts taken apart."""

from hypothesis import given
from hypothesis import strategies as st

from engagement_kit.cases.pieces import Pieces
from engagement_kit.strict_yaml import dump_yaml, read_yaml

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
KEY = st.sampled_from(["a", "b", "zh-Hant", "no", "x y", "#", "- a"])
VALUE = st.recursive(
    TEXT | st.none() | st.integers() | st.booleans() | st.sampled_from(["- a", "a: b", "x\n\ny"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEY, inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(KEY, VALUE, max_size=4))
def test_pieces_say_what_the_whole_says(data):
    """Whatever is written, taken apart it says the same as when it is read."""
    text, values = dump_yaml(data), {}
    pieces = Pieces(text, values)
    assert pieces.content == read_yaml(text.encode(), "whole") == data
    assert Pieces(text, dict(values)).content == data


def test_lines_of_keys_and_entries():
    """Each value and each entry is had as its lines."""
    text = (
        "format: 1\nratings:\n- item: a\n  note: |-\n    - x\n\n    y\n- item: b\nname:\n  en: x\n"
    )
    pieces = Pieces(text, {})
    assert "".join(pieces.entry("ratings", 0, "  ")) == (
        "  - item: a\n    note: |-\n      - x\n\n      y\n"
    )
    assert pieces.entry("ratings", 1, "") == ["- item: b\n"]
    assert pieces.lines("name") == ["name:\n", "  en: x\n"]
