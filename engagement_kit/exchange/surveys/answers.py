"""What was read of a survey: a table of answers, and what gave none."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from engagement_kit.assess.columns import TABLES, shaped
from engagement_kit.errors import Fault
from engagement_kit.exchange.surveys.mapping import SurveyMapping

__all__ = ["ANSWER_COLUMNS", "SurveyAnswers", "UnmappedCell", "answers_table", "count_of"]

ANSWER_COLUMNS = ("case", "coder", "wave", "item", "value", "missing")
_SHOWN = 10


@dataclass(frozen=True, slots=True)
class UnmappedCell:
    """A cell of which the mapping says nothing.

    Attributes
    ----------
    row : int
    column : str
        Row and column as the spreadsheet shows them, such as 7 and ``D``.
    name, text : str
        Name of the column, and what the cell holds.
    asks : str
        ``answer``, ``case`` or ``wave``: what was looked for.
    """

    row: int
    column: str
    name: str
    text: str
    asks: str

    def fault(self, file: str) -> Fault:
        """The cell as a fault, with its place and what to do."""
        code = "unmapped_cell" if self.asks == "answer" else "unmapped_place"
        field = f"{self.column}{self.row} {self.name[:60]!r}"
        return Fault(code, file, field, self.row, self.text, other=self.asks)

    def __str__(self) -> str:
        return f"{self.column}{self.row} ({self.name[:60]}): {self.text[:60]!r}"


@dataclass(frozen=True, eq=False)
class SurveyAnswers:
    """The answers of a survey.

    Attributes
    ----------
    table : DataFrame
        One row a respondent and item: case, coder, wave, item, value, missing. It can be given to
        :func:`place_quadrants` and its like in place of cases.
    unmapped : tuple of UnmappedCell
        Every cell that gave no answer because the mapping says nothing of it.
    export : str
        The file.
    mapping : SurveyMapping
    n_responses : int
        Rows that were read.
    n_left_out : int
        Rows that the mapping leaves out.
    n_without_place : int
        Rows whose case or wave is not mapped; they are among ``unmapped``, and nothing of them is
        in the table.
    n_repeated : int
        Rows of respondents who answered again, as far as the mapping takes only one of theirs.
    not_read : tuple of str
        Names of columns that hold no answer by the mapping.
    """

    table: pd.DataFrame
    unmapped: tuple[UnmappedCell, ...]
    export: str
    mapping: SurveyMapping
    n_responses: int
    n_left_out: int
    n_without_place: int
    n_repeated: int
    not_read: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.table)

    def __str__(self) -> str:
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        known = int(self.table["value"].notna().sum())
        items, cases = (self.table[name].nunique() for name in ("item", "case"))
        about = f"{count_of(items, 'item')} about {count_of(cases, 'case')}"
        yield f"{count_of(self.n_responses, 'response')} to {about}"
        without = count_of(len(self.table) - known, "cell")
        yield f"{count_of(known, 'answer')}; {without} without one"
        for count, what, why in (
            (self.n_left_out, "response", "left out by the mapping"),
            (self.n_without_place, "response", "left out, as case or wave is not mapped"),
            (self.n_repeated, "response", "left out, of people who answered again"),
            (len(self.unmapped), "cell", "not mapped, and left out"),
        ):
            if count:
                yield f"{count_of(count, what)} {why}"
        yield from (f"  {cell}" for cell in self.unmapped[:_SHOWN])
        if len(self.unmapped) > _SHOWN:
            yield f"  and {len(self.unmapped) - _SHOWN:,} more: see unmapped"
        if self.not_read:
            yield "columns not read: " + ", ".join(map(repr, self.not_read))

    def _repr_html_(self) -> str:
        text = "<br>".join(html.escape(line) for line in self._lines())
        return f"<p>{text}</p>{self.table.head(_SHOWN).to_html(escape=True, index=False)}"


def count_of(number: int, what: str) -> str:
    """A number with what it counts."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def answers_table(columns: Mapping[str, Sequence[object]]) -> pd.DataFrame:
    """A table of answers with the types that ratings have everywhere."""
    declared = {column.name: column for column in TABLES["ratings"]}
    frame = pd.DataFrame(columns, columns=list(ANSWER_COLUMNS))
    return shaped([declared[name] for name in ANSWER_COLUMNS], frame)
