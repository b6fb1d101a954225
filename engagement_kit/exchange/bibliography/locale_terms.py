"""Words around a reference that the locales of CSL do not have in Korean and Arabic, or have wrong.

Labels before a date or an address fit whatever order a style puts them in; particles would not.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

__all__ = ["say_our_words"]

# What a term of CSL is called, in its long and its short form.
_KOREAN = {
    "accessed": "접속일",
    "and": "및",
    "available at": "출처",
    "cited": "접속일",
    "et-al": "외",
    "from": "출처",
    "internet": "인터넷",
    "no date": "연도 미상",
    "online": "온라인",
    "retrieved": "접속일",
}
_ARABIC = {
    "accessed": "تاريخ الاطلاع",
    "available at": "متاح على",
    "cited": "تاريخ الاطلاع",
    "forthcoming": "قيد النشر",
    "internet": "الإنترنت",
    "retrieved": "استُرجع في",
}
_BY_LANGUAGE: Mapping[str, Mapping[str, str]] = MappingProxyType({"ar": _ARABIC, "ko": _KOREAN})
_TERM = "{http://purl.org/net/xbiblio/csl}term"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def say_our_words(style: Any) -> None:
    """Give a style that was read our words in the locales it looks terms up in."""
    for locale in style.root.locales:
        language, *_ = locale.get(_LANGUAGE, "").split("-")
        words = _BY_LANGUAGE.get(language, {})
        for term in locale.iter(_TERM):
            if term.get("name") in words and term.get("form") in (None, "short"):
                term.text = words[term.get("name")]
