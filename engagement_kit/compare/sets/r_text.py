"""Text of R scripts: quoted strings, comments and names that R and its package QCA take."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

__all__ = ["r_case_names", "r_column_names", "r_comment", "r_number", "r_string", "r_vector"]

_PLAIN_COLUMN = re.compile(r"[A-Z][A-Z0-9]*\Z")
_PLAIN_CASE = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,39}\Z")
# Columns that a truth table in R has of its own, and words that R reads as something else.
_TAKEN = {"OUT", "N", "INCL", "PRI", "CASES", "T", "F", "TRUE", "FALSE", "NA", "NULL", "INF"}
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_LONGEST_COMMENT = 96


def r_string(text: str) -> str:
    r"""The text as an R string: in quotation marks, whatever it holds.

    Letters beyond ASCII are written as their codes, so that the script reads the same under any
    setting of the machine. What R cannot hold (code 0, halves of letters) becomes U+FFFD.

    Examples
    --------
    >>> print(r_string('a "b" c:\\d'))
    "a \"b\" c:\\d"
    """
    return '"' + "".join(map(_letter, text)) + '"'


def _letter(letter: str) -> str:
    if letter in _ESCAPES:
        return _ESCAPES[letter]
    code = ord(letter)
    if code == 0 or 0xD800 <= code <= 0xDFFF:
        code = 0xFFFD
    if 0x20 <= code < 0x7F:
        return letter
    return f"\\u{{{code:04x}}}" if code <= 0xFFFF else f"\\U{{{code:08x}}}"


def r_vector(texts: Iterable[str]) -> str:
    """Texts as an R vector.

    Examples
    --------
    >>> print(r_vector(["DEV", "URB"]))
    c("DEV", "URB")
    """
    return f"c({', '.join(map(r_string, texts))})"


def r_number(value: float) -> str:
    """A number as R reads it, no digit lost.

    Examples
    --------
    >>> r_number(0.8), r_number(1), r_number(1e-07)
    ('0.8', '1', '0.0000001')
    """
    told = format(Decimal(repr(float(value))), "f")
    return told.rstrip("0").rstrip(".") if "." in told else told


def r_comment(text: str) -> str:
    r"""A comment in lines that hold nothing but printable ASCII: no text can end one early.

    Examples
    --------
    >>> print(r_comment("one\nline"))
    # one line
    """
    flat = " ".join(text.split())
    safe = "".join(c if " " <= c <= "~" else f"<U+{ord(c):04X}>" for c in flat)
    lines, line = [], ""
    for word in safe.split(" "):
        if line and len(line) + 1 + len(word) > _LONGEST_COMMENT:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return "\n".join(f"# {one}".rstrip() for one in [*lines, line])


def r_column_names(names: Iterable[str]) -> Mapping[str, str]:
    """A name for each column that R's QCA takes: capital letters and digits, each once.

    Names that are so already stay. Others keep what letters and digits they have.

    Examples
    --------
    >>> dict(r_column_names(["DEV", "smi.team", "N", "팀"]))
    {'DEV': 'DEV', 'smi.team': 'SMITEAM', 'N': 'N1', '팀': 'SET'}
    """
    names = list(names)
    kept = {name for name in names if _PLAIN_COLUMN.match(name) and name not in _TAKEN}
    found, taken = {}, kept | _TAKEN
    for name in names:
        found[name] = name if name in kept else _free(_capitals(name), taken)
        taken |= {found[name]}
    return found


def _capitals(name: str) -> str:
    letters = re.sub(r"[^A-Z0-9]", "", name.upper().encode("ascii", "ignore").decode())
    return letters if letters[:1].isalpha() else f"SET{letters}"


def _free(name: str, taken: set[str]) -> str:
    """The name, or the name with the first number after it that nobody has."""
    number, free = 0, name
    while free in taken:
        number += 1
        free = f"{name}{number}"
    return free


def r_case_names(names: Iterable[str]) -> Mapping[str, str]:
    """A name for each case that is a cell of no formula and parts no list: plain ones stay.

    Examples
    --------
    >>> dict(r_case_names(["AU", "=1+1", "Best Buy, Inc."]))
    {'AU': 'AU', '=1+1': 'case_2', 'Best Buy, Inc.': 'case_3'}
    """
    names = list(names)
    kept = {name for name in names if _PLAIN_CASE.match(name)}
    found, taken = {}, set(kept)
    for place, name in enumerate(names, start=1):
        found[name] = name if name in kept else _free(f"case_{place}", taken)
        taken.add(found[name])
    return found
