"""One condition, term or formula against an outcome, case by case: what an XY plot shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from engagement_kit.assess import Making
from engagement_kit.assess.columns import Column, shaped
from engagement_kit.cases import Cases
from engagement_kit.compare.remaking import making_from
from engagement_kit.compare.sets.fit import coverage, inclusion, membership, pri, ron
from engagement_kit.compare.sets.set_data import SetData, read_memberships
from engagement_kit.compare.sets.terms import parse_formula
from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.frameworks import Framework

if TYPE_CHECKING:
    from engagement_kit.compare.sets.memberships import Memberships

__all__ = ["COLUMNS", "CORNERS", "Relation", "relation"]

COLUMNS = (
    Column("case", "string", "id of the case"),
    Column("name", "string", "name of the case"),
    Column("x", "number", "membership in the condition, term or formula", "0 to 1"),
    Column("y", "number", "membership in the outcome", "0 to 1"),
    Column("corner", "string", "where the case stands: one of relations.CORNERS"),
    Column("contradiction", "string", "kind or degree, of a case against the relation; else empty"),
)
CORNERS = ("typical", "deviant_consistency", "deviant_coverage", "irrelevant", "ambiguous")
_MIDDLE = 0.5
_RELATIONS = ("sufficiency", "necessity")


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class Relation:
    """How memberships in a condition, term or formula lie against those in an outcome.

    Attributes
    ----------
    table : DataFrame
        One row a case in the order of the memberships; columns as declared in
        ``relations.COLUMNS``.
    condition, outcome : str
        As they were asked for.
    relation : {"sufficiency", "necessity"}
    incl, cov : float
        Inclusion and coverage of the relation.
    pri : float or None
        Proportional reduction in inconsistency, of sufficiency alone.
    ron : float or None
        Relevance of necessity, of necessity alone.
    framework : Framework or None
    cases : Cases or None
    parameters : mapping
        relation, missing, n_cases_given, n_cases_used, dropped.
    remarks : tuple of str
    making : Making
    """

    table: pd.DataFrame
    condition: str
    outcome: str
    relation: str
    incl: float
    cov: float
    pri: float | None
    ron: float | None
    framework: Framework | None
    cases: Cases | None
    parameters: Mapping[str, Any]
    remarks: tuple[str, ...]
    making: Making

    @property
    def lang(self) -> str:
        """Language of the framework, English where there is none."""
        return self.framework.lang if self.framework else "en"

    def cases_in(self, corner: str) -> list[str]:
        """Ids of the cases in a corner.

        Raises
        ------
        UnknownId
            There is no such corner.
        """
        if corner not in CORNERS:
            raise UnknownId("corner", str(corner), CORNERS)
        return list(self.table.loc[self.table["corner"] == corner, "case"])

    def __repr__(self) -> str:
        arrow = "=>" if self.relation == "sufficiency" else "<="
        return f"<Relation {self.condition} {arrow} {self.outcome}: {_told(self)}>"

    def _repr_html_(self) -> str:
        from engagement_kit.compare.view import result_html

        title = f"{self.condition} and {self.outcome}: {self.relation}"
        facts = {"inclusion": self.incl, "PRI": self.pri, "RoN": self.ron, "coverage": self.cov}
        return result_html(title, facts, self.table, remarks=self.remarks, lang=self.lang)


def relation(
    memberships: pd.DataFrame | Memberships,
    condition: str,
    outcome: str,
    *,
    relation: Literal["sufficiency", "necessity"] = "sufficiency",
    missing: str = "drop",
) -> Relation:
    """Every case in a condition and in an outcome, and how far one is a subset of the other.

    A sufficient condition is a subset of the outcome: cases lie above the diagonal (x <= y). A
    necessary one is a superset: cases lie below it. A case is in a set above .5 and out of it below
    .5. Of a sufficient condition, cases in both are *typical*, cases in the condition without the
    outcome *deviant for consistency*, cases with the outcome that the condition does not explain
    *deviant for coverage*, cases in neither *irrelevant*. Of a necessary one, cases with the
    outcome and without the condition are deviant for consistency, cases with the condition and
    without the outcome deviant for coverage. Cases at .5 are *ambiguous*.

    A case contradicts the relation in *kind* where it is deviant for consistency, and in *degree*
    where it lies on the wrong side of the diagonal without being that.

    Parameters
    ----------
    memberships : DataFrame or Memberships
        A row a case, a column a condition or outcome.
    condition : str
        A column, a term, or a whole model: ``"DEV"``, ``"DEV*~IND"``, ``"DEV*~IND + URB*STB"``.
    outcome : str
        ``"SURV"``, ``"~SURV"``, or ``"DEV{2}"`` of a multi-value column.
    relation : {"sufficiency", "necessity"}
    missing : {"drop", "refuse"}
        Cases with an unknown membership in what is asked for are left out, counted and named, or
        refused.

    Raises
    ------
    UnknownId
        No such column or relation.
    WrongKind
        Something is no membership, or the same in all cases; the condition is no formula or has
        the outcome in it.

    References
    ----------
    Schneider, C. Q. and Wagemann, C. (2012). Set-theoretic methods for the social sciences.
    Cambridge, chapter 11 (kinds of cases).

    Examples
    --------
    >>> frame = pd.DataFrame({"A": [0.9, 0.7, 0.2], "B": [1, 0.8, 0.1], "Y": [0.9, 0.3, 0.6]})
    >>> found = relation(frame, "A*B", "Y")
    >>> found
    <Relation A*B => Y: inclusion 0.765, PRI 0.667, coverage 0.722>
    >>> found.table["corner"].tolist()
    ['typical', 'deviant_consistency', 'deviant_coverage']
    """
    if relation not in _RELATIONS:
        raise UnknownId("relation", str(relation), _RELATIONS)
    data = read_memberships(
        memberships, outcome, _conditions(memberships, condition), missing=missing
    )
    x = membership(condition, data.frame)
    choices: dict[str, Any] = {"relation": relation, "missing": missing}
    counts = {"n_cases_given": data.n_given, "n_cases_used": len(data.frame)}
    is_sufficiency = relation == "sufficiency"
    fits = inclusion(x, data.y), coverage(x, data.y)
    return Relation(
        table=_table(data, x, is_sufficiency=is_sufficiency),
        condition=condition.strip(),
        outcome=data.outcome,
        relation=relation,
        incl=fits[0] if is_sufficiency else fits[1],
        cov=fits[1] if is_sufficiency else fits[0],
        pri=pri(x, data.y) if is_sufficiency else None,
        ron=None if is_sufficiency else ron(x, data.y),
        framework=data.framework,
        cases=data.cases,
        parameters={**choices, **counts, "dropped": data.dropped},
        remarks=data.remarks,
        making=making_from(
            "relation", memberships, condition=condition, outcome=outcome, **choices
        ),
    )


def _conditions(memberships: object, condition: str) -> list[str] | None:
    """Columns that stand in the formula: only what is used has to be known."""
    if not isinstance(condition, str):
        raise WrongKind("The condition", type(condition).__name__, "text such as 'A*~B + C'")
    table = getattr(memberships, "table", memberships)
    if not isinstance(table, pd.DataFrame):
        return None  # which is said where memberships are read
    known = [str(column) for column in table.columns]
    used = [one.condition for term in parse_formula(condition, known) for one in term]
    if not used:
        raise WrongKind(
            "The condition", f"{condition!r}, which every case has", "a condition that varies"
        )
    return list(dict.fromkeys(used))


def _table(data: SetData, x: NDArray[np.float64], *, is_sufficiency: bool) -> pd.DataFrame:
    """Cases with their corners; compared after rounding, so that .3 + .2 is the middle."""
    at, to = np.round(x, 9), np.round(data.y, 9)
    is_against = at > to if is_sufficiency else to > at
    rows = []
    for place, case in enumerate(data.names):
        corner = _corner(float(at[place]), float(to[place]), is_sufficiency=is_sufficiency)
        is_kind = corner == "deviant_consistency"
        contradiction = "kind" if is_kind else "degree" if is_against[place] else ""
        rows.append((case, _name(data, case), x[place], data.y[place], corner, contradiction))
    return shaped(COLUMNS, rows)


def _corner(x: float, y: float, *, is_sufficiency: bool) -> str:
    if _MIDDLE in (x, y):
        return "ambiguous"
    in_x, in_y = x > _MIDDLE, y > _MIDDLE
    if in_x == in_y:
        return "typical" if in_x else "irrelevant"
    return "deviant_consistency" if in_x == is_sufficiency else "deviant_coverage"


def _name(data: SetData, case: str) -> str:
    """What a case is called; its id where it is none of the library's."""
    known = data.cases
    if known is None or case not in known.ids:
        return case
    return known[case].label(data.framework.lang if data.framework else "en")


def _told(found: Relation) -> str:
    pairs = (("inclusion", found.incl), ("PRI", found.pri), ("RoN", found.ron))
    told = [f"{name} {value:.3f}" for name, value in pairs if value is not None]
    return ", ".join([*told, f"coverage {found.cov:.3f}"])
