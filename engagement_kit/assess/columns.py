"""Every table of the package, its columns declared once: name, type, unit, meaning.

Tables are built with these columns, the documentation lists them and the data package is described
by them, so that the three cannot drift apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

__all__ = ["TABLES", "Column", "columns_of", "make_table", "shaped"]

Kind = Literal["string", "integer", "number", "boolean"]

_DTYPES = {"string": "str", "integer": "Int64", "number": "float64", "boolean": "boolean"}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``kind`` is its type, ``unit`` what a number counts or measures."""

    name: str
    kind: Kind
    meaning: str
    unit: str = ""


def _text(name: str, meaning: str) -> Column:
    return Column(name, "string", meaning)


def _whole(name: str, meaning: str, unit: str = "") -> Column:
    return Column(name, "integer", meaning, unit)


def _number(name: str, meaning: str, unit: str = "") -> Column:
    return Column(name, "number", meaning, unit)


_CASE = _text("case", "id of the case")
_WAVE = _whole("wave", "the state at the end of this year", "year")
_WHO = (
    _CASE,
    _text("name", "name of the case in the language of the framework"),
    _text("kind", "kind of organisation: museum, company ..."),
    _text("country", "country"),
    _WAVE,
)
_ITEM = _text("item", "id of the item in its framework")
_AT_LEAST = "with unknown and differing answers read as low as they allow"
_AT_MOST = "with unknown and differing answers read as high as they allow"


def _axis(side: str) -> tuple[Column, ...]:
    return (
        _number(side, f"score on the {side} axis: mean of the known answers", "share, 0 to 1"),
        _number(f"{side}_low", f"{side} {_AT_LEAST}", "share, 0 to 1"),
        _number(f"{side}_high", f"{side} {_AT_MOST}", "share, 0 to 1"),
        _whole(f"{side}_known", f"known items of the {side} axis", "items"),
        _whole(f"{side}_items", f"items of the {side} axis that apply", "items"),
    )


