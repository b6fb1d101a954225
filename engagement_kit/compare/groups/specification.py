"""How robust a difference between two groups is: every way to decide, and what each gives.

Specification curve: Simonsohn, Simmons & Nelson (2020), Specification curve analysis, Nature Human
Behaviour 4, 1208-1214; multiverse: Steegen, Tuerlinckx, Gelman & Vanpaemel (2016), Perspectives on
Psychological Science 11, 702-712.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from tqdm import tqdm

from engagement_kit.assess import Making
from engagement_kit.assess.answers import checked_share
from engagement_kit.assess.columns import shaped
from engagement_kit.assess.settings import default_settings
from engagement_kit.cases import Cases
from engagement_kit.compare.groups.compared import compared_of
from engagement_kit.compare.groups.decisions import (
    Decision,
    Option,
    every_combination,
    list_decisions,
)
from engagement_kit.compare.groups.grouping import group_of_rows
from engagement_kit.compare.groups.outcomes import (
    Outcome,
    Reader,
    choose_outcome,
    placed_every_way,
)
from engagement_kit.compare.groups.specified import (
    CHOICE_COLUMNS,
    TOO_FEW,
    choice_rows,
    remarks_of,
    sorted_rows,
    specified,
    two_groups,
)
from engagement_kit.compare.remaking import making_from
from engagement_kit.frameworks import Framework

__all__ = ["Specifications", "specify"]


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class Specifications:
    """A difference between two groups under every combination of decisions.

    Attributes
    ----------
    table : DataFrame
        One row a specification, sorted by ``delta``; those with too few cases come last. Columns
        as declared in ``specified.COLUMNS``.
    framework : Framework
    part : str
        Id of the part of the framework.
    cases : Cases
    decisions : tuple of Decision
        What was decided in several ways, with all that was tried.
    groups : (str, str)
        The two groups; a positive delta means that the first is higher.
    outcome : Outcome
        What is compared.
    parameters : mapping
        Every list that was tried, by, groups, outcome, least_effect, reference, drafts.
    remarks : tuple of str
    making : Making
    """

    table: pd.DataFrame
    framework: Framework
    part: str
    cases: Cases
    decisions: tuple[Decision, ...]
    groups: tuple[str, str]
    outcome: Outcome
    parameters: Mapping[str, Any]
    remarks: tuple[str, ...]
    making: Making

    @property
    def lang(self) -> str:
        """Language of the framework's words."""
        return self.framework.lang

    @property
    def computed(self) -> pd.DataFrame:
        """The rows that have a result."""
        return self.table[self.table["status"] != TOO_FEW]

    @property
    def reference(self) -> Mapping[str, Any]:
        """The row of the reference specification, column by column."""
        row: dict[str, Any] = self.table[self.table["is_reference"]].iloc[0].to_dict()
        return row

    @property
    def same_sign(self) -> int:
        """Specifications whose delta has the sign of the reference's."""
        signs = np.sign(self.computed["delta"])
        return int((signs == np.sign(self.reference["delta"])).sum())

    @property
    def same_conclusion(self) -> int:
        """Specifications with the conclusion of the reference: same sign, and as large as named."""
        return int((self.computed["conclusion"] == self.reference["conclusion"]).sum())

    @property
    def choices(self) -> pd.DataFrame:
        """One row an option of a decision, the decision that changes most first.

        ``spread`` is the distance between the means of the options of a decision.
        """
        conclusion = self.reference["conclusion"]
        rows = [
            row for one in self.decisions for row in choice_rows(self.computed, one, conclusion)
        ]
        table = shaped(CHOICE_COLUMNS, rows)
        return table.sort_values("spread", ascending=False, kind="stable", ignore_index=True)

    @property
    def strongest(self) -> str | None:
        """The decision that changes the result most; None where none was taken in several ways."""
        found = self.choices
        found = found[found["spread"].fillna(0.0) > 0]
        return None if found.empty else str(found["decision"].iloc[0])

    def __len__(self) -> int:
        return len(self.table)

    def __repr__(self) -> str:
        row, n = self.reference, len(self.computed)
        told = f"{len(self)} specifications, {n} with a result; "
        if row["status"] == TOO_FEW:
            return f"<Specifications of {self.framework.id}, {self.part}: {told}none for reference>"
        told += f"reference delta {row['delta']:.3f} ({row['conclusion']}); "
        told += f"same sign in {self.same_sign}, same conclusion in {self.same_conclusion}"
        return f"<Specifications of {self.framework.id}, {self.part}: {told}>"

    def _repr_html_(self) -> str:
        from engagement_kit.compare.view import result_html

        first, second = self.groups
        facts = {
            "specifications": len(self),
            "with a result": len(self.computed),
            f"delta of {first} against {second}, reference": self.reference["delta"],
            "same sign": self.same_sign,
            "same conclusion": self.same_conclusion,
            "changed most by": self.strongest,
        }
        title, tables = f"Specifications: {self.framework.name}", (self.choices, self.table)
        return result_html(title, facts, *tables, remarks=self.remarks, lang=self.lang)


