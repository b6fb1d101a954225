"""What a case becomes when the rows of a sheet are laid over it.

A row replaces the entry that it names (a source by key, evidence by id, a rating by coder, item and
wave, a target by coder, respondent, horizon and item) and leaves what its sheet has no column for;
notes are replaced box by box. Everything else stays as it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from engagement_kit.cases import Case, Evidence, Rating, Source, Target
from engagement_kit.cases.answer_file import coder_file
from engagement_kit.cases.catalogue import Catalogue
from engagement_kit.cases.entries import CaseEntry, Size
from engagement_kit.cases.fields import Entry
from engagement_kit.cases.files import CASE_FILE
from engagement_kit.errors import Fault
from engagement_kit.exchange.sheets.answers import answer_of
from engagement_kit.exchange.sheets.notes import notes_of
from engagement_kit.exchange.sheets.reading import make_entry, row_fields
from engagement_kit.exchange.sheets.table import Row

__all__ = ["Merged", "Place", "merge_case"]

Model = TypeVar("Model", bound=Entry)
_RATED = ("coder", "wave", "item")  # what tells the ratings of a case apart
# File of the case's folder, list in that file ("" for the case itself), place in the list.
Place = tuple[str, str, int]


@dataclass(slots=True)
class Merged:
    """A case as it will be.

    Attributes
    ----------
    case, before : Case
        As it will be, and as it was (None if it is new).
    origins : dict
        The row that each new or replaced entry comes from, by its place in the files.
    counts : Counter
        How many rows of each table were ``new``, ``changed``, ``same`` or ``blank``.
    unsound : frozenset of str
        Ids of entries that are missing because their row has a fault.
    files : mapping of str to bytes
        Files of the case as they were, by name.
    """

    case: Case
    before: Case | None
    origins: dict[Place, Row] = field(default_factory=dict)
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    unsound: frozenset[str] = frozenset()
    files: Mapping[str, bytes] = field(default_factory=dict)


class _Laying:
    """Rows being laid over one case; gathers their faults, counts and origins."""

    def __init__(self, before: Case | None, catalogue: Catalogue) -> None:
        self.before = before
        self.catalogue = catalogue
        self.faults: list[Fault] = []
        self.counts: Counter[tuple[str, str]] = Counter()
        self.rows: dict[int, tuple[Entry, Row]] = {}  # by id() of the entry, which is kept alive
        self.unsound: set[str] = set()
        self._rated = {_key(rating, _RATED): rating for rating in self.old("ratings")}

    def old(self, name: str) -> Iterable[Any]:
        return getattr(self.before, name) if self.before else ()

    def keep(self, table: str, old: Entry | None, new: Entry, row: Row) -> None:
        state = "new" if old is None else "same" if old == new else "changed"
        self.counts[table, state] += 1
        self.rows[id(new)] = new, row

    def entries(
        self,
        table: str,
        model: type[Model],
        rows: Iterable[Row],
        key: tuple[str, ...],
        prepare: Callable[[dict[str, Any], Row], bool] | None = None,
    ) -> tuple[Model, ...]:
        """Entries of one kind, old ones in their place, new ones behind them."""
        entries: dict[tuple[Any, ...], Model] = {_key(e, key): e for e in self.old(table)}
        seen: dict[tuple[Any, ...], int] = {}
        for row in rows:
            fields = row_fields(row, self.faults)
            if fields is None:
                self.unsound.add(row.cells[key[-1]].strip())
                continue
            if prepare and not prepare(fields, row):
                continue
            named = tuple(fields.get(name) for name in key)
            if named in seen:
                self.faults.append(row.fault("double_row", key[-1], other=str(seen[named])))
                continue
            seen[named] = row.line
            old = entries.get(named)
            new = make_entry(model, {**_content(model, old), **fields}, row, self.faults)
            if new is None:
                self.unsound.add(str(named[-1]))
                continue
            self.keep(table, old, new, row)
            entries[named] = new
        return tuple(entries.values())

    def rating_answer(self, fields: dict[str, Any], row: Row) -> bool:
        """Settle value and reason of a rating; False where the row is to be passed over."""
        before = len(self.faults)
        old = self._rated.get(tuple(fields.get(name) for name in _RATED))
        if answer_of(fields, row, self.catalogue, old, self.faults):
            return True
        if len(self.faults) == before:
            self.counts["ratings", "blank"] += 1
        return False

    def head(self, rows: list[Row]) -> dict[str, Any] | None:
        """Fields of the case itself; None where they are not sound."""
        old = _content(CaseEntry, self.before)
        if not rows:
            return old
        for row in rows[1:]:
            self.faults.append(row.fault("double_row", "id", other=str(rows[0].line)))
        fields = row_fields(rows[0], self.faults)
        if fields is None:
            return None
        name = {**(old.get("name") or {}), **fields.pop("name", {})}
        fields["name"] = {lang: text for lang, text in name.items() if text}
        if not fields["name"]:
            self.faults.append(rows[0].fault("empty_cell", "name"))
            return None
        fields["size"] = _size(old.get("size"), fields)
        new = make_entry(CaseEntry, {**old, **fields}, rows[0], self.faults)
        if new is None:
            return None
        self.keep("cases", self.before and make_entry(CaseEntry, old, rows[0], []), new, rows[0])
        return _content(CaseEntry, new)


def merge_case(
    before: Case | None,
    rows: Mapping[str, list[Row]],
    catalogue: Catalogue,
    faults: list[Fault],
) -> Merged | None:
    """The case with the sound rows laid over it; None where the case itself is not sound.

    Parameters
    ----------
    before : Case or None
        The case as it stands in the study.
    rows : mapping of str to list of Row
        Rows that speak of this case, by table.
    catalogue : Catalogue
        Items with their answers.
    faults : list of Fault
        Where faults of rows are added. Whether the case is sound as a whole is for a check to say.
    """
    laying = _Laying(before, catalogue)
    head = laying.head(rows.get("cases", []))
    lists: dict[str, Any] = {
        "sources": laying.entries("sources", Source, rows.get("sources", []), ("key",)),
        "evidence": laying.entries("evidence", Evidence, rows.get("evidence", []), ("id",)),
        "ratings": laying.entries(
            "ratings",
            Rating,
            rows.get("ratings", []),
            _RATED,
            laying.rating_answer,
        ),
        "targets": laying.entries(
            "targets",
            Target,
            rows.get("targets", []),
            ("coder", "respondent", "horizon", "item"),
        ),
        "notes": notes_of(
            tuple(laying.old("notes")), rows.get("notes", []), laying.faults, laying.keep
        ),
    }
    faults += laying.faults
    if head is None:
        return None
    folder = before.folder if before else None
    case = Case.model_construct(**{**head, **lists, "folder": folder})
    origins = _origins(case, rows, laying.rows)
    return Merged(case, before, origins, laying.counts, frozenset(laying.unsound))


def _key(entry: Entry, names: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(getattr(entry, name) for name in names)


def _content(model: type[Entry], entry: Entry | None) -> dict[str, Any]:
    """Fields of an entry, lists of a case left out: those are merged on their own."""
    if entry is None:
        return {}
    names = (name for name in model.model_fields if name not in ("sources", "evidence"))
    kept = names if isinstance(entry, CaseEntry) else model.model_fields
    return {name: getattr(entry, name) for name in kept}


def _size(old: Size | None, fields: dict[str, Any]) -> dict[str, Any] | None:
    """The size of a case from its columns, which are taken out of ``fields``."""
    said = {} if old is None else {name: getattr(old, name) for name in Size.model_fields}
    for name in Size.model_fields:
        if f"size_{name}" in fields:
            said[name] = fields.pop(f"size_{name}")
    return {name: value for name, value in said.items() if value is not None} or None


def _origins(
    case: Case, rows: Mapping[str, list[Row]], by_entry: Mapping[int, tuple[Entry, Row]]
) -> dict[Place, Row]:
    """The row of each entry that comes from one, by file, list and place in the list."""
    origins: dict[Place, Row] = {}
    if rows.get("cases"):
        origins[CASE_FILE, "", 0] = rows["cases"][0]
    places: Counter[tuple[str, str]] = Counter()
    for group in ("sources", "evidence", "ratings", "notes", "targets"):
        for entry in getattr(case, group):
            coder = getattr(entry, "coder", None)
            file = CASE_FILE if coder is None else coder_file(coder)
            if id(entry) in by_entry:
                origins[file, group, places[file, group]] = by_entry[id(entry)][1]
            places[file, group] += 1
    return origins
