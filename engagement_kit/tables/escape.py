r"""Text for LaTeX: nothing in it is a command, and every script gets its language.

Only ``\foreignlanguage`` is used, which babel and polyglossia have both.
"""

from __future__ import annotations

from engagement_kit.tables.plaintext import direction_of, script_runs

__all__ = [
    "address",
    "dated",
    "escaped",
    "in_its_language",
    "language_of",
    "left_to_right",
]

_LANGUAGES = {"ar": "arabic", "ko": "korean"}
_SCRIPTS = {"arabic": "arabic", "east_asian": "korean"}
_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "$": r"\$",
        "%": r"\%",
        "&": r"\&",
        "#": r"\#",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "<": r"\textless{}",
        ">": r"\textgreater{}",
        "|": r"\textbar{}",
        '"': r"\textquotedbl{}",
        "`": r"\textasciigrave{}",
        "[": "{[}",  # at the start of a row it would be read as an option
        "]": "{]}",
        "*": "{*}",
    }
)


def escaped(text: str) -> str:
    r"""The text with everything that LaTeX would take for a command written out.

    Examples
    --------
    >>> print(escaped(r"50 % of $x_1 \cup y$"))
    50 \% of \$x\_1 \textbackslash{}cup y\$
    """
    return text.translate(_ESCAPES).replace("--", "-{}-")  # else one longer dash


def language_of(lang: str) -> str:
    """What LaTeX calls the main language of a table."""
    return _LANGUAGES.get(lang.split("-", maxsplit=1)[0], "english")


def in_its_language(text: str, lang: str) -> str:
    """The text escaped; what is in another script or direction is marked as being so.

    Parameters
    ----------
    text : str
    lang : str
        Language of the table around it.
    """
    around = language_of(lang)
    base = _base(text, around)
    inside = "".join(_run(piece, _SCRIPTS.get(script, base), base) for script, piece in runs(text))
    return inside if base == around else rf"\foreignlanguage{{{base}}}{{{inside}}}"


def left_to_right(text: str, lang: str) -> str:
    """Numbers with signs between them, in the order in which they are written."""
    return escaped(text) if language_of(lang) != "arabic" else _run(text, "english", "arabic")


def dated(date: str, lang: str) -> str:
    """A date on one line, from left to right unless it is in words of a language that does not."""
    rtl = direction_of(date) == "rtl"
    inside = in_its_language(date, lang) if rtl else left_to_right(date, lang)
    return rf"\mbox{{{inside}}}"


def address(url: str, lang: str) -> str:
    r"""A web address that may break after its strokes and dots; ``\url`` knows no other scripts."""
    around = language_of(lang)
    base = "english" if around == "arabic" else around
    inside = "".join(_run(piece, _SCRIPTS.get(script, base), base) for script, piece in runs(url))
    broken = inside.replace("/", r"/\allowbreak{}").replace(".", r".\allowbreak{}")
    return broken if base == around else rf"\foreignlanguage{{{base}}}{{{broken}}}"


def runs(text: str) -> list[tuple[str, str]]:
    """Pieces of a text by script."""
    return list(script_runs(text))


def _base(text: str, around: str) -> str:
    """The language that decides the direction of a whole text."""
    direction = direction_of(text)
    if direction == "rtl":
        return "arabic"
    return "english" if direction == "ltr" and around == "arabic" else around


def _run(piece: str, language: str, base: str) -> str:
    inside = escaped(piece)
    return inside if language == base else rf"\foreignlanguage{{{language}}}{{{inside}}}"
