"""What each case rests on: pieces of evidence by kind of source, year and polarity."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

import pandas as pd

from engagement_kit.assess.answers import as_cases
from engagement_kit.assess.columns import make_table
from engagement_kit.cases import Case, Cases
from engagement_kit.cases.entries import Evidence, SourceKind
from engagement_kit.errors import UnknownId

__all__ = ["SOURCE_KINDS", "YEAR_RULES", "EvidenceMap", "map_evidence"]

SOURCE_KINDS: tuple[str, ...] = get_args(SourceKind)
YEAR_RULES = ("first", "last")


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class EvidenceMap:
    """How much evidence each case has, from what kind of source and about which year.

    Attributes
    ----------
    table : DataFrame
        One row a case, year, kind of source and polarity that occur together; year is empty where
        the source names none. Columns as declared in ``columns.TABLES["evidence_years"]``.
    totals : DataFrame
        One row a case, those without evidence too: ``columns.TABLES["evidence_totals"]``.
    cases : Cases
        The cases themselves: the way back to the evidence.
    parameters : mapping
        What was decided: year_rule.
    lang : str
        Language of the names, as far as the cases have it.
    """

    table: pd.DataFrame
    totals: pd.DataFrame
    cases: Cases
    parameters: Mapping[str, Any]
    lang: str

    @property
    def source_kinds(self) -> tuple[str, ...]:
        """Kinds of source that occur, in the order in which case files list them."""
        found = set(self.table["source_kind"])
        return tuple(kind for kind in SOURCE_KINDS if kind in found)

    def __len__(self) -> int:
        return len(self.table)

    def __repr__(self) -> str:
        told = {name: int(self.totals[name].sum()) for name in ("n_evidence", "n_undated")}
        pieces = f"{told['n_evidence']} pieces, {told['n_undated']} undated"
        return f"<EvidenceMap of {len(self.totals)} cases: {pieces}>"

    def _repr_html_(self) -> str:
        from engagement_kit.assess.view import map_html

        return map_html(self)


def map_evidence(
    cases: Iterable[Case], *, year_rule: Literal["first", "last"] = "first", lang: str = "en"
) -> EvidenceMap:
    """Pieces of evidence by case, year, kind of source and polarity.

    Parameters
    ----------
    cases : Cases
    year_rule : {"first", "last"}
        A fact whose date leaves several years possible (a season, a decade, "after 2018") stands at
        the first or at the last of them; where one end is open, at the other. How many such facts
        there are is counted.
    lang : str
        Language of the names.

    Raises
    ------
    UnknownId
        No such rule.
    WrongKind
        Something else than cases was given.

    Examples
    --------
    >>> from engagement_kit import map_evidence
    >>> from engagement_kit.cases import Cases
    >>> map_evidence(Cases(()))
    <EvidenceMap of 0 cases: 0 pieces, 0 undated>
    """
    if year_rule not in YEAR_RULES:
        raise UnknownId("rule for years", year_rule, YEAR_RULES)
    cases = as_cases(cases)
    names = ["case", "name", "kind", "country", "year", "source_kind", "polarity"]
    listed = [row for case in cases for row in _pieces(case, year_rule, lang)]
    pieces = pd.DataFrame(listed, columns=[*names, "source", "is_range"])
    pieces["year"] = pieces["year"].astype("Int64")
    table = pieces.groupby(names, sort=False, dropna=False, as_index=False).agg(
        n_evidence=("source", "size"), n_sources=("source", "nunique"), n_ranges=("is_range", "sum")
    )
    order = table["case"].map({case.id: place for place, case in enumerate(cases)})
    kind = table["source_kind"].map({kind: place for place, kind in enumerate(SOURCE_KINDS)})
    table = table.assign(_case=order, _kind=kind).sort_values(
        ["_case", "year", "_kind", "polarity"], kind="stable", ascending=[True, True, True, False]
    )
    return EvidenceMap(
        table=make_table("evidence_years", table),
        totals=make_table("evidence_totals", _totals(cases, pieces, lang)),
        cases=cases,
        parameters={"year_rule": year_rule},
        lang=lang,
    )


def _pieces(case: Case, rule: str, lang: str) -> Iterator[tuple[Any, ...]]:
    """One row a piece of evidence."""
    kinds = {source.key: source.kind for source in case.sources}
    who = (case.id, case.label(lang), case.kind, case.country)
    for piece in case.evidence:
        year, is_range = _year(piece, rule)
        kind = kinds.get(piece.source, "other")
        yield (*who, year, kind, piece.polarity, piece.source, is_range)


def _year(piece: Evidence, rule: str) -> tuple[int | None, bool]:
    """Year of a fact by the rule, and whether its date leaves others possible."""
    first, last = piece.span
    wanted, other = (first, last) if rule == "first" else (last, first)
    return (other if wanted is None else wanted), first != last


def _totals(cases: Cases, pieces: pd.DataFrame, lang: str) -> pd.DataFrame:
    """One row a case, in the order of the cases."""
    who = [(c.id, c.label(lang), c.kind, c.country, ";".join(map(str, c.waves))) for c in cases]
    table = pd.DataFrame(who, columns=["case", "name", "kind", "country", "waves"])
    marked = pieces.assign(undated=pieces["year"].isna(), against=pieces["polarity"].eq("against"))
    counts = marked.groupby("case", sort=False).agg(
        n_evidence=("source", "size"),
        n_undated=("undated", "sum"),
        n_against=("against", "sum"),
        n_sources=("source", "nunique"),
        first_year=("year", "min"),
        last_year=("year", "max"),
    )
    table = table.merge(counts.reset_index(), on="case", how="left")
    whole = ["n_evidence", "n_undated", "n_against", "n_sources"]
    table[whole] = table[whole].astype("Int64").fillna(0)
    return table
