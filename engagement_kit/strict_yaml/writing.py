"""YAML text that readers of YAML 1.1 and of 1.2 understand alike."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NoReturn

import yaml

try:
    from yaml import CSafeDumper as _BaseDumper
except ImportError:  # PyYAML built without libyaml: slower, same text
    from yaml import SafeDumper as _BaseDumper  # type: ignore[assignment]

# Words and numbers that some reader of YAML 1.1 or 1.2 takes for something other than text.
_LOADED_WORDS = frozenset(
    ("y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf")
)
_NUMBER_LIKE = re.compile(r"[-+]?\.?[0-9][0-9_.,:eExXoObB+\-a-fA-F/TZ \t]*\Z")
_PLAIN_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*\Z")
_NEEDS_ESCAPE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]")
_BLOCK_TEXT = re.compile(r"\S(?:[^\n]*\S)?(?:\n+\S(?:[^\n]*\S)?)*\n?\Z")
_LONGEST_FLOW = 80


def dump_yaml(data: Mapping[str, Any]) -> str:
    """YAML text that reads back as ``data``, with keys in the order given.

    Mappings and lists are in block style, short lists of plain words and numbers on one line; text
    is never folded. Text that YAML 1.1 and 1.2 read differently (``no``, ``012``, ``12:30``,
    ``2024-01-31``, ``1e3``, ``~``) is quoted; invisible characters are written as escapes.

    Parameters
    ----------
    data : mapping of str
        Text, whole numbers, floats, truth values, None, and lists, tuples and mappings of these.

    Raises
    ------
    TypeError
        When something else is among the data.
    ValueError
        When text holds half of a surrogate pair, which UTF-8 cannot hold.
    """
    try:
        return yaml.dump(
            data,
            Dumper=_Dumper,
            allow_unicode=True,
            sort_keys=False,
            width=2**30,
            default_flow_style=False,
        )
    except UnicodeEncodeError as error:
        raise ValueError(f"text that UTF-8 cannot hold: {error.object!r}") from None


class _Dumper(_BaseDumper):
    def ignore_aliases(self, _data: Any) -> bool:
        """Always: the same object twice is written twice."""
        return True


def _text_style(text: str) -> str | None:
    """How to write a text: quoted wherever plain text could be read as something else."""
    if _NEEDS_ESCAPE.search(text):
        return '"'
    if "\n" in text:
        return "|" if _BLOCK_TEXT.match(text) else '"'
    if text.casefold() in _LOADED_WORDS or _NUMBER_LIKE.match(text):
        return "'"
    return "'" if text[:1] in {".", "+", "=", "<", "~"} else None


def _write_text(dumper: Any, text: str) -> Any:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=_text_style(text))


def _write_mapping(dumper: Any, data: Mapping[Any, Any]) -> Any:
    for key in data:
        if not isinstance(key, str):
            raise TypeError(f"keys are text, not {key!r}")
    return dumper.represent_mapping("tag:yaml.org,2002:map", data.items())


def _write_list(dumper: Any, data: list[Any] | tuple[Any, ...]) -> Any:
    node = dumper.represent_sequence("tag:yaml.org,2002:seq", data)
    short = sum(len(str(item)) + 2 for item in data) <= _LONGEST_FLOW
    node.flow_style = short and all(_is_word(item) for item in data)
    return node


def _is_word(item: Any) -> bool:
    if isinstance(item, str):
        return _PLAIN_WORD.match(item) is not None
    return isinstance(item, int) and not isinstance(item, bool)


def _refuse(_dumper: Any, data: Any) -> NoReturn:
    raise TypeError(f"{type(data).__name__} cannot be written: {data!r}")


_Dumper.yaml_representers = {
    **{kind: _BaseDumper.yaml_representers[kind] for kind in (int, float, bool, type(None))},
    str: _write_text,
    dict: _write_mapping,
    list: _write_list,
    tuple: _write_list,
    None: _refuse,  # type: ignore[dict-item]
}
_Dumper.yaml_multi_representers = {}
