"""Canvas notes from rows: one row a note, or one row a language of a note."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from engagement_kit.cases import Note
from engagement_kit.errors import Fault
from engagement_kit.exchange.sheets.reading import make_entry, row_fields
from engagement_kit.exchange.sheets.table import Row

__all__ = ["notes_of"]

Box = tuple[str, int, str]  # coder, wave, box
Keep = Callable[[str, Note | None, Note, Row], None]


def notes_of(
    old: tuple[Note, ...], rows: Iterable[Row], faults: list[Fault], keep: Keep
) -> tuple[Note, ...]:
    """All notes of a case: those of the rows in place of the old ones of the same coder and box.

    Parameters
    ----------
    old : tuple of Note
    rows : iterable of Row
    faults : list of Fault
        Where faults of rows are added.
    keep : callable
        Told of each note that comes from a row, with the old one that stood in its place.
    """
    new: dict[Box, list[Note]] = {}
    before: dict[Box, list[Note]] = {}
    for note in old:
        before.setdefault(_box(note), []).append(note)
    for row, fields in _joined(rows, faults):
        found = make_entry(Note, fields, row, faults)
        if found is not None:
            notes = new.setdefault(_box(found), [])
            stood = before.get(_box(found), [])
            keep("notes", stood[len(notes)] if len(notes) < len(stood) else None, found, row)
            notes.append(found)
    together = {**before, **new}
    return tuple(note for notes in together.values() for note in notes)


def _box(note: Note) -> Box:
    return note.coder, note.wave, note.box


def _joined(rows: Iterable[Row], faults: list[Fault]) -> list[tuple[Row, dict[str, Any]]]:
    """Fields of each note with its first row; rows of one order in one box are one note."""
    notes: list[tuple[Row, dict[str, Any]]] = []
    by_order: dict[tuple[Any, ...], int] = {}
    for row in rows:
        fields = row_fields(row, faults)
        if fields is None:
            continue
        order = fields.pop("order", None)
        fields["text"] = _texts(fields)
        if not fields["text"]:
            faults.append(row.fault("empty_cell", "text"))
            continue
        key = (fields["coder"], fields["wave"], fields["box"], order)
        if order is None or key not in by_order:
            by_order[key] = len(notes)
            notes.append((row, fields))
            continue
        _join(notes[by_order[key]], row, fields, faults)
    return notes


def _join(
    note: tuple[Row, dict[str, Any]], row: Row, fields: dict[str, Any], faults: list[Fault]
) -> None:
    """Add the languages of a further row to a note."""
    first, kept = note
    line = str(first.line)
    if fields.get("evidence") != kept.get("evidence"):
        value = row.cells.get("evidence", "")
        faults.append(row.fault("uneven_rows", "evidence", value=value, other=line))
    if kept["text"].keys() & fields["text"].keys():
        faults.append(row.fault("double_row", "language", other=line))
    kept["text"].update(fields["text"])


def _texts(fields: dict[str, Any]) -> dict[str, str]:
    """Texts by language; a column ``language`` says what the column ``text`` is in."""
    lang = fields.pop("language", None) or "en"
    texts = fields.get("text") or {}
    return {(lang if key == "en" else key): text for key, text in texts.items() if text}
