"""Evidence by case, year and kind of source, ready to be drawn: rows, columns of years, shares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from engagement_kit.assess import SOURCE_KINDS, EvidenceMap
from engagement_kit.charts.paper.theme import Theme
from engagement_kit.charts.rows.cases import CaseRows, prepare_rows
from engagement_kit.charts.words import chart_words
from engagement_kit.words import Words

__all__ = ["EvidenceGrid", "Mark", "kind_place", "prepare_evidence"]


@dataclass(frozen=True, slots=True)
class Mark:
    """Pieces of one kind of source in one case and period (None where undated)."""

    row: int
    period: int | None
    kind: str
    pieces: int
    against: int


@dataclass(frozen=True)
class EvidenceGrid:
    """Drawn rows, and what stands in them.

    Attributes
    ----------
    found : EvidenceMap
    rows : CaseRows
    kinds : tuple of str
        Kinds of source that occur.
    shares : list of dict of str to int
        Pieces of each drawn row by kind of source.
    rests : dict of group to dict of kind to int
        The same for those cases of a group that are not drawn, together.
    first, last : int or None
        Earliest and latest year of any piece.
    """

    found: EvidenceMap
    words: Words
    lang: str
    rows: CaseRows
    kinds: tuple[str, ...]
    shares: list[dict[str, int]]
    rests: dict[str, dict[str, int]]
    first: int | None
    last: int | None

    @property
    def has_undated(self) -> bool:
        """Whether any piece has no year."""
        return bool(self.found.table["year"].isna().any())

    @property
    def ranges(self) -> int:
        """Pieces whose date leaves several years possible."""
        return int(self.found.table["n_ranges"].sum())

    def marks(self, step: int) -> list[Mark]:
        """Marks of the drawn rows, years taken together by ``step``, in the order of kinds."""
        place = {row.case: at for at, row in enumerate(self.rows.rows)}
        table = self.found.table[self.found.table["case"].isin(list(place))]
        table = table.assign(
            row=table["case"].map(place).astype(int),
            period=(table["year"] // step * step).astype("Int64"),
            against=table["n_evidence"].where(table["polarity"] == "against", 0),
            order=table["source_kind"].map(kind_place),
        )
        keys = ["row", "period", "order", "source_kind"]
        sums = table.groupby(keys, dropna=False)[["n_evidence", "against"]].sum().reset_index()
        return [
            Mark(r.row, _whole(r.period), r.source_kind, int(r.n_evidence), int(r.against))
            for r in sums.itertuples()
        ]

    def periods(self, step: int) -> dict[int | None, int]:
        """Pieces of all cases by period, drawn or not; None for undated."""
        table = self.found.table
        years = (table["year"] // step * step).astype("Int64")
        sums = table.groupby(years, dropna=False)["n_evidence"].sum()
        return {_whole(year): int(n) for year, n in sums.items()}


def kind_place(kind: str) -> int:
    """Place of a kind of source: it has the same colour, shape and hatch in every chart."""
    return SOURCE_KINDS.index(kind)


def prepare_evidence(
    found: EvidenceMap,
    lang: str,
    theme: Theme,
    *,
    by: str | None,
    sort: str,
    names: Mapping[str, str] | None,
    most: int,
) -> EvidenceGrid:
    """The grid, with no more than about ``most`` rows."""
    table = found.totals.assign(weight=found.totals["n_evidence"])
    rows = prepare_rows(found, table, lang, theme, by=by, sort=sort, names=names, most=most)
    sums = found.table.groupby(["case", "source_kind"])["n_evidence"].sum()
    by_case: dict[str, dict[str, int]] = {}
    for (case, kind), n in sums.items():
        by_case.setdefault(case, {})[kind] = int(n)
    years = found.table["year"].dropna()
    return EvidenceGrid(
        found=found,
        words=chart_words(lang),
        lang=lang,
        rows=rows,
        kinds=found.source_kinds,
        shares=[by_case.get(row.case, {}) for row in rows.rows],
        rests=dict(_rests(rows, by_case)),
        first=int(years.min()) if len(years) else None,
        last=int(years.max()) if len(years) else None,
    )


def _rests(
    rows: CaseRows, by_case: Mapping[str, Mapping[str, int]]
) -> Iterator[tuple[str, dict[str, int]]]:
    """Pieces by kind of the cases that are not drawn, by group."""
    for group in rows.groups:
        cases = list(rows.rest_of(group.id)["case"])
        if cases:
            chosen = [by_case.get(case, {}) for case in cases]
            yield group.id, {k: sum(one.get(k, 0) for one in chosen) for k in SOURCE_KINDS}


def _whole(value: object) -> int | None:
    return None if pd.isna(value) else int(value)  # type: ignore[call-overload]
