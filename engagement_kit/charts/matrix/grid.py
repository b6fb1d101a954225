"""Evidence by case and construct as a grid: which cases in which rows, what stands in each cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from engagement_kit.assess import EvidenceCounts
from engagement_kit.assess.evidence_counts import sum_evidence
from engagement_kit.charts.paper.theme import Theme
from engagement_kit.charts.rows.cases import CaseRows, prepare_rows
from engagement_kit.charts.words import chart_words
from engagement_kit.frameworks import Framework
from engagement_kit.words import Words

__all__ = ["MatrixGrid", "answer_labels", "prepare_matrix"]

_MOST_NOTES = 3  # boxes with more notes have the same shade


@dataclass(frozen=True)
class MatrixGrid:
    """Drawn rows by constructs.

    Attributes
    ----------
    counts : EvidenceCounts
    rows : CaseRows
    items : list of str
        Ids of the constructs, in the order of the framework.
    item_groups : list of str or None
        Id of each construct's axis or pair.
    ranks : array of shape (rows, constructs)
        Place of the shade, from 0: of the answer on its scale, of a box by its number of notes; NaN
        where there is neither.
    pieces, hinted : array of int
        Pieces of evidence behind the answer, and those that only a first reading points to.
    differ : array of bool
        Where coders gave different answers.
    missing : array of str
        Why there is no answer; empty where there is one.
    row_totals, column_totals : list of int
        Different pieces of a drawn row; of all cases together, drawn or not.
    rests : mapping of group to list of int
        Different pieces by construct, and in all, of those rows of a group that are not drawn.
    """

    counts: EvidenceCounts
    framework: Framework
    words: Words
    rows: CaseRows
    items: list[str]
    item_groups: list[str | None]
    answers: list[str]
    ranks: NDArray[np.float64]
    pieces: NDArray[np.int64]
    hinted: NDArray[np.int64]
    differ: NDArray[np.bool_]
    missing: NDArray[np.object_]
    row_totals: list[int]
    column_totals: list[int]
    rests: Mapping[str, tuple[list[int], int]]

    @property
    def bare(self) -> NDArray[np.bool_]:
        """Answers and notes that name no evidence."""
        found: NDArray[np.bool_] = ~np.isnan(self.ranks) & (self.pieces == 0)
        return found

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why answers are missing, as far as it occurs."""
        return tuple(sorted({str(reason) for reason in self.missing.flat} - {""}))

    @property
    def largest(self) -> int:
        """The largest number in a cell."""
        return int(self.pieces.max(initial=0))


def prepare_matrix(
    counts: EvidenceCounts,
    framework: Framework,
    theme: Theme,
    *,
    by: str | None,
    sort: str,
    names: Mapping[str, str] | None,
    most: int,
) -> MatrixGrid:
    """The grid, with no more than about ``most`` rows."""
    table, items = counts.table, list(counts.constructs)
    totals = counts.by_case.set_index(["case", "wave"])["n_evidence"]
    who = table.drop_duplicates(["case", "wave"])
    who = who.assign(weight=totals.reindex(pd.MultiIndex.from_frame(who[["case", "wave"]])).array)
    lang = framework.lang
    rows = prepare_rows(counts, who, lang, theme, by=by, sort=sort, names=names, most=most)
    keys = pd.MultiIndex.from_tuples([(row.case, row.wave) for row in rows.rows] or [("", 0)])
    keys = keys[: len(rows.rows)]
    wide = _wide(table, keys, items)
    ranks = _ranks(wide, is_canvas=counts.is_canvas)
    known = ~np.isnan(wide["rank"].astype(float))
    by_construct = counts.by_construct.set_index("construct")["n_evidence"]
    groups = dict(zip(table["construct"], table["group"], strict=True))
    return MatrixGrid(
        counts=counts,
        framework=framework,
        words=chart_words(lang),
        rows=rows,
        items=items,
        item_groups=[None if pd.isna(groups.get(item)) else str(groups[item]) for item in items],
        answers=_answers(counts),
        ranks=ranks,
        pieces=np.nan_to_num(wide["n_evidence"].astype(float)).astype(np.int64),
        hinted=np.nan_to_num(wide["n_hinted"].astype(float)).astype(np.int64),
        differ=known & (wide["low"].astype(float) < wide["high"].astype(float)),
        missing=np.where(pd.isna(wide["missing"]), "", wide["missing"]).astype(object),
        row_totals=[int(totals[key]) for key in keys],
        column_totals=[int(by_construct.get(item, 0)) for item in items],
        rests={
            group.id: _rest(table, rows.rest_of(group.id), items)
            for group in rows.groups
            if len(rows.rest_of(group.id))
        },
    )


def answer_labels(counts: EvidenceCounts, framework: Framework) -> list[str]:
    """What the shades mean, lightest first: answers of the scale, or numbers of notes."""
    words = chart_words(framework.lang)
    if counts.scale is None:
        return [words(f"matrix.{answer}") for answer in _answers(counts)]
    return [framework.value_label(counts.scale, answer) for answer in _answers(counts)]


def _answers(counts: EvidenceCounts) -> list[str]:
    """Ids of what the shades mean."""
    if counts.scale is None:
        return [f"notes_{number}" for number in range(1, _MOST_NOTES + 1)]
    return list(counts.framework.scale(counts.scale).ids)


def _wide(
    table: pd.DataFrame, keys: pd.MultiIndex, items: list[str]
) -> dict[str, NDArray[np.object_]]:
    """Columns of the table with one row a case and wave and one column a construct."""
    cells = table.set_index(["case", "wave", "construct"])
    names = ("rank", "low", "high", "missing", "n_notes", "n_evidence", "n_hinted")
    # Each cell is there once: a pivot table would average, and drop what is missing.
    return {
        name: cells[name]  # noqa: PD010
        .astype(object)
        .unstack("construct")
        .reindex(index=keys, columns=items)
        .to_numpy(dtype=object, na_value=np.nan)
        for name in names
    }


def _ranks(wide: Mapping[str, NDArray[np.object_]], *, is_canvas: bool) -> NDArray[np.float64]:
    if not is_canvas:
        return wide["rank"].astype(float)
    notes = np.nan_to_num(wide["n_notes"].astype(float))
    ranks: NDArray[np.float64] = np.where(notes > 0, np.minimum(notes, _MOST_NOTES) - 1, np.nan)
    return ranks


def _rest(table: pd.DataFrame, rest: pd.DataFrame, items: list[str]) -> tuple[list[int], int]:
    """Different pieces behind each construct, and in all, of some cases."""
    chosen = table.merge(rest[["case", "wave"]], on=["case", "wave"])
    found = sum_evidence(chosen, ["construct"]).set_index("construct")["n_evidence"]
    every = sum_evidence(chosen.assign(all="all"), ["all"])["n_evidence"]
    return [int(found.get(item, 0)) for item in items], int(every.sum())
