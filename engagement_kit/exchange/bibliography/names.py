"""Names of people and organisations: in parts, as one text, and as BibTeX writes them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from engagement_kit.cases.bibtex import plain_text

__all__ = ["bibtex_names", "name_text", "names_from_bibtex", "names_of", "names_text"]

Name = Mapping[str, Any]

_PARTICLES = ("dropping-particle", "non-dropping-particle")
_OTHERS = "others"  # BibTeX's word for those that are not named
_ET_AL = "et al."
# Scripts in which a family name stands before the given name, without a space between them.
_FAMILY_FIRST = ("HANGUL", "CJK", "HIRAGANA", "KATAKANA")
_BRACED = re.compile(r"\{[^{}]*\}\Z")


def name_text(name: Name) -> str:
    """One name as people write it: given name first, or family name first where that is usual.

    Examples
    --------
    >>> name_text({"family": "Gogh", "given": "Vincent", "non-dropping-particle": "van"})
    'Vincent van Gogh'
    >>> name_text({"family": "김", "given": "민수"})
    '김민수'
    """
    if "literal" in name:
        return str(name["literal"])
    family, given = str(name.get("family", "")), str(name.get("given", ""))
    if family and given and _is_family_first(family):
        return f"{family}{given}"
    parts = (given, *(str(name.get(part, "")) for part in _PARTICLES), family)
    whole = " ".join(part for part in parts if part)
    suffix = str(name.get("suffix", ""))
    return f"{whole}, {suffix}" if whole and suffix else whole


def _is_family_first(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return bool(letters) and all(
        unicodedata.name(letter, "").startswith(_FAMILY_FIRST) for letter in letters
    )


def names_text(names: Iterable[Name]) -> str | None:
    """Several names as one text, with commas between them; None where there are none."""
    return ", ".join(filter(None, map(name_text, names))) or None


def names_of(text: str) -> list[dict[str, str]]:
    """The names in a text that somebody wrote.

    Nothing says which word of "Fast Web Media" or "Jane Smith" is a family name, and nothing is
    guessed: the text stays one name, unless semicolons divide it. Between them "Smith, Jane" is a
    family name with a given name.

    Examples
    --------
    >>> names_of("Fast Web Media")
    [{'literal': 'Fast Web Media'}]
    >>> names_of("Smith, Jane; Museums Association")
    [{'family': 'Smith', 'given': 'Jane'}, {'literal': 'Museums Association'}]
    """
    pieces = [piece.strip() for piece in text.split(";")]
    if len(pieces) == 1:
        return [{"literal": text}]
    return [_in_parts(piece) for piece in pieces if piece]


def _in_parts(text: str) -> dict[str, str]:
    family, comma, given = (part.strip() for part in text.partition(","))
    if comma and family and given:
        return {"family": family, "given": given}
    return {"literal": text}


def names_from_bibtex(value: str) -> list[dict[str, str]]:
    """The names of a field such as ``Gogh, Vincent van and {World Health Organization}``.

    Names are divided by ``and``, and their parts by commas, where no brace is open; an Arabic comma
    divides nothing. LaTeX becomes plain text afterwards, part by part.
    """
    found = []
    for piece in _split(value, re.compile(r"\s+and\s+", re.IGNORECASE)):
        name = _name_from_bibtex(piece.strip())
        if name:
            found.append(name)
    return found


def _name_from_bibtex(piece: str) -> dict[str, str]:
    if _BRACED.match(piece) or piece.lower() == _OTHERS:
        text = _ET_AL if piece.lower() == _OTHERS else plain_text(piece)
        return {"literal": text} if text else {}
    parts = [plain_text(part) for part in _split(piece, re.compile(","))]
    if len(parts) > 1 and parts[0]:
        family, particle = _without_particle(parts[0].split())
        suffix = parts[1] if len(parts) > 2 else ""
        given = ", ".join(part for part in parts[2 if suffix else 1 :] if part)
        return _said(family=family, given=given, suffix=suffix, particle=particle)
    words = [plain_text(word) for word in _split(piece, re.compile(r"[\s~]+"))]
    return _unordered([word for word in words if word])


def _unordered(words: list[str]) -> dict[str, str]:
    """A name without a comma: the last word, and small words before it, are the family name."""
    if len(words) < 2:
        return {"literal": words[0]} if words else {}
    if any(_is_family_first(word) or _is_arabic(word) for word in words):
        return {"literal": " ".join(words)}  # which part is which is not said by the order
    first = next((n for n, word in enumerate(words[:-1]) if word[:1].islower()), len(words) - 1)
    family, particle = _without_particle(words[first:])
    return _said(family=family, given=" ".join(words[:first]), suffix="", particle=particle)


def _without_particle(words: list[str]) -> tuple[str, str]:
    """Family name and the small words before it, such as ``van``."""
    first = next((n for n, word in enumerate(words) if not word[:1].islower()), 0)
    return " ".join(words[first:]), " ".join(words[:first])


def _said(*, family: str, given: str, suffix: str, particle: str) -> dict[str, str]:
    if not given and not suffix and not particle:
        return {"literal": family}
    parts = {"family": family, "given": given, "suffix": suffix, "non-dropping-particle": particle}
    return {name: part for name, part in parts.items() if part}


def _is_arabic(text: str) -> bool:
    return any(unicodedata.name(character, "").startswith("ARABIC LETTER") for character in text)


def _split(value: str, mark: re.Pattern[str]) -> Iterator[str]:
    """The pieces of a value between marks that stand outside of braces."""
    depth, start, place = 0, 0, 0
    while place < len(value):
        found = mark.match(value, place) if depth == 0 else None
        if found:
            yield value[start:place]
            start = place = found.end()
            continue
        if value[place] in "{}" and value[place - 1 : place] != "\\":
            depth = max(0, depth + (1 if value[place] == "{" else -1))
        place += 1
    yield value[start:]


def bibtex_names(names: Iterable[Name], escaped: Mapping[int, str]) -> str:
    """Names as a field of BibTeX: whole names in braces, others as ``family, suffix, given``.

    Parameters
    ----------
    names : iterable of mapping
    escaped : mapping of int to str
        What stands in a file for a character that means something there.
    """
    return " and ".join(_bibtex_name(name, escaped) for name in names)


def _bibtex_name(name: Name, escaped: Mapping[int, str]) -> str:
    parts = {key: str(value).translate(escaped) for key, value in name.items()}
    if "literal" in parts:
        return _OTHERS if parts["literal"] == _ET_AL else f"{{{parts['literal']}}}"
    particles = (parts.get(part, "") for part in _PARTICLES)
    family = " ".join(part for part in (*particles, parts.get("family", "")) if part)
    given = parts.get("given", "")
    rest = (parts["suffix"], given) if parts.get("suffix") else (given,)
    return ", ".join((family, *(part for part in rest if part)))
