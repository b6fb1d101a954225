"""From labels back to ids: only where a label is the very label of one answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from engagement_kit.exchange.statistics.programs import SPSS, STATA, variable_names
from engagement_kit.exchange.statistics.vocabularies import label_of, reasons_by_label
from engagement_kit.frameworks import Framework

__all__ = ["Matcher"]


class Matcher:
    """What labels of answers and names of variables stand for.

    Parameters
    ----------
    frameworks : iterable of Framework
    """

    def __init__(self, frameworks: Iterable[Framework]) -> None:
        self._answers: dict[str, Mapping[str, str]] = {}
        self.ids: dict[str, tuple[str, ...]] = {}
        for framework in frameworks:
            scales = {s.id: _by_label(framework, s.id) for s in framework.definition.scales}
            for item in framework.items:
                self._answers[item.id] = scales[item.scale]
                self.ids[item.id] = framework.scale(item.scale).ids
        self._items = dict(_by_name(self.ids))

    def item(self, variable: str) -> str | None:
        """The item that a variable is about, by its name."""
        return self._items.get(variable.casefold())

    def answer(self, item: str, text: str) -> str | None:
        """The answer or kind of missing that a label stands for, in any language."""
        known = self._answers.get(item, {})
        return known.get(label_of(text)) or reasons_by_label().get(label_of(text))


def _by_label(framework: Framework, scale_id: str) -> Mapping[str, str]:
    """Answers by id and by label; a label that two answers have stands for neither."""
    ids = framework.scale(scale_id).ids
    found: dict[str, str] = {}
    double = set()
    for spoken in map(framework.in_language, framework.languages):
        for one in ids:
            label = label_of(spoken.value_label(scale_id, one))
            double |= {label} if found.get(label, one) != one else set()
            found[label] = one
    kept = {label: one for label, one in found.items() if label not in double}
    return {**kept, **{label_of(one): one for one in ids}}


def _by_name(items: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Every name that an item's variable has in a file of ours; one alone, it keeps its name."""
    for item in items:
        for program in (SPSS, STATA):
            yield variable_names([item], program)[item].casefold(), item
