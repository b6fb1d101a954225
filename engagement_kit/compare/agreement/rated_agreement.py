"""How far the coders of a case library agree: by item, part, scale, case or kind of case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

import pandas as pd

from engagement_kit.assess import Making
from engagement_kit.assess.answers import as_cases
from engagement_kit.assess.columns import Column, shaped
from engagement_kit.assess.frames.opened import is_table
from engagement_kit.assess.frames.raters import hold_table, read_raters
from engagement_kit.assess.waves import Wave
from engagement_kit.cases import Cases
from engagement_kit.compare.agreement.agreement_rows import agreement_rows
from engagement_kit.compare.agreement.chance import WEIGHTS
from engagement_kit.compare.agreement.measures import FEW_UNITS, MEASURES
from engagement_kit.compare.agreement.paired_ratings import pair_ratings, pair_table
from engagement_kit.compare.agreement.resampling import CONFIDENCE
from engagement_kit.compare.remaking import making_from
from engagement_kit.compare.view import result_html
from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.frameworks import Framework

__all__ = ["BY", "COLUMNS", "AgreementTable", "By", "rate_agreement"]

By = Literal["item", "part", "scale", "case", "kind"]
BY: tuple[str, ...] = get_args(By)
_RANK_SAFE = ("nominal", "ordinal")
_WITHOUT_WEIGHTS = ("krippendorff_alpha", "kendall_w")

COLUMNS: tuple[Column, ...] = (
    Column("group", "string", "id of the item, part, scale or case, or the kind of case"),
    Column("scale", "string", "id of the scale; answers of two scales are never mixed"),
    Column("estimate", "number", "agreement by the measure; empty where there is none"),
    Column("low", "number", "lower end of its interval; empty where there is none"),
    Column("high", "number", "upper end of its interval; empty where there is none"),
    Column("n_units", "integer", "items of a case and wave that two coders or more rated", "units"),
    Column("n_ratings", "integer", "their ratings", "ratings"),
    Column("n_single", "integer", "items of a case and wave that one coder rated alone", "units"),
    Column("n_coders", "integer", "coders with a rating", "coders"),
    Column("percent", "number", "share of pairs of ratings that are the same", "share, 0 to 1"),
    Column("commonest", "string", "the answer given most often in these units"),
    Column("prevalence", "number", "share of the ratings that are it", "share, 0 to 1"),
    Column("reason", "string", "why there is no value: no_ratings, one_coder, no_overlap, "
           "no_variation; empty where there is one"),
    Column("remark", "string", "what a reader has to know of the row"),
)  # fmt: skip


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class AgreementTable:
    """Agreement of coders, one row a group of items or cases.

    Attributes
    ----------
    table : DataFrame
        Columns as declared in ``rated_agreement.COLUMNS``, rows in the order of the framework or
        of the cases. A row without a value says why in ``reason``.
    framework : Framework
    cases : Cases
    by : str
        What a row stands for.
    parameters : mapping
        What was decided: measure, level, weights, coders, wave, drafts, draws, seed.
    remarks : tuple of str
    """

    table: pd.DataFrame
    framework: Framework
    cases: Cases
    by: str
    parameters: Mapping[str, Any]
    remarks: tuple[str, ...]
    making: Making
    confidence: float = CONFIDENCE

    @property
    def lang(self) -> str:
        """Language of the framework."""
        return self.framework.lang

    @property
    def label(self) -> str:
        """What the measure is called."""
        return MEASURES[str(self.parameters["measure"])].label

    def group_label(self, group: str) -> str:
        """What a row is about, in the framework's language; of a table of answers, its ids."""
        if self.by == "case":
            return group if group not in self.cases.ids else self.cases[group].label(self.lang)
        if self.by == "scale":
            return self.framework.label(f"scale.{group}")
        return group if self.by == "kind" else self.framework.label(group)

    def __len__(self) -> int:
        return len(self.table)

    def __repr__(self) -> str:
        known = int(self.table["estimate"].notna().sum())
        middle = f", median {self.table['estimate'].median():.3f}" if known else ""
        return (
            f"<{self.label} of {self.framework.id} by {self.by}: "
            f"{known} of {len(self)} rows with a value{middle}>"
        )

    def _repr_html_(self) -> str:
        told = self.table.assign(group=[self.group_label(name) for name in self.table["group"]])
        shown = told.drop(columns="remark")
        facts = {"by": self.by, "measure": self.label, "draws": self.parameters["draws"]}
        title = self.framework.name
        return result_html(title, facts, shown, remarks=self.remarks, lang=self.lang)


