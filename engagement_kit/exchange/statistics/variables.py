"""A described table as the variables of a program: codes for answers, reasons and what is cut."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from engagement_kit.exchange.statistics.described import DescribedColumn, DescribedTable
from engagement_kit.exchange.statistics.programs import Program, cut, variable_names

__all__ = ["Variable", "too_long", "variables_of"]

Code = int | str


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable as it is written.

    Attributes
    ----------
    column, name : str
        What it is called here, and there.
    label : str
    measure : {"nominal", "ordinal", "scale"}
    cells : list
        Numbers, codes and texts; None where nothing is known.
    labels : mapping of code to str
        What codes mean, those of missing ones among them.
    missing : tuple of codes
        Codes that stand for a missing answer.
    is_text, is_whole : bool
        Whether it holds texts; whether its numbers have no decimals.
    shortened : bool
        Whether a label did not fit.
    """

    column: str
    name: str
    label: str
    measure: str
    cells: list[Any]
    labels: Mapping[Code, str] = field(default_factory=dict)
    missing: tuple[Code, ...] = ()
    is_text: bool = False
    is_whole: bool = False
    shortened: bool = False


def variables_of(table: DescribedTable, program: Program) -> Iterator[Variable]:
    """The variables of a table under the rules of a program."""
    names = variable_names((column.name for column in table.columns), program)
    for column in table.columns:
        cells = table.frame[column.name]
        if column.answers:
            yield _coded(table, column, names[column.name], program)
        elif column.kind == "string":
            texts = [_clean(cell) for cell in cells]
            yield _variable(column, names[column.name], program, "nominal", texts, is_text=True)
        else:
            yield _number(column, names[column.name], program, cells)


def _coded(table: DescribedTable, column: DescribedColumn, name: str, program: Program) -> Variable:
    """A column of answers as codes with labels, its kinds of missing as codes of their own."""
    codes = {answer.id: answer.code for answer in column.answers}
    cells: list[Any] = [codes.get(cell) for cell in table.frame[column.name].map(_known)]
    labels: dict[Code, str] = {answer.code: answer.label for answer in column.answers}
    reasons = table.reasons.get(column.name)
    if reasons is not None:
        given = [program.missing.get(reason) for reason in reasons.map(_known)]
        cells = [g if c is None else c for c, g in zip(cells, given, strict=True)]
        labels |= {code: table.reason_labels[r] for r, code in program.missing.items()}
    measure = "ordinal" if column.is_ordered else "nominal"
    missing = tuple(program.missing.values()) if reasons is not None else ()
    return _variable(
        column, name, program, measure, cells, labels=labels, missing=missing, is_whole=True
    )


def _number(column: DescribedColumn, name: str, program: Program, cells: pd.Series) -> Variable:
    labels: dict[Code, str] = {0: "false", 1: "true"} if column.kind == "boolean" else {}
    numbers = [None if one is None or pd.isna(one) else float(one) for one in cells]
    is_whole = all(one is None or one.is_integer() for one in numbers)
    measure = "nominal" if labels else "scale"
    return _variable(column, name, program, measure, numbers, labels=labels, is_whole=is_whole)


def _variable(
    column: DescribedColumn,
    name: str,
    program: Program,
    measure: str,
    cells: list[Any],
    *,
    labels: Mapping[Code, str] | None = None,
    missing: tuple[Code, ...] = (),
    **kind: bool,
) -> Variable:
    """A variable with its labels cut to what the program holds."""
    whole = _clean(column.meaning) or column.name
    label = cut(whole, program.longest_label, counts_bytes=program.counts_bytes)
    told = {
        code: cut(_clean(text), program.longest_answer, counts_bytes=program.counts_bytes)
        for code, text in (labels or {}).items()
    }
    shortened = label != whole or any(told[c] != _clean(t) for c, t in (labels or {}).items())
    return Variable(
        column.name, name, label, measure, cells, told, missing, shortened=shortened, **kind
    )


def _known(cell: Any) -> Any:
    return None if cell is None or pd.isna(cell) else str(cell)


def _clean(text: Any) -> str:
    """Text that a file can hold: no zero byte, which would end it, and no halves of letters."""
    told = "" if text is None or pd.isna(text) else str(text)
    return told.replace("\x00", "\N{REPLACEMENT CHARACTER}").encode(errors="replace").decode()


def too_long(variable: Variable, program: Program) -> Iterator[tuple[int, int]]:
    """Row and bytes of each text that the program cannot hold."""
    if program.longest_text is None:
        return
    for row, cell in enumerate(variable.cells, start=1):
        if isinstance(cell, str) and len(cell.encode()) > program.longest_text:
            yield row, len(cell.encode())