def specify(
    cases: Cases | Any,
    framework: Framework,
    *,
    part: str | None = None,
    by: str | Mapping[str, str] = "kind",
    groups: Sequence[str] | None = None,
    outcome: str | None = None,
    wave: Any = "last",
    thresholds: Any = None,
    stage_rules: Any = None,
    min_known: Any = None,
    coder_rules: Any = None,
    unknown: Any = None,
    least_effect: float = 0.147,
    drafts: bool = False,
    progress: bool = True,
) -> Specifications:
    """The difference between two groups under every combination of decisions.

    Thresholds, rules for stages and coders, how much must be known, what is read into unknown
    answers: each can be decided in several ways that a reader might defend. Each combination is
    computed here, so that a conclusion that hangs on one decision is seen to.

    Parameters
    ----------
    cases : Cases, or a table of answers
        A table as :func:`place_quadrants` takes it; all its answers count.
    framework : Framework
        One with a part in which cases have places: a quadrant or stages.
    part : str, optional
        Id of the part; the first of these if left out.
    by : str or mapping of case id to group
        Column of the placements' table (or of the table of answers) that names the groups, or a
        group for the id of each case. Cases without a group are left out and counted.
    groups : two of its values, optional
        Which two groups; needed where there are more. Well-known kinds come first, others
        by name.
    outcome : str, optional
        What is compared. In a quadrant framework a quadrant's id (the share of cases in it; the
        quadrant where both axes are high if left out) or an axis' id (the score). In a stages
        framework ``"stage"`` (by default) or a stage's id (the share that has come to it).
    wave : int, "first", "last" or a list of these
        Whose state is compared. Each case counts once in a specification.
    thresholds : list of numbers, pairs of numbers and "sample_median", optional
        Where high begins; .4, .45, .5, .55, .6, the framework's own and the median of the sample if
        left out. Scores of axes know no threshold.
    stage_rules : list of str, optional
        All rules of :func:`place_stages` if left out.
    min_known : list of numbers, optional
        Share of the items that must be known; .25, .5, .75 and the framework's own if left out.
    coder_rules : list of str, optional
        The rules lower_median, lower and higher if left out; names of single coders too.
    unknown : list of str, optional
        What is read into unknown answers, and into those in which coders differ: ``known`` (only
        what is known counts), ``lowest``, ``highest`` (for all cases alike; a quadrant counts at
        lowest where a case is settled in it, at highest where it is not ruled out), ``low_high``
        (the first group at its lowest, the second at its highest), ``high_low``. The first three
        if left out.
    least_effect : float
        The least absolute delta that counts as a difference. .147 is where Romano et al. (2006) put
        the end of "negligible"; other sizes can be defended.
    drafts : bool
        Whether answers without evidence count.
    progress : bool
        Whether a bar shows how far it is, once it has taken two seconds.

    Returns
    -------
    Specifications

    Raises
    ------
    WrongKind
        There are not two groups of at least two cases each; a list is empty; the framework places
        no cases.
    UnknownId
        No such part, column, group, outcome, wave, rule, coder or reading.

    Notes
    -----
    The effect is Cliff's delta, P(first > second) - P(first < second) over all pairs of cases of
    the two groups (Cliff 1993); it takes nothing but order from the scores and stages. Of shares it
    is their difference. ``superiority`` is (delta + 1) / 2.

    Missing data: a case takes part where at least ``min_known`` of its items (on both axes) are
    known. ``low`` and ``high`` bound delta over every way in which the unknown and differing
    answers of these cases may turn out: one group at its lowest, the other at its highest.
    Cases of which less is known are left out of these bounds, and could move delta beyond them:
    :func:`compare_groups` counts them as anything that they could be. A
    specification that leaves fewer than two cases in a group has no result: ``too_few``.

    The specifications share their data: how many agree is no probability. ``p`` (exact up to 100
    cases, see :func:`rank_sum_test`) is that of each specification alone and is corrected for
    nothing; that the smallest of many is small says little.

    References
    ----------
    Cliff, N. (1993). Dominance statistics. Psychological Bulletin 114(3), 494-509.
    Romano, J., Kromrey, J. D., Coraggio, J., & Skowronek, J. (2006). Appropriate statistics for
    ordinal level data. Annual meeting of the Florida Association of Institutional Research.

    Examples
    --------
    >>> from engagement_kit.cases import Case, Cases
    >>> from engagement_kit.frameworks import load_framework
    >>> def case(name, kind, value):
    ...     made = Case(id=name, kind=kind, name={"en": name}, waves=(2024,))
    ...     for item in load_framework("maturity").items_of("stages"):
    ...         made = made.rate(item.id, value, coder="a", wave=2024)
    ...     return made
    >>> four = [
    ...     case("a", "museum", "basic"),
    ...     case("b", "museum", "functional"),
    ...     case("c", "company", "functional"),
    ...     case("d", "company", "integrated"),
    ... ]
    >>> found = specify(Cases(tuple(four)), load_framework("maturity"), drafts=True)
    >>> len(found), found.reference["delta"], found.same_conclusion
    (108, -0.75, 108)
    """
    part = default_settings(framework, part).part
    what = choose_outcome(framework, part, outcome)
    size = checked_share("least_effect", least_effect)
    asked = {"wave": wave, "stage_rule": stage_rules, "min_known": min_known}
    asked |= {"coder_rule": coder_rules, "unknown": unknown}
    if what.kind == "quadrant":
        asked["threshold"] = thresholds
    who = compared_of(cases, framework, part, by, drafts=drafts)
    drafts = drafts or who.is_table
    decisions = list_decisions(who.coders, framework, part, asked)
    pair, left_out = two_groups(who.who(decisions), by, groups)
    tables = placed_every_way(who, framework, part, decisions, drafts=drafts, progress=progress)
    reader = Reader(framework, part, what, tables)
    members = {key: group_of_rows(table, by) for key, table in tables.items()}
    rows = []
    for how in tqdm(list(every_combination(decisions)), disable=not progress, **_BAR):
        groups_of = members[how["wave"], how["coder_rule"]]
        rows.append(specified(how, reader.read(how), groups_of, pair, what, size))
    table = sorted_rows(rows, decisions)
    lists = {_LISTS.get(d.name, d.name): [_plain(one) for one in d.options] for d in decisions}
    choices: dict[str, Any] = {
        "part": part,
        "by": dict(by) if isinstance(by, Mapping) else by,
        "groups": list(pair),
        "outcome": what.id,
        **lists,
        "least_effect": size,
        "drafts": drafts,
    }
    reference = {decision.name: _plain(decision.reference) for decision in decisions}
    return Specifications(
        table=table,
        framework=framework,
        part=part,
        cases=who.cases,
        decisions=decisions,
        groups=pair,
        outcome=what,
        parameters={**choices, "reference": reference},
        remarks=tuple(remarks_of(table, decisions, pair, left_out)),
        making=making_from("specify", who.made_of, framework=framework, **choices),
    )


_BAR: dict[str, Any] = {"delay": 2, "leave": False, "unit": "specification"}
# Decisions whose list has another name among the keywords of specify().
_LISTS = {"threshold": "thresholds", "stage_rule": "stage_rules", "coder_rule": "coder_rules"}


def _plain(option: Option) -> Any:
    """An option in values that JSON knows."""
    return list(option) if isinstance(option, tuple) else option
