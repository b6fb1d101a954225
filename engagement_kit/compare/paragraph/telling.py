"""Sentences about a method in three languages: numbers, names and formulas put into them safely."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from engagement_kit.cases import AGREED
from engagement_kit.frameworks import RIGHT_TO_LEFT, Framework
from engagement_kit.words import load_words

__all__ = ["Teller", "number"]

_HERE = Path(__file__).parent
_FIRST_STRONG, _LEFT_TO_RIGHT, _POP = "\u2068", "\u2066", "\u2069"
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")


def number(value: float) -> str:
    """A number as it stands in a sentence: whole ones with separators, others to three decimals."""
    if isinstance(value, int | np.integer):
        return f"{int(value):,}"
    rounded = f"{float(value):.3f}".rstrip("0").rstrip(".")
    return "0" if rounded == "-0" else rounded.replace("-", "\u2212")


class Teller:
    """Sentences of one language, and the literature that they name.

    Parameters
    ----------
    lang : str
        "en", "ko" or "ar", or a form of these such as "ko-KR".
    """

    def __init__(self, lang: str) -> None:
        self.lang = lang.split("-", maxsplit=1)[0]
        self.words = load_words(_HERE, self.lang)
        self.cited: list[str] = []

    def say(self, key: str, **values: Any) -> str:
        """The sentence with its values; each runs in its own direction in Arabic."""
        return self.words(key, **{name: self.shown(value) for name, value in values.items()})

    def cite(self, *works: str) -> None:
        """Name works at the end of the paragraph, in the order in which they come up."""
        self.cited += [work for work in works if work not in self.cited]

    def shown(self, value: Any) -> str:
        """A value as it stands in a sentence."""
        if isinstance(value, int | float | np.number):
            return self._apart(number(value))  # type: ignore[arg-type]
        if isinstance(value, str):
            return self._apart(value)
        return self.words("list.separator").join(self.shown(one) for one in value)

    def named(self, kind: str, name: object) -> str:
        """A word of ours for a name, or the name itself where there is none."""
        key = f"{kind}.{name}"
        return self.words(key) if key in self.words.keys else str(name)

    def _apart(self, text: str) -> str:
        if self.lang not in RIGHT_TO_LEFT or text[:1] in {_FIRST_STRONG, _LEFT_TO_RIGHT}:
            return text
        if _LATIN.search(text):
            return f"{_FIRST_STRONG}{text}{_POP}"
        return f"{_LEFT_TO_RIGHT}{text}{_POP}" if text.startswith("\u2212") else text

    def origin(self, result: Any) -> Iterator[str]:
        """Framework and part, waves, coders and drafts, as far as the result knows of them."""
        framework = getattr(result, "framework", None)
        if isinstance(framework, Framework):
            part = getattr(result, "part", None) or result.parameters.get("part")
            yield from self._framework(framework, part)
        chosen: Mapping[str, Any] = result.parameters
        if "wave" in chosen:
            yield self._wave(chosen["wave"])
        if "coder_rule" in chosen:
            yield from self._coders(chosen["coder_rule"], getattr(result, "cases", None))
        if "drafts" in chosen:
            yield self.say("drafts.yes" if chosen["drafts"] else "drafts.no")

    def frameworks(self, several: Iterable[Framework]) -> str:
        """Every one of several frameworks with its version."""
        told = [
            self.say("framework.versioned", framework=one.name, version=one.version)
            for one in map(self.translated, several)
        ]
        return self.say("frameworks", frameworks=told)

    def translated(self, framework: Framework) -> Framework:
        """The framework in the language of the paragraph, if it has that."""
        return framework.in_language(self.lang) if self.lang in framework.languages else framework

    def _framework(self, framework: Framework, part: str | None) -> Iterator[str]:
        framework = self.translated(framework)
        yield self.say("framework", framework=framework.name, version=framework.version)
        if part is not None:
            yield self.say("part", part=framework.label(part))

    def _wave(self, wave: Any) -> str:
        if wave is None:
            return self.say("wave.all")
        if isinstance(wave, str):
            return self.say(f"wave.{wave}")
        return self.say("wave.year", year=str(wave))

    def _coders(self, rule: str, cases: Iterable[Any] | None) -> Iterator[str]:
        if f"coders.{rule}" not in self.words.keys:
            yield self.say("coders.one", coder=rule)
            return
        yield self.say(f"coders.{rule}")
        if any(rating.coder == AGREED for case in cases or () for rating in case.ratings):
            yield self.say("coders.agreed")