TABLES: dict[str, tuple[Column, ...]] = {
    "cases": (
        _CASE,
        _text("name", "name in English, else in the first language there is"),
        _text("name_local", "name in the organisation's own language, where it is another"),
        _text("kind", "kind of organisation: museum, company ..."),
        _text("country", "country"),
        _text("country_note", "what the country does not say"),
        _text("sector", "what the organisation does"),
        _text("city", "city"),
        _whole("founded", "year of foundation", "year"),
        _text("waves", "years for which the case is assessed, joined by ;"),
        _text("evidence_strength", "strong, medium or weak"),
        _text("evidence_strength_note", "how the strength is meant"),
        _text("gaps", "what the sources do not tell"),
        _whole("n_sources", "sources of the case", "sources"),
        _whole("n_evidence", "pieces of evidence of the case", "pieces"),
    ),
    "sources": (
        _CASE,
        _text("source", "key of the source, unique within the case"),
        _text("title", "title"),
        _text("author", "author"),
        _text("publisher", "publisher"),
        _text("date", "date as the source gives it"),
        _text("url", "address"),
        _text("kind", "own, press, blog, academic, vendor, public_body, reference or other"),
        _text("kind_as_found", "the kind in the compiler's words"),
        _text("accessed", "day on which it was read"),
        _text("language", "language of the source"),
        _text("note", "note of the compiler"),
    ),
    "evidence": (
        _CASE,
        _text("evidence", "id of the piece of evidence"),
        _text("text", "the fact, paraphrased"),
        _text("year", "year of the fact as written"),
        _text("as_of", "date of the fact as written, where there is no year"),
        _whole("first_year", "first year in which the fact may have been", "year"),
        _whole("last_year", "last year in which the fact may have been", "year"),
        _text("source", "key of the source"),
        _text("polarity", "whether the fact supports or speaks against"),
        _number("value", "figure named in the fact", "see unit"),
        _text("unit", "unit of the figure"),
        _text("locator", "place in the source"),
        _text("elements", "items and boxes that a first reading hinted at, joined by ;"),
        _text("tags", "hints outside the codebook, joined by ;"),
        _text("note", "note of the compiler"),
    ),
    "ratings": (
        _CASE,
        _WAVE,
        _text("coder", "who rated"),
        _text("framework", "id of the framework"),
        _ITEM,
        _text("value", "answer on the item's scale; empty where missing, or not yet given"),
        _text("missing", "unknown, not_asked, not_applicable or confidential; empty where known"),
        _text("confidence", "high, medium or low"),
        _text("evidence", "ids of the evidence that the rating rests on, joined by ;"),
        _whole("n_evidence", "pieces of evidence that the rating rests on", "pieces"),
        _text("note", "the coder's reason"),
    ),
    "notes": (
        _CASE,
        _WAVE,
        _text("coder", "who wrote the note"),
        _text("framework", "id of the framework"),
        _text("box", "id of the box"),
        _whole("order", "place of the note in its box, from 1"),
        _text("language", "language of the text"),
        _text("text", "the note"),
        _text("evidence", "ids of the evidence that the note rests on, joined by ;"),
    ),
    "targets": (
        _CASE,
        _text("coder", "whose file holds the answer"),
        _text("respondent", "who answered"),
        _whole("horizon", "how far ahead; 0 is now", "years"),
        _ITEM,
        _text("value", "answer on the item's scale"),
    ),
    "combined": (
        _CASE,
        _WAVE,
        _ITEM,
        _text("value", "answer of the coders together, by the named rule; empty where missing"),
        _text("missing", "why there is no answer"),
        _number("rank", "place of the answer on the scale, from 0", "rank"),
        _number("low", "lowest rank that any coder gave", "rank"),
        _number("high", "highest rank that any coder gave", "rank"),
        _whole("n_coders", "coders who gave an answer", "coders"),
        _number("spread", "high less low: how far the coders differ", "ranks"),
    ),
    "scores": (
        _CASE,
        _WAVE,
        _text("axis", "id of the axis"),
        _number("score", "mean of the known answers", "share, 0 to 1"),
        _number("low", f"score {_AT_LEAST}", "share, 0 to 1"),
        _number("high", f"score {_AT_MOST}", "share, 0 to 1"),
        _whole("known", "known items", "items"),
        _whole("items", "items that apply", "items"),
        _number("share", "known of the items that apply", "share, 0 to 1"),
    ),
    "quadrants": (
        *_WHO,
        *_axis("x"),
        *_axis("y"),
        _text("quadrant", "id of the quadrant; empty where not placed"),
        _text("status", "settled, open or not_placed"),
        _text(
            "possible",
            "quadrants that the bounds leave possible, joined by ;; empty where no item applies",
        ),
    ),
    "stages": (
        *_WHO,
        _text("stage", "id of the stage; empty where not placed"),
        _text("stage_low", "lowest stage that the bounds leave possible"),
        _text("stage_high", "highest stage that the bounds leave possible"),
        _number("rank", "place of the stage, from 1", "rank"),
        _number("rank_low", "place of the lowest possible stage", "rank"),
        _number("rank_high", "place of the highest possible stage", "rank"),
        _whole("known", "known dimensions", "items"),
        _whole("items", "dimensions that apply", "items"),
        _text("status", "settled, open or not_placed"),
    ),
    "dimensions": (
        _CASE,
        _WAVE,
        _ITEM,
        _text("value", "stage of the dimension; empty where unknown"),
        _number("rank", "place of the stage, from 1", "rank"),
        _number(
            "low", "lowest stage of any coder; 1 where unknown, empty where not applicable", "rank"
        ),
        _number(
            "high",
            "highest stage of any coder; the last where unknown, empty where not applicable",
            "rank",
        ),
        _text("missing", "why there is no answer"),
    ),
    "rules": (
        _CASE,
        _WAVE,
        _text("rule", "weakest, lower_median, mode or highest"),
        _text("stage", "stage by this rule"),
        _number("rank", "place of the stage, from 1", "rank"),
        _number("rank_low", "lowest place by this rule", "rank"),
        _number("rank_high", "highest place by this rule", "rank"),
    ),
    "requirements": (
        _CASE,
        _WAVE,
        _text("gap", "id of the gap between stages"),
        _ITEM,
        _text("value", "answer of the coders together; empty where unknown"),
        _text("state", "met, partly, not_met, unknown or not_applicable"),
    ),
    "levels": (
        *_WHO,
        _ITEM,
        _text("group", "axis or pair of the item"),
        _text("value", "answer on the scale; empty where missing"),
        _number("rank", "place of the answer, from 0", "rank"),
        _number(
            "low", "lowest rank of any coder; 0 where unknown, empty where not applicable", "rank"
        ),
        _number(
            "high",
            "highest rank of any coder; the last where unknown, empty where not applicable",
            "rank",
        ),
        _whole("n_coders", "coders who gave an answer", "coders"),
        _text("missing", "why there is no answer"),
    ),
    "constructs": (
        *_WHO,
        _text("construct", "id of the item or box"),
        _text("group", "axis or pair of the item"),
        _text("value", "answer on the scale; empty where missing, and for boxes"),
        _number("rank", "place of the answer, from 0; empty for boxes", "rank"),
        _number("low", "lowest rank that any coder gave; 0 where unknown", "rank"),
        _number("high", "highest rank that any coder gave; the last where unknown", "rank"),
        _text("missing", "why there is no answer; unknown where a box has no note"),
        _whole("n_notes", "notes in the box; empty for items", "notes"),
        _text("coders", "who gave the answers or wrote the notes, joined by ;"),
        _whole("n_coders", "coders who gave an answer or wrote a note", "coders"),
        _text("evidence", "ids of the evidence that the answers or notes rest on, joined by ;"),
        _whole("n_evidence", "different pieces of evidence that they rest on", "pieces"),
        _whole("n_sources", "different sources of this evidence", "sources"),
        _whole(
            "n_hinted",
            "further pieces that a first reading connects with the construct, none of them later "
            "than the wave, on which no answer or note rests",
            "pieces",
        ),
    ),
    "evidence_years": (
        *_WHO[:-1],
        _whole("year", "year of the facts by the named rule; empty where undated", "year"),
        _text("source_kind", "own, press, blog, academic, vendor, public_body, reference or other"),
        _text("polarity", "supports, against or neutral"),
        _whole("n_evidence", "pieces of evidence", "pieces"),
        _whole("n_sources", "different sources of this evidence", "sources"),
        _whole("n_ranges", "pieces whose date leaves more than one year possible", "pieces"),
    ),
    "evidence_totals": (
        *_WHO[:-1],
        _text("waves", "years for which the case is assessed, joined by ;"),
        _whole("n_evidence", "pieces of evidence", "pieces"),
        _whole("n_undated", "pieces whose source names no year", "pieces"),
        _whole("n_against", "pieces that speak against", "pieces"),
        _whole("n_sources", "different sources of this evidence", "sources"),
        _whole("first_year", "earliest year of a piece", "year"),
        _whole("last_year", "latest year of a piece", "year"),
    ),
    "target_levels": (
        *_WHO,
        _whole("horizon", "how far ahead the target lies", "years"),
        _ITEM,
        _text("group", "axis or pair of the item"),
        _text("value", "answer now; empty where missing"),
        _number("rank", "place of the answer now, from 0", "rank"),
        _number("low", "lowest rank now; 0 where unknown, empty where not applicable", "rank"),
        _number(
            "high", "highest rank now; the last where unknown, empty where not applicable", "rank"
        ),
        _text("missing", "why there is no answer now"),
        _text("target", "answer wanted, by the named rule; empty where nobody set one"),
        _number("target_rank", "place of the answer wanted, from 0", "rank"),
        _number("target_low", "lowest rank that any respondent wants", "rank"),
        _number("target_high", "highest rank that any respondent wants", "rank"),
        _whole("n_respondents", "respondents who set a target", "respondents"),
        _number("spread", "target_high less target_low: how far they differ", "ranks"),
        _number("gap", "target_rank less rank; empty where one of them is", "ranks"),
    ),
}


def columns_of(table: str) -> list[str]:
    """Names of the columns of a table, in order."""
    return [column.name for column in TABLES[table]]


def make_table(table: str, rows: Iterable[Sequence[Any]] | pd.DataFrame) -> pd.DataFrame:
    """A table with its declared columns and types.

    Parameters
    ----------
    table : str
        Key of :data:`TABLES`.
    rows : iterable of sequences, or DataFrame
        Values in the order of the columns, or a frame that has these columns among others.
    """
    return shaped(TABLES[table], rows)


def shaped(columns: Sequence[Column], rows: Iterable[Sequence[Any]] | pd.DataFrame) -> pd.DataFrame:
    """A table with these columns and their types; ``rows`` as in :func:`make_table`."""
    names = [column.name for column in columns]
    if isinstance(rows, pd.DataFrame):
        frame = rows[names]
    else:
        frame = pd.DataFrame(list(rows), columns=names, dtype=object)
    return frame.astype({c.name: _DTYPES[c.kind] for c in columns}).reset_index(drop=True)
