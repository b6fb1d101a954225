"""What charts say by themselves, in the language of the chart."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from engagement_kit.words import Words, load_words

__all__ = ["chart_words", "coder_rule", "counted", "percent", "score", "source_statement"]


def chart_words(lang: str) -> Words:
    """Fixed texts of the charts in a language."""
    return load_words(Path(__file__).parent, lang)


def score(value: float) -> str:
    """A score of 0 to 1 with two decimals."""
    return f"{value:.2f}"


def percent(words: Words, share: float) -> str:
    """A share as whole per cent, halves rounded up."""
    return words("percent", n=math.floor(share * 100 + 0.5))


def coder_rule(words: Words, parameters: Mapping[str, Any]) -> str:
    """How the coders were brought together, in words."""
    rule = str(parameters.get("coder_rule", "lower_median"))
    key = f"coder.{rule}"
    return words(key) if key in words.keys else words("coder.one", coder=rule)


def counted(words: Words, counts: Iterable[tuple[str, int]]) -> str:
    """``name n, name n``: a list of counts in the order given."""
    return words("list.separator").join(words("list.count", name=name, n=n) for name, n in counts)


def source_statement(words: Words, source: str | None) -> str:
    """Where the data comes from: the reader's own sentence, or the one of the built-in library."""
    if source == "library":
        return words("source.library")
    return source or ""
