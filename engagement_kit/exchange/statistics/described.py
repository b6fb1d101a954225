"""A table with all that is known of it: what columns mean, which answers they hold, in what order.

Statistics programs want more than cells: types, labels, the order of answers, and why one is
missing. SPSS, Stata and R are each given it in their own way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

__all__ = ["REASONS", "Answer", "DescribedColumn", "DescribedTable"]

Kind = Literal["string", "integer", "number", "boolean"]

# Why there is no answer, in the order of their codes; each program has its own codes.
REASONS = ("unknown", "not_asked", "not_applicable", "confidential")


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer that a column may hold: its id, its number in other programs, and its label."""

    id: str
    code: int
    label: str


@dataclass(frozen=True, slots=True)
class DescribedColumn:
    """One column.

    Attributes
    ----------
    name : str
    kind : {"string", "integer", "number", "boolean"}
    meaning : str
        What it holds, with its unit.
    answers : tuple of Answer
        What it may hold, lowest first; empty for text and numbers. Its cells are their ids.
    is_ordered : bool
        Whether the answers have an order.
    """

    name: str
    kind: Kind
    meaning: str = ""
    answers: tuple[Answer, ...] = ()
    is_ordered: bool = False


@dataclass(frozen=True, eq=False)
class DescribedTable:
    """A table, its columns, and why cells of it are empty.

    Attributes
    ----------
    name : str
        Short name: of its file, and of its object in R.
    title : str
    frame : DataFrame
        Its columns are those of ``columns``, in their order.
    columns : tuple of DescribedColumn
    reasons : mapping of str to Series
        By column: one of :data:`REASONS` for each cell that is empty for a reason.
    reason_labels : mapping of str to str
        What the reasons are called.
    lang : str
        Language of the labels.
    left_out : tuple of str
        What the table has no room for.
    """

    name: str
    title: str
    frame: pd.DataFrame
    columns: tuple[DescribedColumn, ...]
    reasons: Mapping[str, pd.Series] = field(default_factory=dict)
    reason_labels: Mapping[str, str] = field(default_factory=dict)
    lang: str = "en"
    left_out: tuple[str, ...] = ()