def rate_agreement(
    cases: Cases | Any,
    framework: Framework,
    *,
    part: str | None = None,
    by: By = "item",
    measure: str = "krippendorff_alpha",
    level: str = "ordinal",
    weights: str | None = None,
    coders: Iterable[str] | None = None,
    wave: Wave = None,
    drafts: bool = False,
    draws: int = 1000,
    seed: int = 0,
    progress: bool = True,
) -> AgreementTable:
    """Agreement of the coders on the items of a framework, one row a group.

    A unit is an item in a case and wave. Answers count by their places on the item's scale; where
    a group holds items of several scales it has a row for each.

    Parameters
    ----------
    cases : Cases, or a table of answers
        A table as :func:`place_quadrants` takes it, with a column ``coder``; all its answers count.
    framework : Framework
    part : str, optional
        Only items of this part; all items if left out.
    by : {"item", "part", "scale", "case", "kind"}
        What a row stands for.
    measure : str
        Name of a measure of agreement, for example ``gwet_ac``.
    level : {"ordinal", "nominal"}
        Of Krippendorff's alpha. Answers have an order and no distances.
    weights : {None, "linear", "quadratic"}
        Of kappas and their kin: they take steps between answers as equal, and a remark says so.
    coders : iterable of str, optional
        Whom to compare; all but ``agreed`` if left out.
    wave : int, "first", "last" or None
        Which waves; None takes all.
    drafts : bool
        Whether answers without evidence count.
    draws, seed : int
        See :func:`krippendorff_alpha`. Each row has its own resamples: with thousands of cases
        ``by="case"`` takes a while, and ``draws=0`` a fraction of it.
    progress : bool
        Whether a bar shows how far it is, once it has taken two seconds.

    Returns
    -------
    AgreementTable
        Groups that have no value keep their row and say why.

    Raises
    ------
    Faults
        A table lacks a column, holds values that mean nothing, or a coder answers twice.
    UnknownId
        No such part, measure, level, coder, wave, or way to group.
    WrongKind
        The measure or level needs distances that a scale of answers has not; the measure takes no
        weights or not so many coders; these are no cases.

    Notes
    -----
    An answer that is missing, whatever the reason, is a missing rating: agreement is about what
    coders answered, and :func:`disagreements` lists also where one answered and another did not.
    Units are taken as independent; several items of one case are not quite, so that intervals over
    more than one item are somewhat too narrow.

    Examples
    --------
    >>> from engagement_kit.cases import Case, Cases
    >>> from engagement_kit.frameworks import load_framework
    >>> case = Case(id="mine", kind="museum", name={"en": "Mine"}, waves=(2025,))
    >>> for coder, answer in (("a", "yes"), ("b", "partly")):
    ...     case = case.rate("smi.investment.team", answer, coder=coder, wave=2025)
    >>> found = rate_agreement(Cases((case,)), load_framework("smi"), by="part", drafts=True)
    >>> found.table[["group", "scale", "estimate", "n_units", "percent"]].to_numpy().tolist()
    [['index', 'answer', 0.0, 1, 0.0]]
    """
    _check_choices(by, measure, level)
    _check_weights(measure, weights)
    if isinstance(coders, str):
        raise WrongKind("coders", repr(coders), "a list of names", "Name two or more: coders=[...]")
    named = None if coders is None else sorted(set(coders))
    if is_table(cases):
        of: Any = hold_table(cases)
        cases, drafts = Cases(()), True  # a table names no evidence
        given = read_raters(of, framework)
        paired = pair_table(given, framework, part=part, coders=named, wave=wave)
    else:
        of = cases = as_cases(cases)
        paired = pair_ratings(cases, framework, part=part, coders=named, wave=wave, drafts=drafts)
    chosen = {"measure": measure, "level": level, "weights": weights, "draws": draws, "seed": seed}
    table = shaped(COLUMNS, agreement_rows(paired, by, progress=progress, **chosen))
    asked = {"part": part, "by": by, "coders": named, "wave": wave, "drafts": drafts, **chosen}
    return AgreementTable(
        table=table,
        framework=framework,
        cases=cases,
        by=by,
        parameters={**asked, "coders": list(paired.coders), "missing": "left out, unit by unit"},
        remarks=_remarks(table, weights),
        making=making_from("rate_agreement", of, framework=framework, **asked),
    )


def _check_choices(by: str, measure: str, level: str) -> None:
    """Say what can be asked for, and refuse what needs distances between answers."""
    if by not in BY:
        raise UnknownId("way to group agreement", str(by), BY)
    if measure not in MEASURES:
        raise UnknownId("measure of agreement", str(measure), MEASURES)
    if measure == "icc" or level in {"interval", "ratio"}:
        raise WrongKind(
            "The agreement on answers of a scale",
            "one that takes differences between answers" if measure == "icc" else f"level={level}",
            "a measure that needs no more than their order",
            'Use measure="krippendorff_alpha" with level="ordinal" or "nominal".',
        )
    if level not in _RANK_SAFE:
        raise UnknownId("level of measurement", str(level), _RANK_SAFE)


def _check_weights(measure: str, weights: str | None) -> None:
    """Refuse weights that would change nothing, and yet be told of."""
    if weights is None:
        return
    if weights not in WEIGHTS:
        raise UnknownId("kind of weights", str(weights), WEIGHTS)
    if measure in _WITHOUT_WEIGHTS:
        raise WrongKind(
            f"weights={weights!r}",
            MEASURES[measure].label,
            "a measure that takes weights",
            "Leave weights out, or take a kappa or its kin, for example measure='gwet_ac'.",
        )


def _remarks(table: pd.DataFrame, weights: str | None) -> tuple[str, ...]:
    told = []
    without = int(table["estimate"].isna().sum())
    if without:
        told.append(f"{without} of {len(table)} rows have no value; `reason` says why.")
    few = int((table["estimate"].notna() & (table["n_units"] < FEW_UNITS)).sum())
    if few:
        told.append(
            f"{few} of {len(table)} rows rest on fewer than {FEW_UNITS} units: their percentile "
            "intervals cover less than the 95 % that they promise."
        )
    if weights is not None:
        told.append(f"{weights.capitalize()} weights take the steps between answers as equal.")
    return tuple(told)
