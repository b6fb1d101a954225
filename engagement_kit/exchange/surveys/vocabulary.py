"""What the frameworks call their items and answers, in all languages, to be looked up by text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from engagement_kit.exchange.surveys.texts import folded, label_key
from engagement_kit.frameworks import Framework
from engagement_kit.frameworks.elements import value_key

__all__ = ["Vocabulary", "vocabulary_of"]

_NAMES = ("label", "short")
_REPEATED = ("question", "alias")
# What the project itself calls the four reasons for no answer (docs/glossary.md).
_REASON_TEXTS: Mapping[str, tuple[str, ...]] = {
    "unknown": ("unknown", "미확인", "غير معروف"),
    "not_asked": ("not asked", "not_asked", "묻지 않음", "لم يُسأل عنه"),
    "not_applicable": ("not applicable", "not_applicable", "해당 없음", "لا ينطبق"),
    "confidential": ("confidential", "비공개", "سرّي"),
}
# What often means one of them: shown to the person who decides, and never used by itself.
_HINTS: Mapping[str, tuple[str, ...]] = {
    "unknown": (
        "don't know", "do not know", "dont know", "not sure", "no answer", "dk", "-99", "99",
        "모름", "모르겠음", "잘 모르겠음", "잘 모르겠습니다", "무응답", "لا أعرف", "لا أدري",
    ),
    "not_asked": ("-77", "skipped", "not displayed", "{question_not_shown}"),
    "not_applicable": ("n/a", "na", "none of these", "does not apply", "해당사항 없음", "-88"),
    "confidential": (
        "refused", "prefer not to say", "prefer not to answer", "rather not say", "응답 거부",
        "밝히고 싶지 않음", "أفضل عدم الإجابة", "أرفض الإجابة",
    ),
}  # fmt: skip

Names = dict[str, set[str]]


@dataclass(slots=True)
class Vocabulary:
    """Names of items, scales and answers.

    Attributes
    ----------
    items : dict of str to set of str
        Items by what they are called.
    labels : dict of str to str
        Label of each item in English, or in the first language there is.
    scales : dict of str to str
        Scale of each item.
    values : dict of str to tuple of str
        Answers of each item, lowest first.
    answers : dict of str to dict
        By scale: answers by what they are called.
    own : dict of str to dict
        By item: answers by what the item itself calls them (the cells of stage models).
    """

    items: Names = field(default_factory=lambda: defaultdict(set))
    labels: dict[str, str] = field(default_factory=dict)
    scales: dict[str, str] = field(default_factory=dict)
    values: dict[str, tuple[str, ...]] = field(default_factory=dict)
    answers: dict[str, Names] = field(default_factory=dict)
    own: dict[str, Names] = field(default_factory=dict)

    def answer(self, scale: str, text: str) -> str | None:
        """The one answer (or reason) that the scale calls so; None if none or several are."""
        names, key = self.answers.get(scale, {}), label_key(text)
        found = names.get(key, set()) | _named(_REASON_TEXTS, key)
        return next(iter(found)) if len(found) == 1 else None

    def own_answer(self, item: str, text: str) -> str | None:
        """The one answer that the item itself describes so."""
        found = self.own.get(item, {}).get(label_key(text), set())
        return next(iter(found)) if len(found) == 1 else None

    def hints(self, text: str) -> tuple[str, ...]:
        """Reasons for no answer that a text often stands for."""
        return tuple(sorted(_named(_HINTS, label_key(text)) | _named(_HINTS, folded(text))))


def _named(table: Mapping[str, tuple[str, ...]], key: str) -> set[str]:
    return {reason for reason, texts in table.items() if key in map(label_key, texts)}


def vocabulary_of(frameworks: Iterable[Framework]) -> Vocabulary:
    """All names of items and answers, in every language that a framework has."""
    found = Vocabulary()
    for framework in frameworks:
        spoken = [framework.in_language(lang) for lang in framework.languages]
        for item in framework.items:
            scale = framework.scale(item.scale).ids
            found.scales[item.id], found.values[item.id] = item.scale, tuple(scale)
            label = next((s.label(item.id) for s in spoken if s.lang == "en"), None)
            found.labels[item.id] = label or spoken[0].label(item.id)
            for name in _item_names(item.id, spoken):
                found.items[name].add(item.id)
            found.own.setdefault(item.id, defaultdict(set))
            for value in scale:
                for text in _cell_texts(f"{item.id}.{value}", spoken):
                    found.own[item.id][label_key(text)].add(value)
        _add_answers(found, spoken)
    return found


def _item_names(item: str, spoken: Iterable[Framework]) -> Iterator[str]:
    """An item's id, also as programs spell it that take letters only; and what it is called."""
    yield from {folded(item), folded(item.replace(".", "_")), _letters(item)}
    for framework in spoken:
        texts = [framework.text(item, name) for name in _NAMES]
        for name in _REPEATED:
            texts += framework.texts(item, name)
        yield from (label_key(text) for text in texts if text)


def _letters(item: str) -> str:
    return "".join(c for c in folded(item) if c.isalnum())


def _cell_texts(cell: str, spoken: Iterable[Framework]) -> Iterator[str]:
    for framework in spoken:
        texts = (framework.text(cell, name) for name in ("published", "anchor"))
        yield from (text for text in texts if text)


def _add_answers(found: Vocabulary, spoken: list[Framework]) -> None:
    for scale in spoken[0].definition.scales:
        names = found.answers.setdefault(scale.id, defaultdict(set))
        for value in scale.ids:
            names[label_key(value)].add(value)
            for framework in spoken:
                key = value_key(scale.id, value)
                texts = (framework.text(key, name) for name in _NAMES)
                for text in filter(None, texts):
                    names[label_key(text)].add(value)
