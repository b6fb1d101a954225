"""Ratings as statistics programs want them: a row a case, wave and coder, a column an item."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from engagement_kit.assess import ratings_table
from engagement_kit.cases import Case
from engagement_kit.exchange.statistics.described import DescribedColumn, DescribedTable
from engagement_kit.exchange.statistics.vocabularies import item_answers, reason_labels
from engagement_kit.frameworks import Framework

__all__ = ["WHO", "wide_answers"]

_KEY = ("case", "wave", "coder")
# Columns before the items, what they are, and what they hold.
_MEANINGS = {
    "case": "id of the case",
    "name": "name of the case",
    "kind": "kind of organisation",
    "country": "country",
    "wave": "the state at the end of this year",
    "coder": "who rated",
}
WHO = tuple(_MEANINGS)
_LEFT_OUT = (
    "confidence, evidence and notes of ratings",
    "drafts: ratings without an answer and a reason, or without evidence",
    "sources, evidence, canvas notes and targets of the cases",
)


def wide_answers(
    cases: Iterable[Case], frameworks: Mapping[str, Framework], *, lang: str = "en"
) -> DescribedTable:
    """The answers of each coder for each case and wave, an item a column.

    An item has a column if any framework that it belongs to was used. A cell without an answer has
    a reason if the coder gave one; else the coder did not rate the item, which is unknown, too.
    """
    cases = list(cases)
    long = ratings_table(cases, frameworks)
    used = set(long["framework"])
    spoken = [_spoken(fw, lang) for fw in frameworks.values() if fw.id in used or not used]
    values, missing = (_spread(long, column, spoken) for column in ("value", "missing"))
    who = _who(cases, values.index.to_frame(index=False), lang)
    return DescribedTable(
        name="answers",
        title="Answers, a row a case, wave and coder",
        frame=pd.concat([who, values.reset_index(drop=True)], axis=1),
        columns=(*_who_columns(), *_item_columns(spoken)),
        reasons={str(name): one for name, one in missing.reset_index(drop=True).items()},
        reason_labels=reason_labels(lang),
        lang=lang,
        left_out=_LEFT_OUT,
    )


def _spoken(framework: Framework, lang: str) -> Framework:
    """The framework in the language, if it has it."""
    return framework.in_language(lang) if lang in framework.languages else framework


def _items(frameworks: Iterable[Framework]) -> list[str]:
    return [item.id for framework in frameworks for item in framework.items]


def _spread(long: pd.DataFrame, column: str, frameworks: list[Framework]) -> pd.DataFrame:
    """One column of the ratings with a column an item, all rows and all items in order."""
    rows = pd.MultiIndex.from_frame(long[list(_KEY)].drop_duplicates())
    by_item = dict(tuple(long.drop_duplicates([*_KEY, "item"]).groupby("item")))
    nothing = pd.Series(None, index=rows, dtype=object)
    cells = {
        item: by_item[item].set_index(list(_KEY))[column].astype(object).reindex(rows)
        if item in by_item
        else nothing
        for item in _items(frameworks)
    }
    wide = pd.DataFrame(cells, index=rows, dtype=object)
    return wide.where(wide.notna(), None)


def _who(cases: list[Case], keys: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Who each row is about and who judged it."""
    about = {case.id: (case.label(lang), case.kind, case.country) for case in cases}
    for place, name in enumerate(("name", "kind", "country")):
        keys[name] = [about[case][place] for case in keys["case"]]
    return keys[list(WHO)]


def _who_columns() -> tuple[DescribedColumn, ...]:
    kinds = {"wave": "integer"}
    return tuple(
        DescribedColumn(name, kinds.get(name, "string"), meaning)  # type: ignore[arg-type]
        for name, meaning in _MEANINGS.items()
    )


def _item_columns(frameworks: Iterable[Framework]) -> Iterable[DescribedColumn]:
    for framework in frameworks:
        answers = {s.id: item_answers(framework, s.id) for s in framework.definition.scales}
        for item in framework.items:
            meaning = f"{item.id}: {framework.label(item.id)}"
            yield DescribedColumn(item.id, "string", meaning, answers[item.scale], is_ordered=True)
