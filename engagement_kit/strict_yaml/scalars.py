"""What unquoted text means: the core schema of YAML 1.2."""

from __future__ import annotations

import re

_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_BOOL = dict.fromkeys(("true", "True", "TRUE"), True) | dict.fromkeys(
    ("false", "False", "FALSE"), False
)
_INT = re.compile(r"[-+]?[0-9]+\Z")
_BASED_INT = re.compile(r"0o[0-7]+\Z|0x[0-9a-fA-F]+\Z")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")
_INFINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)\Z|\.(?:nan|NaN|NAN)\Z")
_NUMBER_START = frozenset("-+.0123456789")


def plain_value(text: str) -> int | float | bool | str | None:
    """The number, truth value, None or text that unquoted text stands for.

    Raises
    ------
    ValueError
        For a number of thousands of digits, which Python refuses to read.
    """
    if text and text[0] in _NUMBER_START:
        return _number(text)
    if text in _NULL:
        return None
    return _BOOL.get(text, text)


def _number(text: str) -> int | float | str:
    if _INT.match(text):
        return int(text)
    if _FLOAT.match(text):
        return float(text)
    if _BASED_INT.match(text):
        return int(text[2:], 8 if text[1] == "o" else 16)
    if _INFINITE.match(text):
        return float(text.replace(".", "", 1))
    return text
