"""Cases on stages counted by pattern instead of listed by case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from engagement_kit.assess.columns import TABLES
from engagement_kit.assess.frames.counting import Tally, as_names, counted, result_of, tallied
from engagement_kit.assess.frames.opened import is_table, open_table
from engagement_kit.assess.frames.units import own_columns
from engagement_kit.assess.stage_rules import STAGE_RULES, judged_by_rules
from engagement_kit.assess.stages import (
    MIN_KNOWN,
    StagePlacements,
    asked_stages,
    place_stages,
    stage_columns,
)
from engagement_kit.assess.waves import Wave
from engagement_kit.cases import Cases
from engagement_kit.frameworks import Framework

__all__ = ["StageTally", "tally_stages"]

_NOT_A_PATTERN = ("case", "name", "kind", "country", "wave")
PATTERN = tuple(c for c in TABLES["stages"] if c.name not in _NOT_A_PATTERN)


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class StageTally(Tally):
    """How many case-waves stand on each stage, with which bounds: exact, not sampled.

    Each row of ``table`` is a group and pattern: the columns of ``by``, then stage, stage_low,
    stage_high, their ranks, known, items and status as in the table of placements, and n, the
    number of case-waves that have this pattern.
    """

    @property
    def counts(self) -> pd.DataFrame:
        """How many case-waves of each group stand where, as :func:`count_placements` gives it.

        One row a group (one row ``all`` where there are none); one column a stage, then settled,
        open, not_placed and n.
        """
        part = self.framework.only_part("stages", self.part)
        return counted(self.table, self.by, "stage", self.framework.scale(part.scale).ids)


def tally_stages(
    answers: object,
    framework: Framework | None = None,
    *,
    by: str | Sequence[str] = (),
    **choices: Any,
) -> StageTally:
    """Placements on stages counted by pattern and group.

    Parameters
    ----------
    answers : StagePlacements, Cases or a table of answers
        A table as :func:`place_stages` takes it; an engine sends back nothing but the patterns.
    framework : Framework, optional
        Not needed for placements, which know theirs.
    by : str or sequence of str
        Columns that name groups; a case without a value is in the group ``unknown``.
    **choices
        Of :func:`place_stages`, where cases or a table are to be placed.

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
        answers, choices = place_stages(answers, framework, **choices), {}
    placed = result_of("tally_stages", answers, StagePlacements, "placements", framework, choices)
    return StageTally(
        table=tallied(placed.table, names, PATTERN),
        framework=framework or placed.framework,
        part=placed.part,
        parameters=placed.parameters,
        by=names,
        cases=placed.cases,
    )


def _tally_table(
    answers: object,
    framework: Framework,
    by: tuple[str, ...],
    *,
    part: str | None = None,
    wave: Wave = None,
    rule: str = "lower_median",
    min_known: float = MIN_KNOWN,
    coder_rule: str = "lower_median",
    drafts: bool = True,  # noqa: ARG001 - answers of a table always count, as place_stages has it
) -> StageTally:
    """A table of answers tallied where it is: nothing but the patterns comes back."""
    from engagement_kit.assess.frames.choices import ask
    from engagement_kit.assess.frames.stage_sums import stage_sums

    chosen, need = asked_stages(framework, part, rule, min_known)
    question = ask(framework, framework.items_of(chosen.id), wave, coder_rule)
    sums = stage_sums(open_table(answers, by, said=(), own=own_columns("stages")), question)
    columns = _columns(sums.dimensions, rule, need, question.answers)
    parameters: Mapping[str, Any] = {
        "rule": rule,
        "min_known": need,
        "coder_rule": coder_rule,
        "wave": wave,
        "drafts": True,
    }
    return StageTally(
        table=tallied(sums.groups.assign(**columns), by, PATTERN),
        framework=framework,
        part=chosen.id,
        parameters=parameters,
        by=by,
    )


def _columns(dimensions: Any, rule: str, need: float, stages: tuple[str, ...]) -> dict[str, Any]:
    """Where each way to stand is, as the columns of the table of placements."""
    judged, of = judged_by_rules(dimensions)
    rank, low, high = judged[of, list(STAGE_RULES).index(rule)].T
    known = np.count_nonzero(dimensions[..., 0] > 0, axis=1)
    items = np.count_nonzero(dimensions[..., 0] >= 0, axis=1)
    placed = stage_columns(known, items, rank, low, high, need=need, stages=stages)
    return {"known": known, "items": items, **placed}
