"""Rows of a table as whole numbers, told to an engine: what a row says, and what is wrong in it.

Nothing here computes: these are sentences in narwhals' language, which every engine carries out
itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from engagement_kit.assess.frames.choices import EXCUSED, REASONS, Question
from engagement_kit.assess.frames.opened import AnswerTable

if TYPE_CHECKING:
    import narwhals as nw

__all__ = [
    "NOTHING",
    "WRONG",
    "chain",
    "counted",
    "highest",
    "lowest",
    "prepared",
    "texts",
    "whole",
]

NOTHING = -1  # neither an answer nor a reason
WRONG = -2  # something that is none of both, or a row that names no item


def texts(table: AnswerTable) -> dict[str, nw.Expr]:
    """Each column of the table as text, whatever the engine holds it as."""
    import narwhals as nw

    schema = table.frame.collect_schema()
    return {
        name: nw.col(name) if schema[name] == nw.String else nw.col(name).cast(nw.String)
        for name in dict.fromkeys((*table.columns, *table.kept))
    }


def prepared(
    table: AnswerTable, question: Question, numbers: Mapping[str, int]
) -> nw.LazyFrame[Any]:
    """The rows with what they say as numbers.

    Columns: ``_case``; ``_wave``, 0 where the table has none; ``_item``, the number of the item
    or ``NOTHING`` where it is another; ``_answer``, its rank, then the reasons, ``NOTHING`` or
    ``WRONG``; ``_coder`` if there is one; the kept columns as text, as :func:`lowest` calls them.
    """
    import narwhals as nw

    text = texts(table)
    frame = table.frame.lazy()
    is_number = frame.collect_schema()["case"].is_integer()
    unnamed = nw.when(nw.col("item").is_null()).then(nw.lit(WRONG)).otherwise(nw.lit(NOTHING))
    answer = _answer(text, question)
    if question.one_coder is not None and table.has("coder"):
        counts = (text["coder"] == question.one_coder) | (answer == WRONG)
        answer = nw.when(counts).then(answer).otherwise(nw.lit(NOTHING))
    columns = {
        "_case": nw.col("case") if is_number else text["case"],
        "_wave": whole(nw.col("wave")) if table.has("wave") else whole(nw.lit(0)),
        "_item": chain(text["item"], numbers, unnamed),
        "_answer": answer,
        **{lowest(name): text[name] for name in table.kept},
    }
    if table.has("coder"):
        columns["_coder"] = text["coder"]
    rows = frame.select(**columns)
    if not isinstance(question.wave, int) or not table.has("wave"):
        return rows
    # What is wrong is kept whatever its wave, to be told.
    item, year = nw.col("_item"), nw.col("_wave")
    strange = (item == WRONG) | ((item >= 0) & (nw.col("_answer") == WRONG))
    unnamed = year.is_null() | nw.col("_case").is_null()
    return rows.filter((year == question.wave) | unnamed | strange)


def _answer(text: Mapping[str, nw.Expr], question: Question) -> nw.Expr:
    """Rank of the answer, or the number of the reason for there being none."""
    import narwhals as nw

    ranks = {answer: rank for rank, answer in enumerate(question.answers)}
    reasons = {reason: len(ranks) + n for n, reason in enumerate((EXCUSED, *REASONS))}
    value = text["value"]
    said = {**ranks, **{reason: n for reason, n in reasons.items() if reason not in ranks}}
    if "missing" not in text:
        empty = nw.when(value.is_null()).then(nw.lit(NOTHING)).otherwise(nw.lit(WRONG))
        return chain(value, said, empty)
    missing = text["missing"]
    empty = nw.when(missing.is_null()).then(nw.lit(NOTHING)).otherwise(nw.lit(WRONG))
    alone = (
        nw.when(~missing.is_null()).then(nw.lit(WRONG)).otherwise(chain(value, said, nw.lit(WRONG)))
    )
    return nw.when(value.is_null()).then(chain(missing, reasons, empty)).otherwise(alone)


def lowest(name: str) -> str:
    """What a kept column is called on the engine; no column of ours begins like it."""
    return f"said_{name}"


def highest(name: str) -> str:
    """What the highest text of a kept column is called, where rows are grouped."""
    return f"most_{name}"


def chain(column: nw.Expr, numbers: Mapping[Any, int], default: nw.Expr) -> nw.Expr:
    """The number for each value of a column."""
    import narwhals as nw

    (first, number), *others = numbers.items()
    found = nw.when(column == nw.lit(first)).then(nw.lit(number))
    for value, its in others:
        found = found.when(column == nw.lit(value)).then(nw.lit(its))
    return found.otherwise(default)


def counted(condition: nw.Expr) -> nw.Expr:
    """One in each row in which something holds, zero in all others."""
    import narwhals as nw

    return nw.when(condition).then(nw.lit(1)).otherwise(nw.lit(0))


def whole(number: nw.Expr) -> nw.Expr:
    """Whole numbers of 64 bits: engines choose others by themselves, some of them decimal."""
    import narwhals as nw

    return number.cast(nw.Int64)
