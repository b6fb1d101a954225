"""What tables say by themselves, in the language of the table."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from engagement_kit.assess.view import rule_sentences
from engagement_kit.cases import Cases
from engagement_kit.errors import UnknownId
from engagement_kit.frameworks import Framework
from engagement_kit.tables.plaintext import plain
from engagement_kit.words import Words, words_for

__all__ = [
    "around_date",
    "case_label",
    "group_label",
    "in_language",
    "kind_label",
    "rule_notes",
    "source_note",
    "table_words",
]

_HERE = Path(__file__).parent
_ASSESS = Path(__file__).parents[1] / "assess"


def table_words(lang: str) -> Words:
    """Fixed texts of the tables in a language, in English where there are none."""
    return words_for(_HERE, lang)


def in_language(result: Any, framework: Framework | None, lang: str | None) -> Framework:
    """The framework given, or else the result's own, in a language (its own if none is given)."""
    chosen: Framework = framework or result.framework
    return chosen.in_language(lang or chosen.lang)


def around_date(words: Words) -> tuple[str, str]:
    """What a table says before and behind the day on which a source was read."""
    before, _, behind = words("accessed", date="\0").partition("\0")
    return before, behind


def rule_notes(framework: Framework, parameters: Mapping[str, Any]) -> list[str]:
    """Thresholds, rules, how much must be known, how coders meet: one sentence each."""
    return rule_sentences(parameters, words_for(_ASSESS, framework.lang))


def source_note(words: Words, source: str | None) -> str:
    """Where the data comes from: the reader's own sentence, or the one of the built-in library."""
    return words("note.source.library") if source == "library" else source or ""


def kind_label(words: Words, kind: str) -> str:
    """What an organisation is, in the language of the table as far as it has the word."""
    return _known(words, f"one.{kind}", kind)


def group_label(words: Words, by: str, group: object) -> str:
    """What a group of cases is called."""
    if group is None:
        return words("group.none")
    return _known(words, f"many.{group}" if by == "kind" else "", str(group))


def case_label(cases: Cases | None, case: str, lang: str, written: object) -> str:
    """Name of a case in a language, else the one in the result."""
    try:
        name = cases[case].label(lang) if cases is not None else None
    except UnknownId:
        name = None
    return plain(name or (written if isinstance(written, str) else "")) or case


def _known(words: Words, key: str, otherwise: str) -> str:
    return words(key) if key in words.keys else otherwise
