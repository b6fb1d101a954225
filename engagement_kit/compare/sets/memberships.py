"""Memberships of cases in sets, with the evidence behind each."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from engagement_kit.assess import Levels, Making, rate_levels
from engagement_kit.assess.answers import as_cases
from engagement_kit.assess.waves import Wave
from engagement_kit.cases import Case, Cases
from engagement_kit.compare.remaking import making_from
from engagement_kit.compare.sets.membership_cells import (
    EVIDENCE,
    fill_cells,
    membership_remarks,
    middle_cells,
)
from engagement_kit.compare.sets.membership_columns import Made, read_columns
from engagement_kit.compare.view import result_html
from engagement_kit.errors import MethodWarning, WrongKind
from engagement_kit.frameworks import Framework, load_frameworks

__all__ = ["EVIDENCE", "Memberships", "memberships_from"]


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class Memberships:
    """Memberships of cases in conditions and outcome, what may still be, and what is behind them.

    Attributes
    ----------
    table : DataFrame
        A row a case (its id is the index), a column a condition or outcome; unknown is missing.
    low, high : DataFrame
        The same cells with unknown and differing answers read as low and as high as they allow;
        empty where no item applies to the case.
    evidence : DataFrame
        A row a case, column and item, columns as declared in :data:`EVIDENCE`.
    framework : Framework or None
        Gives the words, where all items come from one.
    cases : Cases or None
    parameters : mapping
        What was decided: columns with items, rule and table, wave, coder_rule, drafts.
    remarks : tuple of str
    making : Making
    """

    table: pd.DataFrame
    low: pd.DataFrame
    high: pd.DataFrame
    evidence: pd.DataFrame
    framework: Framework | None
    cases: Cases | None
    parameters: Mapping[str, Any]
    remarks: tuple[str, ...]
    making: Making

    @property
    def lang(self) -> str:
        """Language of its words."""
        return self.framework.lang if self.framework else "en"

    def __len__(self) -> int:
        return len(self.table)

    def __repr__(self) -> str:
        known = len(self.table.dropna())
        columns = ", ".join(map(str, self.table.columns))
        return f"<Memberships of {len(self)} cases in {columns}: {known} complete>"

    def _repr_html_(self) -> str:
        facts = {"cases": len(self), "complete": len(self.table.dropna())}
        shown = self.table.reset_index()
        return result_html("Memberships", facts, shown, remarks=self.remarks, lang=self.lang)

    def items_of(self, column: str) -> tuple[str, ...]:
        """Items that a column is made of."""
        return tuple(self.parameters["columns"][column]["items"])


def memberships_from(
    data: Cases | Iterable[Case] | Levels | Sequence[Levels],
    framework: Framework | None = None,
    *,
    columns: Mapping[str, str | Sequence[str] | Mapping[str, Any]],
    tables: Mapping[str, str | Mapping[str, float]] | None = None,
    wave: Wave = "last",
    coder_rule: str = "lower_median",
    drafts: bool = False,
) -> Memberships:
    """Memberships of cases in named sets, made from rated items of one framework or of several.

    Each answer becomes a membership by a named table, in which nothing stands at .5; the items of a
    column are joined by a named rule. A membership is known where every item that applies is known,
    or where those that are known settle it (one ``no`` under ``min``); else it is missing, with the
    bounds that unknown answers leave. Unknown is never read as no.

    Parameters
    ----------
    data : Cases, Levels, or a sequence of Levels
        Cases are rated as by :func:`rate_levels`. Levels of several parts and frameworks are joined
        by case; their own wave, coder_rule and drafts count.
    framework : Framework, optional
        A framework of your own whose items are used beside those of the built-in ones.
    columns : mapping
        Name of a condition or outcome -> an item, a list of items, or a mapping with ``items``,
        ``rule`` (``min``: all of them, the default; ``max``: any of them; ``mean``: a convention of
        this project) and ``table``.
    tables : mapping of scale to table, optional
        Names of ``CALIBRATIONS``, or mappings from answers to memberships; those not given are
        answer: partly_low, practice: practice_linear, stage: stage_linear, step: step_linear.
    wave : int, "first" or "last"
        One state of each case.
    coder_rule : str
        See :func:`rate_levels`.
    drafts : bool
        Whether answers without evidence count.

    Raises
    ------
    UnknownId
        No such item, rule, table, wave or coder.
    WrongKind
        There are several waves of a case; Levels were made by different rules, or lack a part.

    Warns
    -----
    MethodWarning
        A membership is exactly .5.

    Examples
    --------
    >>> from engagement_kit.cases import Case
    >>> memberships_from(
    ...     Case(id="mine", kind="museum", name={"en": "Mine"}, waves=(2025,)),
    ...     columns={"TEAM": "smi.investment.team"},
    ... )
    <Memberships of 1 cases in TEAM: 0 complete>
    """
    frameworks = load_frameworks() | ({framework.id: framework} if framework else {})
    given = _given_levels(data)
    frameworks |= {one.framework.id: one.framework for one in given}
    owners = {item.id: fw for fw in frameworks.values() for item in fw.items}
    made = read_columns(columns, tables, owners)
    if given:
        choices, cases = _choices_of(given), given[0].cases
    else:
        choices = {"wave": wave, "coder_rule": coder_rule, "drafts": drafts}
        cases = as_cases(data)
    if choices["wave"] is None:
        advice = "Which conditions go together is asked of one state of each case."
        raise WrongKind("memberships_from", "all waves", 'a year, "first" or "last"', advice)
    cells = fill_cells(made, _levels(made, owners, given, cases, choices), cases)
    warned = middle_cells(cells)
    for sentence in warned:
        warnings.warn(sentence, MethodWarning, stacklevel=2)
    spelled = {one.name: _spelled(one) for one in made}
    plain = {k: t if isinstance(t, str) else dict(t) for k, t in (tables or {}).items()}
    chosen = {"columns": spelled, "tables": plain or None, **choices}
    own = _own_framework(made, owners, framework)
    return Memberships(
        table=cells.table,
        low=cells.low,
        high=cells.high,
        evidence=cells.evidence,
        framework=own,
        cases=cases,
        parameters=chosen,
        remarks=(*warned, *membership_remarks(cells)),
        making=making_from("memberships_from", cases, framework=own, **chosen),
    )


def _given_levels(data: object) -> tuple[Levels, ...]:
    if isinstance(data, Levels):
        return (data,)
    several = tuple(data) if isinstance(data, list | tuple) else ()
    found = tuple(one for one in several if isinstance(one, Levels))
    if found and len(found) < len(several):
        raise WrongKind("memberships_from", "Levels mixed with others", "Cases, or Levels alone")
    return found


def _choices_of(given: Sequence[Levels]) -> dict[str, Any]:
    """How all the levels were made, and of the same cases."""
    first = given[0]
    for other in given[1:]:
        if dict(other.parameters) != dict(first.parameters) or other.cases.ids != first.cases.ids:
            found = "Levels of different cases, waves or rules of coders"
            raise WrongKind("memberships_from", found, "Levels made alike", "Give the cases.")
    return {name: first.parameters[name] for name in ("wave", "coder_rule", "drafts")}


def _levels(
    made: Sequence[Made],
    owners: Mapping[str, Framework],
    given: Sequence[Levels],
    cases: Cases,
    choices: Mapping[str, Any],
) -> list[Levels]:
    """Levels of every part that a column needs: those given, or rated now."""
    items = dict.fromkeys(item for one in made for item in one.items)
    parts = dict.fromkeys((owners[item].id, owners[item].item(item).part) for item in items)
    there = {(one.framework.id, one.part): one for one in given}
    frameworks = {framework.id: framework for framework in owners.values()}
    lacking = [
        f"{part} of {owner}" for owner, part in parts if given and (owner, part) not in there
    ]
    if lacking:
        advice = f"Add rate_levels(..., part=...) of {', '.join(lacking)}, or give the cases."
        raise WrongKind("memberships_from", "Levels without every part", "all that it uses", advice)
    return [
        there.get((owner, part)) or rate_levels(cases, frameworks[owner], part=part, **choices)
        for owner, part in parts
    ]


def _spelled(made: Made) -> dict[str, Any]:
    """A column with everything that was decided, as it can be asked for again."""
    said: dict[str, Any] = {"items": list(made.items), "rule": made.rule}
    names = set(made.table_names.values())
    if names == {"own"}:
        return {**said, "table": dict(next(iter(made.tables.values())))}
    return {**said, "table": names.pop()} if len(names) == 1 else said


def _own_framework(
    made: Sequence[Made], owners: Mapping[str, Framework], given: Framework | None
) -> Framework | None:
    """The framework of all items where there is one only."""
    used = {owners[item].id: owners[item] for one in made for item in one.items}
    return given or (next(iter(used.values())) if len(used) == 1 else None)
