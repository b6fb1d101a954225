"""Which case-wave, item and answer each row of a table in memory is about, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from engagement_kit.assess.frames.choices import EXCUSED, REASONS, Question, no_wave
from engagement_kit.assess.frames.codes import Coded, Codes, coded, in_pandas, recoded
from engagement_kit.assess.frames.opened import TABLE, AnswerTable
from engagement_kit.errors import Fault, Faults, nearest

__all__ = ["Rows", "read_rows", "value_faults"]

ABSENT = 255  # neither an answer nor a reason: as if the row were not there


@dataclass(frozen=True, eq=False)
class Rows:
    """Rows of a table as whole numbers.

    Attributes
    ----------
    units : DataFrame
        One row a case-wave in the order of their first rows: case, wave and the kept columns.
    unit, item, answer : ndarray of int
        Of each row about an item that is asked about: its case-wave, the item's place, and the
        answer: its rank, then the reasons, ``not_applicable`` first, or ``ABSENT``.
    coder : Coded or None
    """

    units: pd.DataFrame
    unit: Codes
    item: Codes
    answer: Codes
    coder: Coded | None


def read_rows(table: AnswerTable, question: Question) -> Rows:
    """The rows of a table in memory, as far as they are about what is asked.

    Raises
    ------
    Faults
        A value is no answer; a case, wave or item is not named; a kept column says several things
        of one case.
    UnknownId
        No case has this wave.
    """
    frame = in_pandas(table.frame, (*table.columns, *table.kept))
    case, item = coded(frame["case"]), coded(frame["item"])
    wave = coded(frame["wave"]) if table.has("wave") else None
    faults = [*_empty("case", case), *_empty("item", item), *_empty("wave", wave)]
    asked = recoded(item, {one: place for place, one in enumerate(question.ids)}, -1, "int16")
    answer, wrong = _answers(frame, question, asked)
    if faults or wrong:
        raise Faults([*faults, *wrong])
    units, unit = _units(case, wave, question)
    units = _with_kept(units, unit, frame, table)
    used = asked >= 0
    if question.wave is not None:
        used &= unit >= 0
    coder = coded(frame["coder"]) if table.has("coder") else None
    if used.all():
        return Rows(units, unit, asked, answer, coder)
    if coder is not None:
        coder = Coded(coder.codes[used], coder.values)
    return Rows(units, unit[used], asked[used], answer[used], coder)


def _empty(name: str, column: Coded | None) -> Iterator[Fault]:
    if column is not None and column.empty:
        yield Fault("answers_empty_cell", TABLE, name, other=_rows(column.empty))


def _rows(n: int) -> str:
    return f"{n} {'row' if n == 1 else 'rows'}"


def _answers(frame: pd.DataFrame, question: Question, asked: Codes) -> tuple[Codes, list[Fault]]:
    """The answer of each row, and values that are none."""
    value = coded(frame["value"])
    ranks = {answer: rank for rank, answer in enumerate(question.answers)}
    size = len(ranks)
    reasons = {reason: size + n for n, reason in enumerate((EXCUSED, *REASONS))}
    answer = recoded(value, {**reasons, **ranks}, ABSENT, "uint8")
    faults = list(_strange(value, asked, {**reasons, **ranks}, "value", question))
    if "missing" in frame:
        missing = coded(frame["missing"])
        faults += _strange(missing, asked, reasons, "missing", question)
        both = (missing.codes >= 0) & (value.codes >= 0) & (asked >= 0)
        if both.any():
            n = int(np.count_nonzero(both))
            faults.append(Fault("answers_value_and_missing", TABLE, "missing", other=_rows(n)))
        told = recoded(missing, reasons, ABSENT, "uint8")
        answer = np.where(missing.codes >= 0, told, answer)
    return answer, faults


def _strange(
    column: Coded, asked: Codes, known: dict[str, int], name: str, question: Question
) -> Iterator[Fault]:
    """Values of a column that mean nothing, each with the number of its rows."""
    strange = [place for place, value in enumerate(column.words) if value not in known]
    if strange:
        found = np.bincount(column.codes[(asked >= 0) & (column.codes >= 0)])
        counts = {column.values[p]: int(found[p]) for p in strange if p < len(found) and found[p]}
        yield from value_faults(counts, name, question)


def value_faults(counts: dict[Any, int], name: str, question: Question) -> Iterator[Fault]:
    """A fault for each value that is no answer, or no reason, the most frequent first."""
    code = "answers_unknown_value" if name == "value" else "answers_unknown_reason"
    known = question.answers if name == "value" else (EXCUSED, *REASONS)
    for value in sorted(counts, key=lambda value: (-counts[value], str(value))):
        hint = nearest(str(value), known)
        rows = _rows(counts[value])
        yield Fault(code, TABLE, name, value=value, expected=known, nearest=hint, other=rows)


def _units(case: Coded, wave: Coded | None, question: Question) -> tuple[pd.DataFrame, Codes]:
    """The case-waves that are asked about, and which of them each row is of (-1: none)."""
    names = pd.Series(case.values).astype("str")
    if wave is None:
        if isinstance(question.wave, int):
            raise no_wave(question.wave, ())
        units = pd.DataFrame({"case": names})
        return units.assign(wave=pd.array(np.full(len(units), None), dtype="Int64")), case.codes
    years = np.sort(np.asarray(wave.values, dtype="int64"))
    if len(years) == 1 and question.wave in {None, "first", "last", years[0]}:
        units, unit = _units(case, None, replace(question, wave=None))
        return units.assign(wave=pd.array(np.full(len(units), years[0]), dtype="Int64")), unit
    order = np.searchsorted(years, np.asarray(wave.values, dtype="int64"))
    # Multiplied in 64 bits: a million cases at a hundred waves are more than 32 bits hold twice.
    key = case.codes.astype("int64") * len(years) + order[wave.codes]
    there = _chosen(_present(key, len(names), len(years)), years, question)
    places = np.where(there, np.cumsum(there).reshape(there.shape) - 1, -1).ravel()
    rows, columns = np.nonzero(there)
    units = pd.DataFrame({"case": names.to_numpy()[rows], "wave": years[columns]})
    return units.astype({"case": "str", "wave": "Int64"}), places[key]


def _present(key: Codes, cases: int, waves: int) -> npt.NDArray[np.bool_]:
    """Which case has which wave."""
    there = np.zeros(cases * waves, dtype=bool)
    there[key] = True
    return there.reshape(cases, waves)


def _chosen(
    there: npt.NDArray[np.bool_], years: Codes, question: Question
) -> npt.NDArray[np.bool_]:
    """The waves of each case that are asked about."""
    if question.wave is None:
        return there
    kept = np.zeros_like(there)
    if isinstance(question.wave, int):
        if question.wave not in years:
            raise no_wave(question.wave, years.tolist())
        kept[:, years == question.wave] = there[:, years == question.wave]
        return kept
    if not there.size:
        return kept
    last = there.shape[1] - 1 - np.argmax(there[:, ::-1], axis=1)
    at = np.argmax(there, axis=1) if question.wave == "first" else last
    has = there.any(axis=1)
    kept[np.nonzero(has)[0], at[has]] = True
    return kept


def _with_kept(
    units: pd.DataFrame, unit: Codes, frame: pd.DataFrame, table: AnswerTable
) -> pd.DataFrame:
    """The case-waves with what the table says of them beside."""
    faults = []
    for name in table.kept:
        said = coded(frame[name])
        rows = (unit >= 0) & (said.codes >= 0)
        first = np.full(len(units), -1, dtype="int64")
        first[unit[rows]] = said.codes[rows]
        differs = first[unit[rows]] != said.codes[rows]
        if differs.any():
            cases = np.unique(unit[rows][differs])
            value = str(units["case"].iloc[int(cases[0])])
            other = f"{len(cases)} {'case' if len(cases) == 1 else 'cases'}"
            faults.append(Fault("answers_two_groups", TABLE, name, value=value, other=other))
        words = pd.Series(said.values).astype("str").array
        units = units.assign(**{name: words.take(first, allow_fill=True)})
    if faults:
        raise Faults(faults)
    return units
