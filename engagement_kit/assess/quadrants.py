"""Placing cases in the four quadrants of any framework that has two axes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from engagement_kit.assess.answers import gather_answers
from engagement_kit.assess.columns import make_table
from engagement_kit.assess.frames.opened import is_table, open_table
from engagement_kit.assess.frames.quadrant_sums import sum_table
from engagement_kit.assess.frames.units import declared, own_columns
from engagement_kit.assess.grid import axis_sums, grid_of
from engagement_kit.assess.judgement import quadrant_columns
from engagement_kit.assess.placements import Placements
from engagement_kit.assess.quadrant_rules import THRESHOLD_RULES, quadrant_rules
from engagement_kit.assess.two_axes import TwoAxes
from engagement_kit.assess.waves import Wave
from engagement_kit.cases import Cases
from engagement_kit.frameworks import Framework

__all__ = ["THRESHOLD_RULES", "QuadrantPlacements", "place_quadrants"]


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class QuadrantPlacements(TwoAxes, Placements):
    """Where cases stand on two axes, with the bounds and the rules that put them there.

    The columns of ``table`` are declared in ``columns.TABLES["quadrants"]``.
    """


def place_quadrants(
    cases: Cases | Any,
    framework: Framework,
    *,
    part: str | None = None,
    wave: Wave = None,
    threshold: float | tuple[float, float] | None = None,
    threshold_rule: Literal["fixed", "sample_median"] = "fixed",
    min_known: float | None = None,
    coder_rule: str = "lower_median",
    drafts: bool = False,
    by: str | Sequence[str] = (),
) -> QuadrantPlacements:
    """Place cases in the quadrants of a framework, with bounds for what is unknown.

    An axis is high where its score is at the threshold or above. A case is *settled* when both
    bounds of both axes lie in one quadrant, else *open* with the quadrants it may still be in; it
    is *not placed* when too few items of an axis are known.

    Parameters
    ----------
    cases : Cases, or a table of answers
        A table has one row an answer, with the columns case, item, value and, where there are such,
        coder, wave and missing, in pandas, polars, PyArrow, DuckDB, Dask, Spark or whatever else
        narwhals knows: see ``docs/scale.md``.
    framework : Framework
        Any framework with a part of kind quadrant.
    part : str, optional
        Id of the part; the first quadrant part if left out.
    wave : int, "first", "last" or None
        Which waves; None takes all.
    threshold : float or pair of floats, optional
        Where high begins, 0 to 1: on both axes, or on the horizontal and on the vertical one; the
        framework's own if left out.
    threshold_rule : {"fixed", "sample_median"}
        ``sample_median`` splits each axis at the median score of the cases that have enough known
        items, whatever ``threshold`` says; where no case has, the rule is ``fixed``.
    min_known : float, optional
        Share of an axis's items that must be known; the framework's own if left out.
    coder_rule : str
        See :func:`combine_ratings`.
    drafts : bool
        Whether answers without evidence count. Those of a table always do: it names no evidence.
    by : str or sequence of str
        Columns of a table of answers that go into the result, beside name, kind and country. Each
        says one thing of a case at a wave.

    Raises
    ------
    Faults
        A table lacks a column, or holds values that mean nothing.
    WrongKind
        The framework has no quadrant part; a share is not a number from 0 to 1, or there are not
        one or two thresholds; what was given are no cases.
    UnknownId
        No such part, wave, rule or coder.
    """
    rules = quadrant_rules(
        framework,
        part=part,
        wave=wave,
        threshold=threshold,
        threshold_rule=threshold_rule,
        min_known=min_known,
        coder_rule=coder_rule,
    )
    chosen = rules.part
    if is_table(cases):
        drafts, known = True, Cases(())  # a table names no evidence
        names = (by,) if isinstance(by, str) else by
        kept = [name for name in names if name not in {"case", "wave"}]  # which are there anyway
        given = open_table(cases, kept, own=own_columns("quadrants"))
        sums = sum_table(given, framework, chosen, wave, coder_rule)
        verdict = rules.judge(sums.x, sums.y)
        table = declared("quadrants", sums.units, quadrant_columns(verdict, chosen))
    else:
        answers = gather_answers(cases, framework, wave=wave, coder_rule=coder_rule, drafts=drafts)
        grid = grid_of(answers.waves, answers.combined, framework.items_of(chosen.id))
        verdict = rules.judge(*axis_sums(grid, framework, chosen))
        known, columns = answers.cases, quadrant_columns(verdict, chosen)
        table = make_table("quadrants", answers.waves.assign(**columns))
    return QuadrantPlacements(
        table=table,
        framework=framework,
        part=chosen.id,
        cases=known,
        parameters=rules.parameters(verdict, drafts=drafts),
    )
