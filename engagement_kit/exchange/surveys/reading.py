"""Reading an export through a confirmed mapping: answers, and every cell that gave none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import numpy as np

from engagement_kit.cases.answer_file import survey_coder
from engagement_kit.errors import Fault, Faults, WrongKind
from engagement_kit.exchange.surveys.answers import SurveyAnswers, UnmappedCell, answers_table
from engagement_kit.exchange.surveys.export import Column, SurveyExport, open_export
from engagement_kit.exchange.surveys.lookup import Answer
from engagement_kit.exchange.surveys.mapping import SurveyMapping, as_mapping
from engagement_kit.exchange.surveys.mapping_check import known_items, mapping_faults
from engagement_kit.exchange.surveys.places import Places, column_faults, places_of
from engagement_kit.exchange.surveys.questions import Question, questions_of
from engagement_kit.exchange.surveys.respondents import respondent_names
from engagement_kit.exchange.surveys.texts import folded
from engagement_kit.frameworks import Framework, load_frameworks

__all__ = ["read_survey"]


def read_survey(
    export: str | Path,
    mapping: SurveyMapping | str | Path,
    *,
    frameworks: Mapping[str, Framework] | None = None,
    unmapped: Literal["refuse", "skip"] = "refuse",
) -> SurveyAnswers:
    """The answers of a survey, by a mapping that a person has confirmed.

    Parameters
    ----------
    export : str or Path
        A ``.csv``, ``.tsv`` or ``.xlsx`` file of Google Forms, Microsoft Forms, Qualtrics,
        LimeSurvey or KoBo, or any table of one row a response.
    mapping : SurveyMapping, str or Path
        What :func:`propose_mapping` gave, gone through and confirmed; or its file.
    frameworks : mapping of Framework, optional
        All frameworks whose items may be used; the built-in ones if left out.
    unmapped : {"refuse", "skip"}
        What happens where the mapping says nothing of a cell: nothing is read at all and every
        such cell is named, or the cell is left out and stands in ``unmapped``. A response whose
        case or wave is not mapped is left out as a whole.

    Returns
    -------
    SurveyAnswers
        ``table`` has the columns case, coder, wave, item, value, missing. Blank cells are missing
        for the reason that the mapping gives (``unknown`` by default).

    Raises
    ------
    Faults
        The mapping is not confirmed, names what is not there, or (unless skipped) says nothing of
        a cell: each with row and column, as the spreadsheet shows them.
    """
    if unmapped not in ("refuse", "skip"):
        raise WrongKind("unmapped", repr(unmapped), "'refuse' or 'skip'")
    mapping = as_mapping(mapping)
    items = known_items(load_frameworks() if frameworks is None else frameworks)
    if faults := list(mapping_faults(mapping, items)):
        raise Faults(faults)
    found = open_export(export, mapping.form.sheet)
    if faults := list(column_faults(mapping, found)):
        raise Faults(faults)
    pass_ = _Pass(mapping, found, questions_of(mapping.form, found, items))
    pass_.read()
    faults = [*pass_.faults]
    if unmapped == "refuse":
        faults += (cell.fault(found.file) for cell in pass_.in_order())
    if faults:
        raise Faults(faults)
    return pass_.answers()


@dataclass(slots=True)
class _Pass:
    """One pass over an export, column by column."""

    mapping: SurveyMapping
    export: SurveyExport
    questions: Sequence[Question]
    faults: list[Fault] = field(default_factory=list)
    unmapped: list[tuple[int, UnmappedCell]] = field(default_factory=list)
    kept: list[int] = field(default_factory=list)  # places of rows whose answers count
    places: Places = field(default_factory=Places)
    names: Sequence[str] = ()
    given: list[list[tuple[Answer, ...] | None]] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def read(self) -> None:
        """Decide which rows count, then read their answers."""
        self.names = respondent_names(self.export, self.mapping, self.faults)
        wanted = self._not_left_out()
        self.places = places_of(self.mapping.form, self.export, self.names)
        self._note(self.places.unmapped, wanted)
        placed = [row for row in wanted if self.places.is_known(row)]
        if self.faults:  # without names, nobody can be told apart
            return
        self.kept = self._once(placed)
        self.counts = {
            "n_left_out": len(self.export.rows) - len(wanted),
            "n_without_place": len(wanted) - len(placed),
            "n_repeated": len(placed) - len(self.kept),
        }
        self.given = [self._read_column(question) for question in self.questions]

    def _not_left_out(self) -> list[int]:
        """Rows that the mapping does not leave out."""
        out: set[int] = set()
        for entry in self.mapping.form.leave_out:
            column = self.export.column(entry.column, entry.nth)
            if column is not None:
                texts = set(map(folded, entry.texts))
                cells = enumerate(self.export.cells(column))
                out.update(row for row, cell in cells if folded(cell) in texts)
        return [row for row in range(len(self.export.rows)) if row not in out]

    def _once(self, rows: Sequence[int]) -> list[int]:
        """One row for each respondent, case and wave."""
        rule = self.mapping.form.repeated
        first: dict[tuple[str, str, int], int] = {}
        for row in rows if rule != "last" else rows[::-1]:
            key = (self.names[row], *self.places.of(row))
            if key in first and rule == "refuse":
                self.faults.append(self._again(row, first[key]))
            first.setdefault(key, row)
        return sorted(first.values())

    def _again(self, row: int, first: int) -> Fault:
        number, other = self.export.rows[row][0], self.export.rows[first][0]
        return Fault("answered_again", self.export.file, "", number, other=str(other))

    def _read_column(self, question: Question) -> list[tuple[Answer, ...] | None]:
        cells = list(self.export.cells(question.column))
        found = [question.read(cells[row]) for row in self.kept]
        lost = [row for row, answers in zip(self.kept, found, strict=True) if answers is None]
        self._note(((row, question.column, cells[row], "answer") for row in lost), self.kept)
        return found

    def _note(
        self,
        cells: Iterator[tuple[int, Column, str, str]] | Sequence[tuple[int, Column, str, str]],
        rows: Sequence[int],
    ) -> None:
        """Keep cells that gave nothing, of these rows."""
        wanted = set(rows)
        for row, column, text, asks in cells:
            if row in wanted:
                number = self.export.rows[row][0]
                cell = UnmappedCell(number, column.letters, column.name, text, asks)
                self.unmapped.append((column.place, cell))

    def in_order(self) -> tuple[UnmappedCell, ...]:
        """Cells that gave nothing, as one reads: row by row."""
        found = sorted(self.unmapped, key=lambda pair: (pair[1].row, pair[0]))
        return tuple(cell for _, cell in found)

    def answers(self) -> SurveyAnswers:
        """The result."""
        form, columns = self.mapping.form, {c.column.place for c in self.questions}
        used = {form.case.column, form.wave.column, form.respondent.column}
        not_read = [
            c.name for c in self.export.columns if c.place not in columns and c.name not in used
        ]
        return SurveyAnswers(
            table=answers_table(self._columns()),
            unmapped=self.in_order(),
            export=self.export.file,
            mapping=self.mapping,
            n_responses=len(self.kept),
            not_read=tuple(not_read),
            **self.counts,
        )

    def _columns(self) -> dict[str, Sequence[object]]:
        """The columns of the table, respondent by respondent."""
        form, rows = self.mapping.form, self.kept
        values, reasons, here = _rowwise(self.questions, self.given)
        items = [item for question in self.questions for item in question.items]
        names = [self.names[row] for row in rows]
        if form.respondents == "cases":
            cases, coders = names, [form.survey] * len(rows)
        else:
            cases = [self.places.of(row)[0] for row in rows]
            coders = [survey_coder(form.survey, name) for name in names]
        waves = [self.places.of(row)[1] for row in rows]
        of_row = {"case": cases, "coder": coders, "wave": waves}
        table = {name: np.repeat(np.array(of, object), len(items)) for name, of in of_row.items()}
        table |= {"item": np.tile(np.array(items, object), len(rows))}
        table |= {"value": values, "missing": reasons}
        return {name: column[here] for name, column in table.items()}


def _rowwise(
    questions: Sequence[Question], given: Sequence[Sequence[tuple[Answer, ...] | None]]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Value, reason and whether there is either, of each item of the first row, the second ..."""
    columns: tuple[list[list[object]], ...] = ([], [], [])
    for question, answers in zip(questions, given, strict=True):
        for place in range(len(question.items)):
            columns[0].append([a[place][0] if a else None for a in answers])
            columns[1].append([a[place][1] if a else None for a in answers])
            columns[2].append([a is not None for a in answers])
    values, reasons, here = (np.array(part, object).T.ravel() for part in columns)
    return values, reasons, here.astype(bool)
