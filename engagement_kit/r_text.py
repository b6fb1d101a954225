"""Text of R scripts: quoted strings, numbers and comments that no text can leave."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

__all__ = ["r_comment", "r_number", "r_string", "r_vector"]

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
