"""Answers to the items of a part counted by group instead of listed by case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from engagement_kit.assess.columns import TABLES, Column, shaped
from engagement_kit.assess.frames.counting import (
    ALL,
    NUMBER,
    Tally,
    as_names,
    grouped,
    result_of,
)
from engagement_kit.assess.frames.opened import is_table, open_table
from engagement_kit.assess.frames.units import own_columns
from engagement_kit.assess.groups import UNKNOWN
from engagement_kit.assess.levels import Levels, rate_levels, rated_part
from engagement_kit.assess.waves import Wave
from engagement_kit.cases import Cases
from engagement_kit.frameworks import Framework

__all__ = ["LevelTally", "tally_levels"]

PATTERN = tuple(c for c in TABLES["levels"] if c.name in {"item", "value", "rank", "missing"})


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class LevelTally(Tally):
    """How many case-waves of each group gave each item which answer: exact, not sampled.

    Each row of ``table`` is a group, item and answer: the columns of ``by``, then item, value, rank
    and missing as in the table of levels, and n, the number of case-waves.
    """

    @property
    def scale(self) -> str:
        """Id of the scale of the part's items."""
        return str(self.framework.part(self.part).scale)  # type: ignore[union-attr]

    @property
    def counts(self) -> pd.DataFrame:
        """Distribution of every item's answers in each group, as :func:`compare_levels` gives it.

        One row an item and group: item, by (the group; ``all`` where there are none, and columns
        of their own names where there are several), one column an answer, unknown, n.
        """
        answers = [*self.framework.scale(self.scale).ids, UNKNOWN]
        names = [*self.by] if len(self.by) > 1 else ["by"]
        table = self.table.rename(columns=dict(zip(self.by, names, strict=False)))
        table = table if self.by else table.assign(by=ALL)
        items = [item.id for item in self.framework.items_of(self.part)]
        given = {
            "item": pd.Categorical(table["item"], categories=items),
            "value": pd.Categorical(table["value"].fillna(UNKNOWN), categories=answers),
        }
        keys = ["item", *names, "value"]
        found = table.assign(**given).groupby(keys, observed=True)["n"].sum()
        wide = found.astype("int64").unstack("value", fill_value=0)  # noqa: PD010 - keeps all keys
        wide.columns = pd.Index([str(name) for name in wide.columns])
        wide = wide.reindex(columns=answers, fill_value=0)
        return wide.assign(n=wide.sum(axis=1)).reset_index().astype({"item": "str"})

    def __len__(self) -> int:
        some = self.table["item"].iloc[:1].tolist()
        return int(self.table.loc[self.table["item"].isin(some), "n"].sum())

    def __repr__(self) -> str:
        known = int(self.table.loc[self.table["value"].notna(), "n"].sum())
        total = int(self.table["n"].sum())
        return f"<LevelTally of {self.framework.id}, {self.part}: {known} of {total} known>"


def tally_levels(
    answers: object,
    framework: Framework | None = None,
    *,
    by: str | Sequence[str] = (),
    **choices: Any,
) -> LevelTally:
    """Answers to every item of a part counted by group.

    Parameters
    ----------
    answers : Levels, Cases or a table of answers
        A table as :func:`rate_levels` takes it; an engine sends back nothing but counts.
    framework : Framework, optional
        Not needed for levels, which know theirs.
    by : str or sequence of str
        Columns that name groups; a case without a value is in the group ``unknown``.
    **choices
        Of :func:`rate_levels`, where cases or a table are to be rated.

    Raises
    ------
    Faults
        A table lacks a column, or holds values that mean nothing.
    UnknownId
        There is no such column, part, wave, rule or coder.
    WrongKind
        Something else was given.
    """
    names = as_names(by)
    if is_table(answers) and framework is not None:
        return _tally_table(answers, framework, names, **choices)
    if isinstance(answers, Cases) and framework is not None:
        answers, choices = rate_levels(answers, framework, **choices), {}
    levels = result_of("tally_levels", answers, Levels, "levels", framework, choices)
    framework = framework or levels.framework
    return LevelTally(
        table=_shaped(levels.table.assign(n=1), names, framework, levels.part),
        framework=framework,
        part=levels.part,
        parameters=levels.parameters,
        by=names,
        cases=levels.cases,
    )


def _tally_table(
    answers: object,
    framework: Framework,
    by: tuple[str, ...],
    *,
    part: str | None = None,
    wave: Wave = None,
    coder_rule: str = "lower_median",
    drafts: bool = True,  # noqa: ARG001 - answers of a table always count, as rate_levels has it
) -> LevelTally:
    """A table of answers counted where it is."""
    from engagement_kit.assess.frames.choices import ask
    from engagement_kit.assess.frames.level_counts import count_levels, words_of

    chosen = rated_part(framework, part)
    question = ask(framework, framework.items_of(chosen), wave, coder_rule)
    opened = open_table(answers, by, said=(), own=own_columns("levels"))
    found = count_levels(opened, question)
    values, reasons = (pd.array(words, dtype="str") for words in words_of(question))
    state = found["state"].to_numpy()
    ranks = pd.Series(range(len(question.answers)), dtype="float64")
    table = found.assign(
        item=pd.array(question.ids, dtype="str").take(found["item"].to_numpy()),
        value=values.take(state),
        missing=reasons.take(state),
        rank=ranks.reindex(state).to_numpy(),
    )
    return LevelTally(
        table=_shaped(table, by, framework, chosen),
        framework=framework,
        part=chosen,
        parameters={"coder_rule": coder_rule, "wave": wave, "drafts": True},
        by=by,
    )


def _shaped(
    table: pd.DataFrame, by: tuple[str, ...], framework: Framework, part: str
) -> pd.DataFrame:
    """One row a group, item and answer: by group, in the order of the framework and the scale."""
    names = [*by, *(column.name for column in PATTERN)]
    found = grouped(table, by).groupby(names, dropna=False)["n"].sum().reset_index()
    order = {item.id: place for place, item in enumerate(framework.items_of(part))}
    found = found.assign(_place=found["item"].map(order))
    found = found.sort_values([*by, "_place", "rank", "missing"], kind="stable")
    return shaped([*(Column(name, "string", "group") for name in by), *PATTERN, NUMBER], found)
