"""Which case and wave each response is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from engagement_kit.cases.fields import is_name
from engagement_kit.errors import Fault, nearest
from engagement_kit.exchange.surveys.export import Column, SurveyExport
from engagement_kit.exchange.surveys.mapping import SurveyMapping
from engagement_kit.exchange.surveys.mapping_form import MappingForm, PlaceEntry
from engagement_kit.exchange.surveys.texts import folded

__all__ = ["Places", "as_year", "column_faults", "places_of"]

_YEAR = re.compile(r"[12][0-9]{3}\Z")


@dataclass(slots=True)
class Places:
    """Case and wave of each row of an export; None where the mapping says nothing of its cell."""

    cases: Sequence[str | None] = ()
    waves: Sequence[int | None] = ()
    unmapped: list[tuple[int, Column, str, str]] = field(default_factory=list)

    def is_known(self, row: int) -> bool:
        """Whether case and wave of a row are known."""
        return self.cases[row] is not None and self.waves[row] is not None

    def of(self, row: int) -> tuple[str, int]:
        """Case and wave of a row."""
        return self.cases[row] or "", self.waves[row] or 0


def as_year(text: str | None) -> int | None:
    """The year that a text is; None if it is anything else."""
    return int(text) if text is not None and _YEAR.match(text) else None


def places_of(form: MappingForm, export: SurveyExport, names: Sequence[str]) -> Places:
    """Case and wave of every row."""
    places = Places()
    waves = _values(form.wave, export, "wave", places)
    places.waves = [as_year(wave) for wave in waves]
    if form.respondents == "cases":
        places.cases = names
    else:
        places.cases = _values(form.case, export, "case", places)
    return places


def _values(entry: PlaceEntry, export: SurveyExport, asks: str, places: Places) -> list[str | None]:
    """What a place says of each row; cells that say nothing are noted in ``places``."""
    column = None if entry.column is None else export.column(entry.column, entry.nth)
    if column is None:
        return [entry.value] * len(export.rows)
    known = {folded(a.text): a.value for a in entry.answers if a.text is not None}
    found = []
    for row, cell in enumerate(export.cells(column)):
        value = known.get(folded(cell))
        if value is None and not entry.answers and _says_itself(cell, asks):
            value = cell
        if value is None:
            places.unmapped.append((row, column, cell, asks))
        found.append(value)
    return found


def _says_itself(cell: str, asks: str) -> bool:
    """Whether a cell of a column without any mapping is a year, or can be the id of a case."""
    return as_year(cell) is not None if asks == "wave" else is_name(cell)


def column_faults(mapping: SurveyMapping, export: SurveyExport) -> Iterator[Fault]:
    """Columns of the mapping that the export does not have, and another program's export."""
    form = mapping.form
    if form.dialect != export.dialect:
        yield mapping.fault("other_dialect", ("dialect",), form.dialect, other=export.dialect)
    known = tuple(dict.fromkeys(column.name for column in export.columns))
    for at, name, nth in _columns_asked(form):
        if export.column(name, nth) is None:
            near, other = nearest(name, known), "" if nth == 1 else f" a time number {nth}"
            yield mapping.fault("no_such_column", at, name, nearest=near, other=other)


def _columns_asked(form: MappingForm) -> Iterator[tuple[tuple[str | int, ...], str, int]]:
    """Every column that the mapping names, with its place there."""
    lists: Mapping[str, Sequence[object]]
    lists = {"columns": form.columns, "leave_out": form.leave_out}
    for key, entries in lists.items():
        for n, entry in enumerate(entries):
            yield (key, n, "column"), entry.column, entry.nth  # type: ignore[attr-defined]
    for key in ("case", "wave", "respondent"):
        entry = getattr(form, key)
        if entry.column is not None:
            yield (key, "column"), entry.column, entry.nth
