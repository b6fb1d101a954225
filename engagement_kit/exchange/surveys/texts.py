"""When two texts are the same: for cells of an export, and for labels that are looked up."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator

__all__ = ["SEVERAL", "column_texts", "folded", "label_key"]

# Characters that nobody sees: joiners, marks of direction, byte order marks, soft hyphens.
_UNSEEN = re.compile(r"[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_TAG = re.compile(r"<[^<>]{1,200}>")
_NUMBERING = re.compile(r"(?:q(?:uestion)?\s*)?\(?[0-9]{1,3}(?:\.[0-9]{1,3}){0,2}\s*[.):]\s+")
_VOWELS = re.compile(r"[\u0640\u064b-\u0652\u0670]")  # of Arabic, and the stroke that widens it
_ENDS = " \t.:?!*؟。：？！…"
_BRACKETED = re.compile(r"(.*?)\s*\[([^\[\]]+)\]\s*\Z", re.DOTALL)
_LONGEST = 5_000  # characters of a question that are compared
SEVERAL = ("; ", ";", ", ", ",", " ")


def folded(text: str) -> str:
    r"""A text without what makes no difference in an answer: case, spaces, unseen characters.

    Examples
    --------
    >>> folded("  YES,\u00a0 always ")
    'yes, always'
    """
    seen = _UNSEEN.sub("", unicodedata.normalize("NFC", text))
    return " ".join(seen.split()).casefold()


def label_key(text: str) -> str:
    """A text as labels are compared: without markup, numbering and the mark at its end, too.

    Examples
    --------
    >>> label_key("3. Is there a <b>team</b>?"), label_key("Is there a team")
    ('is there a team', 'is there a team')
    """
    plain = _TAG.sub("", html.unescape(text[:_LONGEST]))
    plain = _VOWELS.sub("", folded(plain))
    bare = _NUMBERING.sub("", plain, count=1) if _NUMBERING.match(plain) else plain
    return bare.strip(_ENDS)


def column_texts(name: str, text: str) -> Iterator[str]:
    """What a column may be called: its whole name and text, and the part that tells it apart.

    A row of a grid stands in brackets (Google Forms, LimeSurvey), behind a hyphen (Qualtrics) or
    behind a slash (KoBo).
    """
    for whole in dict.fromkeys((text, name)):
        yield whole
        if match := _BRACKETED.match(whole):
            yield match[2]
        for mark in (" - ", " – ", "/", ". "):
            _, found, last = whole.rpartition(mark)
            if found and last.strip():
                yield last
