"""Reading strict YAML: the values, and everything that is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement_kit.errors import Faults
from engagement_kit.strict_yaml import MAX_BYTES, Positions, read_yaml


def refused(text: str | bytes) -> list[tuple[str, int | None, object]]:
    """Code, line and value of each fault in a text."""
    data = text.encode() if isinstance(text, str) else text
    with pytest.raises(Faults) as caught:
        read_yaml(data, "case.yaml")
    assert all(fault.file == "case.yaml" for fault in caught.value.faults)
    assert "case.yaml" in str(caught.value)
    return [(fault.code, fault.line, fault.value) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("no", "no"), ("NO", "NO"), ("yes", "yes"), ("on", "on"), ("y", "y"),
        ("012", 12), ("0o14", 12), ("0x1F", 31), ("-7", -7), ("+7", 7), ("1_000", "1_000"),
        ("1.10", 1.1), ("1e3", 1000.0), (".5", 0.5), ("-.inf", float("-inf")), ("1,5", "1,5"),
        ("2024-01-31", "2024-01-31"), ("12:30", "12:30"), ("~", None), ("", None), ("null", None),
        ("true", True), ("False", False), ("'no'", "no"), ('"012"', "012"), ("=", "="),
        ("[a, 1]", ["a", 1]), ("{a: 1}", {"a": 1}), ("<<", "<<"), ("가나", "가나"),
    ],
)  # fmt: skip
def test_plain_values_follow_yaml_1_2(written: str, meant: object) -> None:
    """Unquoted values mean what the core schema of YAML 1.2 says; words and dates stay text."""
    found = read_yaml(f"a: {written}".encode(), "f")["a"]
    assert found == meant
    assert type(found) is type(meant)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb: 2\na: 3", [("duplicate_key", 3, "a")]),
        ("a: &x 1\nb: *x", [("alias", 1, "&x"), ("alias", 2, "*x")]),
        ("a:\n  2014: 1", [("key_not_text", 2, 2014)]),
        ("? [x]\n: 1", [("key_not_text", 1, "[]")]),
        ("? " * 10_000, [("key_not_text", 1, "{}")] * 20),
        ("a: !mine 1", [("tag", 1, "!mine")]),
        ("a: !!python/object/apply:os.getpid []",
         [("tag", 1, "tag:yaml.org,2002:python/object/apply:os.getpid")]),
        ("a: 1\n---\nb: 2", [("several_documents", 2, None)]),
        ("a:\n\tb: 1", [("tab", 2, None)]),
        ("a: b\n\tc: d", [("tab", 2, None)]),
        ("a: 1\nb\u2028: 1\n\ufeffc: 1", [("character", 2, "U+2028"), ("character", 3, "U+FEFF")]),
        ("a: x\x85y", [("character", 1, "U+0085")]),
        ("a: 1\nb: \x1b", [("character", 2, "U+001B")]),
        ("a: b: c", [("not_yaml", 1, None)]),
        ("", [("not_mapping", 1, "nothing")]),
        ("- 1", [("not_mapping", 1, "a list")]),
        ("text", [("not_mapping", 1, "a single value")]),
        ("a: " + "9" * 5000, [("wrong_type", 1, "9" * 5000)]),
    ],
)  # fmt: skip
def test_refuses_with_line(text: str, expected: list[tuple[str, int, object]]) -> None:
    """What a study must not hold is refused, with its line and what was found there."""
    assert refused(text) == expected


def test_duplicate_key_names_both_lines() -> None:
    """A repeated key is reported with the line of the second and of the first."""
    with pytest.raises(Faults, match=r"case.yaml:4: .*'id'.*line 1"):
        read_yaml(b"id: a\nb: 1\nc: 2\nid: d", "case.yaml")


def test_reports_all_faults_of_a_file_at_once() -> None:
    """Several faults of different kinds come back together, in the order of the file."""
    text = "a: 1\na: 2\nb: !x 3\nc: &y 4\nd: *y\n"
    assert [line for _, line, _ in refused(text)] == [2, 3, 4, 5]


def test_alias_bomb_ends_early() -> None:
    """A file made of references to references gives a short list of faults and no data."""
    layers = ["a0: &a0 [x, x]"]
    layers += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    found = refused("\n".join(layers))
    assert {code for code, _, _ in found} == {"alias"}
    assert len(found) == 20


@pytest.mark.parametrize("text", ["a: " + "[" * 10_000, "- " * 10_000 + "1", "{a: " * 10_000,
                                  "\n".join(" " * n + "a:" for n in range(2_000))])  # fmt: skip
def test_deep_nesting_is_refused_without_harm(text: str) -> None:
    """Ten thousand nested lists or mappings are a fault, not the end of the process."""
    assert [code for code, _, _ in refused(text)] == ["too_deep"]


def test_forty_levels_are_read() -> None:
    """Forty levels are allowed, forty-one are not."""
    assert read_yaml(("a: " + "[" * 39 + "]" * 39).encode(), "f")
    assert refused("a: " + "[" * 40 + "]" * 40)[0][0] == "too_deep"


def test_large_file_is_refused() -> None:
    """A file of more than five megabytes is refused before it is parsed."""
    assert refused(b"a: " + b"x" * MAX_BYTES) == [("too_large", None, MAX_BYTES + 3)]


def test_other_encodings_are_refused() -> None:
    """UTF-16 and Latin-1 are named for what they are, the bad byte with its line."""
    assert refused("a: b".encode("utf-16"))[0][0] == "not_utf8"
    assert refused("a: b\nc: é".encode("latin-1"))[0][:2] == ("not_utf8", 2)


@pytest.mark.parametrize("data", [b"\xef\xbb\xbfa: 1\nb: x\n", b"a: 1\r\nb: x\r\n", b"a: 1\rb: x"])
def test_byte_order_mark_and_line_ends_are_accepted(data: bytes) -> None:
    """A byte order mark at the start and the line ends of any system change nothing."""
    assert read_yaml(data, "f") == {"a": 1, "b": "x"}


def test_positions() -> None:
    """A path gives the line of its key or entry, and of the nearest value around it if absent."""
    positions = Positions("a: 1\nlist:\n- x: 1\n  y: 2\n- x: 3\n")
    assert positions.line(("a",)) == 1
    assert positions.line(("list", 0, "y")) == 4
    assert positions.line(("list", 1)) == 5
    assert positions.line(("list", 1, "missing")) == 5
    assert positions.line(("nothing",)) == 1


def test_positions_of_a_broken_file() -> None:
    """Of a file that is broken half way, the lines before are known; of no text, none."""
    assert Positions("a: 1\nb: [").line(("b",)) == 2
    assert Positions("").line(("a",)) is None


@given(
    st.one_of(
        st.binary(), st.text(alphabet="ab:-?[]{},&*!|>'\"%@` \n\t#~1.e<=\r\x85é").map(str.encode)
    )
)
def test_any_bytes_give_data_or_faults(data: bytes) -> None:
    """Whatever a file holds, reading it gives a mapping or faults that can be printed."""
    try:
        found = read_yaml(data, "f")
    except Faults as error:
        found = {"message": str(error)}
    assert isinstance(found, dict)
