"""How answers are spread in each group: counts by item, group and answer, unknown apart."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from engagement_kit.assess import Levels, StagePlacements
from engagement_kit.charts.paper.theme import DEFAULT, Theme
from engagement_kit.charts.results import expect
from engagement_kit.charts.rows.groups import Group, group_cases, group_ids
from engagement_kit.charts.words import chart_words
from engagement_kit.frameworks import Framework
from engagement_kit.words import Words

__all__ = ["Bar", "Shares", "count_shares"]


@dataclass(frozen=True, slots=True)
class Bar:
    """One item in one group: cases by answer (lowest first) and without one.

    Cases to which the item does not apply are counted in neither.
    """

    item: str
    group: Group
    counts: tuple[int, ...]
    unknown: int

    @property
    def known(self) -> int:
        """Cases with an answer."""
        return sum(self.counts)

    def reach(self) -> tuple[float, float]:
        """Shares of the known answers left and right of the scale's middle."""
        if not self.known:
            return 0.0, 0.0
        half = len(self.counts) // 2
        between = self.counts[half] / 2 if len(self.counts) % 2 else 0.0
        low = (sum(self.counts[:half]) + between) / self.known
        return low, 1 - low


@dataclass(frozen=True)
class Shares:
    """Everything that a profile shows; ``bars`` go by item, then by group."""

    framework: Framework
    words: Words
    part: str
    scale: str
    rows: int
    cases: int
    groups: list[Group]
    bars: list[Bar]

    @property
    def items(self) -> list[str]:
        """Ids of the items, in the order of the framework."""
        return list(dict.fromkeys(bar.item for bar in self.bars))

    @property
    def answer_labels(self) -> list[str]:
        """What the answers are called, lowest first."""
        answers = self.framework.scale(self.scale).ids
        return [self.framework.value_label(self.scale, answer) for answer in answers]


def count_shares(
    result: Levels | StagePlacements, framework: Framework, by: str | None, theme: Theme = DEFAULT
) -> Shares:
    """Counts of a table of levels, or of the dimensions of placements on stages.

    Raises
    ------
    WrongKind
        ``result`` is neither.
    UnknownId
        There is no such column to group by.
    """
    table, scale = _answers(result, framework)
    answers = framework.scale(scale).ids
    words = chart_words(framework.lang)
    groups = group_cases(table, by, words, theme)
    table = table.assign(group_id=group_ids(table, by, len(theme.palette)))
    bars = []
    for item in framework.items_of(result.part):
        for group in groups:
            rows = table[(table["item"] == item.id) & (table["group_id"] == group.id)]
            counts = tuple(int((rows["value"] == answer).sum()) for answer in answers)
            applying = int((rows["missing"].fillna("") != "not_applicable").sum())
            bars.append(Bar(item.id, group, counts, applying - sum(counts)))
    rows = len(table.drop_duplicates(["case", "wave"]))
    cases = table["case"].nunique()
    return Shares(framework, words, result.part, scale, rows, cases, groups, bars)


def _answers(result: Levels | StagePlacements, framework: Framework) -> tuple[pd.DataFrame, str]:
    """One row a case, wave and item with the answer and who the case is; and the scale's id."""
    if isinstance(result, StagePlacements):
        who = result.table.drop(columns=["stage", "known", "items"])
        answers = result.dimensions[["case", "wave", "item", "value", "missing"]]
        scale = framework.only_part("stages", result.part).scale
        return answers.merge(who, on=["case", "wave"], how="left"), scale
    levels = expect(result, Levels, "a profile", "rate_levels (or place_stages)")
    return levels.table, levels.scale
