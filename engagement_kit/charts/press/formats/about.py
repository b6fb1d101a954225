"""What a figure's file says of itself: title, words for those who do not see it, provenance."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

__all__ = ["CREATOR", "About", "canonical_json", "visible_json"]

CREATOR = "engagement_kit"  # no version: that stands in the provenance, once

# What XML has no way to write, not even escaped, and what turns a line around beyond its own end.
# Isolates stay: they end where they say, and keep numbers readable in Arabic.
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_INVISIBLE = re.compile(f"{_UNWRITABLE.pattern}|[\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
_TURNING = re.compile("[\u2028-\u202e]")


@dataclass(frozen=True)
class About:
    """What is written into the file of a figure, beside the drawing.

    Texts are cleaned of control characters, and of marks that turn lines around, when the record is
    made: nothing in it can break or disguise a file that it is written into.

    Attributes
    ----------
    title : str
    alt : str
        Alternative text: what the figure shows and what is to be seen in it.
    lang : str
        Language of the figure and of these texts, such as "ko".
    direction : str
        "ltr" or "rtl": which way the language is read.
    caption, licence : str
        May be empty.
    creator : str
        Who or what made the figure.
    provenance : mapping
        What the figure was made from, in values that JSON knows.
    """

    title: str
    alt: str
    lang: str = "en"
    direction: str = "ltr"
    caption: str = ""
    creator: str = CREATOR
    licence: str = ""
    provenance: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in ("title", "lang", "creator", "licence"):
            object.__setattr__(self, name, " ".join(_clean(getattr(self, name)).split()))
        for name in ("alt", "caption"):
            object.__setattr__(self, name, _clean(getattr(self, name)).strip())

    @property
    def provenance_json(self) -> str:
        """The provenance as text that is the same for the same content."""
        return canonical_json(self.provenance)


def canonical_json(value: Mapping[str, Any]) -> str:
    """JSON in one line with sorted keys; NaN is refused, since JSON has none."""
    text = json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return visible_json(text)


def visible_json(text: str) -> str:
    """The same JSON with characters escaped that nobody would see, or that would disguise it."""
    return _INVISIBLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _clean(text: str) -> str:
    lines = "\n".join(text.splitlines())
    return _TURNING.sub("", _UNWRITABLE.sub("", lines)).replace("\t", " ")
